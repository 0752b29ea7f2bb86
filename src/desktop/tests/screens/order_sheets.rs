//! Every sheet and form of the state order: reached, filled, confirmed and dismissed by keys alone,
//! and worded in the language there is now, whatever it was opened in.

use crate::hands::{Hands, Layout};
use crate::order_records::{contract, funding, mandate, month_of_a_department, schools};
use crate::orders_centre::fixture::{Order, act_id, payment_id, register_id};
use crate::replay::Replay;
use crate::{months, orders, orders_centre, orders_department, orders_funding};
use baqylau_client::ui::{Command, MonthCommand};
use baqylau_desktop::commands::{UiCommand, rows_for};
use baqylau_desktop::cx::{Action, pick};
use baqylau_desktop::place::{OrderRef, Place, Section};
use baqylau_domain::people::AccountRole;
use baqylau_domain::schooling::SchoolingRecord;
use baqylau_locale::Language;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::NodeT as _;
use std::collections::BTreeSet;

type At = Box<dyn Fn() -> (Hands, Replay)>;
type Name = Box<dyn Fn(&Hands) -> String>;

/// A sheet: where it is opened, by which button, and how it is filled and confirmed by keys.
struct Sheet {
    name: &'static str,
    at: At,
    opener: Name,
    /// Fields by name with what is typed into them.
    fields: Vec<(&'static str, &'static str)>,
    /// The button that confirms; none where a file or a key is chosen first.
    confirm: Option<Name>,
}

fn key(key: &'static str) -> Name {
    Box::new(move |hands| hands.text(key))
}

fn sheet(name: &'static str, at: impl Fn() -> (Hands, Replay) + 'static, opener: Name) -> Sheet {
    Sheet {
        name,
        at: Box::new(at),
        opener,
        fields: Vec::new(),
        confirm: None,
    }
}

impl Sheet {
    fn confirmed(mut self, by: Name) -> Self {
        self.confirm = Some(by);
        self
    }

    fn filled(mut self, fields: &[(&'static str, &'static str)]) -> Self {
        self.fields = fields.to_vec();
        self
    }
}

fn of_autumn(role: AccountRole, place: Place) -> (Hands, Replay) {
    orders_centre::at(role, place, &Order::of_autumn())
}

fn register(role: AccountRole, number: u32) -> impl Fn() -> (Hands, Replay) {
    let place = Place::Order(OrderRef::Register(register_id(number)));
    move || of_autumn(role, place)
}

fn payment(number: u32) -> impl Fn() -> (Hands, Replay) {
    let place = Place::Order(OrderRef::Payment(payment_id(number)));
    move || of_autumn(AccountRole::FinancialCentre, place)
}

/// Sheets of registers, payments and mandates.
fn of_registers() -> Vec<Sheet> {
    use AccountRole::{EducationOfficer as Department, FinancialCentre as Centre};
    let unlist: Name = Box::new(|hands| {
        let (school, locale) = (&schools_of_the_order()[3], hands.app().locale());
        let month = locale.month_year(2026, 10);
        let name = format!("{} · {month}", pick(locale.language(), school));
        hands.format("order-register-unlist-one", &[("name", name.into())])
    });
    let registers = || of_autumn(Department, Place::Orders(Section::Registers));
    let mandates = || of_autumn(Department, Place::Orders(Section::Mandates));
    vec![
        sheet("register-open", registers, key("order-register-open"))
            .confirmed(key("order-register-open-confirm")),
        sheet(
            "register-list",
            register(Department, 3),
            key("order-register-list"),
        ),
        sheet("register-unlist", register(Department, 3), unlist)
            .confirmed(key("order-register-unlist")),
        sheet(
            "register-send",
            register(Department, 3),
            key("order-register-send"),
        )
        .confirmed(key("tosign-demo-key")),
        sheet(
            "register-return",
            register(Centre, 2),
            key("order-register-return"),
        )
        .confirmed(key("order-register-return-confirm")),
        sheet(
            "register-pay",
            register(Centre, 1),
            key("order-register-pay"),
        )
        .confirmed(key("order-payments-order-confirm")),
        sheet("payment-paid", payment(2), key("order-payment-paid"))
            .confirmed(key("order-payment-record")),
        sheet(
            "payment-returned",
            payment(2),
            key("order-payment-returned"),
        )
        .filled(&[("order-payment-bank-reason", "Нет такого счёта")])
        .confirmed(key("order-payment-record")),
        sheet("payment-again", payment(4), key("order-payment-again"))
            .confirmed(key("order-payments-order-confirm")),
        sheet("mandate-grant", mandates, key("order-mandate-grant")),
    ]
}

fn schools_of_the_order() -> Vec<baqylau_domain::text::Trilingual> {
    let schools = crate::orders_centre::fixture::schools();
    schools.iter().map(|school| school.name.clone()).collect()
}

