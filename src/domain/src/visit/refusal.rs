//! Why an operation on a visit is refused. Data: `locale` turns it into a sentence with what to
//! do next.

use super::plan::PlanFault;
use super::stage::StageName;
use crate::identifiers::PersonId;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Why an operation on a visit is refused.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "refusal", rename_all = "snake_case")]
pub enum Refusal {
    /// The operation doesn't belong to the stage the visit is in.
    #[error("not possible while the visit is {stage:?}")]
    WrongStage {
        /// Stage.
        stage: StageName,
    },
    /// The person isn't on this visit's commission.
    #[error("not a member of the commission")]
    NotAMember,
    /// Only the chair or the secretary may do this.
    #[error("only the chair or the secretary may do this")]
    NotLeading,
    /// An expert doesn't sign.
    #[error("an expert doesn't sign")]
    DoesNotSign,
    /// The role doesn't allow this at all.
    #[error("role may not do this")]
    NotYourRole,
    /// Outside the officer's territory.
    #[error("outside the officer's territory")]
    NotYourTerritory,
    /// A commission needs exactly one chair before its visit is ordered.
    #[error("the commission has no chair")]
    NoChair,
    /// What the visit would become is no plan.
    #[error("not a plan: {fault}")]
    Plan {
        /// What is wrong with it.
        fault: PlanFault,
    },
    /// The coordinates are of no place on earth.
    #[error("no such place")]
    NoSuchPlace,
    /// The leaflet of rights must be handed over first.
    #[error("the leaflet of rights was not handed over")]
    LeafletFirst,
    /// The commission must wait longer before it records a refusal.
    #[error("wait {minutes_left} more minutes")]
    WaitLonger {
        /// Minutes left.
        minutes_left: u32,
    },
    /// A refusal of admission needs circumstances and as many witnesses as the parameters ask for.
    #[error("circumstances or witnesses are missing")]
    RefusalIncomplete,
    /// Items are unanswered or incomplete.
    #[error("{count} blockers")]
    Blocked {
        /// How many.
        count: u32,
    },
    /// Members still disagree about fields.
    #[error("{count} conflicts")]
    Conflicts {
        /// How many.
        count: u32,
    },
    /// An act of admission refusal where the commission was let in, or the other way round.
    #[error("wrong kind of act")]
    WrongActKind,
    /// The signature is over other bytes than the act's.
    #[error("signature over other bytes")]
    OtherBytes,
    /// This member signed already.
    #[error("already signed")]
    AlreadySigned,
    /// Members before this one in the signing order haven't signed.
    #[error("others sign first")]
    OutOfTurn {
        /// Who must sign first.
        first: Vec<PersonId>,
    },
    /// The act can't change after somebody signed it.
    #[error("somebody has signed")]
    SomebodySigned,
    /// This objection, with these papers, was lodged already.
    #[error("lodged already")]
    AlreadyLodged,
    /// The term for objections is over.
    #[error("the term for objections is over")]
    ObjectionTermOver,
    /// An order without its number.
    #[error("the order has no number")]
    OrderWithoutNumber,
    /// An order dated after the visit it is to send somebody on.
    #[error("the order is dated after the first day of the visit")]
    OrderAfterVisit,
    /// A text that is needed is empty.
    #[error("text is missing")]
    TextMissing,
    /// Prescription points are still open.
    #[error("{open} points still open")]
    PointsOpen {
        /// How many.
        open: u32,
    },
}
