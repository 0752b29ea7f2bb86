//! Whether a time stamp is one: imprint, signature, authority and the way up to an anchor.

use super::token::TimeStampToken;
use crate::cms;
use crate::oid::{self, Oid};
use crate::trust::{Chain, ChainProblem, TrustStore};
use crate::verdict::{Check, Detail, Outcome};

/// Why a time stamp proves nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StampProblem {
    /// It was made over something else.
    #[error("the time stamp belongs to other octets")]
    AnotherImprint,
    /// Its own signature, or what that must cover, does not hold.
    #[error("the time stamp is not signed by its authority")]
    Forged,
    /// The certificate is not one for time stamps, or was not valid then.
    #[error("the key that made the time stamp may not make any")]
    NotEntitled,
    /// The authority does not lead to an anchor.
    #[error("the authority of the time stamp is not trusted: {0}")]
    Untrusted(ChainProblem),
    /// An algorithm of it is not calculated here.
    #[error("algorithm {oid} is not supported")]
    UnsupportedAlgorithm {
        /// The algorithm.
        oid: Oid,
    },
}

impl StampProblem {
    /// Whether the stamp is undecided rather than wrong: it proves no time, and accuses nobody.
    pub fn is_undecided(&self) -> bool {
        matches!(
            self,
            Self::Untrusted(
                ChainProblem::NoAnchors
                    | ChainProblem::UnknownIssuer { .. }
                    | ChainProblem::UnsupportedAlgorithm { .. }
            ) | Self::UnsupportedAlgorithm { .. }
        )
    }
}

impl TimeStampToken {
    /// Whether the token was made over `data` by an authority that leads to an anchor of
    /// `trust`. The authority is judged at the moment the token attests, by the algorithms of
    /// the token: a signature of GOST 34.10-2015 may carry a stamp of GOST 34.310-2004 or RSA.
    ///
    /// Revocation of the authority is not asked for; a chain that holds is returned so that the
    /// caller may.
    ///
    /// # Errors
    /// [`StampProblem`].
    pub fn verify(&self, data: &[u8], trust: &TrustStore) -> Result<Chain, StampProblem> {
        let imprint = self.info.digest.hash(data).map_err(|unsupported| {
            StampProblem::UnsupportedAlgorithm {
                oid: unsupported.oid,
            }
        })?;
        if imprint != self.info.imprint {
            return Err(StampProblem::AnotherImprint);
        }
        self.verify_token(trust)
    }

    /// The same without the octets that were stamped: whether this is a time stamp at all.
    ///
    /// # Errors
    /// [`StampProblem`], never [`StampProblem::AnotherImprint`].
    pub fn verify_token(&self, trust: &TrustStore) -> Result<Chain, StampProblem> {
        let certificate = self.authority().ok_or(StampProblem::Forged)?;
        for check in [
            cms::digest(&self.signer, Some(&self.content)),
            cms::attributes(&self.file, &self.signer),
            cms::signature(&self.signer, certificate),
            cms::certificate_reference(&self.signer, certificate),
        ] {
            holds(check)?;
        }
        // RFC 3161 2.3: a key for time stamps alone, and so its certificate says.
        let entitled = certificate.extended_key_usage() == [oid::TIME_STAMPING]
            && certificate
                .key_usage()
                .is_none_or(|usage| usage.digital_signature || usage.non_repudiation)
            && !certificate.is_authority()
            && certificate.is_valid_at(self.time())
            && self.info.understood;
        if !entitled {
            return Err(StampProblem::NotEntitled);
        }
        trust
            .chain(certificate, &self.file.certificates, self.time())
            .map_err(StampProblem::Untrusted)
    }
}

/// A stamp's check must pass: what is a warning elsewhere (no reference to the certificate) is
/// demanded here by RFC 3161 2.4.2.
fn holds(check: Check) -> Result<(), StampProblem> {
    match (check.outcome, check.detail) {
        (Outcome::Passed, _) => Ok(()),
        (Outcome::NotChecked, Some(Detail::UnsupportedAlgorithm { oid })) => {
            Err(StampProblem::UnsupportedAlgorithm { oid })
        }
        _ => Err(StampProblem::Forged),
    }
}
