//! What the widgets do when they are used: by mouse, by keyboard, by a screen reader.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests may fail and say how long something took"
)]

mod common;

use std::cell::{Cell as Shared, RefCell};
use std::rc::Rc;

use baqylau_widgets::{
    Answer, Entry, ErrorSummary, Field, Modal, Palette, Segment, Shortcut, Theme, Toast, Toasts,
    Tone, keys, segmented,
};
use common::harness;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

type Kept<T> = Rc<RefCell<T>>;

fn press(harness: &mut Harness<'_>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.run();
}

/// Sends the events of one real key press in one frame, as a window does.
fn type_key(harness: &mut Harness<'_>, key: Key, physical: Key, text: &str) {
    let input = harness.input_mut();
    for pressed in [true, false] {
        input.events.push(Event::Key {
            key,
            physical_key: Some(physical),
            pressed,
            repeat: false,
            modifiers: Modifiers::NONE,
        });
        if pressed {
            input.events.push(Event::Text(text.to_owned()));
        }
    }
    harness.step();
    harness.run();
}

#[test]
fn answers_are_given_with_the_kazakh_digit_row_but_not_while_typing_a_note() {
    let answer = Rc::new(Shared::new(None));
    let notes = Rc::new(Shared::new(0));
    let (a, n) = (answer.clone(), notes.clone());
    let mut note = String::new();
    let (mut harness, _) = harness(Theme::Light, [500.0, 200.0], move |ui| {
        if let Some(digit) = keys::digit(ui) {
            a.set(Some(digit));
        }
        if keys::pressed(ui, Shortcut::plain(Key::N)) {
            n.set(n.get() + 1);
        }
        let yes_no = [Segment::new("Иә", Tone::Ok), Segment::new("Жоқ", Tone::Bad)];
        segmented::answers(ui, "B07", a.get().map(|d| d - 1), &yes_no, true);
        Field::new("Ескерту").text(ui, &mut note);
    });
    harness.run();
    // The second key types «ә», the sixth a comma; «т» is where N is.
    type_key(&mut harness, Key::Num2, Key::Num2, "ә");
    assert_eq!(answer.get(), Some(2));
    type_key(&mut harness, Key::Comma, Key::Num6, ",");
    assert_eq!(answer.get(), Some(6));
    type_key(&mut harness, Key::N, Key::N, "т");
    assert_eq!(notes.get(), 1);

    answer.set(None);
    harness
        .get_by_role_and_label(Role::TextInput, "Ескерту")
        .focus();
    harness.run();
    type_key(&mut harness, Key::Num2, Key::Num2, "ә");
    type_key(&mut harness, Key::N, Key::N, "т");
    assert_eq!((answer.get(), notes.get()), (None, 1));
    let field = harness.get_by_role_and_label(Role::TextInput, "Ескерту");
    assert_eq!(field.value().as_deref(), Some("әт"));
}

#[test]
fn a_number_field_turns_the_kazakh_digit_row_into_digits() {
    let value = Rc::new(Shared::new(None));
    let v = value.clone();
    let (mut harness, _) = harness(Theme::Light, [400.0, 200.0], move |ui| {
        let mut now = v.get();
        Field::new("Сома").unit("₸").number(ui, &mut now, 2);
        v.set(now);
    });
    harness.run();
    harness
        .get_by_role_and_label(Role::NumberInput, "Сома")
        .focus();
    harness.run();
    type_key(&mut harness, Key::Num2, Key::Num2, "ә");
    type_key(&mut harness, Key::Comma, Key::Num6, ",");
    type_key(&mut harness, Key::Num0, Key::Num0, "қ");
    assert_eq!(value.get(), Some(26_000));
}

