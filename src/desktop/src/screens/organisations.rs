//! Register of organisations: search, filters, order, totals, views, checks for those chosen.

mod table;

pub use table::{capacity, decision_words, licence_to_show, telling_end};

use super::head;
use crate::cx::{Cx, pick};
use crate::dialogs::Sheet;
use crate::place::Place;
use crate::register::Register;
use crate::words;
use baqylau_client::ui::{Command, OrganisationFilter, OrganisationRow};
use baqylau_domain::identifiers::OrganisationId;
use baqylau_domain::people::AccountRole;
use baqylau_domain::visit::plans_visits;
use baqylau_widgets::{
    Answer, Button, Icon, Modal, Notice, PageHeader, SearchField, progress, tag, text,
};
use std::path::PathBuf;
use std::sync::Arc;
use table::{
    ANOMALIES, ANOMALOUS, CAPACITY, KIND, KINDS, LEARNERS, LIGHT, LIGHTS, Looks, PERMITTED,
    STOPPED, TEACHERS, WORDS,
};

/// The name its views are saved under.
pub const REGISTER: &str = "organisations";

/// Organisations named before a run of checks; the rest are counted.
const NAMED: usize = 8;

/// View state.
pub struct Organisations {
    search: String,
    register: Register<table::Organisations>,
    /// The rows as they came, and as the register reads them.
    source: Option<Arc<table::Organisations>>,
    /// Organisations whose checks are to be run, while that is being asked.
    asking: Option<Vec<(OrganisationId, String)>>,
}

impl Default for Organisations {
    fn default() -> Self {
        Self {
            search: String::new(),
            register: Register::new(REGISTER, "name"),
            source: None,
            asking: None,
        }
    }
}

/// What is seen at first: where there is little room, only states. Offices of the state order of
/// schools see how many learn there and how many may.
fn at_first(width: f32, of_schools: bool) -> &'static [&'static str] {
    if of_schools && width < 1400.0 {
        &[
            "name", "licence", LEARNERS, PERMITTED, CAPACITY, TEACHERS, ANOMALIES, "stops",
        ]
    } else if of_schools {
        &[
            "name", "bin", "district", "licence", LEARNERS, PERMITTED, CAPACITY, TEACHERS,
            ANOMALIES, "stops", "payment", LIGHT,
        ]
    } else if width < 1400.0 {
        &[
            "name", "bin", "licence", "payment", LIGHT, "stops", "points",
        ]
    } else {
        &[
            "name", "bin", "address", "number", "licence", "payment", LIGHT, "stops", "points",
        ]
    }
}

/// Whether whoever looks has to do with the state order of schools.
fn of_schools(cx: &Cx<'_>) -> bool {
    let role = cx.model.person().map(|person| person.role);
    matches!(
        role,
        Some(AccountRole::EducationOfficer | AccountRole::FinancialCentre)
    )
}

impl Organisations {
    /// What is asked of the client: everything, for the register searches and orders itself.
    pub fn filter(&self, language: baqylau_locale::Language) -> OrganisationFilter {
        OrganisationFilter {
            language,
            ..OrganisationFilter::default()
        }
    }

    /// The place of a file was chosen.
    pub fn file_chosen(&mut self, sheet: Option<Sheet>, path: PathBuf) {
        self.register.file_chosen(sheet, path);
    }

    fn take_rows(&mut self, rows: &Arc<Vec<OrganisationRow>>) -> Arc<table::Organisations> {
        let same = |source: &&Arc<table::Organisations>| Arc::ptr_eq(&source.0, rows);
        if let Some(source) = self.source.as_ref().filter(same) {
            return source.clone();
        }
        let source = Arc::new(table::Organisations(rows.clone()));
        self.source = Some(source.clone());
        source
    }

    /// Shows the register.
    pub fn show(&mut self, mut cx: Cx<'_>, ui: &mut egui::Ui) {
        let cx = &mut cx;
        let rows = cx.model.organisations.value().map(|(_, rows)| rows.clone());
        if let Some(rows) = &rows {
            let source = self.take_rows(rows);
            let seen = at_first(ui.available_width(), of_schools(cx));
            self.register.refresh(cx, ui.ctx(), &source, seen);
        }
        let name = cx.t("organisation-register");
        head(ui, |ui| self.head(&name, cx, ui));
        let Some(rows) = rows else {
            progress::skeleton(ui, 12);
            return;
        };
        let found = self.register.found();
        if rows.is_empty() || found.is_some_and(|found| found.totals.rows == 0) {
            let (title, detail) = if rows.is_empty() {
                (
                    cx.t("organisation-register-empty"),
                    cx.t("organisation-register-empty-detail"),
                )
            } else {
                (
                    cx.t("panel-nothing-found"),
                    cx.t("panel-nothing-found-detail"),
                )
            };
            Notice::empty(&title, &detail).icon(Icon::Landmark).show(ui);
        } else if found.is_none() {
            progress::skeleton(ui, 12);
        } else {
            let looks = Looks(cx.locale);
            let opened = self.register.show(cx, ui, &name, &looks);
            let row = opened.and_then(|row| rows.get(row));
            if let Some(row) = row {
                cx.post.go(Place::Organisation(row.organisation.id));
            }
        }
        self.register.dialogs(cx, ui.ctx());
        self.ask_checks(cx, ui.ctx());
    }

