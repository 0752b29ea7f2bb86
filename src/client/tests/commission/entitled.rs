//! Who may sign what: a key of the wrong kind is refused before anything is signed.

use crate::holders::{key_file, key_of};
use crate::support::{Laptop, config, files_of, registry};
use baqylau_client::ui::{Command, Event, Secret};
use baqylau_domain::people::{AccountRole, Person};
use baqylau_signing::Role;

#[test]
fn a_key_of_an_information_system_signs_nothing_and_a_heads_key_does() {
    let folder = tempfile::tempdir().unwrap();
    let registry = registry(&folder.path().join("registry"));
    let data = folder.path().join("a");
    let (mut laptop, chair) = Laptop::signed_in(
        config(&data, &registry.url(), "АБ12"),
        &|person: &Person| person.role == AccountRole::Commission,
    );
    let visit = laptop.ready_visit(&chair);
    laptop.draw_up(visit);
    laptop.drained();
    let opened = laptop.open(visit);
    let first = opened.visit.signers()[0].person;
    let people = laptop.sample_people();
    let member = people.iter().find(|one| one.id == first).unwrap();
    let key = |name: &str, roles: &[Role], days| {
        let key = key_of(&registry.url(), member, roles, days);
        key_file(&key, &folder.path().join(name), "Qwerty12")
    };
    let before = (
        laptop.outbox().operations.len(),
        files_of(&data.join("blobs")),
    );
    let sign = |key| Command::Sign {
        visit,
        key,
        password: Secret::new("Qwerty12"),
    };
    for (roles, refusal) in [
        (&[Role::InformationSystem][..], "signatory-system"),
        (
            &[Role::FirstHead, Role::TreasuryClient],
            "signatory-treasury",
        ),
        (&[Role::Notary], "signatory-notary"),
        (&[Role::LegalEntity], "signatory-not-accepted"),
    ] {
        let source = key(refusal, roles, (-1, 1));
        // Said before the act is touched, where the key is only looked at.
        let inspect = Command::InspectKey {
            key: source.clone(),
            password: Secret::new("Qwerty12"),
        };
        laptop.run(inspect).unwrap();
        let holder = laptop.last(|event| match event {
            Event::KeyInspected { holder, .. } => Some(holder.clone()),
            _ => None,
        });
        assert_eq!(holder.unwrap().barred.unwrap().key, refusal);
        let error = laptop.run(sign(source)).unwrap_err();
        assert_eq!(error.key, refusal);
    }
    let after = (
        laptop.outbox().operations.len(),
        files_of(&data.join("blobs")),
    );
    assert_eq!(before, after);

    let head = key("head", &[Role::FirstHead], (-1, 1));
    laptop.run(sign(head)).unwrap();
    laptop.drained();
    let signed = laptop.open(visit).visit.clone();
    assert_eq!(signed.stage.signed_file().unwrap().signatures.len(), 1);
}
