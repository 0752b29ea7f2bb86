//! Months, month arithmetic by the calendar, and working days.

use crate::Moment;
use crate::policy::{Basis, Parameter};
use chrono::{Datelike, Days, FixedOffset, Months as ChronoMonths, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A number of calendar months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Months(pub u32);

/// A calendar month of a year: the period of an act, a contingent, a payment. Read from outside
/// only through [`Period::new`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Period {
    #[cfg_attr(feature = "schema", schemars(range(min = 2000, max = 2100)))]
    year: i32,
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 12)))]
    month: u32,
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        /// As written, before it is a month.
        #[derive(Deserialize)]
        struct Written {
            year: i32,
            month: u32,
        }
        let written = Written::deserialize(deserializer)?;
        Self::new(written.year, written.month)
            .ok_or_else(|| serde::de::Error::custom("no such month"))
    }
}

impl Period {
    /// A month from 1 to 12 of a year from 2000 to 2100.
    pub fn new(year: i32, month: u32) -> Option<Self> {
        ((2000..=2100).contains(&year) && (1..=12).contains(&month)).then_some(Self { year, month })
    }

    /// The month a date belongs to.
    pub fn of(date: NaiveDate) -> Option<Self> {
        Self::new(date.year(), date.month())
    }

    /// Year.
    pub fn year(self) -> i32 {
        self.year
    }

    /// Month, from 1.
    pub fn month(self) -> u32 {
        self.month
    }

    /// Its first day.
    pub fn first_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year, self.month, 1).unwrap_or(NaiveDate::MIN)
    }

    /// Its last day: 28.02.2026, 29.02.2028.
    pub fn last_day(self) -> NaiveDate {
        add_months(self.first_day(), Months(1))
            .pred_opt()
            .unwrap_or(NaiveDate::MAX)
    }

    /// The month so many months later, or earlier where negative; `None` outside 2000-2100.
    pub fn plus_months(self, months: i32) -> Option<Self> {
        let index = self.index().checked_add(months)?;
        let month = u32::try_from(index.rem_euclid(12)).ok()?;
        Self::new(index.div_euclid(12), month + 1)
    }

    /// Months from another month to this one; negative when this one is earlier.
    pub fn months_since(self, other: Self) -> i32 {
        self.index() - other.index()
    }

    /// Months since the year nought.
    fn index(self) -> i32 {
        self.year * 12 + i32::try_from(self.month).unwrap_or(1) - 1
    }

    /// The month before.
    pub fn previous(self) -> Option<Self> {
        if self.month == 1 {
            Self::new(self.year - 1, 12)
        } else {
            Self::new(self.year, self.month - 1)
        }
    }
}

/// When the whole of Kazakhstan went over to one time: 1 March 2024, 00:00 in Astana (UTC+6).
const SINGLE_TIME_SINCE: i64 = 1_709_229_600;

/// The day a moment falls on by the legal time of Kazakhstan: UTC+5 since 1 March 2024, UTC+6
/// (Astana) before. Terms counted in days use this and never the day in UTC, which changes at
/// five in the morning.
pub fn legal_day(moment: Moment) -> NaiveDate {
    let hours = if moment.timestamp() >= SINGLE_TIME_SINCE {
        5
    } else {
        6
    };
    FixedOffset::east_opt(hours * 3600).map_or_else(
        || moment.date_naive(),
        |offset| moment.with_timezone(&offset).date_naive(),
    )
}

/// The moment a day begins by the legal time of Kazakhstan ([`legal_day`]).
pub fn day_begins(day: NaiveDate) -> Moment {
    let midnight = day.and_time(chrono::NaiveTime::MIN).and_utc();
    let later = midnight - chrono::TimeDelta::hours(5);
    if later.timestamp() >= SINGLE_TIME_SINCE {
        later
    } else {
        midnight - chrono::TimeDelta::hours(6)
    }
}

/// The same day so many months later; when that month is shorter, its last day.
///
/// 31.10.2025 plus four months is 28.02.2026. Saturates at the calendar's end.
pub fn add_months(date: NaiveDate, months: Months) -> NaiveDate {
    date.checked_add_months(ChronoMonths::new(months.0))
        .unwrap_or(NaiveDate::MAX)
}

/// A day that isn't worked in any year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Holiday {
    /// Month, from 1.
    pub month: u32,
    /// Day of the month.
    pub day: u32,
    /// Whether, falling on a Saturday or Sunday, it makes the next working day free.
    pub moves: bool,
}

impl Holiday {
    const fn new(month: u32, day: u32, moves: bool) -> Self {
        Self { month, day, moves }
    }
}