    fn head(&mut self, name: &str, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        let count = self.register.found().map_or(0, |found| found.totals.rows);
        let subtitle = cx.f("organisation-count", &[("count", count.into())]);
        PageHeader::new(name).subtitle(&subtitle).show(ui, |ui| {
            let hint = cx.t("organisation-find");
            SearchField::new(&hint)
                .width(300.0)
                .bordered()
                .show(ui, &mut self.search);
        });
        self.register.take_search(WORDS, &mut self.search);
        ui.horizontal_wrapped(|ui| {
            for (kind, code) in KINDS {
                let chosen = self.register.is_only(KIND, code);
                if tag::pill(ui, chosen, &cx.t(words::kind(kind))).clicked() {
                    self.register.toggle(KIND, code);
                }
            }
            ui.add_space(8.0);
            for (light, code) in LIGHTS {
                let chosen = self.register.is_only(LIGHT, code);
                if tag::pill(ui, chosen, &cx.t(words::light_short(light).0)).clicked() {
                    self.register.toggle(LIGHT, code);
                }
            }
            ui.add_space(8.0);
            let chosen = self.register.is_only(STOPPED, "yes");
            if tag::pill(ui, chosen, &cx.t("flk-register-pill")).clicked() {
                self.register.toggle(STOPPED, "yes");
            }
            let chosen = self.register.is_only(ANOMALOUS, "yes");
            if tag::pill(ui, chosen, &cx.t("register-anomalies-pill")).clicked() {
                self.register.toggle(ANOMALOUS, "yes");
            }
            ui.add_space(8.0);
            self.register.buttons(cx, ui, name);
            self.check_button(cx, ui);
        });
        self.register.strips(cx, ui);
    }

    fn check_button(&mut self, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        let chosen = self.register.chosen();
        let may = cx
            .model
            .person()
            .is_some_and(|person| plans_visits(person.role));
        if chosen.is_empty() || !may {
            return;
        }
        let label = cx.f("register-check", &[("count", chosen.len().into())]);
        let button = Button::secondary(&label).icon(Icon::ListChecks).small();
        if ui.add(button).clicked()
            && let Some(source) = &self.source
        {
            let language = cx.locale.language();
            let rows = chosen.iter().filter_map(|row| source.0.get(*row as usize));
            let named = rows.map(|row| {
                let organisation = &row.organisation;
                let name = pick(language, &organisation.name);
                (organisation.id, name.to_owned())
            });
            self.asking = Some(named.collect());
        }
    }

    /// What a run of the checks will do, before it is asked for.
    fn ask_checks(&mut self, cx: &mut Cx<'_>, ctx: &egui::Context) {
        let Some(asking) = self.asking.take() else {
            return;
        };
        let count = [("count", asking.len().into())];
        let title = cx.f("register-check", &count);
        let (run, cancel) = (cx.t("register-check-run"), cx.t("button-cancel"));
        let answer = Modal::new("register-check", &title)
            .buttons(&run, &cancel)
            .show(ctx, |ui| {
                ui.label(text::body(&cx.f("register-check-what", &count)));
                for (_, name) in asking.iter().take(NAMED) {
                    ui.label(text::medium(name));
                }
                if asking.len() > NAMED {
                    let rest = [("count", (asking.len() - NAMED).into())];
                    ui.label(text::muted(&cx.f("register-check-rest", &rest)));
                }
            });
        match answer {
            Answer::Open => self.asking = Some(asking),
            Answer::No => {}
            Answer::Yes => {
                let organisations = asking.into_iter().map(|(id, _)| id).collect();
                cx.post.send_watched(Command::AskChecksOf { organisations });
                let words = cx.f("register-check-asked", &count);
                let tell = crate::cx::Action::Tell(baqylau_widgets::Tone::Ok, words);
                cx.post.put(tell);
                self.register.choose_nothing();
            }
        }
    }
}
