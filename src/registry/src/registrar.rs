//! What the registry does by itself: registering a complete act, and what follows from it.

use crate::audit;
use crate::context::{Context, legal_day, registrar};
use crate::operations::MAX_ACT_BYTES;
use crate::records;
use crate::store::{StoreError, Tx, params, rows, sql};
use baqylau_domain::Moment;
use baqylau_domain::act::{ActContent, PartyDecision};
use baqylau_domain::identifiers::{BlobHash, Kato, SanctionId, VisitId};
use baqylau_domain::overdue::{OpenPoint, Overdue, overdue};
use baqylau_domain::policy::Policy;
use baqylau_domain::prescription::{PointState, PrescriptionPoint};
use baqylau_domain::sanction::{Sanction, SanctionState};
use baqylau_domain::traffic_light::propose;
use baqylau_domain::visit::{Delivered, Stage, Visit, VisitOp, decide};
use baqylau_protocol::blob;
use baqylau_protocol::feed::RegisteredPoint;
use chrono::Datelike;
use std::collections::BTreeMap;

/// Registers a visit's act when it is due: everything it needs has arrived, and either the
/// inspected party signed without objections or the term for objections is over.
///
/// The domain takes objections only before registration, so an act the party didn't simply sign
/// waits for the whole term, whether or not objections came.
pub(crate) fn settle(
    context: &Context,
    tx: &Tx<'_>,
    id: VisitId,
    now: Moment,
) -> Result<(), StoreError> {
    let Some(mut visit) = rows::visit(tx, id)? else {
        return Ok(());
    };
    let (Stage::HandedOver { delivered } | Stage::Objections { delivered }) = &visit.stage else {
        return Ok(());
    };
    let policy = context.policies.on(legal_day(delivered.hand_over.at));
    if !is_due(delivered, &policy, now) || !rows::still_needed(tx, id)?.is_empty() {
        return Ok(());
    }
    let fixed = delivered.file.act.clone();
    let bytes = context.blobs.read(fixed.sha256, MAX_ACT_BYTES)?;
    let content = bytes
        .and_then(|bytes| ActContent::from_bytes(&bytes).ok())
        .ok_or(StoreError::Corrupt("act"))?;

    let number = next_number(tx, visit.territory, now)?;
    let sanction = match &content.proposal {
        None => None,
        Some(proposal) => Some(Sanction {
            id: sanction_id(&fixed.sha256),
            visit: id,
            act: fixed.id,
            organisation: visit.organisation,
            proposal: proposal.clone(),
            proposed_at: now,
            state: SanctionState::Proposed,
            log: Vec::new(),
            points: Vec::new(),
        }),
    };
    let register = VisitOp::Register {
        number: number.clone(),
        sanction: sanction.as_ref().map(|sanction| sanction.id),
    };
    if !advance(&mut visit, &register, &policy, now) {
        return Ok(());
    }
    for point in &content.prescription {
        records::put_point(
            tx,
            &RegisteredPoint {
                visit: id,
                act_number: number.clone(),
                organisation: visit.organisation,
                point: point.clone(),
                state: PointState::Open,
                norm: norm_of(&content, point),
            },
        )?;
    }
    match &sanction {
        Some(sanction) => records::put_sanction(tx, sanction)?,
        None => {
            advance(&mut visit, &VisitOp::Decide, &policy, now);
            follow_points(tx, &mut visit, &policy, now)?;
        }
    }
    records::put_visit(tx, &visit)?;
    audit::write(
        tx,
        now,
        &audit::Line {
            operation: "",
            actor: None,
            action: "act registered",
            object: &number,
        },
    )
}

/// The norm of the item a point comes from; the point of a closed door has none.
fn norm_of(content: &ActContent, point: &PrescriptionPoint) -> String {
    content
        .findings
        .iter()
        .find(|finding| finding.list == point.list && finding.item == point.item)
        .map(|finding| finding.norm.clone())
        .unwrap_or_default()
}

/// The identity of a sanction follows from the act it rests on: however often an act is
/// registered, there is one sanction.
fn sanction_id(act: &BlobHash) -> SanctionId {
    identity(&format!("sanction of act {act}"))
}

/// The same for what the clock proposes: for the same grounds and points of an act, once.
fn clock_sanction_id(act: &BlobHash, found: &Overdue) -> SanctionId {
    let grounds: Vec<&str> = found.grounds.iter().map(|ground| ground.key()).collect();
    identity(&format!(
        "sanction by the clock of act {act}: {grounds:?} {:?}",
        found.points
    ))
}

fn identity(words: &str) -> SanctionId {
    let digest = blob::hash(words.as_bytes());
    let mut bytes = [0u8; 16];
    for (slot, byte) in bytes.iter_mut().zip(digest.bytes()) {
        *slot = *byte;
    }
    SanctionId::new(uuid::Builder::from_custom_bytes(bytes).into_uuid())
}

fn is_due(delivered: &Delivered, policy: &Policy, now: Moment) -> bool {
    let signed_plainly =
        delivered.file.act.party == PartyDecision::Signed && delivered.objections.is_empty();
    signed_plainly || legal_day(now) > delivered.objections_until(policy)
}

