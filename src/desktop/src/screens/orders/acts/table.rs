//! The columns of the register of acts.

use super::super::shelf::{Kind, Rows, WORDS};
use super::super::words;
use super::invoice;
use crate::register::LeftOut;
use baqylau_client::ui::{OrderRow, OrdersView};
use baqylau_domain::identifiers::{PaymentRegisterId, SchoolActId};
use baqylau_domain::schooling::{
    ActRecord, ActSentBack, PaymentState, SchoolActState, SchoolingRecord,
};
use baqylau_locale::Locale;
use baqylau_registers::{TableBuilder, Value};
use baqylau_widgets::table::Cell;
use baqylau_widgets::{Icon, Tone};
use std::collections::HashMap;

/// Column of the state.
pub const STATE: &str = "state";
/// Column of what it is for.
const SUBJECT: &str = "subject";
/// Column of what became of its payment.
pub const PAID: &str = "paid";
/// Column of what ИС ЭСФ said of its invoice.
pub const INVOICE: &str = "invoice";

/// What may have become of an act's payment.
const PAYMENTS: [(&str, Tone); 6] = [
    ("none", Tone::Neutral),
    ("listed", Tone::Info),
    ("ordered", Tone::Info),
    ("paid", Tone::Ok),
    ("returned", Tone::Bad),
    ("sent-back", Tone::Bad),
];

/// The place of what was paid in [`PAYMENTS`].
const PAID_PLACE: usize = 3;

/// What became of acts after both signed, by their identity.
#[derive(Default)]
pub struct Paid {
    /// Of their payment: places in [`PAYMENTS`].
    places: HashMap<SchoolActId, usize>,
    /// The register each is in now.
    holders: HashMap<SchoolActId, PaymentRegisterId>,
    /// How each was sent back out of accepted registers: their numbers, oldest first.
    back: HashMap<SchoolActId, Vec<(u32, ActSentBack)>>,
}

impl Paid {
    fn place(&self, act: SchoolActId) -> usize {
        self.places.get(&act).copied().unwrap_or(0)
    }

    /// Whether a payment of an act was made or is on its way.
    pub fn is_being_paid(&self, act: SchoolActId) -> bool {
        matches!(self.place(act), 2 | 3)
    }

    /// The register an act is in now.
    pub fn holder(&self, act: SchoolActId) -> Option<PaymentRegisterId> {
        self.holders.get(&act).copied()
    }

    /// How an act was sent back out of accepted registers: their numbers, oldest first.
    pub fn sent_back(&self, act: SchoolActId) -> &[(u32, ActSentBack)] {
        self.back.get(&act).map(Vec::as_slice).unwrap_or_default()
    }

    /// Message key and tone of what became of an act's payment.
    pub fn paid(&self, act: SchoolActId) -> (&'static str, Tone) {
        const KEYS: [&str; 6] = [
            "order-act-paid-none",
            "order-act-paid-listed",
            "order-act-paid-ordered",
            "order-act-paid-paid",
            "order-act-paid-returned",
            "order-act-paid-sent-back",
        ];
        let place = self.place(act);
        let tone = PAYMENTS.get(place).map_or(Tone::Neutral, |(_, tone)| *tone);
        (KEYS.get(place).copied().unwrap_or(KEYS[0]), tone)
    }
}

/// The number its invoice is found by; empty where there is none.
fn number_of_invoice(record: &ActRecord) -> &str {
    let said = record.invoice.as_ref();
    said.and_then(|said| said.finding.number())
        .unwrap_or_default()
}

/// Acts.
pub struct Acts;

impl Kind for Acts {
    type Record = ActRecord;
    type Beside = Paid;
    const ID: &'static str = "order-acts";
    const ORDER: &'static str = "school";
    const ORDER_OF_OWN: &'static str = "month";
    const NAME: &'static str = "order-acts";
    const ICON: Icon = Icon::FileCheck;
    const LEFT_OUT: Option<LeftOut> = Some(["order-acts-left-out", "order-acts-left-out-all"]);

    fn of(record: &SchoolingRecord) -> Option<&ActRecord> {
        match record {
            SchoolingRecord::Act(act) => Some(act),
            _ => None,
        }
    }

    fn beside(view: &OrdersView) -> Paid {
        let mut paid = Paid::default();
        for row in &view.rows {
            let SchoolingRecord::Register(one) = &*row.record else {
                continue;
            };
            for (act, back) in &one.register.sent_back {
                let known = paid.back.entry(*act).or_default();
                known.push((one.register.number, back.clone()));
            }
            for (act, _) in one.register.held() {
                paid.holders.insert(*act, one.register.id);
                paid.places.insert(*act, 1);
            }
        }
        for (act, back) in &mut paid.back {
            back.sort_by_key(|(_, back)| back.at);
            paid.places.entry(*act).or_insert(5);
        }
        for row in &view.rows {
            let SchoolingRecord::Payment(one) = &*row.record else {
                continue;
            };
            let act = one.payment.act;
            let (place, counts) = match one.payment.state {
                PaymentState::Ordered | PaymentState::Sent => (2, true),
                PaymentState::Paid { .. } => (PAID_PLACE, true),
                // One that came back says nothing of an act that is elsewhere since, or that is
                // paid anew.
                PaymentState::Returned { .. } => {
                    let holder = paid.holder(act);
                    let here = holder.is_none_or(|holder| holder == one.payment.register);
                    (4, here && paid.place(act) < 2)
                }
            };
            if counts {
                paid.places.insert(act, place);
            }
        }
        paid
    }

