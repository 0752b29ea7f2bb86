//! Applications many at once, for digitisation, and their documents looked at; the register of
//! schools with what is counted of them.

use crate::hands::{Hands, LARGE, SMALL, pictures_wanted};
use crate::order_records::{schools, told};
use crate::orders::look_everywhere;
use crate::orders_department::{
    ROLE, applications, at, at_school, commanded, enter, fill, picture, school_mandate, tap,
    to_table,
};
use crate::replay::Replay;
use crate::world::world;
use baqylau_client::ui::{Command, Event, Looked, OrdersView, Unseen};
use baqylau_desktop::cx::Action;
use baqylau_desktop::place::{OrderRef, Place, Section};
use baqylau_domain::checks::{CheckId, Decision as ChecksDecision};
use baqylau_domain::identifiers::{ApplicationId, PersonId};
use baqylau_domain::schooling::{
    Application, ApplicationCommand, ApplicationKind, ApplicationStage, ApplicationStep, Draft,
    PassportPart, RefusalBasis, Remark, SchoolingRecord,
};
use baqylau_locale::Language;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use uuid::Uuid;

fn id(nth: u128) -> ApplicationId {
    ApplicationId::new(Uuid::from_u128(0x6000 + nth))
}

fn count(count: i64) -> [(&'static str, baqylau_locale::Arg<'static>); 1] {
    [("count", count.into())]
}

/// The open sheet in every language, light and dark, small and large: it lies over what is below, so
/// it is for eyes alone.
fn sheet_everywhere(hands: &mut Hands, name: &str) {
    for (language, dark, size) in [
        (Language::Kk, true, SMALL),
        (Language::En, false, SMALL),
        (Language::Ru, false, LARGE),
    ] {
        hands.act(Action::Language(language));
        hands.act(Action::Dark(dark));
        hands.resize(size);
        hands.look(4);
        if pictures_wanted() {
            let code = language.code();
            hands.picture(&format!("sheet-{name}-{code}-{}-{dark}", size[0]));
        }
    }
    hands.act(Action::Language(Language::Ru));
    hands.resize(SMALL);
    hands.look(4);
}

/// The card of a school, as the client opens it.
fn card_of(nth: usize) -> Event {
    let cards = world().of(ROLE).cards.values();
    let mut cards = cards.filter_map(|event| match event {
        Event::OrganisationOpened(card) if card.checks.is_some() => Some(card.as_ref().clone()),
        _ => None,
    });
    let mut card = cards.next().expect("a card with checks");
    card.organisation = schools()[nth].as_ref().clone();
    Event::OrganisationOpened(Arc::new(card))
}

/// All of the register ticked by the keyboard.
fn tick_all(hands: &mut Hands) {
    hands.press_with(crate::hands::Layout::Latin, Modifiers::ALT, Key::Num2);
    to_table(hands);
    hands.ctrl(Key::A);
    hands.look(3);
}

/// An application of a school that the officer works on.
fn in_work(nth: u128, kind: ApplicationKind) -> SchoolingRecord {
    let me = world().of(ROLE).person.id;
    let mut records = applications();
    let model = records.swap_remove(2);
    let SchoolingRecord::Application(model) = model else {
        panic!("an application")
    };
    let at = model.steps[0].at;
    let stage = ApplicationStage::InWork { executor: me };
    let school = &schools()[usize::try_from(nth).unwrap()];
    let document = |kind: &_| (*kind, baqylau_domain::identifiers::BlobHash::new([7; 32]));
    let mut one = Application {
        id: id(nth),
        kind,
        school: school.id,
        territory: school.territory,
        documents: kind.needed().iter().map(document).collect(),
        stage: stage.clone(),
        steps: vec![
            ApplicationStep {
                at,
                by: None,
                stage: ApplicationStage::New,
            },
            ApplicationStep {
                at,
                by: Some(me),
                stage,
            },
        ],
        ..model
    };
    one.signature = one.signature.map(|mut signature| {
        signature.by = PersonId::new(Uuid::from_u128(0x78));
        signature
    });
    SchoolingRecord::Application(one)
}

/// The records, with what the checks say of some schools.
fn with_decisions(
    replay: &Replay,
    records: Vec<SchoolingRecord>,
    said: &[(usize, ChecksDecision)],
) {
    let Event::Orders(view) = told(records) else {
        panic!("records")
    };
    let all = schools();
    let decisions = said.iter().map(|(nth, decision)| (all[*nth].id, *decision));
    let view = OrdersView {
        decisions: decisions.collect::<BTreeMap<_, _>>(),
        ..(*view).clone()
    };
    let event = Event::Orders(Arc::new(view));
    replay.with(|state| state.orders = Some(event.clone()));
    replay.tell(event);
}

