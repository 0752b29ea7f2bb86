//! What the documents of a university say of its students in a month: contracts, and lessons
//! confirmed by QR.

use super::heading::Span;
use super::kept::{each_line, text};
use super::limits::Bounds;
use super::rows::SEPARATOR;
use crate::RunningRegistry;
use crate::store::rows::decode;
use crate::store::sql::lms as sql;
use crate::store::{Connection, StoreError, params};
use baqylau_domain::Moment;
use baqylau_domain::calendar::Period;
use baqylau_domain::identifiers::{BlobHash, Iin, OrganisationId};
use baqylau_domain::voucher::Trace;
use baqylau_protocol::lms::{ContractRow, LessonRow, LmsMethod, MarkRow, StudentStudy};
use chrono::TimeDelta;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

/// After every character a key may hold.
const LAST: char = '\u{10ffff}';

/// First and last span of a method in a month, as they are kept.
fn spans(method: LmsMethod, month: Period) -> (String, String) {
    match method {
        LmsMethod::Marks => (
            Span::Day(month.first_day()).to_string(),
            Span::Day(month.last_day()).to_string(),
        ),
        _ => {
            let span = Span::Month(month).to_string();
            (span.clone(), span)
        }
    }
}

/// Hands on the standing rows of an organisation's month whose keys lie between two others.
pub(crate) fn each_row<T: DeserializeOwned>(
    connection: &Connection,
    organisation: OrganisationId,
    (method, month): (LmsMethod, Period),
    (from, to): (&str, &str),
    mut take: impl FnMut(T),
) -> Result<(), StoreError> {
    let (first, last) = spans(method, month);
    let values = params![
        organisation.to_string(),
        method.word(),
        first,
        last,
        from,
        to
    ];
    connection.each(sql::ROWS_BETWEEN, values, |row| -> Result<_, StoreError> {
        let pack: Vec<u8> = row.get(0)?;
        for line in each_line(&text(&pack)?) {
            let (key, line) = line?;
            if (from..=to).contains(&key) {
                take(decode(line, "row of a batch")?);
            }
        }
        Ok(ControlFlow::Continue(()))
    })
}

/// Keys that begin with a part.
fn beginning(part: &str) -> (String, String) {
    (
        format!("{part}{SEPARATOR}"),
        format!("{part}{SEPARATOR}{LAST}"),
    )
}

/// Every key.
fn all() -> (String, String) {
    (String::new(), LAST.to_string())
}

/// One hash of everything that stands for a month: its own where there is one document.
fn contents(
    connection: &Connection,
    organisation: OrganisationId,
    method: LmsMethod,
    month: Period,
) -> Result<Option<BlobHash>, StoreError> {
    let (first, last) = spans(method, month);
    let values = params![organisation.to_string(), method.word(), first, last];
    let all: Vec<String> = connection.all(sql::CONTENTS, values, |row| row.get(1))?;
    Ok(match all.as_slice() {
        [] => None,
        [only] => Some(only.parse().or(Err(StoreError::Corrupt("batch")))?),
        several => Some(BlobHash::new(
            Sha256::digest(several.join("\n").as_bytes()).into(),
        )),
    })
}

/// Lessons of a group by their identity: when each begins and ends.
type Lessons = BTreeMap<String, (Moment, Moment)>;

fn add(lessons: &mut Lessons, lesson: LessonRow) {
    // The schedule counts what is given in the building.
    if !lesson.distance {
        lessons.insert(lesson.lesson, (lesson.begins, lesson.ends));
    }
}

