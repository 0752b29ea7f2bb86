//! What officers read and decide: histories, lights, queues, and the door of a visit.

use crate::hands::{Hands, pictures_wanted};
use crate::replay::Replay;
use crate::world::world;
use baqylau_client::ui::{
    Command, DocumentKind, Event, OpenVisit, OrganisationCard, OrganisationRow, PrintedBy,
    SanctionRow, UserError,
};
use baqylau_desktop::commands::{UiCommand, rows_for};
use baqylau_desktop::place::Place;
use baqylau_domain::identifiers::{Rka, Unverified};
use baqylau_domain::people::{AccountRole, Person};
use baqylau_domain::sanction::{Decision, Payment, Sanction, SanctionState};
use baqylau_domain::traffic_light::{Consequence, Light};
use baqylau_domain::visit::{Conduct, Stage, VisitOp};
use baqylau_locale::Language;
use chrono::{Days, TimeDelta};
use egui::accesskit::Role;
use egui_kittest::kittest::NodeT as _;
use std::sync::Arc;

/// Whether a button is there, and whether it can be pressed.
fn button(hands: &Hands, label: &str) -> Option<bool> {
    hands
        .harness
        .root()
        .children_recursive()
        .map(|node| node.accesskit_node())
        .find(|node| node.role() == Role::Button && node.label().as_deref() == Some(label))
        .map(|node| !node.is_disabled())
}

fn look_everywhere(hands: &mut Hands, name: &str) {
    use baqylau_desktop::cx::Action;
    if !pictures_wanted() {
        return;
    }
    for dark in [false, true] {
        hands.act(Action::Dark(dark));
        for language in Language::ALL {
            hands.act(Action::Language(language));
            let theme = if dark { "dark" } else { "light" };
            for size in [crate::hands::SMALL, crate::hands::LARGE] {
                hands.resize(size);
                hands.picture(&format!(
                    "office-{name}-{}-{theme}-{}",
                    language.code(),
                    size[0]
                ));
            }
            hands.resize(crate::hands::SMALL);
        }
    }
    hands.act(Action::Dark(false));
    hands.act(Action::Language(Language::Ru));
}

fn issuer() -> &'static Person {
    &world().of(AccountRole::IssuerOfficer).person
}

fn some_sanction() -> SanctionRow {
    match &world().of(AccountRole::IssuerOfficer).sanctions {
        Some(Event::Sanctions(rows)) => rows[0].clone(),
        _ => panic!("sanctions"),
    }
}

fn decision(days_ago: u64, reason: &str) -> Decision {
    Decision {
        by: issuer().id,
        at: world().now - TimeDelta::days(i64::try_from(days_ago).expect("few")),
        reason: reason.to_owned(),
    }
}

/// A sanction suspended long ago whose limit has passed.
fn escalated() -> Sanction {
    let mut sanction = Sanction {
        state: SanctionState::Proposed,
        log: Vec::new(),
        proposed_at: world().now - TimeDelta::days(205),
        ..some_sanction().sanction
    };
    sanction.proposal.consequence = Consequence::Suspension;
    let suspended = decision(200, "Адреса нет в лицензии");
    let since = suspended.at.date_naive();
    sanction.enter(
        SanctionState::Suspended {
            decision: suspended.clone(),
            since,
            until: since + Days::new(120),
        },
        Some(issuer()),
    );
    sanction.enter(
        SanctionState::Escalated {
            decision: suspended,
            since,
            escalated_on: since + Days::new(121),
        },
        None,
    );
    sanction
}

fn resumed() -> Sanction {
    let mut sanction = escalated();
    let state = SanctionState::Resumed {
        decision: decision(3, "Всё устранено"),
        since: world().now.date_naive() - Days::new(200),
        ended: world().now.date_naive() - Days::new(3),
    };
    sanction.enter(state, Some(issuer()));
    sanction
}

fn terminated() -> Sanction {
    let mut sanction = escalated();
    let state = SanctionState::Terminated {
        decision: decision(2, "Ничего не устранено"),
    };
    sanction.enter(state, Some(issuer()));
    sanction
}

fn some_card(role: AccountRole) -> OrganisationCard {
    match world().of(role).cards.values().next() {
        Some(Event::OrganisationOpened(card)) => card.as_ref().clone(),
        _ => panic!("a card"),
    }
}

