//! The catalogue: every statement the registry runs, in the common subset of SQLite and
//! PostgreSQL. Parameters are numbered; values are integers, texts and bytes.

pub(crate) mod checks;
pub(crate) mod ledger;
pub(crate) mod lms;
pub(crate) mod months;
pub(crate) mod registrar;
pub(crate) mod schooling;

pub(crate) const VERSION: &str = "SELECT coalesce(max(version), 0) FROM migrations";
pub(crate) const VERSION_ADD: &str = "INSERT INTO migrations (version, name) VALUES (?1, ?2)";

// What each engine alone knows how to answer.
pub(crate) const SQLITE_TABLE: &str =
    "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?1";
pub(crate) const SQLITE_TABLES: &str = "SELECT 1 FROM sqlite_master WHERE type = 'table'";
pub(crate) const POSTGRES_TABLE: &str = "SELECT 1 FROM pg_catalog.pg_tables
    WHERE schemaname = current_schema() AND tablename = ?1";
pub(crate) const POSTGRES_TABLES: &str =
    "SELECT 1 FROM pg_catalog.pg_tables WHERE schemaname = current_schema()";

// What a backup is made by: every table with its columns, each with its place in the key, from 1;
// 0 for those outside it.
pub(crate) const SQLITE_SHAPES: &str = "SELECT t.name, c.name, c.pk FROM sqlite_master t
    JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%'
    ORDER BY t.name, c.cid";
pub(crate) const POSTGRES_SHAPES: &str = "SELECT t.relname, a.attname,
    coalesce(array_position(i.indkey::int2[], a.attnum) + 1, 0)::bigint
    FROM pg_catalog.pg_class t
    JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace AND n.nspname = current_schema()
    JOIN pg_catalog.pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_catalog.pg_index i ON i.indrelid = t.oid AND i.indisprimary
    WHERE t.relkind = 'r' ORDER BY t.relname, a.attnum";

// The mark of a database that is being restored.
pub(crate) const UNFINISHED_MAKE: &str =
    "CREATE TABLE unfinished_restore (n INTEGER NOT NULL PRIMARY KEY)";
pub(crate) const UNFINISHED_DROP: &str = "DROP TABLE IF EXISTS unfinished_restore";

pub(crate) const META_GET: &str = "SELECT value FROM meta WHERE name = ?1";
pub(crate) const META_PUT: &str = "INSERT INTO meta (name, value) VALUES (?1, ?2)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value";

pub(crate) const PERSON: &str = "SELECT body FROM people WHERE id = ?1";
pub(crate) const PERSON_BY_IIN: &str = "SELECT body FROM people WHERE iin = ?1";
pub(crate) const PEOPLE_BY_ROLE: &str = "SELECT body FROM people WHERE role = ?1 ORDER BY id";
pub(crate) const PERSON_PUT: &str = "INSERT INTO people (id, iin, role, body)
    VALUES (?1, ?2, ?3, ?4)
    ON CONFLICT (id) DO UPDATE SET iin = excluded.iin, role = excluded.role, body = excluded.body";

pub(crate) const ORGANISATION: &str = "SELECT body FROM organisations WHERE id = ?1";
pub(crate) const ORGANISATION_PUT: &str = "INSERT INTO organisations (id, region, body)
    VALUES (?1, ?2, ?3)
    ON CONFLICT (id) DO UPDATE SET region = excluded.region, body = excluded.body";

pub(crate) const GROUPS: &str = "SELECT body FROM contingent WHERE premises = ?1 ORDER BY code";
pub(crate) const GROUP_PUT: &str = "INSERT INTO contingent (premises, code, body)
    VALUES (?1, ?2, ?3) ON CONFLICT (premises, code) DO UPDATE SET body = excluded.body";

pub(crate) const WORKBOOK: &str =
    "SELECT 1 FROM workbooks WHERE hash = ?1 AND code = ?2 AND version = ?3";
pub(crate) const IS_WORKBOOK: &str = "SELECT 1 FROM workbooks WHERE hash = ?1";
pub(crate) const WORKBOOK_OF: &str = "SELECT hash FROM workbooks WHERE code = ?1 AND version = ?2";
pub(crate) const WORKBOOKS: &str =
    "SELECT hash, code, version, title FROM workbooks ORDER BY code, version";
