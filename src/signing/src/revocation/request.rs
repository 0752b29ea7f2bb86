//! Asking the OCSP service (RFC 6960 4.1).

use crate::asn1::{tag, write};
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