/// The card of an organisation with these sanctions.
fn card_with(role: AccountRole, sanctions: Vec<Sanction>) -> (Hands, Replay) {
    let (mut hands, replay) = Hands::signed_in(role, Language::Ru);
    let mut card = some_card(role);
    card.light = baqylau_domain::sanction::light_of(&sanctions);
    card.sanctions = sanctions;
    hands.go(Place::Organisation(card.organisation.id));
    replay.tell(Event::OrganisationOpened(Arc::new(card)));
    hands.look(3);
    (hands, replay)
}

#[test]
fn the_history_of_a_sanction_names_who_decided_what_when_and_why() {
    for (name, sanction, last, reason) in [
        ("escalated", escalated(), "sanction-state-escalated", ""),
        (
            "resumed",
            resumed(),
            "sanction-state-resumed",
            "Всё устранено",
        ),
        (
            "terminated",
            terminated(),
            "sanction-state-terminated",
            "Ничего не устранено",
        ),
    ] {
        let steps = sanction.steps();
        let (mut hands, _replay) = card_with(AccountRole::IssuerOfficer, vec![sanction]);
        let tab = hands.text("organisation-tab-sanctions");
        hands.click(&tab);
        look_everywhere(&mut hands, &format!("history-{name}"));
        // The decision to suspend keeps its own words, whatever came after.
        let suspended = steps[0].at.expect("an officer's moment");
        let when = hands.app().locale().date_time(suspended);
        let words = hands.text("sanction-state-suspended");
        assert!(hands.says(&format!("{when} {words}")), "{name}: {when}");
        assert!(hands.says(&issuer().full_name), "{name}");
        assert!(hands.says(&issuer().position.ru), "{name}");
        assert!(hands.says("Адреса нет в лицензии"), "{name}");
        assert!(hands.says(&hands.text(last)), "{name}");
        assert!(hands.says(&hands.text("sanction-step-registry")), "{name}");
        assert!(hands.says(reason), "{name}");
        let escalation = hands.app().locale().date(steps[1].on);
        let words = hands.text("sanction-state-escalated");
        assert!(hands.says(&format!("{escalation} {words}")), "{name}");
        assert!(
            !hands.says(&format!("{when} {words}")),
            "{name}: the decision to suspend is no escalation"
        );
    }
}

#[test]
fn what_is_proposed_and_what_is_decided_are_said_in_other_words() {
    let proposed = |consequence| {
        let mut sanction = escalated();
        sanction.state = SanctionState::Proposed;
        sanction.log.clear();
        sanction.proposal.consequence = consequence;
        sanction
    };
    let mut suspended = escalated();
    suspended.state = SanctionState::Suspended {
        decision: decision(3, "x"),
        since: world().now.date_naive(),
        until: world().now.date_naive() + Days::new(100),
    };
    for (sanctions, key) in [
        (vec![], "light-green"),
        (
            vec![proposed(Consequence::Suspension)],
            "light-yellow-proposed",
        ),
        (vec![suspended.clone()], "light-yellow"),
        (
            vec![proposed(Consequence::Termination)],
            "light-red-proposed",
        ),
        (
            vec![proposed(Consequence::Termination), suspended],
            "light-red-suspended",
        ),
        (vec![escalated()], "light-red-suspended"),
        (vec![terminated()], "light-red"),
    ] {
        let (mut hands, _replay) = card_with(AccountRole::IssuerOfficer, sanctions);
        look_everywhere(&mut hands, &format!("card-{key}"));
        assert!(hands.says(&hands.text(key)), "{key}");
    }
    for language in Language::ALL {
        let locale = baqylau_locale::Locale::new(language);
        let words = |key: &str| locale.text(key);
        assert_ne!(words("light-yellow"), words("light-yellow-proposed"));
        assert_ne!(words("light-red"), words("light-red-proposed"));
    }
}

#[test]
fn a_suspension_past_its_limit_asks_for_what_waits_now() {
    let (mut hands, replay) = Hands::signed_in(AccountRole::IssuerOfficer, Language::Ru);
    let mut row = some_sanction();
    row.sanction = escalated();
    let id = row.sanction.id;
    replay.with(|state| state.silent = true);
    hands.go(Place::Sanction(id));
    replay.tell(Event::Sanctions(Arc::new(vec![row])));
    hands.look(4);
    look_everywhere(&mut hands, "decision-escalated");
    let facts = hands.text("decision-proposed");
    assert!(hands.says(&facts));
    assert!(hands.says(&hands.text("sanction-termination")));
    let was = hands.text("sanction-suspension");
    assert!(
        !hands.has(&was),
        "suspension is decided and asked of nobody any more"
    );
}

