//! What the clock makes of points past their terms: proposals to terminate, once, and no more.

use baqylau_domain::calendar::add_months;
use baqylau_domain::identifiers::VisitId;
use baqylau_domain::overdue::{OpenPoint, Overdue, overdue};
use baqylau_domain::policy::{Basis, Policy};
use baqylau_domain::sanction::{Decision, Sanction, SanctionState};
use baqylau_domain::traffic_light::{Consequence, Ground};
use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use crate::sanctions::proposed;
use crate::world;

fn day(text: &str) -> NaiveDate {
    NaiveDate::parse_from_str(text, "%d.%m.%Y").unwrap()
}

fn point(number: u32, norm: &str, due: NaiveDate) -> OpenPoint<'_> {
    OpenPoint { number, norm, due }
}

fn found(
    points: &[OpenPoint<'_>],
    handed_over: NaiveDate,
    sanctions: &[Sanction],
    today: NaiveDate,
) -> Option<Overdue> {
    overdue(
        points.iter().copied(),
        VisitId::new(world::uuid(100)),
        handed_over,
        sanctions,
        today,
        &Policy::pilot(),
    )
}

fn in_state(grounds: &[Ground], points: &[u32], state: SanctionState) -> Sanction {
    Sanction {
        state,
        points: points.to_vec(),
        ..proposed(grounds)
    }
}

fn decision() -> Decision {
    Decision {
        by: world::person(world::CHAIR),
        at: world::morning(),
        reason: "по акту".into(),
    }
}

fn suspended() -> SanctionState {
    SanctionState::Suspended {
        decision: decision(),
        since: day("01.11.2025"),
        until: day("01.03.2026"),
    }
}

fn dismissed() -> SanctionState {
    SanctionState::Dismissed {
        decision: decision(),
    }
}

#[test]
fn a_fire_or_sanitary_violation_leads_to_a_proposal_the_day_after_its_term() {
    for norm in ["PPB", "TR405", "FIRECL", "SAN"] {
        let points = [point(3, norm, day("30.11.2025"))];
        let handed = day("31.10.2025");
        assert_eq!(
            found(&points, handed, &[], day("30.11.2025")),
            None,
            "{norm}"
        );
        assert_eq!(
            found(&points, handed, &[], day("01.12.2025")),
            Some(Overdue {
                grounds: vec![Ground::SafetyNotRemedied],
                points: vec![3],
            }),
            "{norm}"
        );
    }
    assert_eq!(
        Ground::SafetyNotRemedied.consequence(),
        Consequence::Termination
    );
    assert_eq!(Policy::pilot().safety_norms.basis, Basis::Proposal);
}

#[test]
fn a_guard_a_paper_or_a_door_is_no_fire_and_no_sanitary_violation() {
    for norm in ["ATH", "AT305", "GOZ", "SEED", "QUAL", ""] {
        let points = [point(1, norm, day("30.11.2025"))];
        assert_eq!(
            found(&points, day("31.10.2025"), &[], day("28.02.2026")),
            None,
            "{norm}"
        );
    }
}

#[test]
fn violations_ignored_for_four_months_lead_to_a_proposal_without_any_suspension() {
    let points = [
        point(1, "QUAL", day("30.11.2025")),
        point(2, "GOZ", day("01.06.2026")),
    ];
    let handed = day("31.10.2025");
    assert_eq!(
        found(&points, handed, &[], day("28.02.2026")),
        None,
        "31.10.2025 and four months: the last day still counts"
    );
    assert_eq!(
        found(&points, handed, &[], day("01.03.2026")),
        Some(Overdue {
            grounds: vec![Ground::ViolationsIgnored],
            points: vec![1],
        }),
        "what still has its term is not ignored"
    );
    let only_the_long_one = &points[1..];
    assert_eq!(
        found(only_the_long_one, handed, &[], day("01.06.2026")),
        None
    );
    assert!(found(only_the_long_one, handed, &[], day("02.06.2026")).is_some());
}

#[test]
fn a_suspension_in_force_has_a_limit_of_its_own() {
    let late = [
        point(1, "QUAL", day("30.11.2025")),
        point(2, "PPB", day("30.11.2025")),
    ];
    let today = day("01.03.2026");
    let address = in_state(&[Ground::AddressNotInLicence], &[], suspended());
    assert_eq!(
        found(&late, day("31.10.2025"), &[address], today),
        Some(Overdue {
            grounds: vec![Ground::SafetyNotRemedied],
            points: vec![2],
        }),
        "a fire exit is another ground than an address"
    );
    let safety = in_state(&[Ground::SafetyNotRemedied], &[2], suspended());
    assert_eq!(found(&late, day("31.10.2025"), &[safety], today), None);
}

#[test]
fn nothing_is_proposed_beside_a_termination_that_waits_or_was_decided() {
    let late = [point(1, "PPB", day("30.11.2025"))];
    let today = day("01.03.2026");
    let terminated = SanctionState::Terminated {
        decision: decision(),
    };
    let escalated = SanctionState::Escalated {
        decision: decision(),
        since: day("31.10.2025"),
        escalated_on: day("01.03.2026"),
    };
    let check = |sanction: Sanction| found(&late, day("31.10.2025"), &[sanction], today);
    assert_eq!(check(proposed(&[Ground::LicenceWithdrawn])), None);
    assert_eq!(
        check(in_state(&[Ground::TaxOrSocialDebt], &[], escalated)),
        None
    );
    assert_eq!(
        check(in_state(&[Ground::StudyStopped], &[], terminated.clone())),
        None
    );
    let elsewhere = |grounds: &[Ground]| Sanction {
        visit: VisitId::new(world::uuid(777)),
        ..in_state(grounds, &[], terminated.clone())
    };
    assert_eq!(
        check(elsewhere(&[Ground::StudyStopped])),
        None,
        "the whole contract is gone"
    );
    assert!(
        check(elsewhere(&[Ground::SafetyNotRemedied])).is_some(),
        "only another building's"
    );
    assert!(
        check(proposed(&[Ground::AddressNotInLicence])).is_some(),
        "a suspension nobody decided stops no clock"
    );
}

#[test]
fn what_an_officer_dismissed_is_not_proposed_again_but_the_next_late_point_is() {
    let first = point(1, "SAN", day("30.11.2025"));
    let second = point(2, "SAN", day("10.12.2025"));
    let before = in_state(&[Ground::SafetyNotRemedied], &[1], dismissed());
    let handed = day("31.10.2025");
    let found = |today| {
        found(
            &[first, second],
            handed,
            std::slice::from_ref(&before),
            today,
        )
    };
    assert_eq!(found(day("10.12.2025")), None);
    assert_eq!(found(day("11.12.2025")).unwrap().points, [2]);
    let ignored = found(day("01.03.2026")).unwrap();
    assert_eq!(
        ignored.grounds,
        [Ground::SafetyNotRemedied, Ground::ViolationsIgnored],
        "four months of ignoring are another ground"
    );
    assert_eq!(ignored.points, [1, 2]);
}

#[test]
fn parameters_written_before_the_norms_were_named_are_read_with_them() {
    let mut older = serde_json::to_value(Policy::pilot()).unwrap();
    older
        .as_object_mut()
        .unwrap()
        .remove("safety_norms")
        .unwrap();
    assert_eq!(
        serde_json::from_value::<Policy>(older).unwrap(),
        Policy::pilot()
    );
}

proptest! {
    #[test]
    fn the_four_months_end_with_the_month_and_the_order_of_points_says_nothing(
        start in 0..4_000u64,
        dues in proptest::collection::vec((0..400u64, prop::sample::select(vec!["PPB", "SAN", "GOZ", ""])), 1..6),
        ahead in 0..500u64,
    ) {
        let handed = day("01.01.2024") + Days::new(start);
        let today = handed + Days::new(ahead);
        let mut points: Vec<OpenPoint<'_>> = dues
            .iter()
            .zip(1u32..)
            .map(|((due, norm), number)| point(number, norm, handed + Days::new(*due)))
            .collect();
        let limit = add_months(handed, Policy::pilot().ignored_limit.value);
        let answer = found(&points, handed, &[], today);
        let late = |point: &OpenPoint<'_>| today > point.due;
        let safety = points.iter().any(|point| late(point) && ["PPB", "SAN"].contains(&point.norm));
        let ignored = today > limit && points.iter().any(late);
        let grounds = answer.as_ref().map(|answer| answer.grounds.clone()).unwrap_or_default();
        prop_assert_eq!(grounds.contains(&Ground::SafetyNotRemedied), safety);
        prop_assert_eq!(grounds.contains(&Ground::ViolationsIgnored), ignored);
        points.reverse();
        prop_assert_eq!(found(&points, handed, &[], today), answer);
    }
}
