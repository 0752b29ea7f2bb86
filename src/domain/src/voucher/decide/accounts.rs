//! Opening, blocking and closing accounts; suspending and resuming payment.

use super::draft::{Draft, Note};
use crate::money::Tiyn;
use crate::voucher::account::{Account, AccountId, Block, ClosingGround, Holder, Pause};
use crate::voucher::operation::{Applicant, Operation, Party};
use crate::voucher::refusal::{Refusal, What};
use crate::voucher::rows::Subject;

pub(super) fn decide(draft: &mut Draft<'_>, operation: &Operation) -> Result<Tiyn, Refusal> {
    match operation {
        Operation::OpenAccount { applicant, facts } => {
            facts.judge()?;
            match applicant {
                Applicant::Issuer { organisation, bin } => {
                    if matches!(draft.party(), Party::Executor { .. }) {
                        return Err(Refusal::NotYourRole);
                    }
                    open(
                        draft,
                        AccountId::Issuer(*organisation),
                        Holder::Issuer { bin: *bin },
                    )?;
                    open(draft, AccountId::Recovery(*organisation), Holder::Internal)?;
                }
                Applicant::Executor { organisation, bin } => {
                    draft.concerns(*organisation)?;
                    let holder = Holder::Executor {
                        bin: *bin,
                        pauses: Vec::new(),
                    };
                    open(draft, AccountId::Executor(*organisation), holder)?;
                }
            }
        }
        Operation::OpenBeneficiary { beneficiary, iin } => {
            if draft.books().people.contains_key(iin) {
                // One person, one account: grant data that come twice open nothing.
                return Err(Refusal::AlreadyThere {
                    what: What::Account,
                });
            }
            let holder = Holder::Beneficiary {
                iin: *iin,
                funded: Vec::new(),
            };
            open(draft, AccountId::Beneficiary(*beneficiary), holder)?;
            open(draft, AccountId::Debtor(*beneficiary), Holder::Internal)?;
        }
        Operation::Block {
            account,
            ground,
            reference,
        } => {
            if reference.trim().is_empty() {
                return Err(Refusal::TextMissing);
            }
            let row = held_by_somebody(draft, *account)?;
            if row.blocks.iter().any(|block| block.reference == *reference) {
                return Err(Refusal::BlockUnchanged);
            }
            row.blocks.push(Block {
                ground: *ground,
                reference: reference.clone(),
            });
            draft.note(Subject::Account(*account), Note::default())?;
        }
        Operation::Unblock { account, reference } => {
            let row = draft.change_account(*account)?;
            let blocks = row.blocks.len();
            row.blocks.retain(|block| block.reference != *reference);
            if row.blocks.len() == blocks {
                return Err(Refusal::BlockUnchanged);
            }
            draft.note(Subject::Account(*account), Note::default())?;
        }
        Operation::Close { account, ground } => {
            let row = held_by_somebody(draft, *account)?;
            let fits = match row.holder {
                Holder::Beneficiary { .. } => *ground == ClosingGround::Death,
                _ => *ground == ClosingGround::Liquidation,
            };
            if !fits || row.closed.is_some() {
                return Err(Refusal::ClosingUnfit);
            }
            row.closed = Some(*ground);
            draft.note(Subject::Account(*account), Note::default())?;
        }
        Operation::Reopen { account } => {
            let row = draft.change_account(*account)?;
            if row.closed.take().is_none() {
                return Err(Refusal::ClosingUnfit);
            }
            draft.note(Subject::Account(*account), Note::default())?;
        }
        Operation::Suspend {
            executor,
            sanction,
            premises,
            since,
            until,
        } => {
            if until < since {
                return Err(Refusal::SanctionUnfit);
            }
            let pauses = pauses_of(draft, AccountId::Executor(*executor))?;
            if pauses.iter().any(|pause| pause.sanction == *sanction) {
                return Err(Refusal::SanctionUnfit);
            }
            pauses.push(Pause {
                sanction: *sanction,
                premises: *premises,
                since: *since,
                until: *until,
                ended: None,
            });
            draft.note(
                Subject::Account(AccountId::Executor(*executor)),
                Note::default(),
            )?;
        }
        Operation::Resume {
            executor,
            sanction,
            ended,
        } => {
            let pauses = pauses_of(draft, AccountId::Executor(*executor))?;
            let open = pauses
                .iter_mut()
                .find(|pause| pause.sanction == *sanction && pause.ended.is_none());
            match open {
                Some(pause) if *ended >= pause.since => pause.ended = Some(*ended),
                _ => return Err(Refusal::SanctionUnfit),
            }
            draft.note(
                Subject::Account(AccountId::Executor(*executor)),
                Note::default(),
            )?;
        }
        _ => return Err(Refusal::NotYourRole),
    }
    Ok(Tiyn(0))
}

fn open(draft: &mut Draft<'_>, id: AccountId, holder: Holder) -> Result<(), Refusal> {
    draft.add_account(Account::new(id, holder))?;
    draft.note(Subject::Account(id), Note::default())
}

/// An account of a person or an organisation: accounts of the ledger's own are never blocked.
fn held_by_somebody<'d>(
    draft: &'d mut Draft<'_>,
    id: AccountId,
) -> Result<&'d mut Account, Refusal> {
    let row = draft.change_account(id)?;
    if row.holder == Holder::Internal {
        return Err(Refusal::NotFound {
            what: What::Account,
        });
    }
    Ok(row)
}

fn pauses_of<'d>(draft: &'d mut Draft<'_>, id: AccountId) -> Result<&'d mut Vec<Pause>, Refusal> {
    match &mut draft.change_account(id)?.holder {
        Holder::Executor { pauses, .. } => Ok(pauses),
        _ => Err(Refusal::NotFound {
            what: What::Account,
        }),
    }
}
