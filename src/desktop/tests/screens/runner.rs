//! The checklist runner filled by hand: answers, notes, severity, filters, finishing.

use crate::hands::{CTRL, Hands, LAYOUTS, Layout};
use crate::world::world;
use baqylau_checklist::Item;
use baqylau_client::ui::Command;
use baqylau_desktop::model::VisitWork;
use baqylau_desktop::place::Place;
use baqylau_desktop::screens::runner::blocking;
use baqylau_domain::finding::Severity;
use baqylau_domain::visit::VisitOp;
use baqylau_locale::Language;
use egui::accesskit::Role;
use egui::{Key, Modifiers};

pub fn work(hands: &Hands) -> &VisitWork {
    hands.app().model().work.as_ref().expect("a visit is open")
}

/// The item in hand, as the pane at the right names it.
pub fn cursor(hands: &Hands) -> String {
    work(hands)
        .sheets
        .iter()
        .flat_map(|sheet| &sheet.items)
        .find(|item| {
            hands.has(&hands.format("previous-title", &[("item", item.id.clone().into())]))
        })
        .map(|item| item.id.clone())
        .expect("an item is in hand")
}

pub fn item<'a>(hands: &'a Hands, id: &str) -> &'a Item {
    work(hands)
        .sheets
        .iter()
        .find_map(|sheet| sheet.item(id))
        .unwrap_or_else(|| panic!("no item {id}"))
}

pub fn answer(hands: &Hands, id: &str) -> String {
    item(hands, id)
        .fields
        .first()
        .map(|field| field.value.clone())
        .unwrap_or_default()
}

/// Ctrl+G, the number, Enter.
pub fn jump(hands: &mut Hands, id: &str) {
    hands.ctrl(Key::G);
    hands.look(3);
    hands.type_text(id);
    hands.press(Key::Enter);
    hands.look(3);
    assert_eq!(cursor(hands), id);
}

/// An item that "2" violates, in hand and violated.
pub fn violated(hands: &mut Hands, id: &str) {
    jump(hands, id);
    hands.press(Key::Num2);
    assert!(
        item(hands, id).violation,
        "{id} is violated by its second answer"
    );
}

#[test]
fn digits_answer_and_arrows_move_on_every_layout() {
    for layout in LAYOUTS {
        let (mut hands, _replay) = Hands::in_runner(Language::Ru);
        let first = cursor(&hands);
        hands.press_with(layout, Modifiers::NONE, Key::Num1);
        let choice = item(&hands, &first).fields[0].choices[0].name.clone();
        assert_eq!(answer(&hands, &first), choice, "{layout:?}");
        hands.press_with(layout, Modifiers::NONE, Key::Num2);
        let choice = item(&hands, &first).fields[0].choices[1].name.clone();
        assert_eq!(answer(&hands, &first), choice, "{layout:?}");
        hands.press(Key::ArrowDown);
        let second = cursor(&hands);
        assert_ne!(second, first);
        hands.press_with(layout, Modifiers::NONE, Key::K);
        assert_eq!(cursor(&hands), first, "K is up, {layout:?}");
        hands.press_with(layout, Modifiers::NONE, Key::J);
        assert_eq!(cursor(&hands), second, "J is down, {layout:?}");
        hands.press(Key::End);
        let last = work(&hands).sheets[0]
            .items
            .last()
            .expect("items")
            .id
            .clone();
        assert_eq!(cursor(&hands), last);
        hands.press(Key::Home);
        assert_eq!(cursor(&hands), first);
        hands.press(Key::ArrowUp);
        assert_eq!(cursor(&hands), first, "nothing is above the first");
    }
}

#[test]
fn the_note_key_opens_the_note_and_leaves_no_letter_in_it() {
    for layout in LAYOUTS {
        let (mut hands, _replay) = Hands::in_runner(Language::Kk);
        violated(&mut hands, "B07");
        hands.press_with(layout, Modifiers::NONE, Key::N);
        let (role, _) = hands.focused().expect("the note has focus");
        assert_eq!(role, Role::MultilineTextInput, "{layout:?}");
        assert_eq!(work(&hands).finding("SAFE", "B07").note, "", "{layout:?}");
        hands.type_text("Есік құлыптаулы");
        assert_eq!(
            work(&hands).finding("SAFE", "B07").note,
            "Есік құлыптаулы",
            "{layout:?}"
        );
        // Digits and letters belong to the note now.
        let before = answer(&hands, "B07");
        hands.press_with(layout, Modifiers::NONE, Key::Num1);
        assert_eq!(answer(&hands, "B07"), before, "{layout:?}");
        hands.press(Key::Escape);
        assert_eq!(hands.focused().map(|(role, _)| role), None, "{layout:?}");
        assert_eq!(hands.app().place(), Place::Runner(world().visit));
        hands.press_with(layout, Modifiers::NONE, Key::Num1);
        assert_ne!(answer(&hands, "B07"), before, "{layout:?}");
    }
}

