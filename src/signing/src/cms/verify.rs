//! Judging a signature file: every check named, nothing short-circuited that can still be told.

use super::parse::{SignatureFile, SignerIdentifier, SignerInfo};
use super::policy::{KeyPurpose, RevocationPolicy, VerificationPolicy};
use crate::algorithm::{self, SignatureProblem};
use crate::asn1::{Asn1Error, Reader, Rules, tag};
use crate::certificate::Certificate;
use crate::oid::{self, Oid};
use crate::trust::{ChainProblem, TrustStore};
use crate::verdict::{Check, CheckKind, Detail, Outcome, Signer, Verdict};
use chrono::{DateTime, TimeDelta, Utc};
use sha1::{Digest, Sha1};
use sha2::Sha256;

/// How far the clock of a laptop may run ahead before the claimed time is remarked upon.
const CLOCK_TOLERANCE: TimeDelta = TimeDelta::minutes(5);

/// Judges a file that must hold exactly one signature, as acts do.
///
/// `content` is the signed document; pass `None` only for a file that carries it. `reference` is
/// the moment validity is judged at: when the registry received the signature if that is known,
/// otherwise now. The answer is always a verdict, whatever the octets are.
pub fn verify(
    file: &[u8],
    content: Option<&[u8]>,
    trust: &TrustStore,
    policy: &VerificationPolicy,
    reference: DateTime<Utc>,
) -> Verdict {
    match SignatureFile::parse(file) {
        Ok(parsed) => match parsed.signers.as_slice() {
            [signer] => judge(&parsed, signer, content, trust, policy, reference),
            several => unreadable(
                Detail::SignerCount {
                    count: several.len(),
                },
                content,
                reference,
            ),
        },
        Err(error) => unreadable(
            Detail::Malformed {
                part: part_of(&error),
            },
            content,
            reference,
        ),
    }
}

/// Judges every signature of a file that may hold several: foreign files, archives.
pub fn verify_each(
    file: &[u8],
    content: Option<&[u8]>,
    trust: &TrustStore,
    policy: &VerificationPolicy,
    reference: DateTime<Utc>,
) -> Vec<Verdict> {
    match SignatureFile::parse(file) {
        Ok(parsed) if parsed.signers.is_empty() => {
            vec![unreadable(
                Detail::SignerCount { count: 0 },
                content,
                reference,
            )]
        }
        Ok(parsed) => parsed
            .signers
            .iter()
            .map(|signer| judge(&parsed, signer, content, trust, policy, reference))
            .collect(),
        Err(error) => {
            vec![unreadable(
                Detail::Malformed {
                    part: part_of(&error),
                },
                content,
                reference,
            )]
        }
    }
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

fn judge(
    file: &SignatureFile,
    signer: &SignerInfo,
    content: Option<&[u8]>,
    trust: &TrustStore,
    policy: &VerificationPolicy,
    reference: DateTime<Utc>,
) -> Verdict {
    let document = content.or(file.content.as_deref());
    let certificate = find_certificate(file, signer);
    let signing_time = single(signer, oid::SIGNING_TIME).ok().and_then(|value| {
        Reader::new(value, Rules::Der)
            .any()
            .and_then(|time| time.time())
            .ok()
    });
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
            checks.push(match chain {
                Ok(_) => Check::passed(CheckKind::Chain),
                Err(problem) => chain_check(problem),
            });
            checks.extend(check_certificate(certificate, policy, reference));
            checks.push(revocation(policy, demonstration));
        }
    }
    if signer.has_time_stamp {
        checks.push(Check::not_checked(
            CheckKind::TimeStamp,
            Detail::TimeStampUnread,
        ));
    }
    Verdict {
        status: Verdict::status_of(&checks),
        checks,
        signer: certificate.map(Signer::of),
        signing_time,
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

fn find_certificate<'a>(file: &'a SignatureFile, signer: &SignerInfo) -> Option<&'a Certificate> {
    file.certificates
        .iter()
        .find(|certificate| match &signer.identifier {
            SignerIdentifier::IssuerAndSerial { issuer, serial } => {
                certificate.issuer_der() == issuer && certificate.serial_content() == serial
            }
            SignerIdentifier::KeyIdentifier(identifier) => {
                certificate.subject_key_id() == Some(identifier)
            }
        })
}