#[test]
fn many_are_approved_and_nobody_approves_their_own_among_them() {
    let (mut hands, replay) = at(Section::Applications, applications());
    tick_all(&mut hands);
    hands.click(&hands.format("application-approve-chosen", &count(2)));
    hands.look(3);
    assert!(hands.says(&hands.format("application-approve-will", &count(1))));
    assert!(hands.says(&hands.format("application-many-not", &count(7))));
    assert!(hands.says(&hands.text("schooling-refused-own-proposal")));
    // What will be decided is said of each before it is.
    assert!(hands.says(&hands.text("application-proposed-refuse")));
    sheet_everywhere(&mut hands, "applications-many");
    assert!(commanded(&replay).is_empty(), "nothing before the answer");
    let approve = hands.format("application-approve-chosen", &count(1));
    tap(&mut hands, &approve, &[Role::Button]);
    assert_eq!(commanded(&replay), [(id(5), ApplicationCommand::Approve)]);
}

#[test]
fn many_are_proposed_but_none_over_a_stop_factor_or_unseen() {
    let mut records = applications();
    records.push(in_work(8, ApplicationKind::Financing));
    records.push(in_work(9, ApplicationKind::Financing));
    let (mut hands, replay) = at(Section::Applications, records.clone());
    let said = [
        (2, ChecksDecision::Allowed),
        (8, ChecksDecision::AllowedAfterReview),
        (9, ChecksDecision::Refused),
    ];
    with_decisions(&replay, records, &said);
    hands.look(3);
    tick_all(&mut hands);
    hands.click(&hands.format("application-propose-chosen", &count(3)));
    hands.look(3);
    assert!(hands.says(&hands.format("application-propose-will", &count(2))));
    assert!(hands.says(&hands.text("schooling-refused-stopped")));
    picture(&hands, "propose-many");
    let propose = hands.format("application-propose-chosen", &count(2));
    tap(&mut hands, &propose, &[Role::Button]);
    assert!(commanded(&replay).is_empty(), "what is to be seen was not");
    let reviewed = hands.text("application-reviewed");
    tap(&mut hands, &reviewed, &[Role::CheckBox]);
    tap(&mut hands, &propose, &[Role::Button]);
    let command = ApplicationCommand::Propose {
        draft: Draft::Accept,
        reviewed: true,
    };
    let sent: BTreeSet<ApplicationId> = commanded(&replay)
        .into_iter()
        .map(|(id, sent)| {
            assert_eq!(sent, command);
            id
        })
        .collect();
    assert_eq!(sent, BTreeSet::from([id(2), id(8)]));
}

#[test]
fn many_go_back_to_their_schools_with_one_reason_by_the_keyboard() {
    let mut records = applications();
    records.push(in_work(8, ApplicationKind::Financing));
    let (mut hands, replay) = at(Section::Applications, records);
    tick_all(&mut hands);
    hands.click(&hands.format("application-school-chosen", &count(2)));
    hands.look(3);
    let send = hands.format("application-school-chosen", &count(2));
    tap(&mut hands, &send, &[Role::Button]);
    assert!(commanded(&replay).is_empty(), "a reason is asked for");
    assert!(hands.says(&hands.text("order-reason-missing")));
    let field = hands.text("order-reason");
    enter(&mut hands, &field, "Обновите заключение о безопасности");
    picture(&hands, "return-many");
    // On to the button by the keyboard.
    for _ in 0..12 {
        hands.press(Key::Tab);
        hands.look(1);
        if hands.focused() == Some((Role::Button, send.clone())) {
            break;
        }
    }
    assert_eq!(hands.focused(), Some((Role::Button, send)));
    hands.press(Key::Enter);
    hands.look(3);
    let remarks = vec![Remark {
        document: None,
        part: None,
        text: "Обновите заключение о безопасности".into(),
    }];
    let command = ApplicationCommand::ReturnToSchool { remarks };
    let mut sent = commanded(&replay);
    sent.sort_by_key(|(id, _)| *id);
    assert_eq!(sent, [(id(2), command.clone()), (id(8), command)]);
}

