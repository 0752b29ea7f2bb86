//! For tests: an authority with everything НУЦ РК runs beside it (revocation lists, an OCSP
//! service, a time-stamp service), on keys of GOST 34.10-2015/512.

use crate::algorithm::DigestAlgorithm;
use crate::asn1::{tag, write};
use crate::certificate::Certificate;
use crate::keyfile::KeyFile;
use crate::oid::{self, Oid};
use crate::private_key::PrivateKey;
use crate::revocation::{OcspResponse, RevocationList};
use crate::time_stamp::TimeStampToken;
use crate::trust::TrustStore;
use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use rand_core::OsRng;
use sha2::{Digest, Sha256};

/// The moment the tests live in.
pub(crate) fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 22, 9, 30, 0).unwrap()
}

pub(crate) fn hours(count: i64) -> TimeDelta {
    TimeDelta::hours(count)
}

/// An authority; its own certificate is the anchor.
pub(crate) struct Authority {
    pub(crate) certificate: Certificate,
    key: PrivateKey,
}

/// A key with its certificate.
pub(crate) struct Holder {
    pub(crate) certificate: Certificate,
    pub(crate) key: PrivateKey,
}

/// What a certificate is for.
#[derive(Clone, Copy)]
pub(crate) enum Use {
    Signing,
    OcspService,
    TimeStamps,
}

/// An entry of a revocation list: serial number, since when, reason.
pub(crate) type Entry = (Vec<u8>, DateTime<Utc>, u8);

/// Numbers and times of a revocation list.
pub(crate) struct ListOf<'a> {
    pub(crate) number: u64,
    /// The number of the whole list a supplement starts from.
    pub(crate) base: Option<u64>,
    pub(crate) this_update: DateTime<Utc>,
    pub(crate) next_update: DateTime<Utc>,
    pub(crate) entries: &'a [Entry],
    /// IssuingDistributionPoint, if any.
    pub(crate) scope: Option<Vec<u8>>,
}

/// What the OCSP service of the tests answers.
pub(crate) enum Answer {
    Good,
    Revoked(DateTime<Utc>, u8),
    Unknown,
}

impl Authority {
    pub(crate) fn new() -> Self {
        let key = PrivateKey::generate_gost(&mut OsRng).unwrap();
        let name = name("ТЕСТ ОРТАЛЫҒЫ");
        let certificate = certify(
            &name,
            &key,
            (&name, &key),
            &[
                extension(
                    oid::BASIC_CONSTRAINTS,
                    true,
                    &write::sequence(&[write::boolean(true)]),
                ),
                extension(oid::KEY_USAGE, true, &write::bit_string(&[0b0000_0110], 1)),
                extension(
                    oid::SUBJECT_KEY_IDENTIFIER,
                    false,
                    &write::octet_string(&key_id(&key)),
                ),
            ],
            (now() - TimeDelta::days(1000), now() + TimeDelta::days(1000)),
        );
        Self { certificate, key }
    }

    pub(crate) fn trust(&self) -> TrustStore {
        let mut store = TrustStore::new();
        store.add_anchor(self.certificate.clone());
        store
    }

    pub(crate) fn issue(&self, purpose: Use, from: DateTime<Utc>, until: DateTime<Utc>) -> Holder {
        let (bits, uses): (u8, &[Oid]) = match purpose {
            Use::Signing => (0b1100_0000, &[oid::EMAIL_PROTECTION]),
            Use::OcspService => (0b1000_0000, &[oid::OCSP_SIGNING]),
            Use::TimeStamps => (0b1000_0000, &[oid::TIME_STAMPING]),
        };
        let key = PrivateKey::generate_gost(&mut OsRng).unwrap();
        let uses: Vec<Vec<u8>> = uses.iter().copied().map(write::oid).collect();
        let certificate = certify(
            &name("ТЕСТОВ ТЕСТ"),
            &key,
            (self.certificate.subject_der(), &self.key),
            &[
                extension(oid::KEY_USAGE, true, &write::bit_string(&[bits], 6)),
                extension(oid::EXTENDED_KEY_USAGE, false, &write::sequence(&uses)),
                extension(
                    oid::SUBJECT_KEY_IDENTIFIER,
                    false,
                    &write::octet_string(&key_id(&key)),
                ),
                self.authority_key_id(),
            ],
            (from, until),
        );
        Holder { certificate, key }
    }

