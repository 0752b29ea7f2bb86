//! Containers of files signed together: what their list says, and what tries to break the reader.

use baqylau_signing::DigestAlgorithm;
use baqylau_signing::container::{Container, ContainerError, MANIFEST, PayloadState};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use proptest::prelude::*;
use std::io::{Cursor, Write as _};

const SIGNATURE: &str = "META-INF/signature-0a1b2c3d4e.cms";

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive
            .start_file(*name, zip::write::SimpleFileOptions::default())
            .expect("a name");
        archive.write_all(bytes).expect("written");
    }
    archive.finish().expect("a ZIP").into_inner()
}

fn entry(uri: &str, algorithm: &str, digest: &[u8]) -> String {
    let digest = STANDARD.encode(digest);
    format!(
        "<DataObjectReference URI=\"{uri}\" MimeType=\"text/plain\">\
         <ds:DigestMethod Algorithm=\"{algorithm}\"/>\
         <ds:DigestValue>\n {digest}\n</ds:DigestValue></DataObjectReference>"
    )
}

fn manifest(entries: &[String]) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<NCAManifest \
         xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><SigReference URI=\"{SIGNATURE}\"/>{}\
         </NCAManifest>",
        entries.concat()
    )
}

/// A container of one file, listed under a name and with a hash.
fn one(uri: &str, algorithm: &str, digest: &[u8]) -> Result<Container, ContainerError> {
    let list = manifest(&[entry(uri, algorithm, digest)]);
    Container::parse(&zip(&[
        ("акт 1.txt", b"act"),
        (MANIFEST, list.as_bytes()),
        (SIGNATURE, b"cms"),
    ]))
}

#[test]
fn hashes_are_compared_whatever_the_list_calls_the_function() {
    let xmlsec = "urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:gostr34112015-512";
    let cases = [
        (DigestAlgorithm::Streebog512, xmlsec),
        (DigestAlgorithm::Streebog512, "1.2.398.3.10.1.3.3"),
        (DigestAlgorithm::Streebog256, "urn:oid:1.2.398.3.10.1.3.2"),
        (
            DigestAlgorithm::Gost34311,
            "http://www.w3.org/2001/04/xmldsig-more#gost34311",
        ),
        (
            DigestAlgorithm::Sha256,
            "http://www.w3.org/2001/04/xmlenc#sha256",
        ),
    ];
    for (algorithm, name) in cases {
        for (bytes, state) in [
            (&b"act"[..], PayloadState::Intact),
            (b"other", PayloadState::Altered),
        ] {
            let digest = algorithm.hash(bytes).expect("calculated");
            for uri in ["акт 1.txt", "%D0%B0%D0%BA%D1%82%201.txt"] {
                let container = one(uri, name, &digest).expect("read");
                assert_eq!(container.payloads[0].state, state, "{name} {uri}");
                assert_eq!(container.payloads[0].name, "акт 1.txt");
                assert_eq!(container.signatures.len(), 1);
                assert_eq!(container.is_intact(), state == PayloadState::Intact);
            }
        }
    }
}

#[test]
fn a_weak_or_unknown_hash_makes_nothing_intact() {
    for name in [
        "http://www.w3.org/2000/09/xmldsig#sha1",
        "1.3.14.3.2.26",
        "urn:unknown",
        "",
    ] {
        let container = one("акт 1.txt", name, b"x").expect("read");
        assert_eq!(container.payloads[0].state, PayloadState::Unsupported);
        assert!(!container.is_intact());
    }
}

#[test]
fn a_file_absent_or_added_is_told() {
    let hash = DigestAlgorithm::Sha256.hash(b"act").expect("calculated");
    let sha = "http://www.w3.org/2001/04/xmlenc#sha256";
    let list = manifest(&[entry("gone.txt", sha, &hash), entry("a.txt", sha, &hash)]);
    let container = Container::parse(&zip(&[
        ("a.txt", b"act"),
        ("more.txt", b"?"),
        ("META-INF/other.xml", b"?"),
        (MANIFEST, list.as_bytes()),
    ]))
    .expect("read");
    let states: Vec<PayloadState> = container.payloads.iter().map(|one| one.state).collect();
    assert_eq!(states, [PayloadState::Missing, PayloadState::Intact]);
    assert_eq!(container.unlisted, ["more.txt", "META-INF/other.xml"]);
    assert!(!container.is_intact());
    assert_eq!(container.manifest, list.as_bytes());
}

#[test]
fn what_is_no_container_or_a_hostile_one_is_refused() {
    let check = |files: &[(&str, &[u8])]| Container::parse(&zip(files)).map(drop);
    let plain = manifest(&[entry("a", "1.2.398.3.10.1.3.3", b"x")]);
    let list = plain.as_bytes();
    assert_eq!(
        check(&[("a.txt", b"x")]),
        Err(ContainerError::NotAContainer)
    );
    assert_eq!(
        Container::parse(b"%PDF").map(drop),
        Err(ContainerError::NotAContainer)
    );
    for name in ["../a", "/etc/a", "a\\b"] {
        let refused = check(&[(name, b"x"), (MANIFEST, list)]);
        assert_eq!(refused, Err(ContainerError::Names), "{name}");
    }
    let twice = manifest(&[
        entry("a", "1.2.398.3.10.1.3.3", b"x"),
        entry("a", "1.2.398.3.10.1.3.3", b"y"),
    ]);
    let entity = plain.replace(
        "<NCAManifest",
        "<!DOCTYPE a [<!ENTITY b \"c\">]><NCAManifest",
    );
    let nested = plain.replace(
        "<ds:DigestMethod",
        "<DataObjectReference URI=\"b\"><ds:DigestMethod",
    );
    for list in [&twice, &entity, &nested, "", "<a/>", "<NCAManifest>"] {
        let refused = check(&[("a", b"x"), (MANIFEST, list.as_bytes())]);
        assert_eq!(refused, Err(ContainerError::Manifest), "{list}");
    }
    // Thirty mebibytes of nothing pack into a few kilobytes, ten times over.
    let nothing = vec![0; 30 * 1024 * 1024];
    let names: Vec<String> = (0..10).map(|n| format!("{n}.bin")).collect();
    let mut files: Vec<(&str, &[u8])> = names
        .iter()
        .map(|name| (name.as_str(), nothing.as_slice()))
        .collect();
    files.push((MANIFEST, list));
    assert_eq!(check(&files), Err(ContainerError::TooLarge));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_change_of_a_container_panics(at in 0..2000_usize, to in any::<u8>(), cut in 0..2000_usize) {
        let list = manifest(&[entry("a", "1.2.398.3.10.1.3.3", b"x")]);
        let mut bytes = zip(&[("a", b"x"), (MANIFEST, list.as_bytes()), (SIGNATURE, b"c")]);
        let length = bytes.len();
        bytes[at % length] = to;
        let _ = Container::parse(&bytes);
        bytes.truncate(cut % length);
        let _ = Container::parse(&bytes);
    }

    #[test]
    fn no_list_panics(list in "[<>/=\"a-zA-Z&;:! ]{0,80}") {
        let _ = Container::parse(&zip(&[(MANIFEST, list.as_bytes())]));
    }
}
