//! Operations that move things on: decided here first, then queued, then sent.

use super::{registers, view};
use crate::error::{ClientError, Result};
use crate::hub::Hub;
use crate::store::batches::BatchMark;
use crate::store::change::{LocalChange, NewBlob, NewDocument, NewOperation};
use crate::store::{Store, cache};
use crate::ui::UserError;
use baqylau_domain::calendar::legal_day;
use baqylau_domain::identifiers::{PersonId, SanctionId, VisitId};
use baqylau_domain::people::Actor;
use baqylau_domain::policy::Policies;
use baqylau_domain::sanction::{Ruling, RulingRefusal};
use baqylau_domain::visit::{Refusal, Visit, VisitOp, decide};
use baqylau_protocol::operation::OperationBody;
use baqylau_protocol::receipt::Rejection;

/// What an operation brings along.
#[derive(Debug, Clone, Default)]
pub struct Luggage {
    /// Attachments.
    pub blobs: Vec<NewBlob>,
    /// Documents.
    pub documents: Vec<NewDocument>,
    /// The item of a batch that a signature belongs to.
    pub batch: Option<BatchMark>,
}

/// Moves a visit on, as the signed-in person.
///
/// # Errors
/// The refusal of the rules, or what the disk answered.
pub fn visit(hub: &Hub, id: VisitId, op: VisitOp) -> Result<()> {
    if matches!(op, VisitOp::FixAct { .. } | VisitOp::Sign { .. }) {
        return Err(ClientError::refused("client-operation-own-command"));
    }
    let actor = hub.person()?.actor();
    visit_as(hub, id, op, &actor, Luggage::default())
}

/// Moves a visit on, as an actor.
///
/// # Errors
/// The refusal of the rules, or what the disk answered.
pub fn visit_as(
    hub: &Hub,
    id: VisitId,
    op: VisitOp,
    actor: &Actor,
    luggage: Luggage,
) -> Result<()> {
    let store = hub.store()?;
    visit_quietly(hub, &store, id, op, actor, luggage)?;
    registers::tell_visit(hub, &store, id);
    Ok(())
}

/// Moves a visit on, as an actor, without telling the screens: one of many.
///
/// # Errors
/// The refusal of the rules, or what the disk answered.
pub fn visit_quietly(
    hub: &Hub,
    store: &Store,
    id: VisitId,
    op: VisitOp,
    actor: &Actor,
    luggage: Luggage,
) -> Result<()> {
    let turn = crate::hub::lock(&hub.writing);
    let current = view::visit(hub, store, id)?;
    let now = hub.now();
    let policy = view::policies(hub.pack(store, id)?.as_ref()).on(legal_day(now));
    decide(&current, &op, actor, &policy, now)
        .map_err(|refusal| refusal_words(&refusal, &current))?;
    queue(
        hub,
        store,
        actor.person,
        OperationBody::Visit { visit: id, op },
        luggage,
    )?;
    drop(turn);
    Ok(())
}

/// Queues an operation.
///
/// # Errors
/// What the disk answered.
pub fn queue(
    hub: &Hub,
    store: &Store,
    actor: PersonId,
    body: OperationBody,
    luggage: Luggage,
) -> Result<()> {
    let operation = NewOperation {
        id: hub.new_operation()?,
        actor,
        made_at: hub.now(),
        body,
    };
    let draft = hub.new_operation()?;
    let Luggage {
        blobs,
        documents,
        batch,
    } = luggage;
    store.commit(LocalChange::Operation {
        operation,
        draft,
        blobs,
        documents,
        batch,
    })?;
    hub.saved();
    hub.wake_push.notify_one();
    Ok(())
}

/// Rules on a sanction. What is decided here is preliminary: the registry dates a ruling by the
/// day it receives it.
///
/// # Errors
/// The refusal of the rules, or what the disk answered.
pub fn rule(hub: &Hub, id: SanctionId, ruling: Ruling, reason: String) -> Result<()> {
    let (store, person) = (hub.store()?, hub.person()?);
    let now = hub.now();
    let today = legal_day(now);
    let policy = Policies::pilot().on(today);
    let (sanction, organisation, open_points) = store.cache().read(|c| {
        let sanction = cache::sanction(c, id)?
            .ok_or_else(|| ClientError::refused("client-sanction-unknown"))?;
        let organisation = cache::organisation(c, sanction.organisation)?
            .ok_or_else(|| ClientError::refused("client-organisation-unknown"))?;
        let (_, open_points) = cache::points_of_visit(c, sanction.visit)?;
        Ok((sanction, organisation, open_points))
    })?;
    // Counted here as in the registry, whatever the screen showed.
    let ruling = match ruling {
        Ruling::Resume { .. } => Ruling::Resume { open_points },
        other => other,
    };
    sanction
        .rule(
            &ruling,
            &reason,
            &person.actor(),
            organisation.kind,
            organisation.territory,
            &policy,
            today,
            now,
        )
        .map_err(|refusal| ClientError::Refused(ruling_error(&refusal)))?;
    let body = OperationBody::Rule {
        sanction: id,
        ruling,
        reason,
    };
    queue(hub, &store, person.id, body, Luggage::default())
}

