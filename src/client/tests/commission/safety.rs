//! What must survive: a power cut, a damaged file, a stolen laptop, a forgotten passphrase.

use crate::support::{Laptop, config, copy_folder, files_of, registry};
use baqylau_client::ui::{
    Command, Connection, DocumentKind, Event, LockState, OutboxRow, OutboxState, Secret,
};
use baqylau_domain::draft::FieldKey;
use baqylau_domain::identifiers::VisitId;
use baqylau_domain::people::{AccountRole, Person};
use baqylau_domain::visit::{StageName, VisitOp};
use baqylau_locale::Language;
use baqylau_registry::{EmbeddedRegistry, RegistryConfig};
use serde_json::{Value, json};

fn write(laptop: &mut Laptop, visit: VisitId, text: &str) {
    let changes = vec![(FieldKey::Objections, json!(text))];
    laptop.run(Command::WriteDraft { visit, changes }).unwrap();
}

fn objections(laptop: &mut Laptop, visit: VisitId) -> Option<Value> {
    laptop
        .open(visit)
        .draft
        .value(&FieldKey::Objections)
        .cloned()
}

/// A print of a paper with names, made without a place to keep it.
fn print_somewhere(laptop: &mut Laptop, visit: VisitId, data: &std::path::Path) -> usize {
    laptop
        .run(Command::MakePdf {
            visit,
            document: DocumentKind::CountingList,
            language: Language::Kk,
            to: None,
        })
        .unwrap();
    files_of(&data.join("documents")).len()
}

#[test]
fn prints_do_not_outlive_the_session_nor_a_power_cut() {
    let folder = tempfile::tempdir().unwrap();
    let registry = registry(&folder.path().join("registry"));
    let data = folder.path().join("a");
    let config = || config(&data, &registry.url(), "АБ12");
    let commission = |person: &Person| person.role == AccountRole::Commission;
    let (mut laptop, chair) = Laptop::signed_in(config(), &commission);
    let visit = laptop.ready_visit(&chair);
    assert_eq!(print_somewhere(&mut laptop, visit, &data), 1);
    laptop.run(Command::SignOut).unwrap();
    assert_eq!(files_of(&data.join("documents")).len(), 0);
    drop(laptop);

    // What a killed program left behind.
    let left = data.join("documents/act.pdf");
    std::fs::write(&left, b"%PDF-1.7").unwrap();
    drop(Laptop::start(config()));
    assert!(!left.exists());
}

#[test]
fn a_stolen_disk_shows_no_names_no_notes_and_no_photos() {
    let folder = tempfile::tempdir().unwrap();
    let registry = registry(&folder.path().join("registry"));
    let data = folder.path().join("a");
    let (mut laptop, chair) =
        Laptop::signed_in(config(&data, &registry.url(), "АБ12"), &|person| {
            person.role == AccountRole::Commission
        });
    let visit = laptop.ready_visit(&chair);
    let opened = laptop.open(visit);
    laptop.enter(visit);
    write(&mut laptop, visit, "канарейка замечание");
    laptop.photo(visit, "", "", 77);
    laptop.drained();
    let photo = crate::support::jpeg(77);
    let mut secrets: Vec<Vec<u8>> = vec![
        "канарейка".as_bytes().to_vec(),
        b"canary-photo".to_vec(),
        photo[photo.len() / 2..photo.len() / 2 + 40].to_vec(),
        crate::support::PASSPHRASE.as_bytes().to_vec(),
        chair.iin.to_string().into_bytes(),
    ];
    for member in &opened.visit.members {
        secrets.push(member.full_name.clone().into_bytes());
        secrets.push(member.iin.unwrap().to_string().into_bytes());
    }
    for learner in opened.groups.iter().flat_map(|group| &group.learners) {
        secrets.push(learner.full_name.clone().into_bytes());
        secrets.push(learner.iin.to_string().into_bytes());
    }
    let clean = |when: &str| {
        for path in files_of(&data) {
            let bytes = std::fs::read(&path).unwrap();
            for secret in &secrets {
                assert!(
                    !bytes
                        .windows(secret.len())
                        .any(|window| window == secret.as_slice()),
                    "a secret lies open {when} in {}",
                    path.display()
                );
            }
        }
    };
    clean("while running");
    laptop.client.shutdown();
    clean("after closing");
}

