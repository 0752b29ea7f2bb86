//! Every automatic check, reason and source has its words in every language.

use baqylau_domain::checks::{
    CheckId, Consequence, MonthReason, NotNeeded, Reason, Source, Unknown,
};
use baqylau_locale::{Language, Locale, all_keys};
use std::collections::BTreeSet;

/// Every key the checks complete at run time.
fn keys() -> BTreeSet<String> {
    let mut keys: BTreeSet<String> = CheckId::ALL
        .iter()
        .map(|id| id.check().title_key())
        .collect();
    let mut add = |prefix: &str, codes: Vec<&str>| {
        keys.extend(codes.into_iter().map(|code| format!("flk-{prefix}-{code}")));
    };
    add("reason", Reason::ALL.iter().map(|one| one.code()).collect());
    add(
        "unknown",
        Unknown::ALL.iter().map(|one| one.code()).collect(),
    );
    add(
        "skip",
        NotNeeded::ALL.iter().map(|one| one.code()).collect(),
    );
    add(
        "month",
        MonthReason::ALL.iter().map(|one| one.code()).collect(),
    );
    add("source", Source::ALL.iter().map(|one| one.code()).collect());
    add(
        "consequence",
        Consequence::ALL.iter().map(|one| one.code()).collect(),
    );
    add(
        "verdict",
        vec!["passed", "failed", "unknown", "not-applicable"],
    );
    add(
        "decision",
        vec!["allowed", "allowed-after-review", "waits", "refused"],
    );
    add("paid", vec!["payable", "held", "excluded"]);
    keys
}

#[test]
fn every_check_reason_and_source_is_said_in_every_language() {
    for language in Language::ALL {
        let locale = Locale::new(language);
        for key in keys() {
            assert!(locale.has(&key), "{}: {key}", language.code());
        }
    }
}

#[test]
fn no_words_are_kept_for_a_check_that_is_gone() {
    let keys = keys();
    // Words of the screens stand beside them.
    let kinds = [
        "title",
        "reason",
        "unknown",
        "skip",
        "month",
        "source",
        "consequence",
        "verdict",
        "decision",
        "paid",
    ];
    let of_a_code = |key: &String| {
        kinds
            .iter()
            .any(|kind| key.starts_with(&format!("flk-{kind}-")))
    };
    for key in all_keys().into_keys().filter(of_a_code) {
        assert!(keys.contains(&key), "{key}");
    }
}
