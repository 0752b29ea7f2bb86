//! The state educational order: applications, funding, contracts, acts, registers, payments.
//!
//! [`baqylau_domain::schooling::Book`] decides; this loads what an operation may touch, finds out
//! what only the registry knows, checks signatures, writes down and announces. What only one
//! record may hold (a month of a contract, a place in a register, a payment of an act) the
//! database itself holds by a unique key.

mod facts;
mod indices;
mod invoices;
mod keep;
mod learners;
mod load;
mod norms;
mod office;
mod sign;

pub use indices::{IndexListError, read_indices};
pub use norms::{NewNorm, NormsError};
pub use office::{FirstMandate, OrdersError, OrdersOffice};

pub(crate) use invoices::{ask as ask_invoices, tell as tell_invoice};
pub(crate) use keep::{may_read_file, put};
pub(crate) use learners::learners;
pub(crate) use load::{contracted, entrusted, record};
pub(crate) use norms::put as put_norm;
#[cfg(test)]
pub(crate) use office::enter_indices;
pub(crate) use office::entrust;

use crate::context::Context;
use crate::operations::{Turn, rejected, still_missing};
use crate::store::{StoreError, Tx};
use baqylau_domain::Moment;
use baqylau_domain::people::Person;
use baqylau_domain::schooling::{OrderRules, SchoolingOp};
use baqylau_protocol::receipt::{Outcome, Rejection};

/// Decides an operation as of the moment it was received: a mandate that has ended isn't revived
/// by the clock of a laptop, and the department's days run from when it could know. When it was made
/// by the device's clock stands in the operation.
pub(crate) fn run(
    context: &Context,
    tx: &Tx<'_>,
    op: &SchoolingOp,
    person: &Person,
    received: Moment,
    turn: Turn,
) -> Result<Outcome, StoreError> {
    if let Turn::Arriving(Some(mut missing)) = turn {
        missing.extend(op.blobs());
        let missing = still_missing(tx, missing)?;
        return Ok(Outcome::Held { missing });
    }
    let book = load::book(tx, op, person.id)?;
    let facts = facts::of(context, tx, op, &book, received)?;
    let hand = person.actor();
    let records = match book.decide(op, &hand, &facts, &OrderRules::pilot(), received) {
        Ok(records) => records,
        Err(refusal) => {
            let refusal = Box::new(refusal);
            return Ok(rejected(Rejection::Schooling { refusal }));
        }
    };
    let missing = still_missing(tx, op.blobs())?;
    if !missing.is_empty() {
        return Ok(Outcome::Held { missing });
    }
    if let Some(reason) = sign::check(context, op, &book, person, received)? {
        return Ok(rejected(reason));
    }
    for record in &records {
        put(tx, record)?;
        for hash in op.blobs() {
            keep::put_file(tx, hash, record)?;
        }
    }
    Ok(Outcome::Applied)
}
