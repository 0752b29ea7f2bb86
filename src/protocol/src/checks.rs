//! What the automatic checks (ФЛК) say of an organisation, as it travels with its record.
//!
//! Checks, reasons, systems and topics are named by their stable codes, as texts: a program that
//! doesn't know a later one shows the code and reads the rest. Nobody is named: what is about
//! people is counted, and evidence about a person says of which kind it is and not of whom.

use baqylau_domain::Moment;
use baqylau_domain::calendar::Period;
use baqylau_domain::checks::{Age, Decision};
use baqylau_domain::identifiers::PremisesId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The newest report on an organisation, its buildings and its people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OrganisationChecks {
    /// What the money is for: code of the programme.
    pub programme: String,
    /// When the checks were run.
    pub run_at: Moment,
    /// The БИН isn't valid: no system can be asked about this organisation.
    #[serde(default)]
    pub unidentified: bool,
    /// What the registry counts of a school; absent of other organisations, and in what was sent
    /// before it was counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figures: Option<Box<SchoolFigures>>,
    /// What follows on each occasion.
    #[serde(default)]
    pub decisions: Vec<OccasionDecision>,
    /// Checks on the organisation and on each of its buildings.
    #[serde(default)]
    pub rows: Vec<CheckRow>,
    /// Checks on each building of a school that bear on reimbursement of its construction alone:
    /// the encumbrance on changing its purpose.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub building: Vec<CheckRow>,
    /// Checks on people, counted.
    #[serde(default)]
    pub people: Vec<PeopleChecks>,
    /// Systems whose word is needed and that this registry doesn't ask.
    #[serde(default)]
    pub unasked: Vec<String>,
}

/// What the registry counts of a school. Figures alone: nobody is named.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SchoolFigures {
    /// Learners on the newest list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub learners: Option<CountedPeople>,
    /// Teachers on the newest list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub teachers: Option<CountedPeople>,
    /// Places the sanitary permit of each building gives, where it says.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub permitted: BTreeMap<PremisesId, u32>,
}

/// People on a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CountedPeople {
    /// The month it is of; absent of a list of no month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// How many.
    pub people: u32,
}

/// What follows from the checks on an occasion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OccasionDecision {
    /// Code of the occasion: `application`, `activation`, `monthly`.
    pub moment: String,
    /// What follows.
    pub decision: Decision,
}

/// What a check says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum CheckVerdict {
    /// All is well.
    Passed,
    /// It isn't.
    Failed,
    /// Nobody knows.
    Unknown,
    /// There is nothing to check.
    NotApplicable,
}

impl CheckVerdict {
    /// The stable code, which also completes the keys of messages.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
            Self::NotApplicable => "not-applicable",
        }
    }
}

/// One check on the organisation or on one of its buildings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CheckRow {
    /// Code of the check.
    pub check: String,
    /// The building; without one it is about the organisation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub premises: Option<PremisesId>,
    /// What it says.
    pub verdict: CheckVerdict,
    /// Code of why: why it failed, why nothing is known, why there is nothing to check.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Code of the gravest that follows from a failure: `refuse`, `exclude-learner`, `propose`,
    /// `review`.
    pub consequence: String,
    /// Codes of the occasions on which it does; none for what a person reviews.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub occasions: Vec<String>,
    /// Where that comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<CheckBasis>,
    /// Codes of the systems whose word it needs.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Since when it says so, for the same reasons.
    pub since: Moment,
    /// What decided it.
    #[serde(default)]
    pub evidence: Vec<CheckEvidence>,
}

impl CheckRow {
    /// Whether it keeps money from being given: a consequence the documents name, and a failure,
    /// or nobody knows.
    pub fn stands_in_the_way(&self) -> bool {
        self.consequence != "review"
            && matches!(self.verdict, CheckVerdict::Failed | CheckVerdict::Unknown)
    }

    /// Whether it is a stop factor that failed.
    pub fn is_stop(&self) -> bool {
        self.consequence == "refuse" && self.verdict == CheckVerdict::Failed
    }
}

/// Where a consequence comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CheckBasis {
    /// Named on the slides of the pilots; otherwise a proposal.
    pub slides: bool,
    /// The document or slide, in its own words.
    pub text: String,
}

/// A value that decided a check. Never an ИИН.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CheckEvidence {
    /// Whom the fact is about: `organisation`, `premises`, `person`, `document`.
    pub about: String,
    /// Code of what it is on.
    pub topic: String,
    /// Code of the system that said so.
    pub source: String,
    /// When that system held it true.
    pub as_of: Moment,
    /// How much its age allows.
    pub age: Age,
    /// What it said, in codes and figures.
    pub said: String,
    /// What it was compared with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub against: Option<String>,
}

/// One check on all people of an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PeopleChecks {
    /// Code of the check.
    pub check: String,
    /// Code of what follows from a failure.
    pub consequence: String,
    /// People for whom all is well.
    pub passed: u32,
    /// People for whom it isn't.
    pub failed: u32,
    /// People of whom nobody knows.
    pub unknown: u32,
    /// People for whom there is nothing to check.
    pub not_applicable: u32,
    /// Codes of why, with the number of people.
    #[serde(default)]
    pub reasons: BTreeMap<String, u32>,
}

impl OrganisationChecks {
    /// Stop factors that failed.
    pub fn stops(&self) -> u32 {
        let stops = self.rows.iter().filter(|row| row.is_stop()).count();
        u32::try_from(stops).unwrap_or(u32::MAX)
    }

    /// The same without the moments that go on while everything stays as it is: when the checks
    /// were run, and when sources confirmed what they had said before.
    #[must_use]
    pub fn lasting(&self) -> Self {
        let mut lasting = self.clone();
        lasting.run_at = Moment::default();
        let rows = lasting.rows.iter_mut().chain(&mut lasting.building);
        for evidence in rows.flat_map(|row| &mut row.evidence) {
            evidence.as_of = Moment::default();
        }
        lasting
    }
}

/// What became of asking for a new run ([`crate::api::ORGANISATIONS`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum CheckTurn {
    /// It begins soon.
    Queued,
    /// It was waiting or under way already: one run serves both.
    Waiting,
    /// The registry asks no source system: the checks wait until one is connected.
    NoSources,
}

/// Answer to asking for a new run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ChecksAsked {
    /// What became of it.
    pub turn: CheckTurn,
}

/// What a check said for a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FormerCheck {
    /// What it said.
    pub row: CheckRow,
    /// Until when; `None`: still.
    pub until: Option<Moment>,
}

/// How what checks say of an organisation and its buildings changed, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ChecksHistory {
    /// States, each from its `since`.
    pub entries: Vec<FormerCheck>,
    /// There are older ones.
    pub more: bool,
}
