//! Figures of the state order for a year: plan, contracts, acts and payments by month and
//! department, the age of what isn't paid, how long things wait, where applications stand. Each
//! figure carries the records behind it, so whoever reads it can open them; parts sum to their
//! whole to the tiyn.

use super::act::SchoolActState;
use super::application::ApplicationStage;
use super::contract::ContractStatus;
use super::distribution::spread;
use super::payment::PaymentState;
use super::record::{ContractRecord, SchoolingRecord};
use super::sorted::{At, Sorted};
use super::terms::OrderTerms;
use crate::calendar::{Period, legal_day};
use crate::identifiers::{Kato, SchoolActId, SchoolContractId};
use crate::money::Tiyn;
use chrono::{Datelike as _, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};

/// A sum with the records behind it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figure {
    /// The sum.
    pub sum: Tiyn,
    /// The records, by their places among those that were given; rising, each once.
    pub records: Vec<usize>,
}

impl Figure {
    fn add(&mut self, sum: Tiyn, record: usize) {
        // Never saturates: [`OrderFigures::of`] refuses sums whose whole is too large.
        self.sum = Tiyn(self.sum.0.saturating_add(sum.0));
        self.records.push(record);
    }

    fn merge(&mut self, other: &Self) {
        self.sum = Tiyn(self.sum.0.saturating_add(other.sum.0));
        self.records.extend(&other.records);
    }

    fn tidy(&mut self) {
        self.records.sort_unstable();
        self.records.dedup();
    }
}

/// What is counted of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FigureOf {
    /// Of the plan in force.
    Plan,
    /// Of contracts both signed. A contract names one sum for its months: it stands in them as the
    /// plan of the school does, evenly where the plan has nothing. Of a terminated contract what
    /// was acted under it.
    Contracted,
    /// Of acts both signed.
    Acted,
    /// Of payments the bank made, in the month of their act.
    Paid,
}

impl FigureOf {
    /// All of them, in the order money takes.
    pub const ALL: [Self; 4] = [Self::Plan, Self::Contracted, Self::Acted, Self::Paid];
}

/// The four figures of a month, or of months together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OrderLine {
    figures: [Figure; 4],
}

impl OrderLine {
    /// One of them.
    pub fn of(&self, what: FigureOf) -> &Figure {
        let [plan, contracted, acted, paid] = &self.figures;
        match what {
            FigureOf::Plan => plan,
            FigureOf::Contracted => contracted,
            FigureOf::Acted => acted,
            FigureOf::Paid => paid,
        }
    }

    fn of_mut(&mut self, what: FigureOf) -> &mut Figure {
        let [plan, contracted, acted, paid] = &mut self.figures;
        match what {
            FigureOf::Plan => plan,
            FigureOf::Contracted => contracted,
            FigureOf::Acted => acted,
            FigureOf::Paid => paid,
        }
    }

    fn merge(&mut self, other: &Self) {
        for (own, other) in self.figures.iter_mut().zip(&other.figures) {
            own.merge(other);
        }
    }

    fn tidy(&mut self) {
        self.figures.iter_mut().for_each(Figure::tidy);
    }
}

/// The stage of an application, without what it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StageKind {
    /// Nobody took it.
    New,
    /// It is examined.
    InWork,
    /// A proposal waits for whoever approves.
    InApproval,
    /// Whoever approves sent it back.
    BackAtExecutor,
    /// The school has it.
    BackAtSchool,
    /// Accepted.
    Accepted,
    /// Refused.
    Refused,
    /// Withdrawn.
    Withdrawn,
}

impl StageKind {
    /// All of them, in the order an application takes.
    pub const ALL: [Self; 8] = [
        Self::New,
        Self::InWork,
        Self::InApproval,
        Self::BackAtExecutor,
        Self::BackAtSchool,
        Self::Accepted,
        Self::Refused,
        Self::Withdrawn,
    ];

    /// Its name, in words joined by hyphens.
    pub fn code(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::InWork => "in-work",
            Self::InApproval => "in-approval",
            Self::BackAtExecutor => "back-at-executor",
            Self::BackAtSchool => "back-at-school",
            Self::Accepted => "accepted",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
        }
    }
}

impl From<&ApplicationStage> for StageKind {
    fn from(stage: &ApplicationStage) -> Self {
        match stage {
            ApplicationStage::New => Self::New,
            ApplicationStage::InWork { .. } => Self::InWork,
            ApplicationStage::InApproval { .. } => Self::InApproval,
            ApplicationStage::BackAtExecutor { .. } => Self::BackAtExecutor,
            ApplicationStage::BackAtSchool { .. } => Self::BackAtSchool,
            ApplicationStage::Accepted => Self::Accepted,
            ApplicationStage::Refused { .. } => Self::Refused,
            ApplicationStage::Withdrawn => Self::Withdrawn,
        }
    }
}

