//! The body of a table: visible rows, their check boxes, hover, clicks, and the totals.

use std::ops::Range;

use egui::accesskit::Role;
use egui::{Modifiers, Rect, Response, Sense, Stroke, Ui, UiBuilder, pos2, vec2};

use super::cell::{self, Cell};
use super::columns::{CHECKS, Column, Layout};
use super::state::TableState;
use super::{Rows, TableResponse};
use crate::access;
use crate::field;
use crate::fonts::Weight;
use crate::text;
use crate::tokens::tokens;
use crate::words::words;

pub(super) struct Geometry<'a> {
    pub(super) body: Rect,
    pub(super) height: f32,
    pub(super) layout: &'a Layout,
    pub(super) multi: bool,
}

impl Geometry<'_> {
    fn row(&self, row: u64, scroll: f64) -> Rect {
        let top = row as f64 * f64::from(self.height) - scroll;
        let top = (f64::from(self.body.top()) + top).round() as f32;
        Rect::from_min_size(
            pos2(self.body.left(), top),
            vec2(self.body.width(), self.height),
        )
    }
}

pub(super) fn show<R: Rows>(
    ui: &mut Ui,
    geometry: &Geometry<'_>,
    range: Range<u64>,
    focus: &Response,
    state: &mut TableState<R::Key>,
    rows: &R,
    out: &mut TableResponse,
) {
    let t = tokens(ui);
    let clip = geometry.body.intersect(ui.clip_rect());
    let mut body = ui.new_child(UiBuilder::new().max_rect(geometry.body).id_salt("body"));
    body.set_clip_rect(clip);
    let pointer = body
        .ctx()
        .pointer_hover_pos()
        .filter(|_| focus.contains_pointer());
    for row in range {
        let rect = geometry.row(row, state.scroll);
        let key = rows.key(row);
        let chosen = key.as_ref().is_some_and(|k| state.selection.contains(k));
        let at_cursor = state.cursor == Some(row);
        let hovered = pointer.is_some_and(|p| rect.contains(p));
        if at_cursor || (chosen && !geometry.multi) {
            body.painter().rect_filled(rect, 0.0, t.accent_soft);
        } else if hovered {
            body.painter().rect_filled(rect, 0.0, t.hover);
        }
        let line = Stroke::new(1.0, t.line);
        body.painter()
            .hline(rect.x_range(), rect.bottom() - 0.5, line);

        let name = if key.is_some() {
            rows.name(row)
        } else {
            words(body.ctx()).loading.clone()
        };
        let builder = UiBuilder::new()
            .max_rect(rect)
            .id_salt(row)
            .accessibility_role(Role::Row)
            .accessibility_label(name.as_str());
        let mut line = body.new_child(builder);
        line.ctx().accesskit_node_builder(line.unique_id(), |n| {
            access::bounds(n, rect);
            n.set_row_index(usize::try_from(row).unwrap_or(usize::MAX));
            n.set_selected(chosen);
            if key.is_none() {
                n.set_busy();
            }
        });
        if at_cursor {
            let active = line.unique_id().accesskit_id();
            line.ctx()
                .accesskit_node_builder(focus.id, |n| n.set_active_descendant(active));
        }
        cells(&mut line, geometry, rect, row, key.is_some(), rows);
        if let (true, Some(key)) = (geometry.multi, &key)
            && check(&mut line, geometry, rect, chosen, &name)
        {
            state.selection.set(key, !chosen);
            state.anchor = Some(row);
            state.cursor = Some(row);
            out.selection_changed = true;
            focus.request_focus();
        }
        if at_cursor && focus.has_focus() {
            access::ring(&body, rect.shrink2(vec2(3.0, 3.0)), 3);
        }
    }
    clicks(&body, geometry, focus, state, rows, out);
}

fn cells<R: Rows>(
    ui: &mut Ui,
    geometry: &Geometry<'_>,
    row_rect: Rect,
    row: u64,
    fetched: bool,
    rows: &R,
) {
    for (index, (left, width)) in geometry.layout.places.iter().enumerate() {
        let rect =
            Rect::from_min_size(pos2(*left, row_rect.top()), vec2(*width, row_rect.height()));
        if rect.right() < geometry.body.left() || rect.left() > geometry.body.right() {
            continue;
        }
        let align = geometry.layout.align(index);
        if !fetched {
            cell::skeleton(ui, rect, align, row);
            continue;
        }
        let cell = rows.cell(row, index);
        let not_counted = cell
            .is_struck()
            .then(|| words(ui.ctx()).not_counted.clone());
        let response = ui.interact(rect, ui.scope_id().with(index), Sense::hover());
        ui.ctx().accesskit_node_builder(response.id, |n| {
            access::bounds(n, rect);
            n.set_role(Role::Cell);
            n.set_column_index(index);
            n.set_value(cell.words());
            if let Some(words) = &not_counted {
                n.set_description(words.as_str());
            }
        });
        cell.paint(ui, rect, align);
    }
}

