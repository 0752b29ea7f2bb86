//! The queue of acts to sign: what is shown is what is signed, and what was ticked is what is sent.

use crate::guard::painted_words;
use crate::hands::{Hands, LARGE, SMALL, pictures_wanted};
use crate::replay::Replay;
use crate::states::everywhere;
use crate::world::world;
use baqylau_client::ui::{
    ActPreview, BatchItem, BatchKey, BatchState, BatchView, Command, Event, KeyHolder, KeySource,
    QueueCounts, QueueFilter, QueueRow, QueueView, RecentKey, Shelf, Standing, UserError,
};
use baqylau_desktop::cx::Action;
use baqylau_desktop::place::Place;
use baqylau_domain::act::ActKind;
use baqylau_domain::identifiers::{BlobHash, VisitId};
use baqylau_domain::people::{AccountRole, CommissionRole};
use baqylau_locale::Language;
use egui::Key;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use std::path::PathBuf;
use std::sync::Arc;

/// The act that can be looked at, as it was drawn up.
fn drawn_up() -> Arc<ActPreview> {
    match &world().composed {
        Event::ActComposed(act) => act.clone(),
        _ => panic!("the act was not recorded"),
    }
}

/// Acts of the queue: the first is one that was recorded, so that it can be looked at.
fn rows(count: usize) -> Vec<QueueRow> {
    let shown = world().secretary().rows();
    let (visit, act) = (drawn_up().visit, drawn_up().sha256);
    (0..count)
        .map(|n| {
            let of = &shown[n % shown.len()];
            let number = u128::try_from(n).unwrap();
            QueueRow {
                visit: match n {
                    0 => visit,
                    _ => VisitId::new(uuid::Uuid::from_u128(7_000 + number)),
                },
                act: match n {
                    0 => act,
                    _ => BlobHash::new([u8::try_from(n % 251).unwrap(); 32]),
                },
                kind: match n % 5 {
                    4 => ActKind::AdmissionRefusal,
                    _ => ActKind::Monitoring,
                },
                number: format!("Ч-TEST-{}", n + 1),
                organisation: of.organisation.clone(),
                address: of.address.clone(),
                fixed_at: world().now,
                role: CommissionRole::Secretary,
                standing: match n {
                    5 => Standing::Others {
                        first: vec!["Тестова Айгүл Ерланқызы".to_owned()],
                    },
                    6 => Standing::Signed {
                        at: world().now,
                        signatures: (2, 4),
                    },
                    7 => Standing::Refused {
                        reason: UserError::new("signatory-system"),
                        again: false,
                    },
                    _ => Standing::Mine,
                },
            }
        })
        .collect()
}

pub fn queue(count: usize) -> Event {
    let rows = rows(count);
    Event::Queue(Arc::new(QueueView {
        filter: QueueFilter::default(),
        counts: QueueCounts {
            mine: rows.len() - 3,
            others: 1,
            signed: 1,
            refused: 1,
        },
        rows: Arc::new(rows),
    }))
}

fn at_the_queue(count: usize, language: Language) -> (Hands, Replay) {
    let (mut hands, replay) = Hands::signed_in(AccountRole::Commission, language);
    hands.go(Place::ToSign);
    replay.tell(queue(count));
    hands.look(3);
    replay.tell(Event::ActOpened(drawn_up()));
    hands.look(6);
    (hands, replay)
}

fn batch(running: bool, states: &[BatchState]) -> Event {
    let items = rows(states.len())
        .into_iter()
        .zip(states)
        .map(|(row, state)| BatchItem {
            visit: row.visit,
            act: row.act,
            number: row.number,
            organisation: row.organisation,
            state: state.clone(),
        })
        .collect();
    Event::Batch(Some(Arc::new(BatchView {
        id: uuid::Uuid::from_u128(99),
        made_at: world().now,
        items,
        running,
    })))
}

/// Looks at a dialog in every language and both themes; what lies under it is covered, not wrong.
fn in_a_dialog(hands: &mut Hands, name: &str) {
    for dark in [false, true] {
        hands.act(Action::Dark(dark));
        for language in Language::ALL {
            hands.act(Action::Language(language));
            for words in painted_words(hands) {
                assert!(!words.contains('⟦'), "a message key: {words}");
            }
            if pictures_wanted() {
                let theme = if dark { "dark" } else { "light" };
                hands.picture(&format!("state-{name}-{}-{theme}", language.code()));
            }
        }
    }
    hands.act(Action::Dark(false));
    hands.act(Action::Language(Language::Ru));
}

