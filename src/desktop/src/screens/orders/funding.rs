//! The money of a department's year: its budget, how it is distributed between schools, the plan by
//! months. What is written and isn't approved yet is kept as a draft.

mod budget;
mod distribute;
mod draft;
mod figures;
mod lines;
mod loading;
mod need;
mod plan;
mod plan_school;
mod template;
mod what_if;

use super::super::head;
use super::ask::{self, Ask};
use super::desk::{self, Desk};
use super::{pane, words};
use crate::cx::{Cx, Post};
use crate::dialogs::Sheet;
use baqylau_client::ui::{Command, OrdersView, OrganisationFilter};
use baqylau_domain::identifiers::Kato;
use baqylau_domain::people::AccountRole;
use baqylau_widgets::tabs::{Tab, tabs};
use baqylau_widgets::{Field, Icon, Notice, PageHeader, progress};
use chrono::Datelike;
use draft::Keeper;
use figures::Figures;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// View state.
#[derive(Default)]
pub struct Funding {
    department: Option<Kato>,
    year: Option<i32>,
    part: usize,
    desk: Desk,
    asking: Option<Ask>,
    keeper: Keeper,
    figures: Option<Figures>,
    distribution: distribute::Distribute,
    plan: plan::PlanPart,
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
            let name = cx.t("funding-title");
            head(ui, |ui| {
                PageHeader::new(&name).show(ui, |_| {});
            });
            progress::skeleton(ui, 12);
            return;
        };
        self.desk.about(&view, None);
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
        let departments = departments(&view, cx);
        let chosen = self.department.filter(|one| departments.contains(one));
        let Some(department) = chosen.or_else(|| departments.first().copied()) else {
            let name = cx.t("funding-title");
            head(ui, |ui| {
                PageHeader::new(&name).show(ui, |_| {});
            });
            let (title, detail) = (cx.t("funding-empty"), cx.t("funding-empty-detail"));
            Notice::empty(&title, &detail).icon(Icon::Coins).show(ui);
            return;
        };
        let years = years(&view, department, cx);
        let year = self.year.filter(|year| years.contains(year));
        let year = year.unwrap_or_else(|| cx.model.today().year());
        self.department = Some(department);
        self.year = Some(year);
        let language = cx.locale.language();
        let is_of = |one: &Figures| one.is_of((&view, &names), (department, year), language);
        if !self.figures.as_ref().is_some_and(is_of) {
            let of = (department, year);
            self.figures = Some(Figures::new((&view, &names), of, &self.desk, cx.locale));
        }
        head(ui, |ui| self.head(&departments, &years, cx, ui));
        let Self {
            part,
            desk,
            asking,
            keeper,
            figures: Some(figures),
            distribution,
            plan,
            ..
        } = self
        else {
            return;
        };
        let here = Here {
            department,
            year,
            figures,
            desk,
            writes: desk::role(cx) == Some(AccountRole::EducationOfficer),
        };
        let draft = keeper.of(department, year);
        match part {
            0 => budget::show(here, draft, asking, cx, ui),
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

    fn head(
        &mut self,
        departments: &BTreeSet<Kato>,
        years: &BTreeSet<i32>,
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
            let label = cx.t("funding-year");
            let names: Vec<String> = years.iter().map(i32::to_string).collect();
            let mut place = years.iter().position(|one| *one == year);
            Field::new(&label)
                .hidden_label()
                .width(96.0)
                .select(ui, &mut place, &names);
            self.year = place.and_then(|place| years.iter().nth(place)).copied();
            if departments.len() > 1 {
                let label = cx.t("funding-department");
                let names = departments.iter();
                let names: Vec<String> = names.map(|one| words::region(*one, cx.locale)).collect();
                let mut place = departments.iter().position(|one| *one == department);
                Field::new(&label)
                    .hidden_label()
                    .width(220.0)
                    .select(ui, &mut place, &names);
                let chosen = place.and_then(|place| departments.iter().nth(place));
                self.department = chosen.copied();
            }
        });
        let names = [
            "funding-tab-budget",
            "funding-tab-distribution",
            "funding-tab-plan",
        ];
        let names = names.map(|key| cx.t(key));
        let list = [&names[0], &names[1], &names[2]].map(|name| Tab::new(name));
        tabs(ui, &mut self.part, &list);
        if let Some(figures) = &self.figures {
            pane::waiting(&figures.waiting, cx, ui);
        }
    }
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
