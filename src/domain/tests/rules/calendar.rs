//! Months, legal days, working days, due dates and dated parameters.

use baqylau_domain::Moment;
use baqylau_domain::calendar::{Months, Period, WorkingCalendar, add_months, legal_day};
use baqylau_domain::finding::Severity;
use baqylau_domain::policy::{Basis, Policies, Policy};
use baqylau_domain::prescription::{DueColour, PointState, PrescriptionPoint, due_colour, is_late};
use baqylau_domain::sanction::{ignored_too_long, study_stopped_too_long, suspension_limit};
use chrono::{Datelike, Days, NaiveDate};
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    NaiveDate::parse_from_str(text, "%d.%m.%Y").unwrap()
}

fn moment(text: &str) -> Moment {
    text.parse().unwrap()
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0..40_000i32).prop_map(|n| {
        NaiveDate::from_ymd_opt(1995, 1, 1).unwrap() + chrono::TimeDelta::days(i64::from(n))
    })
}

#[test]
fn four_months_end_on_the_same_day_or_on_the_last_day_of_a_shorter_month() {
    let policy = Policy::pilot();
    let check = |began: &str, last: &str| {
        assert_eq!(suspension_limit(day(began), &policy), day(last), "{began}");
    };
    check("16.02.2026", "16.06.2026");
    check("31.10.2025", "28.02.2026");
    check("30.11.2025", "30.03.2026");
    check("31.12.2025", "30.04.2026");
    check("31.10.2027", "29.02.2028");
}

#[test]
fn study_may_stand_still_for_a_month_but_not_for_a_day_more() {
    let policy = Policy::pilot();
    let check = |since: &str, today: &str, too_long: bool| {
        assert_eq!(
            study_stopped_too_long(day(since), day(today), &policy),
            too_long,
            "{today}"
        );
    };
    check("15.01.2026", "15.02.2026", false);
    check("15.01.2026", "16.02.2026", true);
    check("31.01.2026", "28.02.2026", false);
    check("31.01.2026", "01.03.2026", true);
}

#[test]
fn violations_may_be_ignored_for_four_months_but_not_for_a_day_more() {
    let policy = Policy::pilot();
    assert!(!ignored_too_long(
        day("16.02.2026"),
        day("16.06.2026"),
        &policy
    ));
    assert!(ignored_too_long(
        day("16.02.2026"),
        day("17.06.2026"),
        &policy
    ));
}

#[test]
fn the_end_of_the_calendar_is_reached_without_a_panic() {
    assert_eq!(add_months(NaiveDate::MAX, Months(1)), NaiveDate::MAX);
    assert_eq!(
        add_months(day("01.01.2026"), Months(u32::MAX)),
        NaiveDate::MAX
    );
    let calendar = WorkingCalendar::default();
    assert_eq!(calendar.add_working_days(NaiveDate::MAX, 1), NaiveDate::MAX);
}

#[test]
fn working_days_skip_weekends_holidays_and_honour_moved_days() {
    let check = |calendar: &WorkingCalendar, start: &str, days: u32, last: &str| {
        assert_eq!(
            calendar.add_working_days(day(start), days),
            day(last),
            "{start} + {days}"
        );
    };
    let mut calendar = WorkingCalendar::default();
    check(&calendar, "01.07.2026", 2, "03.07.2026");
    check(&calendar, "03.07.2026", 1, "06.07.2026");
    check(&calendar, "03.07.2026", 0, "03.07.2026");
    calendar.free.insert(day("06.07.2026"));
    check(&calendar, "03.07.2026", 2, "08.07.2026");
    check(&calendar, "03.07.2026", 5, "13.07.2026");
    calendar.worked.insert(day("04.07.2026"));
    check(&calendar, "03.07.2026", 2, "07.07.2026");
}

#[test]
fn a_term_does_not_run_out_over_nauryz() {
    let calendar = Policy::pilot().calendar;
    let check = |start: &str, days: u32, last: &str| {
        let found = calendar.add_working_days(day(start), days);
        assert_eq!(found, day(last), "{start} + {days}");
    };
    // 2028: Tuesday to Thursday; handed over on Monday, three working days to object.
    check("20.03.2028", 3, "28.03.2028");
    // 2026: Saturday, Sunday and Monday; the first two make Tuesday and Wednesday free.
    check("20.03.2026", 1, "26.03.2026");
    check("20.03.2026", 3, "30.03.2026");
    // 2027: Sunday to Tuesday; Wednesday is free for Sunday.
    check("19.03.2027", 3, "29.03.2027");
    // The Day of the Republic of 2026 is a Sunday.
    check("23.10.2026", 1, "27.10.2026");
    // 1 and 2 January 2028 are a weekend: Monday and Tuesday are free for them; Christmas on
    // Friday is free, and on a Sunday (2029) makes no other day so.
    check("31.12.2027", 1, "05.01.2028");
    check("06.01.2028", 1, "10.01.2028");
    check("05.01.2029", 1, "08.01.2029");
}

