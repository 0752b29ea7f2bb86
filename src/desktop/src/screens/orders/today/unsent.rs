//! Who hasn't sent the act of a month, why, since when, and when they were last written to: a
//! register.

use super::day::Day;
use super::waits::{URGENCIES, URGENCY, urgency};
use super::{identity, joined, late_cell, late_words, set_region, why};
use crate::register::{Face, Source};
use crate::screens::orders::shelf::WORDS;
use crate::screens::orders::words;
use crate::screens::organisations::telling_end;
use baqylau_domain::calendar::legal_day;
use baqylau_domain::schooling::{
    ContractParty, MessageSubject, SchoolingRecord, Unsent, WhyUnsent,
};
use baqylau_locale::Locale;
use baqylau_registers::{Choice, Table, TableBuilder, Value};
use baqylau_widgets::Tone;
use baqylau_widgets::table::Cell;
use chrono::NaiveDate;
use std::sync::Arc;

/// Column of why.
pub const WHY: &str = "why";

/// Acts that weren't sent.
pub struct NotSent(pub Arc<Day>);

/// What one writes to the school about: the act where there is one, else its contract.
pub fn subject(day: &Day, one: &Unsent) -> Option<MessageSubject> {
    let key = one.act.as_ref().unwrap_or(&one.contract);
    match day.record(key)? {
        SchoolingRecord::Act(act) => Some(MessageSubject::Act(act.act.id)),
        SchoolingRecord::Contract(contract) => Some(MessageSubject::Contract(contract.contract.id)),
        _ => None,
    }
}

/// The day the department last wrote to the school about it; what waits to be sent counts.
fn written(day: &Day, one: &Unsent) -> Option<NaiveDate> {
    let thread = day.view.threads.get(&subject(day, one)?.key())?;
    let own = thread.letters.iter().rev();
    let last = own
        .into_iter()
        .find(|letter| letter.side == ContractParty::Department)?;
    Some(legal_day(last.at))
}

fn place(why: &WhyUnsent) -> usize {
    let code = why::code(why);
    let found = why::REASONS.iter().position(|known| *known == code);
    found.unwrap_or_default()
}

impl NotSent {
    fn urgency(&self, one: &Unsent) -> usize {
        urgency(one.late, Some(one.due), self.0.today)
    }
}

impl Source for NotSent {
    fn len(&self) -> usize {
        self.0.unsent.len()
    }

    fn table(&self, locale: &Locale) -> Table {
        let t = |key: &str| locale.text(key);
        let mut b = TableBuilder::new(locale.language());
        let urgencies = words::choices(&URGENCIES, "board-urgency", locale);
        let urgent = b.choice(URGENCY, &t("board-column-urgency"), urgencies);
        let school = b.text("school", &t("order-school"));
        let found = words::regions(self.0.unsent.iter().map(|one| one.department), locale);
        let region = b.choice("region", &t("register-region"), found.clone());
        let number = b.text("number", &t("order-contract"));
        let month = b.date("month", &t("order-month"));
        let reasons = why::REASONS.map(|code| Choice::new(code, t(&format!("board-why-{code}"))));
        let reason = b.choice(WHY, &t("board-column-why"), reasons.to_vec());
        let since = b.date("since", &t("order-since"));
        let also = b.text("also", &t("board-column-also"));
        let due = b.date("due", &t("board-column-due"));
        let late = b.number("late", &t("board-column-late"), false);
        let reminded = b.date("reminded", &t("board-column-reminded"));
        let searched = b.searched(WORDS);
        for one in &self.0.unsent {
            let (year, of) = (one.period.year(), one.period.month());
            b.row(identity(&format!("{}|{year}-{of}", one.contract)));
            b.set(urgent, Value::Choice(self.urgency(one)));
            let name = self.0.school(one.school, locale).unwrap_or_default();
            b.set(school, Value::Text(&name));
            set_region(&mut b, region, Some(one.department), &found);
            b.set(number, Value::Text(&one.number));
            if let Some(first) = words::first_day(one.period) {
                b.set(month, Value::Day(first));
            }
            b.set(reason, Value::Choice(place(&one.why)));
            b.set(since, Value::Day(one.since));
            b.set(also, Value::Text(&why::also(one, locale)));
            b.set(due, Value::Day(one.due));
            b.set(late, Value::Whole(i64::from(one.late)));
            if let Some(day) = written(&self.0, one) {
                b.set(reminded, Value::Day(day));
            }
            let row = self.0.school_row(one.school);
            let all = [
                row.map(words::school_words).unwrap_or_default(),
                one.number.clone(),
                why::words(&one.why, locale),
            ];
            b.set(searched, Value::Text(&all.join(" ")));
        }
        b.finish()
    }
}

/// How the cells look in a language.
pub struct Looks<'a>(pub &'a Locale);

impl Face<NotSent> for Looks<'_> {
    fn cell(&self, source: &NotSent, row: usize, column: &str) -> Option<Cell<'static>> {
        let one = source.0.unsent.get(row)?;
        let locale = self.0;
        Some(match column {
            URGENCY => late_cell(one.late, source.urgency(one), locale),
            "school" => {
                let name = source.0.school(one.school, locale)?;
                let end = telling_end(&name);
                Cell::strong(name).keep_end(end)
            }
            "month" => Cell::text(words::month(one.period, locale)),
            WHY => {
                let said = why::words(&one.why, locale);
                match one.why {
                    WhyUnsent::Suspended | WhyUnsent::NothingSent => Cell::toned(Tone::Bad, said),
                    _ => Cell::text(said),
                }
            }
            "late" if one.late == 0 => Cell::empty(),
            _ => return None,
        })
    }

    fn name(&self, source: &NotSent, row: usize) -> String {
        let Some(one) = source.0.unsent.get(row) else {
            return String::new();
        };
        let school = source.0.school(one.school, self.0).unwrap_or_default();
        let parts = [
            school,
            words::month(one.period, self.0),
            why::words(&one.why, self.0),
            late_words(one.late, self.0),
        ];
        joined(&parts)
    }

    fn width(&self, column: &str) -> (f32, bool) {
        match column {
            URGENCY => (190.0, false),
            "school" => (160.0, true),
            WHY | "also" => (200.0, true),
            "region" => (170.0, false),
            // "2026 жылғы желтоқсан" whole.
            "month" => (168.0, false),
            "reminded" => (136.0, false),
            _ => (110.0, false),
        }
    }
}

/// Columns seen at first in so much room, in points.
pub fn at_first(room: f32) -> &'static [&'static str] {
    if room < 800.0 {
        &["school", "month", WHY, "since"]
    } else if room < 1200.0 {
        &[URGENCY, "school", "month", WHY, "since", "reminded"]
    } else {
        &[
            URGENCY, "school", "region", "number", "month", WHY, "since", "also", "due", "reminded",
        ]
    }
}
