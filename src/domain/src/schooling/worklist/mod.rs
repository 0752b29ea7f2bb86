//! The worklist of the state order: what waits for a person, since when, by when, and what of it is
//! late. Derived from the records alone, so a laptop without a network makes the same list as one
//! with, from what it has.
//!
//! It proposes and reminds; whether something may be done is decided by [`super::Book`] when it is
//! asked.

mod accounts;
mod around;
mod changes;
mod tasks;
mod unsent;

use super::act::SchoolActState;
use super::book::OrderRules;
use super::mandate::{MandateScope, Principal};
use super::record::SchoolingRecord;
use super::sorted::Sorted;
use crate::calendar::{Period, WorkingCalendar};
use crate::identifiers::{Kato, OrganisationId};
use crate::money::Tiyn;
use crate::people::{AccountRole, Actor};
use chrono::NaiveDate;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

pub use around::{Around, KnownMonth};
pub(super) use changes::changed;
pub use changes::{Happened, MandateTurn, OrderChange, changes};
pub use unsent::{Unsent, WhyUnsent, unsent};

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Task {
    /// An application nobody has taken.
    TakeApplication,
    /// An application this person examines.
    ExamineApplication,
    /// An application whoever approves sent back to this person.
    ReworkApplication,
    /// A proposal to approve.
    ApproveApplication,
    /// An application the department sent back to the school.
    AnswerRemarks,
    /// An application of the school that waits for its signature.
    SignApplication,
    /// An accepted application for reimbursement whose building has no contract of the year.
    ContractBuilding,
    /// An agreement to sign.
    SignContract,
    /// A month without an act, for the school.
    ComposeAct,
    /// An act to sign: by the school, or after it by the department.
    SignAct,
    /// An act a school should have sent, for the department.
    ChaseAct(WhyUnsent),
    /// A signed act in no register.
    ListAct,
    /// A signed act in no register, that the financial centre sent back out of an accepted one.
    RelistAct,
    /// A signed act that isn't paid for want of a fitting electronic invoice.
    SettleInvoice,
    /// A register that is put together.
    SendRegister,
    /// A register that came back, some of whose acts stand in no other.
    RelistActs,
    /// A register the financial centre has to accept or send back.
    ExamineRegister,
    /// Acts of an accepted register that nobody ordered to be paid.
    OrderPayments,
    /// Acts of an accepted register that can't be paid from it: their school's account is another
    /// now. They go back to the department, which lists them again.
    SendBackActs,
    /// An order that hasn't gone to the bank.
    SendPayment,
    /// An order the bank hasn't answered.
    AwaitBank,
    /// A payment that came back and wasn't ordered anew.
    ReissuePayment,
    /// A mandate of this person that ends soon or ended, without another after it.
    RenewMandate,
    /// An act that can neither be listed nor paid while payment to its school stands still: nobody's
    /// task ([`Worklist::suspended`]).
    AwaitRuling,
}

impl Task {
    /// Its name, in words joined by hyphens: stable, for messages and tests.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TakeApplication => "take-application",
            Self::ExamineApplication => "examine-application",
            Self::ReworkApplication => "rework-application",
            Self::ApproveApplication => "approve-application",
            Self::AnswerRemarks => "answer-remarks",
            Self::SignApplication => "sign-application",
            Self::ContractBuilding => "contract-building",
            Self::SignContract => "sign-contract",
            Self::ComposeAct => "compose-act",
            Self::SignAct => "sign-act",
            Self::ChaseAct(_) => "chase-act",
            Self::ListAct => "list-act",
            Self::RelistAct => "relist-act",
            Self::SettleInvoice => "settle-invoice",
            Self::SendRegister => "send-register",
            Self::RelistActs => "relist-acts",
            Self::ExamineRegister => "examine-register",
            Self::OrderPayments => "order-payments",
            Self::SendBackActs => "send-back-acts",
            Self::SendPayment => "send-payment",
            Self::AwaitBank => "await-bank",
            Self::ReissuePayment => "reissue-payment",
            Self::RenewMandate => "renew-mandate",
            Self::AwaitRuling => "await-ruling",
        }
    }
}

/// Something that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkItem {
    /// What is to be done.
    pub task: Task,
    /// Key of the record it is about ([`SchoolingRecord::key`]).
    pub key: String,
    /// Its number, where people know it by one: of a contract, a register, an order.
    pub number: Option<String>,
    /// School, where it is about one.
    pub school: Option<OrganisationId>,
    /// Region, where it is about one.
    pub department: Option<Kato>,
    /// Month, where it is about one.
    pub period: Option<Period>,
    /// Sum it is about, where there is one.
    pub sum: Option<Tiyn>,
    /// Acts it is about, where it is about acts of a register.
    pub acts: Option<usize>,
    /// Since when it waits.
    pub since: NaiveDate,
    /// The last day, where there is a term.
    pub due: Option<NaiveDate>,
    /// Working days over the term; nought while it isn't late.
    pub late: u32,
}