fn of_contracts() -> (Hands, Replay) {
    let schools = schools();
    let mut records = vec![contract(0, &schools[0], 2), mandate()];
    records.extend(funding(&schools));
    let (mut hands, replay) = orders::at(Section::Contracts, records.clone());
    hands.go(orders::opened(&records, 0));
    hands.look(3);
    (hands, replay)
}

fn act_to_sign() -> (Hands, Replay) {
    let schools = schools();
    let records = vec![
        crate::order_records::act(0, &schools[0], 2, crate::order_records::by_school()),
        contract(0, &schools[0], 2),
        mandate(),
    ];
    let (mut hands, replay) = orders::at(Section::Acts, records.clone());
    hands.go(orders::opened(&records, 0));
    hands.look(3);
    (hands, replay)
}

fn application(nth: u128) -> (Hands, Replay) {
    let records = orders_department::applications();
    let (mut hands, replay) = orders::at(Section::Applications, records);
    orders_department::open(&mut hands, nth);
    (hands, replay)
}

fn a_school() -> (Hands, Replay) {
    let schools = schools();
    let mandate = orders_department::school_mandate(&schools[0]);
    orders_department::at_school(&schools[0], vec![mandate])
}

/// Sheets of applications, contracts, acts, budgets and months.
fn of_the_rest() -> Vec<Sheet> {
    let contracts = || orders::at(Section::Contracts, orders_funding::department());
    let acts = || orders::at(Section::Acts, month_of_a_department());
    let distribution =
        || orders_funding::with_needs("funding-tab-distribution", orders_funding::department());
    let freeze: Name = Box::new(|hands| {
        let months = hands.app().model().months.listed.value().expect("months");
        let month = months.months[1].month.period;
        let words = hands.app().locale().month_year(month.year(), month.month());
        hands.format("order-month-freeze-yes", &[("month", words.into())])
    });
    let centre = || months::signed_in(AccountRole::FinancialCentre);
    vec![
        sheet(
            "application-accept",
            || application(2),
            key("application-propose-accept"),
        ),
        sheet(
            "application-refuse",
            || application(2),
            key("application-propose-refuse"),
        ),
        sheet(
            "application-back",
            || application(2),
            key("application-return-school"),
        ),
        sheet(
            "application-approve",
            || application(5),
            key("application-approve"),
        )
        .confirmed(key("application-approve")),
        sheet(
            "application-executor",
            || application(5),
            key("application-return-executor"),
        )
        .filled(&[("order-reason", "Проверьте приложение")])
        .confirmed(key("application-return-executor")),
        sheet("application-new", a_school, key("application-new")),
        sheet("contract-new", contracts, key("order-contract-new")),
        sheet("contract-amend", of_contracts, key("order-contract-amend")),
        sheet("contract-end", of_contracts, key("order-contract-end"))
            .filled(&[("order-reason", "Лицензия отозвана")])
            .confirmed(key("order-contract-end")),
        sheet("act-sign", act_to_sign, key("order-act-sign")).confirmed(key("tosign-demo-key")),
        sheet("act-withdraw", act_to_sign, key("order-act-withdraw"))
            .filled(&[("order-reason", "Ошибка в контингенте")])
            .confirmed(key("order-act-withdraw")),
        sheet("columns", acts, key("register-columns")).confirmed(key("register-apply")),
        sheet("views", acts, key("register-views")),
        sheet(
            "distribution",
            distribution,
            key("funding-approve-distribution"),
        )
        .confirmed(key("funding-approve")),
        sheet("month-freeze", centre, key("order-month-freeze")).confirmed(freeze),
    ]
}

/// A control as the screen reader has it: role, name, and whether it can be used.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Control(u64, String, String);

/// Everything in the dialog that is open; none: no dialog is.
fn in_dialog(hands: &Hands) -> Option<(Vec<String>, BTreeSet<Control>)> {
    let mut nodes = hands.harness.root().children_recursive();
    let dialog = nodes.find(|node| node.accesskit_node().role() == Role::Dialog)?;
    let mut words = vec![dialog.accesskit_node().label().unwrap_or_default()];
    let mut controls = BTreeSet::new();
    for node in dialog.children_recursive() {
        let node = node.accesskit_node();
        words.extend(node.label());
        words.extend(node.value());
        let input = egui::accessibility::is_input(node.role());
        if input && !node.is_disabled() && !node.is_hidden() {
            let role = format!("{:?}", node.role());
            let name = node.label().unwrap_or_default();
            controls.insert(Control(node.locate().0.0, role, name));
        }
    }
    Some((words, controls))
}

