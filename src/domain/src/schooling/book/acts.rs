//! Acts: composed from the frozen month, signed by the school, then by the department.

use super::super::act::{Composition, SchoolAct, SchoolActState};
use super::super::mandate::MandateScope;
use super::super::op::SchoolingOp;
use super::super::price::{Limit, beside_others, payable_in};
use super::super::record::{ActRecord, ContractRecord, SchoolingRecord};
use super::super::refusal::SchoolingRefusal;
use super::reimbursed::Composing;
use super::{Book, Decided, FrozenMonth, Turn};
use crate::calendar::{Period, legal_day};
use crate::identifiers::SchoolActId;
use crate::people::AccountRole;

const SCOPE: MandateScope = MandateScope::Acts;

impl Book {
    pub(super) fn act_on(&self, turn: Turn<'_>) -> Decided {
        match turn.op {
            SchoolingOp::ComposeAct {
                act,
                contract,
                period,
            } => {
                let contract = self.contracts.get(contract);
                let contract = contract.ok_or(SchoolingRefusal::NotFound)?;
                self.compose(turn, *act, contract, *period)
            }
            SchoolingOp::SignAct {
                act,
                document,
                signature,
            } => {
                let known = self.acts.get(act).ok_or(SchoolingRefusal::NotFound)?;
                let by_school = turn.hand.role == AccountRole::School;
                self.either(turn, known)?;
                let text = known.text().ok_or(SchoolingRefusal::BadSum)?;
                if text.sha256().ok() != Some(*document) {
                    return Err(SchoolingRefusal::OtherDocument);
                }
                let mut next = known.clone();
                next.steps.push(turn.step());
                if by_school {
                    next.act = known.act.sign_by_school(*signature)?;
                    return Ok(vec![SchoolingRecord::Act(next)]);
                }
                let on = legal_day(turn.at);
                next.act = known.act.sign_by_department(*signature, on)?;
                let contract = self.contracts.get(&known.act.contract);
                let mut contract = contract.ok_or(SchoolingRefusal::NotFound)?.clone();
                let (period, total) = (known.act.period, known.act.total);
                contract.contract = contract.contract.act(period, total)?;
                contract.steps.push(turn.step());
                Ok(vec![
                    SchoolingRecord::Act(next),
                    SchoolingRecord::Contract(contract),
                ])
            }
            SchoolingOp::WithdrawAct { act, reason } => {
                let known = self.acts.get(act).ok_or(SchoolingRefusal::NotFound)?;
                self.either(turn, known)?;
                if reason.are_missing() {
                    return Err(SchoolingRefusal::NoReason);
                }
                let mut next = known.clone();
                next.act = known.act.withdraw()?;
                next.steps.push(turn.step());
                Ok(vec![SchoolingRecord::Act(next)])
            }
            _ => Ok(Vec::new()),
        }
    }

    /// An act is for the people of its school and of its department.
    fn either(&self, turn: Turn<'_>, act: &ActRecord) -> Result<(), SchoolingRefusal> {
        if turn.hand.role == AccountRole::School {
            self.may_school(turn, act.act.school, SCOPE)
        } else {
            self.may_department(turn, act.department, SCOPE)
        }
    }

    fn compose(
        &self,
        turn: Turn<'_>,
        id: SchoolActId,
        contract: &ContractRecord,
        period: Period,
    ) -> Decided {
        let school = contract.contract.school;
        if turn.hand.role == AccountRole::School {
            self.may_school(turn, school, SCOPE)?;
        } else {
            self.may_department(turn, contract.contract.department, SCOPE)?;
        }
        let living = |one: &ActRecord| {
            one.act.id == id
                || (one.act.contract == contract.contract.id
                    && one.act.period == period
                    && one.act.state != SchoolActState::Withdrawn)
        };
        if self.acts.values().any(living) {
            return Err(SchoolingRefusal::AlreadyExists);
        }
        let terms = contract.contract.in_force();
        let terms = terms.filter(|_| contract.contract.terminated.is_none());
        let terms = terms.ok_or(SchoolingRefusal::NotActive)?;
        if period < terms.from || period > terms.to {
            return Err(SchoolingRefusal::OutsideMonths);
        }
        let facts = turn.facts;
        let Some(month) = &facts.month else {
            return if facts.provisional {
                Ok(Vec::new())
            } else {
                Err(SchoolingRefusal::MonthNotFrozen)
            };
        };
        let learners = month
            .lines
            .iter()
            .try_fold(0_u32, |sum, line| sum.checked_add(line.quantity.payable))
            .ok_or(SchoolingRefusal::BadSum)?;
        if let Some(of) = contract.reimbursement() {
            let act = self.compose_reimbursed(
                turn,
                of,
                Composing {
                    id,
                    contract,
                    period,
                    month,
                    learners,
                },
            )?;
            return composed(turn, contract, act, month);
        }
        let Some(norms) = &facts.norms else {
            return if facts.provisional {
                Ok(Vec::new())
            } else {
                Err(SchoolingRefusal::NoNorms)
            };
        };
        // One learner is paid for once in a month, under however many contracts the school teaches.
        let whole = payable_in(learners, &facts.limits).paid;
        let taken = self.taught(contract, period)?;
        let mut limits = facts.limits.clone();
        // A contract that names no places sets none; one that does has none in other buildings.
        if !terms.places.is_empty() {
            for building in terms.places.keys() {
                limits.entry(*building).or_default();
            }
            for (building, limits) in &mut limits {
                let places = terms.places.get(building).copied().unwrap_or(0);
                limits.push((Limit::ContractPlaces, places));
            }
        }
        let act = SchoolAct::compose(Composition {
            id,
            contract: contract.contract.id,
            school,
            period,
            register: month.register,
            lines: &month.lines,
            norms,
            cut: beside_others(payable_in(learners, &limits), whole, taken),
        })?;
        composed(turn, contract, act, month)
    }
}

impl Book {
    /// Learners that acts of a month under a school's other contracts pay teaching for.
    fn taught(&self, contract: &ContractRecord, period: Period) -> Result<u32, SchoolingRefusal> {
        let (school, own) = (contract.contract.school, contract.contract.id);
        let others = self.acts.values().map(|one| &one.act).filter(|act| {
            act.school == school
                && act.contract != own
                && act.period == period
                && act.reimbursement.is_none()
                && act.state != SchoolActState::Withdrawn
        });
        let mut paid = others.map(|act| act.cut.paid);
        paid.try_fold(0_u32, u32::checked_add)
            .ok_or(SchoolingRefusal::BadSum)
    }
}

/// The record of an act just composed. More than is left of the contract would only be refused
/// when it is signed.
fn composed(
    turn: Turn<'_>,
    contract: &ContractRecord,
    act: SchoolAct,
    month: &FrozenMonth,
) -> Decided {
    contract.contract.act(act.period, act.total)?;
    let text = contract.in_force().ok_or(SchoolingRefusal::NotActive)?;
    Ok(vec![SchoolingRecord::Act(ActRecord {
        act,
        department: contract.contract.department,
        contract_number: contract.contract.number.clone(),
        bin: text.bin.clone(),
        invoice: None,
        why: month.why.clone(),
        steps: vec![turn.step()],
    })])
}
