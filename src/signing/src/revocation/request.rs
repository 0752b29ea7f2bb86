//! Asking the OCSP service (RFC 6960 4.1), and reading what was asked.

use super::CertificateId;
use super::crl::read_extension;
use crate::asn1::{Asn1Error, Reader, Rules, tag, write};
use crate::certificate::Certificate;
use crate::oid;
use sha2::{Digest, Sha256};

/// A request about one certificate as DER, to be sent as `application/ocsp-request`. The
/// certificate is named by SHA-256, as the service of НУЦ РК expects; `nonce` is random and is
/// used once.
pub fn ocsp_request(certificate: &Certificate, issuer: &Certificate, nonce: &[u8; 8]) -> Vec<u8> {
    let id = write::sequence(&[
        write::algorithm(oid::SHA256),
        write::octet_string(&Sha256::digest(issuer.subject_der())),
        write::octet_string(&Sha256::digest(&issuer.public_key().bits)),
        write::element(tag::INTEGER, certificate.serial_content()),
    ]);
    let extension = write::sequence(&[
        write::oid(oid::OCSP_NONCE),
        write::octet_string(&write::octet_string(nonce)),
    ]);
    write::sequence(&[write::sequence(&[
        write::sequence(&[write::sequence(&[id])]),
        write::context(2, &write::sequence(&[extension])),
    ])])
}

/// Certificates asked about in one request beyond this number are refused.
const MAX_ASKED: usize = 64;

/// A request as the service reads it.
pub(crate) struct OcspQuery {
    /// Each certificate asked about: the octets of its name, and the name read.
    pub(crate) asked: Vec<(Vec<u8>, CertificateId)>,
    /// What the answer has to repeat.
    pub(crate) nonce: Option<Vec<u8>>,
}

impl OcspQuery {
    /// Reads an OCSPRequest in DER. A signature on it is not asked for and not looked at.
    pub(crate) fn read(der: &[u8]) -> Result<Self, Asn1Error> {
        let mut outer = Reader::new(der, Rules::Der);
        let mut request = outer.sequence()?;
        outer.finish()?;
        let mut fields = request.sequence()?;
        request.optional(tag::context(0))?;
        request.finish()?;
        if let Some(version) = fields.optional(tag::context(0))?
            && version.enter()?.small_integer()? != 0
        {
            return Err(Asn1Error::Value);
        }
        fields.optional(tag::context(1))?;
        let mut list = fields.sequence()?;
        let mut asked = Vec::new();
        while !list.is_empty() {
            let mut one = list.sequence()?;
            let id = one.expect(tag::SEQUENCE)?;
            one.optional(tag::context(0))?;
            one.finish()?;
            asked.push((id.raw.to_vec(), CertificateId::read(id.enter()?)?));
            if asked.len() > MAX_ASKED {
                return Err(Asn1Error::Value);
            }
        }
        let mut nonce = None;
        if let Some(extensions) = fields.optional(tag::context(2))? {
            let mut list = extensions.enter()?.sequence()?;
            while !list.is_empty() {
                let (kind, critical, value) = read_extension(&mut list)?;
                if kind == oid::OCSP_NONCE {
                    // RFC 8954 2.1: up to 32 octets.
                    let octets = Reader::new(value, Rules::Der).octets()?.into_owned();
                    if octets.len() > 32 {
                        return Err(Asn1Error::Value);
                    }
                    nonce = Some(octets);
                } else if critical {
                    return Err(Asn1Error::Value);
                }
            }
        }
        fields.finish()?;
        Ok(Self { asked, nonce })
    }
}
