//! Writes what the fuzzer begins with: sound files of every kind, made by the demonstration
//! authority, and those of НУЦ РК where the interoperability data is at hand.
//!
//! usage: seeds CORPUS [INTEROP]

use baqylau_documents::card::codes::parts;
use baqylau_fuzz::{DOCUMENT, Fixed, authority, now, services, validity};
use baqylau_signing::demo_ca::Holder;
use baqylau_signing::demo_services::{ListTimes, Standing};
use baqylau_signing::{
    DigestAlgorithm, KeyPurpose, PrivateKey, TimeStampRequest, ocsp_request, pem, sign_detached,
};
use std::error::Error;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// A document of every method of LMS, in their order: name, heading, a row. Nobody has this number.
const LMS: [(&str, &str, &str); 6] = [
    (
        "contingent",
        r#""school_id":"S","year":2026,"month":11"#,
        r#"{"iin":"150314599009","grade":5,"birth_date":"2015-03-14","study":"home"}"#,
    ),
    (
        "grades",
        r#""school_id":"S","year":2026,"quarter":1"#,
        r#"{"iin":"150314599009","grade":5,"grades":[{"subject":"m","kind":"number","value":9}]}"#,
    ),
    (
        "teachers",
        r#""school_id":"S","year":2026,"month":11"#,
        r#"{"iin":"150314599009","subjects":[{"subject":"m","hours":40}]}"#,
    ),
    (
        "contracts",
        r#""school_id":"S","year":2026,"month":11"#,
        r#"{"iin":"150314599009","number":"1","date":"2026-09-01","from":"2026-09-01","to":"2027-06-30","study":"full_time","level":"bachelor","programme":"B057","groups":["G"]}"#,
    ),
    (
        "schedule",
        r#""school_id":"S","year":2026,"month":11"#,
        r#"{"group":"G","lesson":"1","begins":"2026-11-02T09:00:00+05:00","ends":"2026-11-02T10:30:00+05:00","distance":false}"#,
    ),
    (
        "marks",
        r#""school_id":"S","year":2026,"month":11,"day":2"#,
        r#"{"iin":"150314599009","lesson":"1","at":"2026-11-02T09:05:00+05:00"}"#,
    ),
];

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let corpus = arguments.next().ok_or("usage: seeds CORPUS [INTEROP]")?;
    let keep = |target: &str, name: &str, octets: &[u8]| -> Result<(), Box<dyn Error>> {
        let folder = corpus.join(target);
        fs::create_dir_all(&folder)?;
        fs::write(folder.join(name), octets)?;
        Ok(())
    };
    for (place, (name, heading, row)) in (0u8..).zip(LMS) {
        let object = format!("{{{heading},\"rows\":[{row},{row}]}}");
        let lines = format!("{{{heading}}}\n{row}\n");
        keep("lms", name, &[&[place], object.as_bytes()].concat())?;
        keep(
            "lms",
            &format!("{name}-lines"),
            &[&[place | 0x40], lines.as_bytes()].concat(),
        )?;
    }
    let rng = &mut Fixed::new(2);
    let holder = Holder {
        surname: "ТЕСТОВ".into(),
        name: "ТЕСТ".into(),
        patronymic: None,
        iin: "123456789011".into(),
        organisation: None,
        roles: Vec::new(),
    };
    for (name, key) in [
        ("gost", PrivateKey::generate_gost(rng)?),
        ("rsa", PrivateKey::generate_rsa()?),
    ] {
        keep("private_key", name, &key.to_pkcs8()?)?;
        let pair = authority().issue(&holder, KeyPurpose::Binding, key, validity(), rng)?;
        keep("certificate", name, pair.certificate().der())?;
        keep("pem", name, pair.certificate().to_pem().as_bytes())?;
        keep("key_file", name, &pair.to_pkcs12("Qwerty12", 1, rng)?)?;
        let signature = sign_detached(&pair, DOCUMENT, now(), rng)?;
        keep("signature_file", name, &signature)?;
        let armoured = pem::encode("CMS", &signature).replace('\n', "\\n");
        let frames = format!(
            "{{\"result\":{{\"version\":\"1.4\"}}}}\n{{\"status\":true,\"body\":{{\"result\":[\"{armoured}\"]}}}}"
        );
        keep("ncalayer", name, frames.as_bytes())?;
        let request = ocsp_request(pair.certificate(), authority().certificate(), &[7; 8]);
        keep("requests", &format!("{name}-ocsp"), &request)?;
        let answer = services().answer(&request, &|_| Standing::Good, now(), rng)?;
        keep("ocsp", name, &answer)?;
        let request = TimeStampRequest::new(DOCUMENT, DigestAlgorithm::Streebog512, [7; 8], None)?;
        keep("requests", &format!("{name}-stamp"), &request.to_der())?;
        keep(
            "time_stamp",
            name,
            &services().stamp(&request.to_der(), now(), rng)?,
        )?;
        let codes = parts(9, &signature)?.join("\n");
        keep("codes", name, codes.as_bytes())?;
        keep("container", name, &container(&signature)?)?;
    }
    let times = ListTimes {
        number: 2,
        base: None,
        this_update: now(),
        next_update: now() + chrono::TimeDelta::days(7),
    };
    keep("revocation", "whole", &services().list(&times, &[], rng)?)?;
    let supplement = ListTimes {
        base: Some(1),
        ..times
    };
    keep(
        "revocation",
        "supplement",
        &services().list(&supplement, &[], rng)?,
    )?;
    keep("card", "pdf", PDF)?;
    for (name, text) in [
        ("greeting", r#"{"result":{"version":"1.4"}}"#),
        ("array", r#"{"status":true,"body":{"result":["MIIB"]}}"#),
        (
            "text",
            r#"{"status":true,"body":{"result":"-----BEGIN CMS-----\nMIIB\n-----END CMS-----\n"}}"#,
        ),
        ("cancel", r#"{"status":true,"body":{}}"#),
        ("clone", r#"{"status":false,"code":"USER_CANCELED"}"#),
        ("old", r#"{"responseObject":"MIIB","code":"200"}"#),
        ("error", r#"{"code":"500","message":"action.canceled"}"#),
        ("heartbeat", "--heartbeat--"),
        (
            "missing",
            r#"{"success":false,"errorCode":"MODULE_NOT_FOUND"}"#,
        ),
    ] {
        keep("ncalayer", name, text.as_bytes())?;
    }
    if let Some(interop) = arguments.next() {
        let kzpki = interop.join("kzpki");
        for (folder, target) in [
            ("p12", "key_file"),
            ("ca", "certificate"),
            ("ca", "pem"),
            ("cms", "signature_file"),
            ("crl", "revocation"),
            ("ocsp", "ocsp"),
            ("tsp", "time_stamp"),
        ] {
            for (name, octets) in files(&kzpki.join(folder))? {
                keep(target, &name, &octets)?;
            }
        }
    }
    Ok(())
}

/// A document with a file inside.
const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(a.txt) 3 0 R]>>>>>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n3 0 obj\n<</Type/Filespec/F(a.txt)/UF(a.txt)/EF<</F 4 0 R>>>>\nendobj\n4 0 obj\n<</Type/EmbeddedFile/Length 5>>\nstream\nhello\nendstream\nendobj\ntrailer\n<</Root 1 0 R/Size 5>>\n%%EOF\n";

/// A container as KalkanCrypt writes them, but for the signature, which is over something else.
fn container(signature: &[u8]) -> Result<Vec<u8>, Box<dyn Error>> {
    let digest = DigestAlgorithm::Sha256.hash(DOCUMENT)?;
    let digest = pem::encode("X", &digest)
        .lines()
        .filter(|line| !line.starts_with('-'))
        .collect::<String>();
    let manifest = format!(
        "<?xml version=\"1.0\"?><NCAManifest><SigReference URI=\"META-INF/signature-0a1b2c3d4e.cms\"/>\
         <DataObjectReference URI=\"act.json\">\
         <DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/>\
         <DigestValue>{digest}</DigestValue></DataObjectReference></NCAManifest>"
    );
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, bytes) in [
        ("act.json", DOCUMENT),
        ("META-INF/NCAManifest.xml", manifest.as_bytes()),
        ("META-INF/signature-0a1b2c3d4e.cms", signature),
    ] {
        archive.start_file(name, options)?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

/// The files of a folder; none where it isn't.
fn files(folder: &Path) -> Result<Vec<(String, Vec<u8>)>, Box<dyn Error>> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Ok(Vec::new());
    };
    let mut found = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if let Some(name) = path.file_name().and_then(|name| name.to_str()) {
            found.push((name.to_owned(), fs::read(&path)?));
        }
    }
    Ok(found)
}
