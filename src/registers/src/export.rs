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
    /// The name of the sheet.
    pub name: &'a str,
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