pub(crate) const WORKBOOK_PUT: &str = "INSERT INTO workbooks (hash, code, version, title)
    VALUES (?1, ?2, ?3, ?4) ON CONFLICT (hash) DO UPDATE SET title = excluded.title";

pub(crate) const VISIT: &str = "SELECT body FROM visits WHERE id = ?1";
pub(crate) const VISIT_PUT: &str = "INSERT INTO visits
    (id, region, organisation, premises, repeats, stage, number, body)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
    ON CONFLICT (id) DO UPDATE SET stage = excluded.stage, number = excluded.number,
    body = excluded.body";
pub(crate) const VISITS_OF_PERSON: &str = "SELECT v.body FROM visit_members m
    JOIN visits v ON v.id = m.visit WHERE m.person = ?1 ORDER BY v.id";
pub(crate) const VISITS_BY_STAGE: &str = "SELECT id FROM visits WHERE stage = ?1 ORDER BY id";
pub(crate) const VISITS_OF_ORGANISATION: &str =
    "SELECT body FROM visits WHERE organisation = ?1 AND number IS NOT NULL ORDER BY id";
pub(crate) const REPEATS_OF: &str = "SELECT id FROM visits WHERE repeats = ?1 ORDER BY id";
pub(crate) const MEMBER_PUT: &str = "INSERT INTO visit_members (person, visit)
    VALUES (?1, ?2) ON CONFLICT (person, visit) DO NOTHING";
pub(crate) const IS_MEMBER: &str = "SELECT 1 FROM visit_members WHERE person = ?1 AND visit = ?2";

pub(crate) const FIELD: &str = "SELECT body FROM drafts WHERE visit = ?1 AND field = ?2";
pub(crate) const DRAFT: &str = "SELECT field, body FROM drafts WHERE visit = ?1";
pub(crate) const FINDINGS_WRITTEN: &str =
    "SELECT body FROM feed WHERE scope = ?1 AND body LIKE '%\"finding|%' ORDER BY seq";
pub(crate) const FIELD_PUT: &str = "INSERT INTO drafts (visit, field, body)
    VALUES (?1, ?2, ?3) ON CONFLICT (visit, field) DO UPDATE SET body = excluded.body";

pub(crate) const ACT: &str = "SELECT visit, withdrawn FROM acts WHERE hash = ?1";
pub(crate) const ACT_PUT: &str = "INSERT INTO acts (hash, visit, act, withdrawn)
    VALUES (?1, ?2, ?3, 0) ON CONFLICT (hash) DO UPDATE SET withdrawn = 0";
pub(crate) const ACT_WITHDRAW: &str = "UPDATE acts SET withdrawn = 1 WHERE visit = ?1";
pub(crate) const NEED: &str = "INSERT INTO needed_blobs (visit, hash) VALUES (?1, ?2)
    ON CONFLICT (visit, hash) DO NOTHING";
pub(crate) const NEED_NOTHING: &str = "DELETE FROM needed_blobs WHERE visit = ?1";
pub(crate) const STILL_NEEDED: &str = "SELECT n.hash FROM needed_blobs n
    LEFT JOIN blobs b ON b.hash = n.hash WHERE n.visit = ?1 AND b.hash IS NULL ORDER BY n.hash";
pub(crate) const NEEDED_BY: &str = "SELECT visit FROM needed_blobs WHERE hash = ?1 ORDER BY visit";

pub(crate) const SANCTION: &str = "SELECT body FROM sanctions WHERE id = ?1";
pub(crate) const SANCTIONS_OF_VISIT: &str =
    "SELECT body FROM sanctions WHERE visit = ?1 ORDER BY id";
pub(crate) const SANCTIONS_OF_ORGANISATION: &str =
    "SELECT body FROM sanctions WHERE organisation = ?1 ORDER BY id";
pub(crate) const SANCTIONS_BY_STATE: &str =
    "SELECT body FROM sanctions WHERE state = ?1 ORDER BY id";
pub(crate) const SANCTION_PUT: &str = "INSERT INTO sanctions
    (id, visit, organisation, state, body) VALUES (?1, ?2, ?3, ?4, ?5)
    ON CONFLICT (id) DO UPDATE SET state = excluded.state, body = excluded.body";

