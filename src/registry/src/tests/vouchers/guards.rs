//! What the database refuses by itself, even if the program were wrong.

use super::{enter, group, september, sound};
use crate::store::{Connection, StoreError, params};
use crate::tests::engine::Place;
use baqylau_domain::voucher::Refusal;

/// What somebody might write twice, or too much of.
const WRONG: [(&str, &str); 10] = [
    (
        "a second claim of a month",
        "INSERT INTO ledger_claims (voucher, kind, period, n)
         SELECT voucher, kind, period, n + 1 FROM ledger_claims",
    ),
    (
        "a second receipt of an operation",
        "INSERT INTO ledger_receipts (n, operation, at, transfers, amount, body)
         SELECT n + 100000, operation, at, transfers, amount, body FROM ledger_receipts",
    ),
    (
        "a second decision of a hold",
        "INSERT INTO ledger_transfers (n, line, debit, credit, amount, mode, of_operation, of_line,
             held, purpose, debit_version, credit_version)
         SELECT n + 100000, line, debit, credit, amount, mode, of_operation, of_line, held, purpose,
             debit_version + 100000, credit_version + 100000
         FROM ledger_transfers WHERE mode = 'post'",
    ),
    (
        "a second transfer in the place of one in an account's history",
        "INSERT INTO ledger_transfers (n, line, debit, credit, amount, mode, purpose,
             debit_version, credit_version)
         SELECT n + 100000, line, debit, credit, amount, 'posted', purpose, debit_version,
             credit_version + 100000 FROM ledger_transfers",
    ),
    (
        "a second event in the place of one",
        "INSERT INTO ledger_events (n, subject, version) SELECT n, subject, version FROM ledger_events",
    ),
    (
        "a second account of a person",
        "INSERT INTO ledger_accounts (id, purpose, iin, debits_pending, debits_posted,
             credits_pending, credits_posted, version, body)
         SELECT parts, 'beneficiary', iin, 0, 0, 0, 0, 1, body
         FROM ledger_accounts, ledger_vouchers WHERE iin IS NOT NULL",
    ),
    (
        "an account that gives more than it has",
        "UPDATE ledger_accounts SET debits_posted = credits_posted + 1 WHERE purpose = 'executor'",
    ),
    (
        "a voucher worth more than its price",
        "UPDATE ledger_vouchers SET redeemed = nominal, held = 1",
    ),
    (
        "an act that is redeemed beyond its sum",
        "UPDATE ledger_acts SET redeemed = total + 1",
    ),
    (
        "a contract with more committed than its sum",
        "UPDATE ledger_contracts SET committed = amount + 1",
    ),
];

#[test]
fn the_database_itself_refuses_what_may_be_only_once_and_what_is_too_much() {
    let (world, requests) = september(2);
    for place in Place::each() {
        let store = place.store();
        enter(&store, &world);
        let answers = group(&store, vec![requests.clone().into()], world.now);
        assert!(answers[0].iter().all(Result::is_ok));
        for (what, statement) in WRONG {
            let refused = place.beside(|connection| connection.batch(statement));
            assert!(
                matches!(refused, Err(StoreError::Sql(_))),
                "{what}: {refused:?}"
            );
        }
        sound(&place);
    }
}

#[test]
fn a_group_that_fails_leaves_nothing_and_comes_again() {
    let (world, requests) = september(3);
    for place in Place::each() {
        let store = place.store();
        enter(&store, &world);
        let before = sound(&place);
        // The last table a group writes is out of order; the rows before it were written.
        let events = |from: &'static str, to: &'static str| {
            place.beside(|connection: &Connection| {
                connection
                    .batch(&format!("ALTER TABLE {from} RENAME TO {to}"))
                    .unwrap();
            });
        };
        store.close();
        let store = place.store();
        events("ledger_events", "elsewhere");
        let policies = baqylau_domain::voucher::VoucherPolicies::pilot();
        let (batch, now) = (crate::vouchers::Batch::from(requests.clone()), world.now);
        let failed = store.write_blocking(move |tx| {
            crate::vouchers::decide(tx, std::slice::from_ref(&batch), &policies, now)
        });
        assert!(matches!(failed, Err(StoreError::Sql(_))), "{failed:?}");
        events("elsewhere", "ledger_events");
        assert_eq!(sound(&place), before);
        let answers = group(&store, vec![requests.clone().into()], world.now);
        assert!(answers[0].iter().all(Result::is_ok));
        sound(&place);
    }
}

#[test]
fn a_person_has_one_account_whoever_opens_it() {
    use super::world::{World, iin, student};
    use baqylau_domain::voucher::{Operation, What};
    let mut world = World::on("2025-09-01");
    let open = |number| Operation::OpenBeneficiary {
        beneficiary: student(number),
        iin: iin(1),
    };
    let first = world.request(open(1));
    let second = world.request(open(2));
    for place in Place::each() {
        let store = place.store();
        let alone = group(&store, vec![vec![first.clone()].into()], world.now);
        assert!(alone[0][0].is_ok());
        let refused = group(&store, vec![vec![second.clone()].into()], world.now);
        let there = Refusal::AlreadyThere {
            what: What::Account,
        };
        assert_eq!(refused[0][0], Err(there));
        let numbers: Vec<String> = place.beside(|connection| {
            let statement = "SELECT iin FROM ledger_accounts WHERE iin IS NOT NULL";
            connection
                .all(statement, params![], |row| row.get(0))
                .unwrap()
        });
        assert_eq!(numbers, [iin(1).to_string()]);
        sound(&place);
    }
}
