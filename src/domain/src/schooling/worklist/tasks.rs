//! What waits for a school, a department, the financial centre, and for whoever has a mandate.

use super::super::act::SchoolActState;
use super::super::application::{Application, ApplicationKind, ApplicationStage as Stage, Clock};
use super::super::contract::{ContractParty, ContractStatus};
use super::super::mandate::{Mandate, MandateScope as Scope, Principal};
use super::super::payment::{PaymentState, RegisterState};
use super::super::record::{ContractRecord, RegisterRecord};
use super::super::sorted::{Sorted, day_of, last_day};
use super::accounts::Accounts;
use super::unsent::{Unsent, WhyUnsent, months};
use super::{Desk, Task, WorkItem, waits_for_department};
use crate::Moment;
use crate::calendar::legal_day;
use crate::identifiers::{Kato, SchoolActId};
use crate::money::Tiyn;
use chrono::{Datelike as _, Days, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};

/// What waits for a representative of a school.
pub(super) fn school(desk: &mut Desk<'_>, sorted: &Sorted<'_>) {
    let Some(school) = desk.duty.hand.organisation else {
        return;
    };
    let (us, terms) = (Principal::School(school), desk.duty.rules.terms);
    let own = sorted
        .applications
        .iter()
        .filter(|(_, one)| one.school == school);
    for (_, one) in own {
        if matches!(one.stage, Stage::BackAtSchool { .. }) {
            let since = one.steps.last().map(|step| legal_day(step.at));
            let key = format!("application:{}", one.id);
            let item = desk.item(Task::AnswerRemarks, key, since, terms.rework_days.value);
            desk.put(us, Scope::Applications, of_application(item, one));
        }
        if one.is_to_sign() {
            let since = one.steps.last().map(|step| legal_day(step.at));
            let key = format!("application:{}", one.id);
            let item = desk.item(Task::SignApplication, key, since, 0);
            desk.put(us, Scope::Applications, of_application(item, one));
        }
    }
    let own = sorted.contracts.iter().map(|(_, one)| *one);
    for one in own.filter(|one| one.contract.school == school) {
        sign_contract(desk, one, ContractParty::School, us);
    }
    for one in unsent(desk, sorted) {
        if one.school == school && matches!(one.why, WhyUnsent::NotComposed | WhyUnsent::Withdrawn)
        {
            let item = of_unsent(desk, Task::ComposeAct, &one);
            desk.put(us, Scope::Acts, item);
        }
    }
    let paid = sorted.payments_of_acts();
    for (_, one) in sorted
        .acts
        .iter()
        .filter(|(_, one)| one.act.school == school)
    {
        let act = &one.act;
        let key = format!("act:{}", act.id);
        let item = match act.state {
            SchoolActState::Composed => {
                let mut item = desk.item(Task::SignAct, key, last_day(&one.steps), 0);
                // The month's term counts, not that of the act: it is sent or it isn't.
                let due = desk
                    .duty
                    .calendar
                    .add_working_days(act.period.last_day(), terms.act_days.value)
                    .max(item.since);
                item.late = super::late(desk.duty.calendar, due, desk.duty.today);
                item.due = Some(due);
                item
            }
            SchoolActState::Signed { on, .. }
                if one.invoice_obstacle().is_some() && !paid.contains_key(&act.id) =>
            {
                desk.item(Task::SettleInvoice, key, Some(on), terms.listing_days.value)
            }
            _ => continue,
        };
        let item = WorkItem {
            school: Some(act.school),
            department: Some(one.department),
            period: Some(act.period),
            sum: Some(act.total),
            number: Some(one.contract_number.clone()),
            ..item
        };
        desk.put(us, Scope::Acts, item);
    }
}

