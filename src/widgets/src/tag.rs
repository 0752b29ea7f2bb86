//! Status words on a soft fill, count badges and dots: colour never speaks alone.

use egui::{Color32, CornerRadius, Rect, Response, Sense, Ui, Vec2, Widget, pos2, vec2};

use crate::access;
use crate::fonts::Weight;
use crate::icon::{self, Icon};
use crate::text;
use crate::tokens::{RADIUS_TAG, Tone, tokens};

/// A status: one or two words on a soft fill, optionally with an icon.
#[derive(Clone, Debug)]
#[must_use = "add it to a Ui"]
pub struct Tag<'a> {
    text: &'a str,
    tone: Tone,
    icon: Option<Icon>,
    max_width: f32,
}

impl<'a> Tag<'a> {
    /// A tag of the given tone.
    pub fn new(tone: Tone, text: &'a str) -> Self {
        Self {
            text,
            tone,
            icon: None,
            max_width: f32::INFINITY,
        }
    }

    /// Puts an icon before the word.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// Cuts the word with "…" beyond this width in points.
    pub fn max_width(mut self, width: f32) -> Self {
        self.max_width = width;
        self
    }

    /// Paints the tag with its left edge and vertical middle at a point; returns its width.
    pub(crate) fn paint(&self, ui: &Ui, left: f32, middle: f32) -> f32 {
        let size = self.measure(ui);
        let rect = Rect::from_min_size(pos2(left, middle - size.y / 2.0), size);
        self.paint_in(ui, rect);
        size.x
    }

    fn galley(&self, ui: &Ui, color: Color32) -> std::sync::Arc<egui::Galley> {
        let room = self.max_width - 14.0 - if self.icon.is_some() { 16.0 } else { 0.0 };
        text::line(ui, self.text, Weight::Medium, 12.0, color, room)
    }

    /// Room the tag takes.
    pub(crate) fn measure(&self, ui: &Ui) -> Vec2 {
        let icon = if self.icon.is_some() { 16.0 } else { 0.0 };
        vec2(
            (self.galley(ui, Color32::PLACEHOLDER).size().x + 14.0 + icon).ceil(),
            20.0,
        )
    }

    fn paint_in(&self, ui: &Ui, rect: Rect) {
        let t = tokens(ui);
        let ink = t.ink(self.tone);
        ui.painter()
            .rect_filled(rect, CornerRadius::same(RADIUS_TAG), t.soft(self.tone));
        let mut x = rect.left() + 7.0;
        if let Some(icon) = self.icon {
            icon::paint(
                ui.painter(),
                icon,
                pos2(x + 6.0, rect.center().y),
                12.0,
                ink,
            );
            x += 16.0;
        }
        text::paint_at(ui, &self.galley(ui, ink), x, rect.center().y);
    }
}

impl Widget for Tag<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let (rect, response) = ui.allocate_exact_size(self.measure(ui), Sense::hover());
        access::named(&response, egui::accesskit::Role::Label, self.text);
        if ui.is_rect_visible(rect) {
            self.paint_in(ui, rect);
        }
        response
    }
}

/// A number in a rounded chip, such as unanswered items of a section.
pub fn badge(ui: &mut Ui, tone: Tone, number: &str) -> Response {
    let size = badge_size(ui, number);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    access::named(&response, egui::accesskit::Role::Label, number);
    paint_badge(ui, rect, tone, number);
    response
}

/// Room a count takes as a badge, in points.
pub fn badge_size(ui: &Ui, number: &str) -> Vec2 {
    let galley = text::line(
        ui,
        number,
        Weight::Medium,
        12.0,
        Color32::PLACEHOLDER,
        f32::INFINITY,
    );
    vec2((galley.size().x + 12.0).ceil().max(20.0), 20.0)
}

/// Paints a count as a badge, for composites that are one control as a whole.
pub fn paint_badge(ui: &Ui, rect: Rect, tone: Tone, number: &str) {
    let t = tokens(ui);
    ui.painter()
        .rect_filled(rect, CornerRadius::same(RADIUS_TAG), t.soft(tone));
    let galley = text::line(ui, number, Weight::Medium, 12.0, t.ink(tone), f32::INFINITY);
    text::paint_at(
        ui,
        &galley,
        rect.center().x - galley.size().x / 2.0,
        rect.center().y,
    );
}

/// An 8-point dot; put a word beside it.
pub fn dot(ui: &mut Ui, tone: Tone) {
    let t = tokens(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(8.0, 16.0), Sense::hover());
    ui.painter().circle_filled(rect.center(), 4.0, t.ink(tone));
}

/// A filter view as a pill: "Waiting for me · 48". Returns the click.
pub fn pill(ui: &mut Ui, selected: bool, label: &str) -> Response {
    let t = tokens(ui);
    let ink = if selected { t.accent } else { t.muted };
    let galley = text::line(ui, label, Weight::Medium, 12.0, ink, f32::INFINITY);
    let size = vec2((galley.size().x + 20.0).ceil(), CONTROL_PILL);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    access::chosen(&response, egui::accesskit::Role::Button, selected, label);
    if ui.is_rect_visible(rect) {
        let fill = match (selected, response.hovered()) {
            (true, _) => t.accent_soft,
            (false, true) => t.hover_strong,
            (false, false) => t.hover,
        };
        ui.painter().rect_filled(rect, CornerRadius::same(13), fill);
        text::paint_at(ui, &galley, rect.left() + 10.0, rect.center().y);
        access::focus_ring(ui, rect, 13, &response);
    }
    response
}

const CONTROL_PILL: f32 = 26.0;
