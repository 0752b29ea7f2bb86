//! The plan by months: a distribution is spread exactly, and what it doesn't touch stays.

use baqylau_domain::calendar::Period;
use baqylau_domain::identifiers::OrganisationId;
use baqylau_domain::money::Tiyn;
use baqylau_domain::schooling::{FundingPlan, ShareOfSchool, spread};
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
