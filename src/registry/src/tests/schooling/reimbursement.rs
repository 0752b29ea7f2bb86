//! A2 and A3 through the registry: from the application for reimbursement, over the encumbrance and
//! the purpose of the building, to a payment; nothing of it twice.

use super::super::engine::{Engine, Place};
use super::{
    Region, account, act, contract, id, list, morning, november, obstacles, on_application,
    organisation, region, register, school, today,
};
use crate::store::StoreError;
use baqylau_domain::Moment;
use baqylau_domain::calendar::Period;
use baqylau_domain::checks::{Fact, FactValue, InvoiceStatus, Source, Subject};
use baqylau_domain::identifiers::{ApplicationId, PaymentId, PremisesId};
use baqylau_domain::money::Tiyn;
use baqylau_domain::organisation::Purpose;
use baqylau_domain::schooling::MoneyFor;
use baqylau_domain::schooling::{
    ApplicationCommand as Command, ApplicationKind, ConstructionKind, Draft, FundingPlan, Limit,
    OrderedPayment, PaymentEvent, PaymentObstacle as Obstacle, PaymentState, ProposedTerms,
    ReimbursedBuilding, SchoolingOp as Op, SchoolingRefusal as Refusal,
};
use std::collections::BTreeMap;
use std::sync::Arc;

const KIND: ApplicationKind = ApplicationKind::Reimbursement(ConstructionKind::Construction);

/// 96 indices of 4 325 tenge by twelve: 34 600 tenge for a month of one learner.
const MONTH: i64 = 3_460_000;
const PLACES: i64 = 482;

fn building() -> PremisesId {
    organisation(1).premises[0].id
}

/// What ЕГКН says of the building.
async fn says(room: &Region, value: FactValue, at: Moment) {
    let fact = Fact {
        about: Subject::Premises(building()),
        value,
        source: Source::Egkn,
        by: None,
        as_of: at,
    };
    let core = Arc::clone(room.world.registry.core());
    let context = Arc::clone(&core.context);
    let write = move |tx: &crate::store::Tx<'_>| -> Result<(), StoreError> {
        context.facts.take_in(tx, std::slice::from_ref(&fact), at)
    };
    core.store.write(write).await.unwrap();
}

fn draw(n: u128, places: u32, amount: i64) -> Op {
    Op::DrawUpContract {
        contract: contract(n),
        number: format!("А2-{n}"),
        department: region(),
        school: school(1),
        terms: ProposedTerms {
            from: Period::new(2026, 10).unwrap(),
            to: Period::new(2026, 12).unwrap(),
            amount: Tiyn(amount),
            places: BTreeMap::from([(building(), places)]),
            account: account(),
        },
        reimbursement: Some(ReimbursedBuilding {
            application: ApplicationId::new(id(101)),
            building: building(),
            commissioned: 2025,
            first_year: 2026,
        }),
    }
}

async fn applied(room: &mut Region) {
    room.nothing_found().await;
    let paper = room.first.device.upload(b"paper").await;
    let documents = KIND.needed().iter().map(|kind| (*kind, paper)).collect();
    let submit = Op::SubmitApplication {
        application: ApplicationId::new(id(101)),
        application_kind: KIND,
        school: school(1),
        documents,
    };
    room.first.applies(submit).await;
    let head = room.first.sample.person.iin;
    super::signature::head_is(room, Some(head)).await;
    super::signature::signs(room, 1).await;
    room.executor
        .applies(on_application(1, Command::Take))
        .await;
    let accept = on_application(
        1,
        Command::Propose {
            draft: Draft::Accept,
            reviewed: true,
        },
    );
    // Nobody said anything of the encumbrance; then: it isn't registered; then: it is.
    let waits = room.executor.refused(accept.clone()).await;
    assert_eq!(waits, Refusal::Waits);
    // Without its term nobody knows; for ten years, it isn't the one that is asked for.
    let day = |text: &str| text.parse::<chrono::NaiveDate>().ok();
    let encumbrance = |registered, until: &str| FactValue::Encumbrance {
        registered,
        since: day("2024-02-01"),
        until: day(until),
    };
    let mut at = morning();
    for (said, expected) in [
        (encumbrance(false, ""), Refusal::Stopped),
        (encumbrance(true, ""), Refusal::Waits),
        (encumbrance(true, "2034-01-31"), Refusal::Stopped),
        (encumbrance(true, "2044-01-30"), Refusal::Stopped),
    ] {
        says(room, said, at).await;
        assert_eq!(room.executor.refused(accept.clone()).await, expected);
        at += chrono::TimeDelta::seconds(1);
    }
    says(room, encumbrance(true, "2044-01-31"), at).await;
    room.executor.applies(accept).await;
    room.head.applies(on_application(1, Command::Approve)).await;
}

