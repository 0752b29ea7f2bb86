//! Judging a signature file: every check named, nothing short-circuited that can still be told.

use super::checks::{
    attributes, certificate_reference, digest, find_certificate, signature, single,
};
use super::parse::{SignatureFile, SignerInfo};
use super::policy::{KeyPurpose, VerificationPolicy};
use super::standing::{known_revocation, revocation, time_stamp};
use crate::asn1::{Reader, Rules};
use crate::certificate::Certificate;
use crate::oid;
use crate::revocation::Evidence;
use crate::trust::{ChainProblem, TrustStore};
use crate::verdict::{Check, CheckKind, Detail, Signer, Verdict};
use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest, Sha256};

/// How far the clock of a laptop may run ahead before the claimed time is remarked upon.
const CLOCK_TOLERANCE: TimeDelta = TimeDelta::minutes(5);

/// Judges a file that must hold exactly one signature, as acts do, with nothing known about
/// revocation but what the file itself carries.
///
/// `content` is the signed document; pass `None` only for a file that carries it. `reference` is
/// the moment validity is judged at: when the registry received the signature if that is known,
/// otherwise now. A valid time stamp of an earlier moment takes its place. The answer is always
/// a verdict, whatever the octets are.
pub fn verify(
    file: &[u8],
    content: Option<&[u8]>,
    trust: &TrustStore,
    policy: &VerificationPolicy,
    reference: DateTime<Utc>,
) -> Verdict {
    verify_with(file, content, trust, policy, &Evidence::new(), reference)
}

/// As [`verify`], with revocation data the caller brings.
pub fn verify_with(
    file: &[u8],
    content: Option<&[u8]>,
    trust: &TrustStore,
    policy: &VerificationPolicy,
    evidence: &Evidence,
    reference: DateTime<Utc>,
) -> Verdict {
    let detail = match SignatureFile::parse(file) {
        Ok(parsed) => match parsed.signers.as_slice() {
            [signer] => {
                let demands = Demands {
                    trust,
                    policy,
                    evidence,
                    reference,
                };
                return judge(&parsed, signer, content, &demands);
            }
            several => Detail::SignerCount {
                count: several.len(),
            },
        },
        Err(error) => Detail::Malformed {
            part: part_of(&error),
        },
    };
    unreadable(detail, content, reference)
}

/// Judges every signature of a file that may hold several: foreign files, archives.
pub fn verify_each(
    file: &[u8],
    content: Option<&[u8]>,
    trust: &TrustStore,
    policy: &VerificationPolicy,
    reference: DateTime<Utc>,
) -> Vec<Verdict> {
    verify_each_with(file, content, trust, policy, &Evidence::new(), reference)
}

/// As [`verify_each`], with revocation data the caller brings.
pub fn verify_each_with(
    file: &[u8],
    content: Option<&[u8]>,
    trust: &TrustStore,
    policy: &VerificationPolicy,
    evidence: &Evidence,
    reference: DateTime<Utc>,
) -> Vec<Verdict> {
    let demands = Demands {
        trust,
        policy,
        evidence,
        reference,
    };
    let detail = match SignatureFile::parse(file) {
        Ok(parsed) if parsed.signers.is_empty() => Detail::SignerCount { count: 0 },
        Ok(parsed) => {
            return parsed
                .signers
                .iter()
                .map(|signer| judge(&parsed, signer, content, &demands))
                .collect();
        }
        Err(error) => Detail::Malformed {
            part: part_of(&error),
        },
    };
    vec![unreadable(detail, content, reference)]
}

/// What a signature is judged by.
struct Demands<'a> {
    trust: &'a TrustStore,
    policy: &'a VerificationPolicy,
    evidence: &'a Evidence,
    reference: DateTime<Utc>,
}

