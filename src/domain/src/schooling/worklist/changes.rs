//! What changed in the records since a moment, by their own steps.

use super::super::application::ApplicationStage;
use super::super::payment::PaymentState;
use super::super::record::{OrderStep, SchoolingRecord};
use crate::Moment;
use crate::identifiers::{Kato, OrganisationId, PersonId};

/// What happened to a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Happened {
    /// An application came to a stage.
    Stage(ApplicationStage),
    /// A payment came to a state; only what is so now is known, so only of its last step.
    Payment(PaymentState),
    /// An operation: its word ([`super::super::SchoolingOp::word`]).
    Operation(String),
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderChange {
    /// Key of the record.
    pub key: String,
    /// Its school, where it is of one.
    pub school: Option<OrganisationId>,
    /// Its region, where it is of one.
    pub department: Option<Kato>,
    /// When.
    pub at: Moment,
    /// Who; absent: a school whose person isn't named to others.
    pub by: Option<PersonId>,
    /// What.
    pub happened: Happened,
}

/// What changed after a moment, newest first; of the same moment in the order of the keys.
/// Mandates keep no steps and aren't among them.
pub fn changes<'a>(
    records: impl IntoIterator<Item = &'a SchoolingRecord>,
    since: Moment,
) -> Vec<OrderChange> {
    let mut found = Vec::new();
    for record in records {
        let change = |at, by, happened| OrderChange {
            key: record.key(),
            school: record.school(),
            department: record.region(),
            at,
            by,
            happened,
        };
        if let SchoolingRecord::Application(one) = record {
            let new = one.steps.iter().filter(|step| step.at > since);
            found.extend(
                new.map(|step| change(step.at, step.by, Happened::Stage(step.stage.clone()))),
            );
            continue;
        }
        let steps = steps(record);
        for (place, step) in steps.iter().enumerate().filter(|(_, one)| one.at > since) {
            let happened = match record {
                SchoolingRecord::Payment(one) if place + 1 == steps.len() => {
                    Happened::Payment(one.payment.state.clone())
                }
                _ => Happened::Operation(step.step.clone()),
            };
            found.push(change(step.at, Some(step.by), happened));
        }
    }
    found.sort_by(|a, b| b.at.cmp(&a.at).then_with(|| a.key.cmp(&b.key)));
    found
}

/// When a record changed last, by its own steps; none of one without steps.
pub(in super::super) fn changed(record: &SchoolingRecord) -> Option<Moment> {
    match record {
        SchoolingRecord::Application(one) => one.steps.last().map(|step| step.at),
        _ => steps(record).last().map(|step| step.at),
    }
}

fn steps(record: &SchoolingRecord) -> &[OrderStep] {
    match record {
        SchoolingRecord::Budget(one) => &one.steps,
        SchoolingRecord::Distribution(one) => &one.steps,
        SchoolingRecord::Plan(one) => &one.steps,
        SchoolingRecord::Contract(one) => &one.steps,
        SchoolingRecord::Act(one) => &one.steps,
        SchoolingRecord::Register(one) => &one.steps,
        SchoolingRecord::Payment(one) => &one.steps,
        SchoolingRecord::Application(_)
        | SchoolingRecord::SeenApplication(_)
        | SchoolingRecord::Mandate(_)
        | SchoolingRecord::Message(_)
        | SchoolingRecord::Statement(_)
        | SchoolingRecord::Indices(_) => &[],
    }
}
