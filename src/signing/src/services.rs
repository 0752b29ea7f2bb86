//! Making what the services of an authority say: OCSP responses, time-stamp tokens, lists. The
//! demonstration authority says it, and the tests say it wrongly on purpose.

use crate::algorithm::DigestAlgorithm;
use crate::asn1::{tag, write};
use crate::certificate::Certificate;
use crate::demo_ca::extension;
use crate::demo_services::{ListTimes, Standing};
use crate::oid::{self, Oid};
use crate::private_key::{PrivateKey, PrivateKeyError};
use crate::revocation::{OcspRefusal, Revocation};
use chrono::{DateTime, Utc};
use rand_core::CryptoRngCore;

/// Whose key signs what is made, and the certificate that names them.
pub(crate) struct Sealer<'a> {
    pub(crate) certificate: &'a Certificate,
    pub(crate) key: &'a PrivateKey,
}

/// What a list says.
pub(crate) struct ListFields<'a> {
    pub(crate) times: ListTimes,
    /// Content octets of the serial number, and the entry.
    pub(crate) entries: &'a [(Vec<u8>, Revocation)],
    /// IssuingDistributionPoint, if any.
    pub(crate) scope: Option<&'a [u8]>,
}

/// What a time-stamp token says.
pub(crate) struct TokenFields<'a> {
    pub(crate) digest: DigestAlgorithm,
    pub(crate) imprint: &'a [u8],
    pub(crate) policy: Oid,
    pub(crate) nonce: Option<&'a [u8]>,
    pub(crate) serial: &'a [u8],
    pub(crate) time: DateTime<Utc>,
    /// Whether the certificate is enclosed.
    pub(crate) certificate: bool,
}

impl Sealer<'_> {
    /// SEQUENCE { signed, algorithm, signature }, with more behind it where there is more.
    fn seal(
        &self,
        signed: Vec<u8>,
        behind: Option<Vec<u8>>,
        rng: &mut impl CryptoRngCore,
    ) -> Result<Vec<u8>, PrivateKeyError> {
        let signature = self.key.sign(&signed, rng)?;
        let mut parts = vec![
            signed,
            write::algorithm(self.key.signs_with()?.1),
            write::bit_string(&signature, 0),
        ];
        parts.extend(behind);
        Ok(write::sequence(&parts))
    }
}

/// An OCSPResponse with one answer for each name of a certificate (the octets of its CertID).
pub(crate) fn ocsp_response(
    answers: &[(Vec<u8>, Standing)],
    nonce: Option<&[u8]>,
    seen: DateTime<Utc>,
    responder: &Sealer<'_>,
    rng: &mut impl CryptoRngCore,
) -> Result<Vec<u8>, PrivateKeyError> {
    let answers: Vec<Vec<u8>> = answers
        .iter()
        .map(|(id, standing)| {
            let status = match standing {
                Standing::Good => write::element(tag::context_primitive(0), &[]),
                Standing::Revoked(revocation) => {
                    let code = write::element(tag::ENUMERATED, &[revocation.reason.code()]);
                    let reason = write::context(0, &code);
                    write::context(1, &[general_time(revocation.date), reason].concat())
                }
                Standing::Unknown => write::element(tag::context_primitive(2), &[]),
            };
            write::sequence(&[id.clone(), status, general_time(seen)])
        })
        .collect();
    let mut data = vec![
        write::context(1, responder.certificate.subject_der()),
        general_time(seen),
        write::sequence(&answers),
    ];
    data.extend(nonce.map(|nonce| {
        let nonce = extension(oid::OCSP_NONCE, false, &write::octet_string(nonce));
        write::context(1, &write::sequence(&[nonce]))
    }));
    let certificates = write::sequence(&[responder.certificate.der()]);
    let basic = responder.seal(
        write::sequence(&data),
        Some(write::context(0, &certificates)),
        rng,
    )?;
    let bytes = write::sequence(&[write::oid(oid::OCSP_BASIC), write::octet_string(&basic)]);
    Ok(write::sequence(&[
        write::element(tag::ENUMERATED, &[0]),
        write::context(0, &bytes),
    ]))
}

/// An OCSPResponse that answers nothing.
pub(crate) fn ocsp_refusal(refusal: OcspRefusal) -> Vec<u8> {
    let code = match refusal {
        OcspRefusal::MalformedRequest => 1,
        OcspRefusal::InternalError | OcspRefusal::Other => 2,
        OcspRefusal::TryLater => 3,
        OcspRefusal::SignatureRequired => 5,
        OcspRefusal::Unauthorised => 6,
    };
    write::sequence(&[write::element(tag::ENUMERATED, &[code])])
}

