//! The columns of the register of applications: what the department sees, and what a school sees of
//! its own.

use super::super::shelf::{Kind, Rows, WORDS};
use super::super::words;
use crate::screens::organisations::telling_end;
use baqylau_client::ui::{OrderRow, OrdersView};
use baqylau_domain::calendar::{WorkingCalendar, legal_day};
use baqylau_domain::schooling::{
    Application, ApplicationKind, ApplicationRule, ApplicationStage, Clock, ConstructionKind,
    SchoolingRecord, SeenBySchool,
};
use baqylau_locale::Locale;
use baqylau_registers::{TableBuilder, Value};
use baqylau_widgets::table::Cell;
use baqylau_widgets::{Icon, Tone};
use chrono::NaiveDate;

/// Column of where it stands.
pub const STAGE: &str = "stage";
/// Column of how the department's days run.
pub const CLOCK: &str = "clock";

/// Codes of the stages, in the order they follow.
pub const STAGES: [(&str, Tone); 8] = [
    ("new", Tone::Warning),
    ("in-work", Tone::Info),
    ("in-approval", Tone::Info),
    ("back-at-executor", Tone::Warning),
    ("back-at-school", Tone::Neutral),
    ("accepted", Tone::Ok),
    ("refused", Tone::Bad),
    ("withdrawn", Tone::Neutral),
];

/// Codes of what a school sees.
pub const SEEN: [(&str, Tone); 5] = [
    ("sent", Tone::Info),
    ("rework", Tone::Warning),
    ("accepted", Tone::Ok),
    ("refused", Tone::Bad),
    ("withdrawn", Tone::Neutral),
];

/// Codes of what is applied for.
const KINDS: [(&str, Tone); 4] = [
    ("digitisation", Tone::Neutral),
    ("financing", Tone::Neutral),
    ("construction", Tone::Neutral),
    ("reconstruction", Tone::Neutral),
];

/// Codes of how the days run.
const CLOCKS: [(&str, Tone); 5] = [
    ("late", Tone::Bad),
    ("last-day", Tone::Warning),
    ("running", Tone::Neutral),
    ("paused", Tone::Neutral),
    ("stopped", Tone::Neutral),
];

/// Codes of who works on it.
const HANDS: [(&str, Tone); 3] = [
    ("none", Tone::Neutral),
    ("you", Tone::Info),
    ("other", Tone::Neutral),
];

/// The place of a stage in [`STAGES`].
pub fn stage(stage: &ApplicationStage) -> usize {
    match stage {
        ApplicationStage::New => 0,
        ApplicationStage::InWork { .. } => 1,
        ApplicationStage::InApproval { .. } => 2,
        ApplicationStage::BackAtExecutor { .. } => 3,
        ApplicationStage::BackAtSchool { .. } => 4,
        ApplicationStage::Accepted => 5,
        ApplicationStage::Refused { .. } => 6,
        ApplicationStage::Withdrawn => 7,
    }
}

/// The place in [`SEEN`] of what a school sees.
pub fn seen(stage: &ApplicationStage) -> usize {
    match stage.seen_by_school() {
        SeenBySchool::Sent => 0,
        SeenBySchool::ToRework => 1,
        SeenBySchool::Accepted => 2,
        SeenBySchool::Refused => 3,
        SeenBySchool::Withdrawn => 4,
    }
}

/// Words and tone of a stage, as the department sees it or as its school does.
pub fn stage_words(
    of: &ApplicationStage,
    round: u32,
    school: bool,
    locale: &Locale,
) -> (String, Tone) {
    if school {
        words::state(&SEEN, seen(of), "application-seen", locale)
    } else if matches!(of, ApplicationStage::New) && round > 1 {
        (locale.text("application-stage-new-again"), Tone::Warning)
    } else {
        words::state(&STAGES, stage(of), "application-stage", locale)
    }
}

fn kind_place(kind: ApplicationKind) -> usize {
    match kind {
        ApplicationKind::Digitisation => 0,
        ApplicationKind::Financing => 1,
        ApplicationKind::Reimbursement(ConstructionKind::Construction) => 2,
        ApplicationKind::Reimbursement(ConstructionKind::Reconstruction) => 3,
    }
}

/// What is applied for, in words.
pub fn kind_words(kind: ApplicationKind, locale: &Locale) -> String {
    words::state(&KINDS, kind_place(kind), "application-kind", locale).0
}

