//! Money of private schools: the worked cases of the domain report, and laws of distribution.
use baqylau_domain::identifiers::{OrganisationId, PremisesId};
use baqylau_domain::money::Tiyn;
use baqylau_domain::schooling::{
    ConstructionKind, Distribution, DistributionError, DistributionRule, IndexTable, Limit, Need,
    PriceLine, Proportion, ReimbursementRule, ShortBudget, act_total, distribute, monthly_price,
    monthly_sums, payable, payable_in, schedule,
};
use proptest::prelude::*;
use std::collections::BTreeMap;
use uuid::Uuid;

fn tenge(amount: i64) -> Tiyn {
    Tiyn::from_tenge(amount).unwrap()
}

fn school(number: u128) -> OrganisationId {
    OrganisationId::new(Uuid::from_u128(number))
}

/// A school whose pupils all cost the same.
fn need(number: u128, first_shift: u32, pupils: u32, each: i64) -> Need {
    let beyond = pupils - first_shift;
    Need {
        school: school(number),
        first_shift: tenge(each * i64::from(first_shift)),
        others: tenge(each * i64::from(beyond)),
        pupils_beyond: beyond,
        pupils,
    }
}

/// The three schools of the report: 500, 300 and 793 pupils, 232 000 tenge each for four months.
fn three() -> [Need; 3] {
    [
        need(1, 300, 500, 232_000),
        need(2, 300, 300, 232_000),
        need(3, 442, 793, 232_000),
    ]
}

fn others(distribution: &Distribution) -> Vec<i64> {
    distribution.shares.iter().map(|s| s.others.0).collect()
}

fn sum(distribution: &Distribution) -> i64 {
    distribution
        .shares
        .iter()
        .map(|share| share.first_shift.0 + share.others.0)
        .sum()
}

#[test]
fn the_remainder_goes_to_pupils_not_yet_financed() {
    let rule = DistributionRule::pilot();
    let distribution = distribute(tenge(300_000_000), &three(), &rule).unwrap();
    let first: Vec<_> = distribution.shares.iter().map(|s| s.first_shift).collect();
    assert_eq!(
        first,
        [tenge(69_600_000), tenge(69_600_000), tenge(102_544_000)]
    );
    assert_eq!(others(&distribution), [2_114_555_354, 0, 3_711_044_646]);
    assert_eq!(sum(&distribution), 30_000_000_000);
    assert_eq!(distribution.left, Tiyn(0));
    assert!(distribution.first_shift_covered);
}

#[test]
fn in_proportion_to_the_whole_contingent_nobody_is_paid_for_pupils_they_lack() {
    let rule = DistributionRule::pilot().in_proportion_to(Proportion::WholeContingent);
    let distribution = distribute(tenge(300_000_000), &three(), &rule).unwrap();
    // Without the cap the second school, which has no pupils beyond its first shift, would get
    // 10 970 998.12; that goes to the two others as 500 to 793.
    assert_eq!(others(&distribution), [2_252_745_553, 0, 3_572_854_447]);
    assert_eq!(sum(&distribution), 30_000_000_000);
}

#[test]
fn a_large_budget_meets_every_need_and_keeps_the_rest() {
    let rule = DistributionRule::pilot();
    let distribution = distribute(tenge(400_000_000), &three(), &rule).unwrap();
    assert!(distribution.shares.iter().all(|share| share.lacking.0 == 0));
    assert_eq!(sum(&distribution), 232_000 * 100 * (500 + 300 + 793));
    assert_eq!(
        distribution.left.0,
        40_000_000_000 - 232_000 * 100 * (500 + 300 + 793)
    );
}

#[test]
fn a_budget_short_of_the_first_shift_is_shared_or_waits_for_a_person() {
    let short = tenge(120_872_000);
    let shared = distribute(short, &three(), &DistributionRule::pilot()).unwrap();
    assert!(!shared.first_shift_covered);
    let first: Vec<_> = shared.shares.iter().map(|s| s.first_shift).collect();
    assert_eq!(
        first,
        [tenge(34_800_000), tenge(34_800_000), tenge(51_272_000)],
        "half the budget, half of each"
    );
    assert_eq!(others(&shared), [0, 0, 0]);
    let rule = DistributionRule::pilot().when_short(ShortBudget::NotDistributed);
    assert_eq!(
        distribute(short, &three(), &rule),
        Err(DistributionError::Short {
            lacking: tenge(120_872_000)
        })
    );
}

#[test]
fn figures_that_cannot_be_are_refused() {
    let rule = DistributionRule::pilot();
    let of = |needs: &[Need]| distribute(tenge(1_000), needs, &rule).err();
    let one = need(1, 1, 2, 100);
    assert_eq!(of(&[one, one]), Some(DistributionError::Twice));
    let mut odd = one;
    odd.pupils_beyond = 0;
    assert_eq!(of(&[odd]), Some(DistributionError::Unfit));
    odd = one;
    odd.others = Tiyn(-1);
    assert_eq!(of(&[odd]), Some(DistributionError::Negative));
    odd = one;
    odd.pupils_beyond = 3;
    assert_eq!(of(&[odd]), Some(DistributionError::Unfit));
    assert_eq!(
        distribute(Tiyn(-1), &[one], &rule),
        Err(DistributionError::Negative)
    );
    let huge = Need {
        first_shift: Tiyn(i64::MAX),
        ..need(2, 1, 2, 100)
    };
    assert_eq!(of(&[one, huge]), Some(DistributionError::Overflow));
    assert_eq!(of(&[]), None, "no schools, nothing to do");
}

