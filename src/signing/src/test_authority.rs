//! For tests: an authority with everything НУЦ РК runs beside it (revocation lists, an OCSP
//! service, a time-stamp service), on keys of GOST 34.10-2015/512.

use crate::algorithm::DigestAlgorithm;
use crate::asn1::{tag, write};
use crate::certificate::Certificate;
use crate::demo_ca::extension;
use crate::demo_services::{ListTimes, Standing};
use crate::keyfile::KeyFile;
use crate::oid::{self, Oid};
use crate::private_key::PrivateKey;
use crate::revocation::{OcspResponse, Revocation, RevocationList, RevocationReason};
use crate::services::{self, ListFields, Sealer, TokenFields};
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
        let entries: Vec<(Vec<u8>, Revocation)> = list
            .entries
            .iter()
            .map(|(serial, date, code)| (serial.clone(), revocation(*date, *code)))
            .collect();
        let fields = ListFields {
            times: ListTimes {
                number: list.number,
                base: list.base,
                this_update: list.this_update,
                next_update: list.next_update,
            },
            entries: &entries,
            scope: list.scope.as_deref(),
        };
        let sealer = sealer(&self.certificate, &self.key);
        RevocationList::from_der(&services::list(&fields, &sealer, &mut OsRng).unwrap()).unwrap()
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
        let standing = match answer {
            Answer::Good => Standing::Good,
            Answer::Revoked(date, code) => Standing::Revoked(revocation(*date, *code)),
            Answer::Unknown => Standing::Unknown,
        };
        let sealer = sealer(&responder.certificate, &responder.key);
        let response =
            services::ocsp_response(&[(id, standing)], None, seen, &sealer, &mut OsRng).unwrap();
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
        let fields = TokenFields {
            digest,
            imprint: &digest.hash(data).unwrap(),
            policy: oid::POLICY_TIME_STAMPS_GOST_2015,
            nonce: Some(nonce),
            serial: &[7],
            time,
            certificate: true,
        };
        let sealer = sealer(&self.certificate, &self.key);
        let token = services::token(&fields, &sealer, &mut OsRng).unwrap();
        // As it comes from the service: with its status around it.
        TimeStampToken::parse(&services::stamp_response(&token)).unwrap()
    }
}

fn sealer<'a>(certificate: &'a Certificate, key: &'a PrivateKey) -> Sealer<'a> {
    Sealer { certificate, key }
}

fn revocation(date: DateTime<Utc>, code: u8) -> Revocation {
    let reason = match code {
        1 => RevocationReason::KeyCompromise,
        4 => RevocationReason::Superseded,
        6 => RevocationReason::CertificateHold,
        8 => RevocationReason::RemoveFromList,
        _ => RevocationReason::Unspecified,
    };
    Revocation { date, reason }
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
