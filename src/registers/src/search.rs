//! Finding the rows of a view: filtering, the first page, the whole order.

use std::cmp::Ordering;

use baqylau_locale::fold;
use chrono::Datelike;

use crate::compare::{Keys, containing};
use crate::table::{Column, Data, Kind, NO_CHOICE, NO_DAY, NO_NUMBER, Table};
use crate::totals::{self, Totals};
use crate::view::{Filter, View};

/// Rows between two looks at whether anybody still wants the answer.
const BLOCK: usize = 65_536;

/// Nobody wants the answer any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("stopped")]
pub struct Stopped;

/// The rows that answer a view, on their way into its order. All of it is meant for a thread on
/// which no frame waits; `stop` is asked between blocks of rows.
pub struct Search<'t> {
    table: &'t Table,
    orders: Vec<Keys<'t>>,
    /// The key of the first order, and the row.
    rows: Vec<(u64, u32)>,
    /// How many of them stand in their final places.
    settled: usize,
}

enum Test<'t> {
    Text(&'t [u32], Vec<bool>),
    Small(&'t [u16], Vec<bool>),
    Whole(&'t [i64], i64, i64),
    Days(&'t [i32], i32, i32),
    /// Cells that are empty, or are not.
    Present(&'t Column, bool),
}

impl Test<'_> {
    fn new<'t>(column: &'t Column, filter: &Filter) -> Option<Test<'t>> {
        if !filter.fits(column.kind) {
            return None;
        }
        Some(match (filter, &column.data) {
            (Filter::Contains { text }, data) => {
                let query = fold(text);
                let query = query.trim();
                if query.is_empty() {
                    return None;
                }
                match data {
                    Data::Text { codes, .. } => Test::Text(codes, containing(column, query)),
                    Data::Small(choices) => {
                        let has = |word: &str| baqylau_locale::matches_folded(query, &fold(word));
                        Test::Small(
                            choices,
                            column.choices.iter().map(|c| has(&c.word)).collect(),
                        )
                    }
                    _ => return None,
                }
            }
            (Filter::OneOf { codes }, Data::Small(choices)) => Test::Small(
                choices,
                column
                    .choices
                    .iter()
                    .map(|c| codes.contains(&c.code))
                    .collect(),
            ),
            (Filter::Between { from, to }, Data::Whole(values)) => Test::Whole(
                values,
                from.unwrap_or(NO_NUMBER).max(NO_NUMBER + 1),
                to.unwrap_or(i64::MAX),
            ),
            (Filter::Days { from, to }, Data::Days(days)) => Test::Days(
                days,
                from.map_or(NO_DAY + 1, |day| day.num_days_from_ce()),
                to.map_or(i32::MAX, |day| day.num_days_from_ce()),
            ),
            (Filter::Empty, _) => Test::Present(column, false),
            (Filter::NotEmpty, _) => Test::Present(column, true),
            _ => return None,
        })
    }

    #[inline]
    fn holds(&self, row: u32) -> bool {
        let row = row as usize;
        match self {
            Self::Text(codes, wanted) => codes
                .get(row)
                .and_then(|code| wanted.get(*code as usize))
                .is_some_and(|wanted| *wanted),
            Self::Small(choices, wanted) => choices
                .get(row)
                .and_then(|choice| wanted.get(usize::from(*choice)))
                .is_some_and(|wanted| *wanted),
            Self::Whole(values, from, to) => {
                values.get(row).is_some_and(|v| (from..=to).contains(&v))
            }
            Self::Days(days, from, to) => days.get(row).is_some_and(|d| (from..=to).contains(&d)),
            Self::Present(column, wanted) => {
                let there = match &column.data {
                    Data::Text { codes, .. } => codes.get(row).is_some_and(|code| *code != 0),
                    Data::Whole(values) => values.get(row).is_some_and(|v| *v != NO_NUMBER),
                    Data::Days(days) => days.get(row).is_some_and(|d| *d != NO_DAY),
                    Data::Small(choices) => choices.get(row).is_some_and(|c| *c != NO_CHOICE),
                };
                there == *wanted
            }
        }
    }
}

impl<'t> Search<'t> {
    /// Filters. What a view says of columns that aren't there is passed over.
    ///
    /// # Errors
    /// [`Stopped`] when `stop` said so.
    pub fn new(table: &'t Table, view: &View, stop: &dyn Fn() -> bool) -> Result<Self, Stopped> {
        let column = |id: &str| table.column(id).and_then(|at| table.columns.get(at.0));
        let mut tests = Vec::new();
        for (id, filter) in &view.filters {
            if stop() {
                return Err(Stopped);
            }
            tests.extend(column(id).and_then(|column| Test::new(column, filter)));
        }
        // What is cheap to look at goes first.
        tests.sort_by_key(|test| matches!(test, Test::Text(..)));
        let mut orders = Vec::new();
        for order in &view.orders {
            if stop() {
                return Err(Stopped);
            }
            orders.extend(
                column(&order.column)
                    .map(|column| Keys::new(column, table.language, order.descending)),
            );
        }
        let count = u32::try_from(table.len()).unwrap_or(u32::MAX);
        let mut rows = Vec::new();
        let first = orders.first();
        for begin in (0..count).step_by(BLOCK) {
            if stop() {
                return Err(Stopped);
            }
            let end = begin.saturating_add(BLOCK as u32).min(count);
            rows.extend(
                (begin..end)
                    .filter(|row| tests.iter().all(|test| test.holds(*row)))
                    .map(|row| (first.map_or(0, |keys| keys.of(row)), row)),
            );
        }
        let settled = if orders.is_empty() { rows.len() } else { 0 };
        Ok(Self {
            table,
            orders,
            rows,
            settled,
        })
    }

    /// How many rows answer the view.
    pub fn count(&self) -> usize {
        self.rows.len()
    }

    /// The totals of what answers the view.
    ///
    /// # Errors
    /// [`Stopped`] when `stop` said so.
    pub fn totals(&self, stop: &dyn Fn() -> bool) -> Result<Totals, Stopped> {
        totals::of(self.table, self.rows.iter().map(|(_, row)| *row), stop)
    }

    /// The first rows in their order, without ordering the rest.
    pub fn page(&mut self, size: usize) -> Vec<u32> {
        let size = size.min(self.rows.len());
        if size > self.settled {
            let orders = order_of(&self.orders);
            if let Some(rest) = self.rows.get_mut(self.settled..) {
                let wanted = size - self.settled;
                if wanted < rest.len() {
                    rest.select_nth_unstable_by(wanted - 1, &orders);
                }
                if let Some(page) = rest.get_mut(..wanted) {
                    page.sort_unstable_by(&orders);
                }
            }
            self.settled = size;
        }
        self.rows.iter().take(size).map(|(_, row)| *row).collect()
    }

    /// All rows in their order; what [`Search::page`] gave stands at its beginning.
    ///
    /// # Errors
    /// [`Stopped`] when `stop` said so.
    pub fn order(mut self, stop: &dyn Fn() -> bool) -> Result<Vec<u32>, Stopped> {
        // Parts of growing size, so that somebody who typed on isn't kept waiting for the last.
        let mut next = BLOCK;
        while self.settled < self.rows.len() {
            if stop() {
                return Err(Stopped);
            }
            self.page(self.settled.saturating_add(next));
            next = next.saturating_mul(2);
        }
        Ok(self.rows.into_iter().map(|(_, row)| row).collect())
    }
}

/// Rows equal in everything keep the order of the table.
fn order_of<'k>(orders: &'k [Keys<'_>]) -> impl Fn(&(u64, u32), &(u64, u32)) -> Ordering + 'k {
    let rest = orders.get(1..).unwrap_or_default();
    move |a, b| {
        a.0.cmp(&b.0)
            .then_with(|| {
                rest.iter()
                    .map(|keys| keys.of(a.1).cmp(&keys.of(b.1)))
                    .find(|order| order.is_ne())
                    .unwrap_or(Ordering::Equal)
            })
            .then_with(|| a.1.cmp(&b.1))
    }
}

impl std::fmt::Debug for Search<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Search")
            .field("rows", &self.rows.len())
            .finish_non_exhaustive()
    }
}

/// Whether a kind has an order people expect from small to large at first; money and days begin
/// with the largest.
impl Kind {
    /// The direction a first click on the heading gives.
    pub fn descends_first(self) -> bool {
        matches!(self, Self::Money | Self::Number | Self::Date)
    }
}
