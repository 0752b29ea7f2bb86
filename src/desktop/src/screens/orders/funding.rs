//! The money of a department's year: its budget, how it is distributed between schools, the plan by
//! months. What is written and isn't approved yet is kept as a draft. Whoever sees the whole country
//! begins at the register of departments.

mod behind;
mod budget;
pub mod departments;
mod distribute;
mod draft;
mod figures;
mod lines;
mod loading;
mod need;
pub mod plan;
mod plan_school;
mod plan_table;
mod template;
mod versions;
mod what_if;

use super::super::{escaped, head};
use super::ask::{self, Ask};
use super::desk::{self, Desk};
use super::reckon::Reckoner;
use super::{pane, words};
use crate::cx::{Cx, Post};
use crate::dialogs::Sheet;
use crate::register::{Face, Register, Source};
use baqylau_client::ui::{Command, OrdersView, OrganisationFilter};
use baqylau_domain::identifiers::Kato;
use baqylau_domain::people::AccountRole;
use baqylau_widgets::tabs::{Tab, tabs};
use baqylau_widgets::{Icon, Notice, PageHeader, progress, split};
use chrono::Datelike;
use departments::{Departments, DepartmentsPart, passport};
use draft::Keeper;
use figures::{Asked, Figures, Known};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

/// The tabs of a department.
const TABS: [&str; 3] = [
    "funding-tab-budget",
    "funding-tab-distribution",
    "funding-tab-plan",
];

/// The place of the plan among [`TABS`].
const PLAN: usize = 2;

/// Width of the passport of a department beside its plan, in points.
const PASSPORT: f32 = 304.0;

/// View state.
#[derive(Default)]
pub struct Funding {
    /// The register of departments.
    pub departments: DepartmentsPart,
    /// A department is looked at, not the register of all.
    within: bool,
    /// The passport of the department stands beside its plan.
    passport: bool,
    department: Option<Kato>,
    year: Option<i32>,
    part: usize,
    asking: Option<Ask>,
    keeper: Keeper,
    known: Reckoner<Asked, Known>,
    distribution: distribute::Distribute,
    /// The plan.
    pub plan: plan::PlanPart,
    /// The figure whose list is seen.
    behind: Option<behind::What>,
    /// Organisations were asked for: names of schools no record here is of.
    names_asked: bool,
}

/// What is being looked at.
#[derive(Clone, Copy)]
pub struct Here<'a> {
    /// Region of the department.
    pub department: Kato,
    /// Year.
    pub year: i32,
    /// What is known of it.
    pub figures: &'a Figures,
    /// Asked why something isn't done.
    pub desk: &'a Desk,
    /// Whether the signed-in person is of a department; others read.
    pub writes: bool,
}

