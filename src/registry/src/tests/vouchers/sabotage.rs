//! Rows changed behind the registry's back: the check finds every one, on every engine.

use super::{checked, enter, group, september, sound};
use crate::tests::engine::Place;

/// Statements that each change what stands in one row or take one away, and the law that must be
/// found broken.
const SABOTAGE: [(&str, &str); 27] = [
    (
        "UPDATE ledger_accounts SET credits_posted = credits_posted + 1 WHERE purpose = 'executor'
         AND credits_posted > 0",
        "replays",
    ),
    (
        "UPDATE ledger_accounts SET version = version + 1 WHERE purpose = 'budget'",
        "gapless",
    ),
    (
        "UPDATE ledger_accounts SET iin = '150314599009' WHERE iin =
         (SELECT min(iin) FROM ledger_accounts)",
        "columns",
    ),
    (
        "UPDATE ledger_accounts SET body = replace(body, '{\"holder\"', '{\"closed\":\"death\",\"holder\"')
         WHERE iin = (SELECT min(iin) FROM ledger_accounts)",
        "replays",
    ),
    (
        "UPDATE ledger_accounts SET body = '{' WHERE purpose = 'issuer'",
        "readable",
    ),
    (
        "DELETE FROM ledger_accounts WHERE purpose = 'issuer'",
        "replays",
    ),
    (
        "UPDATE ledger_vouchers SET status = 'EARLY_REDEEMED' WHERE id =
         (SELECT id FROM ledger_vouchers ORDER BY id DESC LIMIT 1)",
        "one_state",
    ),
    (
        "UPDATE ledger_vouchers SET held = held - 1 WHERE id = (SELECT id FROM ledger_vouchers ORDER BY id DESC LIMIT 1)",
        "columns",
    ),
    (
        "UPDATE ledger_vouchers SET nominal = nominal + 1 WHERE id =
         (SELECT id FROM ledger_vouchers ORDER BY id DESC LIMIT 1)",
        "money_is_accounted_for",
    ),
    (
        "UPDATE ledger_vouchers SET beneficiary = (SELECT beneficiary FROM ledger_vouchers ORDER BY beneficiary ASC LIMIT 1)
         WHERE id = (SELECT id FROM ledger_vouchers ORDER BY id DESC LIMIT 1)",
        "money_is_accounted_for",
    ),
    (
        "UPDATE ledger_vouchers SET executor = beneficiary WHERE id =
         (SELECT id FROM ledger_vouchers ORDER BY id DESC LIMIT 1)",
        "columns",
    ),
    (
        "DELETE FROM ledger_vouchers WHERE id = (SELECT id FROM ledger_vouchers ORDER BY id DESC LIMIT 1)",
        "money_is_accounted_for",
    ),
    (
        "UPDATE ledger_contracts SET body = replace(body, 'ГОЗ-3', 'ГОЗ-4')",
        "replays",
    ),
    (
        "UPDATE ledger_contracts SET committed = committed + 1 WHERE committed > 0",
        "columns",
    ),
    (
        "UPDATE ledger_orders SET volume = volume + 1",
        "columns",
    ),
    (
        "UPDATE ledger_acts SET redeemed_people = redeemed_people - 1",
        "columns",
    ),
    ("DELETE FROM ledger_acts", "payments_match_acts"),
    (
        "DELETE FROM ledger_claims WHERE voucher = (SELECT voucher FROM ledger_claims ORDER BY voucher DESC LIMIT 1)",
        "claimed_once",
    ),
    (
        "UPDATE ledger_claims SET period = 202510 WHERE voucher =
         (SELECT voucher FROM ledger_claims ORDER BY voucher DESC LIMIT 1)",
        "claimed_once",
    ),
    (
        "DELETE FROM ledger_transfers WHERE n = (SELECT max(n) FROM ledger_transfers)",
        "one_effect",
    ),
    (
        "UPDATE ledger_transfers SET amount = amount - 1 WHERE n =
         (SELECT max(n) FROM ledger_transfers)",
        "replays",
    ),
    (
        "UPDATE ledger_transfers SET n = 100000 WHERE n = (SELECT max(n) FROM ledger_transfers)",
        "one_effect",
    ),
    (
        "DELETE FROM ledger_events WHERE n = (SELECT max(n) FROM ledger_events)",
        "gapless",
    ),
    (
        "UPDATE ledger_events SET status_to = 'REDEEMED' WHERE n =
         (SELECT max(n) FROM ledger_events)",
        "one_state",
    ),
    (
        "UPDATE ledger_receipts SET at = at + 1 WHERE n = (SELECT max(n) FROM ledger_receipts)",
        "sealed",
    ),
    (
        "DELETE FROM ledger_receipts WHERE n = (SELECT max(n) FROM ledger_receipts)",
        "sealed",
    ),
    (
        "UPDATE ledger_receipts SET body = replace(body, '\"attended\":96', '\"attended\":95')
         WHERE n = (SELECT max(n) FROM ledger_receipts)",
        "sealed",
    ),
];

#[test]
fn a_row_changed_behind_the_registrys_back_is_found() {
    let (world, requests) = september(3);
    for place in Place::each() {
        let store = place.store();
        enter(&store, &world);
        group(&store, vec![requests.clone().into()], world.now);
        store.close();
        sound(&place);
        for (statement, law) in SABOTAGE {
            let report = place.beside(|connection| {
                connection.batch("BEGIN").unwrap();
                connection.batch(statement).unwrap();
                let found = crate::vouchers::check_within(connection, super::super::morning());
                connection.batch("ROLLBACK").unwrap();
                found
            });
            let report = report.unwrap();
            assert!(report.faults > 0, "not found: {statement}");
            let laws: Vec<&str> = report
                .named
                .iter()
                .map(|fault| fault.law.as_str())
                .collect();
            assert!(laws.contains(&law), "{statement}: {laws:?}");
            let text = serde_json::to_string(&report).unwrap();
            for number in 1..=3 {
                let iin = super::world::iin(number).to_string();
                assert!(!text.contains(&iin), "a report names nobody");
            }
        }
        assert_eq!(checked(&place).faults, 0);
    }
}

#[test]
fn money_moved_with_all_its_traces_is_found_by_the_seals() {
    // Whoever changes a receipt and every row that follows from it still meets the audit log.
    let (world, requests) = september(2);
    for place in Place::each() {
        let store = place.store();
        enter(&store, &world);
        group(&store, vec![requests.clone().into()], world.now);
        store.close();
        place.beside(|connection| {
            let moved = "UPDATE ledger_receipts SET at = at + 1000000
                 WHERE n > (SELECT max(n) - 2 FROM ledger_receipts)";
            connection.batch(moved).unwrap();
        });
        let report = checked(&place);
        let laws: Vec<&str> = report
            .named
            .iter()
            .map(|fault| fault.law.as_str())
            .collect();
        assert_eq!(laws, ["sealed"], "everything else agrees with itself");
    }
}
