//! Records of the state order sorted by kind, each with its place among those that were given, so
//! that whatever is worked out from them can name the records behind it.

use super::application::Application;
use super::mandate::Mandate;
use super::record::{
    ActRecord, Budget, ContractRecord, OrderStep, PaymentRecord, PlanRecord, RegisterRecord,
    SchoolingRecord,
};
use crate::calendar::{Period, legal_day};
use crate::identifiers::{Kato, SchoolActId, SchoolContractId};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// A record with its place.
pub(super) type At<'a, T> = (usize, &'a T);

/// Records by kind.
#[derive(Debug, Default)]
pub(super) struct Sorted<'a> {
    pub(super) applications: Vec<At<'a, Application>>,
    pub(super) budgets: Vec<At<'a, Budget>>,
    /// The version in force of every department and year.
    pub(super) plans: BTreeMap<(Kato, i32), At<'a, PlanRecord>>,
    pub(super) contracts: Vec<At<'a, ContractRecord>>,
    pub(super) acts: Vec<At<'a, ActRecord>>,
    pub(super) registers: Vec<At<'a, RegisterRecord>>,
    pub(super) payments: Vec<At<'a, PaymentRecord>>,
    pub(super) mandates: Vec<At<'a, Mandate>>,
}

impl<'a> Sorted<'a> {
    /// Sorts them.
    pub(super) fn of(records: impl IntoIterator<Item = &'a SchoolingRecord>) -> Self {
        let mut sorted = Self::default();
        for (place, record) in records.into_iter().enumerate() {
            match record {
                SchoolingRecord::Application(one) => sorted.applications.push((place, one)),
                SchoolingRecord::Budget(one) => sorted.budgets.push((place, one)),
                SchoolingRecord::Plan(one) => {
                    let key = (one.plan.department, one.plan.year);
                    let kept = sorted.plans.entry(key).or_insert((place, one));
                    if kept.1.plan.version < one.plan.version {
                        *kept = (place, one);
                    }
                }
                SchoolingRecord::Contract(one) => sorted.contracts.push((place, one)),
                SchoolingRecord::Act(one) => sorted.acts.push((place, one)),
                SchoolingRecord::Register(one) => sorted.registers.push((place, one)),
                SchoolingRecord::Payment(one) => sorted.payments.push((place, one)),
                SchoolingRecord::Mandate(one) => sorted.mandates.push((place, one)),
                SchoolingRecord::Distribution(_)
                | SchoolingRecord::Message(_)
                | SchoolingRecord::SeenApplication(_)
                | SchoolingRecord::Statement(_)
                | SchoolingRecord::View(_)
                | SchoolingRecord::Indices(_) => {}
            }
        }
        sorted
    }

    /// The act that counts of every contract and month: the living one, else the one taken back
    /// last.
    pub(super) fn acts_of_months(&self) -> BTreeMap<(SchoolContractId, Period), At<'a, ActRecord>> {
        use super::act::SchoolActState::Withdrawn;
        let mut acts = BTreeMap::new();
        for (place, one) in &self.acts {
            let key = (one.act.contract, one.act.period);
            let rank = |one: &ActRecord| (one.act.state != Withdrawn, last_day(&one.steps));
            let kept = acts.entry(key).or_insert((*place, *one));
            if rank(kept.1) < rank(one) {
                *kept = (*place, *one);
            }
        }
        acts
    }

    /// Payments of every act, as they came.
    pub(super) fn payments_of_acts(&self) -> BTreeMap<SchoolActId, Vec<At<'a, PaymentRecord>>> {
        let mut payments: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (place, one) in &self.payments {
            let of_act: &mut Vec<_> = payments.entry(one.payment.act).or_default();
            of_act.push((*place, *one));
        }
        payments
    }
}

/// The legal day of the last step; none of a record without steps.
pub(super) fn last_day(steps: &[OrderStep]) -> Option<NaiveDate> {
    steps.last().map(|step| legal_day(step.at))
}

/// The legal day of the last step with one of these words.
pub(super) fn day_of(steps: &[OrderStep], words: &[&str]) -> Option<NaiveDate> {
    let step = steps
        .iter()
        .rfind(|step| words.contains(&step.step.as_str()));
    step.map(|step| legal_day(step.at))
}