async fn agreed(room: &mut Region) {
    let amount = PLACES * MONTH * 3;
    room.head
        .applies(Op::SetBudget {
            department: region(),
            year: 2026,
            amount: Tiyn(2 * amount),
            basis: "№ 251".to_owned(),
        })
        .await;
    let months: BTreeMap<Period, Tiyn> = (10..=12)
        .map(|month| (Period::new(2026, month).unwrap(), Tiyn(PLACES * MONTH)))
        .collect();
    let lines = BTreeMap::from([(school(1), months)]);
    let plan = |version, teaching, reimbursement| Op::ApprovePlan {
        plan: FundingPlan {
            department: region(),
            year: 2026,
            version,
            budget: Tiyn(2 * amount),
            lines: teaching,
            reimbursement,
        },
        reason: (version > 1).then(|| "second version".into()),
    };
    room.head
        .applies(plan(1, lines.clone(), BTreeMap::new()))
        .await;
    // The purpose of the building isn't known yet; then it is another one; then it is right.
    let sound = draw(1, 482, amount);
    assert_eq!(room.executor.refused(sound.clone()).await, Refusal::Waits);
    for (purpose, expected) in [
        (Purpose::Other, Some(Refusal::BuildingStopped)),
        (Purpose::Education, None),
    ] {
        let seconds = if expected.is_some() { 2 } else { 3 };
        let at = morning() + chrono::TimeDelta::seconds(seconds);
        says(room, FactValue::BuildingPurpose { purpose }, at).await;
        if let Some(expected) = expected {
            assert_eq!(room.executor.refused(sound.clone()).await, expected);
        }
    }
    // What is planned for teaching isn't spent on buildings.
    let unplanned = room.executor.refused(sound.clone()).await;
    assert_eq!(unplanned, Refusal::OverPlan { over: Tiyn(amount) });
    room.head.applies(plan(2, BTreeMap::new(), lines)).await;
    let wide = room.executor.refused(draw(1, 483, amount)).await;
    assert_eq!(wide, Refusal::OverCapacity { capacity: 482 });
    let over = room.executor.refused(draw(1, 482, amount + 1)).await;
    assert_eq!(over, Refusal::OverSchedule { over: Tiyn(1) });
    room.executor.applies(sound).await;
    let again = room.executor.refused(draw(2, 482, 1)).await;
    assert_eq!(again, Refusal::AlreadyExists);
    let text = room.book().await;
    let text = text.contract(contract(1)).unwrap().to_sign().cloned();
    let bytes = text.unwrap().to_bytes().unwrap();
    for hand in [&mut room.first, &mut room.head] {
        let (document, signature) = hand.signs(&room.world, &bytes).await;
        let sign = Op::SignContract {
            contract: contract(1),
            document,
            signature,
        };
        hand.applies(sign).await;
    }
}

