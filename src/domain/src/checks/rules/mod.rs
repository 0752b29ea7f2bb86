//! The rules behind the catalogue, by whom they look at.

pub(super) mod learner;
pub(super) mod organisation;
pub(super) mod premises;
pub(super) mod teacher;

use super::scene::Scene;
use super::verdict::{NotNeeded, Reason, Unknown, Verdict};
use crate::calendar::Period;

/// A rule; an unknown fact ends it.
pub(super) type Rule = fn(&mut Scene<'_>) -> Result<Verdict, Unknown>;

/// Passed, or failed for one reason.
fn demand(holds: bool, otherwise: Reason) -> Verdict {
    if holds {
        Verdict::Passed
    } else {
        Verdict::Failed(otherwise)
    }
}

/// The month judged, or the verdict that there is none.
fn month(scene: &Scene<'_>) -> Result<Period, Verdict> {
    scene
        .case
        .period
        .ok_or(Verdict::NotApplicable(NotNeeded::NoPeriod))
}

/// A fact of a topic came with a value of another: `Facts` can't hold one, so it counts as not
/// said.
const NOT_SAID: Unknown = Unknown::NotAsked;
