//! Checks of one signature inside a signature file, a document's or a time stamp's.

use super::parse::{SignatureFile, SignerIdentifier, SignerInfo};
use crate::algorithm::{self, SignatureProblem};
use crate::asn1::{Asn1Error, Reader, Rules, tag};
use crate::certificate::Certificate;
use crate::oid::{self, Oid};
use crate::verdict::{Check, CheckKind, Detail};
use sha1::{Digest, Sha1};

pub(crate) fn find_certificate<'a>(
    file: &'a SignatureFile,
    signer: &SignerInfo,
) -> Option<&'a Certificate> {
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
pub(crate) fn single(signer: &SignerInfo, kind: Oid) -> Result<&[u8], Detail> {
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

pub(crate) fn digest(signer: &SignerInfo, document: Option<&[u8]>) -> Check {
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
pub(crate) fn attributes(file: &SignatureFile, signer: &SignerInfo) -> Check {
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

pub(crate) fn signature(signer: &SignerInfo, certificate: &Certificate) -> Check {
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
pub(crate) fn certificate_reference(signer: &SignerInfo, certificate: &Certificate) -> Check {
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
