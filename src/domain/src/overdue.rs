//! What the clock makes of prescription points nobody remedied: a proposal, never a decision.

use crate::identifiers::VisitId;
use crate::policy::Policy;
use crate::sanction::{Sanction, SanctionState, ignored_too_long};
use crate::traffic_light::{Consequence, Ground};
use chrono::NaiveDate;

/// A point that isn't remedied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenPoint<'a> {
    /// Number within the prescription.
    pub number: u32,
    /// Norm the violated item names in its workbook; empty when unknown or none.
    pub norm: &'a str,
    /// By when it was to be remedied.
    pub due: NaiveDate,
}

/// What the clock proposes about one act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overdue {
    /// Grounds, each once, in order.
    pub grounds: Vec<Ground>,
    /// Points they rest on, by number, in order.
    pub points: Vec<u32>,
}

/// The termination that open points past their terms lead to. `None`: nothing to propose.
///
/// - Fire or sanitary violations not remedied in time: a late point whose norm is one of
///   [`Policy::safety_norms`].
/// - Violations ignored for longer than the limit: a late point of an act handed over so long
///   ago. A point whose term still runs is not ignored, however long the term is.
///
/// Source: JogaryBilim slides, "Светофор нарушений". `handed_over` is the day the organisation
/// got the act; `sanctions` are those of the organisation. Nothing is proposed twice: not while a
/// termination waits for an officer or is decided, not on a ground that suspended payment (that
/// suspension has a limit of its own), and not again for points an officer dismissed.
pub fn overdue<'a>(
    points: impl IntoIterator<Item = OpenPoint<'a>>,
    visit: VisitId,
    handed_over: NaiveDate,
    sanctions: &[Sanction],
    today: NaiveDate,
    policy: &Policy,
) -> Option<Overdue> {
    let own = || sanctions.iter().filter(|other| other.visit == visit);
    if own().any(ends_or_waits_to) || sanctions.iter().any(ends_everything) {
        return None;
    }
    let suspended_for = |ground: Option<Ground>| {
        own().any(|other| {
            matches!(other.state, SanctionState::Suspended { .. })
                && ground.is_none_or(|ground| other.proposal.grounds.contains(&ground))
        })
    };
    let dismissed = |ground: Ground, point: u32| {
        own().any(|other| {
            matches!(other.state, SanctionState::Dismissed { .. })
                && other.proposal.grounds.contains(&ground)
                && other.points.contains(&point)
        })
    };
    let safety = !suspended_for(Some(Ground::SafetyNotRemedied));
    // Any suspension in force escalates by its own limit.
    let ignored = ignored_too_long(handed_over, today, policy) && !suspended_for(None);
    let mut found = Overdue {
        grounds: Vec::new(),
        points: Vec::new(),
    };
    for point in points.into_iter().filter(|point| today > point.due) {
        let is_safety = policy
            .safety_norms
            .value
            .iter()
            .any(|norm| norm == point.norm);
        for (ground, holds) in [
            (Ground::SafetyNotRemedied, safety && is_safety),
            (Ground::ViolationsIgnored, ignored),
        ] {
            if holds && !dismissed(ground, point.number) {
                found.grounds.push(ground);
                found.points.push(point.number);
            }
        }
    }
    found.points.sort_unstable();
    found.points.dedup();
    found.grounds.sort_unstable();
    found.grounds.dedup();
    (!found.points.is_empty()).then_some(found)
}

/// Whether a sanction of the act terminated the contract, or asks an officer to.
fn ends_or_waits_to(sanction: &Sanction) -> bool {
    match sanction.state {
        SanctionState::Terminated { .. } | SanctionState::Escalated { .. } => true,
        SanctionState::Proposed => sanction.proposal.consequence == Consequence::Termination,
        SanctionState::Dismissed { .. }
        | SanctionState::Suspended { .. }
        | SanctionState::Resumed { .. } => false,
    }
}

/// Whether a sanction ended the contract with the whole organisation.
fn ends_everything(sanction: &Sanction) -> bool {
    matches!(sanction.state, SanctionState::Terminated { .. })
        && sanction.proposal.premises.is_none()
}
