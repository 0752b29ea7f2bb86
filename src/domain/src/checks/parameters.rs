//! Dated parameters of the checks: thresholds and the ages of facts, each with its basis.

use super::fact::{Fact, Topic};
use super::quarters::Quarters;
use super::source::{Age, Source};
use crate::Moment;
use crate::money::Tiyn;
use crate::policy::{Basis, Parameter};
use chrono::{NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

const fn parameter<T>(value: T, basis: Basis) -> Parameter<T> {
    Parameter { value, basis }
}

/// How long the word of a source counts, in hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Freshness {
    /// Up to this age it is as good as asked now.
    pub fresh_hours: u32,
    /// Up to this age it may be used where the source can't be asked, and is marked.
    pub usable_hours: u32,
}

/// Share of lessons that must be confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttendanceThreshold {
    /// Percent.
    pub percent: u32,
    /// Exactly the threshold is enough.
    pub inclusive: bool,
}

impl AttendanceThreshold {
    /// Whether so many of so many lessons are enough. `None` without lessons: that is for a
    /// person to decide and never paid by itself.
    pub const fn is_met(self, attended: u32, scheduled: u32) -> Option<bool> {
        if scheduled == 0 {
            return None;
        }
        let have = attended as u64 * 100;
        let need = scheduled as u64 * self.percent as u64;
        Some(if self.inclusive {
            have >= need
        } else {
            have > need
        })
    }
}

/// The parameters in force on a date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckParameters {
    /// First day they apply.
    pub valid_from: NaiveDate,
    /// Age of facts for sources without a row of their own in `freshness_of`.
    pub freshness: Parameter<Freshness>,
    /// Age of facts by source.
    pub freshness_of: BTreeMap<Source, Parameter<Freshness>>,
    /// Numeric code of the country whose citizens are paid for.
    pub citizenship: Parameter<u16>,
    /// Whether learners of another citizenship drop out of the month. The slides name the check
    /// and no consequence: until one is set a person looks at it.
    pub non_citizens_excluded: Parameter<bool>,
    /// Share of lessons confirmed by LMS and QR (slides: "Обучение + LMS + 50% QR"). Whether of
    /// hours, days or lessons, and whether inclusive, the slides don't say.
    pub attendance: Parameter<AttendanceThreshold>,
    /// Tax debt above this sum is debt (slides: "полное отсутствие").
    pub tax_debt_limit: Parameter<Tiyn>,
    /// Overdue social payments above this sum are overdue.
    pub social_debt_limit: Parameter<Tiyn>,
    /// The stated area may be above the registered one by so many hundredths of a percent.
    pub area_tolerance: Parameter<u32>,
    /// Years for which the encumbrance on changing a reimbursed building's purpose is registered
    /// (published conditions of the reimbursement: the purpose isn't changed for 20 years).
    #[serde(default = "encumbrance_years")]
    pub encumbrance_years: Parameter<u32>,
    /// So many learners for a hundred places of design are all right. What is above the design isn't
    /// paid for in acts, so a person learns of it before; the audit of 2025 began at twice as many.
    #[serde(default = "capacity_percent")]
    pub capacity_percent: Parameter<u32>,
    /// Organisations one learner may be listed by in a month (slides: not two or more).
    pub enrolments_allowed: Parameter<u32>,
    /// Organisations one teacher may be listed by in a month. A second workplace isn't forbidden
    /// by anything at hand: more than this is shown to a person.
    pub workplaces_allowed: Parameter<u32>,
    /// Regions one teacher may be listed in in a month: more is shown to a person.
    pub regions_allowed: Parameter<u32>,
    /// Moves of one learner from organisation to organisation that are shown to a person.
    pub moves_noticed: Parameter<u32>,
    /// Months over which moves are counted.
    pub moves_months: Parameter<u32>,
    /// Days after the end of a month until which its contributions may still come.
    pub contributions_days: Parameter<u32>,
    /// Which months a quarter has, and which its marks speak for.
    pub quarters: Parameter<Quarters>,
    /// Age of marks: they are told once for all months until the next quarter ends.
    pub freshness_of_marks: Parameter<Freshness>,
    /// First day on which a purpose that doesn't match refuses universities (slides: "с 1 января
    /// 2027 года"). Schools are refused from the beginning.
    pub voucher_purpose_from: Parameter<NaiveDate>,
}

/// Its legal text isn't at hand.
const fn encumbrance_years() -> Parameter<u32> {
    parameter(20, Basis::Proposal)
}

/// No document at hand says how far above its design a building may be filled.
const fn capacity_percent() -> Parameter<u32> {
    parameter(100, Basis::Proposal)
}

