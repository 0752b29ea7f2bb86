//! What is known of a department's year: its budget, plans, contracts, acts, payments, and the
//! schools whose applications for financing were accepted.

use super::super::desk::Desk;
use baqylau_client::ui::{OrderRow, OrdersView, OrganisationRow, WaitingStep};
use baqylau_domain::calendar::Period;
use baqylau_domain::identifiers::{ApplicationId, Kato, OrganisationId, PremisesId, SchoolActId};
use baqylau_domain::money::Tiyn;
use baqylau_domain::organisation::Organisation;
use baqylau_domain::schooling::{
    ActRecord, ApplicationKind, ApplicationStage, ApprovedDistribution, Budget, ConstructionKind,
    FundingPlan, MoneyFor, Need, PaymentState, PlanRecord, SchoolActState, SchoolingRecord,
};
use baqylau_locale::{Language, Locale};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Where the figures of a need come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The distribution approved last, by its months.
    Distribution,
    /// The last act of the school.
    Act(Period),
    /// Nothing is known.
    Nothing,
    /// Somebody entered them.
    Entered,
}

/// Whose figures are asked for.
#[derive(Clone)]
pub struct Asked {
    /// Names of schools no record here is of.
    pub names: Arc<Vec<OrganisationRow>>,
    /// Region of the department.
    pub department: Kato,
    /// Year.
    pub year: i32,
    /// Language the schools are sorted in.
    pub language: Language,
}

impl PartialEq for Asked {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.names, &other.names)
            && (self.department, self.year) == (other.department, other.year)
            && self.language == other.language
    }
}

/// What is worked out once a department is opened. Every record of the order is copied for it, so
/// no frame does it over many.
pub struct Known {
    /// Asked why something isn't done.
    pub desk: Desk,
    /// The figures.
    pub figures: Figures,
}

impl Known {
    /// Works it out.
    pub fn work_out(view: &Arc<OrdersView>, asked: &Asked) -> Self {
        let mut desk = Desk::default();
        desk.about(view, None);
        let locale = Locale::new(asked.language);
        let figures = Figures::new(view, asked, &desk, &locale);
        Self { desk, figures }
    }

    /// Whether it is of a department and a year, if of records before the last.
    pub fn is_about(&self, department: Kato, year: i32) -> bool {
        self.figures.is_about(department, year)
    }
}

/// The figures.
pub struct Figures {
    view: Arc<OrdersView>,
    department: Kato,
    year: i32,
    /// Budget, where one was entered.
    pub budget: Option<Budget>,
    /// Versions of the plan, oldest first.
    pub plans: Vec<PlanRecord>,
    /// Distributions that were approved, by their terms.
    pub distributions: Vec<ApprovedDistribution>,
    /// What contracts bind, by school and what the money is for.
    pub contracted: BTreeMap<(OrganisationId, MoneyFor), Tiyn>,
    /// Sum of acts both signed.
    pub acted: Tiyn,
    /// Sum of payments that were carried out.
    pub paid: Tiyn,
    /// Schools that may take part in a distribution.
    pub accepted: BTreeSet<OrganisationId>,
    /// Schools with a building that may be reimbursed, by the application last accepted.
    pub buildings: BTreeMap<OrganisationId, (ApplicationId, ConstructionKind)>,
    /// Every school with a part in this, by its name.
    pub schools: Vec<OrganisationId>,
    organisations: BTreeMap<OrganisationId, Arc<Organisation>>,
    acts: BTreeMap<OrganisationId, ActRecord>,
    /// What the acts of a school both signed come to, and what was paid of them, in tiyn.
    moved: BTreeMap<(OrganisationId, MoneyFor), (i64, i64)>,
    money_of: BTreeMap<SchoolActId, MoneyFor>,
    /// What was asked here and the registry doesn't show yet.
    pub waiting: Vec<WaitingStep>,
}

impl Figures {
    /// Whether they are a department's of a year.
    fn is_about(&self, department: Kato, year: i32) -> bool {
        (self.department, self.year) == (department, year)
    }

