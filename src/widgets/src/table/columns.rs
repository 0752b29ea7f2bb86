//! Columns: their definition, and where each stands in the room there is.

use egui::Rect;

use super::state::TableState;

/// Narrowest a column can be dragged, in points.
pub(super) const NARROWEST: f32 = 48.0;
/// Width of the check boxes' column.
pub(super) const CHECKS: f32 = 34.0;

/// How the cells of a column are aligned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum ColumnAlign {
    /// Words.
    #[default]
    Left,
    /// Numbers and sums.
    Right,
}

/// One column of a register.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Column<'a> {
    /// What tells it apart in the order and the widths.
    pub id: &'a str,
    /// Its heading.
    pub title: &'a str,
    /// Width in points; the least width of a column that grows.
    pub width: f32,
    /// Alignment of heading and cells.
    pub align: ColumnAlign,
    /// Whether a click on the heading orders by it.
    pub sortable: bool,
    /// Takes a share of the room left over.
    pub grows: bool,
    /// Whether its heading has a button for a filter, and whether one is set.
    pub filter: Option<bool>,
}

impl<'a> Column<'a> {
    /// A column of words.
    pub const fn new(id: &'a str, title: &'a str, width: f32) -> Self {
        Self {
            id,
            title,
            width,
            align: ColumnAlign::Left,
            sortable: false,
            grows: false,
            filter: None,
        }
    }

    /// A column of numbers.
    pub const fn number(id: &'a str, title: &'a str, width: f32) -> Self {
        Self {
            align: ColumnAlign::Right,
            ..Self::new(id, title, width)
        }
    }

    /// Can be ordered by.
    pub const fn sortable(mut self) -> Self {
        self.sortable = true;
        self
    }

    /// Its heading has a button for a filter; `set` when there is one.
    pub const fn filtered(mut self, set: bool) -> Self {
        self.filter = Some(set);
        self
    }

    /// Takes a share of the room left over.
    pub const fn grows(mut self) -> Self {
        self.grows = true;
        self
    }
}

/// Where the columns stand this frame.
pub(super) struct Layout {
    /// Left edge and width of each column, in screen points, scrolled.
    pub(super) places: Vec<(f32, f32)>,
    /// Width of all columns together.
    pub(super) total: f32,
    aligns: Vec<ColumnAlign>,
    shifted: bool,
}

impl Layout {
    pub(super) fn align(&self, column: usize) -> ColumnAlign {
        self.aligns.get(column).copied().unwrap_or_default()
    }

    /// Whether columns slide under the check boxes.
    pub(super) fn scrolled(&self) -> bool {
        self.shifted
    }
}

pub(super) fn layout<K: Ord>(
    columns: &[Column<'_>],
    rect: Rect,
    multi: bool,
    state: &mut TableState<K>,
) -> Layout {
    let checks = if multi { CHECKS } else { 0.0 };
    let mut widths: Vec<f32> = columns
        .iter()
        .map(|c| {
            state
                .widths
                .get(c.id)
                .copied()
                .unwrap_or(c.width)
                .max(NARROWEST)
        })
        .collect();
    // Room for the scroll bar stays free at the right.
    let left_over = rect.width() - checks - widths.iter().sum::<f32>() - 10.0;
    let growing = columns
        .iter()
        .filter(|c| c.grows && !state.widths.contains_key(c.id))
        .count();
    if left_over > 0.0 && growing > 0 {
        let share = (left_over / growing as f32).floor();
        for (width, column) in widths.iter_mut().zip(columns) {
            if column.grows && !state.widths.contains_key(column.id) {
                *width += share;
            }
        }
    }
    let total = checks + widths.iter().sum::<f32>();
    let most = (total - rect.width() + 10.0).max(0.0);
    state.scroll_x = state.scroll_x.clamp(0.0, most);
    let mut x = rect.left() + checks - state.scroll_x;
    let places = widths
        .into_iter()
        .map(|width| {
            let place = (x.round(), width);
            x += width;
            place
        })
        .collect();
    let aligns = columns.iter().map(|c| c.align).collect();
    Layout {
        places,
        total,
        aligns,
        shifted: state.scroll_x > 0.0,
    }
}
