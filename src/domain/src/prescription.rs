//! The prescription: one point per violation, with risk, recommendation and due date.

use crate::finding::{Effect, Severity};
use crate::policy::Policy;
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

/// One point of a prescription (предписание / нұсқама).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PrescriptionPoint {
    /// Number from 1, never reused within the act.
    pub number: u32,
    /// Checklist and item: `SAFE`, `B07`. Empty for the point of a refused admission.
    pub list: String,
    /// Item within the list; [`ADMISSION_ITEM`] for a refused admission.
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

/// Stands as the item of the point that demands the commission be admitted: no checklist was
/// opened, so no item of one was violated. Lists have their own codes, and this one has none.
pub const ADMISSION_ITEM: &str = "ADMISSION";

impl PrescriptionPoint {
    /// Whether this point demands that the commission be admitted.
    pub fn is_admission(&self) -> bool {
        self.list.is_empty() && self.item == ADMISSION_ITEM
    }

    /// Whether two points demand the same by the same day. What to do and who does it are the
    /// commission's own words and follow from nothing.
    pub fn demands_the_same(&self, other: &Self) -> bool {
        self.number == other.number
            && self.list == other.list
            && self.item == other.item
            && self.risk == other.risk
            && self.due == other.due
    }
}

/// A violated item, as far as its point of the prescription needs it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Violation<'a> {
    /// Checklist code.
    pub list: &'a str,
    /// Item.
    pub item: &'a str,
    /// What the workbook says it leads to.
    pub effect: Effect,
    /// Degree of risk.
    pub risk: Severity,
    /// By when; `None`: the commission hasn't said yet, and the proposed term stands.
    pub due: Option<NaiveDate>,
    /// What must be done; may be empty.
    pub recommendation: &'a str,
    /// Who must do it; may be empty.
    pub responsible: &'a str,
}

impl std::fmt::Debug for Violation<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Who must remedy it may be a name.
        f.debug_struct("Violation")
            .field("list", &self.list)
            .field("item", &self.item)
            .field("effect", &self.effect)
            .finish_non_exhaustive()
    }
}

/// The prescription that follows from what was found: one point for every violated item that
/// leads to anything, and one for a refused admission. Payment stopped by any of them resumes
/// when every point is remedied, so none may be without one.
///
/// `visited` is the day of the visit, from which terms are counted; `refused` says that the
/// commission wasn't admitted. The points are numbered from 1 in the order of the violations.
pub fn prescription_of<'a>(
    violations: impl IntoIterator<Item = Violation<'a>>,
    refused: bool,
    visited: NaiveDate,
    policy: &Policy,
) -> Vec<PrescriptionPoint> {
    let mut points: Vec<PrescriptionPoint> = violations
        .into_iter()
        .filter(|violation| violation.effect.demands_remedy())
        .zip(1u32..)
        .map(|(violation, number)| PrescriptionPoint {
            number,
            list: violation.list.to_owned(),
            item: violation.item.to_owned(),
            risk: violation.risk,
            recommendation: violation.recommendation.trim().to_owned(),
            responsible: violation.responsible.trim().to_owned(),
            due: violation
                .due
                .unwrap_or_else(|| proposed_due(visited, policy)),
        })
        .collect();
    if refused {
        points.push(PrescriptionPoint {
            number: u32::try_from(points.len()).map_or(u32::MAX, |count| count.saturating_add(1)),
            list: String::new(),
            item: ADMISSION_ITEM.to_owned(),
            // A28 of the list of higher education, which asks the same of an admitted commission,
            // is gross.
            risk: Severity::Gross,
            recommendation: String::new(),
            responsible: String::new(),
            // A door is opened without works: the shortest term there is.
            due: after(visited, policy.prescription_min_days.value),
        });
    }
    points
}

/// The due date proposed for a point until the commission sets its own.
pub fn proposed_due(visited: NaiveDate, policy: &Policy) -> NaiveDate {
    after(visited, policy.prescription_term_days.value)
}

/// The day so many days later; saturates at the calendar's end.
fn after(day: NaiveDate, days: u32) -> NaiveDate {
    day.checked_add_days(Days::new(u64::from(days)))
        .unwrap_or(NaiveDate::MAX)
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