/// Who works on it: a place in [`HANDS`].
fn hand(stage: &ApplicationStage, reader: Option<baqylau_domain::identifiers::PersonId>) -> usize {
    match executor(stage) {
        None => 0,
        Some(executor) if Some(executor) == reader => 1,
        Some(_) => 2,
    }
}

/// Who works on it.
pub fn executor(stage: &ApplicationStage) -> Option<baqylau_domain::identifiers::PersonId> {
    match stage {
        ApplicationStage::InWork { executor }
        | ApplicationStage::InApproval { executor, .. }
        | ApplicationStage::BackAtExecutor { executor, .. } => Some(*executor),
        ApplicationStage::BackAtSchool { executor, .. } => *executor,
        ApplicationStage::New
        | ApplicationStage::Accepted
        | ApplicationStage::Refused { .. }
        | ApplicationStage::Withdrawn => None,
    }
}

/// How the days of applications run.
pub struct Clocks {
    calendar: WorkingCalendar,
    rule: ApplicationRule,
}

impl Default for Clocks {
    fn default() -> Self {
        Self {
            calendar: WorkingCalendar::kazakhstan(),
            rule: ApplicationRule::pilot(),
        }
    }
}

impl Clocks {
    /// How the days of an application run.
    pub fn of(&self, application: &Application, today: NaiveDate) -> Clock {
        application.clock(today, &self.calendar, &self.rule)
    }
}

/// Place of a clock in [`CLOCKS`].
fn clock_place(clock: Clock) -> usize {
    match clock {
        Clock::Running { late, .. } if late > 0 => 0,
        Clock::Running { left: 0, .. } => 1,
        Clock::Running { .. } => 2,
        Clock::Paused { .. } => 3,
        Clock::Stopped { .. } => 4,
    }
}

/// A clock in words: days left, days late, with whom it rests.
pub fn clock_words(clock: Clock, locale: &Locale) -> (String, Tone) {
    let days = |key: &str, count: u32| locale.format(key, &[("count", i64::from(count).into())]);
    match clock {
        Clock::Running { late, .. } if late > 0 => (days("application-late", late), Tone::Bad),
        Clock::Running { left: 0, .. } => {
            (locale.text("application-clock-last-day"), Tone::Warning)
        }
        Clock::Running { left, .. } => (
            days("application-left", left),
            if left == 1 { Tone::Warning } else { Tone::Info },
        ),
        Clock::Paused { left } => (days("application-left-paused", left), Tone::Neutral),
        Clock::Stopped { late, .. } if late > 0 => {
            (days("application-decided-late", late), Tone::Warning)
        }
        Clock::Stopped { .. } => (locale.text("application-clock-stopped"), Tone::Neutral),
    }
}