fn check(ui: &mut Ui, geometry: &Geometry<'_>, row: Rect, on: bool, name: &str) -> bool {
    let rect = Rect::from_min_size(row.min, vec2(CHECKS, row.height()));
    if geometry.layout.scrolled() {
        let t = tokens(ui);
        ui.painter().rect_filled(rect, 0.0, t.panel);
    }
    let response = ui.interact(rect, ui.scope_id().with("check"), Sense::CLICK);
    let words = words(ui.ctx());
    let enabled = response.enabled();
    response.widget_info(|| {
        let label = format!("{}: {name}", words.select_row);
        egui::WidgetInfo::selected(Role::CheckBox, enabled, on, label)
    });
    let mark = Rect::from_center_size(rect.center() - vec2(1.0, 0.0), vec2(16.0, 16.0));
    field::paint_box(ui, mark, Some(on), response.hovered());
    response.clicked()
}

fn clicks<R: Rows>(
    ui: &Ui,
    geometry: &Geometry<'_>,
    focus: &Response,
    state: &mut TableState<R::Key>,
    rows: &R,
    out: &mut TableResponse,
) {
    let Some(at) = focus.interact_pointer_pos() else {
        return;
    };
    let offset = f64::from(at.y - geometry.body.top()) + state.scroll;
    if offset < 0.0 || !geometry.body.contains(at) {
        return;
    }
    let row = (offset / f64::from(geometry.height)) as u64;
    if row >= rows.len() {
        return;
    }
    if focus.secondary_clicked() {
        out.context = Some(row);
    }
    if focus.clicked() || focus.secondary_clicked() {
        focus.request_focus();
        let modifiers = ui.input(|i| i.modifiers);
        if state.cursor != Some(row) {
            out.cursor_moved = Some(row);
        }
        state.cursor = Some(row);
        if focus.clicked() {
            choose_by_click(geometry, state, rows, row, modifiers, out);
        }
    }
    if focus.double_clicked() {
        out.activated = Some(row);
    }
}

fn choose_by_click<R: Rows>(
    geometry: &Geometry<'_>,
    state: &mut TableState<R::Key>,
    rows: &R,
    row: u64,
    modifiers: Modifiers,
    out: &mut TableResponse,
) {
    if geometry.multi && modifiers.shift {
        choose_range(state, rows, row);
        out.selection_changed = true;
        return;
    }
    state.anchor = Some(row);
    let Some(key) = rows.key(row) else { return };
    if geometry.multi {
        if modifiers.command {
            let on = state.selection.contains(&key);
            state.selection.set(&key, !on);
            out.selection_changed = true;
        }
    } else if !state.selection.contains(&key) {
        state.selection.clear();
        state.selection.set(&key, true);
        out.selection_changed = true;
    }
}

/// Chooses the rows between the anchor and `row`; rows not fetched yet are left out.
pub(super) fn choose_range<R: Rows>(state: &mut TableState<R::Key>, rows: &R, row: u64) {
    let anchor = state.anchor.unwrap_or(row);
    state.anchor = Some(anchor);
    for between in anchor.min(row)..=anchor.max(row) {
        if let Some(key) = rows.key(between) {
            state.selection.set(&key, true);
        }
    }
}

pub(super) fn totals(
    ui: &mut Ui,
    rect: Rect,
    layout: &Layout,
    columns: &[Column<'_>],
    totals: &[Cell<'_>],
) {
    let t = tokens(ui);
    ui.painter().rect_filled(rect, 0.0, t.sunk);
    ui.painter()
        .hline(rect.x_range(), rect.top() + 0.5, Stroke::new(1.0, t.line));
    let builder = UiBuilder::new()
        .max_rect(rect)
        .id_salt("totals")
        .accessibility_role(Role::Row);
    let foot = ui.new_child(builder);
    for (index, ((left, width), cell)) in layout.places.iter().zip(totals).enumerate() {
        let align = columns
            .get(index)
            .map_or_else(Default::default, |c| c.align);
        // Words go on over columns that have no total; those before all totals begin at the left
        // edge, whatever stands above them.
        let empty = |(_, cell): &(&(f32, f32), &Cell<'_>)| cell.words().is_empty();
        let free = totals.get(1).is_some_and(|cell| cell.words().is_empty());
        let align = if index == 0 && free {
            super::ColumnAlign::Left
        } else {
            align
        };
        let over = layout.places.iter().zip(totals).skip(index + 1);
        let over: f32 = match align {
            super::ColumnAlign::Left => over.take_while(empty).map(|((_, width), _)| width).sum(),
            super::ColumnAlign::Right => 0.0,
        };
        let width = if cell.words().is_empty() {
            *width
        } else {
            width + over
        };
        let place = Rect::from_min_size(pos2(*left, rect.top()), vec2(width, rect.height()));
        let response = foot.interact(place, foot.scope_id().with(index), Sense::hover());
        foot.ctx().accesskit_node_builder(response.id, |n| {
            access::bounds(n, place);
            n.set_role(Role::Cell);
            n.set_value(cell.words());
        });
        // Totals are emphasised whatever their cells say.
        let galley = text::line(
            ui,
            cell.words(),
            Weight::SemiBold,
            13.0,
            t.text,
            width - 16.0,
        );
        let x = match align {
            super::ColumnAlign::Left => place.left() + 8.0,
            super::ColumnAlign::Right => place.right() - 8.0 - galley.size().x,
        };
        text::paint_at(ui, &galley, x, place.center().y);
    }
}
