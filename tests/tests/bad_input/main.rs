//! What is broken, wrong, foreign or too much is answered by a message a person can read, and
//! takes nothing with it that was stored before.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a test may stop and tell"
)]
#![allow(missing_docs, reason = "a test binary has no readers of its interface")]

mod damage;
mod files;
mod full;
mod keys;
mod support;

use baqylau_client::ui::{Command, Connection, Secret};
use baqylau_locale::{Language, Locale};
use baqylau_registry::{EmbeddedRegistry, RegistryConfig};
use baqylau_tests::laptop::{Laptop, PATIENCE};
use baqylau_tests::prepared::prepared;
use std::path::Path;
use std::time::{Duration, Instant};
use support::{Scene, files_below, refused, rows};

#[test]
fn another_registry_behind_the_same_address_gets_nothing() {
    let mut scene = Scene::set().recording();
    scene.laptop().drained().unwrap();
    scene
        .laptop()
        .must("network", Command::SetOffline { offline: true })
        .unwrap();
    for n in 1..=5 {
        scene.answer(n);
    }
    let waiting = |laptop: &mut Laptop| {
        let sync = laptop.sync().unwrap();
        (sync.connection, sync.waiting)
    };
    // The same address; somebody reinstalled the server.
    let address = scene.registry.as_ref().unwrap().addr();
    scene.registry = None;
    let other = scene.path("other");
    let mut settings = RegistryConfig::new(&other);
    settings.listen = address;
    let stranger = EmbeddedRegistry::start(settings).unwrap();
    let url = scene.url.clone();
    scene.restart(&url);
    scene.go_on();
    let laptop = scene.laptop();
    let begun = Instant::now();
    let told = loop {
        laptop.must("synchronising", Command::SyncNow).unwrap();
        let told = waiting(laptop);
        if told.0 == Connection::OtherRegistry {
            break told;
        }
        assert!(begun.elapsed() < PATIENCE, "still {told:?}");
        laptop.pause(Duration::from_millis(60));
    };
    assert!(told.1 > 0, "nothing was sent");
    let person = scene.secretary().person;
    let (key, password) = prepared().unwrap().key(person).unwrap();
    let sign_in = Command::SignIn {
        key,
        password: Secret::new(password),
    };
    refused(scene.laptop().run(sign_in), "client-other-registry");
    scene.has_answers(5);
    drop(stranger);
    assert_eq!(rows(&other, "SELECT count(*) FROM operations"), 0);
    assert_eq!(rows(&other, "SELECT count(*) FROM installs"), 0);
    // The right one is back: everything goes there.
    let mut settings = RegistryConfig::demo(scene.path("registry"));
    settings.listen = address;
    scene.registry = Some(EmbeddedRegistry::start(settings).unwrap());
    scene.sign_in();
    scene.laptop().drained().unwrap();
    scene.has_answers(5);
    scene.registry = None;
    let sent = "SELECT count(*) FROM drafts WHERE field LIKE 'answer|BAD|%'";
    assert_eq!(rows(&scene.path("registry"), sent), 5);
}

#[test]
fn every_message_the_client_may_answer_with_is_worded_in_three_languages() {
    // Keys as the sources of the client name them.
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src/client/src");
    let mut keys: Vec<String> = Vec::new();
    for path in files_below(&sources).keys() {
        let text = std::fs::read_to_string(path).unwrap();
        for opening in ["refused(\"", "UserError::new(\""] {
            for (at, _) in text.match_indices(opening) {
                let rest = &text[at + opening.len()..];
                keys.extend(rest.split('"').next().map(str::to_owned));
            }
        }
    }
    keys.sort();
    keys.dedup();
    assert!(keys.len() > 60, "{} keys", keys.len());
    for language in [Language::Kk, Language::Ru, Language::En] {
        let locale = Locale::new(language);
        let missing: Vec<&String> = keys.iter().filter(|key| !locale.has(key)).collect();
        assert!(missing.is_empty(), "{language:?}: {missing:?}");
    }
}
