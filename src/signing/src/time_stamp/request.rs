//! Asking a time-stamp service (RFC 3161 2.4.1), and reading what was asked.

use crate::algorithm::{self, DigestAlgorithm, Unsupported};
use crate::asn1::{Asn1Error, Reader, Rules, tag, write};
use crate::oid::Oid;

/// A request for a time stamp. Sending it is the caller's business.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeStampRequest {
    digest: DigestAlgorithm,
    imprint: Vec<u8>,
    nonce: Vec<u8>,
    policy: Option<Oid>,
}

impl TimeStampRequest {
    /// Asks for a stamp over `data`, of which only the hash leaves the machine. `nonce` is
    /// random and is used once: a stamp that repeats it was made for this request.
    ///
    /// # Errors
    /// [`Unsupported`] for weak or unknown hash functions.
    pub fn new(
        data: &[u8],
        digest: DigestAlgorithm,
        nonce: [u8; 8],
        policy: Option<Oid>,
    ) -> Result<Self, Unsupported> {
        Ok(Self {
            digest,
            imprint: digest.hash(data)?,
            nonce: nonce.into_iter().skip_while(|octet| *octet == 0).collect(),
            policy,
        })
    }

    /// The hash function of the imprint.
    pub fn digest(&self) -> DigestAlgorithm {
        self.digest
    }

    /// The hash of what is to be stamped.
    pub fn imprint(&self) -> &[u8] {
        &self.imprint
    }

    /// The nonce, big-endian without leading zeros.
    pub fn nonce(&self) -> &[u8] {
        &self.nonce
    }

    /// The request as DER, to be sent as `application/timestamp-query`. It asks for the
    /// certificate of the authority to be enclosed.
    pub fn to_der(&self) -> Vec<u8> {
        let mut parts = vec![
            write::small_integer(1),
            write::sequence(&[
                write::algorithm(self.digest.oid()),
                write::octet_string(&self.imprint),
            ]),
        ];
        parts.extend(self.policy.map(write::oid));
        parts.push(write::unsigned_integer(&self.nonce));
        parts.push(write::boolean(true));
        write::sequence(&parts)
    }
}

/// A request as the service reads it.
pub(crate) struct TimeStampQuery {
    pub(crate) digest: DigestAlgorithm,
    pub(crate) imprint: Vec<u8>,
    pub(crate) policy: Option<Oid>,
    /// Big-endian without leading zeros.
    pub(crate) nonce: Option<Vec<u8>>,
    /// Whether the certificate of the authority is to be enclosed.
    pub(crate) certificate: bool,
}

impl TimeStampQuery {
    /// Reads a TimeStampReq in DER. Extensions are refused: none is defined.
    pub(crate) fn read(der: &[u8]) -> Result<Self, Asn1Error> {
        let mut outer = Reader::new(der, Rules::Der);
        let mut fields = outer.sequence()?;
        outer.finish()?;
        if fields.small_integer()? != 1 {
            return Err(Asn1Error::Value);
        }
        let mut imprint = fields.sequence()?;
        let digest = DigestAlgorithm::from_oid(algorithm::read_identifier(&mut imprint)?);
        let octets = imprint.octets()?.into_owned();
        imprint.finish()?;
        let policy = match fields.peek() {
            Some(tag::OID) => Some(fields.oid()?),
            _ => None,
        };
        let nonce = match fields.peek() {
            Some(tag::INTEGER) => Some(fields.unsigned_integer()?.to_vec()),
            _ => None,
        };
        if nonce.as_ref().is_some_and(|nonce| nonce.len() > 32) {
            return Err(Asn1Error::Value);
        }
        let certificate = fields
            .optional(tag::BOOLEAN)?
            .is_some_and(|flag| flag.content != [0]);
        fields.finish()?;
        Ok(Self {
            digest,
            imprint: octets,
            policy,
            nonce,
            certificate,
        })
    }
}
