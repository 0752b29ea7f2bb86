//! The columns of the register of education departments, and what they are worked out from.

use super::super::super::words;
use super::Question;
use crate::register::{Face, Source};
use baqylau_client::ui::OrdersView;
use baqylau_domain::calendar::{WorkingCalendar, legal_day};
use baqylau_domain::identifiers::Kato;
use baqylau_domain::schooling::{
    DepartmentYear, Figure, FigureOf, OrderRules, SchoolingRecord, departments, years,
};
use baqylau_locale::Locale;
use baqylau_registers::{Table, TableBuilder, Value};
use baqylau_widgets::Tone;
use baqylau_widgets::chart::PLACES;
use baqylau_widgets::table::Cell;
use chrono::Datelike as _;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Column of how far the plan is.
pub const STAGE: &str = "stage";
/// Column that says whether a register waits for the financial centre.
pub const WAITS: &str = "waits";
/// Column that says whether an act is late.
pub const LATE: &str = "is-late";
/// Column of everything a search looks at.
pub const WORDS: &str = "words";

/// Codes of how far a plan is, in the order of [`baqylau_domain::schooling::PlanningStage::ALL`].
pub const STAGES: [(&str, Tone); 3] = [
    ("no-budget", Tone::Bad),
    ("no-plan", Tone::Warning),
    ("in-force", Tone::Ok),
];

/// The place of a department's stage in [`STAGES`].
pub fn stage(one: &DepartmentYear) -> usize {
    let code = one.stage().code();
    let place = STAGES.iter().position(|(known, _)| *known == code);
    place.unwrap_or_default()
}

/// The departments of the country in a year.
pub struct Departments {
    /// The records they were worked out from.
    pub view: Arc<OrdersView>,
    /// Their year.
    pub year: i32,
    /// Years something is known of, this one and the next.
    pub years: BTreeSet<i32>,
    /// By region; none where a sum is too large to be one.
    pub rows: Option<Vec<DepartmentYear>>,
}

impl Departments {
    /// Works them out: every region of the country is there, also one without a record.
    pub fn work_out(view: &Arc<OrdersView>, question: &Question) -> Self {
        let records: Vec<&SchoolingRecord> = view.rows.iter().map(|row| &*row.record).collect();
        let known = PLACES.iter();
        let known = known.filter_map(|(code, ..)| format!("{code}0000000").parse::<Kato>().ok());
        let (year, today) = (question.year, question.today);
        let calendar = WorkingCalendar::kazakhstan();
        let rules = OrderRules::pilot();
        let mut years = years(records.iter().copied());
        years.extend([today.year(), today.year() + 1]);
        Self {
            rows: departments(&records, known, year, today, &calendar, &rules),
            view: view.clone(),
            year,
            years,
        }
    }

    /// The rows.
    pub fn all(&self) -> &[DepartmentYear] {
        self.rows.as_deref().unwrap_or_default()
    }

    /// A department.
    pub fn of(&self, department: Kato) -> Option<&DepartmentYear> {
        let mut rows = self.all().iter();
        rows.find(|one| one.department == department)
    }
}

impl Source for Departments {
    fn len(&self) -> usize {
        self.all().len()
    }

