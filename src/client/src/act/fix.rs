//! Fixing an act: the very bytes that were shown, kept and queued in one step.

use super::compose::fingerprint;
use crate::error::{ClientError, Result};
use crate::hub::Hub;
use crate::store::change::{DocumentPart, NewBlob, NewDocument};
use crate::store::drafts;
use crate::ui::UserError;
use crate::work::operate::{self, Luggage};
use baqylau_domain::identifiers::{BlobHash, VisitId};
use baqylau_domain::visit::VisitOp;

/// Fixes an act that was composed and shown.
///
/// # Errors
/// A refusal when the act was never shown, the draft changed since, or the rules say no.
pub fn fix(hub: &Hub, visit: VisitId, sha256: BlobHash) -> Result<()> {
    let (store, person) = (hub.store()?, hub.person()?);
    let composed = hub
        .composed(&sha256)
        .filter(|composed| composed.content.visit == visit)
        .ok_or_else(|| ClientError::refused("client-act-not-shown"))?;
    let draft = store.db().read(|c| drafts::load(c, visit))?;
    if fingerprint(&draft)? != composed.fingerprint {
        return Err(ClientError::refused("client-act-outdated"));
    }
    if let [only] = composed.blockers.as_slice() {
        return Err(only.problem.clone().into());
    }
    if !composed.blockers.is_empty() {
        return Err(UserError::new("refusal-blocked")
            .with("count", composed.blockers.len())
            .into());
    }
    store.blobs().keep(&composed.bytes)?;
    let content = &composed.content;
    let op = VisitOp::FixAct {
        act: content.act,
        kind: content.kind,
        sha256,
        draft_number: content.draft_number.clone(),
        party: content.party_decision,
        open_conflicts: composed.conflicts,
        blockers: u32::try_from(composed.blockers.len()).unwrap_or(u32::MAX),
    };
    let luggage = Luggage {
        blobs: vec![NewBlob {
            sha256,
            size: composed.bytes.len() as u64,
        }],
        documents: vec![NewDocument {
            sha256,
            part: DocumentPart::Act,
            person: None,
        }],
        batch: None,
    };
    operate::visit_as(hub, visit, op, &person.actor(), luggage)?;
    store.db().write(move |tx| {
        tx.execute(
            "DELETE FROM meta WHERE name = ?1",
            [format!("draft-number:{visit}")],
        )?;
        Ok(())
    })?;
    hub.back_up(&store);
    Ok(())
}