async fn acted(room: &mut Region) -> i64 {
    let compose = |n| Op::ComposeAct {
        act: act(n),
        contract: contract(1),
        period: november(),
    };
    let early = room.first.refused(compose(1)).await;
    assert_eq!(early, Refusal::MonthNotFrozen);
    room.freeze().await;
    room.first.applies(compose(1)).await;
    assert_eq!(room.first.refused(compose(2)).await, Refusal::AlreadyExists);
    let record = room.book().await.act(act(1)).unwrap().clone();
    // 793 learners, 482 places by design: the sanitary permit of 442 is one of teaching.
    assert_eq!((record.act.cut.paid, record.act.cut.excluded), (482, 311));
    assert!(record.act.cut.by.contains(&Limit::DesignCapacity));
    assert_eq!(record.act.total, Tiyn(PLACES * MONTH));
    assert_eq!(record.money(), MoneyFor::Reimbursement);
    let bytes = record.text().unwrap().to_bytes().unwrap();
    for hand in [&mut room.first, &mut room.head] {
        let (document, signature) = hand.signs(&room.world, &bytes).await;
        hand.applies(Op::SignAct {
            act: act(1),
            document,
            signature,
        })
        .await;
    }
    record.act.total.0
}

async fn to_payment(place: Place) {
    let room = &mut Region::open(place).await;
    applied(room).await;
    agreed(room).await;
    let total = acted(room).await;

    room.executor
        .applies(Op::OpenRegister {
            register: register(),
            department: region(),
        })
        .await;
    let unknown = obstacles(room.executor.refused(list(&[act(1)])).await);
    assert_eq!(unknown[&act(1)], [Obstacle::InvoiceUnknown]);
    let invoice = Some((total, InvoiceStatus::Registered));
    room.invoice(act(1), invoice, morning()).await;
    room.executor.applies(list(&[act(1)])).await;
    let text = room.book().await;
    let text = text.register(register()).unwrap().text().unwrap();
    let bytes = text.to_bytes().unwrap();
    let (document, signature) = room.head.signs(&room.world, &bytes).await;
    room.head
        .applies(Op::SendRegister {
            register: register(),
            document,
            signature,
        })
        .await;
    room.centre
        .applies(Op::AcceptRegister {
            register: register(),
        })
        .await;
    let order = |payment: u128| Op::OrderPayments {
        register: register(),
        payments: vec![OrderedPayment {
            payment: PaymentId::new(id(payment)),
            act: act(1),
        }],
    };
    room.payer.applies(order(600)).await;
    assert_eq!(room.payer.refused(order(601)).await, Refusal::Twice);
    let on = today();
    for event in [PaymentEvent::Sent, PaymentEvent::Paid { on }] {
        room.payer
            .applies(Op::PaymentEvent {
                payment: PaymentId::new(id(600)),
                event,
            })
            .await;
    }
    let book = room.book().await;
    let paid = book.payment(PaymentId::new(id(600))).unwrap();
    assert_eq!(paid.payment.state, PaymentState::Paid { on });
    assert_eq!(paid.payment.amount, Tiyn(total));
    // From the plan to the payment: what is left of each is what wasn't acted yet.
    let left = book.contract(contract(1)).unwrap().contract.left();
    assert_eq!(left, Tiyn(2 * total));
    let planned = book.left_to_contract(region(), 2026, school(1), MoneyFor::Reimbursement);
    assert_eq!(planned, Some(Tiyn(0)));

    // Ended, and drawn up anew: the months that were acted stay acted.
    room.head
        .applies(Op::TerminateContract {
            contract: contract(1),
            reason: "жаңа шарт".into(),
        })
        .await;
    room.executor.applies(draw(2, 482, 2 * total)).await;
    let bytes = room.book().await;
    let bytes = bytes.contract(contract(2)).unwrap().to_sign().cloned();
    let bytes = bytes.unwrap().to_bytes().unwrap();
    for hand in [&mut room.first, &mut room.head] {
        let (document, signature) = hand.signs(&room.world, &bytes).await;
        hand.applies(Op::SignContract {
            contract: contract(2),
            document,
            signature,
        })
        .await;
    }
    let again = Op::ComposeAct {
        act: act(3),
        contract: contract(2),
        period: november(),
    };
    assert_eq!(room.first.refused(again).await, Refusal::AlreadyExists);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_building_is_reimbursed_from_its_application_to_its_payment() {
    for engine in Engine::all() {
        let place = tokio::task::spawn_blocking(move || Place::demonstration_on(engine));
        to_payment(place.await.unwrap()).await;
    }
}
