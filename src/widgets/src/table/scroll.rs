//! Scrolling a table: wheel, keyboard, and a bar that can be dragged.

use egui::{CornerRadius, Id, Rect, Sense, Ui, pos2, vec2};

use super::columns::Layout;
use super::state::TableState;
use crate::tokens::tokens;

fn most(body: Rect, count: u64, height: f32) -> f64 {
    (count as f64 * f64::from(height) - f64::from(body.height())).max(0.0)
}

pub(super) fn handle<K: Ord>(
    ui: &Ui,
    rect: Rect,
    body: Rect,
    layout: &Layout,
    state: &mut TableState<K>,
    count: u64,
    height: f32,
) {
    if ui.rect_contains_pointer(rect) {
        let delta = ui.input_mut(|i| std::mem::take(&mut i.smooth_scroll_delta));
        // Shift turns a wheel sideways in egui already.
        state.scroll -= f64::from(delta.y);
        state.scroll_x -= delta.x;
        if delta.x != 0.0 && layout.total > rect.width() {
            ui.ctx().request_repaint();
        }
    }
    if state.reveal {
        state.reveal = false;
        if let Some(row) = state.cursor {
            let top = row as f64 * f64::from(height);
            let bottom = top + f64::from(height) - f64::from(body.height());
            state.scroll = state.scroll.clamp(bottom.min(top), top);
        }
    }
    state.scroll = state.scroll.clamp(0.0, most(body, count, height));
}

pub(super) fn bar<K: Ord>(
    ui: &mut Ui,
    id: Id,
    body: Rect,
    state: &mut TableState<K>,
    count: u64,
    height: f32,
) {
    let most = most(body, count, height);
    if most <= 0.0 {
        return;
    }
    let t = tokens(ui);
    let track = Rect::from_min_max(pos2(body.right() - 10.0, body.top()), body.max).shrink(2.0);
    let share = f64::from(body.height()) / (most + f64::from(body.height()));
    let length = (f64::from(track.height()) * share).max(24.0) as f32;
    let free = f64::from(track.height() - length).max(1.0);
    // Dragging only: not a stop of the Tab key, the keyboard scrolls by rows.
    let response = ui.interact(
        track.expand(2.0),
        id.with("bar"),
        Sense::DRAG | Sense::CLICK,
    );
    ui.ctx().accesskit_node_builder(response.id, |n| {
        n.set_role(egui::accesskit::Role::ScrollBar);
        n.set_numeric_value(state.scroll);
        n.set_min_numeric_value(0.0);
        n.set_max_numeric_value(most);
    });
    if response.dragged() {
        state.scroll += f64::from(response.drag_delta().y) * most / free;
    } else if response.clicked()
        && let Some(at) = response.interact_pointer_pos()
    {
        state.scroll = f64::from(at.y - track.top() - length / 2.0) * most / free;
    }
    state.scroll = state.scroll.clamp(0.0, most);
    let top = track.top() + (state.scroll / most * free) as f32;
    let handle = Rect::from_min_size(pos2(track.left(), top), vec2(6.0, length));
    let lit = response.hovered() || response.dragged();
    let fill = t.line.lerp_to_gamma(t.muted, if lit { 0.9 } else { 0.45 });
    ui.painter()
        .rect_filled(handle, CornerRadius::same(3), fill);
}

/// A bar along the foot where the columns are wider than the table.
pub(super) fn side_bar<K: Ord>(
    ui: &mut Ui,
    id: Id,
    body: Rect,
    layout: &Layout,
    state: &mut TableState<K>,
) {
    let hidden = layout.total - body.width() + 10.0;
    if hidden <= 10.0 {
        return;
    }
    let t = tokens(ui);
    let track = Rect::from_min_max(
        pos2(body.left() + 2.0, body.bottom() - 8.0),
        pos2(body.right() - 12.0, body.bottom() - 2.0),
    );
    let length = (track.width() * body.width() / (layout.total + 10.0)).max(24.0);
    let free = (track.width() - length).max(1.0);
    let response = ui.interact(track.expand(2.0), id.with("side-bar"), Sense::DRAG);
    ui.ctx().accesskit_node_builder(response.id, |n| {
        n.set_role(egui::accesskit::Role::ScrollBar);
        n.set_numeric_value(f64::from(state.scroll_x));
        n.set_max_numeric_value(f64::from(hidden));
    });
    if response.dragged() {
        state.scroll_x += response.drag_delta().x * hidden / free;
    }
    state.scroll_x = state.scroll_x.clamp(0.0, hidden);
    let left = track.left() + state.scroll_x / hidden * free;
    let handle = Rect::from_min_size(pos2(left, track.top()), vec2(length, 6.0));
    let lit = response.hovered() || response.dragged();
    let fill = t.line.lerp_to_gamma(t.muted, if lit { 0.9 } else { 0.45 });
    ui.painter()
        .rect_filled(handle, CornerRadius::same(3), fill);
}
