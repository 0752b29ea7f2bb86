//! Registers and long lists in use: by mouse, by keyboard, by a screen reader.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests may fail and say how long something took"
)]

mod common;

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use baqylau_widgets::table::{Rows, TableResponse};
use baqylau_widgets::{Cell, Column, Table, TableState, Theme};
use common::harness;
use egui::accesskit::{Role, Toggled};
use egui::{Event, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

fn press(harness: &mut Harness<'_>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.run();
}

struct Numbers(u64);

impl Rows for Numbers {
    type Key = u64;
    fn len(&self) -> u64 {
        self.0
    }
    fn prepare(&mut self, _: Range<u64>) {}
    fn key(&self, row: u64) -> Option<u64> {
        Some(row)
    }
    fn cell(&self, row: u64, column: usize) -> Cell<'_> {
        Cell::text(format!("{row}/{column}"))
    }
    fn name(&self, row: u64) -> String {
        format!("Жол {row}")
    }
}

const COLUMNS: [Column<'static>; 3] = [
    Column::new("a", "Нөмірі", 120.0).sortable(),
    Column::new("b", "Мектеп", 160.0).grows(),
    Column::number("c", "Сома", 110.0).sortable(),
];

type Kept<T> = Rc<RefCell<T>>;

fn table(
    rows: u64,
    state: &Kept<TableState<u64>>,
    last: &Kept<TableResponse>,
) -> (Harness<'static>, baqylau_widgets::raster::Soft) {
    let (state, last) = (state.clone(), last.clone());
    harness(Theme::Light, [720.0, 480.0], move |ui| {
        let out = Table::new("t", "Тізілім", &COLUMNS).multi().show(
            ui,
            &mut state.borrow_mut(),
            &mut Numbers(rows),
        );
        if out.sort_changed || out.activated.is_some() || out.cursor_moved.is_some() {
            *last.borrow_mut() = out;
        }
    })
}

#[test]
fn a_register_is_walked_and_chosen_without_a_mouse() {
    let (state, last) = (Kept::default(), Kept::default());
    let (mut harness, _) = table(1_000, &state, &last);
    harness.run();
    harness.get_by_role(Role::Grid).focus();
    harness.run();
    let none = Modifiers::NONE;
    press(&mut harness, none, Key::ArrowDown);
    assert_eq!(state.borrow().cursor(), Some(0));
    press(&mut harness, none, Key::ArrowDown);
    press(&mut harness, none, Key::ArrowDown);
    press(&mut harness, none, Key::ArrowUp);
    assert_eq!(state.borrow().cursor(), Some(1));
    press(&mut harness, none, Key::Space);
    assert!(state.borrow().selection.contains(&1));
    press(&mut harness, Modifiers::SHIFT, Key::ArrowDown);
    press(&mut harness, Modifiers::SHIFT, Key::ArrowDown);
    assert_eq!(state.borrow().selection.count(1_000), 3);
    press(&mut harness, none, Key::PageDown);
    assert!(state.borrow().cursor() > Some(10));
    press(&mut harness, none, Key::End);
    assert_eq!(state.borrow().cursor(), Some(999));
    press(&mut harness, none, Key::Enter);
    assert_eq!(last.borrow().activated, Some(999));
    press(&mut harness, none, Key::Home);
    assert_eq!(state.borrow().cursor(), Some(0));
    press(&mut harness, Modifiers::COMMAND, Key::A);
    assert_eq!(state.borrow().selection.count(1_000), 1_000);
    press(&mut harness, none, Key::Escape);
    assert_eq!(state.borrow().selection.count(1_000), 0);
}

#[test]
fn the_last_of_a_million_rows_is_shown_exactly_and_only_visible_rows_exist() {
    let (state, last) = (Kept::default(), Kept::default());
    let (mut harness, soft) = table(1_000_000, &state, &last);
    harness.run();
    harness.get_by_role(Role::Grid).focus();
    harness.run();
    press(&mut harness, Modifiers::NONE, Key::End);
    let row = harness
        .get_by_role_and_label(Role::Row, "Жол 999999")
        .rect();
    let above = harness
        .get_by_role_and_label(Role::Row, "Жол 999998")
        .rect();
    assert!(
        (row.top() - above.top() - 32.0).abs() < 0.01,
        "{row} {above}"
    );
    let rows = harness.query_all_by_role(Role::Row).count();
    assert!(rows < 24, "{rows} rows in the tree");
    let started = std::time::Instant::now();
    for _ in 0..20 {
        press(&mut harness, Modifiers::NONE, Key::PageUp);
    }
    println!("a frame over a million rows: {:?}", started.elapsed() / 40);
    let started = std::time::Instant::now();
    soft.picture(&harness);
    println!("rasterising 720x480: {:?}", started.elapsed());
}

