//! Contracts and acts of the state order as a department's officer lives in them.

use crate::guard::problems;
use crate::hands::{Hands, LARGE, SMALL, pictures_wanted};
use crate::order_records::{
    act, contract, funding, mandate, month, month_of_a_department, schools, signed, told, waiting,
};
use crate::replay::Replay;
use baqylau_client::ui::{
    Command, Event, NewOrders, OrderDocument, OrderSigned, ToSignOrder, UserError,
};
use baqylau_desktop::cx::Action;
use baqylau_desktop::place::{OrderRef, Place, Section};
use baqylau_domain::people::AccountRole;
use baqylau_domain::schooling::{SchoolActState, SchoolingOp, SchoolingRecord};
use baqylau_locale::Language;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::NodeT as _;

const ROLE: AccountRole = AccountRole::EducationOfficer;

pub fn at(section: Section, records: Vec<SchoolingRecord>) -> (Hands, Replay) {
    at_event(section, told(records))
}

fn at_event(section: Section, event: Event) -> (Hands, Replay) {
    let (mut hands, replay) = Hands::signed_in(ROLE, Language::Ru);
    replay.with(|state| state.orders = Some(event));
    hands.go(Place::Orders(section));
    hands.look(4);
    (hands, replay)
}

pub fn opened(records: &[SchoolingRecord], nth: usize) -> Place {
    Place::Order(OrderRef::of(&records[nth]).expect("a record that is opened"))
}

pub fn look_everywhere(hands: &mut Hands, name: &str) {
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
        if pictures_wanted() {
            let (code, width) = (language.code(), size[0]);
            hands.picture(&format!("orders-{name}-{code}-{width}-{dark}"));
        }
        let found = problems(hands);
        assert!(found.is_empty(), "{name} {language:?} {size:?}: {found:#?}");
    }
    hands.act(Action::Language(Language::Ru));
    hands.act(Action::Dark(false));
    hands.resize(SMALL);
    hands.look(4);
}

/// The documents that were to be signed.
fn asked_to_sign(replay: &Replay) -> Option<Vec<ToSignOrder>> {
    replay.with(|state| {
        state.sent.iter().find_map(|command| match command {
            Command::SignOrders { documents, .. } => Some(documents.clone()),
            _ => None,
        })
    })
}

fn buttons(hands: &Hands) -> Vec<String> {
    let nodes = hands.harness.root().children_recursive();
    nodes
        .map(|node| node.accesskit_node())
        .filter(|node| node.role() == Role::Button && !node.is_disabled())
        .filter_map(|node| node.label())
        .collect()
}

#[test]
fn the_registers_and_the_opened_records_fit_every_language_and_window() {
    let records = month_of_a_department();
    let (mut hands, _replay) = at(Section::Acts, records.clone());
    look_everywhere(&mut hands, "acts");
    hands.go(opened(&records, 2));
    look_everywhere(&mut hands, "act");
    hands.go(Place::Orders(Section::Contracts));
    look_everywhere(&mut hands, "contracts");
    hands.go(opened(&records, 0));
    look_everywhere(&mut hands, "contract");
}

#[test]
fn who_is_not_paid_for_and_why_is_shown_before_anybody_signs() {
    let schools = schools();
    let records = vec![
        act(0, &schools[0], 2, crate::order_records::by_school()),
        contract(0, &schools[0], 2),
        mandate(),
    ];
    let (mut hands, replay) = at(Section::Acts, records.clone());
    hands.go(opened(&records, 0));
    hands.look(3);
    let sum = hands.app().locale().money_tiyn(2_559_916_814);
    for words in ["351", "санитарное разрешение", &sum] {
        assert!(hands.says(words), "{words}");
    }
    hands.click(&hands.text("order-act-sign"));
    hands.look(3);
    assert!(hands.says(&hands.format("order-act-cut-short", &[("count", 351.into())])));
    hands.click(&hands.text("tosign-demo-key"));
    hands.look(2);
    let documents = asked_to_sign(&replay).expect("signing was asked for");
    let ticket = replay.with(|state| state.last);
    assert_eq!(documents.len(), 1);
    // What becomes of it stands where it was listed, in words.
    replay.tell(Event::OrderSigned {
        ticket,
        document: documents[0].document,
        became: OrderSigned::Failed(UserError::new("signing-error-document-changed")),
        done: 1,
        all: 1,
    });
    replay.tell(Event::Done { ticket });
    hands.look(3);
    assert!(hands.says(&hands.text("signing-error-document-changed")));
}

