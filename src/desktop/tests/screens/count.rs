//! The head count by keyboard: searching, marking, long lists, and the violation it leads to.

use crate::guard::problems;
use crate::hands::{CTRL, Hands, LARGE, LAYOUTS, SMALL, pictures_wanted};
use crate::replay::Replay;
use crate::runner::work;
use crate::world::world;
use baqylau_client::ui::{Event, OpenVisit};
use baqylau_desktop::cx::Action;
use baqylau_desktop::place::Place;
use baqylau_domain::contingent::{Group, Presence};
use baqylau_domain::draft::FieldKey;
use baqylau_domain::people::AccountRole;
use baqylau_locale::{Language, Locale};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::NodeT as _;
use std::sync::Arc;

/// The visit as recorded, with something about it changed.
fn with_visit(language: Language, change: impl FnOnce(&mut OpenVisit)) -> (Hands, Replay) {
    let (mut hands, replay) = Hands::signed_in(AccountRole::Commission, language);
    let Some(Event::VisitOpened(open)) = world().secretary().opened.get(&world().visit) else {
        panic!("the visit was not recorded")
    };
    let mut open = open.as_ref().clone();
    change(&mut open);
    replay.with(|state| state.opened = Some(Arc::new(open)));
    hands.go(Place::HeadCount(world().visit));
    hands.look(3);
    (hands, replay)
}

fn sorted(group: &Group, language: Language) -> Vec<String> {
    let locale = Locale::new(language);
    let mut names: Vec<String> = group.learners.iter().map(|l| l.full_name.clone()).collect();
    names.sort_by(|a, b| locale.compare(a, b));
    names
}

fn mark_of(hands: &Hands, group: &Group, name: &str) -> Option<Presence> {
    let learner = group.learners.iter().find(|l| l.full_name == name)?;
    work(hands).marks(&group.code).get(&learner.iin).copied()
}

#[test]
fn somebody_is_found_and_marked_present_without_a_mouse_on_every_layout() {
    for layout in LAYOUTS {
        for leave in [Key::Enter, Key::ArrowDown] {
            let (mut hands, _replay) = Hands::in_runner(Language::Ru);
            hands.go(Place::HeadCount(world().visit));
            let group = work(&hands).groups[0].clone();
            let name = sorted(&group, Language::Ru).pop().expect("learners");
            hands.press_with(layout, CTRL, Key::F);
            let hint = hands.text("headcount-find");
            assert_eq!(
                hands.focused(),
                Some((Role::SearchInput, hint)),
                "{layout:?}"
            );
            hands.type_text(&name);
            // While a name is typed digits are letters of it.
            hands.press(leave);
            assert_eq!(
                hands.focused().map(|one| one.0),
                None,
                "{layout:?} {leave:?}"
            );
            hands.press_with(layout, Modifiers::NONE, Key::Num1);
            let marked = mark_of(&hands, &group, &name);
            assert_eq!(marked, Some(Presence::Present), "{layout:?} {leave:?}");
            assert_eq!(work(&hands).marks(&group.code).len(), 1, "nobody else");
            // And the next one.
            hands.press_with(layout, CTRL, Key::F);
            let first = sorted(&group, Language::Ru).remove(0);
            hands.type_text(&first);
            hands.press(leave);
            hands.press_with(layout, Modifiers::NONE, Key::Num2);
            let marked = mark_of(&hands, &group, &first);
            assert_eq!(marked, Some(Presence::Absent), "{layout:?} {leave:?}");
        }
    }
}

#[test]
fn somebody_is_found_by_the_iin() {
    let (mut hands, _replay) = Hands::in_runner(Language::En);
    hands.go(Place::HeadCount(world().visit));
    let group = work(&hands).groups[0].clone();
    let learner = group.learners[1].clone();
    hands.ctrl(Key::F);
    hands.type_text(&learner.iin.to_string());
    assert!(hands.has(&learner.full_name));
    assert!(
        hands.has(&learner.iin.masked()),
        "a number found by is shown"
    );
    hands.press(Key::Enter);
    hands.press(Key::Num3);
    let marked = mark_of(&hands, &group, &learner.full_name);
    assert_eq!(marked, Some(Presence::Excused));
}

#[test]
fn the_arrows_keep_the_learner_at_hand_in_view() {
    let (mut hands, _replay) = with_visit(Language::Ru, |open| {
        let mut groups = open.groups.as_ref().clone();
        let more: Vec<_> = groups.iter().flat_map(|one| one.learners.clone()).collect();
        groups[0].learners = more;
        open.groups = Arc::new(groups);
    });
    let group = work(&hands).groups[0].clone();
    assert!(
        group.learners.len() > 25,
        "{} learners",
        group.learners.len()
    );
    let steps = group.learners.len() - 1;
    for _ in 0..steps {
        hands.press(Key::ArrowDown);
    }
    let in_view = |hands: &Hands, name: &str| {
        let mut nodes = hands.harness.root().children_recursive();
        let row = nodes.find(|node| {
            let node = node.accesskit_node();
            node.role() == Role::Label && node.value().as_deref() == Some(name)
        });
        row.is_some_and(|row| row.rect().bottom() <= 800.0 && row.rect().top() >= 100.0)
    };
    let names = sorted(&group, Language::Ru);
    assert!(in_view(&hands, &names[steps]), "the last one");
    for _ in 0..steps {
        hands.press(Key::ArrowUp);
    }
    assert!(in_view(&hands, &names[0]), "the first one");
}

