//! Objections lodged after the act was handed over, with the papers that came with them.

use super::operate::{self, Luggage};
use crate::error::Result;
use crate::files;
use crate::hub::Hub;
use crate::store::change::NewBlob;
use crate::ui::UserError;
use baqylau_domain::identifiers::VisitId;
use baqylau_domain::visit::VisitOp;
use baqylau_protocol::MAX_BLOB_BYTES;
use std::path::PathBuf;

/// Keeps the papers by hash and queues the objections that name them. The same file chosen twice
/// is one paper.
///
/// # Errors
/// A file that is too large, empty or unreadable; the refusal of the rules. Nothing is queued
/// then.
pub fn lodge(hub: &Hub, visit: VisitId, text: String, files: &[PathBuf]) -> Result<()> {
    let store = hub.store()?;
    let mut blobs: Vec<NewBlob> = Vec::with_capacity(files.len());
    for path in files {
        let bytes = files::read_limited(path, MAX_BLOB_BYTES)?;
        if bytes.is_empty() {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            return Err(UserError::new("evidence-unreadable")
                .with("name", name)
                .into());
        }
        let sha256 = store.blobs().keep(&bytes)?;
        if blobs.iter().all(|one| one.sha256 != sha256) {
            let size = bytes.len() as u64;
            blobs.push(NewBlob { sha256, size });
        }
    }
    let op = VisitOp::LodgeObjection {
        text,
        papers: blobs.iter().map(|one| one.sha256).collect(),
    };
    let actor = hub.person()?.actor();
    let luggage = Luggage {
        blobs,
        ..Luggage::default()
    };
    operate::visit_as(hub, visit, op, &actor, luggage)
}
