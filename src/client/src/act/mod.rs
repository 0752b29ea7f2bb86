//! The act: composed from what is recorded, fixed as bytes, signed by the members.

mod answers;
pub mod batch;
pub mod checklist;
pub mod compose;
pub mod fix;
pub mod norms;
pub mod orders;
pub mod program;
pub mod sign;
pub mod signatory;

use crate::ui::Blocker;
use baqylau_domain::act::ActContent;
use baqylau_domain::identifiers::BlobHash;

/// An act as it would be fixed: exactly these bytes were shown.
#[derive(Debug, Clone)]
pub struct Composed {
    /// Content.
    pub content: ActContent,
    /// Canonical bytes.
    pub bytes: Vec<u8>,
    /// Their hash.
    pub sha256: BlobHash,
    /// Fingerprint of the draft it was made from.
    pub fingerprint: BlobHash,
    /// What keeps it from being fixed.
    pub blockers: Vec<Blocker>,
    /// Fields two members disagree about.
    pub conflicts: u32,
}