#[test]
fn an_option_is_found_by_a_few_letters_and_chosen_with_enter() {
    let chosen = Rc::new(Shared::new(None));
    let c = chosen.clone();
    let regions: Vec<String> = (0..20)
        .map(|i| match i {
            7 => "Қарағанды".to_owned(),
            12 => "Қызылорда".to_owned(),
            _ => format!("Аймақ {i}"),
        })
        .collect();
    let (mut harness, _) = harness(Theme::Light, [400.0, 520.0], move |ui| {
        let mut now = c.get();
        Field::new("Облыс").select(ui, &mut now, &regions);
        c.set(now);
    });
    harness.run();
    harness
        .get_by_role_and_label(Role::ComboBox, "Облыс")
        .focus();
    harness.run();
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    harness
        .get_by_role_and_label(Role::SearchInput, "Іздеу")
        .type_text("кызыл");
    harness.run();
    assert_eq!(harness.query_all_by_role(Role::ListBoxOption).count(), 1);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(chosen.get(), Some(12));
    assert_eq!(
        harness.query_all_by_role(Role::ListBoxOption).count(),
        0,
        "closed"
    );
    assert!(
        harness
            .get_by_role_and_label(Role::ComboBox, "Облыс")
            .is_focused()
    );
}

#[test]
fn a_date_is_chosen_in_the_grid_with_arrows() {
    let day = |d| chrono::NaiveDate::from_ymd_opt(2026, 12, d);
    let value = Rc::new(Shared::new(day(5)));
    let v = value.clone();
    let (mut harness, _) = harness(Theme::Light, [400.0, 520.0], move |ui| {
        let mut now = v.get();
        Field::new("Мерзімі").date(ui, &mut now);
        v.set(now);
    });
    harness.run();
    harness
        .get_by_role_and_label(Role::DateInput, "Мерзімі")
        .focus();
    harness.run();
    press(&mut harness, Modifiers::ALT, Key::ArrowDown);
    harness.get_by_role(Role::Grid);
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    press(&mut harness, Modifiers::NONE, Key::ArrowRight);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(value.get(), day(13));
    assert!(harness.query_by_role(Role::Grid).is_none(), "closed");
    let field = harness.get_by_role_and_label(Role::DateInput, "Мерзімі");
    assert_eq!(field.value().as_deref(), Some("13.12.2026"));
}

#[test]
fn a_date_typed_in_any_way_stands_there_as_every_other_date() {
    let value = Rc::new(Shared::new(None));
    let v = value.clone();
    let (mut harness, _) = harness(Theme::Light, [400.0, 520.0], move |ui| {
        let mut now = v.get();
        Field::new("Мерзімі").date(ui, &mut now);
        v.set(now);
    });
    harness.run();
    let field = |harness: &Harness<'_>| {
        let field = harness.get_by_role_and_label(Role::DateInput, "Мерзімі");
        field.value().unwrap_or_default()
    };
    for typed in ["2026-12-05", "5/12/26"] {
        harness
            .get_by_role_and_label(Role::DateInput, "Мерзімі")
            .focus();
        harness.run();
        press(&mut harness, Modifiers::COMMAND, Key::A);
        harness.event(Event::Text(typed.to_owned()));
        harness.run();
        assert_eq!(field(&harness), typed, "not while it is being typed");
        press(&mut harness, Modifiers::NONE, Key::Tab);
        assert_eq!(field(&harness), "05.12.2026");
    }
}

