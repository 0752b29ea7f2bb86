//! Sealed operations: the same bytes and hash for ever, chained, never re-encoded.

use baqylau_domain::identifiers::BlobHash;
use baqylau_protocol::blob;
use baqylau_protocol::operation::{Operation, PUSH_CONTEXT, Push, push_bytes};
use std::fmt::Write as _;

use crate::samples;

/// The chain of one of everything, each operation over the hash of the one before.
fn chain() -> Vec<(Vec<u8>, BlobHash)> {
    let mut previous = BlobHash::new([0; 32]);
    (1..)
        .zip(samples::bodies())
        .map(|(seq, body)| {
            let sealed = samples::operation(seq, previous, body).seal().unwrap();
            previous = sealed.hash;
            (sealed.bytes, sealed.hash)
        })
        .collect()
}

/// Registries hash what clients sealed years ago: a change here needs a new `OPERATION_SCHEMA`.
/// To accept one on purpose: `BAQYLAU_BLESS=1 cargo test -p baqylau-protocol`.
#[test]
fn sealed_bytes_and_hashes_are_those_of_the_first_version() {
    let mut text = String::new();
    for (bytes, hash) in chain() {
        let _ = writeln!(text, "{hash}\n{}\n", String::from_utf8(bytes).unwrap());
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/operations.txt");
    if std::env::var_os("BAQYLAU_BLESS").is_some() {
        std::fs::write(path, &text).unwrap();
    }
    let golden = std::fs::read_to_string(path).unwrap();
    for (now, then) in text.lines().zip(golden.lines()) {
        assert_eq!(now, then);
    }
    assert_eq!(text.lines().count(), golden.lines().count());
}

#[test]
fn an_opened_operation_seals_to_the_same_bytes() {
    for (bytes, hash) in chain() {
        let (operation, opened) = Operation::open(&bytes).unwrap();
        assert_eq!(opened, hash);
        assert_eq!(
            operation.seal().unwrap().bytes,
            bytes,
            "numbers and texts survive"
        );
    }
}

#[test]
fn every_operation_names_the_hash_of_the_one_before() {
    let chain = chain();
    let mut previous = BlobHash::new([0; 32]);
    for (bytes, hash) in &chain {
        let (operation, _) = Operation::open(bytes).unwrap();
        assert_eq!(operation.previous, previous);
        previous = *hash;
    }
}

#[test]
fn the_hash_is_of_the_bytes_received_and_not_of_what_was_understood() {
    // A newer client adds a field: it is read as far as it is known, and hashed whole.
    let (bytes, hash) = chain().remove(0);
    let text = String::from_utf8(bytes).unwrap();
    let newer = text.replacen('{', r#"{"added_later":{"a":[1]},"#, 1);
    let (operation, other) = Operation::open(newer.as_bytes()).unwrap();
    assert_ne!(other, hash);
    assert_eq!(other, blob::hash(newer.as_bytes()));
    assert_eq!(operation.seal().unwrap().hash, hash);
}

#[test]
fn a_body_nobody_knows_is_an_error_and_not_a_guess() {
    let (bytes, _) = chain().remove(4);
    let text = String::from_utf8(bytes).unwrap();
    let unknown = text.replace("\"confirm_point\"", "\"confirm_everything\"");
    assert_ne!(text, unknown);
    assert!(Operation::open(unknown.as_bytes()).is_err());
    for bytes in [&b""[..], b"{}", b"null", &text.as_bytes()[..text.len() - 1]] {
        assert!(Operation::open(bytes).is_err());
    }
}

#[test]
fn an_invalid_iin_in_a_body_is_refused_without_repeating_it() {
    let (bytes, _) = chain().remove(2);
    let text = String::from_utf8(bytes).unwrap();
    let wrong = text.replace(samples::IIN, "150314599000");
    assert_ne!(text, wrong);
    let error = Operation::open(wrong.as_bytes()).unwrap_err().to_string();
    assert!(!error.contains("150314599000"), "{error}");
}

#[test]
fn a_push_carries_the_sealed_bytes_as_text_unchanged() {
    let chain = chain();
    let push = Push {
        operations: chain
            .iter()
            .map(|(b, _)| String::from_utf8(b.clone()).unwrap())
            .collect(),
        device_signature: "00".repeat(64),
    };
    let json = serde_json::to_vec(&push).unwrap();
    let received: Push = serde_json::from_slice(&json).unwrap();
    for (text, (bytes, hash)) in received.operations.iter().zip(&chain) {
        assert_eq!(text.as_bytes(), bytes);
        assert_eq!(blob::hash(text.as_bytes()), *hash);
    }
}

#[test]
fn a_device_signs_its_purpose_and_every_hash_in_order() {
    let hashes: Vec<BlobHash> = chain().into_iter().map(|(_, hash)| hash).collect();
    let bytes = push_bytes(&hashes);
    assert!(bytes.starts_with(b"baqylau push v1\0"));
    assert_eq!(bytes.len(), PUSH_CONTEXT.len() + 32 * hashes.len());
    let mut turned = hashes.clone();
    turned.reverse();
    assert_ne!(push_bytes(&turned), bytes);
    assert_ne!(push_bytes(&hashes[1..]), bytes);
}

#[test]
fn a_hash_is_plain_sha256() {
    assert_eq!(
        blob::hash(b"abc").to_string(),
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
}