/// How long things waited, in calendar days.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DaysWaited {
    /// Twice the median, which of an even number lies between two: 9 is four and a half days.
    /// None of nothing.
    pub median_twice: Option<u32>,
    /// The longest.
    pub longest: Option<u32>,
    /// The records: applications, or payments.
    pub records: Vec<usize>,
}

impl DaysWaited {
    fn of(mut waits: Vec<(u32, usize)>) -> Self {
        waits.sort_unstable();
        let days = |place: usize| waits.get(place).map(|(days, _)| *days);
        let (lower, upper) = (
            days(waits.len().saturating_sub(1) / 2),
            days(waits.len() / 2),
        );
        let mut records: Vec<usize> = waits.iter().map(|(_, record)| *record).collect();
        records.sort_unstable();
        Self {
            median_twice: lower
                .zip(upper)
                .and_then(|(one, other)| one.checked_add(other)),
            longest: waits.last().map(|(days, _)| *days),
            records,
        }
    }
}

/// The figures of one department.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct OfDepartment {
    budget: Figure,
    months: [OrderLine; 12],
    unpaid: [Figure; 4],
    decided: Vec<(u32, usize)>,
    paid: Vec<(u32, usize)>,
    stages: BTreeMap<StageKind, Figure>,
}

/// The figures of a year.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OrderFigures {
    year: i32,
    departments: BTreeMap<Kato, OfDepartment>,
}

impl OrderFigures {
    /// Works them out. Acts that aren't paid are those of this year and of earlier ones; their age
    /// is that on the day given. `None` where a sum is too large to be one.
    pub fn of<'a>(
        records: impl IntoIterator<Item = &'a SchoolingRecord>,
        year: i32,
        today: NaiveDate,
        terms: &OrderTerms,
    ) -> Option<Self> {
        let sorted = Sorted::of(records);
        let mut making = Making {
            figures: Self {
                year,
                departments: BTreeMap::new(),
            },
            volume: 0,
        };
        making.money(&sorted)?;
        making.unpaid(&sorted, today, terms);
        making.waits(&sorted);
        // Whatever is added up of these sums is no larger than all of them together.
        i64::try_from(making.volume).ok()?;
        let mut figures = making.figures;
        for one in figures.departments.values_mut() {
            one.months.iter_mut().for_each(OrderLine::tidy);
        }
        Some(figures)
    }

    /// The year.
    pub fn year(&self) -> i32 {
        self.year
    }

    /// Departments something is known of, by code of their region.
    pub fn departments(&self) -> impl Iterator<Item = Kato> + '_ {
        self.departments.keys().copied()
    }

    /// The budget of a department, or of all.
    pub fn budget(&self, department: Option<Kato>) -> Figure {
        self.merged(department, |one| [&one.budget])
    }

    /// The twelve months of a department, or of all.
    pub fn months(&self, department: Option<Kato>) -> [OrderLine; 12] {
        let mut months: [OrderLine; 12] = Default::default();
        for one in self.those(department) {
            for (sum, month) in months.iter_mut().zip(&one.months) {
                sum.merge(month);
            }
        }
        months.iter_mut().for_each(OrderLine::tidy);
        months
    }

    /// The months together.
    pub fn whole(&self, department: Option<Kato>) -> OrderLine {
        let mut whole = OrderLine::default();
        for month in self.months(department) {
            whole.merge(&month);
        }
        whole.tidy();
        whole
    }

    /// Acts both signed and the bank hasn't paid, in the four groups of
    /// [`OrderTerms::ageing_days`], the youngest first.
    pub fn unpaid(&self, department: Option<Kato>) -> [Figure; 4] {
        let mut groups: [Figure; 4] = Default::default();
        for one in self.those(department) {
            for (sum, group) in groups.iter_mut().zip(&one.unpaid) {
                sum.merge(group);
            }
        }
        groups.iter_mut().for_each(Figure::tidy);
        groups
    }

    /// From the first submission of an application to the decision, of those decided in the year.
    /// Time with the school counts: it is what the school waits.
    pub fn until_decided(&self, department: Option<Kato>) -> DaysWaited {
        let all = self.those(department).flat_map(|one| &one.decided);
        DaysWaited::of(all.copied().collect())
    }

    /// From the second signature under an act to its payment, of acts of the year.
    pub fn until_paid(&self, department: Option<Kato>) -> DaysWaited {
        let all = self.those(department).flat_map(|one| &one.paid);
        DaysWaited::of(all.copied().collect())
    }

    /// Applications of a stage: those submitted in the year, and earlier ones that aren't decided.
    /// Their sum is nought.
    pub fn at_stage(&self, department: Option<Kato>, stage: StageKind) -> Figure {
        self.merged(department, |one| one.stages.get(&stage))
    }

    fn those(&self, department: Option<Kato>) -> impl Iterator<Item = &OfDepartment> {
        let wanted = move |(own, _): &(&Kato, &OfDepartment)| {
            department.is_none_or(|department| **own == department)
        };
        self.departments.iter().filter(wanted).map(|(_, one)| one)
    }

    fn merged<'s, I: IntoIterator<Item = &'s Figure>>(
        &'s self,
        department: Option<Kato>,
        of: impl Fn(&'s OfDepartment) -> I,
    ) -> Figure {
        let mut sum = Figure::default();
        for one in self.those(department) {
            of(one).into_iter().for_each(|figure| sum.merge(figure));
        }
        sum.tidy();
        sum
    }
}

