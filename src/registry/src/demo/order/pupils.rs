//! Pupils of the schools of the order: how many in which class, what their LMS sent for a month, and
//! what ГБД ФЛ says of them.

use super::super::dice::{Dice, iin};
use super::super::places::organisation_id;
use super::calendar::Timeline;
use super::{OTHER_SCHOOL, OVER_PERMIT, school, single_shift};
use crate::demo::DemoFault;
use baqylau_domain::calendar::Period;
use baqylau_domain::checks::{LifeStatus, Programme, Study};
use baqylau_domain::identifiers::OrganisationId;
use baqylau_domain::month::{Batch, BatchHead, Entry, Grade, Level, PersonFact};
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeSet;

/// Classes of a school.
const CLASSES: u32 = 11;

/// Pupils of a school when it applied.
pub(super) fn count(number: u32) -> u32 {
    if number == OVER_PERMIT {
        300
    } else {
        96 + number * 37 % 130
    }
}

/// Class of a pupil.
fn class(place: u32) -> u32 {
    1 + place % CLASSES
}

/// Whether a pupil learns after the first shift: the middle classes do, where there are two shifts.
fn beyond_first_shift(number: u32, place: u32) -> bool {
    !single_shift(number) && (5..=7).contains(&class(place))
}

fn grade(place: u32) -> Grade {
    Grade::Class(u8::try_from(class(place)).unwrap_or(1))
}

/// Pupils by level and shift: of the first one, and after it.
pub(super) fn by_level(number: u32, level: Level) -> (u32, u32) {
    let of_level = (0..count(number)).filter(|place| grade(*place).level() == level);
    let (mut first, mut after) = (0, 0);
    for place in of_level {
        if beyond_first_shift(number, place) {
            after += 1;
        } else {
            first += 1;
        }
    }
    (first, after)
}

/// Valid numbers of invented children, no two of them the same.
fn numbers(number: u32, today: NaiveDate) -> Vec<u64> {
    let mut dice = Dice::new(&format!("pupils of {number}"));
    let mut used = BTreeSet::new();
    (0..count(number))
        .filter_map(|place| {
            let age = 6 + i32::try_from(class(place)).unwrap_or(1);
            // A school has days of its own, so that nobody is another school's pupil too.
            let day = 1 + number * 22 + dice.below(20);
            let birth = NaiveDate::from_yo_opt(today.year() - age, day)?;
            let male = dice.percent(50);
            (0..40).find_map(|step| {
                let iin = iin(birth, male, step * 3)?.as_u64();
                used.insert(iin).then_some(iin)
            })
        })
        .collect()
}

/// What a demonstration knows of the pupils.
pub(super) struct Pupils {
    /// Of each school of the order, from the first.
    schools: Vec<Vec<u64>>,
    last: Period,
}

/// How many schools the order has.
pub(super) const SCHOOLS: u32 = 15;

/// A school that lists a pupil another region's school lists too.
const DOUBLED: u32 = 4;
/// One with a pupil who died.
const WITH_DEAD: u32 = 2;
/// One with a pupil ГБД ФЛ says nothing of.
const WITH_UNKNOWN: u32 = 6;
/// One with a mistyped number.
const WITH_MISTAKE: u32 = 9;

impl Pupils {
    pub(super) fn of(line: &Timeline) -> Self {
        Self {
            schools: (1..=SCHOOLS)
                .map(|number| numbers(number, line.today))
                .collect(),
            last: line.last,
        }
    }

    fn of_school(&self, number: u32) -> &[u64] {
        let place = usize::try_from(number).unwrap_or(0).wrapping_sub(1);
        self.schools.get(place).map_or(&[], Vec::as_slice)
    }

    fn pupil(&self, number: u32, place: usize) -> Option<u64> {
        self.of_school(number).get(place).copied()
    }

    /// What ГБД ФЛ says.
    pub(super) fn facts(&self) -> Vec<PersonFact> {
        let dead = self.pupil(WITH_DEAD, 17);
        let unknown = self.pupil(WITH_UNKNOWN, 30);
        let all = self.schools.iter().flatten().copied();
        all.filter(|number| Some(*number) != unknown)
            .map(|number| PersonFact {
                number,
                life: Some(if Some(number) == dead {
                    LifeStatus::Dead
                } else {
                    LifeStatus::Alive
                }),
                country: Some(398),
            })
            .collect()
    }

    /// What the LMS of the schools sent for a month; a few pupils come and go.
    pub(super) fn batches(&self, month: Period) -> Result<Vec<Batch>, DemoFault> {
        let mut batches = Vec::new();
        for number in 1..=SCHOOLS {
            let ago = u32::try_from(self.last.months_since(month)).unwrap_or(0);
            let absent = usize::try_from((number + ago * 2) % 4).unwrap_or(0);
            let present = self.of_school(number).len().saturating_sub(absent);
            let mut entries: Vec<Entry> = self
                .of_school(number)
                .iter()
                .take(present)
                .zip(0..)
                .map(|(pupil, place)| entry(*pupil, grade(place)))
                .collect();
            if number == WITH_MISTAKE
                && let Some(entry) = entries.get_mut(40)
            {
                // The last digit, as a tired hand types it.
                entry.number = entry.number / 10 * 10 + (entry.number + 1) % 10;
            }
            batches.push(batch(school(number), month, &entries)?);
        }
        // One child is in the list of a school of another region as well.
        let doubled = self.pupil(DOUBLED, 12).map(|pupil| entry(pupil, grade(12)));
        let doubled: Vec<Entry> = doubled.into_iter().collect();
        batches.push(batch(organisation_id(OTHER_SCHOOL), month, &doubled)?);
        Ok(batches)
    }
}

fn entry(number: u64, grade: Grade) -> Entry {
    Entry {
        number,
        born: None,
        grade: Some(grade),
        study: Some(Study::GeneralClass),
        contract: None,
        lessons: None,
    }
}

fn batch(
    organisation: OrganisationId,
    period: Period,
    entries: &[Entry],
) -> Result<Batch, DemoFault> {
    let source = format!(
        "sample of {organisation} {}-{}",
        period.year(),
        period.month()
    );
    let head = BatchHead {
        organisation,
        programme: Programme::Schooling,
        period,
        revision: 1,
        source: baqylau_protocol::blob::hash(source.as_bytes()),
    };
    Batch::new(head, entries).map_err(super::fault)
}
