//! People of the same office or school: whom a mandate of the state order may be given to, who shared
//! a view. And names of others, by the records that name them: nobody is told who isn't in a record
//! the reader is shown.

use crate::access::covered;
use crate::store::sql as sql_of_feed;
use crate::store::sql::schooling as sql;
use crate::store::{Connection, StoreError, params, rows};
use baqylau_domain::identifiers::{Kato, PersonId};
use baqylau_domain::people::{AccountRole, Person};
use baqylau_domain::schooling::{Principal, SchoolingRecord};
use baqylau_protocol::colleagues::{Colleagues, Named};
use baqylau_protocol::feed::{Change, Scope};
use baqylau_protocol::planning::Candidate;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::sync::{Mutex, PoisonError};

/// The colleagues of a person, without themselves.
pub(crate) fn answer(
    connection: &Connection,
    names: &Names,
    of: &Person,
) -> Result<Colleagues, StoreError> {
    let role = of.role;
    let acts = matches!(
        role,
        AccountRole::EducationOfficer
            | AccountRole::FinancialCentre
            | AccountRole::School
            | AccountRole::IssuerOfficer
    );
    if !acts {
        return Ok(Colleagues::default());
    }
    let mut people: Vec<Candidate> = rows::people_by_role(connection, role)?
        .into_iter()
        .filter(|person| person.id != of.id && is_of_the_same(person, of))
        .map(|person| Candidate {
            person: person.id,
            full_name: person.full_name,
            position: person.position,
            territory: person.territory,
        })
        .collect();
    people.sort_by_key(|person| person.person);
    let mut named = Vec::new();
    for person in of_records(connection, names, of)? {
        if person == of.id || people.iter().any(|one| one.person == person) {
            continue;
        }
        let Some(known) = rows::person(connection, person)? else {
            continue;
        };
        if let Some(office) = office(&known) {
            named.push(Named {
                person,
                full_name: known.full_name,
                office,
            });
        }
    }
    Ok(Colleagues { people, named })
}

/// Kinds of records offices and schools are shown; messages are told by their side alone.
const KINDS: [&str; 9] = [
    "application",
    "budget",
    "distribution",
    "plan",
    "contract",
    "act",
    "register",
    "payment",
    "mandate",
];

/// Whom records of a region name, as far as its feed was read: a year of a region is thousands of
/// records and a few dozen people, so only what was announced since is read again. Steps are only
/// added to records, so nobody who was named once stops being named.
#[derive(Debug, Default)]
pub(crate) struct Names {
    regions: Mutex<BTreeMap<Kato, Read>>,
}

#[derive(Debug, Clone)]
struct Read {
    /// Newest entry of the region's feed that was read.
    head: i64,
    people: BTreeSet<PersonId>,
}

impl Names {
    /// Whom the records of a region name.
    pub(crate) fn of(
        &self,
        connection: &Connection,
        region: Kato,
    ) -> Result<BTreeSet<PersonId>, StoreError> {
        let scope = Scope::Orders(region).to_string();
        // Before the records: what comes in between is read again by the next who asks.
        let head = connection.cell(sql_of_feed::FEED_HEAD, params![scope])?;
        let head: i64 = head.unwrap_or_default();
        let known = {
            let regions = self.regions.lock();
            let regions = regions.unwrap_or_else(PoisonError::into_inner);
            regions.get(&region).cloned()
        };
        let known = known.filter(|known| known.head <= head);
        let people = match known {
            Some(known) if known.head == head => return Ok(known.people),
            Some(known) => {
                let mut people = known.people;
                let values = params![scope, known.head, head - known.head];
                connection.each(sql_of_feed::FEED_PAGE, values, |row| {
                    let change: Change = rows::decode(row.text(1)?, "feed")?;
                    if let Change::Schooling { record } = change {
                        people.extend(record.named());
                    }
                    Ok::<_, StoreError>(ControlFlow::Continue(()))
                })?;
                people
            }
            None => {
                let mut people = BTreeSet::new();
                for kind in KINDS {
                    let values = params![kind, region.to_string()];
                    connection.each(sql::SCHOOLING_OF_REGION, values, |row| {
                        let record: SchoolingRecord = rows::decode(row.text(0)?, "schooling")?;
                        people.extend(record.named());
                        Ok::<_, StoreError>(ControlFlow::Continue(()))
                    })?;
                }
                people
            }
        };
        let read = Read {
            head,
            people: people.clone(),
        };
        let regions = self.regions.lock();
        let mut regions = regions.unwrap_or_else(PoisonError::into_inner);
        regions.insert(region, read);
        Ok(people)
    }
}

