//! A month redeemed without a person: everything is there, or the reason why not is kept.

use super::http::{inside, issuing, receipt, request, send};
use super::stated::{invoice, record, told};
use super::world::{
    act as act_id, bin, contract, day, hash, iin, month, tenge, university, voucher,
};
use crate::SourceSystems;
use crate::tests::lms::{of_a_new_university, september};
use crate::tests::{Device, World, later};
use baqylau_connectors::{Settings, SourceSettings};
use baqylau_domain::checks::{LifeStatus, Source};
use baqylau_domain::identifiers::{BlobHash, PersonId};
use baqylau_domain::month::PersonFact;
use baqylau_domain::organisation::{Licence, LicenceStatus, Organisation};
use baqylau_domain::people::{AccountRole, Actor};
use baqylau_domain::voucher::{Operation, Party, Status};
use baqylau_protocol::api;
use baqylau_protocol::vouchers::VoucherCard;
use baqylau_simulator::{Data, RunningSimulator, SimulatorConfig};
use std::sync::Arc;

fn licensed() -> Organisation {
    Organisation {
        licences: vec![Licence {
            number: "KZ01LAA00000001".into(),
            issued: day("2023-09-01"),
            status: LicenceStatus::Active,
            addresses: Vec::new(),
        }],
        ..record()
    }
}

/// Freezes September and validates it. The hash of the university's register.
async fn validated(world: &World) -> BlobHash {
    let centre = Actor {
        person: PersonId::new(uuid::Uuid::from_u128(7)),
        role: AccountRole::FinancialCentre,
        territory: None,
        organisation: None,
    };
    let registry = &world.registry;
    registry.freeze_month(month(2026, 9), centre).await.unwrap();
    registry.validate_months().await.unwrap();
    register(world).await
}

async fn register(world: &World) -> BlobHash {
    let found = world
        .registry
        .month_register(month(2026, 9), university(1))
        .await;
    found.unwrap().unwrap().1.hash()
}

/// An act over a register, signed by both.
async fn act(world: &World, register: BlobHash) {
    let act = Operation::SignAct {
        act: act_id(1),
        contract: contract(1),
        period: month(2026, 9),
        sha256: hash(5),
        register,
        date: day("2026-11-23"),
        people: 1,
        total: tenge(100_000),
        executor_signature: Some(hash(7)),
        issuer_signature: Some(hash(8)),
    };
    inside(world, act).await;
}

/// A registry that no system is connected to: invoices are entered.
async fn unconnected() -> World {
    World::set_up(|config| {
        config.sources = Some(SourceSystems::new(Settings::default(), |_| None).unwrap());
    })
    .await
}

/// Why acts wait.
async fn why(world: &World) -> Vec<Option<String>> {
    let waiting = "SELECT word FROM ledger_causes WHERE kind = 'act'";
    let store = &world.registry.core().store;
    let read = store
        .read(move |connection| connection.all_made(waiting, |row| row.get::<Option<String>>(0)));
    read.await.unwrap()
}

async fn card(device: &Device) -> VoucherCard {
    let path = format!("{}/{}", api::VOUCHERS, voucher(1));
    super::http::get(device, &path).await.unwrap()
}

