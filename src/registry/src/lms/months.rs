//! The month of an organisation as the monthly validation takes it, made of what its LMS sent.

use super::presence::{Student, each_row, students};
use crate::months::{PutError, newest_revision, put_batch};
use crate::store::{StoreError, Tx};
use baqylau_domain::Moment;
use baqylau_domain::calendar::Period;
use baqylau_domain::checks::{Programme, Study};
use baqylau_domain::identifiers::{BlobHash, Iin, OrganisationId};
use baqylau_domain::month::{Batch, BatchHead, Entry, Grade, Lessons};
use baqylau_protocol::lms::{LearnerRow, LearnerStudy, LmsMethod, StudentLevel, StudentStudy};
use std::collections::BTreeMap;

/// Makes the month of a school of everything that stands for it: an organisation may have several
/// schools in НОБД.
pub(crate) fn put_school(
    tx: &Tx<'_>,
    organisation: OrganisationId,
    month: Period,
    source: BlobHash,
    at: Moment,
) -> Result<(), PutError> {
    let mut entries: BTreeMap<Iin, Entry> = BTreeMap::new();
    let what = (LmsMethod::Contingent, month);
    let range = ("", "\u{10ffff}");
    each_row(tx, organisation, what, range, |row: LearnerRow| {
        entries.entry(row.iin).or_insert(learner(&row));
    })?;
    let entries: Vec<Entry> = entries.into_values().collect();
    put(
        tx,
        (organisation, Programme::Schooling),
        month,
        source,
        &entries,
        at,
    )
}

pub(super) fn learner(row: &LearnerRow) -> Entry {
    Entry {
        number: row.iin.as_u64(),
        born: Some(row.birth_date),
        grade: u8::try_from(row.grade).ok().map(Grade::Class),
        study: Some(match row.study {
            LearnerStudy::GeneralClass => Study::GeneralClass,
            LearnerStudy::CorrectionalClass => Study::CorrectionalClass,
            LearnerStudy::SpecialNeeds => Study::SpecialNeeds,
            LearnerStudy::Home => Study::Home,
        }),
        contract: None,
        lessons: None,
    }
}

/// Makes the month of a university: its contracts, with lessons where schedule and marks were sent.
/// Returns its students, and whether attendance was sent.
pub(crate) fn put_university(
    tx: &Tx<'_>,
    organisation: OrganisationId,
    month: Period,
    source: BlobHash,
    at: Moment,
) -> Result<(Vec<Student>, bool), PutError> {
    let (students, attendance) = students(tx, organisation, month)?;
    if students.is_empty() && newest_revision(tx, month, organisation)? == 0 {
        // A schedule that came before the contracts.
        return Ok((students, attendance));
    }
    let entries: Vec<Entry> = students
        .iter()
        .map(|student| entry(student, attendance))
        .collect();
    put(
        tx,
        (organisation, Programme::Voucher),
        month,
        source,
        &entries,
        at,
    )?;
    Ok((students, attendance))
}

pub(super) fn entry(student: &Student, attendance: bool) -> Entry {
    let row = &student.contract;
    let most = |lessons: u32| u16::try_from(lessons).unwrap_or(u16::MAX);
    Entry {
        number: row.iin.as_u64(),
        born: row.iin.birth_date(),
        grade: Some(match row.level {
            StudentLevel::Bachelor => Grade::Bachelor,
            StudentLevel::Master => Grade::Master,
            StudentLevel::Doctorate => Grade::Doctorate,
            StudentLevel::Residency => Grade::Residency,
            StudentLevel::Preparatory => Grade::Preparatory,
        }),
        study: Some(match row.study {
            StudentStudy::FullTime => Study::FullTime,
            StudentStudy::Distance => Study::Distance,
        }),
        // Only contracts that touch the month are taken at all.
        contract: Some(true),
        lessons: attendance.then(|| Lessons {
            confirmed: most(student.confirmed),
            scheduled: most(student.scheduled),
        }),
    }
}

fn put(
    tx: &Tx<'_>,
    (organisation, programme): (OrganisationId, Programme),
    period: Period,
    source: BlobHash,
    entries: &[Entry],
    at: Moment,
) -> Result<(), PutError> {
    let revision = newest_revision(tx, period, organisation)?.saturating_add(1);
    let head = BatchHead {
        organisation,
        programme,
        period,
        revision,
        source,
    };
    let batch = Batch::new(head, entries).or(Err(StoreError::Corrupt("month of an LMS")))?;
    put_batch(tx, &batch, at).map(drop)
}
