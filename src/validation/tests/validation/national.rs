//! The published test material of the national authority, where it is at hand.

use baqylau_signing::{
    Certificate, KeyFile, Status, TrustStore, VerificationPolicy, sign_detached, verify_with,
};
use baqylau_validation::{
    Addresses, Carried, MemoryShelf, Transport, TransportError, TransportRequest, Validation,
};
use chrono::{DateTime, TimeZone, Utc};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

/// Nobody answers; who was asked is remembered.
#[derive(Default)]
struct Nobody(Mutex<Vec<String>>);

impl Transport for Nobody {
    fn carry(&self, request: TransportRequest) -> Carried<'_> {
        self.0.lock().unwrap().push(request.address);
        Box::pin(async { Err(TransportError::Unreachable) })
    }
}

fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("BAQYLAU_INTEROP").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/interop"),
        PathBuf::from,
    );
    let folder = folder.join("kzpki");
    folder.is_dir().then_some(folder)
}

fn moment() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 21, 12, 0, 0).unwrap()
}

#[tokio::test]
async fn keys_of_the_national_test_authority_are_judged_by_its_imported_list() {
    let Some(folder) = folder() else {
        println!("skipped: no test material of the national authority");
        return;
    };
    let read = |name: &str| std::fs::read(folder.join(name)).unwrap();
    let certificate = |name: &str| Certificate::parse(&read(name)).unwrap();
    let mut trust = TrustStore::new();
    let names: Vec<String> = std::fs::read_dir(folder.join("ca"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let named = |part: &str| {
        let name = names.iter().find(|name| name.contains(part)).unwrap();
        certificate(&format!("ca/{name}"))
    };
    trust.add_anchor(named("root_test_gost_2022"));
    trust.add_intermediate(named("nca_gost2022_test"));
    let nobody = Arc::new(Nobody::default());
    let validation = Validation::new(
        nobody.clone(),
        Arc::new(MemoryShelf::new()),
        Addresses::default(),
    );
    let list = read("crl/nca_gost2022_test.crl");
    let imported = validation.import_list(&list, &trust, moment()).unwrap();
    assert_eq!(imported.entries, 195);

    let mut seen = 0;
    for entry in std::fs::read_dir(folder.join("p12")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let valid = [
            "individual-valid-individual_valid",
            "legal-valid-head",
            "legal-valid-employee_signright",
            "legal-valid-treasury_client",
        ]
        .contains(&name.as_str());
        let revoked = name.contains("-revoked-")
            || ["legal-valid-employee", "legal-valid-infosystem"].contains(&name.as_str());
        if !valid && !revoked {
            continue;
        }
        seen += 1;
        let key = KeyFile::open(&std::fs::read(&path).unwrap(), "Qwerty12").unwrap();
        let cms = sign_detached(&key, b"act", moment(), &mut rand_core::OsRng).unwrap();
        let kept = validation.from_shelf(&cms, &trust, moment());
        let policy = VerificationPolicy::binding();
        let verdict = verify_with(
            &cms,
            Some(b"act"),
            &trust,
            &policy,
            &kept.evidence,
            moment(),
        );
        let expected = if valid {
            Status::Valid
        } else {
            Status::Invalid
        };
        assert_eq!(verdict.status, expected, "{name}: {verdict:#?}");
    }
    assert!(seen > 6, "{seen} keys");
    assert!(nobody.0.lock().unwrap().is_empty());

    // Online, the service the certificate names is asked before anybody else.
    let key = KeyFile::open(&read("p12/legal-valid-head.p12"), "Qwerty12").unwrap();
    let cms = sign_detached(&key, b"act", moment(), &mut rand_core::OsRng).unwrap();
    validation.evidence(&cms, &trust, moment()).await;
    let asked = nobody.0.lock().unwrap().clone();
    let own = key.certificate().revocation_addresses();
    assert!(!own.ocsp.is_empty());
    assert_eq!(asked.first(), own.ocsp.first());
}
