//! The prescription: one point per violation, with risk, recommendation and due date.

use crate::finding::Severity;
use crate::policy::Policy;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One point of a prescription (предписание / нұсқама).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PrescriptionPoint {
    /// Number from 1, never reused within the act.
    pub number: u32,
    /// Checklist and item: `SAFE`, `B07`.
    pub list: String,
    /// Item within the list.
    pub item: String,
    /// Degree of risk.
    pub risk: Severity,
    /// What must be done.
    pub recommendation: String,
    /// Who must do it.
    pub responsible: String,
    /// By when.
    pub due: NaiveDate,
}

impl std::fmt::Debug for PrescriptionPoint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Who must remedy it may be a name.
        f.debug_struct("PrescriptionPoint")
            .field("number", &self.number)
            .field("list", &self.list)
            .field("item", &self.item)
            .field("due", &self.due)
            .finish_non_exhaustive()
    }
}

/// How near a due date is. SAQ: up to 5 days red, 6-10 yellow, more green.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DueColour {
    /// More than ten days left.
    Green,
    /// Six to ten days left.
    Yellow,
    /// Five days or fewer left, or late.
    Red,
}

/// Colour of a due date on a given day.
pub fn due_colour(due: NaiveDate, today: NaiveDate, policy: &Policy) -> DueColour {
    match (due - today).num_days() {
        left if left <= policy.due_red_days.value => DueColour::Red,
        left if left <= policy.due_yellow_days.value => DueColour::Yellow,
        _ => DueColour::Green,
    }
}

/// Where a point stands.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum PointState {
    /// Not yet remedied.
    Open,
    /// The organisation reports it remedied; the commission hasn't confirmed.
    Reported {
        /// What was done.
        report: String,
    },
    /// Confirmed on a repeat visit or by papers.
    Remedied {
        /// Day of confirmation.
        on: NaiveDate,
    },
}

impl std::fmt::Debug for PointState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Open => f.write_str("Open"),
            Self::Reported { .. } => f.write_str("Reported"),
            Self::Remedied { on } => write!(f, "Remedied({on})"),
        }
    }
}

/// Whether a point is late on a day: open after its due date.
pub fn is_late(point: &PrescriptionPoint, state: &PointState, today: NaiveDate) -> bool {
    !matches!(state, PointState::Remedied { .. }) && today > point.due
}
