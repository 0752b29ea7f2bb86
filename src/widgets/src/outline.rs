//! The sections of a long form, with how much of each is done and what is wrong in it.

use egui::accesskit::Role;
use egui::{CornerRadius, Rect, Response, Sense, Ui, pos2, vec2};

use crate::access;
use crate::fonts::{TABLE, Weight};
use crate::tag;
use crate::text;
use crate::tokens::{RADIUS, Tone, tokens};

/// One section.
#[derive(Clone, Copy, Debug, Default)]
pub struct Section<'a> {
    /// Its name.
    pub label: &'a str,
    /// How deep it stands: 0 for a section, 1 for a part of it.
    pub level: u8,
    /// How much is done: "31/44". Shown as a badge when `complete`.
    pub done: &'a str,
    /// Whether everything in it is answered.
    pub complete: bool,
    /// How many things in it are wrong or missing, in the tone of the worst; `None` hides it.
    pub marks: Option<(&'a str, Tone)>,
    /// Whether it is the one in hand.
    pub selected: bool,
}

/// Shows a section; clicked when one wants to go there.
pub fn section(ui: &mut Ui, section: &Section<'_>) -> Response {
    let t = tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 30.0), Sense::click());
    access::chosen(&response, Role::TreeItem, section.selected, section.label);
    ui.ctx().accesskit_node_builder(response.id, |n| {
        n.set_level(usize::from(section.level) + 1);
        let marks = section.marks.map_or("", |(marks, _)| marks);
        n.set_description(format!("{} {marks}", section.done).trim());
    });
    if !ui.is_rect_visible(rect) {
        return response;
    }
    if section.selected {
        ui.painter()
            .rect_filled(rect, CornerRadius::same(RADIUS), t.accent_soft);
    } else if response.hovered() {
        ui.painter()
            .rect_filled(rect, CornerRadius::same(RADIUS), t.hover);
    }
    let y = rect.center().y;
    let mut right = rect.right() - 8.0;
    let badge = |words: &str, tone, right: &mut f32| {
        let size = tag::badge_size(ui, words);
        *right -= size.x;
        let place = Rect::from_min_size(pos2(*right, y - size.y / 2.0), size);
        tag::paint_badge(ui, place, tone, words);
        *right -= 5.0;
    };
    if section.complete && !section.done.is_empty() {
        badge(section.done, Tone::Ok, &mut right);
    } else if !section.done.is_empty() {
        let ink = if section.selected { t.text } else { t.muted };
        let done = text::line(ui, section.done, Weight::Regular, TABLE, ink, 80.0);
        right -= done.size().x;
        text::paint_at(ui, &done, right, y);
        right -= 5.0;
    }
    if let Some((marks, tone)) = section.marks {
        badge(marks, tone, &mut right);
    }
    let left = rect.left() + 8.0 + f32::from(section.level) * 14.0;
    let (weight, ink) = match (section.selected, section.level) {
        (true, _) => (Weight::SemiBold, t.text),
        (false, 0) => (Weight::Regular, t.text),
        (false, _) => (Weight::Regular, t.muted),
    };
    let label = text::line(ui, section.label, weight, TABLE, ink, right - left - 4.0);
    text::paint_at(ui, &label, left, y);
    access::focus_ring(ui, rect.shrink(2.0), RADIUS, &response);
    response
}
