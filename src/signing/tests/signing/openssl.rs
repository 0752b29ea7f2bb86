//! OpenSSL as the second opinion, both ways.

use crate::fixtures::{Bench, PASSWORD, fixture, now, open, policy};
use baqylau_signing::demo_ca::{DemoCa, Validity};
use baqylau_signing::{
    CheckKind, Detail, KeyFile, KeyFileError, Outcome, PrivateKey, SignatureFile, Status,
    sign_detached, verify, verify_each,
};
use chrono::{DateTime, TimeDelta, Utc};
use rand_core::OsRng;
use std::time::SystemTime;

const ACT: &[u8] = "акт\r\n2026\n\0".as_bytes();

fn bench() -> Option<Bench> {
    let bench = Bench::new()?;
    bench
        .write("ca.pem", fixture().ca.certificate().to_pem())
        .write("act", ACT);
    bench.put_pair(&open(&fixture().head));
    Some(bench)
}

#[test]
fn openssl_accepts_our_signature_as_cades() {
    let Some(bench) = bench() else { return };
    let file = sign_detached(&open(&fixture().head), ACT, now(), &mut OsRng).expect("signed");
    bench.write("act.cms", file).write("other", b"another act");
    let verify = format!(
        "cms -verify -cades -binary -inform DER -in act.cms -CAfile ca.pem -attime {} -out out",
        now().timestamp()
    );
    let told = bench.succeed(&format!("{verify} -content act"));
    assert!(told.contains("successful"), "{told}");
    assert!(
        !bench
            .run(&format!("{verify} -content other"))
            .status
            .success()
    );
}

#[test]
fn we_accept_what_openssl_signs() {
    let Some(bench) = bench() else { return };
    let trust = fixture().ca.trust_store();
    let variants = [
        "-cades -md sha256",
        "-cades -md sha384",
        "-cades -md sha512",
        "-cades -md sha256 -keyid",
        "-cades -md sha256 -nosmimecap",
    ];
    for variant in variants {
        bench.succeed(&format!(
            "cms -sign -binary {variant} -in act -signer signer.pem -inkey signer.key \
             -outform DER -out act.cms"
        ));
        // OpenSSL stamps its own clock; validity is judged at ours.
        let verdict = verify(&bench.read("act.cms"), Some(ACT), &trust, &policy(), now());
        assert_eq!(
            verdict.status,
            Status::Valid,
            "{variant}: {:?}",
            verdict.checks
        );
        let check = verdict
            .check(CheckKind::CertificateReference)
            .expect("made");
        assert_eq!(check.outcome, Outcome::Passed, "{variant}");
        let verdict = verify(
            &bench.read("act.cms"),
            Some(b"other"),
            &trust,
            &policy(),
            now(),
        );
        assert_eq!(verdict.status, Status::Invalid, "{variant}");
    }
}

#[test]
fn a_streamed_attached_file_of_indefinite_lengths_is_read() {
    let Some(bench) = bench() else { return };
    bench.succeed(
        "cms -sign -binary -cades -md sha256 -nodetach -stream -in act -signer signer.pem \
         -inkey signer.key -outform DER -out act.cms",
    );
    let file = bench.read("act.cms");
    assert_eq!(file[..2], [0x30, 0x80]);
    assert_eq!(
        SignatureFile::parse(&file)
            .expect("parsed")
            .embedded_content(),
        Some(ACT)
    );
    let trust = fixture().ca.trust_store();
    for content in [None, Some(ACT)] {
        let verdict = verify(&file, content, &trust, &policy(), now());
        assert_eq!(verdict.status, Status::Valid, "{:?}", verdict.checks);
    }
    let verdict = verify(&file, Some(b"other"), &trust, &policy(), now());
    let check = verdict.check(CheckKind::Content).expect("made");
    assert_eq!(check.detail, Some(Detail::AnotherDocument));
}

#[test]
fn a_signature_without_attributes_is_refused() {
    let Some(bench) = bench() else { return };
    bench.succeed(
        "cms -sign -binary -noattr -in act -signer signer.pem -inkey signer.key \
         -outform DER -out act.cms",
    );
    let trust = fixture().ca.trust_store();
    let verdict = verify(&bench.read("act.cms"), Some(ACT), &trust, &policy(), now());
    assert_eq!(verdict.status, Status::Invalid);
}

