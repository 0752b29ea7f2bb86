//! What a document of an LMS says of single learners, as the automatic checks take it.
//!
//! Only what one organisation can say by itself: who is listed twice over the country, and what a
//! quarter's grades belong to, isn't in one document.

use super::months::{entry, learner};
use super::presence::Student;
use super::rows::Row;
use crate::store::StoreError;
use crate::store::rows::decode;
use baqylau_domain::Moment;
use baqylau_domain::calendar::Period;
use baqylau_domain::checks::{Fact, FactValue, Source, Subject};
use baqylau_domain::identifiers::{Bin, Iin};
use baqylau_domain::month::Entry;
use baqylau_protocol::lms::LearnerRow;

fn said(iin: Iin, value: FactValue, as_of: Moment) -> Fact {
    Fact {
        about: Subject::Person(iin),
        value,
        source: Source::Lms,
        as_of,
    }
}

fn study(entry: &Entry, period: Period) -> Option<FactValue> {
    entry
        .study
        .map(|study| FactValue::StudyKind { period, study })
}

/// What a contingent says: dates of birth and how everybody is taught.
pub(super) fn of_learners(
    rows: &[Row],
    month: Period,
    at: Moment,
) -> Result<Vec<Fact>, StoreError> {
    let mut facts = Vec::with_capacity(rows.len().saturating_mul(2));
    for row in rows {
        let row: LearnerRow = decode(&row.line, "learner of an LMS")?;
        let date = row.birth_date;
        facts.push(said(row.iin, FactValue::StatedBirth { date }, at));
        let study = study(&learner(&row), month);
        facts.extend(study.map(|value| said(row.iin, value, at)));
    }
    Ok(facts)
}

/// What a university's month says: contracts, how everybody studies and, where it was sent,
/// attendance.
pub(super) fn of_students(
    (students, attendance): &(Vec<Student>, bool),
    university: Option<Bin>,
    month: Period,
    at: Moment,
) -> Vec<Fact> {
    let mut facts = Vec::with_capacity(students.len().saturating_mul(3));
    for student in students {
        let row = &student.contract;
        let study = study(&entry(student, *attendance), month);
        let contract = university.map(|organisation| FactValue::StudyContract {
            organisation,
            from: row.from,
            until: Some(row.to),
        });
        let attended = attendance.then_some(FactValue::Attendance {
            period: month,
            scheduled: student.scheduled,
            attended: student.confirmed,
        });
        let values = [study, contract, attended].into_iter().flatten();
        facts.extend(values.map(|value| said(row.iin, value, at)));
    }
    facts
}
