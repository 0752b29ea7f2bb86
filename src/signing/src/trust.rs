//! Whom to believe: anchors, and the way from a certificate up to one of them.

use crate::algorithm::SignatureProblem;
use crate::certificate::Certificate;
use crate::national::NationalAuthority;
use crate::oid::Oid;
use crate::pem;
use chrono::{DateTime, Utc};

/// Authorities above a signer, the anchor included. Kazakh chains have two.
const MAX_AUTHORITIES: usize = 5;

/// Signature checks spent on one chain, so that a file stuffed with look-alike certificates
/// cannot keep a registry busy.
const MAX_SIGNATURE_CHECKS: usize = 32;

/// The certificates a verdict rests on. They come from the administrator or the registry; the
/// store believes whatever it is given as an anchor.
#[derive(Debug, Clone, Default)]
pub struct TrustStore {
    anchors: Vec<Anchor>,
    intermediates: Vec<Certificate>,
}

#[derive(Debug, Clone)]
struct Anchor {
    certificate: Certificate,
    demonstration: bool,
}

/// The way from a signer to an anchor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// Signer first, anchor last.
    pub certificates: Vec<Certificate>,
    /// Whether the anchor is a demonstration one: such signatures bind nobody.
    pub demonstration: bool,
}

/// Why no way leads to an anchor. `level` counts authorities from the signer's issuer, 1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ChainProblem {
    /// The store holds no anchors, so nothing can be said.
    #[error("no trust anchors are installed")]
    NoAnchors,
    /// No known authority has this name and key identifier.
    #[error("the issuer {issuer} is not known")]
    UnknownIssuer {
        /// What the issuer calls itself.
        issuer: String,
    },
    /// The holder issued the certificate to itself: nobody vouches for it.
    #[error("the certificate is issued by its own holder")]
    SelfIssued,
    /// The issuer's key did not sign the certificate below it.
    #[error("the signature of authority {level} does not fit")]
    IssuerSignature {
        /// Position of the authority.
        level: usize,
    },
    /// The validity of an authority has ended.
    #[error("authority {level} expired on {not_after}")]
    IssuerExpired {
        /// Position of the authority.
        level: usize,
        /// End of its validity.
        not_after: DateTime<Utc>,
    },
    /// The validity of an authority has not begun.
    #[error("authority {level} is valid only from {not_before}")]
    IssuerNotYetValid {
        /// Position of the authority.
        level: usize,
        /// Beginning of its validity.
        not_before: DateTime<Utc>,
    },
    /// The issuing certificate is not one of an authority.
    #[error("certificate {level} may not issue certificates")]
    NotAnAuthority {
        /// Position of the certificate.
        level: usize,
    },
    /// More authorities stand below one than it allows, or than are accepted at all.
    #[error("the chain is longer than authority {level} allows")]
    TooLong {
        /// Position of the authority.
        level: usize,
    },
    /// The key of an authority is too short.
    #[error("the key of authority {level} has only {bits} bits")]
    WeakKey {
        /// Position of the authority.
        level: usize,
        /// Length of its RSA key.
        bits: u32,
    },
    /// A certificate demands something this build does not understand.
    #[error("certificate {level} has the critical extension {oid}, which is not understood")]
    CriticalExtension {
        /// Position of the certificate; 0 is the signer.
        level: usize,
        /// The extension.
        oid: Oid,
    },
    /// An algorithm on the way cannot be calculated, so nothing can be said.
    #[error("algorithm {oid} is not supported")]
    UnsupportedAlgorithm {
        /// The algorithm.
        oid: Oid,
    },
}

impl ChainProblem {
    /// Whether the chain is undecided rather than wrong.
    pub fn is_undecided(&self) -> bool {
        matches!(self, Self::NoAnchors | Self::UnsupportedAlgorithm { .. })
    }

