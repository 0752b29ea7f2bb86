//! Operations: what a client asks the registry to make count.

use crate::blob;
use baqylau_domain::Moment;
use baqylau_domain::draft::{FieldKey, FieldVersion};
use baqylau_domain::finding::Severity;
use baqylau_domain::identifiers::{
    BlobHash, InstallId, OperationId, OrganisationId, PersonId, SanctionId, VisitId,
};
use baqylau_domain::sanction::Ruling;
use baqylau_domain::schooling::SchoolingOp;
use baqylau_domain::visit::{Visit, VisitOp};
use serde::{Deserialize, Serialize};
use std::fmt;

/// One operation in a device's chain. The registry hashes the bytes it receives, so a client
/// keeps and resends the same bytes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Operation {
    /// Made by the client, kept with the change itself; the same operation always has the same.
    pub id: OperationId,
    /// Installation whose chain this belongs to.
    pub install: InstallId,
    /// Place in the chain, from 1, gapless.
    pub seq: u64,
    /// Hash of the operation before; all zeros for the first.
    pub previous: BlobHash,
    /// Version of the body's shape.
    pub schema: u32,
    /// Who acts.
    pub actor: PersonId,
    /// When, by the device's clock: evidence, never order.
    pub made_at: Moment,
    /// Seconds the device's clock was ahead of the registry's when last compared.
    pub clock_skew: Option<i64>,
    /// What is asked.
    pub body: OperationBody,
}

/// Version of [`OperationBody`] this program writes.
pub const OPERATION_SCHEMA: u32 = 1;

/// What is asked.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum OperationBody {
    /// Plan a visit.
    PlanVisit {
        /// Visit in stage `planned`.
        visit: Box<Visit>,
    },
    /// Move a visit on. `FixAct` and `Sign` need their bytes uploaded as blobs first.
    Visit {
        /// Visit.
        visit: VisitId,
        /// Operation.
        op: VisitOp,
    },
    /// Write draft fields.
    Draft {
        /// Visit.
        visit: VisitId,
        /// Versions written.
        changes: Vec<DraftChange>,
    },
    /// Decide on a sanction.
    Rule {
        /// Sanction.
        sanction: SanctionId,
        /// Ruling.
        ruling: Ruling,
        /// Reason.
        reason: String,
    },
    /// Confirm that a prescription point was remedied.
    ConfirmPoint {
        /// Visit whose act has the point.
        visit: VisitId,
        /// Number of the point.
        point: u32,
        /// What was done, as seen.
        report: String,
    },
    /// Something of the state educational order. Signatures and documents need their bytes
    /// uploaded as blobs first.
    Schooling {
        /// What.
        op: Box<SchoolingOp>,
    },
}

impl OperationBody {
    /// The body's word, as in its serialised form.
    pub fn word(&self) -> &'static str {
        match self {
            Self::PlanVisit { .. } => "plan_visit",
            Self::Visit { .. } => "visit",
            Self::Draft { .. } => "draft",
            Self::Rule { .. } => "rule",
            Self::ConfirmPoint { .. } => "confirm_point",
            Self::Schooling { .. } => "schooling",
        }
    }
}

impl fmt::Debug for OperationBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Visit { visit, op } => f
                .debug_struct("Visit")
                .field("visit", visit)
                .field("op", op)
                .finish(),
            // Reasons and reports are free text and may name people.
            other => f.write_str(other.word()),
        }
    }
}

/// A version of a draft field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DraftChange {
    /// Field.
    pub key: FieldKey,
    /// Version.
    pub version: FieldVersion,
}

/// An operation as bytes with their hash: what is kept in the outbox and sent as it is.
#[derive(Clone, PartialEq, Eq)]
pub struct SealedOperation {
    /// JSON of the operation.
    pub bytes: Vec<u8>,
    /// SHA-256 of the bytes: `previous` of the next one.
    pub hash: BlobHash,
}

impl fmt::Debug for SealedOperation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The bytes hold marks and notes about people.
        f.debug_struct("SealedOperation")
            .field("hash", &self.hash)
            .finish_non_exhaustive()
    }
}

impl Operation {
    /// Fixes the bytes.
    ///
    /// # Errors
    /// Never in practice: every field serialises.
    pub fn seal(&self) -> Result<SealedOperation, serde_json::Error> {
        let bytes = serde_json::to_vec(self)?;
        let hash = blob::hash(&bytes);
        Ok(SealedOperation { bytes, hash })
    }

    /// Reads sealed bytes.
    ///
    /// # Errors
    /// When the bytes aren't an operation.
    pub fn open(bytes: &[u8]) -> Result<(Self, BlobHash), serde_json::Error> {
        Ok((serde_json::from_slice(bytes)?, blob::hash(bytes)))
    }
}

/// A push: sealed operations of one installation, in chain order.
///
/// The bytes travel as strings inside JSON so that the registry hashes exactly what the client
/// sealed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Push {
    /// Sealed operations (JSON text).
    #[cfg_attr(
        feature = "schema",
        schemars(schema_with = "crate::schema::sealed_operations")
    )]
    pub operations: Vec<String>,
    /// Ed25519 signature by the device key over the concatenated hashes, hexadecimal.
    #[cfg_attr(feature = "schema", schemars(regex(pattern = "^[0-9a-f]{128}$")))]
    pub device_signature: String,
}

impl fmt::Debug for Push {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Push")
            .field("operations", &self.operations.len())
            .finish_non_exhaustive()
    }
}

/// Domain separation of [`Push::device_signature`].
pub const PUSH_CONTEXT: &[u8] = b"baqylau push v1\0";

/// The bytes a device signs for a push.
pub fn push_bytes(hashes: &[BlobHash]) -> Vec<u8> {
    let mut bytes = PUSH_CONTEXT.to_vec();
    for hash in hashes {
        bytes.extend_from_slice(hash.bytes());
    }
    bytes
}

/// A line of the list of open violations a commission takes along.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PreviousFinding {
    /// Checklist.
    pub list: String,
    /// Item.
    pub item: String,
    /// Answer in the words of the workbook (choice name).
    pub answer: String,
    /// Note.
    pub note: String,
    /// Severity, for violations.
    pub severity: Option<Severity>,
    /// Due date given then.
    pub due: Option<chrono::NaiveDate>,
    /// Day it was confirmed remedied.
    pub remedied: Option<chrono::NaiveDate>,
    /// Whether it was a violation.
    pub violation: bool,
    /// Organisation, so that records never mix.
    pub organisation: OrganisationId,
}

impl fmt::Debug for PreviousFinding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PreviousFinding")
            .field("list", &self.list)
            .field("item", &self.item)
            .finish_non_exhaustive()
    }
}