fn any_needs() -> impl Strategy<Value = Vec<Need>> {
    let one = (0..400u32, 0..400u32, 1..900_000i64, 1..900_000i64);
    proptest::collection::vec(one, 0..12).prop_map(|schools| {
        (1..)
            .zip(schools)
            .map(|(number, (first, beyond, a, b))| Need {
                school: school(number),
                first_shift: Tiyn(a * i64::from(first)),
                others: Tiyn(b * i64::from(beyond)),
                pupils_beyond: beyond,
                pupils: first + beyond,
            })
            .collect()
    })
}

fn any_rule() -> impl Strategy<Value = DistributionRule> {
    prop_oneof![
        Just(Proportion::NotYetFinanced),
        Just(Proportion::WholeContingent)
    ]
    .prop_map(|proportion| DistributionRule::pilot().in_proportion_to(proportion))
}

proptest! {
    #[test]
    fn every_tiyn_is_accounted_for_and_nobody_is_above_need(
        needs in any_needs(), budget in 0..2_000_000_000i64, rule in any_rule(),
    ) {
        let distribution = distribute(Tiyn(budget), &needs, &rule).unwrap();
        let needed: i64 = needs.iter().map(|n| n.first_shift.0 + n.others.0).sum();
        prop_assert_eq!(sum(&distribution), budget.min(needed));
        prop_assert_eq!(distribution.left.0, budget - sum(&distribution));
        for (need, share) in needs.iter().zip(&distribution.shares) {
            prop_assert_eq!(need.school, share.school);
            prop_assert!((0..=need.first_shift.0).contains(&share.first_shift.0));
            prop_assert!((0..=need.others.0).contains(&share.others.0));
            prop_assert_eq!(
                share.lacking.0,
                need.first_shift.0 + need.others.0 - share.first_shift.0 - share.others.0
            );
            prop_assert!(!distribution.first_shift_covered || share.first_shift == need.first_shift);
        }
    }

    #[test]
    fn the_order_of_the_list_changes_nothing(
        needs in any_needs(), budget in 0..2_000_000_000i64, rule in any_rule(), turn in 0..12usize,
    ) {
        let mut turned = needs.clone();
        turned.reverse();
        let by = turn.min(turned.len());
        turned.rotate_left(by);
        prop_assert_eq!(
            distribute(Tiyn(budget), &needs, &rule),
            distribute(Tiyn(budget), &turned, &rule)
        );
    }

    /// Of two schools that both get less than they need, each pupil weighs the same, to the tiyn.
    #[test]
    fn those_who_lack_are_served_in_proportion(
        needs in any_needs(), budget in 0..2_000_000_000i64,
    ) {
        let rule = DistributionRule::pilot();
        let distribution = distribute(Tiyn(budget), &needs, &rule).unwrap();
        let served: Vec<(i128, i128)> = needs
            .iter()
            .zip(&distribution.shares)
            .filter(|(need, share)| share.others < need.others)
            .map(|(need, share)| (i128::from(share.others.0), i128::from(need.pupils_beyond)))
            .collect();
        for pair in served.windows(2) {
            let [(a, weight_a), (b, weight_b)] = pair else { continue };
            // |a/wa - b/wb| is below one tiyn of each.
            prop_assert!((a * weight_b - b * weight_a).abs() <= weight_a + weight_b);
        }
    }

    /// A larger budget takes nothing from anybody, but for the tiyn that rounding moves.
    #[test]
    fn more_money_is_never_less_for_a_school(
        needs in any_needs(), budget in 0..2_000_000_000i64, more in 0..1_000_000i64, rule in any_rule(),
    ) {
        let before = distribute(Tiyn(budget), &needs, &rule).unwrap();
        let after = distribute(Tiyn(budget + more), &needs, &rule).unwrap();
        for (before, after) in before.shares.iter().zip(&after.shares) {
            prop_assert!(after.first_shift.0 + 1 >= before.first_shift.0);
            prop_assert!(after.others.0 + 1 >= before.others.0);
        }
    }
}

#[test]
fn the_price_is_rounded_before_it_is_multiplied() {
    let price = monthly_price(tenge(695_000)).unwrap();
    assert_eq!(price, Tiyn(5_791_667));
    let line = PriceLine {
        quantity: 442,
        price,
    };
    assert_eq!(line.cost(), Some(Tiyn(2_559_916_814)));
    assert_eq!(act_total(&[line, line]), Some(Tiyn(5_119_833_628)));
    assert_eq!(monthly_price(Tiyn(0)), None);
    assert_eq!(
        act_total(&[PriceLine {
            quantity: u32::MAX,
            price: Tiyn(i64::MAX)
        }]),
        None
    );
}