#[test]
fn what_was_said_to_be_saved_survives_a_power_cut() {
    let folder = tempfile::tempdir().unwrap();
    let registry = registry(&folder.path().join("registry"));
    let data = folder.path().join("a");
    let (mut laptop, chair) =
        Laptop::signed_in(config(&data, &registry.url(), "АБ12"), &|person| {
            person.role == AccountRole::Commission
        });
    let visit = laptop.ready_visit(&chair);
    laptop.enter(visit);
    laptop.drained();
    laptop.run(Command::SetOffline { offline: true }).unwrap();
    for round in 0..5 {
        let text = format!("ответ {round}");
        write(&mut laptop, visit, &text);
        // The files as a power cut would leave them: nothing was closed.
        let image = folder.path().join(format!("image{round}"));
        copy_folder(&data, &image);
        let mut after = Laptop::start(config(&image, "http://127.0.0.1:9", "АБ12"));
        after.unlock().unwrap();
        after.go_on(chair.id).unwrap();
        assert_eq!(objections(&mut after, visit), Some(json!(text)));
    }
}

#[test]
fn answers_only_the_journal_has_are_found_again() {
    let folder = tempfile::tempdir().unwrap();
    let registry = registry(&folder.path().join("registry"));
    let data = folder.path().join("a");
    let (mut laptop, chair) =
        Laptop::signed_in(config(&data, &registry.url(), "АБ12"), &|person| {
            person.role == AccountRole::Commission
        });
    let visit = laptop.ready_visit(&chair);
    laptop.enter(visit);
    laptop.drained();
    laptop.run(Command::SetOffline { offline: true }).unwrap();
    let image = folder.path().join("image");
    copy_folder(&data, &image);
    write(&mut laptop, visit, "только в журнале");
    // The store as it was before, the journal as it is now.
    let journal = image.join("journal");
    std::fs::remove_dir_all(&journal).unwrap();
    copy_folder(&data.join("journal"), &journal);
    let mut after = Laptop::start(config(&image, "http://127.0.0.1:9", "АБ12"));
    after.unlock().unwrap();
    after.go_on(chair.id).unwrap();
    let opened = after.open(visit);
    assert_eq!(opened.recovered, [FieldKey::Objections]);
    assert_eq!(
        opened.draft.value(&FieldKey::Objections),
        Some(&json!("только в журнале"))
    );
}

#[test]
fn a_damaged_store_is_kept_as_evidence_and_restored_with_every_answer() {
    let folder = tempfile::tempdir().unwrap();
    let registry = registry(&folder.path().join("registry"));
    let data = folder.path().join("a");
    let (mut laptop, chair) =
        Laptop::signed_in(config(&data, &registry.url(), "АБ12"), &|person| {
            person.role == AccountRole::Commission
        });
    let visit = laptop.ready_visit(&chair);
    laptop.enter(visit);
    write(&mut laptop, visit, "не пропадёт");
    laptop.client.shutdown();
    drop(laptop);
    let path = data.join("store.db");
    let mut bytes = std::fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    for byte in &mut bytes[middle..middle + 64] {
        *byte ^= 0x5A;
    }
    std::fs::write(&path, &bytes).unwrap();

    let mut after = Laptop::start(config(&data, &registry.url(), "АБ12"));
    assert_eq!(after.unlock().unwrap_err().key, "client-store-damaged");
    assert!(matches!(
        after.lock(),
        LockState::Damaged {
            newest_good: Some(_)
        }
    ));
    after.run(Command::RecoverStore).unwrap();
    assert!(matches!(after.lock(), LockState::Unlocked { .. }));
    if after.go_on(chair.id).is_err() {
        // The newest copy may be from before the sign-in: sign in again, as a person would.
        after.sign_in(&|person| person.id == chair.id);
        after.visits_pulled();
    }
    assert_eq!(objections(&mut after, visit), Some(json!("не пропадёт")));
    let evidence = files_of(&data.join("damaged"));
    assert!(
        evidence
            .iter()
            .any(|path| std::fs::read(path).unwrap() == bytes)
    );
}