/// A revocation list, or a supplement where the fields name a base.
pub(crate) fn list(
    list: &ListFields<'_>,
    issuer: &Sealer<'_>,
    rng: &mut impl CryptoRngCore,
) -> Result<Vec<u8>, PrivateKeyError> {
    let entries: Vec<Vec<u8>> = list
        .entries
        .iter()
        .map(|(serial, revocation)| {
            let reason = write::element(tag::ENUMERATED, &[revocation.reason.code()]);
            write::sequence(&[
                write::element(tag::INTEGER, serial),
                write::time(revocation.date),
                write::sequence(&[extension(oid::REASON_CODE, false, &reason)]),
            ])
        })
        .collect();
    let key_id = issuer.certificate.subject_key_id().unwrap_or_default();
    let key_id = write::element(tag::context_primitive(0), key_id);
    let mut extensions = vec![
        extension(
            oid::AUTHORITY_KEY_IDENTIFIER,
            false,
            &write::sequence(&[key_id]),
        ),
        extension(
            oid::CRL_NUMBER,
            false,
            &write::small_integer(list.times.number),
        ),
    ];
    extensions.extend(
        list.times
            .base
            .map(|base| extension(oid::DELTA_CRL_INDICATOR, true, &write::small_integer(base))),
    );
    extensions.extend(
        list.scope
            .map(|scope| extension(oid::ISSUING_DISTRIBUTION_POINT, true, scope)),
    );
    let mut parts = vec![
        write::small_integer(1),
        write::algorithm(issuer.key.signs_with()?.1),
        issuer.certificate.subject_der().to_vec(),
        write::time(list.times.this_update),
        write::time(list.times.next_update),
    ];
    if !entries.is_empty() {
        parts.push(write::sequence(&entries));
    }
    parts.push(write::context(0, &write::sequence(&extensions)));
    issuer.seal(write::sequence(&parts), None, rng)
}

/// A time-stamp token.
pub(crate) fn token(
    token: &TokenFields<'_>,
    sealer: &Sealer<'_>,
    rng: &mut impl CryptoRngCore,
) -> Result<Vec<u8>, PrivateKeyError> {
    let (digest, signature_algorithm) = sealer.key.signs_with()?;
    let mut info = vec![
        write::small_integer(1),
        write::oid(token.policy),
        write::sequence(&[
            write::algorithm(token.digest.oid()),
            write::octet_string(token.imprint),
        ]),
        write::unsigned_integer(token.serial),
        general_time(token.time),
    ];
    info.extend(token.nonce.map(write::unsigned_integer));
    let info = write::sequence(&info);
    let hash = digest
        .hash(&info)
        .map_err(|unsupported| PrivateKeyError::UnsupportedAlgorithm {
            oid: unsupported.oid,
        })?;
    let id = write::sequence(&[write::octet_string(&sealer.certificate.fingerprint())]);
    let attribute = |kind, value| write::sequence(&[write::oid(kind), write::set_of(vec![value])]);
    let attributes = write::set_of(vec![
        attribute(oid::CONTENT_TYPE, write::oid(oid::TIME_STAMP_INFO)),
        attribute(oid::MESSAGE_DIGEST, write::octet_string(&hash)),
        attribute(
            oid::SIGNING_CERTIFICATE_V2,
            write::sequence(&[write::sequence(&[id])]),
        ),
    ]);
    let signature = sealer.key.sign(&attributes, rng)?;
    let mut stored = attributes;
    if let Some(first) = stored.first_mut() {
        *first = tag::context(0);
    }
    let signer = write::sequence(&[
        write::small_integer(1),
        write::sequence(&[
            sealer.certificate.issuer_der().to_vec(),
            write::element(tag::INTEGER, sealer.certificate.serial_content()),
        ]),
        write::algorithm(digest.oid()),
        stored,
        write::algorithm(signature_algorithm),
        write::octet_string(&signature),
    ]);
    let mut data = vec![
        write::small_integer(3),
        write::set_of(vec![write::algorithm(digest.oid())]),
        write::sequence(&[
            write::oid(oid::TIME_STAMP_INFO),
            write::context(0, &write::octet_string(&info)),
        ]),
    ];
    if token.certificate {
        data.push(write::context(0, sealer.certificate.der()));
    }
    data.push(write::set_of(vec![signer]));
    Ok(write::sequence(&[
        write::oid(oid::SIGNED_DATA),
        write::context(0, &write::sequence(&data)),
    ]))
}

/// A TimeStampResp that brings a token.
pub(crate) fn stamp_response(token: &[u8]) -> Vec<u8> {
    let status = write::sequence(&[write::small_integer(0)]);
    write::sequence(&[status.as_slice(), token])
}

/// A TimeStampResp that refuses, with the number of the reason in RFC 3161 2.4.2.
pub(crate) fn stamp_refusal(reason: u8) -> Vec<u8> {
    let unused = 7 - reason % 8;
    let bits = write::bit_string(&[1 << unused], unused);
    write::sequence(&[write::sequence(&[write::small_integer(2), bits])])
}

pub(crate) fn general_time(value: DateTime<Utc>) -> Vec<u8> {
    let text = value.format("%Y%m%d%H%M%SZ").to_string();
    write::element(tag::GENERALIZED_TIME, text.as_bytes())
}
