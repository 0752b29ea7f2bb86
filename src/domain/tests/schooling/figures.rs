//! Figures of a year: by month and department, the age of what isn't paid, how long things wait.

use crate::records::{
    Got, act, almaty, application, contract, contract_in, day, month, payment, plan, shymkent,
};
use baqylau_domain::identifiers::Kato;
use baqylau_domain::money::Tiyn;
use baqylau_domain::schooling::{
    ApplicationStage as Stage, Figure, FigureOf, OrderFigures, OrderTerms, PaymentState,
    SchoolingRecord as Record, StageKind, years,
};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn figures(records: &[Record], today: &str) -> OrderFigures {
    OrderFigures::of(records, 2026, day(today), &OrderTerms::pilot()).unwrap()
}

fn sums(figures: &OrderFigures, department: Option<Kato>, what: FigureOf) -> Vec<i64> {
    let months = figures.months(department);
    months.iter().map(|month| month.of(what).sum.0).collect()
}

fn paid(on: &str) -> PaymentState {
    PaymentState::Paid { on: day(on) }
}

#[test]
fn a_month_is_planned_contracted_acted_and_paid_with_the_records_behind_each() {
    let signed = contract(3, 1, 1_000, Some("2026-09-04"));
    let open = contract(4, 2, 500, None);
    let acts = [
        act(11, &signed, month(9), 240, Got::Signed("2026-10-05")),
        act(12, &signed, month(10), 260, Got::BySchool("2026-11-05")),
    ];
    let [first, _] = &acts;
    let ordered = payment(1, first, paid("2026-10-20"), "2026-10-15");
    let older = plan(shymkent(), 1, &[(1, 9, 9_999)]);
    let newer = plan(shymkent(), 2, &[(1, 9, 100), (1, 10, 300), (2, 9, 50)]);
    let [first, second] = acts.clone();
    let records = [
        Record::Plan(newer),
        Record::Plan(older),
        Record::Contract(signed),
        Record::Contract(open),
        Record::Act(first),
        Record::Act(second),
        Record::Payment(ordered),
    ];
    let figures = figures(&records, "2026-11-10");
    let months = figures.months(None);
    let september = months.get(8).unwrap();
    let of = |what| september.of(what).clone();
    let figure = |sum, record| Figure {
        sum: Tiyn(sum),
        records: vec![record],
    };
    assert_eq!(of(FigureOf::Plan), figure(150, 0), "the version in force");
    // As the plan has it: a quarter in September, the rest in October; unsigned ones don't count.
    assert_eq!(of(FigureOf::Contracted), figure(250, 2));
    assert_eq!(of(FigureOf::Acted), figure(240, 4));
    assert_eq!(of(FigureOf::Paid), figure(240, 6));
    let october = months.get(9).unwrap();
    assert_eq!(october.of(FigureOf::Contracted).sum, Tiyn(750));
    assert_eq!(
        october.of(FigureOf::Acted).sum,
        Tiyn(0),
        "only both signatures count"
    );
    assert_eq!(years(&records), BTreeSet::from([2026]));
}

#[test]
fn a_contract_without_a_plan_stands_evenly_and_a_terminated_one_as_it_was_acted() {
    let even = contract(3, 1, 1_001, Some("2026-09-04"));
    let got = figures(&[Record::Contract(even.clone())], "2026-11-10");
    let contracted = sums(&got, None, FigureOf::Contracted);
    assert_eq!(contracted.get(8..), Some([251, 250, 250, 250].as_slice()));
    let mut ended = even;
    ended.contract.terminated = Some(day("2026-10-10"));
    ended.contract.acted = Tiyn(300);
    let acted = act(11, &ended, month(9), 300, Got::Signed("2026-10-05"));
    let got = figures(&[Record::Contract(ended), Record::Act(acted)], "2026-11-10");
    let contracted = sums(&got, None, FigureOf::Contracted);
    assert_eq!(contracted.get(8..), Some([300, 0, 0, 0].as_slice()));
}

