//! Decisions over loaded rows alone, one by one and in groups, are the decisions over everything.

use crate::world::{World, act, month, order, register, student, tenge, university, voucher};
use baqylau_domain::voucher::{
    Books, Effect, Group, Key, Ledger, Operation, Refusal, Request, VoucherPolicies, audit, decide,
    missing,
};
use proptest::prelude::*;

/// Loads what the requests need from a ledger, round by round, as a store does.
fn load(requests: &[Request], ledger: &Ledger, policies: &VoucherPolicies) -> (Books, usize) {
    let mut books = Books::to_load();
    let mut loaded: Vec<Key> = Vec::new();
    for _round in 0..3 {
        let keys = missing(requests, &books, policies);
        loaded.extend(&keys);
        for key in keys {
            books.load(key, ledger.books().row(key));
        }
    }
    assert_eq!(
        missing(requests, &books, policies),
        [],
        "three rounds are enough"
    );
    assert!(
        loaded.is_sorted(),
        "locked in one order, through all rounds"
    );
    let rows = loaded.len();
    loaded.sort_unstable();
    loaded.dedup();
    assert_eq!(rows, loaded.len(), "nothing is locked twice");
    (books, rows)
}

/// Twenty students of university 1, with September acted, and requests to redeem it.
fn september() -> (World, Vec<Request>) {
    let mut world = World::with_order(100_000_000);
    for number in 1..=20 {
        world.enrol(number, 1, 1_000_000, 10);
    }
    world.today("2025-09-30");
    world.act(1, 1, month(2025, 9), 20, tenge(2_000_000));
    let requests = (1..=20)
        .map(|number| world.redeem(number, 1, month(2025, 9)))
        .collect::<Vec<_>>();
    let requests = requests.into_iter().map(|one| world.request(one)).collect();
    (world, requests)
}

#[test]
fn a_decision_needs_its_rows_loaded_and_few_of_them() {
    let (world, requests) = september();
    let request = &requests[0];
    let empty = Books::to_load();
    let refused = decide(&empty, request, &world.policies, world.now);
    assert_eq!(refused, Err(Refusal::NotLoaded));
    let (books, rows) = load(&requests[..1], &world.ledger, &world.policies);
    assert_eq!(
        rows, 7,
        "receipt, claim, voucher, act, contract, two accounts"
    );
    let alone = decide(&books, request, &world.policies, world.now);
    let all = decide(world.ledger.books(), request, &world.policies, world.now);
    assert_eq!(alone, all);
    assert!(alone.is_ok());
}

#[test]
fn a_group_writes_a_shared_row_once_and_every_transfer() {
    let (mut world, mut requests) = september();
    // One twice, one that is refused: neither hinders the others.
    requests.push(requests[3].clone());
    let operation = world.redeem(4, 1, month(2025, 9));
    requests.push(world.request(operation));
    let (books, rows) = load(&requests, &world.ledger, &world.policies);
    assert_eq!(
        rows,
        21 + 20 + 20 + 20 + 3,
        "rows of students, and three that all share"
    );
    let mut group = Group::new(books);
    let mut answers = Vec::new();
    for request in &requests {
        answers.push(group.decide(request, &world.policies, world.now));
    }
    assert!(answers[..20].iter().all(Result::is_ok));
    assert_eq!(answers[20], answers[3]);
    let period = month(2025, 9);
    assert_eq!(answers[21], Err(Refusal::AlreadyClaimed { period }));
    let writes = group.finish();
    assert_eq!(
        writes.replaced.len(),
        20 + 20 + 2,
        "vouchers, students, act, university"
    );
    assert_eq!(
        writes.added.len(),
        20 * 4,
        "claim, transfer, event, receipt"
    );
    assert!(writes.added.iter().all(|row| !row.replaces()));

    let mut one_by_one = world.ledger.clone();
    for request in &requests {
        let _ = one_by_one.apply(request, &world.policies, world.now);
    }
    world
        .ledger
        .write(writes.replaced.into_iter().chain(writes.added));
    assert!(
        world.ledger == one_by_one,
        "a group is the sum of its requests"
    );
    world.sound();
}