    /// How much a problem tells: of several attempts the most telling one is reported.
    fn rank(&self) -> u8 {
        match self {
            Self::NoAnchors => 0,
            Self::UnknownIssuer { .. } | Self::SelfIssued => 1,
            Self::TooLong { .. } => 2,
            Self::IssuerSignature { .. } => 3,
            Self::NotAnAuthority { .. } => 4,
            Self::WeakKey { .. } => 5,
            Self::CriticalExtension { .. } => 6,
            Self::IssuerExpired { .. } | Self::IssuerNotYetValid { .. } => 7,
            Self::UnsupportedAlgorithm { .. } => 8,
        }
    }
}

impl TrustStore {
    /// An empty store: every chain is undecided.
    pub fn new() -> Self {
        Self::default()
    }

    /// Believes an authority without further question.
    pub fn add_anchor(&mut self, certificate: Certificate) {
        self.anchors.push(Anchor {
            certificate,
            demonstration: false,
        });
    }

    /// Believes a demonstration authority. Verdicts resting on it say so.
    pub fn add_demonstration_anchor(&mut self, certificate: Certificate) {
        self.anchors.push(Anchor {
            certificate,
            demonstration: true,
        });
    }

    /// Believes a national root, recognised by the fingerprint pinned in this build.
    ///
    /// # Errors
    /// Gives the certificate back if it is none of them; [`TrustStore::add_anchor`] is the
    /// administrator's way to believe it all the same.
    pub fn add_national_anchor(
        &mut self,
        certificate: Certificate,
    ) -> Result<NationalAuthority, Certificate> {
        match NationalAuthority::recognise(&certificate) {
            Some(authority) if authority.is_root() => {
                self.add_anchor(certificate);
                Ok(authority)
            }
            _ => Err(certificate),
        }
    }

    /// Offers an authority for building chains; it is believed only if a chain from it holds.
    pub fn add_intermediate(&mut self, certificate: Certificate) {
        self.intermediates.push(certificate);
    }

    /// Reads anchors from a file: one DER certificate or any number of PEM ones. Returns how
    /// many were added.
    ///
    /// # Errors
    /// The first certificate that cannot be read; nothing is added then.
    pub fn add_anchors_from(
        &mut self,
        file: &[u8],
    ) -> Result<usize, crate::certificate::CertificateError> {
        let blocks = pem::blocks(file);
        let certificates = if blocks.is_empty() {
            vec![Certificate::parse(file)?]
        } else {
            blocks
                .iter()
                .map(|der| Certificate::from_der(der))
                .collect::<Result<_, _>>()?
        };
        let count = certificates.len();
        certificates
            .into_iter()
            .for_each(|certificate| self.add_anchor(certificate));
        Ok(count)
    }

    /// The anchors.
    pub fn anchors(&self) -> impl Iterator<Item = &Certificate> {
        self.anchors.iter().map(|anchor| &anchor.certificate)
    }

    /// Every authority it knows, anchors first. The others are believed only by their chains.
    pub fn authorities(&self) -> impl Iterator<Item = &Certificate> {
        self.anchors().chain(&self.intermediates)
    }

    /// Whether there are no anchors.
    pub fn is_empty(&self) -> bool {
        self.anchors.is_empty()
    }

    /// Finds the way from `signer` to an anchor: issuers by name and key identifier, each link
    /// proved by its signature, every authority entitled to issue and valid at `at`. `offered`
    /// are certificates from the signed file itself; they help, they are not believed.
    ///
    /// The validity of the signer's own certificate is not judged here.
    ///
    /// # Errors
    /// [`ChainProblem`], the most telling of all attempts.
    pub fn chain(
        &self,
        signer: &Certificate,
        offered: &[Certificate],
        at: DateTime<Utc>,
    ) -> Result<Chain, ChainProblem> {
        if self.anchors.is_empty() {
            return Err(ChainProblem::NoAnchors);
        }
        if let Some(oid) = signer.unknown_critical() {
            return Err(ChainProblem::CriticalExtension { level: 0, oid });
        }
        let mut search = Search {
            store: self,
            offered,
            at,
            path: vec![signer.clone()],
            checks_left: MAX_SIGNATURE_CHECKS,
            // A self-issued name may be that of a person and does not belong in a message.
            problem: if signer.is_self_issued() {
                ChainProblem::SelfIssued
            } else {
                ChainProblem::UnknownIssuer {
                    issuer: signer.issuer().to_owned(),
                }
            },
        };
        match search.climb() {
            Some(demonstration) => Ok(Chain {
                certificates: search.path,
                demonstration,
            }),
            None => Err(search.problem),
        }
    }
}

