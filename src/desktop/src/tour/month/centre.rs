//! The financial centre: the register is looked at again and accepted, payments are ordered, the bank's
//! statement says they are paid.

use super::{Cast, picture, records, section, until};
use crate::dialogs::Purpose;
use crate::place::{OrderRef, Place, Section};
use crate::tour::TourError;
use crate::tour::drive::Drive;
use baqylau_domain::payment_order::payment_reference;
use baqylau_domain::schooling::{PaymentState, RegisterState, SchoolingRecord};
use std::fmt::Write as _;

/// Looked at again and accepted.
pub(super) fn accepts(drive: &mut Drive<'_>, cast: &Cast) -> Result<(), TourError> {
    drive.step("the financial centre accepts");
    drive.enter(cast.centre)?;
    section(drive, Section::Registers)?;
    let register = register(drive)?;
    drive.go(Place::Order(OrderRef::Register(register)));
    picture(drive, cast, "register-sent")?;
    drive.press("order-register-accept")?;
    drive.press("order-register-accept")?;
    until(drive, "the register accepted", 1, |one| {
        matches!(one, SchoolingRecord::Register(one)
            if matches!(one.register.state, RegisterState::Accepted))
    })?;
    drive.say("looked at again and accepted");
    Ok(())
}

fn register(
    drive: &Drive<'_>,
) -> Result<baqylau_domain::identifiers::PaymentRegisterId, TourError> {
    let found = records(drive)
        .into_iter()
        .find_map(|record| match &*record {
            SchoolingRecord::Register(one) => Some(one.register.id),
            _ => None,
        });
    found.ok_or_else(|| drive.error("the register isn't here"))
}

/// Another person orders the payments and hands them to the bank; its statement settles them.
pub(super) fn pays(drive: &mut Drive<'_>, cast: &Cast) -> Result<(), TourError> {
    drive.step("payments");
    drive.enter(cast.payer)?;
    section(drive, Section::Registers)?;
    let register = register(drive)?;
    drive.go(Place::Order(OrderRef::Register(register)));
    drive.press("order-register-pay")?;
    picture(drive, cast, "payments-order")?;
    drive.press("order-payments-order-confirm")?;
    let good = cast.schools() - 2;
    let of_state = |state: fn(&PaymentState) -> bool| move |one: &SchoolingRecord| matches!(one, SchoolingRecord::Payment(one) if state(&one.payment.state));
    until(
        drive,
        "the payments",
        good,
        of_state(|state| matches!(state, PaymentState::Ordered)),
    )?;
    section(drive, Section::Payments)?;
    drive.press("button-select-all")?;
    drive.press_counted("order-payment-sent-chosen", good)?;
    drive.press("order-payment-sent")?;
    until(
        drive,
        "the payments handed to the bank",
        good,
        of_state(|state| matches!(state, PaymentState::Sent)),
    )?;
    let path = drive.out().join("statement.csv");
    let mut statement = String::from("Дата;Номер;Дебет;Кредит;Референс;Назначение\n");
    let day = drive.app().model().today().format("%d.%m.%Y").to_string();
    for record in records(drive) {
        if let SchoolingRecord::Payment(one) = &*record {
            let reference = payment_reference(one.department, one.number);
            let sum = one.payment.amount.0;
            let (tenge, tiyn) = (sum / 100, sum % 100);
            let _ = writeln!(
                statement,
                "{day};{};{tenge},{tiyn:02};;{reference};Оплата акта (образец)",
                one.number
            );
        }
    }
    std::fs::write(&path, statement).map_err(|error| drive.error(&error.to_string()))?;
    let ctx = drive.harness.ctx.clone();
    let app = drive.harness.state_mut();
    app.choose(&ctx, Purpose::OpenStatement, vec![path]);
    drive.settle(20);
    picture(drive, cast, "statement")?;
    drive.press_counted("order-statement-record", good)?;
    until(
        drive,
        "the payments paid",
        good,
        of_state(|state| matches!(state, PaymentState::Paid { .. })),
    )?;
    drive.press("button-close")?;
    picture(drive, cast, "paid")?;
    drive.say(&format!(
        "{good} payments ordered, handed to the bank and paid, each once"
    ));
    Ok(())
}