#[test]
fn escape_closes_a_dialog_and_a_dangerous_one_waits_for_its_word() {
    let answer = Rc::new(Shared::new(Answer::Open));
    let typed = Rc::new(RefCell::new(String::new()));
    let (a, t) = (answer.clone(), typed.clone());
    let (mut harness, _) = harness(Theme::Light, [700.0, 500.0], move |ui| {
        if a.get() == Answer::Open {
            let modal =
                Modal::new("revoke", "Лицензияны қайтарып алу").buttons("Қайтару", "Бас тарту");
            a.set(modal.ask_typed(
                ui.ctx(),
                "?",
                "Сөзді теріңіз",
                "қайтару",
                &mut t.borrow_mut(),
            ));
        }
    });
    harness.run();
    harness
        .get_by_role_and_label(Role::Button, "Қайтару")
        .click();
    harness.run();
    assert_eq!(answer.get(), Answer::Open, "nothing typed yet");
    harness
        .get_by_role_and_label(Role::TextInput, "Сөзді теріңіз")
        .focus();
    harness.run();
    harness
        .get_by_role_and_label(Role::TextInput, "Сөзді теріңіз")
        .type_text("Қайтару");
    harness.run();
    harness
        .get_by_role_and_label(Role::Button, "Қайтару")
        .click();
    harness.run();
    assert_eq!(answer.get(), Answer::Yes);

    answer.set(Answer::Open);
    harness.run();
    press(&mut harness, Modifiers::NONE, Key::Escape);
    if answer.get() == Answer::Open {
        // The first Escape may leave the text field; the second closes.
        press(&mut harness, Modifiers::NONE, Key::Escape);
    }
    assert_eq!(answer.get(), Answer::No);
}

#[test]
fn shortcuts_behind_a_dialog_keep_still() {
    let behind = Rc::new(Shared::new(0));
    let b = behind.clone();
    let (mut harness, _) = harness(Theme::Light, [700.0, 500.0], move |ui| {
        if keys::pressed(ui, Shortcut::plain(Key::N)) {
            b.set(b.get() + 1);
        }
        Modal::new("q", "Сұрақ")
            .buttons("Иә", "Жоқ")
            .show(ui.ctx(), |_| {});
    });
    harness.run();
    press(&mut harness, Modifiers::NONE, Key::N);
    assert_eq!(behind.get(), 0);
}

#[test]
fn good_news_go_by_themselves_and_bad_news_wait() {
    let toasts = Rc::new(RefCell::new(Toasts::default()));
    toasts.borrow_mut().push(Toast::new(Tone::Ok, "Сақталды"));
    toasts
        .borrow_mut()
        .push(Toast::new(Tone::Bad, "Жіберілмеді"));
    toasts
        .borrow_mut()
        .push(Toast::new(Tone::Bad, "Жіберілмеді"));
    let t = toasts.clone();
    let (mut harness, _) = harness(Theme::Light, [700.0, 400.0], move |ui| {
        t.borrow_mut().show(ui.ctx());
    });
    harness.run();
    assert_eq!(toasts.borrow().len(), 2, "the repeated message is one");
    let alert = harness.get_by_role(Role::Alert);
    assert!(alert.accesskit_node().data().live().is_some());
    for _ in 0..40 {
        harness.step();
    }
    assert_eq!(toasts.borrow().len(), 1);
    harness.get_by_role_and_label(Role::Button, "Жабу").click();
    harness.run();
    assert!(toasts.borrow().is_empty());
}

#[test]
fn the_error_summary_leads_to_the_field() {
    let id = egui::Id::unique("due-field");
    let mut value = String::new();
    let (mut harness, _) = harness(Theme::Light, [500.0, 300.0], move |ui| {
        let errors = [("Мерзім көрсетілмеген".to_owned(), id)];
        ErrorSummary {
            title: "1 қате",
            errors: &errors,
        }
        .show(ui);
        Field::new("Мерзім")
            .id(id)
            .error(Some("Толтырыңыз"))
            .text(ui, &mut value);
    });
    harness.run();
    harness.get_by_label("Мерзім көрсетілмеген").click();
    harness.run();
    let field = harness.get_by_role_and_label(Role::TextInput, "Мерзім");
    assert!(field.is_focused());
    let node = field.accesskit_node();
    assert_eq!(node.data().description(), Some("Толтырыңыз"));
}

