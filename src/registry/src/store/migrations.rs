//! Versions of the schema. Each step is one transaction together with its mark, so a step that
//! was interrupted simply happens again.

use super::{StoreError, standing};
use crate::audit;
use rusqlite::{Connection, params};

/// A step: name, statements, and what has to be calculated after them.
type Step = (
    &'static str,
    &'static str,
    fn(&Connection) -> Result<(), StoreError>,
);

/// The steps, in order. A step that was released is never changed.
const STEPS: [Step; 7] = [
    ("first floor", FIRST, |_| Ok(())),
    (
        "standing records and snapshots",
        STANDING,
        standing::fill_from_feed,
    ),
    ("titles of checklists", TITLES, |_| Ok(())),
    ("several sanctions of one visit", SEVERAL, |_| Ok(())),
    ("every receipt", RECEIPTS, |_| Ok(())),
    ("verdicts about signatures", SIGNATURES, |_| Ok(())),
    ("tree over the audit log", AUDIT_TREE, audit::plant),
];

/// What each scope shows now, and snapshots made of it.
const STANDING: &str = "
CREATE TABLE standing (scope TEXT NOT NULL, record TEXT NOT NULL, bucket INTEGER NOT NULL,
    seq INTEGER NOT NULL, digest INTEGER NOT NULL, PRIMARY KEY (scope, record));
CREATE INDEX standing_by_bucket ON standing (scope, bucket);
CREATE TABLE snapshots (scope TEXT NOT NULL, seq INTEGER NOT NULL, manifest TEXT NOT NULL,
    signature TEXT NOT NULL, PRIMARY KEY (scope, seq));
CREATE TABLE snapshot_pieces (scope TEXT NOT NULL, seq INTEGER NOT NULL, n INTEGER NOT NULL,
    body BLOB NOT NULL, PRIMARY KEY (scope, seq, n));
";

/// Tables of the first floor. Only integers, texts and bytes; keys made by the application; no
/// triggers, no sequences: the same statements run on PostgreSQL.
const FIRST: &str = "
CREATE TABLE meta (name TEXT NOT NULL PRIMARY KEY, value BLOB NOT NULL);
CREATE TABLE people (id TEXT NOT NULL PRIMARY KEY, iin TEXT NOT NULL UNIQUE, role TEXT NOT NULL,
    body TEXT NOT NULL);
CREATE TABLE organisations (id TEXT NOT NULL PRIMARY KEY, region TEXT NOT NULL,
    body TEXT NOT NULL);
CREATE TABLE contingent (premises TEXT NOT NULL, code TEXT NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (premises, code));
CREATE TABLE workbooks (hash TEXT NOT NULL PRIMARY KEY, code TEXT NOT NULL,
    version TEXT NOT NULL);
CREATE TABLE visits (id TEXT NOT NULL PRIMARY KEY, region TEXT NOT NULL,
    organisation TEXT NOT NULL, premises TEXT NOT NULL, repeats TEXT, stage TEXT NOT NULL,
    number TEXT UNIQUE, body TEXT NOT NULL);
CREATE INDEX visits_by_organisation ON visits (organisation);
CREATE INDEX visits_by_stage ON visits (stage);
CREATE INDEX visits_by_repeats ON visits (repeats);
CREATE TABLE visit_members (person TEXT NOT NULL, visit TEXT NOT NULL,
    PRIMARY KEY (person, visit));
CREATE INDEX visit_members_by_visit ON visit_members (visit);
CREATE TABLE drafts (visit TEXT NOT NULL, field TEXT NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (visit, field));
CREATE TABLE acts (hash TEXT NOT NULL PRIMARY KEY, visit TEXT NOT NULL, act TEXT NOT NULL,
    withdrawn INTEGER NOT NULL CHECK (withdrawn IN (0, 1)));
CREATE INDEX acts_by_visit ON acts (visit);
CREATE TABLE needed_blobs (visit TEXT NOT NULL, hash TEXT NOT NULL,
    PRIMARY KEY (visit, hash));
CREATE INDEX needed_blobs_by_hash ON needed_blobs (hash);
CREATE TABLE sanctions (id TEXT NOT NULL PRIMARY KEY, visit TEXT NOT NULL UNIQUE,
    organisation TEXT NOT NULL, state TEXT NOT NULL, body TEXT NOT NULL);
CREATE INDEX sanctions_by_organisation ON sanctions (organisation);
CREATE INDEX sanctions_by_state ON sanctions (state);
CREATE TABLE points (visit TEXT NOT NULL, number INTEGER NOT NULL, organisation TEXT NOT NULL,
    remedied INTEGER NOT NULL CHECK (remedied IN (0, 1)), body TEXT NOT NULL,
    PRIMARY KEY (visit, number));
CREATE TABLE numbers (region TEXT NOT NULL, year INTEGER NOT NULL, n INTEGER NOT NULL,
    PRIMARY KEY (region, year));
CREATE TABLE installs (id TEXT NOT NULL PRIMARY KEY, device_key TEXT NOT NULL,
    last_seq INTEGER NOT NULL, last_hash TEXT NOT NULL, last_made_at INTEGER NOT NULL);
CREATE TABLE device_people (install TEXT NOT NULL, person TEXT NOT NULL,
    since INTEGER NOT NULL, PRIMARY KEY (install, person));
