//! Dated parameters: figures that a norm sets and may change, each with its basis.

use crate::calendar::{Months, WorkingCalendar};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Where a figure comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Basis {
    /// Named on the slides of the pilot (JogaryBilim, OrtaBilim).
    Slides,
    /// Taken from the Ministry of Finance's own inspection system (SAQ), as house style.
    Analogue,
    /// A proposal of the product; the legal text isn't available.
    Proposal,
    /// Set by a law that is known by name and retold; its text wasn't checked.
    Law,
}

/// A figure with its basis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "Parameter_{T}")
)]
pub struct Parameter<T> {
    /// The figure.
    pub value: T,
    /// Where it comes from.
    pub basis: Basis,
}

impl<T> Parameter<T> {
    const fn new(value: T, basis: Basis) -> Self {
        Self { value, basis }
    }
}

/// The parameters in force on a date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Policy {
    /// First day these figures apply.
    pub valid_from: NaiveDate,
    /// Longest suspension of payment (slides: "пауза до 4 месяцев").
    pub suspension_limit: Parameter<Months>,
    /// A stop of study longer than this terminates (slides: "более чем на 1 месяц").
    pub study_stop_limit: Parameter<Months>,
    /// Violations ignored longer than this terminate (slides: "свыше 4 месяцев").
    pub ignored_limit: Parameter<Months>,
    /// Shortest term of a prescription point, in calendar days.
    pub prescription_min_days: Parameter<u32>,
    /// A due date this many days away or nearer is red (SAQ: <= 5).
    pub due_red_days: Parameter<i64>,
    /// A due date this many days away or nearer, but not red, is yellow (SAQ: 6-10).
    pub due_yellow_days: Parameter<i64>,
    /// How long the commission waits at the door before it may record a refusal, in minutes.
    pub admission_wait_minutes: Parameter<u32>,
    /// Working days the inspected party has to object after the act was handed over.
    pub objection_days: Parameter<u32>,
    /// Share of the commission (in percent) whose signatures make an act; the chair must be one.
    pub signing_quorum_percent: Parameter<u32>,
    /// Days after which an offline pack may no longer be used.
    pub pack_valid_days: Parameter<u32>,
    /// A clock that disagrees with the registry by more than this many minutes is flagged.
    pub clock_skew_minutes: Parameter<u32>,
    /// Working days and holidays.
    pub calendar: WorkingCalendar,
}

impl Policy {
    /// The figures of the pilot.
    pub fn pilot() -> Self {
        Self {
            valid_from: NaiveDate::from_ymd_opt(2025, 9, 1).unwrap_or(NaiveDate::MIN),
            suspension_limit: Parameter::new(Months(4), Basis::Slides),
            study_stop_limit: Parameter::new(Months(1), Basis::Slides),
            ignored_limit: Parameter::new(Months(4), Basis::Slides),
            prescription_min_days: Parameter::new(10, Basis::Proposal),
            due_red_days: Parameter::new(5, Basis::Analogue),
            due_yellow_days: Parameter::new(10, Basis::Analogue),
            admission_wait_minutes: Parameter::new(30, Basis::Proposal),
            objection_days: Parameter::new(3, Basis::Proposal),
            signing_quorum_percent: Parameter::new(100, Basis::Proposal),
            pack_valid_days: Parameter::new(7, Basis::Proposal),
            clock_skew_minutes: Parameter::new(5, Basis::Proposal),
            calendar: WorkingCalendar::kazakhstan(),
        }
    }
}

/// All versions of the parameters, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Policies(Vec<Policy>);

impl Policies {
    /// The pilot's figures and nothing later.
    pub fn pilot() -> Self {
        Self(vec![Policy::pilot()])
    }

    /// Adds a version; versions are kept in order of their first day.
    #[must_use]
    pub fn with(mut self, policy: Policy) -> Self {
        self.0.push(policy);
        self.0.sort_by_key(|version| version.valid_from);
        self
    }

    /// The figures in force on a date: the latest version not later than it, else the first one.
    pub fn on(&self, date: NaiveDate) -> Policy {
        self.0
            .iter()
            .rev()
            .find(|version| version.valid_from <= date)
            .or(self.0.first())
            .cloned()
            .unwrap_or_else(Policy::pilot)
    }
}
