//! A store that lies, rows that somebody touched: what the rules can't refuse, the audit finds.
//! Each test first shows that the books were sound.

use crate::world::{
    World, act, month, operation, order, register, student, tenge, university, voucher,
};
use baqylau_domain::identifiers::OperationId;
use baqylau_domain::money::Tiyn;
use baqylau_domain::voucher::{
    AccountId, Books, Effect, Invariant, Key, Ledger, Mode, Operation, PartState, Place, Request,
    Status, Subject, audit, decide,
};
use std::collections::BTreeSet;

/// A student with September redeemed and paid, October acted.
fn sound() -> World {
    let mut world = World::studying(1_000_000, 10);
    world.enrol(2, 1, 1_000_000, 10);
    world.redeem_months(1);
    world.today("2025-10-31");
    world.ok(Operation::Pay {
        register: register(1),
        acts: vec![act(1)],
        total: tenge(100_000),
    });
    world.act(2, 1, month(2025, 10), 2, tenge(200_000));
    world.sound();
    world
}

fn broken(ledger: &Ledger) -> BTreeSet<Invariant> {
    audit(ledger).iter().map(|found| found.invariant).collect()
}

/// Every row of a ledger, changed on its way; `None` leaves it out.
fn rewritten(ledger: &Ledger, change: impl Fn(Effect) -> Option<Effect>) -> Ledger {
    let books = ledger.books();
    let keys = books
        .keys()
        .into_iter()
        .filter(|key| !matches!(key, Key::Receipt(_)));
    let rows = (keys.filter_map(|key| books.row(key)))
        .chain(ledger.transfers().cloned().map(Effect::Transfer))
        .chain(ledger.events().cloned().map(Effect::Event))
        .chain(ledger.receipts().cloned().map(Effect::Receipt));
    Ledger::from_rows(rows.filter_map(change))
}

/// Decides over books that a lying store gave, and writes into the true ledger.
fn write_over(world: &mut World, lies: &Books, request: &Request) {
    let decision = decide(lies, request, &world.policies, world.now).unwrap();
    world.ledger.write(decision.effects);
}

#[test]
fn without_the_uniqueness_of_claims_a_month_redeemed_twice_is_found() {
    let mut world = sound();
    let request = world.request(world.redeem(1, 2, month(2025, 10)));
    let before = world.ledger.books().clone();
    world.send(&request).unwrap();
    world.sound();
    // The store forgets the claim, the voucher's part and the receipt, and the month comes again.
    let again = world.request(request.operation.clone());
    write_over(&mut world, &before, &again);
    let found = broken(&world.ledger);
    assert!(found.contains(&Invariant::ClaimedOnce), "{found:?}");
    assert!(
        found.contains(&Invariant::WithinHeld),
        "a hold decided twice: {found:?}"
    );
}

#[test]
fn a_redemption_decided_without_seeing_the_freeze_is_found() {
    for freeze in [
        Operation::Block {
            account: AccountId::Beneficiary(student(1)),
            ground: baqylau_domain::voucher::BlockGround::CourtOrder,
            reference: "суд".into(),
        },
        Operation::Suspend {
            executor: university(1),
            sanction: crate::world::sanction(1),
            premises: Some(crate::world::premises(1)),
            since: crate::world::day("2025-10-01"),
            until: crate::world::day("2026-02-01"),
        },
    ] {
        let mut world = sound();
        world.ok(freeze);
        // The rows as they are, but for the freeze.
        let mut lies = world.ledger.books().clone();
        for id in [
            AccountId::Beneficiary(student(1)),
            AccountId::Executor(university(1)),
        ] {
            let mut account = lies.account(id).unwrap().clone();
            account.blocks.clear();
            if let baqylau_domain::voucher::Holder::Executor { pauses, .. } = &mut account.holder {
                pauses.clear();
            }
            lies.put(Effect::Account(account));
        }
        let request = world.request(world.redeem(1, 2, month(2025, 10)));
        write_over(&mut world, &lies, &request);
        let found = broken(&world.ledger);
        assert!(
            found.contains(&Invariant::NothingMovesWhenFrozen),
            "{found:?}"
        );
    }
}

#[test]
fn two_writers_that_both_read_the_old_row_lose_an_update_that_is_found() {
    let mut world = sound();
    let one = world.request(world.redeem(1, 2, month(2025, 10)));
    let other = world.request(world.redeem(2, 2, month(2025, 10)));
    let before = world.ledger.books().clone();
    write_over(&mut world, &before, &one);
    write_over(&mut world, &before, &other);
    let found = broken(&world.ledger);
    assert!(found.contains(&Invariant::Gapless), "{found:?}");
    assert!(found.contains(&Invariant::PaymentsMatchActs), "{found:?}");
}

#[test]
fn a_second_voucher_for_the_same_month_is_found() {
    let mut world = sound();
    world.ok(world.emit(3, 1_000_000, 10));
    world.ok(Operation::Place {
        voucher: voucher(3),
        beneficiary: student(1),
    });
    let mut lies = world.ledger.books().clone();
    let mut account = lies
        .account(AccountId::Beneficiary(student(1)))
        .unwrap()
        .clone();
    if let baqylau_domain::voucher::Holder::Beneficiary { funded, .. } = &mut account.holder {
        funded.clear();
    }
    lies.put(Effect::Account(account));
    let request = world.request(world.reserve(3, 2));
    write_over(&mut world, &lies, &request);
    world.act(5, 2, month(2025, 9), 1, tenge(100_000));
    world.ok(world.redeem(3, 5, month(2025, 9)));
    let found = broken(&world.ledger);
    assert!(found.contains(&Invariant::OneEnrolment), "{found:?}");
}

