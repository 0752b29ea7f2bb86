//! A region whose month is still to be played: its schools with their heads, mandates and norms are
//! there, nothing is applied for, planned or signed. Five things are wrong in it, each to be stopped at
//! its place.
//!
//! What the LMS of its schools will send stands in [`lms`]; what the state's systems say of it is
//! answered by [`super::sources`] as for any school of the demonstration.

mod lms;
mod pupils;

use super::DemoFault;
use super::dice::identity;
use super::order::{fault, norms, region};
use super::people::{Account, HeadOfSchool};
use super::places::organisation_id;
use crate::months;
use crate::schooling::{FirstMandate, entrust};
use crate::store::Tx;
use baqylau_domain::Moment;
use baqylau_domain::calendar::Period;
use baqylau_domain::checks::LifeStatus;
use baqylau_domain::identifiers::{Bin, Kato, MandateId, OrganisationId, PersonId};
use baqylau_domain::month::PersonFact;
use baqylau_domain::organisation::Organisation;
use baqylau_domain::people::AccountRole;
use baqylau_domain::schooling::Principal;
use chrono::{Datelike, NaiveDate};

pub use lms::RehearsedLms;

/// Most schools a rehearsal has.
pub const MAX_SCHOOLS: u32 = 60;

/// Fewest: every fault has a school of its own.
pub const MIN_SCHOOLS: u32 = 12;

/// What is wrong with a school of a rehearsal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PlantedFault {
    /// A school of another region lists one of its pupils too.
    Doubled,
    /// One of its pupils died.
    Dead,
    /// It has more pupils than its sanitary permit allows.
    OverPermit,
    /// It issues no electronic invoice for its act.
    NoInvoice,
    /// A commission found a violation, and the department will suspend payment.
    Suspended,
}

/// Which school of the region has which fault, by its number.
const FAULTS: [(u32, PlantedFault); 5] = [
    (3, PlantedFault::Doubled),
    (5, PlantedFault::Dead),
    (7, PlantedFault::OverPermit),
    (9, PlantedFault::NoInvoice),
    (11, PlantedFault::Suspended),
];

/// The school of the demonstration whose visit ended in a proposal to suspend.
const PROPOSED: u32 = 3;

/// Schools of the demonstration that have a past of their own.
const OTHERS: u32 = 15;

/// A school of a rehearsal.
#[derive(Debug, Clone)]
pub struct RehearsedSchool {
    /// Its number in the rehearsal, from 1.
    pub number: u32,
    /// Identity.
    pub organisation: OrganisationId,
    /// Its head, who has an account and a mandate.
    pub head: PersonId,
    /// How many pupils its LMS will list.
    pub pupils: u32,
    /// How many places its sanitary permit has, where that is fewer.
    pub permitted: Option<u32>,
    /// What is wrong with it.
    pub fault: Option<PlantedFault>,
}

/// What there is to be played.
#[derive(Debug, Clone)]
pub struct Rehearsal {
    /// The schools, by their numbers.
    pub schools: Vec<RehearsedSchool>,
    /// The day it is arranged around.
    pub today: NaiveDate,
}

impl Rehearsal {
    /// The rehearsal of a demonstration of a day with so many schools.
    pub fn of(today: NaiveDate, schools: u32) -> Self {
        let schools = schools.clamp(MIN_SCHOOLS, MAX_SCHOOLS);
        let school = |number| RehearsedSchool {
            number,
            organisation: school(number),
            head: head(number),
            pupils: pupils::count(number),
            permitted: (fault_of(number) == Some(PlantedFault::OverPermit))
                .then(|| permitted_of(pupils::count(number))),
            fault: fault_of(number),
        };
        Self {
            schools: (1..=schools).map(school).collect(),
            today,
        }
    }

    /// What the LMS of the region will send for a month: three of them, and that of a school of
    /// another region. Their schools' БИН are those of `organisations`.
    pub fn lms(
        &self,
        month: Period,
        bin: impl Fn(OrganisationId) -> Option<Bin>,
    ) -> Vec<RehearsedLms> {
        lms::of(self, month, &bin)
    }
}

/// A page with a name on it: the papers schools send are samples too.
pub fn paper(name: &str) -> Vec<u8> {
    super::order::page(name)
}

