//! A consequence for payments, from proposal through decision to its end.

use crate::Moment;
use crate::calendar::{add_months, legal_day};
use crate::identifiers::{ActId, Kato, OrganisationId, PersonId, SanctionId, VisitId};
use crate::organisation::OrganisationKind;
use crate::people::{AccountRole, Actor};
use crate::policy::Policy;
use crate::sanction_log::{SanctionStep, StepKind};
use crate::traffic_light::{Consequence, Ground, Light, Proposal};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A consequence proposed by a commission or by the clock, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Sanction {
    /// Identity.
    pub id: SanctionId,
    /// Visit it comes from.
    pub visit: VisitId,
    /// Act it rests on.
    pub act: ActId,
    /// Organisation concerned.
    pub organisation: OrganisationId,
    /// What was proposed, why, and where.
    pub proposal: Proposal,
    /// When it was proposed.
    pub proposed_at: Moment,
    /// Where it stands.
    pub state: SanctionState,
    /// What led there, oldest first; empty in records from before steps were kept.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub log: Vec<SanctionStep>,
    /// Points of the act's prescription the clock rests the proposal on, by number; empty for
    /// what the act itself proposed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub points: Vec<u32>,
}

/// Where a sanction stands; each state carries only what exists in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum SanctionState {
    /// Waits for an officer.
    Proposed,
    /// An officer decided against it.
    Dismissed {
        /// The decision.
        decision: Decision,
    },
    /// Payment is suspended.
    Suspended {
        /// The decision.
        decision: Decision,
        /// First day of the suspension.
        since: NaiveDate,
        /// Last day the suspension may last.
        until: NaiveDate,
    },
    /// The limit passed without remedy: termination waits for an officer. Payment stays
    /// suspended; the clock proposes and never decides.
    Escalated {
        /// The decision that suspended.
        decision: Decision,
        /// First day of the suspension.
        since: NaiveDate,
        /// Day the limit was passed.
        escalated_on: NaiveDate,
    },
    /// Everything was remedied and payment resumed.
    Resumed {
        /// The decision that resumed payment.
        decision: Decision,
        /// First day of the suspension that ended.
        since: NaiveDate,
        /// Last day of the suspension.
        ended: NaiveDate,
    },
    /// The contract is terminated.
    Terminated {
        /// The decision.
        decision: Decision,
    },
}

/// Who decided, when and why.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Decision {
    /// Officer.
    pub by: PersonId,
    /// When.
    pub at: Moment,
    /// Reason, in the officer's words; never empty.
    pub reason: String,
}

impl std::fmt::Debug for Decision {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Decision")
            .field("by", &self.by)
            .field("at", &self.at)
            .finish_non_exhaustive()
    }
}

/// What an officer does with a sanction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "ruling", rename_all = "snake_case")]
pub enum Ruling {
    /// Suspend payment.
    Suspend,
    /// Terminate the contract.
    Terminate,
    /// No consequence.
    Dismiss,
    /// Payment resumes: everything was remedied.
    Resume {
        /// Prescription points still open; must be none.
        open_points: u32,
    },
}

/// Why a ruling is refused.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "refusal", rename_all = "snake_case")]
pub enum RulingRefusal {
    /// This person's role doesn't decide on such organisations.
    #[error("role may not decide")]
    NotYourRole,
    /// The organisation lies outside the officer's territory.
    #[error("outside the officer's territory")]
    NotYourTerritory,
    /// A decision needs a reason.
    #[error("a decision needs a reason")]
    NoReason,
    /// The sanction isn't in a state where this ruling makes sense.
    #[error("not possible in this state")]
    WrongState,
    /// Termination was not proposed; suspension first.
    #[error("termination was not proposed")]
    TerminationNotProposed,
    /// Payment resumes only after full remedy.
    #[error("{open} points still open")]
    NotRemedied {
        /// Points still open.
        open: u32,
    },
}

/// The role that decides about organisations of a kind, and orders visits to them.
pub fn ruling_role(kind: OrganisationKind) -> AccountRole {
    match kind {
        OrganisationKind::University | OrganisationKind::Dormitory => AccountRole::IssuerOfficer,
        OrganisationKind::School => AccountRole::EducationOfficer,
    }
}