#[test]
fn without_the_passphrase_nothing_opens_and_nothing_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("a");
    let mut laptop = Laptop::start(config(&data, "http://127.0.0.1:9", "АБ12"));
    laptop.wait("the first state", |event| matches!(event, Event::Lock(_)));
    assert!(matches!(
        laptop.lock(),
        LockState::NoStore { keyring: false }
    ));
    laptop.create();
    assert!(matches!(laptop.lock(), LockState::Unlocked { .. }));
    laptop.client.shutdown();
    drop(laptop);
    let mut after = Laptop::start(config(&data, "http://127.0.0.1:9", "АБ12"));
    let wrong = Command::Unlock {
        passphrase: Some(Secret::new("wrong horse battery")),
    };
    assert_eq!(after.run(wrong).unwrap_err().key, "client-wrong-passphrase");
    let none = after.run(Command::Unlock { passphrase: None }).unwrap_err();
    assert_eq!(none.key, "client-keyring-empty");
    assert_eq!(
        after.run(Command::LoadVisits).unwrap_err().key,
        "client-store-locked"
    );
    after.unlock().unwrap();
    assert_eq!(
        after.run(Command::LoadVisits).unwrap_err().key,
        "client-not-signed-in"
    );
    let twice = Command::CreateStore {
        passphrase: Secret::new("another one"),
        remember_in_keyring: false,
    };
    assert_eq!(after.run(twice).unwrap_err().key, "client-store-exists");
}

#[test]
fn a_copied_laptop_is_noticed_and_both_go_on_without_losing_anything() {
    let folder = tempfile::tempdir().unwrap();
    let registry = registry(&folder.path().join("registry"));
    let data = folder.path().join("a");
    let (mut laptop, chair) =
        Laptop::signed_in(config(&data, &registry.url(), "АБ12"), &|person| {
            person.role == AccountRole::Commission
        });
    let visit = laptop.ready_visit(&chair);
    laptop.enter(visit);
    laptop.drained();
    laptop.client.shutdown();
    drop(laptop);
    let copied = folder.path().join("b");
    copy_folder(&data, &copied);

    let mut one = Laptop::start(config(&data, &registry.url(), "АБ12"));
    one.unlock().unwrap();
    one.go_on(chair.id).unwrap();
    write(&mut one, visit, "с первого");
    one.drained();

    let mut two = Laptop::start(config(&copied, &registry.url(), "АБ12"));
    two.unlock().unwrap();
    two.go_on(chair.id).unwrap();
    let changes = vec![(FieldKey::Representative, json!("со второго"))];
    two.run(Command::WriteDraft { visit, changes }).unwrap();
    two.wait(
        "the fork",
        |event| matches!(event, Event::Failed { error, .. } if error.key == "client-chain-forked"),
    );
    two.wait(
        "the request to sign in",
        |event| matches!(event, Event::Sync(state) if state.connection == Connection::SignInNeeded),
    );
    two.sign_in(&|person| person.id == chair.id);
    two.drained();
    for laptop in [&mut one, &mut two] {
        let mut found = false;
        for _ in 0..500 {
            laptop.run(Command::SyncNow).unwrap();
            let draft = laptop.open(visit).draft.clone();
            found = draft.value(&FieldKey::Objections) == Some(&json!("с первого"))
                && draft.value(&FieldKey::Representative) == Some(&json!("со второго"));
            if found {
                break;
            }
            laptop.pause();
        }
        assert!(found);
    }
}

