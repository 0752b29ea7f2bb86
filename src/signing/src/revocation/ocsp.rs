//! Answers of the OCSP service (RFC 6960), as НУЦ РК gives them.

use super::crl::read_extension;
use super::{Revocation, RevocationError, RevocationReason, SourceProblem};
use crate::algorithm::{self, DigestAlgorithm};
use crate::asn1::{Asn1Error, Reader, Rules, tag};
use crate::certificate::Certificate;
use crate::oid::{self, Oid};
use crate::pem;
use crate::subject::Name;
use chrono::{DateTime, Utc};
use sha1::{Digest, Sha1};
use std::fmt;
use std::sync::Arc;

/// Answers beyond this number in one response are refused: one is usual.
const MAX_ANSWERS: usize = 64;

/// What the service said instead of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum OcspRefusal {
    /// The request was not understood.
    MalformedRequest,
    /// The service failed.
    InternalError,
    /// The service is busy: ask again later.
    TryLater,
    /// The request has to be signed.
    SignatureRequired,
    /// The asker may not ask.
    Unauthorised,
    /// A number without a meaning.
    Other,
}

/// What the service knows about one certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OcspStatus {
    /// It is not revoked.
    Good,
    /// It is revoked.
    Revoked(Revocation),
    /// The service does not know the certificate. The service of НУЦ РК says so by a revocation
    /// on 1 January 1970.
    Unknown,
}

/// One answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OcspAnswer {
    /// What is known.
    pub status: OcspStatus,
    /// When it was known.
    pub this_update: DateTime<Utc>,
    /// When more will be known; НУЦ РК leaves it out.
    pub next_update: Option<DateTime<Utc>>,
}

/// A response as it was read, nothing judged yet. Cloning is cheap.
#[derive(Clone)]
pub struct OcspResponse(Arc<Fields>);

struct Fields {
    basic_der: Vec<u8>,
    signed_part: Vec<u8>,
    signature_algorithm: Oid,
    signature: Vec<u8>,
    responder: Responder,
    produced_at: DateTime<Utc>,
    answers: Vec<(CertificateId, OcspAnswer)>,
    nonce: Option<Vec<u8>>,
    understood: bool,
    certificates: Vec<Certificate>,
}

enum Responder {
    Name(Name),
    /// SHA-1 of the public key.
    Key(Vec<u8>),
}

/// How a certificate is named: by hashes of its issuer, and its serial number.
pub(crate) struct CertificateId {
    hash: Oid,
    issuer_name: Vec<u8>,
    issuer_key: Vec<u8>,
    pub(crate) serial: Vec<u8>,
}

impl OcspResponse {
    /// Reads an OCSPResponse in DER, PEM or bare base64.
    ///
    /// # Errors
    /// [`RevocationError`]: what cannot be read, or that the service gave no answer.
    pub fn parse(input: &[u8]) -> Result<Self, RevocationError> {
        Self::from_der(&pem_or_short(input).ok_or(RevocationError::NotRevocationData)?)
    }

    /// Reads an OCSPResponse in DER.
    ///
    /// # Errors
    /// As [`OcspResponse::parse`].
    pub fn from_der(der: &[u8]) -> Result<Self, RevocationError> {
        let damaged = |field| move |_: Asn1Error| RevocationError::Damaged { field };
        let mut outer = Reader::new(der, Rules::Der);
        let mut response = outer
            .sequence()
            .ok()
            .ok_or(RevocationError::NotRevocationData)?;
        outer.finish().map_err(damaged("ocspResponse"))?;
        let status = response
            .expect(tag::ENUMERATED)
            .map_err(damaged("responseStatus"))?;
        let refusal = match status.content {
            [0] => None,
            [1] => Some(OcspRefusal::MalformedRequest),
            [2] => Some(OcspRefusal::InternalError),
            [3] => Some(OcspRefusal::TryLater),
            [5] => Some(OcspRefusal::SignatureRequired),
            [6] => Some(OcspRefusal::Unauthorised),
            _ => Some(OcspRefusal::Other),
        };
        if let Some(refusal) = refusal {
            return Err(RevocationError::NoAnswer { refusal });
        }
        let field = "responseBytes";
        let mut bytes = response
            .expect(tag::context(0))
            .and_then(|bytes| bytes.enter())
            .and_then(|mut bytes| bytes.sequence())
            .map_err(damaged(field))?;
        response.finish().map_err(damaged(field))?;
        if bytes.oid() != Ok(oid::OCSP_BASIC) {
            return Err(RevocationError::Damaged { field });
        }
        let basic = bytes.octets().map_err(damaged(field))?;
        bytes.finish().map_err(damaged(field))?;
        Self::from_basic_der(&basic)
    }