pub(crate) const POINT: &str = "SELECT body FROM points WHERE visit = ?1 AND number = ?2";
pub(crate) const POINTS: &str = "SELECT body FROM points WHERE visit = ?1 ORDER BY number";
pub(crate) const POINTS_OPEN: &str =
    "SELECT body FROM points WHERE remedied = 0 ORDER BY visit, number";
pub(crate) const POINT_PUT: &str = "INSERT INTO points
    (visit, number, organisation, remedied, body) VALUES (?1, ?2, ?3, ?4, ?5)
    ON CONFLICT (visit, number) DO UPDATE SET remedied = excluded.remedied, body = excluded.body";
pub(crate) const OPEN_POINTS: &str =
    "SELECT count(*) FROM points WHERE visit = ?1 AND remedied = 0";

pub(crate) const SIGNATURE: &str = "SELECT body, received_at, tries, due_at FROM signatures
    WHERE visit = ?1 AND person = ?2";
pub(crate) const SIGNATURE_PUT: &str = "INSERT INTO signatures
    (visit, person, cms, status, received_at, tries, due_at, body)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
    ON CONFLICT (visit, person) DO UPDATE SET cms = excluded.cms, status = excluded.status,
    received_at = excluded.received_at, tries = excluded.tries, due_at = excluded.due_at,
    body = excluded.body";
pub(crate) const SIGNATURES_DUE: &str = "SELECT body, received_at, tries, due_at FROM signatures
    WHERE due_at <= ?1 ORDER BY due_at, visit, person LIMIT ?2";
pub(crate) const SIGNATURES_HASTEN: &str =
    "UPDATE signatures SET due_at = ?1 WHERE status = 'pending' AND due_at > ?1";
pub(crate) const SIGNED_OPERATION: &str = "SELECT min(received_at) FROM operations
    WHERE visit = ?1 AND actor = ?2 AND outcome = 'applied' AND bytes LIKE ?3";
pub(crate) const VISIT_BODIES: &str = "SELECT body FROM visits ORDER BY id";

pub(crate) const NUMBER_BEGIN: &str = "INSERT INTO numbers (region, year, n)
    VALUES (?1, ?2, 0) ON CONFLICT (region, year) DO NOTHING";
pub(crate) const NUMBER_TAKE: &str =
    "UPDATE numbers SET n = n + 1 WHERE region = ?1 AND year = ?2 RETURNING n";

pub(crate) const INSTALL: &str =
    "SELECT device_key, last_seq, last_hash, last_made_at FROM installs WHERE id = ?1";
pub(crate) const INSTALL_ADD: &str = "INSERT INTO installs
    (id, device_key, last_seq, last_hash, last_made_at) VALUES (?1, ?2, 0, ?3, 0)";
pub(crate) const INSTALL_ADVANCE: &str = "UPDATE installs SET last_seq = ?2, last_hash = ?3,
    last_made_at = ?4 WHERE id = ?1";
pub(crate) const DEVICE_PERSON_PUT: &str = "INSERT INTO device_people (install, person, since)
    VALUES (?1, ?2, ?3) ON CONFLICT (install, person) DO NOTHING";
pub(crate) const DEVICE_PERSON: &str =
    "SELECT 1 FROM device_people WHERE install = ?1 AND person = ?2";

pub(crate) const SESSION_PUT: &str = "INSERT INTO sessions (token_hash, person, install, until)
    VALUES (?1, ?2, ?3, ?4)";
pub(crate) const SESSION: &str =
    "SELECT person, install, until FROM sessions WHERE token_hash = ?1";
pub(crate) const SESSION_END: &str = "DELETE FROM sessions WHERE token_hash = ?1";
pub(crate) const NONCE_USE: &str = "INSERT INTO nonces (nonce, until) VALUES (?1, ?2)
    ON CONFLICT (nonce) DO NOTHING";
pub(crate) const NONCES_ENDED: &str = "DELETE FROM nonces WHERE until < ?1";
pub(crate) const SESSIONS_ENDED: &str = "DELETE FROM sessions WHERE until <= ?1";

