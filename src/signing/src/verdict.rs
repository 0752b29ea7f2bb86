//! What is known about a signature: a three-valued status and every check behind it.

use crate::algorithm::KeyAlgorithm;
use crate::certificate::Certificate;
use crate::oid::Oid;
use crate::revocation::RevocationReason;
use crate::role::Role;
use crate::subject::Masked;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The answer about one signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Everything demanded was checked and holds.
    Valid,
    /// Something checked does not hold.
    Invalid,
    /// Nothing is wrong, but something demanded could not be checked (usually: offline).
    NotFullyChecked,
}

/// What was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CheckKind {
    /// The file is a signature file of one signer, in the form it must have.
    Structure,
    /// The signed document is at hand and is the one the file carries, if it carries one.
    Content,
    /// The hash in the signature is the hash of the document.
    Digest,
    /// The attributes under the signature are complete and occur once.
    Attributes,
    /// The certificate of the signer is in the file.
    SignerCertificate,
    /// The signature was made by the key of that certificate.
    Signature,
    /// The signature names this very certificate (CAdES-BES).
    CertificateReference,
    /// The time the signer claims.
    SigningTime,
    /// The certificate leads to a trusted authority.
    Chain,
    /// The certificate was valid at the reference time.
    Validity,
    /// The certificate may be used for this purpose.
    KeyUsage,
    /// The holder is the person expected.
    Person,
    /// The holder acts for the organisation expected.
    Organisation,
    /// The holder has a role demanded.
    Role,
    /// The certificate was not revoked at the reference time.
    Revocation,
    /// The time stamp, where there is one.
    TimeStamp,
}

/// How a check ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It holds.
    Passed,
    /// It does not hold: the signature is invalid.
    Failed,
    /// Worth telling, decides nothing.
    Warning,
    /// It could not be checked: the signature is not fully checked.
    NotChecked,
    /// It was not demanded.
    NotRequired,
}

/// Why a check ended the way it did. Wording is the business of `locale`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "reason")]
#[non_exhaustive]
pub enum Detail {
    /// A part of the file cannot be read.
    Malformed {
        /// Name of the part in RFC 5652 or RFC 5280.
        part: String,
    },
    /// The file holds another number of signatures than one.
    SignerCount {
        /// How many.
        count: usize,
    },
    /// The algorithm is not calculated in this build, or too weak.
    UnsupportedAlgorithm {
        /// The algorithm.
        oid: Oid,
    },
    /// The document was not given and is not in the file.
    DocumentMissing,
    /// The document in the file is not the one given.
    AnotherDocument,
    /// The document was altered after signing, or is another one.
    DocumentAltered,
    /// The signature or what it covers was altered, or another key made it.
    SignatureMismatch,
    /// The algorithms named in the file contradict each other or the key.
    AlgorithmMismatch,
    /// The key is too short.
    WeakKey {
        /// Its length in bits.
        bits: u32,
    },
    /// An attribute is missing.
    AttributeMissing {
        /// Which.
        oid: Oid,
    },
    /// An attribute occurs twice or has not exactly one value.
    AttributeRepeated {
        /// Which.
        oid: Oid,
    },
    /// The file does not hold the certificate it names.
    CertificateMissing,
    /// The signature names another certificate than the one in the file.
    AnotherCertificate,
    /// No trust anchors are installed.
    NoAnchors,
    /// The issuer is not known.
    UnknownIssuer {
        /// What it calls itself.
        issuer: String,
    },
    /// The holder issued the certificate to itself.
    SelfIssued,
    /// An authority on the way did not sign the certificate below it.
    IssuerSignature {
        /// 1 is the issuer of the signer.
        level: usize,
    },
    /// An authority on the way had expired.
    IssuerExpired {
        /// 1 is the issuer of the signer.
        level: usize,
        /// End of its validity.
        not_after: DateTime<Utc>,
    },
    /// An authority on the way was not valid yet.
    IssuerNotYetValid {
        /// 1 is the issuer of the signer.
        level: usize,
        /// Beginning of its validity.
        not_before: DateTime<Utc>,
    },
    /// A certificate on the way may not issue certificates.
    NotAnAuthority {
        /// 1 is the issuer of the signer.
        level: usize,
    },
    /// The way to the anchor is too long.
    ChainTooLong {
        /// Where it became too long.
        level: usize,
    },
    /// A certificate demands something not understood here.
    CriticalExtension {
        /// 0 is the signer.
        level: usize,
        /// The extension.
        oid: Oid,
    },
    /// The certificate had expired.
    Expired {
        /// End of its validity.
        not_after: DateTime<Utc>,
    },
    /// The certificate was not valid yet.
    NotYetValid {
        /// Beginning of its validity.
        not_before: DateTime<Utc>,
    },
    /// The certificate is for another purpose: authentication, encryption, issuing.
    AnotherPurpose,
    /// Another person signed than expected.
    AnotherPerson,
    /// The signer acts for another organisation.
    AnotherOrganisation {
        /// БИН in the certificate, if any.
        bin: Option<String>,
    },
    /// The signer has none of the roles demanded.
    RoleMissing {
        /// Roles in the certificate.
        found: Vec<Role>,
        /// Roles of which one was demanded.
        demanded: Vec<Role>,
    },
    /// The claimed time of signing lies after the reference time.
    SignedInFuture {
        /// The claimed time.
        claimed: DateTime<Utc>,
    },
    /// The claimed time of signing lies outside the validity of the certificate.
    SignedOutsideValidity {
        /// The claimed time.
        claimed: DateTime<Utc>,
    },
    /// Neither an answer of the OCSP service nor a revocation list is at hand.
    RevocationUnknown,
    /// The certificate was revoked or suspended at the reference time.
    Revoked {
        /// Since when.
        date: DateTime<Utc>,
        /// Why.
        cause: RevocationReason,
    },
    /// An authority on the way was revoked.
    IssuerRevoked {
        /// 1 is the issuer of the signer.
        level: usize,
    },
    /// What is known about revocation speaks about another time.
    RevocationOutdated,
    /// What is known about revocation does not come from the issuer.
    RevocationSourceRefused,
    /// The OCSP service does not know the certificate.
    RevocationUnknownToService,
    /// A demonstration authority: revocation does not exist and nobody is bound.
    Demonstration,
    /// There is a time stamp, and an algorithm of it is not calculated here.
    TimeStampUnread,
    /// The time stamp belongs to another signature.
    TimeStampMismatch,
    /// The time stamp is not signed by its authority.
    TimeStampForged,
    /// The key that made the time stamp may not make any, or might not then.
    TimeStampNotEntitled,
    /// The authority of the time stamp does not lead to an anchor.
    TimeStampUntrusted,
}

