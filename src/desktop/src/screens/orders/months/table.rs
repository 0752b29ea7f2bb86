//! The columns of the register of a month's organisations.

use super::super::words;
use crate::cx::pick;
use crate::register::{Face, Source};
use crate::screens::organisations::telling_end;
use baqylau_client::ui::{MonthRow, OpenMonth};
use baqylau_domain::calendar::Period;
use baqylau_domain::month::Tally;
use baqylau_locale::{Locale, legal_time};
use baqylau_protocol::month::ReasonCount;
use baqylau_registers::{Choice, Table, TableBuilder, Value};
use baqylau_widgets::Tone;
use baqylau_widgets::table::Cell;
use chrono::NaiveDate;
use std::sync::Arc;

/// Column of the state.
pub const STATE: &str = "state";
/// Column that says whether somebody isn't paid for.
pub const NOT_PAID: &str = "not-paid";
/// Column that says whether rows weren't taken.
pub const REJECTED: &str = "rejected-rows";
/// Column of everything a search looks at.
pub const WORDS: &str = "words";

/// Codes of how an organisation stands in a month.
pub const STATES: [(&str, Tone); 5] = [
    ("missing", Tone::Bad),
    ("sent", Tone::Info),
    ("correction", Tone::Warning),
    ("judged", Tone::Ok),
    ("nobody", Tone::Neutral),
];

/// The place of an organisation's state in [`STATES`].
pub fn state(row: &MonthRow) -> usize {
    match (&row.month.sent, row.month.registers.last()) {
        (None, _) => 0,
        (Some(_), None) => 1,
        // What was sent after the register was made isn't in it yet.
        (Some(sent), Some(made)) if sent.at > made.at => 2,
        // A list without anybody was checked, but there was nobody to check.
        (Some(sent), Some(made)) if sent.learners == 0 && made.tally == Tally::default() => 4,
        (Some(_), Some(_)) => 3,
    }
}

/// The day from which a month can be sent whole: what is missing is missing since then.
pub fn since(period: Period) -> NaiveDate {
    let last = period.last_day();
    last.succ_opt().unwrap_or(last)
}

/// The name of an organisation; its identity where it isn't known here.
pub fn name(row: &MonthRow, locale: &Locale) -> String {
    match &row.organisation {
        Some(known) => pick(locale.language(), &known.name).to_owned(),
        None => row.month.organisation.to_string(),
    }
}

/// A reason of the monthly verdict, without the full stop of a sentence.
pub fn reason(reason: &ReasonCount, locale: &Locale) -> String {
    let words = locale.text(&format!("flk-month-{}", reason.reason.code()));
    words.trim_end_matches('.').to_owned()
}

fn reasons(row: &MonthRow, locale: &Locale) -> String {
    let made = row.month.registers.last();
    let all = made.into_iter().flat_map(|made| &made.reasons);
    let said = all.map(|one| {
        let people = locale.integer(i64::from(one.people));
        format!("{}: {people}", reason(one, locale))
    });
    said.collect::<Vec<_>>().join("; ")
}

/// Organisations of a month as they came from the client.
pub struct Organisations(pub Arc<OpenMonth>);

impl Organisations {
    fn regions(&self, locale: &Locale) -> Vec<Choice> {
        let rows = self.0.organisations.iter();
        words::regions(rows.map(|row| row.month.region), locale)
    }
}

impl Source for Organisations {
    fn len(&self) -> usize {
        self.0.organisations.len()
    }

