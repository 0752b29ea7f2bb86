//! Single acts leave an accepted register: the centre sends them back with a reason, the department
//! lists them in another.

use super::fixture::{Order, account, act_id, contract_id, register_id};
use super::{asked, at, begun, button, everywhere, in_a_dialog};
use crate::replay::Replay;
use baqylau_client::ui::NewOrders;
use baqylau_desktop::place::{OrderRef, Place};
use baqylau_domain::people::AccountRole;
use baqylau_domain::schooling::{ActSentBack, SchoolingOp, SchoolingRecord};
use std::collections::{BTreeMap, BTreeSet};

/// The fifth school, whose September isn't paid, got another account.
fn account_changed() -> Order {
    let mut order = Order::of_autumn();
    for record in &mut order.records {
        if let SchoolingRecord::Contract(one) = record
            && one.contract.id == contract_id(4)
        {
            one.texts
                .iter_mut()
                .for_each(|text| text.account = account(1));
        }
    }
    order
}

fn sent_back(mut order: Order) -> Order {
    for record in &mut order.records {
        if let SchoolingRecord::Register(one) = record
            && one.register.id == register_id(1)
        {
            let back = ActSentBack {
                at: crate::world::world().now,
                reason: "Счёт получателя изменился".into(),
            };
            one.register.sent_back.insert(act_id(4, 9), back);
        }
    }
    order
}

#[test]
fn the_centre_sends_an_act_back_whose_account_changed() {
    let order = account_changed();
    let place = Place::Order(OrderRef::Register(register_id(1)));
    let (mut hands, replay) = at(AccountRole::FinancialCentre, place, &order);
    let changed = hands.text("order-obstacle-account-changed");
    assert!(hands.says(&changed));
    hands.click(&hands.text("order-register-back"));
    in_a_dialog(&mut hands, "sending-back");
    assert!(asked(&replay).is_empty(), "nothing before the answer");
    hands.click(&hands.text("order-register-back-confirm"));
    let ops = asked(&replay);
    let [SchoolingOp::SendBackActs { register, reasons }] = ops.as_slice() else {
        panic!("{ops:?}")
    };
    assert_eq!(*register, register_id(1));
    let wanted = BTreeMap::from([(act_id(4, 9), changed.as_str().into())]);
    assert_eq!(*reasons, wanted);
}

#[test]
fn an_act_is_sent_back_from_its_own_pane_with_a_reason_and_never_once_it_is_paid() {
    let order = account_changed();
    let label = |hands: &crate::hands::Hands| hands.text("order-act-send-back");
    let place = Place::Order(OrderRef::Act(act_id(0, 9)));
    let (hands, _) = at(AccountRole::FinancialCentre, place, &order);
    assert_eq!(button(&hands, &label(&hands)), Some(false));
    assert!(hands.says(&hands.text("schooling-refused-paid-twice")));
    let place = Place::Order(OrderRef::Act(act_id(4, 9)));
    let (hands, _) = at(AccountRole::EducationOfficer, place, &order);
    assert_eq!(button(&hands, &label(&hands)), None, "the centre's alone");
    let (mut hands, replay) = at(AccountRole::FinancialCentre, place, &order);
    hands.click(&label(&hands));
    hands.click(&hands.text("order-reason"));
    hands.type_text("Другой счёт");
    let confirm = label(&hands);
    super::press_last(&mut hands, &confirm);
    let register = register_id(1);
    let reasons = BTreeMap::from([(act_id(4, 9), "Другой счёт".into())]);
    let wanted = [SchoolingOp::SendBackActs { register, reasons }];
    assert_eq!(asked(&replay), wanted);
}

#[test]
fn what_came_back_says_why_and_leads_to_another_register() {
    let order = sent_back(account_changed());
    let place = Place::Order(OrderRef::Register(register_id(1)));
    let (mut hands, replay): (_, Replay) = at(AccountRole::EducationOfficer, place, &order);
    assert!(hands.says(&hands.format("order-register-back-why", &[("count", 1.into())])));
    everywhere(&mut hands, "register-acts-back");
    hands.click(&hands.text("order-register-back-again"));
    hands.click(&hands.text("order-register-open-confirm"));
    let begun = begun(&replay);
    let [NewOrders::Register { acts, .. }] = begun.as_slice() else {
        panic!("{begun:?}")
    };
    assert_eq!(*acts, BTreeSet::from([act_id(4, 9)]));

    let place = Place::Order(OrderRef::Act(act_id(4, 9)));
    let (mut hands, _) = at(AccountRole::EducationOfficer, place, &order);
    assert!(hands.says(&hands.text("order-act-paid-sent-back")));
    everywhere(&mut hands, "act-back");

    // What isn't there any more isn't paid: the four of the others are.
    let place = Place::Order(OrderRef::Register(register_id(1)));
    let (mut hands, replay) = at(AccountRole::FinancialCentre, place, &order);
    hands.click(&hands.text("order-register-pay"));
    hands.click(&hands.text("order-payments-order-confirm"));
    let begun = super::begun(&replay);
    let [NewOrders::Payments { acts, .. }] = begun.as_slice() else {
        panic!("{begun:?}")
    };
    assert!(!acts.contains(&act_id(4, 9)) && acts.len() == 4);
}
