//! Several laptops, a bad network, a stick: everything ends the same everywhere, once.

use crate::support::{Laptop, LossyTransport, config, registry};
use baqylau_client::ui::{Command, KeySource, OutboxState, Secret};
use baqylau_domain::draft::FieldKey;
use baqylau_domain::people::AccountRole;
use baqylau_domain::visit::{Access, Stage, StageName, VisitOp};
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::Ordering;

#[test]
fn a_network_that_loses_a_third_of_everything_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let registry = registry(&folder.path().join("registry"));
    let lossy = Arc::new(LossyTransport::new(&registry.url(), 0x5EED));
    let mut laptop = Laptop::start_with(
        config(&folder.path().join("a"), &registry.url(), "АБ12"),
        lossy.clone(),
    );
    laptop.create();
    let chair = laptop.sign_in(&|person| person.role == AccountRole::Commission);
    let visit = laptop.ready_visit(&chair);
    laptop.draw_up(visit);
    laptop.sign_all(visit);
    laptop.drained();
    assert!(lossy.lost.load(Ordering::SeqCst) > 5);
    lossy.lossy.store(false, Ordering::SeqCst);
    let signed = laptop.reached(visit, StageName::Signed);
    let file = signed.stage.signed_file().unwrap();
    assert_eq!(file.signatures.len(), signed.signers().len());
    let rows = laptop.outbox();
    assert!(
        rows.operations
            .iter()
            .all(|row| matches!(row.state, OutboxState::Acknowledged { .. }))
    );
    // A second laptop sees the same, from the registry alone.
    let (mut other, _) = Laptop::signed_in(
        config(&folder.path().join("b"), &registry.url(), "ВГ34"),
        &|person| person.id == chair.id,
    );
    other.visits_pulled();
    let seen = other.reached(visit, StageName::Signed);
    assert_eq!(seen.stage.signed_file(), signed.stage.signed_file());
    other
        .run(Command::OpenAct {
            visit,
            language: baqylau_locale::Language::En,
        })
        .unwrap();
}

#[test]
fn two_laptops_answer_the_same_item_and_nothing_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let registry = registry(&folder.path().join("registry"));
    let (mut one, chair) = Laptop::signed_in(
        config(&folder.path().join("a"), &registry.url(), "АБ12"),
        &|person| person.role == AccountRole::Commission,
    );
    let visit = one.ready_visit(&chair);
    one.enter(visit);
    one.drained();
    let member = one
        .open(visit)
        .visit
        .members
        .iter()
        .find(|m| !m.role.leads())
        .unwrap()
        .person;
    let (mut two, _) = Laptop::signed_in(
        config(&folder.path().join("b"), &registry.url(), "ВГ34"),
        &|person| person.id == member,
    );
    two.visits_pulled();
    two.stubbornly(&Command::FetchPack { visit });
    two.reached(visit, StageName::Recording);
    one.open(visit);
    for laptop in [&mut one, &mut two] {
        laptop.run(Command::SetOffline { offline: true }).unwrap();
    }
    let list = one.open(visit).forms[0].code.clone();
    let key = |path: &str| FieldKey::Answer {
        list: list.clone(),
        path: path.to_owned(),
    };
    let say = |path: &str, value: &str| Command::WriteDraft {
        visit,
        changes: vec![(key(path), json!(value))],
    };
    one.run(say("/s/X01", "yes")).unwrap();
    one.run(say("/s/X02", "yes")).unwrap();
    two.run(say("/s/X01", "no")).unwrap();
    two.run(say("/s/X03", "no")).unwrap();
    for laptop in [&mut one, &mut two] {
        laptop.run(Command::SetOffline { offline: false }).unwrap();
        laptop.drained();
    }
    for laptop in [&mut one, &mut two] {
        for round in 0.. {
            let draft = laptop.open(visit).draft.clone();
            let both = draft
                .field(&key("/s/X01"))
                .is_some_and(|field| field.is_conflicted());
            if both
                && draft.value(&key("/s/X02")).is_some()
                && draft.value(&key("/s/X03")).is_some()
            {
                break;
            }
            assert!(round < 500, "the laptops don't converge");
            laptop.run(Command::SyncNow).unwrap();
            laptop.pause();
        }
    }
    assert_eq!(one.open(visit).draft, two.open(visit).draft);
    assert_eq!(one.outbox().conflicts, vec![(visit, key("/s/X01"))]);
    one.run(Command::ResolveConflict {
        visit,
        key: key("/s/X01"),
        value: json!("no"),
    })
    .unwrap();
    one.drained();
    for round in 0.. {
        let draft = two.open(visit).draft.clone();
        if draft.conflicts().next().is_none() && draft.value(&key("/s/X01")) == Some(&json!("no")) {
            break;
        }
        assert!(round < 500, "the choice doesn't arrive");
        two.run(Command::SyncNow).unwrap();
        two.pause();
    }
    assert_eq!(one.open(visit).draft, two.open(visit).draft);
}

