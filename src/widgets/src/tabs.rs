//! Tabs: parts of one thing, one shown at a time.

use egui::accesskit::Role;
use egui::{CornerRadius, Rect, Sense, Stroke, Ui, pos2, vec2};

use crate::access;
use crate::fonts::Weight;
use crate::tag;
use crate::text;
use crate::tokens::{Tone, tokens};

/// One tab.
#[derive(Clone, Copy, Debug)]
pub struct Tab<'a> {
    /// Its name.
    pub label: &'a str,
    /// A count beside the name; empty hides it.
    pub count: &'a str,
    /// Colour of the count.
    pub tone: Tone,
}

impl<'a> Tab<'a> {
    /// A tab by its name.
    pub const fn new(label: &'a str) -> Self {
        Self {
            label,
            count: "",
            tone: Tone::Neutral,
        }
    }

    /// With a count in a tone.
    pub const fn count(mut self, count: &'a str, tone: Tone) -> Self {
        self.count = count;
        self.tone = tone;
        self
    }
}

/// Shows the tabs; true when another one was chosen.
pub fn tabs(ui: &mut Ui, chosen: &mut usize, tabs: &[Tab<'_>]) -> bool {
    let t = tokens(ui);
    let before = *chosen;
    let (bar, outer) = ui.allocate_exact_size(vec2(ui.available_width(), 36.0), Sense::hover());
    ui.ctx()
        .accesskit_node_builder(outer.id, |n| n.set_role(Role::TabList));
    ui.painter()
        .hline(bar.x_range(), bar.bottom() - 0.5, Stroke::new(1.0, t.line));
    let mut x = bar.left();
    for (i, tab) in tabs.iter().enumerate() {
        let on = i == *chosen;
        let weight = if on { Weight::SemiBold } else { Weight::Medium };
        let measure = text::line(ui, tab.label, Weight::SemiBold, 13.0, t.text, 300.0)
            .size()
            .x;
        let badge = if tab.count.is_empty() {
            egui::Vec2::ZERO
        } else {
            tag::badge_size(ui, tab.count) + vec2(6.0, 0.0)
        };
        let width = (measure + badge.x + 24.0).ceil();
        let rect = Rect::from_min_size(pos2(x, bar.top()), vec2(width, bar.height()));
        x += width;
        let response = ui.interact(rect, outer.id.with(i), Sense::click());
        access::chosen(&response, Role::Tab, on, tab.label);
        if !tab.count.is_empty() {
            access::describe(&response, tab.count);
        }
        if response.clicked() {
            *chosen = i;
        }
        let ink = match (on, response.hovered()) {
            (true, _) => t.accent,
            (false, true) => t.text,
            (false, false) => t.muted,
        };
        let y = bar.center().y - 1.0;
        let galley = text::line(ui, tab.label, weight, 13.0, ink, 300.0);
        text::paint_at(ui, &galley, rect.left() + 12.0, y);
        if !tab.count.is_empty() {
            let size = tag::badge_size(ui, tab.count);
            let left = rect.right() - 12.0 - size.x;
            let badge = Rect::from_min_size(pos2(left, y - size.y / 2.0), size);
            tag::paint_badge(ui, badge, tab.tone, tab.count);
        }
        if on {
            let line = Rect::from_min_max(
                pos2(rect.left() + 12.0, bar.bottom() - 2.0),
                pos2(rect.right() - 12.0, bar.bottom()),
            );
            ui.painter()
                .rect_filled(line, CornerRadius::same(1), t.accent);
        }
        access::focus_ring(ui, rect.shrink2(vec2(4.0, 6.0)), 4, &response);
    }
    *chosen != before
}
