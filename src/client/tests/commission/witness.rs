//! A laptop is a witness of the registry's audit log.

use crate::support::{Laptop, config, copy_folder, registry};
use baqylau_client::ui::{Command, Connection, Event, OutboxState, SyncState};
use baqylau_domain::people::AccountRole;
use baqylau_domain::visit::VisitOp;
use baqylau_registry::{EmbeddedRegistry, RegistryConfig};

fn state(event: &Event, is_so: impl Fn(&SyncState) -> bool) -> bool {
    matches!(event, Event::Sync(state) if is_so(state))
}

#[test]
fn a_registry_that_took_back_what_it_recorded_gets_and_gives_nothing_until_it_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let (live, backup) = (folder.path().join("registry"), folder.path().join("backup"));
    let first = registry(&live);
    let address = first.addr();
    let (mut laptop, chair) = Laptop::signed_in(
        config(&folder.path().join("a"), &first.url(), "АБ12"),
        &|person| person.role == AccountRole::Commission,
    );
    let visit = laptop.ready_visit(&chair);
    laptop.op(visit, VisitOp::Arrive { location: None });
    laptop.drained();
    copy_folder(&live, &backup);
    laptop.op(visit, VisitOp::HandLeaflet);
    laptop.drained();
    // A proof made after the last operation holds it.
    let sent = chrono::DateTime::<chrono::Utc>::from(std::time::SystemTime::now());
    laptop.run(Command::SyncNow).unwrap();
    laptop.wait("a proof of what was sent", |event| {
        state(event, |sync| {
            sync.witnessed.is_some_and(|proof| proof.at > sent)
        })
    });
    drop(first);

    // Somebody puts the copy back as if nothing had happened, and more is written over it.
    let mut settings = RegistryConfig::demo(&backup);
    settings.listen = address;
    let quiet = EmbeddedRegistry::start(settings.clone()).unwrap();
    laptop.run(Command::SyncNow).unwrap();
    laptop.wait("that the log was rewritten", |event| {
        state(event, |sync| sync.connection == Connection::Rewritten)
    });
    let told = |event: &Event| matches!(event, Event::Failed { error, .. } if error.key == "client-registry-rewritten");
    assert!(laptop.seen.iter().any(told), "a sentence, not only a mark");
    // What is done from now on stays here.
    laptop.op(visit, VisitOp::Admit);
    laptop.run(Command::SyncNow).unwrap();
    for _ in 0..20 {
        laptop.pause();
    }
    let rows = laptop.outbox().operations.clone();
    let queued = rows.iter().filter(|row| row.state == OutboxState::Queued);
    assert_eq!(queued.count(), 1, "it waits, unsent: {rows:?}");
    drop(quiet);

    // The administrator says what happened: a new epoch.
    settings.new_epoch = true;
    let _restored = EmbeddedRegistry::start(settings).unwrap();
    laptop.run(Command::SyncNow).unwrap();
    laptop.wait("everything sent", |event| {
        state(event, |sync| {
            sync.connection == Connection::Online && sync.waiting == 0 && sync.witnessed.is_some()
        })
    });
}
