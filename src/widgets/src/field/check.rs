//! Check boxes, radio buttons and switches: the whole line is the target, not only the mark.

use egui::accesskit::Role;
use egui::{CornerRadius, Rect, Response, Sense, Stroke, StrokeKind, Ui, Vec2, pos2, vec2};

use crate::access;
use crate::fonts::{BODY, Weight};
use crate::text;
use crate::tokens::{RADIUS_TAG, tokens};

const MARK: f32 = 16.0;

/// A check box with its label. Reports `changed`.
pub fn checkbox(ui: &mut Ui, on: &mut bool, label: &str) -> Response {
    let (rect, mut response) = target(ui, label);
    if response.clicked() {
        *on = !*on;
        response.mark_changed();
    }
    let enabled = response.enabled();
    response.widget_info(|| egui::WidgetInfo::selected(Role::CheckBox, enabled, *on, label));
    if ui.is_rect_visible(rect) {
        paint_label(ui, rect, label);
        paint_box(ui, mark(rect), Some(*on), response.hovered());
        access::focus_ring(ui, mark(rect), RADIUS_TAG, &response);
    }
    response
}

/// A check box that may also be half on (`None`): some of the rows are chosen.
/// A click makes it on, or off when it was on.
pub fn tri_checkbox(ui: &mut Ui, on: Option<bool>, label: &str) -> Response {
    let (rect, response) = target(ui, label);
    let enabled = response.enabled();
    response.widget_info(|| match on {
        Some(on) => egui::WidgetInfo::selected(Role::CheckBox, enabled, on, label),
        None => egui::WidgetInfo::labeled(Role::CheckBox, enabled, label),
    });
    if ui.is_rect_visible(rect) {
        paint_label(ui, rect, label);
        paint_box(ui, mark(rect), on, response.hovered());
        access::focus_ring(ui, mark(rect), RADIUS_TAG, &response);
    }
    response
}

/// One of several exclusive choices. Reports `clicked`.
pub fn radio(ui: &mut Ui, chosen: bool, label: &str) -> Response {
    let (rect, response) = target(ui, label);
    access::chosen(&response, Role::RadioButton, chosen, label);
    if ui.is_rect_visible(rect) {
        let t = tokens(ui);
        paint_label(ui, rect, label);
        let center = mark(rect).center();
        if chosen {
            ui.painter()
                .circle(center, 7.5, t.panel, Stroke::new(1.5, t.accent));
            ui.painter().circle_filled(center, 4.0, t.accent);
        } else {
            let fill = if response.hovered() { t.hover } else { t.panel };
            ui.painter()
                .circle(center, 7.5, fill, Stroke::new(1.0, t.control_line));
        }
        access::focus_ring(ui, mark(rect), 8, &response);
    }
    response
}

/// A setting that takes effect at once. Reports `changed`.
pub fn switch(ui: &mut Ui, on: &mut bool, label: &str) -> Response {
    let t = tokens(ui);
    let galley = label_galley(ui, label, ui.available_width() - 44.0);
    let size = vec2(44.0 + galley.size().x, galley.size().y.max(24.0));
    let (rect, mut response) = ui.allocate_exact_size(size, Sense::click());
    if response.clicked() {
        *on = !*on;
        response.mark_changed();
    }
    let enabled = response.enabled();
    response.widget_info(|| egui::WidgetInfo::selected(Role::Switch, enabled, *on, label));
    if ui.is_rect_visible(rect) {
        let knob = Rect::from_min_size(pos2(rect.left(), rect.center().y - 9.0), vec2(34.0, 18.0));
        let fill = if *on { t.accent } else { t.control_line };
        ui.painter().rect_filled(knob, CornerRadius::same(9), fill);
        let x = if *on {
            knob.right() - 9.0
        } else {
            knob.left() + 9.0
        };
        ui.painter()
            .circle_filled(pos2(x, knob.center().y), 6.5, t.panel);
        text::paint_at(ui, &galley, rect.left() + 44.0, rect.center().y);
        access::focus_ring(ui, knob, 9, &response);
    }
    response
}

fn label_galley(ui: &Ui, label: &str, width: f32) -> std::sync::Arc<egui::Galley> {
    let t = tokens(ui);
    ui.painter()
        .layout_job(text::job(label, Weight::Regular, BODY, t.text, width, 4))
}

fn target(ui: &mut Ui, label: &str) -> (Rect, Response) {
    if label.is_empty() {
        return ui.allocate_exact_size(Vec2::splat(24.0), Sense::click());
    }
    let galley = label_galley(ui, label, ui.available_width() - MARK - 8.0);
    let size = vec2(MARK + 8.0 + galley.size().x, galley.size().y.max(24.0));
    ui.allocate_exact_size(size, Sense::click())
}

fn mark(rect: Rect) -> Rect {
    let y = rect.top() + 12.0;
    Rect::from_center_size(pos2(rect.left() + MARK / 2.0, y), Vec2::splat(MARK))
}

fn paint_label(ui: &Ui, rect: Rect, label: &str) {
    if label.is_empty() {
        return;
    }
    let galley = label_galley(ui, label, rect.width() - MARK - 8.0 + 1.0);
    let y = rect.top() + (24.0_f32.max(rect.height()) - galley.size().y) / 2.0;
    let y = if galley.rows.len() > 1 {
        rect.top() + 2.0
    } else {
        y
    };
    ui.painter().galley(
        pos2(rect.left() + MARK + 8.0, y),
        galley,
        egui::Color32::PLACEHOLDER,
    );
}

/// Paints the mark of a check box; `None` is half on.
pub(crate) fn paint_box(ui: &Ui, rect: Rect, on: Option<bool>, hovered: bool) {
    let t = tokens(ui);
    let radius = CornerRadius::same(RADIUS_TAG);
    let p = ui.painter();
    if on == Some(false) {
        let fill = if hovered { t.hover } else { t.panel };
        p.rect(
            rect,
            radius,
            fill,
            Stroke::new(1.0, t.control_line),
            StrokeKind::Inside,
        );
        return;
    }
    let fill = if hovered { t.accent_hover } else { t.accent };
    p.rect_filled(rect, radius, fill);
    let stroke = Stroke::new(2.0, t.on_accent);
    let c = rect.center();
    if on.is_none() {
        p.line_segment([c - vec2(4.0, 0.0), c + vec2(4.0, 0.0)], stroke);
    } else {
        p.line(
            vec![
                c + vec2(-4.0, 0.0),
                c + vec2(-1.2, 3.0),
                c + vec2(4.2, -3.0),
            ],
            stroke,
        );
    }
}
