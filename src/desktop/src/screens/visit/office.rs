//! What an officer does about a visit: orders it, records that the organisation knows, plans a
//! repetition.

use super::super::order_form::OrderForm;
use super::{VisitScreen, section};
use crate::cx::Cx;
use crate::model::VisitWork;
use crate::place::{Place, PlanFrom};
use baqylau_client::refusal_error;
use baqylau_domain::policy::Policy;
use baqylau_domain::visit::{Refusal, Stage, VisitOp, VisitOrder, decide};
use baqylau_widgets::{Answer, Button, Field, Icon, Modal, text};
use chrono::NaiveDate;

/// Whether the rules let the person signed in do this now.
fn may(work: &VisitWork, cx: &Cx<'_>, op: &VisitOp) -> bool {
    cx.model.person().is_some() && refusal(work, cx, op).is_none()
}

/// What the rules answer the person signed in.
fn refusal(work: &VisitWork, cx: &Cx<'_>, op: &VisitOp) -> Option<Refusal> {
    let policy: Policy = work.policies.on(cx.model.today());
    let actor = cx.model.person()?.actor();
    decide(&work.visit, op, &actor, &policy, cx.model.now).err()
}

/// Whether an order with any number would be taken.
fn may_order(work: &VisitWork, cx: &Cx<'_>) -> bool {
    let order = VisitOrder {
        number: "1".to_owned(),
        // In time whatever the day: a visit that was to begin already can still be moved.
        date: work.visit.planned.0,
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
                    ui.horizontal(|ui| {
                        let label = cx.t("visit-order-do");
                        let button = Button::primary(&label).icon(Icon::FileCheck).busy(busy);
                        if ui.add(button).clicked() {
                            let mut form = OrderForm::begin(cx);
                            form.sends_on(Some(work.visit.planned.0));
                            self.order = Some((form, false));
                        }
                        let label = cx.t("visit-move");
                        let button = Button::ghost(&label).icon(Icon::CalendarDays);
                        if ui.add(button).clicked() {
                            let (first, last) = work.visit.planned;
                            self.days = Some((Some(first), Some(last)));
                        }
                    });
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

    /// Other days, judged by the rules while they are typed.
    pub(super) fn move_dialog(&mut self, work: &VisitWork, cx: &mut Cx<'_>, ctx: &egui::Context) {
        let Some((first, last)) = &mut self.days else {
            return;
        };
        let op = |first: Option<NaiveDate>, last: Option<NaiveDate>| {
            Some(VisitOp::Move {
                planned: (first?, last?),
            })
        };
        let words = match op(*first, *last) {
            None => Some(cx.t("plan-fault-no-days")),
            Some(op) => refusal(work, cx, &op).map(|refusal| cx.error(&refusal_error(&refusal))),
        };
        let title = cx.t("visit-move-title");
        let (confirm, cancel) = (cx.t("visit-move-confirm"), cx.t("button-cancel"));
        let answer = Modal::new("move", &title)
            .width(520.0)
            .buttons(&confirm, &cancel)
            .blocked(words.as_deref())
            .show(ctx, |ui| {
                ui.label(text::muted(&cx.t("visit-move-hint")));
                ui.horizontal_top(|ui| {
                    Field::new(&cx.t("plan-first-day"))
                        .required()
                        .width(220.0)
                        .error(words.as_deref())
                        .date(ui, first);
                    Field::new(&cx.t("plan-last-day"))
                        .required()
                        .width(220.0)
                        .date(ui, last);
                });
            });
        let wanted = op(*first, *last).filter(|_| answer == Answer::Yes);
        if answer != Answer::Open {
            self.days = None;
        }
        if let Some(op) = wanted {
            self.op(work, cx, op);
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
