//! What the person who looks at a visit has to do with it: what its cards may offer them.

use crate::model::{Model, VisitWork};
use baqylau_domain::people::{AccountRole, CommissionMember};
use baqylau_domain::visit::{Refusal, Stage, Visit, VisitOp, decide};

/// The member of the commission who looks at a visit. `None` for officers and observers, who
/// read it and record nothing.
pub(crate) fn member<'v>(visit: &'v Visit, model: &Model) -> Option<&'v CommissionMember> {
    let person = model.person()?;
    // An observer changes nothing, even when an order names them.
    (person.role != AccountRole::Observer)
        .then(|| visit.member(person.id))
        .flatten()
}

/// Whether the person may write what the commission records now.
pub(crate) fn may_record(visit: &Visit, model: &Model) -> bool {
    visit.stage.is_open_for_drafts() && member(visit, model).is_some()
}

/// Whether the commission still has work with what it took along: until the act is handed over.
pub(super) fn is_under_way(stage: &Stage) -> bool {
    stage.delivered().is_none()
}

/// Whether the rules let this person do it now.
pub(super) fn may(visit: &Visit, model: &Model, op: &VisitOp) -> bool {
    let policy = baqylau_domain::policy::Policies::pilot().on(model.today());
    model
        .person()
        .is_some_and(|person| decide(visit, op, &person.actor(), &policy, model.now).is_ok())
}

/// Why the rules don't let this person do it now; `None` when they do.
pub(super) fn refused(work: &VisitWork, model: &Model, op: &VisitOp) -> Option<Refusal> {
    let policy = work.policies.on(model.today());
    let person = model.person()?;
    decide(&work.visit, op, &person.actor(), &policy, model.now).err()
}