#[test]
fn a_plain_cms_is_valid_with_a_warning_that_it_names_no_certificate() {
    let Some(bench) = bench() else { return };
    bench.succeed(
        "cms -sign -binary -in act -signer signer.pem -inkey signer.key -outform DER -out act.cms",
    );
    let trust = fixture().ca.trust_store();
    let verdict = verify(&bench.read("act.cms"), Some(ACT), &trust, &policy(), now());
    assert_eq!(verdict.status, Status::Valid, "{:?}", verdict.checks);
    let check = verdict
        .check(CheckKind::CertificateReference)
        .expect("made");
    assert_eq!(check.outcome, Outcome::Warning);
}

#[test]
fn a_file_of_two_signers_is_not_an_act_but_each_can_be_judged() {
    let Some(bench) = bench() else { return };
    let citizen = open(&fixture().citizen);
    let key = citizen.key().to_pkcs8().expect("key");
    bench
        .write("second.pem", citizen.certificate().to_pem())
        .write(
            "second.key",
            baqylau_signing::pem::encode("PRIVATE KEY", &key),
        );
    bench.succeed(
        "cms -sign -binary -cades -in act -signer signer.pem -inkey signer.key \
         -signer second.pem -inkey second.key -outform DER -out act.cms",
    );
    let trust = fixture().ca.trust_store();
    let file = bench.read("act.cms");
    let verdict = verify(&file, Some(ACT), &trust, &policy(), now());
    assert_eq!(verdict.status, Status::Invalid);
    assert_eq!(
        verdict.checks[0].detail,
        Some(Detail::SignerCount { count: 2 })
    );
    let verdicts = verify_each(&file, Some(ACT), &trust, &policy(), now());
    assert_eq!(verdicts.len(), 2);
    assert!(
        verdicts.iter().all(|verdict| verdict.is_valid()),
        "{verdicts:?}"
    );
}

#[test]
fn openssl_reads_our_key_file() {
    let Some(bench) = bench() else { return };
    let key_file = open(&fixture().head);
    for (password, iterations) in [(PASSWORD, 2048), ("Құпия12", 3)] {
        let bytes = key_file
            .to_pkcs12(password, iterations, &mut OsRng)
            .expect("written");
        bench.write("our.p12", bytes).write("password", password);
        let told = bench.succeed("pkcs12 -info -in our.p12 -passin file:password -nodes");
        for part in [
            "MAC: sha256",
            "PBES2, PBKDF2, AES-256-CBC",
            "PRF hmacWithSHA256",
            "localKeyID",
            "friendlyName",
            "BEGIN CERTIFICATE",
            "BEGIN PRIVATE KEY",
        ] {
            assert!(told.contains(part), "{part} not in {told}");
        }
        bench.write("password", "wrong");
        let refused = bench.run("pkcs12 -info -in our.p12 -passin file:password -nodes");
        assert!(!refused.status.success());
    }
}

#[test]
fn we_read_key_files_of_openssl_in_every_protection() {
    let Some(bench) = bench() else { return };
    let key = open(&fixture().head).key().to_pkcs8().expect("key");
    let variants = [
        "",
        "-keypbe AES-128-CBC -certpbe AES-192-CBC",
        "-keypbe AES-256-CBC -certpbe NONE -macalg sha512",
        "-certpbe DES-EDE3-CBC -keypbe DES-EDE3-CBC -iter 1",
        "-macalg sha384 -iter 5000",
        "-legacy",
        "-legacy -descert",
        "-legacy -keypbe PBE-SHA1-2DES -certpbe PBE-SHA1-RC2-128",
        "-name ключ -CSP provider",
        "-keysig -certfile ca.pem",
    ];
    bench.write("password", PASSWORD);
    for variant in variants {
        let made = bench.run(&format!(
            "pkcs12 -export {variant} -in signer.pem -inkey signer.key -out their.p12 \
             -passout file:password"
        ));
        if !made.status.success() && variant.contains("legacy") {
            println!("skipped: this openssl has no legacy provider");
            continue;
        }
        assert!(
            made.status.success(),
            "{variant}: {}",
            String::from_utf8_lossy(&made.stderr)
        );
        let bytes = bench.read("their.p12");
        let opened =
            KeyFile::open(&bytes, PASSWORD).unwrap_or_else(|error| panic!("{variant}: {error}"));
        assert_eq!(opened.key().to_pkcs8().expect("key"), key, "{variant}");
        assert_eq!(opened.certificate(), open(&fixture().head).certificate());
        assert_eq!(
            opened.other_certificates().len(),
            usize::from(variant.contains("ca.pem"))
        );
        let error = KeyFile::open(&bytes, "Qwerty13").expect_err("refused");
        assert_eq!(error, KeyFileError::WrongPassword, "{variant}");
    }
}

