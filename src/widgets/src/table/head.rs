//! The head of a table: titles, order, the check box for all rows, edges that can be dragged.

use egui::accesskit::{Role, SortDirection};
use egui::{CursorIcon, Rect, Sense, Stroke, Ui, UiBuilder, pos2, vec2};

use super::columns::{CHECKS, Layout, NARROWEST};
use super::state::TableState;
use super::{Column, ColumnAlign, Rows, Table, TableResponse};
use crate::access;
use crate::field;
use crate::fonts::Weight;
use crate::icon::{self, Icon};
use crate::text;
use crate::tokens::tokens;
use crate::words::words;

/// Width of the button of a column's filter, in points.
const FILTER: f32 = 24.0;

pub(super) fn show<R: Rows>(
    ui: &mut Ui,
    table: &Table<'_>,
    rect: Rect,
    layout: &Layout,
    state: &mut TableState<R::Key>,
    rows: &R,
    out: &mut TableResponse,
) {
    let t = tokens(ui);
    let head = Rect::from_min_size(rect.min, vec2(rect.width(), table.row_height()));
    ui.painter().rect_filled(head, 0.0, t.panel);
    ui.painter().hline(
        head.x_range(),
        head.bottom() - 0.5,
        Stroke::new(1.0, t.line),
    );
    let builder = UiBuilder::new()
        .max_rect(head)
        .id_salt("head")
        .accessibility_role(Role::Row);
    let mut line = ui.new_child(builder);
    line.set_clip_rect(head.intersect(ui.clip_rect()));
    for (index, (column, (left, width))) in table.columns.iter().zip(&layout.places).enumerate() {
        let mut place = Rect::from_min_size(pos2(*left, head.top()), vec2(*width, head.height()));
        if let Some(set) = column.filter {
            let button = Rect::from_min_max(pos2(place.right() - FILTER, place.top()), place.max);
            place.max.x = button.left() + 4.0;
            if filter(&mut line, column, button, set) {
                out.filter_asked = Some(index);
            }
        }
        title(&mut line, column, place, state, out);
    }
    // Edges after the titles, so that they win where both could be meant.
    for (column, (left, width)) in table.columns.iter().zip(&layout.places) {
        edge(&mut line, column, left + width, head, *width, state);
    }
    if table.multi {
        all_rows(&mut line, head, state, rows, out);
    }
}

fn title<K: Ord>(
    ui: &mut Ui,
    column: &Column<'_>,
    place: Rect,
    state: &mut TableState<K>,
    out: &mut TableResponse,
) {
    let t = tokens(ui);
    let sense = if column.sortable {
        Sense::click()
    } else {
        Sense::hover()
    };
    let response = ui.interact(place, ui.scope_id().with(column.id), sense);
    if response.clicked() {
        let also = ui.input(|i| i.modifiers.shift);
        state.click_heading(column.id, also);
        out.sort_changed = true;
    }
    let place_in_order = state.order_of(column.id);
    let order = place_in_order.map(|(_, ascending)| ascending);
    access::named(&response, Role::ColumnHeader, column.title);
    let words = words(ui.ctx());
    ui.ctx()
        .accesskit_node_builder(response.id, |n| match order {
            Some(true) => {
                n.set_sort_direction(SortDirection::Ascending);
                n.set_description(words.ascending.as_str());
            }
            Some(false) => {
                n.set_sort_direction(SortDirection::Descending);
                n.set_description(words.descending.as_str());
            }
            None => {}
        });
    let ink = if order.is_some() || (column.sortable && response.hovered()) {
        t.text
    } else {
        t.muted
    };
    let arrow = if order.is_some() { 16.0 } else { 0.0 };
    let inner = place.shrink2(vec2(8.0, 0.0));
    let galley = text::line(
        ui,
        column.title,
        Weight::Medium,
        12.0,
        ink,
        inner.width() - arrow,
    );
    let y = place.center().y;
    let x = match column.align {
        ColumnAlign::Left => inner.left(),
        ColumnAlign::Right => inner.right() - arrow - galley.size().x,
    };
    text::paint_at(ui, &galley, x, y);
    if let Some(ascending) = order {
        let glyph = if ascending {
            Icon::ArrowUp
        } else {
            Icon::ArrowDown
        };
        let at = pos2(x + galley.size().x + 9.0, y);
        icon::paint(ui.painter(), glyph, at, 12.0, ink);
        if let Some((number, _)) = place_in_order.filter(|_| !state.then.is_empty()) {
            let number = number.to_string();
            let number = text::line(ui, &number, Weight::Medium, 10.0, ink, 10.0);
            text::paint_at(ui, &number, at.x + 6.0, y - 3.0);
        }
    }
    access::focus_ring(ui, place.shrink2(vec2(4.0, 5.0)), 4, &response);
}