/// What waits for an officer of a department.
pub(super) fn department(desk: &mut Desk<'_>, sorted: &Sorted<'_>) {
    let terms = desk.duty.rules.terms;
    for (_, one) in &sorted.applications {
        if desk.duty.hand.covers(one.territory.region()) {
            application(desk, one);
            building(desk, sorted, one);
        }
    }
    for (_, one) in &sorted.contracts {
        let region = one.contract.department;
        if desk.duty.hand.covers(region) {
            sign_contract(
                desk,
                one,
                ContractParty::Department,
                Principal::Department(region),
            );
        }
    }
    for one in unsent(desk, sorted) {
        if desk.duty.hand.covers(one.department) && one.late > 0 {
            let item = of_unsent(desk, Task::ChaseAct(one.why.clone()), &one);
            desk.put(Principal::Department(one.department), Scope::Acts, item);
        }
    }
    let (listed, back) = (listed(sorted), came_back(sorted));
    for (_, one) in &sorted.acts {
        if !desk.duty.hand.covers(one.department) {
            continue;
        }
        let act = &one.act;
        let key = format!("act:{}", act.id);
        let (scope, item) = match act.state {
            state if waits_for_department(state) => (
                Scope::Acts,
                desk.item(
                    Task::SignAct,
                    key,
                    last_day(&one.steps),
                    terms.countersign_days.value,
                ),
            ),
            SchoolActState::Signed { on, .. } if !listed.contains(&act.id) => {
                let stopped = desk.stopped(act.school);
                let (task, since) = match back.get(&act.id) {
                    _ if stopped.is_some() => (Task::AwaitRuling, on),
                    // It waits with its register.
                    Some(Back { alone: false, .. }) => continue,
                    _ if one.invoice_obstacle().is_some() => (Task::SettleInvoice, on),
                    Some(Back { at, .. }) => (Task::RelistAct, legal_day(*at)),
                    None => (Task::ListAct, on),
                };
                let item = match stopped {
                    Some(since) => desk.suspended(key, since),
                    None => desk.item(task, key, Some(since), terms.listing_days.value),
                };
                (Scope::Registers, item)
            }
            _ => continue,
        };
        let item = WorkItem {
            school: Some(act.school),
            department: Some(one.department),
            period: Some(act.period),
            sum: Some(act.total),
            number: Some(one.contract_number.clone()),
            ..item
        };
        desk.put(Principal::Department(one.department), scope, item);
    }
    for (_, one) in &sorted.registers {
        if desk.duty.hand.covers(one.register.department) {
            register_of_department(desk, one, &listed, &back);
        }
    }
}