pub(crate) const OPERATION_BY_ID: &str = "SELECT id, hash, visit, bytes, received_at,
    clock_flagged, outcome, receipt, signature FROM operations WHERE id = ?1";
pub(crate) const OPERATION_BY_SEQ: &str = "SELECT id, hash, visit, bytes, received_at,
    clock_flagged, outcome, receipt, signature FROM operations WHERE install = ?1 AND seq = ?2";
pub(crate) const OPERATION_ADD: &str = "INSERT INTO operations (id, install, seq, hash, actor,
    kind, visit, bytes, received_at, clock_flagged, outcome, receipt, signature)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
pub(crate) const OPERATION_DECIDED: &str = "UPDATE operations SET outcome = ?2, receipt = ?3,
    signature = ?4 WHERE id = ?1";
pub(crate) const RECEIPT_NEXT: &str =
    "SELECT coalesce(max(n), 0) + 1 FROM receipts WHERE operation = ?1";
pub(crate) const RECEIPT_ADD: &str = "INSERT INTO receipts (operation, n, receipt, signature)
    VALUES (?1, ?2, ?3, ?4)";
#[cfg(test)]
pub(crate) const RECEIPTS: &str =
    "SELECT receipt, signature FROM receipts WHERE operation = ?1 ORDER BY n";
pub(crate) const HELD_OF_VISIT: &str = "SELECT id, hash, visit, bytes, received_at,
    clock_flagged, outcome, receipt, signature FROM operations
    WHERE visit = ?1 AND outcome = 'held' ORDER BY received_at, install, seq";
pub(crate) const WAIT: &str = "INSERT INTO waits (hash, operation) VALUES (?1, ?2)
    ON CONFLICT (hash, operation) DO NOTHING";
pub(crate) const WAIT_NO_MORE: &str = "DELETE FROM waits WHERE operation = ?1";
pub(crate) const WAITING_VISITS: &str = "SELECT DISTINCT o.visit FROM waits w
    JOIN operations o ON o.id = w.operation
    WHERE w.hash = ?1 AND o.visit IS NOT NULL ORDER BY o.visit";

pub(crate) const BLOB: &str = "SELECT length, uploader FROM blobs WHERE hash = ?1";
pub(crate) const BLOB_HASHES: &str = "SELECT hash FROM blobs ORDER BY hash";
pub(crate) const BLOB_PUT: &str = "INSERT INTO blobs (hash, length, uploader, received_at)
    VALUES (?1, ?2, ?3, ?4) ON CONFLICT (hash) DO NOTHING";
pub(crate) const BLOB_VISIT_PUT: &str = "INSERT INTO blob_visits (hash, visit)
    VALUES (?1, ?2) ON CONFLICT (hash, visit) DO NOTHING";
pub(crate) const BLOB_VISITS: &str = "SELECT v.id, v.region FROM blob_visits b
    JOIN visits v ON v.id = b.visit WHERE b.hash = ?1 ORDER BY v.id";

pub(crate) const FEED_SCOPE: &str =
    "INSERT INTO feed_head (scope, n) VALUES (?1, 0) ON CONFLICT (scope) DO NOTHING";
pub(crate) const FEED_TAKE: &str = "UPDATE feed_head SET n = n + ?2 WHERE scope = ?1 RETURNING n";
pub(crate) const FEED_ADD: &str = "INSERT INTO feed (scope, seq, body) VALUES (?1, ?2, ?3)";
pub(crate) const FEED_HEAD: &str = "SELECT n FROM feed_head WHERE scope = ?1";
pub(crate) const FEED_PAGE: &str =
    "SELECT seq, body FROM feed WHERE scope = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3";
pub(crate) const FEED_GAPS: &str = "SELECT h.scope FROM feed_head h
    LEFT JOIN (SELECT scope, count(*) AS rows_found, max(seq) AS newest FROM feed GROUP BY scope) f
    ON f.scope = h.scope
    WHERE h.n <> coalesce(f.rows_found, 0) OR h.n <> coalesce(f.newest, 0) ORDER BY h.scope";

pub(crate) const FEED_STATES: &str =
    "SELECT scope, seq, body FROM feed WHERE scope NOT LIKE 'draft:%' ORDER BY scope, seq";