CREATE TABLE sessions (token_hash TEXT NOT NULL PRIMARY KEY, person TEXT NOT NULL,
    install TEXT NOT NULL, until INTEGER NOT NULL);
CREATE INDEX sessions_by_until ON sessions (until);
CREATE TABLE operations (id TEXT NOT NULL PRIMARY KEY, install TEXT NOT NULL,
    seq INTEGER NOT NULL, hash TEXT NOT NULL, actor TEXT NOT NULL, kind TEXT NOT NULL,
    visit TEXT, bytes TEXT NOT NULL, received_at INTEGER NOT NULL, clock_flagged INTEGER NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('applied', 'rejected', 'held')),
    receipt TEXT NOT NULL, signature TEXT NOT NULL, UNIQUE (install, seq));
CREATE INDEX operations_by_visit ON operations (visit, outcome);
CREATE TABLE waits (hash TEXT NOT NULL, operation TEXT NOT NULL,
    PRIMARY KEY (hash, operation));
CREATE INDEX waits_by_operation ON waits (operation);
CREATE TABLE blobs (hash TEXT NOT NULL PRIMARY KEY, length INTEGER NOT NULL,
    uploader TEXT, received_at INTEGER NOT NULL);
CREATE TABLE blob_visits (hash TEXT NOT NULL, visit TEXT NOT NULL, PRIMARY KEY (hash, visit));
CREATE TABLE feed_head (scope TEXT NOT NULL PRIMARY KEY, n INTEGER NOT NULL);
CREATE TABLE feed (scope TEXT NOT NULL, seq INTEGER NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (scope, seq));
CREATE TABLE audit (n INTEGER NOT NULL PRIMARY KEY, at INTEGER NOT NULL,
    operation TEXT NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL, object TEXT NOT NULL,
    previous TEXT NOT NULL, hash TEXT NOT NULL);
";

/// Checklists are chosen by their titles. Those published before are known by their codes until
/// the same workbook is published again.
const TITLES: &str = "ALTER TABLE workbooks ADD COLUMN title TEXT NOT NULL DEFAULT '{}'";

/// What the clock proposes stands beside what the act of the same visit proposed.
const SEVERAL: &str = "
CREATE TABLE several (id TEXT NOT NULL PRIMARY KEY, visit TEXT NOT NULL,
    organisation TEXT NOT NULL, state TEXT NOT NULL, body TEXT NOT NULL);
INSERT INTO several (id, visit, organisation, state, body)
    SELECT id, visit, organisation, state, body FROM sanctions;
DROP TABLE sanctions;
ALTER TABLE several RENAME TO sanctions;
CREATE INDEX sanctions_by_visit ON sanctions (visit);
CREATE INDEX sanctions_by_organisation ON sanctions (organisation);
CREATE INDEX sanctions_by_state ON sanctions (state);
";

/// Receipts as they were signed, each in its turn: that an operation waited is proved for ever. The
/// newest stands beside its operation as well, where it is answered from.
const RECEIPTS: &str = "
CREATE TABLE receipts (operation TEXT NOT NULL, n INTEGER NOT NULL, receipt TEXT NOT NULL,
    signature TEXT NOT NULL, PRIMARY KEY (operation, n));
INSERT INTO receipts (operation, n, receipt, signature)
    SELECT id, 1, receipt, signature FROM operations;
";

/// What the registry says of each member's signature, and when it looks again. Signatures taken in
/// before are entered at the next start, which knows the time.
const SIGNATURES: &str = "
CREATE TABLE signatures (visit TEXT NOT NULL, person TEXT NOT NULL, cms TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('pending', 'valid', 'invalid')),
    received_at INTEGER NOT NULL, tries INTEGER NOT NULL, due_at INTEGER, body TEXT NOT NULL,
    PRIMARY KEY (visit, person));
CREATE INDEX signatures_by_due ON signatures (due_at);
";

/// Inner nodes and leaves of the tree over the audit log, by their place in the order in which they
/// are made.
const AUDIT_TREE: &str = "
CREATE TABLE audit_nodes (place INTEGER NOT NULL PRIMARY KEY, hash BLOB NOT NULL);
";

/// Brings the file to this program's version.
pub(super) fn migrate(connection: &Connection) -> Result<(), StoreError> {
    connection.execute_batch(
        "CREATE TABLE IF NOT EXISTS migrations (version INTEGER NOT NULL PRIMARY KEY,
         name TEXT NOT NULL)",
    )?;
    let found: i64 = connection.query_row(
        "SELECT coalesce(max(version), 0) FROM migrations",
        [],
        |row| row.get(0),
    )?;
    let known = i64::try_from(STEPS.len()).unwrap_or(i64::MAX);
    if found > known {
        return Err(StoreError::Newer { found, known });
    }
    for ((name, statements, calculate), version) in STEPS.iter().zip(1i64..) {
        if version <= found {
            continue;
        }
        let step = connection.unchecked_transaction()?;
        step.execute_batch(statements)?;
        calculate(&step)?;
        step.execute(
            "INSERT INTO migrations (version, name) VALUES (?1, ?2)",
            params![version, name],
        )?;
        step.commit()?;
    }
    Ok(())
}
