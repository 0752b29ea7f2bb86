//! The day's work and the board of the state order: what stands there, where it leads, how it looks.

use crate::guard::problems;
use crate::hands::{Hands, LARGE, SMALL, pictures_wanted};
use crate::order_world::order_of;
use crate::replay::Replay;
use crate::world::world;
use baqylau_client::ui::{
    Command, Event, MonthEvent, MonthRow, MonthsListed, NewOrders, OpenMonth, OrdersView,
    TurnedCheck, TurnedChecks,
};
use baqylau_desktop::cx::Action;
use baqylau_desktop::place::{OrderRef, Place, Section};
use baqylau_domain::calendar::{Period, WorkingCalendar, legal_day};
use baqylau_domain::checks::Programme;
use baqylau_domain::money::Tiyn;
use baqylau_domain::month::{Month, MonthStage, MonthStep};
use baqylau_domain::people::AccountRole;
use baqylau_domain::sanction::{Decision, SanctionState};
use baqylau_domain::schooling::{
    Around, Duty, FigureOf, OrderFigures, OrderRules, SchoolingRecord, WhyUnsent, Worklist, unsent,
};
use baqylau_locale::Language;
use baqylau_protocol::checks::CheckVerdict;
use baqylau_protocol::month::{MonthOrganisation, MonthState};
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
    let around = Around {
        stopped: stopped.collect(),
        ..Around::default()
    };
    let duty = Duty {
        hand: &hand,
        today: legal_day(world().now),
        calendar: &calendar,
        rules: &rules,
        around: &around,
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

/// Names of the rows of the register that is shown, from above.
fn rows(hands: &Hands) -> Vec<String> {
    let nodes = hands.harness.root().children_recursive();
    nodes
        .filter(|node| node.accesskit_node().role() == Role::Row)
        .filter_map(|node| node.accesskit_node().label())
        .collect()
}

/// Into the register by the keyboard alone.
fn into_the_register(hands: &mut Hands) {
    for _ in 0..120 {
        if hands.focused().is_some_and(|(role, _)| role == Role::Grid) {
            return;
        }
        hands.press(Key::Tab);
        hands.look(1);
    }
    panic!("the keyboard never gets into the register");
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
    assert!(hands.says(&late), "{late}");
    let seen = rows(&hands);
    assert!(seen[0].starts_with(&task), "{seen:?}");
    look_everywhere(&mut hands, "today-department");
    // What is late stands alone where it is asked for.
    let urgent = hands.text("board-urgency-late");
    hands.click(&format!("{urgent} · {}", list.late()));
    let total = [("count", list.late().into())];
    assert!(hands.says(&hands.format("register-total-rows", &total)));
    hands.click(&format!("{urgent} · {}", list.late()));
    into_the_register(&mut hands);
    hands.press(Key::ArrowDown);
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
    assert!(hands.says(&hands.text("board-why-contract-both")));
    look_everywhere(&mut hands, "unsent");
}

#[test]
fn what_the_month_lacks_is_said_as_soon_as_the_registry_tells_of_it() {
    let role = AccountRole::EducationOfficer;
    let (mut hands, replay, orders) = shown(role, Section::Today);
    let (calendar, rules) = (WorkingCalendar::kazakhstan(), OrderRules::pilot());
    let today = legal_day(world().now);
    let records = || orders.rows.iter().map(|row| &*row.record);
    let nothing = Around::default();
    let missing = unsent(records(), None, today, &calendar, &rules, &nothing);
    let one = missing
        .iter()
        .find(|one| one.why == WhyUnsent::NotComposed)
        .expect("an act nobody composed");
    let (school, period) = (one.school, one.period);
    let mut open = OpenMonth {
        at: world().now,
        state: MonthState {
            month: Month::open(period),
            sent: 0,
            counting: 0,
            judged: 0,
            corrections: 0,
        },
        organisations: vec![MonthRow {
            month: MonthOrganisation {
                organisation: school,
                region: one.department,
                programme: Programme::Schooling,
                contracted: true,
                sent: None,
                before: None,
                registers: Vec::new(),
            },
            organisation: None,
        }],
    };
    let tell = |hands: &mut Hands, open: &OpenMonth| {
        replay.tell(Event::Months(MonthEvent::Opened(Arc::new(open.clone()))));
        hands.look(4);
    };
    hands.click(&hands.text("board-tab-unsent"));
    tell(&mut hands, &open);
    assert!(hands.says(&hands.text("board-why-nothing-sent")));
    open.organisations[0].month.contracted = false;
    tell(&mut hands, &open);
    assert!(!hands.says(&hands.text("board-why-nothing-sent")));
    assert!(hands.says(&hands.text("board-why-month-open")));
    open.state.month.stage = MonthStage::Frozen;
    open.state.month.frozen = Some(MonthStep {
        by: world().of(role).person.id,
        at: world().now,
    });
    tell(&mut hands, &open);
    assert!(hands.says(&hands.text("board-why-month-not-validated")));
    assert!(hands.says(&hands.app().locale().date(today)), "since today");
}

#[test]
fn schools_are_reminded_in_their_threads_after_a_preview() {
    let (mut hands, replay, _) = shown(AccountRole::EducationOfficer, Section::Today);
    hands.click(&hands.text("board-tab-unsent"));
    let none = hands.format("board-remind", &[("count", 0.into())]);
    assert!(hands.has(&none), "blocked while nothing is ticked");
    let all = rows(&hands).len();
    assert!(all > 0);
    hands.click(&hands.text("button-select-all"));
    let nodes = buttons(&hands, "");
    let words = hands.text("board-remind-words");
    let button = nodes
        .iter()
        .find(|label| {
            (1..=200).any(|count: i64| {
                **label == hands.format("board-remind", &[("count", count.into())])
            })
        })
        .expect("the button says how many");
    hands.click(&button.clone());
    assert!(hands.says(&hands.text("board-remind-detail")));
    assert!(hands.says(&words));
    if pictures_wanted() {
        hands.picture("order-remind");
    }
    let asked = |command: &Command| {
        matches!(command, Command::BeginOrders { what }
            if matches!(&**what, NewOrders::Message { text, .. } if text.0 == words))
    };
    assert_eq!(replay.count(asked), 0, "nothing before the answer");
    let send = (1..=200)
        .map(|count: i64| hands.format("board-remind-send", &[("count", count.into())]))
        .find(|label| hands.has(label))
        .expect("the button says how many");
    hands.click(&send);
    let sent = replay.count(asked);
    assert!(sent > 0, "a message for each record");
}

#[test]
fn months_rulings_mandates_and_checks_are_among_what_changed() {
    let role = AccountRole::EducationOfficer;
    let (mut hands, replay, _) = shown(role, Section::Today);
    let by = world().of(role).person.id;
    let at = world().now;
    let mut month = Month::open(Period::new(2026, 1).unwrap());
    month.stage = MonthStage::Frozen;
    month.frozen = Some(MonthStep { by, at });
    let listed = MonthsListed {
        at,
        months: vec![MonthState {
            month,
            sent: 1,
            counting: 1,
            judged: 0,
            corrections: 0,
        }],
    };
    replay.tell(Event::Months(MonthEvent::Listed(Arc::new(listed))));
    let known = match &world().of(AccountRole::IssuerOfficer).sanctions {
        Some(Event::Sanctions(rows)) => rows.first().cloned(),
        _ => None,
    };
    let mut row = known.expect("a sanction");
    let decision = Decision {
        by,
        at,
        reason: "Выявлено".to_owned(),
    };
    row.sanction.state = SanctionState::Terminated { decision };
    let school = row.organisation.clone();
    replay.tell(Event::Sanctions(Arc::new(vec![row])));
    let turned = TurnedChecks {
        after: at,
        checks: vec![TurnedCheck {
            organisation: school.clone(),
            check: "org-licence".to_owned(),
            verdict: CheckVerdict::Failed,
            reason: None,
            since: at,
        }],
    };
    replay.tell(Event::TurnedChecks(Arc::new(turned)));
    hands.look(4);
    let today = legal_day(world().now);
    let calendar = WorkingCalendar::kazakhstan();
    let since = today
        .iter_days()
        .rev()
        .skip(1)
        .find(|day| calendar.is_working(*day))
        .unwrap();
    let since = hands.app().locale().date(since);
    let tab = hands.format("board-tab-changed", &[("day", since.into())]);
    let nodes = hands.harness.root().children_recursive();
    let label = nodes
        .map(|node| node.accesskit_node())
        .filter(|node| node.role() == Role::Tab)
        .filter_map(|node| node.label())
        .find(|label| label.starts_with(&tab))
        .expect("the tab");
    hands.click(&label);
    let seen = rows(&hands).join("\n");
    for words in [
        hands.text("month-stage-frozen"),
        hands.text("sanction-state-terminated"),
        hands.text("flk-title-org-licence"),
    ] {
        assert!(seen.contains(&words), "{words} in {seen}");
    }
    look_everywhere(&mut hands, "changed");
    // A check leads to its organisation.
    let title = hands.text("flk-title-org-licence");
    hands.click(&hands.text("board-column-at"));
    let order = rows(&hands);
    let place = order.iter().position(|row| row.contains(&title)).unwrap();
    into_the_register(&mut hands);
    for _ in 0..=place {
        hands.press(Key::ArrowDown);
    }
    hands.press(Key::Enter);
    hands.look(2);
    assert_eq!(hands.app().place(), Place::Organisation(school.id));
}

#[test]
fn the_financial_centre_has_its_own_list_and_filters_it_by_kind() {
    let role = AccountRole::FinancialCentre;
    let (mut hands, _replay, orders) = shown(role, Section::Today);
    let list = list_of(&orders, role);
    let code = "reissue-payment";
    let of = |code: &str| {
        let items = list.items.iter();
        items.filter(|one| one.task.code() == code).count()
    };
    let count = of(code);
    assert!(count > 0 && count < list.items.len());
    let task = hands.text(&format!("board-task-{code}"));
    let examine = hands.text("board-task-examine-register");
    let pill = format!("{examine} · {}", of("examine-register"));
    hands.click(&pill);
    let total = |count: usize| [("count", count.into())];
    let seen = rows(&hands);
    assert!(hands.says(&hands.format("register-total-rows", &total(of("examine-register")))));
    assert!(seen.iter().all(|row| row.starts_with(&examine)), "{seen:?}");
    hands.click(&format!("{task} · {count}"));
    let seen = rows(&hands);
    assert!(hands.says(&hands.format("register-total-rows", &total(count))));
    assert!(seen.iter().all(|row| row.starts_with(&task)), "{seen:?}");
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
