//! Every change as an undoable record.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::path::NodePath;

/// What a row of a repeat holds, with paths relative to the row.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RowContent {
    /// Nested repeats and their number of rows, outer ones first.
    pub rows: Vec<(String, usize)>,
    /// Non-empty answers.
    pub answers: Vec<(String, String)>,
}

/// The smallest change.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Delta {
    /// An answer changed.
    Set {
        /// Which.
        path: NodePath,
        /// Before.
        before: String,
        /// After.
        after: String,
    },
    /// A row appeared.
    Insert {
        /// Path of the repeat without row number, such as `/rooms`.
        repeat: NodePath,
        /// Place among the rows, 0 = first.
        row: usize,
        /// What it held when it appeared.
        content: RowContent,
    },
    /// A row disappeared.
    Remove {
        /// Path of the repeat without row number.
        repeat: NodePath,
        /// Place among the rows, 0 = first.
        row: usize,
        /// What it held.
        content: RowContent,
    },
}

// Answers are personal data: Debug shows where something changed, never what.
impl fmt::Debug for Delta {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Delta::Set { path, .. } => write!(f, "Set({path})"),
            Delta::Insert { repeat, row, .. } => write!(f, "Insert({repeat}, {row})"),
            Delta::Remove { repeat, row, .. } => write!(f, "Remove({repeat}, {row})"),
        }
    }
}

impl fmt::Debug for RowContent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RowContent({} answers)", self.answers.len())
    }
}

/// One step of a person with everything that followed from it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Entry {
    /// Changes in the order they happened.
    pub deltas: Vec<Delta>,
}

impl Entry {
    /// Where the person acted: the first change; the rest followed from it.
    pub fn place(&self) -> Option<&NodePath> {
        self.deltas.first().map(|delta| match delta {
            Delta::Set { path, .. } => path,
            Delta::Insert { repeat, .. } | Delta::Remove { repeat, .. } => repeat,
        })
    }
}

/// What was done and can be undone, what was undone and can be redone.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Journal {
    pub(crate) done: Vec<Entry>,
    pub(crate) undone: Vec<Entry>,
}

impl Journal {
    /// Steps that can be undone, oldest first.
    pub fn done(&self) -> &[Entry] {
        &self.done
    }

    /// Steps that can be redone, the next one last.
    pub fn undone(&self) -> &[Entry] {
        &self.undone
    }
}
