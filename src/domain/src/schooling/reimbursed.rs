//! What a contract reimburses: a building, at the rates of its schedule, fixed when the first
//! contract for it was drawn up.
//!
//! A budget is one of a year, and so is a contract: each year of the schedule has its own, once
//! that year's index is known. The building, its rates and its years stay what the first of them
//! fixed. Source: as [`super::reimbursement`].

use super::price::PriceLine;
use super::reimbursement::{
    CALENDAR, ConstructionKind, CountedBy, IndexTable, ReimbursementError, ReimbursementRule,
    ReimbursementYear, monthly_sums, sum_of_year, years_of,
};
use crate::calendar::Period;
use crate::identifiers::{ApplicationId, PremisesId};
use crate::money::Tiyn;
use crate::policy::{Basis, Parameter};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What money of the state order is for. Each has its own lines in the plan, and contracts of one
/// never take from the other's.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum MoneyFor {
    /// Teaching (A1).
    #[default]
    Teaching,
    /// Reimbursement of construction or reconstruction (A2, A3).
    Reimbursement,
}

impl MoneyFor {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Teaching, Self::Reimbursement];

    /// Whether it is for teaching, as everything was before there was anything else.
    pub fn is_teaching(&self) -> bool {
        *self == Self::Teaching
    }
}

/// The building a department asks to reimburse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReimbursedBuilding {
    /// The accepted application.
    pub application: ApplicationId,
    /// The building.
    pub building: PremisesId,
    /// Year it was commissioned in.
    pub commissioned: i32,
    /// First year of its schedule.
    pub first_year: i32,
}

/// What a contract reimburses, as both sign it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reimbursement {
    /// The accepted application.
    pub application: ApplicationId,
    /// What was built.
    pub kind: ConstructionKind,
    /// The building.
    pub building: PremisesId,
    /// Year it was commissioned in.
    pub commissioned: i32,
    /// First year of the schedule.
    pub first_year: i32,
    /// Years of the schedule.
    pub years: u32,
    /// Monthly indices a year for one learner.
    pub rate: u32,
    /// The monthly index (МРП) of the contract's year.
    pub index: Tiyn,
    /// For whom a month is paid.
    pub counted: CountedBy,
}

impl Reimbursement {
    /// Fixes what is asked for a contract of a year. `before`: what an earlier contract for the
    /// building fixed; its rates go on, whatever the rule says by now.
    ///
    /// # Errors
    /// [`ReimbursementError`].
    pub fn fix(
        asked: &ReimbursedBuilding,
        kind: ConstructionKind,
        year: i32,
        rule: &ReimbursementRule,
        indices: &IndexTable,
        before: Option<&Self>,
    ) -> Result<Self, ReimbursementError> {
        let ReimbursedBuilding {
            application,
            building,
            commissioned,
            first_year,
        } = *asked;
        let index = indices.of(year).ok_or(ReimbursementError::NoIndex { year });
        let fixed = match before {
            Some(before) => Self {
                application,
                index: index?,
                ..*before
            },
            None => Self {
                application,
                kind,
                building,
                commissioned,
                first_year,
                years: rule.years.value,
                rate: rule.indices(kind),
                index: index?,
                counted: rule.counted.value,
            },
        };
        let same = (fixed.kind, fixed.building, fixed.commissioned)
            == (kind, building, commissioned)
            && fixed.first_year == first_year;
        if !same {
            return Err(ReimbursementError::Differs);
        }
        if !CALENDAR.contains(&first_year) || commissioned > first_year || !fixed.pays_in(year) {
            return Err(ReimbursementError::Year);
        }
        Ok(fixed)
    }

    /// What was fixed, as a rule.
    pub fn rule(&self) -> ReimbursementRule {
        let fixed = |value| Parameter::new(value, Basis::Proposal);
        ReimbursementRule {
            valid_from: NaiveDate::from_ymd_opt(self.first_year, 1, 1).unwrap_or(NaiveDate::MIN),
            construction: fixed(self.rate),
            reconstruction: fixed(self.rate),
            years: fixed(self.years),
            counted: Parameter::new(self.counted, Basis::Proposal),
        }
    }

    /// Whether a year is one of the schedule.
    pub fn pays_in(&self, year: i32) -> bool {
        let since = i64::from(year) - i64::from(self.first_year);
        (0..i64::from(self.years)).contains(&since)
    }

    /// What a month of one learner is reimbursed with: the year's sum by twelve, and December takes
    /// what rounding leaves, so that twelve months are the year to the tiyn. `None` on a sum that
    /// can't be divided.
    ///
    /// 47 indices of 4 325: 16 939.58 a month, 16 939.62 in December, 203 275 a year.
    pub fn price(&self, period: Period) -> Option<Tiyn> {
        let of_year = sum_of_year(self.index, self.rate, 1)?;
        let months = monthly_sums(of_year)?;
        let month = usize::try_from(period.month()).ok()?.checked_sub(1)?;
        months.get(month).copied().filter(|price| price.0 > 0)
    }

    /// What so many places come to in the months of a term, all of them taken: a contract is never
    /// over this. `None` when that is too large.
    pub fn whole(&self, places: u32, from: Period, to: Period) -> Option<Tiyn> {
        self.months(places, from, to)?
            .into_iter()
            .try_fold(Tiyn(0), |sum, (_, month)| sum.plus(month))
    }

    /// The same, month by month.
    pub fn months(&self, places: u32, from: Period, to: Period) -> Option<Vec<(Period, Tiyn)>> {
        let mut months = Vec::new();
        let mut next = Some(from);
        while let Some(period) = next.filter(|period| *period <= to) {
            let line = PriceLine {
                quantity: places,
                price: self.price(period)?,
            };
            months.push((period, line.cost()?));
            next = period.plus_months(1);
        }
        Some(months)
    }

    /// The schedule for so many places: the contract's own year at the index it fixed, the others
    /// at the indices known; a year without one isn't guessed.
    ///
    /// # Errors
    /// [`ReimbursementError`].
    pub fn schedule(
        &self,
        places: u32,
        year: i32,
        indices: &IndexTable,
    ) -> Result<Vec<ReimbursementYear>, ReimbursementError> {
        let indices = indices.clone().with(year, self.index);
        years_of(self.rate, self.years, places, self.first_year, &indices)
    }
}

/// A month of a building in an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReimbursedMonth {
    /// What was built.
    pub kind: ConstructionKind,
    /// The building.
    pub building: PremisesId,
    /// The monthly index of the year.
    pub index: Tiyn,
    /// Indices a year for one learner.
    pub rate: u32,
    /// Learners, and what a month of one is reimbursed with.
    #[serde(flatten)]
    pub line: PriceLine,
}
