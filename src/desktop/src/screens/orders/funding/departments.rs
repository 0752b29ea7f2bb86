//! The register of education departments, for whoever sees the whole country: how far each is with
//! the year's money, also those that haven't begun. Opening one opens its plan with its passport.

pub mod passport;
mod table;

use super::super::reckon::Reckoner;
use crate::cx::Cx;
use crate::register::Register;
use baqylau_client::ui::OrdersView;
use baqylau_domain::identifiers::Kato;
use baqylau_widgets::{Field, Notice, PageHeader, SearchField, tag};
use chrono::NaiveDate;
use std::collections::BTreeSet;
use std::sync::Arc;
pub use table::Departments;
use table::{LATE, Looks, STAGE, STAGES, WAITS, WORDS, at_first};

/// The name its views are saved under.
const REGISTER: &str = "order-departments";

/// What is asked of the records.
#[derive(Clone, PartialEq)]
pub struct Question {
    /// Year.
    pub year: i32,
    /// Day.
    pub today: NaiveDate,
}

/// View state.
pub struct DepartmentsPart {
    /// The register.
    pub register: Register<Departments>,
    reckoner: Reckoner<Question, Departments>,
    search: String,
}

impl Default for DepartmentsPart {
    fn default() -> Self {
        Self {
            register: Register::new(REGISTER, "name"),
            reckoner: Reckoner::default(),
            search: String::new(),
        }
    }
}

impl DepartmentsPart {
    /// The departments in a year; none while they are worked out for the first time.
    pub fn of(
        &mut self,
        view: &Arc<OrdersView>,
        year: i32,
        cx: &Cx<'_>,
        ctx: &egui::Context,
    ) -> Option<Arc<Departments>> {
        let today = cx.model.today();
        let question = Question { year, today };
        self.reckoner
            .answer(ctx, view, &question, Departments::work_out)
    }

    /// Title, year, search; the tabs come under it.
    pub fn head(
        &mut self,
        source: &Arc<Departments>,
        year: &mut i32,
        cx: &mut Cx<'_>,
        ui: &mut egui::Ui,
    ) {
        let seen = at_first(ui.available_width());
        self.register.refresh(cx, ui.ctx(), source, seen);
        let count = self.register.found().map_or(0, |found| found.totals.rows);
        let subtitle = cx.f("departments-count", &[("count", count.into())]);
        let name = cx.t("funding-title");
        PageHeader::new(&name).subtitle(&subtitle).show(ui, |ui| {
            year_field(&source.years, year, cx, ui);
            let hint = cx.t("departments-find");
            SearchField::new(&hint)
                .width(220.0)
                .bordered()
                .show(ui, &mut self.search);
        });
        self.register.take_search(WORDS, &mut self.search);
    }

    /// Filters one click away, and the buttons of the register.
    pub fn tools(&mut self, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        let name = cx.t("departments-name");
        ui.horizontal_wrapped(|ui| {
            for (code, _) in STAGES {
                let words = cx.t(&format!("departments-stage-{code}"));
                self.pill(STAGE, code, &words, ui);
            }
            self.pill(WAITS, "yes", &cx.t("departments-waits"), ui);
            self.pill(LATE, "yes", &cx.t("departments-is-late"), ui);
            ui.add_space(8.0);
            self.register.buttons(cx, ui, &name);
        });
        self.register.strips(cx, ui);
    }

    fn pill(&mut self, column: &str, code: &str, words: &str, ui: &mut egui::Ui) {
        let chosen = self.register.is_only(column, code);
        if tag::pill(ui, chosen, words).clicked() {
            self.register.toggle(column, code);
        }
    }

    /// Shows the register; the department somebody opened.
    pub fn show(
        &mut self,
        source: &Departments,
        cx: &mut Cx<'_>,
        ui: &mut egui::Ui,
    ) -> Option<Kato> {
        if source.rows.is_none() {
            let (title, detail) = (cx.t("board-too-large"), cx.t("board-too-large-detail"));
            Notice::error(&title, &detail).show(ui);
            return None;
        }
        let name = cx.t("departments-name");
        let looks = Looks(cx.locale);
        let (all, row) = super::rows(&mut self.register, &name, &looks, 12, cx, ui)?;
        all.all().get(row).map(|one| one.department)
    }
}

/// The choice of the year, in the head of a page.
pub fn year_field(years: &BTreeSet<i32>, year: &mut i32, cx: &Cx<'_>, ui: &mut egui::Ui) {
    let names: Vec<String> = years.iter().map(i32::to_string).collect();
    let mut place = years.iter().position(|one| one == year);
    head_select(&cx.t("funding-year"), 96.0, &mut place, &names, ui);
    let chosen = place.and_then(|place| years.iter().nth(place));
    *year = chosen.copied().unwrap_or(*year);
}

/// A choice in the head of a page, in the middle of its line.
pub fn head_select(
    label: &str,
    width: f32,
    place: &mut Option<usize>,
    names: &[String],
    ui: &mut egui::Ui,
) {
    let layout = egui::Layout::top_down(egui::Align::Min);
    ui.allocate_ui_with_layout(egui::vec2(width, 32.0), layout, |ui| {
        Field::new(label)
            .hidden_label()
            .width(width)
            .select(ui, place, names);
    });
}
