//! A row of each method: from the text that arrived to what is kept of it.

use super::fields::{Fault, Fields, Rules};
use super::heading::Span;
use baqylau_domain::Moment;
use baqylau_domain::calendar::legal_day;
use baqylau_protocol::lms::{
    ContractRow, GradesRow, LearnerRow, LearnerStudy, LessonRow, LmsMethod, MarkRow, RowReason,
    StudentLevel, StudentStudy, SubjectGrade, SubjectHours, TeacherRow,
};
use chrono::NaiveDate;
use serde::Serialize;
use serde_json::Value;

/// Parts of a key; no text of a row may hold it.
pub(crate) const SEPARATOR: char = '\u{1f}';

/// A row that was understood.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Row {
    /// What it is about: there is one row for each key.
    pub(crate) key: String,
    /// Its canonical text: JSON on one line, fields in the order of the contract.
    pub(crate) line: String,
    /// The days it is about, and the field that says so.
    pub(crate) days: Option<(&'static str, NaiveDate, NaiveDate)>,
    /// The most hours of one subject, and their place in its list.
    pub(crate) hours: Option<(u32, u32)>,
}

impl Row {
    fn of(key: String, row: &impl Serialize) -> Option<Self> {
        Some(Self {
            key,
            line: serde_json::to_string(row).ok()?,
            days: None,
            hours: None,
        })
    }

    fn about(mut self, field: &'static str, from: NaiveDate, to: NaiveDate) -> Self {
        self.days = Some((field, from, to));
        self
    }

    /// What speaks against it when a subject can't have had more hours than these.
    pub(crate) fn too_many_hours(&self, most: i64) -> Option<Fault> {
        let (hours, place) = self.hours?;
        (i64::from(hours) > most).then_some(Fault {
            field: "hours",
            place: Some(place),
            reason: RowReason::HoursOutOfRange,
        })
    }

    /// What speaks against it in a document about this time.
    pub(crate) fn outside(&self, span: Span) -> Option<Fault> {
        let (field, from, to) = self.days?;
        let (first, last) = span.days()?;
        (to < first || from > last).then_some(Fault {
            field,
            place: None,
            reason: match span {
                Span::Day(_) => RowReason::OutOfDay,
                Span::Month(_) | Span::Quarter(..) => RowReason::OutOfMonth,
            },
        })
    }
}

/// Which field tells rows of a method apart.
pub(crate) fn key_field(method: LmsMethod) -> &'static str {
    match method {
        LmsMethod::Schedule => "lesson",
        _ => "iin",
    }
}

/// Reads a row.
///
/// # Errors
/// Everything that is wrong with it.
pub(crate) fn read(method: LmsMethod, text: &str, rules: &Rules<'_>) -> Result<Row, Vec<Fault>> {
    let whole = |reason| {
        vec![Fault {
            field: "",
            place: None,
            reason,
        }]
    };
    // Nested deeper than any row is.
    let value: Value = serde_json::from_str(text).or(Err(whole(RowReason::WrongType)))?;
    let known: &[&str] = match method {
        LmsMethod::Contingent => &["iin", "grade", "birth_date", "study"],
        LmsMethod::Grades => &["iin", "grade", "grades"],
        LmsMethod::Teachers => &["iin", "subjects"],
        LmsMethod::Contracts => &[
            "iin",
            "number",
            "date",
            "from",
            "to",
            "study",
            "level",
            "programme",
            "groups",
        ],
        LmsMethod::Schedule => &["group", "lesson", "begins", "ends", "distance"],
        LmsMethod::Marks => &["iin", "lesson", "at"],
    };
    let mut fields = Fields::of(&value, rules, None, "", known).map_err(|fault| vec![fault])?;
    let row = match method {
        LmsMethod::Contingent => learner(&mut fields, rules),
        LmsMethod::Grades => grades(&mut fields, rules),
        LmsMethod::Teachers => teacher(&mut fields, rules),
        LmsMethod::Contracts => contract(&mut fields),
        LmsMethod::Schedule => lesson(&mut fields),
        LmsMethod::Marks => mark(&mut fields),
    };
    fields.end(row)
}

