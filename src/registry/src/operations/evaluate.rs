//! One operation: who asks, and which rule decides.

use super::{draft, plan, visit};
use crate::context::Context;
use crate::rulings;
use crate::schooling;
use crate::store::{StoreError, Tx, rows};
use baqylau_domain::Moment;
use baqylau_domain::identifiers::BlobHash;
use baqylau_domain::visit::VisitOp;
use baqylau_protocol::operation::{Operation, OperationBody};
use baqylau_protocol::receipt::{Outcome, Rejection};

/// Shorthand for a refusal for good.
pub(crate) fn rejected(reason: Rejection) -> Outcome {
    Outcome::Rejected { reason }
}

/// Whether an operation is looked at for the first time.
pub(crate) enum Turn {
    /// It arrives now. Earlier operations of its visit may wait for blobs: those.
    Arriving(Option<Vec<BlobHash>>),
    /// It waited for attachments, and what could be judged without them was.
    Waited,
}

/// Decides an operation and, when it counts, puts it into effect. Nothing is written unless the
/// outcome is [`Outcome::Applied`].
pub(super) fn evaluate(
    context: &Context,
    tx: &Tx<'_>,
    operation: &Operation,
    received: Moment,
    turn: Turn,
) -> Result<Outcome, StoreError> {
    let Some(person) = rows::person(tx, operation.actor)? else {
        return Ok(rejected(Rejection::NotYourDevice));
    };
    // Several members sign on one laptop: a signature carries its own authority. Everything
    // else needs the actor to have signed in on this device once.
    let carries_authority = matches!(
        operation.body,
        OperationBody::Visit {
            op: VisitOp::Sign { .. },
            ..
        }
    );
    if !carries_authority && !rows::knows_device(tx, operation.install, person.id)? {
        return Ok(rejected(Rejection::NotYourDevice));
    }
    match &operation.body {
        OperationBody::PlanVisit { visit } => {
            plan::plan(context, tx, visit, &person, operation.made_at)
        }
        OperationBody::Visit { visit, op } => visit::run(
            context,
            tx,
            *visit,
            op,
            &person,
            operation.made_at,
            received,
            turn,
        ),
        OperationBody::Draft { visit, changes } => draft::write(tx, *visit, changes, &person),
        OperationBody::Rule {
            sanction,
            ruling,
            reason,
        } => rulings::rule(
            context,
            tx,
            *sanction,
            ruling,
            reason,
            &person,
            operation.made_at,
            received,
        ),
        OperationBody::ConfirmPoint {
            visit,
            point,
            report,
        } => rulings::confirm(
            context,
            tx,
            *visit,
            *point,
            report,
            &person,
            operation.made_at,
        ),
        OperationBody::Schooling { op } => schooling::run(context, tx, op, &person, received, turn),
    }
}