    /// Reads a BasicOCSPResponse in DER: what signatures keep for the long term.
    ///
    /// # Errors
    /// [`RevocationError`] naming the field that cannot be read.
    pub fn from_basic_der(der: &[u8]) -> Result<Self, RevocationError> {
        let damaged = |field| move |_: Asn1Error| RevocationError::Damaged { field };
        let mut outer = Reader::new(der, Rules::Der);
        let mut basic = outer.sequence().map_err(damaged("basicOCSPResponse"))?;
        outer.finish().map_err(damaged("basicOCSPResponse"))?;
        let signed = basic
            .expect(tag::SEQUENCE)
            .map_err(damaged("tbsResponseData"))?;
        let signature_algorithm =
            algorithm::read_identifier(&mut basic).map_err(damaged("signatureAlgorithm"))?;
        let signature = basic
            .expect(tag::BIT_STRING)
            .map_err(damaged("signature"))?;
        let Some((0, signature)) = signature.content.split_first() else {
            return Err(RevocationError::Damaged { field: "signature" });
        };
        let mut certificates = Vec::new();
        if let Some(list) = basic.optional(tag::context(0)).map_err(damaged("certs"))? {
            let mut list = list
                .enter()
                .and_then(|mut list| list.sequence())
                .map_err(damaged("certs"))?;
            while !list.is_empty() {
                let element = list.any().map_err(damaged("certs"))?;
                let certificate = Certificate::from_der(element.raw);
                let damaged = RevocationError::Damaged { field: "certs" };
                certificates.push(certificate.ok().ok_or(damaged)?);
            }
        }
        basic.finish().map_err(damaged("basicOCSPResponse"))?;

        let mut data = signed.enter().map_err(damaged("tbsResponseData"))?;
        if let Some(version) = data.optional(tag::context(0)).map_err(damaged("version"))? {
            let version = version.enter().and_then(|mut field| field.small_integer());
            if version != Ok(0) {
                return Err(RevocationError::Damaged { field: "version" });
            }
        }
        let responder = read_responder(&mut data).map_err(damaged("responderID"))?;
        let produced_at = data
            .expect(tag::GENERALIZED_TIME)
            .and_then(|time| time.time())
            .map_err(damaged("producedAt"))?;
        let mut list = data.sequence().map_err(damaged("responses"))?;
        let mut answers = Vec::new();
        let mut understood = true;
        while !list.is_empty() && answers.len() <= MAX_ANSWERS {
            let (id, answer, fine) = list
                .sequence()
                .and_then(read_answer)
                .map_err(damaged("responses"))?;
            understood &= fine;
            answers.push((id, answer));
        }
        let mut nonce = None;
        if let Some(list) = data
            .optional(tag::context(1))
            .map_err(damaged("responseExtensions"))?
        {
            let mut list = list
                .enter()
                .and_then(|mut list| list.sequence())
                .map_err(damaged("responseExtensions"))?;
            while !list.is_empty() {
                let (kind, critical, value) =
                    read_extension(&mut list).map_err(damaged("responseExtensions"))?;
                match kind {
                    oid::OCSP_NONCE => {
                        let octets = Reader::new(value, Rules::Der)
                            .octets()
                            .map_err(damaged("nonce"))?;
                        nonce = Some(octets.into_owned());
                    }
                    _ => understood &= !critical,
                }
            }
        }
        data.finish().map_err(damaged("tbsResponseData"))?;
        Ok(Self(Arc::new(Fields {
            basic_der: der.to_vec(),
            signed_part: signed.raw.to_vec(),
            signature_algorithm,
            signature: signature.to_vec(),
            responder,
            produced_at,
            answers,
            nonce,
            understood,
            certificates,
        })))
    }

