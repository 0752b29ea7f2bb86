//! What people (and the registry) do to a visit.

use super::stage::{HandOverWay, VisitOrder};
use crate::act::{ActKind, PartyDecision};
use crate::identifiers::{ActId, BlobHash, PersonId, SanctionId, VisitId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// An operation on a visit.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "op", rename_all = "snake_case")]
pub enum VisitOp {
    /// Move a visit that isn't ordered yet to other days: an order fixes them.
    Move {
        /// First and last day.
        planned: (NaiveDate, NaiveDate),
    },
    /// Issue the order.
    Order {
        /// Order.
        order: VisitOrder,
    },
    /// Tell the organisation.
    Notify,
    /// Record arrival.
    Arrive {
        /// Latitude and longitude in millionths of a degree, accuracy in metres (0: not told).
        location: Option<(i32, i32, u32)>,
    },
    /// The order was shown and the leaflet of rights handed over.
    HandLeaflet,
    /// The commission was let in.
    Admit,
    /// The commission was kept out.
    RefuseAdmission {
        /// What was said or done.
        circumstances: String,
        /// Witnesses.
        witnesses: Vec<String>,
    },
    /// Stop recording and bring the drafts together.
    BeginMerging,
    /// Something was forgotten: go back to recording.
    ResumeRecording,
    /// Fix the bytes of the act.
    FixAct {
        /// Identity of the act.
        act: ActId,
        /// Which act.
        kind: ActKind,
        /// SHA-256 of the canonical bytes.
        sha256: BlobHash,
        /// Number given on the laptop.
        draft_number: String,
        /// What the inspected party did with the act.
        party: PartyDecision,
        /// Fields two members still disagree about; must be none.
        open_conflicts: u32,
        /// Items still unanswered or incomplete; must be none.
        blockers: u32,
    },
    /// Nobody has signed yet and the act must change.
    WithdrawAct,
    /// A member can't sign any more (left, certificate expired): the act goes on without them,
    /// and the reason stays with it. Only the chair does this; the chair can't be released.
    ReleaseSigner {
        /// Who can't sign.
        member: PersonId,
        /// Why.
        reason: String,
    },
    /// Add a member's signature.
    Sign {
        /// SHA-256 of the bytes the member signed.
        sha256: BlobHash,
        /// SHA-256 of the detached CMS.
        cms: BlobHash,
        /// Signed with a special opinion.
        with_opinion: bool,
    },
    /// Hand the act over.
    HandOver {
        /// How.
        way: HandOverWay,
        /// To whom.
        to: String,
    },
    /// Lodge objections.
    LodgeObjection {
        /// What the organisation says.
        text: String,
        /// Papers, by hash.
        papers: Vec<BlobHash>,
    },
    /// Register the act: only the registry does this.
    Register {
        /// Number.
        number: String,
        /// Consequence opened for decision.
        sanction: Option<SanctionId>,
    },
    /// The consequence was decided (or none was proposed).
    Decide,
    /// Remedying goes on, with so many points open.
    Remedy {
        /// Open points.
        open_points: u32,
    },
    /// Plan the repeat visit.
    PlanRepeat {
        /// The repeat visit.
        repeat: VisitId,
    },
    /// Close the visit.
    Close {
        /// Open points; must be none.
        open_points: u32,
    },
}

impl VisitOp {
    /// The operation's word, as in its serialised form: for logs, messages and tests.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Move { .. } => "move",
            Self::Order { .. } => "order",
            Self::Notify => "notify",
            Self::Arrive { .. } => "arrive",
            Self::HandLeaflet => "hand_leaflet",
            Self::Admit => "admit",
            Self::RefuseAdmission { .. } => "refuse_admission",
            Self::BeginMerging => "begin_merging",
            Self::ResumeRecording => "resume_recording",
            Self::FixAct { .. } => "fix_act",
            Self::WithdrawAct => "withdraw_act",
            Self::ReleaseSigner { .. } => "release_signer",
            Self::Sign { .. } => "sign",
            Self::HandOver { .. } => "hand_over",
            Self::LodgeObjection { .. } => "lodge_objection",
            Self::Register { .. } => "register",
            Self::Decide => "decide",
            Self::Remedy { .. } => "remedy",
            Self::PlanRepeat { .. } => "plan_repeat",
            Self::Close { .. } => "close",
        }
    }
}

impl std::fmt::Debug for VisitOp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Operations carry names of witnesses and recipients.
        write!(f, "VisitOp({})", self.word())
    }
}
