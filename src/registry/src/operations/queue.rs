//! Operations that wait for attachments, and those of the same visit that wait behind them.

use super::chain::outcome_word;
use super::evaluate::{self, Turn};
use super::{Stored, held_of};
use crate::audit;
use crate::context::Context;
use crate::registrar;
use crate::store::rows;
use crate::store::{StoreError, Tx, params, sql};
use baqylau_domain::Moment;
use baqylau_domain::identifiers::{BlobHash, OperationId, VisitId};
use baqylau_protocol::operation::Operation;
use baqylau_protocol::receipt::{Outcome, Receipt};

/// The blobs that operations of this visit wait for; `None` when none waits. An operation that
/// comes now waits behind them: deciding it first would judge it by a stage that isn't yet.
pub(super) fn ahead(tx: &Tx<'_>, visit: VisitId) -> Result<Option<Vec<BlobHash>>, StoreError> {
    let held = held_of(tx, visit)?;
    if held.is_empty() {
        return Ok(None);
    }
    let mut missing = Vec::new();
    for stored in &held {
        if let Outcome::Held { missing: more } = receipt_of(stored)?.outcome {
            missing.extend(more);
        }
    }
    Ok(Some(still_missing(tx, missing)?))
}

/// Of these blobs, those that haven't arrived, each once.
pub(crate) fn still_missing(
    tx: &Tx<'_>,
    mut hashes: Vec<BlobHash>,
) -> Result<Vec<BlobHash>, StoreError> {
    hashes.sort_unstable();
    hashes.dedup();
    let mut missing = Vec::new();
    for hash in hashes {
        if rows::blob_length(tx, hash)?.is_none() {
            missing.push(hash);
        }
    }
    Ok(missing)
}

/// Notes which blobs an operation waits for.
pub(super) fn remember_waits(
    tx: &Tx<'_>,
    operation: OperationId,
    outcome: &Outcome,
) -> Result<(), StoreError> {
    let operation = operation.to_string();
    tx.run(sql::WAIT_NO_MORE, params![operation])?;
    if let Outcome::Held { missing } = outcome {
        for hash in missing {
            tx.run(sql::WAIT, params![hash.to_string(), operation])?;
        }
    }
    Ok(())
}

/// Looks again at everything of a visit that waits, in the order it came, and then lets the
/// registrar do what has become possible. What waits behind an operation that still waits isn't
/// decided; only its list of missing blobs is brought up to date.
pub(crate) fn settle_visit(
    context: &Context,
    tx: &Tx<'_>,
    visit: VisitId,
    now: Moment,
) -> Result<(), StoreError> {
    let mut blocked = false;
    for stored in held_of(tx, visit)? {
        let operation: Operation = rows::decode(&stored.bytes, "operation")?;
        let before = receipt_of(&stored)?.outcome;
        let outcome = match &before {
            Outcome::Held { missing } if blocked => Outcome::Held {
                missing: still_missing(tx, missing.clone())?,
            },
            _ => evaluate::evaluate(context, tx, &operation, stored.received_at, Turn::Waited)?,
        };
        blocked = matches!(outcome, Outcome::Held { .. });
        if outcome == before {
            continue;
        }
        decided(context, tx, &stored, &outcome, now)?;
        if !blocked {
            audit::write(
                tx,
                now,
                &audit::Line {
                    operation: &stored.id.to_string(),
                    actor: Some(operation.actor),
                    action: &format!("visit {}", outcome_word(&outcome)),
                    object: &visit.to_string(),
                },
            )?;
        }
    }
    registrar::settle(context, tx, visit, now)
}

/// Keeps the new outcome of an operation that waited, with a receipt that says so.
fn decided(
    context: &Context,
    tx: &Tx<'_>,
    stored: &Stored,
    outcome: &Outcome,
    now: Moment,
) -> Result<(), StoreError> {
    let receipt = Receipt {
        operation: stored.id,
        hash: stored.hash,
        outcome: outcome.clone(),
        at: now,
        clock_flagged: stored.clock_flagged,
    };
    let signed = context.sign(&receipt)?;
    let id = stored.id.to_string();
    let values = params![id, outcome_word(outcome), signed.receipt, signed.signature];
    tx.run(sql::OPERATION_DECIDED, values)?;
    rows::keep_receipt(tx, stored.id, &signed)?;
    remember_waits(tx, stored.id, outcome)
}

/// A blob is complete: everything that waited for it is looked at again.
pub(crate) fn blob_arrived(
    context: &Context,
    tx: &Tx<'_>,
    hash: BlobHash,
    now: Moment,
) -> Result<(), StoreError> {
    for visit in rows::visits_waiting_for(tx, hash)? {
        settle_visit(context, tx, visit, now)?;
    }
    Ok(())
}

fn receipt_of(stored: &Stored) -> Result<Receipt, StoreError> {
    rows::decode(&stored.receipt.receipt, "receipt")
}