    fn table(&self, locale: &Locale) -> Table {
        let t = |key: &str| locale.text(key);
        let mut b = TableBuilder::new(locale.language());
        let named = b.text("name", &t("order-month-organisation"));
        let bin = b.text("bin", &t("field-bin"));
        let regions = self.regions(locale);
        let region = b.choice("region", &t("register-region"), regions.clone());
        let states = words::choices(&STATES, "order-month-state", locale);
        let stated = b.choice(STATE, &t("order-state"), states);
        let missing = b.date("since", &t("order-month-since-column"));
        let sent = b.date("sent", &t("order-month-sent"));
        let learners = b.number("learners", &t("order-month-records"), true);
        let rejected = b.number("rejected", &t("order-month-rejected-column"), true);
        let payable = b.number("payable", &t("order-month-payable"), true);
        let held = b.number("held", &t("order-month-held-column"), true);
        let excluded = b.number("excluded", &t("order-month-excluded"), true);
        let why = b.text("reasons", &t("order-month-reasons"));
        let revision = b.number("revision", &t("order-month-revision"), false);
        let hash = b.text("hash", &t("order-month-hash"));
        let made = b.date("made", &t("order-month-made"));
        let words = [&*t("register-no"), &*t("register-yes")];
        let not_paid = b.flag(NOT_PAID, &t("order-month-not-paid"), words);
        let rows_rejected = b.flag(REJECTED, &t("order-month-rejected-rows"), words);
        let searched = b.searched(WORDS);
        for row in &self.0.organisations {
            let month = &row.month;
            b.row(month.organisation.uuid().as_u128());
            let name = name(row, locale);
            b.set(named, Value::Text(&name));
            let mut all = vec![name];
            if let Some(known) = &row.organisation {
                b.set(bin, Value::Text(known.bin.as_text()));
                all.push(known.bin.as_text().to_owned());
                let names = [
                    known.name.kazakh(),
                    known.name.russian(),
                    known.name.english(),
                ];
                all.extend(names.map(str::to_owned));
            }
            b.set(searched, Value::Text(&all.join(" ")));
            let code = month.region.to_string();
            let place = regions.iter().position(|region| region.code == code);
            b.set(region, place.map_or(Value::Empty, Value::Choice));
            b.set(stated, Value::Choice(state(row)));
            let mut flags = (false, false);
            if let Some(one) = &month.sent {
                b.set(sent, Value::Day(legal_time(one.at).date_naive()));
                b.set(learners, Value::Whole(i64::from(one.learners)));
                b.set(rejected, Value::Whole(i64::from(one.rejected)));
                flags.1 = one.rejected > 0;
            } else {
                b.set(missing, Value::Day(since(self.0.state.month.period)));
            }
            if let Some(one) = month.registers.last() {
                b.set(payable, Value::Whole(i64::from(one.tally.payable)));
                b.set(held, Value::Whole(i64::from(one.tally.held)));
                b.set(excluded, Value::Whole(i64::from(one.tally.excluded)));
                b.set(why, Value::Text(&reasons(row, locale)));
                b.set(revision, Value::Whole(i64::from(one.revision)));
                b.set(hash, Value::Text(&one.sha256.to_string()));
                b.set(made, Value::Day(legal_time(one.at).date_naive()));
                flags.0 = one.tally.held + one.tally.excluded > 0;
            }
            b.set(not_paid, Value::Flag(flags.0));
            b.set(rows_rejected, Value::Flag(flags.1));
        }
        b.finish()
    }
}

/// How the cells look in a language.
pub struct Looks<'a>(pub &'a Locale);

impl Face<Organisations> for Looks<'_> {
    fn cell(&self, source: &Organisations, row: usize, column: &str) -> Option<Cell<'static>> {
        let row = source.0.organisations.get(row)?;
        let locale = self.0;
        let toned = |count: u32, tone| {
            let words = locale.integer(i64::from(count));
            match count {
                0 => Cell::muted(words),
                _ => Cell::toned(tone, words),
            }
        };
        let made = row.month.registers.last();
        Some(match column {
            "name" => {
                let name = name(row, locale);
                let end = telling_end(&name);
                Cell::strong(name).keep_end(end)
            }
            STATE => {
                let (words, tone) = words::state(&STATES, state(row), "order-month-state", locale);
                Cell::tag(tone, words)
            }
            "rejected" => toned(row.month.sent.as_ref()?.rejected, Tone::Warning),
            "held" => toned(made?.tally.held, Tone::Warning),
            "excluded" => toned(made?.tally.excluded, Tone::Bad),
            _ => return None,
        })
    }

    fn name(&self, source: &Organisations, row: usize) -> String {
        let row = source.0.organisations.get(row);
        row.map(|row| name(row, self.0)).unwrap_or_default()
    }

    fn width(&self, column: &str) -> (f32, bool) {
        match column {
            "name" => (200.0, true),
            STATE => (156.0, false),
            "region" | "reasons" | "hash" => (170.0, false),
            "bin" | "rejected" | "revision" => (124.0, false),
            _ => (112.0, false),
        }
    }
}

/// Columns seen at first in so much room, in points.
pub fn at_first(room: f32) -> &'static [&'static str] {
    if room < 800.0 {
        &["name", STATE, "payable", "excluded"]
    } else if room < 1200.0 {
        &[
            "name", STATE, "since", "learners", "rejected", "payable", "held", "excluded",
        ]
    } else {
        &[
            "name", "region", STATE, "since", "learners", "rejected", "payable", "held",
            "excluded", "reasons",
        ]
    }
}