impl CheckParameters {
    /// The figures of the pilots.
    pub fn pilot() -> Self {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap_or(NaiveDate::MAX);
        let hours = |fresh_hours, usable_hours| {
            parameter(
                Freshness {
                    fresh_hours,
                    usable_hours,
                },
                Basis::Proposal,
            )
        };
        Self {
            valid_from: NaiveDate::from_ymd_opt(2025, 9, 1).unwrap_or(NaiveDate::MIN),
            freshness: hours(24, 7 * 24),
            freshness_of: BTreeMap::from([
                // Buildings and addresses change slowly; debts and invoices by the day.
                (Source::Egkn, hours(7 * 24, 30 * 24)),
                (Source::AddressRegister, hours(30 * 24, 180 * 24)),
                (Source::Culs, hours(24, 3 * 24)),
                (Source::Esf, hours(24, 3 * 24)),
                // A month's contingent and contributions are told once.
                (Source::Lms, hours(35 * 24, 70 * 24)),
                (Source::Nobd, hours(35 * 24, 70 * 24)),
                (Source::Enpf, hours(35 * 24, 70 * 24)),
                (Source::Applicant, hours(365 * 24, 2 * 365 * 24)),
                (Source::Registry, hours(365 * 24, 10 * 365 * 24)),
            ]),
            citizenship: parameter(398, Basis::Slides),
            non_citizens_excluded: parameter(false, Basis::Proposal),
            attendance: parameter(
                AttendanceThreshold {
                    percent: 50,
                    inclusive: true,
                },
                Basis::Slides,
            ),
            tax_debt_limit: parameter(Tiyn(0), Basis::Slides),
            social_debt_limit: parameter(Tiyn(0), Basis::Slides),
            area_tolerance: parameter(100, Basis::Proposal),
            encumbrance_years: encumbrance_years(),
            capacity_percent: capacity_percent(),
            enrolments_allowed: parameter(1, Basis::Slides),
            workplaces_allowed: parameter(1, Basis::Proposal),
            regions_allowed: parameter(1, Basis::Proposal),
            moves_noticed: parameter(3, Basis::Proposal),
            moves_months: parameter(12, Basis::Proposal),
            contributions_days: parameter(25, Basis::Proposal),
            quarters: parameter(Quarters::USUAL, Basis::Proposal),
            freshness_of_marks: hours(120 * 24, 180 * 24),
            voucher_purpose_from: parameter(day(2027, 1, 1), Basis::Slides),
        }
    }

    /// How long the word of a source counts.
    pub fn freshness(&self, source: Source) -> Freshness {
        self.freshness_of
            .get(&source)
            .unwrap_or(&self.freshness)
            .value
    }

    /// The age of a fact, and the last moment it stays of that age.
    pub fn age_of(&self, fact: &Fact, now: Moment) -> (Age, Option<Moment>) {
        let limits = match fact.value.topic() {
            Topic::Progress => self.freshness_of_marks.value,
            _ => self.freshness(fact.source),
        };
        aged(limits, fact.as_of, now)
    }

    /// The age of a word said at `as_of`, and the last moment it stays of that age. A clock ahead
    /// of ours makes it fresh, not old.
    pub fn age(&self, source: Source, as_of: Moment, now: Moment) -> (Age, Option<Moment>) {
        aged(self.freshness(source), as_of, now)
    }
}

fn aged(limits: Freshness, as_of: Moment, now: Moment) -> (Age, Option<Moment>) {
    let end = |hours: u32| as_of.checked_add_signed(TimeDelta::hours(i64::from(hours)));
    let (fresh, usable) = (
        end(limits.fresh_hours),
        end(limits.usable_hours.max(limits.fresh_hours)),
    );
    if fresh.is_none_or(|end| now <= end) {
        (Age::Fresh, fresh)
    } else if usable.is_none_or(|end| now <= end) {
        (Age::Stale, usable)
    } else {
        (Age::TooOld, None)
    }
}

/// All versions of the parameters, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckParameterVersions(Vec<CheckParameters>);

impl CheckParameterVersions {
    /// The pilots' figures and nothing later.
    pub fn pilot() -> Self {
        Self(vec![CheckParameters::pilot()])
    }

    /// Adds a version; versions are kept in order of their first day.
    #[must_use]
    pub fn with(mut self, version: CheckParameters) -> Self {
        self.0.push(version);
        self.0.sort_by_key(|version| version.valid_from);
        self
    }

    /// The figures in force on a date: the latest version not later than it, else the first one.
    pub fn on(&self, date: NaiveDate) -> CheckParameters {
        self.0
            .iter()
            .rev()
            .find(|version| version.valid_from <= date)
            .or(self.0.first())
            .cloned()
            .unwrap_or_else(CheckParameters::pilot)
    }
}
