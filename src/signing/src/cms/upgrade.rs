//! Adding to a signature file what proves its time and its standing, without touching an octet
//! that was signed: CAdES-BES becomes CAdES-T and keeps revocation values for the long term.

use super::parse::{CmsError, SignatureFile};
use crate::algorithm::DigestAlgorithm;
use crate::asn1::{Asn1Error, Element, Reader, Rules, tag, write};
use crate::oid::{self, Oid};
use crate::pem;
use crate::revocation::Evidence;
use crate::time_stamp::{TimeStampRequest, TimeStampToken};

/// Why nothing can be added to a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UpgradeError {
    /// The file cannot be read.
    #[error(transparent)]
    File(#[from] CmsError),
    /// The file holds another number of signatures than one.
    #[error("the file holds {count} signatures, not one")]
    SignerCount {
        /// How many.
        count: usize,
    },
    /// The stamp belongs to another signature.
    #[error("the time stamp belongs to another signature")]
    AnotherSignature,
    /// The hash is not one to ask a stamp with.
    #[error("hash {oid} cannot be used")]
    UnsupportedDigest {
        /// The hash function.
        oid: Oid,
    },
}

/// The request for a time stamp over the signature in `file`, by the hash of the signer's own
/// algorithm. `nonce` is random and is used once.
///
/// # Errors
/// [`UpgradeError`].
pub fn time_stamp_request(
    file: &[u8],
    nonce: [u8; 8],
    policy: Option<Oid>,
) -> Result<TimeStampRequest, UpgradeError> {
    let (parsed, _) = read(file)?;
    let (signature, digest) = only_signature(&parsed)?;
    TimeStampRequest::new(signature, digest, nonce, policy).map_err(|unsupported| {
        UpgradeError::UnsupportedDigest {
            oid: unsupported.oid,
        }
    })
}

/// `file` with the stamp among its unsigned attributes (DER). The signature and everything
/// under it stay octet for octet. Whether the stamp's authority is trusted is not asked here;
/// [`TimeStampToken::verify`] answers that, and every later verdict.
///
/// # Errors
/// [`UpgradeError`], when the stamp was made over something else too.
pub fn add_time_stamp(file: &[u8], token: &TimeStampToken) -> Result<Vec<u8>, UpgradeError> {
    let (parsed, der) = read(file)?;
    let (signature, _) = only_signature(&parsed)?;
    match token.digest().hash(signature) {
        Ok(imprint) if imprint == token.imprint() => {}
        Ok(_) => return Err(UpgradeError::AnotherSignature),
        Err(unsupported) => {
            return Err(UpgradeError::UnsupportedDigest {
                oid: unsupported.oid,
            });
        }
    }
    add_attribute(&der, oid::TIME_STAMP_TOKEN, token.der())
}

/// `file` with revocation data among its unsigned attributes (DER): lists and OCSP responses as
/// RFC 5126 keeps them. What they say is judged with every verdict, not here.
///
/// # Errors
/// [`UpgradeError`].
pub fn add_revocation_values(file: &[u8], values: &Evidence) -> Result<Vec<u8>, UpgradeError> {
    let (parsed, der) = read(file)?;
    only_signature(&parsed)?;
    add_attribute(&der, oid::REVOCATION_VALUES, &values.to_values())
}

fn read(file: &[u8]) -> Result<(SignatureFile, Vec<u8>), CmsError> {
    let der = pem::to_der(file).ok_or(CmsError::NotASignature)?;
    Ok((SignatureFile::from_ber(&der)?, der))
}

fn only_signature(file: &SignatureFile) -> Result<(&[u8], DigestAlgorithm), UpgradeError> {
    match file.signers.as_slice() {
        [signer] => Ok((&signer.signature, signer.digest)),
        several => Err(UpgradeError::SignerCount {
            count: several.len(),
        }),
    }
}

fn add_attribute(file: &[u8], kind: Oid, value: &[u8]) -> Result<Vec<u8>, UpgradeError> {
    let attribute = write::sequence(&[write::oid(kind), write::set_of(vec![value.to_vec()])]);
    rebuilt(file, attribute)
        .ok()
        .ok_or(UpgradeError::File(CmsError::Damaged {
            part: "signerInfos",
        }))
}

/// The file with one more unsigned attribute: only the lengths around it are written anew.
fn rebuilt(file: &[u8], attribute: Vec<u8>) -> Result<Vec<u8>, Asn1Error> {
    let mut info = Reader::new(file, Rules::Ber).sequence()?;
    let kind = info.any()?;
    let mut wrapper = info.expect(tag::context(0))?.enter()?;
    let mut parts = elements(wrapper.sequence()?)?;
    // The signer infos stand last, as a set of one.
    let last = parts.pop().ok_or(Asn1Error::Truncated)?;
    let mut signers = last.enter()?;
    let mut fields = elements(signers.sequence()?)?;
    signers.finish()?;
    let mut attributes = vec![attribute];
    if let Some(unsigned) = fields.last().filter(|field| field.tag == tag::context(1)) {
        let present = elements(unsigned.enter()?)?;
        attributes.extend(present.iter().map(|one| one.raw.to_vec()));
        fields.pop();
    }
    let set = write::set_of(attributes);
    let mut unsigned = set;
    if let Some(first) = unsigned.first_mut() {
        *first = tag::context(1);
    }
    let mut signer: Vec<&[u8]> = fields.iter().map(|field| field.raw).collect();
    signer.push(&unsigned);
    let signers = write::set_of(vec![write::sequence(&signer)]);
    let mut data: Vec<&[u8]> = parts.iter().map(|part| part.raw).collect();
    data.push(&signers);
    Ok(write::sequence(&[
        kind.raw,
        &write::context(0, &write::sequence(&data)),
    ]))
}

fn elements(mut reader: Reader<'_>) -> Result<Vec<Element<'_>>, Asn1Error> {
    let mut found = Vec::new();
    while !reader.is_empty() {
        found.push(reader.any()?);
    }
    Ok(found)
}

/// An attribute nobody checked, for tests.
#[cfg(test)]
pub(super) fn add_raw(file: &[u8], kind: Oid, value: &[u8]) -> Vec<u8> {
    add_attribute(file, kind, value).unwrap()
}
