//! Months, month arithmetic by the calendar, and working days.

use crate::Moment;
use chrono::{Datelike, Days, FixedOffset, Months as ChronoMonths, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A number of calendar months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Months(pub u32);

/// A calendar month of a year: the period of an act, a contingent, a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Period {
    year: i32,
    month: u32,
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

/// The same day so many months later; when that month is shorter, its last day.
///
/// 31.10.2025 plus four months is 28.02.2026. Saturates at the calendar's end.
pub fn add_months(date: NaiveDate, months: Months) -> NaiveDate {
    date.checked_add_months(ChronoMonths::new(months.0))
        .unwrap_or(NaiveDate::MAX)
}

/// Days that are not worked (and Saturdays or Sundays that are), as the government sets them
/// each year. A dated parameter: without data only Saturdays and Sundays are free.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WorkingCalendar {
    /// Public holidays and days off moved by decree.
    pub free: BTreeSet<NaiveDate>,
    /// Weekend days worked by decree.
    pub worked: BTreeSet<NaiveDate>,
}

impl WorkingCalendar {
    /// Whether people work on this day.
    pub fn is_working(&self, date: NaiveDate) -> bool {
        if self.worked.contains(&date) {
            return true;
        }
        !self.free.contains(&date) && !matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
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
