//! Consolidated registers, payments and mandates on screen: what a department and the financial
//! centre see, are kept from, and ask for.

pub mod fixture;
mod left_out;
mod sent_back;
mod statement;
mod suspended;
mod window;

use crate::guard::{painted_words, problems};
use crate::hands::{Hands, LARGE, Layout, SMALL, pictures_wanted};
use crate::replay::Replay;
use baqylau_client::ui::{Command, Event, LockState, NewOrders, OrderDocument, OrderPaper};
use baqylau_desktop::cx::Action;
use baqylau_desktop::place::{OrderRef, Place, Section};
use baqylau_domain::people::AccountRole;
use baqylau_domain::schooling::{
    MandateScope, PaymentEvent, Principal, SchoolingOp, SchoolingRecord,
};
use baqylau_domain::text::Trilingual;
use baqylau_locale::Language;
use baqylau_protocol::colleagues::Named;
use baqylau_protocol::planning::Candidate;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::NodeT as _;
use fixture::{Order, act_id, mandate_id, payment_id, person, register_id, schools, today};
use std::collections::BTreeSet;
use std::sync::Arc;

pub fn at(role: AccountRole, place: Place, order: &Order) -> (Hands, Replay) {
    let (mut hands, replay) = Hands::signed_in(role, Language::Ru);
    hands.go(place);
    order.tell(&replay);
    hands.look(8);
    (hands, replay)
}

/// Operations asked for.
fn asked(replay: &Replay) -> Vec<SchoolingOp> {
    replay.with(|state| {
        let ops = state.sent.iter().filter_map(|command| match command {
            Command::AskOrder { op } => Some((**op).clone()),
            _ => None,
        });
        ops.collect()
    })
}

/// What was begun.
fn begun(replay: &Replay) -> Vec<NewOrders> {
    replay.with(|state| {
        let all = state.sent.iter().filter_map(|command| match command {
            Command::BeginOrders { what } => Some((**what).clone()),
            _ => None,
        });
        all.collect()
    })
}

/// Whether a button is there, and whether it can be pressed.
pub fn button(hands: &Hands, label: &str) -> Option<bool> {
    let nodes = hands.harness.root().children_recursive();
    let mut nodes = nodes.map(|node| node.accesskit_node());
    nodes
        .find(|node| node.role() == Role::Button && node.label().as_deref() == Some(label))
        .map(|node| !node.is_disabled())
}

/// Looks at a screen in every language, both themes and sizes.
pub fn everywhere(hands: &mut Hands, name: &str) {
    look(hands, name, true);
}

/// The same under a dialog, where what lies behind is covered and not wrong.
pub fn in_a_dialog(hands: &mut Hands, name: &str) {
    look(hands, name, false);
}

fn look(hands: &mut Hands, name: &str, strict: bool) {
    let mut found = Vec::new();
    for dark in [false, true] {
        hands.act(Action::Dark(dark));
        for language in Language::ALL {
            hands.act(Action::Language(language));
            for size in [SMALL, LARGE] {
                if size == LARGE && (dark || language == Language::En) {
                    continue;
                }
                hands.resize(size);
                hands.look(4);
                let theme = if dark { "dark" } else { "light" };
                let view = format!("order-{name}-{}-{theme}-{}", language.code(), size[0]);
                if strict {
                    let all = problems(hands);
                    found.extend(all.into_iter().map(|one| format!("{view}: {one}")));
                }
                for words in painted_words(hands) {
                    assert!(!words.contains('⟦'), "{view}: a message key: {words}");
                }
                if pictures_wanted() {
                    hands.picture(&view);
                }
            }
        }
    }
    hands.act(Action::Dark(false));
    hands.act(Action::Language(Language::Ru));
    hands.resize(SMALL);
    hands.look(4);
    assert!(found.is_empty(), "{}:\n{}", found.len(), found.join("\n"));
}

