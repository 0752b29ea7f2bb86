//! Versions of the schema. Each step is one transaction together with its mark, so a step that
//! was interrupted simply happens again.

use super::{Connection, StoreError, params, sql, standing};
use crate::archive::UNFINISHED;
use crate::audit;

/// A step: name, statements, and what has to be calculated after them.
type Step = (
    &'static str,
    &'static str,
    fn(&Connection) -> Result<(), StoreError>,
);

/// The versions themselves. Made alone, because it is what later steps take turns by.
const MIGRATIONS: &str = "CREATE TABLE IF NOT EXISTS migrations
    (version INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL)";

/// The steps, in order. A step that was released is never changed.
const STEPS: [Step; 8] = [
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
    ("answered sign-ins", NONCES, |_| Ok(())),
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

/// Nonces of sign-ins that were answered, until they end.
const NONCES: &str = "
CREATE TABLE nonces (nonce TEXT NOT NULL PRIMARY KEY, until INTEGER NOT NULL);
CREATE INDEX nonces_by_until ON nonces (until);
";

/// Version of the newest step this program knows.
pub(crate) fn newest() -> i64 {
    i64::try_from(STEPS.len()).unwrap_or(i64::MAX)
}

/// The version of a database, when this program may use it.
pub(crate) fn known(connection: &Connection) -> Result<i64, StoreError> {
    let (found, known) = (connection.version()?, newest());
    if found > known {
        return Err(StoreError::Newer { found, known });
    }
    Ok(found)
}

/// Where a migration is; tests interrupt it there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// Before a step, outside its transaction.
    Before(i64),
    /// Inside the transaction of a step, after its statements.
    Defined(i64),
    /// Inside it, with everything calculated.
    Calculated(i64),
    /// Inside it, with the version written down.
    Noted(i64),
    /// After its end.
    Made(i64),
}

/// Brings the database to this program's version.
pub(super) fn migrate(connection: &Connection) -> Result<(), StoreError> {
    migrate_watched(connection, &mut |_| Ok(()))
}

/// The same, told at every place where it is. When it is told to stop there it stops as if it had
/// been killed: the transaction goes with the connection.
pub(crate) fn migrate_watched(
    connection: &Connection,
    at: &mut dyn FnMut(Place) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    if connection.has_table(UNFINISHED)? {
        return Err(StoreError::Unfinished);
    }
    if !connection.has_table("migrations")? {
        // Another program that begins with the same database may have made it just now.
        if connection.has_tables()? && !connection.has_table("migrations")? {
            return Err(StoreError::Foreign);
        }
        let made = connection.batch(MIGRATIONS);
        if made.is_err() && !connection.has_table("migrations")? {
            return made;
        }
    }
    known(connection)?;
    for (step, number) in STEPS.iter().zip(1i64..) {
        at(Place::Before(number))?;
        if known(connection)? < number {
            make(connection, step, number, at)?;
        }
        at(Place::Made(number))?;
    }
    Ok(())
}

/// Brings a database that is being restored to a version, which may be an earlier one: what was
/// calculated since is calculated over the rows that come back.
pub(crate) fn build(connection: &Connection, version: i64) -> Result<(), StoreError> {
    if !connection.has_table("migrations")? {
        connection.batch(MIGRATIONS)?;
    }
    for (step, number) in STEPS.iter().zip(1..=version) {
        if known(connection)? < number {
            make(connection, step, number, &mut |_| Ok(()))?;
        }
    }
    Ok(())
}

/// Makes a step inside a transaction that alone writes.
fn make(
    connection: &Connection,
    (name, statements, calculate): &Step,
    number: i64,
    at: &mut dyn FnMut(Place) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    connection.begin()?;
    // Another program may have made it while this one waited for its turn.
    if known(connection)? < number {
        connection.batch(statements)?;
        at(Place::Defined(number))?;
        calculate(connection)?;
        at(Place::Calculated(number))?;
        connection.run(sql::VERSION_ADD, params![number, name])?;
        at(Place::Noted(number))?;
    }
    connection.commit()
}
