//! The columns of the register of payments.

use super::super::registers::Beside;
use super::super::shelf::{Kind, Rows, WORDS};
use super::super::words;
use crate::register::LeftOut;
use baqylau_client::ui::{OrderRow, OrdersView};
use baqylau_domain::schooling::{PaymentRecord, PaymentState, SchoolingRecord};
use baqylau_locale::Locale;
use baqylau_registers::{TableBuilder, Value};
use baqylau_widgets::Icon;
use baqylau_widgets::table::Cell;
use chrono::NaiveDate;

/// Column of the state.
pub const STATE: &str = "state";

/// Column of what it is for.
const SUBJECT: &str = "subject";

/// Payments.
pub struct Payments;

impl Kind for Payments {
    type Record = PaymentRecord;
    type Beside = Beside;
    const ID: &'static str = "order-payments";
    const ORDER: &'static str = "number";
    const NAME: &'static str = "order-payments";
    const ICON: Icon = Icon::Banknote;
    const LEFT_OUT: Option<LeftOut> =
        Some(["order-payments-left-out", "order-payments-left-out-all"]);

    fn of(record: &SchoolingRecord) -> Option<&PaymentRecord> {
        match record {
            SchoolingRecord::Payment(one) => Some(one),
            _ => None,
        }
    }

    fn beside(view: &OrdersView) -> Beside {
        Beside::of(view)
    }

    fn table(rows: &Rows<Self>, b: &mut TableBuilder, locale: &Locale) {
        let t = |key: &str| locale.text(key);
        let number = b.number("number", &t("order-serial"), false);
        let school = b.text("school", &t("order-school"));
        let bin = b.text("bin", &t("field-bin"));
        let region = b.text("region", &t("order-department"));
        let month = b.date("month", &t("order-month"));
        let account = b.text("account", &t("order-account"));
        let subjects = words::choices(&words::SUBJECTS, "order-for", locale);
        let subject = b.choice(SUBJECT, &t("order-for"), subjects);
        let sum = b.money("sum", &t("order-sum"));
        let paid = b.money("paid-sum", &t("order-paid-sum"));
        let states = words::choices(&words::PAYMENT_STATES, "order-payment-state", locale);
        let state = b.choice(STATE, &t("order-state"), states);
        let day = b.date("day", &t("order-payment-day"));
        let reason = b.text("reason", &t("order-reason"));
        let since = b.date("since", &t("order-since"));
        let searched = b.searched(WORDS);
        for (row, record) in rows.iter() {
            let payment = &record.payment;
            let name = words::school(row, locale);
            let place = words::region(record.department, locale);
            b.row(payment.id.uuid().as_u128());
            // It came back: by this payment nothing was paid nor will be. Where it was ordered
            // anew, the sum is that of the other.
            if !payment.is_alive() {
                b.leave_out();
            }
            b.set(number, Value::Whole(i64::from(record.number)));
            b.set(school, Value::Text(&name));
            b.set(bin, Value::Text(&record.bin));
            b.set(region, Value::Text(&place));
            if let Some(day) = words::first_day(record.period) {
                b.set(month, Value::Day(day));
            }
            let iban = record.account.iban.to_string();
            b.set(account, Value::Text(&iban));
            if let Some(place) = rows.beside.subject(payment.act) {
                b.set(subject, Value::Choice(place));
            }
            b.set(sum, Value::Whole(payment.amount.0));
            if let PaymentState::Paid { .. } = &payment.state {
                b.set(paid, Value::Whole(payment.amount.0));
            }
            b.set(state, Value::Choice(words::payment_state(&payment.state)));
            if let Some(on) = settled(record) {
                b.set(day, Value::Day(on));
            }
            if let PaymentState::Returned { reason: why, .. } = &payment.state {
                b.set(reason, Value::Text(&why.0));
            }
            if let Some(last) = record.steps.last() {
                let day = baqylau_locale::legal_time(last.at).date_naive();
                b.set(since, Value::Day(day));
            }
            let all = [
                words::school_words(row),
                record.bin.clone(),
                place,
                iban,
                record.number.to_string(),
            ];
            b.set(searched, Value::Text(&all.join(" ")));
        }
    }

    fn cell(rows: &Rows<Self>, row: usize, column: &str, locale: &Locale) -> Option<Cell<'static>> {
        let (row, record) = rows.get(row)?;
        Some(match column {
            "school" => {
                let mut cell = Cell::strong(words::school(row, locale));
                if !row.waiting.is_empty() {
                    cell = cell.icon(Icon::CloudUpload);
                }
                cell
            }
            "month" => Cell::text(words::month(record.period, locale)),
            STATE => {
                let place = words::payment_state(&record.payment.state);
                let states = &words::PAYMENT_STATES;
                let (words, tone) = words::state(states, place, "order-payment-state", locale);
                Cell::tag(tone, words)
            }
            _ => return None,
        })
    }

    fn name(row: &OrderRow, record: &PaymentRecord, locale: &Locale) -> String {
        let args = [("number", record.number.to_string().into())];
        let number = locale.format("order-payment-title", &args);
        format!("{number}, {}", words::school(row, locale))
    }

    fn width(column: &str) -> (f32, bool) {
        match column {
            "school" => (200.0, true),
            "number" => (96.0, false),
            "sum" | "paid-sum" => (150.0, false),
            SUBJECT => (164.0, false),
            STATE => (160.0, false),
            "region" | "reason" => (170.0, false),
            "account" => (200.0, false),
            "month" => (172.0, false),
            "bin" => (150.0, false),
            "day" => (132.0, false),
            _ => (110.0, false),
        }
    }

    fn at_first(room: f32) -> &'static [&'static str] {
        if room < 800.0 {
            &["number", "school", "sum", STATE]
        } else if room < 960.0 {
            &["number", "school", "month", "sum", STATE]
        } else if room < 1200.0 {
            &["number", "school", "month", SUBJECT, "sum", STATE]
        } else {
            &[
                "number", "school", "region", "month", SUBJECT, "sum", "paid-sum", STATE, "day",
            ]
        }
    }
}

/// The day a payment was paid or came back.
pub fn settled(record: &PaymentRecord) -> Option<NaiveDate> {
    match &record.payment.state {
        PaymentState::Paid { on } | PaymentState::Returned { on, .. } => Some(*on),
        PaymentState::Ordered | PaymentState::Sent => None,
    }
}
