//! What the registry says of a member's signature: its final verdict.

use baqylau_domain::Moment;
use baqylau_domain::identifiers::{BlobHash, PersonId, VisitId};
use serde::{Deserialize, Serialize};

/// A member's signature under an act, as the registry judges it. It speaks about the signature
/// file `cms` alone, and says nothing about another file of the same member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RegisteredSignature {
    /// Visit whose act was signed.
    pub visit: VisitId,
    /// The member.
    pub person: PersonId,
    /// SHA-256 of the act's bytes.
    pub act: BlobHash,
    /// SHA-256 of the signature file as it was received.
    pub cms: BlobHash,
    /// The verdict.
    pub status: SignatureStatus,
    /// What the newest file of it holds.
    pub level: SignatureLevel,
    /// When the signature existed already, as its time stamp proves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stamped_at: Option<Moment>,
    /// Why it is not valid, or not yet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<SignatureReason>,
    /// When this verdict was reached; absent while nothing was asked yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked_at: Option<Moment>,
    /// SHA-256 of the file with time stamp and revocation values, when there is one. Whoever may
    /// read the visit's attachments may read it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extended: Option<BlobHash>,
}

/// The registry's verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SignatureStatus {
    /// Services haven't said yet what is needed; they are asked again.
    Pending,
    /// Everything demanded was checked and holds.
    Valid,
    /// Something checked doesn't hold.
    Invalid,
}

/// How long a signature file proves what it says without asking anybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SignatureLevel {
    /// The signature alone.
    Bes,
    /// With a time stamp.
    T,
    /// With time stamp and revocation values.
    Lt,
}

/// A check that failed or is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SignatureReason {
    /// The check, as the signing room names it: `digest`, `chain`, `revocation`...
    pub check: String,
    /// What it found, as the signing room names it: `revoked`, `revocation_unknown`...
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

impl RegisteredSignature {
    /// Identity among signatures: the visit and the member.
    pub fn record_id(&self) -> String {
        format!("{}/{}", self.visit, self.person)
    }
}
