//! What is exported: some columns and rows of a table, in their order.

use crate::table::{ColumnId, Table};

/// Rows between two tellings of how far an export is.
pub(crate) const STEP: usize = 512;

/// Why an export broke off.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// Whoever asked for it doesn't want it any more.
    #[error("stopped")]
    Stopped,
    /// More rows than a sheet has: 1,048,576 with its heading and totals.
    #[error("more rows than a sheet has")]
    TooManyRows,
    /// The file couldn't be written.
    #[error("can't be written: {0}")]
    Write(#[from] std::io::Error),
    /// The sheet couldn't be made.
    #[error("the sheet can't be made: {0}")]
    Sheet(#[from] rust_xlsxwriter::XlsxError),
}

/// The column written behind the others where some of the rows don't count in totals: what its
/// readers see and its sums follow.
#[derive(Clone, Copy, Debug)]
pub struct Counted<'a> {
    /// Its heading.
    pub title: &'a str,
    /// Of a row that doesn't count.
    pub no: &'a str,
    /// Of a row that counts.
    pub yes: &'a str,
}

impl<'a> Counted<'a> {
    /// The word for a row.
    pub fn word(&self, table: &Table, row: u32) -> &'a str {
        if table.counts(row) { self.yes } else { self.no }
    }
}

/// Some columns and rows of a table.
#[derive(Clone, Copy, Debug)]
pub struct Extract<'a> {
    /// The table.
    pub table: &'a Table,
    /// Columns from left to right.
    pub columns: &'a [ColumnId],
    /// Rows in their order.
    pub rows: &'a [u32],
    /// The word before totals; none leaves them out.
    pub total: Option<&'a str>,
    /// The words by which it is told which rows count, where not all do.
    pub counted: Counted<'a>,
    /// The name of the sheet.
    pub name: &'a str,
}

impl Extract<'_> {
    /// Whether some rows count and some don't, so that a column says which.
    pub(crate) fn mixed(&self) -> bool {
        let left_out = self.rows.iter().filter(|row| !self.table.counts(**row));
        let left_out = left_out.count();
        left_out > 0 && left_out < self.rows.len()
    }
}

/// Tells how far an export is and asks whether it is still wanted.
pub(crate) fn tell(
    done: usize,
    progress: &mut dyn FnMut(usize) -> bool,
) -> Result<(), ExportError> {
    if done.is_multiple_of(STEP) && !progress(done) {
        return Err(ExportError::Stopped);
    }
    Ok(())
}