#[test]
fn a_visit_goes_to_another_laptop_on_a_stick_and_its_signature_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let registry = registry(&folder.path().join("registry"));
    let (mut one, chair) = Laptop::signed_in(
        config(&folder.path().join("a"), &registry.url(), "АБ12"),
        &|person| person.role == AccountRole::Commission,
    );
    let visit = one.ready_visit(&chair);
    let first = one.open(visit).visit.signers()[0].person;
    let (mut two, _) = Laptop::signed_in(
        config(&folder.path().join("b"), &registry.url(), "ВГ34"),
        &|person| person.id == first,
    );
    two.visits_pulled();
    two.stubbornly(&Command::FetchPack { visit });
    for laptop in [&mut one, &mut two] {
        laptop.run(Command::SetOffline { offline: true }).unwrap();
    }
    one.draw_up(visit);
    let stick = folder.path().join("visit.baqylau");
    let secret = || Secret::new("told by word of mouth");
    one.run(Command::ExportBundle {
        visit,
        to: stick.clone(),
        passphrase: secret(),
    })
    .unwrap();
    let file = std::fs::read(&stick).unwrap();
    let note = "найдено при осмотре".as_bytes();
    assert!(!file.windows(note.len()).any(|window| window == note));

    let wrong = Command::ImportBundle {
        from: stick.clone(),
        passphrase: Secret::new("wrong one"),
    };
    assert_eq!(two.run(wrong).unwrap_err().key, "client-bundle-passphrase");
    two.run(Command::ImportBundle {
        from: stick.clone(),
        passphrase: secret(),
    })
    .unwrap();
    let there = two.open(visit);
    assert_eq!(there.visit.stage.name(), StageName::Signing);
    assert_eq!(there.draft, one.open(visit).draft);
    two.run(Command::Sign {
        visit,
        key: KeySource::Sample(first),
        password: Secret::default(),
    })
    .unwrap();
    let back = folder.path().join("back.baqylau");
    two.run(Command::ExportBundle {
        visit,
        to: back.clone(),
        passphrase: secret(),
    })
    .unwrap();
    one.run(Command::ImportBundle {
        from: back.clone(),
        passphrase: secret(),
    })
    .unwrap();
    one.run(Command::ImportBundle {
        from: back,
        passphrase: secret(),
    })
    .unwrap();
    let signatures = one
        .open(visit)
        .visit
        .stage
        .signed_file()
        .unwrap()
        .signatures
        .len();
    assert_eq!(signatures, 1);
    let others: Vec<_> = one
        .open(visit)
        .visit
        .signers()
        .iter()
        .skip(1)
        .map(|m| m.person)
        .collect();
    for person in others {
        one.run(Command::Sign {
            visit,
            key: KeySource::Sample(person),
            password: Secret::default(),
        })
        .unwrap();
    }
    // The member is online first: the signature waits for the act it belongs to.
    two.run(Command::SetOffline { offline: false }).unwrap();
    for _ in 0..10 {
        two.run(Command::SyncNow).unwrap();
        two.pause();
    }
    one.run(Command::SetOffline { offline: false }).unwrap();
    one.drained();
    let signed = one.reached(visit, StageName::Signed);
    two.drained();
    let seen = two.reached(visit, StageName::Signed);
    assert_eq!(seen.stage.signed_file(), signed.stage.signed_file());
}