#[test]
fn what_builds_on_a_row_of_its_group_is_loaded_when_it_is_asked() {
    let mut world = World::with_order(100_000_000);
    world.ok(Operation::OpenBeneficiary {
        beneficiary: student(1),
        iin: crate::world::iin(1),
    });
    let chain = [
        world.emit(1, 1_000_000, 10),
        Operation::Place {
            voucher: voucher(1),
            beneficiary: student(1),
        },
        // Of whose fund it is to be paid nobody knew before the voucher was there.
        Operation::PayStipend {
            voucher: voucher(1),
            act: act(1),
            period: month(2025, 9),
            trace: crate::world::trace(96, 96),
            amount: tenge(1),
        },
        world.reserve(1, 1),
    ];
    let requests: Vec<Request> = chain.into_iter().map(|one| world.request(one)).collect();
    let stored = world.ledger.clone();
    let (books, _) = load(&requests, &stored, &world.policies);
    let mut group = Group::new(books);
    let mut waited = 0;
    for request in &requests {
        let mut answer = group.decide(request, &world.policies, world.now);
        while answer == Err(Refusal::NotLoaded) {
            waited += 1;
            for key in missing([request], group.books(), &world.policies) {
                group.load(key, stored.books().row(key));
            }
            // What the group itself made isn't overwritten by what a store still has.
            group.load(Key::Voucher(voucher(1)), None);
            answer = group.decide(request, &world.policies, world.now);
        }
        assert_eq!(answer, world.send(request));
    }
    assert!(waited > 0, "nobody could name every row before");
    let writes = group.finish();
    for row in &writes.replaced {
        assert_eq!(
            world.ledger.books().row(row.key().unwrap()).as_ref(),
            Some(row)
        );
    }
    world.sound();
}

#[test]
fn every_operation_is_decided_over_the_rows_it_names() {
    // A story with every kind of money operation, each decided over loaded rows beside the whole.
    let mut world = World::studying(1_000_000, 10);
    world.place(2, 1_000_000, 10);
    world.today("2025-10-31");
    let story = [
        world.signed_act(1, 1, month(2025, 9), 1, tenge(100_000)),
        world.invoice(1, tenge(100_000)),
        world.redeem(1, 1, month(2025, 9)),
        Operation::Pay {
            register: register(1),
            acts: vec![act(1)],
            total: tenge(100_000),
        },
        Operation::ReturnPayment { act: act(1) },
        Operation::Move {
            voucher: voucher(1),
            from: month(2025, 10),
        },
        world.reserve(1, 2),
        Operation::TakeLeave {
            voucher: voucher(1),
            from: month(2025, 11),
        },
        Operation::ReturnFromLeave {
            voucher: voucher(1),
            resume: month(2025, 12),
        },
        world.end(1, "2025-10-30"),
        Operation::Cancel {
            voucher: voucher(2),
        },
        world.emit(3, 500_000, 5),
        Operation::Place {
            voucher: voucher(3),
            beneficiary: student(2),
        },
        Operation::AmendContract {
            contract: crate::world::contract(3),
            amount: tenge(5),
        },
        Operation::Publish { order: order() },
        Operation::OpenBeneficiary {
            beneficiary: student(9),
            iin: crate::world::iin(2),
        },
        Operation::Resume {
            executor: university(1),
            sanction: crate::world::sanction(1),
            ended: crate::world::day("2025-10-30"),
        },
    ];
    for operation in story {
        let word = operation.word();
        let request = world.request(operation);
        let (books, _) = load(
            std::slice::from_ref(&request),
            &world.ledger,
            &world.policies,
        );
        let alone = decide(&books, &request, &world.policies, world.now);
        let all = decide(world.ledger.books(), &request, &world.policies, world.now);
        assert_eq!(alone, all, "{word}");
        if let Ok(decision) = alone {
            world.ledger.write(decision.effects);
        }
    }
    world.sound();
}

#[test]
fn the_rows_of_a_store_are_the_ledger_again() {
    let (mut world, requests) = september();
    for request in &requests {
        world.send(request).unwrap();
    }
    let ledger = &world.ledger;
    let rows = ledger
        .transfers()
        .cloned()
        .map(Effect::Transfer)
        .chain(ledger.events().cloned().map(Effect::Event))
        .chain(ledger.receipts().cloned().map(Effect::Receipt))
        .chain(
            ledger
                .books()
                .keys()
                .into_iter()
                .filter(|key| !matches!(key, Key::Receipt(_)))
                .filter_map(|key| ledger.books().row(key)),
        );
    let again = Ledger::from_rows(rows);
    assert!(again == *ledger);
    assert_eq!(audit(&again), []);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_order_of_redemptions_changes_no_money(seed in any::<u64>()) {
        let (world, requests) = september();
        let mut shuffled = requests.clone();
        let mut state = seed;
        for place in (1..shuffled.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let other = usize::try_from(state >> 33).unwrap() % (place + 1);
            shuffled.swap(place, other);
        }
        let run = |requests: &[Request]| {
            let mut ledger = world.ledger.clone();
            for request in requests {
                ledger.apply(request, &world.policies, world.now).unwrap();
            }
            ledger
        };
        let (one, other) = (run(&requests), run(&shuffled));
        for account in one.books().accounts() {
            let twin = other.books().account(account.id).unwrap();
            prop_assert_eq!(twin, account);
        }
        let vouchers = |ledger: &Ledger| ledger.books().vouchers().cloned().collect::<Vec<_>>();
        prop_assert_eq!(vouchers(&one), vouchers(&other));
        prop_assert_eq!(audit(&other), []);
    }
}
