//! People who may be mandated, as far as this laptop knows them.

use super::table::Beside;
use crate::cx::Cx;
use baqylau_domain::identifiers::PersonId;
use baqylau_domain::people::{AccountRole, Person};
use baqylau_domain::schooling::{Mandate, Principal};
use baqylau_protocol::planning::Candidate;
use std::collections::{BTreeSet, HashMap};

/// Names of people known here: who is signed in, the people of their office or school as the
/// registry told, and the accounts of a demonstration.
pub fn names(cx: &Cx<'_>) -> HashMap<PersonId, String> {
    let samples = cx.model.sample_people.iter();
    let known = samples.chain(cx.model.person());
    let known = known.map(|person| (person.id, person.full_name.clone()));
    let colleagues = colleagues(cx).map(|one| (one.person, one.full_name.clone()));
    let named = cx.model.named.iter();
    let named = named.map(|one| (one.person, one.full_name.clone()));
    known.chain(named).chain(colleagues).collect()
}

fn colleagues<'m>(cx: &Cx<'m>) -> impl Iterator<Item = &'m Candidate> {
    let told = cx.model.colleagues.value().into_iter();
    told.flat_map(|people| people.iter())
}

/// Whom the signed-in person acts for by their role.
pub fn principal(cx: &Cx<'_>) -> Option<Principal> {
    let me = cx.model.person()?;
    match me.role {
        AccountRole::EducationOfficer => {
            let region = me.territory?.region();
            Some(Principal::Department(region))
        }
        AccountRole::FinancialCentre => Some(Principal::Centre),
        AccountRole::School => Some(Principal::School(me.organisation?)),
        _ => None,
    }
}

/// Whether an account could act for a principal at all: a mandate of another is worth nothing.
fn could(person: &Person, principal: Principal) -> bool {
    match principal {
        Principal::Centre => person.role == AccountRole::FinancialCentre,
        Principal::Department(region) => {
            person.role == AccountRole::EducationOfficer
                && person.territory.is_none_or(|own| own.contains(region))
        }
        Principal::School(school) => {
            person.role == AccountRole::School && person.organisation == Some(school)
        }
    }
}

/// Who may be given a mandate by the signed-in person: colleagues the registry told of, accounts
/// of a demonstration, and people who have or had one of the same principal. By name.
pub fn candidates<'m>(
    principal: Principal,
    mandates: impl Iterator<Item = &'m Mandate>,
    beside: &Beside,
    cx: &Cx<'_>,
) -> Vec<(PersonId, String)> {
    let accounts = cx.model.sample_people.iter();
    let accounts = accounts.filter(|person| could(person, principal));
    let before = mandates.filter(|mandate| mandate.principal == principal);
    let known: BTreeSet<PersonId> = accounts
        .map(|person| person.id)
        .chain(before.map(|mandate| mandate.person))
        .chain(colleagues(cx).map(|one| one.person))
        .filter(|person| Some(*person) != beside.me)
        .collect();
    let mut named: Vec<(PersonId, String)> = known
        .into_iter()
        .map(|person| (person, beside.person(person, cx.locale)))
        .collect();
    named.sort_by(|one, other| cx.locale.compare(&one.1, &other.1));
    named
}
