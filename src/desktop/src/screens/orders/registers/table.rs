//! The columns of the register of consolidated registers, and what payments say of them.

use super::super::shelf::{Kind, Rows, WORDS};
use super::super::words;
use crate::register::LeftOut;
use baqylau_client::ui::{OrderRow, OrdersView};
use baqylau_domain::identifiers::{OrganisationId, PaymentRegisterId, SchoolActId};
use baqylau_domain::money::Tiyn;
use baqylau_domain::organisation::Organisation;
use baqylau_domain::schooling::{
    PaymentRecord, PaymentState, RegisterRecord, RegisterState, SchoolingRecord,
};
use baqylau_locale::Locale;
use baqylau_registers::{TableBuilder, Value};
use baqylau_widgets::table::Cell;
use baqylau_widgets::{Icon, Tone};
use std::collections::HashMap;
use std::sync::Arc;

/// Column of the state.
pub const STATE: &str = "state";
/// Column of what was paid of it.
pub const PAID: &str = "paid";
/// Column of who has it now.
const HOLDER: &str = "holder";

/// How far payments of a register are.
pub const PAYMENTS: [(&str, Tone); 6] = [
    ("none", Tone::Neutral),
    ("to-order", Tone::Warning),
    ("under-way", Tone::Info),
    ("came-back", Tone::Bad),
    ("paid", Tone::Ok),
    ("sent-back", Tone::Neutral),
];

/// Who has a register now.
const HOLDERS: [(&str, Tone); 3] = [
    ("department", Tone::Neutral),
    ("centre", Tone::Neutral),
    ("nobody", Tone::Neutral),
];

/// What other records say of registers.
#[derive(Default)]
pub struct Beside {
    /// Schools by identity.
    pub schools: HashMap<OrganisationId, Arc<Organisation>>,
    /// Payments of an act, in the order they came.
    pub payments: HashMap<SchoolActId, Vec<Arc<SchoolingRecord>>>,
    /// What acts are for, as places in [`words::SUBJECTS`].
    subjects: HashMap<SchoolActId, usize>,
}

impl Beside {
    /// What the records say.
    pub fn of(view: &OrdersView) -> Self {
        let mut beside = Self::default();
        for row in &view.rows {
            if let Some(school) = &row.school {
                let known = beside.schools.entry(school.id);
                known.or_insert_with(|| school.clone());
            }
            if let SchoolingRecord::Payment(one) = &*row.record {
                let own = beside.payments.entry(one.payment.act).or_default();
                own.push(row.record.clone());
            }
            if let SchoolingRecord::Act(one) = &*row.record {
                let built = one.act.reimbursement.map(|of| of.kind);
                beside.subjects.insert(one.act.id, words::subject(built));
            }
        }
        beside
    }

    /// The place in [`words::SUBJECTS`] of what an act is for, where the act is known here.
    pub fn subject(&self, act: SchoolActId) -> Option<usize> {
        self.subjects.get(&act).copied()
    }

    /// Payments of an act there ever were.
    pub fn of_act(&self, act: SchoolActId) -> impl Iterator<Item = &PaymentRecord> {
        let all = self.payments.get(&act).into_iter().flatten();
        all.filter_map(|record| match &**record {
            SchoolingRecord::Payment(one) => Some(one),
            _ => None,
        })
    }

    /// The payment of an act that was made or may still be.
    pub fn alive(&self, act: SchoolActId) -> Option<&PaymentRecord> {
        self.of_act(act).find(|one| one.payment.is_alive())
    }

    /// The payment of an act from a register that came back last, while no other is alive.
    pub fn came_back(
        &self,
        register: PaymentRegisterId,
        act: SchoolActId,
    ) -> Option<&PaymentRecord> {
        let from_it = |one: &&PaymentRecord| one.payment.register == register;
        match self.alive(act) {
            Some(_) => None,
            None => self
                .of_act(act)
                .filter(from_it)
                .max_by_key(|one| one.number),
        }
    }