#[test]
fn every_kind_of_touched_row_is_found() {
    type Change = fn(Effect) -> Option<Effect>;
    let changes: [(&str, Invariant, Change); 13] = [
        ("a counter", Invariant::Replays, |row| match row {
            Effect::Account(mut row) if row.id == AccountId::Budget(order()) => {
                row.balance.credits_posted.0 += 1;
                Some(Effect::Account(row))
            }
            row => Some(row),
        }),
        (
            "a counter, too",
            Invariant::DebitsEqualCredits,
            |row| match row {
                Effect::Account(mut row) if row.id == AccountId::Budget(order()) => {
                    row.balance.debits_posted.0 += 1;
                    Some(Effect::Account(row))
                }
                row => Some(row),
            },
        ),
        ("a transfer's amount", Invariant::Replays, |row| match row {
            Effect::Transfer(mut row) if row.mode == Mode::Pending => {
                row.amount.0 += 1;
                Some(Effect::Transfer(row))
            }
            row => Some(row),
        }),
        (
            "a transfer taken out",
            Invariant::OneEffect,
            |row| match row {
                Effect::Transfer(row) if matches!(row.mode, Mode::Post { .. }) => None,
                row => Some(row),
            },
        ),
        ("a document", Invariant::Documented, |row| match row {
            Effect::Transfer(mut row) => {
                row.document = crate::world::hash(0);
                Some(Effect::Transfer(row))
            }
            row => Some(row),
        }),
        ("a status", Invariant::OneState, |row| match row {
            Effect::Voucher(mut row) if row.id == voucher(2) => {
                row.status = Status::Redeemed;
                Some(Effect::Voucher(row))
            }
            row => Some(row),
        }),
        ("a price", Invariant::MoneyIsAccountedFor, |row| match row {
            Effect::Voucher(mut row) if row.id == voucher(2) => {
                row.nominal.0 += 100;
                Some(Effect::Voucher(row))
            }
            row => Some(row),
        }),
        (
            "a month said to be paid",
            Invariant::MoneyIsAccountedFor,
            |row| match row {
                Effect::Voucher(mut row) if row.id == voucher(2) => {
                    row.parts[0].state = PartState::Redeemed {
                        amount: row.parts[0].amount,
                        act: act(1),
                    };
                    Some(Effect::Voucher(row))
                }
                row => Some(row),
            },
        ),
        (
            "an act's sum",
            Invariant::PaymentsMatchActs,
            |row| match row {
                Effect::Act(mut row) if row.id == act(1) => {
                    row.total = Tiyn(row.total.0 + 1);
                    Some(Effect::Act(row))
                }
                row => Some(row),
            },
        ),
        (
            "a claim taken out",
            Invariant::ClaimedOnce,
            |row| match row {
                Effect::Claim(_) => None,
                row => Some(row),
            },
        ),
        ("an event taken out", Invariant::Gapless, |row| match row {
            Effect::Event(row) if row.to == Some(Status::Placed) => None,
            row => Some(row),
        }),
        (
            "a contract",
            Invariant::MoneyIsAccountedFor,
            |row| match row {
                Effect::Contract(mut row) if row.committed.0 > 0 => {
                    row.committed.0 -= 1;
                    Some(Effect::Contract(row))
                }
                row => Some(row),
            },
        ),
        (
            "a receipt taken out",
            Invariant::OneEffect,
            |row| match row {
                Effect::Receipt(row) if row.request.operation.word() == "redeem" => None,
                row => Some(row),
            },
        ),
    ];
    let world = sound();
    let same = rewritten(&world.ledger, Some);
    assert!(same == world.ledger && audit(&same).is_empty());
    for (what, law, change) in changes {
        let touched = rewritten(&world.ledger, change);
        let found = broken(&touched);
        assert!(found.contains(&law), "{what}: {found:?}");
        let replay = touched.audit_replay(&world.policies);
        assert!(!replay.is_empty(), "{what} doesn't replay");
    }
}

#[test]
fn a_row_changed_with_all_its_transfers_still_does_not_replay() {
    // Somebody who knows the format raises an approval with its accounts: sums agree again, the
    // log doesn't.
    let world = sound();
    let first: OperationId = operation(3);
    let touched = rewritten(&world.ledger, |row| {
        Some(match row {
            Effect::Account(mut row) if row.id == AccountId::Stipends(order()) => {
                row.balance.credits_posted.0 += 500;
                Effect::Account(row)
            }
            Effect::Account(mut row) if row.id == AccountId::Treasury(order()) => {
                row.balance.debits_posted.0 += 500;
                Effect::Account(row)
            }
            Effect::Transfer(mut row) if row.credit == AccountId::Stipends(order()) => {
                assert_eq!(row.id.operation, first);
                row.amount.0 += 500;
                Effect::Transfer(row)
            }
            row => row,
        })
    });
    assert_eq!(audit(&touched), [], "the sums agree");
    let replay = touched.audit_replay(&world.policies);
    let places: BTreeSet<Place> = replay.iter().map(|found| found.place).collect();
    let row = |id| Place::Row(Subject::Account(id));
    let expected = [
        row(AccountId::Stipends(order())),
        row(AccountId::Treasury(order())),
        Place::Operation(first),
    ];
    assert_eq!(places, BTreeSet::from(expected));
}
