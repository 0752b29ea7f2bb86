//! Consolidated registers and payments. What stands in the way of paying an act is looked at when
//! it is listed, when its register is accepted, and when its payment is ordered.

use super::super::mandate::MandateScope;
use super::super::op::{OrderedPayment, SchoolingOp};
use super::super::payment::{ActRegister, ListedAct, Payment, PaymentObstacle};
use super::super::record::{
    ActRecord, PaymentRecord, RegisterLine, RegisterRecord, SchoolingRecord,
};
use super::super::refusal::SchoolingRefusal;
use super::funding::of_region;
use super::{Book, Decided, Turn};
use crate::identifiers::{PaymentRegisterId, SchoolActId};
use std::collections::{BTreeMap, BTreeSet};

const SCOPE: MandateScope = MandateScope::Registers;

impl Book {
    pub(super) fn list(&self, turn: Turn<'_>) -> Decided {
        let mut next = match turn.op {
            SchoolingOp::OpenRegister {
                register,
                department,
            } => {
                of_region(*department)?;
                self.may_department(turn, *department, SCOPE)?;
                if self.registers.contains_key(register) {
                    return Err(SchoolingRefusal::AlreadyExists);
                }
                let numbers = self.registers.values();
                let numbers = numbers.filter(|one| one.register.department == *department);
                let number = next_number(turn, numbers.map(|one| one.register.number))?;
                RegisterRecord {
                    register: ActRegister::open(*register, *department, number),
                    lines: BTreeMap::new(),
                    signature: None,
                    steps: Vec::new(),
                }
            }
            SchoolingOp::ListActs { register, acts } => {
                let known = self.of_department(turn, *register)?;
                self.list_all(turn, known, acts)?
            }
            SchoolingOp::UnlistAct { register, act } => {
                let mut next = self.of_department(turn, *register)?.clone();
                next.register = next.register.unlist(*act)?;
                next.lines.remove(act);
                next
            }
            SchoolingOp::SendRegister {
                register,
                document,
                signature,
            } => {
                let mut next = self.of_department(turn, *register)?.clone();
                let text = next.text().ok_or(SchoolingRefusal::BadSum)?;
                if text.sha256().ok() != Some(*document) {
                    return Err(SchoolingRefusal::OtherDocument);
                }
                next.register = next.register.send(*document)?;
                next.signature = Some(*signature);
                next
            }
            SchoolingOp::AcceptRegister { register } => {
                let mut next = self.of_centre(turn, *register, SCOPE)?.clone();
                let acts = next.register.held().map(|(act, _)| act);
                let obstacles = self.obstacles_of(turn, &next, acts);
                next.register = next.register.accept(obstacles)?;
                next
            }
            SchoolingOp::ReturnRegister { register, reasons } => {
                let mut next = self.of_centre(turn, *register, SCOPE)?.clone();
                next.register = next.register.send_back(reasons.clone())?;
                next
            }
            SchoolingOp::SendBackActs { register, reasons } => {
                let mut next = self.of_centre(turn, *register, SCOPE)?.clone();
                let payments = self.payments.values().map(|one| one.payment.clone());
                let payments: Vec<Payment> = payments.collect();
                next.register = next.register.send_back_acts(reasons, &payments, turn.at)?;
                next
            }
            _ => return Ok(Vec::new()),
        };
        next.steps.push(turn.step());
        Ok(vec![SchoolingRecord::Register(next)])
    }