/// The value of an attribute that must occur once with one value.
fn single(signer: &SignerInfo, kind: Oid) -> Result<&[u8], Detail> {
    let mut found = signer
        .attributes
        .iter()
        .filter(|attribute| attribute.kind == kind);
    match (found.next(), found.next()) {
        (None, _) => Err(Detail::AttributeMissing { oid: kind }),
        (Some(attribute), None) => attribute
            .value
            .as_deref()
            .ok_or(Detail::AttributeRepeated { oid: kind }),
        (Some(_), Some(_)) => Err(Detail::AttributeRepeated { oid: kind }),
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

fn digest(signer: &SignerInfo, document: Option<&[u8]>) -> Check {
    let kind = CheckKind::Digest;
    let stated = match single(signer, oid::MESSAGE_DIGEST) {
        Ok(value) => value,
        Err(detail) => return Check::failed(kind, detail),
    };
    let Ok(stated) = Reader::new(stated, Rules::Der).octets() else {
        return Check::failed(
            kind,
            Detail::Malformed {
                part: "messageDigest".to_owned(),
            },
        );
    };
    let Some(document) = document else {
        return Check::not_checked(kind, Detail::DocumentMissing);
    };
    match signer.digest.hash(document) {
        Ok(hash) if hash == *stated => Check::passed(kind),
        Ok(_) => Check::failed(kind, Detail::DocumentAltered),
        Err(unsupported) => Check::not_checked(
            kind,
            Detail::UnsupportedAlgorithm {
                oid: unsupported.oid,
            },
        ),
    }
}

/// Content type and digest must be there and agree with the file. A signature without attributes
/// is refused: whoever holds one over a chosen document could pass that document off as the
/// attributes of another.
fn attributes(file: &SignatureFile, signer: &SignerInfo) -> Check {
    let kind = CheckKind::Attributes;
    let stated = match single(signer, oid::CONTENT_TYPE) {
        Ok(value) => Reader::new(value, Rules::Der).oid().ok(),
        Err(detail) => return Check::failed(kind, detail),
    };
    if stated != Some(file.content_type) {
        return Check::failed(
            kind,
            Detail::Malformed {
                part: "contentType".to_owned(),
            },
        );
    }
    for once in [
        oid::MESSAGE_DIGEST,
        oid::SIGNING_TIME,
        oid::SIGNING_CERTIFICATE_V2,
    ] {
        if let Err(detail @ Detail::AttributeRepeated { .. }) = single(signer, once) {
            return Check::failed(kind, detail);
        }
    }
    Check::passed(kind)
}

fn signature(signer: &SignerInfo, certificate: &Certificate) -> Check {
    let kind = CheckKind::Signature;
    let Some(octets) = &signer.signed_octets else {
        return Check::failed(
            kind,
            Detail::AttributeMissing {
                oid: oid::MESSAGE_DIGEST,
            },
        );
    };
    let outcome = algorithm::verify(
        signer.signature_algorithm,
        Some(signer.digest),
        certificate.public_key(),
        octets,
        &signer.signature,
    );
    match outcome {
        Ok(()) => Check::passed(kind),
        Err(SignatureProblem::Mismatch) => Check::failed(kind, Detail::SignatureMismatch),
        Err(SignatureProblem::AlgorithmMismatch) => Check::failed(kind, Detail::AlgorithmMismatch),
        Err(SignatureProblem::WeakKey { bits }) => Check::failed(kind, Detail::WeakKey { bits }),
        Err(SignatureProblem::Unsupported(oid)) => {
            Check::not_checked(kind, Detail::UnsupportedAlgorithm { oid })
        }
    }
}

/// The reference to the certificate under the signature: what makes a CMS a CAdES-BES. Some
/// Kazakh software (NCANode) leaves it out, so its absence is told, not punished.
fn certificate_reference(signer: &SignerInfo, certificate: &Certificate) -> Check {
    let kind = CheckKind::CertificateReference;
    let (value, second_version) = match single(signer, oid::SIGNING_CERTIFICATE_V2) {
        Ok(value) => (value, true),
        Err(Detail::AttributeMissing { oid }) => match single(signer, oid::SIGNING_CERTIFICATE) {
            Ok(value) => (value, false),
            Err(Detail::AttributeMissing { .. }) => {
                return Check::warning(kind, Detail::AttributeMissing { oid });
            }
            Err(detail) => return Check::failed(kind, detail),
        },
        Err(detail) => return Check::failed(kind, detail),
    };
    match names_certificate(value, second_version, certificate) {
        Ok(Ok(true)) => Check::passed(kind),
        Ok(Ok(false)) => Check::failed(kind, Detail::AnotherCertificate),
        Ok(Err(oid)) => Check::not_checked(kind, Detail::UnsupportedAlgorithm { oid }),
        Err(_) => Check::failed(
            kind,
            Detail::Malformed {
                part: "signingCertificate".to_owned(),
            },
        ),
    }
}

/// Whether SigningCertificate (RFC 2634) or SigningCertificateV2 (RFC 5035) names `certificate`
/// first. The inner error is a hash that cannot be calculated.
fn names_certificate(
    value: &[u8],
    second_version: bool,
    certificate: &Certificate,
) -> Result<Result<bool, Oid>, Asn1Error> {
    let mut identifier = Reader::new(value, Rules::Der)
        .sequence()?
        .sequence()?
        .sequence()?;
    let hash = if second_version {
        let algorithm = match identifier.optional(tag::SEQUENCE)? {
            Some(algorithm) => algorithm.enter()?.oid()?,
            None => oid::SHA256,
        };
        match algorithm::DigestAlgorithm::from_oid(algorithm).hash(certificate.der()) {
            Ok(hash) => hash,
            Err(unsupported) => return Ok(Err(unsupported.oid)),
        }
    } else {
        Sha1::digest(certificate.der()).to_vec()
    };
    if identifier.octets()?.as_ref() != hash.as_slice() {
        return Ok(Ok(false));
    }
    if identifier.is_empty() {
        return Ok(Ok(true));
    }
    // IssuerSerial { GeneralNames, serial }: only a directory name can name an issuer.
    let mut issuer_serial = identifier.sequence()?;
    let issuer = issuer_serial.sequence()?.expect(tag::context(4))?.content;
    let serial = issuer_serial.expect(tag::INTEGER)?.content;
    Ok(Ok(
        issuer == certificate.issuer_der() && serial == certificate.serial_content()
    ))
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

fn revocation(policy: &VerificationPolicy, demonstration: bool) -> Check {
    let kind = CheckKind::Revocation;
    if demonstration && policy.revocation == RevocationPolicy::ExemptDemonstration {
        let detail = Some(Detail::Demonstration);
        return Check {
            kind,
            outcome: Outcome::NotRequired,
            detail,
        };
    }
    Check::not_checked(kind, Detail::RevocationUnknown)
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
