//! Acts of rendered services, their invoices and payments.

use super::draft::{Draft, Note};
use crate::calendar::Period;
use crate::identifiers::{OrganisationId, PaymentRegisterId, ServiceActId};
use crate::money::Tiyn;
use crate::voucher::account::AccountId;
use crate::voucher::operation::{MOST_EMITTED, Operation};
use crate::voucher::refusal::Refusal;
use crate::voucher::rows::{ServiceAct, Subject};
use crate::voucher::transfer::{Concerns, Mode, Purpose};
use std::collections::BTreeSet;

pub(super) fn decide(draft: &mut Draft<'_>, operation: &Operation) -> Result<Tiyn, Refusal> {
    match operation {
        Operation::SignAct {
            act,
            contract,
            period,
            sha256,
            register,
            date,
            people,
            total,
            executor_signature,
            issuer_signature,
        } => {
            let row = draft.contract(*contract)?;
            let (order, executor) = (row.order, row.executor);
            if row.terminated {
                return Err(Refusal::ContractEnded);
            }
            draft.concerns(executor)?;
            if executor_signature.is_none() || issuer_signature.is_none() {
                return Err(Refusal::ActUnsigned);
            }
            if *people == 0 || total.0 <= 0 {
                return Err(Refusal::BadAmount);
            }
            if Period::of(draft.today()).is_none_or(|now| *period > now) {
                return Err(Refusal::TooEarly { period: *period });
            }
            if *date > draft.today() || *date < period.first_day() {
                return Err(Refusal::BadDay);
            }
            draft.add_act(ServiceAct {
                id: *act,
                contract: *contract,
                order,
                executor,
                period: *period,
                sha256: *sha256,
                register: *register,
                date: *date,
                people: *people,
                total: *total,
                invoice: None,
                redeemed_people: 0,
                redeemed: Tiyn(0),
                paid: None,
                version: 0,
            })?;
            note(draft, *act, *total)?;
            Ok(*total)
        }
        Operation::AttachInvoice { act, invoice } => {
            let today = draft.today();
            draft.concerns(draft.act(*act)?.executor)?;
            let row = draft.change_act(*act)?;
            if invoice.number.trim().is_empty() {
                return Err(Refusal::TextMissing);
            }
            if row.invoice.is_some()
                || invoice.total != row.total
                || invoice.date < row.date
                || invoice.date > today
            {
                return Err(Refusal::InvoiceUnfit);
            }
            row.invoice = Some(invoice.clone());
            note(draft, *act, invoice.total)?;
            Ok(invoice.total)
        }
        Operation::Pay {
            register,
            acts,
            total,
        } => {
            let distinct: BTreeSet<&ServiceActId> = acts.iter().collect();
            if acts.is_empty() || acts.len() > MOST_EMITTED || distinct.len() != acts.len() {
                return Err(Refusal::BadList);
            }
            let mut expected = Tiyn(0);
            for id in acts {
                let sum = pay(draft, *register, *id)?;
                expected = expected.plus(sum).ok_or(Refusal::Overflow)?;
            }
            if expected != *total {
                return Err(Refusal::OtherTotal { expected });
            }
            Ok(*total)
        }
        Operation::ReturnPayment { act } => {
            let row = draft.change_act(*act)?;
            let register = row.paid.take().ok_or(Refusal::PaymentUnfit)?;
            let (total, executor, order) = (row.total, row.executor, row.order);
            draft.transfer(
                [AccountId::Treasury(order), AccountId::Executor(executor)],
                total,
                Mode::Posted,
                Purpose::PaymentReturn,
                concerning(*act, register),
            )?;
            note(draft, *act, total)?;
            Ok(total)
        }
        _ => Err(Refusal::NotYourRole),
    }
}

/// Pays one act. What was redeemed before a contract was terminated is owed and paid all the same;
/// a suspension of one building doesn't hold back an act already redeemed, one of the whole
/// university does.
fn pay(
    draft: &mut Draft<'_>,
    register: PaymentRegisterId,
    id: ServiceActId,
) -> Result<Tiyn, Refusal> {
    let act = draft.act(id)?;
    let (total, executor, order) = (act.total, act.executor, act.order);
    if act.paid.is_some() {
        return Err(Refusal::PaymentUnfit);
    }
    if act.invoice.is_none() {
        return Err(Refusal::NoInvoice);
    }
    if act.redeemed != total || act.redeemed_people != act.people {
        return Err(Refusal::ActIncomplete {
            left: Tiyn(total.0.saturating_sub(act.redeemed.0)),
        });
    }
    may_be_paid(draft, executor)?;
    draft.transfer(
        [AccountId::Executor(executor), AccountId::Treasury(order)],
        total,
        Mode::Posted,
        Purpose::Payment,
        concerning(id, register),
    )?;
    draft.change_act(id)?.paid = Some(register);
    note(draft, id, total)?;
    Ok(total)
}

fn may_be_paid(draft: &Draft<'_>, executor: OrganisationId) -> Result<(), Refusal> {
    let account = draft.account(AccountId::Executor(executor))?;
    account.is_open()?;
    let mut pauses = account.pauses().iter();
    match pauses.find(|pause| pause.ended.is_none() && pause.premises.is_none()) {
        Some(pause) => Err(Refusal::Paused {
            sanction: pause.sanction,
        }),
        None => Ok(()),
    }
}

fn concerning(act: ServiceActId, register: PaymentRegisterId) -> Concerns {
    Concerns {
        act: Some(act),
        register: Some(register),
        ..Concerns::default()
    }
}

fn note(draft: &mut Draft<'_>, act: ServiceActId, amount: Tiyn) -> Result<(), Refusal> {
    let note = Note {
        amount: Some(amount),
        ..Note::default()
    };
    draft.note(Subject::Act(act), note)
}