/// Whether a code was read around its lesson.
fn confirms(mark: &MarkRow, lessons: &Lessons, bounds: &Bounds) -> bool {
    let around = TimeDelta::minutes(bounds.minutes_around);
    lessons.get(&mark.lesson).is_some_and(|(begins, ends)| {
        mark.at
            .checked_add_signed(around)
            .is_some_and(|latest| latest >= *begins)
            && mark
                .at
                .checked_sub_signed(around)
                .is_some_and(|earliest| earliest <= *ends)
    })
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The contract of a student with a university that stands in a month, where its LMS sent one.
pub(crate) fn contract_of(
    connection: &Connection,
    organisation: OrganisationId,
    person: Iin,
    month: Period,
) -> Result<Option<ContractRow>, StoreError> {
    let key = person.to_string();
    let mut found = None;
    let what = (LmsMethod::Contracts, month);
    each_row(connection, organisation, what, (&key, &key), |row| {
        found.get_or_insert(row);
    })?;
    Ok(found)
}

/// Lessons of a student in a month: scheduled for the groups of the contract, and of these the
/// ones whose code was read around their time. Says also what was sent at all: without a schedule
/// or without marks there is no trace.
pub(crate) fn presence(
    connection: &Connection,
    organisation: OrganisationId,
    person: Iin,
    month: Period,
) -> Result<Trace, StoreError> {
    let contract = contract_of(connection, organisation, person, month)?;
    let mut lessons = Lessons::new();
    for group in contract.iter().flat_map(|contract| &contract.groups) {
        let (from, to) = beginning(group);
        let what = (LmsMethod::Schedule, month);
        each_row(connection, organisation, what, (&from, &to), |lesson| {
            add(&mut lessons, lesson);
        })?;
    }
    let bounds = Bounds::on(month.first_day());
    let mut confirmed = BTreeSet::new();
    let (from, to) = beginning(&person.to_string());
    let what = (LmsMethod::Marks, month);
    each_row(
        connection,
        organisation,
        what,
        (&from, &to),
        |mark: MarkRow| {
            if confirms(&mark, &lessons, &bounds) {
                confirmed.insert(mark.lesson);
            }
        },
    )?;
    Ok(Trace {
        scheduled: count(lessons.len()),
        attended: count(confirmed.len()),
        lms: contents(connection, organisation, LmsMethod::Schedule, month)?,
        qr: contents(connection, organisation, LmsMethod::Marks, month)?,
    })
}

/// A student of a month with lessons confirmed and scheduled.
pub(crate) struct Student {
    pub(crate) contract: ContractRow,
    pub(crate) scheduled: u32,
    pub(crate) confirmed: u32,
}

/// All students of a university's month, and whether attendance was sent: what [`presence`] says of
/// each, read once.
pub(crate) fn students(
    connection: &Connection,
    organisation: OrganisationId,
    month: Period,
) -> Result<(Vec<Student>, bool), StoreError> {
    let (from, to) = all();
    let range = (from.as_str(), to.as_str());
    let mut groups: BTreeMap<String, Lessons> = BTreeMap::new();
    let what = (LmsMethod::Schedule, month);
    each_row(
        connection,
        organisation,
        what,
        range,
        |lesson: LessonRow| {
            add(groups.entry(lesson.group.clone()).or_default(), lesson);
        },
    )?;
    let mut contracts: BTreeMap<Iin, ContractRow> = BTreeMap::new();
    let what = (LmsMethod::Contracts, month);
    each_row(connection, organisation, what, range, |row: ContractRow| {
        contracts.entry(row.iin).or_insert(row);
    })?;
    let bounds = Bounds::on(month.first_day());
    let mut confirmed: BTreeMap<Iin, BTreeSet<String>> = BTreeMap::new();
    let what = (LmsMethod::Marks, month);
    each_row(connection, organisation, what, range, |mark: MarkRow| {
        let own = contracts.get(&mark.iin).map(|row| row.groups.as_slice());
        let own = own.unwrap_or_default().iter();
        let counts = own
            .filter_map(|group| groups.get(group))
            .any(|lessons| confirms(&mark, lessons, &bounds));
        if counts {
            confirmed.entry(mark.iin).or_default().insert(mark.lesson);
        }
    })?;
    let sent = contents(connection, organisation, LmsMethod::Schedule, month)?.is_some()
        && contents(connection, organisation, LmsMethod::Marks, month)?.is_some();
    let students = contracts.into_values().map(|contract| {
        let lessons: BTreeSet<&String> = contract
            .groups
            .iter()
            .filter_map(|group| groups.get(group))
            .flat_map(BTreeMap::keys)
            .collect();
        Student {
            scheduled: count(lessons.len()),
            confirmed: confirmed
                .get(&contract.iin)
                .map_or(0, |own| count(own.len())),
            contract,
        }
    });
    Ok((students.collect(), sent))
}

/// All students of a university's month by their numbers: how each studies, and what [`presence`]
/// says of each.
pub(crate) fn students_by_number(
    connection: &Connection,
    organisation: OrganisationId,
    month: Period,
) -> Result<BTreeMap<Iin, (StudentStudy, Trace)>, StoreError> {
    let (students, _) = students(connection, organisation, month)?;
    let lms = contents(connection, organisation, LmsMethod::Schedule, month)?;
    let qr = contents(connection, organisation, LmsMethod::Marks, month)?;
    let told = students.into_iter().map(|student| {
        let trace = Trace {
            scheduled: student.scheduled,
            attended: student.confirmed,
            lms,
            qr,
        };
        (student.contract.iin, (student.contract.study, trace))
    });
    Ok(told.collect())
}

impl RunningRegistry {
    /// Lessons of a student in a month, as the LMS of a university sent them: scheduled for the
    /// groups of the contract, and of these the ones whose code was read around their time. Without
    /// a schedule, or without marks, there is no trace.
    ///
    /// # Errors
    /// [`StoreError`] when the store can't be read.
    pub async fn lms_presence(
        &self,
        organisation: OrganisationId,
        person: Iin,
        month: Period,
    ) -> Result<Trace, StoreError> {
        let store = &self.core().store;
        store
            .read(move |connection| presence(connection, organisation, person, month))
            .await
    }

    /// The contract of a student with a university that stands in a month, where its LMS sent one.
    ///
    /// # Errors
    /// [`StoreError`] when the store can't be read.
    pub async fn lms_contract(
        &self,
        organisation: OrganisationId,
        person: Iin,
        month: Period,
    ) -> Result<Option<ContractRow>, StoreError> {
        let store = &self.core().store;
        store
            .read(move |connection| contract_of(connection, organisation, person, month))
            .await
    }

    /// A document as an LMS sent it, by the hash its receipt names; checked against it.
    ///
    /// # Errors
    /// [`StoreError`] when the store can't be read, or holds other bytes.
    pub async fn lms_source(&self, hash: BlobHash) -> Result<Option<Vec<u8>>, StoreError> {
        let store = &self.core().store;
        store
            .read(move |connection| super::kept::source_of(connection, hash))
            .await
    }
}
