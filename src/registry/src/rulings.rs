//! Decisions of officers on consequences, and the confirmation that points were remedied.

use crate::context::{Context, legal_day};
use crate::records;
use crate::registrar::{advance, follow_points, open_points};
use crate::store::{StoreError, Tx, rows};
use crate::vouchers;
use baqylau_domain::Moment;
use baqylau_domain::identifiers::{SanctionId, VisitId};
use baqylau_domain::people::Person;
use baqylau_domain::prescription::PointState;
use baqylau_domain::sanction::{Ruling, may_rule};
use baqylau_domain::visit::{Refusal, VisitOp};
use baqylau_protocol::receipt::{Outcome, Rejection};

/// Puts an officer's ruling into effect, and moves the visit on with it. Whether everything was
/// remedied is counted here, whatever the sender counted.
///
/// The ruling takes effect on the legal day it was `received`: a suspension begins and ends by
/// the registry's clock. What the officer's clock said (`made_at`) stays in the decision.
#[expect(
    clippy::too_many_arguments,
    reason = "a rule takes everything it depends on"
)]
pub(crate) fn rule(
    context: &Context,
    tx: &Tx<'_>,
    id: SanctionId,
    ruling: &Ruling,
    reason: &str,
    person: &Person,
    made_at: Moment,
    received: Moment,
) -> Result<Outcome, StoreError> {
    let Some(mut sanction) = rows::sanction(tx, id)? else {
        return Ok(Outcome::Rejected {
            reason: Rejection::NotFound,
        });
    };
    let mut visit =
        rows::visit(tx, sanction.visit)?.ok_or(StoreError::Corrupt("visit of a sanction"))?;
    let ruling = match ruling {
        Ruling::Resume { .. } => Ruling::Resume {
            open_points: open_points(tx, visit.id)?,
        },
        other => other.clone(),
    };
    let today = legal_day(received);
    let policy = context.policies.on(today);
    let decided = sanction.rule(
        &ruling,
        reason,
        &person.actor(),
        visit.organisation_kind,
        visit.territory,
        &policy,
        today,
        made_at,
    );
    match decided {
        Err(refusal) => Ok(Outcome::Rejected {
            reason: Rejection::Ruling { refusal },
        }),
        Ok(state) => {
            sanction.enter(state, Some(person));
            records::put_sanction(tx, &sanction)?;
            vouchers::follow(&context.voucher_policies, tx, &sanction, received)?;
            let before = visit.version;
            // What the clock proposed beside the act's own proposal doesn't decide that one.
            if visit.stage.sanction() == Some(id) {
                advance(&mut visit, &VisitOp::Decide, &policy, received);
            }
            follow_points(tx, &mut visit, &policy, received)?;
            if visit.version != before {
                records::put_visit(tx, &visit)?;
            }
            Ok(Outcome::Applied)
        }
    }
}

/// Confirms that a point was remedied: by a member of the visit or of one that repeats it, or by
/// the officer who decides on its consequences. A point confirmed before stays as it was.
pub(crate) fn confirm(
    context: &Context,
    tx: &Tx<'_>,
    id: VisitId,
    number: u32,
    report: &str,
    person: &Person,
    made_at: Moment,
) -> Result<Outcome, StoreError> {
    let rejected = |reason| Ok(Outcome::Rejected { reason });
    let (Some(mut visit), Some(mut point)) = (rows::visit(tx, id)?, rows::point(tx, id, number)?)
    else {
        return rejected(Rejection::NotFound);
    };
    let mut may = visit.member(person.id).is_some()
        || may_rule(&person.actor(), visit.organisation_kind, visit.territory).is_ok();
    for repeat in rows::repeats_of(tx, id)? {
        may = may || rows::is_member(tx, person.id, repeat)?;
    }
    if !may {
        return rejected(Rejection::Forbidden);
    }
    if report.trim().is_empty() {
        return rejected(Rejection::Visit {
            refusal: Refusal::TextMissing,
        });
    }
    if matches!(point.state, PointState::Remedied { .. }) {
        return Ok(Outcome::Applied);
    }
    point.state = PointState::Remedied {
        on: legal_day(made_at),
    };
    records::put_point(tx, &point)?;
    let policy = context.policies.on(legal_day(made_at));
    let mut concerned = vec![id];
    concerned.extend(visit.repeats);
    for id in concerned {
        if id != visit.id {
            match rows::visit(tx, id)? {
                Some(first) => visit = first,
                None => continue,
            }
        }
        let before = visit.version;
        follow_points(tx, &mut visit, &policy, made_at)?;
        if visit.version != before {
            records::put_visit(tx, &visit)?;
        }
    }
    Ok(Outcome::Applied)
}
