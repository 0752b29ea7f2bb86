//! What became of a sanction, step by step: who decided what, when and why.

use crate::Moment;
use crate::calendar::legal_day;
use crate::identifiers::PersonId;
use crate::people::Person;
use crate::sanction::{Decision, Sanction, SanctionState};
use crate::text::Trilingual;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What a step made of a sanction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "became", rename_all = "snake_case")]
pub enum StepKind {
    /// An officer decided against it.
    Dismissed,
    /// Payment was suspended.
    Suspended {
        /// Last day the suspension might last; absent where it wasn't kept.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<NaiveDate>,
    },
    /// Its limit passed, and termination was proposed.
    Escalated,
    /// Payment resumed.
    Resumed,
    /// The contract was terminated.
    Terminated,
}

/// Who took a step, as they were then: positions change, the record of a decision doesn't.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StepAuthor {
    /// Who.
    pub person: PersonId,
    /// Full name; empty where it wasn't kept. Personal data.
    #[serde(default)]
    pub full_name: String,
    /// Position at that time.
    #[serde(default)]
    pub position: Trilingual,
}

impl From<&Person> for StepAuthor {
    fn from(person: &Person) -> Self {
        Self {
            person: person.id,
            full_name: person.full_name.clone(),
            position: person.position.clone(),
        }
    }
}

impl std::fmt::Debug for StepAuthor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StepAuthor")
            .field("person", &self.person)
            .finish_non_exhaustive()
    }
}

/// One step.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SanctionStep {
    /// What became of the sanction.
    pub kind: StepKind,
    /// Legal day.
    pub on: NaiveDate,
    /// Moment of an officer's decision; the clock only knows days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Moment>,
    /// The officer; absent when it was the clock, and where nobody kept it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<StepAuthor>,
    /// Reason in the officer's words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

impl std::fmt::Debug for SanctionStep {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Reasons name people.
        f.debug_struct("SanctionStep")
            .field("kind", &self.kind)
            .field("on", &self.on)
            .finish_non_exhaustive()
    }
}

impl SanctionStep {
    fn decided(kind: StepKind, decision: &Decision, by: Option<&Person>) -> Self {
        Self {
            kind,
            on: legal_day(decision.at),
            at: Some(decision.at),
            by: Some(by.map_or_else(
                || StepAuthor {
                    person: decision.by,
                    full_name: String::new(),
                    position: Trilingual::default(),
                },
                StepAuthor::from,
            )),
            reason: decision.reason.clone(),
        }
    }

    fn dated(kind: StepKind, on: NaiveDate) -> Self {
        Self {
            kind,
            on,
            at: None,
            by: None,
            reason: String::new(),
        }
    }

    /// The step that leads into a state, by an officer or, without one, by whom the state names.
    fn into_state(state: &SanctionState, by: Option<&Person>) -> Option<Self> {
        Some(match state {
            SanctionState::Proposed => return None,
            SanctionState::Dismissed { decision } => {
                Self::decided(StepKind::Dismissed, decision, by)
            }
            SanctionState::Suspended {
                decision, until, ..
            } => {
                let until = Some(*until);
                Self::decided(StepKind::Suspended { until }, decision, by)
            }
            SanctionState::Escalated { escalated_on, .. } => {
                Self::dated(StepKind::Escalated, *escalated_on)
            }
            SanctionState::Resumed { decision, .. } => {
                Self::decided(StepKind::Resumed, decision, by)
            }
            SanctionState::Terminated { decision } => {
                Self::decided(StepKind::Terminated, decision, by)
            }
        })
    }
}

impl Sanction {
    /// Goes into a state that [`Sanction::rule`] or [`Sanction::escalate`] gave, and keeps the
    /// step: `by` is the officer, `None` the clock.
    pub fn enter(&mut self, state: SanctionState, by: Option<&Person>) {
        // A record from before steps were kept begins with what its state still tells.
        self.log = self.steps();
        self.log.extend(SanctionStep::into_state(&state, by));
        self.state = state;
    }

    /// Every step after the proposal, oldest first. What a record from before steps were kept
    /// doesn't tell isn't invented: of a contract terminated then, only the last decision is known.
    pub fn steps(&self) -> Vec<SanctionStep> {
        if !self.log.is_empty() {
            return self.log.clone();
        }
        let suspended = StepKind::Suspended { until: None };
        let earlier = match &self.state {
            SanctionState::Escalated { decision, .. } => {
                Some(SanctionStep::decided(suspended, decision, None))
            }
            SanctionState::Resumed { since, .. } => Some(SanctionStep::dated(suspended, *since)),
            _ => None,
        };
        let last = SanctionStep::into_state(&self.state, None);
        earlier.into_iter().chain(last).collect()
    }
}