#[test]
fn the_financial_centre_starts_where_payment_stands_still_and_has_no_empty_places() {
    let role = AccountRole::FinancialCentre;
    let (mut hands, replay) = Hands::signed_in(role, Language::Ru);
    assert_eq!(hands.app().place(), Place::Decisions);
    assert!(
        rows_for(role)
            .iter()
            .all(|row| row.command != UiCommand::Go(Place::AllVisits))
    );
    assert!(!hands.has(&hands.text("nav-visits")));
    let mut stopped = some_sanction();
    stopped.sanction = escalated();
    let mut over = stopped.clone();
    over.sanction = resumed();
    over.sanction.id = baqylau_domain::identifiers::SanctionId::new(uuid::Uuid::from_u128(77));
    replay.with(|state| state.silent = true);
    replay.tell(Event::Sanctions(Arc::new(vec![stopped, over])));
    hands.look(4);
    look_everywhere(&mut hands, "finance-start");
    assert!(hands.has(&hands.text("decision-stopped")));
    assert!(!hands.says(&hands.text("sanction-state-resumed")));

    let (hands, _replay) = card_with(role, vec![]);
    assert!(!hands.has(&hands.text("organisation-tab-visits")));
    let (hands, _replay) = card_with(AccountRole::IssuerOfficer, vec![]);
    assert!(hands.has(&hands.text("organisation-tab-visits")));
}

#[test]
fn a_licence_shows_the_address_beside_its_code() {
    let role = AccountRole::IssuerOfficer;
    let (mut hands, replay) = Hands::signed_in(role, Language::Ru);
    let mut card = some_card(role);
    let place = card
        .organisation
        .premises
        .first()
        .expect("a building")
        .clone();
    let code: Unverified<Rka> = Unverified::new("0201300123456789");
    card.organisation.premises[0].rka = Some(code.clone());
    let licence = card.organisation.licences.first_mut().expect("a licence");
    licence.addresses = vec![code.clone(), Unverified::new("0201300999999999")];
    hands.go(Place::Organisation(card.organisation.id));
    replay.tell(Event::OrganisationOpened(Arc::new(card)));
    hands.look(3);
    look_everywhere(&mut hands, "licence-addresses");
    assert!(hands.says(&format!("{} · {}", code.as_text(), place.address.ru)));
    assert!(hands.says("0201300999999999"));
}

/// The secretary's visit at the door, reached so many minutes ago, its papers shown.
fn at_the_door(minutes: i64) -> (Hands, Replay) {
    before_the_door(minutes, true)
}

fn before_the_door(minutes: i64, shown: bool) -> (Hands, Replay) {
    let secretary = world().secretary();
    let Some(Event::VisitOpened(open)) = secretary.opened.get(&world().visit) else {
        panic!("the secretary's visit")
    };
    let mut open: OpenVisit = open.as_ref().clone();
    let mut conduct: Conduct = open
        .visit
        .stage
        .recorded()
        .expect("recorded")
        .conduct
        .clone();
    conduct.arrival.at = world().now - TimeDelta::minutes(minutes);
    open.visit.stage = Stage::OnSite {
        leaflet_at: shown.then_some(conduct.arrival.at),
        conduct,
    };
    let (mut hands, replay) = Hands::signed_in(AccountRole::Commission, Language::Ru);
    replay.with(|state| state.opened = Some(Arc::new(open)));
    hands.go(Place::Visit(world().visit));
    hands.look(3);
    (hands, replay)
}

fn write_into(hands: &mut Hands, label: &str, words: &str) {
    use egui_kittest::kittest::Queryable as _;
    let inputs = [Role::TextInput, Role::MultilineTextInput, Role::SearchInput];
    let nodes: Vec<_> = hands.harness.query_all_by_label(label).collect();
    nodes
        .iter()
        .find(|node| inputs.contains(&node.accesskit_node().role()))
        .unwrap_or_else(|| panic!("no field «{label}»"))
        .focus();
    drop(nodes);
    hands.look(2);
    hands.type_text(words);
}

