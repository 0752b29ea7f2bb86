//! What an officer does about a visit: orders it, records that the organisation knows, plans a
//! repetition.

use super::super::order_form::OrderForm;
use super::{VisitScreen, section};
use crate::cx::Cx;
use crate::model::VisitWork;
use crate::place::{Place, PlanFrom};
use baqylau_domain::policy::Policy;
use baqylau_domain::visit::{Stage, VisitOp, VisitOrder, decide};
use baqylau_widgets::{Answer, Button, Icon, Modal, text};

/// Whether the rules let the person signed in do this now.
fn may(work: &VisitWork, cx: &Cx<'_>, op: &VisitOp) -> bool {
    let policy: Policy = work.policies.on(cx.model.today());
    cx.model.person().is_some_and(|person| {
        decide(&work.visit, op, &person.actor(), &policy, cx.model.now).is_ok()
    })
}

/// Whether an order with any number would be taken.
fn may_order(work: &VisitWork, cx: &Cx<'_>) -> bool {
    let order = VisitOrder {
        number: "1".to_owned(),
        date: cx.model.today(),
        issued_by: Default::default(),
    };
    may(work, cx, &VisitOp::Order { order })
}

impl VisitScreen {
    /// The next thing an officer does; nothing where it isn't theirs.
    pub(super) fn office(&mut self, work: &VisitWork, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        let busy = cx.running(self.ticket);
        match &work.visit.stage {
            Stage::Planned if may_order(work, cx) => {
                section(ui, Icon::FileCheck, &cx.t("visit-order"), |ui| {
                    ui.label(text::muted(&cx.t("visit-order-hint")));
                    let label = cx.t("visit-order-do");
                    let button = Button::primary(&label).icon(Icon::FileCheck).busy(busy);
                    if ui.add(button).clicked() {
                        self.order = Some((OrderForm::begin(cx), false));
                    }
                });
            }
            Stage::Ordered { .. } if may(work, cx, &VisitOp::Notify) => {
                section(ui, Icon::Send, &cx.t("visit-notice"), |ui| {
                    ui.label(text::muted(&cx.t("visit-notify-hint")));
                    let label = cx.t("visit-notify");
                    let button = Button::secondary(&label).icon(Icon::Check).busy(busy);
                    if ui.add(button).clicked() {
                        self.op(work, cx, VisitOp::Notify);
                    }
                });
            }
            _ => {}
        }
    }

    /// The way to a repetition, where the rules allow one.
    pub(super) fn repeat(&self, work: &VisitWork, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        let repeat = work.id();
        if !may(work, cx, &VisitOp::PlanRepeat { repeat }) {
            return;
        }
        let label = cx.t("visit-plan-repeat");
        let button = Button::primary(&label).icon(Icon::CalendarPlus);
        if ui.add(button).clicked() {
            cx.post.go(Place::Plan(PlanFrom::Repeat(work.id())));
        }
    }

    pub(super) fn order_dialog(&mut self, work: &VisitWork, cx: &mut Cx<'_>, ctx: &egui::Context) {
        let Some((form, tried)) = &mut self.order else {
            return;
        };
        let title = cx.t("visit-order");
        let (confirm, cancel) = (cx.t("visit-order-confirm"), cx.t("button-cancel"));
        let answer = Modal::new("order", &title)
            .width(520.0)
            .buttons(&confirm, &cancel)
            .show(ctx, |ui| form.show(cx, ui, *tried));
        match answer {
            Answer::Open => {}
            Answer::Yes => match form.order().filter(|_| form.fault(cx).is_none()) {
                Some(order) => {
                    self.order = None;
                    self.op(work, cx, VisitOp::Order { order });
                }
                None => *tried = true,
            },
            Answer::No => self.order = None,
        }
    }
}
