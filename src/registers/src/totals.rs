//! Totals of rows, exact however many and large they are.

use std::collections::BTreeMap;

use crate::search::Stopped;
use crate::table::{Data, NO_NUMBER, Table};

/// Totals of some rows of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// How many rows.
    pub rows: usize,
    sums: BTreeMap<String, i128>,
}

impl Totals {
    /// The sum of a column that has one: numbers, or tiyn. More rows than fit into memory are
    /// needed for it to overflow.
    pub fn sum(&self, column: &str) -> Option<i128> {
        self.sums.get(column).copied()
    }
}

/// The totals of rows.
pub(crate) fn of(
    table: &Table,
    rows: impl Iterator<Item = u32>,
    stop: &dyn Fn() -> bool,
) -> Result<Totals, Stopped> {
    let mut summed: Vec<(&str, &[i64], Option<i128>)> = table
        .columns
        .iter()
        .filter(|column| column.total)
        .filter_map(|column| match &column.data {
            Data::Whole(values) => Some((column.id.as_str(), values.as_slice(), None)),
            _ => None,
        })
        .collect();
    let mut count = 0_usize;
    for row in rows {
        if count.is_multiple_of(65_536) && stop() {
            return Err(Stopped);
        }
        count += 1;
        for (_, values, sum) in &mut summed {
            if let Some(value) = values.get(row as usize).filter(|v| **v != NO_NUMBER) {
                *sum = Some(sum.unwrap_or(0) + i128::from(*value));
            }
        }
    }
    Ok(Totals {
        rows: count,
        sums: summed
            .into_iter()
            // A column nobody knows anything of has no sum, which isn't nought.
            .filter_map(|(id, _, sum)| Some((id.to_owned(), sum.or((count == 0).then_some(0))?)))
            .collect(),
    })
}

impl Table {
    /// The totals of some rows: those that were chosen.
    pub fn totals(&self, rows: impl IntoIterator<Item = u32>) -> Totals {
        of(self, rows.into_iter(), &|| false).unwrap_or_default()
    }
}
