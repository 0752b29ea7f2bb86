//! How far a long document is, and whether it is still wanted.

use crate::error::DocumentError;

/// How often every row is gone through: measured, laid out, written.
pub(crate) const PASSES: usize = 3;

/// Tells rows done so far and asks whether to go on.
pub(crate) struct Progress<'a> {
    steps: usize,
    of: usize,
    tell: &'a mut dyn FnMut(usize) -> bool,
}

impl<'a> Progress<'a> {
    /// Begins at none of so many rows.
    pub fn new(of: usize, tell: &'a mut dyn FnMut(usize) -> bool) -> Self {
        Self { steps: 0, of, tell }
    }

    /// So many more rows have gone through one pass.
    ///
    /// # Errors
    /// [`DocumentError::Stopped`].
    pub fn step(&mut self, rows: usize) -> Result<(), DocumentError> {
        self.steps += rows;
        // The lines of sums go through the passes, too, and are none of the rows.
        if (self.tell)((self.steps / PASSES).min(self.of)) {
            Ok(())
        } else {
            Err(DocumentError::Stopped)
        }
    }
}