    fn list_all(
        &self,
        turn: Turn<'_>,
        known: &RegisterRecord,
        acts: &BTreeSet<SchoolActId>,
    ) -> Result<RegisterRecord, SchoolingRefusal> {
        if acts.is_empty() {
            return Err(SchoolingRefusal::Empty);
        }
        let mut next = known.clone();
        let mut in_the_way = BTreeMap::new();
        for id in acts {
            let act = self.acts.get(id).ok_or(SchoolingRefusal::NotFound)?;
            if act.department != known.register.department {
                return Err(SchoolingRefusal::NotYourTerritory);
            }
            let obstacles = self.obstacles(turn, known, act);
            if !obstacles.is_empty() {
                in_the_way.insert(*id, obstacles);
                continue;
            }
            let text = act.text().ok_or(SchoolingRefusal::BadSum)?;
            let sha256 = text.sha256().or(Err(SchoolingRefusal::BadSum))?;
            let contract = self.contracts.get(&act.act.contract);
            let in_force = contract.and_then(|contract| contract.in_force());
            let account = in_force.ok_or(SchoolingRefusal::NotFound)?.account.clone();
            let listed = ListedAct {
                sha256,
                total: act.act.total,
            };
            next.register = next.register.list(*id, listed, Vec::new())?;
            next.lines.insert(
                *id,
                RegisterLine {
                    school: act.act.school,
                    bin: act.bin.clone(),
                    contract_number: act.contract_number.clone(),
                    period: act.act.period,
                    learners: act.act.cut.paid,
                    account,
                },
            );
        }
        // All of them at once: whoever lists sees everything that is in the way.
        if in_the_way.is_empty() {
            Ok(next)
        } else {
            Err(SchoolingRefusal::Obstacles { acts: in_the_way })
        }
    }

