//! Verifying what people bring, and cards made and read back, without a store and a registry.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test may stop and tell"
)]

use baqylau_client::report::{Kind, KnownBy, Level, Remark, Report, Source, as_text};
use baqylau_client::ui::VerdictStatus;
use baqylau_client::{Believed, make_card, verify_files, write_report};
use baqylau_documents::embedded::embedded_files;
use baqylau_domain::Moment;
use baqylau_locale::{Language, Locale};
use baqylau_signing::demo_ca::{DemoCa, Holder, Validity};
use baqylau_signing::{
    CheckKind, Detail, KeyFile, KeyPurpose, Outcome, PrivateKey, Status, sign_detached,
};
use chrono::{TimeDelta, TimeZone, Utc};
use rand_core::OsRng;
use sha2::{Digest, Sha256};
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};

fn now() -> Moment {
    Utc.with_ymd_and_hms(2026, 11, 22, 9, 0, 0).unwrap()
}

/// A folder with a document, two detached signatures over it and the authority.
struct Bench {
    folder: tempfile::TempDir,
    keys: Vec<KeyFile>,
}

const DOCUMENT: &str = "{\"акт\":\"№ 1\"}\n";

impl Bench {
    fn new() -> Self {
        let validity = Validity {
            from: now() - TimeDelta::days(10),
            until: now() + TimeDelta::days(300),
        };
        let key = || PrivateKey::generate_gost(&mut OsRng).unwrap();
        let ca = DemoCa::with_key(key(), validity, &mut OsRng).unwrap();
        let keys: Vec<KeyFile> = ["СЕЙТҚАЗЫ", "ҺАМИТОВ"]
            .into_iter()
            .zip(["900101300123", "850202400456"])
            .map(|(surname, iin)| {
                let holder = Holder {
                    surname: surname.to_owned(),
                    name: "ӨМІРБЕК".to_owned(),
                    patronymic: Some("ҒАЛЫМҰЛЫ".to_owned()),
                    iin: iin.to_owned(),
                    organisation: None,
                    roles: Vec::new(),
                };
                let pair = ca
                    .issue(&holder, KeyPurpose::Binding, key(), validity, &mut OsRng)
                    .unwrap();
                let p12 = pair.to_pkcs12("Qwerty12", 64, &mut OsRng).unwrap();
                KeyFile::open(&p12, "Qwerty12").unwrap()
            })
            .collect();
        let bench = Self {
            folder: tempfile::tempdir().unwrap(),
            keys,
        };
        let anchors: String = ca.trust_store().anchors().map(|one| one.to_pem()).collect();
        bench.write("authorities.pem", anchors.as_bytes());
        bench.write("акт.json", DOCUMENT.as_bytes());
        for (index, cms) in bench.signed(DOCUMENT.as_bytes()).iter().enumerate() {
            bench.write(&format!("{index}.cms"), cms);
        }
        bench
    }