#[test]
fn a_registry_restored_from_a_backup_gets_back_what_it_lost() {
    let folder = tempfile::tempdir().unwrap();
    let (live, backup) = (folder.path().join("registry"), folder.path().join("backup"));
    let registry = registry(&live);
    let address = registry.addr();
    let (mut laptop, chair) = Laptop::signed_in(
        config(&folder.path().join("a"), &registry.url(), "АБ12"),
        &|person| person.role == AccountRole::Commission,
    );
    let visit = laptop.ready_visit(&chair);
    laptop.op(visit, VisitOp::Arrive { location: None });
    laptop.drained();
    copy_folder(&live, &backup);
    laptop.op(visit, VisitOp::HandLeaflet);
    laptop.op(visit, VisitOp::Admit);
    write(&mut laptop, visit, "после копии");
    laptop.photo(visit, "", "", 9);
    laptop.drained();
    drop(registry);

    let mut settings = RegistryConfig::demo(&backup);
    settings.listen = address;
    settings.new_epoch = true;
    let _restored = EmbeddedRegistry::start(settings).unwrap();
    let (mut other, _) = Laptop::signed_in(
        config(
            &folder.path().join("b"),
            &format!("http://{address}"),
            "ВГ34",
        ),
        &|person| person.id == chair.id,
    );
    other.visits_pulled();
    laptop.run(Command::SyncNow).unwrap();
    let seen = other.reached(visit, StageName::Recording);
    let own = laptop.reached(visit, StageName::Recording);
    assert_eq!(seen.stage.recorded(), own.stage.recorded());
    laptop.drained();
    for round in 0.. {
        if objections(&mut other, visit) == Some(json!("после копии")) {
            break;
        }
        assert!(round < 500, "the answer doesn't come back");
        other.run(Command::SyncNow).unwrap();
        other.pause();
    }
}

#[test]
fn a_restored_registry_gets_back_what_a_laptop_sent_before_it_was_noticed_to_be_a_copy() {
    let folder = tempfile::tempdir().unwrap();
    let (live, backup) = (folder.path().join("registry"), folder.path().join("backup"));
    let registry = registry(&live);
    let (address, url) = (registry.addr(), registry.url());
    let (data, copied) = (folder.path().join("a"), folder.path().join("b"));
    let (mut laptop, chair) = Laptop::signed_in(config(&data, &url, "АБ12"), &|person| {
        person.role == AccountRole::Commission
    });
    let visit = laptop.ready_visit(&chair);
    laptop.drained();
    copy_folder(&live, &backup);
    laptop.enter(visit);
    write(&mut laptop, visit, "до раздвоения");
    laptop.photo(visit, "", "", 9);
    laptop.drained();
    laptop.client.shutdown();
    drop(laptop);
    copy_folder(&data, &copied);
    // The first one says something more and is never seen again.
    let mut lost = Laptop::start(config(&data, &url, "АБ12"));
    lost.unlock().unwrap();
    lost.go_on(chair.id).unwrap();
    let changes = vec![(FieldKey::Representative, json!("утрачено"))];
    lost.run(Command::WriteDraft { visit, changes }).unwrap();
    lost.drained();
    drop(lost);
    let mut laptop = Laptop::start(config(&copied, &url, "АБ12"));
    laptop.unlock().unwrap();
    laptop.go_on(chair.id).unwrap();
    let changes = vec![(FieldKey::Representative, json!("после раздвоения"))];
    laptop.run(Command::WriteDraft { visit, changes }).unwrap();
    let sign_in = "the request to sign in";
    let asked = |event: &Event| matches!(event, Event::Sync(state) if state.connection == Connection::SignInNeeded);
    laptop.wait(sign_in, asked);
    laptop.sign_in(&|person| person.id == chair.id);
    laptop.drained();
    let own = laptop.reached(visit, StageName::Recording);
    drop(registry);

    let mut settings = RegistryConfig::demo(&backup);
    settings.listen = address;
    settings.new_epoch = true;
    let _restored = EmbeddedRegistry::start(settings).unwrap();
    laptop.run(Command::SyncNow).unwrap();
    laptop.wait(sign_in, asked);
    laptop.sign_in(&|person| person.id == chair.id);
    laptop.drained();
    let (mut other, _) =
        Laptop::signed_in(config(&folder.path().join("c"), &url, "ВГ34"), &|person| {
            person.id == chair.id
        });
    other.visits_pulled();
    let seen = other.reached(visit, StageName::Recording);
    assert_eq!(seen.stage.recorded(), own.stage.recorded());
    for round in 0.. {
        let draft = other.open(visit).draft.clone();
        if draft.value(&FieldKey::Objections) == Some(&json!("до раздвоения"))
            && draft.value(&FieldKey::Representative) == Some(&json!("после раздвоения"))
        {
            break;
        }
        assert!(round < 500, "the answers don't come back");
        other.run(Command::SyncNow).unwrap();
        other.pause();
    }
    let refused = |row: &OutboxRow| matches!(row.state, OutboxState::Refused { .. });
    assert!(!laptop.outbox().operations.iter().any(refused));
}