#[test]
fn a_school_applies_for_digitisation_and_sees_what_will_be_entered() {
    let schools = schools();
    let records = vec![school_mandate(&schools[0])];
    let (mut hands, replay) = at_school(&schools[0], records);
    hands.click(&hands.text("application-new"));
    hands.look(3);
    hands.click(&hands.text("application-kind"));
    hands.click(&hands.text("application-kind-digitisation"));
    replay.tell(card_of(0));
    hands.look(4);
    for part in [
        "organisation",
        "premises",
        "licence",
        "learners",
        "teachers",
    ] {
        let words = hands.text(&format!("application-part-{part}"));
        assert!(hands.says(&words), "{words}");
    }
    assert!(hands.says(schools[0].bin.as_text()));
    sheet_everywhere(&mut hands, "digitisation-apply");
    hands.click(&hands.text("application-send"));
    let applied = replay.with(|state| {
        state.sent.iter().find_map(|command| match command {
            Command::Apply { with } => Some((with.kind, with.files.clone())),
            _ => None,
        })
    });
    assert_eq!(applied, Some((ApplicationKind::Digitisation, Vec::new())));
}

#[test]
fn digitisation_is_moderated_part_by_part_of_the_passport() {
    let record = in_work(8, ApplicationKind::Digitisation);
    let mut records = applications();
    records.push(record);
    let (mut hands, replay) = at(Section::Applications, records);
    hands.go(Place::Order(OrderRef::Application(id(8))));
    replay.tell(card_of(8));
    hands.look(4);
    assert!(hands.says(&hands.text("application-passport")));
    assert!(hands.says(schools()[8].bin.as_text()));
    look_everywhere(&mut hands, "digitisation");
    hands.click(&hands.text("application-return-school"));
    fill(
        &mut hands,
        "application-part-learners",
        "Передайте список за ноябрь",
    );
    picture(&hands, "digitisation-return");
    let send = hands.text("application-return-school");
    tap(&mut hands, &send, &[Role::Button]);
    let remarks = vec![Remark {
        document: None,
        part: Some(PassportPart::Learners),
        text: "Передайте список за ноябрь".into(),
    }];
    let back = ApplicationCommand::ReturnToSchool { remarks };
    assert_eq!(commanded(&replay), [(id(8), back)]);
    // A refusal rests on the part that doesn't agree.
    let mut records = applications();
    records.push(in_work(8, ApplicationKind::Digitisation));
    let (mut hands, replay) = at(Section::Applications, records);
    hands.go(Place::Order(OrderRef::Application(id(8))));
    hands.look(4);
    hands.click(&hands.text("application-propose-refuse"));
    let licence = hands.text("application-part-licence");
    tap(&mut hands, &licence, &[Role::CheckBox]);
    fill(&mut hands, "order-reason", "Лицензия отозвана");
    hands.click(&hands.text("application-propose"));
    let basis = BTreeSet::from([RefusalBasis::Passport(PassportPart::Licence)]);
    let draft = Draft::Refuse {
        basis,
        reason: "Лицензия отозвана".into(),
    };
    let command = ApplicationCommand::Propose {
        draft,
        reviewed: true,
    };
    assert_eq!(commanded(&replay), [(id(8), command)]);
}

/// Pictures of this name.
fn images(hands: &Hands, name: &str) -> usize {
    let nodes = hands.harness.query_all_by_label(name);
    nodes
        .filter(|node| node.accesskit_node().role() == Role::Image)
        .count()
}

