//! Reimbursement of construction (A2) and reconstruction (A3): monthly indices of the year, for
//! each pupil, over eight years.
//!
//! Source: slides of OrtaBilim (that there is such a reimbursement); 96 and 47 indices for eight
//! years as retold by the press (domain report 1.7). Whether it is for a pupil or a place, and how
//! it goes by months, no text at hand says. No order is at hand that sets the rates, so none is
//! named as their basis.

use crate::money::Tiyn;
use crate::policy::{Basis, Parameter};
use crate::voucher::monthly_parts;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What was built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ConstructionKind {
    /// A new school (A2).
    Construction,
    /// A school rebuilt from another building (A3).
    Reconstruction,
}

/// For whom a month of a building is reimbursed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CountedBy {
    /// The learners of the month's frozen register whom the checks left, no more than the building
    /// was designed for and the contract has places.
    Contingent,
    /// The places of the contract, whoever learns in them.
    Places,
}

/// Rates and terms, from a day on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReimbursementRule {
    /// First day of the rule.
    pub valid_from: NaiveDate,
    /// Monthly indices a year for one pupil, for construction.
    pub construction: Parameter<u32>,
    /// The same for reconstruction.
    pub reconstruction: Parameter<u32>,
    /// Years it is paid for.
    pub years: Parameter<u32>,
    /// For whom. "For each pupil", the press says; whether it is paid for a place no text at hand
    /// says.
    pub counted: Parameter<CountedBy>,
}

impl ReimbursementRule {
    /// The rates of the pilot.
    pub fn pilot() -> Self {
        Self {
            valid_from: NaiveDate::from_ymd_opt(2025, 9, 1).unwrap_or(NaiveDate::MIN),
            construction: Parameter::new(96, Basis::Proposal),
            reconstruction: Parameter::new(47, Basis::Proposal),
            years: Parameter::new(8, Basis::Proposal),
            counted: Parameter::new(CountedBy::Contingent, Basis::Proposal),
        }
    }

    /// Indices a year for one pupil.
    pub fn indices(&self, kind: ConstructionKind) -> u32 {
        match kind {
            ConstructionKind::Construction => self.construction.value,
            ConstructionKind::Reconstruction => self.reconstruction.value,
        }
    }
}

/// The monthly calculation index (МРП) of each year, as its budget law sets it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct IndexTable(BTreeMap<i32, Tiyn>);

impl IndexTable {
    /// The years that are known: 2025 and 2026, as published; no figure from memory stands here.
    pub fn published() -> Self {
        Self::default()
            .with(2025, Tiyn(393_200))
            .with(2026, Tiyn(432_500))
    }

    /// The same table with a year more, or another figure for a year.
    #[must_use]
    pub fn with(mut self, year: i32, index: Tiyn) -> Self {
        self.0.insert(year, index);
        self
    }

    /// The index of a year.
    pub fn of(&self, year: i32) -> Option<Tiyn> {
        self.0.get(&year).copied()
    }
}

/// Why there is no schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReimbursementError {
    /// The first year lies before or after every calendar here, or a year outside the schedule.
    #[error("no year of the schedule")]
    Year,
    /// Another schedule than the one agreed for the building before.
    #[error("another schedule was agreed before")]
    Differs,
    /// The law hasn't set the year's index, or nobody entered it.
    #[error("the index of {year} isn't known")]
    NoIndex {
        /// Year.
        year: i32,
    },
    /// A sum too large.
    #[error("a sum is too large")]
    Overflow,
}

/// A year of the schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReimbursementYear {
    /// Year.
    pub year: i32,
    /// Its sum; `None` while the law hasn't set the year's index.
    pub sum: Option<Tiyn>,
}

/// The schedule of a building for so many pupils, from its first year on. The sum moves with the
/// index of each year; a year without one isn't guessed.
///
/// One pupil, construction, index 3 450 in all eight years: 331 200 a year, 2 649 600 in all.
///
/// # Errors
/// [`ReimbursementError`].
pub fn schedule(
    kind: ConstructionKind,
    pupils: u32,
    first_year: i32,
    rule: &ReimbursementRule,
    indices: &IndexTable,
) -> Result<Vec<ReimbursementYear>, ReimbursementError> {
    let (rate, years) = (rule.indices(kind), rule.years.value);
    years_of(rate, years, pupils, first_year, indices)
}

/// The years of a schedule at a rate.
pub(super) fn years_of(
    rate: u32,
    years: u32,
    pupils: u32,
    first_year: i32,
    indices: &IndexTable,
) -> Result<Vec<ReimbursementYear>, ReimbursementError> {
    if !CALENDAR.contains(&first_year) {
        return Err(ReimbursementError::Year);
    }
    (first_year..)
        .zip(0..years.min(100))
        .map(|(year, _)| {
            let of_year = |index| sum_of_year(index, rate, pupils);
            let sum = indices.of(year).map(of_year);
            let sum = match sum {
                Some(None) => return Err(ReimbursementError::Overflow),
                Some(sum) => sum,
                None => None,
            };
            Ok(ReimbursementYear { year, sum })
        })
        .collect()
}

/// Years a schedule may begin in.
pub(super) const CALENDAR: std::ops::RangeInclusive<i32> = 2000..=2100;

/// So many indices for each of so many pupils; `None` when that is too large.
pub(super) fn sum_of_year(index: Tiyn, rate: u32, pupils: u32) -> Option<Tiyn> {
    let one = index.0.checked_mul(i64::from(rate))?;
    one.checked_mul(i64::from(pupils)).map(Tiyn)
}

/// A year's sum by months: equal, and the last takes what rounding leaves. `None` for a sum too
/// small to be divided.
pub fn monthly_sums(sum_of_year: Tiyn) -> Option<Vec<Tiyn>> {
    monthly_parts(sum_of_year, 12)
}
