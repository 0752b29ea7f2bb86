//! Dated parameters: figures that a norm sets and may change, each with its basis.

use crate::Moment;
use crate::calendar::{Months, WorkingCalendar, legal_day};
use crate::signatory::{SignatoryRule, pilot_rules};
use chrono::{Days, NaiveDate};
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
    pub(crate) const fn new(value: T, basis: Basis) -> Self {
        Self { value, basis }
    }
}

/// The term proposed for a point: parameters written before it was one are read with it.
const fn proposed_term() -> Parameter<u32> {
    Parameter::new(30, Basis::Proposal)
}

/// The norms of fire safety and of sanitation: parameters written before they were one are read
/// with them.
fn safety_norms() -> Parameter<Vec<String>> {
    let norms = ["PPB", "TR405", "FIRECL", "SAN"];
    Parameter::new(norms.map(str::to_owned).to_vec(), Basis::Proposal)
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
    /// Norms, by their keys in the workbooks, whose violations are fire or sanitary ones: not
    /// remedied in time, they are a ground of termination. The ground is the slides'; which norms
    /// it means follows from their titles (fire safety rules and regulation, sanitary rules).
    #[serde(default = "safety_norms")]
    pub safety_norms: Parameter<Vec<String>>,
    /// Term proposed for a prescription point until the commission sets its own, in calendar days.
    #[serde(default = "proposed_term")]
    pub prescription_term_days: Parameter<u32>,
    /// A due date this many days away or nearer is red (SAQ: <= 5).
    pub due_red_days: Parameter<i64>,
    /// A due date this many days away or nearer, but not red, is yellow (SAQ: 6-10).
    pub due_yellow_days: Parameter<i64>,
    /// How long the commission waits at the door before it may record a refusal, in minutes.
    pub admission_wait_minutes: Parameter<u32>,
    /// Witnesses a refusal of admission takes.
    #[serde(default = "refusal_witnesses")]
    pub refusal_witnesses: Parameter<u32>,
    /// Working days the inspected party has to object after the act was handed over.
    pub objection_days: Parameter<u32>,
    /// Share of the commission (in percent) whose signatures make an act; the chair must be one.
    pub signing_quorum_percent: Parameter<u32>,
    /// With which keys acts are signed, the first rule that fits deciding. No legal text at hand
    /// names them for commissions. Records older than this are read as the pilot's.
    #[serde(default = "pilot_signatories")]
    pub signatories: Parameter<Vec<SignatoryRule>>,
    /// Days after which an offline pack may no longer be used.
    pub pack_valid_days: Parameter<u32>,
    /// Days a person may go on signing in without the registry after the registry let them in.
    /// Twice the life of a pack: the trip it was taken along for, and as much to come back from
    /// where there is no network. Records older than this figure are read as the pilot's.
    #[serde(default = "pilot_offline_days")]
    pub offline_days: Parameter<u32>,
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
            safety_norms: safety_norms(),
            prescription_term_days: proposed_term(),
            due_red_days: Parameter::new(5, Basis::Analogue),
            due_yellow_days: Parameter::new(10, Basis::Analogue),
            admission_wait_minutes: Parameter::new(30, Basis::Proposal),
            refusal_witnesses: refusal_witnesses(),
            objection_days: Parameter::new(3, Basis::Proposal),
            signing_quorum_percent: Parameter::new(100, Basis::Proposal),
            signatories: pilot_signatories(),
            pack_valid_days: Parameter::new(7, Basis::Proposal),
            offline_days: pilot_offline_days(),
            clock_skew_minutes: Parameter::new(5, Basis::Proposal),
            calendar: WorkingCalendar::kazakhstan(),
        }
    }

    /// The last day on which somebody whom the registry let in at `online` may sign in without
    /// it. Counted by the legal day of Kazakhstan; the day of the sign-in itself doesn't count:
    /// 1 October plus 14 days gives 15 October, the whole of it.
    pub fn offline_until(&self, online: Moment) -> NaiveDate {
        legal_day(online)
            .checked_add_days(Days::new(self.offline_days.value.into()))
            .unwrap_or(NaiveDate::MAX)
    }
}

/// A proposal of the product.
fn pilot_signatories() -> Parameter<Vec<SignatoryRule>> {
    Parameter::new(pilot_rules(), Basis::Proposal)
}

/// A proposal of the product, like the pack's.
fn pilot_offline_days() -> Parameter<u32> {
    Parameter::new(14, Basis::Proposal)
}

/// Two witnesses, as where an owner refuses to sign; packs made before the figure was named say
/// nothing of it.
fn refusal_witnesses() -> Parameter<u32> {
    Parameter::new(2, Basis::Proposal)
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
