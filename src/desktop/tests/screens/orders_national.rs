//! The register of education departments, as the financial centre and an observer of the country
//! live in it.

use crate::hands::{Hands, LARGE};
use crate::order_world::order_of;
use crate::orders::look_everywhere;
use crate::orders_department::to_table;
use crate::world::world;
use baqylau_client::ui::{Event, OrderRow, OrdersView};
use baqylau_desktop::place::{Place, Section};
use baqylau_domain::calendar::{WorkingCalendar, legal_day};
use baqylau_domain::identifiers::Kato;
use baqylau_domain::people::AccountRole;
use baqylau_domain::schooling::{
    Around, FigureOf, OrderFigures, OrderRules, PlanRecord, RegisterState, SchoolingRecord, unsent,
};
use baqylau_locale::Language;
use chrono::Datelike as _;
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use std::sync::Arc;

const ROLE: AccountRole = AccountRole::FinancialCentre;

/// Departments with a year's records, by the first digits of their codes.
const BEGUN: [&str; 3] = ["19", "71", "79"];
/// The one that has a budget alone.
const BUDGET_ONLY: &str = "11";

fn code(region: Kato) -> String {
    region.to_string().chars().take(2).collect()
}

fn region(code: &str) -> Kato {
    format!("{code}0000000").parse().expect("a region")
}

/// Three departments at work, one with a budget alone; sixteen without a record. One of the three
/// has two versions of its plan.
fn orders() -> Arc<OrdersView> {
    let all = order_of(&world().of(ROLE).person, world().now);
    let kept = all.rows.iter().filter(|row| match row.record.region() {
        Some(region) if code(region) == BUDGET_ONLY => {
            matches!(*row.record, SchoolingRecord::Budget(_))
        }
        Some(region) => BEGUN.contains(&&*code(region)),
        None => true,
    });
    let mut rows: Vec<OrderRow> = kept.cloned().collect();
    let before = rows.iter().find_map(|row| match &*row.record {
        SchoolingRecord::Plan(one) if code(one.plan.department) == "79" => {
            let mut plan = one.plan.clone();
            plan.version = 1;
            plan.lines.pop_first();
            let steps = one.steps.clone();
            Some(SchoolingRecord::Plan(PlanRecord { plan, steps }))
        }
        _ => None,
    });
    rows.push(OrderRow {
        record: Arc::new(before.expect("a plan")),
        school: None,
        waiting: Vec::new(),
        to_sign: None,
    });
    Arc::new(OrdersView {
        rows,
        ..OrdersView::default()
    })
}

fn at(role: AccountRole) -> (Hands, Arc<OrdersView>) {
    let (mut hands, replay) = Hands::signed_in(role, Language::Ru);
    let orders = orders();
    replay.tell(Event::Orders(orders.clone()));
    hands.go(Place::Orders(Section::Budget));
    hands.look(4);
    (hands, orders)
}

fn name(hands: &Hands, code: &str) -> String {
    hands.text(&format!("region-{code}"))
}

/// The rows with their cells, as a screen reader has them; the totals have no name.
fn rows(hands: &Hands) -> Vec<(Option<String>, Vec<String>)> {
    let nodes = hands.harness.root().children_recursive();
    let rows = nodes.filter(|node| node.accesskit_node().role() == Role::Row);
    rows.map(|row| {
        let cells = row.children().filter_map(|cell| {
            let cell = cell.accesskit_node();
            (cell.role() == Role::Cell).then(|| cell.value().unwrap_or_default())
        });
        (row.accesskit_node().label(), cells.collect())
    })
    .filter(|(_, cells): &(_, Vec<String>)| !cells.is_empty())
    .collect()
}

#[test]
fn every_department_stands_with_the_domains_figures_and_the_totals_with_the_whole() {
    let (mut hands, orders) = at(ROLE);
    hands.resize(LARGE);
    hands.look(4);
    let found = rows(&hands);
    let records = || orders.rows.iter().map(|row| &*row.record);
    let (rules, calendar) = (OrderRules::pilot(), WorkingCalendar::kazakhstan());
    let today = legal_day(world().now);
    let figures = OrderFigures::of(records(), today.year(), today, &rules.terms).expect("figures");
    let money = |tiyn: i64| hands.app().locale().money_tiyn_plain(tiyn);
    for code in BEGUN {
        let department = Some(region(code));
        let (_, cells) = found
            .iter()
            .find(|(label, _)| label.as_deref() == Some(&*name(&hands, code)))
            .expect("a row");
        let whole = figures.whole(department);
        let sums = FigureOf::ALL.map(|what| whole.of(what).sum.0);
        let left = sums[0] - sums[3];
        let late = unsent(
            records(),
            department,
            today,
            &calendar,
            &rules,
            &Around::default(),
        );
        let late = late.iter().filter(|one| one.late > 0).count();
        let sent = records().filter(|record| {
            matches!(record, SchoolingRecord::Register(one)
                if one.register.department == region(code)
                    && matches!(one.register.state, RegisterState::Sent { .. }))
        });
        let mut wanted = vec![money(figures.budget(department).sum.0)];
        wanted.extend(sums.map(money));
        wanted.extend([money(left), sent.count().to_string(), late.to_string()]);
        assert_eq!(cells[4..12], wanted, "{code}");
        assert_eq!(cells[1], hands.text("departments-stage-in-force"));
        assert_eq!(cells[2], "2", "the version in force");
        assert!(late > 0, "the year has late acts to tell");
    }
    let (_, totals) = found
        .iter()
        .find(|(label, _)| label.is_none())
        .expect("totals");
    let whole = figures.whole(None);
    let sums = FigureOf::ALL.map(|what| whole.of(what).sum.0);
    assert_eq!(totals[4], money(figures.budget(None).sum.0));
    assert_eq!(totals[5..9], sums.map(money));
    assert_eq!(totals[9], money(sums[0] - sums[3]));
    assert_eq!(totals[10], BEGUN.len().to_string());
}

