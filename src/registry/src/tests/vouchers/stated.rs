//! What an officer states of a month is held against what the university's LMS sent of it.

use super::http::{get, inside, issuing, receipt, refusal, request, send};
use super::world::{
    self, act as act_id, bin, contract, day, hash, iin, month, tenge, trace, university, voucher,
};
use crate::tests::lms::{of_a_new_university, september};
use crate::tests::{Device, World};
use baqylau_domain::identifiers::Unverified;
use baqylau_domain::organisation::{Organisation, OrganisationKind, Premises, Purpose};
use baqylau_domain::text::Trilingual;
use baqylau_domain::voucher::{Invoice, Operation, Refusal, Trace};
use baqylau_protocol::api::{self, ErrorCode};
use baqylau_protocol::vouchers::{VoucherAnswer, VoucherCard};
use reqwest::StatusCode;

/// An act over September, signed by both.
pub(super) async fn act(world: &World) {
    let act = Operation::SignAct {
        act: act_id(1),
        contract: contract(1),
        period: month(2026, 9),
        sha256: hash(5),
        register: hash(6),
        date: day("2026-11-23"),
        people: 1,
        total: tenge(100_000),
        executor_signature: Some(hash(7)),
        issuer_signature: Some(hash(8)),
    };
    inside(world, act).await;
}

/// Its invoice.
pub(super) fn invoice() -> Operation {
    Operation::AttachInvoice {
        act: act_id(1),
        invoice: Invoice {
            number: "ESF-1".into(),
            date: day("2026-11-23"),
            total: tenge(100_000),
        },
    }
}

/// University 1 of the ledger, as the registry keeps organisations.
pub(super) fn record() -> Organisation {
    Organisation {
        id: university(1),
        bin: Unverified::new(bin(1).to_string()),
        name: Trilingual::same("Университет-образец"),
        kind: OrganisationKind::University,
        territory: "711210000".parse().unwrap(),
        legal_address: Trilingual::default(),
        head: String::new(),
        premises: vec![Premises {
            id: world::premises(1),
            name: Trilingual::default(),
            address: Trilingual::default(),
            rka: None,
            territory: "711210000".parse().unwrap(),
            purpose: Purpose::Education,
            capacity: None,
            location: None,
        }],
        licences: Vec::new(),
        contracts: Vec::new(),
        sample: false,
    }
}

/// Has the LMS of university 1 send student 1's September, once.
pub(super) async fn lessons(world: &World, lessons: &[(&str, bool)]) {
    let lms = of_a_new_university(world, record()).await;
    september(&lms, iin(1), lessons).await;
}

/// The trace of September the card of voucher 1 tells.
pub(super) async fn told(device: &Device) -> Option<Trace> {
    let path = format!("{}/{}?year=2026&month=9", api::VOUCHERS, voucher(1));
    let card: VoucherCard = get(device, &path).await.unwrap();
    card.trace
}

fn redeem(trace: Trace) -> Operation {
    Operation::Redeem {
        voucher: voucher(1),
        act: act_id(1),
        period: month(2026, 9),
        trace,
        decision: None,
    }
}