#[test]
fn a_command_is_typed_and_run_and_a_blocked_one_is_not() {
    let ran = Rc::new(Shared::new(None));
    let palette = Rc::new(RefCell::new(Palette::default()));
    palette.borrow_mut().open();
    let (r, p) = (ran.clone(), palette.clone());
    let entry = |label: &str, blocked: Option<&str>| Entry {
        label: label.into(),
        blocked: blocked.map(Into::into),
        ..Entry::default()
    };
    let entries = [
        entry("Актілер", None),
        entry("Синхрондау", None),
        entry("Өшіру", Some("Құқық жоқ")),
    ];
    let (mut harness, _) = harness(Theme::Light, [700.0, 500.0], move |ui| {
        if let Some(index) = p
            .borrow_mut()
            .show(ui.ctx(), "Іздеу немесе бұйрық", &entries)
        {
            r.set(Some(index));
        }
    });
    harness.run();
    harness.get_by_role(Role::SearchInput).type_text("ошир");
    harness.run();
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(ran.get(), None);
    palette.borrow_mut().open();
    harness.run();
    harness.get_by_role(Role::SearchInput).type_text("синх");
    harness.run();
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(ran.get(), Some(1));
    assert!(!palette.borrow().is_open());
}

#[test]
fn a_menu_opens_by_key_and_its_choice_gives_the_focus_back() {
    use baqylau_widgets::list::Item;
    use baqylau_widgets::{Button, menu};
    let chosen = Rc::new(Shared::new(None));
    let ticked = Rc::new(Shared::new(0));
    let (c, k) = (chosen.clone(), ticked.clone());
    let mut columns = [("Нөмірі", true), ("Мектеп", true), ("Сома", false)];
    let (mut harness, _) = harness(Theme::Light, [500.0, 400.0], move |ui| {
        let items = ["Қазақша", "Русский", "English"].map(|label| Item {
            label,
            ..Item::default()
        });
        let button = ui.add(Button::ghost("Тіл"));
        if let Some(index) = menu::choose(&button, "Тіл", &items) {
            c.set(Some(index));
        }
        let button = ui.add(Button::ghost("Бағандар"));
        if menu::tick(&button, "Бағандар", &mut columns) {
            k.set(columns.iter().filter(|(_, on)| *on).count());
        }
    });
    harness.run();
    harness.get_by_role_and_label(Role::Button, "Тіл").focus();
    harness.run();
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(chosen.get(), Some(1));
    assert!(harness.query_by_role(Role::MenuItem).is_none(), "closed");
    assert!(
        harness
            .get_by_role_and_label(Role::Button, "Тіл")
            .is_focused()
    );

    harness
        .get_by_role_and_label(Role::Button, "Бағандар")
        .click();
    harness.run();
    harness
        .get_by_role_and_label(Role::CheckBox, "Сома")
        .click();
    harness.run();
    assert_eq!(ticked.get(), 3);
    harness
        .get_by_role_and_label(Role::CheckBox, "Мектеп")
        .click();
    harness.run();
    assert_eq!(ticked.get(), 2, "stays open");
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert!(harness.query_by_role(Role::CheckBox).is_none(), "closed");
}

#[test]
fn a_mark_is_drawn_on_a_photo_and_taken_back() {
    use baqylau_widgets::photo::{Annotation, Mark, Picture, Tool, Viewer};
    let marks: Kept<Vec<Annotation>> = Kept::default();
    let m = marks.clone();
    let mut picture = Picture::new("Фото", image::RgbaImage::new(400, 300));
    let mut viewer = Viewer::default();
    viewer.tool = Some(Tool::Frame);
    let (mut harness, _) = harness(Theme::Light, [600.0, 500.0], move |ui| {
        viewer.show(ui, &mut picture, &mut m.borrow_mut(), true);
    });
    harness.run();
    let photo = harness.get_by_role_and_label(Role::Image, "Фото").rect();
    harness.drag_at(photo.center());
    harness.run();
    harness.hover_at(photo.center() + egui::vec2(60.0, 40.0));
    harness.run();
    harness.drop_at(photo.center() + egui::vec2(60.0, 40.0));
    harness.run();
    match marks.borrow().as_slice() {
        [
            Annotation {
                mark: Mark::Box { from, to },
                ..
            },
        ] => {
            assert!(
                (from[0] - 0.5).abs() < 0.02 && (from[1] - 0.5).abs() < 0.02,
                "{from:?}"
            );
            assert!(to[0] > 0.55 && to[1] > 0.55, "{to:?}");
        }
        other => panic!("{other:?}"),
    }
    harness
        .get_by_role_and_label(Role::Button, "Болдырмау")
        .click();
    harness.run();
    assert!(marks.borrow().is_empty());
}