    fn table(&self, locale: &Locale) -> Table {
        let t = |key: &str| locale.text(key);
        let mut b = TableBuilder::new(locale.language());
        let named = b.text("name", &t("departments-department"));
        let stages = words::choices(&STAGES, "departments-stage", locale);
        let staged = b.choice(STAGE, &t("departments-plan"), stages);
        let version = b.number("version", &t("departments-version"), false);
        let approved = b.date("approved", &t("departments-approved"));
        let budget = b.money("budget", &t("funding-budget"));
        let titles = [
            ("planned", "funding-planned"),
            ("contracted", "board-contracted"),
            ("acted", "funding-acted"),
            ("paid", "funding-paid"),
        ];
        let money = titles.map(|(id, key)| b.money(id, &t(key)));
        let left = b.money("left", &t("departments-left"));
        let waiting = b.number("waiting", &t("departments-waiting"), true);
        let late = b.number("late", &t("departments-late"), true);
        let changed = b.date("changed", &t("departments-changed"));
        let words = [&*t("register-no"), &*t("register-yes")];
        let waits = b.flag(WAITS, &t("departments-waits"), words);
        let is_late = b.flag(LATE, &t("departments-is-late"), words);
        let all_words = b.searched(WORDS);
        // What there is no record of is empty, which is another thing than nought.
        let sum = |figure: &Figure| match figure.records.is_empty() {
            true => Value::Empty,
            false => Value::Whole(figure.sum.0),
        };
        let count = |count: usize| Value::Whole(i64::try_from(count).unwrap_or(i64::MAX));
        for one in self.all() {
            b.row(identity(one.department));
            let name = words::region(one.department, locale);
            b.set(named, Value::Text(&name));
            let searched = format!("{name} {}", one.department);
            b.set(all_words, Value::Text(&searched));
            b.set(staged, Value::Choice(stage(one)));
            if let Some(force) = one.in_force() {
                b.set(version, Value::Whole(i64::from(force.version)));
                let day = force.approved.map(legal_day);
                b.set(approved, day.map_or(Value::Empty, Value::Day));
                b.set(left, Value::Whole(one.left.0));
            }
            b.set(budget, sum(&one.budget));
            for (column, what) in money.iter().zip(FigureOf::ALL) {
                b.set(*column, sum(one.money.of(what)));
            }
            b.set(waiting, count(one.waiting()));
            b.set(late, count(one.late));
            b.set(waits, Value::Flag(one.waiting() > 0));
            b.set(is_late, Value::Flag(one.late > 0));
            let day = one.changed.map(legal_day);
            b.set(changed, day.map_or(Value::Empty, Value::Day));
        }
        b.finish()
    }
}

/// By what the register knows the row of a department.
fn identity(department: Kato) -> u128 {
    department.to_string().parse().unwrap_or_default()
}

/// How the cells look in a language.
pub struct Looks<'a>(pub &'a Locale);

impl Face<Departments> for Looks<'_> {
    fn cell(&self, source: &Departments, row: usize, column: &str) -> Option<Cell<'static>> {
        let one = source.all().get(row)?;
        let locale = self.0;
        let toned = |count: usize, tone| {
            let words = locale.integer(i64::try_from(count).unwrap_or(i64::MAX));
            match count {
                0 => Cell::muted(words),
                _ => Cell::toned(tone, words),
            }
        };
        Some(match column {
            "name" => Cell::strong(words::region(one.department, locale)),
            STAGE => {
                let (words, tone) = words::state(&STAGES, stage(one), "departments-stage", locale);
                Cell::tag(tone, words)
            }
            "left" if one.left.0 < 0 => Cell::toned(Tone::Bad, locale.money_tiyn_plain(one.left.0)),
            "waiting" => toned(one.waiting(), Tone::Warning),
            "late" => toned(one.late, Tone::Bad),
            _ => return None,
        })
    }

    fn name(&self, source: &Departments, row: usize) -> String {
        let one = source.all().get(row);
        one.map(|one| words::region(one.department, self.0))
            .unwrap_or_default()
    }

    fn width(&self, column: &str) -> (f32, bool) {
        match column {
            "name" => (168.0, true),
            STAGE => (116.0, false),
            // Wide enough for the sum of the country.
            "budget" | "planned" | "contracted" | "acted" | "paid" | "left" => (148.0, false),
            "version" => (86.0, false),
            "late" => (150.0, false),
            _ => (118.0, false),
        }
    }
}

/// Columns seen at first in so much room, in points.
pub fn at_first(room: f32) -> &'static [&'static str] {
    if room < 1200.0 {
        &["name", STAGE, "planned", "paid", "left", "waiting", "late"]
    } else {
        &[
            "name",
            STAGE,
            "version",
            "approved",
            "budget",
            "planned",
            "contracted",
            "acted",
            "paid",
            "left",
            "waiting",
            "late",
        ]
    }
}