/// Confirms that a point was remedied.
///
/// # Errors
/// A refusal without a report, or what the disk answered.
pub fn confirm_point(hub: &Hub, visit: VisitId, point: u32, report: String) -> Result<()> {
    let (store, person) = (hub.store()?, hub.person()?);
    if report.trim().is_empty() {
        return Err(ClientError::refused("refusal-text-missing"));
    }
    let body = OperationBody::ConfirmPoint {
        visit,
        point,
        report,
    };
    queue(hub, &store, person.id, body, Luggage::default())
}

/// A refusal of the rules as a message that names members.
pub fn refusal_words(refusal: &Refusal, visit: &Visit) -> UserError {
    let mut error = refusal_error(refusal);
    if let Refusal::OutOfTurn { first } = refusal {
        let names: Vec<&str> = first
            .iter()
            .filter_map(|person| visit.member(*person))
            .map(|member| member.full_name.as_str())
            .collect();
        error.args = vec![("names".to_owned(), names.join(", "))];
    }
    error
}

/// A refusal of the rules as a message. The argument `state` is itself a message key.
pub fn refusal_error(refusal: &Refusal) -> UserError {
    match refusal {
        Refusal::WrongStage { stage } => UserError::new("refusal-wrong-stage")
            .with("state", format!("visit-state-{}", stage.key())),
        Refusal::NotAMember => UserError::new("refusal-not-a-member"),
        Refusal::NotLeading => UserError::new("refusal-not-leading"),
        Refusal::DoesNotSign => UserError::new("refusal-does-not-sign"),
        Refusal::NotYourRole => UserError::new("refusal-not-your-role"),
        Refusal::NotYourTerritory => UserError::new("refusal-not-your-territory"),
        Refusal::NoChair => UserError::new("refusal-no-chair"),
        Refusal::Plan { fault } => super::planning::fault_error(fault),
        Refusal::NoSuchPlace => UserError::new("refusal-no-such-place"),
        Refusal::LeafletFirst => UserError::new("refusal-leaflet-first"),
        Refusal::WaitLonger { minutes_left } => {
            UserError::new("refusal-wait-longer").with("minutes", minutes_left)
        }
        Refusal::RefusalIncomplete => UserError::new("refusal-refusal-incomplete"),
        Refusal::Blocked { count } => UserError::new("refusal-blocked").with("count", count),
        Refusal::Conflicts { count } => UserError::new("refusal-conflicts").with("count", count),
        Refusal::WrongActKind => UserError::new("refusal-wrong-act-kind"),
        Refusal::OtherBytes => UserError::new("refusal-other-bytes"),
        Refusal::AlreadySigned => UserError::new("refusal-already-signed"),
        Refusal::OutOfTurn { first } => {
            UserError::new("refusal-out-of-turn").with("names", first.len())
        }
        Refusal::SomebodySigned => UserError::new("refusal-somebody-signed"),
        Refusal::ObjectionTermOver => UserError::new("refusal-objection-term-over"),
        Refusal::AlreadyLodged => UserError::new("refusal-already-lodged"),
        Refusal::OrderWithoutNumber => UserError::new("refusal-order-without-number"),
        Refusal::OrderAfterVisit => UserError::new("refusal-order-after-visit"),
        Refusal::TextMissing => UserError::new("refusal-text-missing"),
        Refusal::PointsOpen { open } => UserError::new("refusal-points-open").with("count", open),
    }
}

/// A refused ruling as a message.
pub fn ruling_error(refusal: &RulingRefusal) -> UserError {
    match refusal {
        RulingRefusal::NotYourRole => UserError::new("ruling-refusal-not-your-role"),
        RulingRefusal::NotYourTerritory => UserError::new("ruling-refusal-not-your-territory"),
        RulingRefusal::NoReason => UserError::new("ruling-refusal-no-reason"),
        RulingRefusal::WrongState => UserError::new("ruling-refusal-wrong-state"),
        RulingRefusal::TerminationNotProposed => {
            UserError::new("ruling-refusal-termination-not-proposed")
        }
        RulingRefusal::NotRemedied { open } => {
            UserError::new("ruling-refusal-not-remedied").with("count", open)
        }
    }
}

/// The registry's refusal of an operation as a message.
pub fn rejection_error(rejection: &Rejection) -> UserError {
    match rejection {
        Rejection::Visit { refusal } => refusal_error(refusal),
        Rejection::Ruling { refusal } => ruling_error(refusal),
        Rejection::Plan { fault } => super::planning::fault_error(fault),
        Rejection::Schooling { refusal } => {
            UserError::new(format!("schooling-refused-{}", refusal.code()))
        }
        Rejection::NotFound => UserError::new("client-rejected-not-found"),
        Rejection::NotYourDevice => UserError::new("client-rejected-device"),
        Rejection::Forbidden => UserError::new("client-rejected-forbidden"),
        Rejection::UnknownSchema => UserError::new("client-rejected-schema"),
        Rejection::Signature { check } => UserError::new("client-rejected-signature")
            .with("check", super::verdict::check_key_of(check)),
        Rejection::ActMismatch { field } => {
            UserError::new("client-rejected-act").with("field", field)
        }
        Rejection::AlreadyExists => UserError::new("client-rejected-exists"),
    }
}