fn refusals(replay: &Replay) -> usize {
    replay.count(|command| {
        matches!(
            command,
            Command::Visit {
                op: VisitOp::RefuseAdmission { .. },
                ..
            }
        )
    })
}

#[test]
fn what_is_to_be_done_on_arrival_stays_beside_the_facts() {
    let (mut hands, _replay) = before_the_door(12, false);
    look_everywhere(&mut hands, "door-arrived");
}

#[test]
fn a_refusal_is_recorded_after_the_wait_and_what_was_typed_is_never_lost() {
    let (mut hands, _replay) = at_the_door(12);
    look_everywhere(&mut hands, "door-waiting");
    let record = hands.text("visit-admission-record");
    assert_eq!(button(&hands, &record), Some(false), "18 minutes are left");
    let left = hands.format("refusal-wait-longer", &[("minutes", 18.into())]);
    assert!(hands.says(&left), "{left}");

    let (mut hands, replay) = at_the_door(40);
    assert_eq!(button(&hands, &record), Some(true));
    hands.click(&record);
    let confirm = hands.text("visit-refusal-confirm");
    let circumstances = hands.text("visit-refusal-circumstances");
    write_into(&mut hands, &circumstances, "Охрана не открыла");
    let witness =
        |hands: &Hands, n: i64| hands.format("visit-witness-number", &[("number", n.into())]);
    let first = witness(&hands, 1);
    write_into(&mut hands, &first, "Первый Свидетель");
    assert_eq!(
        button(&hands, &confirm),
        Some(false),
        "the parameter says two witnesses"
    );
    let second = witness(&hands, 2);
    write_into(&mut hands, &second, "Второй Свидетель");
    look_everywhere(&mut hands, "door-refusal");
    assert_eq!(button(&hands, &confirm), Some(true));

    let error = UserError::new("refusal-wait-longer").with("minutes", 3);
    replay.with(|state| state.refuse = Some(error.clone()));
    hands.click(&confirm);
    assert_eq!(refusals(&replay), 1);
    let words = baqylau_desktop::cx::error_text(hands.app().locale(), &error);
    assert!(hands.says(&words), "{words}");
    assert!(hands.says("Охрана не открыла"), "the form is kept");
    assert!(hands.says("Второй Свидетель"), "the form is kept");

    replay.with(|state| state.refuse = None);
    hands.click(&confirm);
    hands.look(4);
    assert_eq!(refusals(&replay), 2);
    assert!(
        !hands.says("Охрана не открыла"),
        "recorded: the form closes"
    );
}

#[test]
fn printing_is_told_when_it_happened_and_as_it_happened() {
    let (mut hands, replay) = at_the_door(5);
    let label = hands.text("visit-rights-print");
    hands.click(&label);
    let prints = |document| {
        replay.count(|command| {
            matches!(command, Command::PrintDocument { document: of, .. } if *of == document)
        })
    };
    assert_eq!(prints(DocumentKind::Leaflet), 1);
    let printed = hands.text("notice-printed");
    assert!(!hands.says(&printed), "nobody has printed anything yet");
    replay.tell(Event::Printed {
        ticket: 1,
        to: PrintedBy::Printer,
    });
    hands.look(3);
    assert!(hands.says(&printed));
    replay.tell(Event::Printed {
        ticket: 1,
        to: PrintedBy::Viewer,
    });
    hands.look(3);
    assert!(hands.says(&hands.text("notice-printer-viewer")));

    hands.go(Place::HeadCount(world().visit));
    let error = UserError::new("client-printer-absent").with("name", "list.pdf");
    replay.with(|state| state.refuse = Some(error.clone()));
    let label = hands.text("headcount-print-list");
    hands.click(&label);
    hands.look(3);
    assert_eq!(prints(DocumentKind::CountingList), 1);
    let words = baqylau_desktop::cx::error_text(hands.app().locale(), &error);
    assert!(hands.says(&words), "{words}");
}

