//! What waits for the signed-in person, or stands still until a ruling is lifted, as a register:
//! by urgency, the late first.

use super::day::Day;
use super::{identity, joined, late_cell, late_words, set_region, why};
use crate::register::{Face, Source};
use crate::screens::orders::acts::invoice;
use crate::screens::orders::shelf::WORDS;
use crate::screens::orders::words;
use crate::screens::organisations::telling_end;
use baqylau_domain::calendar::Period;
use baqylau_domain::schooling::{SchoolingRecord, Task, WorkItem};
use baqylau_locale::Locale;
use baqylau_registers::{Choice, Table, TableBuilder, Value};
use baqylau_widgets::Tone;
use baqylau_widgets::table::Cell;
use chrono::{Days, NaiveDate};
use std::sync::Arc;

/// Column of how urgent it is.
pub const URGENCY: &str = "urgency";
/// Column of what is to be done.
pub const TASK: &str = "task";

/// Codes of how urgent something is, the most urgent first.
pub const URGENCIES: [(&str, Tone); 5] = [
    ("late", Tone::Bad),
    ("today", Tone::Warning),
    ("week", Tone::Info),
    ("later", Tone::Neutral),
    ("no-term", Tone::Neutral),
];

/// Calendar days that are "this week".
const WEEK: u64 = 7;

/// The place of something due on a day in [`URGENCIES`].
pub fn urgency(late: u32, due: Option<NaiveDate>, today: NaiveDate) -> usize {
    match due {
        _ if late > 0 => 0,
        None => 4,
        Some(due) if due <= today => 1,
        Some(due) => {
            let week = today.checked_add_days(Days::new(WEEK));
            if week.is_none_or(|end| due <= end) {
                2
            } else {
                3
            }
        }
    }
}

/// What waits, or what stands still.
pub struct Waits {
    /// The day.
    pub day: Arc<Day>,
    /// What stands still, not what waits.
    pub suspended: bool,
    told: Told,
}

/// What is known of any of it besides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Told {
    Nothing,
    /// How many acts there are.
    Counts,
    /// Why it waits, what was found.
    More,
}

impl Waits {
    /// What waits on a day, or what stands still.
    pub fn new(day: Arc<Day>, suspended: bool, locale: &Locale) -> Self {
        let mut waits = Self {
            day,
            suspended,
            told: Told::Nothing,
        };
        let told = waits.items().iter().map(|item| {
            match (waits.details(item, locale).is_empty(), item.acts) {
                (true, _) => Told::Nothing,
                (false, Some(_)) => Told::Counts,
                (false, None) => Told::More,
            }
        });
        waits.told = told.max().unwrap_or(Told::Nothing);
        waits
    }

    /// Columns seen at first in so much room, in points: the sum and the day it is due before what
    /// is known besides, which has a column only where there is anything.
    pub fn at_first(&self, room: f32) -> &'static [&'static str] {
        match (self.suspended, self.told) {
            (true, _) if room < 1200.0 => &["school", "details", "sum", "since"],
            (true, _) => &[
                "school", "region", "number", "month", "details", "sum", "since",
            ],
            (false, _) if room < 800.0 => &[URGENCY, TASK, "school", "due"],
            (false, Told::More) if room < 1200.0 => {
                &[URGENCY, TASK, "school", "month", "details", "sum", "due"]
            }
            (false, _) if room < 1200.0 => &[URGENCY, TASK, "school", "month", "sum", "due"],
            (false, Told::Nothing) => &[
                URGENCY, TASK, "school", "region", "number", "month", "sum", "since", "due",
            ],
            (false, _) => &[
                URGENCY, TASK, "school", "region", "number", "month", "details", "sum", "since",
                "due",
            ],
        }
    }

    /// The things of it, the most urgent first.
    pub fn items(&self) -> &[WorkItem] {
        match self.suspended {
            true => &self.day.list.suspended,
            false => &self.day.list.items,
        }
    }

    fn urgency(&self, item: &WorkItem) -> usize {
        urgency(item.late, item.due, self.day.today)
    }

    /// How many things are how urgent.
    pub fn counts(&self) -> [usize; URGENCIES.len()] {
        let mut counts = [0; URGENCIES.len()];
        for item in self.items() {
            if let Some(count) = counts.get_mut(self.urgency(item)) {
                *count += 1;
            }
        }
        counts
    }

    /// The kinds of things there are, with how many of each, in the order they come.
    pub fn kinds(&self) -> Vec<(&'static str, usize)> {
        let mut kinds: Vec<(&'static str, usize)> = Vec::new();
        for item in self.items() {
            let code = item.task.code();
            match kinds.iter_mut().find(|(known, _)| *known == code) {
                Some((_, count)) => *count += 1,
                None => kinds.push((code, 1)),
            }
        }
        kinds
    }

    /// Why it waits and what of it is known besides.
    fn details(&self, item: &WorkItem, locale: &Locale) -> String {
        let day = &self.day;
        let mut parts = Vec::new();
        if let Task::ChaseAct(reason) = &item.task {
            parts.push(why::words(reason, locale));
        }
        let ruling = item.school.and_then(|school| day.rulings.get(&school));
        if let Some(ruling) = ruling.filter(|_| item.task == Task::AwaitRuling) {
            parts.push(ruling.words(locale));
        }
        if item.task == Task::SettleInvoice
            && let Some(SchoolingRecord::Act(act)) = day.record(&item.key)
            && let Some((found, _)) = invoice::state(act, locale)
        {
            parts.push(found);
        }
        if let Some(acts) = item.acts {
            parts.push(locale.format("board-acts", &[("count", acts.into())]));
        }
        if day.is_asked(&item.key) {
            parts.push(locale.text("board-asked"));
        }
        joined(&parts)
    }

    fn key(item: &WorkItem) -> String {
        let month = item.period.map(|of| (of.year(), of.month()));
        format!("{}|{}|{month:?}", item.task.code(), item.key)
    }
}

