//! Education departments beside each other: how far each is in a year, from its budget to payment,
//! and what of it waits for the financial centre. Money is that of [`OrderFigures`], late months
//! those of [`unsent`], so a department says the same here as on the board.

use super::book::OrderRules;
use super::figures::{Figure, FigureOf, OrderFigures, OrderLine};
use super::mandate::Principal;
use super::payment::RegisterState;
use super::record::SchoolingRecord;
use super::worklist::{Around, changed, unsent};
use crate::Moment;
use crate::calendar::WorkingCalendar;
use crate::identifiers::Kato;
use crate::money::Tiyn;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// How far the plan of a department is in a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlanningStage {
    /// Neither budget nor plan.
    NoBudget,
    /// A budget without a plan.
    NoPlan,
    /// A plan is in force.
    InForce,
}

impl PlanningStage {
    /// All of them, in the order a department takes.
    pub const ALL: [Self; 3] = [Self::NoBudget, Self::NoPlan, Self::InForce];

    /// Its name, in words joined by hyphens.
    pub fn code(self) -> &'static str {
        match self {
            Self::NoBudget => "no-budget",
            Self::NoPlan => "no-plan",
            Self::InForce => "in-force",
        }
    }
}

/// Where a consolidated register is, without what it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RegisterStanding {
    /// It is put together.
    Open,
    /// It waits for the financial centre.
    Sent,
    /// Accepted.
    Accepted,
    /// Sent back.
    Returned,
}

impl RegisterStanding {
    /// All of them, in the order a register takes.
    pub const ALL: [Self; 4] = [Self::Open, Self::Sent, Self::Accepted, Self::Returned];

    /// Its name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Sent => "sent",
            Self::Accepted => "accepted",
            Self::Returned => "returned",
        }
    }
}

impl From<&RegisterState> for RegisterStanding {
    fn from(state: &RegisterState) -> Self {
        match state {
            RegisterState::Open => Self::Open,
            RegisterState::Sent { .. } => Self::Sent,
            RegisterState::Accepted => Self::Accepted,
            RegisterState::Returned { .. } => Self::Returned,
        }
    }
}

/// A version of a department's plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlanVersion {
    /// Version, from 1.
    pub version: u32,
    /// When it was approved; none of a record without steps.
    pub approved: Option<Moment>,
    /// The sum of its lines.
    pub total: Tiyn,
}

/// A department in a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DepartmentYear {
    /// Its region.
    pub department: Kato,
    /// Its budget of the year; without records where none was entered.
    pub budget: Figure,
    /// Versions of its plan, oldest first: the last is in force.
    pub versions: Vec<PlanVersion>,
    /// Planned, contracted, acted and paid of the year.
    pub money: OrderLine,
    /// What of the plan isn't paid yet; below nought where more was paid than planned.
    pub left: Tiyn,
    /// Months whose act is late today: of the year and of earlier ones.
    pub late: usize,
    /// The last step of any of its records, whatever year they are of.
    pub changed: Option<Moment>,
    /// Mandates for it that count today, by their places among the records that were given.
    pub mandates: Vec<usize>,
    registers: BTreeMap<RegisterStanding, Figure>,
}

impl DepartmentYear {
    fn new(department: Kato, figures: &OrderFigures) -> Self {
        let money = figures.whole(Some(department));
        let sum = |what| money.of(what).sum.0;
        // Both are parts of a whole that fits ([`OrderFigures::of`]).
        let left = sum(FigureOf::Plan).saturating_sub(sum(FigureOf::Paid));
        Self {
            department,
            budget: figures.budget(Some(department)),
            versions: Vec::new(),
            money,
            left: Tiyn(left),
            late: 0,
            changed: None,
            mandates: Vec::new(),
            registers: BTreeMap::new(),
        }
    }

    /// How far its plan is.
    pub fn stage(&self) -> PlanningStage {
        match (self.in_force(), self.budget.records.is_empty()) {
            (Some(_), _) => PlanningStage::InForce,
            (None, false) => PlanningStage::NoPlan,
            (None, true) => PlanningStage::NoBudget,
        }
    }

    /// The version in force.
    pub fn in_force(&self) -> Option<&PlanVersion> {
        self.versions.last()
    }

    /// Its registers of a standing, of whatever year, with their sum as it is signed; none where
    /// there are none.
    pub fn registers(&self, standing: RegisterStanding) -> Option<&Figure> {
        self.registers.get(&standing)
    }

    /// How many of its registers wait for the financial centre.
    pub fn waiting(&self) -> usize {
        let sent = self.registers(RegisterStanding::Sent);
        sent.map_or(0, |figure| figure.records.len())
    }
}

/// Every department there are records of, and every one of `known` even without any, by region.
/// `None` where a sum is too large to be one.
pub fn departments(
    records: &[&SchoolingRecord],
    known: impl IntoIterator<Item = Kato>,
    year: i32,
    today: NaiveDate,
    calendar: &WorkingCalendar,
    rules: &OrderRules,
) -> Option<Vec<DepartmentYear>> {
    let all = || records.iter().copied();
    let figures = OrderFigures::of(all(), year, today, &rules.terms)?;
    let mut regions: BTreeSet<Kato> = known.into_iter().map(Kato::region).collect();
    regions.extend(all().filter_map(SchoolingRecord::region).map(Kato::region));
    let mut found: BTreeMap<Kato, DepartmentYear> = regions
        .into_iter()
        .map(|region| (region, DepartmentYear::new(region, &figures)))
        .collect();
    for (place, record) in all().enumerate() {
        let region = record.region().map(Kato::region);
        let Some(one) = region.and_then(|region| found.get_mut(&region)) else {
            continue;
        };
        one.changed = one.changed.max(changed(record));
        match record {
            SchoolingRecord::Plan(plan) if plan.plan.year == year => {
                one.versions.push(PlanVersion {
                    version: plan.plan.version,
                    approved: changed(record),
                    total: plan.plan.total()?,
                });
            }
            SchoolingRecord::Register(register) => {
                let standing = RegisterStanding::from(&register.register.state);
                let figure = one.registers.entry(standing).or_default();
                figure.sum = figure.sum.plus(register.register.total()?)?;
                figure.records.push(place);
            }
            SchoolingRecord::Mandate(mandate)
                if matches!(mandate.principal, Principal::Department(_))
                    && mandate.counts(today) =>
            {
                one.mandates.push(place);
            }
            _ => {}
        }
    }
    // How many are late doesn't depend on why.
    let around = Around::default();
    for one in unsent(all(), None, today, calendar, rules, &around) {
        let department = found.get_mut(&one.department.region());
        if let Some(department) = department
            && one.late > 0
            && one.period.year() <= year
        {
            department.late += 1;
        }
    }
    let mut found: Vec<DepartmentYear> = found.into_values().collect();
    for one in &mut found {
        one.versions.sort_by_key(|version| version.version);
    }
    Some(found)
}