#[test]
fn visits_stand_under_what_they_wait_for_and_are_found_in_any_language() {
    let role = AccountRole::Commission;
    let (mut hands, replay) = Hands::signed_in(role, Language::Ru);
    let rows = world().of(role).rows();
    let mut coming = rows[0].clone();
    let today = baqylau_locale::legal_time(world().now).date_naive();
    coming.visit.stage = Stage::Planned;
    coming.visit.planned = (today + Days::new(5), today + Days::new(6));
    coming.organisation.kk = "Қорқыт ата университеті".to_owned();
    coming.address.kk = "Әйтеке би көшесі".to_owned();
    coming.address.en = "Aiteke Bi Street".to_owned();
    let mut late = coming.clone();
    late.visit.id = baqylau_domain::identifiers::VisitId::new(uuid::Uuid::from_u128(5));
    late.visit.planned = (today - Days::new(5), today - Days::new(4));
    late.organisation.ru = "Опаздывающая школа".to_owned();
    late.address = baqylau_domain::text::Trilingual::same("Другая улица");
    late.organisation.kk = String::new();
    late.organisation.en = String::new();
    replay.with(|state| state.silent = true);
    hands.go(Place::Visits);
    replay.tell(Event::Visits(Arc::new(vec![coming, late])));
    hands.look(3);
    let all = hands.text("visit-filter-all");
    hands.click(&all);
    look_everywhere(&mut hands, "visits-headings");
    assert!(hands.has(&hands.text("visit-overdue")));
    assert!(hands.has(&hands.text("visit-coming")));
    assert!(!hands.has(&hands.text("visit-past")));
    for words in ["айтеке", "aiteke bi", "қорқыт"] {
        let (mut hands, replay) = Hands::signed_in(role, Language::Ru);
        replay.with(|state| state.silent = true);
        hands.go(Place::Visits);
        let mut one = rows[0].clone();
        one.organisation.kk = "Қорқыт ата университеті".to_owned();
        one.address.kk = "Айтеке би көшесі".to_owned();
        one.address.en = "Aiteke Bi Street".to_owned();
        let mut other = rows[0].clone();
        other.visit.id = baqylau_domain::identifiers::VisitId::new(uuid::Uuid::from_u128(6));
        other.organisation = baqylau_domain::text::Trilingual::same("Посторонняя");
        other.address = baqylau_domain::text::Trilingual::same("Другая улица");
        let name = one.organisation.ru.clone();
        replay.tell(Event::Visits(Arc::new(vec![one, other])));
        hands.look(3);
        let all = hands.text("visit-filter-all");
        hands.click(&all);
        assert!(hands.says("Посторонняя"));
        let field = hands.text("visit-find");
        write_into(&mut hands, &field, words);
        assert!(hands.says(&name), "{words}");
        assert!(!hands.says("Посторонняя"), "{words}");
    }
}

#[test]
fn the_pack_says_what_is_in_it_and_what_is_not() {
    let secretary = world().secretary();
    let Some(Event::VisitOpened(open)) = secretary.opened.get(&world().visit) else {
        panic!("the secretary's visit")
    };
    let (mut hands, replay) = Hands::signed_in(AccountRole::Commission, Language::Ru);
    let mut bare: OpenVisit = open.as_ref().clone();
    let mut pack = bare.pack.as_deref().expect("a pack").clone();
    pack.previous = None;
    pack.sanctions = vec![escalated()];
    bare.pack = Some(Arc::new(pack.clone()));
    replay.with(|state| state.opened = Some(Arc::new(bare)));
    hands.go(Place::Visit(world().visit));
    look_everywhere(&mut hands, "pack");
    let none = hands.text("visit-pack-none");
    let previous = hands.text("visit-pack-previous");
    assert!(hands.says(&format!("{previous}: {none}")));
    let sanctions = hands.text("visit-pack-sanctions");
    let proposed = hands.text("sanction-state-escalated");
    assert!(hands.says(&format!("{sanctions}: {proposed}")));
    let number = &pack
        .organisation
        .licences
        .first()
        .expect("a licence")
        .number;
    let licences = hands.text("visit-pack-licences");
    assert!(hands.says(&format!("{licences}: {number}")));
    let list = &open.visit.checklists[0];
    let form = &open.forms[0].form;
    let title = form.title(form.language("ru").expect("Russian"));
    let day = chrono::NaiveDate::parse_from_str(&list.version[..8], "%Y%m%d").expect("a day");
    let date = hands.app().locale().date(day);
    let version = hands.format("visit-pack-version", &[("date", date.into())]);
    assert!(hands.says(&format!("{title}, {version}")));
}

