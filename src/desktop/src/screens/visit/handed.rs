//! How the act reached the organisation, and what the organisation objected since.

use super::{ObjectionForm, VisitScreen, WAYS, may, section};
use crate::cx::Cx;
use crate::model::VisitWork;
use baqylau_domain::visit::{Delivered, HandOverWay, VisitOp};
use baqylau_widgets::{Button, Icon, facts, text};

/// Message keys of the person and of the time of a hand-over: an act that was refused was offered
/// and sent, not handed over.
pub(super) fn names(way: HandOverWay) -> (&'static str, &'static str) {
    match way {
        HandOverWay::RefusedAndMailed => ("act-handover-offered-to", "act-handover-mailed-at"),
        HandOverWay::Paper | HandOverWay::Electronic => ("act-handover-to", "act-handover-at"),
    }
}

impl VisitScreen {
    pub(super) fn handed(
        &mut self,
        delivered: &Delivered,
        work: &VisitWork,
        cx: &mut Cx<'_>,
        ui: &mut egui::Ui,
    ) {
        section(ui, Icon::FileCheck, &cx.t("visit-act-and-after"), |ui| {
            let hand_over = &delivered.hand_over;
            let (to, at) = names(hand_over.way);
            let way = WAYS
                .iter()
                .find(|(way, _)| *way == hand_over.way)
                .map_or("act-handover-title", |(_, key)| key);
            facts::row(ui, &cx.t(to), &hand_over.to);
            facts::row(ui, &cx.t("act-handover-title"), &cx.t(way));
            facts::row(ui, &cx.t(at), &cx.locale.date_time(hand_over.at));
            if let Some(number) = work.visit.stage.number() {
                facts::strong(ui, &cx.t("visit-number"), number);
            } else {
                ui.label(text::muted(&cx.t("visit-number-later")));
            }
            for objection in &delivered.objections {
                let at = cx.locale.date_time(objection.at);
                facts::strong(ui, &cx.t("act-field-objections"), &at);
                ui.label(text::body(&objection.text));
                if !objection.papers.is_empty() {
                    let count = i64::try_from(objection.papers.len()).unwrap_or(0);
                    let args = [("count", count.into())];
                    let words = cx.f("act-objections-papers", &args);
                    ui.label(text::small_muted(&words));
                }
            }
            let policy = work.policies.on(cx.model.today());
            let until = delivered.objections_until(&policy);
            if until >= cx.model.today() {
                let date = cx.locale.date(until);
                facts::row(ui, &cx.t("visit-objections-until"), &date);
            } else if delivered.objections.is_empty() {
                let none = cx.t("visit-objections-none");
                facts::row(ui, &cx.t("act-field-objections"), &none);
            }
            let lodge = VisitOp::LodgeObjection {
                text: "-".to_owned(),
                papers: Vec::new(),
            };
            let open = may(work, cx, &lodge);
            let label = cx.t("act-objections-add");
            if open
                && ui
                    .add(Button::secondary(&label).icon(Icon::MessageSquare))
                    .clicked()
            {
                self.objection = Some(ObjectionForm {
                    visit: work.id(),
                    text: String::new(),
                    papers: Vec::new(),
                });
            }
        });
    }
}
