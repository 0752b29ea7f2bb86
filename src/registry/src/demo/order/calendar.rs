//! When the state order of the demonstration happens: months that are over, and moments between them
//! and the morning of its day.

use super::super::visits::{at, from_today};
use baqylau_domain::Moment;
use baqylau_domain::calendar::Period;
use chrono::{Datelike, NaiveDate};

/// Days of a month on which the one before isn't frozen yet: its LMS still send.
const STILL_SENT: u32 = 9;

/// The months of the order, around a day.
#[derive(Debug, Clone)]
pub(super) struct Timeline {
    pub(super) today: NaiveDate,
    /// First month of the contracts; months up to `last` are frozen and acted.
    pub(super) first: Period,
    /// The newest month that is frozen.
    pub(super) last: Period,
}

impl Timeline {
    /// At most three months of one half of a budget year. `None` outside the calendar.
    pub(super) fn around(today: NaiveDate) -> Option<Self> {
        let back = if today.day() > STILL_SENT { -1 } else { -2 };
        let last = Period::of(today)?.plus_months(back)?;
        let half = if last.month() >= 9 { 9 } else { 1 };
        let first = half.max(last.month().saturating_sub(2));
        Some(Self {
            today,
            first: Period::new(last.year(), first)?,
            last,
        })
    }

    /// Budget year.
    pub(super) fn year(&self) -> i32 {
        self.last.year()
    }

    /// Last month of the contracts.
    pub(super) fn end(&self) -> Period {
        Period::new(self.year(), 12).unwrap_or(self.last)
    }

    /// The month a contract that is drawn up now begins with.
    pub(super) fn coming(&self) -> Period {
        let next = self.last.plus_months(1);
        next.filter(|next| next.year() == self.year())
            .unwrap_or(self.last)
    }

    /// Frozen months with their distance from the newest, oldest first.
    pub(super) fn months(&self) -> Vec<(Period, u32)> {
        let back = self.last.months_since(self.first);
        (0..=back)
            .filter_map(|step| {
                let month = self.first.plus_months(step)?;
                Some((month, u32::try_from(back - step).ok()?))
            })
            .collect()
    }

    /// So many days before the first month, at an hour.
    pub(super) fn before(&self, days: i64, hour: u32) -> Moment {
        at(from_today(self.first.first_day(), -days), hour, 0)
    }

    /// So many days before the day of the demonstration, at an hour.
    pub(super) fn ago(&self, days: i64, hour: u32) -> Moment {
        at(from_today(self.today, -days), hour, 0)
    }

    /// A moment of the work on a month: hundredths of the days from its end to the next month's, or
    /// to the day of the demonstration, each in office hours.
    pub(super) fn work_on(&self, month: Period, hundredths: u32) -> Moment {
        let begin = from_today(month.last_day(), 1);
        let end = if month == self.last {
            self.today
        } else {
            let next = month.plus_months(1).unwrap_or(month);
            from_today(next.last_day(), 1)
        };
        // Nine hours of every day, in minutes.
        let minutes = (end - begin).num_days().max(1) * 540 * i64::from(hundredths.min(99)) / 100;
        let minute = u32::try_from(minutes % 540).unwrap_or(0);
        at(
            from_today(begin, minutes / 540),
            9 + minute / 60,
            minute % 60,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::visits::morning;

    #[test]
    fn on_any_day_of_the_year_everything_lies_before_it_in_one_budget_year() {
        let first = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
        for today in first.iter_days().take(800) {
            let line = Timeline::around(today).unwrap();
            assert_eq!(line.first.year(), line.end().year());
            assert!(line.first <= line.last && line.last <= line.end());
            assert!((1..=3).contains(&line.months().len()), "{today}");
            for (month, _) in line.months() {
                let moments: Vec<_> = (0..100).map(|part| line.work_on(month, part)).collect();
                assert!(moments.is_sorted());
                let after = at(from_today(month.last_day(), 1), 0, 0);
                assert!(
                    moments
                        .iter()
                        .all(|one| *one > after && *one < morning(today))
                );
            }
        }
    }
}