fn grade(fields: &mut Fields<'_>, rules: &Rules<'_>) -> Option<u32> {
    let range = (rules.bounds.lowest_grade, rules.bounds.highest_grade);
    fields.whole("grade", range, RowReason::UnknownGrade)
}

fn learner(fields: &mut Fields<'_>, rules: &Rules<'_>) -> Option<Row> {
    let iin = fields.iin();
    let grade = grade(fields, rules);
    let birth_date = fields.day("birth_date");
    let study = fields.word(
        "study",
        &[
            ("general_class", LearnerStudy::GeneralClass),
            ("correctional_class", LearnerStudy::CorrectionalClass),
            ("special_needs", LearnerStudy::SpecialNeeds),
            ("home", LearnerStudy::Home),
        ],
        RowReason::UnknownStudy,
    );
    if let (Some(iin), Some(said)) = (iin, birth_date)
        && iin.birth_date().is_some_and(|born| born != said)
    {
        fields.fault("birth_date", RowReason::BirthDateNotOfIin);
    }
    if birth_date.is_some_and(|said| said > rules.today) {
        fields.fault("birth_date", RowReason::ImpossibleDate);
    }
    let row = LearnerRow {
        iin: iin?,
        grade: grade?,
        birth_date: birth_date?,
        study: study?,
    };
    Row::of(row.iin.to_string(), &row)
}

fn grades(fields: &mut Fields<'_>, rules: &Rules<'_>) -> Option<Row> {
    let iin = fields.iin();
    let grade = grade(fields, rules);
    let mut all: Vec<(String, SubjectGrade)> = Vec::new();
    for (value, place) in fields.list("grades").unwrap_or_default().iter().zip(1u32..) {
        match subject_grade(value, place, rules) {
            Ok(one) if all.iter().any(|(known, _)| *known == one.0) => {
                fields.take(vec![named_twice(place)]);
            }
            Ok(one) => all.push(one),
            Err(faults) => fields.take(faults),
        }
    }
    all.sort_by(|a, b| a.0.cmp(&b.0));
    let row = GradesRow {
        iin: iin?,
        grade: grade?,
        grades: all.into_iter().map(|(_, grade)| grade).collect(),
    };
    Row::of(row.iin.to_string(), &row)
}

fn named_twice(place: u32) -> Fault {
    Fault {
        field: "subject",
        place: Some(place),
        reason: RowReason::NamedTwice,
    }
}

fn subject_grade(
    value: &Value,
    place: u32,
    rules: &Rules<'_>,
) -> Result<(String, SubjectGrade), Vec<Fault>> {
    let known = ["subject", "kind", "value"];
    let mut fields =
        Fields::of(value, rules, Some(place), "grades", &known).map_err(|fault| vec![fault])?;
    let subject = fields.text("subject");
    let kinds = [("number", true), ("pass", false)];
    let grade = match fields.word("kind", &kinds, RowReason::UnknownKind) {
        Some(true) => fields
            .whole("value", (1, 10), RowReason::GradeOutOfRange)
            .zip(subject)
            .map(|(value, subject)| (subject.clone(), SubjectGrade::Number { subject, value })),
        Some(false) => fields
            .truth("value")
            .zip(subject)
            .map(|(value, subject)| (subject.clone(), SubjectGrade::Pass { subject, value })),
        None => None,
    };
    fields.end(grade)
}