/// The button of a column's filter; true when it was clicked.
fn filter(ui: &mut Ui, column: &Column<'_>, place: Rect, set: bool) -> bool {
    let t = tokens(ui);
    let id = ui.scope_id().with((column.id, "filter"));
    let response = ui.interact(place, id, Sense::click());
    let words = words(ui.ctx());
    let name = format!("{}: {}", words.filter, column.title);
    response.widget_info(|| egui::WidgetInfo::selected(Role::Button, true, set, &name));
    let ink = match (set, response.hovered()) {
        (true, _) => t.accent,
        (false, true) => t.text,
        (false, false) => t.muted.gamma_multiply(0.6),
    };
    let mark = Rect::from_center_size(place.center() - vec2(2.0, 0.0), vec2(20.0, 20.0));
    if set {
        ui.painter().rect_filled(mark, 4.0, t.accent_soft);
    }
    icon::paint(ui.painter(), Icon::ListFilter, mark.center(), 14.0, ink);
    access::focus_ring(ui, mark, 4, &response);
    response.clicked()
}

fn edge<K: Ord>(
    ui: &mut Ui,
    column: &Column<'_>,
    x: f32,
    head: Rect,
    width: f32,
    state: &mut TableState<K>,
) {
    let t = tokens(ui);
    let grip = Rect::from_min_max(pos2(x - 4.0, head.top()), pos2(x + 4.0, head.bottom()));
    // Not a stop of the Tab key: widths are a matter of the mouse.
    let response = ui.interact(grip, ui.scope_id().with((column.id, "edge")), Sense::DRAG);
    if response.dragged() {
        let dragged = (width + response.drag_delta().x).max(NARROWEST);
        state.widths.insert(column.id.to_owned(), dragged);
    }
    if response.hovered() || response.dragged() {
        ui.painter().vline(
            x,
            head.shrink(6.0).y_range(),
            Stroke::new(2.0, t.control_line),
        );
        ui.ctx().set_cursor_icon(CursorIcon::ResizeColumn);
    }
}

fn all_rows<R: Rows>(
    ui: &mut Ui,
    head: Rect,
    state: &mut TableState<R::Key>,
    rows: &R,
    out: &mut TableResponse,
) {
    let t = tokens(ui);
    let rect = Rect::from_min_size(head.min, vec2(CHECKS, head.height() - 1.0));
    ui.painter().rect_filled(rect, 0.0, t.panel);
    let response = ui.interact(rect, ui.scope_id().with("all"), Sense::click());
    let mark = state.selection.mark(rows.len());
    let words = words(ui.ctx());
    response.widget_info(|| match mark {
        Some(on) => egui::WidgetInfo::selected(Role::CheckBox, true, on, &words.select_all),
        None => egui::WidgetInfo::labeled(Role::CheckBox, true, &words.select_all),
    });
    if response.clicked() && !rows.is_empty() {
        if mark == Some(false) {
            state.selection.all();
        } else {
            state.selection.clear();
        }
        out.selection_changed = true;
    }
    let mark_rect = Rect::from_center_size(rect.center() - vec2(1.0, 0.0), vec2(16.0, 16.0));
    field::paint_box(ui, mark_rect, mark, response.hovered());
    access::focus_ring(ui, mark_rect, 4, &response);
}
