//! The day's work and the board of the state order: what stands there, where it leads, how it looks.

use crate::guard::problems;
use crate::hands::{Hands, LARGE, SMALL, pictures_wanted};
use crate::order_world::order_of;
use crate::replay::Replay;
use crate::world::world;
use baqylau_client::ui::{Event, OrdersView};
use baqylau_desktop::cx::Action;
use baqylau_desktop::place::{OrderRef, Place, Section};
use baqylau_domain::calendar::{WorkingCalendar, legal_day};
use baqylau_domain::money::Tiyn;
use baqylau_domain::people::AccountRole;
use baqylau_domain::schooling::{
    Duty, FigureOf, OrderFigures, OrderRules, SchoolingRecord, Worklist,
};
use baqylau_locale::Language;
use chrono::Datelike as _;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::NodeT as _;
use std::sync::Arc;

fn shown(role: AccountRole, section: Section) -> (Hands, Replay, Arc<OrdersView>) {
    let (mut hands, replay) = Hands::signed_in(role, Language::Ru);
    hands.go(Place::Orders(section));
    let orders = order_of(&world().of(role).person, world().now);
    replay.tell(Event::Orders(orders.clone()));
    hands.look(4);
    (hands, replay, orders)
}

fn look_everywhere(hands: &mut Hands, name: &str) {
    let mut found = Vec::new();
    for dark in [false, true] {
        hands.act(Action::Dark(dark));
        for language in Language::ALL {
            hands.act(Action::Language(language));
            for size in [SMALL, LARGE] {
                if dark && size == LARGE {
                    continue;
                }
                hands.resize(size);
                hands.look(4);
                let view = format!("order-{name}-{}-{}-{dark}", language.code(), size[0]);
                let said = problems(hands).into_iter();
                found.extend(said.map(|problem| format!("{view}: {problem}")));
                if pictures_wanted() {
                    hands.picture(&view);
                }
            }
        }
    }
    hands.act(Action::Language(Language::Ru));
    hands.act(Action::Dark(false));
    hands.resize(SMALL);
    hands.look(4);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

fn list_of(orders: &OrdersView, role: AccountRole) -> Worklist {
    let hand = world().of(role).person.actor();
    let (calendar, rules) = (WorkingCalendar::kazakhstan(), OrderRules::pilot());
    let known = match &world().of(role).sanctions {
        Some(Event::Sanctions(rows)) => rows.clone(),
        _ => Arc::default(),
    };
    let stopped = known.iter().filter_map(|row| {
        let since = row.sanction.stopped_since()?;
        Some((row.organisation.id, since))
    });
    let stopped = stopped.collect();
    let duty = Duty {
        hand: &hand,
        today: legal_day(world().now),
        calendar: &calendar,
        rules: &rules,
        stopped: &stopped,
    };
    Worklist::of(orders.rows.iter().map(|row| &*row.record), duty)
}

fn figures_of(orders: &OrdersView) -> OrderFigures {
    let today = legal_day(world().now);
    let records = orders.rows.iter().map(|row| &*row.record);
    OrderFigures::of(records, today.year(), today, &OrderRules::pilot().terms).unwrap()
}

/// Names of buttons on the screen that say this.
fn buttons(hands: &Hands, words: &str) -> Vec<String> {
    let nodes = hands.harness.root().children_recursive();
    nodes
        .filter(|node| node.accesskit_node().role() == Role::Button)
        .filter_map(|node| node.accesskit_node().label())
        .filter(|label| label.contains(words))
        .collect()
}

#[test]
fn an_officer_sees_what_waits_the_latest_first_and_opens_it_by_keyboard() {
    let role = AccountRole::EducationOfficer;
    let (mut hands, _replay, orders) = shown(role, Section::Today);
    let list = list_of(&orders, role);
    assert!(list.late() > 0 && list.items.len() > list.late());
    let waits = hands.format("board-waits-count", &[("count", list.items.len().into())]);
    assert!(hands.says(&waits), "{waits}");
    let first = list.items.first().unwrap();
    let task = hands.text(&format!("board-task-{}", first.task.code()));
    let late = hands.format("board-late-by", &[("days", i64::from(first.late).into())]);
    let rows = buttons(&hands, &late);
    let row = rows
        .iter()
        .find(|row| row.starts_with(&task))
        .unwrap()
        .clone();
    look_everywhere(&mut hands, "today-department");
    let node = hands.harness.root().children_recursive();
    node.into_iter()
        .find(|node| node.accesskit_node().label().as_deref() == Some(&row))
        .unwrap()
        .focus();
    hands.look(2);
    hands.press(Key::ArrowDown);
    hands.look(3);
    let (_, below) = hands.focused().expect("the row below has the focus");
    assert_ne!(below, row);
    hands.press(Key::ArrowUp);
    hands.look(3);
    assert_eq!(hands.focused().map(|(_, name)| name), Some(row));
    hands.press(Key::Enter);
    hands.look(2);
    let record = orders.rows.iter().find(|row| row.record.key() == first.key);
    let opened = record.and_then(|row| OrderRef::of(&row.record)).unwrap();
    assert_eq!(hands.app().place(), Place::Order(opened));
}

#[test]
fn who_has_not_sent_the_act_is_listed_with_the_reason() {
    let (mut hands, _replay, _) = shown(AccountRole::EducationOfficer, Section::Today);
    hands.click(&hands.text("board-tab-unsent"));
    assert!(hands.says(&hands.text("board-why-not-composed")));
    assert!(hands.says(&hands.text("board-why-contract-both")));
    look_everywhere(&mut hands, "unsent");
}

#[test]
fn the_financial_centre_has_its_own_list_and_filters_it_by_kind() {
    let role = AccountRole::FinancialCentre;
    let (mut hands, _replay, orders) = shown(role, Section::Today);
    let list = list_of(&orders, role);
    let code = "reissue-payment";
    let count = list
        .items
        .iter()
        .filter(|one| one.task.code() == code)
        .count();
    assert!(count > 0 && count < list.items.len());
    let task = hands.text(&format!("board-task-{code}"));
    let examine = hands.text("board-task-examine-register");
    let all = list
        .items
        .iter()
        .filter(|one| one.task.code() == "examine-register");
    let pill = format!("{examine} · {}", all.count());
    hands.click(&pill);
    assert!(
        buttons(&hands, &examine).len() > 2,
        "its rows stand below it"
    );
    assert_eq!(
        buttons(&hands, &task).len(),
        1,
        "of the other kind only the pill"
    );
    hands.click(&format!("{task} · {count}"));
    assert!(buttons(&hands, &task).len() > 2);
    assert_eq!(buttons(&hands, &examine), [pill]);
    look_everywhere(&mut hands, "today-centre");
}

#[test]
fn every_figure_of_the_board_opens_the_records_it_is_the_sum_of() {
    let role = AccountRole::FinancialCentre;
    let (mut hands, _replay, orders) = shown(role, Section::Board);
    let figures = figures_of(&orders);
    look_everywhere(&mut hands, "board");
    let month = legal_day(world().now).month0();
    let ago = usize::try_from(month).unwrap().saturating_sub(4);
    let months = figures.months(None);
    let paid = months.get(ago).unwrap().of(FigureOf::Paid);
    let sum = hands.app().locale().money_tiyn(paid.sum.0);
    let series = hands.text("board-paid");
    let column = buttons(&hands, &format!("{series}: {sum}"));
    assert_eq!(column.len(), 1, "{column:?}");
    hands.click(column.first().unwrap());
    assert!(hands.says(&sum), "the figure stands above its list");
    let total: i64 = paid
        .records
        .iter()
        .map(|place| match &*orders.rows.get(*place).unwrap().record {
            SchoolingRecord::Payment(one) => one.payment.amount.0,
            other => panic!("{}", other.key()),
        })
        .sum();
    assert_eq!(Tiyn(total), paid.sum);
    look_everywhere(&mut hands, "board-behind");
    let first = paid
        .records
        .first()
        .and_then(|place| orders.rows.get(*place))
        .unwrap();
    let SchoolingRecord::Payment(payment) = &*first.record else {
        panic!("a payment")
    };
    let amount = hands.app().locale().money_tiyn(payment.payment.amount.0);
    let rows = buttons(&hands, &amount);
    let row = rows.iter().find(|row| row.contains('№')).unwrap().clone();
    hands.click(&row);
    assert!(matches!(
        hands.app().place(),
        Place::Order(OrderRef::Payment(_))
    ));
}

#[test]
fn a_region_is_chosen_on_the_map_and_the_figures_are_its_own() {
    let (mut hands, _replay, orders) = shown(AccountRole::Observer, Section::Board);
    let figures = figures_of(&orders);
    let shymkent = "790000000".parse().unwrap();
    let name = hands.text("region-79");
    let tile = buttons(&hands, &format!("{name}:"));
    hands.click(tile.first().unwrap());
    let plan = figures.whole(Some(shymkent)).of(FigureOf::Plan).sum;
    assert!(plan < figures.whole(None).of(FigureOf::Plan).sum);
    assert!(hands.says(&name));
    let card = format!("{}: ", hands.text("board-plan"));
    let opens = buttons(&hands, &card);
    hands.click(opens.iter().find(|label| label.starts_with(&card)).unwrap());
    assert!(hands.says(&hands.app().locale().money_tiyn(plan.0)));
    look_everywhere(&mut hands, "board-region");
    hands.press_with(crate::hands::Layout::Latin, Modifiers::NONE, Key::Escape);
    assert!(!hands.says(&hands.app().locale().money_tiyn(plan.0)));
    hands.click(&hands.text("board-all-regions"));
    assert!(!hands.has(&hands.text("board-all-regions")));
}

#[test]
fn a_department_sees_its_own_region_without_a_map() {
    let (mut hands, _replay, _) = shown(AccountRole::EducationOfficer, Section::Board);
    assert!(
        !hands.says(&hands.text("board-map-contracted")) || !hands.has(&hands.text("board-map"))
    );
    look_everywhere(&mut hands, "board-department");
}

#[test]
fn nothing_known_is_said_so() {
    for section in [Section::Today, Section::Board] {
        let (mut hands, replay) = Hands::signed_in(AccountRole::Observer, Language::Kk);
        hands.go(Place::Orders(section));
        replay.tell(Event::Orders(Arc::default()));
        hands.look(4);
        let key = match section {
            Section::Board => "board-empty",
            _ => "board-waits-none",
        };
        assert!(hands.has(&hands.text(key)), "{key}");
        assert_eq!(problems(&hands), Vec::<String>::new());
    }
}