#[test]
fn a_short_list_is_opened_and_chosen_from_with_enter_alone() {
    let chosen = Rc::new(Shared::new(None));
    let c = chosen.clone();
    let (mut harness, _) = harness(Theme::Light, [400.0, 300.0], move |ui| {
        let mut now = c.get();
        Field::new("Ауырлығы").select(ui, &mut now, &["Болмашы", "Елеулі", "Өрескел"]);
        c.set(now);
    });
    harness.run();
    harness
        .get_by_role_and_label(Role::ComboBox, "Ауырлығы")
        .focus();
    harness.run();
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(chosen.get(), None, "the press that opens does not choose");
    assert_eq!(harness.query_all_by_role(Role::ListBoxOption).count(), 3);
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(chosen.get(), Some(2));
    assert_eq!(
        harness.query_all_by_role(Role::ListBoxOption).count(),
        0,
        "closed"
    );
}

#[test]
fn a_far_item_of_a_long_checklist_is_brought_into_view_whatever_the_heights() {
    use baqylau_widgets::rowlist::{RowList, row};
    let target = Rc::new(Shared::new(None));
    let w = target.clone();
    let (mut harness, _) = harness(Theme::Light, [500.0, 400.0], move |ui| {
        RowList::new("items", 40.0)
            .reveal(w.take())
            .show(ui, 1_300, |ui, index| {
                row(ui, false, |ui| {
                    ui.label(format!("Тармақ {index}"));
                    ui.add_space((index % 7) as f32 * 9.0);
                });
            });
    });
    harness.run();
    harness.get_by_label("Тармақ 0");
    for far in [1_200, 3, 640, 1_299, 0] {
        target.set(Some(far));
        harness.step();
        harness.run();
        let place = harness.get_by_label(&format!("Тармақ {far}")).rect();
        assert!(
            place.top() >= 0.0 && place.bottom() <= 400.0,
            "{far}: {place}"
        );
        let shown = harness.query_all_by_role(Role::Label).count();
        assert!(shown < 20, "{shown} rows laid out");
    }
    let started = std::time::Instant::now();
    for _ in 0..20 {
        harness.step();
    }
    println!("a frame over 1,300 items: {:?}", started.elapsed() / 20);
}

#[test]
fn a_list_inside_a_dialog_closes_before_the_dialog_does() {
    let answer = Rc::new(Shared::new(Answer::Open));
    let chosen = Rc::new(Shared::new(None));
    let (a, c) = (answer.clone(), chosen.clone());
    let (mut harness, _) = harness(Theme::Light, [700.0, 500.0], move |ui| {
        if a.get() == Answer::Open {
            a.set(
                Modal::new("m", "Терезе")
                    .buttons("Сақтау", "Бас тарту")
                    .show(ui.ctx(), |ui| {
                        let mut now = c.get();
                        Field::new("Ауырлығы").select(ui, &mut now, &["Болмашы", "Өрескел"]);
                        c.set(now);
                    }),
            );
        }
    });
    harness.run();
    harness
        .get_by_role_and_label(Role::ComboBox, "Ауырлығы")
        .click();
    harness.run();
    assert_eq!(harness.query_all_by_role(Role::ListBoxOption).count(), 2);
    press(&mut harness, Modifiers::NONE, Key::Escape);
    assert_eq!(harness.query_all_by_role(Role::ListBoxOption).count(), 0);
    assert_eq!(answer.get(), Answer::Open);
    harness
        .get_by_role_and_label(Role::ComboBox, "Ауырлығы")
        .click();
    harness.run();
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!((chosen.get(), answer.get()), (Some(1), Answer::Open));
}

