//! What a secretary of a commission reads on a visit, its outcome and the sync centre: nothing is
//! claimed that isn't known, and what is in the way is said.

use crate::hands::Hands;
use crate::replay::Replay;
use crate::rights::tab_count;
use crate::world::world;
use baqylau_client::ui::{Cause, Event, OpenVisit, OutboxState};
use baqylau_desktop::cx::Action;
use baqylau_desktop::place::Place;
use baqylau_domain::identifiers::{PremisesId, VisitId};
use baqylau_domain::people::AccountRole;
use baqylau_domain::text::Trilingual;
use baqylau_domain::visit::StageName;
use baqylau_locale::Language;
use chrono::Days;
use std::sync::Arc;

fn opened() -> impl Iterator<Item = Arc<OpenVisit>> {
    let all = world().secretary().opened.values();
    all.filter_map(|event| match event {
        Event::VisitOpened(open) => Some(open.clone()),
        _ => None,
    })
}

/// The visit being recorded, which has its pack.
fn recorded() -> OpenVisit {
    let found = opened().find(|open| open.visit.id == world().visit);
    found.expect("the secretary's visit").as_ref().clone()
}

/// A visit the commission hasn't set out for, without its pack.
fn ordered() -> OpenVisit {
    let coming = [StageName::Ordered, StageName::Notified];
    let found =
        opened().find(|open| coming.contains(&open.visit.stage.name()) && open.pack.is_none());
    found.expect("a visit to come").as_ref().clone()
}

fn shown(open: OpenVisit, language: Language) -> (Hands, Replay) {
    let (mut hands, replay) = Hands::signed_in(AccountRole::Commission, language);
    let visit = open.visit.id;
    replay.with(|state| state.opened = Some(Arc::new(open)));
    hands.go(Place::Visit(visit));
    (hands, replay)
}

#[test]
fn without_the_pack_nobody_claims_that_there_was_no_visit_before() {
    let (hands, _replay) = shown(ordered(), Language::Ru);
    assert!(hands.says(&hands.text("visit-previous-in-pack")));
    assert!(!hands.says(&hands.text("visit-previous-none")));

    let mut open = recorded();
    assert!(open.pack.is_some());
    open.previous = None;
    let (hands, _replay) = shown(open, Language::Ru);
    assert!(hands.says(&hands.text("visit-previous-none")));
    assert!(!hands.says(&hands.text("visit-previous-in-pack")));
}

#[test]
fn a_visit_before_to_another_building_is_told_apart() {
    let mut open = recorded();
    let here = open.visit.premises;
    let before = open.previous.as_ref().expect("a visit before").as_ref();
    assert!(
        before.premises.is_some(),
        "the registry says which building"
    );
    let mut before = before.clone();
    for (premises, elsewhere) in [
        (here, false),
        (PremisesId::new(uuid::Uuid::from_u128(5)), true),
    ] {
        before.premises = Some(premises);
        open.previous = Some(Arc::new(before.clone()));
        let (mut hands, _replay) = shown(open.clone(), Language::Ru);
        let words = hands.text("visit-previous-elsewhere");
        assert_eq!(hands.says(&words), elsewhere, "the visit");
        hands.go(Place::Runner(open.visit.id));
        assert_eq!(hands.says(&words), elsewhere, "the checklists");
    }
}

#[test]
fn the_address_visited_stands_beside_the_legal_one() {
    let open = recorded();
    let premises = open
        .organisation
        .premises(open.visit.premises)
        .expect("a building");
    let visited = premises.address.ru.clone();
    let (hands, _replay) = shown(open, Language::Ru);
    for key in ["visit-address-legal", "visit-address-visited"] {
        assert!(hands.says(&hands.text(key)), "{key}");
    }
    assert!(hands.says(&visited));
}

#[test]
fn what_was_violated_is_never_told_in_the_words_of_its_being_met() {
    let recording = world().secretary();
    let Some(Event::Points(points)) = &recording.points else {
        panic!("points")
    };
    let of = |visit: VisitId| points.iter().find(|row| row.point.visit == visit);
    let open = opened()
        .find(|open| open.visit.stage.number().is_some() && of(open.visit.id).is_some())
        .expect("a visit with points");
    let point = &of(open.visit.id).expect("a point").point.point;
    let requirement = Trilingual::new("Талап сақталған", "Требование соблюдено", "It is met");
    let cause = Cause {
        ground: None,
        point: Some(point.number),
        list: point.list.clone(),
        title: Trilingual::same("Безопасность"),
        item: point.item.clone(),
        requirement: requirement.clone(),
        note: String::new(),
    };
    for language in Language::ALL {
        let (mut hands, replay) = shown(open.as_ref().clone(), language);
        let causes = Arc::new(vec![cause.clone()]);
        let visit = open.visit.id;
        replay.tell(Event::Causes { visit, causes });
        hands.look(3);
        let met = match language {
            Language::Kk => requirement.kazakh(),
            Language::Ru => requirement.russian(),
            Language::En => requirement.english(),
        };
        let violated = [("requirement", met.into())];
        assert!(hands.says(&hands.format("requirement-not-met", &violated)));
        // What to do is said in the language of whoever reads, whatever the people wrote.
        assert!(hands.says(&hands.text("prescription-remedy")));
        let code = format!("{} {}", point.list, point.item);
        assert!(!hands.says(&code), "{code} is for programs");
    }
}

#[test]
fn everything_that_waits_to_be_sent_is_in_a_list() {
    let recording = world().secretary();
    let (Some(sync), Some(Event::Outbox(view))) = (&recording.sync, &recording.outbox) else {
        panic!("the outbox")
    };
    let waits = |state: &OutboxState| {
        matches!(
            state,
            OutboxState::Queued | OutboxState::Sending | OutboxState::Held
        )
    };
    let operations = view.operations.iter().filter(|row| waits(&row.state));
    assert!(!view.drafts.is_empty(), "answers were written");
    let listed = operations.count() + view.drafts.len() + view.attachments.len();
    assert_eq!(u32::try_from(listed).ok(), Some(sync.waiting));

    let (mut hands, _replay) = Hands::signed_in(AccountRole::Commission, Language::Ru);
    hands.go(Place::Sync);
    let shown = ["sync-queue", "sync-attachments"].map(|key| tab_count(&hands, key));
    let shown = shown
        .iter()
        .flatten()
        .filter_map(|count| count.parse::<u32>().ok());
    assert_eq!(shown.sum::<u32>(), sync.waiting);
    assert!(hands.says(&hands.text("client-operation-draft")));
}

#[test]
fn a_visit_that_cant_begin_says_what_it_needs() {
    let (hands, _replay) = shown(ordered(), Language::Ru);
    assert!(hands.says(&hands.text("visit-arrive-needs-pack")));

    let mut late = ordered();
    late.visit.planned = {
        let day = world().now.date_naive();
        let before = |days| day.checked_sub_days(Days::new(days)).expect("a day");
        (before(9), before(7))
    };
    let (mut hands, _replay) = shown(late, Language::Ru);
    for language in Language::ALL {
        hands.act(Action::Language(language));
        assert!(
            hands.says(&hands.text("visit-overdue-what")),
            "{language:?}"
        );
    }
}

#[test]
fn a_queue_on_its_way_isnt_called_empty() {
    let (mut hands, _replay) = Hands::signed_in(AccountRole::Commission, Language::Ru);
    hands.go(Place::ToSign);
    let nothing = hands.format("tosign-waiting", &[("count", 0.into())]);
    assert!(!hands.says(&nothing));
    assert!(hands.says(&hands.text("panel-loading")));
}
