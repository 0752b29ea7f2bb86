//! One photo looked at alone: zoom, neighbours, marks drawn over it.

use super::attached::{Attached, Id};
use super::{EvidenceScreen, write};
use crate::cx::Cx;
use crate::screens::marks;
use crate::screens::thumbnails::{self, WHOLE};
use baqylau_widgets::keys::{self, Shortcut};
use baqylau_widgets::photo::{self, Viewer};
use baqylau_widgets::{Button, Icon, Notice, Tone, state, text};
use egui::Key;
use std::sync::Arc;

/// A photo looked at alone.
pub struct Alone {
    /// Which.
    pub id: Id,
    viewer: Viewer,
    picture: Option<photo::Picture>,
}

impl Alone {
    /// Begins to look at a photo.
    pub fn of(one: &Attached) -> Self {
        Self {
            id: one.id(),
            viewer: Viewer::default(),
            picture: None,
        }
    }
}

impl EvidenceScreen {
    /// One photo in all the room, with the tools to mark it.
    pub(super) fn alone(
        &mut self,
        shown: &[&Attached],
        at: usize,
        editable: bool,
        cx: &mut Cx<'_>,
        ui: &mut egui::Ui,
    ) {
        let Some(one) = shown.get(at) else { return };
        let mut go = None;
        egui::Frame::new()
            .inner_margin(egui::Margin::same(12))
            .show(ui, |ui| {
                ui.horizontal(|ui| {
                    let label = cx.t("evidence-back");
                    if ui
                        .add(Button::ghost(&label).icon(Icon::LayoutGrid))
                        .clicked()
                    {
                        go = Some(None);
                    }
                    let label = cx.t("button-previous");
                    let button = Button::icon_only(Icon::ChevronLeft, &label).enabled(at > 0);
                    if ui.add(button).clicked() {
                        go = Some(at.checked_sub(1));
                    }
                    let label = cx.t("button-next");
                    let more = at + 1 < shown.len();
                    let button = Button::icon_only(Icon::ChevronRight, &label).enabled(more);
                    if ui.add(button).clicked() {
                        go = Some(Some(at + 1));
                    }
                    let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
                    let args = [
                        ("done", number(at + 1).into()),
                        ("total", number(shown.len()).into()),
                    ];
                    ui.label(text::digits(&cx.f("progress-of", &args)));
                    text::truncated(ui, text::muted(&one.evidence.name));
                });
                self.viewer(one, editable, cx, ui);
            });
        let free = self
            .alone
            .as_ref()
            .is_some_and(|alone| alone.viewer.tool.is_none());
        if free {
            if keys::pressed(ui, Shortcut::plain(Key::Escape)) {
                go = Some(None);
            } else if keys::pressed(ui, Shortcut::plain(Key::ArrowLeft)) && at > 0 {
                go = Some(at.checked_sub(1));
            } else if keys::pressed(ui, Shortcut::plain(Key::ArrowRight)) {
                go = Some(Some(at + 1));
            }
        }
        match go {
            Some(Some(to)) => {
                // Documents between photos have nothing to look at; the grid shows them.
                match shown.get(to) {
                    Some(next) if next.is_photo() => self.look_at(next),
                    Some(next) => {
                        self.chosen = Some(next.id());
                        self.alone = None;
                    }
                    None => {}
                }
            }
            Some(None) => {
                self.alone = None;
                self.reveal = true;
            }
            None => {}
        }
    }

    fn viewer(&mut self, one: &Attached, editable: bool, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
        let sha256 = one.evidence.sha256;
        let Some(alone) = &mut self.alone else { return };
        if alone.picture.is_none() {
            if let Some(Some(picture)) = cx.model.images.get(&(sha256, WHOLE)) {
                let picture = Arc::clone(picture);
                alone.picture = thumbnails::pixels(&one.evidence.name, &picture);
            } else if self.thumbnails.cannot_show(cx, sha256, WHOLE) {
                let (title, detail) = (
                    cx.t("evidence-no-picture"),
                    cx.t("evidence-no-picture-detail"),
                );
                Notice::error(&title, &detail).icon(Icon::ImageOff).show(ui);
            } else {
                // Asks for it; the texture it would make is not needed here.
                self.thumbnails.want(cx, sha256, WHOLE);
                state::loading(ui, &cx.t("panel-loading"));
            }
        }
        let Some(picture) = &mut alone.picture else {
            return;
        };
        let layer = marks::read(&one.evidence.annotations);
        if layer.is_none() {
            state::strip(ui, Tone::Warning, &cx.t("evidence-marks-unknown"), None);
        }
        let can_draw = editable && layer.is_some();
        let mut drawn = layer.unwrap_or_default();
        if alone.viewer.show(ui, picture, &mut drawn, can_draw) && can_draw {
            let mut changed = one.evidence.clone();
            changed.annotations = marks::write(&drawn);
            write(one, &changed, cx);
        }
    }
}