/// What can be said about a certificate alone: validity at `at`, purpose, person, organisation
/// and role. Ask before signing, so that nobody signs with a key that will be refused.
pub fn check_certificate(
    certificate: &Certificate,
    policy: &VerificationPolicy,
    at: DateTime<Utc>,
) -> Vec<Check> {
    let mut checks = vec![
        validity(certificate, at),
        key_usage(certificate, policy.purpose),
    ];
    let subject = certificate.subject();
    if let Some(iin) = &policy.iin {
        checks.push(if subject.iin.as_ref() == Some(iin) {
            Check::passed(CheckKind::Person)
        } else {
            Check::failed(CheckKind::Person, Detail::AnotherPerson)
        });
    }
    if let Some(bin) = &policy.bin {
        checks.push(if subject.bin.as_ref() == Some(bin) {
            Check::passed(CheckKind::Organisation)
        } else {
            let detail = Detail::AnotherOrganisation {
                bin: subject.bin.clone(),
            };
            Check::failed(CheckKind::Organisation, detail)
        });
    }
    if !policy.roles.is_empty() {
        let found = certificate.roles();
        checks.push(if policy.roles.iter().any(|role| found.contains(role)) {
            Check::passed(CheckKind::Role)
        } else {
            let detail = Detail::RoleMissing {
                found,
                demanded: policy.roles.clone(),
            };
            Check::failed(CheckKind::Role, detail)
        });
    }
    checks
}

/// What can be said about a certificate beyond [`check_certificate`], before anything is signed
/// with it: whether it leads to an anchor, and whether it was revoked at `at`.
pub fn check_standing(
    certificate: &Certificate,
    trust: &TrustStore,
    policy: &VerificationPolicy,
    evidence: &Evidence,
    at: DateTime<Utc>,
) -> Vec<Check> {
    match trust.chain(certificate, &[], at) {
        Ok(chain) => vec![
            Check::passed(CheckKind::Chain),
            revocation(&chain, policy, evidence, at),
        ],
        Err(problem) => vec![
            chain_check(problem),
            Check::not_checked(CheckKind::Revocation, Detail::RevocationUnknown),
        ],
    }
}

fn judge(
    file: &SignatureFile,
    signer: &SignerInfo,
    content: Option<&[u8]>,
    demands: &Demands<'_>,
) -> Verdict {
    let (trust, policy) = (demands.trust, demands.policy);
    let document = content.or(file.content.as_deref());
    let certificate = find_certificate(file, signer);
    let signing_time = single(signer, oid::SIGNING_TIME).ok().and_then(|value| {
        Reader::new(value, Rules::Der)
            .any()
            .and_then(|time| time.time())
            .ok()
    });
    let evidence = known_revocation(signer, demands.evidence);
    let (stamped_at, time_stamp) = time_stamp(file, signer, trust, &evidence);
    // What existed at an earlier moment existed at a later one: the earliest proof counts.
    let reference = stamped_at.map_or(demands.reference, |at| at.min(demands.reference));
    let mut checks = vec![
        structure(file),
        content_check(file, content),
        digest(signer, document),
        attributes(file, signer),
    ];
    let mut demonstration = false;
    match certificate {
        None => checks.push(Check::failed(
            CheckKind::SignerCertificate,
            Detail::CertificateMissing,
        )),
        Some(certificate) => {
            checks.push(Check::passed(CheckKind::SignerCertificate));
            checks.push(signature(signer, certificate));
            checks.push(certificate_reference(signer, certificate));
            checks.push(claimed_time(signing_time, certificate, reference));
            let chain = trust.chain(certificate, &file.certificates, reference);
            demonstration = chain.as_ref().is_ok_and(|chain| chain.demonstration);
            let revocation = match &chain {
                Ok(chain) => revocation(chain, policy, &evidence, reference),
                Err(_) => Check::not_checked(CheckKind::Revocation, Detail::RevocationUnknown),
            };
            checks.push(match chain {
                Ok(_) => Check::passed(CheckKind::Chain),
                Err(problem) => chain_check(problem),
            });
            checks.extend(check_certificate(certificate, policy, reference));
            checks.push(revocation);
        }
    }
    checks.extend(time_stamp);
    Verdict {
        status: Verdict::status_of(&checks),
        checks,
        signer: certificate.map(Signer::of),
        signing_time,
        stamped_at,
        reference_time: reference,
        document_sha256: document.map(|document| hex::encode(Sha256::digest(document))),
        demonstration,
    }
}