    /// The octets of the BasicOCSPResponse.
    pub fn basic_der(&self) -> &[u8] {
        &self.0.basic_der
    }

    /// When the response was made.
    pub fn produced_at(&self) -> DateTime<Utc> {
        self.0.produced_at
    }

    /// The nonce it repeats. A response that repeats another nonce than the request carried was
    /// made for somebody else.
    pub fn nonce(&self) -> Option<&[u8]> {
        self.0.nonce.as_deref()
    }

    /// The answer about a certificate of an issuer, the newest if there are several.
    pub fn answer(&self, certificate: &Certificate, issuer: &Certificate) -> Option<OcspAnswer> {
        self.0
            .answers
            .iter()
            .filter(|(id, _)| id.names(certificate, issuer))
            .map(|(_, answer)| *answer)
            .max_by_key(|answer| answer.this_update)
    }

    /// Whether the response was made by somebody whom `issuer` entitled to answer for it, or by
    /// `issuer` itself. Returns who made it.
    ///
    /// # Errors
    /// [`SourceProblem`]; nothing in the response is to be believed then.
    pub fn check_source(&self, issuer: &Certificate) -> Result<Certificate, SourceProblem> {
        let fields = &*self.0;
        if !fields.understood {
            return Err(SourceProblem::Scope);
        }
        let mut problem = SourceProblem::AnotherIssuer;
        for candidate in std::iter::once(issuer).chain(&fields.certificates) {
            if !fields.responder.is(candidate) {
                continue;
            }
            match self.check_responder(candidate, issuer) {
                Ok(()) => return Ok(candidate.clone()),
                Err(found) => problem = found,
            }
        }
        Err(problem)
    }

    fn check_responder(
        &self,
        responder: &Certificate,
        issuer: &Certificate,
    ) -> Result<(), SourceProblem> {
        let fields = &*self.0;
        if responder != issuer {
            if !responder.may_be_issued_by(issuer) {
                return Err(SourceProblem::AnotherIssuer);
            }
            responder.verify_signed_by(issuer)?;
            // RFC 6960 4.2.2.2: entitled by the issuer itself and by nobody else.
            let entitled = responder.extended_key_usage().contains(&oid::OCSP_SIGNING)
                && responder
                    .key_usage()
                    .is_none_or(|usage| usage.digital_signature)
                && responder.unknown_critical().is_none();
            if !entitled || !responder.is_valid_at(fields.produced_at) {
                return Err(SourceProblem::NotEntitled);
            }
        }
        algorithm::verify(
            fields.signature_algorithm,
            None,
            responder.public_key(),
            &fields.signed_part,
            &fields.signature,
        )
        .map_err(SourceProblem::from)
    }
}

impl fmt::Debug for OcspResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OcspResponse")
            .field("produced_at", &self.produced_at())
            .field("answers", &self.0.answers.len())
            .finish_non_exhaustive()
    }
}

impl Responder {
    fn is(&self, certificate: &Certificate) -> bool {
        match self {
            Self::Name(name) => name.matches(certificate.subject_name()),
            Self::Key(hash) => {
                Sha1::digest(&certificate.public_key().bits).as_slice() == hash.as_slice()
            }
        }
    }
}

