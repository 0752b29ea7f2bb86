//! What a service did instead of answering rightly, told so that somebody can act on it.

use crate::transport::TransportError;
use baqylau_signing::{
    CertificateError, ChainProblem, OcspRefusal, Revocation, RevocationError, SourceProblem,
    StampProblem, TimeStampError, UpgradeError,
};
use std::fmt;

/// A kind of service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Service {
    /// OCSP.
    Ocsp,
    /// Whole revocation lists.
    List,
    /// Supplements to them.
    Supplement,
    /// Time stamps.
    Stamp,
    /// Certificates of authorities.
    Authority,
    /// The signature file itself: nothing was asked.
    File,
}

/// What went wrong with one service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// What was asked for.
    pub service: Service,
    /// Whom; empty where nobody was there to be asked.
    pub address: String,
    /// What came of it.
    pub problem: Problem,
}

/// What came of asking.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// Nothing came back.
    #[error(transparent)]
    Transport(#[from] TransportError),
    /// The service gave nothing a moment ago and is left alone for a while.
    #[error("the service was silent a moment ago")]
    Silent,
    /// No address is known.
    #[error("no address is known")]
    NoAddress,
    /// There was no time left to ask.
    #[error("no time was left")]
    OutOfTime,
    /// The OCSP service gave no answer, three times where it asked for patience.
    #[error("the OCSP service gave no answer: {0:?}")]
    Refused(OcspRefusal),
    /// The answer is no revocation data.
    #[error(transparent)]
    Revocation(RevocationError),
    /// The answer repeats another nonce: it was made for somebody else.
    #[error("the answer was made for another request")]
    AnotherNonce,
    /// The answer speaks about other certificates.
    #[error("the answer is about another certificate")]
    AnotherCertificate,
    /// The service doesn't know the certificate.
    #[error("the service does not know the certificate")]
    Unknown,
    /// The answer speaks about another time than the one in question.
    #[error("the answer speaks about another time")]
    Outdated,
    /// The answer isn't proved to come from the authority.
    #[error(transparent)]
    NotBelieved(SourceProblem),
    /// The supplement doesn't continue the list at hand.
    #[error("the supplement continues another list")]
    Discontinued,
    /// The answer is no time stamp, or answers another request.
    #[error(transparent)]
    Stamp(TimeStampError),
    /// The time stamp proves nothing.
    #[error(transparent)]
    BadStamp(StampProblem),
    /// The authority of the time stamp is revoked.
    #[error("the authority of the time stamp is revoked")]
    StampRevoked,
    /// The answer is no certificate.
    #[error(transparent)]
    Certificate(CertificateError),
    /// The way from a certificate to an anchor isn't known.
    #[error(transparent)]
    Chain(ChainProblem),
    /// The certificate of the signer is revoked: nothing is added for later years.
    #[error("the certificate is revoked")]
    Revoked(Revocation),
    /// The list is too large to be put into the file; it is on the shelf.
    #[error("the list is too large for the file")]
    TooLargeForFile,
    /// Nothing can be added to the file.
    #[error(transparent)]
    File(UpgradeError),
    /// The system gives no randomness.
    #[error("no randomness")]
    NoRandomness,
}

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} {}: {}", self.service, self.address, self.problem)
    }
}

impl Complaint {
    pub(crate) fn new(service: Service, address: &str, problem: impl Into<Problem>) -> Self {
        Self {
            service,
            address: address.to_owned(),
            problem: problem.into(),
        }
    }

    /// Whether asking again later may help: the service was silent or busy, not wrong.
    pub fn is_passing(&self) -> bool {
        matches!(
            self.problem,
            Problem::Transport(_)
                | Problem::Silent
                | Problem::OutOfTime
                | Problem::Refused(OcspRefusal::TryLater | OcspRefusal::InternalError)
        )
    }
}
