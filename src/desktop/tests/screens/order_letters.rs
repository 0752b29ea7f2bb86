//! Messages about records, what ИС ЭСФ said of invoices, and what the rail says is late.

use crate::hands::Hands;
use crate::order_records::{act, contract, mandate, schools, signed, told};
use crate::orders::look_everywhere;
use crate::replay::Replay;
use crate::world::world;
use baqylau_client::ui::{Command, Event, Letter, NewOrders, OrdersView, Thread};
use baqylau_desktop::place::{OrderRef, Place, Section};
use baqylau_domain::identifiers::PersonId;
use baqylau_domain::money::Tiyn;
use baqylau_domain::people::AccountRole;
use baqylau_domain::schooling::{
    ContractParty, InvoiceFinding, InvoiceSaid, MessageSubject, SchoolingRecord,
};
use baqylau_domain::text::Words;
use baqylau_locale::Language;
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::NodeT as _;
use std::sync::Arc;
use uuid::Uuid;

const ROLE: AccountRole = AccountRole::EducationOfficer;

/// A signed act whose invoice is of another sum, with its contract and the officer's mandate.
fn records(finding: Option<InvoiceFinding>) -> Vec<SchoolingRecord> {
    let schools = schools();
    let mut record = act(0, &schools[0], 2, signed());
    if let SchoolingRecord::Act(act) = &mut record {
        act.invoice = finding.map(|finding| {
            Box::new(InvoiceSaid {
                finding,
                asked: world().now,
            })
        });
    }
    vec![record, contract(0, &schools[0], 2), mandate()]
}

fn subject(records: &[SchoolingRecord]) -> MessageSubject {
    match records.first() {
        Some(SchoolingRecord::Act(act)) => MessageSubject::Act(act.act.id),
        other => panic!("{other:?}"),
    }
}

fn thread(about: MessageSubject, unread: usize) -> Thread {
    let letter = |minutes, side, text: &str, waits| Letter {
        side,
        by: PersonId::new(Uuid::from_u128(77)),
        at: world().now - chrono::TimeDelta::minutes(minutes),
        text: Words(text.to_owned()),
        waits,
    };
    Thread {
        about,
        letters: vec![
            letter(
                90,
                ContractParty::School,
                "Счёт-фактура исправлена, проверьте, пожалуйста.",
                false,
            ),
            letter(30, ContractParty::Department, "Проверяем.", false),
            letter(
                5,
                ContractParty::School,
                "Спасибо. Когда ждать оплату за месяц?",
                false,
            ),
        ],
        unread,
    }
}

fn with_thread(records: &[SchoolingRecord], unread: usize) -> Event {
    let Event::Orders(view) = told(records.to_vec()) else {
        panic!("orders");
    };
    let about = subject(records);
    let mut view: OrdersView = (*view).clone();
    view.threads.insert(about.key(), thread(about, unread));
    Event::Orders(Arc::new(view))
}

fn at(place: Place, event: Event) -> (Hands, Replay) {
    let (mut hands, replay) = Hands::signed_in(ROLE, Language::Ru);
    replay.with(|state| state.orders = Some(event));
    hands.go(place);
    hands.look(4);
    (hands, replay)
}

#[test]
fn what_was_found_of_an_invoice_is_told_with_what_to_do_next() {
    let found = InvoiceFinding::OtherSum {
        number: "ESF-230940999005-7".to_owned(),
        amount: Tiyn(2_559_916_667),
    };
    let records = records(Some(found));
    let (mut hands, _replay) = at(Place::Orders(Section::Acts), told(records.clone()));
    hands.go(Place::Order(OrderRef::of(&records[0]).unwrap()));
    hands.look(4);
    let sum = hands.app().locale().money_tiyn(2_559_916_814);
    let next = hands.format("order-invoice-next-other-sum", &[("sum", sum.into())]);
    let other = hands.app().locale().money_tiyn(2_559_916_667);
    for words in ["ESF-230940999005-7", &next, &other] {
        assert!(hands.says(words), "{words}");
    }
    assert!(hands.says(&hands.text("order-invoice-state-other-sum")));
    look_everywhere(&mut hands, "invoice");
    // It waits for the department too.
    hands.go(Place::Orders(Section::Today));
    hands.look(4);
    assert!(hands.says(&hands.text("board-task-settle-invoice")));
}

