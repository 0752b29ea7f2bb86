//! The register of organisations as an officer lives in it: filters, order, columns, totals,
//! rows chosen by the keyboard, checks for many, saved views.

use crate::guard::problems;
use crate::hands::{Hands, LARGE, SMALL, pictures_wanted};
use crate::world::world;
use baqylau_client::ui::{
    Command, Event, LAST_VIEW, NewOrders, OfficeViewRow, OrdersView, OrganisationRow,
};
use baqylau_desktop::cx::{Action, pick};
use baqylau_desktop::place::Place;
use baqylau_domain::identifiers::{PersonId, ViewId};
use baqylau_domain::people::AccountRole;
use baqylau_domain::schooling::{Office, OfficeView, SchoolingOp, ViewContent};
use baqylau_locale::{Language, Locale};
use baqylau_protocol::planning::Candidate;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::NodeT as _;
use std::sync::Arc;

const ROLE: AccountRole = AccountRole::IssuerOfficer;

fn rows() -> Arc<Vec<OrganisationRow>> {
    let Some(Event::Organisations { rows, .. }) = &world().of(ROLE).organisations else {
        panic!("organisations")
    };
    rows.clone()
}

/// The names of the first rows, from above.
fn shown(hands: &Hands) -> Vec<String> {
    let rows = hands.harness.root().children_recursive().filter(|node| {
        let node = node.accesskit_node();
        node.role() == Role::Row && node.label().is_some()
    });
    rows.map(|node| node.accesskit_node().label().unwrap_or_default())
        .collect()
}

fn look_everywhere(hands: &mut Hands, name: &str) {
    for (language, dark, size) in [
        (Language::Ru, false, SMALL),
        (Language::Kk, true, SMALL),
        (Language::En, false, LARGE),
        (Language::Kk, false, LARGE),
    ] {
        hands.act(Action::Language(language));
        hands.act(Action::Dark(dark));
        hands.resize(size);
        hands.look(4);
        let code = language.code();
        let found = problems(hands);
        if pictures_wanted() {
            let width = size[0];
            hands.picture(&format!("register-{name}-{code}-{width}-{dark}"));
        }
        // Under a dialog the rows stay where they are.
        let over = name != "all";
        assert!(
            over || found.is_empty(),
            "{name} {code} {size:?}: {found:#?}"
        );
    }
    hands.act(Action::Language(Language::Ru));
    hands.act(Action::Dark(false));
    hands.resize(SMALL);
    hands.look(4);
}

#[test]
fn names_stand_in_the_order_of_the_language_and_turn_round_with_a_click() {
    let (mut hands, _replay) = Hands::signed_in(ROLE, Language::Kk);
    hands.go(Place::Organisations);
    let locale = Locale::new(Language::Kk);
    let rows = rows();
    let mut names: Vec<String> = rows
        .iter()
        .map(|row| pick(Language::Kk, &row.organisation.name).to_owned())
        .collect();
    names.sort_by(|a, b| locale.compare(a, b));
    let seen = shown(&hands);
    assert!(seen.len() > 3);
    assert_eq!(seen[..3], names[..3]);
    hands.click(&hands.text("field-name"));
    names.reverse();
    assert_eq!(shown(&hands)[..3], names[..3]);
    look_everywhere(&mut hands, "all");
}

#[test]
fn a_column_is_filtered_in_its_dialog_and_totals_follow() {
    let (mut hands, _replay) = Hands::signed_in(ROLE, Language::Ru);
    hands.go(Place::Organisations);
    let column = hands.text("payment-column");
    let button = format!("{}: {column}", hands.text("register-filter"));
    hands.click(&button);
    let runs = hands.text("payment-runs");
    hands.click(&runs);
    look_everywhere(&mut hands, "filter");
    hands.click(&hands.text("register-apply"));
    let running = rows()
        .iter()
        .filter(|row| row.payment == baqylau_domain::sanction::Payment::Runs)
        .count();
    let total = hands.format("register-total-rows", &[("count", running.into())]);
    assert!(hands.says(&total), "{total}");
    hands.click(&hands.format("register-clear-filters", &[("count", 1.into())]));
    let total = hands.format("register-total-rows", &[("count", rows().len().into())]);
    assert!(hands.says(&total), "{total}");
}

#[test]
fn columns_are_shown_hidden_and_moved() {
    let (mut hands, _replay) = Hands::signed_in(ROLE, Language::Ru);
    hands.go(Place::Organisations);
    let amount = hands.text("register-contract-amount");
    assert!(!hands.has(&amount));
    hands.click(&hands.text("register-columns"));
    look_everywhere(&mut hands, "columns");
    // It lies further down than the dialog reaches.
    hands.focus(&[Role::CheckBox], &amount);
    hands.press(Key::Space);
    hands.look(2);
    hands.click(&hands.text("register-apply"));
    hands.resize(LARGE);
    hands.look(3);
    assert!(hands.has(&amount), "the column is there");
    let sum: i64 = rows()
        .iter()
        .filter_map(|row| {
            let contracts = row.organisation.contracts.iter();
            contracts
                .max_by_key(|one| one.period.1)
                .map(|one| one.amount.0)
        })
        .sum();
    let sum = hands.app().locale().money_tiyn_plain(sum);
    assert!(hands.says(&sum), "its total is exact: {sum}");
}

