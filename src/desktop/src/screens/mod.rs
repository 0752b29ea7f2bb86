//! The screens, each with its own view state.

pub mod act;
pub mod crumbs;
pub mod decisions;
pub mod evidence;
pub mod head_count;
pub mod history;
pub mod key;
pub mod marks;
pub mod merge;
pub mod order_form;
pub mod orders;
pub mod organisation;
pub mod organisations;
pub mod plan;
pub mod points;
pub mod runner;
pub mod settings;
pub mod sign_in;
pub mod sync;
pub mod thumbnails;
pub mod to_sign;
pub mod verify;
pub mod visit;
pub mod visits;

use crate::cx::Cx;
use crate::dialogs::Sheet;
use crate::model::Model;
use crate::place::Place;
use baqylau_widgets::{Notice, PageHeader, progress};
use std::path::PathBuf;

/// View state of every screen.
#[derive(Default)]
pub struct Screens {
    /// Unlocking and signing in.
    pub sign_in: sign_in::SignIn,
    /// Visits.
    pub visits: visits::Visits,
    /// One visit.
    pub visit: visit::VisitScreen,
    /// Planning a visit.
    pub plan: plan::PlanScreen,
    /// Checklist runner.
    pub runner: runner::Runner,
    /// Head count.
    pub head_count: head_count::HeadCount,
    /// Evidence.
    pub evidence: evidence::EvidenceScreen,
    /// Conflicts.
    pub merge: merge::Merge,
    /// Act.
    pub act: act::ActScreen,
    /// Register of organisations.
    pub organisations: organisations::Organisations,
    /// One organisation.
    pub organisation: organisation::OrganisationScreen,
    /// The state educational order.
    pub orders: orders::Orders,
    /// Decisions.
    pub decisions: decisions::Decisions,
    /// Acts to sign.
    pub to_sign: to_sign::ToSign,
    /// Prescription points.
    pub points: points::Points,
    /// Verification of a signature.
    pub verify: verify::Verify,
    /// Sync centre.
    pub sync: sync::SyncScreen,
    /// Settings.
    pub settings: settings::Settings,
}

impl Screens {
    /// Shows the screen of a place.
    pub fn show(&mut self, place: Place, cx: Cx<'_>, ui: &mut egui::Ui) {
        let frame = egui::Frame::new().fill(baqylau_widgets::tokens(ui).background);
        egui::CentralPanel::default()
            .frame(frame)
            .show(ui, |ui| match place {
                Place::Visits | Place::AllVisits => self.visits.show(cx, ui),
                Place::Visit(visit) => self.visit.show(visit, cx, ui),
                Place::Plan(from) => self.plan.show(from, cx, ui),
                Place::Runner(visit) => self.runner.show(visit, cx, ui),
                Place::HeadCount(visit) => self.head_count.show(visit, cx, ui),
                Place::Evidence(visit) => self.evidence.show(visit, cx, ui),
                Place::Merge(visit) => self.merge.show(visit, cx, ui),
                Place::Act(visit) => self.act.show(visit, cx, ui),
                Place::Organisations => self.organisations.show(cx, ui),
                Place::Organisation(id) => self.organisation.show(id, cx, ui),
                Place::Orders(section) => self.orders.show(section, None, cx, ui),
                Place::Order(one) => self.orders.show(one.section(), Some(one), cx, ui),
                Place::Decisions => self.decisions.show(None, cx, ui),
                Place::Sanction(id) => self.decisions.show(Some(id), cx, ui),
                Place::ToSign => self.to_sign.show(cx, ui),
                Place::Points => self.points.show(cx, ui),
                Place::Verify => self.verify.show(cx, ui),
                Place::Sync => self.sync.show(cx, ui),
                Place::Settings => self.settings.show(cx, ui),
            });
    }

    /// The place of a file of a register was chosen.
    pub fn register_file(&mut self, register: &str, sheet: Option<Sheet>, path: PathBuf) {
        if register == organisations::REGISTER {
            self.organisations.file_chosen(sheet, path);
        } else {
            self.orders.file_chosen(register, sheet, path);
        }
    }

    /// A key file was chosen in the system's dialog.
    pub fn key_chosen(&mut self, place: Place, path: PathBuf, model: &Model) {
        match place {
            Place::Act(_) if model.person().is_some() => self.act.key.choose(path),
            Place::ToSign if model.person().is_some() => self.to_sign.key.choose(path),
            Place::Orders(_) | Place::Order(_) if model.person().is_some() => {
                self.orders.key.choose(path);
            }
            _ => self.sign_in.key.choose(path),
        }
    }
}

/// Whether Escape was pressed for what is shown beside a list: no field has the keyboard, and no
/// dialog lies over it.
pub fn escaped(ui: &egui::Ui) -> bool {
    let ctx = ui.ctx();
    let typed = ctx.memory(|memory| memory.focused().is_some());
    !typed
        && !baqylau_widgets::modal::is_open(ctx)
        && ui.input(|input| input.key_pressed(egui::Key::Escape))
}

/// What stands in the place of a visit while it is being opened, or when it can't be.
pub fn opening(cx: &Cx<'_>, ui: &mut egui::Ui) {
    match cx.model.failure(cx.model.opening) {
        Some(error) => {
            let title = cx.t("panel-error");
            Notice::error(&title, &cx.error(error)).show(ui);
        }
        None => {
            head(ui, |ui| {
                PageHeader::new(&cx.t("panel-loading")).show(ui, |_| {});
            });
            body(ui, |ui| progress::skeleton(ui, 8));
        }
    }
}

/// A white strip under the top bar with the head of a screen.
pub fn head<R>(ui: &mut egui::Ui, content: impl FnOnce(&mut egui::Ui) -> R) -> R {
    let fill = baqylau_widgets::tokens(ui).panel;
    egui::Panel::top(ui.scope_id().with("head"))
        .resizable(false)
        .frame(
            egui::Frame::new()
                .fill(fill)
                .inner_margin(egui::Margin::symmetric(16, 12)),
        )
        .show(ui, content)
        .inner
}

/// The scrolled, padded body of a screen.
pub fn body<R>(ui: &mut egui::Ui, content: impl FnOnce(&mut egui::Ui) -> R) -> R {
    egui::ScrollArea::vertical()
        .auto_shrink([false, false])
        .show(ui, |ui| {
            egui::Frame::new()
                .inner_margin(egui::Margin::symmetric(16, 16))
                .show(ui, |ui| {
                    ui.set_width(ui.available_width());
                    ui.spacing_mut().item_spacing.y = 8.0;
                    content(ui)
                })
                .inner
        })
        .inner
}
