//! What surrounds every screen: who may go where, the palette, help, and what is said in passing.

use crate::guard::problems;
use crate::hands::{Hands, pictures_wanted};
use crate::world::{demonstrated, world};
use baqylau_client::ui::{Connection, Event, SyncState, UserError};
use baqylau_desktop::commands::{UiCommand, rows_for};
use baqylau_desktop::place::Place;
use baqylau_domain::people::AccountRole;
use baqylau_locale::Language;
use egui::Key;
use egui_kittest::kittest::NodeT as _;

#[test]
fn every_role_starts_at_its_own_work() {
    for (role, home) in [
        (AccountRole::Commission, Place::Visits),
        (AccountRole::IssuerOfficer, Place::Decisions),
        (AccountRole::EducationOfficer, Place::Decisions),
        (AccountRole::FinancialCentre, Place::Decisions),
        (AccountRole::Observer, Place::Organisations),
    ] {
        let (hands, _replay) = Hands::signed_in(role, Language::Ru);
        assert_eq!(hands.app().place(), home, "{role:?}");
    }
}

#[test]
fn the_rail_offers_what_the_role_may_do_and_a_click_goes_there() {
    for role in demonstrated() {
        let (mut hands, _replay) = Hands::signed_in(role, Language::Ru);
        for row in rows_for(role) {
            let UiCommand::Go(place) = row.command else {
                continue;
            };
            let name = hands.text(row.name);
            hands.click(&name);
            assert_eq!(hands.app().place(), place, "{role:?}: {name}");
        }
    }
    let (hands, _replay) = Hands::signed_in(AccountRole::Commission, Language::Ru);
    assert!(
        !hands.has(&hands.text("nav-decisions")),
        "a commission decides nothing"
    );
}

#[test]
fn the_palette_and_the_help_are_whole_in_three_languages() {
    let (mut hands, _replay) = Hands::signed_in(AccountRole::Commission, Language::Kk);
    for language in Language::ALL {
        hands.act(baqylau_desktop::cx::Action::Language(language));
        hands.ctrl(Key::K);
        assert!(
            named_problems(&hands).is_empty(),
            "{:?}",
            named_problems(&hands)
        );
        if pictures_wanted() {
            hands.picture(&format!("overlay-palette-{}", language.code()));
        }
        hands.press(Key::Escape);
        hands.press(Key::F1);
        assert!(hands.has(&hands.text("help-keys")));
        assert!(
            named_problems(&hands).is_empty(),
            "{:?}",
            named_problems(&hands)
        );
        if pictures_wanted() {
            hands.picture(&format!("overlay-help-{}", language.code()));
        }
        hands.press(Key::Escape);
        hands.look(2);
    }
}

/// Words under a dialog are rightly covered by it; names and keys are looked at all the same.
fn named_problems(hands: &Hands) -> Vec<String> {
    problems(hands)
        .into_iter()
        .filter(|problem| !problem.starts_with("one over"))
        .collect()
}

/// The state of saving and sending in the top bar, as it is read out.
fn line_of_sync(hands: &Hands) -> String {
    let alarm = hands.format("sync-status-attention", &[("count", 3.into())]);
    let nodes = hands.harness.root().children_recursive();
    let mut names = nodes.filter_map(|node| node.accesskit_node().label());
    names.find(|name| name.contains(&alarm)).unwrap_or_default()
}

#[test]
fn the_top_bar_tells_every_connection_in_words() {
    let (mut hands, replay) = Hands::signed_in(AccountRole::Commission, Language::Kk);
    for language in Language::ALL {
        hands.act(baqylau_desktop::cx::Action::Language(language));
        for connection in [
            Connection::Online,
            Connection::Offline,
            Connection::OfflineByChoice,
            Connection::SignInNeeded,
            Connection::OtherRegistry,
            Connection::Rewritten,
        ] {
            replay.tell(Event::Sync(SyncState {
                connection,
                waiting: 128,
                attention: 3,
                last_contact: Some(world().now),
                saved_at: Some(world().now),
                busy: false,
                compared: None,
                witnessed: None,
            }));
            hands.look(2);
            // What needs somebody is never what is cut.
            let alarm = hands.format("sync-status-attention", &[("count", 3.into())]);
            assert!(
                line_of_sync(&hands).starts_with(&alarm),
                "{connection:?}: {}",
                line_of_sync(&hands)
            );
            let found = problems(&hands);
            assert!(
                found.is_empty(),
                "{connection:?} {}: {found:?}",
                language.code()
            );
            if pictures_wanted() {
                hands.picture(&format!("bar-{connection:?}-{}", language.code()));
            }
        }
    }
}

#[test]
fn background_failures_are_said_in_words() {
    let (mut hands, replay) = Hands::signed_in(AccountRole::Commission, Language::Ru);
    let error = UserError::new("client-network");
    replay.tell(Event::Failed {
        ticket: None,
        error: error.clone(),
    });
    hands.look(3);
    let words = baqylau_desktop::cx::error_text(hands.app().locale(), &error);
    assert!(hands.says(&words), "{words}");
}

#[test]
fn only_who_may_confirm_a_remedy_is_offered_to() {
    for (role, offered) in [
        (AccountRole::Commission, true),
        (AccountRole::FinancialCentre, false),
        (AccountRole::Observer, false),
    ] {
        let (mut hands, _replay) = Hands::signed_in(role, Language::Ru);
        hands.go(Place::Points);
        assert_eq!(
            hands.has(&hands.text("prescription-accept")),
            offered,
            "{role:?}"
        );
    }
}
