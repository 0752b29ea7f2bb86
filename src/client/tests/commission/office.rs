//! The officer's side: registers, search, rulings; and what a client refuses to believe.

use crate::support::{ForgingTransport, Laptop, config, registry};
use baqylau_client::ui::{
    Command, Connection, Event, OrganisationFilter, OrganisationRow, OrganisationSort, OutboxState,
    SanctionRow, Secret,
};
use baqylau_domain::identifiers::{OperationId, SanctionId};
use baqylau_domain::people::{AccountRole, Person};
use baqylau_domain::sanction::{Ruling, SanctionState};
use baqylau_domain::visit::VisitOp;
use baqylau_locale::{Language, Locale};
use std::sync::Arc;
use std::sync::atomic::Ordering;

fn organisations(laptop: &mut Laptop, filter: &OrganisationFilter) -> Vec<OrganisationRow> {
    laptop
        .run(Command::LoadOrganisations {
            filter: filter.clone(),
        })
        .unwrap();
    laptop
        .last(|event| match event {
            Event::Organisations { filter: of, rows } if of == filter => {
                Some(rows.as_ref().clone())
            }
            _ => None,
        })
        .unwrap()
}

fn sanctions(laptop: &mut Laptop) -> Vec<SanctionRow> {
    laptop.run(Command::LoadSanctions).unwrap();
    laptop
        .last(|event| match event {
            Event::Sanctions(rows) => Some(rows.as_ref().clone()),
            _ => None,
        })
        .unwrap()
}

#[test]
fn an_officer_searches_the_register_and_rules_on_what_is_theirs() {
    let folder = tempfile::tempdir().unwrap();
    let registry = registry(&folder.path().join("registry"));
    let (mut laptop, _) = Laptop::signed_in(
        config(&folder.path().join("a"), &registry.url(), "МН01"),
        &|person| person.role == AccountRole::IssuerOfficer,
    );
    let mut rows = Vec::new();
    for round in 0.. {
        rows = sanctions(&mut laptop);
        if rows
            .iter()
            .any(|row| row.mine && row.sanction.waits_for_decision())
        {
            break;
        }
        assert!(round < 500, "no sanction waits for a decision");
        laptop.run(Command::SyncNow).unwrap();
        laptop.pause();
    }
    // What waits for a decision stands first.
    assert!(rows[0].sanction.waits_for_decision());
    let all = organisations(&mut laptop, &OrganisationFilter::default());
    assert!(all.len() > 50);
    let kazakh = Locale::new(Language::Kk);
    let names: Vec<&str> = all
        .iter()
        .map(|row| row.organisation.name.kazakh())
        .collect();
    assert!(
        names
            .windows(2)
            .all(|pair| kazakh.compare(pair[0], pair[1]).is_le())
    );
    let wanted = all[all.len() / 2].organisation.clone();
    let by_number = OrganisationFilter {
        text: wanted.bin.as_text().to_owned(),
        sort: OrganisationSort::Bin,
        ..OrganisationFilter::default()
    };
    let found = organisations(&mut laptop, &by_number);
    assert!(found.iter().any(|row| row.organisation.id == wanted.id));
    assert!(found.len() < all.len());
    let by_name = OrganisationFilter {
        text: wanted.name.kazakh().to_uppercase(),
        ..OrganisationFilter::default()
    };
    assert!(
        organisations(&mut laptop, &by_name)
            .iter()
            .any(|row| row.organisation.id == wanted.id)
    );

    let mine = rows
        .iter()
        .find(|row| row.mine && row.sanction.waits_for_decision())
        .unwrap();
    let rule = |reason: &str| Command::Rule {
        sanction: mine.sanction.id,
        ruling: Ruling::Dismiss,
        reason: reason.to_owned(),
    };
    assert_eq!(
        laptop.run(rule(" ")).unwrap_err().key,
        "ruling-refusal-no-reason"
    );
    laptop.run(rule("Устранено до решения")).unwrap();
    laptop.drained();
    for round in 0.. {
        let dismissed = sanctions(&mut laptop).into_iter().any(|row| {
            row.sanction.id == mine.sanction.id
                && matches!(row.sanction.state, SanctionState::Dismissed { .. })
        });
        if dismissed {
            break;
        }
        assert!(round < 500, "the ruling doesn't arrive");
        laptop.run(Command::SyncNow).unwrap();
        laptop.pause();
    }
}