#[test]
fn flag_and_severity_have_their_keys_on_every_layout() {
    for layout in LAYOUTS {
        let (mut hands, _replay) = Hands::in_runner(Language::Ru);
        violated(&mut hands, "B07");
        hands.press_with(layout, Modifiers::NONE, Key::F);
        assert!(work(&hands).finding("SAFE", "B07").flagged, "{layout:?}");
        hands.press_with(layout, Modifiers::NONE, Key::F);
        assert!(!work(&hands).finding("SAFE", "B07").flagged, "{layout:?}");
        let mut seen = Vec::new();
        for _ in 0..Severity::ALL.len() {
            hands.press_with(layout, Modifiers::NONE, Key::S);
            seen.push(work(&hands).finding("SAFE", "B07").severity);
        }
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), Severity::ALL.len(), "S goes round, {layout:?}");
    }
}

#[test]
fn severity_of_a_conforming_item_does_not_change() {
    let (mut hands, _replay) = Hands::in_runner(Language::Ru);
    jump(&mut hands, "B07");
    hands.press(Key::Num1);
    hands.press(Key::S);
    assert_eq!(work(&hands).finding("SAFE", "B07").severity, None);
}

#[test]
fn ctrl_enter_finds_the_next_required_item_without_an_answer() {
    for layout in LAYOUTS {
        let (mut hands, _replay) = Hands::in_runner(Language::Ru);
        let first = cursor(&hands);
        hands.press(Key::Num1);
        hands.press_with(layout, CTRL, Key::Enter);
        let next = cursor(&hands);
        assert_ne!(next, first, "{layout:?}");
        let found = item(&hands, &next);
        assert!(found.required && !found.answered, "{next}, {layout:?}");
        // From the last item it goes round to the beginning.
        let last = work(&hands)
            .sheets
            .last()
            .and_then(|sheet| sheet.items.last());
        let last = last.expect("items").id.clone();
        jump(&mut hands, &last);
        hands.press_with(layout, CTRL, Key::Enter);
        let round = cursor(&hands);
        assert!(!item(&hands, &round).answered, "{round}, {layout:?}");
    }
}

#[test]
fn go_to_finds_an_item_by_a_word_of_any_language() {
    let (mut hands, _replay) = Hands::in_runner(Language::En);
    let label = work(&hands).sheets[1]
        .label_of("B07", Language::Ru)
        .expect("a Russian text");
    let words: Vec<&str> = label.split_whitespace().take(4).collect();
    hands.press_with(Layout::Russian, CTRL, Key::G);
    hands.look(3);
    hands.type_text(&words.join(" "));
    hands.press(Key::Enter);
    hands.look(3);
    assert_eq!(cursor(&hands), "B07");
}

#[test]
fn go_to_closes_by_escape_and_leaves_the_item_alone() {
    let (mut hands, _replay) = Hands::in_runner(Language::Ru);
    let before = cursor(&hands);
    hands.ctrl(Key::G);
    hands.type_text("B07");
    hands.press(Key::Escape);
    hands.look(3);
    assert_eq!(cursor(&hands), before);
    assert!(!hands.has(&hands.text("checklist-go-to-title")));
}