#[test]
fn holidays_say_where_they_come_from_and_what_is_not_among_them() {
    let calendar = Policy::pilot().calendar;
    assert_eq!(calendar.holidays.basis, Basis::Law);
    assert_eq!(calendar.holidays.value.len(), 14);
    // The first day of Kurban Ait is announced each year and added as a day of that year.
    let mut announced = calendar.clone();
    announced.free.insert(day("27.05.2026"));
    assert!(calendar.is_working(day("27.05.2026")) && !announced.is_working(day("27.05.2026")));
    // A policy written before holidays were known is read as it was meant.
    let old = serde_json::json!({ "free": ["2026-03-23"], "worked": [] });
    let old: WorkingCalendar = serde_json::from_value(old).unwrap();
    assert!(old.holidays.value.is_empty() && !old.is_working(day("23.03.2026")));
}

#[test]
fn a_day_begins_at_midnight_in_kazakhstan_and_not_at_five_in_the_morning() {
    assert_eq!(legal_day(moment("2026-11-02T18:59:59Z")), day("02.11.2026"));
    assert_eq!(legal_day(moment("2026-11-02T19:00:00Z")), day("03.11.2026"));
    // Astana lived by UTC+6 until the first of March 2024.
    assert_eq!(legal_day(moment("2024-02-29T17:59:59Z")), day("29.02.2024"));
    assert_eq!(legal_day(moment("2024-02-28T18:00:00Z")), day("29.02.2024"));
}

