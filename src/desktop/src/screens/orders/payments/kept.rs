//! Statements that are kept: of which account and days, who imported them, what was matched by hand;
//! each can be opened again.

use super::super::who;
use crate::cx::Cx;
use baqylau_client::ui::OrdersView;
use baqylau_domain::identifiers::BlobHash;
use baqylau_domain::schooling::{KeptStatement, SchoolingRecord};
use baqylau_widgets::{Answer, Button, Icon, Modal, modal, text};
use std::sync::Arc;

/// The list.
#[derive(Default)]
pub struct Kept {
    of: Option<(Arc<OrdersView>, Vec<KeptStatement>)>,
}

/// What became of the list.
pub enum Became {
    /// It stays.
    Open,
    /// It was closed.
    Closed,
    /// A statement of it is to be opened.
    Opens(BlobHash, String),
}

/// Whether any statement is kept.
pub fn any(cx: &Cx<'_>) -> bool {
    let view = cx.model.orders.value();
    view.is_some_and(|view| {
        let mut rows = view.rows.iter();
        rows.any(|row| matches!(*row.record, SchoolingRecord::Statement(_)))
    })
}

impl Kept {
    /// The statements, the newest first; gathered once for a view.
    fn take(&mut self, cx: &Cx<'_>) -> &[KeptStatement] {
        if let Some(view) = cx.model.orders.value() {
            let same = |(of, _): &(Arc<OrdersView>, _)| Arc::ptr_eq(of, view);
            if !self.of.as_ref().is_some_and(same) {
                let rows = view.rows.iter();
                let mut all: Vec<KeptStatement> = rows
                    .filter_map(|row| match &*row.record {
                        SchoolingRecord::Statement(one) => Some(one.clone()),
                        _ => None,
                    })
                    .collect();
                all.sort_by_key(|one| std::cmp::Reverse(one.steps.first().map(|step| step.at)));
                self.of = Some((view.clone(), all));
            }
        }
        self.of.as_ref().map_or(&[], |(_, all)| all)
    }

    /// Shows it.
    pub fn show(&mut self, cx: &Cx<'_>, ctx: &egui::Context) -> Became {
        let (title, close) = (cx.t("order-kept-title"), cx.t("button-close"));
        let mut became = Became::Open;
        let answer = Modal::new("order-kept", &title)
            .width(860.0)
            .buttons("", &close)
            .show(ctx, |ui| {
                let all = self.take(cx);
                if all.is_empty() {
                    ui.label(text::muted(&cx.t("order-kept-none")));
                    return;
                }
                egui::ScrollArea::vertical()
                    .id_salt("order-kept-list")
                    .max_height(modal::list_height(ui.ctx(), all.len() as f32 * 64.0, 420.0))
                    .auto_shrink([false, false])
                    .show_rows(ui, 58.0, all.len(), |ui, shown| {
                        for one in all.get(shown).into_iter().flatten() {
                            ui.push_id(one.id, |ui| {
                                if line(one, cx, ui) {
                                    became = Became::Opens(one.id, one.file.clone());
                                }
                            });
                        }
                    });
            });
        match (answer, became) {
            (_, Became::Opens(id, file)) => Became::Opens(id, file),
            (Answer::Open, _) => Became::Open,
            _ => Became::Closed,
        }
    }
}

/// One statement; whether it is to be opened.
fn line(one: &KeptStatement, cx: &Cx<'_>, ui: &mut egui::Ui) -> bool {
    let mut opens = false;
    ui.horizontal(|ui| {
        ui.set_height(56.0);
        ui.vertical(|ui| {
            ui.set_width(ui.available_width() - 130.0);
            ui.spacing_mut().item_spacing.y = 1.0;
            ui.add(egui::Label::new(text::medium(&one.file)).truncate());
            let summary = &one.summary;
            let days = summary.from.zip(summary.to).map(|(from, to)| {
                let (from, to) = (cx.locale.date(from), cx.locale.date(to));
                if from == to {
                    from
                } else {
                    format!("{from} – {to}")
                }
            });
            let args = [
                ("lines", summary.lines.into()),
                ("matched", one.matches.len().into()),
            ];
            let parts = [
                summary.account.clone(),
                days.unwrap_or_default(),
                cx.f("order-kept-lines", &args),
            ];
            let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
            let parts: Vec<&str> = parts.into_iter().filter(|one| !one.is_empty()).collect();
            ui.add(egui::Label::new(text::small(&parts.join(" · "))).truncate());
            if let Some(first) = one.steps.first() {
                let when = cx.f(
                    "order-kept-at",
                    &[("when", cx.locale.date_time(first.at).into())],
                );
                let said = who::step(when, Some(first.by), cx);
                let said = format!("{said} · SHA-256 {}", one.id.short());
                ui.add(egui::Label::new(text::small_muted(&said)).truncate());
            }
        });
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let label = cx.t("order-kept-open");
            let name = cx.f("order-kept-open-one", &[("name", one.file.as_str().into())]);
            let button = Button::secondary(&label).icon(Icon::FileText).small();
            let response = ui.add(button);
            response.widget_info(|| {
                egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, &name)
            });
            opens = response.clicked();
        });
    });
    opens
}
