//! What the automatic checks say, on the card of an organisation and in the register.

use crate::hands::{Hands, LARGE, SMALL, pictures_wanted};
use crate::replay::Replay;
use crate::world::world;
use baqylau_client::ui::{Command, Event, OrganisationCard};
use baqylau_desktop::cx::Action;
use baqylau_desktop::place::Place;
use baqylau_domain::checks::Decision;
use baqylau_domain::people::AccountRole;
use baqylau_locale::Language;
use baqylau_protocol::checks::{CheckTurn, CheckVerdict};
use std::sync::Arc;

const ROLE: AccountRole = AccountRole::IssuerOfficer;

fn look_everywhere(hands: &mut Hands, name: &str) {
    if !pictures_wanted() {
        return;
    }
    for dark in [false, true] {
        hands.act(Action::Dark(dark));
        for language in Language::ALL {
            hands.act(Action::Language(language));
            let theme = if dark { "dark" } else { "light" };
            for size in [SMALL, LARGE] {
                hands.resize(size);
                let code = language.code();
                hands.picture(&format!("checks-{name}-{code}-{theme}-{}", size[0]));
            }
            hands.resize(SMALL);
        }
    }
    hands.act(Action::Dark(false));
    hands.act(Action::Language(Language::Ru));
}

/// The recorded card on which most stands in the way.
fn worst() -> OrganisationCard {
    let cards = world().of(ROLE).cards.values();
    let cards = cards.filter_map(|event| match event {
        Event::OrganisationOpened(card) => card.checks.is_some().then(|| card.as_ref().clone()),
        _ => None,
    });
    cards
        .max_by_key(|card| card.checks.as_ref().map(|checks| checks.stops()))
        .expect("a card with checks")
}

fn on_the_part(card: &OrganisationCard) -> (Hands, Replay) {
    let (mut hands, replay) = Hands::signed_in(ROLE, Language::Ru);
    hands.go(Place::Organisation(card.organisation.id));
    replay.tell(Event::OrganisationOpened(Arc::new(card.clone())));
    hands.look(3);
    let part = hands.text("flk-tab");
    hands.click(&part);
    hands.look(3);
    (hands, replay)
}

#[test]
fn the_card_says_what_stands_in_the_way_with_reason_source_and_basis() {
    let mut card = worst();
    // Whatever the invented systems say, one of each verdict is there.
    let mut checks = card.checks.as_deref().expect("checks").clone();
    let tax = checks
        .rows
        .iter_mut()
        .find(|row| row.check == "org-tax-debt");
    let tax = tax.expect("a check of debts");
    tax.verdict = CheckVerdict::Failed;
    tax.reason = Some("tax-debt".to_owned());
    tax.evidence[0].said = "12345600".to_owned();
    checks.decisions[0].decision = Decision::Refused;
    let later = checks.rows.iter_mut().find(|row| row.check == "org-head");
    later.expect("a check of the head").reason = Some("said-by-a-later-program".to_owned());
    card.checks = Some(Arc::new(checks.clone()));
    let (mut hands, _replay) = on_the_part(&card);
    look_everywhere(&mut hands, "card");
    assert!(hands.says(&hands.text("flk-reason-tax-debt")));
    assert!(hands.says(&hands.text("flk-verdict-failed")));
    assert!(hands.says(&hands.text("flk-decision-refused")));
    let owed = hands.app().locale().money_tiyn(12_345_600);
    assert!(hands.says(&owed), "a sum is money: {owed}");
    let basis = checks.rows.iter().find(|row| row.check == "org-tax-debt");
    let basis = basis.and_then(|row| row.basis.as_ref()).expect("a basis");
    assert!(hands.says(&basis.text));
    assert!(hands.says("said-by-a-later-program"), "shown as it is");

    let only = checks.rows.iter().filter(|row| row.stands_in_the_way());
    let only = only.count();
    let filter = format!("{} · {only}", hands.text("flk-filter-in-the-way"));
    hands.click(&filter);
    hands.look(3);
    look_everywhere(&mut hands, "only");
    assert!(hands.says(&hands.text("flk-reason-tax-debt")));
    assert!(!hands.says("said-by-a-later-program"), "nothing follows");
}

#[test]
fn a_run_is_asked_for_and_what_became_of_it_is_told() {
    let mut card = worst();
    let (mut hands, replay) = on_the_part(&card);
    let again = hands.text("flk-ask-again");
    hands.click(&again);
    hands.look(3);
    let asked = |command: &Command| {
        matches!(command, Command::AskChecks { organisation }
            if *organisation == card.organisation.id)
    };
    assert_eq!(replay.count(asked), 1);
    card.checks_wished = true;
    replay.tell(Event::OrganisationOpened(Arc::new(card.clone())));
    hands.look(3);
    assert!(
        hands.says(&hands.text("flk-ask-wished")),
        "offline it waits"
    );
    look_everywhere(&mut hands, "wished");
    card.checks_wished = false;
    replay.tell(Event::ChecksAsked {
        organisation: card.organisation.id,
        turn: CheckTurn::Queued,
    });
    replay.tell(Event::OrganisationOpened(Arc::new(card.clone())));
    hands.look(3);
    assert!(hands.says(&hands.text("flk-ask-queued")));
    let mut checks = card.checks.as_deref().expect("checks").clone();
    checks.run_at += chrono::TimeDelta::minutes(1);
    card.checks = Some(Arc::new(checks));
    replay.tell(Event::OrganisationOpened(Arc::new(card)));
    hands.look(3);
    assert!(!hands.says(&hands.text("flk-ask-queued")), "it has come");
}

#[test]
fn a_card_without_checks_says_so() {
    let mut card = worst();
    card.checks = None;
    let (mut hands, _replay) = on_the_part(&card);
    assert!(hands.says(&hands.text("flk-none")));
    look_everywhere(&mut hands, "none");
}

#[test]
fn the_register_marks_stop_factors_in_words() {
    let (mut hands, _replay) = Hands::signed_in(ROLE, Language::Ru);
    let Some(Event::Organisations { rows, .. }) = &world().of(ROLE).organisations else {
        panic!("organisations")
    };
    assert!(
        rows.iter()
            .any(|row| row.stops.is_some_and(|stops| stops > 0))
    );
    assert!(rows.iter().any(|row| row.stops == Some(0)));
    hands.go(Place::Organisations);
    hands.look(3);
    look_everywhere(&mut hands, "register");
    assert!(hands.says(&hands.text("flk-register-column")));
    let filter = hands.text("flk-register-pill");
    hands.click(&filter);
    hands.look(2);
    let stopped = rows
        .iter()
        .filter(|row| row.stops.is_some_and(|stops| stops > 0));
    let count = [("count", stopped.count().into())];
    assert!(hands.says(&hands.format("register-total-rows", &count)));
}