fn focused(hands: &Hands) -> Option<u64> {
    let mut nodes = hands.harness.root().children_recursive();
    let node = nodes.find(|node| node.is_focused())?;
    Some(node.accesskit_node().locate().0.0)
}

/// Tab, or Shift+Tab, with as few frames as it takes.
fn tab(hands: &mut Hands, back: bool) {
    let modifiers = if back {
        Modifiers::SHIFT
    } else {
        Modifiers::NONE
    };
    for pressed in [true, false] {
        hands.harness.input_mut().events.push(egui::Event::Key {
            key: Key::Tab,
            physical_key: Some(Key::Tab),
            pressed,
            repeat: false,
            modifiers,
        });
        hands.harness.step();
    }
}

/// Comes to a button by Tab alone.
fn reach(hands: &mut Hands, label: &str, what: &str) {
    let inputs = hands.harness.root().children_recursive();
    let labels: Vec<String> = inputs
        .map(|node| node.accesskit_node())
        .filter(|node| egui::accessibility::is_input(node.role()))
        .map(|node| node.label().unwrap_or_default())
        .collect();
    let place = labels.iter().position(|one| one == label);
    let place = place.unwrap_or_else(|| panic!("{what}: nothing is named «{label}»"));
    let back = place * 2 > labels.len();
    for _ in 0..labels.len() * 2 + 20 {
        if hands.focused().is_some_and(|(_, name)| name == label) {
            return;
        }
        tab(hands, back);
    }
    panic!("{what}: the keyboard never gets to «{label}»")
}

/// Comes to a control of the dialog by Tab alone.
fn reach_in_dialog(hands: &mut Hands, label: &str, what: &str) {
    for _ in 0..120 {
        if hands.focused().is_some_and(|(_, name)| name == label) {
            return;
        }
        tab(hands, false);
    }
    panic!("{what}: the keyboard never gets to «{label}» in the dialog")
}

/// Opens the sheet by keys alone.
fn open(sheet: &Sheet, hands: &mut Hands) -> String {
    let opener = (sheet.opener)(hands);
    reach(hands, &opener, sheet.name);
    hands.press(Key::Enter);
    hands.look(4);
    assert!(in_dialog(hands).is_some(), "{}: Enter opens it", sheet.name);
    opener
}

fn asks(command: &Command) -> bool {
    matches!(
        command,
        Command::AskOrder { .. }
            | Command::BeginOrders { .. }
            | Command::SignOrders { .. }
            | Command::Months(MonthCommand::Freeze { .. })
    )
}

fn by_keys(sheet: &Sheet) {
    let what = sheet.name;
    let (mut hands, replay) = (sheet.at)();
    let opener = open(sheet, &mut hands);
    // Tab goes round inside, past every control of it and none behind it.
    let (words, mut left) = in_dialog(&hands).expect("open");
    assert!(!words[0].is_empty(), "{what}: the dialog has a name");
    let all: BTreeSet<u64> = left.iter().map(|one| one.0).collect();
    for one in &left {
        assert!(
            !one.2.is_empty(),
            "{what}: a control without a name: {one:?}"
        );
    }
    for _ in 0..left.len() * 2 + 8 {
        tab(&mut hands, false);
        if let Some(id) = focused(&hands) {
            let inside = in_dialog(&hands).expect("open").1;
            let inside = all.contains(&id) || inside.iter().any(|one| one.0 == id);
            assert!(inside, "{what}: Tab leaves it for {:?}", hands.focused());
            left.retain(|one| one.0 != id);
        }
        if left.is_empty() {
            break;
        }
    }
    assert!(left.is_empty(), "{what}: Tab never reaches {left:?}");
    // Switched to another language it says what it says when it is opened in that one.
    hands.act(Action::Language(Language::En));
    hands.look(4);
    let switched = in_dialog(&hands).expect("open").0;
    let before = opener;
    let opener = (sheet.opener)(&hands);
    assert_ne!(
        before, opener,
        "{what}: its button is worded in each language"
    );
    // Escape leaves a field first where it has the keyboard, then the dialog.
    for _ in 0..2 {
        if in_dialog(&hands).is_some() {
            hands.press(Key::Escape);
        }
    }
    hands.look(3);
    assert!(in_dialog(&hands).is_none(), "{what}: Escape dismisses it");
    assert_eq!(replay.count(asks), 0, "{what}: nothing was asked");
    let back = hands.focused().map(|(_, name)| name);
    assert_eq!(back, Some(opener), "{what}: the keyboard is back");

    hands.press(Key::Enter);
    hands.look(4);
    let opened = in_dialog(&hands).map(|(words, _)| words);
    assert_eq!(
        Some(switched),
        opened,
        "{what}: it opens again, in the language there is"
    );
    let Some(confirm) = &sheet.confirm else {
        return;
    };
    for (field, text) in &sheet.fields {
        let label = hands.text(field);
        reach_in_dialog(&mut hands, &label, what);
        hands.type_text(text);
    }
    let confirm = confirm(&hands);
    reach_in_dialog(&mut hands, &confirm, what);
    let before = replay.count(asks);
    hands.press(Key::Enter);
    hands.look(4);
    let kept = matches!(what, "columns");
    assert_eq!(
        replay.count(asks),
        before + usize::from(!kept),
        "{what}: it was asked once"
    );
}

