//! Planning a visit: what a plan needs before it counts, and whose plan it may be.

use super::decide::has_one_chair;
use super::{PinnedChecklist, Stage, Visit};
use crate::identifiers::{OrganisationId, PersonId, PremisesId, VisitId};
use crate::organisation::{Organisation, OrganisationKind};
use crate::people::{AccountRole, Actor, CommissionMember, CommissionRole};
use crate::sanction::{RulingRefusal, may_rule, ruling_role};
use crate::text::Trilingual;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A visit being planned. What isn't filled in yet is absent, so that a plan may be judged while
/// it is still being written.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct VisitPlan {
    /// Organisation to visit.
    pub organisation: Option<OrganisationId>,
    /// Building to visit.
    pub premises: Option<PremisesId>,
    /// First and last day planned.
    pub planned: (Option<NaiveDate>, Option<NaiveDate>),
    /// First and last day of the period inspected.
    pub inspected_period: (Option<NaiveDate>, Option<NaiveDate>),
    /// Subject of the visit.
    pub purpose: Trilingual,
    /// Commission. The ИИН may be absent: the registry adds its own.
    pub members: Vec<CommissionMember>,
    /// Checklists, pinned.
    pub checklists: Vec<PinnedChecklist>,
    /// The visit whose violations this one checks again.
    pub repeats: Option<VisitId>,
}

impl std::fmt::Debug for VisitPlan {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The purpose is free text and the commission has names.
        f.debug_struct("VisitPlan")
            .field("organisation", &self.organisation)
            .field("premises", &self.premises)
            .finish_non_exhaustive()
    }
}

/// A part of a plan, as it is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is the field of VisitPlan of that name")]
pub enum PlanPart {
    Organisation,
    Premises,
    Planned,
    InspectedPeriod,
    Purpose,
    Checklists,
    Commission,
}

/// What stands in the way of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "fault", rename_all = "snake_case")]
pub enum PlanFault {
    /// No organisation, or one that isn't known.
    #[error("no organisation")]
    NoOrganisation,
    /// Visits to such organisations are ordered by another role.
    #[error("role may not order visits to such organisations")]
    NotYourRole,
    /// The building lies outside the officer's territory.
    #[error("outside the officer's territory")]
    NotYourTerritory,
    /// The visit to be repeated has no registered act, or was to another organisation.
    #[error("nothing to check again")]
    NothingToRepeat,
    /// No building.
    #[error("no premises")]
    NoPremises,
    /// The building isn't one of the organisation's.
    #[error("premises of another organisation")]
    OtherPremises,
    /// A day of the visit is missing.
    #[error("no days")]
    NoDays,
    /// The last day of the visit comes before its first.
    #[error("the last day comes before the first")]
    DaysReversed,
    /// The days of the visit have passed: an order for them would be made afterwards.
    #[error("the days have passed")]
    DaysOver,
    /// A day of the inspected period is missing.
    #[error("no period")]
    NoPeriod,
    /// The last day of the period comes before its first.
    #[error("the period ends before it begins")]
    PeriodReversed,
    /// The period begins after the visit ends: there would be nothing to inspect.
    #[error("the period is still to come")]
    PeriodAhead,
    /// The purpose is empty in every language.
    #[error("no purpose")]
    NoPurpose,
    /// No checklist.
    #[error("no checklist")]
    NoChecklist,
    /// A checklist stands twice in the plan.
    #[error("checklist {code} twice")]
    ChecklistTwice {
        /// Code.
        code: String,
    },
    /// The registry hasn't published this version of a checklist.
    #[error("checklist {code} was not published so")]
    ChecklistUnknown {
        /// Code.
        code: String,
    },
    /// The commission is empty.
    #[error("no commission")]
    NoCommission,
    /// The commission has no chair, or several.
    #[error("not exactly one chair")]
    NotOneChair,
    /// The commission has several secretaries: nobody would know who merges the drafts.
    #[error("several secretaries")]
    SeveralSecretaries,
    /// A person stands twice in the commission.
    #[error("a person twice")]
    PersonTwice {
        /// Who.
        person: PersonId,
    },
    /// The registry doesn't know a person so.
    #[error("unknown person")]
    PersonUnknown {
        /// Who.
        person: PersonId,
    },
}