#[test]
fn a_month_that_no_calendar_has_is_not_read() {
    let read = |text: &str| serde_json::from_str::<Period>(text).ok();
    let may = Period::new(2026, 5);
    assert_eq!(read(r#"{"year":2026,"month":5}"#), may);
    assert_eq!(
        serde_json::to_string(&may.unwrap()).unwrap(),
        r#"{"year":2026,"month":5}"#
    );
    for text in [
        r#"{"year":2026,"month":0}"#,
        r#"{"year":2026,"month":13}"#,
        r#"{"year":1999,"month":12}"#,
        r#"{"year":-2147483648,"month":4294967295}"#,
    ] {
        assert_eq!(read(text), None, "{text}");
    }
}

#[test]
fn a_period_is_a_month_of_a_year_and_knows_the_one_before() {
    assert_eq!(Period::new(2026, 13), None);
    assert_eq!(Period::new(2026, 0), None);
    assert_eq!(Period::new(1999, 12), None);
    let january = Period::new(2026, 1).unwrap();
    assert_eq!(january.previous(), Period::new(2025, 12));
    assert_eq!(Period::new(2000, 1).unwrap().previous(), None);
    assert_eq!(Period::of(day("31.01.2026")), Some(january));
    assert!(january.previous().unwrap() < january);
}

#[test]
fn a_due_date_is_red_at_five_days_yellow_at_ten_and_green_beyond() {
    let policy = Policy::pilot();
    let today = day("22.11.2026");
    let colour = |left: i64| due_colour(today + chrono::TimeDelta::days(left), today, &policy);
    for left in [-400, -1, 0, 5] {
        assert_eq!(colour(left), DueColour::Red, "{left}");
    }
    for left in [6, 10] {
        assert_eq!(colour(left), DueColour::Yellow, "{left}");
    }
    for left in [11, 400] {
        assert_eq!(colour(left), DueColour::Green, "{left}");
    }
}

#[test]
fn a_point_is_late_the_day_after_its_term_unless_it_was_remedied() {
    let point = PrescriptionPoint {
        number: 1,
        list: "SAFE".into(),
        item: "B07".into(),
        risk: Severity::Gross,
        recommendation: String::new(),
        responsible: String::new(),
        due: day("01.12.2026"),
    };
    let reported = PointState::Reported {
        report: "исправлено".into(),
    };
    let remedied = PointState::Remedied {
        on: day("05.12.2026"),
    };
    assert!(!is_late(&point, &PointState::Open, day("01.12.2026")));
    assert!(is_late(&point, &PointState::Open, day("02.12.2026")));
    assert!(
        is_late(&point, &reported, day("02.12.2026")),
        "a report is not a confirmation"
    );
    assert!(!is_late(&point, &remedied, day("06.12.2026")));
}

#[test]
fn a_figure_changes_from_its_first_day_and_the_past_keeps_its_own() {
    let mut later = Policy::pilot();
    later.valid_from = day("01.01.2027");
    later.suspension_limit.value = Months(6);
    let policies = Policies::pilot().with(later);
    assert_eq!(
        policies.on(day("31.12.2026")).suspension_limit.value,
        Months(4)
    );
    assert_eq!(
        policies.on(day("01.01.2027")).suspension_limit.value,
        Months(6)
    );
    assert_eq!(
        policies.on(day("01.01.2020")).suspension_limit.value,
        Months(4),
        "before the first version the first one is used"
    );
}

#[test]
fn only_figures_of_the_slides_call_themselves_so() {
    let policy = Policy::pilot();
    assert_eq!(policy.suspension_limit.basis, Basis::Slides);
    assert_eq!(policy.study_stop_limit.basis, Basis::Slides);
    assert_eq!(policy.ignored_limit.basis, Basis::Slides);
    assert_eq!(policy.due_red_days.basis, Basis::Analogue);
    assert_eq!(policy.due_yellow_days.basis, Basis::Analogue);
    assert_eq!(policy.prescription_min_days.basis, Basis::Proposal);
    assert_eq!(policy.admission_wait_minutes.basis, Basis::Proposal);
    assert_eq!(policy.refusal_witnesses.basis, Basis::Proposal);
    assert_eq!(policy.objection_days.basis, Basis::Proposal);
    assert_eq!(policy.signing_quorum_percent.basis, Basis::Proposal);
}

proptest! {
    #[test]
    fn months_are_added_by_the_calendar(date in any_day(), months in 0..600u32) {
        let later = add_months(date, Months(months));
        let total = date.year() * 12 + i32::try_from(date.month0()).unwrap()
            + i32::try_from(months).unwrap();
        prop_assert_eq!(later.year() * 12 + i32::try_from(later.month0()).unwrap(), total);
        prop_assert!(later.day() <= date.day(), "never past the end of the month");
        if later.day() < date.day() {
            let next = later + Days::new(1);
            prop_assert_eq!(next.day(), 1, "a day is moved only to the last of the month");
        }
    }

    #[test]
    fn a_later_beginning_never_ends_earlier(a in any_day(), b in any_day(), months in 0..60u32) {
        let (first, second) = if a <= b { (a, b) } else { (b, a) };
        prop_assert!(add_months(first, Months(months)) <= add_months(second, Months(months)));
        prop_assert!(add_months(first, Months(months)) <= add_months(first, Months(months + 1)));
    }

    #[test]
    fn a_term_in_working_days_ends_on_one_and_holds_exactly_so_many(
        start in any_day(),
        days in 1..40u32,
        free in proptest::collection::btree_set(0..60u64, 0..12),
        worked in proptest::collection::btree_set(0..60u64, 0..6),
    ) {
        let calendar = WorkingCalendar {
            free: free.iter().map(|n| start + Days::new(*n)).collect(),
            worked: worked.iter().map(|n| start + Days::new(*n)).collect(),
            ..WorkingCalendar::kazakhstan()
        };
        let last = calendar.add_working_days(start, days);
        prop_assert!(calendar.is_working(last));
        let held = start.iter_days().skip(1).take_while(|date| *date <= last)
            .filter(|date| calendar.is_working(*date)).count();
        prop_assert_eq!(held, usize::try_from(days).unwrap());
    }

    #[test]
    fn the_legal_day_is_the_utc_day_or_the_next(seconds in 1_600_000_000i64..2_000_000_000) {
        let moment = Moment::from_timestamp(seconds, 0).unwrap();
        let ahead = (legal_day(moment) - moment.date_naive()).num_days();
        prop_assert!((0..=1).contains(&ahead));
    }
}

#[test]
fn the_time_without_the_registry_is_counted_in_legal_days() {
    use baqylau_domain::policy::{Basis, Parameter, Policy};
    let mut policy = Policy::pilot();
    policy.offline_days = Parameter {
        value: 14,
        basis: Basis::Proposal,
    };
    let moment = |text: &str| text.parse::<baqylau_domain::Moment>().unwrap();
    let last = |text: &str| policy.offline_until(moment(text)).to_string();
    assert_eq!(last("2026-10-01T10:00:00Z"), "2026-10-15");
    // Half past midnight in Astana is still the day before in UTC.
    assert_eq!(last("2026-10-01T19:30:00Z"), "2026-10-16");
    assert_eq!(last("2026-10-01T18:59:59Z"), "2026-10-15");
}

#[test]
fn parameters_from_before_the_time_without_the_registry_are_still_read() {
    use baqylau_domain::policy::Policy;
    let mut kept = serde_json::to_value(Policy::pilot()).unwrap();
    kept.as_object_mut().unwrap().remove("offline_days");
    let read: Policy = serde_json::from_value(kept).unwrap();
    assert_eq!(read, Policy::pilot());
}
