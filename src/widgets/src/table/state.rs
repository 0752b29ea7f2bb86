//! What a table remembers between frames: cursor, selection, order, scroll position.

use std::collections::{BTreeMap, BTreeSet};

/// The chosen rows, by key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selection<K: Ord> {
    /// These.
    Only(BTreeSet<K>),
    /// Every row of the register, seen or not, except these.
    AllBut(BTreeSet<K>),
}

impl<K: Ord> Default for Selection<K> {
    fn default() -> Self {
        Self::Only(BTreeSet::new())
    }
}

impl<K: Ord + Clone> Selection<K> {
    /// Whether a row is chosen.
    pub fn contains(&self, key: &K) -> bool {
        match self {
            Self::Only(keys) => keys.contains(key),
            Self::AllBut(keys) => !keys.contains(key),
        }
    }

    /// Chooses a row or not.
    pub fn set(&mut self, key: &K, on: bool) {
        match self {
            Self::Only(keys) if on => _ = keys.insert(key.clone()),
            Self::Only(keys) => _ = keys.remove(key),
            Self::AllBut(keys) if on => _ = keys.remove(key),
            Self::AllBut(keys) => _ = keys.insert(key.clone()),
        }
    }

    /// Chooses nothing.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Chooses everything.
    pub fn all(&mut self) {
        *self = Self::AllBut(BTreeSet::new());
    }

    /// How many of `total` rows are chosen.
    pub fn count(&self, total: u64) -> u64 {
        match self {
            Self::Only(keys) => keys.len() as u64,
            Self::AllBut(keys) => total.saturating_sub(keys.len() as u64),
        }
    }

    /// The header's check box: all, none, or some (`None`).
    pub(super) fn mark(&self, total: u64) -> Option<bool> {
        match self.count(total) {
            0 => Some(false),
            n if n >= total => Some(true),
            _ => None,
        }
    }
}

/// By which column the rows are ordered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sort {
    /// The column's id.
    pub column: String,
    /// From small to large.
    pub ascending: bool,
}

/// Kept by the screen, one per register.
#[derive(Clone, Debug, PartialEq)]
pub struct TableState<K: Ord> {
    /// The chosen rows.
    pub selection: Selection<K>,
    /// The order shown in the header; the caller orders the rows.
    pub sort: Option<Sort>,
    /// By which columns rows are ordered that are equal in the first: added by a click with Shift.
    pub then: Vec<Sort>,
    pub(super) cursor: Option<u64>,
    /// Where a range chosen with Shift began.
    pub(super) anchor: Option<u64>,
    /// Points scrolled down.
    pub(super) scroll: f64,
    /// Points scrolled right.
    pub(super) scroll_x: f32,
    /// Widths the person has dragged, by column id.
    pub(super) widths: BTreeMap<String, f32>,
    /// Bring the cursor into view this frame.
    pub(super) reveal: bool,
}

impl<K: Ord> Default for TableState<K> {
    fn default() -> Self {
        Self {
            selection: Selection::default(),
            sort: None,
            then: Vec::new(),
            cursor: None,
            anchor: None,
            scroll: 0.0,
            scroll_x: 0.0,
            widths: BTreeMap::new(),
            reveal: false,
        }
    }
}

impl<K: Ord> TableState<K> {
    /// Ordered by a column at first.
    pub fn sorted(column: &str, ascending: bool) -> Self {
        Self {
            sort: Some(Sort {
                column: column.to_owned(),
                ascending,
            }),
            ..Self::default()
        }
    }

    /// The place of a column in the order, from 1, and whether it goes from small to large.
    pub(super) fn order_of(&self, column: &str) -> Option<(usize, bool)> {
        let all = self.sort.iter().chain(&self.then);
        (1..)
            .zip(all)
            .find(|(_, sort)| sort.column == column)
            .map(|(place, sort)| (place, sort.ascending))
    }

    /// What a click on a heading does: orders by it, or the other way round. With `also` it is
    /// added after the columns that order already, turned round there, or taken out again.
    pub(super) fn click_heading(&mut self, column: &str, also: bool) {
        let sort = |ascending| Sort {
            column: column.to_owned(),
            ascending,
        };
        let order = self.order_of(column);
        match (order, also, self.sort.is_some()) {
            (None, true, true) => self.then.push(sort(true)),
            (Some((place, ascending)), true, _) if place > 1 => {
                let at = place - 2;
                if ascending {
                    if let Some(known) = self.then.get_mut(at) {
                        known.ascending = false;
                    }
                } else {
                    self.then.remove(at);
                }
            }
            (Some((1, ascending)), _, _) => {
                self.sort = Some(sort(!ascending));
                if !also {
                    self.then.clear();
                }
            }
            _ => {
                self.sort = Some(sort(true));
                self.then.clear();
            }
        }
    }

    /// The row the keyboard stands on.
    pub fn cursor(&self) -> Option<u64> {
        self.cursor
    }

    /// Moves the cursor to a row and scrolls it into view.
    pub fn set_cursor(&mut self, row: Option<u64>) {
        self.cursor = row;
        self.anchor = row;
        self.reveal = row.is_some();
    }

    /// Back to the first row: after another filter or order.
    pub fn scroll_to_top(&mut self) {
        self.scroll = 0.0;
        self.cursor = None;
        self.anchor = None;
    }

    /// Widths the person has dragged, by column id; to be kept with the view.
    pub fn widths(&self) -> &BTreeMap<String, f32> {
        &self.widths
    }

    /// Restores widths kept with a view.
    pub fn set_widths(&mut self, widths: BTreeMap<String, f32>) {
        self.widths = widths;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_clicked_with_shift_order_what_is_equal_before() {
        let mut state = TableState::<u64>::default();
        let order = |state: &TableState<u64>| -> Vec<(String, bool)> {
            let all = state.sort.iter().chain(&state.then);
            all.map(|s| (s.column.clone(), s.ascending)).collect()
        };
        state.click_heading("region", true);
        state.click_heading("sum", true);
        state.click_heading("sum", true);
        assert_eq!(
            order(&state),
            [("region".into(), true), ("sum".into(), false)]
        );
        state.click_heading("region", true);
        assert_eq!(
            order(&state),
            [("region".into(), false), ("sum".into(), false)]
        );
        state.click_heading("sum", true);
        assert_eq!(order(&state), [("region".into(), false)]);
        state.click_heading("name", false);
        state.click_heading("name", false);
        assert_eq!(order(&state), [("name".into(), false)]);
    }

    #[test]
    fn choosing_all_of_a_million_rows_remembers_only_the_exceptions() {
        let mut s = Selection::default();
        s.all();
        s.set(&7_u64, false);
        assert!(!s.contains(&7) && s.contains(&8));
        assert_eq!(s.count(1_000_000), 999_999);
        assert_eq!(s.mark(1_000_000), None);
        s.set(&7, true);
        assert_eq!(s.mark(1_000_000), Some(true));
        s.clear();
        assert_eq!(s.mark(1_000_000), Some(false));
    }
}
