//! Reading a signature file: BER outside, strict DER wherever a signature covers the octets.

use crate::algorithm::{self, DigestAlgorithm};
use crate::asn1::{Asn1Error, Element, Reader, Rules, tag};
use crate::certificate::Certificate;
use crate::oid::{self, Oid};
use crate::pem;

/// Signatures, and certificates, beyond this number make a file an attack on its reader.
const MAX_MEMBERS: usize = 64;

/// Time stamps on one signature, likewise: one is usual.
const MAX_STAMPS: usize = 8;

/// Why octets are not a signature file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CmsError {
    /// Neither DER, PEM nor base64, or not of type signedData.
    #[error("this is not a signature file")]
    NotASignature,
    /// A part is missing, misplaced or wrongly encoded.
    #[error("the signature file is damaged: {part}")]
    Damaged {
        /// Name of the part in RFC 5652.
        part: &'static str,
    },
}

/// A signature file as it was read, nothing judged yet.
#[derive(Debug, Clone)]
pub struct SignatureFile {
    pub(crate) content: Option<Vec<u8>>,
    pub(crate) content_type: Oid,
    pub(crate) certificates: Vec<Certificate>,
    pub(crate) signers: Vec<SignerInfo>,
}

/// One signature in the file.
#[derive(Debug, Clone)]
pub(crate) struct SignerInfo {
    pub(crate) identifier: SignerIdentifier,
    pub(crate) digest: DigestAlgorithm,
    pub(crate) signature_algorithm: Oid,
    /// The octets under the signature: the attributes as a SET. `None` if there are none.
    pub(crate) signed_octets: Option<Vec<u8>>,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) signature: Vec<u8>,
    /// Time-stamp tokens among the unsigned attributes.
    pub(crate) time_stamps: Vec<Vec<u8>>,
    /// Values of the unsigned attribute that holds revocation data.
    pub(crate) revocation_values: Vec<Vec<u8>>,
}

/// How a signature names its certificate.
#[derive(Debug, Clone)]
pub(crate) enum SignerIdentifier {
    IssuerAndSerial { issuer: Vec<u8>, serial: Vec<u8> },
    KeyIdentifier(Vec<u8>),
}

/// An attribute under the signature; `value` is `None` unless it has exactly one.
#[derive(Debug, Clone)]
pub(crate) struct Attribute {
    pub(crate) kind: Oid,
    pub(crate) value: Option<Vec<u8>>,
}

impl SignatureFile {
    /// Reads DER, BER, PEM or bare base64.
    ///
    /// # Errors
    /// [`CmsError`] naming the part that cannot be read.
    pub fn parse(input: &[u8]) -> Result<Self, CmsError> {
        Self::from_ber(&pem::to_der(input).ok_or(CmsError::NotASignature)?)
    }

    pub(crate) fn from_ber(bytes: &[u8]) -> Result<Self, CmsError> {
        let mut outer = Reader::new(bytes, Rules::Ber);
        let mut info = outer.sequence().ok().ok_or(CmsError::NotASignature)?;
        if info.oid().ok() != Some(oid::SIGNED_DATA) {
            return Err(CmsError::NotASignature);
        }
        outer.finish().map_err(damaged("contentInfo"))?;
        let mut wrapper = info
            .expect(tag::context(0))
            .and_then(|content| content.enter())
            .map_err(damaged("contentInfo"))?;
        info.finish().map_err(damaged("contentInfo"))?;
        let mut data = wrapper.sequence().map_err(damaged("signedData"))?;
        wrapper.finish().map_err(damaged("signedData"))?;

        let version = data.small_integer().map_err(damaged("version"))?;
        if !matches!(version, 1 | 3..=5) {
            return Err(CmsError::Damaged { part: "version" });
        }
        let digests = read_digests(&mut data).map_err(damaged("digestAlgorithms"))?;
        let (content_type, content) =
            read_content(&mut data).map_err(damaged("encapContentInfo"))?;
        let certificates = read_certificates(&mut data)?;
        data.optional(tag::context(1)).map_err(damaged("crls"))?;
        let mut list = data
            .expect(tag::SET)
            .and_then(|set| set.enter())
            .map_err(damaged("signerInfos"))?;
        data.finish().map_err(damaged("signedData"))?;
        let mut signers = Vec::new();
        while !list.is_empty() {
            let signer = SignerInfo::read(list.sequence().map_err(damaged("signerInfo"))?)?;
            // RFC 5652 5.1 lets a reader refuse a hash that is not announced.
            if !digests.contains(&signer.digest.oid()) {
                return Err(CmsError::Damaged {
                    part: "digestAlgorithms",
                });
            }
            signers.push(signer);
            if signers.len() > MAX_MEMBERS {
                return Err(CmsError::Damaged {
                    part: "signerInfos",
                });
            }
        }
        Ok(Self {
            content,
            content_type,
            certificates,
            signers,
        })
    }

    /// The signed document, if the file carries it; `None` for a detached signature.
    pub fn embedded_content(&self) -> Option<&[u8]> {
        self.content.as_deref()
    }

    /// Certificates in the file; nothing says they are trusted.
    pub fn certificates(&self) -> &[Certificate] {
        &self.certificates
    }

    /// How many signatures the file holds.
    pub fn signature_count(&self) -> usize {
        self.signers.len()
    }
}

