//! The register table: a million rows, of which only the visible ones are asked for.
//!
//! Rows have one height, so the place of each is arithmetic; the scroll position is kept in f64,
//! because at a million rows an f32 no longer tells neighbouring pixels apart.

mod cell;
mod columns;
mod head;
mod keyboard;
mod rows;
mod scroll;
mod state;

use std::ops::Range;

use egui::accesskit::Role;
use egui::{Rect, Sense, Ui, UiBuilder, pos2, vec2};

pub use cell::Cell;
pub use columns::{Column, ColumnAlign};
pub use state::{Selection, Sort, TableState};

use crate::tokens::{ROW, ROW_DENSE, tokens};

/// Where a table gets its rows from: the visible page of a register.
pub trait Rows {
    /// What identifies a row across sorting and reloading, such as an act's identifier.
    type Key: Clone + Ord;

    /// How many rows there are.
    fn len(&self) -> u64;

    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Announces which rows will be asked for, a screenful ahead on both sides: fetch them.
    fn prepare(&mut self, rows: Range<u64>);

    /// The key of a row, or `None` while the row is being fetched.
    fn key(&self, row: u64) -> Option<Self::Key>;

    /// The content of a cell. Rows being fetched show grey bars and are not asked.
    fn cell(&self, row: u64, column: usize) -> Cell<'_>;

    /// The name of a row for the screen reader: its number and title.
    fn name(&self, row: u64) -> String;
}

/// How a table is shown.
#[derive(Clone, Copy, Debug)]
#[must_use = "end with show"]
pub struct Table<'a> {
    id: &'a str,
    name: &'a str,
    columns: &'a [Column<'a>],
    dense: bool,
    multi: bool,
    totals: Option<&'a [Cell<'a>]>,
}

/// What happened to a table this frame.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableResponse {
    /// The row the cursor came to, by mouse or keyboard: show its details.
    pub cursor_moved: Option<u64>,
    /// The row that was opened by Enter or a double click.
    pub activated: Option<u64>,
    /// The row whose context menu was asked for.
    pub context: Option<u64>,
    /// The order was changed by a click on a header: ask for the rows again.
    pub sort_changed: bool,
    /// The column whose filter was asked for, by its place.
    pub filter_asked: Option<usize>,
    /// The selection changed.
    pub selection_changed: bool,
    /// Rows that were visible.
    pub visible: Range<u64>,
}

impl<'a> Table<'a> {
    /// A table; `id` tells tables apart, `name` is for the screen reader.
    pub fn new(id: &'a str, name: &'a str, columns: &'a [Column<'a>]) -> Self {
        Self {
            id,
            name,
            columns,
            dense: false,
            multi: false,
            totals: None,
        }
    }

    /// Rows of 26 points instead of 32.
    pub fn dense(mut self, dense: bool) -> Self {
        self.dense = dense;
        self
    }

    /// Check boxes to choose several rows.
    pub fn multi(mut self) -> Self {
        self.multi = true;
        self
    }

    /// A row of totals at the foot, one cell per column.
    pub fn totals(mut self, totals: &'a [Cell<'a>]) -> Self {
        self.totals = Some(totals);
        self
    }

    /// Height of a row in points.
    pub fn row_height(&self) -> f32 {
        if self.dense { ROW_DENSE } else { ROW }
    }

    /// Shows the table in all the room there is.
    pub fn show<R: Rows>(
        self,
        ui: &mut Ui,
        state: &mut TableState<R::Key>,
        rows: &mut R,
    ) -> TableResponse {
        let t = tokens(ui);
        let room = ui.available_rect_before_wrap();
        let size = vec2(
            if room.width().is_finite() {
                room.width()
            } else {
                640.0
            },
            if room.height().is_finite() {
                room.height()
            } else {
                400.0
            },
        );
        let rect = Rect::from_min_size(room.min, size.max(vec2(60.0, 60.0)));
        let id = egui::Id::unique(("baqylau-table", self.id));
        ui.allocate_rect(rect, Sense::hover());
        // The whole table is one stop of the Tab key; arrows move inside it.
        let builder = UiBuilder::new()
            .max_rect(rect)
            .scope_id(id)
            .accessibility_role(Role::Table)
            .accessibility_label(self.name);
        ui.scope_builder(builder, |ui| {
            ui.ctx().accesskit_node_builder(ui.unique_id(), |n| {
                crate::access::bounds(n, rect);
                n.set_row_count(usize::try_from(rows.len()).unwrap_or(usize::MAX));
                n.set_column_count(self.columns.len());
            });
            ui.painter().rect_filled(rect, 0.0, t.panel);
            ui.shrink_clip_rect(rect);
            self.inside(ui, rect, id, state, rows)
        })
        .inner
    }

    fn inside<R: Rows>(
        &self,
        ui: &mut Ui,
        rect: Rect,
        id: egui::Id,
        state: &mut TableState<R::Key>,
        rows: &mut R,
    ) -> TableResponse {
        let mut out = TableResponse::default();
        let height = self.row_height();
        let count = rows.len();
        let foot = if self.totals.is_some() { height } else { 0.0 };
        let layout = columns::layout(self.columns, rect, self.multi, state);
        let body = Rect::from_min_max(
            pos2(rect.left(), rect.top() + height),
            pos2(rect.right(), rect.bottom() - foot),
        );
        let body_height = body.height().max(height);

        // Focus and keys first, so that a key press is drawn in the same frame.
        let focus = ui.interact(body, id.with("focus"), Sense::click());
        ui.ctx().accesskit_node_builder(focus.id, |n| {
            n.set_role(Role::Grid);
            n.set_label(self.name);
        });
        keyboard::handle(
            ui,
            &focus,
            state,
            rows,
            self.multi,
            self.columns.len(),
            (body_height / height) as u64,
            &mut out,
        );
        scroll::handle(ui, rect, body, &layout, state, count, height);

        let first = (state.scroll / f64::from(height)).floor().max(0.0) as u64;
        let visible = (f64::from(body_height / height).ceil() as u64) + 1;
        let last = first.saturating_add(visible).min(count);
        let first = first.min(last);
        out.visible = first..last;
        rows.prepare(first.saturating_sub(visible)..last.saturating_add(visible).min(count));

        let geometry = rows::Geometry {
            body,
            height,
            layout: &layout,
            multi: self.multi,
        };
        rows::show(ui, &geometry, first..last, &focus, state, rows, &mut out);
        head::show(ui, self, rect, &layout, state, rows, &mut out);
        if let Some(totals) = self.totals {
            let foot = Rect::from_min_max(pos2(rect.left(), rect.bottom() - height), rect.max);
            rows::totals(ui, foot, &layout, self.columns, totals);
        }
        scroll::bar(ui, id, body, state, count, height);
        scroll::side_bar(ui, id, body, &layout, state);
        if focus.has_focus() {
            let line = egui::Stroke::new(2.0, tokens(ui).accent);
            let kind = egui::StrokeKind::Inside;
            if state.cursor().is_none() {
                ui.painter().rect_stroke(body, 0.0, line, kind);
            }
        }
        out
    }
}
