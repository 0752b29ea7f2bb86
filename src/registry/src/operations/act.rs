//! Fixing an act: its bytes must say what the visit and the operation say.

use super::items;
use crate::context::{Context, legal_day};
use crate::store::{StoreError, Tx, params, rows, sql};
use baqylau_domain::act::{ACT_SCHEMA_1, ActContent, ActKind};
use baqylau_domain::identifiers::BlobHash;
use baqylau_domain::people::CommissionRole;
use baqylau_domain::traffic_light::propose;
use baqylau_domain::visit::{Access, Visit, VisitOp};
use baqylau_protocol::receipt::Rejection;
use std::collections::BTreeSet;

/// Largest act: a few thousand answers in three languages stay far below.
pub(crate) const MAX_ACT_BYTES: u64 = 32 * 1024 * 1024;

/// Checks the act's bytes and notes everything it needs before it can be registered.
pub(super) fn fix(
    context: &Context,
    tx: &Tx<'_>,
    visit: &Visit,
    op: &VisitOp,
) -> Result<Option<Rejection>, StoreError> {
    let VisitOp::FixAct {
        act,
        kind,
        sha256,
        draft_number,
        party,
        ..
    } = op
    else {
        return Ok(None);
    };
    let mismatch = |field: &str| {
        Some(Rejection::ActMismatch {
            field: field.to_owned(),
        })
    };
    let Some(bytes) = context.blobs.read(*sha256, MAX_ACT_BYTES)? else {
        return Ok(mismatch("size"));
    };
    let Ok(content) = ActContent::from_bytes(&bytes) else {
        return Ok(mismatch("content"));
    };
    if content.to_bytes().ok().as_ref() != Some(&bytes) {
        // Two texts that read alike must not be two acts.
        return Ok(mismatch("encoding"));
    }
    let organisation = rows::organisation(tx, visit.organisation)?;
    let order = visit.stage.order();
    // The figures of the day it was drawn up: those the commission had before it.
    let policy = context.policies.on(legal_day(content.composed_at));
    let agrees = [
        ("act", content.act == *act),
        ("visit", content.visit == visit.id),
        ("kind", content.kind == *kind),
        ("draft_number", content.draft_number == *draft_number),
        ("party_decision", content.party_decision == *party),
        (
            "organisation",
            content.subject.organisation == visit.organisation,
        ),
        ("premises", content.subject.premises == visit.premises),
        (
            "bin",
            organisation.is_some_and(|known| known.bin.as_text() == content.subject.bin),
        ),
        (
            "order",
            order.is_some_and(|order| {
                order.number == content.order.number && order.date == content.order.date
            }),
        ),
        ("members", members_agree(visit, &content)),
        ("checklists", checklists_agree(visit, &content)),
        (
            "inspected_period",
            content.inspected_period == visit.inspected_period,
        ),
        ("stop", content.stops_hold(&policy)),
        ("due", content.terms_hold(&policy)),
        ("prescription", content.prescription_follows(&policy)),
        ("attachments", evidence_is_attached(&content)),
        (
            "proposal",
            content.proposal == propose(content.grounds(), visit.premises),
        ),
    ];
    if let Some((field, _)) = agrees.iter().find(|(_, agrees)| !agrees) {
        return Ok(mismatch(field));
    }
    if let Some(field) = untrue_presence(visit, &content) {
        return Ok(mismatch(field));
    }
    if let Some(fault) = content.faults().first() {
        return Ok(mismatch(fault.field()));
    }
    if let Some(reason) = items::judge(context, tx, visit, &content)? {
        return Ok(Some(reason));
    }
    if rows::act(tx, *sha256)?.is_some_and(|(other, _)| other != visit.id) {
        return Ok(mismatch("visit"));
    }
    tx.run(sql::NEED_NOTHING, params![visit.id.to_string()])?;
    tx.run(
        sql::ACT_PUT,
        params![
            sha256.to_string(),
            visit.id.to_string(),
            content.act.to_string()
        ],
    )?;
    rows::need_blob(tx, visit.id, *sha256)?;
    for attachment in &content.attachments {
        rows::need_blob(tx, visit.id, attachment.sha256)?;
    }
    Ok(None)
}

fn members_agree(visit: &Visit, content: &ActContent) -> bool {
    let ordered: BTreeSet<(_, CommissionRole, &str)> = visit
        .members
        .iter()
        .map(|m| (m.person, m.role, m.full_name.as_str()))
        .collect();
    let written: BTreeSet<_> = content
        .members
        .iter()
        .map(|m| (m.person, m.role, m.full_name.as_str()))
        .collect();
    ordered == written && content.members.len() == visit.members.len()
}

/// Every pinned checklist, on the version pinned; an act of admission refusal may have none.
fn checklists_agree(visit: &Visit, content: &ActContent) -> bool {
    let pinned: BTreeSet<(&str, &str, BlobHash)> = visit
        .checklists
        .iter()
        .map(|list| (list.code.as_str(), list.version.as_str(), list.workbook))
        .collect();
    let written: BTreeSet<_> = content
        .checklists
        .iter()
        .map(|list| (list.code.as_str(), list.version.as_str(), list.workbook))
        .collect();
    match content.kind {
        ActKind::Monitoring => written == pinned,
        ActKind::AdmissionRefusal => written.is_subset(&pinned),
    }
}

/// What the act says of the door that isn't what was recorded there, by the name of its field.
///
/// Witnesses count as the names somebody wrote: an operation may carry empty lines of a form.
fn untrue_presence(visit: &Visit, content: &ActContent) -> Option<&'static str> {
    let Some(recorded) = visit.stage.recorded() else {
        return Some("presence");
    };
    let (arrival, said) = (&recorded.conduct.arrival, &content.presence);
    let (leaflet_at, admitted_at, refusal) = match &recorded.access {
        Access::Admitted(admission) => (Some(admission.leaflet_at), Some(admission.at), None),
        Access::Refused(refusal) => (refusal.leaflet_at, None, Some(refusal)),
    };
    let until = said.departed_at.unwrap_or(content.composed_at);
    let facts = [
        ("presence.arrived_at", said.arrived_at == arrival.at),
        ("presence.location", said.location == arrival.location),
        ("presence.leaflet_at", said.leaflet_at == leaflet_at),
        ("presence.admitted_at", said.admitted_at == admitted_at),
        (
            "presence.refusal",
            said.refusal.as_ref().map(|told| told.at) == refusal.map(|known| known.at),
        ),
        (
            "presence.refusal.circumstances",
            said.refusal.as_ref().map(|told| told.circumstances.trim())
                == refusal.map(|known| known.circumstances.trim()),
        ),
        (
            "presence.refusal.witnesses",
            said.refusal.as_ref().map(|told| named(&told.witnesses))
                == refusal.map(|known| named(&known.witnesses)),
        ),
        // Acts of the first format ended when they were drawn up, wherever else their end lies.
        (
            "conducted",
            content.conducted.0 == arrival.at
                && (content.schema == ACT_SCHEMA_1 || content.conducted.1 == until),
        ),
    ];
    facts
        .into_iter()
        .find_map(|(field, agrees)| (!agrees).then_some(field))
}

fn named(witnesses: &[String]) -> Vec<&str> {
    witnesses
        .iter()
        .map(|name| name.trim())
        .filter(|name| !name.is_empty())
        .collect()
}

fn evidence_is_attached(content: &ActContent) -> bool {
    let attached: BTreeSet<BlobHash> = content.attachments.iter().map(|a| a.sha256).collect();
    content
        .findings
        .iter()
        .flat_map(|finding| &finding.evidence)
        .all(|hash| attached.contains(hash))
}