fn task(item: &WorkItem, locale: &Locale) -> String {
    locale.text(&format!("board-task-{}", item.task.code()))
}

fn month(period: Option<Period>) -> Value<'static> {
    let first = period.and_then(words::first_day);
    first.map_or(Value::Empty, Value::Day)
}

impl Source for Waits {
    fn len(&self) -> usize {
        self.items().len()
    }

    fn table(&self, locale: &Locale) -> Table {
        let t = |key: &str| locale.text(key);
        let mut b = TableBuilder::new(locale.language());
        let urgencies = words::choices(&URGENCIES, "board-urgency", locale);
        let urgent = b.choice(URGENCY, &t("board-column-urgency"), urgencies);
        let kinds: Vec<&str> = self.kinds().into_iter().map(|(code, _)| code).collect();
        let tasks = kinds.iter().map(|code| {
            let words = t(&format!("board-task-{code}"));
            Choice::new(*code, words)
        });
        let done = b.choice(TASK, &t("board-column-task"), tasks.collect());
        let school = b.text("school", &t("order-school"));
        let found = words::regions(
            self.items().iter().filter_map(|item| item.department),
            locale,
        );
        let region = b.choice("region", &t("register-region"), found.clone());
        let number = b.text("number", &t("board-column-number"));
        let of_month = b.date("month", &t("order-month"));
        let details = b.text("details", &t("board-column-details"));
        let sum = b.money("sum", &t("order-sum"));
        let since = b.date("since", &t("order-since"));
        let due = b.date("due", &t("board-column-due"));
        let late = b.number("late", &t("board-column-late"), false);
        let searched = b.searched(WORDS);
        for item in self.items() {
            b.row(identity(&Self::key(item)));
            b.set(urgent, Value::Choice(self.urgency(item)));
            let code = item.task.code();
            let place = kinds.iter().position(|kind| *kind == code);
            b.set(done, place.map_or(Value::Empty, Value::Choice));
            let name = item
                .school
                .and_then(|school| self.day.school(school, locale));
            b.set(school, Value::Text(name.as_deref().unwrap_or_default()));
            set_region(&mut b, region, item.department, &found);
            b.set(
                number,
                Value::Text(item.number.as_deref().unwrap_or_default()),
            );
            b.set(of_month, month(item.period));
            let said = self.details(item, locale);
            b.set(details, Value::Text(&said));
            if let Some(of) = item.sum {
                b.set(sum, Value::Whole(of.0));
            }
            b.set(since, Value::Day(item.since));
            if let Some(day) = item.due {
                b.set(due, Value::Day(day));
            }
            b.set(late, Value::Whole(i64::from(item.late)));
            let row = item.school.and_then(|school| self.day.school_row(school));
            let all = [
                task(item, locale),
                row.map(words::school_words).unwrap_or_default(),
                item.number.clone().unwrap_or_default(),
                said,
            ];
            b.set(searched, Value::Text(&all.join(" ")));
        }
        b.finish()
    }
}

/// How the cells look in a language.
pub struct Looks<'a>(pub &'a Locale);

impl Face<Waits> for Looks<'_> {
    fn cell(&self, source: &Waits, row: usize, column: &str) -> Option<Cell<'static>> {
        let item = source.items().get(row)?;
        let locale = self.0;
        Some(match column {
            URGENCY => {
                let place = source.urgency(item);
                late_cell(item.late, place, locale)
            }
            TASK => Cell::strong(task(item, locale)),
            "school" => {
                let name = item
                    .school
                    .and_then(|school| source.day.school(school, locale))
                    .or_else(|| item.department.map(|region| words::region(region, locale)))?;
                let end = telling_end(&name);
                Cell::text(name).keep_end(end)
            }
            "month" => Cell::text(words::month(item.period?, locale)),
            "late" if item.late == 0 => Cell::empty(),
            _ => return None,
        })
    }

    fn name(&self, source: &Waits, row: usize) -> String {
        let Some(item) = source.items().get(row) else {
            return String::new();
        };
        let school = item.school;
        let school = school.and_then(|school| source.day.school(school, self.0));
        let month = item.period.map(|period| words::month(period, self.0));
        let parts = [
            task(item, self.0),
            school.unwrap_or_default(),
            month.unwrap_or_default(),
            late_words(item.late, self.0),
        ];
        joined(&parts)
    }

    fn width(&self, column: &str) -> (f32, bool) {
        match column {
            URGENCY => (184.0, false),
            TASK => (190.0, true),
            "school" => (140.0, true),
            "details" => (110.0, true),
            "region" => (170.0, false),
            // "2026 жылғы желтоқсан" whole.
            "month" => (168.0, false),
            "sum" => (132.0, false),
            _ => (102.0, false),
        }
    }
}
