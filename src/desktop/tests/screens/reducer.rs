//! The model without a screen: what a person typed stands until disk and colleagues are heard.

use crate::world::world;
use baqylau_client::ui::{Event, LockState, OpenVisit, UserError};
use baqylau_desktop::model::{Model, Notice, Requested, TicketState, VisitWork, apply};
use baqylau_domain::draft::{Draft, FieldKey};
use baqylau_domain::finding::Finding;
use baqylau_domain::identifiers::{InstallId, PersonId};
use baqylau_domain::people::{AccountRole, Person};
use serde_json::Value;
use std::sync::Arc;

fn install(number: u128) -> InstallId {
    InstallId::new(uuid::Uuid::from_u128(number))
}

fn recorded() -> Arc<OpenVisit> {
    match world().secretary().opened.get(&world().visit) {
        Some(Event::VisitOpened(open)) => open.clone(),
        _ => panic!("the visit was not recorded"),
    }
}

fn signed_in(person: &Person) -> Event {
    Event::Lock(LockState::SignedIn {
        person: Box::new(person.clone()),
        sample: true,
        offline_until: None,
    })
}

/// A model with the visit open.
fn at_work() -> Model {
    let mut model = Model::new(world().now);
    apply(&mut model, signed_in(&world().secretary().person));
    apply(&mut model, Event::VisitOpened(recorded()));
    model
}

fn work(model: &mut Model) -> &mut VisitWork {
    model.work.as_mut().expect("a visit is open")
}

/// Checklist and path of an item, with its first two choices.
fn question(model: &Model, at: usize) -> (String, String, [String; 2]) {
    let sheet = &model.work.as_ref().expect("a visit").sheets[0];
    let field = sheet
        .items
        .iter()
        .filter(|item| item.fields.len() == 1)
        .map(|item| &item.fields[0])
        .filter(|field| field.kind.is_select() && field.choices.len() >= 2)
        .nth(at)
        .expect("a question with choices");
    let choices = [field.choices[0].name.clone(), field.choices[1].name.clone()];
    (sheet.code.clone(), field.path.as_str().to_owned(), choices)
}

fn shown(model: &Model, list: &str, path: &str) -> String {
    let work = model.work.as_ref().expect("a visit");
    work.sheet(list)
        .and_then(|sheet| sheet.answer(path))
        .unwrap_or_default()
        .to_owned()
}

fn answer(model: &mut Model, list: &str, path: &str, value: &str) -> Vec<(FieldKey, Value)> {
    let now = model.now;
    work(model).answer(list, path, value, now)
}

/// What the client says once changes are on disk.
fn saved(model: &Model, changes: &[(FieldKey, Value)]) -> Event {
    let work = model.work.as_ref().expect("a visit");
    let author = world().secretary().person.id;
    let fields = changes
        .iter()
        .map(|(key, value)| {
            let version = work
                .draft
                .write(key, install(1), value.clone(), author, world().now);
            (key.clone(), version)
        })
        .collect();
    Event::DraftSaved {
        visit: work.id(),
        fields,
        at: world().now,
    }
}

/// A colleague's value for a field, over everything or without having seen it.
fn colleague(model: &Model, key: &FieldKey, value: &str, has_seen: bool) -> (Draft, Event) {
    let work = model.work.as_ref().expect("a visit");
    let mut draft = work.draft.clone();
    let author = PersonId::new(uuid::Uuid::from_u128(77));
    let base = if has_seen {
        draft.clone()
    } else {
        Draft::default()
    };
    let version = base.write(
        key,
        install(2),
        Value::String(value.to_owned()),
        author,
        world().now,
    );
    draft.merge(key.clone(), version);
    let event = Event::DraftMerged {
        visit: work.id(),
        draft: Arc::new(draft.clone()),
        changed: vec![key.clone()],
    };
    (draft, event)
}

#[test]
fn an_answer_is_shown_at_once_and_saved_when_the_disk_says_so() {
    let mut model = at_work();
    let (list, path, [yes, _]) = question(&model, 0);
    let changes = answer(&mut model, &list, &path, &yes);
    assert!(!changes.is_empty());
    assert_eq!(shown(&model, &list, &path), yes);
    assert!(work(&mut model).is_saving());
    assert_eq!(work(&mut model).saved_at, None);
    let event = saved(&model, &changes);
    apply(&mut model, event);
    assert!(!work(&mut model).is_saving());
    assert_eq!(work(&mut model).saved_at, Some(world().now));
    assert_eq!(shown(&model, &list, &path), yes);
}

