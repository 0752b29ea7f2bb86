//! What was withdrawn or came back stays in its register and out of its totals; what a register is
//! ordered by is seen; the card of a school tells of the contracts of its department.

use super::fixture::{Order, act_id, contract_id, register_id, schools};
use super::{at, button, everywhere};
use crate::hands::{Hands, SMALL};
use crate::world::world;
use baqylau_client::ui::{Event, OrganisationCard};
use baqylau_desktop::place::{OrderRef, Place, Section};
use baqylau_domain::money::Tiyn;
use baqylau_domain::people::AccountRole;
use baqylau_domain::schooling::{ActSentBack, SchoolActState, SchoolingRecord};
use baqylau_locale::{Arg, Language};
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;
use std::sync::Arc;

fn foot(hands: &Hands, rows: usize, key: &str, left_out: usize) -> String {
    let count: [(&str, Arg<'_>); 1] = [("count", rows.into())];
    let total = hands.format("register-total-rows", &count);
    let besides = hands.format(key, &[("count", left_out.into())]);
    let args = [("total", total.into()), ("besides", besides.into())];
    hands.format("register-total-besides", &args)
}

fn sum(hands: &Hands, sums: impl Iterator<Item = Tiyn>) -> String {
    let sum = sums.map(|sum| sum.0).sum();
    hands.app().locale().money_tiyn_plain(sum)
}

/// The autumn with two acts taken back, and an act sent back out of the register that is paid.
fn with_withdrawn() -> Order {
    let mut order = Order::of_autumn();
    for record in &mut order.records {
        match record {
            SchoolingRecord::Act(one) if [act_id(6, 11), act_id(7, 11)].contains(&one.act.id) => {
                one.act.state = SchoolActState::Withdrawn;
            }
            SchoolingRecord::Register(one) if one.register.id == register_id(1) => {
                let back = ActSentBack {
                    at: world().now,
                    reason: "Счёт получателя изменился".into(),
                };
                one.register.sent_back.insert(act_id(4, 9), back);
            }
            _ => {}
        }
    }
    order
}

#[test]
fn withdrawn_acts_are_struck_and_not_summed() {
    let order = with_withdrawn();
    let place = Place::Orders(Section::Acts);
    let (mut hands, _) = at(AccountRole::EducationOfficer, place, &order);
    let acts = order.records.iter().filter_map(|record| match record {
        SchoolingRecord::Act(one) => Some(&one.act),
        _ => None,
    });
    let all = acts.clone().count();
    let counted = acts
        .clone()
        .filter(|act| act.state != SchoolActState::Withdrawn);
    let money = sum(&hands, counted.map(|act| act.total));
    assert!(hands.says(&money), "{money}");
    assert!(hands.says(&foot(&hands, all, "order-acts-left-out", 2)));
    everywhere(&mut hands, "acts-withdrawn");

    // Whoever looks at these alone is told what they come to.
    let filter = [hands.text("register-filter"), hands.text("order-state")];
    hands.click(&filter.join(": "));
    hands.click(&hands.text("order-act-state-withdrawn"));
    hands.click(&hands.text("register-apply"));
    assert!(
        hands.says(&hands.text("table-not-counted")),
        "the rows say so"
    );
    let taken_back = acts.filter(|act| act.state == SchoolActState::Withdrawn);
    let money = sum(&hands, taken_back.map(|act| act.total));
    assert!(hands.says(&money), "{money}");
    assert!(hands.says(&foot(&hands, 2, "order-acts-left-out-all", 2)));
}

#[test]
fn a_payment_that_came_back_is_no_money_paid() {
    let order = Order::of_autumn();
    let place = Place::Orders(Section::Payments);
    let (mut hands, _) = at(AccountRole::FinancialCentre, place, &order);
    let payments = order.records.iter().filter_map(|record| match record {
        SchoolingRecord::Payment(one) => Some(&one.payment),
        _ => None,
    });
    let alive = payments.filter(|one| one.is_alive());
    let money = sum(&hands, alive.map(|one| one.amount));
    assert!(hands.says(&money), "{money}");
    assert!(hands.says(&foot(&hands, 4, "order-payments-left-out", 1)));
    everywhere(&mut hands, "payments-returned");
}

#[test]
fn registers_sum_what_they_pay_and_tell_by_what_they_are_ordered() {
    let order = with_withdrawn();
    let place = Place::Orders(Section::Registers);
    let (mut hands, _) = at(AccountRole::FinancialCentre, place, &order);
    let registers = order.records.iter().filter_map(|record| match record {
        SchoolingRecord::Register(one) => Some(&one.register),
        _ => None,
    });
    let held = registers.filter_map(|one| one.total_held());
    let money = sum(&hands, held);
    assert!(hands.says(&money), "{money}");
    assert!(hands.says(&foot(&hands, 4, "order-registers-left-out", 1)));
    everywhere(&mut hands, "registers-returned");

    hands.resize(SMALL);
    let since = hands.text("order-since");
    let label = hands.format("register-ordered-by", &[("columns", since.as_str().into())]);
    assert!(!hands.has(&since), "no room for it at first");
    assert_eq!(button(&hands, &label), Some(true));
    hands.click(&label);
    assert!(hands.has(&since), "the column is there");
    assert_eq!(button(&hands, &label), None);
}

#[test]
fn the_sum_and_the_day_are_among_the_first_of_what_waits() {
    for role in [AccountRole::EducationOfficer, AccountRole::FinancialCentre] {
        let order = Order::of_autumn();
        let (mut hands, _) = at(role, Place::Orders(Section::Today), &order);
        hands.resize(SMALL);
        hands.look(3);
        for key in ["order-sum", "board-column-due"] {
            let title = hands.text(key);
            let heads = hands.harness.query_all_by_label(&title);
            let seen = heads.filter(|head| head.rect().right() <= SMALL[0]);
            assert!(seen.count() > 0, "{role:?}: {title}");
        }
        everywhere(&mut hands, &format!("today-sums-{role:?}").to_lowercase());
    }
}

#[test]
fn the_card_of_a_school_tells_of_the_contract_its_department_has() {
    let order = Order::of_autumn();
    let role = AccountRole::EducationOfficer;
    let school = schools()[0].clone();
    let contract = order.records.iter().find_map(|record| match record {
        SchoolingRecord::Contract(one) if one.contract.id == contract_id(0) => Some(one.clone()),
        _ => None,
    });
    let contract = contract.expect("a contract");
    let (mut hands, replay) = Hands::signed_in(role, Language::Ru);
    order.tell(&replay);
    let card = world().of(role).cards.values().find_map(|told| match told {
        Event::OrganisationOpened(card) => Some(OrganisationCard::clone(card)),
        _ => None,
    });
    let mut card = card.expect("a card");
    card.organisation = (*school).clone();
    card.sanctions.clear();
    let told = card.organisation.contracts.first().cloned();
    let told = told.expect("a contract of the register of organisations");
    let same = baqylau_domain::organisation::Contract {
        number: contract.contract.number.clone(),
        ..told.clone()
    };
    card.organisation.contracts.push(same);
    hands.go(Place::Organisation(school.id));
    replay.tell(Event::OrganisationOpened(Arc::new(card)));
    hands.look(4);
    let of =
        |number: &str| hands.format("organisation-contract-number", &[("number", number.into())]);
    let (own, other) = (of(&contract.contract.number), of(&told.number));
    assert_eq!(hands.harness.query_all_by_label(&own).count(), 1, "once");
    assert!(hands.says(&hands.text("organisation-contracts-order-of")));
    let sum = contract.in_force().expect("signed").amount;
    assert!(hands.says(&hands.app().locale().money_tiyn(sum.0)));
    // The other one is there too, with whose word it is.
    assert!(hands.says(&other));
    assert!(hands.says(&hands.text("organisation-contracts-others-of")));
    everywhere(&mut hands, "card-contracts");
    let open = hands.text("button-open");
    hands.focus(&[Role::Button], &open);
    hands.press(Key::Enter);
    hands.look(3);
    let opened = Place::Order(OrderRef::Contract(contract_id(0)));
    assert_eq!(hands.app().place(), opened);
}