/// What waits for an officer of the financial centre.
pub(super) fn centre(desk: &mut Desk<'_>, sorted: &Sorted<'_>) {
    let terms = desk.duty.rules.terms;
    let payments = sorted.payments_of_acts();
    let accounts = Accounts::of(sorted);
    let registers = sorted.registers.iter();
    let registers: BTreeMap<_, _> = registers.map(|(_, one)| (one.register.id, *one)).collect();
    for (_, one) in &sorted.registers {
        let register = &one.register;
        if !desk.duty.hand.covers(register.department) {
            continue;
        }
        let key = format!("register:{}", register.id);
        match &register.state {
            RegisterState::Sent { .. } => {
                let days = terms.examination_days.value;
                let item = desk.item(Task::ExamineRegister, key, last_day(&one.steps), days);
                desk.put(
                    Principal::Centre,
                    Scope::Registers,
                    of_register(item, one, None),
                );
            }
            RegisterState::Accepted => {
                let alive = |act: &SchoolActId| {
                    let of_act = payments.get(act).into_iter().flatten();
                    of_act
                        .into_iter()
                        .any(|(_, other)| other.payment.is_alive())
                };
                let unpaid = register.held().map(|(act, _)| *act);
                let unpaid = unpaid.filter(|act| !alive(act));
                let stands = |act: &SchoolActId| stands_still(desk, one, *act).is_some();
                let (still, unpaid): (Vec<_>, Vec<_>) = unpaid.partition(stands);
                for act in still {
                    if let Some(item) = stands_still(desk, one, act) {
                        desk.put(Principal::Centre, Scope::Payments, item);
                    }
                }
                let unpaid = unpaid.into_iter();
                let (changed, unpaid): (BTreeSet<_>, BTreeSet<_>) =
                    unpaid.partition(|act| accounts.changed(one, *act));
                if !changed.is_empty() {
                    let since = accounts.since(&changed);
                    let days = terms.payment_days.value;
                    let item = desk.item(Task::SendBackActs, key.clone(), since, days);
                    let item = of_register(item, one, Some(&changed));
                    desk.put(Principal::Centre, Scope::Registers, item);
                }
                let accepted = one
                    .steps
                    .iter()
                    .rfind(|step| step.step == "accept_register");
                let own = accepted.is_some_and(|step| step.by == desk.duty.hand.person);
                // One that came back from the bank is ordered anew, which is another task.
                let ordered = |act: &SchoolActId| {
                    let mut of_act = payments.get(act).into_iter().flatten();
                    of_act.any(|(_, other)| other.payment.register == register.id)
                };
                let unpaid = unpaid.into_iter();
                let waiting: BTreeSet<SchoolActId> = unpaid.filter(|act| !ordered(act)).collect();
                if waiting.is_empty() || (own && desk.duty.rules.payments_four_eyes.value) {
                    continue;
                }
                let since = accepted.map(|step| legal_day(step.at));
                let item = desk.item(Task::OrderPayments, key, since, terms.payment_days.value);
                let item = of_register(item, one, Some(&waiting));
                desk.put(Principal::Centre, Scope::Payments, item);
            }
            RegisterState::Open | RegisterState::Returned { .. } => {}
        }
    }
    for (_, one) in &sorted.payments {
        if !desk.duty.hand.covers(one.department) {
            continue;
        }
        let of_act = payments.get(&one.payment.act);
        let of_act = of_act.map(Vec::as_slice).unwrap_or_default();
        let key = format!("payment:{}", one.payment.id);
        let since = last_day(&one.steps);
        let item = match &one.payment.state {
            PaymentState::Ordered => {
                desk.item(Task::SendPayment, key, since, terms.payment_days.value)
            }
            PaymentState::Sent => desk.item(Task::AwaitBank, key, since, terms.bank_days.value),
            PaymentState::Returned { on, .. } => {
                // One order of an act is made anew, not each that ever came back.
                let alive = of_act.iter().any(|(_, other)| other.payment.is_alive());
                let last = of_act.iter().map(|(_, other)| other.number).max();
                // Not while the act is the department's again, or has to become it.
                let register = registers.get(&one.payment.register);
                let elsewhere = register.is_some_and(|register| {
                    let act = one.payment.act;
                    !register.register.holds(act) || accounts.changed(register, act)
                });
                let still = desk.stopped(one.school).is_some();
                if alive || last != Some(one.number) || elsewhere || still {
                    continue;
                }
                let days = terms.payment_days.value;
                desk.item(Task::ReissuePayment, key, Some(*on), days)
            }
            PaymentState::Paid { .. } => continue,
        };
        let item = WorkItem {
            number: Some(one.number.to_string()),
            school: Some(one.school),
            department: Some(one.department),
            period: Some(one.period),
            sum: Some(one.payment.amount),
            ..item
        };
        desk.put(Principal::Centre, Scope::Payments, item);
    }
}

/// Mandates of the person that end soon or ended a little while ago.
pub(super) fn mandates(desk: &mut Desk<'_>, sorted: &Sorted<'_>) {
    let (today, person) = (desk.duty.today, desk.duty.hand.person);
    let days = Days::new(desk.duty.rules.terms.mandate_days.value.into());
    let own: Vec<&Mandate> = sorted
        .mandates
        .iter()
        .map(|(_, one)| *one)
        .filter(|one| one.person == person && one.revoked.is_none())
        .collect();
    for one in &own {
        let from = one.to.checked_sub_days(days).unwrap_or(one.to);
        let until = one.to.checked_add_days(days).unwrap_or(one.to);
        let renewed = own.iter().any(|other| {
            other.principal == one.principal
                && other.to > one.to
                && one.scopes.is_subset(&other.scopes)
        });
        if renewed || !(from..=until).contains(&today) {
            continue;
        }
        let mut item = desk.item(Task::RenewMandate, format!("mandate:{}", one.id), None, 0);
        item.since = from;
        item.due = Some(one.to);
        item.late = super::late(desk.duty.calendar, one.to, today);
        match one.principal {
            Principal::School(school) => item.school = Some(school),
            Principal::Department(region) => item.department = Some(region),
            Principal::Centre => {}
        }
        // A mandate that ends waits for whoever has it, whatever they have mandates for.
        desk.list.items.push(item);
    }
}

