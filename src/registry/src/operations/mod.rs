//! Operations: taken in by chain, decided by the domain, answered by a receipt.

mod act;
mod chain;
mod draft;
mod evaluate;
mod items;
mod plan;
mod queue;
mod sign;
mod visit;

pub(crate) use act::MAX_ACT_BYTES;
pub(crate) use chain::{Incoming, push};
pub(crate) use queue::blob_arrived;
pub(crate) use sign::MAX_CMS_BYTES;

use crate::store::rows;
use crate::store::{StoreError, sql};
use baqylau_domain::Moment;
use baqylau_domain::identifiers::{BlobHash, OperationId, VisitId};
use baqylau_protocol::receipt::SignedReceipt;
use rusqlite::{Connection, OptionalExtension, Params, Row, params};

/// An operation as it is kept, with the receipt it has at present.
#[derive(Debug, Clone)]
pub(crate) struct Stored {
    pub(crate) id: OperationId,
    pub(crate) hash: BlobHash,
    pub(crate) visit: Option<VisitId>,
    pub(crate) bytes: String,
    pub(crate) received_at: Moment,
    pub(crate) clock_flagged: bool,
    pub(crate) held: bool,
    pub(crate) receipt: SignedReceipt,
}

struct Raw {
    id: String,
    hash: String,
    visit: Option<String>,
    bytes: String,
    received_at: i64,
    clock_flagged: bool,
    outcome: String,
    receipt: SignedReceipt,
}

fn raw(row: &Row<'_>) -> rusqlite::Result<Raw> {
    Ok(Raw {
        id: row.get(0)?,
        hash: row.get(1)?,
        visit: row.get(2)?,
        bytes: row.get(3)?,
        received_at: row.get(4)?,
        clock_flagged: row.get(5)?,
        outcome: row.get(6)?,
        receipt: SignedReceipt {
            receipt: row.get(7)?,
            signature: row.get(8)?,
        },
    })
}

fn stored(raw: Raw) -> Result<Stored, StoreError> {
    let corrupt = || StoreError::Corrupt("operation");
    Ok(Stored {
        id: raw.id.parse().or(Err(corrupt()))?,
        hash: raw.hash.parse().or(Err(corrupt()))?,
        visit: raw
            .visit
            .map(|visit| visit.parse().or(Err(corrupt())))
            .transpose()?,
        bytes: raw.bytes,
        received_at: rows::moment(raw.received_at)?,
        clock_flagged: raw.clock_flagged,
        held: raw.outcome == "held",
        receipt: raw.receipt,
    })
}

fn find(
    connection: &Connection,
    statement: &str,
    values: impl Params,
) -> Result<Option<Stored>, StoreError> {
    connection
        .prepare_cached(statement)?
        .query_row(values, raw)
        .optional()?
        .map(stored)
        .transpose()
}

/// Operations of a visit that wait, in the order they came.
fn held_of(connection: &Connection, visit: VisitId) -> Result<Vec<Stored>, StoreError> {
    let mut statement = connection.prepare_cached(sql::HELD_OF_VISIT)?;
    let found = statement.query_map(params![visit.to_string()], raw)?;
    found.map(|row| stored(row?)).collect()
}
