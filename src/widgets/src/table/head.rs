//! The head of a table: titles, order, the check box for all rows, edges that can be dragged.

use egui::accesskit::{Role, SortDirection};
use egui::{CursorIcon, Rect, Sense, Stroke, Ui, UiBuilder, pos2, vec2};

use super::columns::{CHECKS, Layout, NARROWEST};
use super::state::{Sort, TableState};
use super::{Column, ColumnAlign, Rows, Table, TableResponse};
use crate::access;
use crate::field;
use crate::fonts::Weight;
use crate::icon::{self, Icon};
use crate::text;
use crate::tokens::tokens;
use crate::words::words;

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
    for (column, (left, width)) in table.columns.iter().zip(&layout.places) {
        let place = Rect::from_min_size(pos2(*left, head.top()), vec2(*width, head.height()));
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
    let order = state
        .sort
        .as_ref()
        .filter(|s| s.column == column.id)
        .map(|s| s.ascending);
    if response.clicked() {
        let ascending = order != Some(true);
        state.sort = Some(Sort {
            column: column.id.to_owned(),
            ascending,
        });
        out.sort_changed = true;
    }
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
    }
    access::focus_ring(ui, place.shrink2(vec2(4.0, 5.0)), 4, &response);
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
