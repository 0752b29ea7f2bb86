//! People of the same office or school: whom a mandate of the state order may be given to. And names
//! of others, by the records that name them: nobody is told who isn't in a record the reader is shown.

use crate::access::covered;
use crate::store::sql::schooling as sql;
use crate::store::{Connection, StoreError, params, rows};
use baqylau_domain::identifiers::PersonId;
use baqylau_domain::people::{AccountRole, Person};
use baqylau_domain::schooling::{Principal, SchoolingRecord};
use baqylau_protocol::colleagues::{Colleagues, Named};
use baqylau_protocol::planning::Candidate;
use std::collections::BTreeSet;
use std::ops::ControlFlow;

/// The colleagues of a person, without themselves.
pub(crate) fn answer(connection: &Connection, of: &Person) -> Result<Colleagues, StoreError> {
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
    for person in of_records(connection, of)? {
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

/// Whom records shown to a person name. A school isn't told who worked on its papers in an office,
/// only who signed them with it.
fn of_records(connection: &Connection, of: &Person) -> Result<BTreeSet<PersonId>, StoreError> {
    let mut people = BTreeSet::new();
    let mut take = |statement: &'static str, kind: &str, whose: String, school: bool| {
        let values = params![kind, whose];
        connection.each(statement, values, |row| -> Result<_, StoreError> {
            let record: SchoolingRecord = rows::decode(row.text(0)?, "schooling")?;
            people.extend(if school {
                record.signers_of_both()
            } else {
                record.named()
            });
            Ok(ControlFlow::Continue(()))
        })
    };
    match of.role {
        AccountRole::School => {
            if let Some(school) = of.organisation {
                for kind in ["contract", "act"] {
                    take(sql::SCHOOLING_OF_SCHOOL, kind, school.to_string(), true)?;
                }
            }
        }
        AccountRole::EducationOfficer | AccountRole::FinancialCentre => {
            for region in covered(of) {
                for kind in KINDS {
                    take(sql::SCHOOLING_OF_REGION, kind, region.to_string(), false)?;
                }
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
