//! What the registry answers to an operation; kept for ever, and signed.

use baqylau_domain::Moment;
use baqylau_domain::identifiers::{BlobHash, OperationId};
use baqylau_domain::sanction::RulingRefusal;
use baqylau_domain::schooling::SchoolingRefusal;
use baqylau_domain::visit::{PlanFault, Refusal};
use serde::{Deserialize, Serialize};

/// What became of an operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// It counts.
    Applied,
    /// Refused for good. The operation stays in the chain and in the sender's list of things
    /// that need attention.
    Rejected {
        /// Why.
        reason: Rejection,
    },
    /// Waits for attachments; send them, then the same operation again.
    Held {
        /// Blobs not yet complete.
        missing: Vec<BlobHash>,
    },
}

/// Why an operation is refused for good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Rejection {
    /// The visit's rules refuse it.
    Visit {
        /// Refusal.
        refusal: Refusal,
    },
    /// The sanction's rules refuse it.
    Ruling {
        /// Refusal.
        refusal: RulingRefusal,
    },
    /// The rules of planning refuse the visit.
    Plan {
        /// What is wrong with the plan.
        fault: PlanFault,
    },
    /// The rules of the state educational order refuse it.
    Schooling {
        /// Refusal.
        refusal: Box<SchoolingRefusal>,
    },
    /// No such visit, sanction or point, or not for this person.
    NotFound,
    /// The actor has no session on this device.
    NotYourDevice,
    /// The session may not do this.
    Forbidden,
    /// The shape of the body is newer than the registry knows.
    UnknownSchema,
    /// The signature under the act doesn't hold.
    Signature {
        /// The check that failed, as the signing room names it.
        check: String,
    },
    /// The act's bytes don't say what the operation says.
    ActMismatch {
        /// The field that disagrees.
        field: String,
    },
    /// A visit with this identity exists already.
    AlreadyExists,
}

/// Proof of what became of an operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Receipt {
    /// Operation.
    pub operation: OperationId,
    /// SHA-256 of the bytes received.
    pub hash: BlobHash,
    /// What became of it.
    pub outcome: Outcome,
    /// When, by the registry's clock.
    pub at: Moment,
    /// The device's clock disagreed by more than the policy allows.
    pub clock_flagged: bool,
}

/// A receipt as the exact bytes the registry signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SignedReceipt {
    /// JSON of the [`Receipt`].
    #[cfg_attr(
        feature = "schema",
        schemars(schema_with = "crate::schema::sealed_receipt")
    )]
    pub receipt: String,
    /// Ed25519 signature over the bytes of `receipt`, hexadecimal.
    #[cfg_attr(feature = "schema", schemars(regex(pattern = "^[0-9a-f]{128}$")))]
    pub signature: String,
}

/// Answer to a push: a receipt for every operation, in order. An operation that is held or
/// follows a held one of the same visit is answered too; the chain goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PushAnswer {
    /// Receipts.
    pub receipts: Vec<SignedReceipt>,
}
