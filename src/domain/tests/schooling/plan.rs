//! The plan by months: a distribution is spread exactly, and what it doesn't touch stays.

use crate::records::{at, mandate, officer, shymkent};
use baqylau_domain::calendar::Period;
use baqylau_domain::identifiers::OrganisationId;
use baqylau_domain::money::Tiyn;
use baqylau_domain::people::AccountRole;
use baqylau_domain::schooling::{
    Book, Budget, Facts, FundingPlan, OrderRules, SchoolingOp as Op, SchoolingRecord as Record,
    ShareOfSchool, spread,
};
use proptest::prelude::*;
use std::collections::BTreeMap;
use uuid::Uuid;

fn school(number: u128) -> OrganisationId {
    OrganisationId::new(Uuid::from_u128(number))
}

fn month(number: u32) -> Period {
    Period::new(2026, number).unwrap()
}

fn share(school: OrganisationId, first_shift: i64, others: i64) -> ShareOfSchool {
    ShareOfSchool {
        school,
        first_shift: Tiyn(first_shift),
        others: Tiyn(others),
        lacking: Tiyn(0),
    }
}

#[test]
fn a_sum_that_does_not_divide_is_spread_to_the_tiyn() {
    let months = spread(Tiyn(100_000), month(9), month(11));
    let sums: Vec<i64> = months.values().map(|sum| sum.0).collect();
    assert_eq!(sums, [33_333, 33_333, 33_334]);
    // Too little for a part in every month: all of it stands in the first.
    assert_eq!(
        spread(Tiyn(2), month(1), month(12)),
        BTreeMap::from([(month(1), Tiyn(2))])
    );
    assert!(spread(Tiyn(0), month(1), month(12)).is_empty());
    assert!(spread(Tiyn(5), month(3), month(2)).is_empty());
}

#[test]
fn shares_replace_the_months_of_their_term_and_nothing_else() {
    let (ours, others, gone) = (school(1), school(2), school(3));
    let plan = FundingPlan {
        department: "790000000".parse().unwrap(),
        year: 2026,
        version: 4,
        budget: Tiyn(1_000_000),
        lines: BTreeMap::from([
            (
                ours,
                BTreeMap::from([(month(1), Tiyn(7)), (month(9), Tiyn(50))]),
            ),
            (others, BTreeMap::from([(month(10), Tiyn(11))])),
            (gone, BTreeMap::from([(month(9), Tiyn(13))])),
        ]),
        reimbursement: BTreeMap::new(),
    };
    let shares = [share(ours, 200, 100), share(gone, 0, 0)];
    let next = plan.with_shares(&shares, month(9), month(10)).unwrap();
    let expected = BTreeMap::from([
        (
            ours,
            BTreeMap::from([
                (month(1), Tiyn(7)),
                (month(9), Tiyn(150)),
                (month(10), Tiyn(150)),
            ]),
        ),
        (others, BTreeMap::from([(month(10), Tiyn(11))])),
    ]);
    assert_eq!(next.lines, expected);
    let huge = [share(ours, i64::MAX, 1)];
    assert_eq!(plan.with_shares(&huge, month(9), month(10)), None);
}

proptest! {
    #[test]
    fn months_sum_to_the_share_and_none_is_empty(
        sum in 1_i64..10_000_000_000,
        from in 1_u32..=12,
        to in 1_u32..=12,
    ) {
        prop_assume!(from <= to);
        let months = spread(Tiyn(sum), month(from), month(to));
        prop_assert_eq!(months.values().map(|one| one.0).sum::<i64>(), sum);
        prop_assert!(months.values().all(|one| one.0 > 0));
        prop_assert!(months.keys().all(|one| *one >= month(from) && *one <= month(to)));
    }
}

#[test]
fn a_budget_keeps_every_sum_it_had_with_its_document() {
    let hand = officer(2, AccountRole::EducationOfficer);
    let mut book: Book = [Record::Mandate(mandate(&hand))].into_iter().collect();
    let mut budget = None;
    let sums = [
        ("2026-01-12", 900, "№ 1"),
        ("2026-05-20", 1_200, "№ 47"),
        ("2026-09-01", 1_100, "№ 80"),
    ];
    for (day, sum, basis) in sums {
        let set = Op::SetBudget {
            department: shymkent(),
            year: 2026,
            amount: Tiyn(sum),
            basis: basis.to_owned(),
        };
        let rules = OrderRules::pilot();
        let made = book.decide(&set, &hand, &Facts::default(), &rules, at(day));
        for record in made.unwrap() {
            if let Record::Budget(one) = &record {
                budget = Some(one.clone());
            }
            book.put(record);
        }
    }
    let budget = budget.unwrap();
    let told: Vec<_> = budget
        .versions()
        .iter()
        .map(|one| (one.number, one.said, one.change, one.step.at))
        .collect();
    assert_eq!(
        told,
        [
            (1, Some((Tiyn(900), "№ 1")), None, at("2026-01-12")),
            (
                2,
                Some((Tiyn(1_200), "№ 47")),
                Some(Tiyn(300)),
                at("2026-05-20")
            ),
            (
                3,
                Some((Tiyn(1_100), "№ 80")),
                Some(Tiyn(-100)),
                at("2026-09-01")
            ),
        ]
    );
    // One from before sums were kept: its earlier changes are there, without their sums.
    let old = Budget {
        former: Vec::new(),
        ..budget.clone()
    };
    let said: Vec<_> = old
        .versions()
        .iter()
        .map(|one| (one.said, one.change))
        .collect();
    assert_eq!(
        said,
        [
            (None, None),
            (None, None),
            (Some((Tiyn(1_100), "№ 80")), None)
        ]
    );
    let written = serde_json::to_value(Record::Budget(old)).unwrap();
    assert!(
        !written.to_string().contains("former"),
        "as it was written before"
    );
}