/// Years something of money is known of, rising: of budgets, plans, contracts, acts.
pub fn years<'a>(records: impl IntoIterator<Item = &'a SchoolingRecord>) -> BTreeSet<i32> {
    let mut years = BTreeSet::new();
    for record in records {
        match record {
            SchoolingRecord::Budget(one) => {
                years.insert(one.year);
            }
            SchoolingRecord::Plan(one) => {
                years.insert(one.plan.year);
            }
            SchoolingRecord::Contract(one) => {
                let terms = one.contract.agreements.iter().map(|one| &one.terms);
                years.extend(terms.flat_map(|terms| terms.from.year()..=terms.to.year()));
            }
            SchoolingRecord::Act(one) => {
                years.insert(one.act.period.year());
            }
            _ => {}
        }
    }
    years
}

/// Figures being worked out, with the volume of all sums put in.
struct Making {
    figures: OrderFigures,
    volume: i128,
}

impl Making {
    fn department(&mut self, department: Kato) -> &mut OfDepartment {
        self.figures
            .departments
            .entry(department.region())
            .or_default()
    }

    fn put(&mut self, what: FigureOf, department: Kato, period: Period, sum: Tiyn, record: usize) {
        if period.year() != self.figures.year {
            return;
        }
        self.volume += i128::from(sum.0).abs();
        let month = usize::try_from(period.month()).unwrap_or(0);
        let months = &mut self.department(department).months;
        if let Some(line) = months.get_mut(month.wrapping_sub(1)) {
            line.of_mut(what).add(sum, record);
        }
    }

    fn money(&mut self, sorted: &Sorted<'_>) -> Option<()> {
        let year = self.figures.year;
        for (place, one) in sorted.budgets.iter().filter(|(_, one)| one.year == year) {
            self.volume += i128::from(one.amount.0).abs();
            let budget = &mut self.department(one.department).budget;
            budget.add(one.amount, *place);
        }
        for (place, one) in sorted
            .plans
            .values()
            .filter(|(_, one)| one.plan.year == year)
        {
            // One budget, whatever its money is for: both kinds of lines, each once.
            let (teaching, building) = (&one.plan.lines, &one.plan.reimbursement);
            for (period, sum) in teaching.values().chain(building.values()).flatten() {
                self.put(FigureOf::Plan, one.plan.department, *period, *sum, *place);
            }
        }
        let signed = signed(sorted);
        for (place, one) in &sorted.contracts {
            for (period, sum) in contracted(one, sorted, &signed)? {
                let department = one.contract.department;
                self.put(FigureOf::Contracted, department, period, sum, *place);
            }
        }
        for (place, one) in signed.values().flatten() {
            let act = &one.act;
            self.put(
                FigureOf::Acted,
                one.department,
                act.period,
                act.total,
                *place,
            );
        }
        for (place, one) in &sorted.payments {
            if matches!(one.payment.state, PaymentState::Paid { .. }) {
                let amount = one.payment.amount;
                self.put(FigureOf::Paid, one.department, one.period, amount, *place);
            }
        }
        Some(())
    }