fn unreadable(detail: Detail, content: Option<&[u8]>, reference: DateTime<Utc>) -> Verdict {
    let checks = vec![Check::failed(CheckKind::Structure, detail)];
    Verdict {
        status: Verdict::status_of(&checks),
        checks,
        signer: None,
        signing_time: None,
        stamped_at: None,
        reference_time: reference,
        document_sha256: content.map(|document| hex::encode(Sha256::digest(document))),
        demonstration: false,
    }
}

fn part_of(error: &super::CmsError) -> String {
    match error {
        super::CmsError::NotASignature => "contentInfo".to_owned(),
        super::CmsError::Damaged { part } => (*part).to_owned(),
    }
}

fn structure(file: &SignatureFile) -> Check {
    if file.content_type == oid::DATA {
        Check::passed(CheckKind::Structure)
    } else {
        let part = "eContentType".to_owned();
        Check::failed(CheckKind::Structure, Detail::Malformed { part })
    }
}

fn content_check(file: &SignatureFile, content: Option<&[u8]>) -> Check {
    match (content, file.content.as_deref()) {
        (Some(given), Some(embedded)) if given != embedded => {
            Check::failed(CheckKind::Content, Detail::AnotherDocument)
        }
        (None, None) => Check::not_checked(CheckKind::Content, Detail::DocumentMissing),
        _ => Check::passed(CheckKind::Content),
    }
}

fn claimed_time(
    claimed: Option<DateTime<Utc>>,
    certificate: &Certificate,
    reference: DateTime<Utc>,
) -> Check {
    let kind = CheckKind::SigningTime;
    match claimed {
        None => Check::warning(
            kind,
            Detail::AttributeMissing {
                oid: oid::SIGNING_TIME,
            },
        ),
        Some(claimed) if claimed > reference + CLOCK_TOLERANCE => {
            Check::warning(kind, Detail::SignedInFuture { claimed })
        }
        Some(claimed) if !certificate.is_valid_at(claimed) => {
            Check::warning(kind, Detail::SignedOutsideValidity { claimed })
        }
        Some(_) => Check::passed(kind),
    }
}

fn validity(certificate: &Certificate, at: DateTime<Utc>) -> Check {
    let kind = CheckKind::Validity;
    if at > certificate.not_after() {
        Check::failed(
            kind,
            Detail::Expired {
                not_after: certificate.not_after(),
            },
        )
    } else if at < certificate.not_before() {
        Check::failed(
            kind,
            Detail::NotYetValid {
                not_before: certificate.not_before(),
            },
        )
    } else {
        Check::passed(kind)
    }
}

fn key_usage(certificate: &Certificate, purpose: KeyPurpose) -> Check {
    let fit = !certificate.is_authority()
        && certificate.key_usage().is_some_and(|usage| match purpose {
            KeyPurpose::Binding => usage.non_repudiation,
            KeyPurpose::SignIn => usage.digital_signature,
        });
    if fit {
        Check::passed(CheckKind::KeyUsage)
    } else {
        Check::failed(CheckKind::KeyUsage, Detail::AnotherPurpose)
    }
}

fn chain_check(problem: ChainProblem) -> Check {
    let undecided = problem.is_undecided();
    let detail = match problem {
        ChainProblem::NoAnchors => Detail::NoAnchors,
        ChainProblem::UnknownIssuer { issuer } => Detail::UnknownIssuer { issuer },
        ChainProblem::SelfIssued => Detail::SelfIssued,
        ChainProblem::IssuerSignature { level } => Detail::IssuerSignature { level },
        ChainProblem::IssuerExpired { level, not_after } => {
            Detail::IssuerExpired { level, not_after }
        }
        ChainProblem::IssuerNotYetValid { level, not_before } => {
            Detail::IssuerNotYetValid { level, not_before }
        }
        ChainProblem::NotAnAuthority { level } => Detail::NotAnAuthority { level },
        ChainProblem::TooLong { level } => Detail::ChainTooLong { level },
        ChainProblem::WeakKey { bits, .. } => Detail::WeakKey { bits },
        ChainProblem::CriticalExtension { level, oid } => Detail::CriticalExtension { level, oid },
        ChainProblem::UnsupportedAlgorithm { oid } => Detail::UnsupportedAlgorithm { oid },
    };
    if undecided {
        Check::not_checked(CheckKind::Chain, detail)
    } else {
        Check::failed(CheckKind::Chain, detail)
    }
}