#[test]
fn of_searches_typed_one_after_another_the_last_is_the_one_that_stays() {
    let folder = tempfile::tempdir().unwrap();
    let registry = registry(&folder.path().join("registry"));
    let (mut laptop, _) = Laptop::signed_in(
        config(&folder.path().join("a"), &registry.url(), "МН01"),
        &|person| person.role == AccountRole::IssuerOfficer,
    );
    for _ in 0..500 {
        if organisations(&mut laptop, &OrganisationFilter::default()).len() > 50 {
            break;
        }
        laptop.run(Command::SyncNow).unwrap();
        laptop.pause();
    }
    let typed = |text: &str| OrganisationFilter {
        text: text.to_owned(),
        ..OrganisationFilter::default()
    };
    let texts = [
        "",
        "у",
        "ун",
        "уни",
        "унив",
        "универ",
        "университет нет такого",
    ];
    let tickets: Vec<_> = texts
        .iter()
        .map(|text| {
            laptop.send(Command::LoadOrganisations {
                filter: typed(text),
            })
        })
        .collect();
    // Every command ends, the ones that became pointless too.
    for ticket in tickets {
        let ended = |event: &Event| matches!(event, Event::Done { ticket: of } if *of == ticket);
        if !laptop.seen.iter().any(ended) {
            laptop.wait("the end of a search", ended);
        }
    }
    let told = laptop.last(|event| match event {
        Event::Organisations { filter, rows } => Some((filter.text.clone(), rows.len())),
        _ => None,
    });
    assert_eq!(told, Some((texts[6].to_owned(), 0)));
}

#[test]
fn a_forged_receipt_is_not_believed_and_the_operation_is_sent_again() {
    let folder = tempfile::tempdir().unwrap();
    let registry = registry(&folder.path().join("registry"));
    let forging = Arc::new(ForgingTransport::new(&registry.url()));
    let mut laptop = Laptop::start_with(
        config(&folder.path().join("a"), &registry.url(), "АБ12"),
        forging.clone(),
    );
    laptop.create();
    let chair = laptop.sign_in(&|person| person.role == AccountRole::Commission);
    let visit = laptop.ready_visit(&chair);
    forging.forge_receipts.store(true, Ordering::SeqCst);
    laptop.op(visit, VisitOp::Arrive { location: None });
    laptop.wait("the refusal to believe", |event| {
        matches!(event, Event::Failed { error, .. } if error.key == "client-receipt-forged")
    });
    assert!(
        !laptop
            .outbox()
            .operations
            .iter()
            .any(|row| matches!(row.state, OutboxState::Acknowledged { .. }))
    );
    forging.forge_receipts.store(false, Ordering::SeqCst);
    laptop.drained();
}

#[test]
fn another_registry_behind_the_same_address_gets_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let registry = registry(&folder.path().join("registry"));
    let forging = Arc::new(ForgingTransport::new(&registry.url()));
    let mut laptop = Laptop::start_with(
        config(&folder.path().join("a"), &registry.url(), "АБ12"),
        forging.clone(),
    );
    laptop.create();
    let chair = laptop.sign_in(&|person| person.role == AccountRole::Commission);
    let visit = laptop.ready_visit(&chair);
    laptop.drained();
    forging.other_registry.store(true, Ordering::SeqCst);
    laptop.run(Command::SyncNow).unwrap();
    laptop.wait("the other registry", |event| {
        matches!(event, Event::Sync(state) if state.connection == Connection::OtherRegistry)
    });
    let pushes = forging.pushes.load(Ordering::SeqCst);
    laptop.op(visit, VisitOp::Arrive { location: None });
    for _ in 0..20 {
        laptop.run(Command::SyncNow).unwrap();
        laptop.pause();
    }
    assert_eq!(forging.pushes.load(Ordering::SeqCst), pushes);
    forging.other_registry.store(false, Ordering::SeqCst);
    // The right registry again, with other authorities to believe: those of before stay.
    forging.other_anchors.store(true, Ordering::SeqCst);
    laptop.run(Command::SyncNow).unwrap();
    laptop.wait("word of other anchors", |event| {
        matches!(event, Event::Failed { error, .. } if error.key == "client-anchors-differ")
    });
    laptop.drained();
    assert!(forging.pushes.load(Ordering::SeqCst) > pushes);
}

#[test]
fn a_cut_off_photo_leaves_nothing_behind() {
    use baqylau_client::ui::EvidenceSource;
    let folder = tempfile::tempdir().unwrap();
    let registry = registry(&folder.path().join("registry"));
    let data = folder.path().join("a");
    let (mut laptop, chair) =
        Laptop::signed_in(config(&data, &registry.url(), "АБ12"), &|person| {
            person.role == AccountRole::Commission
        });
    let visit = laptop.ready_visit(&chair);
    laptop.enter(visit);
    let kept = crate::support::files_of(&data.join("blobs")).len();
    let whole = crate::support::jpeg(10);
    let add = |bytes: &[u8]| Command::AddEvidence {
        visit,
        list: "SAFE".to_owned(),
        item: "B07".to_owned(),
        sources: vec![EvidenceSource::Bytes {
            name: "вход.jpg".to_owned(),
            bytes: bytes.into(),
        }],
    };
    let error = laptop.run(add(&whole[..whole.len() / 2])).unwrap_err();
    assert_eq!(error.key, "evidence-unreadable");
    assert_eq!(crate::support::files_of(&data.join("blobs")).len(), kept);
    laptop.run(add(&whole)).unwrap();
    let sha256 = baqylau_protocol::blob::hash(&whole);
    laptop
        .run(Command::LoadImage {
            sha256,
            longest: 64,
        })
        .unwrap();
    let picture = laptop
        .last(|event| match event {
            Event::Image { picture, .. } => Some(picture.clone()),
            _ => None,
        })
        .unwrap()
        .unwrap();
    assert_eq!((picture.width, picture.height), (64, 40));
    let out = folder.path().join("original.jpg");
    laptop
        .run(Command::SaveOriginal {
            sha256,
            to: out.clone(),
        })
        .unwrap();
    assert_eq!(std::fs::read(out).unwrap(), whole);
}