impl PlanFault {
    /// The part of the plan to be corrected.
    pub fn part(&self) -> PlanPart {
        match self {
            Self::NoOrganisation
            | Self::NotYourRole
            | Self::NotYourTerritory
            | Self::NothingToRepeat => PlanPart::Organisation,
            Self::NoPremises | Self::OtherPremises => PlanPart::Premises,
            Self::NoDays | Self::DaysReversed | Self::DaysOver => PlanPart::Planned,
            Self::NoPeriod | Self::PeriodReversed | Self::PeriodAhead => PlanPart::InspectedPeriod,
            Self::NoPurpose => PlanPart::Purpose,
            Self::NoChecklist | Self::ChecklistTwice { .. } | Self::ChecklistUnknown { .. } => {
                PlanPart::Checklists
            }
            Self::NoCommission
            | Self::NotOneChair
            | Self::SeveralSecretaries
            | Self::PersonTwice { .. }
            | Self::PersonUnknown { .. } => PlanPart::Commission,
        }
    }

    /// Whether the part just isn't filled in yet: no reason to speak before the person is done.
    pub fn is_blank(&self) -> bool {
        matches!(
            self,
            Self::NoOrganisation
                | Self::NoPremises
                | Self::NoDays
                | Self::NoPeriod
                | Self::NoPurpose
                | Self::NoChecklist
                | Self::NoCommission
        )
    }

    /// The fault's word, as in its serialised form with hyphens: for messages.
    pub fn word(&self) -> &'static str {
        match self {
            Self::NoOrganisation => "no-organisation",
            Self::NotYourRole => "not-your-role",
            Self::NotYourTerritory => "not-your-territory",
            Self::NothingToRepeat => "nothing-to-repeat",
            Self::NoPremises => "no-premises",
            Self::OtherPremises => "other-premises",
            Self::NoDays => "no-days",
            Self::DaysReversed => "days-reversed",
            Self::DaysOver => "days-over",
            Self::NoPeriod => "no-period",
            Self::PeriodReversed => "period-reversed",
            Self::PeriodAhead => "period-ahead",
            Self::NoPurpose => "no-purpose",
            Self::NoChecklist => "no-checklist",
            Self::ChecklistTwice { .. } => "checklist-twice",
            Self::ChecklistUnknown { .. } => "checklist-unknown",
            Self::NoCommission => "no-commission",
            Self::NotOneChair => "not-one-chair",
            Self::SeveralSecretaries => "several-secretaries",
            Self::PersonTwice { .. } => "person-twice",
            Self::PersonUnknown { .. } => "person-unknown",
        }
    }
}

/// Whether people of a role plan and order visits at all; which visits is said by
/// [`VisitPlan::faults`].
pub fn plans_visits(role: AccountRole) -> bool {
    [
        OrganisationKind::University,
        OrganisationKind::School,
        OrganisationKind::Dormitory,
    ]
    .into_iter()
    .any(|kind| ruling_role(kind) == role)
}

/// Codes of the checklists usually taken to an organisation of a kind, the list of the
/// organisation itself first.
///
/// Source: `assets/checklists/README.md`, column "object".
pub fn usual_checklists(kind: OrganisationKind) -> &'static [&'static str] {
    match kind {
        OrganisationKind::School => &["SCH", "SAFE"],
        OrganisationKind::University => &["HEI-LIC", "SAFE"],
        OrganisationKind::Dormitory => &["DORM", "SAFE"],
    }
}

impl VisitPlan {
    /// A planned visit as the plan it was made from.
    pub fn of(visit: &Visit) -> Self {
        Self {
            organisation: Some(visit.organisation),
            premises: Some(visit.premises),
            planned: (Some(visit.planned.0), Some(visit.planned.1)),
            inspected_period: (
                Some(visit.inspected_period.0),
                Some(visit.inspected_period.1),
            ),
            purpose: visit.purpose.clone(),
            members: visit.members.clone(),
            checklists: visit.checklists.clone(),
            repeats: visit.repeats,
        }
    }

    /// Everything that stands in the way of the plan, in the order it is filled in; empty when
    /// it may be recorded. `organisation` and `repeated` are the records the plan names, where
    /// they are known; `today` is the legal day on which the plan is made.
    pub fn faults(
        &self,
        organisation: Option<&Organisation>,
        repeated: Option<&Visit>,
        actor: &Actor,
        today: NaiveDate,
    ) -> Vec<PlanFault> {
        let mut faults = Vec::new();
        let organisation = organisation.filter(|known| Some(known.id) == self.organisation);
        faults.extend(match organisation {
            None => Some(PlanFault::NoOrganisation),
            Some(organisation) => self.whose(organisation, actor),
        });
        let repeatable = |first: &Visit| {
            Some(first.id) == self.repeats
                && Some(first.organisation) == self.organisation
                && first.stage.number().is_some()
        };
        if self.repeats.is_some() && organisation.is_some() && !repeated.is_some_and(repeatable) {
            faults.push(PlanFault::NothingToRepeat);
        }
        let theirs = |id| organisation.is_none_or(|known| known.premises(id).is_some());
        match self.premises {
            None => faults.push(PlanFault::NoPremises),
            Some(premises) if !theirs(premises) => faults.push(PlanFault::OtherPremises),
            Some(_) => {}
        }
        faults.extend(self.days(today));
        let purpose = &self.purpose;
        if [&purpose.kk, &purpose.ru, &purpose.en]
            .iter()
            .all(|text| text.trim().is_empty())
        {
            faults.push(PlanFault::NoPurpose);
        }
        if self.checklists.is_empty() {
            faults.push(PlanFault::NoChecklist);
        }
        faults.extend(
            repetitions(&self.checklists, |list| &list.code).map(|list| {
                PlanFault::ChecklistTwice {
                    code: list.code.clone(),
                }
            }),
        );
        faults.extend(self.commission());
        faults
    }

