//! Moving a visit on: the domain decides, the registry checks what only it can know.

use super::evaluate::{Turn, rejected};
use super::{act, queue, sign};
use crate::context::{Context, legal_day};
use crate::judgement;
use crate::records;
use crate::registrar;
use crate::store::{StoreError, Tx, params, rows, sql};
use baqylau_domain::Moment;
use baqylau_domain::identifiers::{BlobHash, VisitId};
use baqylau_domain::people::Person;
use baqylau_domain::sanction::{SanctionState, may_rule};
use baqylau_domain::visit::{Refusal, Visit, VisitOp, decide};
use baqylau_protocol::receipt::{Outcome, Rejection};

/// Decides an operation on a visit as of the moment it was made, under the policy of that day.
#[expect(
    clippy::too_many_arguments,
    reason = "a rule takes everything it depends on"
)]
pub(super) fn run(
    context: &Context,
    tx: &Tx<'_>,
    id: VisitId,
    op: &VisitOp,
    person: &Person,
    made_at: Moment,
    received: Moment,
    turn: Turn,
) -> Result<Outcome, StoreError> {
    let Some(mut visit) = rows::visit(tx, id)? else {
        return Ok(rejected(Rejection::NotFound));
    };
    let actor = person.actor();
    if matches!(turn, Turn::Arriving(_))
        && matches!(op, VisitOp::FixAct { .. })
        && visit.member(person.id).is_some()
        && let Some(refusal) = unsettled_draft(tx, id)?
    {
        return Ok(rejected(Rejection::Visit { refusal }));
    }
    if let Turn::Arriving(Some(ahead)) = turn {
        let concerned = visit.member(person.id).is_some()
            || may_rule(&actor, visit.organisation_kind, visit.territory).is_ok();
        if !concerned {
            return Ok(rejected(Rejection::NotFound));
        }
        let mut missing = ahead;
        missing.extend(needs(op));
        return Ok(Outcome::Held {
            missing: queue::still_missing(tx, missing)?,
        });
    }
    let op = match as_registry_knows(tx, &visit, op)? {
        Ok(op) => op,
        Err(reason) => return Ok(rejected(reason)),
    };
    let policy = context.policies.on(legal_day(made_at));
    let events = match decide(&visit, &op, &actor, &policy, made_at) {
        Ok(events) => events,
        Err(refusal) => return Ok(rejected(Rejection::Visit { refusal })),
    };
    let missing = queue::still_missing(tx, needs(&op))?;
    if !missing.is_empty() {
        return Ok(Outcome::Held { missing });
    }
    let refused = match &op {
        VisitOp::FixAct { .. } => act::fix(context, tx, &visit, &op)?,
        VisitOp::Sign { sha256, cms, .. } => {
            sign::check(context, &visit, person.id, *sha256, *cms, received)?
        }
        _ => None,
    };
    if let Some(reason) = refused {
        return Ok(rejected(reason));
    }
    for event in &events {
        visit.apply(event);
    }
    match &op {
        VisitOp::Sign { cms, .. } => rows::need_blob(tx, id, *cms)?,
        VisitOp::WithdrawAct => {
            tx.run(sql::ACT_WITHDRAW, params![id.to_string()])?;
            tx.run(sql::NEED_NOTHING, params![id.to_string()])?;
        }
        VisitOp::LodgeObjection { papers, .. } => {
            for paper in papers {
                rows::need_blob(tx, id, *paper)?;
            }
        }
        _ => {}
    }
    records::put_visit(tx, &visit)?;
    if let VisitOp::Sign { sha256, cms, .. } = &op {
        judgement::enlist(tx, &visit, person.id, (*sha256, *cms), received)?;
    }
    Ok(Outcome::Applied)
}

/// Blobs without which an operation can't be judged.
fn needs(op: &VisitOp) -> Vec<BlobHash> {
    match op {
        VisitOp::FixAct { sha256, .. } => vec![*sha256],
        VisitOp::Sign { sha256, cms, .. } => vec![*sha256, *cms],
        _ => Vec::new(),
    }
}

/// Fields of the draft two members disagree about, counted by the registry where an act takes
/// its place: everything the act's laptop had written or taken in stands before the act in its
/// chain. What others send later no longer changes the act, so it is counted once, when the act
/// arrives, and not again when the act has waited for its bytes.
fn unsettled_draft(tx: &Tx<'_>, visit: VisitId) -> Result<Option<Refusal>, StoreError> {
    let count = rows::draft(tx, visit)?.conflicts().count();
    Ok((count > 0).then(|| Refusal::Conflicts {
        count: u32::try_from(count).unwrap_or(u32::MAX),
    }))
}

/// The operation with the registry's own figures in place of the sender's, and what only the
/// registry can see refused.
fn as_registry_knows(
    tx: &Tx<'_>,
    visit: &Visit,
    op: &VisitOp,
) -> Result<Result<VisitOp, Rejection>, StoreError> {
    Ok(match op {
        // The registry counts both itself: conflicts when the act arrives, obstacles when its
        // bytes are read.
        VisitOp::FixAct {
            act,
            kind,
            sha256,
            draft_number,
            party,
            ..
        } => Ok(VisitOp::FixAct {
            act: *act,
            kind: *kind,
            sha256: *sha256,
            draft_number: draft_number.clone(),
            party: *party,
            open_conflicts: 0,
            blockers: 0,
        }),
        VisitOp::Close { .. } => Ok(VisitOp::Close {
            open_points: registrar::open_points(tx, visit.id)?,
        }),
        VisitOp::PlanRepeat { repeat } => {
            match rows::visit(tx, *repeat)?.filter(|repeat| repeat.repeats == Some(visit.id)) {
                Some(_) => Ok(op.clone()),
                None => Err(Rejection::NotFound),
            }
        }
        VisitOp::Decide => {
            // A proposed consequence is decided by a ruling, not passed over.
            let waits = rows::sanctions_of_visit(tx, visit.id)?
                .iter()
                .any(|sanction| sanction.state == SanctionState::Proposed);
            let refusal = Refusal::WrongStage {
                stage: visit.stage.name(),
            };
            if waits {
                Err(Rejection::Visit { refusal })
            } else {
                Ok(op.clone())
            }
        }
        _ => Ok(op.clone()),
    })
}
