//! Opening and writing key files.

use crate::fixtures::{PASSWORD, fixture, now, open, validity};
use baqylau_signing::demo_ca::DemoCa;
use baqylau_signing::{
    Certificate, DEFAULT_ITERATIONS, KeyAlgorithm, KeyFile, KeyFileError, KeyPurpose, PrivateKey,
    PrivateKeyError,
};
use rand_core::OsRng;
use std::time::Instant;

#[test]
fn a_written_key_file_opens_with_its_password_only() {
    let key_file = open(&fixture().head);
    assert_eq!(key_file.key_algorithm(), KeyAlgorithm::Rsa { bits: 2048 });
    assert!(key_file.can_sign());
    assert_eq!(key_file.friendly_name().map(str::len), Some(40));
    assert!(key_file.other_certificates().is_empty());
    for wrong in ["", "qwerty12", "Qwerty12 ", "Qwerty123"] {
        let error = KeyFile::open(&fixture().head, wrong).expect_err("refused");
        assert_eq!(error, KeyFileError::WrongPassword);
    }
}

#[test]
fn passwords_in_any_script_work() {
    let key_file = open(&fixture().citizen);
    for password in ["", "Құпия сөз 12", "пароль", "𝕂ey🔑", "a\u{0}b"] {
        let bytes = key_file
            .to_pkcs12(password, 2, &mut OsRng)
            .expect("written");
        assert!(KeyFile::open(&bytes, password).is_ok(), "{password:?}");
        assert!(matches!(
            KeyFile::open(&bytes, "other").map(|_| ()),
            Err(KeyFileError::WrongPassword)
        ));
    }
}

#[test]
fn two_writings_of_one_key_share_nothing_that_repeats() {
    let key_file = open(&fixture().citizen);
    let write = || {
        key_file
            .to_pkcs12(PASSWORD, 2, &mut OsRng)
            .expect("written")
    };
    assert_ne!(write(), write());
}

#[test]
fn a_file_that_is_no_key_file_is_damaged_not_locked() {
    for garbage in [&b""[..], b"not a key file", &[0x30, 0x03, 0x02, 0x01, 0x03]] {
        let error = KeyFile::open(garbage, PASSWORD).expect_err("refused");
        assert!(matches!(error, KeyFileError::Damaged { .. }), "{error:?}");
    }
    let half = &fixture().head[..fixture().head.len() / 2];
    assert!(matches!(
        KeyFile::open(half, PASSWORD).map(|_| ()),
        Err(KeyFileError::Damaged { .. })
    ));
}

#[test]
fn a_key_does_not_pair_with_a_foreign_certificate() {
    let head = open(&fixture().head);
    let citizen = PrivateKey::from_pkcs8(&open(&fixture().citizen).key().to_pkcs8().expect("key"));
    let error = KeyFile::new(
        head.certificate().clone(),
        Vec::new(),
        citizen.expect("key"),
        None,
    )
    .expect_err("refused");
    assert_eq!(error, KeyFileError::NoCertificate);
}

#[test]
fn octets_that_are_no_private_key_are_refused() {
    for garbage in [&b""[..], b"key", &[0x30, 0x00]] {
        assert!(matches!(
            PrivateKey::from_pkcs8(garbage).map(|_| ()),
            Err(PrivateKeyError::Damaged)
        ));
    }
}

#[test]
fn an_authority_kept_on_disk_goes_on_issuing() {
    let ca = &fixture().ca;
    let pkcs8 = ca.key().to_pkcs8().expect("key");
    let again = DemoCa::load(ca.certificate().der(), &pkcs8).expect("loaded");
    let key = PrivateKey::from_pkcs8(&open(&fixture().head).key().to_pkcs8().expect("key"));
    let pair = again
        .issue(
            &crate::fixtures::citizen(),
            KeyPurpose::Binding,
            key.expect("key"),
            validity(),
            &mut OsRng,
        )
        .expect("issued");
    assert!(
        ca.trust_store()
            .chain(pair.certificate(), &[], now())
            .is_ok()
    );
    let foreign = open(&fixture().head).key().to_pkcs8().expect("key");
    assert!(DemoCa::load(ca.certificate().der(), &foreign).is_err());
}

#[test]
fn certificates_read_the_same_from_der_and_pem() {
    let certificate = fixture().ca.certificate();
    let from_pem = Certificate::parse(certificate.to_pem().as_bytes()).expect("pem");
    assert_eq!(&from_pem, certificate);
}

/// Prints how long the demonstration has to wait; run with `--nocapture`.
#[test]
fn the_demonstration_is_made_in_bearable_time() {
    let started = Instant::now();
    let key = PrivateKey::generate_rsa().expect("key");
    println!("RSA-2048 key: {} ms", started.elapsed().as_millis());
    let started = Instant::now();
    let pair = fixture()
        .ca
        .issue(
            &crate::fixtures::head(),
            KeyPurpose::Binding,
            key,
            validity(),
            &mut OsRng,
        )
        .expect("issued");
    println!("certificate: {} ms", started.elapsed().as_millis());
    let started = Instant::now();
    let bytes = pair
        .to_pkcs12(PASSWORD, DEFAULT_ITERATIONS, &mut OsRng)
        .expect("written");
    println!(
        "key file, {DEFAULT_ITERATIONS} rounds: {} ms",
        started.elapsed().as_millis()
    );
    let started = Instant::now();
    let pair = KeyFile::open(&bytes, PASSWORD).expect("opened");
    println!("opening it: {} ms", started.elapsed().as_millis());
    let started = Instant::now();
    let file = baqylau_signing::sign_detached(&pair, b"act", now(), &mut OsRng).expect("signed");
    println!("signature: {} ms", started.elapsed().as_millis());
    let started = Instant::now();
    let trust = fixture().ca.trust_store();
    let policy = crate::fixtures::policy();
    assert!(baqylau_signing::verify(&file, Some(b"act"), &trust, &policy, now()).is_valid());
    println!("verdict: {} ms", started.elapsed().as_millis());
}