/// What was last asked to be signed.
fn asked(replay: &Replay) -> Option<(Vec<VisitId>, KeySource)> {
    let sent = replay.with(|state| state.sent.clone());
    sent.into_iter().rev().find_map(|command| match command {
        Command::SignBatch {
            acts,
            key: BatchKey::File { key, .. },
        } => Some((acts.into_iter().map(|(visit, _)| visit).collect(), key)),
        _ => None,
    })
}

#[test]
fn the_queue_shows_exactly_what_is_signed() {
    let (mut hands, _replay) = at_the_queue(40, Language::Ru);
    let hash = rows(1)[0].act.to_string();
    assert!(hands.says(&hash), "the whole hash stands there");
    everywhere(&mut hands, "to-sign");
    hands.resize(LARGE);
    everywhere(&mut hands, "to-sign-large");
    hands.resize(SMALL);
    hands.act(Action::Dark(false));
    hands.act(Action::Language(Language::Ru));
    let label = hands.text("tosign-show-bytes");
    hands.click(&label);
    assert!(hands.says("baqylau.act/"), "the very bytes");
    in_a_dialog(&mut hands, "to-sign-bytes");
}

#[test]
fn what_is_ticked_is_what_is_signed_and_nothing_that_cannot_be() {
    let (mut hands, replay) = at_the_queue(40, Language::Ru);
    let sign = |hands: &Hands, count: i64| hands.format("tosign-sign", &[("count", count.into())]);
    // Nothing is ticked: the button says why it waits.
    let none = sign(&hands, 0);
    hands.click(&none);
    assert_eq!(asked(&replay), None);

    // By keyboard: all that is shown.
    let name = hands.text("nav-to-sign");
    let table: Vec<_> = hands.harness.query_all_by_label(&name).collect();
    let grid = table
        .iter()
        .find(|node| node.accesskit_node().role() == egui::accesskit::Role::Grid)
        .expect("the table takes focus");
    grid.focus();
    hands.look(2);
    hands.ctrl(Key::A);
    hands.look(3);
    let all = sign(&hands, 37);
    hands.click(&all);
    in_a_dialog(&mut hands, "to-sign-sheet");
    let own = hands.text("tosign-demo-key");
    hands.click(&own);
    let (acts, key) = asked(&replay).expect("a batch was asked for");
    let wanted: Vec<VisitId> = rows(40)
        .iter()
        .filter(|row| row.standing.may_sign())
        .map(|row| row.visit)
        .collect();
    assert_eq!(acts, wanted);
    assert_eq!(key, KeySource::Sample(world().secretary().person.id));

    // Another shelf forgets the ticks: nobody signs what isn't seen.
    let close = hands.text("button-close");
    hands.click(&close);
    let others = format!("{} 1", hands.text("tosign-shelf-others"));
    hands.click(&others);
    let shelf = replay.with(|state| {
        state.sent.iter().rev().find_map(|command| match command {
            Command::LoadQueue { filter } => Some(filter.shelf),
            _ => None,
        })
    });
    assert_eq!(shelf, Some(Some(Shelf::Others)));
    assert!(hands.has(&none));
}

