//! Orders, emission, placing, contracts of the state order.

use super::draft::{Draft, Note};
use crate::identifiers::{OrganisationId, VoucherId};
use crate::money::Tiyn;
use crate::voucher::account::{Account, AccountId, Holder};
use crate::voucher::formula::monthly_parts;
use crate::voucher::operation::{MOST_EMITTED, Operation};
use crate::voucher::refusal::Refusal;
use crate::voucher::rows::{Contract, Order, Part, PartState, Status, Subject, Voucher};
use crate::voucher::transfer::{Concerns, Mode, Purpose};
use std::collections::BTreeSet;

pub(super) fn decide(draft: &mut Draft<'_>, operation: &Operation) -> Result<Tiyn, Refusal> {
    match operation {
        Operation::ApproveOrder {
            order,
            issuer,
            programme,
            from,
            to,
            volume,
            stipends,
        } => {
            draft.account(AccountId::Issuer(*issuer))?.is_open()?;
            if programme.trim().is_empty() {
                return Err(Refusal::TextMissing);
            }
            if from > to {
                return Err(Refusal::OutsideOrder);
            }
            if volume.0 <= 0 || stipends.0 < 0 {
                return Err(Refusal::BadAmount);
            }
            draft.add_order(Order {
                id: *order,
                issuer: *issuer,
                programme: programme.clone(),
                from: *from,
                to: *to,
                volume: *volume,
                stipends: *stipends,
                published: false,
                version: 0,
            })?;
            for id in [
                AccountId::Treasury(*order),
                AccountId::Budget(*order),
                AccountId::Free(*order),
                AccountId::Stipends(*order),
            ] {
                draft.add_account(Account::new(id, Holder::Internal))?;
            }
            let treasury = AccountId::Treasury(*order);
            for (to, amount) in [
                (AccountId::Budget(*order), *volume),
                (AccountId::Stipends(*order), *stipends),
            ] {
                if amount.0 > 0 {
                    draft.transfer(
                        [treasury, to],
                        amount,
                        Mode::Posted,
                        Purpose::Approval,
                        Concerns::default(),
                    )?;
                }
            }
            let note = Note {
                amount: Some(*volume),
                ..Note::default()
            };
            draft.note(Subject::Order(*order), note)?;
            volume.plus(*stipends).ok_or(Refusal::Overflow)
        }
        Operation::Publish { order } => {
            issuer_is_open(draft, draft.order(*order)?.issuer)?;
            let row = draft.change_order(*order)?;
            if std::mem::replace(&mut row.published, true) {
                return Err(Refusal::PublicationUnfit);
            }
            draft.note(Subject::Order(*order), Note::default())?;
            Ok(Tiyn(0))
        }
        Operation::Emit {
            order,
            vouchers,
            nominal,
            from,
            parts,
        } => {
            let distinct: BTreeSet<&VoucherId> = vouchers.iter().collect();
            if vouchers.is_empty()
                || vouchers.len() > MOST_EMITTED
                || distinct.len() != vouchers.len()
            {
                return Err(Refusal::BadList);
            }
            let row = draft.order(*order)?;
            let (first, last) = (row.from, row.to);
            issuer_is_open(draft, row.issuer)?;
            // A year of study has at most twelve months.
            let sums = (*parts <= 12)
                .then(|| monthly_parts(*nominal, *parts))
                .flatten()
                .ok_or(Refusal::PriceTooSmall)?;
            let mut months = Vec::new();
            for (place, amount) in (0..).zip(sums) {
                let period = from.plus_months(place).ok_or(Refusal::OutsideOrder)?;
                months.push(Part {
                    period,
                    amount,
                    state: PartState::Planned,
                });
            }
            if months
                .iter()
                .any(|part| part.period < first || part.period > last)
            {
                return Err(Refusal::OutsideOrder);
            }
            let mut total = Tiyn(0);
            for id in vouchers {
                draft.add_voucher(Voucher {
                    id: *id,
                    order: *order,
                    nominal: *nominal,
                    status: Status::Issued,
                    beneficiary: None,
                    reservations: Vec::new(),
                    parts: months.clone(),
                    leave_from: None,
                    obligation: None,
                    version: 0,
                })?;
                draft.transfer(
                    [AccountId::Budget(*order), AccountId::Free(*order)],
                    *nominal,
                    Mode::Posted,
                    Purpose::Emission,
                    Concerns {
                        voucher: Some(*id),
                        ..Concerns::default()
                    },
                )?;
                let note = Note {
                    to: Some(Status::Issued),
                    amount: Some(*nominal),
                    ..Note::default()
                };
                draft.note(Subject::Voucher(*id), note)?;
                total = total.plus(*nominal).ok_or(Refusal::Overflow)?;
            }
            Ok(total)
        }
        Operation::Place {
            voucher,
            beneficiary,
        } => {
            let row = draft.voucher(*voucher)?;
            let (order, nominal, status) = (row.order, row.nominal, row.status);
            if status != Status::Issued {
                return Err(Refusal::WrongStatus { status });
            }
            if !draft.order(order)?.published {
                return Err(Refusal::PublicationUnfit);
            }
            let holder = AccountId::Beneficiary(*beneficiary);
            draft.account(holder)?.is_open()?;
            draft.transfer(
                [AccountId::Free(order), holder],
                nominal,
                Mode::Posted,
                Purpose::Issue,
                Concerns {
                    voucher: Some(*voucher),
                    ..Concerns::default()
                },
            )?;
            draft.change_voucher(*voucher)?.beneficiary = Some(*beneficiary);
            draft.enter(*voucher, Status::Placed, Some(nominal), None)?;
            Ok(nominal)
        }
        Operation::Cancel { voucher } => {
            let row = draft.voucher(*voucher)?;
            let (order, nominal) = (row.order, row.nominal);
            let holder = match (row.status, row.beneficiary) {
                (Status::Issued, _) => AccountId::Free(order),
                (Status::Placed, Some(beneficiary)) => AccountId::Beneficiary(beneficiary),
                (status, _) => return Err(Refusal::WrongStatus { status }),
            };
            draft.transfer(
                [holder, AccountId::Budget(order)],
                nominal,
                Mode::Posted,
                Purpose::Return,
                Concerns {
                    voucher: Some(*voucher),
                    ..Concerns::default()
                },
            )?;
            for part in &mut draft.change_voucher(*voucher)?.parts {
                part.state = PartState::Released;
            }
            draft.enter(*voucher, Status::Cancelled, Some(nominal), None)?;
            Ok(nominal)
        }
        Operation::ConcludeContract {
            contract,
            order,
            executor,
            number,
            date,
            amount,
        } => {
            issuer_is_open(draft, draft.order(*order)?.issuer)?;
            draft.account(AccountId::Executor(*executor))?.is_open()?;
            if number.trim().is_empty() {
                return Err(Refusal::TextMissing);
            }
            if amount.0 <= 0 {
                return Err(Refusal::BadAmount);
            }
            if *date > draft.today() {
                return Err(Refusal::BadDay);
            }
            draft.add_contract(Contract {
                id: *contract,
                order: *order,
                executor: *executor,
                number: number.clone(),
                date: *date,
                amount: *amount,
                committed: Tiyn(0),
                terminated: false,
                version: 0,
            })?;
            note_sum(draft, *contract, *amount)?;
            Ok(*amount)
        }
        Operation::AmendContract { contract, amount } => {
            let row = draft.change_contract(*contract)?;
            if row.terminated {
                return Err(Refusal::ContractEnded);
            }
            if *amount < row.committed || amount.0 <= 0 {
                return Err(Refusal::OverContract {
                    left: Tiyn(row.amount.0.saturating_sub(row.committed.0)),
                });
            }
            let change = amount.minus(row.amount).ok_or(Refusal::Overflow)?;
            row.amount = *amount;
            note_sum(draft, *contract, change)?;
            Ok(change)
        }
        Operation::TerminateContract { contract } => {
            let row = draft.change_contract(*contract)?;
            if std::mem::replace(&mut row.terminated, true) {
                return Err(Refusal::ContractEnded);
            }
            draft.note(Subject::Contract(*contract), Note::default())?;
            Ok(Tiyn(0))
        }
        _ => Err(Refusal::NotYourRole),
    }
}

fn issuer_is_open(draft: &Draft<'_>, issuer: OrganisationId) -> Result<(), Refusal> {
    draft.account(AccountId::Issuer(issuer))?.is_open()
}

fn note_sum(
    draft: &mut Draft<'_>,
    contract: crate::identifiers::ContractId,
    change: Tiyn,
) -> Result<(), Refusal> {
    let note = Note {
        amount: Some(change),
        ..Note::default()
    };
    draft.note(Subject::Contract(contract), note)
}
