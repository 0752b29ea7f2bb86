//! A university's month redeemed by rule: its register is validated, an act over that very register
//! is signed by both and has its invoice, so every voucher whose student counts is redeemed by the
//! trace the LMS sent.

use super::cells::id;
use super::kept;
use super::registrar::{Cause, Plan, note};
use super::stated::{form_of, student};
use crate::lms::students_by_number;
use crate::months::payable;
use crate::store::sql::ledger as sql;
use crate::store::{Connection, StoreError, Tx, params};
use baqylau_domain::Moment;
use baqylau_domain::identifiers::{Bin, OrganisationId, ServiceActId, VoucherId};
use baqylau_domain::money::Tiyn;
use baqylau_domain::voucher::{
    AccountId, Holder, Operation, Receipt, StudyForm, Voucher, month_redeemed,
};

/// Vouchers read at once.
const PAGE: u32 = 1_000;

/// Why an act waits that nobody entered an invoice of.
pub(super) const NO_INVOICE: &str = "no_invoice";

/// Notes that an act can be redeemed by, as soon as nothing stands in the way: it was signed by
/// both, or nobody would have taken it. Its invoice is asked for, or was entered.
pub(super) fn noted<'a>(
    tx: &Tx<'_>,
    applied: impl Iterator<Item = &'a Receipt>,
    now: Moment,
) -> Result<(), StoreError> {
    let causes: Vec<Cause> = applied
        .filter_map(|receipt| match &receipt.request.operation {
            Operation::SignAct { act, .. } | Operation::AttachInvoice { act, .. } => {
                Some(Cause::Act { act: *act })
            }
            _ => None,
        })
        .collect();
    if causes.is_empty() {
        return Ok(());
    }
    note(tx, &causes, now)
}

/// What an act asks over what stands now: activation and redemption of every voucher held under its
/// contract whose student is payable in the month's register.
pub(super) fn plan(connection: &Connection, act: ServiceActId) -> Result<Plan, StoreError> {
    let Some(act) = connection.one(sql::LEDGER_ACT, params![id(act.uuid())], kept::act)? else {
        return Ok(Plan::Ask(Vec::new()));
    };
    if act.redeemed_people >= act.people {
        return Ok(Plan::Ask(Vec::new()));
    }
    if act.invoice.is_none() {
        return Ok(Plan::Wait(NO_INVOICE));
    }
    let Some((register, payable)) = payable(connection, act.period, act.executor)? else {
        return Ok(Plan::Wait("month_not_validated"));
    };
    if register != act.register {
        // Corrected since it was signed: what is paid by then is for people to settle.
        return Ok(Plan::Wait("other_register"));
    }
    let known = students_by_number(connection, act.executor, act.period)?;
    let mut operations = Vec::new();
    each_voucher(connection, act.executor, |voucher| {
        let student = match voucher.beneficiary {
            Some(beneficiary) => student(connection, beneficiary)?,
            None => None,
        };
        let counted = student.filter(|iin| payable.contains(&iin.as_u64()));
        let confirmed = counted.and_then(|iin| known.get(&iin));
        if let Some((study, trace)) = confirmed
            && form_of(*study) == StudyForm::FullTime
        {
            operations.extend(month_redeemed(voucher, &act, *trace));
        }
        Ok(())
    })?;
    // Once somebody was redeemed, whoever is left is for people: by rule nothing more comes.
    Ok(if operations.is_empty() && act.redeemed_people == 0 {
        Plan::Wait("nobody_confirmed")
    } else {
        Plan::Ask(operations)
    })
}

/// Supplier and sum of an act's invoice, as the ledger has them.
pub(crate) fn invoice(
    connection: &Connection,
    act: ServiceActId,
) -> Result<Option<(Bin, Tiyn)>, StoreError> {
    let Some(act) = connection.one(sql::LEDGER_ACT, params![id(act.uuid())], kept::act)? else {
        return Ok(None);
    };
    let account = kept::account_with(connection, AccountId::Executor(act.executor))?;
    Ok(account.and_then(|account| match account.holder {
        Holder::Executor { bin, .. } => Some((bin, act.total)),
        _ => None,
    }))
}

/// Hands on the vouchers a university reserved last.
fn each_voucher(
    connection: &Connection,
    executor: OrganisationId,
    mut take: impl FnMut(&Voucher) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut after = VoucherId::new(uuid::Uuid::nil());
    loop {
        let values = params![id(executor.uuid()), id(after.uuid()), "", PAGE];
        let page = connection.all(sql::LEDGER_VOUCHERS_OF_EXECUTOR, values, kept::voucher)?;
        for voucher in &page {
            take(voucher)?;
        }
        match page.last() {
            Some(last) => after = last.id,
            None => return Ok(()),
        }
    }
}
