//! Contracts that reimburse a building, and acts under them: what has to hold besides what holds of
//! every contract.

use super::super::act::{ReimbursedComposition, SchoolAct};
use super::super::application::{ApplicationKind, ApplicationStage};
use super::super::index::IndexRecord;
use super::super::op::ProposedTerms;
use super::super::price::{Limit, Payable, payable};
use super::super::record::{ActRecord, ContractRecord};
use super::super::refusal::SchoolingRefusal;
use super::super::reimbursed::{MoneyFor, ReimbursedBuilding, Reimbursement};
use super::super::reimbursement::{ConstructionKind, CountedBy};
use super::{Book, FrozenMonth, Turn};
use crate::calendar::Period;
use crate::identifiers::{ApplicationId, Kato, OrganisationId, PremisesId, SchoolActId};

/// An act that is being composed under a contract.
pub(super) struct Composing<'a> {
    pub(super) id: SchoolActId,
    pub(super) contract: &'a ContractRecord,
    pub(super) period: Period,
    pub(super) month: &'a FrozenMonth,
    /// Learners the checks left.
    pub(super) learners: u32,
}

impl Book {
    /// Fixes what a new contract of a school reimburses.
    pub(super) fn reimburse(
        &self,
        turn: Turn<'_>,
        (department, school): (Kato, OrganisationId),
        asked: &ReimbursedBuilding,
        terms: &ProposedTerms,
    ) -> Result<Reimbursement, SchoolingRefusal> {
        let kind = self.accepted_building(department, school, asked.application);
        let kind = kind.ok_or(SchoolingRefusal::NotAccepted { school })?;
        let year = terms.from.year();
        let of_building = |one: &&ContractRecord| {
            let building = one.reimbursement().map(|of| of.building);
            building == Some(asked.building)
        };
        // A year of a building is reimbursed under one contract.
        let same_year = |one: &ContractRecord| {
            let terms = one.texts.first().map(|text| text.from.year());
            one.contract.terminated.is_none() && terms == Some(year)
        };
        if self.contracts.values().filter(of_building).any(same_year) {
            return Err(SchoolingRefusal::AlreadyExists);
        }
        let before = self.fixed_for(asked.building);
        // What was entered goes before what the program knows.
        let entered = self.indices.as_ref().map(IndexRecord::table);
        let fixed = Reimbursement::fix(
            asked,
            kind,
            year,
            &turn.rules.reimbursement,
            entered.as_ref().unwrap_or(&turn.rules.indices),
            before,
        )?;
        stands(turn)?;
        fits(turn, &fixed, terms)?;
        Ok(fixed)
    }

    /// What was built, by the accepted application for its reimbursement.
    pub fn accepted_building(
        &self,
        department: Kato,
        school: OrganisationId,
        application: ApplicationId,
    ) -> Option<ConstructionKind> {
        let known = self.applications.get(&application)?;
        match known.kind {
            ApplicationKind::Reimbursement(kind)
                if known.school == school
                    && known.territory.region() == department
                    && known.stage == ApplicationStage::Accepted =>
            {
                Some(kind)
            }
            _ => None,
        }
    }

    /// What an earlier contract fixed for a building: one both signed, ended since or not.
    pub fn fixed_for(&self, building: PremisesId) -> Option<&Reimbursement> {
        let signed = self.contracts.values();
        let signed = signed.filter(|one| one.contract.in_force().is_some());
        let mut fixed = signed.filter_map(ContractRecord::reimbursement);
        fixed.find(|fixed| fixed.building == building)
    }

    /// The act of a building's month.
    pub(super) fn compose_reimbursed(
        &self,
        turn: Turn<'_>,
        of: &Reimbursement,
        from: Composing<'_>,
    ) -> Result<SchoolAct, SchoolingRefusal> {
        // Never twice for a building's month, whatever contract it was acted under.
        let same = |one: &ActRecord| {
            one.act.period == from.period
                && one.act.state != super::super::act::SchoolActState::Withdrawn
                && one
                    .act
                    .reimbursement
                    .is_some_and(|month| month.building == of.building)
        };
        if self.acts.values().any(same) {
            return Err(SchoolingRefusal::AlreadyExists);
        }
        let contract = &from.contract.contract;
        let places = contract.in_force();
        let places = places.and_then(|terms| terms.places.get(&of.building));
        let places = places.copied().ok_or(SchoolingRefusal::BadTerms)?;
        let cut = match of.counted {
            CountedBy::Contingent => {
                let known = turn.facts.limits.get(&of.building);
                let mut limits: Vec<(Limit, u32)> = known
                    .into_iter()
                    .flatten()
                    .filter(|(limit, _)| *limit == Limit::DesignCapacity)
                    .copied()
                    .collect();
                limits.push((Limit::ContractPlaces, places));
                payable(from.learners, &limits)
            }
            CountedBy::Places => Payable {
                paid: places,
                excluded: 0,
                by: Vec::new(),
            },
        };
        Ok(SchoolAct::reimburse(ReimbursedComposition {
            id: from.id,
            contract: contract.id,
            school: contract.school,
            period: from.period,
            register: from.month.register,
            lines: &from.month.lines,
            reimbursement: of,
            cut,
        })?)
    }
}

/// The building's purpose and the encumbrance on changing it, asked again when a contract is drawn
/// up: an application may have been accepted long ago.
fn stands(turn: Turn<'_>) -> Result<(), SchoolingRefusal> {
    let Some(known) = turn.facts.building else {
        return if turn.facts.provisional {
            Ok(())
        } else {
            Err(SchoolingRefusal::Waits)
        };
    };
    match (known.purpose, known.encumbered) {
        (Some(false), _) | (_, Some(false)) => Err(SchoolingRefusal::BuildingStopped),
        (Some(true), Some(true)) => Ok(()),
        _ => Err(SchoolingRefusal::Waits),
    }
}

/// Whether terms keep within a building and its schedule: its places alone, no more than it was
/// designed for, months of one year, no sum over what the places come to.
pub(super) fn fits(
    turn: Turn<'_>,
    of: &Reimbursement,
    terms: &ProposedTerms,
) -> Result<(), SchoolingRefusal> {
    let mut places = terms.places.iter();
    let (Some((building, count)), None) = (places.next(), places.next()) else {
        return Err(SchoolingRefusal::BadTerms);
    };
    if *building != of.building || *count == 0 || terms.from.year() != terms.to.year() {
        return Err(SchoolingRefusal::BadTerms);
    }
    match turn.facts.limits.get(building) {
        Some(known) => {
            let designed = known
                .iter()
                .find(|(limit, _)| *limit == Limit::DesignCapacity)
                .map(|(_, capacity)| *capacity);
            if let Some(capacity) = designed.filter(|capacity| count > capacity) {
                return Err(SchoolingRefusal::OverCapacity { capacity });
            }
        }
        None if turn.facts.provisional => {}
        // Not a building of the school.
        None => return Err(SchoolingRefusal::NotFound),
    }
    let whole = of.whole(*count, terms.from, terms.to);
    let over = whole.and_then(|whole| terms.amount.minus(whole));
    match over {
        Some(over) if over.0 > 0 => Err(SchoolingRefusal::OverSchedule { over }),
        Some(_) => Ok(()),
        None => Err(SchoolingRefusal::BadSum),
    }
}

/// What the money of a new contract is for.
pub(super) fn money(reimbursement: Option<&Reimbursement>) -> MoneyFor {
    match reimbursement {
        Some(_) => MoneyFor::Reimbursement,
        None => MoneyFor::Teaching,
    }
}
