//! A site visit: its stages, who may move it on, and what each stage knows.

mod decide;
mod location;
mod operation;
mod plan;
mod refusal;
mod stage;

pub use decide::{VisitEvent, decide};
pub use location::{Location, LocationFault, is_on_earth, read_location};
pub use operation::VisitOp;
pub use plan::{PlanFault, PlanPart, VisitPlan, plans_visits, usual_checklists};
pub use refusal::Refusal;
pub use stage::{
    Access, Admission, AdmissionRefusal, Arrival, Conduct, Delivered, FixedAct, HandOver,
    HandOverWay, MemberSignature, Objection, Recorded, Release, SignedFile, Stage, StageName,
    VisitOrder,
};

use crate::identifiers::{BlobHash, Kato, OrganisationId, PersonId, PremisesId, VisitId};
use crate::organisation::OrganisationKind;
use crate::people::{CommissionMember, CommissionRole};
use crate::text::Trilingual;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The workbook a visit is pinned to: a new version never touches an open visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PinnedChecklist {
    /// Code: `SAFE`.
    pub code: String,
    /// Version named in the workbook.
    pub version: String,
    /// SHA-256 of the workbook.
    pub workbook: BlobHash,
}

/// A site visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Visit {
    /// Identity.
    pub id: VisitId,
    /// Organisation to visit.
    pub organisation: OrganisationId,
    /// Its kind, which decides who may rule on consequences.
    pub organisation_kind: OrganisationKind,
    /// Building to visit.
    pub premises: PremisesId,
    /// Territory of the building.
    pub territory: Kato,
    /// First and last day planned.
    pub planned: (NaiveDate, NaiveDate),
    /// Period inspected.
    pub inspected_period: (NaiveDate, NaiveDate),
    /// Subject of the visit.
    pub purpose: Trilingual,
    /// Commission.
    pub members: Vec<CommissionMember>,
    /// Checklists, pinned.
    pub checklists: Vec<PinnedChecklist>,
    /// The visit whose violations this one checks again.
    pub repeats: Option<VisitId>,
    /// Stage with everything it knows.
    pub stage: Stage,
    /// How many events made this state; the version a client's operation builds on.
    pub version: u32,
}

impl Visit {
    /// The member a person is on this visit.
    pub fn member(&self, person: PersonId) -> Option<&CommissionMember> {
        self.members.iter().find(|member| member.person == person)
    }

    /// Members whose signatures belong under the act, in signing order: members, secretary,
    /// chair.
    pub fn signers(&self) -> Vec<&CommissionMember> {
        let mut signers: Vec<_> = self.members.iter().filter(|m| m.role.signs()).collect();
        signers.sort_by_key(|member| (member.role.signing_rank(), member.full_name.clone()));
        signers
    }

    /// The chair.
    pub fn chair(&self) -> Option<&CommissionMember> {
        self.members
            .iter()
            .find(|member| member.role == CommissionRole::Chair)
    }

    /// Applies an event [`decide`] allowed. Events that don't fit the stage change nothing,
    /// which can happen only to a caller that skipped [`decide`].
    pub fn apply(&mut self, event: &VisitEvent) {
        if let (VisitEvent::Moved { planned }, Stage::Planned) = (event, &self.stage) {
            self.planned = *planned;
            self.version = self.version.saturating_add(1);
        }
        if let Some(stage) = stage::advance(&self.stage, event) {
            self.stage = stage;
            self.version = self.version.saturating_add(1);
        }
    }
}
