//! Applications, the budget, its distribution, the plan.

use super::super::application::{Application, ApplicationSignature, ApplicationStage, Hand};
use super::super::application::{ApplicationCommand, ApplicationKind, Draft, RefusalBasis};
use super::super::distribution::{Need, distribute};
use super::super::mandate::MandateScope;
use super::super::op::SchoolingOp;
use super::super::plan::FundingPlan;
use super::super::record::{
    ApprovedDistribution, Budget, FormerBudget, FormerDistribution, PlanRecord, SchoolingRecord,
};
use super::super::refusal::SchoolingRefusal;
use super::super::reimbursed::MoneyFor;
use super::{Book, Decided, Turn};
use crate::checks::{CheckId, Outcome};
use crate::identifiers::{Kato, OrganisationId};
use crate::money::Tiyn;
use std::collections::BTreeMap;

impl Book {
    pub(super) fn apply(&self, turn: Turn<'_>) -> Decided {
        let scope = MandateScope::Applications;
        let next = match turn.op {
            SchoolingOp::SubmitApplication {
                application,
                application_kind,
                school,
                documents,
            } => {
                self.may_school(turn, *school, scope)?;
                if self.applications.contains_key(application) {
                    return Err(SchoolingRefusal::AlreadyExists);
                }
                // One of a kind at a time: two would be decided apart.
                let open = |one: &Application| {
                    one.school == *school && one.kind == *application_kind && !one.stage.is_final()
                };
                if self.applications.values().any(open) {
                    return Err(SchoolingRefusal::AlreadyExists);
                }
                if turn.rules.applications.digitised_first.value
                    && *application_kind != ApplicationKind::Digitisation
                    && !self.is_digitised(*school)
                {
                    return Err(SchoolingRefusal::NotDigitised);
                }
                let Some(known) = &turn.facts.school else {
                    return unknown(turn);
                };
                Application::submit(
                    *application,
                    *application_kind,
                    *school,
                    known.territory,
                    documents.clone(),
                    turn.at,
                )?
            }
            SchoolingOp::SignApplication {
                application,
                document,
                signature,
            } => {
                let known = self.applications.get(application);
                let known = known.ok_or(SchoolingRefusal::NotFound)?;
                self.may_school(turn, known.school, scope)?;
                known.sign(ApplicationSignature {
                    by: turn.hand.person,
                    at: turn.at,
                    document: *document,
                    file: *signature,
                })?
            }
            SchoolingOp::Application {
                application,
                command,
            } => {
                let known = self.applications.get(application);
                let known = known.ok_or(SchoolingRefusal::NotFound)?;
                let hand = match (command, turn.hand.organisation) {
                    (
                        ApplicationCommand::Resubmit { .. } | ApplicationCommand::Withdraw,
                        Some(school),
                    ) => {
                        self.may_school(turn, known.school, scope)?;
                        Hand::School(school)
                    }
                    _ => {
                        self.may_department(turn, known.territory.region(), scope)?;
                        Hand::Officer(turn.hand)
                    }
                };
                let supposed = supposed(known, command);
                let outcome = match &turn.facts.checks {
                    Some(outcome) => outcome,
                    None if turn.facts.provisional => &supposed,
                    // As good as no report: what needs one waits.
                    None => &Outcome::default(),
                };
                let rule = &turn.rules.applications;
                known.decide(command, hand, outcome, rule, turn.at)?
            }
            _ => return Ok(Vec::new()),
        };
        Ok(vec![SchoolingRecord::Application(next)])
    }

    /// Whether an application of a school for digitisation was accepted.
    pub fn is_digitised(&self, school: OrganisationId) -> bool {
        self.applications.values().any(|one| {
            one.school == school
                && one.kind == ApplicationKind::Digitisation
                && one.stage == ApplicationStage::Accepted
        })
    }