#[test]
fn sheets_of_registers_payments_and_mandates_need_no_mouse_and_follow_the_language() {
    of_registers().iter().for_each(by_keys);
}

#[test]
fn sheets_of_applications_contracts_acts_and_months_need_no_mouse_and_follow_the_language() {
    of_the_rest().iter().for_each(by_keys);
}

#[test]
fn a_reason_nobody_touched_follows_the_language_and_one_that_was_typed_stays() {
    let (mut hands, _) = register(AccountRole::FinancialCentre, 2)();
    hands.click(&hands.text("order-register-return"));
    let found = hands.text("order-obstacle-account-changed");
    assert!(hands.says(&found));
    hands.act(Action::Language(Language::Kk));
    hands.look(4);
    assert!(!hands.says(&found));
    assert!(hands.says(&hands.text("order-obstacle-account-changed")));
    let order = Order::of_autumn();
    let changed = order.records.iter().any(|record| {
        matches!(record, SchoolingRecord::Register(one)
            if one.register.acts.contains_key(&act_id(1, 10)))
    });
    assert!(changed, "the act it is about");
}

/// Nodes of a role under the register, by name.
fn named(hands: &Hands, role: Role) -> Vec<String> {
    let mut nodes = hands.harness.root().children_recursive();
    let Some(grid) = nodes.find(|node| node.accesskit_node().role() == Role::Table) else {
        return Vec::new();
    };
    let inside = grid.children_recursive().map(|node| node.accesskit_node());
    let of_role = inside.filter(|node| node.role() == role);
    of_role
        .map(|node| node.label().unwrap_or_default())
        .collect()
}

fn registers_by_keys(role: AccountRole, wanted: &[Section]) {
    let (mut hands, _replay) = Hands::signed_in(role, Language::Kk);
    let mut opened = Vec::new();
    for row in rows_for(role) {
        let (UiCommand::Go(Place::Orders(section)), Some(shortcut)) = (row.command, row.shortcut)
        else {
            continue;
        };
        hands.press_with(Layout::Kazakh, Modifiers::ALT, shortcut.key);
        hands.look(6);
        assert_eq!(hands.app().place(), Place::Orders(section), "{role:?}");
        if !wanted.contains(&section) {
            continue;
        }
        let what = format!("{role:?} {section:?}");
        let heads = named(&hands, Role::ColumnHeader);
        assert!(heads.len() > 2, "{what}: headings");
        assert!(
            heads.iter().all(|name| !name.is_empty()),
            "{what}: {heads:?}"
        );
        let rows = named(&hands, Role::Row);
        let unnamed = rows.iter().filter(|name| name.is_empty()).count();
        // The line of headings and that of totals are told by their cells.
        assert!(rows.len() > unnamed && unnamed <= 2, "{what}: {rows:?}");
        for _ in 0..80 {
            if hands.focused().is_some_and(|(role, _)| role == Role::Grid) {
                break;
            }
            tab(&mut hands, false);
        }
        let table = hands.focused();
        let name = table.filter(|(role, _)| *role == Role::Grid);
        assert!(
            name.is_some_and(|(_, name)| !name.is_empty()),
            "{what}: Tab comes to it"
        );
        hands.press(Key::Home);
        hands.press(Key::Enter);
        hands.look(4);
        let close = hands.text("button-close");
        assert!(hands.has(&close), "{what}: Enter opens a record beside it");
        for _ in 0..2 {
            if hands.has(&close) {
                hands.press(Key::Escape);
                hands.look(2);
            }
        }
        assert!(!hands.has(&close), "{what}: Escape closes it");
        opened.push(section);
    }
    assert_eq!(opened.len(), wanted.len(), "{role:?}: {opened:?}");
}

#[test]
fn every_register_of_a_department_is_reached_opened_and_left_by_keys_and_read_out() {
    registers_by_keys(
        AccountRole::EducationOfficer,
        &[
            Section::Applications,
            Section::Contracts,
            Section::Months,
            Section::Acts,
            Section::Registers,
            Section::Payments,
            Section::Mandates,
        ],
    );
}

#[test]
fn every_register_of_a_school_is_reached_opened_and_left_by_keys_and_read_out() {
    let own = [Section::Applications, Section::Contracts, Section::Acts];
    registers_by_keys(AccountRole::School, &own);
}