    fn signed(&self, content: &[u8]) -> Vec<Vec<u8>> {
        self.keys
            .iter()
            .map(|key| sign_detached(key, content, now(), &mut OsRng).unwrap())
            .collect()
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    fn believed(&self) -> Believed {
        Believed {
            anchors: vec![self.path("authorities.pem")],
            demonstration: true,
            lists: Vec::new(),
        }
    }

    fn verify(&self, names: &[&str]) -> Result<Report, String> {
        let paths: Vec<PathBuf> = names.iter().map(|name| self.path(name)).collect();
        verify_files(&paths, &self.believed(), now()).map_err(|error| error.user().key)
    }

    fn card(&self, document: &str, signatures: &[&str]) -> Result<Report, String> {
        let signatures: Vec<PathBuf> = signatures.iter().map(|name| self.path(name)).collect();
        make_card(
            &self.path(document),
            &signatures,
            &self.believed(),
            Language::Kk,
            &self.path("card.pdf"),
            now(),
        )
        .map_err(|error| error.user().key)
    }
}

#[test]
fn a_card_is_read_back_with_every_byte_and_every_signature() {
    let bench = Bench::new();
    let made = bench.card("акт.json", &["0.cms", "1.cms"]).unwrap();
    assert_eq!(made.status, VerdictStatus::Valid);
    let read = bench.verify(&["card.pdf"]).unwrap();
    assert_eq!((read.kind, read.status), (Kind::Card, VerdictStatus::Valid));
    assert_eq!(read.signatures.len(), 2);
    let inside: Vec<&[u8]> = read.inside.iter().map(|(_, bytes)| &**bytes).collect();
    let file = |name: &str| std::fs::read(bench.path(name)).unwrap();
    assert_eq!(
        inside,
        [DOCUMENT.as_bytes(), &file("0.cms"), &file("1.cms")]
    );
    // Neither has a time stamp, which a card demands.
    let numbers = vec![1, 2];
    assert_eq!(read.remarks, [Remark::CardIncomplete { numbers }]);
    assert!(read.signatures.iter().all(|one| one.level == Level::Basic));
    assert!(
        read.signatures
            .iter()
            .all(|one| one.known == KnownBy::NotNeeded)
    );

    let words = as_text(&read, &Locale::new(Language::Ru));
    assert!(words.contains("СЕЙТҚАЗЫ ӨМІРБЕК ҒАЛЫМҰЛЫ"), "{words}");
    assert!(!words.contains("900101300123"), "ИИН are masked on screens");
    assert!(!format!("{read:?}").contains("СЕЙТҚАЗЫ"));
    write_report(&read, Language::En, &bench.path("report.pdf")).unwrap();
    assert!(file("report.pdf").starts_with(b"%PDF-"));
}

#[test]
fn files_given_in_any_order_are_sorted_out_by_what_they_are() {
    let bench = Bench::new();
    bench.write("other.txt", b"another document");
    let report = bench
        .verify(&["1.cms", "other.txt", "акт.json", "0.cms"])
        .unwrap();
    assert_eq!(report.kind, Kind::Detached);
    assert_eq!(report.status, VerdictStatus::Valid, "{report:?}");
    let document = report.document.as_ref().unwrap();
    assert_eq!(document.name, "акт.json");
    let alone = bench.verify(&["0.cms"]).unwrap();
    assert_eq!(alone.status, VerdictStatus::NotFullyChecked);
    assert!(alone.document.is_none());
    assert_eq!(
        bench.verify(&["акт.json"]).unwrap_err(),
        "client-verify-nothing-signed"
    );
}

#[test]
fn no_card_is_made_of_another_document_or_of_a_file_that_is_no_signature() {
    let bench = Bench::new();
    bench.write("changed.json", DOCUMENT.replace('1', "2").as_bytes());
    bench.write("run.sh", DOCUMENT.as_bytes());
    assert_eq!(
        bench.card("changed.json", &["0.cms"]).unwrap_err(),
        "client-verify-another-document"
    );
    assert_eq!(
        bench.card("акт.json", &["0.cms", "акт.json"]).unwrap_err(),
        "signing-error-not-a-signature"
    );
    assert_eq!(
        bench.card("run.sh", &["0.cms"]).unwrap_err(),
        "client-verify-program"
    );
    assert!(!bench.path("card.pdf").exists(), "nothing is half made");
}

#[test]
fn a_card_whose_inside_was_changed_is_never_valid() {
    let bench = Bench::new();
    bench.card("акт.json", &["0.cms", "1.cms"]).unwrap();
    let card = std::fs::read(bench.path("card.pdf")).unwrap();
    let whole = embedded_files(&card).unwrap();
    // Streams of files stand where `EmbeddedFile` is said of them; a few octets from everywhere.
    let mut spoilt = 0;
    for step in 0..120 {
        let mut bytes = card.clone();
        let at = step * bytes.len() / 120;
        bytes[at] ^= 0x55;
        bench.write("spoilt.pdf", &bytes);
        match bench.verify(&["spoilt.pdf"]) {
            Ok(report) if report.status == VerdictStatus::Valid => {
                let same = embedded_files(&bytes).unwrap();
                let inside = |files: &[baqylau_documents::embedded::Embedded]| {
                    files
                        .iter()
                        .map(|file| file.bytes.clone())
                        .collect::<Vec<_>>()
                };
                let (left, all) = (inside(&same), inside(&whole));
                assert!(left.iter().all(|file| all.contains(file)), "octet {at}");
            }
            Ok(_) | Err(_) => spoilt += 1,
        }
    }
    println!("{spoilt} of 120 changes were noticed");
}

fn container(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive
            .start_file(*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn listed(name: &str, bytes: &[u8]) -> String {
    use base64::Engine as _;
    let digest = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(bytes));
    format!(
        "<asic:DataObjectReference URI=\"{name}\"><ds:DigestMethod \
         Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/>\
         <ds:DigestValue>{digest}</ds:DigestValue></asic:DataObjectReference>"
    )
}

#[test]
fn a_container_is_valid_only_with_every_file_it_lists_and_none_besides() {
    let bench = Bench::new();
    let manifest = format!(
        "<?xml version=\"1.0\"?><asic:ASiCManifest xmlns:asic=\"a\" xmlns:ds=\"d\">\
         <asic:SigReference URI=\"META-INF/signature-00000000aa.cms\"/>{}{}</asic:ASiCManifest>",
        listed("акт.json", DOCUMENT.as_bytes()),
        listed("photo 1.jpg", b"photo"),
    );
    let manifest = manifest.as_bytes();
    let cms = bench.signed(manifest).remove(0);
    let whole: Vec<(&str, &[u8])> = vec![
        ("акт.json", DOCUMENT.as_bytes()),
        ("photo 1.jpg", b"photo"),
        ("META-INF/NCAManifest.xml", manifest),
        ("META-INF/signature-00000000aa.cms", &cms),
    ];
    let verify = |files: &[(&str, &[u8])]| {
        bench.write("pack.zip", &container(files));
        bench.verify(&["pack.zip"])
    };
    let report = verify(&whole).unwrap();
    assert_eq!(
        (report.kind, report.status),
        (Kind::Container, VerdictStatus::Valid)
    );
    assert_eq!(report.inside.len(), 3);
    let mut altered = whole.clone();
    altered[1].1 = b"other";
    assert_eq!(verify(&altered).unwrap().status, VerdictStatus::Invalid);
    let mut missing = whole.clone();
    missing.remove(0);
    assert_eq!(verify(&missing).unwrap().status, VerdictStatus::Invalid);
    let mut more = whole.clone();
    more.push(("unsigned.txt", b"?"));
    assert_eq!(verify(&more).unwrap().status, VerdictStatus::Invalid);
    let unsigned = &whole[..3];
    assert_eq!(
        verify(unsigned).unwrap_err(),
        "client-verify-nothing-signed"
    );
}

fn interop(name: &str) -> Option<PathBuf> {
    let root = std::env::var_os("BAQYLAU_INTEROP").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/interop"),
        PathBuf::from,
    );
    let path = root.join("kzpki").join(name);
    if path.is_file() {
        Some(path)
    } else {
        println!("skipped: no {name} in the interoperability data");
        None
    }
}

fn national(lists: Vec<PathBuf>) -> Option<Believed> {
    let anchors = [
        "ca/root_gost_2022.pem",
        "ca/nca_gost_2022.pem",
        "ca/root_test_gost_2022.cer",
        "ca/nca_gost2022_test.cer",
        "ca/ncanode_ca_nca_gost2015_test.cer",
    ];
    let anchors = anchors
        .into_iter()
        .map(interop)
        .collect::<Option<Vec<PathBuf>>>()?;
    Some(Believed {
        anchors,
        demonstration: false,
        lists,
    })
}

fn outcome(report: &Report, kind: CheckKind) -> (Outcome, Option<Detail>) {
    let check = report.signatures[0].verdict.check(kind).unwrap();
    (check.outcome, check.detail.clone())
}

/// Kalkan's signature with its time stamp: made into a card, read back, judged at the moment its
/// stamp proves. The list at hand is younger than the signature, so revocation stays open.
#[test]
fn a_kalkan_signature_goes_into_a_card_and_comes_back_verified_at_its_stamp() {
    let (Some(document), Some(cms), Some(list)) = (
        interop("cms/individual_document.txt"),
        interop("cms/individual_detached.der"),
        interop("crl/nca_gost2022_test.crl"),
    ) else {
        return;
    };
    let Some(believed) = national(vec![list]) else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let card = folder.path().join("card.pdf");
    let signatures = [cms.clone()];
    make_card(
        &document,
        &signatures,
        &believed,
        Language::Ru,
        &card,
        now(),
    )
    .unwrap();
    let report = verify_files(&[card], &believed, now()).unwrap();
    assert_eq!(report.kind, Kind::Card);
    for kind in [
        CheckKind::Digest,
        CheckKind::Signature,
        CheckKind::CertificateReference,
        CheckKind::Chain,
        CheckKind::Validity,
        CheckKind::KeyUsage,
        CheckKind::TimeStamp,
    ] {
        assert_eq!(outcome(&report, kind), (Outcome::Passed, None), "{kind:?}");
    }
    let one = &report.signatures[0];
    assert_eq!(one.level, Level::Stamped);
    assert_eq!(one.verdict.stamped_at, Some(one.verdict.reference_time));
    assert_eq!(one.stamps[0].at, one.verdict.reference_time);
    assert!(one.stamps[0].by.is_some());
    assert_ne!(one.verdict.status, Status::Invalid);
    assert_eq!(&*one.cms, &std::fs::read(cms).unwrap()[..]);
    let given = std::fs::read(document).unwrap();
    assert_eq!(&*report.inside[0].1, &given[..]);
}

/// A key file of the test authority signs, the card carries it, and the list says it is good.
#[test]
fn a_national_key_signs_and_its_card_is_valid_with_the_list_of_its_authority() {
    let (Some(p12), Some(list)) = (
        interop("p12/legal-valid-head.p12"),
        interop("crl/nca_gost2022_test.crl"),
    ) else {
        return;
    };
    let Some(believed) = national(vec![list]) else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let key = KeyFile::open(&std::fs::read(p12).unwrap(), "Qwerty12").unwrap();
    std::fs::write(at("act.json"), DOCUMENT).unwrap();
    let cms = sign_detached(&key, DOCUMENT.as_bytes(), now(), &mut OsRng).unwrap();
    std::fs::write(at("act.cms"), cms).unwrap();
    make_card(
        &at("act.json"),
        &[at("act.cms")],
        &believed,
        Language::Kk,
        &at("card.pdf"),
        now(),
    )
    .unwrap();
    let report = verify_files(&[at("card.pdf")], &believed, now()).unwrap();
    assert_eq!(report.status, VerdictStatus::Valid);
    let one = &report.signatures[0];
    assert_eq!((one.level, one.known), (Level::Basic, KnownBy::Brought));
    assert!(matches!(
        one.sources.as_slice(),
        [Source::List {
            entry: false,
            delta: false,
            ..
        }]
    ));
    let without = national(Vec::new()).unwrap();
    let report = verify_files(&[at("card.pdf")], &without, now()).unwrap();
    assert_eq!(report.status, VerdictStatus::NotFullyChecked);
}

/// Two signers of two kinds of keys in one file that holds its document.
#[test]
fn every_signer_of_a_foreign_file_is_judged() {
    let Some(cms) = interop("cms/ncanode_signed_cms.der") else {
        return;
    };
    let report = verify_files(&[cms], &Believed::default(), now()).unwrap();
    assert_eq!(report.kind, Kind::Attached);
    assert_eq!(report.signatures.len(), 2);
    assert_eq!(&*report.inside[0].1, b"test123");
    for one in &report.signatures {
        // Both certificates have expired since, and no time stamp says that they had not then.
        assert_eq!(one.verdict.status, Status::Invalid);
        for kind in [CheckKind::Digest, CheckKind::Signature] {
            let check = one.verdict.check(kind).unwrap();
            assert_eq!(check.outcome, Outcome::Passed, "{kind:?}");
        }
    }
}
