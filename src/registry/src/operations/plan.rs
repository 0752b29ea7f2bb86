//! Planning a visit.

use super::evaluate::rejected;
use crate::records;
use crate::store::{StoreError, Tx, rows};
use baqylau_domain::people::Person;
use baqylau_domain::sanction::may_rule;
use baqylau_domain::visit::{Stage, Visit};
use baqylau_protocol::receipt::{Outcome, Rejection};

/// Takes a planned visit in, when the officer may order such visits and everything it names is
/// known to the registry exactly so.
pub(super) fn plan(tx: &Tx<'_>, visit: &Visit, person: &Person) -> Result<Outcome, StoreError> {
    if let Err(refusal) = may_rule(&person.actor(), visit.organisation_kind, visit.territory) {
        return Ok(rejected(Rejection::Ruling { refusal }));
    }
    if rows::visit(tx, visit.id)?.is_some() {
        return Ok(rejected(Rejection::AlreadyExists));
    }
    if !matches!(visit.stage, Stage::Planned) || visit.version != 0 || !is_known(tx, visit)? {
        return Ok(rejected(Rejection::NotFound));
    }
    records::put_visit(tx, visit)?;
    for checklist in &visit.checklists {
        rows::show_blob(tx, visit.id, checklist.workbook)?;
    }
    Ok(Outcome::Applied)
}

/// Whether organisation, building, people, checklists and the repeated visit are the registry's.
fn is_known(tx: &Tx<'_>, visit: &Visit) -> Result<bool, StoreError> {
    let Some(organisation) = rows::organisation(tx, visit.organisation)? else {
        return Ok(false);
    };
    let place = organisation.premises(visit.premises);
    if organisation.kind != visit.organisation_kind
        || place.is_none_or(|place| place.territory != visit.territory)
    {
        return Ok(false);
    }
    for (index, member) in visit.members.iter().enumerate() {
        let repeated = visit
            .members
            .iter()
            .take(index)
            .any(|m| m.person == member.person);
        let known = rows::person(tx, member.person)?;
        if repeated || known.is_none_or(|known| known.iin != member.iin) {
            return Ok(false);
        }
    }
    for checklist in &visit.checklists {
        if !rows::has_workbook(tx, checklist.workbook, &checklist.code, &checklist.version)? {
            return Ok(false);
        }
    }
    match visit.repeats {
        None => Ok(true),
        Some(first) => {
            Ok(rows::visit(tx, first)?
                .is_some_and(|first| first.organisation == visit.organisation))
        }
    }
}
