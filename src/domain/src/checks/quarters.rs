//! Quarters of a school year: which months each has, and for which its marks speak.

use crate::calendar::Period;
use serde::{Deserialize, Serialize};

/// The months in which the four quarters end. Their days are set anew for each year, and schools
/// move them; months are enough to know which marks are the last ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quarters {
    /// First month of the first quarter.
    pub begins: u32,
    /// Last months, in the order of the quarters.
    pub ends: [u32; 4],
}

impl Quarters {
    /// From September to May, parted by the holidays.
    pub const USUAL: Self = Self {
        begins: 9,
        ends: [10, 12, 3, 5],
    };

    /// The months of a quarter that ends in a year, oldest first; none for a quarter there isn't.
    pub fn months(&self, year: i32, quarter: u32) -> Vec<Period> {
        let begins = match self.end(quarter.wrapping_sub(1)) {
            Some(before) => before % 12 + 1,
            None if quarter == 1 => self.begins,
            None => return Vec::new(),
        };
        self.until(year, begins, quarter)
    }

    /// The months whose last finished quarter this one is, oldest first: those after its end up to
    /// the end of the next one.
    pub fn spoken_for(&self, year: i32, quarter: u32) -> Vec<Period> {
        let Some(end) = self.end(quarter) else {
            return Vec::new();
        };
        let next = quarter % 4 + 1;
        let Some(until) = self.end(next) else {
            return Vec::new();
        };
        let year = if until > end {
            year
        } else {
            year.saturating_add(1)
        };
        self.until(year, end % 12 + 1, next)
    }

    /// The quarter that finished last before a month, with the year it ended in.
    pub fn finished_before(&self, month: Period) -> Option<(i32, u32)> {
        let years = [month.year(), month.year().saturating_sub(1)];
        years.into_iter().find_map(|year| {
            let quarters = 1..=4;
            quarters
                .into_iter()
                .find(|quarter| self.spoken_for(year, *quarter).contains(&month))
                .map(|quarter| (year, quarter))
        })
    }

    fn end(&self, quarter: u32) -> Option<u32> {
        let place = usize::try_from(quarter.checked_sub(1)?).ok()?;
        self.ends.get(place).copied()
    }

    /// From a month on to the end of a quarter in a year.
    fn until(&self, year: i32, begins: u32, quarter: u32) -> Vec<Period> {
        let Some(end) = self.end(quarter) else {
            return Vec::new();
        };
        let mut months = Vec::new();
        if begins > end {
            let before = year.saturating_sub(1);
            months.extend((begins..=12).filter_map(|month| Period::new(before, month)));
            months.extend((1..=end).filter_map(|month| Period::new(year, month)));
        } else {
            months.extend((begins..=end).filter_map(|month| Period::new(year, month)));
        }
        months
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(months: &[Period]) -> Vec<(i32, u32)> {
        let pair = |month: &Period| (month.year(), month.month());
        months.iter().map(pair).collect()
    }

    #[test]
    fn every_month_has_one_last_finished_quarter_and_study_is_in_one_quarter() {
        let quarters = Quarters::USUAL;
        assert_eq!(written(&quarters.months(2026, 1)), [(2026, 9), (2026, 10)]);
        assert_eq!(written(&quarters.months(2026, 2)), [(2026, 11), (2026, 12)]);
        assert_eq!(
            written(&quarters.months(2027, 3)),
            [(2027, 1), (2027, 2), (2027, 3)]
        );
        assert_eq!(
            written(&quarters.spoken_for(2026, 2)),
            [(2027, 1), (2027, 2), (2027, 3)]
        );
        assert_eq!(written(&quarters.spoken_for(2027, 4)).len(), 5);
        for (year, month, finished) in [
            (2026, 11, (2026, 1)),
            (2026, 12, (2026, 1)),
            (2027, 1, (2026, 2)),
            (2027, 5, (2027, 3)),
            (2027, 6, (2027, 4)),
            (2027, 10, (2027, 4)),
        ] {
            let month = Period::new(year, month).expect("a month");
            assert_eq!(quarters.finished_before(month), Some(finished), "{month:?}");
        }
        assert!(quarters.months(2026, 0).is_empty() && quarters.months(2026, 5).is_empty());
        assert!(quarters.spoken_for(2026, 0).is_empty());
    }
}