/// Whether this person decides on consequences for such an organisation: the Issuer for
/// universities and their residences, the education department of the region for schools.
pub fn may_rule(
    actor: &Actor,
    kind: OrganisationKind,
    territory: Kato,
) -> Result<(), RulingRefusal> {
    if actor.role != ruling_role(kind) {
        return Err(RulingRefusal::NotYourRole);
    }
    if !actor.covers(territory) {
        return Err(RulingRefusal::NotYourTerritory);
    }
    Ok(())
}

/// The last day of a suspension: four calendar months after it began.
///
/// Source: JogaryBilim slides, "Светофор нарушений" (пауза до 4 месяцев). When the target month
/// is shorter, its last day counts: 31.10.2025 gives 28.02.2026.
pub fn suspension_limit(began: NaiveDate, policy: &Policy) -> NaiveDate {
    add_months(began, policy.suspension_limit.value)
}

/// Whether study has been stopped for longer than the limit: a month and a day later, not a
/// month later (15.01 to 15.02 is not, 16.02 is).
pub fn study_stopped_too_long(since: NaiveDate, today: NaiveDate, policy: &Policy) -> bool {
    today > add_months(since, policy.study_stop_limit.value)
}

/// Whether violations have been ignored for longer than the limit.
pub fn ignored_too_long(since: NaiveDate, today: NaiveDate, policy: &Policy) -> bool {
    today > add_months(since, policy.ignored_limit.value)
}