#[test]
fn two_hundred_acts_are_signed_in_one_go_and_only_those_that_wait_for_this_side() {
    let schools = schools();
    let mut records = vec![mandate()];
    for nth in 0..220 {
        let state = match nth {
            0..200 => crate::order_records::by_school(),
            200..210 => SchoolActState::Composed,
            _ => signed(),
        };
        records.push(act(nth, &schools[nth % schools.len()], 2, state));
    }
    let (mut hands, replay) = at(Section::Acts, records);
    // The keyboard reaches the register, and ticks all of it at once.
    for _ in 0..60 {
        if hands.focused().is_some_and(|(role, _)| role == Role::Grid) {
            break;
        }
        hands.press(Key::Tab);
        hands.look(1);
    }
    hands.ctrl(Key::A);
    hands.look(3);
    let label = hands.format("order-sign-chosen", &[("count", 200.into())]);
    assert!(buttons(&hands).contains(&label), "{:?}", buttons(&hands));
    hands.click(&label);
    hands.look(3);
    hands.click(&hands.text("tosign-demo-key"));
    hands.look(2);
    let documents = asked_to_sign(&replay).expect("signing was asked for");
    assert_eq!(documents.len(), 200);
    let acts = documents
        .iter()
        .filter(|one| matches!(one.document, OrderDocument::Act(_)));
    assert_eq!(acts.count(), 200);
}

#[test]
fn signing_many_is_offered_to_nobody_whose_signature_is_not_awaited() {
    let schools = schools();
    let acts = vec![act(0, &schools[0], 2, crate::order_records::by_school())];
    for role in [AccountRole::FinancialCentre, AccountRole::Observer, ROLE] {
        let (mut hands, replay) = Hands::signed_in(role, Language::Ru);
        let event = told(acts.clone());
        replay.with(|state| state.orders = Some(event));
        hands.go(Place::Orders(Section::Acts));
        hands.look(4);
        for _ in 0..60 {
            if hands.focused().is_some_and(|(role, _)| role == Role::Grid) {
                break;
            }
            hands.press(Key::Tab);
            hands.look(1);
        }
        hands.ctrl(Key::A);
        hands.look(3);
        assert!(hands.says(&hands.format("register-total-chosen", &[("count", 1.into())])));
        let label = hands.format("order-sign-chosen", &[("count", 1.into())]);
        // The department's officer has no mandate here: the button says so, and can't be pressed.
        assert!(!buttons(&hands).contains(&label), "{role:?}");
        hands.go(opened(&acts, 0));
        hands.look(3);
        let sign = hands.text("order-act-sign");
        assert!(!buttons(&hands).contains(&sign), "{role:?}");
    }
}

#[test]
fn without_a_mandate_nothing_is_offered_and_the_reason_is_told() {
    let schools = schools();
    let records = vec![
        act(0, &schools[0], 2, crate::order_records::by_school()),
        contract(0, &schools[0], 2),
    ];
    let (mut hands, _replay) = at(Section::Acts, records.clone());
    hands.go(opened(&records, 0));
    hands.look(3);
    let sign = hands.text("order-act-sign");
    assert!(!buttons(&hands).contains(&sign), "{:?}", buttons(&hands));
}