#[test]
fn pupils_above_the_permit_are_not_paid_for_and_the_reason_is_named() {
    let limits = [
        (Limit::DesignCapacity, 482),
        (Limit::SanitaryPermit, 442),
        (Limit::ContractPlaces, 500),
    ];
    let paid = payable(793, &limits);
    assert_eq!((paid.paid, paid.excluded), (442, 351));
    assert_eq!(paid.by, [Limit::SanitaryPermit]);
    let within = payable(442, &limits);
    assert_eq!((within.paid, within.excluded), (442, 0));
    assert_eq!(within.by, []);
    let twice = payable(
        10,
        &[(Limit::ContractPlaces, 5), (Limit::SanitaryPermit, 5)],
    );
    assert_eq!(twice.by, [Limit::SanitaryPermit, Limit::ContractPlaces]);
    assert_eq!(payable(7, &[]).paid, 7);
}

#[test]
fn free_places_of_one_building_seat_nobody_in_another() {
    let building = |number, limits: &[(Limit, u32)]| {
        (PremisesId::new(Uuid::from_u128(number)), limits.to_vec())
    };
    let two = BTreeMap::from([
        building(
            1,
            &[(Limit::SanitaryPermit, 100), (Limit::DesignCapacity, 300)],
        ),
        building(
            2,
            &[(Limit::SanitaryPermit, 300), (Limit::DesignCapacity, 100)],
        ),
    ]);
    let paid = payable_in(350, &two);
    assert_eq!((paid.paid, paid.excluded), (200, 150));
    assert_eq!(paid.by, [Limit::SanitaryPermit, Limit::DesignCapacity]);
    let within = payable_in(200, &two);
    assert_eq!((within.paid, within.excluded, within.by), (200, 0, vec![]));
    // Nothing is known of the second: it may hold everybody.
    let half = BTreeMap::from([
        building(1, &[(Limit::SanitaryPermit, 100)]),
        building(2, &[]),
    ]);
    assert_eq!(payable_in(350, &half).paid, 350);
    assert_eq!(payable_in(350, &BTreeMap::new()).paid, 350);
    let one = BTreeMap::from([building(
        1,
        &[(Limit::DesignCapacity, 482), (Limit::SanitaryPermit, 442)],
    )]);
    assert_eq!(
        payable_in(793, &one),
        payable(793, &one.into_values().next().unwrap())
    );
    // A contract without places in a building pays for nobody there.
    let none = BTreeMap::from([
        building(1, &[(Limit::ContractPlaces, 60)]),
        building(
            2,
            &[(Limit::ContractPlaces, 0), (Limit::SanitaryPermit, 500)],
        ),
    ]);
    assert_eq!(payable_in(90, &none).paid, 60);
}

#[test]
fn construction_is_reimbursed_by_the_index_of_each_year() {
    let rule = ReimbursementRule::pilot();
    let mut indices = IndexTable::default();
    for year in 2023..2031 {
        indices = indices.with(year, tenge(3_450));
    }
    let all = |kind| -> i64 {
        schedule(kind, 1, 2023, &rule, &indices)
            .unwrap()
            .iter()
            .map(|year| year.sum.unwrap().0)
            .sum()
    };
    assert_eq!(all(ConstructionKind::Construction), 264_960_000);
    assert_eq!(all(ConstructionKind::Reconstruction), 129_720_000);
    // Beside it the state order pays for teaching, 590,000 for a pupil and year: worked cases T3, a
    // year of a new school with 100 pupils, and T4, all that comes of one pupil's eight years. They
    // are told without rounding the price of a month, which acts round to the tiyn.
    let price = monthly_price(tenge(590_000)).unwrap();
    let taught = |quantity, months| PriceLine { quantity, price }.cost().unwrap().0 * months;
    let first = schedule(ConstructionKind::Construction, 100, 2023, &rule, &indices).unwrap();
    let year = first[0].sum.unwrap().0 + taught(100, 12);
    assert_eq!(
        year,
        tenge(92_120_000).0 + 400,
        "a third of a tiyn, 1,200 times"
    );
    let all_of_one = all(ConstructionKind::Construction) + taught(1, 96);
    assert_eq!(all_of_one, tenge(2_649_600 + 4_720_000).0 + 32);

    let published = schedule(
        ConstructionKind::Construction,
        100,
        2025,
        &rule,
        &IndexTable::published(),
    )
    .unwrap();
    assert_eq!(published.len(), 8);
    assert_eq!(published[0].sum, Some(tenge(37_747_200)));
    assert_eq!(published[1].sum, Some(tenge(41_520_000)));
    assert_eq!(published[2].sum, None, "no law has set the index of 2027");
    let months = monthly_sums(tenge(184_804)).unwrap();
    assert_eq!(months[0], Tiyn(1_540_033));
    assert_eq!(months.iter().map(|month| month.0).sum::<i64>(), 18_480_400);
    assert!(schedule(ConstructionKind::Construction, 1, 1999, &rule, &indices).is_err());
}