    /// Gathers them.
    fn new(view: &Arc<OrdersView>, asked: &Asked, desk: &Desk, locale: &Locale) -> Self {
        let (department, year) = (asked.department, asked.year);
        let mut figures = Self {
            view: view.clone(),
            department,
            year,
            budget: None,
            plans: Vec::new(),
            distributions: Vec::new(),
            contracted: desk.book().contracted(department, year).unwrap_or_default(),
            acted: Tiyn(0),
            paid: Tiyn(0),
            accepted: BTreeSet::new(),
            buildings: BTreeMap::new(),
            schools: Vec::new(),
            organisations: BTreeMap::new(),
            acts: BTreeMap::new(),
            moved: BTreeMap::new(),
            money_of: BTreeMap::new(),
            waiting: Vec::new(),
        };
        let known = asked.names.iter().map(|row| &row.organisation);
        let known = known.map(|one| (one.id, one.clone()));
        figures.organisations.extend(known);
        for row in &view.rows {
            if let Some(school) = &row.school {
                figures.organisations.insert(school.id, school.clone());
            }
            if row.record.region() == Some(department) {
                figures.take(&row.record, &row.waiting);
            }
        }
        figures.payments();
        let of_here = |key: &str| {
            let budget = key == format!("budget:{department}/{year}");
            let distribution = key.starts_with(&format!("distribution:{department}/{year}-"));
            budget || distribution || key.starts_with(&format!("plan:{department}/{year}/"))
        };
        let new = view.new.iter().filter(|(key, _)| of_here(key));
        figures.waiting.extend(new.map(|(_, step)| step.clone()));
        figures.plans.sort_by_key(|one| one.plan.version);
        figures.distributions.sort_by_key(|one| (one.from, one.to));
        let mut schools: BTreeSet<OrganisationId> = figures.accepted.clone();
        schools.extend(figures.contracted.keys().map(|(school, _)| *school));
        schools.extend(figures.buildings.keys());
        let planned = figures.plans.iter().flat_map(|one| {
            let plan = &one.plan;
            plan.lines.keys().chain(plan.reimbursement.keys())
        });
        schools.extend(planned);
        let mut named: Vec<(String, OrganisationId)> = schools
            .into_iter()
            .map(|school| (figures.name(school, locale), school))
            .collect();
        named.sort_by(|a, b| locale.compare(&a.0, &b.0).then(a.1.cmp(&b.1)));
        figures.schools = named.into_iter().map(|(_, school)| school).collect();
        figures
    }

    fn take(&mut self, record: &SchoolingRecord, waiting: &[WaitingStep]) {
        let add = |sum: &mut Tiyn, more: Tiyn| {
            *sum = Tiyn(sum.0.saturating_add(more.0));
        };
        match record {
            SchoolingRecord::Budget(one) if one.year == self.year => {
                self.waiting.extend(waiting.iter().cloned());
                self.budget = Some(one.clone());
            }
            SchoolingRecord::Plan(one) if one.plan.year == self.year => {
                self.waiting.extend(waiting.iter().cloned());
                self.plans.push(one.clone());
            }
            SchoolingRecord::Distribution(one) if one.from.year() == self.year => {
                self.waiting.extend(waiting.iter().cloned());
                self.distributions.push(one.clone());
            }
            SchoolingRecord::Application(one)
                if one.kind == ApplicationKind::Financing
                    && one.stage == ApplicationStage::Accepted =>
            {
                self.accepted.insert(one.school);
            }
            SchoolingRecord::Application(one) if one.stage == ApplicationStage::Accepted => {
                if let ApplicationKind::Reimbursement(kind) = one.kind {
                    self.buildings.insert(one.school, (one.id, kind));
                }
            }
            SchoolingRecord::Act(one) => {
                if matches!(one.act.state, SchoolActState::Withdrawn) {
                    return;
                }
                let signed = matches!(one.act.state, SchoolActState::Signed { .. });
                self.money_of.insert(one.act.id, one.money());
                if signed && one.act.period.year() == self.year {
                    add(&mut self.acted, one.act.total);
                    let of = self.moved.entry((one.act.school, one.money())).or_default();
                    of.0 = of.0.saturating_add(one.act.total.0);
                }
                let later = |known: &ActRecord| known.act.period < one.act.period;
                // What a school needs for teaching isn't told by its building.
                let teaching = one.money() == MoneyFor::Teaching;
                if teaching && self.acts.get(&one.act.school).is_none_or(later) {
                    self.acts.insert(one.act.school, one.clone());
                }
            }
            SchoolingRecord::Payment(one)
                if one.period.year() == self.year
                    && matches!(one.payment.state, PaymentState::Paid { .. }) =>
            {
                add(&mut self.paid, one.payment.amount);
            }
            _ => {}
        }
    }

    /// Payments that were carried out, by what their acts are for.
    fn payments(&mut self) {
        let view = self.view.clone();
        for row in &view.rows {
            if let SchoolingRecord::Payment(one) = &*row.record
                && one.department == self.department
                && one.period.year() == self.year
                && matches!(one.payment.state, PaymentState::Paid { .. })
            {
                let money = self.money_of.get(&one.payment.act).copied();
                let of = (one.school, money.unwrap_or_default());
                let of = self.moved.entry(of).or_default();
                of.1 = of.1.saturating_add(one.payment.amount.0);
            }
        }
    }

