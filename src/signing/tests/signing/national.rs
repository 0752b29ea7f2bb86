//! Real files of the Kazakh PKI, where they are at hand.

use crate::certificates::agree;
use crate::fixtures::{national, now};
use baqylau_signing::{
    Certificate, CheckKind, Detail, KeyAlgorithm, KeyFile, KeyFileError, NationalAuthority,
    Outcome, PrivateKey, PrivateKeyError, Role, SignatureFile, Status, TrustStore, Verdict,
    VerificationPolicy, sign_detached, verify, verify_each,
};
use chrono::{DateTime, TimeZone, Utc};
use rand_core::OsRng;

pub const KEY_FILES: &[&str] = &[
    "gokalkan_test_gost1",
    "individual-revoked-individual_revoked",
    "individual-valid-individual_valid",
    "legal-revoked-employee",
    "legal-revoked-employee_signright",
    "legal-revoked-head",
    "legal-revoked-infosystem",
    "legal-revoked-treasury_client",
    "legal-valid-employee",
    "legal-valid-employee_signright",
    "legal-valid-head",
    "legal-valid-infosystem",
    "legal-valid-treasury_client",
    "mitwork_individual_gost2015",
    "mitwork_individual_gost2015_revoked",
    "mitwork_legal_gost2015",
    "mitwork_legal_gost2015_revoked",
    "ncanode_ceo_revoked_2015",
    "ncanode_ceo_sign_revoked_2004",
    "ncanode_individual_auth_revoked_2004",
    "ncanode_individual_sign_revoked_2004",
    "ncanode_individual_valid_2015",
    "ncanode_individual_valid_sign_2004",
];

pub fn password(name: &str) -> &'static str {
    match name {
        "ncanode_ceo_revoked_2015" | "ncanode_individual_valid_2015" => "Aa123456",
        _ => "Qwerty12",
    }
}

pub fn certificate(name: &str) -> Option<Certificate> {
    national(&format!("ca/{name}")).map(|bytes| Certificate::parse(&bytes).expect(name))
}

pub fn check(verdict: &Verdict, kind: CheckKind) -> (Outcome, Option<Detail>) {
    let check = verdict
        .check(kind)
        .unwrap_or_else(|| panic!("{kind:?} in {verdict:?}"));
    (check.outcome, check.detail.clone())
}