#[test]
fn a_late_word_of_the_disk_does_not_undo_what_was_typed_since() {
    let mut model = at_work();
    let (list, path, [yes, no]) = question(&model, 0);
    let first = answer(&mut model, &list, &path, &yes);
    let second = answer(&mut model, &list, &path, &no);
    let event = saved(&model, &first);
    apply(&mut model, event);
    assert_eq!(shown(&model, &list, &path), no);
    assert!(
        work(&mut model).is_saving(),
        "the second answer is still on its way"
    );
    let event = saved(&model, &second);
    apply(&mut model, event);
    assert!(!work(&mut model).is_saving());
    let key = FieldKey::Answer {
        list: list.clone(),
        path: path.clone(),
    };
    assert_eq!(work(&mut model).draft.value(&key), Some(&Value::String(no)));
}

#[test]
fn the_same_answer_twice_is_written_once() {
    let mut model = at_work();
    let (list, path, [yes, _]) = question(&model, 0);
    assert!(!answer(&mut model, &list, &path, &yes).is_empty());
    assert!(answer(&mut model, &list, &path, &yes).is_empty());
}

#[test]
fn a_colleague_does_not_take_away_what_is_being_typed() {
    let mut model = at_work();
    let (list, path, [yes, no]) = question(&model, 0);
    answer(&mut model, &list, &path, &yes);
    let key = FieldKey::Answer {
        list: list.clone(),
        path: path.clone(),
    };
    let (_, event) = colleague(&model, &key, &no, false);
    let notices = apply(&mut model, event);
    assert_eq!(notices, vec![Notice::Merged(1)]);
    assert_eq!(shown(&model, &list, &path), yes, "unsaved, so it stays");
    assert!(work(&mut model).is_saving());
}

#[test]
fn a_colleagues_answer_comes_in_and_is_marked() {
    let mut model = at_work();
    let (list, path, [_, no]) = question(&model, 1);
    let key = FieldKey::Answer {
        list: list.clone(),
        path: path.clone(),
    };
    let (_, event) = colleague(&model, &key, &no, true);
    apply(&mut model, event);
    assert_eq!(shown(&model, &list, &path), no);
    let item = work(&mut model)
        .sheet(&list)
        .and_then(|s| s.item_of_path(&path))
        .map(str::to_owned);
    let marked = (list, item.expect("an item"));
    assert!(work(&mut model).changed_by_colleague.contains(&marked));
}

#[test]
fn two_answers_without_seeing_each_other_are_a_conflict_of_the_item() {
    let mut model = at_work();
    let (list, path, [yes, no]) = question(&model, 0);
    let changes = answer(&mut model, &list, &path, &yes);
    let event = saved(&model, &changes);
    apply(&mut model, event);
    let key = FieldKey::Answer {
        list: list.clone(),
        path: path.clone(),
    };
    let (_, event) = colleague(&model, &key, &no, false);
    apply(&mut model, event);
    let item = work(&mut model)
        .sheet(&list)
        .and_then(|s| s.item_of_path(&path))
        .map(str::to_owned);
    assert!(work(&mut model).is_conflicted(&list, &item.expect("an item")));
    assert_eq!(work(&mut model).draft.conflicts().count(), 1);
}

#[test]
fn steps_are_taken_back_one_by_one_and_given_again() {
    let mut model = at_work();
    let now = model.now;
    let (list, first, [yes, no]) = question(&model, 0);
    let (_, second, [other, _]) = question(&model, 1);
    answer(&mut model, &list, &first, &yes);
    answer(&mut model, &list, &second, &other);
    answer(&mut model, &list, &first, &no);
    let state = |model: &Model| (shown(model, &list, &first), shown(model, &list, &second));
    assert_eq!(state(&model), (no.clone(), other.clone()));
    work(&mut model).undo(now);
    assert_eq!(state(&model), (yes.clone(), other.clone()));
    work(&mut model).undo(now);
    assert_eq!(state(&model), (yes.clone(), String::new()));
    work(&mut model).undo(now);
    assert_eq!(state(&model), (String::new(), String::new()));
    assert!(
        work(&mut model).undo(now).is_empty(),
        "nothing is left to take back"
    );
    for _ in 0..3 {
        assert!(!work(&mut model).redo(now).is_empty());
    }
    assert_eq!(state(&model), (no, other));
    assert!(work(&mut model).redo(now).is_empty());
}

#[test]
fn a_new_answer_ends_what_could_be_given_again() {
    let mut model = at_work();
    let now = model.now;
    let (list, path, [yes, no]) = question(&model, 0);
    answer(&mut model, &list, &path, &yes);
    work(&mut model).undo(now);
    answer(&mut model, &list, &path, &no);
    assert!(work(&mut model).redo(now).is_empty());
    assert_eq!(shown(&model, &list, &path), no);
}

#[test]
fn a_visit_reopened_keeps_what_is_not_on_disk_yet() {
    let mut model = at_work();
    let (list, path, [yes, _]) = question(&model, 0);
    answer(&mut model, &list, &path, &yes);
    let note = Finding {
        note: "Дверь заперта".to_owned(),
        ..Finding::default()
    };
    let key = FieldKey::Finding {
        list: "SAFE".to_owned(),
        item: "B07".to_owned(),
    };
    let value = serde_json::to_value(&note).expect("a value");
    work(&mut model).write(&[(key, value)]);
    apply(&mut model, Event::VisitOpened(recorded()));
    assert_eq!(shown(&model, &list, &path), yes);
    assert_eq!(work(&mut model).finding("SAFE", "B07"), note);
    assert!(work(&mut model).is_saving());
}

