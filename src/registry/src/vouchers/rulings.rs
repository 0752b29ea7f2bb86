//! What a ruling on a sanction asks of the ledger: payment to the university stops, resumes or
//! ends in the same transaction.

use super::keep::decide;
use super::kept;
use crate::store::{StoreError, Tx, rows};
use baqylau_domain::Moment;
use baqylau_domain::identifiers::{OperationId, OrganisationId};
use baqylau_domain::sanction::Sanction;
use baqylau_domain::voucher::{
    AccountId, Author, Operation, Party, Request, VoucherPolicies, sanctioned,
};
use baqylau_protocol::blob;

/// Has the ledger follow a sanction as it stands now. An organisation without an account there has
/// nothing that could be stopped yet, and is [`caught_up`] with when it gets one; any other refusal
/// leaves the ruling in force too.
pub(crate) fn follow(
    policies: &VoucherPolicies,
    tx: &Tx<'_>,
    sanction: &Sanction,
    now: Moment,
) -> Result<(), StoreError> {
    let executor = AccountId::Executor(sanction.organisation);
    let Some(account) = kept::account_with(tx, executor)? else {
        return Ok(());
    };
    let contracts = kept::contracts_of(tx, sanction.organisation)?;
    let document = blob::hash(rows::encode(sanction)?.as_bytes());
    let requests: Vec<Request> = sanctioned(sanction, &account, &contracts)
        .into_iter()
        .map(|operation| {
            Ok(Request {
                id: identity(sanction, &operation)?,
                // The officer who ruled stands in the sanction, which is the document.
                author: Author {
                    party: Party::Registrar,
                    person: None,
                },
                document,
                operation,
            })
        })
        .collect::<Result<_, StoreError>>()?;
    let words: Vec<&str> = requests.iter().map(|one| one.operation.word()).collect();
    let answers = decide(tx, &[requests.into()], policies, now)?;
    for (word, answer) in words.into_iter().zip(answers.into_iter().flatten()) {
        if let Err(refusal) = answer {
            tracing::warn!(word, %refusal, "the ledger doesn't follow a ruling");
        }
    }
    Ok(())
}

/// Has the ledger follow what was ruled about a university before its account was opened.
pub(super) fn caught_up(
    policies: &VoucherPolicies,
    tx: &Tx<'_>,
    executor: OrganisationId,
    now: Moment,
) -> Result<(), StoreError> {
    rows::sanctions_of(tx, executor)?
        .iter()
        .try_for_each(|sanction| follow(policies, tx, sanction, now))
}

/// One identity for what a sanction asks once.
fn identity(sanction: &Sanction, operation: &Operation) -> Result<OperationId, StoreError> {
    let mut words = format!("{} {}", sanction.id, operation.word());
    if let Operation::TerminateContract { contract } = operation {
        words = format!("{words} {contract}");
    }
    let named = blob::hash(words.as_bytes());
    let (first, _) = named
        .bytes()
        .split_first_chunk::<16>()
        .ok_or(StoreError::Corrupt("hash"))?;
    Ok(OperationId::new(
        uuid::Builder::from_custom_bytes(*first).into_uuid(),
    ))
}