fn stipend(trace: Trace) -> Operation {
    Operation::PayStipend {
        voucher: voucher(1),
        act: act_id(1),
        period: month(2026, 9),
        trace,
        amount: tenge(1),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stated_trace_counts_only_as_far_as_the_lms_bears_it_out() {
    let world = World::start().await;
    let (device, author, _) = issuing(&world).await;
    act(&world).await;
    let one = async |operation: Operation| -> VoucherAnswer {
        let request = request(author, operation);
        let answers = send(&device, std::slice::from_ref(&request)).await.unwrap();
        answers.into_iter().next().unwrap()
    };
    receipt(&world, &one(invoice()).await);

    // Nothing was sent: whatever the officer states, nobody knows of it.
    assert_eq!(told(&device).await, None);
    for operation in [redeem(trace(96, 96)), stipend(trace(96, 96))] {
        assert_eq!(*refusal(&one(operation).await), Refusal::TraceUnknown);
    }

    let lms = of_a_new_university(&world, record()).await;
    let taught = [
        ("1", true),
        ("2", true),
        ("3", true),
        ("4", true),
        ("5", false),
    ];
    september(&lms, iin(1), &taught).await;
    let known = told(&device).await.unwrap();
    assert_eq!((known.attended, known.scheduled), (4, 5));
    let more = Trace {
        attended: 5,
        ..known
    };
    let differs = Refusal::TraceDiffers {
        attended: 4,
        scheduled: 5,
    };
    for operation in [redeem(more), stipend(more)] {
        assert_eq!(*refusal(&one(operation).await), differs);
    }
    let elsewhere = Trace {
        lms: Some(hash(3)),
        ..known
    };
    assert_eq!(
        *refusal(&one(redeem(elsewhere)).await),
        Refusal::TraceOutdated
    );
    let none = Trace { qr: None, ..known };
    assert_eq!(*refusal(&one(redeem(none)).await), Refusal::NoTrace);

    // What the card tells is redeemed; many at once are held against the same.
    let first = request(author, redeem(known));
    let many: Vec<_> = (0..3)
        .map(|_| request(author, stipend(more)))
        .chain([first.clone()])
        .collect();
    let answers = send(&device, &many).await.unwrap();
    assert_eq!(*refusal(&answers[0]), differs);
    let paid = &answers[3];
    assert_eq!(receipt(&world, paid).amount, tenge(100_000));

    // A correction later leaves what was answered as it is, and holds for what is asked after it.
    let corrected = [
        ("1", true),
        ("2", true),
        ("3", true),
        ("4", true),
        ("6", false),
    ];
    september(&lms, iin(1), &corrected).await;
    let again = send(&device, &[first, request(author, stipend(known))]).await;
    let again = again.unwrap();
    assert_eq!(again[0], *paid);
    assert_eq!(*refusal(&again[1]), Refusal::TraceOutdated);
    let known = told(&device).await.unwrap();
    receipt(&world, &one(stipend(known)).await);
    assert_eq!(world.registry.check_ledger().await.unwrap().faults, 0);

    for query in ["year=2026", "month=9", "year=2026&month=13"] {
        let path = format!("{}/{}?{query}", api::VOUCHERS, voucher(1));
        let (status, error) = get::<VoucherCard>(&device, &path).await.unwrap_err();
        assert_eq!(status, StatusCode::BAD_REQUEST, "{query}");
        assert_eq!(error.code, ErrorCode::Malformed);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trace_is_held_against_the_lms_where_it_is_decided() {
    let world = World::start().await;
    let (device, author, _) = issuing(&world).await;
    act(&world).await;
    let invented = [invoice(), redeem(trace(96, 96))].map(|one| request(author, one));
    let answers = send(&device, &invented).await.unwrap();
    receipt(&world, &answers[0]);
    assert_eq!(*refusal(&answers[1]), Refusal::TraceUnknown);
    // It is the transaction that refuses, not whoever brings the request.
    let batch = request(author, redeem(trace(96, 96)));
    let core = world.registry.core();
    let asked = crate::vouchers::submit_stated(core, vec![batch].into());
    assert_eq!(asked.await.unwrap(), [Err(Refusal::TraceUnknown)]);

    // Many of one month are held against it just as one is.
    lessons(&world, &[("1", true), ("2", false)]).await;
    let known = told(&device).await.unwrap();
    let more = Trace {
        attended: 2,
        ..known
    };
    let many: Vec<_> = (0..40)
        .map(|_| request(author, redeem(more)))
        .chain([request(author, redeem(known))])
        .collect();
    let answers = send(&device, &many).await.unwrap();
    let differs = Refusal::TraceDiffers {
        attended: 1,
        scheduled: 2,
    };
    let (last, others) = answers.split_last().unwrap();
    assert!(others.iter().all(|one| *refusal(one) == differs));
    assert_eq!(receipt(&world, last).amount, tenge(100_000));
    assert_eq!(world.registry.check_ledger().await.unwrap().faults, 0);
}