#[test]
fn what_was_asked_here_stands_beside_the_record_until_the_feed_shows_it() {
    let schools = schools();
    let records = vec![act(0, &schools[0], 2, crate::order_records::by_school())];
    for taken in [false, true] {
        let event = waiting(told(records.clone()), "sign_act", taken);
        let (mut hands, _replay) = at_event(Section::Acts, event);
        hands.go(opened(&records, 0));
        hands.look(3);
        let what = hands.text("client-order-sign-act");
        assert!(hands.says(&what));
        assert!(!buttons(&hands).contains(&hands.text("order-act-sign")));
    }
}

#[test]
fn a_month_without_an_act_is_composed_from_its_contract() {
    let schools = schools();
    let records = vec![contract(0, &schools[0], 2), mandate()];
    let (mut hands, replay) = at(Section::Contracts, records.clone());
    hands.go(opened(&records, 0));
    hands.look(3);
    hands.click(&hands.text("order-act-compose"));
    hands.look(2);
    let begun = replay.with(|state| {
        state.sent.iter().find_map(|command| match command {
            Command::BeginOrders { what } => Some(what.as_ref().clone()),
            _ => None,
        })
    });
    let Some(NewOrders::Acts(months)) = begun else {
        panic!("{begun:?}")
    };
    assert_eq!(months.len(), 1);
    assert_eq!(months[0].1, month(1), "the first month that lacks one");
}

#[test]
fn acts_of_a_month_are_composed_for_every_contract_that_lacks_one_and_the_rest_says_why() {
    let schools = schools();
    let today = crate::world::world().now.date_naive();
    let last = baqylau_domain::calendar::Period::of(today).and_then(|now| now.plus_months(-1));
    let last = last.expect("a month");
    let records = vec![
        contract(0, &schools[0], 2),
        contract(1, &schools[1], 2),
        contract(2, &schools[2], 0),
        act(
            0,
            &schools[0],
            last.month(),
            crate::order_records::by_school(),
        ),
        mandate(),
    ];
    let (mut hands, replay) = at(Section::Acts, records.clone());
    hands.click(&hands.text("acts-many-button"));
    hands.look(4);
    let args = [("count", 1.into()), ("out", 2.into())];
    assert!(hands.says(&hands.format("acts-many-summary", &args)));
    assert!(hands.says(&hands.text("acts-many-there")));
    assert!(hands.says(&hands.text("schooling-refused-not-active")));
    look_everywhere(&mut hands, "acts-many");
    hands.click(&hands.format("acts-many-compose", &[("count", 1.into())]));
    let begun = replay.with(|state| {
        state.sent.iter().find_map(|command| match command {
            Command::BeginOrders { what } => Some(what.as_ref().clone()),
            _ => None,
        })
    });
    let SchoolingRecord::Contract(wanted) = &records[1] else {
        panic!("a contract")
    };
    assert_eq!(
        begun,
        Some(NewOrders::Acts(vec![(wanted.contract.id, last)]))
    );
}

#[test]
fn a_contract_is_ended_only_with_a_reason() {
    let schools = schools();
    let mut records = vec![contract(0, &schools[0], 2), mandate()];
    records.extend(funding(&schools));
    let (mut hands, replay) = at(Section::Contracts, records.clone());
    hands.go(opened(&records, 0));
    hands.look(3);
    hands.click(&hands.text("order-contract-end"));
    hands.look(3);
    // The dialog's own button is blocked until something is written.
    hands.press_with(crate::hands::Layout::Latin, Modifiers::NONE, Key::Tab);
    hands.type_text("Лицензия отозвана");
    hands.look(2);
    let label = hands.text("order-contract-end");
    let nodes = hands.harness.root().children_recursive();
    let buttons = nodes.filter(|node| node.accesskit_node().label().as_deref() == Some(&label));
    assert!(buttons.count() >= 1);
    let asked = || {
        replay.count(|command| {
            matches!(command, Command::AskOrder { op }
                if matches!(**op, SchoolingOp::TerminateContract { .. }))
        })
    };
    assert_eq!(asked(), 0);
}