impl Funding {
    /// Shows it.
    pub fn show(&mut self, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        self.keeper.read(cx);
        let Some(view) = cx.model.orders.value().cloned() else {
            self.nothing_yet(cx, ui);
            return;
        };
        if cx.model.organisations.value().is_none() && !self.names_asked {
            self.names_asked = true;
            let filter = OrganisationFilter {
                language: cx.locale.language(),
                ..OrganisationFilter::default()
            };
            cx.post.send(Command::LoadOrganisations { filter });
        }
        let names = cx.model.organisations.value();
        let names = names.map(|(_, rows)| rows.clone()).unwrap_or_default();
        let all = match is_national(cx) {
            true => {
                let year = self.year.unwrap_or_else(|| cx.model.today().year());
                let all = self.departments.of(&view, year, cx, ui.ctx());
                let Some(all) = all else {
                    self.nothing_yet(cx, ui);
                    return;
                };
                if !self.within {
                    self.register(&all, cx, ui);
                    return;
                }
                Some(all)
            }
            false => None,
        };
        let departments = match &all {
            Some(all) => all.all().iter().map(|one| one.department).collect(),
            None => departments(&view, cx),
        };
        let chosen = self.department.filter(|one| departments.contains(one));
        // One that has begun tells more than the first of the list.
        let begun = all.as_ref().and_then(|all| {
            let mut rows = all.all().iter();
            rows.find(|one| one.changed.is_some())
                .map(|one| one.department)
        });
        let first = begun.or_else(|| departments.first().copied());
        let Some(department) = chosen.or(first) else {
            let name = cx.t("funding-title");
            head(ui, |ui| {
                PageHeader::new(&name).show(ui, |_| {});
                self.tabs(all.is_some(), cx, ui);
            });
            let (title, detail) = (cx.t("funding-empty"), cx.t("funding-empty-detail"));
            Notice::empty(&title, &detail).icon(Icon::Coins).show(ui);
            return;
        };
        let years = match &all {
            Some(all) => all.years.clone(),
            None => years(&view, department, cx),
        };
        let year = self.year.filter(|year| years.contains(year));
        let year = year.unwrap_or_else(|| cx.model.today().year());
        self.department = Some(department);
        self.year = Some(year);
        let asked = Asked {
            names,
            department,
            year,
            language: cx.locale.language(),
        };
        let known = self.known.answer(ui.ctx(), &view, &asked, Known::work_out);
        // What was known before the last records stays until the new is; another department's doesn't.
        let known = known.filter(|known| known.is_about(department, year));
        let national = all.is_some();
        let figures = known.as_ref().map(|known| &known.figures);
        head(ui, |ui| {
            self.head(&departments, &years, national, figures, cx, ui);
        });
        if let Some(all) = &all {
            self.show_passport(all, department, cx, ui);
        }
        let Some(known) = known else {
            progress::skeleton(ui, 12);
            return;
        };
        let Known { desk, figures } = &*known;
        let Self {
            part,
            asking,
            keeper,
            distribution,
            plan,
            behind,
            ..
        } = self;
        let here = Here {
            department,
            year,
            figures,
            desk,
            writes: desk::role(cx) == Some(AccountRole::EducationOfficer),
        };
        let draft = keeper.of(department, year);
        match part {
            0 => {
                if let Some(what) = budget::show(here, draft, asking, cx, ui) {
                    *behind = Some(what);
                }
                match behind.map(|what| behind::show(what, here, cx, ui.ctx())) {
                    None | Some(behind::Became::Open) => {}
                    Some(behind::Became::Closed) => *behind = None,
                    Some(behind::Became::School(school)) => {
                        *behind = None;
                        *part = PLAN;
                        plan.look_at(None);
                        plan.open(school);
                    }
                }
            }
            1 => {
                if distribution.show(here, draft, asking, cx, ui) {
                    *part = 2;
                }
            }
            _ => plan.show(here, draft, asking, cx, ui),
        }
        keeper.keep(cx, ui.ctx());
        ask::show(&mut self.asking, cx, ui.ctx());
    }

    /// A file of needs was chosen.
    pub fn needs_chosen(&mut self, path: PathBuf, post: &mut Post) {
        self.distribution.needs_chosen(path, post);
    }

    /// The place of a file to be filled in was chosen.
    pub fn needs_template_to(&mut self, sheet: Sheet, path: PathBuf) {
        self.distribution.template.chosen(sheet, path);
    }

    /// Nothing was told yet, or it is being worked out.
    fn nothing_yet(&self, cx: &Cx<'_>, ui: &mut egui::Ui) {
        let name = cx.t("funding-title");
        head(ui, |ui| {
            PageHeader::new(&name).show(ui, |_| {});
        });
        progress::skeleton(ui, 12);
    }

    /// The register of departments; opening one leads to its plan.
    fn register(&mut self, all: &Arc<Departments>, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        let mut year = all.year;
        head(ui, |ui| {
            self.departments.head(all, &mut year, cx, ui);
            self.tabs(true, cx, ui);
            self.departments.tools(cx, ui);
        });
        if year != all.year {
            self.year = Some(year);
        }
        if let Some(department) = self.departments.show(all, cx, ui) {
            self.department = Some(department);
            self.within = true;
            self.passport = true;
            self.part = PLAN;
            self.plan.look_at(None);
        }
    }

    /// The passport of the department, beside its plan and in no school's way.
    fn show_passport(
        &mut self,
        all: &Departments,
        department: Kato,
        cx: &Cx<'_>,
        ui: &mut egui::Ui,
    ) {
        let wanted = self.passport && self.part == PLAN && !self.plan.is_school_opened();
        let Some(one) = all.of(department).filter(|_| wanted) else {
            return;
        };
        let pressed = split::detail(ui, "funding-passport", PASSPORT, |ui| {
            passport::show(all, one, cx, ui)
        });
        match pressed {
            Some(passport::Pressed::Differences(version)) => self.plan.look_at(Some(version)),
            Some(passport::Pressed::Close) => self.passport = false,
            None if escaped(ui) => self.passport = false,
            None => {}
        }
    }

