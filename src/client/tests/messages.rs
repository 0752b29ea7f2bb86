//! Every message the client names exists in every language.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]

use baqylau_locale::{Language, Locale};
use std::collections::BTreeSet;
use std::path::Path;

/// Beginnings of message keys the client uses.
const AREAS: [&str; 10] = [
    "client-",
    "refusal-",
    "ruling-refusal-",
    "signing-error-",
    "evidence-",
    "blocker-",
    "check-",
    "verdict-",
    "visit-role-",
    "act-",
];

fn literals(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            literals(&path, found);
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        for literal in text.split('"') {
            let like_a_key = literal.len() > 6
                && literal
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
                && !literal.ends_with('-');
            if like_a_key && AREAS.iter().any(|area| literal.starts_with(area)) {
                found.insert(literal.to_owned());
            }
        }
    }
}

#[test]
fn every_message_the_client_names_exists_in_three_languages() {
    let mut keys = BTreeSet::new();
    literals(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut keys,
    );
    let kinds = [
        "plan-visit",
        "draft",
        "rule",
        "confirm-point",
        "order",
        "notify",
        "arrive",
        "hand-leaflet",
        "admit",
        "refuse-admission",
        "begin-merging",
        "resume-recording",
        "fix-act",
        "withdraw-act",
        "sign",
        "hand-over",
        "lodge-objection",
        "register",
        "decide",
        "remedy",
        "plan-repeat",
        "close",
    ];
    keys.extend(kinds.map(|kind| format!("client-operation-{kind}")));
    assert!(keys.len() > 80, "too few keys were found: {}", keys.len());
    let mut missing = Vec::new();
    for language in Language::ALL {
        let locale = Locale::new(language);
        missing.extend(
            keys.iter()
                .filter(|key| !locale.has(key))
                .map(|key| (language, key)),
        );
    }
    assert_eq!(missing, Vec::new());
}
