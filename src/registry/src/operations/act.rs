//! Fixing an act: its bytes must say what the visit and the operation say.

use super::items;
use crate::context::Context;
use crate::store::{StoreError, Tx, rows, sql};
use baqylau_domain::act::{ActContent, ActKind};
use baqylau_domain::identifiers::BlobHash;
use baqylau_domain::people::CommissionRole;
use baqylau_domain::traffic_light::propose;
use baqylau_domain::visit::{Visit, VisitOp};
use baqylau_protocol::receipt::Rejection;
use rusqlite::params;
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
        ("presence", presence_agrees(visit, &content)),
        ("prescription", prescription_is_numbered(&content)),
        ("attachments", evidence_is_attached(&content)),
        (
            "proposal",
            content.proposal == propose(content.grounds(), visit.premises),
        ),
    ];
    if let Some((field, _)) = agrees.iter().find(|(_, agrees)| !agrees) {
        return Ok(mismatch(field));
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

fn presence_agrees(visit: &Visit, content: &ActContent) -> bool {
    let admitted = visit
        .stage
        .recorded()
        .is_some_and(|recorded| recorded.access.is_admitted());
    content.presence.admitted_at.is_some() == admitted
        && content.presence.refusal.is_some() != admitted
}

fn prescription_is_numbered(content: &ActContent) -> bool {
    let numbers: BTreeSet<u32> = content
        .prescription
        .iter()
        .map(|point| point.number)
        .collect();
    numbers.len() == content.prescription.len() && !numbers.contains(&0)
}

fn evidence_is_attached(content: &ActContent) -> bool {
    let attached: BTreeSet<BlobHash> = content.attachments.iter().map(|a| a.sha256).collect();
    content
        .findings
        .iter()
        .flat_map(|finding| &finding.evidence)
        .all(|hash| attached.contains(hash))
}
