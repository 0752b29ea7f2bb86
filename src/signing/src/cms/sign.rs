//! Making a detached CAdES-BES signature the way Kalkan lays it out.

use crate::asn1::{tag, write};
use crate::keyfile::KeyFile;
use crate::oid::{self, Oid};
use crate::private_key::PrivateKeyError;
use chrono::{DateTime, Utc};
use rand_core::CryptoRngCore;

/// Signs `content` and returns the signature file (DER); the content is not in it. One signer a
/// file: others sign the same octets into files of their own.
///
/// Under the signature: content type, signing time, hash of the content, hash of the signer's
/// certificate. The certificate is enclosed, no other is. Algorithm: that of the key, GOST
/// 34.10-2015/512 with Streebog-512 or RSA PKCS#1 v1.5 with SHA-256. Seconds of `signing_time`
/// are kept, fractions are not.
///
/// Whether the certificate is fit for the purpose is not asked here; ask
/// [`check_certificate`](super::check_certificate) before signing.
///
/// # Errors
/// [`PrivateKeyError::UnsupportedAlgorithm`] for keys that cannot sign here
/// ([`KeyAlgorithm::can_sign`](crate::KeyAlgorithm::can_sign)), others if the calculation fails.
pub fn sign_detached(
    key_file: &KeyFile,
    content: &[u8],
    signing_time: DateTime<Utc>,
    rng: &mut impl CryptoRngCore,
) -> Result<Vec<u8>, PrivateKeyError> {
    let certificate = key_file.certificate();
    let (digest, signature_algorithm) = key_file.key().signs_with()?;
    let hash =
        digest
            .hash(content)
            .map_err(|unsupported| PrivateKeyError::UnsupportedAlgorithm {
                oid: unsupported.oid,
            })?;
    // ESSCertIDv2 with SHA-256, the default hash, omitted, and no issuerSerial: as Kalkan does.
    let certificate_id = write::sequence(&[write::octet_string(&certificate.fingerprint())]);
    let reference = write::sequence(&[write::sequence(&[certificate_id])]);
    let attributes = write::set_of(vec![
        attribute(oid::CONTENT_TYPE, write::oid(oid::DATA)),
        attribute(oid::SIGNING_TIME, write::time(signing_time)),
        attribute(oid::SIGNING_CERTIFICATE_V2, reference),
        attribute(oid::MESSAGE_DIGEST, write::octet_string(&hash)),
    ]);
    let signature = key_file.key().sign(&attributes, rng)?;

    // Signed as a SET, stored as `[0] IMPLICIT`: only the first octet differs.
    let mut stored = attributes;
    if let Some(first) = stored.first_mut() {
        *first = tag::context(0);
    }
    let signer = write::sequence(&[
        write::small_integer(1),
        write::sequence(&[
            certificate.issuer_der().to_vec(),
            write::element(tag::INTEGER, certificate.serial_content()),
        ]),
        write::algorithm(digest.oid()),
        stored,
        write::algorithm(signature_algorithm),
        write::octet_string(&signature),
    ]);
    let signed_data = write::sequence(&[
        write::small_integer(1),
        write::set_of(vec![write::algorithm(digest.oid())]),
        write::sequence(&[write::oid(oid::DATA)]),
        write::context(0, certificate.der()),
        write::set_of(vec![signer]),
    ]);
    Ok(write::sequence(&[
        write::oid(oid::SIGNED_DATA),
        write::context(0, &signed_data),
    ]))
}

fn attribute(kind: Oid, value: Vec<u8>) -> Vec<u8> {
    write::sequence(&[write::oid(kind), write::set_of(vec![value])])
}
