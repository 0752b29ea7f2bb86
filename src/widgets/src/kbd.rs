//! Chips that show which keys do something.

use egui::{Color32, CornerRadius, Rect, Response, Sense, Stroke, StrokeKind, Ui, Vec2, vec2};

use crate::fonts::Weight;
use crate::text;
use crate::tokens::{RADIUS_TAG, tokens};

const SIZE: f32 = 11.0;
const HEIGHT: f32 = 18.0;

/// Room a chip takes.
pub(crate) fn size(ui: &Ui, keys: &str) -> Vec2 {
    let width = text::line(
        ui,
        keys,
        Weight::Regular,
        SIZE,
        Color32::PLACEHOLDER,
        f32::INFINITY,
    )
    .size()
    .x;
    vec2((width + 10.0).ceil().max(HEIGHT), HEIGHT)
}

/// Paints a chip on a panel.
pub(crate) fn paint(ui: &Ui, rect: Rect, keys: &str) {
    let t = tokens(ui);
    ui.painter().rect(
        rect,
        CornerRadius::same(RADIUS_TAG),
        t.panel,
        Stroke::new(1.0, t.line),
        StrokeKind::Inside,
    );
    let galley = text::line(ui, keys, Weight::Regular, SIZE, t.muted, f32::INFINITY);
    text::paint_at(
        ui,
        &galley,
        rect.center().x - galley.size().x / 2.0,
        rect.center().y,
    );
}

/// Paints a chip on a coloured button.
pub(crate) fn paint_on(ui: &Ui, rect: Rect, keys: &str, ink: Color32) {
    ui.painter().rect_stroke(
        rect,
        CornerRadius::same(RADIUS_TAG),
        Stroke::new(1.0, ink.gamma_multiply(0.6)),
        StrokeKind::Inside,
    );
    let galley = text::line(ui, keys, Weight::Regular, SIZE, ink, f32::INFINITY);
    text::paint_at(
        ui,
        &galley,
        rect.center().x - galley.size().x / 2.0,
        rect.center().y,
    );
}

/// Shows a chip alone.
pub fn chip(ui: &mut Ui, keys: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(size(ui, keys), Sense::hover());
    paint(ui, rect, keys);
    response
}

/// Width of [`hint`], in points.
pub fn hint_width(ui: &Ui, keys: &str, does: &str) -> f32 {
    let t = tokens(ui);
    let words = text::line(ui, does, Weight::Regular, 12.0, t.muted, f32::INFINITY);
    (size(ui, keys).x + 4.0 + words.size().x).ceil()
}

/// Shows a chip and what the keys do: "N note".
pub fn hint(ui: &mut Ui, keys: &str, does: &str) -> Response {
    let t = tokens(ui);
    let chip = size(ui, keys);
    let words = text::line(ui, does, Weight::Regular, 12.0, t.muted, f32::INFINITY);
    let width = (chip.x + 4.0 + words.size().x).ceil();
    let (rect, response) = ui.allocate_exact_size(vec2(width, HEIGHT), Sense::hover());
    crate::access::named(
        &response,
        egui::accesskit::Role::Label,
        &format!("{keys} {does}"),
    );
    paint(ui, Rect::from_min_size(rect.min, chip), keys);
    text::paint_at(ui, &words, rect.left() + chip.x + 4.0, rect.center().y);
    response
}
