//! Attachments: content-addressed and resumable.

use baqylau_domain::identifiers::BlobHash;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// SHA-256 of bytes.
pub fn hash(bytes: &[u8]) -> BlobHash {
    BlobHash::new(Sha256::digest(bytes).into())
}

/// What the registry has of a blob: answer to a `PATCH`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BlobProgress {
    /// Bytes received.
    pub offset: u64,
    /// Whether the whole was received and its hash agrees.
    pub complete: bool,
}