#[test]
fn unpaid_acts_are_grouped_by_the_days_since_both_signed() {
    let of = contract(3, 1, 10_000, Some("2026-09-04"));
    let ages = [0, 10, 11, 30, 31, 60, 61, 300];
    let mut records: Vec<Record> = ages
        .iter()
        .enumerate()
        .map(|(place, age)| {
            let mut one = act(
                place as u128 + 1,
                &of,
                month(9),
                1 << place,
                Got::Signed("2026-10-05"),
            );
            if let baqylau_domain::schooling::SchoolActState::Signed { on, .. } = &mut one.act.state
            {
                *on = day("2026-12-31") - chrono::Days::new(*age);
            }
            Record::Act(one)
        })
        .collect();
    let got = figures(&records, "2026-12-31").unpaid(None);
    assert_eq!(got.clone().map(|group| group.sum.0), [3, 12, 48, 192]);
    assert_eq!(got.map(|group| group.records.len()), [2, 2, 2, 2]);
    // A payment on its way leaves the act unpaid; a made one doesn't.
    let Record::Act(first) = records.first().unwrap().clone() else {
        unreachable!()
    };
    records.push(Record::Payment(payment(
        1,
        &first,
        PaymentState::Sent,
        "2026-12-30",
    )));
    assert_eq!(
        figures(&records, "2026-12-31")
            .unpaid(None)
            .map(|g| g.sum.0),
        [3, 12, 48, 192]
    );
    records.push(Record::Payment(payment(
        2,
        &first,
        paid("2026-12-31"),
        "2026-12-30",
    )));
    assert_eq!(
        figures(&records, "2026-12-31")
            .unpaid(None)
            .map(|g| g.sum.0),
        [2, 12, 48, 192]
    );
}

#[test]
fn the_median_wait_is_the_middle_one_or_between_the_two_middle_ones() {
    let decided = |number, last: &str| {
        Record::Application(application(number, "2026-09-01", Stage::Accepted, last))
    };
    let open = Record::Application(application(9, "2026-09-01", Stage::New, "2026-09-01"));
    let three = [
        decided(1, "2026-09-04"),
        decided(2, "2026-09-30"),
        decided(3, "2026-09-07"),
        open,
    ];
    let waits = figures(&three, "2026-11-10").until_decided(Some(shymkent()));
    assert_eq!((waits.median_twice, waits.longest), (Some(12), Some(29)));
    assert_eq!(
        waits.records,
        [0, 1, 2],
        "what isn't decided has no time yet"
    );
    let [first, second, _, _] = three;
    let waits = figures(&[first, second], "2026-11-10").until_decided(None);
    assert_eq!(waits.median_twice, Some(32), "between 3 and 29 days");
    let nothing = figures(&[], "2026-11-10").until_paid(None);
    assert_eq!((nothing.median_twice, nothing.longest), (None, None));
    let of = contract(3, 1, 1_000, Some("2026-09-04"));
    let acted = act(11, &of, month(9), 240, Got::Signed("2026-10-05"));
    let made = payment(1, &acted, paid("2026-10-20"), "2026-10-15");
    let waits = figures(&[Record::Act(acted), Record::Payment(made)], "2026-11-10");
    assert_eq!(waits.until_paid(None).median_twice, Some(30));
}

#[test]
fn applications_stand_at_stages_and_last_years_decided_ones_are_left_out() {
    let of = |number, submitted: &str, stage: Stage, since: &str| {
        Record::Application(application(number, submitted, stage, since))
    };
    let records = [
        of(1, "2026-02-01", Stage::New, "2026-02-01"),
        of(2, "2025-12-01", Stage::New, "2025-12-01"),
        of(3, "2025-12-01", Stage::Accepted, "2025-12-05"),
        of(4, "2026-03-01", Stage::Withdrawn, "2026-03-02"),
    ];
    let got = figures(&records, "2026-11-10");
    assert_eq!(got.at_stage(None, StageKind::New).records, [0, 1]);
    assert_eq!(got.at_stage(None, StageKind::Withdrawn).records, [3]);
    assert_eq!(got.at_stage(None, StageKind::Accepted).records.len(), 0);
    assert_eq!(
        got.at_stage(Some(almaty()), StageKind::New).records.len(),
        0
    );
}

#[test]
fn sums_that_cannot_be_added_up_are_refused_rather_than_wrong() {
    let of = contract(3, 1, 1, Some("2026-09-04"));
    let huge = |number| {
        Record::Act(act(
            number,
            &of,
            month(9),
            i64::MAX,
            Got::Signed("2026-10-05"),
        ))
    };
    let terms = OrderTerms::pilot();
    let records = [huge(1), huge(2)];
    assert_eq!(
        OrderFigures::of(&records, 2026, day("2026-11-10"), &terms),
        None
    );
}