    fn authority_key_id(&self) -> Vec<u8> {
        let id = write::element(tag::context_primitive(0), &key_id(&self.key));
        extension(
            oid::AUTHORITY_KEY_IDENTIFIER,
            false,
            &write::sequence(&[id]),
        )
    }

    pub(crate) fn list(&self, list: &ListOf<'_>) -> RevocationList {
        let entries: Vec<Vec<u8>> = list
            .entries
            .iter()
            .map(|(serial, date, reason)| {
                let reason = write::element(tag::ENUMERATED, &[*reason]);
                write::sequence(&[
                    write::element(tag::INTEGER, serial),
                    write::time(*date),
                    write::sequence(&[extension(oid::REASON_CODE, false, &reason)]),
                ])
            })
            .collect();
        let mut extensions = vec![
            self.authority_key_id(),
            extension(oid::CRL_NUMBER, false, &write::small_integer(list.number)),
        ];
        extensions
            .extend(list.base.map(|base| {
                extension(oid::DELTA_CRL_INDICATOR, true, &write::small_integer(base))
            }));
        extensions.extend(
            list.scope
                .as_ref()
                .map(|scope| extension(oid::ISSUING_DISTRIBUTION_POINT, true, scope)),
        );
        let mut parts = vec![
            write::small_integer(1),
            write::algorithm(oid::GOST_2015_512_SIGNATURE),
            self.certificate.subject_der().to_vec(),
            write::time(list.this_update),
            write::time(list.next_update),
        ];
        if !entries.is_empty() {
            parts.push(write::sequence(&entries));
        }
        parts.push(write::context(0, &write::sequence(&extensions)));
        RevocationList::from_der(&sealed(&write::sequence(&parts), &self.key)).unwrap()
    }

    /// The responder may be anybody: whether it is entitled is what tests ask.
    pub(crate) fn ocsp(
        &self,
        about: &Certificate,
        answer: &Answer,
        seen: DateTime<Utc>,
        responder: &Holder,
    ) -> OcspResponse {
        let id = write::sequence(&[
            write::algorithm(oid::SHA256),
            write::octet_string(&Sha256::digest(self.certificate.subject_der())),
            write::octet_string(&Sha256::digest(&self.certificate.public_key().bits)),
            write::element(tag::INTEGER, about.serial_content()),
        ]);
        let status = match answer {
            Answer::Good => write::element(tag::context_primitive(0), &[]),
            Answer::Revoked(date, reason) => {
                let reason = write::context(0, &write::element(tag::ENUMERATED, &[*reason]));
                write::context(1, &[general_time(*date), reason].concat())
            }
            Answer::Unknown => write::element(tag::context_primitive(2), &[]),
        };
        let data = write::sequence(&[
            write::context(1, responder.certificate.subject_der()),
            general_time(seen),
            write::sequence(&[write::sequence(&[id, status, general_time(seen)])]),
        ]);
        let signature = responder.key.sign(&data, &mut OsRng).unwrap();
        let certificates = write::sequence(&[responder.certificate.der()]);
        let basic = write::sequence(&[
            data,
            write::algorithm(oid::GOST_2015_512_SIGNATURE),
            write::bit_string(&signature, 0),
            write::context(0, &certificates),
        ]);
        let response = write::sequence(&[
            write::element(tag::ENUMERATED, &[0]),
            write::context(
                0,
                &write::sequence(&[write::oid(oid::OCSP_BASIC), write::octet_string(&basic)]),
            ),
        ]);
        OcspResponse::from_der(&response).unwrap()
    }
}

impl Holder {
    pub(crate) fn key_file(&self) -> KeyFile {
        let key = PrivateKey::from_pkcs8(&self.key.to_pkcs8().unwrap()).unwrap();
        KeyFile::new(self.certificate.clone(), Vec::new(), key, None).unwrap()
    }