    /// The place in [`PAYMENTS`] of a register.
    pub fn paid(&self, record: &RegisterRecord) -> usize {
        let register = &record.register;
        if register.state != RegisterState::Accepted {
            return 0;
        }
        let (mut paid, mut held) = (0, 0);
        let (mut back, mut missing) = (false, false);
        for (act, _) in register.held() {
            held += 1;
            match self.alive(*act).map(|one| &one.payment.state) {
                Some(PaymentState::Paid { .. }) => paid += 1,
                Some(_) => {}
                None if self.came_back(register.id, *act).is_some() => back = true,
                None => missing = true,
            }
        }
        match (back, missing) {
            (true, _) => 3,
            (false, true) => 1,
            (false, false) if held == 0 => 5,
            (false, false) if paid == held => 4,
            (false, false) => 2,
        }
    }

    /// The place in [`HOLDERS`] of a register.
    fn holder(&self, record: &RegisterRecord) -> usize {
        match record.register.state {
            RegisterState::Open | RegisterState::Returned { .. } => 0,
            RegisterState::Sent { .. } => 1,
            RegisterState::Accepted if self.paid(record) >= 4 => 2,
            RegisterState::Accepted => 1,
        }
    }

    /// Who has a register now, in words.
    pub fn holder_words(&self, record: &RegisterRecord, locale: &Locale) -> String {
        words::state(
            &HOLDERS,
            self.holder(record),
            "order-register-holder",
            locale,
        )
        .0
    }
}

/// Consolidated registers.
pub struct Registers;

impl Kind for Registers {
    type Record = RegisterRecord;
    type Beside = Beside;
    const ID: &'static str = "order-registers";
    const ORDER: &'static str = "since";
    const NAME: &'static str = "order-registers";
    const ICON: Icon = Icon::FileStack;
    const WAITING: &'static str = "register";
    const LEFT_OUT: Option<LeftOut> =
        Some(["order-registers-left-out", "order-registers-left-out-all"]);

    fn of(record: &SchoolingRecord) -> Option<&RegisterRecord> {
        match record {
            SchoolingRecord::Register(one) => Some(one),
            _ => None,
        }
    }

    fn beside(view: &OrdersView) -> Beside {
        Beside::of(view)
    }

    fn table(rows: &Rows<Self>, b: &mut TableBuilder, locale: &Locale) {
        let t = |key: &str| locale.text(key);
        let number = b.number("number", &t("order-serial"), false);
        let region = b.text("region", &t("order-department"));
        let acts = b.number("acts", &t("order-register-acts"), true);
        let learners = b.number("learners", &t("order-act-learners"), true);
        let sum = b.money("sum", &t("order-sum"));
        let states = words::choices(&words::REGISTER_STATES, "order-register-state", locale);
        let state = b.choice(STATE, &t("order-state"), states);
        let payments = words::choices(&PAYMENTS, "order-register-paid", locale);
        let paid = b.choice(PAID, &t("order-register-payments"), payments);
        let since = b.date("since", &t("order-since"));
        let holders = words::choices(&HOLDERS, "order-register-holder", locale);
        let holder = b.choice(HOLDER, &t("order-register-holder"), holders);
        let searched = b.searched(WORDS);
        for (_, record) in rows.iter() {
            let register = &record.register;
            let place = words::region(register.department, locale);
            let paid_by = paid_by(record);
            b.row(register.id.uuid().as_u128());
            if paid_by.is_none() {
                b.leave_out();
            }
            b.set(number, Value::Whole(i64::from(register.number)));
            b.set(region, Value::Text(&place));
            let of = paid_by.unwrap_or_else(|| signed(record));
            b.set(acts, Value::Whole(of.acts));
            b.set(learners, Value::Whole(of.learners));
            if let Some(total) = of.sum {
                b.set(sum, Value::Whole(total.0));
            }
            b.set(state, Value::Choice(words::register_state(&register.state)));
            b.set(paid, Value::Choice(rows.beside.paid(record)));
            if let Some(last) = record.steps.last() {
                let day = baqylau_locale::legal_time(last.at).date_naive();
                b.set(since, Value::Day(day));
            }
            b.set(holder, Value::Choice(rows.beside.holder(record)));
            let mut all = vec![place, register.number.to_string()];
            for line in record.lines.values() {
                all.extend([line.bin.clone(), line.contract_number.clone()]);
                let school = rows.beside.schools.get(&line.school);
                all.extend(school.map(|school| school.name.russian().to_owned()));
                all.extend(school.map(|school| school.name.kazakh().to_owned()));
            }
            b.set(searched, Value::Text(&all.join(" ")));
        }
    }