    /// What the acts of a school both signed come to, and what was paid of them, in tiyn.
    pub fn moved(&self, of: (OrganisationId, MoneyFor)) -> (i64, i64) {
        self.moved.get(&of).copied().unwrap_or_default()
    }

    /// The records they were gathered from.
    pub fn rows(&self) -> &[OrderRow] {
        &self.view.rows
    }

    /// The plan in force.
    pub fn in_force(&self) -> Option<&FundingPlan> {
        self.plans.last().map(|one| &one.plan)
    }

    /// The name of a school; its identity where it isn't known here.
    pub fn name(&self, school: OrganisationId, locale: &Locale) -> String {
        let known = self.organisations.get(&school);
        known.map_or_else(
            || school.to_string(),
            |one| crate::cx::pick(locale.language(), &one.name).to_owned(),
        )
    }

    /// What a school needs in a term, by what is known: the distribution approved last, brought to
    /// so many months; else its last act, the pupils above the places of its buildings being those
    /// beyond the first shift.
    pub fn need(&self, school: OrganisationId, from: Period, to: Period) -> (Need, Origin) {
        let months = i64::from(to.months_since(from).max(0)) + 1;
        let distributed = self.distributions.iter().rev().find_map(|one| {
            let need = one.needs.iter().find(|need| need.school == school)?;
            Some((need, i64::from(one.to.months_since(one.from)) + 1))
        });
        if let Some((need, of)) = distributed {
            let need = Need {
                first_shift: part(need.first_shift, months, of),
                others: part(need.others, months, of),
                ..*need
            };
            return (need, Origin::Distribution);
        }
        let nothing = Need {
            school,
            first_shift: Tiyn(0),
            others: Tiyn(0),
            pupils_beyond: 0,
            pupils: 0,
        };
        let Some(act) = self.acts.get(&school) else {
            return (nothing, Origin::Nothing);
        };
        let quantities = act.act.lines.iter().map(|line| line.line.quantity);
        let pupils = quantities.fold(0_u32, u32::saturating_add);
        let beyond = self
            .places(school)
            .map_or(0, |places| pupils.saturating_sub(places));
        let whole = part(act.act.total, months, 1);
        let others = if beyond == 0 {
            Tiyn(0)
        } else {
            part(whole, i64::from(beyond), i64::from(pupils))
        };
        let need = Need {
            first_shift: Tiyn(whole.0.saturating_sub(others.0)),
            others,
            pupils_beyond: if others.0 == 0 { 0 } else { beyond },
            pupils,
            ..nothing
        };
        (need, Origin::Act(act.act.period))
    }

    /// Every organisation of the department's region that is known here.
    pub fn known(&self) -> impl Iterator<Item = &Arc<Organisation>> {
        let all = self.organisations.values();
        all.filter(|one| one.territory.region() == self.department.region())
    }

    /// Places of all buildings of a school by design, where every one of them is known.
    pub fn places(&self, school: OrganisationId) -> Option<u32> {
        let mut places = self
            .organisations
            .get(&school)?
            .premises
            .iter()
            .map(|place| place.capacity);
        let places = places.try_fold(0_u32, |sum, one| Some(sum.saturating_add(one?)));
        places.filter(|places| *places > 0)
    }

    /// БИН of a school; empty where it isn't known here.
    pub fn bin(&self, school: OrganisationId) -> &str {
        let known = self.organisations.get(&school);
        known.map_or("", |one| one.bin.as_text().trim())
    }

    /// The records these figures are of.
    pub fn view(&self) -> &Arc<OrdersView> {
        &self.view
    }

    /// The only building of a school, with its places: what a schedule is for.
    pub fn building(&self, school: OrganisationId) -> Option<(PremisesId, u32)> {
        match self.organisations.get(&school)?.premises.as_slice() {
            [only] => Some((only.id, only.capacity?)),
            _ => None,
        }
    }

    /// What is planned outside a term, and for buildings: not to be distributed again.
    pub fn planned_outside(&self, from: Period, to: Period) -> Tiyn {
        let lines = self
            .in_force()
            .into_iter()
            .flat_map(|plan| plan.lines.values());
        let months = lines.flatten();
        let outside = months.filter(|(month, _)| **month < from || **month > to);
        let teaching = outside.fold(0_i64, |sum, (_, one)| sum.saturating_add(one.0));
        let buildings = self.in_force().into_iter();
        let buildings = buildings.flat_map(|plan| plan.reimbursement.values().flatten());
        Tiyn(buildings.fold(teaching, |sum, (_, one)| sum.saturating_add(one.0)))
    }
}

/// A sum times months, divided by those it was for.
fn part(sum: Tiyn, times: i64, of: i64) -> Tiyn {
    let whole = i128::from(sum.0) * i128::from(times) / i128::from(of.max(1));
    Tiyn(i64::try_from(whole).unwrap_or(i64::MAX))
}
