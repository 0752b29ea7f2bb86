//! The columns of the register of contracts.

use super::super::shelf::{Kind, Rows, WORDS};
use super::super::words;
use baqylau_client::ui::{OrderRow, OrdersView};
use baqylau_domain::schooling::{ContractRecord, ContractStatus, SchoolingRecord};
use baqylau_locale::Locale;
use baqylau_registers::{TableBuilder, Value};
use baqylau_widgets::Icon;
use baqylau_widgets::table::Cell;

/// Column of the state.
pub const STATE: &str = "state";

/// Column of what it is for.
const SUBJECT: &str = "subject";

/// Contracts.
pub struct Contracts;

impl Kind for Contracts {
    type Record = ContractRecord;
    type Beside = ();
    const ID: &'static str = "order-contracts";
    const ORDER: &'static str = "school";
    const ORDER_OF_OWN: &'static str = "number";
    const NAME: &'static str = "order-contracts";
    const ICON: Icon = Icon::FileSignature;

    fn of(record: &SchoolingRecord) -> Option<&ContractRecord> {
        match record {
            SchoolingRecord::Contract(contract) => Some(contract),
            _ => None,
        }
    }

    fn beside(_: &OrdersView) {}

    fn table(rows: &Rows<Self>, b: &mut TableBuilder, locale: &Locale) {
        let t = |key: &str| locale.text(key);
        let school = b.text("school", &t("order-school"));
        let bin = b.text("bin", &t("field-bin"));
        let number = b.text("number", &t("order-number"));
        let from = b.date("from", &t("order-contract-from"));
        let to = b.date("to", &t("order-contract-to"));
        let amount = b.money("amount", &t("order-sum"));
        let acted = b.money("acted", &t("order-contract-acted-column"));
        let left = b.money("left", &t("order-contract-left"));
        let subjects = words::choices(&words::SUBJECTS, "order-for", locale);
        let subject = b.choice(SUBJECT, &t("order-for"), subjects);
        let states = words::choices(&words::CONTRACT_STATES, "order-contract-state", locale);
        let state = b.choice(STATE, &t("order-state"), states);
        let agreements = b.number("agreements", &t("order-contract-agreements"), false);
        let since = b.date("since", &t("order-since"));
        let searched = b.searched(WORDS);
        for (row, record) in rows.iter() {
            let contract = &record.contract;
            b.row(contract.id.uuid().as_u128());
            b.set(school, Value::Text(&words::school(row, locale)));
            b.set(number, Value::Text(&contract.number));
            let built = record.reimbursement().map(|of| of.kind);
            b.set(subject, Value::Choice(words::subject(built)));
            let text = record.in_force().or_else(|| record.texts.last());
            let mut all = vec![words::school_words(row), contract.number.clone()];
            if let Some(text) = text {
                b.set(bin, Value::Text(&text.bin));
                b.set(from, Value::Day(text.from.first_day()));
                b.set(to, Value::Day(text.to.last_day()));
                b.set(amount, Value::Whole(text.amount.0));
                all.push(text.bin.clone());
            }
            b.set(acted, Value::Whole(contract.acted.0));
            // Of what isn't signed there is nothing to act on yet.
            if contract.status() != ContractStatus::ToSign {
                b.set(left, Value::Whole(contract.left().0));
            }
            b.set(
                state,
                Value::Choice(words::contract_state(contract.status())),
            );
            let additional = contract.agreements.len().saturating_sub(1);
            b.set(
                agreements,
                Value::Whole(i64::try_from(additional).unwrap_or(i64::MAX)),
            );
            if let Some(last) = record.steps.last() {
                let day = baqylau_locale::legal_time(last.at).date_naive();
                b.set(since, Value::Day(day));
            }
            b.set(searched, Value::Text(&all.join(" ")));
        }
    }

    fn cell(rows: &Rows<Self>, row: usize, column: &str, locale: &Locale) -> Option<Cell<'static>> {
        let (row, record) = rows.get(row)?;
        Some(match column {
            "school" => words::school_cell(row, locale),
            STATE => {
                let place = words::contract_state(record.contract.status());
                let (words, tone) = words::state(
                    &words::CONTRACT_STATES,
                    place,
                    "order-contract-state",
                    locale,
                );
                Cell::tag(tone, words)
            }
            "agreements" if record.contract.agreements.len() <= 1 => Cell::empty(),
            _ => return None,
        })
    }

    fn name(row: &OrderRow, record: &ContractRecord, locale: &Locale) -> String {
        let school = words::school(row, locale);
        format!("{}, {school}", record.contract.number)
    }

    fn width(column: &str) -> (f32, bool) {
        match column {
            "school" => (150.0, true),
            "amount" | "acted" | "left" => (140.0, false),
            STATE => (190.0, false),
            SUBJECT => (150.0, false),
            _ => (120.0, false),
        }
    }

    fn at_first(room: f32) -> &'static [&'static str] {
        if room < 760.0 {
            &["school", "number", "amount", STATE]
        } else if room < 1200.0 {
            &["school", "number", SUBJECT, "amount", "left", STATE]
        } else {
            &[
                "school", "bin", "number", SUBJECT, "from", "to", "amount", "acted", "left", STATE,
            ]
        }
    }
}