/// A depth-first search for an anchor.
struct Search<'a> {
    store: &'a TrustStore,
    offered: &'a [Certificate],
    at: DateTime<Utc>,
    path: Vec<Certificate>,
    checks_left: usize,
    problem: ChainProblem,
}

impl<'a> Search<'a> {
    /// Extends the path to an anchor; returns whether that anchor is a demonstration one.
    fn climb(&mut self) -> Option<bool> {
        let level = self.path.len();
        let child = self.path.last()?.clone();
        if level > MAX_AUTHORITIES {
            self.note(ChainProblem::TooLong { level });
            return None;
        }
        let store: &'a TrustStore = self.store;
        for anchor in &store.anchors {
            if self.link(&child, &anchor.certificate, level) {
                self.path.push(anchor.certificate.clone());
                return Some(anchor.demonstration);
            }
        }
        let offered: &'a [Certificate] = self.offered;
        for candidate in store.intermediates.iter().chain(offered) {
            if self.path.contains(candidate) || !self.link(&child, candidate, level) {
                continue;
            }
            self.path.push(candidate.clone());
            if let Some(found) = self.climb() {
                return Some(found);
            }
            self.path.pop();
        }
        None
    }

    /// Whether `issuer` issued `child` and was entitled to.
    fn link(&mut self, child: &Certificate, issuer: &Certificate, level: usize) -> bool {
        if !child.may_be_issued_by(issuer) || self.checks_left == 0 {
            return false;
        }
        self.checks_left -= 1;
        let problem = match child.verify_signed_by(issuer) {
            Ok(()) => self.entitlement(issuer, level),
            Err(SignatureProblem::Unsupported(oid)) => {
                Some(ChainProblem::UnsupportedAlgorithm { oid })
            }
            Err(SignatureProblem::WeakKey { bits }) => Some(ChainProblem::WeakKey { level, bits }),
            Err(SignatureProblem::Mismatch | SignatureProblem::AlgorithmMismatch) => {
                Some(ChainProblem::IssuerSignature { level })
            }
        };
        match problem {
            Some(problem) => {
                self.note(problem);
                false
            }
            None => true,
        }
    }

    fn entitlement(&self, issuer: &Certificate, level: usize) -> Option<ChainProblem> {
        let may_issue = issuer
            .key_usage()
            .is_none_or(|usage| usage.certificate_sign);
        if !issuer.is_authority() || !may_issue {
            return Some(ChainProblem::NotAnAuthority { level });
        }
        if let Some(oid) = issuer.unknown_critical() {
            return Some(ChainProblem::CriticalExtension { level, oid });
        }
        // RFC 5280 4.2.1.9: self-issued authorities between do not count.
        let between = self
            .path
            .iter()
            .skip(1)
            .filter(|below| !below.is_self_issued())
            .count();
        if issuer
            .path_length()
            .is_some_and(|limit| (between as u64) > limit)
        {
            return Some(ChainProblem::TooLong { level });
        }
        if self.at > issuer.not_after() {
            return Some(ChainProblem::IssuerExpired {
                level,
                not_after: issuer.not_after(),
            });
        }
        if self.at < issuer.not_before() {
            return Some(ChainProblem::IssuerNotYetValid {
                level,
                not_before: issuer.not_before(),
            });
        }
        None
    }

    fn note(&mut self, problem: ChainProblem) {
        if problem.rank() > self.problem.rank() {
            self.problem = problem;
        }
    }
}