#[test]
fn the_register_says_who_is_paid_and_the_card_what_became_of_the_contract() {
    let role = AccountRole::IssuerOfficer;
    let (mut hands, replay) = Hands::signed_in(role, Language::Ru);
    let Some(Event::Organisations { filter, rows }) = &world().of(role).organisations else {
        panic!("organisations")
    };
    let paid = |payment| {
        let row = OrganisationRow {
            payment,
            ..rows[0].clone()
        };
        let rows = Arc::new(vec![row]);
        Event::Organisations {
            filter: filter.clone(),
            rows,
        }
    };
    hands.go(Place::Organisations);
    replay.with(|state| state.silent = true);
    for payment in [
        Payment::Runs,
        Payment::PausedInPart,
        Payment::Paused,
        Payment::Ended,
    ] {
        replay.tell(paid(payment));
        hands.look(3);
        let (key, _) = baqylau_desktop::words::payment(payment);
        assert!(hands.says(&hands.text(key)), "{key}");
    }

    let mut over = terminated();
    over.proposal.premises = None;
    let day = match &over.state {
        SanctionState::Terminated { decision } => {
            baqylau_locale::legal_time(decision.at).date_naive()
        }
        _ => panic!("terminated"),
    };
    let mut card = some_card(role);
    assert!(!card.organisation.contracts.is_empty());
    for contract in &mut card.organisation.contracts {
        contract.period = (day - Days::new(100), day + Days::new(100));
    }
    card.sanctions = vec![over];
    hands.go(Place::Organisation(card.organisation.id));
    replay.tell(Event::OrganisationOpened(Arc::new(card)));
    hands.look(3);
    let date = hands.app().locale().date(day);
    let args = [("date", date.into())];
    assert!(hands.says(&hands.format("organisation-contract-terminated", &args)));
}

#[test]
fn stopping_a_whole_organisation_is_not_asked_as_stopping_an_address() {
    let role = AccountRole::IssuerOfficer;
    let mut row = some_sanction();
    row.mine = true;
    row.sanction.state = SanctionState::Proposed;
    row.sanction.log.clear();
    let building = row.organisation.premises[0].id;
    for premises in [None, Some(building)] {
        row.sanction.proposal.premises = premises;
        let (mut hands, replay) = Hands::signed_in(role, Language::Ru);
        replay.with(|state| state.silent = true);
        hands.go(Place::Sanction(row.sanction.id));
        replay.tell(Event::Sanctions(Arc::new(vec![row.clone()])));
        hands.look(4);
        assert!(
            hands.says(row.organisation.bin.as_text()),
            "whom it is about"
        );
        assert!(
            hands.says(&row.organisation.contracts[0].number),
            "what is at stake"
        );
        let suspend = hands.text("decision-suspend");
        hands.click(&suspend);
        hands.look(3);
        let policy = baqylau_domain::policy::Policy::pilot();
        let until =
            baqylau_domain::sanction::suspension_limit(hands.app().model().today(), &policy);
        let until = hands.app().locale().date(until);
        let args = [
            ("organisation", row.organisation.name.ru.clone().into()),
            (
                "premises",
                row.organisation.premises[0].address.ru.clone().into(),
            ),
            ("date", until.into()),
        ];
        let whole = hands.says(&hands.format("decision-confirm-suspend-whole", &args));
        let place = hands.says(&hands.format("decision-confirm-suspend", &args));
        assert_eq!((whole, place), (premises.is_none(), premises.is_some()));
    }
}

#[test]
fn nobody_is_told_to_wait_for_a_decision_that_was_made() {
    let role = AccountRole::Observer;
    for (sanction, waits) in [
        (escalated(), true),
        (resumed(), false),
        (terminated(), false),
    ] {
        let mut row = some_sanction();
        row.mine = false;
        row.sanction = sanction;
        let (mut hands, replay) = Hands::signed_in(role, Language::Ru);
        replay.with(|state| state.silent = true);
        hands.go(Place::Sanction(row.sanction.id));
        replay.tell(Event::Sanctions(Arc::new(vec![row])));
        hands.look(4);
        assert_eq!(hands.says(&hands.text("decision-not-yours")), waits);
    }
}

