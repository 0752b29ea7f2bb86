//! Totals of rows, exact however many and large they are.

use std::collections::BTreeMap;

use crate::search::Stopped;
use crate::table::{Data, NO_NUMBER, Table};

/// Totals of some rows of a table: of those that count. Where none of them does, of all: whoever
/// looks at nothing but what came back wants to know how much that is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// How many rows.
    pub rows: usize,
    /// How many of them don't count.
    pub left_out: usize,
    sums: BTreeMap<String, i128>,
}

impl Totals {
    /// The sum of a column that has one: numbers, or tiyn. More rows than fit into memory are
    /// needed for it to overflow.
    pub fn sum(&self, column: &str) -> Option<i128> {
        self.sums.get(column).copied()
    }

    /// Whether none of the rows counts, and there are some.
    pub fn all_left_out(&self) -> bool {
        self.rows > 0 && self.left_out == self.rows
    }

    /// Whether some of the rows count and some don't.
    pub fn mixed(&self) -> bool {
        self.left_out > 0 && self.left_out < self.rows
    }
}

/// The totals of rows.
pub(crate) fn of(
    table: &Table,
    rows: impl Iterator<Item = u32>,
    stop: &dyn Fn() -> bool,
) -> Result<Totals, Stopped> {
    let mut summed: Vec<(&str, &[i64], Sums)> = table
        .columns
        .iter()
        .filter(|column| column.total)
        .filter_map(|column| match &column.data {
            Data::Whole(values) => Some((column.id.as_str(), values.as_slice(), Sums::default())),
            _ => None,
        })
        .collect();
    let (mut count, mut left_out) = (0_usize, 0_usize);
    for row in rows {
        if count.is_multiple_of(65_536) && stop() {
            return Err(Stopped);
        }
        count += 1;
        let counts = table.counts(row);
        left_out += usize::from(!counts);
        for (_, values, sums) in &mut summed {
            if let Some(value) = values.get(row as usize).filter(|v| **v != NO_NUMBER) {
                let sum = if counts {
                    &mut sums.counted
                } else {
                    &mut sums.left_out
                };
                *sum = Some(sum.unwrap_or(0) + i128::from(*value));
            }
        }
    }
    let none_counts = count > 0 && left_out == count;
    Ok(Totals {
        rows: count,
        left_out,
        sums: summed
            .into_iter()
            // A column nobody knows anything of has no sum, which isn't nought.
            .filter_map(|(id, _, sums)| {
                let sum = if none_counts {
                    sums.left_out
                } else {
                    sums.counted
                };
                Some((id.to_owned(), sum.or((count == 0).then_some(0))?))
            })
            .collect(),
    })
}

/// The sums of a column, of rows that count and of the others.
#[derive(Default)]
struct Sums {
    counted: Option<i128>,
    left_out: Option<i128>,
}

impl Table {
    /// The totals of some rows: those that were chosen.
    pub fn totals(&self, rows: impl IntoIterator<Item = u32>) -> Totals {
        of(self, rows.into_iter(), &|| false).unwrap_or_default()
    }
}