#[test]
fn a_department_opens_a_register_with_all_acts_that_may_be_listed() {
    let order = Order::of_autumn();
    let place = Place::Orders(Section::Registers);
    let (mut hands, replay) = at(AccountRole::EducationOfficer, place, &order);
    everywhere(&mut hands, "registers");
    hands.click(&hands.text("order-register-open"));
    // November's acts and those of the returned register and one nobody listed; one is over plan.
    assert!(hands.says(&hands.text("order-obstacle-over-plan")));
    in_a_dialog(&mut hands, "picker");
    hands.click(&hands.format("order-register-tick-all", &[("count", 10.into())]));
    hands.click(&hands.text("order-register-open-confirm"));
    let mut wanted: BTreeSet<_> = (0..7).map(|school| act_id(school, 11)).collect();
    wanted.extend([act_id(5, 10), act_id(6, 10), act_id(7, 10)]);
    let begun = begun(&replay);
    let [NewOrders::Register { department, acts }] = begun.as_slice() else {
        panic!("{begun:?}")
    };
    assert_eq!(*department, fixture::region());
    assert_eq!(*acts, wanted);
}

#[test]
fn a_department_puts_an_act_on_its_register_and_takes_one_off() {
    let order = Order::of_autumn();
    let place = Place::Order(OrderRef::Register(register_id(3)));
    let (mut hands, replay) = at(AccountRole::EducationOfficer, place, &order);
    everywhere(&mut hands, "register-open");
    hands.click(&hands.text("order-register-list"));
    let chosen = format!(
        "{} · {}",
        baqylau_desktop::cx::pick(Language::Ru, &schools()[0].name),
        hands.app().locale().month_year(2026, 11)
    );
    let ticked = hands.harness.root().children_recursive().any(|node| {
        let node = node.accesskit_node();
        node.role() == Role::CheckBox && node.label().as_deref() == Some(chosen.as_str())
    });
    assert!(ticked, "a line a person may tick: {chosen}");
    tick(&mut hands, &chosen);
    hands.click(&hands.text("order-register-list-confirm"));
    let of = |op: &SchoolingOp| matches!(op, SchoolingOp::ListActs { register, acts } if *register == register_id(3) && *acts == BTreeSet::from([act_id(0, 11)]));
    assert!(asked(&replay).iter().any(of), "{:?}", asked(&replay));
    let school = baqylau_desktop::cx::pick(Language::Ru, &schools()[3].name).to_owned();
    let month = hands.app().locale().month_year(2026, 10);
    let name = format!("{school} · {month}");
    let args = [("name", name.as_str().into())];
    hands.click(&hands.format("order-register-unlist-one", &args));
    hands.click(&hands.text("order-register-unlist"));
    let unlisted = SchoolingOp::UnlistAct {
        register: register_id(3),
        act: act_id(3, 10),
    };
    assert!(asked(&replay).contains(&unlisted));
}

/// Ticks a check box by the keyboard alone.
fn tick(hands: &mut Hands, label: &str) {
    tab_to(hands, Role::CheckBox, label);
    hands.press(Key::Space);
}

fn tab_to(hands: &mut Hands, role: Role, label: &str) {
    for _ in 0..120 {
        if hands.focused() == Some((role, label.to_owned())) {
            return;
        }
        hands.press(Key::Tab);
    }
    panic!("the keyboard never gets to «{label}»")
}

#[test]
fn what_waits_for_the_registry_isnt_signed_as_it_was() {
    let mut order = Order::of_autumn();
    let place = Place::Order(OrderRef::Register(register_id(3)));
    let (hands, _replay) = at(AccountRole::EducationOfficer, place, &order);
    let send = hands.text("order-register-send");
    assert_eq!(button(&hands, &send), Some(true));
    order.wait(format!("register:{}", register_id(3)), "list_acts");
    let (hands, _replay) = at(AccountRole::EducationOfficer, place, &order);
    assert_eq!(button(&hands, &send), Some(false));
    assert!(hands.says(&hands.text("order-register-composition-waits")));
}