    fn obstacles_of<'a>(
        &self,
        turn: Turn<'_>,
        register: &RegisterRecord,
        acts: impl Iterator<Item = &'a SchoolActId>,
    ) -> BTreeMap<SchoolActId, Vec<PaymentObstacle>> {
        acts.map(|id| {
            let known = self.acts.get(id);
            let obstacles = match known {
                Some(act) => self.obstacles(turn, register, act),
                None if turn.facts.provisional => Vec::new(),
                None => vec![PaymentObstacle::NotSigned],
            };
            (*id, obstacles)
        })
        .collect()
    }

    /// What stands in the way of paying an act from a register, now.
    fn obstacles(
        &self,
        turn: Turn<'_>,
        register: &RegisterRecord,
        record: &ActRecord,
    ) -> Vec<PaymentObstacle> {
        let (act, provisional) = (&record.act, turn.facts.provisional);
        let mut found = Vec::new();
        if !act.is_signed() {
            found.push(PaymentObstacle::NotSigned);
        }
        match turn.facts.acts.get(&act.id) {
            Some(known) => {
                let asked = known.invoice.as_ref().map(Option::as_ref);
                match known.supplier {
                    Some(supplier) => found.extend(act.invoice_obstacles(asked, supplier)),
                    None => found.push(PaymentObstacle::InvoiceUnknown),
                }
                if known.suspended {
                    found.push(PaymentObstacle::Suspended);
                }
            }
            // What the registry last told of the invoice; where it told nothing, it alone knows.
            None if provisional => found.extend(record.invoice_obstacle()),
            None => found.push(PaymentObstacle::InvoiceUnknown),
        }
        let account = self
            .contracts
            .get(&act.contract)
            .and_then(|contract| contract.in_force())
            .map(|text| &text.account);
        let listed = register.lines.get(&act.id).map(|line| &line.account);
        if listed.is_some() && listed != account && !(provisional && account.is_none()) {
            found.push(PaymentObstacle::AccountChanged);
        }
        match self.plan(record.department, act.period.year()) {
            Some(plan) => {
                let money = record.money();
                if act.total > plan.plan.month_for(act.school, money, act.period) {
                    found.push(PaymentObstacle::OverPlan);
                }
            }
            None if provisional => {}
            None => found.push(PaymentObstacle::OverPlan),
        }
        let elsewhere = self
            .registers
            .values()
            .any(|other| other.register.id != register.register.id && other.register.holds(act.id));
        if elsewhere {
            found.push(PaymentObstacle::ElsewhereListed);
        }
        found
    }

    pub(super) fn pay(&self, turn: Turn<'_>) -> Decided {
        let scope = MandateScope::Payments;
        match turn.op {
            SchoolingOp::OrderPayments { register, payments } => {
                let register = self.of_centre(turn, *register, scope)?;
                self.order_all(turn, register, payments)
            }
            SchoolingOp::PaymentEvent { payment, event } => {
                let known = self.payments.get(payment);
                let known = known.ok_or(SchoolingRefusal::NotFound)?;
                self.may_centre(turn, known.department, scope)?;
                let mut next = known.clone();
                next.payment = known.payment.after(event)?;
                next.steps.push(turn.step());
                Ok(vec![SchoolingRecord::Payment(next)])
            }
            _ => Ok(Vec::new()),
        }
    }

    fn order_all(
        &self,
        turn: Turn<'_>,
        register: &RegisterRecord,
        payments: &[OrderedPayment],
    ) -> Decided {
        if payments.is_empty() {
            return Err(SchoolingRefusal::Empty);
        }
        let accepted = register
            .steps
            .iter()
            .rfind(|step| step.step == "accept_register");
        let own = accepted.is_some_and(|step| step.by == turn.hand.person);
        if own && turn.rules.payments_four_eyes.value {
            return Err(SchoolingRefusal::OwnProposal);
        }
        let mut known: Vec<Payment> = self
            .payments
            .values()
            .map(|one| one.payment.clone())
            .collect();
        let numbers = self.payments.values();
        let numbers = numbers.filter(|one| one.department == register.register.department);
        let mut number = next_number(turn, numbers.map(|one| one.number))?;
        let mut ordered = Vec::new();
        for one in payments {
            if known.iter().any(|earlier| earlier.id == one.payment) {
                return Err(SchoolingRefusal::AlreadyExists);
            }
            let payment = Payment::order(one.payment, one.act, &register.register, &known)?;
            known.push(payment.clone());
            let line = register.lines.get(&one.act);
            let line = line.ok_or(SchoolingRefusal::RegisterNotAccepted)?;
            ordered.push(SchoolingRecord::Payment(PaymentRecord {
                payment,
                number,
                department: register.register.department,
                school: line.school,
                bin: line.bin.clone(),
                period: line.period,
                account: line.account.clone(),
                steps: vec![turn.step()],
            }));
            number = number.checked_add(1).ok_or(SchoolingRefusal::BadSum)?;
        }
        let acts = payments.iter().map(|one| &one.act);
        let mut obstacles = self.obstacles_of(turn, register, acts);
        obstacles.retain(|_, found| !found.is_empty());
        if obstacles.is_empty() {
            Ok(ordered)
        } else {
            Err(SchoolingRefusal::Obstacles { acts: obstacles })
        }
    }

    fn of_department(
        &self,
        turn: Turn<'_>,
        id: PaymentRegisterId,
    ) -> Result<&RegisterRecord, SchoolingRefusal> {
        let known = self.registers.get(&id).ok_or(SchoolingRefusal::NotFound)?;
        self.may_department(turn, known.register.department, SCOPE)?;
        Ok(known)
    }

    fn of_centre(
        &self,
        turn: Turn<'_>,
        id: PaymentRegisterId,
        scope: MandateScope,
    ) -> Result<&RegisterRecord, SchoolingRefusal> {
        let known = self.registers.get(&id).ok_or(SchoolingRefusal::NotFound)?;
        self.may_centre(turn, known.register.department, scope)?;
        Ok(known)
    }
}

/// The next free number: what the registry says, or after the largest that is known here.
fn next_number(turn: Turn<'_>, known: impl Iterator<Item = u32>) -> Result<u32, SchoolingRefusal> {
    match turn.facts.next_number {
        Some(number) => Ok(number),
        None => known
            .max()
            .unwrap_or(0)
            .checked_add(1)
            .ok_or(SchoolingRefusal::BadSum),
    }
}