async fn alive(world: &World) {
    let fact = PersonFact {
        number: iin(1).as_u64(),
        life: Some(LifeStatus::Alive),
        country: Some(398),
    };
    world.registry.keep_person_facts([fact]).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_validated_month_with_act_and_invoice_redeems_by_itself() {
    let world = unconnected().await;
    let (device, author, _) = issuing(&world).await;
    let lms = of_a_new_university(&world, licensed()).await;
    september(&lms, iin(1), &[("1", true), ("2", true)]).await;
    alive(&world).await;
    let register = validated(&world).await;
    act(&world, register).await;
    // Signed and not invoiced: nobody redeems.
    assert_eq!(world.registry.follow_causes().await.unwrap(), 0);
    assert_eq!(card(&device).await.redeemed, tenge(0));

    let attach = request(author, invoice());
    let answers = send(&device, std::slice::from_ref(&attach)).await.unwrap();
    receipt(&world, &answers[0]);
    assert_eq!(world.registry.follow_causes().await.unwrap(), 2);
    assert_eq!(why(&world).await, []);
    let card = card(&device).await;
    assert_eq!(
        (card.redeemed, card.shown),
        (tenge(100_000), Status::PartRedeemed)
    );
    let last: Vec<(&str, Party)> = card
        .history
        .iter()
        .rev()
        .take(2)
        .map(|one| (one.word.as_str(), one.party))
        .collect();
    assert_eq!(
        last,
        [("redeem", Party::Registrar), ("activate", Party::Registrar)]
    );

    // Told once more, nothing is redeemed once more.
    send(&device, &[attach]).await.unwrap();
    assert_eq!(world.registry.follow_causes().await.unwrap(), 0);
    assert_eq!(why(&world).await, []);
    assert_eq!(world.registry.check_ledger().await.unwrap().faults, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_stands_in_the_way_of_a_month_is_kept_until_it_is_gone() {
    let world = unconnected().await;
    let (device, author, _) = issuing(&world).await;
    let lms = of_a_new_university(&world, licensed()).await;
    // At one of five lessons: below any threshold.
    let absent = [
        ("1", true),
        ("2", false),
        ("3", false),
        ("4", false),
        ("5", false),
    ];
    september(&lms, iin(1), &absent).await;
    alive(&world).await;
    let follow = async || {
        later(&world, 60);
        world.registry.follow_causes().await.unwrap()
    };

    act(&world, hash(6)).await;
    send(&device, &[request(author, invoice())]).await.unwrap();
    assert_eq!(follow().await, 0);
    assert_eq!(why(&world).await, [Some("month_not_validated".to_owned())]);
    validated(&world).await;
    assert_eq!(follow().await, 0);
    assert_eq!(why(&world).await, [Some("other_register".to_owned())]);
    assert_eq!(card(&device).await.redeemed, tenge(0));
    assert!(told(&device).await.is_some());

    // An act over the register itself: the student isn't payable there.
    let second = Operation::SignAct {
        act: act_id(2),
        contract: contract(1),
        period: month(2026, 9),
        sha256: hash(9),
        register: register(&world).await,
        date: day("2026-11-23"),
        people: 1,
        total: tenge(100_000),
        executor_signature: Some(hash(7)),
        issuer_signature: Some(hash(8)),
    };
    inside(&world, second).await;
    let Operation::AttachInvoice { invoice, .. } = invoice() else {
        panic!("an invoice")
    };
    let attach = Operation::AttachInvoice {
        act: act_id(2),
        invoice,
    };
    let answers = send(&device, &[request(author, attach)]).await.unwrap();
    receipt(&world, &answers[0]);
    assert_eq!(follow().await, 0);
    let mut reasons = why(&world).await;
    reasons.sort();
    let words = ["nobody_confirmed", "other_register"];
    assert_eq!(reasons, words.map(|word| Some(word.to_owned())));
    assert_eq!(card(&device).await.redeemed, tenge(0));
    assert_eq!(world.registry.check_ledger().await.unwrap().faults, 0);
}

/// ИС ЭСФ, which knows an invoice of so many tenge for act 1.
async fn invoices(amount: i64) -> RunningSimulator {
    let now = crate::tests::morning();
    RunningSimulator::start(SimulatorConfig {
        time: Arc::new(move || now),
        ..SimulatorConfig::new(known_invoice(amount))
    })
    .await
    .unwrap()
}

fn known_invoice(amount: i64) -> baqylau_simulator::World {
    let known = serde_json::json!({ "invoices": [{
        "act": act_id(1), "number": "ESF-1", "supplier": bin(1), "amount_tiyn": tenge(amount).0,
    }] });
    let data: Data = serde_json::from_value(known).unwrap();
    baqylau_simulator::World::of(data).unwrap()
}

/// A registry that asks this ИС ЭСФ.
async fn asking(simulator: &RunningSimulator) -> World {
    let asked = Settings {
        sources: [(
            Source::Esf,
            SourceSettings::at(simulator.url_of(Source::Esf)),
        )]
        .into_iter()
        .collect(),
    };
    World::set_up(|config| {
        config.sources = Some(SourceSystems::new(asked, |_| None).unwrap());
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invoice_the_tax_authority_doesnt_bear_out_pays_no_month() {
    for (amount, redeemed, reason) in [(99_999, 0, Some("invoice-sum-differs")), (100_000, 2, None)]
    {
        let simulator = invoices(amount).await;
        let world = asking(&simulator).await;
        let (device, author, _) = issuing(&world).await;
        let lms = of_a_new_university(&world, licensed()).await;
        september(&lms, iin(1), &[("1", true)]).await;
        alive(&world).await;
        let register = validated(&world).await;
        act(&world, register).await;
        send(&device, &[request(author, invoice())]).await.unwrap();
        assert_eq!(world.registry.follow_causes().await.unwrap(), redeemed);
        let waits: Vec<Option<String>> = reason
            .map(|word| Some(word.to_owned()))
            .into_iter()
            .collect();
        assert_eq!(why(&world).await, waits);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invoice_nobody_entered_is_fetched_and_pays_the_month() {
    let simulator = invoices(99_999).await;
    let world = asking(&simulator).await;
    let (device, ..) = issuing(&world).await;
    let lms = of_a_new_university(&world, licensed()).await;
    september(&lms, iin(1), &[("1", true)]).await;
    alive(&world).await;
    let register = validated(&world).await;
    act(&world, register).await;

    // What it has isn't the act's sum: nothing is entered, and it is asked again within the hour.
    assert_eq!(world.registry.follow_causes().await.unwrap(), 0);
    let differs = Some("invoice-sum-differs".to_owned());
    assert_eq!(why(&world).await, [differs]);
    assert_eq!(card(&device).await.redeemed, tenge(0));
    simulator.change(|world| *world = known_invoice(100_000));
    later(&world, 60);
    // Entered, activated, redeemed: by itself.
    assert_eq!(world.registry.follow_causes().await.unwrap(), 3);
    assert_eq!(why(&world).await, []);
    let card = card(&device).await;
    assert_eq!(card.redeemed, tenge(100_000));
    let parties = card.history.iter().rev().take(2).map(|one| one.party);
    assert!(parties.into_iter().all(|party| party == Party::Registrar));
    later(&world, 120);
    assert_eq!(world.registry.follow_causes().await.unwrap(), 0);
    assert_eq!(world.registry.check_ledger().await.unwrap().faults, 0);
}