#[test]
fn whoever_has_not_begun_is_listed_and_one_click_away() {
    let (mut hands, _) = at(ROLE);
    hands.resize(LARGE);
    hands.look(4);
    let named = |hands: &Hands| -> Vec<String> {
        let all = rows(hands).into_iter();
        all.filter_map(|(label, _)| label).collect()
    };
    assert_eq!(named(&hands).len(), 20, "the whole country");
    let (_, cells) = rows(&hands)
        .into_iter()
        .find(|(label, _)| label.as_deref() == Some(&*name(&hands, "10")))
        .expect("a row");
    assert_eq!(cells[1], hands.text("departments-stage-no-budget"));
    assert!(cells[4..10].iter().all(String::is_empty), "nothing isn't 0");
    let pills = [
        ("departments-stage-no-budget", 16),
        ("departments-stage-no-plan", 1),
        ("departments-stage-in-force", 3),
        ("departments-waits", 3),
    ];
    for (key, count) in pills {
        hands.click(&hands.text(key));
        assert_eq!(named(&hands).len(), count, "{key}");
        hands.click(&hands.format("register-clear-filters", &[("count", 1.into())]));
    }
    hands.look(4);
    assert_eq!(named(&hands).len(), 20);
}

#[test]
fn enter_opens_the_plan_with_the_passport_of_the_department() {
    let (mut hands, _) = at(ROLE);
    look_everywhere(&mut hands, "departments");
    hands.click(&hands.text("departments-waits"));
    to_table(&mut hands);
    let shymkent = name(&hands, "79");
    let last = rows(&hands)
        .into_iter()
        .filter_map(|(label, _)| label)
        .next_back();
    assert_eq!(last, Some(shymkent.clone()), "by name");
    hands.press(Key::End);
    hands.press(Key::Enter);
    hands.look(4);
    let plan = hands.text("funding-tab-plan");
    let chosen = hands.harness.query_all_by_label(&plan).any(|node| {
        let node = node.accesskit_node();
        node.role() == Role::Tab && node.is_selected() == Some(true)
    });
    assert!(chosen, "its plan is looked at");
    assert!(hands.says(&hands.format("funding-plan-version-in-force", &[("version", 2.into())])));
    assert!(hands.says(&shymkent));
    assert!(hands.says(&hands.text("departments-mandates-none")));
    assert!(hands.says(&hands.text("order-register-state-sent")));
    look_everywhere(&mut hands, "passport");
    // What the second version changed: the one school the first didn't have.
    let args = [("version", 2.into())];
    hands.click(&hands.format("departments-differences", &args));
    let schools = rows(&hands)
        .into_iter()
        .filter(|(label, _)| label.is_some());
    assert_eq!(schools.count(), 1);
    hands.click(&hands.text("button-close"));
    assert!(!hands.has(&hands.format("departments-differences", &args)));
    hands.click(&hands.text("funding-tab-departments"));
    hands.look(2);
    assert!(hands.has(&hands.text("departments-waits")), "back to all");
}

#[test]
fn a_department_that_has_not_begun_opens_too_and_an_observer_reads_the_same() {
    let (mut hands, _) = at(AccountRole::Observer);
    hands.click(&hands.text("departments-stage-no-budget"));
    to_table(&mut hands);
    hands.press(Key::Home);
    hands.press(Key::Enter);
    hands.look(4);
    assert!(hands.says(&hands.text("funding-plan-none-detail")));
    assert!(hands.says(&hands.text("funding-budget-none")));
    assert!(hands.says(&hands.text("order-registers-empty")));
    // Another year has begun nowhere.
    hands.click(&hands.text("funding-tab-departments"));
    hands.click(&hands.text("funding-year"));
    let next = (legal_day(world().now).year() + 1).to_string();
    hands.click(&next);
    hands.look(4);
    assert!(hands.says(&hands.format("departments-count", &[("count", 20.into())])));
}

#[test]
fn a_department_of_one_region_has_no_register_of_all() {
    let (mut hands, _) = at(AccountRole::EducationOfficer);
    hands.look(2);
    assert!(!hands.has(&hands.text("funding-tab-departments")));
    assert!(hands.has(&hands.text("funding-tab-budget")));
}
