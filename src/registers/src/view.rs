//! What somebody wants to see of a register: columns, filters, order. Kept and shared as JSON.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::table::{ColumnId, Kind, Table};

/// A column in a view.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shown {
    /// Its name in the table.
    pub column: String,
    /// Whether it is seen.
    #[serde(default = "yes")]
    pub visible: bool,
    /// Width in points, where somebody set it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width: Option<f32>,
}

const fn yes() -> bool {
    true
}

/// Which rows of a column are wanted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Filter {
    /// Texts, or words of choices, that hold every one of these words.
    Contains {
        /// The words, as typed.
        text: String,
    },
    /// Choices with one of these codes; `yes` and `no` for columns of these.
    OneOf {
        /// Codes.
        codes: BTreeSet<String>,
    },
    /// Numbers, or tiyn, from one to another, both included.
    Between {
        /// The least.
        #[serde(default)]
        from: Option<i64>,
        /// The greatest.
        #[serde(default)]
        to: Option<i64>,
    },
    /// Days from one to another, both included.
    Days {
        /// The first.
        #[serde(default)]
        from: Option<NaiveDate>,
        /// The last.
        #[serde(default)]
        to: Option<NaiveDate>,
    },
    /// Cells without anything.
    Empty,
    /// Cells with something.
    NotEmpty,
    /// Of a newer program: can't be applied, and [`View::unknown`] names its column.
    #[serde(other)]
    Unknown,
}

impl Filter {
    /// Whether it means something in a column of this kind.
    pub fn fits(&self, kind: Kind) -> bool {
        match self {
            Self::Contains { .. } => matches!(kind, Kind::Text | Kind::Choice),
            Self::OneOf { .. } => matches!(kind, Kind::Choice | Kind::Flag),
            Self::Between { .. } => matches!(kind, Kind::Number | Kind::Money),
            Self::Days { .. } => kind == Kind::Date,
            Self::Empty | Self::NotEmpty => true,
            Self::Unknown => false,
        }
    }
}

/// By which column rows are ordered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// Its name in the table.
    pub column: String,
    /// From large to small. Empty cells are last in both directions.
    #[serde(default)]
    pub descending: bool,
}

/// What somebody wants to see of a register. Columns a table doesn't have are kept as they are, so
/// that an older program loses nothing of a newer one's view.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct View {
    /// Columns from left to right.
    pub columns: Vec<Shown>,
    /// Filters by the names of columns; a row must answer all of them.
    pub filters: BTreeMap<String, Filter>,
    /// Order: the first column, where that is equal the second, and so on.
    pub orders: Vec<Order>,
}

impl View {
    /// Every column of a table, every row, in the order of the table.
    pub fn of(table: &Table) -> Self {
        let mut view = Self::default();
        view.complete(table);
        view
    }

    /// Adds columns of the table this view has never heard of, at the end, seen.
    pub fn complete(&mut self, table: &Table) {
        for column in table.columns() {
            let id = table.id(column);
            if self.columns.iter().all(|shown| shown.column != id) {
                self.columns.push(Shown {
                    column: id.to_owned(),
                    visible: true,
                    width: None,
                });
            }
        }
    }

    /// The columns of a table that are seen, from left to right.
    pub fn visible(&self, table: &Table) -> Vec<ColumnId> {
        let mut seen = BTreeSet::new();
        self.columns
            .iter()
            .filter(|shown| shown.visible)
            .filter_map(|shown| table.column(&shown.column))
            .filter(|column| seen.insert(*column))
            .collect()
    }

    /// Filters and orders that can't be applied to this table, by the names of their columns:
    /// whoever sees the rows must know that they were meant to be fewer.
    pub fn unknown(&self, table: &Table) -> Vec<&str> {
        let filters = self.filters.iter().filter(|(id, filter)| {
            let kind = table.column(id).and_then(|column| table.kind(column));
            kind.is_none_or(|kind| !filter.fits(kind))
        });
        let orders = self.orders.iter().map(|order| order.column.as_str());
        filters
            .map(|(id, _)| id.as_str())
            .chain(orders.filter(|id| table.column(id).is_none()))
            .collect()
    }

    /// Sets or removes the filter of a column.
    pub fn filter(&mut self, column: &str, filter: Option<Filter>) {
        match filter {
            Some(filter) => _ = self.filters.insert(column.to_owned(), filter),
            None => _ = self.filters.remove(column),
        }
    }
}