fn application(desk: &mut Desk<'_>, one: &Application) {
    let me = desk.duty.hand.person;
    let rule = desk.duty.rules.applications;
    let task = match &one.stage {
        Stage::New => Task::TakeApplication,
        Stage::InWork { executor } if *executor == me => Task::ExamineApplication,
        Stage::BackAtExecutor { executor, .. } if *executor == me => Task::ReworkApplication,
        Stage::InApproval { executor, .. } if *executor != me || !rule.four_eyes.value => {
            Task::ApproveApplication
        }
        _ => return,
    };
    let since = one.steps.last().map(|step| legal_day(step.at));
    let mut item = desk.item(task, format!("application:{}", one.id), since, 0);
    // The department has one term for all its steps, and it rests while the school has it.
    if let Clock::Running { due, late, .. } = one.clock(desk.duty.today, desk.duty.calendar, &rule)
    {
        item.due = Some(due);
        item.late = late;
    }
    let region = one.territory.region();
    desk.put(
        Principal::Department(region),
        Scope::Applications,
        of_application(item, one),
    );
}

/// A building to be reimbursed has a contract of each year of its schedule, once that year's index
/// is known.
fn building(desk: &mut Desk<'_>, sorted: &Sorted<'_>, one: &Application) {
    let year = desk.duty.today.year();
    let rules = desk.duty.rules;
    let reimbursed = matches!(one.kind, ApplicationKind::Reimbursement(_));
    if !reimbursed || one.stage != Stage::Accepted || rules.indices.of(year).is_none() {
        return;
    }
    let of_it = |contract: &&ContractRecord| {
        let of = contract.reimbursement();
        of.is_some_and(|of| of.application == one.id)
    };
    let contracts = sorted.contracts.iter().map(|(_, contract)| *contract);
    let contracts: Vec<&ContractRecord> = contracts.filter(of_it).collect();
    let living = contracts
        .iter()
        .filter(|one| one.contract.terminated.is_none());
    let mut years = living.filter_map(|one| one.texts.first().map(|text| text.from.year()));
    let ended = contracts
        .iter()
        .filter_map(|one| one.reimbursement())
        .any(|of| !of.pays_in(year));
    if ended || years.any(|known| known == year) {
        return;
    }
    let accepted = one.steps.last().map(|step| legal_day(step.at));
    let since = accepted.max(NaiveDate::from_ymd_opt(year, 1, 1));
    let key = format!("application:{}", one.id);
    let days = rules.terms.contract_days.value;
    let item = desk.item(Task::ContractBuilding, key, since, days);
    let principal = Principal::Department(one.territory.region());
    desk.put(principal, Scope::Contracts, of_application(item, one));
}

fn of_application(item: WorkItem, one: &Application) -> WorkItem {
    WorkItem {
        school: Some(one.school),
        department: Some(one.territory.region()),
        ..item
    }
}

fn sign_contract(
    desk: &mut Desk<'_>,
    one: &ContractRecord,
    party: ContractParty,
    principal: Principal,
) {
    let contract = &one.contract;
    let waits = matches!(
        contract.status(),
        ContractStatus::ToSign | ContractStatus::Changing
    );
    let Some(open) = contract.agreements.last().filter(|_| waits) else {
        return;
    };
    if open.signatures.contains_key(&party) {
        return;
    }
    let since = day_of(&one.steps, &["draw_up_contract", "amend_contract"]);
    let key = format!("contract:{}", contract.id);
    let days = desk.duty.rules.terms.contract_days.value;
    let item = WorkItem {
        number: Some(contract.number.clone()),
        school: Some(contract.school),
        department: Some(contract.department),
        sum: Some(open.terms.amount),
        ..desk.item(Task::SignContract, key, since, days)
    };
    desk.put(principal, Scope::Contracts, item);
}

fn unsent(desk: &Desk<'_>, sorted: &Sorted<'_>) -> Vec<Unsent> {
    let duty = desk.duty;
    months(sorted, duty.today, duty.calendar, duty.rules, duty.around)
}

fn of_unsent(desk: &Desk<'_>, task: Task, one: &Unsent) -> WorkItem {
    // What is opened is the act where there is one to look at, else the contract it is missing of.
    let key = one.act.clone().unwrap_or_else(|| one.contract.clone());
    WorkItem {
        number: Some(one.number.clone()),
        school: Some(one.school),
        department: Some(one.department),
        period: Some(one.period),
        since: one.since,
        due: Some(one.due),
        late: one.late,
        ..desk.item(task, key, Some(one.since), 0)
    }
}

