//! Batches of acts to sign: which, and what became of each. No key and no password comes here.

use super::outbox::moment;
use crate::error::Result;
use crate::ui::{BatchId, BatchState, UserError};
use baqylau_domain::Moment;
use baqylau_domain::identifiers::{BlobHash, PersonId, VisitId};
use rusqlite::{Connection, OptionalExtension as _, Transaction};
use serde::{Deserialize, Serialize};

/// An item of a batch whose signature a change brings: both are durable together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchMark {
    /// Batch.
    pub batch: BatchId,
    /// Visit.
    pub visit: VisitId,
}

/// An item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Visit.
    pub visit: VisitId,
    /// SHA-256 of the bytes to sign.
    pub act: BlobHash,
    /// Where it stands.
    pub state: BatchState,
}

/// A batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// Identity.
    pub id: BatchId,
    /// Who signs.
    pub person: PersonId,
    /// When it was begun.
    pub made_at: Moment,
    /// Items in order.
    pub items: Vec<Item>,
}

#[derive(Serialize, Deserialize)]
struct Reason {
    key: String,
    args: Vec<(String, String)>,
}

/// Begins a batch; whatever the person had begun before is put away.
///
/// # Errors
/// What the database answered.
pub fn begin(tx: &Transaction<'_>, batch: &Batch) -> Result<()> {
    tx.execute(
        "UPDATE batches SET away = 1 WHERE person = ?1",
        [batch.person.to_string()],
    )?;
    tx.execute(
        "INSERT INTO batches (id, person, made_at) VALUES (?1, ?2, ?3)",
        (
            batch.id.to_string(),
            batch.person.to_string(),
            batch.made_at.to_rfc3339(),
        ),
    )?;
    let mut statement = tx.prepare_cached(
        "INSERT INTO batch_items (batch, visit, n, act, state) VALUES (?1, ?2, ?3, ?4, 'waiting')
         ON CONFLICT (batch, visit) DO NOTHING",
    )?;
    for (n, item) in (0i64..).zip(&batch.items) {
        statement.execute((
            batch.id.to_string(),
            item.visit.to_string(),
            n,
            item.act.to_string(),
        ))?;
    }
    Ok(())
}

/// Notes that an item is signed.
///
/// # Errors
/// What the database answered.
pub fn signed(tx: &Transaction<'_>, mark: &BatchMark) -> Result<()> {
    set(tx, mark, "signed", None)
}

/// Notes that an item wasn't signed, and why.
///
/// # Errors
/// What the database answered.
pub fn failed(tx: &Transaction<'_>, mark: &BatchMark, why: &UserError) -> Result<()> {
    let reason = Reason {
        key: why.key.clone(),
        args: why.args.clone(),
    };
    set(tx, mark, "failed", Some(serde_json::to_string(&reason)?))
}

fn set(tx: &Transaction<'_>, mark: &BatchMark, state: &str, reason: Option<String>) -> Result<()> {
    tx.prepare_cached(
        "UPDATE batch_items SET state = ?3, reason = ?4
         WHERE batch = ?1 AND visit = ?2 AND state <> 'signed'",
    )?
    .execute((
        mark.batch.to_string(),
        mark.visit.to_string(),
        state,
        reason,
    ))?;
    Ok(())
}

/// Has the failed items wait again.
///
/// # Errors
/// What the database answered.
pub fn again(tx: &Transaction<'_>, batch: BatchId) -> Result<()> {
    tx.execute(
        "UPDATE batch_items SET state = 'waiting', reason = NULL
         WHERE batch = ?1 AND state = 'failed'",
        [batch.to_string()],
    )?;
    Ok(())
}

/// Puts a batch out of the way; what it signed stays signed.
///
/// # Errors
/// What the database answered.
pub fn put_away(tx: &Transaction<'_>, batch: BatchId) -> Result<()> {
    tx.execute(
        "UPDATE batches SET away = 1 WHERE id = ?1",
        [batch.to_string()],
    )?;
    Ok(())
}

/// The batch a person began last, unless it was put away.
///
/// # Errors
/// What the database answered.
pub fn last(connection: &Connection, person: PersonId) -> Result<Option<Batch>> {
    let found: Option<(String, String)> = connection
        .prepare_cached(
            "SELECT id, made_at FROM batches WHERE person = ?1 AND away = 0
             ORDER BY made_at DESC LIMIT 1",
        )?
        .query_row([person.to_string()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((id, made_at)) = found else {
        return Ok(None);
    };
    let mut statement = connection.prepare_cached(
        "SELECT visit, act, state, reason FROM batch_items WHERE batch = ?1 ORDER BY n",
    )?;
    let mut rows = statement.query([&id])?;
    let mut items = Vec::new();
    while let Some(row) = rows.next()? {
        let state: String = row.get(2)?;
        let reason: Option<String> = row.get(3)?;
        items.push(Item {
            visit: row.get::<_, String>(0)?.parse()?,
            act: row.get::<_, String>(1)?.parse()?,
            state: match (state.as_str(), reason) {
                ("signed", _) => BatchState::Signed,
                ("failed", Some(reason)) => {
                    let Reason { key, args } = serde_json::from_str(&reason)?;
                    BatchState::Failed(UserError { key, args })
                }
                _ => BatchState::Waiting,
            },
        });
    }
    Ok(Some(Batch {
        id: id.parse()?,
        person,
        made_at: moment(&made_at)?,
        items,
    }))
}