#[test]
fn a_register_is_signed_by_the_bytes_that_were_shown() {
    let order = Order::of_autumn();
    let place = Place::Order(OrderRef::Register(register_id(3)));
    let (mut hands, replay) = at(AccountRole::EducationOfficer, place, &order);
    hands.click(&hands.text("order-register-send"));
    in_a_dialog(&mut hands, "send");
    hands.click(&hands.text("tosign-demo-key"));
    let shown = order.records.iter().find_map(|record| match record {
        SchoolingRecord::Register(one) if one.register.id == register_id(3) => one.text(),
        _ => None,
    });
    let shown = shown.and_then(|text| text.sha256().ok()).expect("a text");
    let signed = |command: &Command| match command {
        Command::SignOrders { documents, .. } => {
            documents.len() == 1
                && documents[0].document == OrderDocument::Register(register_id(3))
                && documents[0].sha256 == shown
        }
        _ => false,
    };
    assert_eq!(replay.count(signed), 1);
}

#[test]
fn the_centre_accepts_what_nothing_known_speaks_against() {
    let mut order = Order::of_autumn();
    for record in &mut order.records {
        if let SchoolingRecord::Register(one) = record
            && one.register.id == register_id(2)
        {
            one.register.acts.remove(&act_id(1, 10));
            one.lines.remove(&act_id(1, 10));
        }
    }
    let place = Place::Orders(Section::Registers);
    let (mut hands, replay) = at(AccountRole::FinancialCentre, place, &order);
    hands.click(&hands.text("button-select-all"));
    hands.click(&hands.format("order-register-accept-chosen", &[("count", 1.into())]));
    in_a_dialog(&mut hands, "accept");
    assert!(asked(&replay).is_empty(), "nothing before the answer");
    hands.click(&hands.text("order-register-accept"));
    let register = register_id(2);
    assert_eq!(asked(&replay), [SchoolingOp::AcceptRegister { register }]);
}

#[test]
fn a_returned_register_says_why_and_leads_to_another() {
    let order = Order::of_autumn();
    let place = Place::Order(OrderRef::Register(register_id(4)));
    let (mut hands, replay) = at(AccountRole::EducationOfficer, place, &order);
    assert!(hands.says("Нет счёта-фактуры за октябрь"));
    everywhere(&mut hands, "register-returned");
    hands.click(&hands.text("order-register-again"));
    hands.click(&hands.text("order-register-open-confirm"));
    let begun = begun(&replay);
    let [NewOrders::Register { acts, .. }] = begun.as_slice() else {
        panic!("{begun:?}")
    };
    assert_eq!(*acts, BTreeSet::from([act_id(5, 10), act_id(6, 10)]));
}

#[test]
fn the_centre_is_kept_from_accepting_what_changed_and_sends_it_back_with_reasons() {
    let order = Order::of_autumn();
    let place = Place::Order(OrderRef::Register(register_id(2)));
    let (mut hands, replay) = at(AccountRole::FinancialCentre, place, &order);
    let changed = hands.text("order-obstacle-account-changed");
    assert!(hands.says(&changed));
    assert_eq!(
        button(&hands, &hands.text("order-register-accept")),
        Some(false)
    );
    everywhere(&mut hands, "register-sent");
    hands.click(&hands.text("order-register-return"));
    in_a_dialog(&mut hands, "returning");
    hands.click(&hands.text("order-register-return-confirm"));
    let ops = asked(&replay);
    let [SchoolingOp::ReturnRegister { register, reasons }] = ops.as_slice() else {
        panic!("{ops:?}")
    };
    assert_eq!(*register, register_id(2));
    let reasons: Vec<_> = reasons
        .iter()
        .map(|(act, why)| (*act, why.0.as_str()))
        .collect();
    assert_eq!(reasons, [(act_id(1, 10), changed.as_str())]);
}

