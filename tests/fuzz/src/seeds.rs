//! Writes what the fuzzer begins with: sound files of every kind, made by the demonstration
//! authority, and those of НУЦ РК where the interoperability data is at hand.
//!
//! usage: seeds CORPUS [INTEROP]

use baqylau_fuzz::{DOCUMENT, Fixed, authority, now, validity};
use baqylau_signing::demo_ca::Holder;
use baqylau_signing::{
    DigestAlgorithm, KeyPurpose, PrivateKey, TimeStampRequest, ocsp_request, pem, sign_detached,
};
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let corpus = arguments.next().ok_or("usage: seeds CORPUS [INTEROP]")?;
    let keep = |target: &str, name: &str, octets: &[u8]| -> Result<(), Box<dyn Error>> {
        let folder = corpus.join(target);
        fs::create_dir_all(&folder)?;
        fs::write(folder.join(name), octets)?;
        Ok(())
    };
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
        keep("ocsp", &format!("{name}-request"), &request)?;
        let request = TimeStampRequest::new(DOCUMENT, DigestAlgorithm::Streebog512, [7; 8], None)?;
        keep("time_stamp", &format!("{name}-request"), &request.to_der())?;
    }
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