#[test]
fn a_batch_tells_how_it_goes_stops_and_is_gone_on_with() {
    let (mut hands, replay) = at_the_queue(40, Language::Ru);
    let failed = BatchState::Failed(UserError::new("tosign-error-redrawn"));
    let mut states = vec![BatchState::Signed; 14];
    states.push(failed.clone());
    states.extend(vec![BatchState::Waiting; 5]);
    replay.tell(batch(true, &states));
    hands.look(3);
    let show = hands.text("tosign-batch-show");
    hands.click(&show);
    in_a_dialog(&mut hands, "to-sign-running");
    replay.tell(Event::BatchItem {
        batch: uuid::Uuid::from_u128(99),
        visit: rows(20)[15].visit,
        state: BatchState::Signed,
    });
    hands.look(3);
    let counts = hands
        .app()
        .model()
        .batch
        .as_ref()
        .map(|batch| batch.counts());
    assert_eq!(counts, Some((4, 15, 1)));

    // Cut off, and shown at the next start with what is left.
    replay.tell(batch(false, &states));
    hands.look(3);
    assert!(replay.count(|command| matches!(command, Command::LoadQueue { .. })) >= 2);
    in_a_dialog(&mut hands, "to-sign-cut-off");
    let close = hands.text("button-close");
    hands.click(&close);
    everywhere(&mut hands, "to-sign-unfinished");
    hands.act(Action::Language(Language::Ru));
    let resume = hands.text("tosign-batch-resume");
    hands.click(&resume);
    let own = hands.text("tosign-demo-key");
    hands.click(&own);
    let resumed = |replay: &Replay| {
        replay.with(|state| {
            state.sent.iter().rev().find_map(|command| match command {
                Command::ResumeBatch { failed, .. } => Some(*failed),
                _ => None,
            })
        })
    };
    assert_eq!(resumed(&replay), Some(false));

    // Nothing waits any more, one wasn't signed: tried again by a click.
    states.iter_mut().for_each(|state| {
        if *state == BatchState::Waiting {
            *state = BatchState::Signed;
        }
    });
    replay.tell(batch(false, &states));
    hands.look(3);
    assert!(hands.says(&hands.text("tosign-sheet-over")));
    in_a_dialog(&mut hands, "to-sign-one-failed");
    let again = hands.format("tosign-try-again", &[("count", 1.into())]);
    hands.click(&again);
    hands.click(&own);
    assert_eq!(resumed(&replay), Some(true));
}

#[test]
fn a_key_opened_before_is_known_by_its_holder_before_the_password() {
    let (mut hands, replay) = at_the_queue(12, Language::Kk);
    let holder = |name: &str, barred: Option<&str>| KeyHolder {
        name: name.to_owned(),
        iin_masked: "••••••••1234".to_owned(),
        organisation: "Бақылау комитеті".to_owned(),
        roles: vec!["signing-role-employee".to_owned()],
        valid: (world().now, world().now + chrono::TimeDelta::days(300)),
        serial: "42c1f0a1b2c3d4e5".to_owned(),
        person: None,
        problem: None,
        barred: barred.map(UserError::new),
    };
    let recent = |path: &str, name: &str, barred: Option<&str>| RecentKey {
        path: PathBuf::from(path),
        here: true,
        holder: holder(name, barred),
        used: world().now,
    };
    replay.tell(Event::RecentKeys(Arc::new(vec![
        recent("/keys/own.p12", "ТЕСТОВ ТЕСТ", None),
        recent("/keys/system.p12", "ЖҮЙЕ", Some("signatory-system")),
    ])));
    let table_name = hands.text("nav-to-sign");
    let grid: Vec<_> = hands.harness.query_all_by_label(&table_name).collect();
    grid.iter()
        .find(|node| node.accesskit_node().role() == egui::accesskit::Role::Grid)
        .expect("the table takes focus")
        .focus();
    hands.look(2);
    hands.ctrl(Key::A);
    hands.look(2);
    let sign = hands.format("tosign-sign", &[("count", 9.into())]);
    hands.click(&sign);
    hands.click("ЖҮЙЕ · Бақылау комитеті");
    let looked = replay.with(|state| {
        state.sent.iter().any(
            |command| matches!(command, Command::LookAtKey { path } if path.ends_with("system.p12")),
        )
    });
    assert!(looked);
    replay.tell(Event::KeySeen {
        path: PathBuf::from("/keys/system.p12"),
        holder: Some(holder("ЖҮЙЕ", Some("signatory-system"))),
    });
    hands.look(3);
    let warning = hands.text("signatory-system");
    assert!(hands.says(&warning));
    in_a_dialog(&mut hands, "to-sign-known-key");
}

#[test]
fn a_thousand_acts_cost_a_frame_no_more_than_a_screenful() {
    // What a frame makes: words painted, and things told to a screen reader.
    let made = |count: usize| {
        let (mut hands, _replay) = at_the_queue(count, Language::Ru);
        hands.look(10);
        let told = hands.harness.root().children_recursive().count();
        (painted_words(&hands).len(), told)
    };
    let (few, many) = (made(60), made(1_000));
    println!("a frame: {few:?} of 60 acts, {many:?} of 1,000");
    // The same rows are on the screen; only a number may be longer.
    assert!(many.0 <= few.0 + 10, "{many:?} beside {few:?}");
    assert!(many.1 <= few.1 + 10, "{many:?} beside {few:?}");
}