/// Presses the last button of a name: that of the dialog over the screen.
fn press_last(hands: &mut Hands, label: &str) {
    use egui_kittest::kittest::Queryable as _;
    hands.look(4);
    {
        let nodes: Vec<_> = hands.harness.query_all_by_label(label).collect();
        nodes.last().expect("a button").click();
    }
    hands.look(4);
}

#[test]
fn payments_are_ordered_once_for_every_act_that_has_none() {
    let order = Order::of_autumn();
    let place = Place::Order(OrderRef::Register(register_id(1)));
    let (mut hands, replay) = at(AccountRole::FinancialCentre, place, &order);
    everywhere(&mut hands, "register-accepted");
    hands.click(&hands.text("order-register-pay"));
    in_a_dialog(&mut hands, "pay");
    assert!(hands.says(&hands.format("order-many-skipped", &[("count", 3.into())])));
    // The fourth came back: that is said before it is ordered again.
    assert!(hands.says("Счёт получателя закрыт"));
    hands.click(&hands.text("order-payments-order-confirm"));
    let begun = begun(&replay);
    let [NewOrders::Payments { register, acts }] = begun.as_slice() else {
        panic!("{begun:?}")
    };
    assert_eq!(*register, register_id(1));
    let acts: BTreeSet<_> = acts.iter().copied().collect();
    let wanted: BTreeSet<_> = (3..8).map(|school| act_id(school, 9)).collect();
    assert_eq!(acts, wanted);
}

#[test]
fn payments_asked_for_once_arent_asked_for_again() {
    let mut order = Order::of_autumn();
    order.wait(format!("register:{}", register_id(1)), "order_payments");
    let place = Place::Order(OrderRef::Register(register_id(1)));
    let (hands, _replay) = at(AccountRole::FinancialCentre, place, &order);
    assert_eq!(
        button(&hands, &hands.text("order-register-pay")),
        Some(false)
    );
    let place = Place::Order(OrderRef::Payment(payment_id(4)));
    let (hands, _replay) = at(AccountRole::FinancialCentre, place, &order);
    assert_eq!(
        button(&hands, &hands.text("order-payment-again")),
        Some(false)
    );
}

#[test]
fn who_accepted_a_register_doesnt_order_its_payments() {
    let mut order = Order::of_autumn();
    for record in &mut order.records {
        if let SchoolingRecord::Register(one) = record
            && one.register.id == register_id(1)
            && let Some(last) = one.steps.last_mut()
        {
            last.by = person(AccountRole::FinancialCentre).id;
        }
    }
    let place = Place::Order(OrderRef::Register(register_id(1)));
    let (hands, _replay) = at(AccountRole::FinancialCentre, place, &order);
    assert_eq!(
        button(&hands, &hands.text("order-register-pay")),
        Some(false)
    );
    assert!(hands.says(&hands.text("schooling-refused-own-proposal")));
}

#[test]
fn what_the_bank_did_is_recorded_with_its_day_and_reason() {
    let order = Order::of_autumn();
    let place = Place::Order(OrderRef::Payment(payment_id(2)));
    let (mut hands, replay) = at(AccountRole::FinancialCentre, place, &order);
    everywhere(&mut hands, "payment");
    let paid = hands.text("order-payment-paid");
    hands.click(&paid);
    in_a_dialog(&mut hands, "paid");
    let record = hands.text("order-payment-record");
    hands.click(&record);
    let on = today();
    let event = PaymentEvent::Paid { on };
    let payment = payment_id(2);
    assert_eq!(
        asked(&replay),
        [SchoolingOp::PaymentEvent { payment, event }]
    );

    let returned = hands.text("order-payment-returned");
    hands.click(&returned);
    hands.click(&record);
    assert_eq!(asked(&replay).len(), 1, "not without a reason");
    hands.click(&hands.text("order-payment-bank-reason"));
    hands.type_text("Нет такого счёта");
    hands.click(&record);
    let event = PaymentEvent::Returned {
        on,
        reason: "Нет такого счёта".into(),
    };
    assert_eq!(
        asked(&replay).last(),
        Some(&SchoolingOp::PaymentEvent { payment, event })
    );
}

