//! When a signature existed and whether its certificate stood then: time stamps and revocation.

use super::checks::find_certificate;
use super::parse::{SignatureFile, SignerInfo};
use super::policy::{RevocationPolicy, VerificationPolicy};
use crate::revocation::{Evidence, Finding};
use crate::time_stamp::{StampProblem, TimeStampToken};
use crate::trust::{Chain, TrustStore};
use crate::verdict::{Check, CheckKind, Detail, Outcome};
use chrono::{DateTime, Utc};

/// What the caller brought and what the signature carries. Values that cannot be read are left
/// out: they prove nothing, and nobody signed them.
pub(super) fn known_revocation(signer: &SignerInfo, brought: &Evidence) -> Evidence {
    let mut evidence = brought.clone();
    for values in &signer.revocation_values {
        if let Ok(carried) = Evidence::from_values(values) {
            evidence.extend(carried);
        }
    }
    evidence
}

/// The earliest moment a valid time stamp attests, and the check, if there are stamps at all.
/// One valid stamp is enough; otherwise the first one's problem is told.
pub(super) fn time_stamp(
    file: &SignatureFile,
    signer: &SignerInfo,
    trust: &TrustStore,
    evidence: &Evidence,
) -> (Option<DateTime<Utc>>, Option<Check>) {
    let mut earliest: Option<DateTime<Utc>> = None;
    let mut complaint = None;
    for octets in &signer.time_stamps {
        match judge_stamp(octets, file, signer, trust, evidence) {
            Ok(time) => earliest = Some(earliest.map_or(time, |before| before.min(time))),
            Err(check) => {
                complaint.get_or_insert(check);
            }
        }
    }
    match earliest {
        Some(_) => (earliest, Some(Check::passed(CheckKind::TimeStamp))),
        None => (None, complaint),
    }
}

fn judge_stamp(
    octets: &[u8],
    file: &SignatureFile,
    signer: &SignerInfo,
    trust: &TrustStore,
    evidence: &Evidence,
) -> Result<DateTime<Utc>, Check> {
    let kind = CheckKind::TimeStamp;
    let Ok(token) = TimeStampToken::from_token(octets) else {
        let part = "timeStampToken".to_owned();
        return Err(Check::failed(kind, Detail::Malformed { part }));
    };
    let time = token.time();
    let chain = token.verify(&signer.signature, trust).map_err(|problem| {
        let undecided = problem.is_undecided();
        let detail = match problem {
            StampProblem::AnotherImprint => Detail::TimeStampMismatch,
            StampProblem::Forged => Detail::TimeStampForged,
            StampProblem::NotEntitled => Detail::TimeStampNotEntitled,
            StampProblem::Untrusted(_) => Detail::TimeStampUntrusted,
            StampProblem::UnsupportedAlgorithm { .. } => Detail::TimeStampUnread,
        };
        if undecided {
            Check::not_checked(kind, detail)
        } else {
            Check::failed(kind, detail)
        }
    })?;
    // Anybody may run a demonstration authority: it proves no time, but for signatures that bind
    // nobody either.
    let pretended = |certificate| {
        trust
            .chain(certificate, &file.certificates, time)
            .is_ok_and(|chain| chain.demonstration)
    };
    if chain.demonstration && !find_certificate(file, signer).is_some_and(pretended) {
        return Err(Check::not_checked(kind, Detail::TimeStampUntrusted));
    }
    // Whether the authority was revoked is not demanded to be known, but not ignored either.
    match revoked(&findings(&chain, evidence, time)) {
        Some(_) => Err(Check::failed(kind, Detail::TimeStampNotEntitled)),
        None => Ok(time),
    }
}

/// Whether the signer's certificate was revoked at `at`; that of an authority above it counts
/// as well if it is known.
pub(super) fn revocation(
    chain: &Chain,
    policy: &VerificationPolicy,
    evidence: &Evidence,
    at: DateTime<Utc>,
) -> Check {
    let kind = CheckKind::Revocation;
    let findings = findings(chain, evidence, at);
    if let Some(detail) = revoked(&findings) {
        return Check::failed(kind, detail);
    }
    let detail = match findings.first().unwrap_or(&Finding::Nothing) {
        Finding::Good => return Check::passed(kind),
        _ if chain.demonstration && policy.revocation == RevocationPolicy::ExemptDemonstration => {
            return Check {
                kind,
                outcome: Outcome::NotRequired,
                detail: Some(Detail::Demonstration),
            };
        }
        Finding::Outdated => Detail::RevocationOutdated,
        Finding::Refused => Detail::RevocationSourceRefused,
        Finding::UnknownToService => Detail::RevocationUnknownToService,
        Finding::Nothing | Finding::Revoked(_) => Detail::RevocationUnknown,
    };
    Check::not_checked(kind, detail)
}

/// What is known about every certificate of the chain but the anchor, which is believed as it is.
fn findings(chain: &Chain, evidence: &Evidence, at: DateTime<Utc>) -> Vec<Finding> {
    chain
        .certificates
        .windows(2)
        .map(|pair| match pair {
            [certificate, issuer] => evidence.judge(certificate, issuer, at),
            _ => Finding::Nothing,
        })
        .collect()
}

/// The first certificate that is known to be revoked.
fn revoked(findings: &[Finding]) -> Option<Detail> {
    findings
        .iter()
        .enumerate()
        .find_map(|(level, finding)| match finding {
            Finding::Revoked(revocation) if level == 0 => Some(Detail::Revoked {
                date: revocation.date,
                cause: revocation.reason,
            }),
            Finding::Revoked(_) => Some(Detail::IssuerRevoked { level }),
            _ => None,
        })
}
