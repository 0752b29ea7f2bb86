//! The outbox read: what waits, what was refused, what was acknowledged.

use super::outbox::moment;
use crate::error::Result;
use baqylau_domain::Moment;
use baqylau_domain::draft::FieldVersion;
use baqylau_domain::identifiers::{OperationId, PersonId, VisitId};
use baqylau_protocol::operation::OperationBody;
use rusqlite::{Connection, OptionalExtension as _, Row};

/// An operation as listed.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Identity.
    pub id: OperationId,
    /// Place in the chain, once sealed.
    pub seq: Option<u64>,
    /// Kind.
    pub kind: String,
    /// Visit.
    pub visit: Option<VisitId>,
    /// Actor.
    pub actor: PersonId,
    /// When made.
    pub made_at: Moment,
    /// Body.
    pub body: OperationBody,
    /// State.
    pub state: String,
    /// Reason of a refusal, JSON.
    pub reason: Option<String>,
    /// Put out of the way.
    pub dismissed: bool,
    /// When the registry answered.
    pub acked_at: Option<Moment>,
    /// A receipt says that the clock of this laptop looked wrong.
    pub clock_flagged: bool,
}

const LISTED: &str = "SELECT id, seq, kind, visit, actor, made_at, body, state, reason,
                             dismissed, acked_at,
                             EXISTS (SELECT 1 FROM receipts AS r WHERE r.operation = operations.id
                                     AND json_extract(r.receipt, '$.clock_flagged'))
                      FROM operations";

fn listed(row: &Row<'_>) -> rusqlite::Result<Result<Listed>> {
    let id: String = row.get(0)?;
    let seq: Option<i64> = row.get(1)?;
    let kind: String = row.get(2)?;
    let visit: Option<String> = row.get(3)?;
    let actor: String = row.get(4)?;
    let made_at: String = row.get(5)?;
    let body: String = row.get(6)?;
    let state: String = row.get(7)?;
    let reason: Option<String> = row.get(8)?;
    let dismissed: bool = row.get(9)?;
    let acked_at: Option<String> = row.get(10)?;
    let clock_flagged: bool = row.get(11)?;
    let read = || -> Result<Listed> {
        Ok(Listed {
            id: id.parse()?,
            seq: seq.and_then(|seq| u64::try_from(seq).ok()),
            kind,
            visit: visit.map(|visit| visit.parse()).transpose()?,
            actor: actor.parse()?,
            made_at: moment(&made_at)?,
            body: serde_json::from_str(&body)?,
            state,
            reason,
            dismissed,
            acked_at: acked_at.map(|at| moment(&at)).transpose()?,
            clock_flagged,
        })
    };
    Ok(read())
}

/// Operations of a visit that count in this laptop's view: waiting, or acknowledged and not yet
/// seen in the feed.
///
/// # Errors
/// What the database answered.
pub fn unsettled(connection: &Connection, visit: VisitId) -> Result<Vec<Listed>> {
    let mut statement = connection.prepare_cached(&format!(
        "{LISTED} WHERE visit = ?1 AND kind <> 'draft'
           AND (state IN ('queued', 'sending', 'held')
                OR (state IN ('acked', 'foreign') AND settled = 0))
         ORDER BY n"
    ))?;
    let rows = statement.query_map([visit.to_string()], listed)?;
    rows.map(|row| row?).collect()
}

/// Visits with something the registry doesn't have yet: operations, answers or attachments.
///
/// # Errors
/// What the database answered.
pub fn visits_with_unsent(connection: &Connection) -> Result<Vec<VisitId>> {
    let mut statement = connection.prepare_cached(
        "SELECT visit FROM operations
          WHERE visit IS NOT NULL AND kind <> 'plan-visit' AND dismissed = 0
            AND state IN ('queued', 'sending', 'held', 'refused')
         UNION SELECT visit FROM unsent_fields ORDER BY visit",
    )?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(row.get::<_, String>(0)?.parse()?);
    }
    Ok(found)
}

/// Visits on which an operation counts in this laptop's view, as in [`unsettled`].
///
/// # Errors
/// What the database answered.
pub fn visits_unsettled(connection: &Connection) -> Result<Vec<VisitId>> {
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT visit FROM operations
          WHERE visit IS NOT NULL AND kind <> 'draft'
            AND (state IN ('queued', 'sending', 'held')
                 OR (state IN ('acked', 'foreign') AND settled = 0))",
    )?;
    let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
    rows.map(|visit| Ok(visit?.parse()?)).collect()
}

/// Signatures of a person that the registry refused and nobody put out of the way.
///
/// # Errors
/// What the database answered.
pub fn refused_signings(connection: &Connection, person: PersonId) -> Result<Vec<Listed>> {
    let mut statement = connection.prepare_cached(&format!(
        "{LISTED} WHERE kind = 'sign' AND state = 'refused' AND dismissed = 0 AND actor = ?1
         ORDER BY n"
    ))?;
    let rows = statement.query_map([person.to_string()], listed)?;
    rows.map(|row| row?).collect()
}

