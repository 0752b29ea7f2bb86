//! An act of an accepted register whose school got another account: it is paid neither to the old
//! one nor twice, goes back to the department, and is paid from a later register.

use super::{Region, act, contract, id, list, obstacles, region, register, school, terms, today};
use baqylau_domain::identifiers::{PaymentId, PaymentRegisterId, SchoolActId};
use baqylau_domain::money::Tiyn;
use baqylau_domain::schooling::{
    OrderedPayment, PayeeAccount, PaymentEvent, PaymentObstacle as Obstacle, ProposedTerms,
    RegisterRecord, SchoolingOp as Op, SchoolingRefusal as Refusal,
};
use baqylau_protocol::operation::OperationBody;
use baqylau_protocol::receipt::Outcome;
use std::collections::{BTreeMap, BTreeSet};

fn later_register() -> PaymentRegisterId {
    PaymentRegisterId::new(id(401))
}

fn other_account() -> PayeeAccount {
    PayeeAccount {
        iban: "KZ24070105KSN0000000".parse().unwrap(),
        bank: "KKMFKZ2A".parse().unwrap(),
    }
}

/// The second school and the department agree on another account.
async fn another_account(room: &mut Region) {
    let account = other_account();
    let amend = Op::AmendContract {
        contract: contract(2),
        terms: ProposedTerms { account, ..terms() },
    };
    room.executor.applies(amend).await;
    let book = room.book().await;
    let text = book.contract(contract(2)).unwrap().to_sign().cloned();
    let bytes = text.unwrap().to_bytes().unwrap();
    for hand in [&mut room.second, &mut room.head] {
        let (document, signature) = hand.signs(&room.world, &bytes).await;
        let sign = Op::SignContract {
            contract: contract(2),
            document,
            signature,
        };
        hand.applies(sign).await;
    }
}

fn order(register: PaymentRegisterId, payment: u128, act: SchoolActId) -> Op {
    let payment = PaymentId::new(id(payment));
    Op::OrderPayments {
        register,
        payments: vec![OrderedPayment { payment, act }],
    }
}

fn back(act: SchoolActId, reason: &str) -> Op {
    Op::SendBackActs {
        register: register(),
        reasons: BTreeMap::from([(act, reason.into())]),
    }
}

async fn record(room: &Region, register: PaymentRegisterId) -> RegisterRecord {
    room.book().await.register(register).unwrap().clone()
}

/// Both acts are in the accepted register: the first paid, the second not.
pub(super) async fn goes_on(room: &mut Region) {
    let signed = record(room, register()).await;
    another_account(room).await;
    let refused = room.payer.refused(order(register(), 610, act(2))).await;
    let changed = BTreeMap::from([(act(2), vec![Obstacle::AccountChanged])]);
    assert_eq!(obstacles(refused), changed);
    // It still has its place: until it goes back, no other register takes it.
    let open = Op::OpenRegister {
        register: later_register(),
        department: region(),
    };
    room.executor.applies(open).await;
    let again = Op::ListActs {
        register: later_register(),
        acts: BTreeSet::from([act(2)]),
    };
    let refused = obstacles(room.executor.refused(again.clone()).await);
    assert_eq!(refused[&act(2)], [Obstacle::ElsewhereListed]);

    // Who may, of which act, and why.
    let why = "басқа шот";
    let by_department = room.executor.refused(back(act(2), why)).await;
    assert_eq!(by_department, Refusal::NotYours);
    let paid = room.centre.refused(back(act(1), why)).await;
    assert_eq!(paid, Refusal::Twice);
    let silent = room.centre.refused(back(act(2), " ")).await;
    assert_eq!(silent, Refusal::NoReason);
    let both = Op::SendBackActs {
        register: register(),
        reasons: BTreeMap::from([(act(1), why.into()), (act(2), why.into())]),
    };
    assert_eq!(room.centre.refused(both).await, Refusal::Twice);
    assert!(record(room, register()).await.register.holds(act(2)));
    let open = Op::SendBackActs {
        register: later_register(),
        reasons: BTreeMap::from([(act(2), why.into())]),
    };
    assert_eq!(room.centre.refused(open).await, Refusal::WrongStage);

    // The same operation twice is one; asked anew, there is nothing left to send back.
    let body = OperationBody::Schooling {
        op: Box::new(back(act(2), why)),
    };
    let sample = room.centre.sample.clone();
    let sealed = [room.centre.device.seal(&sample, body)];
    for _ in 0..2 {
        let receipts = room.centre.device.push(&sealed).await.unwrap();
        assert_eq!(receipts[0].outcome, Outcome::Applied);
    }
    let left = record(room, register()).await;
    assert_eq!(left.steps.len(), signed.steps.len() + 1);
    assert_eq!(left.text(), signed.text(), "what was signed stays");
    assert_eq!(left.register.sent_back[&act(2)].reason.0, why);
    let total = signed.register.total().unwrap().0;
    let second = signed.register.acts[&act(2)].total;
    assert_eq!(left.register.total_held(), Some(Tiyn(total - second.0)));
    assert_eq!(
        room.centre.refused(back(act(2), why)).await,
        Refusal::WrongStage
    );
    let refused = room.payer.refused(order(register(), 611, act(2))).await;
    assert_eq!(refused, Refusal::RegisterNotAccepted);

    // It is looked at again where it is listed anew, and paid from there, once, to the new account.
    room.executor.applies(again).await;
    let elsewhere = room.executor.refused(list(&[act(2)])).await;
    assert!(matches!(
        elsewhere,
        Refusal::Obstacles { .. } | Refusal::WrongStage
    ));
    let bytes = record(room, later_register()).await.text().unwrap();
    assert_eq!(bytes.total, second);
    let bytes = bytes.to_bytes().unwrap();
    let (document, signature) = room.head.signs(&room.world, &bytes).await;
    let send = Op::SendRegister {
        register: later_register(),
        document,
        signature,
    };
    room.head.applies(send).await;
    let accept = Op::AcceptRegister {
        register: later_register(),
    };
    room.centre.applies(accept).await;
    room.payer
        .applies(order(later_register(), 612, act(2)))
        .await;
    let twice = room
        .payer
        .refused(order(later_register(), 613, act(2)))
        .await;
    assert_eq!(twice, Refusal::Twice);
    for event in [PaymentEvent::Sent, PaymentEvent::Paid { on: today() }] {
        let payment = PaymentId::new(id(612));
        room.payer
            .applies(Op::PaymentEvent { payment, event })
            .await;
    }
    let book = room.book().await;
    let paid = book.payment(PaymentId::new(id(612))).unwrap();
    assert_eq!(
        (paid.payment.amount, &paid.account),
        (second, &other_account())
    );
    assert_eq!(paid.school, school(2));
}