#[test]
fn rows_chosen_by_the_keyboard_are_checked_after_a_preview() {
    let (mut hands, replay) = Hands::signed_in(ROLE, Language::Ru);
    hands.go(Place::Organisations);
    let names = shown(&hands);
    // Into the table by the keyboard alone.
    for _ in 0..80 {
        if hands.focused().is_some_and(|(role, _)| role == Role::Grid) {
            break;
        }
        hands.press(Key::Tab);
        hands.look(1);
    }
    assert_eq!(hands.focused().map(|(role, _)| role), Some(Role::Grid));
    hands.press(Key::ArrowDown);
    hands.press(Key::Space);
    let shift = Modifiers::SHIFT;
    hands.press_with(crate::hands::Layout::Latin, shift, Key::ArrowDown);
    hands.press_with(crate::hands::Layout::Latin, shift, Key::ArrowDown);
    hands.look(2);
    let three = [("count", 3.into())];
    assert!(hands.says(&hands.format("register-total-chosen", &three)));
    // Another order keeps the same organisations chosen.
    hands.click(&hands.text("field-name"));
    assert!(hands.says(&hands.format("register-total-chosen", &three)));
    hands.click(&hands.format("register-check", &three));
    for name in &names[..3] {
        assert!(hands.says(name), "{name}");
    }
    look_everywhere(&mut hands, "check");
    let asked = |command: &Command| matches!(command, Command::AskChecksOf { .. });
    assert_eq!(replay.count(asked), 0, "nothing before the answer");
    hands.click(&hands.text("register-check-run"));
    let of_three = |command: &Command| matches!(command, Command::AskChecksOf { organisations } if organisations.len() == 3);
    assert_eq!(replay.count(of_three), 1);
}

#[test]
fn all_rows_chosen_stay_those_that_were_shown() {
    let (mut hands, _replay) = Hands::signed_in(ROLE, Language::Ru);
    hands.go(Place::Organisations);
    let school = hands.text("organisation-kind-school");
    hands.click(&school);
    let schools = rows()
        .iter()
        .filter(|row| {
            row.organisation.kind == baqylau_domain::organisation::OrganisationKind::School
        })
        .count();
    assert!(schools < rows().len());
    hands.click(&hands.text("button-select-all"));
    let chosen = hands.format("register-total-chosen", &[("count", schools.into())]);
    assert!(hands.says(&chosen), "{chosen}");
    hands.click(&school);
    assert!(hands.says(&chosen), "not one more: {chosen}");
}

#[test]
fn a_view_is_saved_with_its_filters_and_applied_again() {
    let (mut hands, replay) = Hands::signed_in(ROLE, Language::Ru);
    hands.go(Place::Organisations);
    hands.click(&hands.text("organisation-kind-school"));
    hands.click(&hands.text("register-views"));
    hands.click(&hands.text("register-view-name"));
    hands.type_text("Школы");
    hands.look(2);
    hands.click(&hands.text("register-view-keep"));
    let content = replay.with(|state| {
        state.sent.iter().rev().find_map(|command| match command {
            Command::KeepView {
                register,
                name,
                content,
            } if register == "organisations" && name == "Школы" => Some(content.clone()),
            _ => None,
        })
    });
    let content = content.expect("the view was saved");
    replay.tell(Event::Views {
        register: "organisations".to_owned(),
        views: Arc::new(vec![("Школы".to_owned(), content)]),
    });
    hands.look(3);
    look_everywhere(&mut hands, "views");
    hands.click(&hands.text("register-view-first"));
    let all = hands.format("register-total-rows", &[("count", rows().len().into())]);
    assert!(hands.says(&all), "{all}");
    hands.click(&hands.text("register-views"));
    hands.click("Школы");
    assert!(!hands.says(&all));
    assert!(hands.says(&hands.format("register-view-named", &[("name", "Школы".into())])));
}

/// What the office shares, as the client tells it.
fn of_office(by: &[(u128, PersonId, &str, bool)], content: &ViewContent) -> Event {
    let rows = by.iter().map(|(number, by, title, waits)| OfficeViewRow {
        view: Arc::new(OfficeView {
            id: ViewId::new(uuid::Uuid::from_u128(*number)),
            office: Office::Issuer,
            register: "organisations".to_owned(),
            title: (*title).into(),
            by: *by,
            content: Some(content.clone()),
            steps: Vec::new(),
        }),
        waits: *waits,
    });
    Event::Orders(Arc::new(OrdersView {
        views: rows.collect(),
        ..OrdersView::default()
    }))
}

