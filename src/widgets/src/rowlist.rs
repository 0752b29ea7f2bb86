//! A long list of rows of different heights, of which only the visible ones are laid out.

use std::ops::Range;
use std::sync::Arc;

use egui::{
    CornerRadius, Frame, Id, InnerResponse, Layout, Margin, Rect, ScrollArea, Stroke, Ui,
    UiBuilder, pos2, vec2,
};

use crate::tokens::tokens;

/// Remembered heights, and the row that is still to be brought into view.
#[derive(Clone, Default)]
struct Heights {
    rows: Arc<Vec<f32>>,
    width: f32,
    offset: f32,
    view: f32,
    reveal: Option<(usize, u8)>,
}

/// A list such as the items of a checklist: questions of one to five lines, some opened.
///
/// ```no_run
/// # fn f(ui: &mut egui::Ui, items: &[String], moved_to: Option<usize>) {
/// use baqylau_widgets::rowlist::{RowList, row};
/// RowList::new("items", 52.0).reveal(moved_to).show(ui, items.len(), |ui, index| {
///     row(ui, false, |ui| { ui.label(&items[index]); });
/// });
/// # }
/// ```
#[derive(Clone, Copy, Debug)]
#[must_use = "end with show"]
pub struct RowList<'a> {
    id: &'a str,
    estimate: f32,
    reveal: Option<usize>,
}

impl<'a> RowList<'a> {
    /// A list; `id` tells lists apart, `estimate` is a usual height of a row in points.
    pub fn new(id: &'a str, estimate: f32) -> Self {
        Self {
            id,
            estimate: estimate.max(8.0),
            reveal: None,
        }
    }

    /// Brings a row into view. Give it only when the cursor moved, or scrolling is impossible.
    pub fn reveal(mut self, row: Option<usize>) -> Self {
        self.reveal = row;
        self
    }

    /// Shows the rows that are visible in all the room there is and returns which they were.
    /// A row is laid out top-down at the full width; its identity is its index.
    pub fn show(
        self,
        ui: &mut Ui,
        count: usize,
        mut content: impl FnMut(&mut Ui, usize),
    ) -> Range<usize> {
        let key = Id::unique(("baqylau-rowlist", self.id));
        let mut heights = ui.data(|d| d.get_temp::<Heights>(key)).unwrap_or_default();
        if let Some(row) = self.reveal {
            // Heights above it may still be estimates: look again for a few frames.
            heights.reveal = Some((row, 4));
        }
        let mut area = ScrollArea::vertical()
            .id_salt(key)
            .auto_shrink([false, false]);
        if let Some((row, _)) = heights.reveal
            && heights.view > 0.0
        {
            area = area.vertical_scroll_offset(self.offset_showing(row, &heights));
        }
        let out = area.show_viewport(ui, |ui, viewport| {
            self.visible(ui, viewport, count, &mut heights, &mut content)
        });
        heights.offset = out.state.clamped_offset().y;
        heights.view = out.inner_rect.height();
        ui.data_mut(|d| d.insert_temp(key, heights));
        out.inner
    }

    /// The least scrolling that shows a row, by what is known of the heights.
    fn offset_showing(&self, row: usize, kept: &Heights) -> f32 {
        let top: f32 = kept.rows.iter().take(row).sum();
        let height = kept.rows.get(row).copied().unwrap_or(self.estimate);
        let lowest = (top + height - kept.view).min(top).max(0.0);
        kept.offset.clamp(lowest, top.max(lowest))
    }

    fn visible(
        &self,
        ui: &mut Ui,
        viewport: Rect,
        count: usize,
        kept: &mut Heights,
        content: &mut impl FnMut(&mut Ui, usize),
    ) -> Range<usize> {
        let width = ui.available_width();
        if (kept.width - width).abs() > 0.5 {
            // Other line breaks: the old heights are only estimates now, still better than none.
            kept.width = width;
        }
        let rows = Arc::make_mut(&mut kept.rows);
        rows.resize(count, self.estimate);
        let origin = ui.min_rect().min;
        ui.spacing_mut().item_spacing.y = 0.0;

        let mut y = 0.0;
        let mut range = 0..0;
        let mut changed = false;
        for (index, height) in rows.iter_mut().enumerate() {
            if y + *height < viewport.top() || y > viewport.bottom() {
                y += *height;
                continue;
            }
            if range.is_empty() {
                range.start = index;
            }
            range.end = index + 1;
            let place = Rect::from_min_size(origin + vec2(0.0, y), vec2(width, *height));
            let builder = UiBuilder::new()
                .max_rect(place)
                .layout(Layout::top_down(egui::Align::Min))
                .id_salt(index);
            let mut child = ui.new_child(builder);
            child.set_width(width);
            content(&mut child, index);
            let measured = child.min_rect().height().max(1.0).round();
            if (measured - *height).abs() > 0.5 {
                *height = measured;
                changed = true;
            }
            y += *height;
        }
        let total: f32 = rows.iter().sum();
        ui.set_height(total);
        ui.set_width(width);

        if let Some((row, tries)) = kept.reveal {
            // Done once nothing moved any more.
            kept.reveal =
                (tries > 0 && (changed || !range.contains(&row))).then(|| (row, tries - 1));
            changed |= kept.reveal.is_some();
        }
        if changed {
            ui.ctx().request_repaint();
        }
        range
    }
}

/// A row on the panel with a hairline below; the row in hand has a bar at its left.
pub fn row<R>(ui: &mut Ui, in_hand: bool, content: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
    let t = tokens(ui);
    let shown = Frame::new()
        .fill(t.panel)
        .inner_margin(Margin {
            left: 14,
            right: 16,
            top: 10,
            bottom: 10,
        })
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            content(ui)
        });
    let rect = shown.response.rect;
    ui.painter().hline(
        rect.x_range(),
        rect.bottom() - 0.5,
        Stroke::new(1.0, t.line),
    );
    if in_hand {
        let bar = Rect::from_min_max(rect.min, pos2(rect.left() + 3.0, rect.bottom()));
        ui.painter().rect_filled(bar, CornerRadius::ZERO, t.accent);
    }
    shown
}
