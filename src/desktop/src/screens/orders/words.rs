//! Words and tones of the order's states.

use super::super::organisations::telling_end;
use crate::cx::pick;
use baqylau_client::ui::OrderRow;
use baqylau_domain::calendar::Period;
use baqylau_domain::checks::Study;
use baqylau_domain::identifiers::Kato;
use baqylau_domain::money::Tiyn;
use baqylau_domain::month::Level;
use baqylau_domain::schooling::{
    ConstructionKind, ContractStatus, Limit, PaymentObstacle, PaymentState, RegisterState,
    SchoolActState, SchoolingRefusal,
};
use baqylau_locale::Locale;
use baqylau_registers::Choice;
use baqylau_widgets::table::Cell;
use baqylau_widgets::{Icon, Tone};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// Codes of the states of an act, in the order they follow.
pub const ACT_STATES: [(&str, Tone); 4] = [
    ("composed", Tone::Warning),
    ("by-school", Tone::Info),
    ("signed", Tone::Ok),
    ("withdrawn", Tone::Neutral),
];

/// The place of an act's state in [`ACT_STATES`].
pub fn act_state(state: &SchoolActState) -> usize {
    match state {
        SchoolActState::Composed => 0,
        SchoolActState::BySchool { .. } => 1,
        SchoolActState::Signed { .. } => 2,
        SchoolActState::Withdrawn => 3,
    }
}

/// Codes of the states of a contract.
pub const CONTRACT_STATES: [(&str, Tone); 4] = [
    ("to-sign", Tone::Warning),
    ("active", Tone::Ok),
    ("changing", Tone::Info),
    ("terminated", Tone::Bad),
];

/// The place of a contract's status in [`CONTRACT_STATES`].
pub fn contract_state(status: ContractStatus) -> usize {
    match status {
        ContractStatus::ToSign => 0,
        ContractStatus::Active => 1,
        ContractStatus::Changing => 2,
        ContractStatus::Terminated => 3,
    }
}

/// Codes of the states of a consolidated register.
pub const REGISTER_STATES: [(&str, Tone); 4] = [
    ("open", Tone::Warning),
    ("sent", Tone::Info),
    ("accepted", Tone::Ok),
    ("returned", Tone::Bad),
];

/// The place of a register's state in [`REGISTER_STATES`].
pub fn register_state(state: &RegisterState) -> usize {
    match state {
        RegisterState::Open => 0,
        RegisterState::Sent { .. } => 1,
        RegisterState::Accepted => 2,
        RegisterState::Returned { .. } => 3,
    }
}

/// Codes of the states of a payment.
pub const PAYMENT_STATES: [(&str, Tone); 4] = [
    ("ordered", Tone::Warning),
    ("sent", Tone::Info),
    ("paid", Tone::Ok),
    ("returned", Tone::Bad),
];

/// The place of a payment's state in [`PAYMENT_STATES`].
pub fn payment_state(state: &PaymentState) -> usize {
    match state {
        PaymentState::Ordered => 0,
        PaymentState::Sent => 1,
        PaymentState::Paid { .. } => 2,
        PaymentState::Returned { .. } => 3,
    }
}

/// Choices of a column of states: `prefix` and the code make the message key.
pub fn choices(states: &[(&str, Tone)], prefix: &str, locale: &Locale) -> Vec<Choice> {
    let word = |code: &str| locale.text(&format!("{prefix}-{code}"));
    let states = states.iter();
    states
        .map(|(code, _)| Choice::new(*code, word(code)))
        .collect()
}

/// The words and the tone of a state.
pub fn state(
    states: &[(&str, Tone)],
    place: usize,
    prefix: &str,
    locale: &Locale,
) -> (String, Tone) {
    let (code, tone) = states.get(place).copied().unwrap_or(("", Tone::Neutral));
    (locale.text(&format!("{prefix}-{code}")), tone)
}

/// Codes of what a contract or an act is for.
pub const SUBJECTS: [(&str, Tone); 3] = [
    ("teaching", Tone::Neutral),
    ("construction", Tone::Neutral),
    ("reconstruction", Tone::Neutral),
];

/// The place of what it is for in [`SUBJECTS`].
pub fn subject(built: Option<ConstructionKind>) -> usize {
    match built {
        None => 0,
        Some(ConstructionKind::Construction) => 1,
        Some(ConstructionKind::Reconstruction) => 2,
    }
}

/// A month: "ноябрь 2026".
pub fn month(period: Period, locale: &Locale) -> String {
    locale.month_year(period.year(), period.month())
}

/// The first day of a month, by which columns order it.
pub fn first_day(period: Period) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(period.year(), period.month(), 1)
}