#[test]
fn a_view_is_shared_with_colleagues_who_use_it_and_copy_it() {
    let (mut hands, replay) = Hands::signed_in(ROLE, Language::Ru);
    hands.go(Place::Organisations);
    let saved = r#"{"filters":{"kind":{"is":"one_of","codes":["school"]},
        "name":{"is":"contains","text":"Серикова"}}}"#;
    replay.tell(Event::Views {
        register: "organisations".to_owned(),
        views: Arc::new(vec![("Школы".to_owned(), saved.to_owned())]),
    });
    hands.look(3);
    hands.click(&hands.text("register-views"));
    let named = |key: &str, name: &str, hands: &Hands| hands.format(key, &[("name", name.into())]);
    // By the keyboard alone.
    let share = named("register-view-share-office", "Школы", &hands);
    hands.focus(&[Role::Button], &share);
    hands.press(Key::Enter);
    hands.look(3);
    let name = hands.text("field-name");
    let left_out = hands.format("register-view-left-out", &[("columns", name.into())]);
    assert!(hands.says(&left_out), "{left_out}");
    let begun = |command: &Command| matches!(command, Command::BeginOrders { .. });
    assert_eq!(replay.count(begun), 0, "nothing before the answer");
    look_everywhere(&mut hands, "sharing");
    hands.click(&hands.text("register-view-share-do"));
    let content = replay.with(|state| {
        state.sent.iter().rev().find_map(|command| match command {
            Command::BeginOrders { what } => match &**what {
                NewOrders::View {
                    register,
                    title,
                    content,
                } if register == "organisations" && title.0 == "Школы" => {
                    Some(content.clone())
                }
                _ => None,
            },
            _ => None,
        })
    });
    let content = content.expect("the view was shared");
    let sent = serde_json::to_string(&content).unwrap();
    assert!(
        sent.contains("school") && !sent.contains("Серикова"),
        "{sent}"
    );

    // A colleague's beside one's own that waits.
    let me = hands.app().model().person().unwrap().id;
    let colleague = PersonId::new(uuid::Uuid::from_u128(0xc0));
    replay.tell(Event::Colleagues(Arc::new(vec![Candidate {
        person: colleague,
        full_name: "Ахметова Сауле".to_owned(),
        position: baqylau_domain::text::Trilingual::default(),
        territory: None,
    }])));
    let shared = [
        (1, me, "Школы", true),
        (2, colleague, "С остановкой", false),
    ];
    replay.tell(of_office(&shared, &content));
    hands.look(3);
    assert!(hands.says(&hands.format("register-view-by", &[("who", "Ахметова Сауле".into())])));
    let own = format!(
        "{} · {}",
        hands.text("register-view-by-you"),
        hands.text("register-view-waits")
    );
    assert!(hands.says(&own));
    look_everywhere(&mut hands, "shared");
    let theirs = named("register-view-take-back", "С остановкой", &hands);
    assert!(!hands.has(&theirs), "whoever shared it takes it back");
    hands.click(&named("register-view-copy", "С остановкой", &hands));
    let copied = |command: &Command| matches!(command, Command::KeepView { register, name, content } if register == "organisations" && name == "С остановкой" && content.contains("school"));
    assert_eq!(replay.count(copied), 1);
    hands.click(&named("register-view-take-back", "Школы", &hands));
    let back = |command: &Command| matches!(command, Command::AskOrder { op } if matches!(**op, SchoolingOp::TakeViewBack { view } if view.uuid().as_u128() == 1));
    assert_eq!(replay.count(back), 1);
    let all = hands.format("register-total-rows", &[("count", rows().len().into())]);
    hands.click("С остановкой");
    assert!(!hands.says(&all), "it is used as it was shared");
}

#[test]
fn what_was_seen_last_comes_back_and_is_no_view_anybody_saved() {
    let (mut hands, replay) = Hands::signed_in(ROLE, Language::Ru);
    hands.go(Place::Organisations);
    let all = hands.format("register-total-rows", &[("count", rows().len().into())]);
    assert!(hands.says(&all), "{all}");
    let content = r#"{"filters":{"kind":{"is":"one_of","codes":["school"]}}}"#;
    let last = (LAST_VIEW.to_owned(), content.to_owned());
    replay.tell(Event::Views {
        register: "organisations".to_owned(),
        views: Arc::new(vec![last]),
    });
    hands.look(3);
    assert!(!hands.says(&all));
    assert!(hands.says(&hands.format("register-clear-filters", &[("count", 1.into())])));
    hands.click(&hands.text("register-views"));
    assert!(hands.says(&hands.text("register-views-none")));
}

#[test]
fn a_register_goes_to_sheets_and_to_paper_from_one_menu() {
    let (mut hands, _replay) = Hands::signed_in(ROLE, Language::Ru);
    hands.go(Place::Organisations);
    hands.click(&hands.text("register-export"));
    hands.look(2);
    for entry in ["xlsx", "csv", "pdf"] {
        assert!(hands.has(&hands.text(&format!("register-export-{entry}"))));
    }
}
