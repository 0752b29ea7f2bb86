//! The main job from order to consequence, as the tour does it, and what others say of its
//! results: qpdf, pdftotext and openssl.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a test may stop and tell"
)]

use std::collections::BTreeSet;
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

    verdicts_are_printed(out.path());
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
    if let Some(read) = tool("pdftotext", &[text(&act), "-"]) {
        let words = String::from_utf8(read.stdout).expect("UTF-8");
        kazakh_comes_back(out.path(), &words);
        assert!(
            words.contains("A04") && words.contains("B07"),
            "the violations are printed"
        );
    }
    verify_with_openssl(out.path());
}

/// Every word of the signed act with a letter only Kazakh has is in the text of the print.
fn kazakh_comes_back(folder: &Path, printed: &str) {
    let letters = "әғқңөұүһіӘҒҚҢӨҰҮҺІ";
    // Words broken at the end of a line are whole again without breaks and hyphens.
    let whole = |text: &str| -> String {
        let kept = text
            .chars()
            .filter(|c| !c.is_whitespace() && !"-\u{ad}".contains(*c));
        kept.collect::<String>().to_lowercase()
    };
    let printed = whole(printed);
    let signed = files(folder, "act.json").pop().expect("the signed bytes");
    let signed: serde_json::Value =
        serde_json::from_slice(&std::fs::read(signed).expect("the act")).expect("JSON");
    let mut texts = Vec::new();
    texts_of(&signed, &mut texts);
    let words: BTreeSet<&str> = texts
        .iter()
        .flat_map(|text| text.split(|c: char| !c.is_alphabetic()))
        .filter(|word| word.contains(|c| letters.contains(c)))
        .collect();
    let used: BTreeSet<char> = words.iter().flat_map(|word| word.chars()).collect();
    for letter in "әғқңөұүіӘҒҚӨҰҮІ".chars() {
        assert!(used.contains(&letter), "{letter} isn't tried by this act");
    }
    assert!(words.len() > 300, "{}", words.len());
    let lost: Vec<_> = words
        .iter()
        .filter(|word| !printed.contains(&whole(word)))
        .collect();
    assert!(lost.is_empty(), "not in the print: {lost:?}");
}

fn texts_of<'v>(value: &'v serde_json::Value, texts: &mut Vec<&'v str>) {
    match value {
        serde_json::Value::String(text) => texts.push(text),
        serde_json::Value::Array(values) => {
            values.iter().for_each(|value| texts_of(value, texts));
        }
        serde_json::Value::Object(fields) => {
            fields.values().for_each(|value| texts_of(value, texts));
        }
        _ => {}
    }
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

/// `baqylau verify` over the papers of the tour: sound, with one byte changed, without anybody to
/// believe, and not a signature at all.
fn verdicts_are_printed(out: &Path) {
    use baqylau_desktop::{checking, cli};
    let locale = baqylau_locale::Locale::new(baqylau_locale::Language::Ru);
    let run = |cms: &Path, content: &Path, more: &[&str]| {
        let mut line: Vec<std::ffi::OsString> = vec!["verify".into(), cms.into(), content.into()];
        line.extend(more.iter().map(Into::into));
        let Ok(cli::Task::Verify(asked)) = cli::parse(line) else {
            panic!("not understood");
        };
        checking::run(&asked, &locale, std::time::SystemTime::now().into())
    };
    let act = files(out, "act.json").pop().expect("the signed bytes");
    let authorities = out.join("authorities.pem");
    let trusting = ["--anchors", text(&authorities), "--demonstration"];
    let cms = files(out, ".cms");
    assert!(!cms.is_empty(), "the tour signed");
    for file in &cms {
        let (words, code) = run(file, &act, &trusting);
        assert_eq!(code, 0, "{words}");
        assert!(
            words.contains(&locale.text("verdict-valid-detail")),
            "{words}"
        );
    }
    let changed = out.join("changed.json");
    let mut bytes = std::fs::read(&act).expect("the act");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&changed, bytes).expect("a changed act");
    let (words, code) = run(&cms[0], &changed, &trusting);
    assert_eq!(code, 1, "{words}");
    assert!(words.contains(&locale.text("check-failed")), "{words}");
    let (words, code) = run(&cms[0], &act, &[]);
    assert_ne!(code, 0, "nobody was named to be believed: {words}");
    // The word of a demonstration is not taken where nobody said that it is one.
    let (words, code) = run(&cms[0], &act, &trusting[..2]);
    assert_eq!(code, 2, "{words}");
    assert_eq!(run(&act, &act, &trusting).1, 3);
    assert_eq!(run(&out.join("absent.cms"), &act, &trusting).1, 3);
    assert_eq!(run(&cms[0], &act, &["--anchors", text(&act)]).1, 3);
    std::fs::remove_file(changed).expect("tidied");
}