/// The name of the school a record is of; its identity where it isn't known here.
pub fn school(row: &OrderRow, locale: &Locale) -> String {
    match &row.school {
        Some(school) => pick(locale.language(), &school.name).to_owned(),
        None => row
            .record
            .school()
            .map(|id| id.to_string())
            .unwrap_or_default(),
    }
}

/// The cell of a record's school: cut in its middle, and marked while something asked here waits.
pub fn school_cell(row: &OrderRow, locale: &Locale) -> Cell<'static> {
    let name = school(row, locale);
    let end = telling_end(&name);
    let cell = Cell::strong(name).keep_end(end);
    match row.waiting.is_empty() {
        true => cell,
        false => cell.icon(Icon::CloudUpload),
    }
}

/// Everything a search for a school looks at.
pub fn school_words(row: &OrderRow) -> String {
    let Some(school) = &row.school else {
        return String::new();
    };
    let name = &school.name;
    [
        name.kazakh(),
        name.russian(),
        name.english(),
        school.bin.as_text(),
    ]
    .join(" ")
}

/// The name of a region; one without a name is told by its code.
pub fn region(region: Kato, locale: &Locale) -> String {
    let code = region.region().to_string();
    let key = format!("region-{}", code.get(..2).unwrap_or_default());
    if locale.has(&key) {
        locale.text(&key)
    } else {
        code
    }
}

/// Regions to choose from, each once, in the order of their names.
pub fn regions(found: impl Iterator<Item = Kato>, locale: &Locale) -> Vec<Choice> {
    let known: BTreeSet<Kato> = found.collect();
    let mut known: Vec<Choice> = known
        .into_iter()
        .map(|code| Choice::new(code.to_string(), region(code, locale)))
        .collect();
    known.sort_by(|a, b| locale.compare(&a.word, &b.word));
    known
}

/// What a learner's year of a building is reimbursed with: the rate, and the index of the year.
pub fn rate(rate: u32, index: Tiyn, year: i32, locale: &Locale) -> String {
    let args = [
        ("rate", locale.integer(i64::from(rate)).into()),
        ("index", locale.money_tiyn(index.0).into()),
        ("year", year.to_string().into()),
    ];
    locale.format("order-building-rate-words", &args)
}

/// Message key of a level.
pub fn level(level: Level) -> &'static str {
    match level {
        Level::Primary => "form-level-primary",
        Level::Basic => "form-level-basic",
        Level::General => "form-level-general",
        Level::Bachelor
        | Level::Master
        | Level::Doctorate
        | Level::Residency
        | Level::Preparatory => "form-level-higher",
    }
}

/// Message key of a kind of study.
pub fn study(study: Study) -> &'static str {
    match study {
        Study::GeneralClass => "form-study-general",
        Study::CorrectionalClass => "form-study-correctional",
        Study::SpecialNeeds => "form-study-special",
        Study::Home => "form-study-home",
        Study::FullTime => "form-study-full-time",
        Study::Distance => "form-study-distance",
    }
}

/// Message key of a limit.
pub fn limit(limit: Limit) -> &'static str {
    match limit {
        Limit::SanitaryPermit => "order-limit-sanitary-permit",
        Limit::DesignCapacity => "order-limit-design-capacity",
        Limit::ContractPlaces => "order-limit-contract-places",
        Limit::OtherContracts => "order-limit-other-contracts",
    }
}

/// Message key of what stands in the way of a payment.
pub fn obstacle(obstacle: PaymentObstacle) -> &'static str {
    match obstacle {
        PaymentObstacle::NotSigned => "order-obstacle-not-signed",
        PaymentObstacle::NoInvoice => "order-obstacle-no-invoice",
        PaymentObstacle::InvoiceDiffers => "order-obstacle-invoice-differs",
        PaymentObstacle::InvoiceUnknown => "order-obstacle-invoice-unknown",
        PaymentObstacle::Suspended => "order-obstacle-suspended",
        PaymentObstacle::AccountChanged => "order-obstacle-account-changed",
        PaymentObstacle::OverPlan => "order-obstacle-over-plan",
        PaymentObstacle::ElsewhereListed => "order-obstacle-elsewhere-listed",
    }
}

/// A refusal in words; with what stands in the way of which payments, where that is why.
pub fn refusal(refusal: &SchoolingRefusal, locale: &Locale) -> String {
    let words = locale.text(&format!("schooling-refused-{}", refusal.code()));
    match refusal {
        SchoolingRefusal::Obstacles { acts } => {
            let mut all: Vec<PaymentObstacle> = acts.values().flatten().copied().collect();
            all.dedup();
            let named: Vec<String> = all.iter().map(|one| locale.text(obstacle(*one))).collect();
            format!("{words} {}", locale.list_and(&named))
        }
        _ => words,
    }
}