fn teacher(fields: &mut Fields<'_>, rules: &Rules<'_>) -> Option<Row> {
    let iin = fields.iin();
    let mut subjects: Vec<SubjectHours> = Vec::new();
    for (value, place) in fields
        .list("subjects")
        .unwrap_or_default()
        .iter()
        .zip(1u32..)
    {
        match subject_hours(value, place, rules) {
            Ok(one) if subjects.iter().any(|known| known.subject == one.subject) => {
                fields.take(vec![named_twice(place)]);
            }
            Ok(one) => subjects.push(one),
            Err(faults) => fields.take(faults),
        }
    }
    let most = subjects.iter().zip(1u32..);
    let most = most.map(|(one, place)| (one.hours, place)).max();
    subjects.sort_by(|a, b| a.subject.cmp(&b.subject));
    let row = TeacherRow {
        iin: iin?,
        subjects,
    };
    let mut kept = Row::of(row.iin.to_string(), &row)?;
    kept.hours = most;
    Some(kept)
}

fn subject_hours(value: &Value, place: u32, rules: &Rules<'_>) -> Result<SubjectHours, Vec<Fault>> {
    let known = ["subject", "hours"];
    let mut fields =
        Fields::of(value, rules, Some(place), "subjects", &known).map_err(|fault| vec![fault])?;
    let subject = fields.text("subject");
    let hours = fields.whole("hours", (0, rules.hours), RowReason::HoursOutOfRange);
    let row = subject
        .zip(hours)
        .map(|(subject, hours)| SubjectHours { subject, hours });
    fields.end(row)
}

fn contract(fields: &mut Fields<'_>) -> Option<Row> {
    let iin = fields.iin();
    let number = fields.text("number");
    let date = fields.day("date");
    let (from, to) = (fields.day("from"), fields.day("to"));
    let study = fields.word(
        "study",
        &[
            ("full_time", StudentStudy::FullTime),
            ("distance", StudentStudy::Distance),
        ],
        RowReason::UnknownStudy,
    );
    let level = fields.word(
        "level",
        &[
            ("bachelor", StudentLevel::Bachelor),
            ("master", StudentLevel::Master),
            ("doctorate", StudentLevel::Doctorate),
            ("residency", StudentLevel::Residency),
            ("preparatory", StudentLevel::Preparatory),
        ],
        RowReason::UnknownLevel,
    );
    let programme = fields.text("programme");
    let groups = fields.texts("groups");
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        fields.fault("to", RowReason::PeriodReversed);
    }
    let row = ContractRow {
        iin: iin?,
        number: number?,
        date: date?,
        from: from?,
        to: to?,
        study: study?,
        level: level?,
        programme: programme?,
        groups: groups?,
    };
    Row::of(row.iin.to_string(), &row).map(|kept| kept.about("from", row.from, row.to))
}

fn lesson(fields: &mut Fields<'_>) -> Option<Row> {
    let group = fields.text("group");
    let lesson = fields.text("lesson");
    let (begins, ends) = (fields.moment("begins"), fields.moment("ends"));
    let distance = fields.truth("distance");
    if let (Some(begins), Some(ends)) = (begins, ends)
        && (ends <= begins || legal_day(begins) != legal_day(ends))
    {
        fields.fault("ends", RowReason::PeriodReversed);
    }
    let row = LessonRow {
        group: group?,
        lesson: lesson?,
        begins: begins?,
        ends: ends?,
        distance: distance?,
    };
    let day = legal_day(row.begins);
    let key = keyed(&row.group, &row.lesson);
    Row::of(key, &row).map(|kept| kept.about("begins", day, day))
}

fn mark(fields: &mut Fields<'_>) -> Option<Row> {
    let iin = fields.iin();
    let lesson = fields.text("lesson");
    let at: Option<Moment> = fields.moment("at");
    let row = MarkRow {
        iin: iin?,
        lesson: lesson?,
        at: at?,
    };
    let day = legal_day(row.at);
    let key = keyed(&row.iin.to_string(), &row.lesson);
    Row::of(key, &row).map(|kept| kept.about("at", day, day))
}

/// A key of two parts.
fn keyed(first: &str, second: &str) -> String {
    format!("{first}{SEPARATOR}{second}")
}