    /// Whether the officer may order a visit there. Until a building is chosen, one that is
    /// theirs is enough.
    fn whose(&self, organisation: &Organisation, actor: &Actor) -> Option<PlanFault> {
        let may = |territory| may_rule(actor, organisation.kind, territory);
        let chosen = self.premises.and_then(|id| organisation.premises(id));
        let refusal = match chosen {
            Some(premises) => may(premises.territory).err(),
            None if organisation.premises.is_empty() => may(organisation.territory).err(),
            None => {
                let mut places = organisation.premises.iter().map(|p| may(p.territory));
                match places.next()? {
                    Ok(()) => None,
                    Err(refusal) if places.all(|other| other.is_err()) => Some(refusal),
                    Err(_) => None,
                }
            }
        };
        refusal.map(|refusal| match refusal {
            RulingRefusal::NotYourTerritory => PlanFault::NotYourTerritory,
            _ => PlanFault::NotYourRole,
        })
    }

    /// What stands in the way of the days and the period.
    pub(super) fn days(&self, today: NaiveDate) -> Vec<PlanFault> {
        let mut faults = Vec::new();
        match self.planned {
            (Some(first), Some(last)) if last < first => faults.push(PlanFault::DaysReversed),
            (Some(_), Some(last)) if last < today => faults.push(PlanFault::DaysOver),
            (Some(_), Some(_)) => {}
            _ => faults.push(PlanFault::NoDays),
        }
        match (self.inspected_period, self.planned.1) {
            ((Some(from), Some(to)), _) if to < from => faults.push(PlanFault::PeriodReversed),
            ((Some(from), Some(_)), Some(last)) if from > last => {
                faults.push(PlanFault::PeriodAhead);
            }
            ((Some(_), Some(_)), _) => {}
            _ => faults.push(PlanFault::NoPeriod),
        }
        faults
    }

    fn commission(&self) -> Vec<PlanFault> {
        if self.members.is_empty() {
            return vec![PlanFault::NoCommission];
        }
        let mut faults = Vec::new();
        if !has_one_chair(&self.members) {
            faults.push(PlanFault::NotOneChair);
        }
        let secretaries = self
            .members
            .iter()
            .filter(|member| member.role == CommissionRole::Secretary)
            .count();
        if secretaries > 1 {
            faults.push(PlanFault::SeveralSecretaries);
        }
        faults.extend(
            repetitions(&self.members, |member| &member.person).map(|member| {
                PlanFault::PersonTwice {
                    person: member.person,
                }
            }),
        );
        faults
    }

    /// The visit the plan becomes; `None` while something is missing.
    pub fn visit(&self, id: VisitId, organisation: &Organisation) -> Option<Visit> {
        let premises = organisation.premises(self.premises?)?;
        if self.organisation != Some(organisation.id) {
            return None;
        }
        Some(Visit {
            id,
            organisation: organisation.id,
            organisation_kind: organisation.kind,
            premises: premises.id,
            territory: premises.territory,
            planned: (self.planned.0?, self.planned.1?),
            inspected_period: (self.inspected_period.0?, self.inspected_period.1?),
            purpose: self.purpose.clone(),
            members: self.members.clone(),
            checklists: self.checklists.clone(),
            repeats: self.repeats,
            stage: Stage::Planned,
            version: 0,
        })
    }
}

/// The elements whose key stood before.
fn repetitions<'a, T, K: PartialEq + 'a>(
    all: &'a [T],
    key: impl Fn(&T) -> &K + Copy + 'a,
) -> impl Iterator<Item = &'a T> {
    all.iter().enumerate().filter_map(move |(index, one)| {
        let before = all.iter().take(index);
        before
            .into_iter()
            .any(|other| key(other) == key(one))
            .then_some(one)
    })
}