#[test]
fn every_national_key_file_opens_with_its_password_and_no_other() {
    for name in KEY_FILES {
        let Some(bytes) = national(&format!("p12/{name}.p12")) else {
            return;
        };
        let key_file =
            KeyFile::open(&bytes, password(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        let certificate = key_file.certificate();
        agree(certificate);
        assert_eq!(
            certificate.key_algorithm(),
            key_file.key_algorithm(),
            "{name}"
        );
        assert_eq!(certificate.subject().country.as_deref(), Some("KZ"));
        let expected = match *name {
            "ncanode_ceo_sign_revoked_2004" => KeyAlgorithm::Gost2004,
            _ if name.ends_with("_2004") => KeyAlgorithm::Rsa { bits: 2048 },
            _ => KeyAlgorithm::Gost2015Bits512,
        };
        assert_eq!(key_file.key_algorithm(), expected, "{name}");
        // The public half is calculated from the private one and compared.
        assert_eq!(key_file.key().belongs_to(certificate), Some(true), "{name}");
        let signed = sign_detached(&key_file, b"x", now(), &mut OsRng);
        if expected == KeyAlgorithm::Gost2004 {
            assert!(!key_file.can_sign());
            let oid = expected.oid();
            assert_eq!(signed, Err(PrivateKeyError::UnsupportedAlgorithm { oid }));
        } else {
            assert!(key_file.can_sign(), "{name}");
            let verdict = verify(
                &signed.expect("signed"),
                Some(b"x"),
                &TrustStore::new(),
                &VerificationPolicy::binding(),
                now(),
            );
            for kind in [
                CheckKind::Digest,
                CheckKind::Signature,
                CheckKind::CertificateReference,
            ] {
                assert_eq!(check(&verdict, kind).0, Outcome::Passed, "{name} {kind:?}");
            }
        }
        let kept = PrivateKey::from_pkcs8(&key_file.key().to_pkcs8().expect("pkcs8"));
        assert_eq!(kept.expect("key").belongs_to(certificate), Some(true));
        for wrong in ["qwerty12", "", "Aa123457"] {
            let error = KeyFile::open(&bytes, wrong).expect_err("refused");
            assert_eq!(error, KeyFileError::WrongPassword, "{name}");
        }
    }
}

#[test]
fn holders_are_read_by_the_national_profile() {
    let open = |name: &str| {
        national(&format!("p12/{name}.p12"))
            .map(|bytes| KeyFile::open(&bytes, password(name)).expect(name))
    };
    let Some(head) = open("legal-valid-head") else {
        return;
    };
    let subject = head.certificate().subject();
    assert_eq!(subject.full_name(), "ТЕСТОВ ТЕСТ ТЕСТОВИЧ");
    assert_eq!(subject.iin.as_deref(), Some("123456789011"));
    assert_eq!(subject.bin.as_deref(), Some("123456789021"));
    assert_eq!(
        head.certificate().roles(),
        [Role::LegalEntity, Role::FirstHead]
    );
    assert!(
        head.certificate()
            .key_usage()
            .expect("usage")
            .non_repudiation
    );

    let roles = |name| open(name).expect(name).certificate().roles();
    assert_eq!(
        roles("individual-valid-individual_valid"),
        [Role::Individual]
    );
    assert_eq!(
        roles("legal-valid-employee"),
        [Role::LegalEntity, Role::Employee]
    );
    assert_eq!(
        roles("legal-valid-employee_signright"),
        [Role::LegalEntity, Role::RightToSign]
    );

    let individual = open("individual-valid-individual_valid").expect("individual");
    assert_eq!(individual.certificate().subject().bin, None);
    let sign_in = open("ncanode_individual_auth_revoked_2004").expect("sign-in");
    let usage = sign_in.certificate().key_usage().expect("usage");
    assert!(usage.key_encipherment && !usage.non_repudiation);
}

/// Authority, its issuer, and a year in which both were valid.
const LINKS: &[(&str, &str, i32)] = &[
    ("nca_gost_2022.pem", "root_gost_2022.pem", 2026),
    ("nca_rsa_2022.cer", "root_rsa_2020.cer", 2026),
    ("ucgo_gost.cer", "root_gost_2020.cer", 2024),
    ("btsd_gost.cer", "root_gost_2020.cer", 2024),
    ("nca_gost.pem", "root_gost.pem", 2019),
    ("nca_rsa.pem", "root_rsa.pem", 2019),
    ("nca_gost2022_test.cer", "root_test_gost_2022.cer", 2026),
    ("root_gost.pem", "root_gost.pem", 2019),
    ("root_rsa.pem", "root_rsa.pem", 2019),
    ("root_gost_2020.cer", "root_gost_2020.cer", 2024),
    ("root_gost_2022.pem", "root_gost_2022.pem", 2026),
    ("root_rsa_2020.cer", "root_rsa_2020.cer", 2026),
    ("root_test_gost_2022.cer", "root_test_gost_2022.cer", 2026),
    (
        "ncanode_individual_valid_sign_2004_rsa.cer",
        "ncanode_ca_nca_rsa_test.crt",
        2022,
    ),
    (
        "ncanode_individual_valid_sign_2004_rsa_auth.cer",
        "ncanode_ca_nca_rsa_test.crt",
        2022,
    ),
    (
        "ncanode_ceo_valid_sign_2004_gost.cer",
        "ncanode_ca_nca_gost_test.crt",
        2022,
    ),
    (
        "ncanode_cert_individual.pem",
        "ncanode_ca_nca_rsa_test.crt",
        2022,
    ),
    ("gokalkan_gost1.cer", "nca_gost2022_test.cer", 2023),
];

/// The test authority of НУЦ РК under its root.
pub fn test_store() -> TrustStore {
    let mut store = anchored(certificate("root_test_gost_2022.cer").expect("root"));
    store.add_intermediate(certificate("nca_gost2022_test.cer").expect("authority"));
    store
}

fn anchored(anchor: Certificate) -> TrustStore {
    let mut store = TrustStore::new();
    store.add_anchor(anchor);
    store
}

#[test]
fn every_national_link_of_rsa_and_gost_is_proved_by_its_signature() {
    let mut authorities = Vec::new();
    for (name, issuer, year) in LINKS {
        let (Some(lower), Some(upper)) = (certificate(name), certificate(issuer)) else {
            return;
        };
        agree(&lower);
        agree(&upper);
        let at = Utc.with_ymd_and_hms(*year, 6, 1, 0, 0, 0).unwrap();
        let at = at.clamp(lower.not_before(), lower.not_after());
        let chain = anchored(upper.clone())
            .chain(&lower, &[], at)
            .unwrap_or_else(|error| panic!("{name}: {error:?}"));
        assert_eq!(chain.certificates.len(), 2);
        assert!(!chain.demonstration);
        authorities.push(upper);
    }
    // No authority stands in for another, however alike their names.
    for (name, issuer, _) in LINKS {
        let lower = certificate(name).expect(name);
        let right = certificate(issuer).expect(issuer);
        let at = lower.not_before();
        for other in authorities.iter().filter(|other| **other != right) {
            assert!(anchored(other.clone()).chain(&lower, &[], at).is_err());
        }
    }
}

#[test]
fn every_certificate_of_a_key_file_leads_to_its_root() {
    let mut store = TrustStore::new();
    for anchor in [
        "root_test_gost_2022.cer",
        "ncanode_ca_nca_gost_test.crt",
        "ncanode_ca_nca_rsa_test.crt",
    ] {
        let Some(read) = certificate(anchor) else {
            return;
        };
        store.add_anchor(read);
    }
    store.add_intermediate(certificate("nca_gost2022_test.cer").expect("authority"));
    for name in KEY_FILES {
        let bytes = national(&format!("p12/{name}.p12")).expect(name);
        let key_file = KeyFile::open(&bytes, password(name)).expect(name);
        let holder = key_file.certificate();
        let chain = store
            .chain(
                holder,
                &[],
                holder
                    .not_before()
                    .max(holder.not_after() - chrono::TimeDelta::days(1)),
            )
            .unwrap_or_else(|error| panic!("{name}: {error:?}"));
        let levels = if name.ends_with("_2004") { 2 } else { 3 };
        assert_eq!(chain.certificates.len(), levels, "{name}");
    }
}

#[test]
fn national_authorities_are_recognised_by_fingerprint_and_only_roots_become_anchors() {
    let known = [
        ("root_gost_2022.pem", NationalAuthority::RootGost2022),
        ("root_rsa_2020.cer", NationalAuthority::RootRsa2020),
        ("root_gost_2020.cer", NationalAuthority::RootGost2020),
        ("root_gost.pem", NationalAuthority::RootGost2015),
        ("root_rsa.pem", NationalAuthority::RootRsa2015),
        ("nca_gost_2022.pem", NationalAuthority::NucGost2022),
        ("nca_rsa_2022.cer", NationalAuthority::NucRsa2022),
        ("nca_gost.pem", NationalAuthority::NucGost2018),
        ("nca_rsa.pem", NationalAuthority::NucRsa2018),
        ("ucgo_gost.cer", NationalAuthority::StateBodies),
        ("btsd_gost.cer", NationalAuthority::BtsDigital),
    ];
    for (name, expected) in known {
        let Some(read) = certificate(name) else {
            return;
        };
        assert_eq!(
            NationalAuthority::recognise(&read),
            Some(expected),
            "{name}"
        );
        let added = TrustStore::new().add_national_anchor(read.clone());
        assert_eq!(
            added,
            if expected.is_root() {
                Ok(expected)
            } else {
                Err(read)
            },
            "{name}"
        );
    }
    for name in ["root_test_gost_2022.cer", "nca_gost2022_test.cer"] {
        let test = certificate(name).expect(name);
        assert!(
            TrustStore::new().add_national_anchor(test).is_err(),
            "{name}"
        );
    }
}

#[test]
fn an_rsa_signature_of_ncanode_is_right_as_far_as_it_can_be_checked() {
    let Some(file) = national("cms/ncanode_signed_cms_one_signer.der") else {
        return;
    };
    let mut store = TrustStore::new();
    store.add_anchor(certificate("ncanode_ca_nca_rsa_test.crt").expect("authority"));
    let policy = VerificationPolicy::binding().any_role([Role::Individual]);
    let at: DateTime<Utc> = Utc.with_ymd_and_hms(2021, 6, 1, 0, 0, 0).unwrap();
    assert_eq!(
        SignatureFile::parse(&file)
            .expect("parsed")
            .embedded_content(),
        Some(&b"test123"[..])
    );
    for content in [None, Some(&b"test123"[..])] {
        let verdict = verify(&file, content, &store, &policy, at);
        assert_eq!(
            verdict.status,
            Status::NotFullyChecked,
            "{:?}",
            verdict.checks
        );
        let left: Vec<_> = verdict
            .with_outcome(Outcome::NotChecked)
            .map(|check| check.kind)
            .collect();
        assert_eq!(left, [CheckKind::Revocation]);
        // NCANode leaves the reference to the certificate out, and signed after expiry.
        assert_eq!(
            check(&verdict, CheckKind::CertificateReference).0,
            Outcome::Warning
        );
        assert_eq!(verdict.with_outcome(Outcome::Failed).count(), 0);
    }
    let late = verify(&file, None, &store, &policy, now());
    assert_eq!(late.status, Status::Invalid);
    assert!(matches!(
        check(&late, CheckKind::Validity).1,
        Some(Detail::Expired { .. })
    ));
    let altered = verify(&file, Some(b"test124"), &store, &policy, at);
    assert_eq!(
        check(&altered, CheckKind::Content).1,
        Some(Detail::AnotherDocument)
    );
    let foreign = verify(
        &file,
        None,
        &{
            let mut store = TrustStore::new();
            store.add_anchor(certificate("root_rsa_2020.cer").expect("root"));
            store
        },
        &policy,
        at,
    );
    assert!(matches!(
        check(&foreign, CheckKind::Chain).1,
        Some(Detail::UnknownIssuer { .. })
    ));
}

#[test]
fn two_signers_of_two_algorithms_are_judged_apart() {
    let Some(file) = national("cms/ncanode_signed_cms.der") else {
        return;
    };
    let mut store = test_store();
    store.add_anchor(certificate("ncanode_ca_nca_rsa_test.crt").expect("authority"));
    let at = Utc.with_ymd_and_hms(2022, 9, 28, 14, 0, 0).unwrap();
    let policy = VerificationPolicy::binding();
    let verdicts = verify_each(&file, None, &store, &policy, at);
    assert_eq!(verdicts.len(), 2);
    let mut algorithms = Vec::new();
    for verdict in &verdicts {
        for kind in [CheckKind::Digest, CheckKind::Signature, CheckKind::Chain] {
            assert_eq!(check(verdict, kind).0, Outcome::Passed, "{kind:?}");
        }
        let algorithm = verdict.signer.as_ref().expect("signer").key_algorithm;
        if algorithm == KeyAlgorithm::Gost2015Bits512 {
            // What is missing is revocation alone.
            assert_eq!(verdict.status, Status::NotFullyChecked);
            assert_eq!(verdict.with_outcome(Outcome::NotChecked).count(), 1);
        } else {
            // Signed eight months after the certificate had ended, with nothing to prove when.
            assert_eq!(verdict.status, Status::Invalid);
            assert_eq!(verdict.with_outcome(Outcome::Failed).count(), 1);
            assert_eq!(check(verdict, CheckKind::Validity).0, Outcome::Failed);
        }
        algorithms.push(algorithm);
    }
    assert!(algorithms.contains(&KeyAlgorithm::Gost2015Bits512));
    assert!(algorithms.contains(&KeyAlgorithm::Rsa { bits: 2048 }));
    assert_eq!(
        verify(&file, None, &store, &policy, at).status,
        Status::Invalid
    );
}

#[test]
fn kalkan_signatures_are_right_and_another_document_is_not() {
    let Some(document) = national("cms/individual_document.txt") else {
        return;
    };
    let store = test_store();
    for name in ["individual_detached", "individual_attached"] {
        let file = national(&format!("cms/{name}.der")).expect(name);
        let at = Utc.with_ymd_and_hms(2026, 7, 20, 12, 0, 0).unwrap();
        let policy = VerificationPolicy::binding().any_role([Role::Individual]);
        let verdict = verify(&file, Some(&document), &store, &policy, at);
        for kind in [
            CheckKind::Digest,
            CheckKind::Signature,
            CheckKind::CertificateReference,
            CheckKind::Chain,
            CheckKind::KeyUsage,
            CheckKind::Role,
        ] {
            assert_eq!(check(&verdict, kind), (Outcome::Passed, None), "{name}");
        }
        assert_eq!(check(&verdict, CheckKind::TimeStamp).0, Outcome::NotChecked);
        let signer = verdict.signer.expect("signer");
        assert_eq!(signer.roles, [Role::Individual]);
        assert_eq!(signer.key_algorithm, KeyAlgorithm::Gost2015Bits512);
        assert!(signer.iin.is_some());

        let mut other = document.clone();
        other[0] ^= 1;
        let verdict = verify(&file, Some(&other), &store, &policy, at);
        assert_eq!(verdict.status, Status::Invalid);
        assert_eq!(
            check(&verdict, CheckKind::Digest),
            (Outcome::Failed, Some(Detail::DocumentAltered))
        );
    }
}

#[test]
fn a_signature_of_ours_with_a_national_key_is_laid_out_as_kalkan_lays_it_out() {
    let (Some(kalkan), Some(document), Some(p12)) = (
        national("cms/individual_detached.der"),
        national("cms/individual_document.txt"),
        national("p12/individual-valid-individual_valid.p12"),
    ) else {
        return;
    };
    let key_file = KeyFile::open(&p12, "Qwerty12").expect("key file");
    let signed_at = Utc.with_ymd_and_hms(2026, 7, 20, 9, 8, 6).unwrap();
    let ours = sign_detached(&key_file, &document, signed_at, &mut OsRng).expect("signed");
    let theirs = SignatureFile::parse(&kalkan).expect("parsed");
    let parsed = SignatureFile::parse(&ours).expect("parsed");
    assert_eq!(parsed.embedded_content(), None);
    assert_eq!(parsed.certificates(), [key_file.certificate().clone()]);
    assert_eq!(theirs.certificates().len(), 1);
    // Everything from the algorithms of the hash to the length of the signature, apart from
    // who signed and the hash of their certificate.
    let marks = |file: &[u8]| {
        let content_type = [
            0x30, 0x18, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01,
        ];
        let start = file
            .windows(content_type.len())
            .position(|window| window == content_type)
            .expect("attributes")
            - 3;
        let mut part = file[start - 14..start + 3 + 194 + 16 + 3].to_vec();
        let reference = part
            .windows(8)
            .position(|window| window == [0x30, 0x26, 0x30, 0x24, 0x30, 0x22, 0x04, 0x20])
            .expect("reference");
        part[reference + 8..reference + 40].fill(0);
        part
    };
    assert_eq!(marks(&ours), marks(&kalkan));
    let at = Utc.with_ymd_and_hms(2026, 11, 21, 12, 0, 0).unwrap();
    let policy = VerificationPolicy::binding();
    let verdict = verify(&ours, Some(&document), &test_store(), &policy, at);
    assert_eq!(verdict.status, Status::NotFullyChecked);
    assert_eq!(verdict.with_outcome(Outcome::NotChecked).count(), 1);
    assert_eq!(
        check(&verdict, CheckKind::Revocation).0,
        Outcome::NotChecked
    );
}

#[test]
fn a_swapped_certificate_is_found_out() {
    let (Some(valid), Some(other)) = (
        national("p12/legal-valid-head.p12"),
        national("p12/legal-revoked-head.p12"),
    ) else {
        return;
    };
    let valid = KeyFile::open(&valid, "Qwerty12").expect("key file");
    let other = KeyFile::open(&other, "Qwerty12").expect("key file");
    let at = Utc.with_ymd_and_hms(2026, 11, 21, 12, 0, 0).unwrap();
    let file = sign_detached(&valid, b"act", at, &mut OsRng).expect("signed");
    // The other certificate in place of the signer's, named as the signer's as well.
    let (from, to) = (valid.certificate().der(), other.certificate().der());
    assert_eq!(
        from.len(),
        to.len(),
        "so that no length has to be rewritten"
    );
    let serial = |key: &KeyFile| hex::decode(key.certificate().serial()).expect("serial");
    let mut swapped = replaced(&file, from, to);
    swapped = replaced(&swapped, &serial(&valid), &serial(&other));
    let policy = VerificationPolicy::binding();
    let verdict = verify(&swapped, Some(b"act"), &test_store(), &policy, at);
    assert_eq!(verdict.status, Status::Invalid);
    assert_eq!(
        check(&verdict, CheckKind::CertificateReference),
        (Outcome::Failed, Some(Detail::AnotherCertificate))
    );
    assert_eq!(
        check(&verdict, CheckKind::Signature),
        (Outcome::Failed, Some(Detail::SignatureMismatch))
    );
}

fn replaced(octets: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(octets.len());
    let mut rest = octets;
    while let Some(position) = rest.windows(from.len()).position(|window| window == from) {
        out.extend_from_slice(&rest[..position]);
        out.extend_from_slice(to);
        rest = &rest[position + from.len()..];
    }
    out.extend_from_slice(rest);
    out
}

#[test]
fn a_key_file_that_names_an_unknown_algorithm_is_neither_damaged_nor_locked() {
    let Some(p12) = national("p12/legal-valid-head.p12") else {
        return;
    };
    // The hash of the integrity code: SHA-1 becomes a neighbour nobody defined.
    let sha1 = [0x06, 0x05, 0x2b, 0x0e, 0x03, 0x02, 0x1a];
    let position = p12
        .windows(sha1.len())
        .rposition(|window| window == sha1)
        .expect("named");
    let mut unknown = p12.clone();
    unknown[position + 6] = 0x1f;
    let oid = "1.3.14.3.2.31".parse().expect("identifier");
    assert_eq!(
        KeyFile::open(&unknown, "Qwerty12").expect_err("refused"),
        KeyFileError::UnsupportedAlgorithm { oid }
    );
    assert!(matches!(
        KeyFile::open(&p12[..p12.len() / 2], "Qwerty12").expect_err("refused"),
        KeyFileError::Damaged { .. }
    ));
    assert_eq!(
        KeyFile::open(&p12, "qwerty12").expect_err("refused"),
        KeyFileError::WrongPassword
    );
}

#[test]
fn a_gost_key_does_not_pair_with_the_certificate_of_another() {
    let (Some(head), Some(other)) = (
        national("p12/legal-valid-head.p12"),
        national("p12/legal-valid-employee.p12"),
    ) else {
        return;
    };
    let head = KeyFile::open(&head, "Qwerty12").expect("key file");
    let other = KeyFile::open(&other, "Qwerty12").expect("key file");
    let key = PrivateKey::from_pkcs8(&head.key().to_pkcs8().expect("pkcs8")).expect("key");
    assert_eq!(key.belongs_to(other.certificate()), Some(false));
    let pair = KeyFile::new(other.certificate().clone(), Vec::new(), key, None);
    assert_eq!(pair.expect_err("refused"), KeyFileError::NoCertificate);
}