pub(crate) const FEED_OF_SCHOOLS: &str =
    "SELECT scope, seq, body FROM feed WHERE scope LIKE 'school:%' ORDER BY scope, seq";
pub(crate) const FEED_REWRITE: &str = "UPDATE feed SET body = ?3 WHERE scope = ?1 AND seq = ?2";

pub(crate) const STANDING_PUT: &str = "INSERT INTO standing (scope, record, bucket, seq, digest)
    VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (scope, record) DO UPDATE SET seq = excluded.seq,
    digest = excluded.digest";
pub(crate) const STANDING_DROP: &str = "DELETE FROM standing WHERE scope = ?1 AND record = ?2";
pub(crate) const STANDING_DIGESTS: &str = "SELECT bucket, digest FROM standing WHERE scope = ?1";
pub(crate) const STANDING_OF_BUCKET: &str = "SELECT s.seq, f.body FROM standing s
    JOIN feed f ON f.scope = s.scope AND f.seq = s.seq
    WHERE s.scope = ?1 AND s.bucket = ?2 ORDER BY s.record";
pub(crate) const STANDING_ALL: &str = "SELECT s.seq, f.body FROM standing s
    JOIN feed f ON f.scope = s.scope AND f.seq = s.seq WHERE s.scope = ?1 ORDER BY s.record";
pub(crate) const LONG_FEEDS: &str =
    "SELECT scope, n FROM feed_head WHERE n >= ?1 AND scope NOT LIKE 'draft:%' ORDER BY scope";

pub(crate) const SNAPSHOT: &str = "SELECT seq, manifest, signature FROM snapshots
    WHERE scope = ?1 ORDER BY seq DESC LIMIT 1";
pub(crate) const SNAPSHOT_ADD: &str = "INSERT INTO snapshots (scope, seq, manifest, signature)
    VALUES (?1, ?2, ?3, ?4)
    ON CONFLICT (scope, seq) DO UPDATE SET manifest = excluded.manifest,
    signature = excluded.signature";
pub(crate) const SNAPSHOT_PIECE: &str =
    "SELECT body FROM snapshot_pieces WHERE scope = ?1 AND seq = ?2 AND n = ?3";
pub(crate) const SNAPSHOT_PIECE_ADD: &str = "INSERT INTO snapshot_pieces (scope, seq, n, body)
    VALUES (?1, ?2, ?3, ?4) ON CONFLICT (scope, seq, n) DO UPDATE SET body = excluded.body";
pub(crate) const SNAPSHOT_BEFORE_LAST: &str = "SELECT seq FROM snapshots
    WHERE scope = ?1 ORDER BY seq DESC LIMIT 1 OFFSET 1";
pub(crate) const SNAPSHOTS_DROP: &str = "DELETE FROM snapshots WHERE scope = ?1 AND seq < ?2";
pub(crate) const SNAPSHOT_PIECES_DROP: &str =
    "DELETE FROM snapshot_pieces WHERE scope = ?1 AND seq < ?2";

pub(crate) const AUDIT_LAST: &str = "SELECT n, hash FROM audit ORDER BY n DESC LIMIT 1";
pub(crate) const AUDIT_ADD: &str = "INSERT INTO audit
    (n, at, operation, actor, action, object, previous, hash)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
pub(crate) const AUDIT_LINES: &str = "SELECT coalesce(max(n), 0) FROM audit";
pub(crate) const SIGNATURES_PENDING: &str =
    "SELECT count(*) FROM signatures WHERE status = 'pending'";
pub(crate) const OPERATIONS_WAITING: &str = "SELECT count(DISTINCT operation) FROM waits";
pub(crate) const AUDIT_NODE_ADD: &str = "INSERT INTO audit_nodes (place, hash) VALUES (?1, ?2)";
pub(crate) const AUDIT_NODE: &str = "SELECT hash FROM audit_nodes WHERE place = ?1";
pub(crate) const AUDIT_HASHES: &str = "SELECT n, hash FROM audit WHERE n > ?1 ORDER BY n LIMIT ?2";
pub(crate) const AUDIT_PAGE: &str =
    "SELECT n, at, operation, actor, action, object, previous, hash FROM audit
    WHERE n > ?1 ORDER BY n LIMIT ?2";