    pub(super) fn fund(&self, turn: Turn<'_>) -> Decided {
        let scope = MandateScope::Funding;
        match turn.op {
            SchoolingOp::SetBudget {
                department,
                year,
                amount,
                basis,
            } => {
                of_region(*department)?;
                self.may_department(turn, *department, scope)?;
                if basis.trim().is_empty() {
                    return Err(SchoolingRefusal::NoReason);
                }
                if amount.0 <= 0 || !(2000..=2100).contains(year) {
                    return Err(SchoolingRefusal::BadSum);
                }
                // A smaller budget than what was planned has to be planned anew first.
                let planned = self.plan(*department, *year).map(|one| one.plan.total());
                if let Some(planned) = planned {
                    let planned = planned.ok_or(SchoolingRefusal::BadSum)?;
                    let over = planned.minus(*amount).ok_or(SchoolingRefusal::BadSum)?;
                    if over.0 > 0 {
                        return Err(SchoolingRefusal::OverBudget { over });
                    }
                }
                let before = self.budgets.get(&(*department, *year));
                let mut steps = before.map(|one| one.steps.clone()).unwrap_or_default();
                steps.push(turn.step());
                let mut former = before.map(|one| one.former.clone()).unwrap_or_default();
                former.extend(before.map(|one| FormerBudget {
                    amount: one.amount,
                    basis: one.basis.clone(),
                }));
                Ok(vec![SchoolingRecord::Budget(Budget {
                    department: *department,
                    year: *year,
                    amount: *amount,
                    basis: basis.clone(),
                    former,
                    steps,
                })])
            }
            SchoolingOp::ApproveDistribution {
                department,
                from,
                to,
                budget,
                rule,
                needs,
                outcome,
            } => {
                of_region(*department)?;
                self.may_department(turn, *department, scope)?;
                if from > to || from.year() != to.year() {
                    return Err(SchoolingRefusal::BadTerms);
                }
                self.within_budget(turn, *department, from.year(), *budget)?;
                if !turn.facts.provisional {
                    self.all_accepted(*department, needs)?;
                }
                if distribute(*budget, needs, rule)? != *outcome {
                    return Err(SchoolingRefusal::OtherOutcome);
                }
                let mut next = ApprovedDistribution {
                    department: *department,
                    from: *from,
                    to: *to,
                    budget: *budget,
                    rule: *rule,
                    needs: needs.clone(),
                    outcome: outcome.clone(),
                    former: Vec::new(),
                    steps: Vec::new(),
                };
                let id = SchoolingRecord::Distribution(next.clone()).id();
                if let Some(before) = self.distributions.get(&id) {
                    next.steps = before.steps.clone();
                    next.former = before.former.clone();
                    next.former.push(FormerDistribution {
                        budget: before.budget,
                        rule: before.rule,
                        needs: before.needs.clone(),
                        outcome: before.outcome.clone(),
                    });
                }
                next.steps.push(turn.step());
                Ok(vec![SchoolingRecord::Distribution(next)])
            }
            SchoolingOp::ApprovePlan { plan, .. } => {
                of_region(plan.department)?;
                self.may_department(turn, plan.department, scope)?;
                self.approve_plan(turn, plan)
            }
            _ => Ok(Vec::new()),
        }
    }

    fn approve_plan(&self, turn: Turn<'_>, plan: &FundingPlan) -> Decided {
        let before = self.plan(plan.department, plan.year);
        let version = before
            .map_or(0, |before| before.plan.version)
            .checked_add(1);
        if version != Some(plan.version) {
            return Err(SchoolingRefusal::StalePlan);
        }
        // Whoever reads the version after learns why it isn't the one before.
        let why = turn.op.reason();
        if before.is_some() && why.is_none_or(|why| why.are_missing()) {
            return Err(SchoolingRefusal::NoReason);
        }
        match self.budgets.get(&(plan.department, plan.year)) {
            Some(budget) if budget.amount != plan.budget => {
                return Err(SchoolingRefusal::StalePlan);
            }
            None if !turn.facts.provisional => return Err(SchoolingRefusal::NoBudget),
            _ => {}
        }
        let contracted = self.contracted(plan.department, plan.year);
        let contracted = contracted.ok_or(SchoolingRefusal::BadSum)?;
        // A school that is contracted and isn't in the plan has nothing planned.
        if let Some(fault) = plan.faults(&contracted).into_iter().next() {
            return Err(fault.into());
        }
        Ok(vec![SchoolingRecord::Plan(PlanRecord {
            plan: plan.clone(),
            steps: vec![turn.step()],
        })])
    }