/// What a chart of two groups and two series says of a column.
fn column(group: usize, series: usize) -> String {
    format!("{}{} ₸", group + 1, series + 1)
}

#[test]
fn a_chart_is_one_stop_of_tab_its_columns_are_walked_with_arrows_and_opened_with_enter() {
    let chosen: Kept<Option<(usize, usize)>> = Rc::default();
    let kept = chosen.clone();
    let (mut harness, _) = harness(Theme::Light, [500.0, 320.0], move |ui| {
        let chart = baqylau_widgets::chart::Columns {
            name: "Исполнение",
            groups: &["Қыр", "Қаз"],
            series: &["план", "акты"],
            values: &[vec![10.0, 0.0], vec![8.0, 4.0]],
            height: 160.0,
        };
        if let Some(column) = chart.show(ui, |line| format!("{line}"), column) {
            *kept.borrow_mut() = Some(column);
        }
        let mut text = String::new();
        Field::new("Дальше").text(ui, &mut text);
    });
    harness.run();
    assert!(
        harness
            .query_by_role_and_label(Role::Figure, "Исполнение")
            .is_some()
    );
    press(&mut harness, Modifiers::NONE, Key::Tab);
    let focused = |harness: &Harness<'_>, name: &str| {
        harness
            .get_by_role_and_label(Role::Button, name)
            .is_focused()
    };
    assert!(focused(&harness, "Қыр, план: 11 ₸"));
    press(&mut harness, Modifiers::NONE, Key::ArrowRight);
    assert!(focused(&harness, "Қыр, акты: 12 ₸"), "a nought is read too");
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    assert!(focused(&harness, "Қаз, акты: 22 ₸"));
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(*chosen.borrow(), Some((1, 1)));
    press(&mut harness, Modifiers::NONE, Key::Tab);
    let field = harness.get_by_role_and_label(Role::TextInput, "Дальше");
    assert!(field.is_focused(), "the next stop is past the chart");
    press(&mut harness, Modifiers::SHIFT, Key::Tab);
    assert!(
        focused(&harness, "Қаз, акты: 22 ₸"),
        "and back to where one was"
    );
    harness
        .get_by_role_and_label(Role::Button, "Қыр, план: 11 ₸")
        .click();
    harness.run();
    assert_eq!(*chosen.borrow(), Some((0, 0)));
}

#[test]
fn the_map_of_regions_is_walked_by_where_they_lie() {
    let chosen: Kept<Option<u8>> = Rc::default();
    let kept = chosen.clone();
    let (mut harness, _) = harness(Theme::Dark, [640.0, 320.0], move |ui| {
        let code = baqylau_widgets::chart::tile_map(ui, "По регионам", |code| {
            baqylau_widgets::chart::Region {
                short: code.to_string(),
                name: format!("Область {code}"),
                figure: "50 %".into(),
                words: "половина плана".into(),
                tone: Tone::Accent,
                strength: 0.5,
                chosen: false,
            }
        });
        if code.is_some() {
            *kept.borrow_mut() = code;
        }
    });
    harness.run();
    press(&mut harness, Modifiers::NONE, Key::Tab);
    // Kostanay, North Kazakhstan, Akmola below it, Enter.
    press(&mut harness, Modifiers::NONE, Key::ArrowRight);
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    let akmola = harness.get_by_role_and_label(Role::Button, "Область 11: половина плана");
    assert!(akmola.is_focused());
    press(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(*chosen.borrow(), Some(11));
}