/// Visits planned here that the feed doesn't show yet.
///
/// # Errors
/// What the database answered.
pub fn unsettled_plans(connection: &Connection) -> Result<Vec<Listed>> {
    let mut statement = connection.prepare_cached(&format!(
        "{LISTED} WHERE kind = 'plan-visit'
           AND (state IN ('queued', 'sending', 'held') OR (state = 'acked' AND settled = 0))
         ORDER BY n"
    ))?;
    let rows = statement.query_map([], listed)?;
    rows.map(|row| row?).collect()
}

/// Operations of the state order that the feed doesn't show yet: waiting, or acknowledged.
///
/// # Errors
/// What the database answered.
pub fn unsettled_orders(connection: &Connection) -> Result<Vec<Listed>> {
    let mut statement = connection.prepare_cached(&format!(
        "{LISTED} WHERE kind = 'schooling'
           AND (state IN ('queued', 'sending', 'held') OR (state = 'acked' AND settled = 0))
         ORDER BY n"
    ))?;
    let rows = statement.query_map([], listed)?;
    rows.map(|row| row?).collect()
}

/// Everything that waits or needs attention, then the newest acknowledged.
///
/// # Errors
/// What the database answered.
pub fn overview(connection: &Connection, newest: u32) -> Result<Vec<Listed>> {
    let mut statement = connection.prepare_cached(&format!(
        "{LISTED} WHERE state NOT IN ('acked', 'foreign') ORDER BY dismissed, state <> 'refused', n"
    ))?;
    let rows = statement.query_map([], listed)?;
    let mut all: Vec<Listed> = rows.map(|row| row?).collect::<Result<_>>()?;
    let mut statement = connection.prepare_cached(&format!(
        "{LISTED} WHERE state = 'acked' ORDER BY n DESC LIMIT ?1"
    ))?;
    let rows = statement.query_map([newest], listed)?;
    for row in rows {
        all.push(row??);
    }
    Ok(all)
}

/// Operations and attachments waiting, and operations that need attention.
///
/// # Errors
/// What the database answered.
pub fn counts(connection: &Connection) -> Result<(u32, u32)> {
    let waiting: u32 = connection.query_row(
        "SELECT (SELECT count(*) FROM operations WHERE state IN ('queued', 'sending', 'held'))
              + (SELECT count(*) FROM blobs WHERE state = 'waiting')
              + (SELECT count(DISTINCT visit) FROM unsent_fields)",
        [],
        |row| row.get(0),
    )?;
    let attention: u32 = connection.query_row(
        "SELECT count(*) FROM operations WHERE state = 'refused' AND dismissed = 0",
        [],
        |row| row.get(0),
    )?;
    Ok((waiting, attention))
}

/// Visits with answers or records that aren't part of an operation yet, and when the newest of
/// them was written.
///
/// # Errors
/// What the database answered.
pub fn unsent_drafts(connection: &Connection) -> Result<Vec<(VisitId, Moment)>> {
    let mut statement =
        connection.prepare_cached("SELECT visit, version FROM unsent_fields ORDER BY visit")?;
    let mut rows = statement.query([])?;
    let mut found: Vec<(VisitId, Moment)> = Vec::new();
    while let Some(row) = rows.next()? {
        let visit = row.get::<_, String>(0)?.parse()?;
        let version: FieldVersion = serde_json::from_str(&row.get::<_, String>(1)?)?;
        match found.last_mut() {
            Some((known, newest)) if *known == visit => *newest = version.at.max(*newest),
            _ => found.push((visit, version.at)),
        }
    }
    Ok(found)
}

/// Operations, fields and attachments of a visit waiting.
///
/// # Errors
/// What the database answered.
pub fn waiting_of(connection: &Connection, visit: VisitId) -> Result<u32> {
    Ok(connection
        .prepare_cached(
            "SELECT (SELECT count(*) FROM operations
                     WHERE visit = ?1 AND state IN ('queued', 'sending', 'held'))
                  + (SELECT count(*) FROM blobs WHERE visit = ?1 AND state = 'waiting')
                  + (SELECT count(DISTINCT visit) FROM unsent_fields WHERE visit = ?1)",
        )?
        .query_row([visit.to_string()], |row| row.get(0))?)
}

/// Marks acknowledged operations as seen in the feed: those acknowledged before a pull began.
///
/// # Errors
/// What the database answered.
pub fn acknowledged_unsettled(connection: &Connection) -> Result<Vec<i64>> {
    let mut statement = connection
        .prepare_cached("SELECT n FROM operations WHERE state = 'acked' AND settled = 0")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The body of a refused operation, for asking again as a new one.
///
/// # Errors
/// What the database answered.
pub fn find(connection: &Connection, id: OperationId) -> Result<Option<Listed>> {
    connection
        .prepare_cached(&format!("{LISTED} WHERE id = ?1"))?
        .query_row([id.to_string()], listed)
        .optional()?
        .transpose()
}
