//! Orders that came after the first: they prolonged the visit or changed its commission.

use super::super::order_form::OrderForm;
use super::ActScreen;
use crate::cx::{Action, Cx};
use crate::model::VisitWork;
use crate::words;
use baqylau_domain::act::ActOrder;
use baqylau_domain::draft::FieldKey;
use baqylau_domain::visit::VisitOrder;
use baqylau_widgets::{Answer, Button, Icon, Modal, text};
use serde_json::Value;

impl ActScreen {
    pub(super) fn further_orders(&mut self, work: &VisitWork, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        ui.add_space(12.0);
        ui.label(text::section(&cx.t("act-further-orders")));
        let mut removed = None;
        for order in work.further_orders() {
            let number = words::numbered(&order.number, cx.locale);
            let words = format!("{number}, {}", cx.locale.date(order.date));
            ui.push_id(&order.number, |ui| {
                ui.horizontal(|ui| {
                    ui.label(text::medium(&words));
                    let label = cx.t("button-delete");
                    let button = Button::ghost(&label).icon(Icon::X).small();
                    if ui.add(button).clicked() {
                        removed = Some(order.number.clone());
                    }
                });
                let issuer = cx.tri(&order.issued_by);
                if !issuer.is_empty() {
                    ui.add(egui::Label::new(text::small_muted(issuer)).wrap());
                }
            });
        }
        if let Some(number) = removed {
            self.stale = true;
            let key = FieldKey::FurtherOrder { number };
            cx.post.put(Action::Write(vec![(key, Value::Null)]));
        }
        ui.label(text::small_muted(&cx.t("act-further-orders-hint")));
        let label = cx.t("act-further-order-add");
        if ui.add(Button::ghost(&label).icon(Icon::Plus)).clicked() {
            self.further = Some((OrderForm::begin(cx), false));
        }
        ui.add_space(8.0);
    }

    pub(super) fn further_dialog(&mut self, cx: &mut Cx<'_>, ctx: &egui::Context) {
        let Some((form, tried)) = &mut self.further else {
            return;
        };
        let title = cx.t("act-further-order-add");
        let (confirm, cancel) = (cx.t("button-save"), cx.t("button-cancel"));
        let answer = Modal::new("further-order", &title)
            .width(560.0)
            .buttons(&confirm, &cancel)
            .show(ctx, |ui| form.show(cx, ui, *tried));
        match (answer, form.order()) {
            (Answer::Open, _) => {}
            (Answer::Yes, Some(order)) if form.fault(cx).is_none() => {
                let VisitOrder {
                    number,
                    date,
                    issued_by,
                } = order;
                let key = FieldKey::FurtherOrder {
                    number: number.clone(),
                };
                let order = ActOrder {
                    number,
                    date,
                    issued_by,
                };
                if let Ok(value) = serde_json::to_value(order) {
                    self.stale = true;
                    cx.post.put(Action::Write(vec![(key, value)]));
                }
                self.further = None;
            }
            (Answer::Yes, _) => *tried = true,
            (Answer::No, _) => self.further = None,
        }
    }
}
