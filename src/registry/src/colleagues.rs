//! People of the same office or school: whom a mandate of the state order may be given to.

use crate::access::covered;
use crate::store::{Connection, StoreError, rows};
use baqylau_domain::people::{AccountRole, Person};
use baqylau_protocol::colleagues::Colleagues;
use baqylau_protocol::planning::Candidate;

/// The colleagues of a person, without themselves.
pub(crate) fn answer(connection: &Connection, of: &Person) -> Result<Colleagues, StoreError> {
    let role = of.role;
    let acts = matches!(
        role,
        AccountRole::EducationOfficer | AccountRole::FinancialCentre | AccountRole::School
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
    Ok(Colleagues { people })
}

/// Whether two people of one role act for the same school, department or the financial centre.
fn is_of_the_same(person: &Person, of: &Person) -> bool {
    match of.role {
        AccountRole::School => of.organisation.is_some() && person.organisation == of.organisation,
        AccountRole::EducationOfficer => {
            covered(of).any(|region| covered(person).any(|other| other == region))
        }
        AccountRole::FinancialCentre => true,
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
