//! Panels, cards and hairlines: the regions a screen is made of.

use egui::epaint::Shadow;
use egui::{CornerRadius, Frame, InnerResponse, Margin, Sense, Stroke, Ui, vec2};

use crate::fonts::Weight;
use crate::tokens::{FORM_WIDTH, RADIUS, RADIUS_PANEL, Tokens, tokens};

/// Soft shadow of what floats: menus, popups, modals, toasts.
pub fn shadow(t: &Tokens) -> Shadow {
    Shadow {
        offset: [0, 6],
        blur: 24,
        spread: 0,
        color: t.shadow,
    }
}

/// Frame of a card: panel fill, hairline, radius 8, margin 14.
pub fn card_frame(ui: &Ui) -> Frame {
    let t = tokens(ui);
    Frame::new()
        .fill(t.panel)
        .stroke(Stroke::new(1.0, t.line))
        .corner_radius(CornerRadius::same(RADIUS_PANEL))
        .inner_margin(Margin::same(14))
}

/// Frame of something that floats over the screen.
pub fn floating_frame(t: &Tokens) -> Frame {
    Frame::new()
        .fill(t.panel)
        .stroke(Stroke::new(1.0, t.line))
        .corner_radius(CornerRadius::same(RADIUS_PANEL))
        .shadow(shadow(t))
        .inner_margin(Margin::same(6))
}

/// A card as wide as the room it is given.
pub fn card<R>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
    card_frame(ui).show(ui, |ui| {
        ui.set_width(ui.available_width());
        content(ui)
    })
}

/// A plain region: fill only, no line.
pub fn fill_frame(fill: egui::Color32, margin: Margin) -> Frame {
    Frame::new().fill(fill).inner_margin(margin)
}

/// A hairline across the whole width, taking one point of height and no spacing.
pub fn hairline(ui: &mut Ui) {
    let t = tokens(ui);
    let width = ui.available_width();
    let (rect, _) = ui.allocate_exact_size(vec2(width, 1.0), Sense::hover());
    ui.painter()
        .hline(rect.x_range(), rect.center().y, Stroke::new(1.0, t.line));
}

/// A hairline along the lower edge of what has been laid out so far, edge to edge of the region.
pub fn underline(ui: &Ui, rect: egui::Rect) {
    let t = tokens(ui);
    ui.painter().hline(
        rect.x_range(),
        rect.bottom() - 0.5,
        Stroke::new(1.0, t.line),
    );
}

/// Lays out a form or a reading column: at most 960 points wide.
pub fn column<R>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) -> R {
    let width = ui.available_width().min(FORM_WIDTH);
    ui.allocate_ui_with_layout(
        vec2(width, 0.0),
        egui::Layout::top_down(egui::Align::Min),
        |ui| {
            ui.set_width(width);
            content(ui)
        },
    )
    .inner
}

/// A card with a number: caption, figure, note. `note_tone` colours the note.
pub struct StatCard<'a> {
    /// What is counted.
    pub caption: &'a str,
    /// The figure, already formatted.
    pub figure: &'a str,
    /// Unit, share or comment under the figure.
    pub note: &'a str,
    /// Colour of the note.
    pub note_tone: crate::tokens::Tone,
}

impl StatCard<'_> {
    /// Shows the card at the given width; it can be clicked to open the list behind the figure.
    pub fn show(&self, ui: &mut Ui, width: f32) -> egui::Response {
        let t = tokens(ui);
        let (rect, response) = ui.allocate_exact_size(vec2(width, 88.0), Sense::click());
        crate::access::button(
            &response,
            &format!("{}: {} {}", self.caption, self.figure, self.note),
        );
        if ui.is_rect_visible(rect) {
            let fill = if response.hovered() { t.sunk } else { t.panel };
            ui.painter().rect(
                rect,
                CornerRadius::same(RADIUS_PANEL),
                fill,
                Stroke::new(1.0, t.line),
                egui::StrokeKind::Inside,
            );
            let inner = rect.shrink2(vec2(14.0, 11.0));
            let line = |text, weight, size, color, y: f32| {
                let job = crate::text::job(text, weight, size, color, inner.width(), 1);
                let galley = ui.painter().layout_job(job);
                ui.painter()
                    .galley(egui::pos2(inner.left(), y), galley, color);
            };
            line(self.caption, Weight::Regular, 12.0, t.muted, inner.top());
            line(
                self.figure,
                Weight::SemiBold,
                22.0,
                t.text,
                inner.top() + 16.0,
            );
            let note = if self.note_tone == crate::tokens::Tone::Neutral {
                t.muted
            } else {
                t.ink(self.note_tone)
            };
            line(self.note, Weight::Regular, 12.0, note, inner.top() + 48.0);
            crate::access::focus_ring(ui, rect, RADIUS, &response);
        }
        response
    }
}
