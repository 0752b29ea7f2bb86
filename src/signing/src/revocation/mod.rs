//! Revocation: lists, answers of the OCSP service, and what they say about a certificate at a
//! moment. Nothing is fetched here; the caller brings the octets.

mod crl;
mod evidence;
mod ocsp;
mod request;
mod values;

pub use crl::RevocationList;
pub use evidence::{Evidence, Finding, OCSP_WINDOW};
pub(crate) use ocsp::CertificateId;
pub use ocsp::{OcspAnswer, OcspRefusal, OcspResponse, OcspStatus};
pub(crate) use request::OcspQuery;
pub use request::ocsp_request;

use crate::algorithm::SignatureProblem;
use crate::oid::Oid;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Why octets tell nothing about revocation.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RevocationError {
    /// Neither DER nor PEM nor base64 of what was expected.
    #[error("this is neither a revocation list nor an answer of the OCSP service")]
    NotRevocationData,
    /// A field is missing, misplaced or not in DER.
    #[error("the revocation data are damaged: {field}")]
    Damaged {
        /// The field of RFC 5280 or RFC 6960 that cannot be read.
        field: &'static str,
    },
    /// The OCSP service gave no answer and said so. That is never a statement about a
    /// certificate: ask again, and else leave revocation unchecked.
    #[error("the OCSP service gave no answer: {refusal:?}")]
    NoAnswer {
        /// What it said instead.
        refusal: OcspRefusal,
    },
}

/// Why nothing that revocation data say is believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SourceProblem {
    /// They were issued by somebody else than the issuer of the certificate.
    #[error("the revocation data come from another authority")]
    AnotherIssuer,
    /// Their signature does not fit.
    #[error("the signature of the revocation data does not fit")]
    Signature,
    /// The key that signed them may not sign such data, or was not valid then.
    #[error("the key may not sign revocation data")]
    NotEntitled,
    /// They cover only a part of the certificates, or demand something not understood here.
    #[error("the revocation data are limited in a way that is not understood")]
    Scope,
    /// The algorithm of their signature is not calculated here.
    #[error("algorithm {oid} is not supported")]
    UnsupportedAlgorithm {
        /// The algorithm.
        oid: Oid,
    },
}

impl From<SignatureProblem> for SourceProblem {
    fn from(problem: SignatureProblem) -> Self {
        match problem {
            SignatureProblem::Unsupported(oid) => Self::UnsupportedAlgorithm { oid },
            SignatureProblem::Mismatch
            | SignatureProblem::AlgorithmMismatch
            | SignatureProblem::WeakKey { .. } => Self::Signature,
        }
    }
}

/// That a certificate was revoked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revocation {
    /// Since when.
    pub date: DateTime<Utc>,
    /// Why.
    pub reason: RevocationReason,
}

/// Why a certificate was revoked (RFC 5280 5.3.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum RevocationReason {
    /// No reason was given.
    Unspecified,
    /// The key is in other hands.
    KeyCompromise,
    /// The key of the authority is in other hands.
    AuthorityCompromise,
    /// Something about the holder changed.
    AffiliationChanged,
    /// Another certificate took its place.
    Superseded,
    /// It is not needed any more.
    CessationOfOperation,
    /// It is suspended, and may come back.
    CertificateHold,
    /// It came back: stands only in supplements to a list.
    RemoveFromList,
    /// A right was withdrawn.
    PrivilegeWithdrawn,
    /// The key of an attribute authority is in other hands.
    AttributeAuthorityCompromise,
    /// A number without a meaning here.
    Other,
}

impl RevocationReason {
    /// The number of RFC 5280 5.3.1; a reason without one is written as none.
    pub(crate) fn code(self) -> u8 {
        match self {
            Self::Unspecified | Self::Other => 0,
            Self::KeyCompromise => 1,
            Self::AuthorityCompromise => 2,
            Self::AffiliationChanged => 3,
            Self::Superseded => 4,
            Self::CessationOfOperation => 5,
            Self::CertificateHold => 6,
            Self::RemoveFromList => 8,
            Self::PrivilegeWithdrawn => 9,
            Self::AttributeAuthorityCompromise => 10,
        }
    }

    fn from_code(code: u8) -> Self {
        match code {
            0 => Self::Unspecified,
            1 => Self::KeyCompromise,
            2 => Self::AuthorityCompromise,
            3 => Self::AffiliationChanged,
            4 => Self::Superseded,
            5 => Self::CessationOfOperation,
            6 => Self::CertificateHold,
            8 => Self::RemoveFromList,
            9 => Self::PrivilegeWithdrawn,
            10 => Self::AttributeAuthorityCompromise,
            _ => Self::Other,
        }
    }
}
