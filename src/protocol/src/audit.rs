//! Heads of the audit log: what a registry vouches for, and proofs that it only ever grows.
//!
//! The lines of the log are the leaves of a Merkle tree as in RFC 6962, section 2.1. A leaf is the
//! line's own hash, in lower-case hexadecimal digits; that hash binds the line to all before it.
//! Whoever remembers a head (size and root) can demand proof that a later one continues it
//! (section 2.1.2): a registry that took a line back, changed one, or shows two people two logs
//! can't give it.

use baqylau_domain::Moment;
use serde::{Deserialize, Serialize};

/// A head of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AuditHead {
    /// Identity of the registry.
    pub registry: uuid::Uuid,
    /// Its epoch: after a restore from a backup the log may be shorter than it was.
    pub epoch: uuid::Uuid,
    /// Lines in the log.
    pub size: u64,
    /// Root of the tree over them, hexadecimal.
    #[cfg_attr(feature = "schema", schemars(regex(pattern = "^[0-9a-f]{64}$")))]
    pub root: String,
    /// When it was read, by the registry's clock.
    pub at: Moment,
}

/// A head as the exact bytes the registry signed with the key of its receipts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SignedHead {
    /// JSON of the [`AuditHead`].
    pub head: String,
    /// Ed25519 signature over these bytes, hexadecimal.
    #[cfg_attr(feature = "schema", schemars(regex(pattern = "^[0-9a-f]{128}$")))]
    pub signature: String,
}

/// The newest head, and how it continues the one the asker knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AuditAnswer {
    /// The head.
    pub signed: SignedHead,
    /// Consistency proof from the size that was known to that of the head: hashes in hexadecimal,
    /// in the order of RFC 6962. Empty when nothing was known, the sizes are the same, or the log
    /// is shorter than what was known.
    #[cfg_attr(feature = "schema", schemars(inner(regex(pattern = "^[0-9a-f]{64}$"))))]
    pub proof: Vec<String>,
}
