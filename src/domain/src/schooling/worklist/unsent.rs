//! Who has not sent the act of a month, why, and since when.

use super::super::act::SchoolActState;
use super::super::book::OrderRules;
use super::super::contract::{ContractParty, ContractStatus};
use super::super::record::{ContractRecord, SchoolingRecord};
use super::super::sorted::{Sorted, day_of, last_day};
use super::{Around, late};
use crate::calendar::{Period, WorkingCalendar};
use crate::identifiers::{Kato, OrganisationId};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// Why there is no act of a month that the school has signed. What stands in the way of others
/// comes before them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum WhyUnsent {
    /// The contract has no force yet.
    ContractNotSigned {
        /// Whose signatures are missing.
        by: BTreeSet<ContractParty>,
    },
    /// Its LMS sent nothing for the month, so there is nothing an act could be made of.
    NothingSent,
    /// The month isn't frozen.
    MonthOpen,
    /// The month is frozen, and the school isn't judged in it yet.
    MonthNotValidated,
    /// Payment to the school stands still by a ruling.
    Suspended,
    /// Nobody composed one.
    NotComposed,
    /// It was taken back, and no other was composed.
    Withdrawn,
    /// It is composed, and the school hasn't signed.
    NotSigned,
}

/// A month of a contract for which the school hasn't sent a signed act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsent {
    /// Key of the contract.
    pub contract: String,
    /// Its number.
    pub number: String,
    /// Key of the act, where there is one: composed, or taken back.
    pub act: Option<String>,
    /// School.
    pub school: OrganisationId,
    /// Region of the department.
    pub department: Kato,
    /// Month.
    pub period: Period,
    /// Why: what has to be put right first.
    pub why: WhyUnsent,
    /// Since when that is so.
    pub since: NaiveDate,
    /// What else stands in the way, each with the day since when.
    pub also: Vec<(WhyUnsent, NaiveDate)>,
    /// By when it should have come.
    pub due: NaiveDate,
    /// Working days over that.
    pub late: u32,
}

/// Every month that has ended and whose act a school hasn't sent, of one department or of all:
/// latest first, then by school and month. Contracts that were terminated are passed over:
/// nothing can be acted under them any more.
pub fn unsent<'a>(
    records: impl IntoIterator<Item = &'a SchoolingRecord>,
    department: Option<Kato>,
    today: NaiveDate,
    calendar: &WorkingCalendar,
    rules: &OrderRules,
    around: &Around,
) -> Vec<Unsent> {
    let sorted = Sorted::of(records);
    let mut found = months(&sorted, today, calendar, rules, around);
    found.retain(|one| department.is_none_or(|department| one.department == department));
    found.sort_by_key(|one| (std::cmp::Reverse(one.late), one.school, one.period));
    found
}

/// The same of every department, in the order of the contracts.
pub(super) fn months(
    sorted: &Sorted<'_>,
    today: NaiveDate,
    calendar: &WorkingCalendar,
    rules: &OrderRules,
    around: &Around,
) -> Vec<Unsent> {
    let acts = sorted.acts_of_months();
    let mut found = Vec::new();
    for (_, record) in &sorted.contracts {
        let contract = &record.contract;
        if contract.status() == ContractStatus::Terminated {
            continue;
        }
        let open = contract.agreements.last();
        let Some(terms) = contract.in_force().or(open.map(|one| &one.terms)) else {
            continue;
        };
        let mut next = Some(terms.from);
        while let Some(period) = next.filter(|period| *period <= terms.to) {
            next = period.plus_months(1);
            let ended = period.last_day();
            if ended >= today {
                break;
            }
            let act = acts.get(&(contract.id, period)).map(|(_, act)| *act);
            let begins = begins(record, ended);
            let since = |steps| last_day(steps).unwrap_or(begins);
            let (plain, composed) = match act.map(|act| (act, act.act.state)) {
                Some((_, SchoolActState::BySchool { .. } | SchoolActState::Signed { .. })) => {
                    continue;
                }
                Some((act, SchoolActState::Composed)) => {
                    (Some((WhyUnsent::NotSigned, since(&act.steps))), true)
                }
                Some((act, SchoolActState::Withdrawn)) => {
                    (Some((WhyUnsent::Withdrawn, since(&act.steps))), false)
                }
                None => (None, false),
            };
            let mut reasons = Vec::new();
            if contract.in_force().is_none() {
                reasons.push((unsigned(record), begins));
            }
            if !composed {
                reasons.extend(around.lacking(contract.school, period));
            }
            let stopped = around.stopped.get(&contract.school);
            reasons.extend(stopped.map(|since| (WhyUnsent::Suspended, *since)));
            reasons.extend(plain);
            let judged = around.judged(contract.school, period);
            let could = judged.map_or(begins, |judged| judged.max(begins));
            let mut reasons = reasons.into_iter();
            let (why, since) = reasons.next().unwrap_or((WhyUnsent::NotComposed, could));
            let due = calendar.add_working_days(begins, rules.terms.act_days.value);
            found.push(Unsent {
                contract: format!("contract:{}", contract.id),
                number: contract.number.clone(),
                act: act.map(|act| format!("act:{}", act.act.id)),
                school: contract.school,
                department: contract.department,
                period,
                why,
                since,
                also: reasons.collect(),
                due,
                late: late(calendar, due, today),
            });
        }
    }
    found
}

/// From when on a month's act is waited for: its end, or the day the contract got its force or was
/// drawn up where that was later.
fn begins(record: &ContractRecord, ended: NaiveDate) -> NaiveDate {
    let contract = &record.contract;
    let signed = contract.agreements.iter().find_map(|one| one.signed_on);
    let drawn = || day_of(&record.steps, &["draw_up_contract"]);
    signed.or_else(drawn).map_or(ended, |day| day.max(ended))
}

fn unsigned(record: &ContractRecord) -> WhyUnsent {
    let open = record.contract.agreements.last();
    let missing = [ContractParty::School, ContractParty::Department]
        .into_iter()
        .filter(|party| open.is_some_and(|open| !open.signatures.contains_key(party)));
    WhyUnsent::ContractNotSigned {
        by: missing.collect(),
    }
}
