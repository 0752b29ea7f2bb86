//! The head count against the lists of the LMS and the QR marks.

use baqylau_domain::contingent::{Group, GroupCount, Learner, Presence};
use baqylau_domain::identifiers::Iin;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// A valid ИИН of somebody born on 14.03.2015, the n-th one.
fn iin(n: u32) -> Iin {
    let mut found = 0;
    for serial in 0..10_000u32 {
        for digit in 0..10u32 {
            if let Ok(iin) = format!("1503145{serial:04}{digit}").parse::<Iin>() {
                if found == n {
                    return iin;
                }
                found += 1;
            }
        }
    }
    panic!("not so many numbers");
}

fn learner(n: u32, in_lms: bool, qr_marked: bool) -> Learner {
    Learner {
        iin: iin(n),
        full_name: format!("Учащийся {n}"),
        qr_marked,
        in_lms,
    }
}

fn count(learners: &[(bool, bool, Option<Presence>)]) -> GroupCount {
    let mut marks = BTreeMap::new();
    let learners = (0u32..)
        .zip(learners)
        .map(|(n, (in_lms, qr, mark))| {
            let learner = learner(n, *in_lms, *qr);
            if let Some(mark) = mark {
                marks.insert(learner.iin, *mark);
            }
            learner
        })
        .collect();
    let group = Group {
        code: "ИС-23-1".into(),
        room: "214".into(),
        learners,
    };
    GroupCount::of(&group, &marks)
}

const PRESENT: Option<Presence> = Some(Presence::Present);
const ABSENT: Option<Presence> = Some(Presence::Absent);
const EXCUSED: Option<Presence> = Some(Presence::Excused);

/// A finished count of `lms` learners of whom `present` were seen.
fn sums(lms: u32, present: u32) -> GroupCount {
    let mut count = GroupCount::total("ИС-23-1", &[]);
    count.listed = lms;
    count.lms = lms;
    count.present = present;
    count
}

#[test]
fn a_mark_by_qr_without_a_person_in_the_room_is_a_phantom() {
    let group = count(&[
        (true, true, PRESENT),
        (true, true, ABSENT),
        (true, false, ABSENT),
        (true, true, EXCUSED),
    ]);
    assert_eq!((group.listed, group.lms, group.qr), (4, 4, 3));
    assert_eq!(
        (group.present, group.excused, group.phantom, group.unmarked),
        (1, 1, 1, 0)
    );
    assert_eq!(group.gap(), Some((2, 5_000)));
}

#[test]
fn a_count_is_not_finished_while_somebody_is_unmarked() {
    let group = count(&[(true, true, PRESENT), (true, true, None)]);
    assert_eq!(group.unmarked, 1);
    assert_eq!(group.gap(), None);
}

#[test]
fn somebody_the_lms_does_not_list_never_stands_in_for_somebody_missing() {
    let group = count(&[(true, true, ABSENT), (false, false, PRESENT)]);
    assert_eq!((group.lms, group.present, group.unlisted), (1, 1, 1));
    assert_eq!(
        group.gap(),
        Some((1, 10_000)),
        "the one the LMS lists is missing"
    );
}

#[test]
fn a_group_the_lms_lists_nobody_of_has_no_share() {
    assert_eq!(count(&[(false, false, PRESENT)]).gap(), None);
    assert_eq!(count(&[]).gap(), None);
}

#[test]
fn a_share_is_rounded_half_up_to_hundredths_of_a_percent() {
    let check = |lms: u32, present: u32, gap: u32, share: u32| {
        assert_eq!(
            sums(lms, present).gap(),
            Some((gap, share)),
            "{present} of {lms}"
        );
    };
    check(3, 2, 1, 3_333);
    check(3, 1, 2, 6_667);
    check(800, 799, 1, 13); // 0.125 % is 0.13 %
    check(8, 7, 1, 1_250);
    check(25, 25, 0, 0);
    check(u32::MAX, 0, u32::MAX, 10_000);
}

