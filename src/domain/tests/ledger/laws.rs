//! Laws of the formulas, whatever the figures.

use baqylau_domain::calendar::Period;
use baqylau_domain::money::Tiyn;
use baqylau_domain::voucher::{
    CurrentMonth, current_month_due, is_present_enough, monthly_parts, share, workoff_debt,
    workoff_months,
};
use chrono::{Datelike, NaiveDate, TimeDelta};
use proptest::prelude::*;

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0..36_000i64)
        .prop_map(|days| NaiveDate::from_ymd_opt(2001, 1, 1).unwrap() + TimeDelta::days(days))
}

fn any_period() -> impl Strategy<Value = Period> {
    (2000..=2100i32, 1..=12u32).prop_map(|(year, month)| Period::new(year, month).unwrap())
}

proptest! {
    #[test]
    fn parts_sum_to_the_price_and_differ_by_rounding_alone(
        price in 1..=1_000_000_000_000_000i64,
        parts in 1..=60u32,
    ) {
        match monthly_parts(Tiyn(price), parts) {
            Some(all) => {
                prop_assert_eq!(all.len(), usize::try_from(parts).unwrap());
                prop_assert_eq!(all.iter().map(|part| part.0).sum::<i64>(), price);
                prop_assert!(all.iter().all(|part| part.0 > 0));
                let n = i64::from(parts);
                for part in &all[..all.len() - 1] {
                    prop_assert_eq!(*part, all[0]);
                    // Half up: no more than half a tiyn from the exact quotient.
                    prop_assert!((part.0 * n - price).abs() * 2 <= n);
                }
                let last = all[all.len() - 1].0;
                prop_assert!((last - price / n).abs() <= n);
            }
            // Only of prices too small for so many parts.
            None => prop_assert!(price < i64::from(parts) * i64::from(parts)),
        }
    }

    #[test]
    fn more_presence_is_never_worth_less(
        attended in 0..500u32, scheduled in 1..500u32, percent in 0..=100u32, boundary: bool,
    ) {
        let enough = |attended| is_present_enough(attended, scheduled, percent, boundary).unwrap();
        prop_assert!(enough(attended) <= enough(attended + 1));
        if !boundary {
            let counted = is_present_enough(attended, scheduled, percent, true).unwrap();
            prop_assert!(enough(attended) <= counted);
        }
        if percent == 50 && boundary {
            prop_assert_eq!(enough(attended), 2 * attended >= scheduled);
        }
    }

    #[test]
    fn shares_of_a_whole_are_within_it_and_grow(
        value in 0..=i64::MAX, whole in 1..=1_000u64, part in 0..1_000u64,
    ) {
        let part = part.min(whole);
        let of = share(Tiyn(value), part, whole).unwrap();
        prop_assert!(of.0 >= 0 && of.0 <= value);
        prop_assert!(of <= share(Tiyn(value), (part + 1).min(whole), whole).unwrap());
        let rest = share(Tiyn(value), whole - part, whole).unwrap();
        let sum = i128::from(of.0) + i128::from(rest.0) - i128::from(value);
        prop_assert!((0..=1).contains(&sum), "half up gives a tiyn too many at most");
    }

    #[test]
    fn the_current_month_is_due_by_its_days_in_every_month(
        part in 1..=100_000_000i64, ended in any_day(),
    ) {
        let due = |rule| current_month_due(Tiyn(part), ended, rule).unwrap().0;
        let days = Period::of(ended).unwrap().last_day().day();
        prop_assert_eq!(due(CurrentMonth::Nothing), 0);
        prop_assert_eq!(due(CurrentMonth::Whole), part);
        prop_assert!(due(CurrentMonth::DaysBeforeLast) <= due(CurrentMonth::DaysWithLast));
        if ended.day() == days {
            prop_assert_eq!(due(CurrentMonth::DaysWithLast), part);
        }
        if ended.day() == 1 {
            prop_assert_eq!(due(CurrentMonth::DaysBeforeLast), 0);
        }
    }

    #[test]
    fn a_month_begins_on_its_first_day_and_ends_before_the_next(period in any_period()) {
        prop_assert_eq!(Period::of(period.first_day()), Some(period));
        prop_assert_eq!(Period::of(period.last_day()), Some(period));
        prop_assert_eq!(period.last_day().succ_opt().unwrap().day(), 1);
        if period.month() == 2 {
            let leap = NaiveDate::from_ymd_opt(period.year(), 2, 29).is_some();
            prop_assert_eq!(period.last_day().day(), if leap { 29 } else { 28 });
        }
    }

    #[test]
    fn months_are_moved_there_and_back(a in any_period(), b in any_period(), by in -30..30i32) {
        prop_assert_eq!(b.plus_months(a.months_since(b)), Some(a));
        if let Some(moved) = a.plus_months(by) {
            prop_assert_eq!(moved.months_since(a), by);
            prop_assert_eq!(moved > a, by > 0);
        }
        if let Some(before) = a.previous() {
            prop_assert_eq!(a.plus_months(-1), Some(before));
        }
    }

    #[test]
    fn more_work_never_owes_more_and_all_of_it_owes_nothing(
        cost in 0..=1_000_000_000_000i64, required in 1..=120u32, served in 0..=130u32,
    ) {
        let debt = |served| workoff_debt(Tiyn(cost), required, served).unwrap();
        prop_assert!(debt(served) >= debt(served + 1));
        prop_assert_eq!(debt(0), Tiyn(cost));
        prop_assert_eq!(debt(required), Tiyn(0));
        prop_assert!(debt(served).0 <= cost);
    }

    #[test]
    fn a_whole_grant_is_worked_off_whole(study in 1..=120u32, on in 0..=120u32) {
        let on = on.min(study);
        let months = workoff_months(36, on, study).unwrap();
        prop_assert!(months <= 36);
        prop_assert_eq!(workoff_months(36, study, study), Some(36));
        prop_assert_eq!(workoff_months(36, on, 0), None);
    }
}
