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
const STEPS: [Step; 16] = [
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
    ("monthly validation", MONTHS, |_| Ok(())),
    ("ledger of vouchers", LEDGER, |_| Ok(())),
    ("causes the Registrar follows", CAUSES, |_| Ok(())),
    ("automatic checks", CHECKS, |_| Ok(())),
    ("answered sign-ins", NONCES, |_| Ok(())),
    ("what LMS send", LMS, |_| Ok(())),
    ("state educational order", SCHOOLING, |_| Ok(())),
    ("facts of several who speak", VOICES, |_| Ok(())),
    (
        "applications as their schools see them",
        SEEN,
        standing::tell_schools_what_is_theirs,
    ),
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

/// Months: what LMS sent, what was known when a month was frozen, and the registers made of it.
/// Periods are written as 202610; long bodies lie in pieces.
const MONTHS: &str = "
CREATE TABLE month_batches (period INTEGER NOT NULL, organisation TEXT NOT NULL,
    revision INTEGER NOT NULL, hash TEXT NOT NULL, source TEXT NOT NULL, entries INTEGER NOT NULL,
    received_at INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (period, organisation, revision));
CREATE TABLE months (period INTEGER NOT NULL PRIMARY KEY,
    state TEXT NOT NULL CHECK (state IN ('open', 'frozen', 'validated', 'closed')),
    step INTEGER NOT NULL, revision INTEGER NOT NULL, body TEXT NOT NULL);
CREATE TABLE month_inputs (period INTEGER NOT NULL, organisation TEXT NOT NULL,
    place INTEGER NOT NULL, region TEXT NOT NULL, revision INTEGER NOT NULL,
    entries INTEGER NOT NULL, standing INTEGER NOT NULL, PRIMARY KEY (period, organisation));
CREATE UNIQUE INDEX month_inputs_by_place ON month_inputs (period, place);
CREATE TABLE person_facts (shard INTEGER NOT NULL PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE month_facts (period INTEGER NOT NULL, shard INTEGER NOT NULL, body BLOB NOT NULL,
    PRIMARY KEY (period, shard));
CREATE TABLE month_run (period INTEGER NOT NULL, shard INTEGER NOT NULL, body BLOB NOT NULL,
    PRIMARY KEY (period, shard));
CREATE TABLE month_registers (period INTEGER NOT NULL, organisation TEXT NOT NULL,
    revision INTEGER NOT NULL, current INTEGER NOT NULL CHECK (current IN (0, 1)),
    region TEXT NOT NULL, made_at INTEGER NOT NULL, hash TEXT NOT NULL, body BLOB NOT NULL,
    PRIMARY KEY (period, organisation, revision));
CREATE INDEX month_registers_current ON month_registers (period, current, organisation);
";

/// The ledger of vouchers. Receipts are numbered in the order of commits, and what an operation
/// added carries the number of its receipt. The database itself keeps apart what may be only once:
/// an operation, a claim of a month, the decision of a hold, a version of a row; and it knows the
/// limits of every sum.
const LEDGER: &str = "
CREATE TABLE ledger_accounts (id BLOB NOT NULL PRIMARY KEY, purpose TEXT NOT NULL,
    iin TEXT UNIQUE,
    debits_pending INTEGER NOT NULL CHECK (debits_pending >= 0),
    debits_posted INTEGER NOT NULL CHECK (debits_posted >= 0),
    credits_pending INTEGER NOT NULL CHECK (credits_pending >= 0),
    credits_posted INTEGER NOT NULL CHECK (credits_posted >= 0),
    version INTEGER NOT NULL, body TEXT NOT NULL,
    CHECK (purpose IN ('debtor', 'treasury') OR debits_pending <= credits_posted - debits_posted),
    CHECK (purpose <> 'debtor' OR credits_pending <= debits_posted - credits_posted));
CREATE TABLE ledger_orders (id BLOB NOT NULL PRIMARY KEY, issuer BLOB NOT NULL,
    volume INTEGER NOT NULL CHECK (volume >= 0), stipends INTEGER NOT NULL CHECK (stipends >= 0),
    published INTEGER NOT NULL CHECK (published IN (0, 1)), version INTEGER NOT NULL,
    body TEXT NOT NULL);
CREATE TABLE ledger_vouchers (id BLOB NOT NULL PRIMARY KEY, order_id BLOB NOT NULL,
    beneficiary BLOB, executor BLOB, status TEXT NOT NULL, nominal INTEGER NOT NULL,
    held INTEGER NOT NULL CHECK (held >= 0), redeemed INTEGER NOT NULL CHECK (redeemed >= 0),
    returned INTEGER NOT NULL CHECK (returned >= 0), leave_from INTEGER, obligation BLOB,
    version INTEGER NOT NULL, reservations TEXT NOT NULL, parts BLOB NOT NULL,
    CHECK (held <= nominal - redeemed - returned));
CREATE INDEX ledger_vouchers_by_order ON ledger_vouchers (order_id, id);
CREATE INDEX ledger_vouchers_by_executor ON ledger_vouchers (executor, id);
CREATE TABLE ledger_contracts (id BLOB NOT NULL PRIMARY KEY, order_id BLOB NOT NULL,
    executor BLOB NOT NULL, amount INTEGER NOT NULL,
    committed INTEGER NOT NULL CHECK (committed BETWEEN 0 AND amount), version INTEGER NOT NULL,
    body TEXT NOT NULL);
CREATE TABLE ledger_acts (id BLOB NOT NULL PRIMARY KEY, contract BLOB NOT NULL,
    executor BLOB NOT NULL, period INTEGER NOT NULL, total INTEGER NOT NULL,
    redeemed INTEGER NOT NULL CHECK (redeemed BETWEEN 0 AND total), people INTEGER NOT NULL,
    redeemed_people INTEGER NOT NULL CHECK (redeemed_people BETWEEN 0 AND people), paid BLOB,
    version INTEGER NOT NULL, body TEXT NOT NULL);
CREATE TABLE ledger_obligations (id BLOB NOT NULL PRIMARY KEY, beneficiary BLOB NOT NULL,
    issuer BLOB NOT NULL, state TEXT NOT NULL, cost INTEGER NOT NULL CHECK (cost >= 0),
    debt INTEGER CHECK (debt BETWEEN 0 AND cost), version INTEGER NOT NULL, body TEXT NOT NULL);
CREATE TABLE ledger_receipts (n INTEGER NOT NULL PRIMARY KEY, operation BLOB NOT NULL UNIQUE,
    at INTEGER NOT NULL, transfers INTEGER NOT NULL, amount INTEGER NOT NULL, body TEXT NOT NULL);
CREATE TABLE ledger_claims (voucher BLOB NOT NULL, kind TEXT NOT NULL, period INTEGER NOT NULL,
    n INTEGER NOT NULL, PRIMARY KEY (voucher, kind, period));
CREATE TABLE ledger_transfers (n INTEGER NOT NULL, line INTEGER NOT NULL, debit BLOB NOT NULL,
    credit BLOB NOT NULL, amount INTEGER NOT NULL CHECK (amount > 0), mode TEXT NOT NULL,
    of_operation BLOB, of_line INTEGER, held INTEGER, purpose TEXT NOT NULL, voucher BLOB,
    period INTEGER, act BLOB, register BLOB, debit_version INTEGER NOT NULL,
    credit_version INTEGER NOT NULL, PRIMARY KEY (n, line), UNIQUE (debit, debit_version),
    UNIQUE (credit, credit_version), UNIQUE (of_operation, of_line), CHECK (debit <> credit), CHECK (held >= amount));
CREATE TABLE ledger_events (n INTEGER NOT NULL, subject BLOB NOT NULL, version INTEGER NOT NULL,
    status_from TEXT, status_to TEXT, amount INTEGER, period INTEGER,
    PRIMARY KEY (subject, version));
";

/// What happened elsewhere and asks something of the ledger of vouchers.
const CAUSES: &str = "
CREATE TABLE ledger_causes (id BLOB NOT NULL PRIMARY KEY, kind TEXT NOT NULL, about TEXT NOT NULL,
    body TEXT NOT NULL, document TEXT NOT NULL, due INTEGER NOT NULL, tries INTEGER NOT NULL,
    word TEXT, UNIQUE (kind, about));
CREATE INDEX ledger_causes_by_due ON ledger_causes (due);
CREATE INDEX ledger_contracts_by_executor ON ledger_contracts (executor, id);
CREATE INDEX ledger_vouchers_by_beneficiary ON ledger_vouchers (beneficiary, id);
";

/// The automatic checks: what systems answered and who asked them, facts by whom they are about,
/// reports row by row with their former states, who depends on which facts, whose turn it is, and
/// what readers were shown last. People are known by a keyed hash wherever a row is found by them.
const CHECKS: &str = "
CREATE TABLE check_answers (source TEXT NOT NULL, question TEXT NOT NULL,
    received_at INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (source, question));
CREATE TABLE check_questions (n INTEGER NOT NULL PRIMARY KEY, at INTEGER NOT NULL, asker TEXT NOT NULL, source TEXT NOT NULL,
    kind TEXT NOT NULL, about TEXT NOT NULL, request TEXT NOT NULL, outcome TEXT NOT NULL,
    attempts INTEGER NOT NULL, took_ms INTEGER NOT NULL);
CREATE INDEX check_questions_by_about ON check_questions (about, at);
CREATE TABLE check_facts (about TEXT NOT NULL, topic TEXT NOT NULL, period TEXT NOT NULL,
    source TEXT NOT NULL, as_of INTEGER NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (about, topic, period, source));
CREATE TABLE check_reads (about TEXT NOT NULL, organisation TEXT NOT NULL, part TEXT NOT NULL,
    PRIMARY KEY (about, organisation, part));
CREATE INDEX check_reads_by_organisation ON check_reads (organisation, part);
CREATE TABLE check_queue (organisation TEXT NOT NULL, part TEXT NOT NULL, occasion TEXT NOT NULL,
    due_at INTEGER NOT NULL, ticket INTEGER NOT NULL, tries INTEGER NOT NULL,
    anew INTEGER NOT NULL CHECK (anew IN (0, 1)), PRIMARY KEY (organisation, part));
CREATE INDEX check_queue_by_due ON check_queue (due_at);
CREATE TABLE check_reports (organisation TEXT NOT NULL, part TEXT NOT NULL, at INTEGER NOT NULL,
    body TEXT NOT NULL, PRIMARY KEY (organisation, part));
CREATE TABLE check_rows (organisation TEXT NOT NULL, part TEXT NOT NULL, check_id TEXT NOT NULL,
    subject TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER, body TEXT NOT NULL,
    PRIMARY KEY (organisation, part, check_id, subject, since));
CREATE INDEX check_rows_standing ON check_rows (organisation, part, until);
CREATE TABLE check_shown (organisation TEXT NOT NULL PRIMARY KEY, body TEXT NOT NULL);
";

/// Nonces of sign-ins that were answered, until they end.
const NONCES: &str = "
CREATE TABLE nonces (nonce TEXT NOT NULL PRIMARY KEY, until INTEGER NOT NULL);
CREATE INDEX nonces_by_until ON nonces (until);
";

/// LMS with the schools they speak for; their batches, the newest revision of each standing. Rows
/// lie packed by some hundreds, between the first and the last key of each pack; so do documents as
/// they were sent, by their hashes, and what corrections changed.
const LMS: &str = "
CREATE TABLE lms_parties (id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE, signed INTEGER NOT NULL CHECK (signed IN (0, 1)),
    first_day TEXT NOT NULL, last_day TEXT, issued_at INTEGER NOT NULL, withdrawn_at INTEGER);
CREATE TABLE lms_schools (school TEXT NOT NULL PRIMARY KEY, organisation TEXT NOT NULL);
CREATE TABLE lms_speaks (party TEXT NOT NULL, school TEXT NOT NULL, PRIMARY KEY (party, school));
CREATE TABLE lms_batches (id TEXT NOT NULL PRIMARY KEY, school TEXT NOT NULL,
    organisation TEXT NOT NULL, region TEXT NOT NULL,
    university INTEGER NOT NULL CHECK (university IN (0, 1)), method TEXT NOT NULL,
    span TEXT NOT NULL, revision INTEGER NOT NULL,
    standing INTEGER NOT NULL CHECK (standing IN (0, 1)), party TEXT NOT NULL,
    content TEXT NOT NULL, source TEXT NOT NULL, received_at INTEGER NOT NULL,
    accepted INTEGER NOT NULL, rejected INTEGER NOT NULL, added INTEGER NOT NULL,
    removed INTEGER NOT NULL, changed INTEGER NOT NULL, cms BLOB, answer BLOB NOT NULL,
    UNIQUE (school, method, span, revision));
CREATE INDEX lms_batches_by_region ON lms_batches (region, received_at);
CREATE INDEX lms_batches_by_organisation ON lms_batches (organisation, method, span);
CREATE TABLE lms_rows (batch TEXT NOT NULL, n INTEGER NOT NULL, first TEXT NOT NULL,
    last TEXT NOT NULL, body BLOB NOT NULL, PRIMARY KEY (batch, n));
CREATE TABLE lms_sources (hash TEXT NOT NULL, n INTEGER NOT NULL, body BLOB NOT NULL,
    PRIMARY KEY (hash, n));
CREATE TABLE lms_changes (batch TEXT NOT NULL, n INTEGER NOT NULL, body BLOB NOT NULL,
    PRIMARY KEY (batch, n));
";

/// The state educational order: its records, what only one record may hold at a time, files that
/// belong to records, and the norms that are in force from a day on.
const SCHOOLING: &str = "
CREATE TABLE schooling (kind TEXT NOT NULL, id TEXT NOT NULL, region TEXT NOT NULL,
    school TEXT NOT NULL, person TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (kind, id));
CREATE INDEX schooling_by_region ON schooling (region, kind);
CREATE INDEX schooling_by_school ON schooling (school, kind);
CREATE INDEX schooling_by_person ON schooling (person, kind);
CREATE TABLE schooling_claims (claim TEXT NOT NULL PRIMARY KEY, kind TEXT NOT NULL,
    id TEXT NOT NULL);
CREATE INDEX schooling_claims_by_record ON schooling_claims (kind, id);
CREATE TABLE schooling_files (hash TEXT NOT NULL, region TEXT NOT NULL, school TEXT NOT NULL,
    PRIMARY KEY (hash, region, school));
CREATE TABLE norms (valid_from TEXT NOT NULL, region TEXT NOT NULL, level TEXT NOT NULL,
    study TEXT NOT NULL, amount INTEGER NOT NULL CHECK (amount > 0), basis TEXT NOT NULL,
    PRIMARY KEY (valid_from, region, level, study));
";

/// What one organisation's LMS says of a person stands beside what another's says. Whose the words
/// of LMS were until now isn't known any more: the next documents say it again.
const VOICES: &str = "
CREATE TABLE facts_of_several (about TEXT NOT NULL, topic TEXT NOT NULL, period TEXT NOT NULL,
    source TEXT NOT NULL, speaker TEXT NOT NULL, as_of INTEGER NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (about, topic, period, source, speaker));
INSERT INTO facts_of_several (about, topic, period, source, speaker, as_of, body)
    SELECT about, topic, period, source, '', as_of, body FROM check_facts
    WHERE source <> 'lms'
    OR topic NOT IN ('stated-birth', 'study-kind', 'study-contract', 'attendance');
DROP TABLE check_facts;
ALTER TABLE facts_of_several RENAME TO check_facts;
";

/// Schools were told their applications whole, with where the department kept them and who worked on
/// them. What their feeds said is said again without that, in its place; prepared snapshots of it are
/// made anew.
const SEEN: &str = "
DELETE FROM snapshot_pieces WHERE scope LIKE 'school:%';
DELETE FROM snapshots WHERE scope LIKE 'school:%';
";

/// What the steps define, one after another.
#[cfg(test)]
pub(super) fn definitions() -> String {
    STEPS.iter().map(|(_, statements, _)| *statements).collect()
}

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