#[test]
fn a_refused_admission_is_drawn_up_and_signed_too() {
    let folder = tempfile::tempdir().unwrap();
    let registry = registry(&folder.path().join("registry"));
    let mut settings = config(&folder.path().join("a"), &registry.url(), "АБ12");
    let clock = Arc::new(crate::support::MovedClock::default());
    settings.clock = clock.clone();
    let (mut laptop, chair) =
        Laptop::signed_in(settings, &|person| person.role == AccountRole::Commission);
    let visit = laptop.ready_visit(&chair);
    clock.move_by_minutes(-45);
    laptop.op(
        visit,
        VisitOp::Arrive {
            location: Some((51_128_000, 71_430_000, 12)),
        },
    );
    let refuse = |witnesses: Vec<String>| Command::Visit {
        visit,
        op: VisitOp::RefuseAdmission {
            circumstances: "Охрана не открыла дверь".to_owned(),
            witnesses,
        },
    };
    let early = laptop
        .run(refuse(vec!["Свидетель".to_owned()]))
        .unwrap_err();
    assert_eq!(early.key, "refusal-wait-longer");
    clock.move_by_minutes(0);
    laptop
        .run(refuse(vec![
            "Первый Свидетель".to_owned(),
            "Второй Свидетель".to_owned(),
        ]))
        .unwrap();
    let preview = laptop.compose(visit);
    assert_eq!(preview.blockers, Vec::new());
    assert!(preview.content.proposal.is_some());
    let [door] = preview.content.prescription.as_slice() else {
        panic!("one point: let the commission in")
    };
    assert!(door.is_admission());
    laptop
        .run(Command::FixAct {
            visit,
            sha256: preview.sha256,
        })
        .unwrap();
    laptop.sign_all(visit);
    laptop.drained();
    let signed = laptop.reached(visit, StageName::Signed);
    let Stage::Signed { file } = &signed.stage else {
        panic!("not signed")
    };
    assert!(matches!(file.recorded.access, Access::Refused(_)));
}

#[test]
fn what_was_not_sent_is_carried_to_a_laptop_that_can_send_it_and_nobody_reads_it_on_the_way() {
    let folder = tempfile::tempdir().unwrap();
    let registry = registry(&folder.path().join("registry"));
    let (mut one, chair) = Laptop::signed_in(
        config(&folder.path().join("a"), &registry.url(), "АБ12"),
        &|person| person.role == AccountRole::Commission,
    );
    let visit = one.ready_visit(&chair);
    let open = one.open(visit);
    let colleague = open
        .visit
        .members
        .iter()
        .find(|member| member.person != chair.id)
        .unwrap()
        .person;
    let (mut two, _) = Laptop::signed_in(
        config(&folder.path().join("b"), &registry.url(), "ВГ34"),
        &|person| person.id == colleague,
    );
    two.visits_pulled();
    two.stubbornly(&Command::FetchPack { visit });
    one.run(Command::SetOffline { offline: true }).unwrap();
    one.enter(visit);
    let group = open.groups.iter().find(|g| !g.learners.is_empty()).unwrap();
    let key = FieldKey::Mark {
        group: group.code.clone(),
        iin: group.learners[0].iin,
    };
    let iin = key.to_string();
    let iin: String = iin.chars().filter(char::is_ascii_digit).collect();
    let iin = &iin[iin.len() - 12..];
    one.run(Command::WriteDraft {
        visit,
        changes: vec![(key.clone(), serde_json::json!("present"))],
    })
    .unwrap();
    one.photo(visit, "SAFE", "B07", 40);

    let file = folder.path().join("unsent.baqylau");
    let export = |passphrase: &str| Command::ExportUnsent {
        to: file.clone(),
        passphrase: Secret::new(passphrase),
    };
    assert_eq!(
        one.run(export("short")).unwrap_err().key,
        "client-passphrase-short"
    );
    one.run(export("told by word of mouth")).unwrap();
    let bytes = std::fs::read(&file).unwrap();
    for secret in [iin, visit.to_string().as_str()] {
        let secret = secret.as_bytes();
        assert!(
            !bytes.windows(secret.len()).any(|window| window == secret),
            "the file is read by who knows the passphrase"
        );
    }
    let import = |passphrase: &str| Command::ImportBundle {
        from: file.clone(),
        passphrase: Secret::new(passphrase),
    };
    assert_eq!(
        two.run(import("another one")).unwrap_err().key,
        "client-bundle-passphrase"
    );
    two.run(import("told by word of mouth")).unwrap();
    assert!(two.open(visit).draft.value(&key).is_some());
    // The other laptop sends them: the first one's own answers reach the registry without it.
    two.drained();
    let (mut three, _) = Laptop::signed_in(
        config(&folder.path().join("c"), &registry.url(), "ДЕ56"),
        &|person| person.id == chair.id,
    );
    three.visits_pulled();
    three.stubbornly(&Command::FetchPack { visit });
    for round in 0.. {
        if three.open(visit).draft.value(&key).is_some() {
            break;
        }
        assert!(round < 500, "the mark doesn't reach the registry");
        three.run(Command::SyncNow).unwrap();
        three.pause();
    }
}
