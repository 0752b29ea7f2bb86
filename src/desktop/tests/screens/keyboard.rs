//! Without a mouse: Tab reaches every control, shortcuts work on every layout.

use crate::hands::{CTRL, Hands, LAYOUTS, Layout};
use crate::replay::Replay;
use crate::world::world;
use baqylau_client::ui::{Event, LockState};
use baqylau_desktop::place::Place;
use baqylau_domain::people::AccountRole;
use baqylau_locale::Language;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::NodeT as _;
use std::collections::BTreeSet;

/// Names of controls that Tab must reach: everything enabled that is clicked or typed into.
fn controls(hands: &Hands) -> BTreeSet<u64> {
    hands
        .harness
        .root()
        .children_recursive()
        .map(|node| node.accesskit_node())
        .filter(|node| egui::accessibility::is_input(node.role()))
        .filter(|node| !node.is_disabled() && !node.is_hidden())
        .map(|node| node.locate().0.0)
        .collect()
}

fn describe(hands: &Hands, id: u64) -> String {
    hands
        .harness
        .root()
        .children_recursive()
        .map(|node| node.accesskit_node())
        .find(|node| node.locate().0.0 == id)
        .map(|node| format!("{:?} «{}»", node.role(), node.label().unwrap_or_default()))
        .unwrap_or_default()
}

/// Presses Tab all the way round; returns the controls that never had focus, and the stops where
/// there is nothing to be read out.
pub fn never_reached(hands: &mut Hands) -> Vec<String> {
    let mut left = controls(hands);
    // The eye of a password is left out on purpose: after a passphrase comes the next field.
    let eye = format!("Button «{}»", hands.text("signing-password-show"));
    left.retain(|id| describe(hands, *id) != eye);
    assert!(!left.is_empty(), "a screen without controls");
    let mut nameless = BTreeSet::new();
    for _ in 0..left.len() * 3 + 10 {
        hands.press(Key::Tab);
        let focused = hands
            .harness
            .root()
            .children_recursive()
            .find(|node| node.is_focused())
            .map(|node| node.accesskit_node().locate().0.0);
        if let Some(id) = focused {
            left.remove(&id);
            let stop = describe(hands, id);
            if stop.contains("Unknown") || stop.contains("«»") {
                nameless.insert(stop);
            }
        }
        if left.is_empty() {
            break;
        }
    }
    left.into_iter()
        .map(|id| describe(hands, id))
        .chain(nameless)
        .collect()
}

fn at_the_door(lock: LockState) -> Hands {
    let replay = Replay::of(AccountRole::Commission);
    replay.tell(Event::Lock(lock));
    let mut hands = Hands::over(Box::new(replay), Language::Kk, false);
    hands.look(4);
    hands
}

#[test]
fn tab_reaches_every_control_of_the_first_screens() {
    for lock in [
        LockState::NoStore { keyring: true },
        LockState::Locked { keyring: true },
        LockState::Unlocked {
            known: Vec::new(),
            online: true,
            sample: true,
        },
    ] {
        let what = format!("{lock:?}").chars().take(12).collect::<String>();
        let mut hands = at_the_door(lock);
        let left = never_reached(&mut hands);
        assert!(left.is_empty(), "{what}: Tab never reaches {left:?}");
    }
}

#[test]
fn tab_reaches_every_control_of_the_settings() {
    let (mut hands, _replay) = Hands::signed_in(AccountRole::Commission, Language::Ru);
    hands.go(Place::Settings);
    let left = never_reached(&mut hands);
    assert!(left.is_empty(), "Tab never reaches {left:?}");
}

#[test]
fn f2_changes_the_language_and_keeps_the_item() {
    for layout in LAYOUTS {
        let (mut hands, _replay) = Hands::in_runner(Language::Kk);
        for _ in 0..4 {
            hands.press(Key::ArrowDown);
        }
        let before = crate::runner::cursor(&hands);
        let mut seen = Vec::new();
        for _ in 0..3 {
            hands.press_with(layout, Modifiers::NONE, Key::F2);
            seen.push(hands.app().locale().language());
            assert_eq!(crate::runner::cursor(&hands), before, "{layout:?}");
        }
        seen.sort_by_key(|language| language.code());
        seen.dedup();
        assert_eq!(seen.len(), 3, "F2 goes round the three languages");
        assert_eq!(hands.app().place(), Place::Runner(world().visit));
    }
}

#[test]
fn the_palette_finds_a_command_on_every_layout() {
    for layout in LAYOUTS {
        let (mut hands, _replay) = Hands::signed_in(AccountRole::Commission, Language::Ru);
        hands.press_with(layout, CTRL, Key::K);
        let settings = hands.text("nav-settings");
        hands.type_text(&settings);
        hands.press(Key::Enter);
        assert_eq!(hands.app().place(), Place::Settings, "{layout:?}");
    }
}