/// The cell a row is known by, with a mark while something of it waits to be sent.
fn marked(cell: Cell<'static>, row: &OrderRow) -> Cell<'static> {
    if row.waiting.is_empty() {
        cell
    } else {
        cell.icon(Icon::CloudUpload)
    }
}

/// Applications: as departments see them, or as their own school does.
pub struct Applications<const SCHOOL: bool>;

impl<const SCHOOL: bool> Kind for Applications<SCHOOL> {
    type Record = Application;
    type Beside = Clocks;
    const ID: &'static str = if SCHOOL {
        "order-applications-school"
    } else {
        "order-applications"
    };
    const ORDER: &'static str = if SCHOOL { "sent" } else { "due" };
    const NAME: &'static str = "order-applications";
    const ICON: Icon = Icon::FileInput;

    fn of(record: &SchoolingRecord) -> Option<&Application> {
        match record {
            SchoolingRecord::Application(one) => Some(one),
            _ => None,
        }
    }

    fn beside(_: &OrdersView) -> Clocks {
        Clocks::default()
    }

    fn table(rows: &Rows<Self>, b: &mut TableBuilder, locale: &Locale) {
        let t = |key: &str| locale.text(key);
        let school = b.text("school", &t("order-school"));
        let bin = b.text("bin", &t("field-bin"));
        let kinds = words::choices(&KINDS, "application-kind", locale);
        let kind = b.choice("kind", &t("application-kind"), kinds);
        let stages = if SCHOOL {
            words::choices(&SEEN, "application-seen", locale)
        } else {
            words::choices(&STAGES, "application-stage", locale)
        };
        let stands = b.choice(STAGE, &t("order-state"), stages);
        let sent = b.date("sent", &t("application-sent"));
        let due = b.date("due", &t("application-due"));
        let clocks = words::choices(&CLOCKS, "application-clock", locale);
        let clock = b.choice(CLOCK, &t("application-clock"), clocks);
        let round = b.number("round", &t("application-round"), false);
        // Who of the department works on it isn't the school's to know.
        let hands = (!SCHOOL).then(|| {
            let hands = words::choices(&HANDS, "application-hand", locale);
            b.choice("hand", &t("application-hand"), hands)
        });
        let since = b.date("since", &t("order-since"));
        let searched = b.searched(WORDS);
        for (row, one) in rows.iter() {
            b.row(one.id.uuid().as_u128());
            b.set(school, Value::Text(&words::school(row, locale)));
            let number = row.school.as_ref().map(|school| school.bin.as_text());
            b.set(bin, Value::Text(number.unwrap_or_default()));
            b.set(kind, Value::Choice(kind_place(one.kind)));
            let place = if SCHOOL {
                seen(&one.stage)
            } else {
                stage(&one.stage)
            };
            b.set(stands, Value::Choice(place));
            if let Some(first) = one.steps.first() {
                b.set(sent, Value::Day(legal_day(first.at)));
            }
            let runs = rows.beside.of(one, rows.today);
            if let Clock::Running { due: day, .. } = runs {
                b.set(due, Value::Day(day));
            }
            b.set(clock, Value::Choice(clock_place(runs)));
            b.set(round, Value::Whole(i64::from(one.round)));
            if let Some(hands) = hands {
                b.set(hands, Value::Choice(hand(&one.stage, rows.reader)));
            }
            // A school isn't shown when the department handed it on.
            let last = one.steps.iter().rev();
            let mut last = last.take_while(|step| !SCHOOL || seen(&step.stage) == seen(&one.stage));
            let shown = if SCHOOL { last.last() } else { last.next() };
            if let Some(step) = shown {
                b.set(since, Value::Day(legal_day(step.at)));
            }
            let all = [words::school_words(row), kind_words(one.kind, locale)];
            b.set(searched, Value::Text(&all.join(" ")));
        }
    }

    fn cell(rows: &Rows<Self>, row: usize, column: &str, locale: &Locale) -> Option<Cell<'static>> {
        let (row, one) = rows.get(row)?;
        Some(match column {
            "school" => {
                let name = words::school(row, locale);
                let end = telling_end(&name);
                marked(Cell::strong(name).keep_end(end), row)
            }
            // A school's own are told apart by what they are for.
            "kind" if SCHOOL => marked(Cell::strong(kind_words(one.kind, locale)), row),
            STAGE => {
                let (words, tone) = stage_words(&one.stage, one.round, SCHOOL, locale);
                Cell::tag(tone, words)
            }
            CLOCK => {
                let (words, tone) = clock_words(rows.beside.of(one, rows.today), locale);
                match tone {
                    Tone::Neutral => Cell::muted(words),
                    tone => Cell::toned(tone, words),
                }
            }
            "hand" => match hand(&one.stage, rows.reader) {
                0 => Cell::empty(),
                1 => Cell::strong(locale.text("application-hand-you")),
                _ => Cell::muted(locale.text("application-hand-other")),
            },
            "round" if one.round == 1 => Cell::muted("1"),
            _ => return None,
        })
    }

    fn name(row: &OrderRow, record: &Application, locale: &Locale) -> String {
        let kind = kind_words(record.kind, locale);
        let (stage, _) = stage_words(&record.stage, record.round, SCHOOL, locale);
        format!("{}, {kind}, {stage}", words::school(row, locale))
    }

    fn width(column: &str) -> (f32, bool) {
        match column {
            "school" => (190.0, true),
            STAGE => (204.0, false),
            CLOCK => (178.0, false),
            "kind" => (186.0, SCHOOL),
            "hand" => (128.0, false),
            "round" => (64.0, false),
            _ => (112.0, false),
        }
    }

    fn at_first(room: f32) -> &'static [&'static str] {
        match (SCHOOL, room) {
            (true, room) if room < 700.0 => &["kind", STAGE, "sent"],
            (true, _) => &["kind", STAGE, "sent", "round", "since"],
            (false, room) if room < 760.0 => &["school", STAGE, CLOCK],
            (false, room) if room < 1100.0 => &["school", "kind", STAGE, CLOCK, "hand"],
            (false, room) if room < 1340.0 => &["school", "kind", STAGE, "due", CLOCK, "hand"],
            (false, _) => &[
                "school", "bin", "kind", STAGE, "sent", "due", CLOCK, "round", "hand",
            ],
        }
    }
}