#[test]
fn another_persons_session_starts_from_nothing() {
    let mut model = at_work();
    apply(
        &mut model,
        world().secretary().visits.clone().expect("visits"),
    );
    let officer = world().of(AccountRole::IssuerOfficer);
    for event in [
        &officer.sanctions,
        &officer.points,
        &officer.organisations,
        &officer.outbox,
    ] {
        apply(&mut model, event.clone().expect("recorded"));
    }
    apply(&mut model, world().composed.clone());
    let before = model.sample_people.len();
    let notices = apply(&mut model, signed_in(&officer.person));
    assert_eq!(notices, vec![Notice::SessionChanged]);
    assert!(matches!(model.visits, Requested::Never));
    assert!(matches!(model.sanctions, Requested::Never));
    assert!(matches!(model.points, Requested::Never));
    assert!(matches!(model.organisations, Requested::Never));
    assert!(matches!(model.outbox, Requested::Never));
    assert!(model.work.is_none() && model.act.is_none() && model.card.is_none());
    assert!(model.images.is_empty());
    assert!(model.key_holder.is_none() && model.verdict.is_none());
    assert_eq!(
        model.sample_people.len(),
        before,
        "who may sign in is nobody's secret"
    );
    // The same person signing in again, because the session ended, keeps the work in hand.
    let again = apply(&mut model, signed_in(&officer.person));
    assert!(again.is_empty());
}

#[test]
fn signing_out_wipes_the_screen_too() {
    let mut model = at_work();
    let lock = LockState::Unlocked {
        known: Vec::new(),
        online: true,
        sample: true,
    };
    assert_eq!(
        apply(&mut model, Event::Lock(lock)),
        vec![Notice::SessionChanged]
    );
    assert!(model.work.is_none());
    assert!(model.person().is_none());
}

#[test]
fn a_ticket_tells_running_done_and_why_it_failed() {
    let mut model = Model::new(world().now);
    apply(
        &mut model,
        Event::Progress {
            ticket: 4,
            done: 3,
            of: 9,
        },
    );
    assert!(model.is_running(Some(4)));
    apply(&mut model, Event::Done { ticket: 4 });
    assert!(model.is_done(Some(4)) && !model.is_running(Some(4)));
    let error = UserError::new("client-network");
    let told = apply(
        &mut model,
        Event::Failed {
            ticket: Some(5),
            error: error.clone(),
        },
    );
    assert!(told.is_empty(), "the screen that asked tells it");
    assert_eq!(model.failure(Some(5)), Some(&error));
    assert_eq!(
        model.tickets.get(&5),
        Some(&TicketState::Failed(error.clone()))
    );
    let told = apply(
        &mut model,
        Event::Failed {
            ticket: None,
            error: error.clone(),
        },
    );
    assert_eq!(told, vec![Notice::Failed(error)]);
    assert!(!model.is_running(None) && !model.is_done(None));
}

#[test]
fn a_visit_moved_on_moves_in_the_list_and_on_the_desk() {
    let mut model = at_work();
    apply(
        &mut model,
        world().secretary().visits.clone().expect("visits"),
    );
    let Event::VisitOpened(merging) = &world().merging else {
        panic!("not a visit")
    };
    apply(
        &mut model,
        Event::VisitMoved {
            visit: Box::new(merging.visit.clone()),
        },
    );
    assert_eq!(work(&mut model).visit.stage, merging.visit.stage);
    let rows = model.visits.value().expect("visits");
    let row = rows
        .iter()
        .find(|row| row.visit.id == merging.visit.id)
        .expect("the row");
    assert_eq!(row.visit.stage, merging.visit.stage);
    // After the drafts are closed nothing can be answered.
    let (list, path, [yes, _]) = question(&model, 0);
    if !merging.visit.stage.is_open_for_drafts() {
        assert!(answer(&mut model, &list, &path, &yes).is_empty());
    }
}

#[test]
fn news_of_another_visit_leaves_the_open_one_alone() {
    let mut model = at_work();
    let (list, path, [yes, _]) = question(&model, 0);
    let changes = answer(&mut model, &list, &path, &yes);
    let Event::DraftSaved { fields, at, .. } = saved(&model, &changes) else {
        return;
    };
    let other = baqylau_domain::identifiers::VisitId::new(uuid::Uuid::from_u128(9));
    apply(
        &mut model,
        Event::DraftSaved {
            visit: other,
            fields,
            at,
        },
    );
    assert!(work(&mut model).is_saving());
}