#[test]
fn a_screen_reader_finds_table_rows_cells_and_headers_by_name() {
    let (state, last) = (Kept::default(), Kept::default());
    let (mut harness, _) = table(3, &state, &last);
    harness.run();
    harness.get_by_role_and_label(Role::Table, "Тізілім");
    assert_eq!(harness.query_all_by_role(Role::ColumnHeader).count(), 3);
    // Three rows and the head.
    assert_eq!(harness.query_all_by_role(Role::Row).count(), 4);
    assert_eq!(harness.query_all_by_role(Role::Cell).count(), 9);
    harness
        .get_by_role_and_label(Role::CheckBox, "Таңдау: Жол 2")
        .click();
    harness.run();
    assert!(state.borrow().selection.contains(&2));
    let box_node = harness.get_by_role_and_label(Role::CheckBox, "Таңдау: Жол 2");
    assert_eq!(
        box_node.accesskit_node().data().toggled(),
        Some(Toggled::True)
    );
    harness
        .get_by_role_and_label(Role::CheckBox, "Барлығын таңдау")
        .click();
    harness.run();
    assert_eq!(
        state.borrow().selection.count(3),
        0,
        "some chosen: the box clears"
    );
}

#[test]
fn a_click_on_a_header_orders_and_a_second_one_turns_the_order() {
    let (state, last) = (Kept::default(), Kept::default());
    let (mut harness, _) = table(5, &state, &last);
    harness.run();
    for expect in [true, false, true] {
        harness
            .get_by_role_and_label(Role::ColumnHeader, "Сома")
            .click();
        harness.run();
        let sort = state.borrow().sort.clone().unwrap();
        assert_eq!((sort.column.as_str(), sort.ascending), ("c", expect));
        assert!(last.borrow().sort_changed);
    }
    harness
        .get_by_role_and_label(Role::ColumnHeader, "Мектеп")
        .click();
    harness.run();
    assert_eq!(
        state.borrow().sort.clone().unwrap().column,
        "c",
        "not sortable"
    );
}

#[test]
fn a_row_is_copied_as_tab_separated_words() {
    let (state, last) = (Kept::default(), Kept::default());
    let (mut harness, _) = table(10, &state, &last);
    harness.run();
    harness.get_by_role(Role::Grid).focus();
    harness.run();
    press(&mut harness, Modifiers::NONE, Key::ArrowDown);
    harness.event(Event::Copy);
    harness.step();
    let copied = harness
        .output()
        .platform_output
        .commands
        .iter()
        .any(|c| matches!(c, egui::OutputCommand::CopyText(text) if text == "0/0\t0/1\t0/2"));
    assert!(copied, "{:?}", harness.output().platform_output.commands);
}

#[test]
fn the_pointer_selects_one_several_or_a_range_of_rows() {
    let (state, last) = (Kept::default(), Kept::default());
    let (mut harness, _) = table(50, &state, &last);
    harness.run();
    let click = |harness: &mut Harness<'_>, row: u64, modifiers: Modifiers| {
        harness
            .get_by_role_and_label(Role::Row, &format!("Жол {row}"))
            .click_modifiers(modifiers);
        harness.run();
    };
    click(&mut harness, 2, Modifiers::NONE);
    assert_eq!(state.borrow().cursor(), Some(2));
    assert_eq!(last.borrow().cursor_moved, Some(2));
    assert_eq!(
        state.borrow().selection.count(50),
        0,
        "a plain click only shows the row"
    );
    click(&mut harness, 5, Modifiers::SHIFT);
    assert_eq!(state.borrow().selection.count(50), 4);
    click(&mut harness, 3, Modifiers::COMMAND);
    assert!(!state.borrow().selection.contains(&3));
}