#[test]
fn numbers_stand_beside_namesakes_and_on_demand_only() {
    let (mut hands, _replay) = with_visit(Language::Kk, |open| {
        let mut groups = open.groups.as_ref().clone();
        for learner in groups[0].learners.iter_mut().take(2) {
            learner.full_name = "Абай Абаев".to_owned();
        }
        open.groups = Arc::new(groups);
    });
    let group = work(&hands).groups[0].clone();
    assert!(hands.has(&group.learners[0].iin.masked()));
    assert!(hands.has(&group.learners[1].iin.masked()));
    let alone = group
        .learners
        .iter()
        .skip(2)
        .find(|learner| hands.has(&learner.full_name));
    let alone = alone.expect("somebody without a namesake").iin.masked();
    assert!(!hands.has(&alone));
    let numbers = hands.text("headcount-show-iin");
    hands.click(&numbers);
    assert!(hands.has(&alone));
}

/// Two who are marked by QR are absent.
fn dead_souls(hands: &mut Hands) -> Group {
    let group = work(hands)
        .groups
        .iter()
        .find(|group| group.learners.iter().filter(|l| l.qr_marked).count() >= 2);
    let group = group.expect("a group with QR marks").clone();
    let at = work(hands)
        .groups
        .iter()
        .position(|one| one.code == group.code);
    if at != Some(0) {
        hands.click(&group.code.clone());
    }
    let absent: Vec<_> = group
        .learners
        .iter()
        .filter(|l| l.qr_marked)
        .take(2)
        .collect();
    let changes = group.learners.iter().map(|learner| {
        let is_absent = absent.iter().any(|one| one.iin == learner.iin);
        let presence = if is_absent { "absent" } else { "present" };
        let key = FieldKey::Mark {
            group: group.code.clone(),
            iin: learner.iin,
        };
        (key, serde_json::Value::String(presence.to_owned()))
    });
    let changes = changes.collect();
    hands.act(Action::Write(changes));
    hands.look(3);
    group
}

#[test]
fn marked_by_qr_and_absent_becomes_a_violation_taken_back_as_one_step() {
    let (mut hands, _replay) = Hands::in_runner(Language::Ru);
    hands.go(Place::HeadCount(world().visit));
    let group = dead_souls(&mut hands);
    let make = hands.text("headcount-make-finding");
    hands.click(&make);
    let finding = work(&hands).finding("ATT", "C17");
    assert!(finding.note.starts_with(&group.code), "{}", finding.note);
    assert_eq!(finding.note.matches(';').count(), 1, "two names");
    let sheet = work(&hands).sheet("ATT").expect("the list");
    let answer = |name| sheet.path_of(name).and_then(|path| sheet.answer(&path));
    assert_eq!(answer("C17"), Some("2"));
    let listed = group.learners.len().to_string();
    assert_eq!(answer("C16_list"), Some(listed.as_str()));
    hands.ctrl(Key::Z);
    hands.look(3);
    let sheet = work(&hands).sheet("ATT").expect("the list");
    let answer = sheet.path_of("C17").and_then(|path| sheet.answer(&path));
    assert_eq!(answer.unwrap_or_default(), "");
    assert_eq!(work(&hands).finding("ATT", "C17").note, "");
    assert_eq!(work(&hands).marks(&group.code).len(), group.learners.len());
}

#[test]
fn where_no_checklist_asks_about_attendance_it_is_said() {
    for language in Language::ALL {
        let (mut hands, _replay) = with_visit(language, |open| {
            open.forms.retain(|form| form.code != "ATT");
        });
        dead_souls(&mut hands);
        assert!(!hands.has(&hands.text("headcount-make-finding")));
        let why = hands.format("headcount-finding-nowhere", &[("list", "ATT".into())]);
        assert!(hands.says(&why), "{why}");
    }
}

#[test]
fn the_count_looks_right_in_every_language_theme_and_size() {
    let (mut hands, _replay) = Hands::in_runner(Language::Ru);
    hands.go(Place::HeadCount(world().visit));
    dead_souls(&mut hands);
    for dark in [false, true] {
        hands.act(Action::Dark(dark));
        for size in [SMALL, LARGE] {
            hands.resize(size);
            for language in Language::ALL {
                hands.act(Action::Language(language));
                let theme = if dark { "dark" } else { "light" };
                let name = format!("counted-{}-{theme}-{}", language.code(), size[0]);
                assert_eq!(problems(&hands), Vec::<String>::new(), "{name}");
                if pictures_wanted() {
                    hands.picture(&name);
                }
            }
        }
    }
}

#[test]
fn what_was_found_is_compared_with_the_lists_of_the_groups_counted() {
    let (mut hands, _replay) = Hands::in_runner(Language::Ru);
    hands.go(Place::HeadCount(world().visit));
    let groups = work(&hands).groups.clone();
    assert!(groups.len() > 1, "one group is counted, another isn't");
    let mark = |group: &Group, at: usize| {
        let key = FieldKey::Mark {
            group: group.code.clone(),
            iin: group.learners[at].iin,
        };
        (key, serde_json::Value::String("present".to_owned()))
    };
    let mut marks: Vec<_> = (0..groups[0].learners.len())
        .map(|at| mark(&groups[0], at))
        .collect();
    marks.push(mark(&groups[1], 0));
    hands.act(Action::Write(marks));
    hands.look(3);
    let first = u32::try_from(groups[0].learners.len()).expect("few");
    let counted = work(&hands).counted_total();
    assert_eq!((counted.listed, counted.present), (first, first));
    assert_eq!(work(&hands).marked(), first + 1, "one of another group");
    let all = groups
        .iter()
        .map(|group| group.learners.len())
        .sum::<usize>();
    let summary = [
        ("listed", i64::try_from(all).expect("few").into()),
        ("marked", i64::from(first + 1).into()),
        ("actual", i64::from(first + 1).into()),
    ];
    assert!(hands.says(&hands.format("headcount-summary", &summary)));
    assert!(hands.has(&hands.text("headcount-all-groups")));
}
