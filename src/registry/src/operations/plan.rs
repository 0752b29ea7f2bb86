//! Planning a visit.

use super::evaluate::rejected;
use crate::context::Context;
use crate::records;
use crate::registrar;
use crate::store::{StoreError, Tx, rows};
use baqylau_domain::Moment;
use baqylau_domain::calendar::legal_day;
use baqylau_domain::organisation::Organisation;
use baqylau_domain::people::Person;
use baqylau_domain::sanction::may_rule;
use baqylau_domain::visit::{PlanFault, Stage, Visit, VisitOp, VisitPlan};
use baqylau_protocol::receipt::{Outcome, Rejection};

/// Takes a planned visit in, when the rules allow the plan and everything it names is known to
/// the registry exactly so. Names, positions and ИИН of the commission become the registry's own.
/// A visit that is repeated learns of it in the same transaction.
pub(super) fn plan(
    context: &Context,
    tx: &Tx<'_>,
    visit: &Visit,
    person: &Person,
    made_at: Moment,
) -> Result<Outcome, StoreError> {
    let actor = person.actor();
    if let Err(refusal) = may_rule(&actor, visit.organisation_kind, visit.territory) {
        return Ok(rejected(Rejection::Ruling { refusal }));
    }
    if rows::visit(tx, visit.id)?.is_some() {
        return Ok(rejected(Rejection::AlreadyExists));
    }
    let fresh = matches!(visit.stage, Stage::Planned) && visit.version == 0;
    let organisation = rows::organisation(tx, visit.organisation)?;
    let Some(organisation) = organisation.filter(|known| fresh && is_told_truly(visit, known))
    else {
        return Ok(rejected(Rejection::NotFound));
    };
    let repeated = match visit.repeats {
        Some(first) => rows::visit(tx, first)?,
        None => None,
    };
    let today = legal_day(made_at);
    let faults = VisitPlan::of(visit).faults(Some(&organisation), repeated.as_ref(), &actor, today);
    let mut visit = visit.clone();
    let unknown = match faults.into_iter().next() {
        Some(fault) => Some(fault),
        None => fill_in(tx, &mut visit)?,
    };
    if let Some(fault) = unknown {
        return Ok(rejected(Rejection::Plan { fault }));
    }
    records::put_visit(tx, &visit)?;
    for checklist in &visit.checklists {
        rows::show_blob(tx, visit.id, checklist.workbook)?;
    }
    if let Some(mut first) = repeated {
        let op = VisitOp::PlanRepeat { repeat: visit.id };
        let policy = context.policies.on(today);
        if registrar::advance(&mut first, &op, &policy, made_at) {
            records::put_visit(tx, &first)?;
        }
    }
    Ok(Outcome::Applied)
}

/// Whether kind and territory are those of the organisation and its building: rights hang on them.
fn is_told_truly(visit: &Visit, organisation: &Organisation) -> bool {
    organisation.kind == visit.organisation_kind
        && organisation
            .premises(visit.premises)
            .is_some_and(|place| place.territory == visit.territory)
}

/// Writes what the registry knows of the commission into the plan; what it doesn't know is a
/// fault.
fn fill_in(tx: &Tx<'_>, visit: &mut Visit) -> Result<Option<PlanFault>, StoreError> {
    for member in &mut visit.members {
        let known = rows::person(tx, member.person)?;
        let Some(known) = known.filter(|known| member.iin.is_none_or(|iin| iin == known.iin))
        else {
            return Ok(Some(PlanFault::PersonUnknown {
                person: member.person,
            }));
        };
        member.full_name = known.full_name;
        member.position = known.position;
        member.iin = Some(known.iin);
    }
    for list in &visit.checklists {
        if !rows::has_workbook(tx, list.workbook, &list.code, &list.version)? {
            return Ok(Some(PlanFault::ChecklistUnknown {
                code: list.code.clone(),
            }));
        }
    }
    Ok(None)
}