/// Moves a decided visit on to remedying, or closes it when nothing is left to remedy and no
/// suspension waits to be lifted.
pub(crate) fn follow_points(
    tx: &Tx<'_>,
    visit: &mut Visit,
    policy: &Policy,
    now: Moment,
) -> Result<(), StoreError> {
    let open_points = open_points(tx, visit.id)?;
    let suspended = rows::sanctions_of_visit(tx, visit.id)?
        .iter()
        .any(|sanction| {
            matches!(
                sanction.state,
                SanctionState::Suspended { .. } | SanctionState::Escalated { .. }
            )
        });
    if open_points > 0 || suspended {
        advance(visit, &VisitOp::Remedy { open_points }, policy, now);
    } else {
        advance(visit, &VisitOp::Close { open_points }, policy, now);
    }
    Ok(())
}

/// Applies an operation of the registrar; whether the stage allowed it.
pub(crate) fn advance(visit: &mut Visit, op: &VisitOp, policy: &Policy, now: Moment) -> bool {
    match decide(visit, op, &registrar(), policy, now) {
        Ok(events) => {
            for event in &events {
                visit.apply(event);
            }
            true
        }
        Err(_) => false,
    }
}

/// Prescription points still open that a visit answers for: its own and those of the visits
/// that repeat it.
pub(crate) fn open_points(tx: &Tx<'_>, visit: VisitId) -> Result<u32, StoreError> {
    let mut open = rows::open_points(tx, visit)?;
    for repeat in rows::repeats_of(tx, visit)? {
        open = open.saturating_add(rows::open_points(tx, repeat)?);
    }
    Ok(open)
}

/// The next number of a region and year: `М-39-26-0147`. Taken in the same transaction as the
/// registration, so a number is neither skipped nor given twice.
fn next_number(tx: &Tx<'_>, territory: Kato, now: Moment) -> Result<String, StoreError> {
    let territory = territory.to_string();
    let region = territory.get(..2).unwrap_or("00");
    let year = legal_day(now).year();
    tx.run(sql::NUMBER_BEGIN, params![region, year])?;
    let n: i64 = tx.only(sql::NUMBER_TAKE, params![region, year])?;
    Ok(format!("М-{region}-{:02}-{n:04}", year.rem_euclid(100)))
}

/// What the clock does: suspensions past their limit and points past their terms become
/// proposals to terminate, acts whose term for objections ended are registered. Returns how many
/// records changed.
pub(crate) fn tick(context: &Context, tx: &Tx<'_>, now: Moment) -> Result<u32, StoreError> {
    use baqylau_domain::visit::StageName;
    let mut changed = 0u32;
    for sanction in rows::suspended(tx)? {
        let Some(escalated) = sanction.escalate(legal_day(now)) else {
            continue;
        };
        records::put_sanction(tx, &escalated)?;
        noted(tx, now, "suspension past its limit", &escalated)?;
        changed += 1;
    }
    changed += propose_overdue(context, tx, now)?;
    for stage in [StageName::HandedOver, StageName::Objections] {
        for visit in rows::visits_by_stage(tx, stage)? {
            settle(context, tx, visit, now)?;
            let moved = rows::visit(tx, visit)?.is_some_and(|v| v.stage.name() != stage);
            changed += u32::from(moved);
        }
    }
    tx.run(sql::SESSIONS_ENDED, params![rows::micros(now)])?;
    Ok(changed)
}

/// Proposes what points past their terms lead to; an officer decides.
fn propose_overdue(context: &Context, tx: &Tx<'_>, now: Moment) -> Result<u32, StoreError> {
    let today = legal_day(now);
    let policy = context.policies.on(today);
    let mut open: BTreeMap<VisitId, Vec<RegisteredPoint>> = BTreeMap::new();
    for point in rows::points_open(tx)? {
        if today > point.point.due {
            open.entry(point.visit).or_default().push(point);
        }
    }
    let mut proposed = 0u32;
    for (id, late) in open {
        let visit = rows::visit(tx, id)?.ok_or(StoreError::Corrupt("visit of a point"))?;
        let Some(delivered) = visit.stage.delivered() else {
            continue;
        };
        let points = late.iter().map(|late| OpenPoint {
            number: late.point.number,
            norm: &late.norm,
            due: late.point.due,
        });
        let handed_over = legal_day(delivered.hand_over.at);
        let sanctions = rows::sanctions_of(tx, visit.organisation)?;
        let found = overdue(points, id, handed_over, &sanctions, today, &policy);
        let Some(found) = found else { continue };
        let Some(proposal) = propose(found.grounds.iter().copied(), visit.premises) else {
            continue;
        };
        let act = &delivered.file.act;
        let sanction = Sanction {
            log: Vec::new(),
            id: clock_sanction_id(&act.sha256, &found),
            visit: id,
            act: act.id,
            organisation: visit.organisation,
            proposal,
            proposed_at: now,
            state: SanctionState::Proposed,
            points: found.points,
        };
        records::put_sanction(tx, &sanction)?;
        noted(tx, now, "points past their terms", &sanction)?;
        proposed += 1;
    }
    Ok(proposed)
}

fn noted(tx: &Tx<'_>, now: Moment, action: &str, sanction: &Sanction) -> Result<(), StoreError> {
    audit::write(
        tx,
        now,
        &audit::Line {
            operation: "",
            actor: None,
            action,
            object: &sanction.id.to_string(),
        },
    )
}