    /// The tabs: those of a department, after the register for whoever sees the country.
    fn tabs(&mut self, national: bool, cx: &Cx<'_>, ui: &mut egui::Ui) {
        let names = national.then_some("funding-tab-departments");
        let names: Vec<String> = names.into_iter().chain(TABS).map(|key| cx.t(key)).collect();
        let list: Vec<Tab<'_>> = names.iter().map(|name| Tab::new(name)).collect();
        let before = usize::from(national);
        let mut chosen = match national && !self.within {
            true => 0,
            false => self.part + before,
        };
        if tabs(ui, &mut chosen, &list) {
            self.within = chosen >= before;
            self.part = chosen.checked_sub(before).unwrap_or(self.part);
        }
    }

    fn head(
        &mut self,
        departments: &BTreeSet<Kato>,
        years: &BTreeSet<i32>,
        national: bool,
        figures: Option<&Figures>,
        cx: &mut Cx<'_>,
        ui: &mut egui::Ui,
    ) {
        let (Some(department), Some(year)) = (self.department, self.year) else {
            return;
        };
        let name = cx.t("funding-title");
        let kept = match self.keeper.is_kept(department, year) {
            None => String::new(),
            Some(true) => cx.t("funding-draft-kept"),
            Some(false) => cx.t("funding-draft-keeping"),
        };
        let region = words::region(department, cx.locale);
        let subtitle = if kept.is_empty() {
            region
        } else {
            format!("{region} · {kept}")
        };
        PageHeader::new(&name).subtitle(&subtitle).show(ui, |ui| {
            let mut chosen = year;
            departments::year_field(years, &mut chosen, cx, ui);
            self.year = Some(chosen);
            if departments.len() > 1 {
                let label = cx.t("funding-department");
                let names = departments.iter();
                let names: Vec<String> = names.map(|one| words::region(*one, cx.locale)).collect();
                let mut place = departments.iter().position(|one| *one == department);
                departments::head_select(&label, 220.0, &mut place, &names, ui);
                let chosen = place.and_then(|place| departments.iter().nth(place));
                self.department = chosen.copied();
            }
        });
        self.tabs(national, cx, ui);
        if let Some(figures) = figures {
            pane::waiting(&figures.waiting, cx, ui);
        }
    }
}

/// The rows of a register, or that they are being found, or that none was; the row somebody opened,
/// with the source it is a row of.
fn rows<S: Source>(
    register: &mut Register<S>,
    name: &str,
    looks: &dyn Face<S>,
    lines: usize,
    cx: &mut Cx<'_>,
    ui: &mut egui::Ui,
) -> Option<(Arc<S>, usize)> {
    let mut opened = None;
    match register.found().map(|found| found.totals.rows) {
        None => progress::skeleton(ui, lines),
        Some(0) => {
            let (title, detail) = (
                cx.t("panel-nothing-found"),
                cx.t("panel-nothing-found-detail"),
            );
            Notice::empty(&title, &detail).icon(Icon::Coins).show(ui);
        }
        Some(_) => {
            let shown = register.found().map(|found| found.source.clone());
            let row = register.show(cx, ui, name, looks);
            opened = shown.zip(row);
        }
    }
    register.dialogs(cx, ui.ctx());
    opened
}

/// Whether the signed-in person sees the departments of the whole country.
fn is_national(cx: &Cx<'_>) -> bool {
    use AccountRole::{FinancialCentre, Observer};
    let person = cx.model.person();
    person.is_some_and(|person| {
        person.territory.is_none() && matches!(person.role, FinancialCentre | Observer)
    })
}

/// Departments there is something of, and the person's own.
fn departments(view: &OrdersView, cx: &Cx<'_>) -> BTreeSet<Kato> {
    let own = cx.model.person().and_then(|person| person.territory);
    let own = own.map(|territory| territory.region());
    if desk::role(cx) == Some(AccountRole::EducationOfficer) && own.is_some() {
        return own.into_iter().collect();
    }
    let rows = view.rows.iter();
    rows.filter_map(|row| row.record.region())
        .chain(own)
        .collect()
}

/// Years there is something of, this one and the next.
fn years(view: &OrdersView, department: Kato, cx: &Cx<'_>) -> BTreeSet<i32> {
    use baqylau_domain::schooling::SchoolingRecord as R;
    let of = |record: &R| match record {
        R::Budget(one) => Some(one.year),
        R::Plan(one) => Some(one.plan.year),
        R::Distribution(one) => Some(one.from.year()),
        _ => None,
    };
    let rows = view.rows.iter();
    let known = rows.filter(|row| row.record.region() == Some(department));
    let today = cx.model.today().year();
    known
        .filter_map(|row| of(&row.record))
        .chain([today, today + 1])
        .collect()
}
