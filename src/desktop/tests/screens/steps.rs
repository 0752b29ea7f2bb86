//! Steps taken back: over any field, to where it happened, and never over a colleague's word.

use crate::hands::{CTRL, Hands, LAYOUTS};
use crate::runner::{cursor, item, jump, violated, work};
use crate::world::world;
use baqylau_client::ui::Event;
use baqylau_desktop::place::Place;
use baqylau_domain::contingent::Presence;
use baqylau_domain::draft::{Draft, FieldKey};
use baqylau_domain::identifiers::InstallId;
use baqylau_locale::Language;
use egui::{Key, Modifiers};
use std::sync::Arc;

#[test]
fn flag_severity_and_note_are_taken_back_one_by_one_on_every_layout() {
    for layout in LAYOUTS {
        let (mut hands, _replay) = Hands::in_runner(Language::Ru);
        violated(&mut hands, "B07");
        hands.press_with(layout, Modifiers::NONE, Key::F);
        hands.press_with(layout, Modifiers::NONE, Key::S);
        let severity = work(&hands).finding("SAFE", "B07").severity;
        assert!(severity.is_some(), "{layout:?}");
        hands.press_with(layout, Modifiers::NONE, Key::N);
        // Letter by letter, as it is typed.
        for letter in ["Д", "в", "е", "р", "ь"] {
            hands.type_text(letter);
        }
        hands.press(Key::Escape);
        assert_eq!(work(&hands).finding("SAFE", "B07").note, "Дверь");
        let finding = |hands: &Hands| work(hands).finding("SAFE", "B07");
        hands.press_with(layout, CTRL, Key::Z);
        assert_eq!(finding(&hands).note, "", "a word is one step, {layout:?}");
        assert_eq!(finding(&hands).severity, severity, "{layout:?}");
        hands.press_with(layout, CTRL, Key::Z);
        assert_eq!(finding(&hands).severity, None, "{layout:?}");
        assert!(finding(&hands).flagged, "{layout:?}");
        hands.press_with(layout, CTRL, Key::Z);
        assert!(!finding(&hands).flagged, "{layout:?}");
        assert!(
            item(&hands, "B07").violation,
            "the answer stays, {layout:?}"
        );
        for _ in 0..3 {
            hands.press_with(layout, CTRL, Key::Y);
        }
        let again = finding(&hands);
        assert_eq!((again.note.as_str(), again.flagged), ("Дверь", true));
        assert_eq!(again.severity, severity, "{layout:?}");
    }
}

#[test]
fn undo_goes_to_the_item_it_changed_and_says_what() {
    let (mut hands, _replay) = Hands::in_runner(Language::Ru);
    violated(&mut hands, "B07");
    hands.press(Key::F);
    jump(&mut hands, "A04");
    hands.press_with(crate::hands::Layout::Russian, CTRL, Key::Z);
    hands.look(3);
    assert_eq!(cursor(&hands), "B07");
    let label = item(&hands, "B07").label.text.clone();
    let start: String = label.chars().take(30).collect();
    assert!(hands.says(&start));
    assert!(!work(&hands).finding("SAFE", "B07").flagged);
    // From another screen, too.
    hands.go(Place::HeadCount(world().visit));
    hands.ctrl(Key::Z);
    hands.look(3);
    assert_eq!(hands.app().place(), Place::Runner(world().visit));
    assert_eq!(cursor(&hands), "B07");
    assert!(!item(&hands, "B07").violation);
}

#[test]
fn marking_everybody_present_is_one_step_and_undo_shows_the_group() {
    for layout in LAYOUTS {
        let (mut hands, _replay) = Hands::in_runner(Language::Kk);
        hands.go(Place::HeadCount(world().visit));
        let group = work(&hands).groups[0].clone();
        hands.press_with(layout, Modifiers::NONE, Key::Num2);
        assert_eq!(work(&hands).marks(&group.code).len(), 1, "{layout:?}");
        let all = hands.text("headcount-mark-all-present");
        hands.click(&all);
        let marks = work(&hands).marks(&group.code);
        assert_eq!(marks.len(), group.learners.len(), "{layout:?}");
        hands.go(Place::Runner(world().visit));
        hands.press_with(layout, CTRL, Key::Z);
        hands.look(3);
        assert_eq!(hands.app().place(), Place::HeadCount(world().visit));
        let marks = work(&hands).marks(&group.code);
        assert_eq!(marks.values().collect::<Vec<_>>(), [&Presence::Absent]);
        hands.press_with(layout, CTRL, Key::Z);
        assert!(work(&hands).marks(&group.code).is_empty(), "{layout:?}");
        hands.press_with(layout, CTRL, Key::Y);
        hands.press_with(layout, CTRL, Key::Y);
        assert_eq!(work(&hands).marks(&group.code).len(), group.learners.len());
    }
}

#[test]
fn what_a_colleague_changed_since_is_not_taken_back() {
    let (mut hands, replay) = Hands::in_runner(Language::En);
    violated(&mut hands, "B07");
    hands.press(Key::F);
    hands.look(3);
    let key = FieldKey::Finding {
        list: "SAFE".to_owned(),
        item: "B07".to_owned(),
    };
    replay.with(|state| {
        let install = InstallId::new(uuid::Uuid::from_u128(55));
        let value = serde_json::json!({"note": "seen by a colleague", "flagged": true});
        let author = state.recording.person.id;
        let version = state
            .draft
            .write(&key, install, value, author, state.world.now);
        let mut draft: Draft = state.draft.clone();
        draft.merge(key.clone(), version);
        state.draft = draft.clone();
        state.queue.push_back(Event::DraftMerged {
            visit: state.world.visit,
            draft: Arc::new(draft),
            changed: vec![key.clone()],
        });
    });
    hands.look(3);
    hands.ctrl(Key::Z);
    let finding = work(&hands).finding("SAFE", "B07");
    assert_eq!(finding.note, "seen by a colleague");
    assert!(finding.flagged);
    let said = hands.format("undo-changed-since", &[("what", "B07".into())]);
    assert!(hands.says(&said), "{said}");
}