/// Texts painted, as they are cut.
fn painted(harness: &Harness<'_>) -> Vec<String> {
    fn walk(shape: &egui::Shape, found: &mut Vec<String>) {
        match shape {
            egui::Shape::Vec(shapes) => shapes.iter().for_each(|shape| walk(shape, found)),
            egui::Shape::Text(text) => {
                let rows = text.galley.rows.iter();
                found.push(rows.map(|row| row.text()).collect());
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    for clipped in &harness.output().shapes {
        walk(&clipped.shape, &mut found);
    }
    found
}

struct Schools(Vec<&'static str>);

impl Rows for Schools {
    type Key = u64;
    fn len(&self) -> u64 {
        self.0.len() as u64
    }
    fn prepare(&mut self, _: Range<u64>) {}
    fn key(&self, row: u64) -> Option<u64> {
        Some(row)
    }
    fn cell(&self, row: u64, column: usize) -> Cell<'_> {
        match (self.0.get(row as usize), column) {
            (Some(name), 0) => Cell::strong(*name),
            (_, 1) if row == 0 => Cell::text("1 200,00").struck(),
            _ => Cell::text("100,00"),
        }
    }
    fn name(&self, row: u64) -> String {
        format!("Жол {row}")
    }
}

const SCHOOLS: [Column<'static>; 3] = [
    Column::new("a", "Мектеп", 130.0),
    Column::number("b", "Сома", 90.0),
    Column::new("c", "Күйі", 90.0),
];

#[test]
fn a_name_that_is_cut_keeps_the_number_that_tells_it_from_others() {
    let names = vec![
        "Private secondary school No. 12",
        "Private secondary school No. 13",
        "Private secondary school No. 14 (sample)",
        "Жеке меншік «Дарын» лицейі № 7а",
        "Частная школа-гимназия «Білім» 45",
        "Approved for the school year 2026",
    ];
    let (mut harness, _) = harness(Theme::Light, [400.0, 400.0], move |ui| {
        baqylau_widgets::PageHeader::new("Private secondary school of Almaty region No. 128")
            .show(ui, |ui| ui.set_width(200.0));
        let mut state = TableState::default();
        Table::new("t", "Тізілім", &SCHOOLS).show(ui, &mut state, &mut Schools(names.clone()));
    });
    harness.run();
    let painted = painted(&harness);
    for end in [
        "… No. 12",
        "… No. 13",
        "… No. 14…",
        "… № 7а",
        "… 45",
        "… No. 128",
    ] {
        let cut = painted.iter().filter(|text| text.ends_with(end));
        assert_eq!(cut.count(), 1, "{end}: {painted:?}");
    }
    // A year tells no name from another.
    let year = painted.iter().find(|text| text.starts_with("Approved"));
    assert!(year.unwrap().ends_with('…'), "{painted:?}");
}

#[test]
fn a_number_at_the_end_is_whole_however_wide_the_column_is() {
    let mut short = Vec::new();
    for width in 130..260_u16 {
        let columns = [Column::new("a", "Мектеп", f32::from(width))];
        let (mut harness, _) = harness(Theme::Light, [400.0, 200.0], move |ui| {
            let mut state = TableState::default();
            let mut names = Schools(vec!["Ainalaiyn Private School No. 39-01 (sample)"]);
            Table::new("t", "Тізілім", &columns).show(ui, &mut state, &mut names);
        });
        harness.run();
        let painted = painted(&harness);
        let name = painted.iter().find(|text| text.starts_with("Ai")).unwrap();
        if !name.contains(" No. 39-01") {
            short.push(format!("{width}: {name}"));
        }
    }
    assert_eq!(short, Vec::<String>::new());
}

#[test]
fn a_sum_that_does_not_count_says_so_and_words_of_totals_go_on_over_empty_columns() {
    let foot = [
        Cell::text("Барлығы: 2, кері алынған 1 актіні қоспағанда"),
        Cell::empty(),
        Cell::text("100,00"),
    ];
    let (mut harness, _) = harness(Theme::Light, [400.0, 300.0], move |ui| {
        let mut state = TableState::default();
        Table::new("t", "Тізілім", &SCHOOLS).totals(&foot).show(
            ui,
            &mut state,
            &mut Schools(vec!["А", "Б"]),
        );
    });
    harness.run();
    let cells = harness.query_all_by_role(Role::Cell);
    let told: Vec<(Option<String>, Option<String>)> = cells
        .map(|cell| {
            let node = cell.accesskit_node();
            (node.value(), node.data().description().map(str::to_owned))
        })
        .filter(|(_, description)| description.is_some())
        .collect();
    let words = common::words().not_counted;
    assert_eq!(told, [(Some("1 200,00".to_owned()), Some(words))]);
    let foot = harness.query_all_by_role(Role::Cell).find(|cell| {
        let value = cell.accesskit_node().value();
        value.is_some_and(|value| value.starts_with("Барлығы"))
    });
    assert!((foot.unwrap().rect().width() - 220.0).abs() < 1.0);
}
