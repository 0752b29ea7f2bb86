//! The main job from order to consequence, as the tour does it, and what others say of its
//! results: qpdf, pdftotext and openssl.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a test may stop and tell"
)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Runs a foreign tool, or says that it isn't here.
fn tool(name: &str, args: &[&str]) -> Option<Output> {
    match Command::new(name).args(args).output() {
        Ok(output) => Some(output),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            assert!(
                std::env::var_os("CI").is_none(),
                "{name} must be there in CI"
            );
            println!("skipped: {name} is not installed");
            None
        }
        Err(error) => panic!("{name}: {error}"),
    }
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.to_string_lossy().ends_with(ending))
        .collect();
    found.sort();
    found
}

#[test]
fn a_visit_goes_from_order_to_suspension_and_its_papers_satisfy_others() {
    let out = tempfile::tempdir().expect("a folder");
    let mut told = Vec::new();
    baqylau_desktop::tour::run(out.path(), true, &mut |line| told.push(line.to_owned()))
        .unwrap_or_else(|error| panic!("{error}\n{}", told.join("\n")));
    let pictures = files(out.path(), ".png").len();
    assert!(pictures >= 15, "{pictures} pictures");

    for name in [
        "act-kk.pdf",
        "act-ru.pdf",
        "act-en.pdf",
        "prescription-ru.pdf",
    ] {
        let path = out.path().join(name);
        if let Some(checked) = tool("qpdf", &["--check", text(&path)]) {
            let words = String::from_utf8_lossy(&checked.stdout).into_owned();
            assert!(checked.status.success(), "{name}: {words}");
        }
    }
    let act = out.path().join("act-kk.pdf");
    if let Some(read) = tool("pdftotext", &["-layout", text(&act), "-"]) {
        let words = String::from_utf8(read.stdout).expect("UTF-8");
        // Capitals as far as this act has words that begin with them: none begins with Ң.
        for letter in ['Қ', 'І', 'ә', 'ғ', 'қ', 'ң', 'ө', 'ұ', 'ү', 'і'] {
            let found = words.contains(letter);
            assert!(found, "{letter} does not come back from the Kazakh act");
        }
        assert!(
            words.contains("A04") && words.contains("B07"),
            "the violations are printed"
        );
    }
    verify_with_openssl(out.path());
}

/// Every member's CMS verifies against the demonstration authority, and not over other bytes.
fn verify_with_openssl(folder: &Path) {
    let signatures = files(folder, ".cms");
    assert_eq!(signatures.len(), 4, "one CMS for every member who signs");
    let original = files(folder, "act.json").pop().expect("the signed bytes");
    let authority = files(folder, "authorities.pem")
        .pop()
        .expect("the demonstration authority");
    let altered = folder.join("altered.json");
    let mut bytes = std::fs::read(&original).expect("the act");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&altered, bytes).expect("a copy");
    for cms in &signatures {
        let verify = |content: &Path| {
            tool(
                "openssl",
                &[
                    "cms",
                    "-verify",
                    "-binary",
                    "-inform",
                    "DER",
                    "-in",
                    text(cms),
                    "-content",
                    text(content),
                    "-CAfile",
                    text(&authority),
                    "-purpose",
                    "any",
                    "-out",
                    "/dev/null",
                ],
            )
        };
        let Some(genuine) = verify(&original) else {
            return;
        };
        let words = String::from_utf8_lossy(&genuine.stderr).into_owned();
        assert!(genuine.status.success(), "{}: {words}", cms.display());
        let forged = verify(&altered).expect("openssl was there a moment ago");
        assert!(!forged.status.success(), "a changed byte must not verify");
    }
}
