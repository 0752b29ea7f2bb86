//! Records of the state order a person begins: their identities are drawn here, where they are made.

use super::operate::{self, Luggage};
use super::{letters, office_views, orders};
use crate::error::Result;
use crate::hub::{Hub, lock};
use crate::store::listing;
use crate::ui::{Event, NewOrders, Ticket};
use baqylau_domain::identifiers::{
    MandateId, PaymentId, PaymentRegisterId, SchoolActId, SchoolContractId,
};
use baqylau_domain::schooling::{OrderedPayment, SchoolingOp};
use baqylau_protocol::operation::OperationBody;

/// Queues what begins the records. Whoever presses twice, or asks anew while the first waits for
/// the registry, begins them once.
///
/// # Errors
/// What the disk answered.
pub fn begin(hub: &Hub, ticket: Ticket, what: NewOrders) -> Result<()> {
    let (store, person) = (hub.store()?, hub.person()?);
    let turn = lock(&hub.writing);
    let asked: Vec<SchoolingOp> = store
        .db()
        .read(listing::unsettled_orders)?
        .into_iter()
        .filter_map(|one| match one.body {
            OperationBody::Schooling { op } => Some(*op),
            _ => None,
        })
        .collect();
    let mut keys = Vec::new();
    for op in operations(hub, what, &asked)? {
        let key = op.about();
        if !keys.contains(&key) {
            keys.push(key);
        }
        let body = OperationBody::Schooling { op: Box::new(op) };
        operate::queue(hub, &store, person.id, body, Luggage::default())?;
    }
    drop(turn);
    hub.tell(Event::OrdersBegun { ticket, keys });
    orders::tell(hub)
}

/// The operations, without those whose like already waits.
fn operations(hub: &Hub, what: NewOrders, asked: &[SchoolingOp]) -> Result<Vec<SchoolingOp>> {
    use SchoolingOp as Op;
    let mut all = Vec::new();
    match what {
        NewOrders::Contract {
            number,
            department,
            school,
            terms,
            reimbursement,
        } => {
            // The same number, or the same school and months: drawn up alone or with many, and
            // whatever number was proposed the second time.
            let same = |op: &Op| match op {
                Op::DrawUpContract {
                    number: known,
                    department: of,
                    school: with,
                    terms: other,
                    reimbursement: built,
                    ..
                } => {
                    let months = (other.from, other.to) == (terms.from, terms.to);
                    let again = *with == school && months && *built == reimbursement;
                    *of == department && (*known == number || again)
                }
                _ => false,
            };
            if !asked.iter().any(same) {
                all.push(Op::DrawUpContract {
                    contract: SchoolContractId::new(hub.new_uuid()?),
                    number,
                    department,
                    school,
                    terms,
                    reimbursement,
                });
            }
        }
        NewOrders::Acts(months) => {
            for (contract, period) in months {
                let same = |op: &Op| matches!(op, Op::ComposeAct { contract: of, period: known, .. } if *of == contract && *known == period);
                if !asked.iter().chain(&all).any(same) {
                    all.push(Op::ComposeAct {
                        act: SchoolActId::new(hub.new_uuid()?),
                        contract,
                        period,
                    });
                }
            }
        }
        NewOrders::Register { department, acts } => {
            // An act that is on its way into a register isn't asked into another.
            let taken = |act: &SchoolActId| {
                asked
                    .iter()
                    .any(|op| matches!(op, Op::ListActs { acts, .. } if acts.contains(act)))
            };
            let (wanted, acts) = (acts.len(), acts.into_iter().filter(|act| !taken(act)));
            let acts: std::collections::BTreeSet<SchoolActId> = acts.collect();
            if wanted == 0 || !acts.is_empty() {
                let register = PaymentRegisterId::new(hub.new_uuid()?);
                all.push(Op::OpenRegister {
                    register,
                    department,
                });
                if !acts.is_empty() {
                    all.push(Op::ListActs { register, acts });
                }
            }
        }
        NewOrders::Payments { register, acts } => {
            let taken = |act: &SchoolActId| {
                asked.iter().any(|op| {
                    matches!(op, Op::OrderPayments { payments, .. }
                        if payments.iter().any(|one| one.act == *act))
                })
            };
            let mut payments = Vec::new();
            for act in acts.into_iter().filter(|act| !taken(act)) {
                let payment = PaymentId::new(hub.new_uuid()?);
                payments.push(OrderedPayment { payment, act });
            }
            if !payments.is_empty() {
                all.push(Op::OrderPayments { register, payments });
            }
        }
        NewOrders::Message { about, text } => {
            all.extend(letters::operation(hub, about, &text, asked)?);
        }
        NewOrders::View {
            register,
            title,
            content,
        } => all.extend(office_views::operation(hub, register, title, content)?),
        NewOrders::Mandate {
            person,
            principal,
            scopes,
            term: (from, to),
            basis,
        } => {
            let op = Op::GrantMandate {
                mandate: MandateId::new(hub.new_uuid()?),
                person,
                principal,
                scopes,
                from,
                to,
                basis,
            };
            if !asked.iter().any(|before| is_same_mandate(before, &op)) {
                all.push(op);
            }
        }
    }
    Ok(all)
}

/// Whether two mandates differ in nothing but their identity.
fn is_same_mandate(one: &SchoolingOp, other: &SchoolingOp) -> bool {
    let SchoolingOp::GrantMandate { mandate, .. } = one else {
        return false;
    };
    let mut other = other.clone();
    if let SchoolingOp::GrantMandate { mandate: own, .. } = &mut other {
        *own = *mandate;
    }
    *one == other
}

#[cfg(test)]
#[path = "order_begin_tests.rs"]
mod tests;