#[test]
fn a_ruling_somebody_else_was_first_with_is_refused_tried_again_and_put_aside() {
    let folder = tempfile::tempdir().unwrap();
    let registry = registry(&folder.path().join("registry"));
    let officer = |person: &Person| person.role == AccountRole::IssuerOfficer;
    let (mut first, person) = Laptop::signed_in(
        config(&folder.path().join("a"), &registry.url(), "МН01"),
        &officer,
    );
    let (mut second, _) = Laptop::signed_in(
        config(&folder.path().join("b"), &registry.url(), "МН02"),
        &|one| one.id == person.id,
    );
    // The second laptop must know the very one the first decides: others may reach it earlier.
    let waiting = |laptop: &mut Laptop, known: Option<SanctionId>| {
        for round in 0.. {
            let found = sanctions(laptop).into_iter().find(|row| {
                row.mine
                    && row.sanction.state == SanctionState::Proposed
                    && known.is_none_or(|known| row.sanction.id == known)
            });
            if let Some(row) = found {
                return row.sanction.id;
            }
            assert!(round < 500, "no sanction waits");
            laptop.run(Command::SyncNow).unwrap();
            laptop.pause();
        }
        unreachable!()
    };
    let sanction = waiting(&mut first, None);
    waiting(&mut second, Some(sanction));
    second.run(Command::SetOffline { offline: true }).unwrap();
    let rule = |reason: &str| Command::Rule {
        sanction,
        ruling: Ruling::Dismiss,
        reason: reason.to_owned(),
    };
    second.run(rule("Решено без сети")).unwrap();
    first.run(rule("Решено раньше")).unwrap();
    first.drained();
    second.run(Command::SetOffline { offline: false }).unwrap();
    let refused = |laptop: &mut Laptop, dismissed: bool| -> Vec<OperationId> {
        laptop
            .outbox()
            .operations
            .iter()
            .filter_map(|row| match &row.state {
                OutboxState::Refused {
                    reason,
                    dismissed: aside,
                } if *aside == dismissed => {
                    assert_eq!(reason.key, "ruling-refusal-wrong-state");
                    Some(row.operation)
                }
                _ => None,
            })
            .collect()
    };
    let wait_for = |laptop: &mut Laptop, not: Option<OperationId>| {
        for round in 0.. {
            if let Some(found) = refused(laptop, false)
                .into_iter()
                .find(|id| Some(*id) != not)
            {
                return found;
            }
            assert!(round < 500, "the registry doesn't refuse");
            laptop.run(Command::SyncNow).unwrap();
            laptop.pause();
        }
        unreachable!()
    };
    let one = wait_for(&mut second, None);
    // The registry's answer to an operation stands for ever: trying again is a new one.
    second.run(Command::Retry { operation: one }).unwrap();
    let again = wait_for(&mut second, Some(one));
    assert_eq!(
        refused(&mut second, true),
        [one],
        "the old one is put aside"
    );
    second.run(Command::Dismiss { operation: again }).unwrap();
    assert!(refused(&mut second, false).is_empty());
    assert_eq!(
        refused(&mut second, true).len(),
        2,
        "it stays in the history"
    );
    // Rulings aren't carried by a file; nobody is told that they were.
    let nothing = second.run(Command::ExportUnsent {
        to: folder.path().join("unsent.baqylau"),
        passphrase: Secret::new("long enough"),
    });
    assert_eq!(nothing.unwrap_err().key, "client-nothing-to-carry");
    // The officer who was first is named in what everybody reads.
    for round in 0.. {
        let row = sanctions(&mut second)
            .into_iter()
            .find(|row| row.sanction.id == sanction)
            .unwrap();
        if let [step] = &row.sanction.log[..] {
            assert_eq!(step.by.as_ref().unwrap().full_name, person.full_name);
            assert_eq!(step.reason, "Решено раньше");
            break;
        }
        assert!(round < 500, "the ruling doesn't come back");
        second.run(Command::SyncNow).unwrap();
        second.pause();
    }
}
