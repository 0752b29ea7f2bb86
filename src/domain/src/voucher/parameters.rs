//! Dated parameters of voucher financing: figures the joint order sets and whose text isn't at
//! hand, each with its basis.
//!
//! They stand beside [`crate::policy::Policy`] and not in it: that one travels to laptops of
//! commissions, which need none of these.

use crate::policy::{Basis, Parameter};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What of the current month is paid when study ends within it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CurrentMonth {
    /// Nothing.
    Nothing,
    /// By calendar days, the last day of study among them.
    DaysWithLast,
    /// By calendar days before the last day of study.
    DaysBeforeLast,
    /// All of it.
    Whole,
}

/// What presence below the threshold leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ShortPresence {
    /// The month isn't paid.
    Nothing,
    /// The month is paid in proportion to presence.
    InProportion,
}

/// What becomes of months that fall under a suspension, once it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SuspendedMonths {
    /// They are paid afterwards, if study in them is confirmed like in any other month: the
    /// slides pause the payment ("приостановление оплаты"), not the order.
    PaidAfterwards,
    /// A month with a suspended day is never paid.
    Lost,
}

/// The figures in force on a date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct VoucherPolicy {
    /// First day these figures apply.
    pub valid_from: NaiveDate,
    /// Presence a month needs, in percent of what was scheduled.
    pub presence_percent: Parameter<u32>,
    /// Whether exactly that share is enough.
    pub presence_boundary_counts: Parameter<bool>,
    /// What a month with less is worth.
    pub short_presence: Parameter<ShortPresence>,
    /// What of the current month is paid when study ends.
    pub current_month: Parameter<CurrentMonth>,
    /// What becomes of months under a suspension.
    pub suspended_months: Parameter<SuspendedMonths>,
    /// First day on which a building not meant for education is refused by rule.
    pub purpose_refused_from: Parameter<NaiveDate>,
    /// Days for which facts of the admission filters may be used after they were checked.
    pub facts_valid_days: Parameter<u32>,
    /// Months a whole grant is worked off.
    pub workoff_months: Parameter<u32>,
}

impl VoucherPolicy {
    /// The figures of the pilot.
    pub fn pilot() -> Self {
        let day = |year| NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or(NaiveDate::MAX);
        Self {
            valid_from: NaiveDate::from_ymd_opt(2025, 9, 1).unwrap_or(NaiveDate::MIN),
            presence_percent: Parameter::new(50, Basis::Slides),
            presence_boundary_counts: Parameter::new(true, Basis::Proposal),
            short_presence: Parameter::new(ShortPresence::Nothing, Basis::Proposal),
            current_month: Parameter::new(CurrentMonth::Nothing, Basis::Proposal),
            suspended_months: Parameter::new(SuspendedMonths::PaidAfterwards, Basis::Proposal),
            purpose_refused_from: Parameter::new(day(2027), Basis::Slides),
            facts_valid_days: Parameter::new(30, Basis::Proposal),
            workoff_months: Parameter::new(36, Basis::Law),
        }
    }
}

/// All versions of the figures, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct VoucherPolicies {
    first: VoucherPolicy,
    later: Vec<VoucherPolicy>,
}

impl VoucherPolicies {
    /// The pilot's figures and nothing later.
    pub fn pilot() -> Self {
        Self {
            first: VoucherPolicy::pilot(),
            later: Vec::new(),
        }
    }

    /// Adds a version; versions are kept in order of their first day.
    #[must_use]
    pub fn with(mut self, policy: VoucherPolicy) -> Self {
        self.later.push(policy);
        self.later.sort_by_key(|version| version.valid_from);
        self
    }

    /// The figures in force on a date: the latest version not later than it, else the first one.
    pub fn on(&self, date: NaiveDate) -> &VoucherPolicy {
        self.later
            .iter()
            .rev()
            .find(|version| version.valid_from <= date)
            .unwrap_or(&self.first)
    }
}
