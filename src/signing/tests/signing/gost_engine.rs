//! GOST 34.10-2015/512 against OpenSSL's GOST engine, where it is installed.
//!
//! The engine knows the curve and the hash by their Russian identifiers and prints a signature
//! from its other end, so keys are written anew for it and signatures turned round.

use crate::fixtures::{Bench, PASSWORD, gost_fixture, now, policy};
use baqylau_signing::{CheckKind, KeyFile, Outcome, Status, pem, sign_detached, verify};
use rand_core::OsRng;

const ACT: &[u8] = b"act 2026-11-0147";

/// AlgorithmIdentifier of RFC 9215 for the same curve and hash.
const RUSSIAN_ALGORITHM: &[u8] = &[
    0x30, 0x21, 0x06, 0x08, 0x2a, 0x85, 0x03, 0x07, 0x01, 0x01, 0x01, 0x02, 0x30, 0x15, 0x06, 0x09,
    0x2a, 0x85, 0x03, 0x07, 0x01, 0x02, 0x01, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x85, 0x03, 0x07, 0x01,
    0x01, 0x02, 0x03,
];

/// The folder, with both halves of the key in it, or `None` (and a note) without the engine.
fn bench(key_file: &KeyFile) -> Option<Bench> {
    let bench = Bench::new()?;
    if !bench.run("engine gost").status.success() {
        println!("skipped: OpenSSL has no GOST engine on this machine");
        return None;
    }
    // The last 66 octets of the PKCS#8 key are the inner string, the last 131 of the public key
    // the outer one.
    let pkcs8 = key_file.key().to_pkcs8().expect("pkcs8");
    let inner = &pkcs8[pkcs8.len() - 66..];
    let private = sequence(&[&[2, 1, 0], RUSSIAN_ALGORITHM, &[0x04, 66], inner]);
    let der = key_file.certificate().der();
    let start = der
        .windows(4)
        .position(|window| window == [0x00, 0x04, 0x81, 0x80])
        .expect("public key");
    let public = sequence(&[
        RUSSIAN_ALGORITHM,
        &[0x03, 0x81, 132],
        &der[start..start + 132],
    ]);
    bench.write("key.pem", pem::encode("PRIVATE KEY", &private));
    bench.write("public.pem", pem::encode("PUBLIC KEY", &public));
    Some(bench)
}

fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let length = u8::try_from(content.len()).expect("short");
    [&[0x30, 0x81, length][..], &content].concat()
}

/// The attributes as they were signed, and where the signature begins.
fn signed_part(file: &[u8]) -> (Vec<u8>, usize) {
    let content_type = [
        0x30, 0x18, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x03,
    ];
    let start = file
        .windows(content_type.len())
        .position(|window| window == content_type)
        .expect("attributes")
        - 3;
    assert_eq!(file[start..start + 2], [0xa0, 0x81]);
    let mut attributes = file[start..start + 3 + usize::from(file[start + 2])].to_vec();
    attributes[0] = 0x31;
    (attributes, file.len() - 128)
}

fn turned(octets: &[u8]) -> Vec<u8> {
    octets.iter().rev().copied().collect()
}

#[test]
fn the_engine_accepts_our_signatures_and_we_accept_its() {
    let key_file = KeyFile::open(&gost_fixture().head, PASSWORD).expect("key file");
    let Some(bench) = bench(&key_file) else {
        return;
    };
    let trust = gost_fixture().ca.trust_store();
    let file = sign_detached(&key_file, ACT, now(), &mut OsRng).expect("signed");
    assert_eq!(
        verify(&file, Some(ACT), &trust, &policy(), now()).status,
        Status::Valid
    );
    let (attributes, start) = signed_part(&file);
    bench.write("data", &attributes);
    bench.write("signature", turned(&file[start..]));
    bench.succeed("dgst -engine gost -md_gost12_512 -verify public.pem -signature signature data");

    bench.succeed("dgst -engine gost -md_gost12_512 -sign key.pem -out theirs data");
    let mut other = file.clone();
    other.splice(start.., turned(&bench.read("theirs")));
    assert_ne!(other, file);
    let verdict = verify(&other, Some(ACT), &trust, &policy(), now());
    let signature = verdict.check(CheckKind::Signature).expect("check");
    assert_eq!(signature.outcome, Outcome::Passed);
    assert_eq!(verdict.status, Status::Valid);

    // It refuses what we refuse.
    bench.write("data", [&attributes[..], b"x"].concat());
    let refused =
        bench.run("dgst -engine gost -md_gost12_512 -verify public.pem -signature signature data");
    assert!(!refused.status.success());
}

#[test]
fn streebog_is_that_of_the_engine() {
    let key_file = KeyFile::open(&gost_fixture().head, PASSWORD).expect("key file");
    let Some(bench) = bench(&key_file) else {
        return;
    };
    for length in [0, 1, 63, 64, 65, 1000] {
        let data = vec![0xa5; length];
        bench.write("data", &data);
        let printed = bench.succeed("dgst -engine gost -md_gost12_512 data");
        let hash = baqylau_signing::DigestAlgorithm::Streebog512
            .hash(&data)
            .expect("hash");
        assert!(printed.contains(&hex::encode(hash)), "{length}: {printed}");
    }
}
