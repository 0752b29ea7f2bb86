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
pub(crate) use evaluate::{Turn, rejected};
pub(crate) use queue::{blob_arrived, still_missing};
pub(crate) use sign::{MAX_CMS_BYTES, own_certificates};

use crate::store::rows;
use crate::store::{Connection, Row, StoreError, Values, params, sql};
use baqylau_domain::Moment;
use baqylau_domain::identifiers::{BlobHash, OperationId, VisitId};
use baqylau_protocol::receipt::SignedReceipt;

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

fn stored(row: &Row<'_>) -> Result<Stored, StoreError> {
    let corrupt = || StoreError::Corrupt("operation");
    let visit: Option<String> = row.get(2)?;
    Ok(Stored {
        id: row.text(0)?.parse().or(Err(corrupt()))?,
        hash: row.text(1)?.parse().or(Err(corrupt()))?,
        visit: visit
            .map(|visit| visit.parse().or(Err(corrupt())))
            .transpose()?,
        bytes: row.get(3)?,
        received_at: rows::moment(row.get(4)?)?,
        clock_flagged: row.get(5)?,
        held: row.text(6)? == "held",
        receipt: SignedReceipt {
            receipt: row.get(7)?,
            signature: row.get(8)?,
        },
    })
}

fn find(
    connection: &Connection,
    statement: &'static str,
    values: Values<'_>,
) -> Result<Option<Stored>, StoreError> {
    connection.one(statement, values, stored)
}

/// Operations of a visit that wait, in the order they came.
fn held_of(connection: &Connection, visit: VisitId) -> Result<Vec<Stored>, StoreError> {
    connection.all(sql::HELD_OF_VISIT, params![visit.to_string()], stored)
}