/// The number of a school among those of its region.
fn number_in_region(number: u32) -> u32 {
    if fault_of(number) == Some(PlantedFault::Suspended) {
        PROPOSED
    } else {
        OTHERS + number
    }
}

fn fault_of(number: u32) -> Option<PlantedFault> {
    let found = FAULTS.iter().find(|(of, _)| *of == number);
    found.map(|(_, fault)| *fault)
}

/// A school by its number in the rehearsal.
pub(super) fn school(number: u32) -> OrganisationId {
    organisation_id(&format!(
        "school {} {}",
        super::order::REGION,
        number_in_region(number)
    ))
}

/// The head of a school.
pub(super) fn head(number: u32) -> PersonId {
    PersonId::new(identity(&format!(
        "head of school {}",
        number_in_region(number)
    )))
}

/// Heads of its schools, all in the list for signing in.
pub(super) fn heads(schools: u32) -> Vec<HeadOfSchool> {
    (1..=schools)
        .map(|number| HeadOfSchool {
            number: number_in_region(number),
            school: school(number),
            listed: true,
        })
        .collect()
}

fn permitted_of(pupils: u32) -> u32 {
    pupils * 4 / 5
}

/// Places of the sanitary permit of a school, where they are fewer than its building has.
pub(super) fn permitted(of: OrganisationId) -> Option<u32> {
    let (number, _) = *FAULTS
        .iter()
        .find(|(_, fault)| *fault == PlantedFault::OverPermit)?;
    (of == school(number)).then(|| permitted_of(pupils::count(number)))
}

/// Whether a school issues no invoices.
pub(super) fn is_without_invoice(of: OrganisationId) -> bool {
    let mut without = FAULTS
        .iter()
        .filter(|(_, fault)| *fault == PlantedFault::NoInvoice);
    without.any(|(number, _)| school(*number) == of)
}

/// The schools that are there for a rehearsal alone.
pub(super) fn organisations(region: Kato, schools: u32, today: NaiveDate) -> Vec<Organisation> {
    let numbers = (1..=schools).map(number_in_region);
    numbers
        .filter(|number| *number > OTHERS)
        .map(|number| super::places::regular_school(region, number, today))
        .collect()
}

/// Norms, first mandates, and what ГБД ФЛ says of the pupils.
pub(super) fn prepare(
    tx: &Tx<'_>,
    accounts: &[Account],
    schools: u32,
    today: NaiveDate,
    now: Moment,
) -> Result<(), DemoFault> {
    let region = region()?;
    norms(tx, region, today.year())?;
    let end = NaiveDate::from_ymd_opt(today.year() + 1, 12, 31).ok_or_else(|| fault("year"))?;
    let mut place = 0_u32;
    let mut first = |person, principal| {
        place += 1;
        let id = MandateId::new(identity(&format!("first mandate of a rehearsal {place}")));
        let first = FirstMandate {
            person,
            principal,
            to: end,
            basis: format!("№ {place}-Р (үлгі / образец)"),
        };
        entrust(tx, id, &first, now).map_err(fault)
    };
    let nth = |role, nth| {
        let people = accounts.iter().map(|account| &account.person);
        let mut here = people.filter(|one| one.role == role && one.actor().covers(region));
        here.nth(nth).ok_or_else(|| fault("account"))
    };
    let head = nth(AccountRole::EducationOfficer, 1)?;
    first(head.iin, Principal::Department(region))?;
    let centre = nth(AccountRole::FinancialCentre, 0)?;
    first(centre.iin, Principal::Centre)?;
    for number in 1..=schools {
        let of = school(number);
        let mut people = accounts.iter().map(|account| &account.person);
        let head = people.find(|person| person.organisation == Some(of));
        let head = head.ok_or_else(|| fault("head of a school"))?;
        first(head.iin, Principal::School(of))?;
    }
    let facts = (1..=schools).flat_map(|number| {
        let dead = (fault_of(number) == Some(PlantedFault::Dead)).then_some(4);
        let of_school = pupils::of(number, today).into_iter().enumerate();
        of_school.map(move |(place, pupil)| PersonFact {
            number: pupil.iin.as_u64(),
            life: Some(if Some(place) == dead {
                LifeStatus::Dead
            } else {
                LifeStatus::Alive
            }),
            country: Some(398),
        })
    });
    let facts: Vec<PersonFact> = facts.collect();
    Ok(months::put_facts(tx, facts)?)
}