    fn cell(rows: &Rows<Self>, row: usize, column: &str, locale: &Locale) -> Option<Cell<'static>> {
        let (row, record) = rows.get(row)?;
        Some(match column {
            "region" => {
                let mut cell = Cell::strong(words::region(record.register.department, locale));
                if !row.waiting.is_empty() {
                    cell = cell.icon(Icon::CloudUpload);
                }
                cell
            }
            STATE => {
                let place = words::register_state(&record.register.state);
                let states = &words::REGISTER_STATES;
                let (words, tone) = words::state(states, place, "order-register-state", locale);
                Cell::tag(tone, words)
            }
            PAID => match rows.beside.paid(record) {
                0 => Cell::empty(),
                place => {
                    let (words, tone) =
                        words::state(&PAYMENTS, place, "order-register-paid", locale);
                    Cell::toned(tone, words)
                }
            },
            HOLDER => Cell::muted(rows.beside.holder_words(record, locale)),
            _ => return None,
        })
    }

    fn name(_: &OrderRow, record: &RegisterRecord, locale: &Locale) -> String {
        name(record, locale)
    }

    fn width(column: &str) -> (f32, bool) {
        match column {
            "region" => (170.0, true),
            "number" => (96.0, false),
            "learners" | "since" => (136.0, false),
            "acts" => (80.0, false),
            "sum" => (160.0, false),
            STATE => (160.0, false),
            PAID => (170.0, false),
            HOLDER => (200.0, false),
            _ => (120.0, false),
        }
    }

    fn at_first(room: f32) -> &'static [&'static str] {
        if room < 740.0 {
            &["number", "region", "sum", STATE]
        } else if room < 920.0 {
            &["number", "region", "acts", "sum", STATE]
        } else if room < 1200.0 {
            &["number", "region", "acts", "sum", STATE, PAID]
        } else {
            &[
                "number", "region", "acts", "learners", "sum", STATE, PAID, "since", HOLDER,
            ]
        }
    }
}

/// The name of a register: its number and its department.
pub fn name(record: &RegisterRecord, locale: &Locale) -> String {
    let register = &record.register;
    let args = [
        ("number", register.number.to_string().into()),
        (
            "department",
            words::region(register.department, locale).into(),
        ),
    ];
    locale.format("order-register-name", &args)
}

/// What the figures of a register are.
struct Of {
    acts: i64,
    learners: i64,
    sum: Option<Tiyn>,
}

/// All it lists, as it is signed.
fn signed(record: &RegisterRecord) -> Of {
    let register = &record.register;
    Of {
        acts: i64::try_from(register.acts.len()).unwrap_or(i64::MAX),
        learners: learners_of(record),
        sum: register.total(),
    }
}

/// What is paid by it: all but acts sent back out of it, which are listed elsewhere. `None` of one
/// that came back, or all of whose acts did.
fn paid_by(record: &RegisterRecord) -> Option<Of> {
    let register = &record.register;
    if !register.holds_its_acts() {
        return None;
    }
    if register.sent_back.is_empty() {
        return Some(signed(record));
    }
    let held = register.held().count();
    let lines = record.lines.iter();
    let lines = lines.filter(|(act, _)| register.holds(**act));
    (held > 0).then(|| Of {
        acts: i64::try_from(held).unwrap_or(i64::MAX),
        learners: lines.map(|(_, line)| i64::from(line.learners)).sum(),
        sum: register.total_held(),
    })
}

/// Learners its acts pay for.
pub fn learners_of(record: &RegisterRecord) -> i64 {
    let lines = record.lines.values();
    lines.map(|line| i64::from(line.learners)).sum()
}

/// The register with an identity.
pub fn find(rows: &Rows<Registers>, id: PaymentRegisterId) -> Option<(&OrderRow, &RegisterRecord)> {
    rows.iter().find(|(_, record)| record.register.id == id)
}