/// Whom records shown to a person name. A school isn't told who worked on its papers in an office,
/// only who signed them with it.
fn of_records(
    connection: &Connection,
    names: &Names,
    of: &Person,
) -> Result<BTreeSet<PersonId>, StoreError> {
    let mut people = BTreeSet::new();
    match of.role {
        AccountRole::School => {
            let school = of.organisation.map(|school| school.to_string());
            for (kind, school) in ["contract", "act"].into_iter().zip(school.iter().cycle()) {
                connection.each(sql::SCHOOLING_OF_SCHOOL, params![kind, school], |row| {
                    let record: SchoolingRecord = rows::decode(row.text(0)?, "schooling")?;
                    people.extend(record.signers_of_both());
                    Ok::<_, StoreError>(ControlFlow::Continue(()))
                })?;
            }
        }
        AccountRole::EducationOfficer | AccountRole::FinancialCentre => {
            for region in covered(of) {
                people.extend(names.of(connection, region)?);
            }
        }
        _ => {}
    }
    Ok(people)
}

/// For whom somebody acts in the state order; nobody without a place in it.
fn office(person: &Person) -> Option<Principal> {
    match person.role {
        AccountRole::EducationOfficer => {
            let region = person.territory?.region();
            Some(Principal::Department(region))
        }
        AccountRole::FinancialCentre => Some(Principal::Centre),
        AccountRole::School => Some(Principal::School(person.organisation?)),
        _ => None,
    }
}

/// Whether two people of one role act for the same school, department or the financial centre.
fn is_of_the_same(person: &Person, of: &Person) -> bool {
    match of.role {
        AccountRole::School => of.organisation.is_some() && person.organisation == of.organisation,
        AccountRole::EducationOfficer => {
            covered(of).any(|region| covered(person).any(|other| other == region))
        }
        // Whatever region they see to, they are of one office.
        AccountRole::FinancialCentre | AccountRole::IssuerOfficer => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use baqylau_domain::identifiers::{OrganisationId, PersonId};
    use baqylau_domain::text::Trilingual;
    use uuid::Uuid;

    fn person(role: AccountRole, territory: Option<&str>, school: Option<u128>) -> Person {
        Person {
            id: PersonId::new(Uuid::from_u128(1)),
            full_name: String::new(),
            iin: "900101300017".parse().expect("an ИИН"),
            position: Trilingual::default(),
            role,
            territory: territory.map(|kato| kato.parse().expect("a region")),
            organisation: school.map(|id| OrganisationId::new(Uuid::from_u128(id))),
        }
    }

    #[test]
    fn schools_and_departments_see_their_own_people_only() {
        use AccountRole::{EducationOfficer as Officer, FinancialCentre as Centre, School};
        let (here, there) = (Some("390000000"), Some("750000000"));
        let cases = [
            (
                person(School, None, Some(7)),
                person(School, None, Some(7)),
                true,
            ),
            (
                person(School, None, Some(7)),
                person(School, None, Some(8)),
                false,
            ),
            (
                person(School, None, None),
                person(School, None, None),
                false,
            ),
            (
                person(Officer, here, None),
                person(Officer, here, None),
                true,
            ),
            (
                person(Officer, here, None),
                person(Officer, there, None),
                false,
            ),
            (person(Centre, None, None), person(Centre, None, None), true),
        ];
        for (of, other, expected) in cases {
            assert_eq!(is_of_the_same(&other, &of), expected, "{of:?} {other:?}");
        }
    }
}
