//! Stores that were damaged on disk.

use crate::support::{Scene, files_below, photo, refused, rows, worded};
use baqylau_client::ui::{Command, Connection, LockState, OutboxState};
use baqylau_domain::identifiers::BlobHash;
use baqylau_tests::dice::Dice;
use baqylau_tests::laptop::{PASSPHRASE, PATIENCE};
use baqylau_tests::prepared::copy_folder;
use baqylau_tests::{plan, record};
use std::time::{Duration, Instant};

/// Ways a file of a store goes bad.
fn damages(bytes: &[u8], dice: &mut Dice) -> Vec<(String, Option<Vec<u8>>)> {
    let flip = |at: usize, length: usize| {
        let mut bytes = bytes.to_vec();
        let end = (at + length).min(bytes.len());
        bytes[at..end].iter_mut().for_each(|byte| *byte ^= 0xA5);
        Some(bytes)
    };
    let mut all = vec![
        ("header".to_owned(), flip(0, 16)),
        ("first page".to_owned(), flip(2_000, 8)),
        ("last page".to_owned(), flip(bytes.len() - 100, 8)),
        (
            "cut in half".to_owned(),
            Some(bytes[..bytes.len() / 2].to_vec()),
        ),
        (
            "cut inside a page".to_owned(),
            Some(bytes[..bytes.len() - 1_000].to_vec()),
        ),
        ("empty".to_owned(), Some(Vec::new())),
        ("zeros".to_owned(), Some(vec![0; bytes.len()])),
        ("gone".to_owned(), None),
    ];
    for _ in 0..12 {
        let at = dice.index(bytes.len());
        all.push((format!("a bit at {at}"), flip(at, 1)));
    }
    all
}

#[test]
fn a_damaged_store_is_restored_with_every_acknowledged_answer() {
    let mut scene = Scene::set().recording();
    let visit = scene.visit.id;
    let photo_bytes = plan::photo(3).unwrap();
    for n in 1..=3 {
        scene.answer(n);
    }
    scene
        .laptop()
        .run(photo(visit, "", "", photo_bytes.clone()))
        .unwrap();
    scene.laptop().drained().unwrap();
    scene
        .laptop()
        .must("network", Command::SetOffline { offline: true })
        .unwrap();
    for n in 4..=9 {
        scene.answer(n);
    }
    scene.laptop.take().unwrap().stop();
    let sound = scene.path("sound");
    copy_folder(&scene.data(), &sound).unwrap();
    let store = std::fs::read(sound.join("store.db")).unwrap();
    let mut dice = Dice::new(11);
    let (mut noticed, mut total) = (0, 0);
    for (name, bytes) in damages(&store, &mut dice) {
        std::fs::remove_dir_all(scene.data()).unwrap();
        copy_folder(&sound, &scene.data()).unwrap();
        match bytes {
            Some(bytes) => std::fs::write(scene.data().join("store.db"), bytes).unwrap(),
            None => std::fs::remove_file(scene.data().join("store.db")).unwrap(),
        }
        // No network: what comes back comes from this laptop alone.
        scene.restart("http://127.0.0.1:9");
        total += 1;
        match scene.laptop().unlock(PASSPHRASE) {
            Ok(()) => {}
            Err(error) => {
                noticed += 1;
                worded(&error);
                assert_eq!(error.key, "client-store-damaged", "{name}");
                let damaged = scene.laptop().lock();
                assert!(
                    matches!(
                        damaged,
                        Some(LockState::Damaged {
                            newest_good: Some(_)
                        })
                    ),
                    "{name}: {damaged:?}"
                );
                scene.laptop().must(&name, Command::RecoverStore).unwrap();
            }
        }
        scene
            .continue_offline()
            .unwrap_or_else(|error| panic!("{name}: {error:?}"));
        scene.has_answers(9);
        let scratch = scene.folder.path().to_owned();
        let hash: BlobHash = baqylau_protocol::blob::hash(&photo_bytes);
        assert_eq!(
            scene.laptop().original(hash, &scratch).unwrap(),
            photo_bytes,
            "{name}"
        );
        // It can be worked with and survives another start.
        scene.answer(10);
        scene.restart("http://127.0.0.1:9");
        scene.go_on();
        scene.has_answers(10);
        scene.laptop.take().unwrap().stop();
    }
    println!("{total} damages, {noticed} noticed at the start, 0 answers lost");
    assert!(noticed >= 8, "{noticed} of {total} noticed");
    // The last of them meets the registry again: nothing doubled, nothing refused.
    let url = scene.url.clone();
    scene.restart(&url);
    scene.go_on();
    // A restored chain may be told apart from the one it was copied from at any moment: whoever
    // is asked to sign in does.
    let begun = Instant::now();
    while !scene.laptop().is_drained().unwrap() {
        let asked = scene.laptop().sync().map(|state| state.connection);
        if asked == Some(Connection::SignInNeeded) {
            scene.sign_in();
        }
        scene
            .laptop()
            .must("synchronising", Command::SyncNow)
            .unwrap();
        scene.laptop().pause(Duration::from_millis(20));
        let tail = scene.laptop().tail();
        assert!(begun.elapsed() < PATIENCE, "never drained: {tail:?}");
    }
    scene.has_answers(10);
    let view = scene.laptop().outbox().unwrap();
    assert!(view.conflicts.is_empty());
    assert!(
        !view
            .operations
            .iter()
            .any(|row| matches!(row.state, OutboxState::Refused { .. }))
    );
    scene.registry = None;
    let sent = "SELECT count(*) FROM drafts WHERE field LIKE 'answer|BAD|%'";
    assert_eq!(rows(&scene.path("registry"), sent), 10);
    let health = record::health(&scene.path("registry")).unwrap();
    assert_eq!(
        (health.scopes_with_gaps, health.audit_broken_at),
        (Vec::new(), None)
    );
}