#[test]
fn a_message_is_read_where_it_stands_and_answered_by_keyboard() {
    let records = records(None);
    let about = subject(&records);
    let (mut hands, replay) = at(Place::Orders(Section::Today), with_thread(&records, 2));
    let tab = hands.text("board-tab-messages");
    let tabs: Vec<String> = hands
        .harness
        .root()
        .children_recursive()
        .filter(|node| node.accesskit_node().role() == Role::Tab)
        .filter_map(|node| node.accesskit_node().label())
        .collect();
    let name = tabs.iter().find(|name| name.starts_with(&tab)).unwrap();
    let name = name.clone();
    hands.click(&name);
    hands.look(3);
    let unread = hands.format("board-messages-unread", &[("count", 2.into())]);
    assert!(hands.says(&unread), "{unread}");
    look_everywhere(&mut hands, "messages");
    // The thread leads to its record, to the very messages; shown to their end they are read.
    let line = hands
        .harness
        .root()
        .children_recursive()
        .filter(|node| node.accesskit_node().role() == Role::Button)
        .filter_map(|node| node.accesskit_node().label())
        .find(|label| label.contains(&unread))
        .unwrap();
    hands.click(&line);
    hands.look(6);
    assert_eq!(hands.app().place(), Place::Order(OrderRef::about(about)));
    assert!(hands.says("Когда ждать оплату за месяц?"));
    let newest = thread(about, 0).letters.last().unwrap().at;
    let noted = replay.count(
        |command| matches!(command, Command::ReadMessages { about: of, until } if *of == about && *until == newest),
    );
    assert_eq!(noted, 1, "noted once, not each frame");
    // The field has the focus: words, then Ctrl+Enter.
    hands.type_text("В пятницу.");
    hands.look(2);
    hands.ctrl(Key::Enter);
    hands.look(3);
    let sent = replay.with(|state| {
        state.sent.iter().find_map(|command| match command {
            Command::BeginOrders { what } => Some((**what).clone()),
            _ => None,
        })
    });
    let text = Words("В пятницу.".to_owned());
    assert_eq!(sent, Some(NewOrders::Message { about, text }));
    look_everywhere(&mut hands, "thread");
}

#[test]
fn who_is_of_neither_side_is_offered_no_messages() {
    let records = records(None);
    let (mut hands, replay) = Hands::signed_in(AccountRole::Observer, Language::Ru);
    replay.with(|state| state.orders = Some(told(records.clone())));
    hands.go(Place::Order(OrderRef::of(&records[0]).unwrap()));
    hands.look(4);
    assert!(!hands.says(&hands.text("order-letters-write")));
    hands.go(Place::Orders(Section::Today));
    hands.look(4);
    assert!(!hands.says(&hands.text("board-tab-messages")));
}

#[test]
fn the_rail_says_how_much_is_late_wherever_one_is() {
    let (mut hands, replay) = Hands::signed_in(ROLE, Language::Ru);
    let orders = crate::order_world::order_of(&world().of(ROLE).person, world().now);
    replay.tell(Event::Orders(orders));
    hands.go(Place::Organisations);
    hands.look(4);
    let name = hands.text("nav-order-today");
    let said = |hands: &Hands| {
        let nodes = hands.harness.root().children_recursive();
        nodes
            .map(|node| node.accesskit_node())
            .filter(|node| node.role() == Role::Link && node.label().as_ref() == Some(&name))
            .find_map(|node| node.description())
    };
    let description = said(&hands).expect("the rail says something of the day");
    let late: usize = description
        .chars()
        .filter(char::is_ascii_digit)
        .collect::<String>()
        .parse()
        .unwrap();
    assert!(late > 0);
    let words = hands.format("nav-order-late", &[("count", late.into())]);
    assert_eq!(description, format!("{name}, {words}"));
    // The same as the day itself says.
    hands.go(Place::Orders(Section::Today));
    hands.look(4);
    let own = hands.format("board-late-count", &[("count", late.into())]);
    assert!(hands.says(&own), "{own}");
}