/// Days off of fixed dates in Kazakhstan.
///
/// Source: the Law "On holidays in the Republic of Kazakhstan" as retold by the press, articles
/// and amendments not checked against the official text: New Year 1-2 January, 8 March, Nauryz
/// 21-23 March, 1, 7 and 9 May, 6 July, 30 August, 25 October (since 2022), 16 December; a holiday
/// that meets a day off makes the next working day free. Orthodox Christmas, 7 January, isn't
/// worked and doesn't move. The first day of Kurban Ait isn't worked either, but its date follows
/// the moon and is announced each year: it isn't here and goes into [`WorkingCalendar::free`].
pub const HOLIDAYS: [Holiday; 14] = [
    Holiday::new(1, 1, true),
    Holiday::new(1, 2, true),
    Holiday::new(1, 7, false),
    Holiday::new(3, 8, true),
    Holiday::new(3, 21, true),
    Holiday::new(3, 22, true),
    Holiday::new(3, 23, true),
    Holiday::new(5, 1, true),
    Holiday::new(5, 7, true),
    Holiday::new(5, 9, true),
    Holiday::new(7, 6, true),
    Holiday::new(8, 30, true),
    Holiday::new(10, 25, true),
    Holiday::new(12, 16, true),
];

/// How many days before a day a holiday may lie that makes it free. The longest row of days off
/// (a weekend and three days of Nauryz, moved) is shorter; before its beginning nothing waits.
const MOVED_WITHIN: u64 = 14;

/// Days that are not worked (and Saturdays or Sundays that are). A dated parameter: without data
/// only Saturdays and Sundays are free.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WorkingCalendar {
    /// Days off of single years: those moved by decree, and holidays without a fixed date.
    pub free: BTreeSet<NaiveDate>,
    /// Weekend days worked by decree.
    pub worked: BTreeSet<NaiveDate>,
    /// Days off of every year.
    #[serde(default = "no_holidays")]
    pub holidays: Parameter<Vec<Holiday>>,
}

fn no_holidays() -> Parameter<Vec<Holiday>> {
    Parameter {
        value: Vec::new(),
        basis: Basis::Proposal,
    }
}

impl Default for WorkingCalendar {
    fn default() -> Self {
        Self {
            free: BTreeSet::new(),
            worked: BTreeSet::new(),
            holidays: no_holidays(),
        }
    }
}

fn is_weekend(date: NaiveDate) -> bool {
    matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}

impl WorkingCalendar {
    /// Kazakhstan's, with the [`HOLIDAYS`] of fixed dates.
    pub fn kazakhstan() -> Self {
        Self {
            holidays: Parameter {
                value: HOLIDAYS.to_vec(),
                basis: Basis::Law,
            },
            ..Self::default()
        }
    }

    /// Whether people work on this day.
    pub fn is_working(&self, date: NaiveDate) -> bool {
        self.worked.contains(&date) || !(self.is_off(date) || self.is_moved_to(date))
    }

    fn holiday(&self, date: NaiveDate) -> Option<&Holiday> {
        let mut all = self.holidays.value.iter();
        all.find(|holiday| holiday.month == date.month() && holiday.day == date.day())
    }

    /// Free by itself, whatever was moved.
    fn is_off(&self, date: NaiveDate) -> bool {
        self.free.contains(&date) || is_weekend(date) || self.holiday(date).is_some()
    }

    /// Whether a holiday that met a weekend made this day free: each moves to the next working
    /// day, and two don't move to the same.
    fn is_moved_to(&self, date: NaiveDate) -> bool {
        let from = date.checked_sub_days(Days::new(MOVED_WITHIN));
        let mut waiting = 0u32;
        for day in from.unwrap_or(date).iter_days() {
            if self.worked.contains(&day) {
                // A decree says so; nothing moves here.
            } else if self.is_off(day) {
                let moves = self.holiday(day).is_some_and(|holiday| holiday.moves);
                waiting += u32::from(moves && is_weekend(day));
            } else if day == date {
                return waiting > 0;
            } else {
                waiting = waiting.saturating_sub(1);
            }
            if day >= date {
                break;
            }
        }
        false
    }

    /// The day by which a term of so many working days ends; the day it starts doesn't count.
    /// Saturates at the calendar's end.
    pub fn add_working_days(&self, start: NaiveDate, days: u32) -> NaiveDate {
        let mut date = start;
        let mut left = days;
        while left > 0 {
            let Some(next) = date.checked_add_days(Days::new(1)) else {
                return NaiveDate::MAX;
            };
            date = next;
            if self.is_working(date) {
                left -= 1;
            }
        }
        date
    }
}