impl SignerInfo {
    fn read(mut fields: Reader<'_>) -> Result<Self, CmsError> {
        let version = fields
            .small_integer()
            .map_err(damaged("signerInfo.version"))?;
        let identifier = read_identifier(&mut fields).map_err(damaged("sid"))?;
        let expected = match identifier {
            SignerIdentifier::IssuerAndSerial { .. } => 1,
            SignerIdentifier::KeyIdentifier(_) => 3,
        };
        if version != expected {
            return Err(CmsError::Damaged {
                part: "signerInfo.version",
            });
        }
        let digest = algorithm::read_identifier(&mut fields).map_err(damaged("digestAlgorithm"))?;
        let signed = fields
            .optional(tag::context(0))
            .map_err(damaged("signedAttrs"))?;
        let attributes = signed
            .map_or(Ok(Vec::new()), |signed| read_attributes(signed.raw))
            .map_err(damaged("signedAttrs"))?;
        let signed_octets = signed.map(|signed| {
            let mut octets = signed.raw.to_vec();
            if let Some(first) = octets.first_mut() {
                *first = tag::SET;
            }
            octets
        });
        let signature_algorithm =
            algorithm::read_identifier(&mut fields).map_err(damaged("signatureAlgorithm"))?;
        let signature = fields.octets().map_err(damaged("signature"))?.into_owned();
        let unsigned = fields
            .optional(tag::context(1))
            .map_err(damaged("unsignedAttrs"))?;
        let (time_stamps, revocation_values) = unsigned
            .map_or(Ok(Default::default()), read_unsigned)
            .map_err(damaged("unsignedAttrs"))?;
        fields.finish().map_err(damaged("signerInfo"))?;
        Ok(Self {
            identifier,
            digest: DigestAlgorithm::from_oid(digest),
            signature_algorithm,
            signed_octets,
            attributes,
            signature,
            time_stamps,
            revocation_values,
        })
    }
}

fn damaged(part: &'static str) -> impl Fn(Asn1Error) -> CmsError {
    move |_| CmsError::Damaged { part }
}

fn read_digests(data: &mut Reader<'_>) -> Result<Vec<Oid>, Asn1Error> {
    let mut set = data.expect(tag::SET)?.enter()?;
    let mut digests = Vec::new();
    while !set.is_empty() {
        digests.push(algorithm::read_identifier(&mut set)?);
    }
    Ok(digests)
}

fn read_content(data: &mut Reader<'_>) -> Result<(Oid, Option<Vec<u8>>), Asn1Error> {
    let mut info = data.sequence()?;
    let kind = info.oid()?;
    let content = match info.optional(tag::context(0))? {
        Some(explicit) => {
            let mut inner = explicit.enter()?;
            let octets = inner.octets()?.into_owned();
            inner.finish()?;
            Some(octets)
        }
        None => None,
    };
    info.finish()?;
    Ok((kind, content))
}

fn read_certificates(data: &mut Reader<'_>) -> Result<Vec<Certificate>, CmsError> {
    let part = "certificates";
    let mut certificates = Vec::new();
    let Some(set) = data.optional(tag::context(0)).map_err(damaged(part))? else {
        return Ok(certificates);
    };
    let mut set = set.enter().map_err(damaged(part))?;
    while !set.is_empty() {
        let element = set.any().map_err(damaged(part))?;
        // Attribute certificates and other tagged choices do not take part here.
        if element.tag == tag::SEQUENCE {
            let certificate = Certificate::from_der(element.raw);
            certificates.push(certificate.ok().ok_or(CmsError::Damaged { part })?);
        }
        if certificates.len() > MAX_MEMBERS {
            return Err(CmsError::Damaged { part });
        }
    }
    Ok(certificates)
}

fn read_identifier(fields: &mut Reader<'_>) -> Result<SignerIdentifier, Asn1Error> {
    if fields.peek() != Some(tag::SEQUENCE) {
        let element = fields.any()?;
        let identifier = element.octets_of(tag::context_primitive(0))?;
        return Ok(SignerIdentifier::KeyIdentifier(identifier.into_owned()));
    }
    let mut pair = fields.sequence()?;
    let issuer = pair.expect(tag::SEQUENCE)?.raw.to_vec();
    let serial = pair.expect(tag::INTEGER)?.content.to_vec();
    pair.finish()?;
    Ok(SignerIdentifier::IssuerAndSerial { issuer, serial })
}

/// Signed attributes are read by DER: RFC 5652 5.4 signs their DER, so any other spelling would
/// be one nobody signed.
fn read_attributes(raw: &[u8]) -> Result<Vec<Attribute>, Asn1Error> {
    let mut list = Reader::new(raw, Rules::Der)
        .expect(tag::context(0))?
        .enter()?;
    let mut attributes = Vec::new();
    while !list.is_empty() {
        let mut attribute = list.sequence()?;
        let kind = attribute.oid()?;
        let mut values = attribute.expect(tag::SET)?.enter()?;
        let first = values.any()?;
        let value = values.is_empty().then(|| first.raw.to_vec());
        attribute.finish()?;
        attributes.push(Attribute { kind, value });
    }
    Ok(attributes)
}

type Unsigned = (Vec<Vec<u8>>, Vec<Vec<u8>>);

/// The unsigned attributes that are understood: time stamps and revocation values.
fn read_unsigned(unsigned: Element<'_>) -> Result<Unsigned, Asn1Error> {
    let mut list = unsigned.enter()?;
    let mut found = Unsigned::default();
    while !list.is_empty() {
        let mut attribute = list.sequence()?;
        let kind = attribute.oid()?;
        let mut values = attribute.expect(tag::SET)?.enter()?;
        attribute.finish()?;
        while !values.is_empty() {
            let value = values.any()?.raw.to_vec();
            match kind {
                oid::TIME_STAMP_TOKEN => found.0.push(value),
                oid::REVOCATION_VALUES => found.1.push(value),
                _ => {}
            }
            if found.0.len() > MAX_STAMPS || found.1.len() > MAX_STAMPS {
                return Err(Asn1Error::Value);
            }
        }
    }
    Ok(found)
}