/// One check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// What was looked at.
    pub kind: CheckKind,
    /// How it ended.
    pub outcome: Outcome,
    /// Why, unless it simply passed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<Detail>,
}

impl Check {
    pub(crate) fn passed(kind: CheckKind) -> Self {
        Self {
            kind,
            outcome: Outcome::Passed,
            detail: None,
        }
    }

    pub(crate) fn failed(kind: CheckKind, detail: Detail) -> Self {
        Self {
            kind,
            outcome: Outcome::Failed,
            detail: Some(detail),
        }
    }

    pub(crate) fn warning(kind: CheckKind, detail: Detail) -> Self {
        Self {
            kind,
            outcome: Outcome::Warning,
            detail: Some(detail),
        }
    }

    pub(crate) fn not_checked(kind: CheckKind, detail: Detail) -> Self {
        Self {
            kind,
            outcome: Outcome::NotChecked,
            detail: Some(detail),
        }
    }
}

/// Who signed, as the certificate says. `Debug` shows neither names nor ИИН.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signer {
    /// Surname and name, or the name of a system.
    pub name: String,
    /// Patronymic.
    pub patronymic: Option<String>,
    /// ИИН, 12 digits.
    pub iin: Option<String>,
    /// БИН of the organisation the holder acts for, 12 digits.
    pub bin: Option<String>,
    /// Its name.
    pub organisation: Option<String>,
    /// Roles in the certificate.
    pub roles: Vec<Role>,
    /// Serial number of the certificate, hexadecimal.
    pub serial: String,
    /// SHA-256 of the certificate, hexadecimal.
    pub fingerprint: String,
    /// What the issuer calls itself.
    pub issuer: String,
    /// Beginning of the validity of the certificate.
    pub not_before: DateTime<Utc>,
    /// End of the validity of the certificate.
    pub not_after: DateTime<Utc>,
    /// The kind of key.
    pub key_algorithm: KeyAlgorithm,
}

impl Signer {
    /// The holder of a certificate.
    pub fn of(certificate: &Certificate) -> Self {
        let subject = certificate.subject().clone();
        Self {
            name: subject.common_name,
            patronymic: subject.patronymic,
            iin: subject.iin,
            bin: subject.bin,
            organisation: subject.organisation,
            roles: certificate.roles(),
            serial: certificate.serial(),
            fingerprint: hex::encode(certificate.fingerprint()),
            issuer: certificate.issuer().to_owned(),
            not_before: certificate.not_before(),
            not_after: certificate.not_after(),
            key_algorithm: certificate.key_algorithm(),
        }
    }
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signer")
            .field("name", &Masked)
            .field("iin", &self.iin.as_ref().map(|_| Masked))
            .field("bin", &self.bin)
            .field("roles", &self.roles)
            .field("serial", &self.serial)
            .finish_non_exhaustive()
    }
}

/// Everything known about one signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// The answer.
    pub status: Status,
    /// Every check, in the order of [`CheckKind`].
    pub checks: Vec<Check>,
    /// Who signed; `None` if the file does not say readably.
    pub signer: Option<Signer>,
    /// When the signer says they signed: evidence, not proof.
    pub signing_time: Option<DateTime<Utc>>,
    /// When it existed already, as a valid time stamp proves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stamped_at: Option<DateTime<Utc>>,
    /// The moment validity was judged at.
    pub reference_time: DateTime<Utc>,
    /// SHA-256 of the document, hexadecimal, if there was one.
    pub document_sha256: Option<String>,
    /// Whether a demonstration authority issued the certificate.
    pub demonstration: bool,
}

impl Verdict {
    /// Whether the status is [`Status::Valid`].
    pub fn is_valid(&self) -> bool {
        self.status == Status::Valid
    }

    /// The check of a kind, if it was made.
    pub fn check(&self, kind: CheckKind) -> Option<&Check> {
        self.checks.iter().find(|check| check.kind == kind)
    }

    /// The checks that ended so.
    pub fn with_outcome(&self, outcome: Outcome) -> impl Iterator<Item = &Check> {
        self.checks
            .iter()
            .filter(move |check| check.outcome == outcome)
    }

    /// The status a list of checks amounts to.
    pub(crate) fn status_of(checks: &[Check]) -> Status {
        let any = |outcome| checks.iter().any(|check| check.outcome == outcome);
        if any(Outcome::Failed) {
            Status::Invalid
        } else if any(Outcome::NotChecked) {
            Status::NotFullyChecked
        } else {
            Status::Valid
        }
    }
}