/// Contracts of two departments with acts, some of them paid.
fn any_records() -> impl Strategy<Value = Vec<Record>> {
    let one = (
        any::<bool>(),
        1..i64::from(u32::MAX),
        any::<bool>(),
        proptest::collection::vec((9..=12u32, 1..9_000_000i64, 0..3u8), 0..4),
        proptest::collection::vec((9..=12u32, 1..9_000_000i64), 0..4),
    );
    proptest::collection::vec(one, 0..12).prop_map(|contracts| {
        let mut records = Vec::new();
        let mut plans: [Vec<(u128, u32, i64)>; 2] = Default::default();
        for (place, (south, amount, ended, acts, planned)) in contracts.into_iter().enumerate() {
            let number = place as u128 + 1;
            let region = if south { shymkent() } else { almaty() };
            let mut of = contract_in(region, number, number, amount, Some("2026-09-04"));
            of.contract.terminated = ended.then(|| day("2026-12-01"));
            for (nth, (period, total, got)) in acts.into_iter().enumerate() {
                let id = number * 100 + nth as u128;
                let state = match got {
                    0 => Got::BySchool("2026-10-05"),
                    _ => Got::Signed("2026-10-05"),
                };
                let one = act(id, &of, month(period), total, state);
                if got == 2 {
                    let number = u32::try_from(id).unwrap();
                    let made = payment(number, &one, paid("2026-10-20"), "2026-10-15");
                    records.push(Record::Payment(made));
                }
                records.push(Record::Act(one));
            }
            let lines = planned
                .into_iter()
                .map(|(period, sum)| (number, period, sum));
            let plan = if south {
                plans.first_mut()
            } else {
                plans.last_mut()
            };
            plan.unwrap().extend(lines);
            records.push(Record::Contract(of));
        }
        let [south, north] = plans;
        records.push(Record::Plan(plan(shymkent(), 1, &south)));
        records.push(Record::Plan(plan(almaty(), 1, &north)));
        records
    })
}

proptest! {
    #[test]
    fn parts_sum_to_their_whole_to_the_tiyn(records in any_records()) {
        let got = figures(&records, "2026-12-31");
        let whole = got.whole(None);
        for what in FigureOf::ALL {
            let by_month: i64 = sums(&got, None, what).into_iter().sum();
            let by_department: i64 = got
                .departments()
                .map(|one| got.whole(Some(one)).of(what).sum.0)
                .sum();
            prop_assert_eq!(by_month, whole.of(what).sum.0);
            prop_assert_eq!(by_department, whole.of(what).sum.0);
        }
        let unpaid: i64 = got.unpaid(None).iter().map(|group| group.sum.0).sum();
        prop_assert_eq!(
            whole.of(FigureOf::Acted).sum.0,
            whole.of(FigureOf::Paid).sum.0 + unpaid,
            "what was acted is paid or waits"
        );
        let in_force: i64 = records
            .iter()
            .filter_map(|record| match record {
                Record::Contract(one) if one.contract.terminated.is_none() => {
                    one.contract.in_force().map(|terms| terms.amount.0)
                }
                _ => None,
            })
            .sum();
        let ended: BTreeSet<_> = records
            .iter()
            .filter_map(|record| match record {
                Record::Contract(one) if one.contract.terminated.is_some() => Some(one.contract.id),
                _ => None,
            })
            .collect();
        let acted_of_ended: i64 = records
            .iter()
            .filter_map(|record| match record {
                Record::Act(one) if one.act.is_signed() && ended.contains(&one.act.contract) => {
                    Some(one.act.total.0)
                }
                _ => None,
            })
            .sum();
        prop_assert_eq!(whole.of(FigureOf::Contracted).sum.0, in_force + acted_of_ended);
    }

    #[test]
    fn a_figure_is_the_sum_of_the_records_it_names(records in any_records()) {
        let got = figures(&records, "2026-12-31");
        for line in got.months(None) {
            for what in [FigureOf::Acted, FigureOf::Paid] {
                let figure = line.of(what);
                let named: i64 = figure
                    .records
                    .iter()
                    .map(|place| match records.get(*place) {
                        Some(Record::Act(one)) => one.act.total.0,
                        Some(Record::Payment(one)) => one.payment.amount.0,
                        other => panic!("{other:?}"),
                    })
                    .sum();
                prop_assert_eq!(named, figure.sum.0);
            }
        }
    }

    #[test]
    fn the_order_of_the_records_changes_no_sum(records in any_records()) {
        let mut turned = records.clone();
        turned.reverse();
        let (one, other) = (figures(&records, "2026-12-31"), figures(&turned, "2026-12-31"));
        for what in FigureOf::ALL {
            prop_assert_eq!(sums(&one, None, what), sums(&other, None, what));
        }
        prop_assert_eq!(one.unpaid(None).map(|g| g.sum), other.unpaid(None).map(|g| g.sum));
    }
}