#[test]
fn what_was_answered_by_mistake_is_taken_back_and_given_again() {
    for layout in LAYOUTS {
        let (mut hands, replay) = Hands::in_runner(Language::Ru);
        let id = cursor(&hands);
        hands.press(Key::Num1);
        let one = answer(&hands, &id);
        hands.press(Key::Num2);
        let two = answer(&hands, &id);
        hands.press_with(layout, CTRL, Key::Z);
        assert_eq!(answer(&hands, &id), one, "{layout:?}");
        hands.press_with(layout, CTRL, Key::Z);
        assert_eq!(answer(&hands, &id), "", "{layout:?}");
        hands.press_with(layout, CTRL, Key::Z);
        assert!(hands.says(&hands.text("undo-nothing")), "{layout:?}");
        hands.press_with(layout, CTRL, Key::Y);
        assert_eq!(answer(&hands, &id), one, "{layout:?}");
        let shift = Modifiers {
            shift: true,
            ..CTRL
        };
        hands.press_with(layout, shift, Key::Z);
        assert_eq!(answer(&hands, &id), two, "{layout:?}");
        let writes = replay.count(|command| matches!(command, Command::WriteDraft { .. }));
        assert_eq!(writes, 6, "every step is written down, {layout:?}");
    }
}

#[test]
fn filters_show_what_they_say_and_the_count_agrees() {
    let (mut hands, _replay) = Hands::in_runner(Language::Ru);
    violated(&mut hands, "B07");
    hands.press(Key::F);
    let total: usize = work(&hands)
        .sheets
        .iter()
        .map(|sheet| sheet.items.len())
        .sum();
    assert!(total > 100, "a checklist of the real size, {total} items");
    for (filter, only) in [
        ("checklist-filter-violations", "B07"),
        ("checklist-filter-flagged", "B07"),
    ] {
        let name = hands.text(filter);
        hands.click(&name);
        assert_eq!(cursor(&hands), only, "{filter}");
        hands.press(Key::End);
        assert_eq!(cursor(&hands), only, "{filter} lists one item");
        hands.click(&name);
    }
    let name = hands.text("checklist-filter-unanswered");
    hands.click(&name);
    hands.press(Key::Home);
    for _ in 0..5 {
        let id = cursor(&hands);
        assert!(!item(&hands, &id).answered, "{id}");
        hands.press(Key::ArrowDown);
    }
}

#[test]
fn finishing_lists_what_is_missing_and_goes_there() {
    let (mut hands, replay) = Hands::in_runner(Language::Ru);
    violated(&mut hands, "B07");
    let finish = hands.text("button-finish");
    hands.click(&finish);
    let today = hands.app().model().today();
    let missing = blocking(work(&hands), today);
    let count = i64::try_from(missing.len()).expect("few");
    assert!(count > 100, "nothing else is answered");
    assert!(hands.says(&hands.format("checklist-finish-blocked", &[("count", count.into())])));
    let note = hands.format("blocker-no-note", &[("item", "B07".to_owned().into())]);
    assert!(
        missing
            .iter()
            .any(|one| one.item == "B07" && one.key == "blocker-no-note")
    );
    hands.press(Key::Escape);
    hands.look(2);
    assert!(!hands.has(&note), "the dialog is closed");
    hands.press(Key::Home);
    hands.click(&finish);
    assert_eq!(
        missing.first().map(|one| one.key),
        Some("blocker-unanswered")
    );
    let first = missing.first().expect("something is missing").item.clone();
    let group = hands.text("act-blockers-unanswered");
    hands.click(&group);
    let words = unanswered(&hands, &first);
    hands.click(&words);
    assert_eq!(cursor(&hands), first);
    let merging = replay.count(|command| {
        matches!(
            command,
            Command::Visit {
                op: VisitOp::BeginMerging,
                ..
            }
        )
    });
    assert_eq!(merging, 0, "nothing moves on while something is missing");
}

#[test]
fn a_click_answers_as_a_digit_does() {
    let (mut hands, _replay) = Hands::in_runner(Language::En);
    let id = cursor(&hands);
    let choice = item(&hands, &id).fields[0].choices[0].clone();
    let name = format!("1 {}", choice.label.text);
    hands.click(&name);
    assert_eq!(answer(&hands, &id), choice.name);
}