#[test]
fn what_is_overdue_and_what_is_due_soon_stand_apart() {
    use baqylau_domain::prescription::PointState;
    let role = AccountRole::IssuerOfficer;
    let Some(Event::Points(rows)) = &world().of(role).points else {
        panic!("points")
    };
    let today = baqylau_locale::legal_time(world().now).date_naive();
    let point = |number: u32, due, state| {
        let mut row = rows[0].clone();
        row.point.point.number = number;
        row.point.point.due = due;
        row.point.state = state;
        row
    };
    let yesterday = today - Days::new(1);
    let listed = vec![
        point(1, yesterday, PointState::Open),
        point(2, yesterday, PointState::Remedied { on: yesterday }),
        point(3, today, PointState::Open),
        point(4, today + Days::new(90), PointState::Open),
    ];
    let (mut hands, replay) = Hands::signed_in(role, Language::Ru);
    replay.with(|state| state.silent = true);
    hands.go(Place::Points);
    replay.tell(Event::Points(Arc::new(listed)));
    hands.look(3);
    for (key, count) in [
        ("prescription-state-open", "3"),
        ("prescription-state-overdue", "1"),
        ("decision-filter-urgent", "1"),
        ("visit-filter-all", "4"),
    ] {
        let told = crate::rights::tab_count(&hands, key);
        assert_eq!(told.as_deref(), Some(count), "{key}");
    }
}

#[test]
fn a_light_of_a_register_is_one_word() {
    let (hands, _replay) = Hands::signed_in(AccountRole::Observer, Language::Kk);
    assert_eq!(hands.text("light-column"), "Бағдаршам");
    for light in [Light::Green, Light::Yellow, Light::Red] {
        let (key, _) = baqylau_desktop::words::light_short(light);
        assert!(hands.has(&hands.text(key)), "{key}");
    }
}

#[test]
fn a_term_far_away_is_dated_once() {
    let role = AccountRole::IssuerOfficer;
    let Some(Event::Points(rows)) = &world().of(role).points else {
        panic!("points")
    };
    let mut row = rows[0].clone();
    let today = baqylau_locale::legal_time(world().now).date_naive();
    row.point.point.due = today + Days::new(300);
    row.point.state = baqylau_domain::prescription::PointState::Open;
    let (mut hands, replay) = Hands::signed_in(role, Language::Ru);
    replay.with(|state| state.silent = true);
    hands.go(Place::Points);
    replay.tell(Event::Points(Arc::new(vec![row.clone()])));
    hands.look(3);
    look_everywhere(&mut hands, "points");
    let date = hands.app().locale().date(row.point.point.due);
    let long = hands.app().locale().date_long(row.point.point.due);
    let times = hands
        .harness
        .root()
        .children_recursive()
        .filter(|node| {
            let label = node.accesskit_node().label();
            let value = node.accesskit_node().value();
            label.as_deref() == Some(date.as_str()) || value.as_deref() == Some(date.as_str())
        })
        .count();
    assert!(times <= 1, "{date} stands {times} times beside {long}");
}

#[test]
fn a_document_is_made_in_the_language_chosen_for_it() {
    let role = AccountRole::IssuerOfficer;
    let (visit, _) = world()
        .of(role)
        .acts
        .iter()
        .next()
        .expect("an act of the demonstration");
    let (mut hands, replay) = Hands::signed_in(role, Language::Ru);
    hands.go(Place::Act(*visit));
    hands.look(4);
    let label = hands.text("button-print");
    hands.click(&label);
    look_everywhere(&mut hands, "act-language");
    hands.click(Language::Kk.native_name());
    let made = |wanted: Language| {
        replay.count(|command| {
            matches!(
                command,
                Command::PrintDocument { document: DocumentKind::Act, language, .. } if *language == wanted
            )
        })
    };
    assert_eq!((made(Language::Kk), made(Language::Ru)), (1, 0));
}

#[test]
fn what_was_not_sent_is_saved_under_a_passphrase_by_the_commission_only() {
    let (mut hands, _replay) = Hands::signed_in(AccountRole::Commission, Language::Ru);
    hands.go(Place::Sync);
    look_everywhere(&mut hands, "sync");
    assert!(button(&hands, &hands.text("sync-export-waiting")).is_some());
    let (mut hands, _replay) = Hands::signed_in(AccountRole::IssuerOfficer, Language::Ru);
    hands.go(Place::Sync);
    assert_eq!(button(&hands, &hands.text("sync-export-waiting")), None);
}
