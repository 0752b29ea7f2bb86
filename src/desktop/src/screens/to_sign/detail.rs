//! Exactly what is signed: the act as it prints, its hash, its very bytes, and who has signed.

use super::{kind, note, standing};
use crate::cx::{Action, Cx};
use crate::place::Place;
use crate::preview::Preview;
use crate::words;
use baqylau_client::ui::{ActPreview, Command, QueueRow, Standing, Ticket};
use baqylau_domain::identifiers::VisitId;
use baqylau_widgets::{Button, Icon, Modal, Tag, Tone, facts, state, text};
use std::sync::Arc;

/// Characters of the bytes shown in one line.
const LINE: usize = 72;

/// View state.
#[derive(Default)]
pub(super) struct Detail {
    asked: Option<(VisitId, Ticket)>,
    preview: Preview,
    /// The bytes being read, in lines.
    bytes: Option<Vec<String>>,
}

impl Detail {
    /// The act is asked for anew.
    pub(super) fn forget(&mut self) {
        self.asked = None;
    }

    /// Shows an act of the queue.
    pub(super) fn show(&mut self, row: &QueueRow, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        if self.asked.is_none_or(|(visit, _)| visit != row.visit) {
            let command = Command::OpenAct {
                visit: row.visit,
                language: cx.locale.language(),
            };
            self.asked = Some((row.visit, cx.post.send(command)));
        }
        ui.label(text::section(&row.number));
        let (tone, words) = standing(row, cx.locale);
        ui.horizontal_wrapped(|ui| {
            ui.add(Tag::new(tone, &words));
            ui.label(text::small_muted(&cx.t(kind(row.kind))));
        });
        facts::strong(ui, &cx.t("visit-organisation"), cx.tri(&row.organisation));
        facts::row(ui, &cx.t("field-address"), cx.tri(&row.address));
        let role = cx.t(words::commission_role(row.role));
        facts::row(ui, &cx.t("tosign-your-part"), &role);
        if let Standing::Refused { reason, .. } = &row.standing {
            state::strip(ui, Tone::Bad, &cx.error(reason), None);
        }
        let act = cx.model.act.clone().filter(|act| act.visit == row.visit);
        facts::row(ui, "SHA-256", &row.act.to_string());
        match &act {
            Some(act) => self.opened(row, act, cx, ui),
            None => {
                let ticket = self.asked.map(|(_, ticket)| ticket);
                match cx.model.failure(ticket) {
                    Some(error) => {
                        state::strip(ui, Tone::Bad, &cx.error(error), None);
                    }
                    None => state::loading(ui, &cx.t("panel-loading")),
                }
            }
        }
    }

    fn opened(
        &mut self,
        row: &QueueRow,
        act: &Arc<ActPreview>,
        cx: &mut Cx<'_>,
        ui: &mut egui::Ui,
    ) {
        if act.sha256 != row.act {
            let words = cx.t("tosign-error-redrawn");
            state::strip(ui, Tone::Warning, &words, None);
        }
        let bytes = i64::try_from(act.size).unwrap_or(0);
        note(ui, &cx.f("signing-bytes", &[("count", bytes.into())]));
        ui.horizontal_wrapped(|ui| {
            let label = cx.t("tosign-copy-hash");
            if ui
                .add(Button::ghost(&label).small().icon(Icon::Copy))
                .clicked()
            {
                cx.post.put(Action::Copy(act.sha256.to_string()));
            }
            let label = cx.t("tosign-show-bytes");
            if ui
                .add(Button::ghost(&label).small().icon(Icon::FileText))
                .clicked()
            {
                self.bytes = Some(lines(&act.bytes));
            }
            let label = cx.t("tosign-open-act");
            if ui
                .add(Button::ghost(&label).small().icon(Icon::ArrowRight))
                .clicked()
            {
                cx.post.go(Place::Act(row.visit));
            }
        });
        ui.label(text::strong(&cx.t("signing-members")));
        ui.spacing_mut().interact_size.y = text::line_height(14.0);
        for member in &act.content.members {
            let signed = act
                .signatures
                .iter()
                .find(|one| one.person == member.person);
            let waits = act.missing.contains(&member.person);
            if signed.is_none() && !waits {
                continue;
            }
            ui.horizontal(|ui| {
                let t = baqylau_widgets::tokens(ui);
                let (icon, ink) = match signed {
                    Some(signed) => (
                        Icon::CircleCheck,
                        t.ink(words::verdict(signed.report.status)),
                    ),
                    None => (Icon::Clock, t.muted),
                };
                baqylau_widgets::icon::show(ui, icon, 16.0, ink);
                ui.label(text::body(&member.full_name));
                ui.label(text::small_muted(
                    &cx.t(words::commission_role(member.role)),
                ));
            });
        }
        ui.add_space(4.0);
        // The pane scrolls as a whole: a page has a height of its own in it.
        let room = (ui.ctx().content_rect().height() - 160.0).clamp(320.0, 900.0);
        let size = egui::vec2(ui.available_width(), room);
        ui.allocate_ui(size, |ui| self.preview.show(ui, &act.pages));
    }

    /// The bytes that are signed, as they are.
    pub(super) fn dialog(&mut self, cx: &mut Cx<'_>, ctx: &egui::Context) {
        let Some(lines) = &self.bytes else { return };
        let (title, close) = (cx.t("tosign-bytes-title"), cx.t("button-close"));
        let answer = Modal::new("signed-bytes", &title)
            .width(820.0)
            .buttons("", &close)
            .show(ctx, |ui| {
                note(ui, &cx.t("tosign-bytes-detail"));
                let height = text::line_height(13.0);
                ui.spacing_mut().item_spacing.y = 2.0;
                egui::ScrollArea::vertical()
                    .max_height(420.0)
                    .auto_shrink([false, false])
                    .show_rows(ui, height, lines.len(), |ui, rows| {
                        for line in lines.get(rows).unwrap_or_default() {
                            text::selectable(ui, text::digits(line));
                        }
                    });
            });
        if answer != baqylau_widgets::Answer::Open {
            self.bytes = None;
        }
    }
}

/// Bytes as text, cut into lines; what isn't text is shown as a mark.
fn lines(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    let characters: Vec<char> = text.chars().collect();
    characters
        .chunks(LINE)
        .map(|line| line.iter().collect())
        .collect()
}
