//! Monthly calculation indices (МРП) with the days they are in force and the document that sets
//! them: a table without holes that grows year by year, entered without a new program.

use super::reimbursement::IndexTable;
use crate::Moment;
use crate::money::Tiyn;
use chrono::{Datelike as _, NaiveDate};
use serde::{Deserialize, Serialize};

/// An index, from a day to a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct IndexEntry {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// The index.
    pub amount: Tiyn,
    /// The document that sets it, as it calls itself.
    pub basis: String,
}

/// Why indices aren't taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IndexFault {
    /// The last day is before the first, or a year no law is for.
    #[error("the days from {from} can't be")]
    Days {
        /// First day.
        from: NaiveDate,
    },
    /// Not above nought, no whole tenge, or no index of this country.
    #[error("the index from {from} can't be: whole tenge, as the budget law has them")]
    Amount {
        /// First day.
        from: NaiveDate,
    },
    /// Less than half or more than double of the one before: a slip of the pen.
    #[error("the index from {from} is less than half or more than double of the one before")]
    Leap {
        /// First day.
        from: NaiveDate,
    },
    /// No document is named.
    #[error("the index from {from} names no document that sets it")]
    Basis {
        /// First day.
        from: NaiveDate,
    },
    /// Two indices for a day.
    #[error("two indices for {on}")]
    Overlap {
        /// The day.
        on: NaiveDate,
    },
    /// A day without an index between two that have one.
    #[error("no index for {on}")]
    Gap {
        /// The day.
        on: NaiveDate,
    },
}

/// The table as it was before it was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FormerIndices {
    /// When it was changed.
    pub until: Moment,
    /// What it said.
    pub entries: Vec<IndexEntry>,
}

/// The table that is in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct IndexRecord {
    /// Indices by their days, without holes.
    pub entries: Vec<IndexEntry>,
    /// What it was before, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former: Vec<FormerIndices>,
}

/// What an index may be, in tiyn: from 1 000 to 100 000 tenge. That of 2018 was 2 405.
const POSSIBLE: std::ops::RangeInclusive<i64> = 100_000..=10_000_000;

impl IndexRecord {
    /// What the program knows before anything is entered: as the press published them.
    pub fn published() -> Self {
        let year = |year: i32, amount: i64| {
            Some(IndexEntry {
                from: NaiveDate::from_ymd_opt(year, 1, 1)?,
                to: NaiveDate::from_ymd_opt(year, 12, 31)?,
                amount: Tiyn(amount),
                basis: "ddn.kz; lada.kz".to_owned(),
            })
        };
        let known = [(2025, 393_200), (2026, 432_500)];
        Self {
            entries: known.iter().filter_map(|(y, sum)| year(*y, *sum)).collect(),
            former: Vec::new(),
        }
    }

    /// The table with more entries. One of exactly the same days takes the place of the one that is
    /// known, which is kept among the former; the same again changes nothing.
    ///
    /// # Errors
    /// [`IndexFault`] of the table that would come of it; then nothing changes.
    pub fn with(&self, more: &[IndexEntry], at: Moment) -> Result<Self, IndexFault> {
        let mut entries = self.entries.clone();
        let mut seen: Vec<&IndexEntry> = Vec::new();
        for one in more {
            // Within what is entered together nothing may be said twice.
            if let Some(twice) = seen
                .iter()
                .find(|own| own.from <= one.to && one.from <= own.to)
            {
                let on = twice.from.max(one.from);
                return Err(IndexFault::Overlap { on });
            }
            seen.push(one);
            match entries
                .iter_mut()
                .find(|own| own.from == one.from && own.to == one.to)
            {
                Some(own) => *own = one.clone(),
                None => entries.push(one.clone()),
            }
        }
        entries.sort_by_key(|one| (one.from, one.to));
        whole(&entries)?;
        let mut former = self.former.clone();
        if entries != self.entries {
            former.push(FormerIndices {
                until: at,
                entries: self.entries.clone(),
            });
        }
        Ok(Self { entries, former })
    }

    /// The index of each year: that of its first of January, which is what a year's reimbursement
    /// is counted by (a proposal: no text at hand says what a change within the year does).
    pub fn table(&self) -> IndexTable {
        let mut table = IndexTable::default();
        let first = self.entries.first().map(|one| one.from.year());
        let last = self.entries.last().map(|one| one.to.year());
        for year in first.zip(last).into_iter().flat_map(|(a, b)| a..=b) {
            let day = NaiveDate::from_ymd_opt(year, 1, 1);
            let on = |one: &&IndexEntry| day.is_some_and(|day| one.from <= day && day <= one.to);
            if let Some(one) = self.entries.iter().find(on) {
                table = table.with(year, one.amount);
            }
        }
        table
    }
}

/// Whether entries, by their days, make a table.
fn whole(entries: &[IndexEntry]) -> Result<(), IndexFault> {
    for one in entries {
        let from = one.from;
        if one.to < from || !(2000..=2100).contains(&from.year()) || one.to.year() > 2100 {
            return Err(IndexFault::Days { from });
        }
        if !POSSIBLE.contains(&one.amount.0) || one.amount.0 % 100 != 0 {
            return Err(IndexFault::Amount { from });
        }
        let basis = one.basis.trim().to_lowercase();
        // Figures from memory are no law.
        if basis.is_empty() || basis.starts_with("memory") {
            return Err(IndexFault::Basis { from });
        }
    }
    for (before, next) in entries.iter().zip(entries.iter().skip(1)) {
        let follows = before.to.succ_opt();
        if next.from <= before.to {
            return Err(IndexFault::Overlap { on: next.from });
        }
        if let Some(on) = follows.filter(|on| *on != next.from) {
            return Err(IndexFault::Gap { on });
        }
        let (a, b) = (before.amount.0, next.amount.0);
        if b > a.saturating_mul(2) || a > b.saturating_mul(2) {
            return Err(IndexFault::Leap { from: next.from });
        }
    }
    Ok(())
}