impl CertificateId {
    /// CertID, entered.
    pub(crate) fn read(mut id: Reader<'_>) -> Result<Self, Asn1Error> {
        let hash = id.sequence()?.oid()?;
        let issuer_name = id.octets()?.into_owned();
        let issuer_key = id.octets()?.into_owned();
        let serial = id.expect(tag::INTEGER)?.content.to_vec();
        id.finish()?;
        Ok(Self {
            hash,
            issuer_name,
            issuer_key,
            serial,
        })
    }

    fn names(&self, certificate: &Certificate, issuer: &Certificate) -> bool {
        self.serial == certificate.serial_content() && self.is_of(issuer)
    }

    /// Whether it names a certificate of this issuer.
    pub(crate) fn is_of(&self, issuer: &Certificate) -> bool {
        let hash = |data: &[u8]| match self.hash {
            oid::SHA1 => Some(Sha1::digest(data).to_vec()),
            other => DigestAlgorithm::from_oid(other).hash(data).ok(),
        };
        hash(issuer.subject_der()).as_ref() == Some(&self.issuer_name)
            && hash(&issuer.public_key().bits).as_ref() == Some(&self.issuer_key)
    }
}

fn read_responder(data: &mut Reader<'_>) -> Result<Responder, Asn1Error> {
    let element = data.any()?;
    let mut inner = element.enter()?;
    let responder = match element.tag {
        tag if tag == tag::context(1) => Responder::Name(Name::read(inner.sequence()?)?),
        tag if tag == tag::context(2) => Responder::Key(inner.octets()?.into_owned()),
        _ => return Err(Asn1Error::Value),
    };
    inner.finish()?;
    Ok(responder)
}

/// Name of the certificate, answer, and whether everything critical in it was understood.
fn read_answer(mut fields: Reader<'_>) -> Result<(CertificateId, OcspAnswer, bool), Asn1Error> {
    let id = CertificateId::read(fields.sequence()?)?;
    let status = fields.any()?;
    let status = match status.tag {
        tag if tag == tag::context_primitive(0) && status.content.is_empty() => OcspStatus::Good,
        tag if tag == tag::context(1) => read_revoked(status.enter()?)?,
        tag if tag == tag::context_primitive(2) && status.content.is_empty() => OcspStatus::Unknown,
        _ => return Err(Asn1Error::Value),
    };
    let this_update = fields.expect(tag::GENERALIZED_TIME)?.time()?;
    let next_update = match fields.optional(tag::context(0))? {
        Some(explicit) => Some(explicit.enter()?.expect(tag::GENERALIZED_TIME)?.time()?),
        None => None,
    };
    let mut understood = true;
    if let Some(list) = fields.optional(tag::context(1))? {
        let mut list = list.enter()?.sequence()?;
        while !list.is_empty() {
            understood &= !read_extension(&mut list)?.1;
        }
    }
    fields.finish()?;
    let answer = OcspAnswer {
        status,
        this_update,
        next_update,
    };
    Ok((id, answer, understood))
}

fn read_revoked(mut fields: Reader<'_>) -> Result<OcspStatus, Asn1Error> {
    let date = fields.expect(tag::GENERALIZED_TIME)?.time()?;
    let reason = match fields.optional(tag::context(0))? {
        Some(explicit) => match explicit.enter()?.expect(tag::ENUMERATED)?.content {
            [code] => RevocationReason::from_code(*code),
            _ => return Err(Asn1Error::Value),
        },
        None => RevocationReason::Unspecified,
    };
    fields.finish()?;
    Ok(if date == DateTime::UNIX_EPOCH {
        OcspStatus::Unknown
    } else {
        OcspStatus::Revoked(Revocation { date, reason })
    })
}

/// DER out of any armour. A refusal of the service is five octets long, too short for what
/// [`pem::to_der`] takes for DER.
fn pem_or_short(input: &[u8]) -> Option<Vec<u8>> {
    match input {
        [0x30, 0x03, 0x0a, 0x01, _] => Some(input.to_vec()),
        _ => pem::to_der(input),
    }
}
