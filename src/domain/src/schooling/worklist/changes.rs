//! What changed in the records since a moment, by their own steps; of mandates, which keep none, by
//! their days.

use super::super::application::ApplicationStage;
use super::super::mandate::Mandate;
use super::super::payment::PaymentState;
use super::super::record::{OrderStep, SchoolingRecord};
use crate::Moment;
use crate::calendar::{day_begins, legal_day};
use crate::identifiers::{Kato, OrganisationId, PersonId};
use chrono::NaiveDate;

/// What happened to a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Happened {
    /// An application came to a stage.
    Stage(ApplicationStage),
    /// A payment came to a state; only what is so now is known, so only of its last step.
    Payment(PaymentState),
    /// An operation: its word ([`super::super::SchoolingOp::word`]).
    Operation(String),
    /// A mandate began to count, was taken back or ended on a day.
    Mandate(MandateTurn),
}

/// What a mandate came to on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MandateTurn {
    /// Its first day.
    Begins,
    /// It doesn't count from this day on: it was taken back.
    Revoked,
    /// The day after its last one.
    Ended,
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
    /// When; of a mandate, when the day begins.
    pub at: Moment,
    /// Who; absent where nobody did it and for: a school whose person isn't named to others.
    pub by: Option<PersonId>,
    /// What.
    pub happened: Happened,
}

/// What changed after a moment and until another, newest first; of the same moment in the order of
/// the keys.
pub fn changes<'a>(
    records: impl IntoIterator<Item = &'a SchoolingRecord>,
    since: Moment,
    now: Moment,
) -> Vec<OrderChange> {
    let (first, today) = (legal_day(since), legal_day(now));
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
        if let SchoolingRecord::Mandate(one) = record {
            let turns = turns(one).into_iter().flatten();
            let new = turns.filter(|(on, ..)| (first..=today).contains(on));
            found.extend(
                new.map(|(on, by, turn)| change(day_begins(on), by, Happened::Mandate(turn))),
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

/// The days of a mandate, and who brought them about where that is known. One that was taken back
/// before it ended doesn't end besides.
fn turns(one: &Mandate) -> [Option<(NaiveDate, Option<PersonId>, MandateTurn)>; 2] {
    let began = one.revoked.is_none_or(|revoked| one.from < revoked);
    let end = match one.revoked.filter(|revoked| *revoked <= one.to) {
        Some(revoked) => Some((revoked, None, MandateTurn::Revoked)),
        None => one
            .to
            .succ_opt()
            .map(|after| (after, None, MandateTurn::Ended)),
    };
    let begun = (one.from, one.granted_by, MandateTurn::Begins);
    [began.then_some(begun), end]
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
        | SchoolingRecord::View(_)
        | SchoolingRecord::Indices(_) => &[],
    }
}
