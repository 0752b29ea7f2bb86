//! Names and roles for assistive technology: every control says what it is and what it does.

use egui::accesskit::{Live, Role};
use egui::{Response, Ui, WidgetInfo};

/// Names a button-like response.
pub fn button(response: &Response, name: &str) {
    named(response, Role::Button, name);
}

/// Names a response with any role.
pub fn named(response: &Response, role: Role, name: &str) {
    let enabled = response.enabled();
    response.widget_info(|| WidgetInfo::labeled(role, enabled, name));
}

/// Names something that is chosen or not: a tab, a row, a switch.
pub fn chosen(response: &Response, role: Role, chosen: bool, name: &str) {
    let enabled = response.enabled();
    response.widget_info(|| WidgetInfo::selected(role, enabled, chosen, name));
    response
        .ctx
        .accesskit_node_builder(response.id, |node| node.set_selected(chosen));
}

/// Adds a longer explanation to a named control: the reason it is disabled, an error of a field.
pub fn describe(response: &Response, description: &str) {
    response
        .ctx
        .accesskit_node_builder(response.id, |node| node.set_description(description));
}

/// Marks a field as wrong, with the reason.
pub fn invalid(response: &Response, reason: &str) {
    response.ctx.accesskit_node_builder(response.id, |node| {
        node.set_invalid(egui::accesskit::Invalid::True);
        node.set_description(reason);
    });
}

/// Shows `content` as a region whose changes are read out: politely, or at once when `urgent`.
pub fn live<R>(ui: &mut Ui, urgent: bool, content: impl FnOnce(&mut Ui) -> R) -> R {
    ui.scope(|ui| {
        ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
            node.set_role(if urgent { Role::Alert } else { Role::Status });
            node.set_live(if urgent {
                Live::Assertive
            } else {
                Live::Polite
            });
        });
        content(ui)
    })
    .inner
}

/// Paints the 2-point ring around a control that has keyboard focus.
pub fn focus_ring(ui: &Ui, rect: egui::Rect, radius: u8, response: &Response) {
    if response.has_focus() {
        ring(ui, rect, radius);
    }
}

/// Paints the focus ring unconditionally, for composites that keep their own cursor.
pub fn ring(ui: &Ui, rect: egui::Rect, radius: u8) {
    let t = crate::tokens::tokens(ui);
    ui.painter().rect_stroke(
        rect.expand(1.0),
        egui::CornerRadius::same(radius.saturating_add(1)),
        egui::Stroke::new(2.0, t.accent),
        egui::StrokeKind::Outside,
    );
}

/// Says where a container is on the screen; egui does so only for what can be clicked.
pub(crate) fn bounds(node: &mut egui::accesskit::Node, rect: egui::Rect) {
    node.set_bounds(egui::accesskit::Rect {
        x0: rect.min.x.into(),
        y0: rect.min.y.into(),
        x1: rect.max.x.into(),
        y1: rect.max.y.into(),
    });
}
