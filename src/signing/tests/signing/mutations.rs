//! Altered files: every position, and nothing altered is ever believed or panics.

use crate::fixtures::{PASSWORD, fixture, now, open, policy};
use baqylau_signing::{Certificate, KeyFile, SignatureFile, Status, sign_detached, verify};
use rand_core::OsRng;

const ACT: &[u8] = b"act 2026-11-0147";

#[test]
fn no_altered_octet_of_a_signature_file_is_believed() {
    let file = sign_detached(&open(&fixture().citizen), ACT, now(), &mut OsRng).expect("signed");
    let trust = fixture().ca.trust_store();
    // The one part that no signature covers and that cannot be told from a gap in this build:
    // which algorithm made the signature. sha256WithRSAEncryption stands last in the file.
    let algorithm = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b];
    let open = file
        .windows(9)
        .rposition(|window| window == algorithm)
        .expect("named");
    let (mut altered, mut unread, mut failed) = (file.clone(), 0, 0);
    for position in 0..file.len() {
        for flip in [0x01, 0x80, 0xff] {
            altered[position] ^= flip;
            let verdict = verify(&altered, Some(ACT), &trust, &policy(), now());
            let context = format!("octet {position} ^ {flip:#04x}: {:?}", verdict.checks);
            assert_ne!(verdict.status, Status::Valid, "{context}");
            if !(open..open + algorithm.len()).contains(&position) {
                assert_eq!(verdict.status, Status::Invalid, "{context}");
            }
            if SignatureFile::parse(&altered).is_ok() {
                failed += 1
            } else {
                unread += 1
            }
            altered[position] ^= flip;
        }
    }
    assert_eq!(altered, file);
    println!("{unread} alterations unreadable, {failed} readable and refused");
    assert!(unread + failed > 2_000 && failed > 500);
}

#[test]
fn no_altered_octet_of_a_document_is_believed() {
    let file = sign_detached(&open(&fixture().citizen), ACT, now(), &mut OsRng).expect("signed");
    let trust = fixture().ca.trust_store();
    for position in 0..ACT.len() {
        for bit in 0..8 {
            let mut document = ACT.to_vec();
            document[position] ^= 1 << bit;
            let verdict = verify(&file, Some(&document), &trust, &policy(), now());
            assert_eq!(verdict.status, Status::Invalid);
        }
    }
    for document in [&ACT[..ACT.len() - 1], &[ACT, b"\n"].concat(), b""] {
        let verdict = verify(&file, Some(document), &trust, &policy(), now());
        assert_eq!(verdict.status, Status::Invalid);
    }
}

#[test]
fn no_altered_octet_of_a_certificate_is_believed() {
    let key_file = open(&fixture().head);
    let der = key_file.certificate().der();
    let trust = fixture().ca.trust_store();
    assert!(trust.chain(key_file.certificate(), &[], now()).is_ok());
    let mut readable = 0;
    for position in 0..der.len() {
        for flip in [0x01, 0x20, 0x80] {
            let mut altered = der.to_vec();
            altered[position] ^= flip;
            if let Ok(certificate) = Certificate::from_der(&altered) {
                readable += 1;
                let chain = trust.chain(&certificate, &[], now());
                assert!(chain.is_err(), "octet {position} ^ {flip:#04x}");
            }
        }
    }
    assert!(
        readable > 500,
        "only {readable} altered certificates could be read at all"
    );
}

#[test]
fn an_altered_key_file_gives_an_error_or_the_same_key() {
    let key_file = open(&fixture().citizen);
    let file = key_file
        .to_pkcs12(PASSWORD, 1, &mut OsRng)
        .expect("written");
    let key = key_file.key().to_pkcs8().expect("key");
    let mut opened = 0;
    for position in 0..file.len() {
        for flip in [0x01, 0x80] {
            let mut altered = file.clone();
            altered[position] ^= flip;
            if let Ok(again) = KeyFile::open(&altered, PASSWORD) {
                opened += 1;
                assert_eq!(again.key().to_pkcs8().expect("key"), key);
                assert_eq!(again.certificate(), key_file.certificate());
            }
        }
    }
    // The version and the NULL beside the hash are all that the integrity code leaves out.
    println!("{opened} altered key files open all the same");
    assert!(opened <= 20, "{opened} altered files opened");
}

#[test]
fn files_cut_anywhere_are_refused() {
    let key_file = open(&fixture().citizen);
    let signature = sign_detached(&key_file, ACT, now(), &mut OsRng).expect("signed");
    let p12 = key_file
        .to_pkcs12(PASSWORD, 1, &mut OsRng)
        .expect("written");
    for length in 0..signature.len() {
        assert!(SignatureFile::parse(&signature[..length]).is_err());
    }
    for length in 0..p12.len() {
        assert!(KeyFile::open(&p12[..length], PASSWORD).is_err());
    }
    for length in 0..key_file.certificate().der().len() {
        assert!(Certificate::from_der(&key_file.certificate().der()[..length]).is_err());
    }
}