#[test]
fn a_payment_that_came_back_is_ordered_anew_and_says_so() {
    let order = Order::of_autumn();
    let place = Place::Order(OrderRef::Payment(payment_id(4)));
    let (mut hands, replay) = at(AccountRole::FinancialCentre, place, &order);
    hands.click(&hands.text("order-payment-again"));
    assert!(hands.says("Счёт получателя закрыт"));
    in_a_dialog(&mut hands, "again");
    hands.click(&hands.text("order-payments-order-confirm"));
    let wanted = NewOrders::Payments {
        register: register_id(1),
        acts: vec![act_id(3, 9)],
    };
    assert_eq!(begun(&replay), [wanted]);
}

#[test]
fn of_those_ticked_only_what_was_ordered_goes_to_the_bank() {
    let order = Order::of_autumn();
    let place = Place::Orders(Section::Payments);
    let (mut hands, replay) = at(AccountRole::FinancialCentre, place, &order);
    everywhere(&mut hands, "payments");
    hands.click(&hands.text("button-select-all"));
    everywhere(&mut hands, "payments-ticked");
    hands.click(&hands.format("order-payment-sent-chosen", &[("count", 1.into())]));
    assert!(hands.says(&hands.format("order-many-skipped", &[("count", 3.into())])));
    in_a_dialog(&mut hands, "sent");
    hands.click(&hands.text("order-payment-sent"));
    let sent = SchoolingOp::PaymentEvent {
        payment: payment_id(3),
        event: PaymentEvent::Sent,
    };
    assert_eq!(asked(&replay), [sent]);
}

#[test]
fn papers_are_asked_for_in_the_language_of_the_reader() {
    let order = Order::of_autumn();
    let place = Place::Order(OrderRef::Payment(payment_id(3)));
    let (mut hands, replay) = at(AccountRole::FinancialCentre, place, &order);
    hands.click(&hands.text("order-paper-print"));
    let printed = |command: &Command| matches!(command, Command::PrintOrder { paper: OrderPaper::Payment(id), language: Language::Ru, .. } if *id == payment_id(3));
    assert_eq!(replay.count(printed), 1);
}

#[test]
fn who_only_reads_is_offered_nothing_to_decide() {
    let order = Order::of_autumn();
    let place = Place::Order(OrderRef::Register(register_id(2)));
    let (mut hands, _replay) = at(AccountRole::Observer, place, &order);
    for key in [
        "order-register-accept",
        "order-register-return",
        "order-register-open",
    ] {
        assert_eq!(button(&hands, &hands.text(key)), None, "{key}");
    }
    hands.go(Place::Order(OrderRef::Payment(payment_id(2))));
    hands.look(6);
    for key in [
        "order-payment-paid",
        "order-payment-returned",
        "order-statement-open",
    ] {
        assert_eq!(button(&hands, &hands.text(key)), None, "{key}");
    }
    hands.go(Place::Order(OrderRef::Mandate(mandate_id(2))));
    hands.look(6);
    for key in ["order-mandate-grant", "order-mandate-revoke"] {
        assert_eq!(button(&hands, &hands.text(key)), None, "{key}");
    }
}