#[test]
fn titles_in_the_tree_are_whole_and_keep_their_numbers() {
    use baqylau_widgets::fonts::Weight;
    use egui_kittest::kittest::NodeT as _;
    for language in Language::ALL {
        let (hands, _replay) = Hands::in_runner(language);
        let mut several_lines = 0;
        for node in hands.harness.root().children_recursive() {
            if node.accesskit_node().role() != Role::TreeItem {
                continue;
            }
            let (Some(title), rect) = (node.accesskit_node().label(), node.rect()) else {
                continue;
            };
            let numbers = node.accesskit_node().description().unwrap_or_default();
            if !numbers.contains('/') {
                continue;
            }
            let font = baqylau_widgets::fonts::font(Weight::Regular, 13.0);
            let layout = |text: &str, room: f32| {
                let ink = egui::Color32::BLACK;
                let ctx = &hands.harness.ctx;
                ctx.fonts_mut(|fonts| fonts.layout(text.to_owned(), font.clone(), ink, room))
            };
            let room = rect.width() - layout(&numbers, f32::INFINITY).size().x - 24.0;
            let needed = layout(&title, room).rows.len() as f32;
            let lines = ((rect.height() - 8.0) / 20.0).floor().max(1.0);
            assert!(lines >= needed, "«{title}»: {lines} lines of {needed}");
            several_lines += u32::from(lines > 1.0);
        }
        assert!(several_lines > 0, "{language:?}");
    }
}

#[test]
fn wherever_the_keyboard_goes_its_item_is_on_the_screen() {
    let (mut hands, _replay) = Hands::in_runner(Language::Kk);
    let items: Vec<String> = work(&hands)
        .sheets
        .iter()
        .flat_map(|sheet| sheet.items.iter().map(|item| item.id.clone()))
        .collect();
    // Far jumps over items that were never drawn, whose heights nobody knows yet.
    let far = [items.len() - 2, 3, items.len() / 2, 0, items.len() - 20, 30];
    for at in far {
        let id = &items[at];
        jump(&mut hands, id);
        for _ in 0..30 {
            hands.look(1);
        }
        assert_eq!(&cursor(&hands), id);
        assert!(hands.has(id), "{id} is in hand and not on the screen");
    }
    hands.press(Key::End);
    hands.look(30);
    let last = cursor(&hands);
    assert!(hands.has(&last), "{last} is not on the screen");
    hands.press(Key::Home);
    hands.look(30);
    let first = cursor(&hands);
    assert!(hands.has(&first), "{first} is not on the screen");
}

#[test]
fn the_tree_counts_flags_beside_violations_and_says_so() {
    use egui_kittest::kittest::NodeT as _;
    for language in Language::ALL {
        let (mut hands, _replay) = Hands::in_runner(language);
        jump(&mut hands, "B07");
        hands.press(Key::F);
        let flags = hands.format("checklist-flags", &[("count", 1.into())]);
        let said = |hands: &Hands| {
            let nodes = hands.harness.root().children_recursive();
            nodes
                .filter(|node| node.accesskit_node().role() == Role::TreeItem)
                .filter_map(|node| node.accesskit_node().description())
                .filter(|words| words.contains(&flags))
                .count()
        };
        assert_eq!(said(&hands), 2, "the checklist and the section: {flags}");
        let sheet = work(&hands).sheet("SAFE").expect("the checklist");
        assert_eq!(sheet.totals().flagged, 1);
        hands.press(Key::Num2);
        assert_eq!(said(&hands), 2, "beside the violation");
        if crate::hands::pictures_wanted() {
            hands.picture(&format!("flags-{}", language.code()));
        }
        hands.press(Key::F);
        assert_eq!(said(&hands), 0, "{flags}");
    }
}

#[test]
fn the_second_language_of_the_settings_stands_beside_with_choices_and_hints() {
    use baqylau_desktop::cx::Action;
    let (mut hands, _replay) = Hands::in_runner(Language::Ru);
    jump(&mut hands, "B07");
    let sheet = work(&hands).sheet("SAFE").expect("the checklist");
    let said = sheet.item_in("B07", Language::Kk).expect("in Kazakh");
    assert!(!hands.has(&said.label.text), "nobody asked for it");
    hands.act(Action::SecondLanguage(Some(Language::Kk)));
    hands.look(2);
    assert!(hands.has(&said.label.text));
    for (index, choice) in said.fields[0].choices.iter().enumerate() {
        let line = format!("{}  {}", index + 1, choice.label.text);
        assert!(hands.has(&line), "{line}");
    }
    for hint in [&said.hint.text, &said.fields[0].hint.text] {
        assert!(hint.trim().is_empty() || hands.has(hint), "{hint}");
    }
    if crate::hands::pictures_wanted() {
        hands.picture("second-language-ru-kk");
    }
    // Chosen here, it is kept as the settings keep it.
    hands.click(Language::En.native_name());
    hands.go(Place::Settings);
    hands.go(Place::Runner(world().visit));
    let sheet = work(&hands).sheet("SAFE").expect("the checklist");
    let said = sheet.label_of("B07", Language::En).expect("in English");
    assert!(hands.has(&said));
    let none = hands.text("checklist-second-none");
    hands.click(&none);
    assert!(!hands.has(&said));
}

