//! Work-off after study, its debt and the hand-over to the credit bureau.

use super::draft::{Draft, Note};
use crate::identifiers::ObligationId;
use crate::money::Tiyn;
use crate::voucher::account::AccountId;
use crate::voucher::formula::{workoff_debt, workoff_months};
use crate::voucher::operation::{MOST_EMITTED, Operation};
use crate::voucher::refusal::Refusal;
use crate::voucher::rows::{Obligation, ObligationState, Status, Subject};
use crate::voucher::transfer::{Concerns, Mode, Purpose};
use std::collections::BTreeSet;

pub(super) fn decide(draft: &mut Draft<'_>, operation: &Operation) -> Result<Tiyn, Refusal> {
    match operation {
        Operation::BeginWorkOff {
            obligation,
            beneficiary,
            vouchers,
            on_grant,
            of_study,
        } => {
            draft.account(AccountId::Beneficiary(*beneficiary))?;
            let distinct: BTreeSet<_> = vouchers.iter().collect();
            if vouchers.is_empty()
                || vouchers.len() > MOST_EMITTED
                || distinct.len() != vouchers.len()
            {
                return Err(Refusal::BadList);
            }
            let standard = draft.policy(draft.today()).workoff_months.value;
            let required = workoff_months(standard, *on_grant, *of_study)
                .filter(|months| *months > 0 && on_grant <= of_study)
                .ok_or(Refusal::ObligationUnfit)?;
            let mut cost = Tiyn(0);
            let mut issuer = None;
            for id in vouchers {
                let voucher = draft.voucher(*id)?;
                let (status, order) = (voucher.status, voucher.order);
                let over = matches!(status, Status::Redeemed | Status::EarlyRedeemed);
                if voucher.beneficiary != Some(*beneficiary)
                    || !over
                    || voucher.held().0 > 0
                    || voucher.obligation.is_some()
                {
                    return Err(Refusal::ObligationUnfit);
                }
                cost = cost.plus(voucher.redeemed()).ok_or(Refusal::Overflow)?;
                let of = draft.order(order)?.issuer;
                if *issuer.get_or_insert(of) != of {
                    return Err(Refusal::ObligationUnfit);
                }
                draft.change_voucher(*id)?.obligation = Some(*obligation);
                draft.enter(*id, status, None, None)?;
            }
            let Some(issuer) = issuer.filter(|_| cost.0 > 0) else {
                return Err(Refusal::ObligationUnfit);
            };
            draft.add_obligation(Obligation {
                id: *obligation,
                beneficiary: *beneficiary,
                issuer,
                cost,
                required,
                served: 0,
                state: ObligationState::Serving,
                version: 0,
            })?;
            note(draft, *obligation, cost)?;
            Ok(cost)
        }
        Operation::Serve { obligation, served } => {
            let row = draft.change_obligation(*obligation)?;
            if row.state != ObligationState::Serving || *served < row.served {
                return Err(Refusal::ObligationUnfit);
            }
            row.served = *served;
            if row.served >= row.required {
                row.state = ObligationState::Fulfilled;
            }
            note(draft, *obligation, Tiyn(0))?;
            Ok(Tiyn(0))
        }
        Operation::DeclareDebt { obligation } => {
            let row = draft.change_obligation(*obligation)?;
            if row.state != ObligationState::Serving {
                return Err(Refusal::ObligationUnfit);
            }
            let debt = workoff_debt(row.cost, row.required, row.served)
                .filter(|debt| debt.0 > 0)
                .ok_or(Refusal::ObligationUnfit)?;
            row.state = ObligationState::Indebted {
                debt,
                handed_over: false,
            };
            let sides = [
                AccountId::Debtor(row.beneficiary),
                AccountId::Recovery(row.issuer),
            ];
            let purpose = Purpose::WorkOffDebt;
            draft.transfer(sides, debt, Mode::Posted, purpose, Concerns::default())?;
            note(draft, *obligation, debt)?;
            Ok(debt)
        }
        Operation::HandOver { obligation } => {
            let row = draft.change_obligation(*obligation)?;
            match &mut row.state {
                ObligationState::Indebted {
                    debt,
                    handed_over: handed_over @ false,
                } => {
                    *handed_over = true;
                    let debt = *debt;
                    note(draft, *obligation, debt)?;
                    Ok(debt)
                }
                _ => Err(Refusal::ObligationUnfit),
            }
        }
        Operation::SettleDebt { obligation, amount } => {
            let row = draft.change_obligation(*obligation)?;
            let ObligationState::Indebted { debt, handed_over } = row.state else {
                return Err(Refusal::ObligationUnfit);
            };
            let left = debt
                .minus(*amount)
                .filter(|left| left.0 >= 0)
                .ok_or(Refusal::BadAmount)?;
            row.state = if left.0 == 0 {
                ObligationState::Settled
            } else {
                ObligationState::Indebted {
                    debt: left,
                    handed_over,
                }
            };
            let sides = [
                AccountId::Recovery(row.issuer),
                AccountId::Debtor(row.beneficiary),
            ];
            let purpose = Purpose::WorkOffSettled;
            draft.transfer(sides, *amount, Mode::Posted, purpose, Concerns::default())?;
            note(draft, *obligation, *amount)?;
            Ok(*amount)
        }
        _ => Err(Refusal::NotYourRole),
    }
}

fn note(draft: &mut Draft<'_>, id: ObligationId, amount: Tiyn) -> Result<(), Refusal> {
    let note = Note {
        amount: (amount.0 != 0).then_some(amount),
        ..Note::default()
    };
    draft.note(Subject::Obligation(id), note)
}
