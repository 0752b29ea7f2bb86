//! Planning: what an officer chooses from, and a plan on its way to the registry.

use super::operate::{self, Luggage};
use super::{registers, view};
use crate::error::{ClientError, Result};
use crate::hub::Hub;
use crate::store::{Store, cache};
use crate::ui::{Event, Ticket, UserError};
use baqylau_domain::calendar::legal_day;
use baqylau_domain::identifiers::VisitId;
use baqylau_domain::policy::Policies;
use baqylau_domain::visit::{PlanFault, VisitOp, VisitOrder, VisitPlan, decide, plans_visits};
use baqylau_protocol::api::ErrorCode;
use baqylau_protocol::operation::OperationBody;
use std::sync::Arc;

/// Tells what the signed-in officer plans visits with; nothing before the registry was asked.
///
/// # Errors
/// A refusal for roles that plan nothing, or what the database answered.
pub fn tell(hub: &Hub) -> Result<()> {
    let (store, person) = (hub.store()?, hub.person()?);
    if !plans_visits(person.role) {
        return Err(ClientError::refused("refusal-not-your-role"));
    }
    let kept = store.cache().read(|c| cache::planning(c, person.id))?;
    hub.tell(Event::Planning(
        kept.map(|(_, planning)| Arc::new(planning)),
    ));
    Ok(())
}

/// Asks the registry for what changed, for officers who plan; what was kept for anybody else
/// goes.
///
/// # Errors
/// No answer, or what the database answered.
pub async fn refresh(hub: &Hub, store: &Arc<Store>) -> Result<()> {
    let Ok(person) = hub.person() else {
        return Ok(());
    };
    let id = person.id;
    if !plans_visits(person.role) {
        return store
            .cache()
            .write(move |tx| cache::forget_planning_of_others(tx, id));
    }
    let known = store.cache().read(|c| cache::planning(c, id))?;
    let answer = match hub.api.planning(known.map(|(version, _)| version)).await {
        // A registry of an older version has no such list: planning waits, the rest goes on.
        Err(ClientError::Registry {
            code: ErrorCode::NotFound | ErrorCode::Forbidden,
        }) => return Ok(()),
        other => other?,
    };
    let Some(planning) = answer.planning else {
        return Ok(());
    };
    let kept = planning.clone();
    store
        .cache()
        .write(move |tx| cache::keep_planning(tx, id, answer.version, &kept))?;
    hub.tell(Event::Planning(Some(Arc::new(planning))));
    Ok(())
}

/// Records a plan, and the order where there is one. Everything is decided before anything is
/// queued.
///
/// # Errors
/// The fault or refusal of the rules, or what the disk answered.
pub fn plan(hub: &Hub, ticket: Ticket, plan: &VisitPlan, order: Option<VisitOrder>) -> Result<()> {
    let (store, person) = (hub.store()?, hub.person()?);
    let (actor, now) = (person.actor(), hub.now());
    let today = legal_day(now);
    let organisation = match plan.organisation {
        Some(id) => store.cache().read(|c| cache::organisation(c, id))?,
        None => None,
    };
    let repeated = plan
        .repeats
        .and_then(|first| view::visit(hub, &store, first).ok());
    let faults = plan.faults(organisation.as_ref(), repeated.as_ref(), &actor, today);
    if let Some(fault) = faults.first() {
        return Err(ClientError::Refused(fault_words(fault, plan)));
    }
    let id = VisitId::new(hub.new_uuid()?);
    let visit = organisation
        .and_then(|organisation| plan.visit(id, &organisation))
        .ok_or_else(|| ClientError::Refused(fault_error(&PlanFault::NoOrganisation)))?;
    let order = order.map(|order| VisitOp::Order { order });
    if let Some(op) = &order {
        decide(&visit, op, &actor, &Policies::pilot().on(today), now)
            .map_err(|refusal| operate::refusal_words(&refusal, &visit))?;
    }
    let turn = crate::hub::lock(&hub.writing);
    let visit = Box::new(visit);
    let planned = OperationBody::PlanVisit { visit };
    operate::queue(hub, &store, person.id, planned, Luggage::default())?;
    if let Some(op) = order {
        let ordered = OperationBody::Visit { visit: id, op };
        operate::queue(hub, &store, person.id, ordered, Luggage::default())?;
    }
    drop(turn);
    hub.tell(Event::VisitPlanned { ticket, visit: id });
    registers::tell_visits(hub)
}

/// A fault of a plan as a message.
pub fn fault_error(fault: &PlanFault) -> UserError {
    let error = UserError::new(format!("plan-fault-{}", fault.word()));
    match fault {
        PlanFault::ChecklistTwice { code } | PlanFault::ChecklistUnknown { code } => {
            error.with("code", code)
        }
        PlanFault::PersonTwice { .. } | PlanFault::PersonUnknown { .. } => error.with("name", ""),
        _ => error,
    }
}

/// A fault of a plan as a message that names the person it is about.
pub fn fault_words(fault: &PlanFault, plan: &VisitPlan) -> UserError {
    let mut error = fault_error(fault);
    if let PlanFault::PersonTwice { person } | PlanFault::PersonUnknown { person } = fault {
        let member = plan.members.iter().find(|member| member.person == *person);
        let name = member.map(|member| member.full_name.clone());
        error.args = vec![("name".to_owned(), name.unwrap_or_default())];
    }
    error
}