    /// What the contracts of a department's year bind, by school and what the money is for: a
    /// contract's sum while it lasts, what was acted once it ended. `None` when a sum is too large.
    pub fn contracted(
        &self,
        department: Kato,
        year: i32,
    ) -> Option<BTreeMap<(OrganisationId, MoneyFor), Tiyn>> {
        let mut contracted: BTreeMap<(OrganisationId, MoneyFor), Tiyn> = BTreeMap::new();
        for one in self.contracts.values() {
            let contract = &one.contract;
            let Some(bound) = one
                .bound_in(year)
                .filter(|_| contract.department == department)
            else {
                continue;
            };
            let sum = contracted
                .entry((contract.school, one.money()))
                .or_default();
            *sum = sum.plus(bound)?;
        }
        Some(contracted)
    }

    fn within_budget(
        &self,
        turn: Turn<'_>,
        department: Kato,
        year: i32,
        sum: Tiyn,
    ) -> Result<(), SchoolingRefusal> {
        match self.budgets.get(&(department, year)) {
            Some(budget) => match sum.minus(budget.amount) {
                Some(over) if over.0 > 0 => Err(SchoolingRefusal::OverBudget { over }),
                Some(_) => Ok(()),
                None => Err(SchoolingRefusal::BadSum),
            },
            None if turn.facts.provisional => Ok(()),
            None => Err(SchoolingRefusal::NoBudget),
        }
    }

    /// Every school of the needs has an application for financing that was accepted in the region.
    fn all_accepted(&self, department: Kato, needs: &[Need]) -> Result<(), SchoolingRefusal> {
        let lacking = needs
            .iter()
            .map(|need| need.school)
            .find(|school| !self.is_accepted(department, *school));
        lacking.map_or(Ok(()), |school| {
            Err(SchoolingRefusal::NotAccepted { school })
        })
    }

    /// Whether a school's application for financing was accepted.
    pub fn is_accepted(&self, department: Kato, school: OrganisationId) -> bool {
        self.applications.values().any(|one| {
            one.school == school
                && one.kind == ApplicationKind::Financing
                && one.territory.region() == department
                && one.stage == ApplicationStage::Accepted
        })
    }
}

/// A department is one of a region, named by the region's own code.
pub(super) fn of_region(department: Kato) -> Result<(), SchoolingRefusal> {
    if department == department.region() {
        Ok(())
    } else {
        Err(SchoolingRefusal::NotYourTerritory)
    }
}

/// What can't be worked out here: nothing changes on a laptop, and the registry refuses.
pub(super) fn unknown(turn: Turn<'_>) -> Decided {
    if turn.facts.provisional {
        Ok(Vec::new())
    } else {
        Err(SchoolingRefusal::NotFound)
    }
}

/// Checks that stand in nobody's way, and found what a refusal rests on.
fn supposed(application: &Application, command: &ApplicationCommand) -> Outcome {
    let draft = match (command, &application.stage) {
        (ApplicationCommand::Propose { draft, .. }, _)
        | (ApplicationCommand::Approve, ApplicationStage::InApproval { draft, .. }) => Some(draft),
        _ => None,
    };
    let stops: Vec<CheckId> = match draft {
        Some(Draft::Refuse { basis, .. }) => basis
            .iter()
            .filter_map(|basis| match basis {
                RefusalBasis::Check(check) => Some(*check),
                RefusalBasis::Document(_) | RefusalBasis::Passport(_) => None,
            })
            .collect(),
        _ => Vec::new(),
    };
    Outcome::supposed(&stops)
}