#[test]
fn more_people_than_the_list_is_no_gap() {
    assert_eq!(sums(10, 12).gap(), Some((0, 0)));
}

#[test]
fn a_total_of_nonsense_saturates_instead_of_wrapping() {
    let total = GroupCount::total("Всего", &[sums(u32::MAX, 1), sums(1, 1)]);
    assert_eq!(total.lms, u32::MAX);
    assert_eq!(total.present, 2);
}

fn any_learner() -> impl Strategy<Value = (bool, bool, Option<Presence>)> {
    let mark = prop_oneof![
        3 => Just(PRESENT),
        1 => Just(ABSENT),
        1 => Just(EXCUSED),
        1 => Just(None),
    ];
    (any::<bool>(), any::<bool>(), mark)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn nobody_is_counted_twice_and_nobody_is_lost(
        learners in proptest::collection::vec(any_learner(), 0..30),
    ) {
        let group = count(&learners);
        let absent = learners.iter().filter(|l| l.2 == ABSENT).count();
        prop_assert_eq!(usize::try_from(group.listed).unwrap(), learners.len());
        prop_assert_eq!(
            usize::try_from(group.present + group.excused + group.unmarked).unwrap() + absent,
            learners.len()
        );
        prop_assert!(usize::try_from(group.phantom).unwrap() <= absent);
        if let Some((gap, share)) = group.gap() {
            let missing = learners.iter().filter(|l| l.0 && l.2 == ABSENT).count();
            prop_assert_eq!(usize::try_from(gap).unwrap(), missing);
            prop_assert!(share <= 10_000);
        }
    }

    #[test]
    fn the_total_is_the_same_whatever_the_order_and_grouping(
        groups in proptest::collection::vec((0..5_000u32, 0..5_000u32), 0..8),
    ) {
        let groups: Vec<GroupCount> = groups.into_iter().map(|(l, p)| sums(l, p)).collect();
        let mut turned = groups.clone();
        turned.reverse();
        prop_assert_eq!(GroupCount::total("Σ", &groups), GroupCount::total("Σ", &turned));
        let (left, right) = groups.split_at(groups.len() / 2);
        let halves = [GroupCount::total("", left), GroupCount::total("", right)];
        prop_assert_eq!(GroupCount::total("Σ", &groups), GroupCount::total("Σ", &halves));
    }

    /// The share is within half of its unit of the true ratio.
    #[test]
    fn the_share_is_nearest(lms in 1..2_000_000u32, missing in 0..2_000_000u32) {
        let missing = missing.min(lms);
        let (gap, share) = sums(lms, lms - missing).gap().unwrap();
        prop_assert_eq!(gap, missing);
        let off = (i128::from(share) * i128::from(lms) - i128::from(gap) * 10_000) * 2;
        prop_assert!(off.abs() <= i128::from(lms));
    }
}

#[test]
fn orders_of_enrolment_are_compared_with_the_room_and_never_guessed() {
    let group = sums(25, 20);
    assert_eq!(group.orders_gap(), None, "nobody read the orders");
    assert_eq!(group.clone().with_orders(Some(23)).orders_gap(), Some(3));
    assert_eq!(
        group.clone().with_orders(Some(0)).orders_gap(),
        Some(-20),
        "orders that enrol nobody are not orders nobody read"
    );
    let mut unfinished = group.clone().with_orders(Some(23));
    unfinished.unmarked = 1;
    assert_eq!(unfinished.orders_gap(), None);
    let known = group.clone().with_orders(Some(23));
    let both = GroupCount::total("", &[known.clone(), known.clone()]);
    assert_eq!((both.orders, both.orders_gap()), (Some(46), Some(6)));
    let half = GroupCount::total("", &[known, group]);
    assert_eq!(
        (half.orders, half.orders_gap()),
        (None, None),
        "a sum over some of the groups is compared with nothing"
    );
    assert_eq!(GroupCount::total("", &[]).orders, None);
}