#[test]
fn key_files_that_lack_something_say_what() {
    let Some(bench) = bench() else { return };
    bench.write("password", PASSWORD);
    let export = "pkcs12 -export -out their.p12 -passout file:password";
    let cases = [
        ("-nokeys -in signer.pem", KeyFileError::NoKey),
        (
            "-nocerts -inkey signer.key -in signer.key",
            KeyFileError::NoCertificate,
        ),
        (
            "-in signer.pem -inkey signer.key -nomac",
            KeyFileError::Damaged {
                part: "integrity code",
            },
        ),
    ];
    for (arguments, expected) in cases {
        bench.succeed(&format!("{export} {arguments}"));
        let error = KeyFile::open(&bench.read("their.p12"), PASSWORD).expect_err("refused");
        assert_eq!(error, expected, "{arguments}");
    }
}

#[test]
fn a_key_of_a_foreign_algorithm_is_shown_and_its_signature_left_open() {
    let Some(bench) = bench() else { return };
    bench
        .write("conf", "[req]\ndistinguished_name=dn\n[dn]\n")
        .write("password", PASSWORD);
    bench.write("ext", "keyUsage=digitalSignature,nonRepudiation\n");
    // OpenSSL dates certificates by its own clock, so the authority lives by that clock too.
    let at: DateTime<Utc> = SystemTime::now().into();
    let authority = fixture().ca.key().to_pkcs8().expect("key");
    let key = PrivateKey::from_pkcs8(&authority).expect("key");
    let span = Validity {
        from: at - TimeDelta::days(1),
        until: at + TimeDelta::days(9),
    };
    let ca = DemoCa::with_key(key, span, &mut OsRng).expect("authority");
    bench.write("ca.pem", ca.certificate().to_pem());
    bench.write(
        "ca.key",
        baqylau_signing::pem::encode("PRIVATE KEY", &authority),
    );
    bench.succeed("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out ec.key");
    bench.succeed("req -new -config conf -key ec.key -subj /CN=EC -out ec.csr");
    bench.succeed(
        "x509 -req -in ec.csr -CA ca.pem -CAkey ca.key -extfile ext -days 3000 -out ec.pem",
    );
    bench.succeed("pkcs12 -export -in ec.pem -inkey ec.key -out ec.p12 -passout file:password");
    let key_file = KeyFile::open(&bench.read("ec.p12"), PASSWORD).expect("opened");
    assert_eq!(key_file.certificate().subject().common_name, "EC");
    assert!(!key_file.can_sign());
    assert!(sign_detached(&key_file, ACT, now(), &mut OsRng).is_err());
    assert!(key_file.to_pkcs12(PASSWORD, 1, &mut OsRng).is_ok());

    bench.succeed(
        "cms -sign -binary -cades -in act -signer ec.pem -inkey ec.key -outform DER -out act.cms",
    );
    let (trust, at) = (ca.trust_store(), at + TimeDelta::minutes(1));
    let verdict = verify(&bench.read("act.cms"), Some(ACT), &trust, &policy(), at);
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
    assert_eq!(left, [CheckKind::Signature]);
    // What can be checked still is.
    let verdict = verify(
        &bench.read("act.cms"),
        Some(b"other"),
        &trust,
        &policy(),
        at,
    );
    assert_eq!(verdict.status, Status::Invalid);
}