    /// Stamps `data` at `time`.
    pub(crate) fn stamp(&self, data: &[u8], time: DateTime<Utc>, nonce: &[u8]) -> TimeStampToken {
        let digest = DigestAlgorithm::Streebog512;
        let info = write::sequence(&[
            write::small_integer(1),
            write::oid("1.2.398.3.3.2.6.4".parse().unwrap()),
            write::sequence(&[
                write::algorithm(digest.oid()),
                write::octet_string(&digest.hash(data).unwrap()),
            ]),
            write::small_integer(7),
            general_time(time),
            write::unsigned_integer(nonce),
        ]);
        let id = write::sequence(&[write::octet_string(&self.certificate.fingerprint())]);
        let attribute =
            |kind, value| write::sequence(&[write::oid(kind), write::set_of(vec![value])]);
        let attributes = write::set_of(vec![
            attribute(oid::CONTENT_TYPE, write::oid(oid::TIME_STAMP_INFO)),
            attribute(
                oid::MESSAGE_DIGEST,
                write::octet_string(&digest.hash(&info).unwrap()),
            ),
            attribute(
                oid::SIGNING_CERTIFICATE_V2,
                write::sequence(&[write::sequence(&[id])]),
            ),
        ]);
        let signature = self.key.sign(&attributes, &mut OsRng).unwrap();
        let mut stored = attributes;
        stored[0] = tag::context(0);
        let signer = write::sequence(&[
            write::small_integer(1),
            write::sequence(&[
                self.certificate.issuer_der().to_vec(),
                write::element(tag::INTEGER, self.certificate.serial_content()),
            ]),
            write::algorithm(digest.oid()),
            stored,
            write::algorithm(oid::GOST_2015_512_SIGNATURE),
            write::octet_string(&signature),
        ]);
        let data = write::sequence(&[
            write::small_integer(3),
            write::set_of(vec![write::algorithm(digest.oid())]),
            write::sequence(&[
                write::oid(oid::TIME_STAMP_INFO),
                write::context(0, &write::octet_string(&info)),
            ]),
            write::context(0, self.certificate.der()),
            write::set_of(vec![signer]),
        ]);
        let token = write::sequence(&[write::oid(oid::SIGNED_DATA), write::context(0, &data)]);
        // As it comes from the service: with its status around it.
        let status = write::sequence(&[write::small_integer(0)]);
        TimeStampToken::parse(&write::sequence(&[status, token])).unwrap()
    }
}

pub(crate) fn serial(certificate: &Certificate) -> Vec<u8> {
    certificate.serial_content().to_vec()
}

fn certify(
    subject: &[u8],
    key: &PrivateKey,
    (issuer, issuer_key): (&[u8], &PrivateKey),
    extensions: &[Vec<u8>],
    (from, until): (DateTime<Utc>, DateTime<Utc>),
) -> Certificate {
    use rand_core::RngCore;
    let mut serial = [0x40; 20];
    OsRng.fill_bytes(&mut serial[1..]);
    let signed = write::sequence(&[
        write::context(0, &write::small_integer(2)),
        write::unsigned_integer(&serial),
        write::algorithm(oid::GOST_2015_512_SIGNATURE),
        issuer.to_vec(),
        write::sequence(&[write::time(from), write::time(until)]),
        subject.to_vec(),
        write::sequence(&[
            key.public_algorithm(),
            write::bit_string(&key.public_bits().unwrap(), 0),
        ]),
        write::context(3, &write::sequence(extensions)),
    ]);
    Certificate::from_der(&sealed(&signed, issuer_key)).unwrap()
}

fn sealed(signed: &[u8], key: &PrivateKey) -> Vec<u8> {
    let signature = key.sign(signed, &mut OsRng).unwrap();
    write::sequence(&[
        signed.to_vec(),
        write::algorithm(oid::GOST_2015_512_SIGNATURE),
        write::bit_string(&signature, 0),
    ])
}

fn name(common: &str) -> Vec<u8> {
    let pair = write::sequence(&[write::oid(oid::COMMON_NAME), write::utf8_string(common)]);
    write::sequence(&[write::set_of(vec![pair])])
}

fn key_id(key: &PrivateKey) -> Vec<u8> {
    Sha256::digest(key.public_bits().unwrap())[..20].to_vec()
}

fn extension(kind: Oid, critical: bool, value: &[u8]) -> Vec<u8> {
    let mut parts = vec![write::oid(kind)];
    if critical {
        parts.push(write::boolean(true));
    }
    parts.push(write::octet_string(value));
    write::sequence(&parts)
}

fn general_time(value: DateTime<Utc>) -> Vec<u8> {
    let text = value.format("%Y%m%d%H%M%SZ").to_string();
    write::element(tag::GENERALIZED_TIME, text.as_bytes())
}
