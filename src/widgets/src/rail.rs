//! The navigation rail at the left: groups of places with counts.

use egui::accesskit::Role;
use egui::{CornerRadius, Frame, Margin, Panel, Response, ScrollArea, Sense, Ui, pos2, vec2};

use crate::access;
use crate::fonts::{TABLE, Weight};
use crate::icon::{self, Icon};
use crate::text;
use crate::tokens::{RADIUS, RAIL, Tone, tokens};

/// A place one can go to.
#[derive(Clone, Copy, Debug)]
pub struct RailItem<'a> {
    /// Its name.
    pub label: &'a str,
    /// An icon before the name.
    pub icon: Option<Icon>,
    /// How many things wait there; empty hides it.
    pub count: &'a str,
    /// What the count says, for who doesn't see its colour; empty: the number alone.
    pub said: &'a str,
    /// Colour of the count: bad where something is overdue.
    pub tone: Tone,
    /// Whether this is where one is.
    pub selected: bool,
}

impl<'a> RailItem<'a> {
    /// A place by its name.
    pub const fn new(label: &'a str) -> Self {
        Self {
            label,
            icon: None,
            count: "",
            said: "",
            tone: Tone::Neutral,
            selected: false,
        }
    }

    /// With an icon.
    pub const fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// With a count in a tone.
    pub const fn count(mut self, count: &'a str, tone: Tone) -> Self {
        self.count = count;
        self.tone = tone;
        self
    }

    /// As the current place.
    pub const fn selected(mut self, selected: bool) -> Self {
        self.selected = selected;
        self
    }
}

/// The rail as a side panel of the window, 200 points wide.
pub fn panel<R>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) -> R {
    let t = tokens(ui);
    Panel::left("baqylau-rail")
        .exact_size(RAIL)
        .resizable(false)
        .frame(Frame::new().fill(t.panel).inner_margin(Margin {
            left: 8,
            right: 8,
            top: 12,
            bottom: 8,
        }))
        .show(ui, |ui| {
            ui.ctx()
                .accesskit_node_builder(ui.unique_id(), |n| n.set_role(Role::Navigation));
            ScrollArea::vertical()
                .show(ui, |ui| {
                    ui.set_width(ui.available_width());
                    ui.spacing_mut().item_spacing.y = 2.0;
                    content(ui)
                })
                .inner
        })
        .inner
}

/// The heading of a group.
pub fn group(ui: &mut Ui, label: &str) {
    let t = tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 34.0), Sense::hover());
    access::named(&response, Role::Heading, label);
    let galley = text::line(
        ui,
        label,
        Weight::Regular,
        12.0,
        t.muted,
        rect.width() - 16.0,
    );
    text::paint_at(ui, &galley, rect.left() + 8.0, rect.top() + 20.0);
}

/// A place; clicked when one wants to go there.
pub fn item(ui: &mut Ui, item: &RailItem<'_>) -> Response {
    let t = tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 32.0), Sense::click());
    let name = if item.count.is_empty() {
        item.label.to_owned()
    } else {
        let said = if item.said.is_empty() {
            item.count
        } else {
            item.said
        };
        format!("{}, {said}", item.label)
    };
    access::named(&response, Role::Link, item.label);
    ui.ctx().accesskit_node_builder(response.id, |n| {
        n.set_selected(item.selected);
        if name != item.label {
            n.set_description(name.as_str());
        }
    });
    if ui.is_rect_visible(rect) {
        if item.selected {
            ui.painter()
                .rect_filled(rect, CornerRadius::same(RADIUS), t.accent_soft);
        } else if response.hovered() {
            ui.painter()
                .rect_filled(rect, CornerRadius::same(RADIUS), t.hover);
        }
        let y = rect.center().y;
        let (weight, ink) = if item.selected {
            (Weight::SemiBold, t.accent)
        } else {
            (Weight::Regular, t.text)
        };
        let mut left = rect.left() + 8.0;
        if let Some(glyph) = item.icon {
            let ink = if item.selected { t.accent } else { t.muted };
            icon::paint(ui.painter(), glyph, pos2(left + 8.0, y), 16.0, ink);
            left += 24.0;
        }
        let mut right = rect.right() - 8.0;
        if !item.count.is_empty() {
            let count = text::line(
                ui,
                item.count,
                Weight::Medium,
                TABLE,
                t.ink(item.tone),
                60.0,
            );
            right -= count.size().x;
            text::paint_at(ui, &count, right, y);
            right -= 6.0;
        }
        let label = text::line(ui, item.label, weight, TABLE, ink, right - left);
        text::paint_at(ui, &label, left, y);
        access::focus_ring(ui, rect.shrink(2.0), RADIUS, &response);
    }
    response
}