#[test]
fn a_backup_put_to_work_beside_its_registry_is_noticed_and_nothing_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let (live, drill) = (folder.path().join("registry"), folder.path().join("drill"));
    let first = registry(&live);
    let address = first.addr();
    let (mut laptop, chair) = Laptop::signed_in(
        config(&folder.path().join("a"), &first.url(), "АБ12"),
        &|person| person.role == AccountRole::Commission,
    );
    let visit = laptop.ready_visit(&chair);
    laptop.op(visit, VisitOp::Arrive { location: None });
    laptop.drained();
    let backup = folder.path().join("backup");
    let settings = RegistryConfig::demo(&live);
    baqylau_registry::backup(&settings, &backup, None, None).unwrap();
    drop(first);

    // Somebody lets the restored one answer where the first one did: like any restore.
    let mut restored = RegistryConfig::demo(&drill);
    baqylau_registry::restore(&restored, &backup, None).unwrap();
    restored.listen = address;
    let second = EmbeddedRegistry::start(restored).unwrap();
    laptop.run(Command::SyncNow).unwrap();
    laptop.wait(
        "the request to sign in",
        |event| matches!(event, Event::Sync(state) if state.connection == Connection::SignInNeeded),
    );
    laptop.sign_in(&|person| person.id == chair.id);
    laptop.op(visit, VisitOp::HandLeaflet);
    laptop.drained();
    drop(second);

    // And then the first one again.
    let mut settings = RegistryConfig::demo(&live);
    settings.listen = address;
    let again = EmbeddedRegistry::start(settings.clone()).unwrap();
    laptop.run(Command::SyncNow).unwrap();
    laptop.wait(
        "that there are two",
        |event| matches!(event, Event::Sync(state) if state.connection == Connection::OtherRegistry),
    );
    laptop.op(visit, VisitOp::Admit);
    laptop.run(Command::SyncNow).unwrap();
    for _ in 0..10 {
        laptop.pause();
    }
    let queued = |laptop: &mut Laptop| {
        let rows = laptop.outbox().operations.clone();
        rows.iter()
            .filter(|row| row.state == OutboxState::Queued)
            .count()
    };
    assert_eq!(queued(&mut laptop), 1, "it waits, unsent");
    drop(again);

    // The administrator says which one it is: it begins an epoch, and gets all of it.
    settings.new_epoch = true;
    let _one = EmbeddedRegistry::start(settings).unwrap();
    // The session is of the other one.
    laptop.run(Command::SyncNow).unwrap();
    laptop.wait(
        "the request to sign in",
        |event| matches!(event, Event::Sync(state) if state.connection == Connection::SignInNeeded),
    );
    laptop.sign_in(&|person| person.id == chair.id);
    laptop.reached(visit, StageName::Recording);
    laptop.drained();
    let (mut other, _) = Laptop::signed_in(
        config(
            &folder.path().join("b"),
            &format!("http://{address}"),
            "ВГ34",
        ),
        &|person| person.id == chair.id,
    );
    other.visits_pulled();
    other.reached(visit, StageName::Recording);
}

#[test]
fn a_second_window_does_not_write_the_same_store() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("a");
    let mut first = Laptop::start(config(&data, "http://127.0.0.1:9", "АБ12"));
    first.create();
    let mut second = Laptop::start(config(&data, "http://127.0.0.1:9", "АБ12"));
    assert_eq!(second.unlock().unwrap_err().key, "client-store-busy");
    first.client.shutdown();
    drop(first);
    second.unlock().unwrap();
}
