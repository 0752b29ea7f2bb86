//! The bar at the top of the window: where one is, search, sync state, language, person.

use egui::{
    Align, CornerRadius, Frame, Layout, Margin, Panel, Rect, Response, Sense, Ui, UiBuilder, pos2,
    vec2,
};

use crate::access;
use crate::fonts::{TABLE, Weight};
use crate::icon::{self, Icon};
use crate::kbd;
use crate::text;
use crate::tokens::{RADIUS, RAIL, TOP_BAR, Tone, tokens};

/// Shows the bar. `left` starts beside the rail (a search box of up to 420 points belongs there);
/// `right` is laid out from the right edge inwards.
pub fn bar(ui: &mut Ui, brand: &str, left: impl FnOnce(&mut Ui), right: impl FnOnce(&mut Ui)) {
    let t = tokens(ui);
    Panel::top("baqylau-top")
        .exact_size(TOP_BAR)
        .resizable(false)
        .frame(Frame::new().fill(t.panel))
        .show(ui, |ui| {
            let rect = ui.max_rect();
            ui.ctx().accesskit_node_builder(ui.unique_id(), |n| {
                n.set_role(egui::accesskit::Role::Banner);
            });
            paint_brand(ui, rect, brand);
            let start = Rect::from_min_max(pos2(rect.left() + RAIL, rect.top()), rect.max);
            let place = |r: Rect, layout| UiBuilder::new().max_rect(r).layout(layout);
            ui.scope_builder(place(start, Layout::left_to_right(Align::Center)), |ui| {
                ui.set_max_width(420.0_f32.min(start.width()));
                left(ui);
            });
            let inner = rect.shrink2(vec2(16.0, 0.0));
            ui.scope_builder(place(inner, Layout::right_to_left(Align::Center)), |ui| {
                ui.spacing_mut().item_spacing.x = 4.0;
                right(ui);
            });
            ui.allocate_rect(rect, Sense::hover());
        });
}

fn paint_brand(ui: &Ui, rect: Rect, brand: &str) {
    let t = tokens(ui);
    let mark = Rect::from_min_size(
        pos2(rect.left() + 16.0, rect.center().y - 9.0),
        vec2(18.0, 18.0),
    );
    ui.painter()
        .rect_filled(mark, CornerRadius::same(5), t.accent);
    let galley = text::line(ui, brand, Weight::SemiBold, 15.0, t.text, RAIL - 60.0);
    text::paint_at(ui, &galley, mark.right() + 8.0, rect.center().y);
}

/// The box that opens the command palette: looks like a search field, acts like a button.
pub fn palette_button(ui: &mut Ui, placeholder: &str, shortcut: &str) -> Response {
    let t = tokens(ui);
    let width = ui.available_width().min(420.0);
    let (rect, response) = ui.allocate_exact_size(vec2(width, 30.0), Sense::click());
    access::button(&response, placeholder);
    let fill = if response.hovered() {
        t.hover
    } else {
        t.background
    };
    ui.painter()
        .rect_filled(rect, CornerRadius::same(RADIUS), fill);
    let galley = text::line(
        ui,
        placeholder,
        Weight::Regular,
        TABLE,
        t.muted,
        width - 90.0,
    );
    text::paint_at(ui, &galley, rect.left() + 10.0, rect.center().y);
    let size = kbd::size(ui, shortcut);
    let chip = Rect::from_min_size(
        pos2(rect.right() - 10.0 - size.x, rect.center().y - size.y / 2.0),
        size,
    );
    kbd::paint(ui, chip, shortcut);
    access::focus_ring(ui, rect, RADIUS, &response);
    response
}

/// Quiet text that can be clicked: the person, the language, the sync state. `tone` puts a dot
/// before it; `strong` makes it main text instead of secondary.
pub fn entry(ui: &mut Ui, tone: Option<Tone>, label: &str, strong: bool) -> Response {
    let t = tokens(ui);
    let ink = if strong { t.text } else { t.muted };
    let galley = text::line(ui, label, Weight::Regular, TABLE, ink, 360.0);
    let dot = if tone.is_some() { 14.0 } else { 0.0 };
    let size = vec2((galley.size().x + 16.0 + dot).ceil(), 28.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    access::button(&response, label);
    if response.hovered() {
        ui.painter()
            .rect_filled(rect, CornerRadius::same(RADIUS), t.hover);
    }
    if let Some(tone) = tone {
        ui.painter()
            .circle_filled(pos2(rect.left() + 12.0, rect.center().y), 4.0, t.ink(tone));
    }
    text::paint_at(ui, &galley, rect.left() + 8.0 + dot, rect.center().y);
    access::focus_ring(ui, rect, RADIUS, &response);
    response
}

/// A square button with an icon: theme, help, notifications.
pub fn icon_entry(ui: &mut Ui, glyph: Icon, name: &str) -> Response {
    let t = tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(28.0, 28.0), Sense::click());
    access::button(&response, name);
    if response.hovered() {
        ui.painter()
            .rect_filled(rect, CornerRadius::same(RADIUS), t.hover);
    }
    icon::paint(ui.painter(), glyph, rect.center(), 16.0, t.muted);
    access::focus_ring(ui, rect, RADIUS, &response);
    response.on_hover_text(text::small(name))
}

/// The bar at the foot of a screen: totals, key hints. 40 points, panel fill, hairline above.
pub fn status_line(ui: &mut Ui, left: impl FnOnce(&mut Ui), right: impl FnOnce(&mut Ui)) {
    let t = tokens(ui);
    Panel::bottom(ui.unique_id().with("status"))
        .exact_size(36.0)
        .resizable(false)
        .frame(
            Frame::new()
                .fill(t.panel)
                .inner_margin(Margin::symmetric(16, 0)),
        )
        .show(ui, |ui| {
            let rect = ui.max_rect();
            let place = |layout| UiBuilder::new().max_rect(rect).layout(layout);
            let used = ui
                .scope_builder(place(Layout::right_to_left(Align::Center)), |ui| {
                    ui.spacing_mut().item_spacing.x = 16.0;
                    right(ui);
                    ui.min_rect().left()
                })
                .inner;
            let room = Rect::from_min_max(rect.min, pos2(used.max(rect.left()) - 16.0, rect.max.y));
            ui.scope_builder(
                UiBuilder::new()
                    .max_rect(room)
                    .layout(Layout::left_to_right(Align::Center)),
                |ui| {
                    ui.shrink_clip_rect(room.expand2(vec2(4.0, 0.0)));
                    ui.spacing_mut().item_spacing.x = 16.0;
                    left(ui);
                },
            );
        });
}
