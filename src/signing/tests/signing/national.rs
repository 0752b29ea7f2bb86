//! Real files of the Kazakh PKI, where they are at hand.

use crate::certificates::agree;
use crate::fixtures::{national, now};
use baqylau_signing::{
    Certificate, CheckKind, Detail, KeyAlgorithm, KeyFile, KeyFileError, NationalAuthority,
    Outcome, PrivateKeyError, Role, SignatureFile, Status, TrustStore, Verdict, VerificationPolicy,
    sign_detached, verify, verify_each,
};
use chrono::{DateTime, TimeZone, Utc};
use rand_core::OsRng;

const KEY_FILES: &[&str] = &[
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

fn password(name: &str) -> &'static str {
    match name {
        "ncanode_ceo_revoked_2015" | "ncanode_individual_valid_2015" => "Aa123456",
        _ => "Qwerty12",
    }
}

fn certificate(name: &str) -> Option<Certificate> {
    national(&format!("ca/{name}")).map(|bytes| Certificate::parse(&bytes).expect(name))
}

fn check(verdict: &Verdict, kind: CheckKind) -> (Outcome, Option<Detail>) {
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
        let rsa = name.ends_with("_2004") && *name != "ncanode_ceo_sign_revoked_2004";
        assert_eq!(key_file.can_sign(), rsa, "{name}");
        let signed = sign_detached(&key_file, b"x", now(), &mut OsRng);
        if rsa {
            assert_eq!(key_file.key_algorithm(), KeyAlgorithm::Rsa { bits: 2048 });
            assert_eq!(key_file.key().belongs_to(certificate), Some(true));
            assert!(signed.is_ok());
        } else {
            let expected = match *name {
                "ncanode_ceo_sign_revoked_2004" => KeyAlgorithm::Gost2004,
                _ => KeyAlgorithm::Gost2015Bits512,
            };
            assert_eq!(key_file.key_algorithm(), expected, "{name}");
            let oid = expected.oid();
            assert_eq!(signed, Err(PrivateKeyError::UnsupportedAlgorithm { oid }));
        }
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

#[test]
fn production_authorities_of_rsa_lead_to_their_roots() {
    let links = [
        ("nca_rsa.pem", "root_rsa.pem", 2019),
        ("nca_rsa_2022.cer", "root_rsa_2020.cer", 2026),
    ];
    for (name, root, year) in links {
        let (Some(lower), Some(upper)) = (certificate(name), certificate(root)) else {
            return;
        };
        agree(&lower);
        agree(&upper);
        let mut store = TrustStore::new();
        store.add_anchor(upper.clone());
        let at = Utc.with_ymd_and_hms(year, 6, 1, 0, 0, 0).unwrap();
        let chain = store
            .chain(&lower, &[], at)
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(chain.certificates.len(), 2);
        assert!(!chain.demonstration);
        // The two RSA roots are not interchangeable, however alike their names.
        let other = if root == "root_rsa.pem" {
            "root_rsa_2020.cer"
        } else {
            "root_rsa.pem"
        };
        let mut wrong = TrustStore::new();
        wrong.add_anchor(certificate(other).expect("other root"));
        assert!(wrong.chain(&lower, &[], at).is_err());
    }
}

#[test]
fn every_national_authority_is_read_and_gost_links_are_undecided_not_wrong() {
    let names = [
        "btsd_gost.cer",
        "gokalkan_gost1.cer",
        "nca_gost.pem",
        "nca_gost2022_test.cer",
        "nca_gost_2022.pem",
        "ncanode_ca_nca_gost_test.crt",
        "ncanode_ca_nca_rsa_test.crt",
        "ncanode_cert_individual.pem",
        "root_gost.pem",
        "root_gost_2020.cer",
        "root_gost_2022.pem",
        "root_test_gost_2022.cer",
        "ucgo_gost.cer",
    ];
    for name in names {
        let Some(read) = certificate(name) else {
            return;
        };
        agree(&read);
        let person = name.contains("individual") || name.contains("gokalkan");
        assert_eq!(read.is_authority(), !person, "{name}");
    }
    let mut store = TrustStore::new();
    store.add_anchor(certificate("root_gost_2022.pem").expect("root"));
    let lower = certificate("nca_gost_2022.pem").expect("lower");
    let problem = store.chain(&lower, &[], now()).expect_err("undecided");
    assert!(problem.is_undecided(), "{problem:?}");
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
    let mut store = TrustStore::new();
    store.add_anchor(certificate("ncanode_ca_nca_rsa_test.crt").expect("authority"));
    store.add_anchor(certificate("ncanode_ca_nca_gost_test.crt").expect("authority"));
    store.add_anchor(certificate("ncanode_ca_nca_gost2015_test.cer").expect("authority"));
    let at = Utc.with_ymd_and_hms(2022, 9, 28, 14, 0, 0).unwrap();
    let policy = VerificationPolicy::binding();
    let verdicts = verify_each(&file, None, &store, &policy, at);
    assert_eq!(verdicts.len(), 2);
    let rsa = verdicts
        .iter()
        .find(|verdict| check(verdict, CheckKind::Signature).0 == Outcome::Passed)
        .expect("the RSA signature is checked");
    assert_eq!(check(rsa, CheckKind::Digest).0, Outcome::Passed);
    let gost = verdicts
        .iter()
        .find(|verdict| check(verdict, CheckKind::Signature).0 == Outcome::NotChecked)
        .expect("the GOST signature is left open");
    assert!(matches!(
        check(gost, CheckKind::Signature).1,
        Some(Detail::UnsupportedAlgorithm { .. })
    ));
    assert_eq!(
        verify(&file, None, &store, &policy, at).status,
        Status::Invalid
    );
}

#[test]
fn kalkan_signatures_are_read_shown_and_left_open() {
    let Some(document) = national("cms/individual_document.txt") else {
        return;
    };
    let store = TrustStore::new();
    for name in ["individual_detached", "individual_attached"] {
        let file = national(&format!("cms/{name}.der")).expect(name);
        let at = Utc.with_ymd_and_hms(2026, 7, 20, 12, 0, 0).unwrap();
        let policy = VerificationPolicy::binding();
        let verdict = verify(&file, Some(&document), &store, &policy, at);
        assert_eq!(
            verdict.status,
            Status::NotFullyChecked,
            "{name}: {:?}",
            verdict.checks
        );
        for kind in [CheckKind::Digest, CheckKind::Signature] {
            assert!(matches!(
                check(&verdict, kind),
                (
                    Outcome::NotChecked,
                    Some(Detail::UnsupportedAlgorithm { .. })
                )
            ));
        }
        // The reference to the certificate is by SHA-256 even beside GOST, so it is checked.
        assert_eq!(
            check(&verdict, CheckKind::CertificateReference).0,
            Outcome::Passed
        );
        assert_eq!(check(&verdict, CheckKind::TimeStamp).0, Outcome::NotChecked);
        let signer = verdict.signer.expect("signer");
        assert_eq!(signer.roles, [Role::Individual]);
        assert_eq!(signer.key_algorithm, KeyAlgorithm::Gost2015Bits512);
        assert!(signer.iin.is_some());
    }
}

#[test]
fn an_altered_national_file_never_panics_and_never_counts() {
    let files = [
        ("cms/individual_detached.der", None),
        ("cms/ncanode_signed_cms_one_signer.der", None),
        ("p12/legal-valid-head.p12", Some("Qwerty12")),
    ];
    for (name, password) in files {
        let Some(file) = national(name) else { return };
        let mut store = TrustStore::new();
        store.add_anchor(certificate("ncanode_ca_nca_rsa_test.crt").expect("authority"));
        for position in (0..file.len()).step_by(if password.is_some() { 5 } else { 1 }) {
            let mut altered = file.clone();
            altered[position] ^= 1 << (position % 8);
            match password {
                Some(password) => {
                    let _ = KeyFile::open(&altered, password);
                }
                None => {
                    let policy = VerificationPolicy::binding();
                    for verdict in verify_each(&altered, None, &store, &policy, now()) {
                        assert_ne!(verdict.status, Status::Valid);
                    }
                }
            }
        }
    }
}
