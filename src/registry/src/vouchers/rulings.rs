//! What a ruling on a sanction asks of the ledger: payment to the university stops or resumes in
//! the same transaction.

use super::keep::decide;
use crate::context::Context;
use crate::store::{StoreError, Tx, rows};
use baqylau_domain::Moment;
use baqylau_domain::identifiers::OperationId;
use baqylau_domain::sanction::Sanction;
use baqylau_domain::voucher::{Author, Operation, Party, Request};
use baqylau_protocol::blob;

/// Has the ledger follow a sanction as it stands now. An organisation without an account there has
/// nothing that could be stopped: that refusal, as any other, leaves the ruling in force.
pub(crate) fn follow(
    context: &Context,
    tx: &Tx<'_>,
    sanction: &Sanction,
    now: Moment,
) -> Result<(), StoreError> {
    let Some(operation) = Operation::of_sanction(sanction) else {
        return Ok(());
    };
    let request = Request {
        id: identity(sanction, &operation)?,
        // The officer who ruled stands in the sanction, which is the document.
        author: Author {
            party: Party::Registrar,
            person: None,
        },
        document: blob::hash(rows::encode(sanction)?.as_bytes()),
        operation,
    };
    let word = request.operation.word();
    let answers = decide(tx, &[vec![request].into()], &context.voucher_policies, now)?;
    if let Some(Err(refusal)) = answers.into_iter().flatten().next() {
        tracing::info!(word, %refusal, "the ledger doesn't follow a ruling");
    }
    Ok(())
}

/// One identity for what a sanction asks once.
fn identity(sanction: &Sanction, operation: &Operation) -> Result<OperationId, StoreError> {
    let named = blob::hash(format!("{} {}", sanction.id, operation.word()).as_bytes());
    let (first, _) = named
        .bytes()
        .split_first_chunk::<16>()
        .ok_or(StoreError::Corrupt("hash"))?;
    Ok(OperationId::new(
        uuid::Builder::from_custom_bytes(*first).into_uuid(),
    ))
}