#[test]
fn ctrl_digits_go_to_screens_and_alt_left_comes_back() {
    for layout in LAYOUTS {
        let (mut hands, _replay) = Hands::signed_in(AccountRole::Commission, Language::Ru);
        hands.press_with(layout, CTRL, Key::Num3);
        assert_eq!(hands.app().place(), Place::Points, "{layout:?}");
        hands.press_with(Layout::Latin, Modifiers::ALT, Key::ArrowLeft);
        assert_eq!(hands.app().place(), Place::Visits, "{layout:?}");
    }
}

#[test]
fn a_passphrase_is_typed_repeated_and_confirmed_by_enter() {
    let replay = Replay::of(AccountRole::Commission);
    replay.tell(Event::Lock(LockState::NoStore { keyring: false }));
    let mut hands = Hands::over(Box::new(replay.clone()), Language::Ru, false);
    let (first, repeat) = (
        hands.text("signin-passphrase-new"),
        hands.text("signin-passphrase-repeat"),
    );
    assert!(hands.in_password(&first), "typing may begin at once");
    hands.type_text("короткая дорога");
    hands.press(Key::Tab);
    assert!(
        hands.in_password(&repeat),
        "after the passphrase comes its repetition, not {:?}",
        hands.focused()
    );
    hands.type_text("короткая дорога");
    hands.press(Key::Enter);
    let made = replay.count(|command| {
        matches!(command, baqylau_client::ui::Command::CreateStore { passphrase, .. }
            if passphrase.0.as_str() == "короткая дорога")
    });
    assert_eq!(made, 1);
}

#[test]
fn ctrl_h_shows_the_passphrase_on_every_layout_and_takes_no_letter_away() {
    for layout in LAYOUTS {
        let replay = Replay::of(AccountRole::Commission);
        replay.tell(Event::Lock(LockState::Locked { keyring: false }));
        let mut hands = Hands::over(Box::new(replay.clone()), Language::Ru, false);
        let label = hands.text("signin-passphrase");
        assert!(hands.in_password(&label));
        hands.type_text("correct horse");
        hands.press_with(layout, CTRL, Key::H);
        assert_eq!(hands.focused(), Some((Role::TextInput, label.clone())));
        assert!(hands.has(&hands.text("password-hide")));
        hands.press_with(layout, CTRL, Key::H);
        assert!(hands.in_password(&label), "{layout:?}: hidden again");
        hands.press(Key::Enter);
        let whole = replay.count(|command| {
            matches!(command, baqylau_client::ui::Command::Unlock { passphrase: Some(typed) }
                if typed.0.as_str() == "correct horse")
        });
        assert_eq!(whole, 1, "{layout:?}");
    }
}

#[test]
fn a_password_that_was_shown_is_hidden_from_whoever_types_the_next_one() {
    let replay = Replay::of(AccountRole::Commission);
    let locked = || Event::Lock(LockState::Locked { keyring: false });
    replay.tell(locked());
    let mut hands = Hands::over(Box::new(replay.clone()), Language::Ru, false);
    let label = hands.text("signin-passphrase");
    hands.type_text("correct horse");
    hands.ctrl(Key::H);
    assert_eq!(hands.focused(), Some((Role::TextInput, label.clone())));
    hands.look(3);
    assert_eq!(hands.focused(), Some((Role::TextInput, label.clone())));
    replay.tell_session();
    hands.look(3);
    replay.tell(locked());
    hands.look(3);
    assert!(hands.in_password(&label), "{:?}", hands.focused());
}

#[test]
fn a_password_field_tells_what_its_dots_hide() {
    let mut hands = at_the_door(LockState::Locked { keyring: false });
    let (caps, other) = (
        hands.text("password-caps-lock"),
        hands.text("password-not-latin"),
    );
    hands.type_text("a");
    assert!(!hands.has(&caps) && !hands.has(&other));
    hands.type_text("B");
    assert!(hands.has(&caps), "a capital came without Shift");
    hands.type_text("c");
    assert!(!hands.has(&caps), "and the next letter is small again");
    hands.type_text("ж");
    assert!(hands.has(&other));
    if crate::hands::pictures_wanted() {
        hands.type_text("Ж");
        hands.picture("state-password-notes");
    }
}

#[test]
fn the_keys_for_the_password_stand_in_the_help() {
    let (mut hands, _replay) = Hands::signed_in(AccountRole::Commission, Language::Ru);
    hands.press(Key::F1);
    assert!(hands.has(&hands.text("signing-password-show")));
}

#[test]
fn the_window_is_named_in_the_language_one_changes_to() {
    let (mut hands, _replay) = Hands::signed_in(AccountRole::Commission, Language::Ru);
    for language in Language::ALL {
        let ctx = hands.harness.ctx.clone();
        let action = baqylau_desktop::cx::Action::Language(language);
        hands.harness.state_mut().act(&ctx, action);
        hands.harness.step();
        let output = hands.harness.output();
        let titles: Vec<&egui::ViewportCommand> = output
            .viewport_output
            .values()
            .flat_map(|viewport| &viewport.commands)
            .filter(|command| matches!(command, egui::ViewportCommand::Title(_)))
            .collect();
        let name = hands.text("app-name");
        assert_eq!(titles, [&egui::ViewportCommand::Title(name)]);
    }
}