/// An act of an accepted register, while payment to its school stands still.
fn stands_still(desk: &Desk<'_>, one: &RegisterRecord, act: SchoolActId) -> Option<WorkItem> {
    let line = one.lines.get(&act)?;
    let since = desk.stopped(line.school)?;
    Some(WorkItem {
        number: Some(line.contract_number.clone()),
        school: Some(line.school),
        department: Some(one.register.department),
        period: Some(line.period),
        sum: one.register.acts.get(&act).map(|listed| listed.total),
        ..desk.suspended(format!("act:{act}"), since)
    })
}

/// Acts that a register holds.
fn listed(sorted: &Sorted<'_>) -> BTreeSet<SchoolActId> {
    let registers = sorted.registers.iter();
    let held = registers.flat_map(|(_, one)| one.register.held());
    held.map(|(act, _)| *act).collect()
}

/// How an act came back to the department last.
struct Back {
    at: Moment,
    /// Alone, out of an accepted register; not with a register that was sent back.
    alone: bool,
}

/// Acts that ever came back, each as it did last.
fn came_back(sorted: &Sorted<'_>) -> BTreeMap<SchoolActId, Back> {
    let mut found: BTreeMap<SchoolActId, Back> = BTreeMap::new();
    let mut note = |act: SchoolActId, back: Back| {
        let later = found.get(&act).is_none_or(|before| before.at <= back.at);
        if later {
            found.insert(act, back);
        }
    };
    for (_, one) in &sorted.registers {
        let register = &one.register;
        for (act, back) in &register.sent_back {
            let (at, alone) = (back.at, true);
            note(*act, Back { at, alone });
        }
        if !register.holds_its_acts() {
            let at = one.steps.last().map_or(Moment::MIN_UTC, |step| step.at);
            for act in register.acts.keys() {
                note(*act, Back { at, alone: false });
            }
        }
    }
    found
}

fn register_of_department(
    desk: &mut Desk<'_>,
    one: &RegisterRecord,
    listed: &BTreeSet<SchoolActId>,
    back: &BTreeMap<SchoolActId, Back>,
) {
    let region: Kato = one.register.department;
    let key = format!("register:{}", one.register.id);
    let days = desk.duty.rules.terms.register_days.value;
    let item = match &one.register.state {
        RegisterState::Open => {
            let since: Option<NaiveDate> = day_of(&one.steps, &["open_register"]);
            of_register(desk.item(Task::SendRegister, key, since, days), one, None)
        }
        RegisterState::Returned { .. } => {
            let acts = one.register.acts.keys().copied();
            // Those that came back alone since then wait by themselves.
            let with_it = |act: &SchoolActId| back.get(act).is_none_or(|back| !back.alone);
            let still = |act: &SchoolActId| {
                let line = one.lines.get(act);
                line.is_some_and(|line| desk.stopped(line.school).is_some())
            };
            let left = acts.filter(|act| !listed.contains(act) && with_it(act) && !still(act));
            let left: BTreeSet<_> = left.collect();
            if left.is_empty() {
                return;
            }
            let item = desk.item(Task::RelistActs, key, last_day(&one.steps), days);
            of_register(item, one, Some(&left))
        }
        RegisterState::Sent { .. } | RegisterState::Accepted => return,
    };
    desk.put(Principal::Department(region), Scope::Registers, item);
}

/// An item about a register: of all its acts, or of those that matter.
fn of_register(
    item: WorkItem,
    one: &RegisterRecord,
    only: Option<&BTreeSet<SchoolActId>>,
) -> WorkItem {
    let acts = one.register.acts.iter();
    let meant = acts.filter(|(act, _)| only.is_none_or(|only| only.contains(act)));
    let sums: Vec<Tiyn> = meant.map(|(_, listed)| listed.total).collect();
    WorkItem {
        number: Some(one.register.number.to_string()),
        department: Some(one.register.department),
        acts: Some(sums.len()),
        sum: sums.into_iter().try_fold(Tiyn(0), Tiyn::plus),
        ..item
    }
}
