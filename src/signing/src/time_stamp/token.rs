//! Reading a time-stamp token and the response that brings one.

use super::request::TimeStampRequest;
use crate::algorithm::{self, DigestAlgorithm};
use crate::asn1::{Asn1Error, Element, Reader, Rules, tag};
use crate::certificate::Certificate;
use crate::cms::{CmsError, SignatureFile, SignerInfo};
use crate::oid::{self, Oid};
use crate::pem;
use chrono::{DateTime, TimeDelta, Utc};

/// Why octets are not a time stamp.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TimeStampError {
    /// Neither a token nor a response with one.
    #[error("this is not a time stamp")]
    NotATimeStamp,
    /// A part is missing, misplaced or wrongly encoded.
    #[error("the time stamp is damaged: {part}")]
    Damaged {
        /// Name of the part in RFC 3161 or RFC 5652.
        part: &'static str,
    },
    /// The service refused, with the number RFC 3161 2.4.2 gives the refusal.
    #[error("the time-stamp service refused: status {status}")]
    Refused {
        /// PKIStatus: 2 rejection, 3 waiting, 4 and 5 revocation of its certificate.
        status: u64,
    },
    /// The token answers another request: other octets, another hash or another nonce.
    #[error("the time stamp answers another request")]
    AnotherRequest,
}

/// A time-stamp token as it was read, nothing judged yet.
#[derive(Debug, Clone)]
pub struct TimeStampToken {
    pub(super) der: Vec<u8>,
    pub(super) file: SignatureFile,
    pub(super) signer: SignerInfo,
    /// What was signed: TSTInfo.
    pub(super) content: Vec<u8>,
    pub(super) info: Info,
}

/// TSTInfo.
#[derive(Debug, Clone)]
pub(super) struct Info {
    policy: Oid,
    pub(super) digest: DigestAlgorithm,
    pub(super) imprint: Vec<u8>,
    serial: Vec<u8>,
    pub(super) time: DateTime<Utc>,
    nonce: Option<Vec<u8>>,
    /// Whether every critical extension is understood; none is defined.
    pub(super) understood: bool,
}

impl TimeStampToken {
    /// Reads a token, or the response of a time-stamp service that brings one, in DER, PEM or
    /// base64.
    ///
    /// # Errors
    /// [`TimeStampError`]: what cannot be read, or that the service refused.
    pub fn parse(input: &[u8]) -> Result<Self, TimeStampError> {
        let der = pem_or_short(input).ok_or(TimeStampError::NotATimeStamp)?;
        let mut outer = Reader::new(&der, Rules::Ber)
            .sequence()
            .ok()
            .ok_or(TimeStampError::NotATimeStamp)?;
        if outer.peek() == Some(tag::OID) {
            return Self::from_token(&der);
        }
        let damaged = |_: Asn1Error| TimeStampError::Damaged { part: "pkiStatus" };
        let status = outer
            .sequence()
            .and_then(|mut status| status.small_integer())
            .map_err(damaged)?;
        // 0 is granted; 1 is granted with changes, which the imprint and the nonce tell.
        if status > 1 {
            return Err(TimeStampError::Refused { status });
        }
        let token = outer.expect(tag::SEQUENCE).map_err(damaged)?;
        outer.finish().map_err(damaged)?;
        Self::from_token(token.raw)
    }

    pub(crate) fn from_token(octets: &[u8]) -> Result<Self, TimeStampError> {
        let file = SignatureFile::from_ber(octets).map_err(|error| match error {
            CmsError::NotASignature => TimeStampError::NotATimeStamp,
            CmsError::Damaged { part } => TimeStampError::Damaged { part },
        })?;
        if file.content_type != oid::TIME_STAMP_INFO {
            return Err(TimeStampError::NotATimeStamp);
        }
        let part = "tstInfo";
        let content = file
            .content
            .clone()
            .ok_or(TimeStampError::Damaged { part })?;
        let mut reader = Reader::new(&content, Rules::Der);
        let info = reader
            .sequence()
            .and_then(Info::read)
            .and_then(|info| reader.finish().map(|()| info))
            .ok()
            .ok_or(TimeStampError::Damaged { part })?;
        let [signer] = file.signers.as_slice() else {
            return Err(TimeStampError::Damaged {
                part: "signerInfos",
            });
        };
        Ok(Self {
            der: octets.to_vec(),
            signer: signer.clone(),
            content,
            info,
            file,
        })
    }

    /// The octets of the token, without the response around it.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The moment it attests.
    pub fn time(&self) -> DateTime<Utc> {
        self.info.time
    }

    /// The policy it was issued under.
    pub fn policy(&self) -> Oid {
        self.info.policy
    }

    /// Its serial number in lower-case hexadecimal.
    pub fn serial(&self) -> String {
        hex::encode(&self.info.serial)
    }