impl Sanction {
    /// Applies an officer's ruling: the new state, or why not.
    ///
    /// # Errors
    /// [`RulingRefusal`] when the person, the reason or the state doesn't allow it.
    #[expect(
        clippy::too_many_arguments,
        reason = "a pure rule takes everything it depends on"
    )]
    pub fn rule(
        &self,
        ruling: &Ruling,
        reason: &str,
        actor: &Actor,
        kind: OrganisationKind,
        territory: Kato,
        policy: &Policy,
        today: NaiveDate,
        now: Moment,
    ) -> Result<SanctionState, RulingRefusal> {
        may_rule(actor, kind, territory)?;
        if reason.trim().is_empty() {
            return Err(RulingRefusal::NoReason);
        }
        let decision = Decision {
            by: actor.person,
            at: now,
            reason: reason.trim().to_owned(),
        };
        match (ruling, &self.state) {
            (Ruling::Dismiss, SanctionState::Proposed) => Ok(SanctionState::Dismissed { decision }),
            (Ruling::Suspend, SanctionState::Proposed) => Ok(SanctionState::Suspended {
                decision,
                since: today,
                until: suspension_limit(today, policy),
            }),
            (Ruling::Terminate, SanctionState::Proposed) => {
                if self.proposal.consequence == Consequence::Termination {
                    Ok(SanctionState::Terminated { decision })
                } else {
                    Err(RulingRefusal::TerminationNotProposed)
                }
            }
            (Ruling::Terminate, SanctionState::Escalated { .. }) => {
                Ok(SanctionState::Terminated { decision })
            }
            (
                Ruling::Resume { open_points },
                SanctionState::Suspended { since, .. } | SanctionState::Escalated { since, .. },
            ) => {
                if *open_points > 0 {
                    return Err(RulingRefusal::NotRemedied { open: *open_points });
                }
                Ok(SanctionState::Resumed {
                    decision,
                    since: *since,
                    ended: today,
                })
            }
            _ => Err(RulingRefusal::WrongState),
        }
    }

    /// What the clock makes of a sanction on a day: a suspension past its limit becomes a
    /// proposal to terminate, on the ground of violations ignored. What stands still stays as it
    /// was decided: the building named before is not widened to the whole organisation.
    pub fn escalate(&self, today: NaiveDate) -> Option<Self> {
        let SanctionState::Suspended {
            decision,
            since,
            until,
        } = &self.state
        else {
            return None;
        };
        if today <= *until {
            return None;
        }
        let mut escalated = self.clone();
        let state = SanctionState::Escalated {
            decision: decision.clone(),
            since: *since,
            escalated_on: today,
        };
        escalated.enter(state, None);
        escalated.proposal.consequence = ESCALATION_GROUND.consequence();
        let grounds = &mut escalated.proposal.grounds;
        grounds.push(ESCALATION_GROUND);
        grounds.sort_unstable();
        grounds.dedup();
        Some(escalated)
    }

    /// Whether the clock proposed this, and no act.
    pub fn is_by_clock(&self) -> bool {
        !self.points.is_empty()
    }

    /// Whether payments to the organisation (or address) stand still because of this.
    pub fn stops_payment(&self) -> bool {
        matches!(
            self.state,
            SanctionState::Suspended { .. }
                | SanctionState::Escalated { .. }
                | SanctionState::Terminated { .. }
        )
    }

    /// First day payment stands still because of this; `None` while it goes on.
    pub fn stopped_since(&self) -> Option<NaiveDate> {
        match &self.state {
            SanctionState::Suspended { since, .. } | SanctionState::Escalated { since, .. } => {
                Some(*since)
            }
            SanctionState::Terminated { decision } => {
                let suspended =
                    |step: &&SanctionStep| matches!(step.kind, StepKind::Suspended { .. });
                let steps = self.steps();
                let first = steps.iter().find(suspended).map(|step| step.on);
                Some(first.unwrap_or_else(|| legal_day(decision.at)))
            }
            _ => None,
        }
    }

    /// Whether an officer has something to decide.
    pub fn waits_for_decision(&self) -> bool {
        matches!(
            self.state,
            SanctionState::Proposed | SanctionState::Escalated { .. }
        )
    }

    /// The consequence an officer is asked for now: what the act led to, or, once a suspension
    /// outlived its limit, termination. `None` when nothing waits.
    pub fn asked(&self) -> Option<Consequence> {
        match self.state {
            SanctionState::Proposed => Some(self.proposal.consequence),
            SanctionState::Escalated { .. } => Some(Consequence::Termination),
            _ => None,
        }
    }

    /// The light this sanction alone would show.
    pub fn light(&self) -> Light {
        match &self.state {
            SanctionState::Dismissed { .. } | SanctionState::Resumed { .. } => Light::Green,
            SanctionState::Suspended { .. } => Light::Yellow,
            SanctionState::Escalated { .. } | SanctionState::Terminated { .. } => Light::Red,
            SanctionState::Proposed => match self.proposal.consequence {
                Consequence::Suspension => Light::Yellow,
                Consequence::Termination => Light::Red,
            },
        }
    }
}

/// The light of an organisation: the gravest of its sanctions.
pub fn light_of<'a>(sanctions: impl IntoIterator<Item = &'a Sanction>) -> Light {
    sanctions
        .into_iter()
        .map(Sanction::light)
        .max()
        .unwrap_or(Light::Green)
}

/// Whether an organisation is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Payment {
    /// Payment goes on.
    Runs,
    /// Payment for some of its buildings stands still.
    PausedInPart,
    /// Payment stands still.
    Paused,
    /// The contract is terminated, payment has ended.
    Ended,
}

/// Whether an organisation is paid: what was decided about it, the gravest first. A proposal
/// stops nothing.
pub fn payment_of<'a>(sanctions: impl IntoIterator<Item = &'a Sanction>) -> Payment {
    sanctions
        .into_iter()
        .map(|sanction| match sanction.state {
            SanctionState::Terminated { .. } => Payment::Ended,
            SanctionState::Suspended { .. } | SanctionState::Escalated { .. } => {
                match sanction.proposal.premises {
                    Some(_) => Payment::PausedInPart,
                    None => Payment::Paused,
                }
            }
            SanctionState::Proposed
            | SanctionState::Dismissed { .. }
            | SanctionState::Resumed { .. } => Payment::Runs,
        })
        .max()
        .unwrap_or(Payment::Runs)
}

/// The ground the clock gives when a suspension outlives its limit.
pub const ESCALATION_GROUND: Ground = Ground::ViolationsIgnored;