#[test]
fn a_document_is_read_page_by_page_by_keyboard_and_one_that_cannot_be_shown_says_why() {
    let unseen = [
        None,
        Some((Unseen::OtherKind, "application-look-other-kind")),
        Some((Unseen::Locked, "application-look-locked")),
        Some((Unseen::Damaged, "application-look-damaged")),
    ];
    for unseen in unseen {
        let (mut hands, replay) = at(Section::Applications, applications());
        hands.go(Place::Order(OrderRef::Application(id(2))));
        hands.look(4);
        let name = hands.text("application-document-licence-annex");
        let label = hands.format(
            "application-document-look",
            &[("name", name.as_str().into())],
        );
        replay.with(|state| state.silent = unseen.is_some());
        hands.click(&label);
        hands.look(3);
        let asked = |page: usize| {
            replay.with(|state| {
                state.sent.iter().find_map(|command| match command {
                    Command::LookAt {
                        sha256,
                        page: asked,
                        ..
                    } if *asked == page => Some(*sha256),
                    _ => None,
                })
            })
        };
        let sha256 = asked(0).expect("it was asked for");
        let place = |hands: &Hands, page: i64| {
            let args = [("page", page.into()), ("of", 3.into())];
            hands.format("application-look-page", &args)
        };
        let Some((unseen, why)) = unseen else {
            let page = |hands: &Hands, page| format!("{name}. {}", place(hands, page));
            assert_eq!(images(&hands, &page(&hands, 1)), 1, "it is named");
            assert_eq!(asked(1), None, "pages nobody wants aren't drawn");
            sheet_everywhere(&mut hands, "look-page");
            hands.press(Key::PageDown);
            hands.look(4);
            assert!(asked(1).is_some());
            assert_eq!(images(&hands, &page(&hands, 2)), 1);
            hands.press(Key::PageDown);
            hands.look(4);
            hands.press(Key::PageDown);
            hands.look(4);
            assert_eq!(images(&hands, &page(&hands, 3)), 1, "the last stays");
            assert_eq!(asked(3), None);
            hands.press(Key::PageUp);
            hands.look(4);
            assert_eq!(images(&hands, &page(&hands, 2)), 1);
            hands.press(Key::Escape);
            hands.look(3);
            assert!(!hands.says(&place(&hands, 2)), "it closes by the keyboard");
            continue;
        };
        replay.tell(Event::Looked(Arc::new(Looked {
            sha256,
            page: 0,
            seen: Err(unseen),
        })));
        hands.look(4);
        let (none, why) = (hands.text("application-look-none"), hands.text(why));
        assert!(hands.says(&none) && hands.says(&why), "{unseen:?}");
        assert_eq!(images(&hands, &name), 0);
        sheet_everywhere(&mut hands, "look-none");
        hands.press(Key::Escape);
        hands.look(3);
        assert!(!hands.says(&none));
    }
}

#[test]
fn the_register_of_schools_shows_how_many_learn_and_how_many_may() {
    let (mut hands, replay) = Hands::signed_in(ROLE, Language::Ru);
    let Some(Event::Organisations { filter, rows }) = &world().of(ROLE).organisations else {
        panic!("organisations")
    };
    // One as the news of Ayteke bi tells it: 793 learners, a permit for 442, designed for 482.
    let mut rows = rows.as_ref().clone();
    let nth = rows.iter().position(|row| row.counts.is_some());
    let nth = nth.expect("the registry counted a school");
    let mut counts = rows[nth].counts.as_deref().expect("counts").clone();
    counts.learners = Some(baqylau_protocol::checks::CountedPeople {
        period: None,
        people: 793,
    });
    counts.permitted = Some(442);
    counts.anomalies = [(CheckId::PremisesPermit, 1), (CheckId::LearnerMoves, 13)]
        .map(|(check, count)| baqylau_client::ui::Anomaly { check, count })
        .into();
    rows[nth].counts = Some(Box::new(counts));
    for (place, row) in rows.iter_mut().enumerate() {
        if place != nth
            && let Some(counts) = &mut row.counts
        {
            counts.anomalies.clear();
        }
    }
    let event = Event::Organisations {
        filter: filter.clone(),
        rows: Arc::new(rows),
    };
    replay.with(|state| state.silent = true);
    hands.go(Place::Organisations);
    replay.tell(event);
    hands.look(4);
    for column in ["learners", "permitted", "capacity", "teachers", "anomalies"] {
        let name = hands.text(&format!("register-{column}"));
        assert!(hands.has(&name), "{name}");
    }
    look_everywhere(&mut hands, "schools");
    hands.click(&hands.text("register-anomalies-pill"));
    hands.look(4);
    assert!(hands.says(&hands.format("register-total-rows", &count(1))));
    assert!(hands.says("793") && hands.says("442"));
    let two = hands.format("register-anomalies-count", &count(2));
    assert!(hands.says(&two), "{two}");
}

#[test]
fn the_passport_says_what_is_counted_of_a_school_and_what_is_unusual() {
    let cards = world().of(ROLE).cards.values();
    let mut cards = cards.filter_map(|event| match event {
        Event::OrganisationOpened(card) => {
            let figures = card
                .checks
                .as_deref()
                .and_then(|checks| checks.figures.as_ref());
            figures.is_some().then(|| card.as_ref().clone())
        }
        _ => None,
    });
    let card = cards.next().expect("a school the registry counted");
    let school = card.organisation.id;
    let (mut hands, _replay) = Hands::signed_in(ROLE, Language::Ru);
    hands.go(Place::Organisation(school));
    hands.look(4);
    for key in [
        "organisation-counts",
        "register-learners",
        "register-permitted",
        "register-teachers",
    ] {
        let words = hands.text(key);
        assert!(hands.says(&words), "{words}");
    }
    look_everywhere(&mut hands, "school-passport");
}