    /// The hash function of the imprint.
    pub fn digest(&self) -> DigestAlgorithm {
        self.info.digest
    }

    /// The hash of what was stamped.
    pub fn imprint(&self) -> &[u8] {
        &self.info.imprint
    }

    /// The nonce of the request, big-endian without leading zeros.
    pub fn nonce(&self) -> Option<&[u8]> {
        self.info.nonce.as_deref()
    }

    /// The certificate of the authority, if it is enclosed; nothing says it is trusted.
    pub fn authority(&self) -> Option<&Certificate> {
        crate::cms::find_certificate(&self.file, &self.signer)
    }

    /// Whether the token answers `request`.
    ///
    /// # Errors
    /// [`TimeStampError::AnotherRequest`].
    pub fn answers(&self, request: &TimeStampRequest) -> Result<(), TimeStampError> {
        let same = self.info.digest == request.digest()
            && self.info.imprint == request.imprint()
            && self.nonce() == Some(request.nonce());
        same.then_some(()).ok_or(TimeStampError::AnotherRequest)
    }
}

impl Info {
    fn read(mut fields: Reader<'_>) -> Result<Self, Asn1Error> {
        if fields.small_integer()? != 1 {
            return Err(Asn1Error::Value);
        }
        let policy = fields.oid()?;
        let mut imprint = fields.sequence()?;
        let digest = DigestAlgorithm::from_oid(algorithm::read_identifier(&mut imprint)?);
        let octets = imprint.octets()?.into_owned();
        imprint.finish()?;
        let serial = fields.expect(tag::INTEGER)?.content.to_vec();
        let time = read_time(fields.expect(tag::GENERALIZED_TIME)?)?;
        // accuracy and ordering
        fields.optional(tag::SEQUENCE)?;
        fields.optional(tag::BOOLEAN)?;
        let nonce = match fields.peek() {
            Some(tag::INTEGER) => Some(fields.unsigned_integer()?.to_vec()),
            _ => None,
        };
        fields.optional(tag::context(0))?;
        let understood = match fields.optional(tag::context(1))? {
            Some(list) => {
                let mut list = list.enter()?;
                let mut understood = true;
                while !list.is_empty() {
                    let mut extension = list.sequence()?;
                    extension.oid()?;
                    understood &= extension
                        .optional(tag::BOOLEAN)?
                        .is_none_or(|flag| flag.content == [0]);
                }
                understood
            }
            None => true,
        };
        fields.finish()?;
        Ok(Self {
            policy,
            digest,
            imprint: octets,
            serial,
            time,
            nonce,
            understood,
        })
    }
}

/// GeneralizedTime, which RFC 3161 2.4.2 allows to carry fractions of a second here.
fn read_time(element: Element<'_>) -> Result<DateTime<Utc>, Asn1Error> {
    let text = std::str::from_utf8(element.content)
        .ok()
        .ok_or(Asn1Error::Value)?;
    let Some((whole, fraction)) = text.split_once('.') else {
        return element.time();
    };
    let digits = fraction.strip_suffix('Z').ok_or(Asn1Error::Value)?;
    if digits.is_empty() || digits.ends_with('0') || digits.len() > 9 {
        return Err(Asn1Error::Value);
    }
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Asn1Error::Value);
    }
    let nanoseconds = format!("{digits:0<9}")
        .parse()
        .ok()
        .ok_or(Asn1Error::Value)?;
    let der = crate::asn1::write::element(tag::GENERALIZED_TIME, format!("{whole}Z").as_bytes());
    let seconds = Reader::new(&der, Rules::Der).any()?.time()?;
    Ok(seconds + TimeDelta::nanoseconds(nanoseconds))
}

/// DER out of any armour. A refusal of the service may be too short for what [`pem::to_der`]
/// takes for DER.
fn pem_or_short(input: &[u8]) -> Option<Vec<u8>> {
    match input {
        [0x30, length, rest @ ..] if usize::from(*length) == rest.len() && *length < 0x80 => {
            Some(input.to_vec())
        }
        _ => pem::to_der(input),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &[u8]) -> Result<String, Asn1Error> {
        let der = crate::asn1::write::element(tag::GENERALIZED_TIME, text);
        let element = Reader::new(&der, Rules::Der).any()?;
        read_time(element).map(|time| time.to_rfc3339())
    }

    #[test]
    fn stamps_may_carry_fractions_of_a_second() {
        assert_eq!(
            read(b"20260720090810.25Z").unwrap(),
            "2026-07-20T09:08:10.250+00:00"
        );
        assert_eq!(
            read(b"20260720090810Z").unwrap(),
            "2026-07-20T09:08:10+00:00"
        );
        for wrong in [
            &b"20260720090810.Z"[..],
            b"20260720090810.50Z",
            b"20260720090810.5",
        ] {
            assert!(read(wrong).is_err());
        }
    }
}