    fn table(rows: &Rows<Self>, b: &mut TableBuilder, locale: &Locale) {
        let t = |key: &str| locale.text(key);
        let school = b.text("school", &t("order-school"));
        let bin = b.text("bin", &t("field-bin"));
        let contract = b.text("contract", &t("order-contract"));
        let month = b.date("month", &t("order-month"));
        let subjects = words::choices(&words::SUBJECTS, "order-for", locale);
        let subject = b.choice(SUBJECT, &t("order-for"), subjects);
        let learners = b.number("learners", &t("order-act-learners"), true);
        let excluded = b.number("excluded", &t("order-act-not-paid"), true);
        let sum = b.money("sum", &t("order-sum"));
        let paid_sum = b.money("paid-sum", &t("order-paid-sum"));
        let states = words::choices(&words::ACT_STATES, "order-act-state", locale);
        let state = b.choice(STATE, &t("order-state"), states);
        let payments = words::choices(&PAYMENTS, "order-act-paid", locale);
        let paid = b.choice(PAID, &t("order-act-paid"), payments);
        let invoices = words::choices(&invoice::STATES, "order-invoice-state", locale);
        let invoice = b.choice(INVOICE, &t("order-invoice"), invoices);
        let since = b.date("since", &t("order-since"));
        let searched = b.searched(WORDS);
        for (row, record) in rows.iter() {
            let act = &record.act;
            b.row(act.id.uuid().as_u128());
            // Another act may stand for its month.
            if act.state == SchoolActState::Withdrawn {
                b.leave_out();
            }
            b.set(school, Value::Text(&words::school(row, locale)));
            b.set(bin, Value::Text(&record.bin));
            b.set(contract, Value::Text(&record.contract_number));
            if let Some(day) = words::first_day(act.period) {
                b.set(month, Value::Day(day));
            }
            let built = act.reimbursement.map(|of| of.kind);
            b.set(subject, Value::Choice(words::subject(built)));
            let lines = act.lines.iter().map(|line| line.line);
            let lines = lines.chain(act.reimbursement.map(|of| of.line));
            let count: i64 = lines.map(|line| i64::from(line.quantity)).sum();
            b.set(learners, Value::Whole(count));
            let not_paid = [act.excluded, act.held, act.cut.excluded];
            let not_paid: i64 = not_paid.into_iter().map(i64::from).sum();
            b.set(excluded, Value::Whole(not_paid));
            b.set(sum, Value::Whole(act.total.0));
            b.set(state, Value::Choice(words::act_state(&act.state)));
            b.set(paid, Value::Choice(rows.beside.place(act.id)));
            if rows.beside.place(act.id) == PAID_PLACE {
                b.set(paid_sum, Value::Whole(act.total.0));
            }
            if let Some(place) = invoice::place(record) {
                b.set(invoice, Value::Choice(place));
            }
            if let Some(last) = record.steps.last() {
                let day = baqylau_locale::legal_time(last.at).date_naive();
                b.set(since, Value::Day(day));
            }
            let all = [
                words::school_words(row),
                record.bin.clone(),
                record.contract_number.clone(),
                number_of_invoice(record).to_owned(),
            ];
            b.set(searched, Value::Text(&all.join(" ")));
        }
    }

    fn cell(rows: &Rows<Self>, row: usize, column: &str, locale: &Locale) -> Option<Cell<'static>> {
        let (row, record) = rows.get(row)?;
        let act = &record.act;
        Some(match column {
            "school" => words::school_cell(row, locale),
            "month" => Cell::text(words::month(act.period, locale)),
            "excluded" if act.excluded + act.held + act.cut.excluded == 0 => Cell::empty(),
            STATE => {
                let place = words::act_state(&act.state);
                let (words, tone) =
                    words::state(&words::ACT_STATES, place, "order-act-state", locale);
                Cell::tag(tone, words)
            }
            PAID => {
                let (key, tone) = rows.beside.paid(act.id);
                match tone {
                    Tone::Neutral => Cell::muted(locale.text(key)),
                    tone => Cell::toned(tone, locale.text(key)),
                }
            }
            INVOICE => match invoice::state(record, locale) {
                Some((words, Tone::Neutral)) => Cell::muted(words),
                Some((words, tone)) => Cell::toned(tone, words),
                None => Cell::empty(),
            },
            _ => return None,
        })
    }

    fn name(row: &OrderRow, record: &ActRecord, locale: &Locale) -> String {
        let month = words::month(record.act.period, locale);
        format!("{}, {month}", words::school(row, locale))
    }

    fn width(column: &str) -> (f32, bool) {
        match column {
            "school" => (150.0, true),
            "sum" | "paid-sum" => (136.0, false),
            STATE => (176.0, false),
            PAID => (150.0, false),
            SUBJECT => (164.0, false),
            INVOICE => (160.0, false),
            "month" => (172.0, false),
            _ => (120.0, false),
        }
    }

    fn at_first(room: f32) -> &'static [&'static str] {
        if room < 760.0 {
            &["school", "month", "sum", STATE]
        } else if room < 1200.0 {
            &["school", "month", SUBJECT, "sum", STATE, PAID]
        } else {
            &[
                "school", "month", SUBJECT, "learners", "excluded", "sum", "paid-sum", STATE, PAID,
                INVOICE,
            ]
        }
    }
}
