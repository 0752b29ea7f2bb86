//! How operations and rows are written: stable words, additions only.

use crate::world::{
    World, act, bin, contract, day, facts, green, hash, iin, issuer, month, obligation, order,
    premises, register, reservation, sanction, student, tenge, trace, university, voucher,
};
use baqylau_domain::voucher::{
    AccountId, Applicant, BlockGround, ClosingGround, EarlyEnd, Effect, Operation, Refusal,
    Request, StudyForm,
};
use serde_json::Value;
use std::collections::BTreeSet;

fn every_operation(world: &World) -> Vec<Operation> {
    let (account, period) = (AccountId::Beneficiary(student(1)), month(2025, 9));
    vec![
        Operation::OpenAccount {
            applicant: Applicant::Issuer {
                organisation: issuer(),
                bin: bin(900),
            },
            facts: green(),
        },
        Operation::OpenBeneficiary {
            beneficiary: student(1),
            iin: iin(1),
        },
        Operation::Block {
            account,
            ground: BlockGround::CourtOrder,
            reference: "№ 1".into(),
        },
        Operation::Unblock {
            account,
            reference: "№ 1".into(),
        },
        Operation::Close {
            account,
            ground: ClosingGround::Death,
        },
        Operation::Reopen { account },
        Operation::ApproveOrder {
            order: order(),
            issuer: issuer(),
            programme: "204".into(),
            from: period,
            to: month(2026, 6),
            volume: tenge(2),
            stipends: tenge(1),
        },
        Operation::Publish { order: order() },
        world.emit(1, 1_200_000, 10),
        Operation::Place {
            voucher: voucher(1),
            beneficiary: student(1),
        },
        Operation::Cancel {
            voucher: voucher(1),
        },
        Operation::ConcludeContract {
            contract: contract(1),
            order: order(),
            executor: university(1),
            number: "ГОЗ-1".into(),
            date: day("2025-09-01"),
            amount: tenge(2),
        },
        Operation::AmendContract {
            contract: contract(1),
            amount: tenge(3),
        },
        Operation::TerminateContract {
            contract: contract(1),
        },
        Operation::Reserve {
            voucher: voucher(1),
            reservation: reservation(1),
            form: StudyForm::FullTime,
            facts: facts(world.now),
        },
        Operation::Activate {
            voucher: voucher(1),
            period,
            trace: trace(48, 96),
        },
        world.signed_act(1, 1, period, 1, tenge(1)),
        world.invoice(1, tenge(1)),
        Operation::Redeem {
            voucher: voucher(1),
            act: act(1),
            period,
            trace: trace(48, 96),
            decision: Some(hash(9)),
        },
        Operation::Release {
            voucher: voucher(1),
            period,
        },
        Operation::EndEarly {
            voucher: voucher(1),
            cause: EarlyEnd::Expulsion,
            on: day("2025-12-18"),
        },
        Operation::Move {
            voucher: voucher(1),
            from: period,
        },
        Operation::TakeLeave {
            voucher: voucher(1),
            from: period,
        },
        Operation::ReturnFromLeave {
            voucher: voucher(1),
            resume: period,
        },
        Operation::PayStipend {
            voucher: voucher(1),
            act: act(1),
            period,
            trace: trace(48, 96),
            amount: tenge(47_135),
        },
        Operation::Suspend {
            executor: university(1),
            sanction: sanction(1),
            premises: Some(premises(1)),
            since: day("2025-10-31"),
            until: day("2026-02-28"),
        },
        Operation::Resume {
            executor: university(1),
            sanction: sanction(1),
            ended: day("2025-11-30"),
        },
        Operation::Pay {
            register: register(1),
            acts: vec![act(1)],
            total: tenge(1),
        },
        Operation::ReturnPayment { act: act(1) },
        Operation::BeginWorkOff {
            obligation: obligation(1),
            beneficiary: student(1),
            vouchers: vec![voucher(1)],
            on_grant: 24,
            of_study: 48,
        },
        Operation::Serve {
            obligation: obligation(1),
            served: 7,
        },
        Operation::DeclareDebt {
            obligation: obligation(1),
        },
        Operation::HandOver {
            obligation: obligation(1),
        },
        Operation::SettleDebt {
            obligation: obligation(1),
            amount: tenge(1),
        },
    ]
}

/// One row of every kind, from a small story.
fn every_row() -> Vec<Effect> {
    let mut world = World::studying(100_000, 1);
    world.redeem_months(1);
    world.ok(Operation::BeginWorkOff {
        obligation: obligation(1),
        beneficiary: student(1),
        vouchers: vec![voucher(1)],
        on_grant: 48,
        of_study: 48,
    });
    let books = world.ledger.books();
    let mut rows: Vec<Effect> = books
        .keys()
        .into_iter()
        .filter_map(|key| books.row(key))
        .collect();
    rows.extend(world.ledger.transfers().cloned().map(Effect::Transfer));
    rows.extend(world.ledger.events().cloned().map(Effect::Event));
    let mut seen = BTreeSet::new();
    rows.retain(|row| seen.insert(serde_json::to_value(row).unwrap()["row"].to_string()));
    assert_eq!(seen.len(), 10, "{seen:?}");
    rows
}

#[test]
fn operations_and_rows_are_written_as_ever() {
    let mut world = World::on("2025-09-30");
    let mut lines = Vec::new();
    let mut words = BTreeSet::new();
    for operation in every_operation(&world) {
        assert!(words.insert(operation.word()));
        let request = world.request(operation);
        let value: Value = serde_json::to_value(&request).unwrap();
        assert_eq!(value["op"], request.operation.word());
        let again: Request = serde_json::from_value(value.clone()).unwrap();
        assert_eq!(again, request);
        // What a newer program adds is read over.
        let mut newer = value.clone();
        newer["something_new"] = Value::Bool(true);
        assert_eq!(serde_json::from_value::<Request>(newer).unwrap(), request);
        lines.push(value.to_string());
    }
    assert_eq!(words.len(), 34);
    for row in every_row() {
        let value = serde_json::to_value(&row).unwrap();
        assert_eq!(
            serde_json::from_value::<Effect>(value.clone()).unwrap(),
            row
        );
        lines.push(value.to_string());
    }
    let written = lines.join("\n") + "\n";
    let golden =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/vouchers.jsonl");
    if std::env::var_os("BAQYLAU_BLESS").is_some() {
        std::fs::write(&golden, &written).unwrap();
    }
    let expected = std::fs::read_to_string(&golden).unwrap();
    assert!(
        written == expected,
        "the wire form changed; BAQYLAU_BLESS=1 writes it"
    );
}

#[test]
fn refusals_have_keys_of_their_own() {
    let keys: BTreeSet<&&str> = Refusal::KEYS.iter().collect();
    assert_eq!(keys.len(), Refusal::KEYS.len());
    let refusal = Refusal::NoTrace;
    assert_eq!(refusal.key(), "no-trace");
    let value = serde_json::to_value(&refusal).unwrap();
    assert_eq!(serde_json::from_value::<Refusal>(value).unwrap(), refusal);
}

#[test]
fn nothing_personal_is_printed() {
    let request = World::on("2025-09-01").request(Operation::OpenBeneficiary {
        beneficiary: student(1),
        iin: iin(1),
    });
    let hidden = iin(1).to_string();
    assert!(!format!("{request:?}").contains(&hidden));
    let world = World::studying(1_000_000, 10);
    assert!(!format!("{:?}", world.ledger).contains(&hidden));
}