#[test]
fn a_school_sees_its_payments_and_no_registers() {
    let mut order = Order::of_autumn();
    let school = schools()[0].id;
    order
        .records
        .retain(|record| record.school() == Some(school));
    let (mut hands, replay) = Hands::signed_in(AccountRole::Observer, Language::Ru);
    let mut own = person(AccountRole::Observer).clone();
    own.role = AccountRole::School;
    own.id = fixture::colleague();
    own.organisation = Some(school);
    replay.tell(Event::Lock(LockState::SignedIn {
        person: Box::new(own),
        sample: true,
        offline_until: None,
    }));
    hands.look(3);
    assert_eq!(button(&hands, &hands.text("nav-order-registers")), None);
    hands.go(Place::Order(OrderRef::Payment(payment_id(1))));
    order.tell(&replay);
    hands.look(8);
    let title = hands.format("order-payment-title", &[("number", "1".into())]);
    assert!(hands.says(&title));
    assert_eq!(button(&hands, &hands.text("order-payment-returned")), None);
    assert_eq!(button(&hands, &hands.text("order-payment-register")), None);
    everywhere(&mut hands, "school-payment");
}

#[test]
fn mandates_tell_how_long_they_last_and_are_revoked_after_a_question() {
    let order = Order::of_autumn();
    let place = Place::Orders(Section::Mandates);
    let (mut hands, replay) = at(AccountRole::FinancialCentre, place, &order);
    for code in ["in-force", "ending", "expired", "revoked"] {
        assert!(
            hands.says(&hands.text(&format!("order-mandate-state-{code}"))),
            "{code}"
        );
    }
    everywhere(&mut hands, "mandates");
    hands.go(Place::Order(OrderRef::Mandate(mandate_id(3))));
    hands.look(6);
    assert!(hands.says(&hands.format("order-mandate-days", &[("count", 9.into())])));
    everywhere(&mut hands, "mandate");
    let revoke = hands.text("order-mandate-revoke");
    hands.click(&revoke);
    assert!(asked(&replay).is_empty());
    press_last(&mut hands, &revoke);
    let mandate = mandate_id(3);
    assert_eq!(asked(&replay), [SchoolingOp::RevokeMandate { mandate }]);
}

#[test]
fn a_mandate_is_given_for_the_own_office_with_scopes_and_a_basis() {
    let order = Order::of_autumn();
    let place = Place::Orders(Section::Mandates);
    let (mut hands, replay) = at(AccountRole::FinancialCentre, place, &order);
    let grant = hands.text("order-mandate-grant");
    hands.click(&grant);
    let person = hands.text("order-mandate-person");
    tab_to(&mut hands, Role::ComboBox, &person);
    hands.press(Key::ArrowDown);
    hands.press(Key::Enter);
    hands.look(3);
    tick(&mut hands, "Платежи");
    in_a_dialog(&mut hands, "grant");
    press_last(&mut hands, &grant);
    assert!(begun(&replay).is_empty(), "not without a basis");
    hands.click(&hands.text("order-mandate-basis"));
    hands.type_text("Приказ № 7");
    press_last(&mut hands, &grant);
    let begun = begun(&replay);
    let [
        NewOrders::Mandate {
            person,
            principal,
            scopes,
            basis,
            term,
        },
    ] = begun.as_slice()
    else {
        panic!("{begun:?}")
    };
    assert_eq!(*person, fixture::colleague());
    assert_eq!(*principal, Principal::Centre);
    assert_eq!(*scopes, BTreeSet::from([MandateScope::Payments]));
    assert_eq!(basis, "Приказ № 7");
    assert_eq!(term.0, today());
}

#[test]
fn colleagues_are_told_by_the_registry_and_chosen_by_name() {
    let order = Order::of_autumn();
    let place = Place::Orders(Section::Mandates);
    let (mut hands, replay) = at(AccountRole::FinancialCentre, place, &order);
    let asked = |command: &Command| matches!(command, Command::LoadColleagues);
    assert!(replay.count(asked) > 0);
    let name = "Сыналушы Айдана".to_owned();
    replay.tell(Event::Colleagues(Arc::new(vec![Candidate {
        person: fixture::colleague(),
        full_name: name.clone(),
        position: Trilingual::default(),
        territory: None,
    }])));
    hands.look(8);
    assert!(hands.says(&name), "whom mandates are of");
    hands.click(&hands.text("order-mandate-grant"));
    let person = hands.text("order-mandate-person");
    tab_to(&mut hands, Role::ComboBox, &person);
    hands.press(Key::ArrowDown);
    hands.press(Key::Enter);
    hands.look(3);
    let chosen = hands.harness.root().children_recursive().any(|node| {
        let node = node.accesskit_node();
        node.role() == Role::ComboBox && node.value().as_deref() == Some(name.as_str())
    });
    assert!(chosen);
}