/// An item nobody answered, as the list of obstacles calls it.
fn unanswered(hands: &Hands, item: &str) -> String {
    let mut labels = work(hands).sheets.iter();
    let label = labels.find_map(|sheet| sheet.label_of(item, Language::Ru));
    format!("{item} {}", label.expect("an item of a checklist"))
}

#[test]
fn from_the_obstacles_one_goes_to_each_and_comes_back() {
    use baqylau_desktop::cx::Action;
    use baqylau_domain::draft::FieldKey;
    let (mut hands, _replay) = Hands::in_runner(Language::Ru);
    let group = work(&hands).groups[0].clone();
    let key = FieldKey::Mark {
        group: group.code.clone(),
        iin: group.learners[0].iin,
    };
    let representative = (FieldKey::Representative, serde_json::Value::Null);
    hands.act(Action::Write(vec![(key, "present".into()), representative]));
    hands.look(3);
    let finish = hands.text("button-finish");
    hands.click(&finish);
    hands.look(3);
    let nobody = hands.text("blocker-no-representative");
    assert!(!hands.says(&nobody), "nobody has been to the field yet");
    assert!(hands.has(&hands.text("checklist-finish-decision")));
    if crate::hands::pictures_wanted() {
        hands.picture("finish-ru");
    }
    let today = hands.app().model().today();
    let missing = blocking(work(&hands), today);
    assert!(missing.iter().any(|one| one.key == "blocker-no-headcount"));
    let first = missing.iter().find(|one| one.key == "blocker-unanswered");
    let first = first.expect("something").item.clone();
    let group = hands.text("act-blockers-unanswered");
    hands.click(&group);
    hands.look(3);
    let words = unanswered(&hands, &first);
    hands.click(&words);
    hands.look(3);
    assert_eq!(cursor(&hands), first);
    let left = |hands: &Hands, count: usize| {
        let count = i64::try_from(count).expect("few");
        hands.format("checklist-back-to-obstacles", &[("count", count.into())])
    };
    let back = left(&hands, missing.len());
    if crate::hands::pictures_wanted() {
        hands.picture("back-to-obstacles-ru");
    }
    assert!(hands.has(&back), "{back}");
    hands.press(Key::Num1);
    hands.look(2);
    let back = left(&hands, blocking(work(&hands), today).len());
    hands.click(&back);
    hands.look(3);
    assert!(hands.has(&hands.text("checklist-finish")), "the list again");
    // The group stays as it was left: what stands below its many lines is out of sight.
    hands.click(&group);
    let count = hands.text("blocker-no-headcount");
    hands.click(&count);
    hands.look(3);
    assert_eq!(hands.app().place(), Place::HeadCount(world().visit));
}

#[test]
fn the_bar_of_keys_tells_first_what_nobody_would_guess() {
    for language in Language::ALL {
        let (hands, _replay) = Hands::in_runner(language);
        for (keys, name) in [
            ("Ctrl Enter", "key-next-unanswered"),
            ("Ctrl G", "key-go-to"),
            ("F2", "key-language"),
        ] {
            let words = format!("{keys} {}", hands.text(name));
            assert!(hands.has(&words), "{words}");
        }
    }
}

#[test]
fn on_a_narrow_window_the_pane_beside_takes_the_place_of_the_tree() {
    let (mut hands, _replay) = Hands::in_runner(Language::Ru);
    let beside = hands.text("checklist-beside");
    assert!(!hands.has(&beside), "there is room for both");
    hands.resize([1040.0, 720.0]);
    assert!(!hands.has(&hands.text("history-title")));
    let find = hands.text("checklist-filter-title");
    assert!(hands.has(&find));
    hands.click(&beside);
    assert!(hands.has(&hands.text("history-title")));
    assert!(!hands.has(&find));
    hands.click(&beside);
    assert!(hands.has(&find));
}