    fn unpaid(&mut self, sorted: &Sorted<'_>, today: NaiveDate, terms: &OrderTerms) {
        let paid: BTreeSet<SchoolActId> = sorted
            .payments
            .iter()
            .filter(|(_, one)| matches!(one.payment.state, PaymentState::Paid { .. }))
            .map(|(_, one)| one.payment.act)
            .collect();
        let limits = terms.ageing_days.value.map(i64::from);
        for (place, one) in &sorted.acts {
            let act = &one.act;
            let SchoolActState::Signed { on, .. } = act.state else {
                continue;
            };
            if act.period.year() > self.figures.year || paid.contains(&act.id) {
                continue;
            }
            self.volume += i128::from(act.total.0).abs();
            let age = (today - on).num_days();
            let group = limits.iter().filter(|limit| age > **limit).count();
            let groups = &mut self.department(one.department).unpaid;
            if let Some(group) = groups.get_mut(group) {
                group.add(act.total, *place);
            }
        }
    }

    fn waits(&mut self, sorted: &Sorted<'_>) {
        let year = self.figures.year;
        for (place, one) in &sorted.applications {
            let day = |at: Option<crate::Moment>| at.map(legal_day);
            let first = day(one.steps.first().map(|step| step.at));
            let of_year = first.is_some_and(|day| day.year() == year);
            let before = first.is_some_and(|day| day.year() < year);
            if of_year || (before && !one.stage.is_final()) {
                let stages = &mut self.department(one.territory).stages;
                let stage = stages.entry(StageKind::from(&one.stage)).or_default();
                stage.add(Tiyn(0), *place);
            }
            let decided = matches!(
                one.stage,
                ApplicationStage::Accepted | ApplicationStage::Refused { .. }
            );
            let last = day(one.steps.last().map(|step| step.at));
            if let Some((first, last)) = first.zip(last).filter(|_| decided)
                && last.year() == year
            {
                let wait = (days(first, last), *place);
                self.department(one.territory).decided.push(wait);
            }
        }
        let signed_on: BTreeMap<SchoolActId, NaiveDate> = sorted
            .acts
            .iter()
            .filter_map(|(_, one)| match one.act.state {
                SchoolActState::Signed { on, .. } => Some((one.act.id, on)),
                _ => None,
            })
            .collect();
        for (place, one) in &sorted.payments {
            let PaymentState::Paid { on } = one.payment.state else {
                continue;
            };
            let signed = signed_on.get(&one.payment.act).copied();
            if let Some(signed) = signed.filter(|_| one.period.year() == year) {
                let wait = (days(signed, on), *place);
                self.department(one.department).paid.push(wait);
            }
        }
    }
}

/// Calendar days from one to another, none where they are the other way round.
fn days(from: NaiveDate, to: NaiveDate) -> u32 {
    u32::try_from((to - from).num_days()).unwrap_or(0)
}

/// Signed acts by contract.
type Signed<'a> = BTreeMap<SchoolContractId, Vec<At<'a, super::record::ActRecord>>>;

fn signed<'a>(sorted: &Sorted<'a>) -> Signed<'a> {
    let mut signed = Signed::new();
    for (place, one) in sorted.acts.iter().filter(|(_, one)| one.act.is_signed()) {
        signed
            .entry(one.act.contract)
            .or_default()
            .push((*place, *one));
    }
    signed
}

/// What of a contract stands in which month: see [`FigureOf::Contracted`]. `None` where a sum is
/// too large.
fn contracted(
    one: &ContractRecord,
    sorted: &Sorted<'_>,
    signed: &Signed<'_>,
) -> Option<Vec<(Period, Tiyn)>> {
    let contract = &one.contract;
    if contract.status() == ContractStatus::Terminated {
        let acts = signed.get(&contract.id).into_iter().flatten();
        return Some(
            acts.map(|(_, one)| (one.act.period, one.act.total))
                .collect(),
        );
    }
    let Some(terms) = contract.in_force() else {
        return Some(Vec::new());
    };
    let mut months = Vec::new();
    let mut next = Some(terms.from);
    while let Some(period) = next.filter(|period| *period <= terms.to) {
        months.push(period);
        next = period.plus_months(1);
    }
    let planned = |period: &Period| {
        let plan = sorted.plans.get(&(contract.department, period.year()));
        let sum = plan.map(|(_, plan)| {
            let plan = &plan.plan;
            plan.month_for(contract.school, one.money(), *period)
        });
        u64::try_from(sum.unwrap_or_default().0).unwrap_or(0)
    };
    let shares = spread(terms.amount, months.iter().map(planned).collect());
    match shares {
        Some(shares) => Some(months.into_iter().zip(shares).collect()),
        // No months: nothing stands anywhere.
        None => months.is_empty().then(Vec::new),
    }
}
