//! The catalogue, continued: what systems of schools and universities (LMS) send.

pub(crate) const PARTY_ADD: &str = "INSERT INTO lms_parties
    (id, name, token_hash, signed, first_day, last_day, issued_at, withdrawn_at)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, NULL)";
pub(crate) const PARTY_WITHDRAW: &str =
    "UPDATE lms_parties SET withdrawn_at = ?2 WHERE id = ?1 AND withdrawn_at IS NULL";
pub(crate) const PARTY: &str = "SELECT id, name, signed, first_day, last_day, withdrawn_at
    FROM lms_parties WHERE token_hash = ?1";
pub(crate) const PARTIES: &str = "SELECT p.id, p.name, p.signed, p.first_day, p.last_day,
    p.withdrawn_at, count(s.school) FROM lms_parties p
    LEFT JOIN lms_speaks s ON s.party = p.id
    GROUP BY p.id, p.name, p.signed, p.first_day, p.last_day, p.withdrawn_at, p.issued_at
    ORDER BY p.issued_at, p.id";
pub(crate) const SCHOOL: &str = "SELECT organisation FROM lms_schools WHERE school = ?1";
pub(crate) const SCHOOL_ADD: &str = "INSERT INTO lms_schools (school, organisation)
    VALUES (?1, ?2) ON CONFLICT (school) DO NOTHING";
pub(crate) const SPEAKS_ADD: &str = "INSERT INTO lms_speaks (party, school) VALUES (?1, ?2)
    ON CONFLICT (party, school) DO NOTHING";
pub(crate) const SPEAKS: &str = "SELECT c.organisation FROM lms_speaks s
    JOIN lms_schools c ON c.school = s.school WHERE s.party = ?1 AND s.school = ?2";
pub(crate) const SCHOOLS_OF: &str = "SELECT s.school, o.body FROM lms_speaks s
    JOIN lms_schools c ON c.school = s.school
    JOIN organisations o ON o.id = c.organisation WHERE s.party = ?1 ORDER BY s.school";
pub(crate) const ORGANISATIONS: &str = "SELECT body FROM organisations ORDER BY id";

pub(crate) const STANDING: &str = "SELECT id, revision, content, answer FROM lms_batches
    WHERE school = ?1 AND method = ?2 AND span = ?3 AND standing = 1";
pub(crate) const BATCH_ADD: &str = "INSERT INTO lms_batches
    (id, school, organisation, region, university, method, span, revision, standing, party,
    content, source, received_at, accepted, rejected, added, removed, changed, cms, answer)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 1, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18,
    ?19)";
pub(crate) const BATCH_OVER: &str = "UPDATE lms_batches SET standing = 0 WHERE id = ?1";
pub(crate) const ANSWER: &str = "SELECT school, answer FROM lms_batches WHERE id = ?1";
pub(crate) const BATCH_WHERE: &str = "SELECT region, university FROM lms_batches WHERE id = ?1";
pub(crate) const BATCHES_OF_REGION: &str = "SELECT id, organisation, school, method, span,
    revision, standing, received_at, accepted, rejected, added, removed, changed FROM lms_batches
    WHERE region = ?1 AND (university = ?2 OR university = ?3)
    ORDER BY received_at DESC, id DESC LIMIT ?4";
pub(crate) const BATCHES_OF_ORGANISATION: &str = "SELECT id, organisation, school, method, span,
    revision, standing, received_at, accepted, rejected, added, removed, changed FROM lms_batches
    WHERE region = ?1 AND (university = ?2 OR university = ?3) AND organisation = ?5
    ORDER BY received_at DESC, id DESC LIMIT ?4";

pub(crate) const ROWS_ADD: &str = "INSERT INTO lms_rows (batch, n, first, last, body)
    VALUES (?1, ?2, ?3, ?4, ?5)";
pub(crate) const ROWS: &str = "SELECT body FROM lms_rows WHERE batch = ?1 ORDER BY n";
pub(crate) const ROWS_DROP: &str = "DELETE FROM lms_rows WHERE batch = ?1";
pub(crate) const ROWS_BETWEEN: &str = "SELECT r.body, b.content, b.span FROM lms_batches b
    JOIN lms_rows r ON r.batch = b.id
    WHERE b.organisation = ?1 AND b.method = ?2 AND b.standing = 1
    AND b.span >= ?3 AND b.span <= ?4 AND r.first <= ?6 AND r.last >= ?5
    ORDER BY b.span, b.school, r.n";
pub(crate) const SPANS: &str = "SELECT DISTINCT span FROM lms_batches
    WHERE organisation = ?1 AND method = ?2 AND standing = 1 ORDER BY span";
pub(crate) const CONTENTS: &str = "SELECT span, content FROM lms_batches
    WHERE organisation = ?1 AND method = ?2 AND standing = 1 AND span >= ?3 AND span <= ?4
    ORDER BY span, school";
pub(crate) const SOURCE_KNOWN: &str = "SELECT 1 FROM lms_sources WHERE hash = ?1 AND n = 0";
pub(crate) const SOURCE_ADD: &str = "INSERT INTO lms_sources (hash, n, body) VALUES (?1, ?2, ?3)";
pub(crate) const SOURCE: &str = "SELECT body FROM lms_sources WHERE hash = ?1 ORDER BY n";
pub(crate) const CHANGES_ADD: &str = "INSERT INTO lms_changes (batch, n, body)
    VALUES (?1, ?2, ?3)";
pub(crate) const CHANGES: &str = "SELECT body FROM lms_changes WHERE batch = ?1 AND n = ?2";