#[test]
fn who_took_a_step_is_named_with_their_office_once_the_registry_tells() {
    let order = Order::of_autumn();
    let place = Place::Order(OrderRef::Payment(payment_id(3)));
    let (mut hands, replay) = at(AccountRole::EducationOfficer, place, &order);
    let asked = |command: &Command| matches!(command, Command::LoadColleagues);
    assert!(replay.count(asked) > 0, "names are asked for");
    let name = "Сыналушы Айдана".to_owned();
    assert!(!hands.says(&name));
    replay.tell(Event::Named(Arc::new(vec![Named {
        person: person(AccountRole::FinancialCentre).id,
        full_name: name.clone(),
        office: Principal::Centre,
    }])));
    hands.look(8);
    let office = hands.text("order-principal-centre");
    let args = [("name", name.into()), ("office", office.into())];
    let who = hands.format("order-named", &args);
    assert!(hands.says(&who), "{who}");
    everywhere(&mut hands, "payment-named");
}

#[test]
fn the_demonstration_is_read_by_the_centre() {
    demonstration(AccountRole::FinancialCentre, "centre");
}

#[test]
fn the_demonstration_is_read_by_a_department() {
    demonstration(AccountRole::EducationOfficer, "department");
}

/// Every register, and the first record of each, over what the demonstration has.
fn demonstration(role: AccountRole, name: &str) {
    let (mut hands, _replay) = Hands::signed_in(role, Language::Ru);
    for (section, part) in [
        (Section::Registers, "registers"),
        (Section::Payments, "payments"),
        (Section::Mandates, "mandates"),
    ] {
        hands.go(Place::Orders(section));
        hands.look(8);
        everywhere(&mut hands, &format!("demo-{name}-{part}"));
        let orders = hands.app().model().orders.value().cloned();
        let rows = orders.expect("the demonstration's order");
        let mut all = rows.rows.iter().filter_map(|row| OrderRef::of(&row.record));
        let Some(first) = all.find(|one| one.section() == section) else {
            continue;
        };
        hands.go(Place::Order(first));
        hands.look(8);
        everywhere(&mut hands, &format!("demo-{name}-{part}-one"));
    }
}

#[test]
fn the_keyboard_alone_gets_to_each_register_and_opens_a_record() {
    let order = Order::of_autumn();
    let (mut hands, replay) = at(AccountRole::FinancialCentre, Place::Decisions, &order);
    for (key, section, name) in [
        (Key::Num6, Section::Registers, "order-registers"),
        (Key::Num7, Section::Payments, "order-payments"),
        (Key::Num8, Section::Mandates, "order-mandates"),
    ] {
        hands.press_with(Layout::Latin, Modifiers::ALT, key);
        order.tell(&replay);
        hands.look(8);
        assert_eq!(hands.app().place(), Place::Orders(section));
        for _ in 0..120 {
            if hands.focused().is_some_and(|(role, _)| role == Role::Grid) {
                break;
            }
            hands.press(Key::Tab);
        }
        assert_eq!(hands.focused(), Some((Role::Grid, hands.text(name))));
        hands.press(Key::ArrowDown);
        hands.press(Key::Enter);
        hands.look(4);
        assert!(
            matches!(hands.app().place(), Place::Order(_)),
            "{:?}",
            hands.app().place()
        );
    }
}