#[test]
fn with_a_damaged_newest_copy_an_older_one_and_the_journal_are_enough() {
    let mut scene = Scene::set().recording();
    let url = scene.url.clone();
    for n in 1..=3 {
        scene.answer(n);
        scene.restart(&url);
        scene.go_on();
    }
    scene.answer(4);
    scene.laptop.take().unwrap().stop();
    let copies = files_below(&scene.data().join("generations"));
    assert!(copies.len() >= 2, "{copies:?}");
    let newest = copies.keys().next_back().unwrap();
    for path in [&scene.data().join("store.db"), newest] {
        let mut bytes = std::fs::read(path).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle..middle + 64]
            .iter_mut()
            .for_each(|byte| *byte ^= 0x5A);
        std::fs::write(path, bytes).unwrap();
    }
    scene.restart(&url);
    refused(scene.laptop().unlock(PASSPHRASE), "client-store-damaged");
    scene
        .laptop()
        .must("recovering", Command::RecoverStore)
        .unwrap();
    if scene.laptop().known_people().is_empty() {
        scene.sign_in();
        let visit = scene.visit.id;
        scene.laptop().visit_pulled(visit).unwrap();
    } else {
        scene.continue_offline().unwrap();
    }
    scene.has_answers(4);
}

#[test]
fn a_torn_journal_does_not_keep_a_sound_store_from_opening() {
    let mut scene = Scene::set().recording();
    for n in 1..=4 {
        scene.answer(n);
    }
    scene.laptop.take().unwrap().stop();
    for path in files_below(&scene.data().join("journal")).keys() {
        let bytes = std::fs::read(path).unwrap();
        std::fs::write(path, &bytes[..bytes.len() / 2]).unwrap();
    }
    let url = scene.url.clone();
    scene.restart(&url);
    scene.go_on();
    scene.has_answers(4);
    scene.answer(5);
    scene.restart(&url);
    scene.go_on();
    scene.has_answers(5);
    scene.laptop().drained().unwrap();
}