/// What waits for a person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Worklist {
    /// The most urgent first: what is late, the latest first; then what is due, the nearest
    /// first; then the rest, the longest waiting first.
    pub items: Vec<WorkItem>,
    /// Acts that would be this person's to list or to pay, were payment to their school not
    /// suspended: they wait for a ruling, not for this person, and become tasks when it is lifted.
    /// The longest waiting first; since when: since payment stands still. Without terms.
    pub suspended: Vec<WorkItem>,
    /// How many things wait in what this person's role and territory would let them do, and that
    /// they have no mandate for today.
    pub barred: BTreeMap<MandateScope, usize>,
}

/// For whom, when, and by which rules a worklist is made.
#[derive(Debug, Clone, Copy)]
pub struct Duty<'a> {
    /// Whose it is.
    pub hand: &'a Actor,
    /// The legal day.
    pub today: NaiveDate,
    /// Working days.
    pub calendar: &'a WorkingCalendar,
    /// Terms, four eyes, mandates.
    pub rules: &'a OrderRules,
    /// Months and standstills, as far as they are known.
    pub around: &'a Around,
}

impl Worklist {
    /// What waits for a person, as far as these records tell. Who only reads has an empty one.
    pub fn of<'a>(records: impl IntoIterator<Item = &'a SchoolingRecord>, duty: Duty<'_>) -> Self {
        let sorted = Sorted::of(records);
        let mut desk = Desk {
            entrusted: entrusted(&sorted, duty),
            duty,
            list: Self::default(),
        };
        match duty.hand.role {
            AccountRole::School => tasks::school(&mut desk, &sorted),
            AccountRole::EducationOfficer => tasks::department(&mut desk, &sorted),
            AccountRole::FinancialCentre => tasks::centre(&mut desk, &sorted),
            AccountRole::Commission
            | AccountRole::IssuerOfficer
            | AccountRole::Observer
            | AccountRole::Registrar => {}
        }
        tasks::mandates(&mut desk, &sorted);
        let mut list = desk.list;
        list.items.sort_by(|a, b| urgency(a).cmp(&urgency(b)));
        list.suspended.sort_by(|a, b| urgency(a).cmp(&urgency(b)));
        list
    }

    /// How many of them are late.
    pub fn late(&self) -> usize {
        self.items.iter().filter(|item| item.late > 0).count()
    }
}

fn urgency(item: &WorkItem) -> impl Ord + '_ {
    let due = item.due.unwrap_or(NaiveDate::MAX);
    (Reverse(item.late), due, item.since, &item.key, &item.task)
}

/// Scopes this person has a mandate for on the day, by principal.
fn entrusted(sorted: &Sorted<'_>, duty: Duty<'_>) -> BTreeSet<(Principal, MandateScope)> {
    let (person, day) = (duty.hand.person, duty.today);
    let own = sorted.mandates.iter().map(|(_, one)| *one);
    own.flat_map(|one| {
        let of_day = move |scope: &&MandateScope| one.covers(person, one.principal, **scope, day);
        let scopes = one.scopes.iter().filter(of_day);
        scopes.map(|scope| (one.principal, *scope))
    })
    .collect()
}

/// A worklist being made.
struct Desk<'a> {
    duty: Duty<'a>,
    entrusted: BTreeSet<(Principal, MandateScope)>,
    list: Worklist,
}

impl Desk<'_> {
    /// Puts something on the list, if it is this person's to do for a principal.
    fn put(&mut self, principal: Principal, scope: MandateScope, item: WorkItem) {
        let needed = self.duty.rules.mandates_needed.value;
        let entrusted = !needed || self.entrusted.contains(&(principal, scope));
        match (entrusted, item.task == Task::AwaitRuling) {
            (true, false) => self.list.items.push(item),
            (true, true) => self.list.suspended.push(item),
            (false, false) => *self.list.barred.entry(scope).or_default() += 1,
            // What nobody can do isn't missed by whoever has no mandate.
            (false, true) => {}
        }
    }

    /// Since when payment to a school stands still.
    fn stopped(&self, school: OrganisationId) -> Option<NaiveDate> {
        self.duty.around.stopped.get(&school).copied()
    }

    /// An item of an act that waits for a ruling since a day.
    fn suspended(&self, key: String, since: NaiveDate) -> WorkItem {
        WorkItem {
            due: None,
            late: 0,
            ..self.item(Task::AwaitRuling, key, Some(since), 0)
        }
    }

    /// An item with its term: so many working days after it began to wait.
    fn item(&self, task: Task, key: String, since: Option<NaiveDate>, days: u32) -> WorkItem {
        let Duty {
            today, calendar, ..
        } = self.duty;
        // A record without steps is waited for from today on.
        let since = since.unwrap_or(today);
        let due = calendar.add_working_days(since, days);
        WorkItem {
            task,
            key,
            number: None,
            school: None,
            department: None,
            period: None,
            sum: None,
            acts: None,
            since,
            due: Some(due),
            late: late(calendar, due, today),
        }
    }
}

/// Working days over a term; nought while it isn't.
fn late(calendar: &WorkingCalendar, due: NaiveDate, today: NaiveDate) -> u32 {
    super::application::working_days(calendar, due, today)
}

/// Whether the department still has to sign.
fn waits_for_department(state: SchoolActState) -> bool {
    matches!(state, SchoolActState::BySchool { .. })
}
