//! All answers by stable path, as the client keeps them.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

/// The answers of one filled form.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Snapshot {
    /// Form the answers belong to.
    pub form_id: String,
    /// Its version; answers stay with the version they were given to.
    pub version: String,
    /// Non-empty answers by path, also of rows that are not relevant now.
    pub answers: BTreeMap<String, String>,
    /// Number of rows of every repeat, by path without its own row number.
    pub rows: BTreeMap<String, usize>,
}

// Answers are personal data and stay out of Debug output.
impl fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Snapshot")
            .field("form_id", &self.form_id)
            .field("version", &self.version)
            .field("answers", &self.answers.len())
            .finish()
    }
}

/// What could not be taken over; nothing is dropped silently.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Leftover {
    /// Answers whose path the form does not have.
    pub unknown: BTreeMap<String, String>,
    /// Repeats the form does not have.
    pub unknown_rows: BTreeMap<String, usize>,
}

impl Leftover {
    /// True when every answer found its place.
    pub fn is_empty(&self) -> bool {
        self.unknown.is_empty() && self.unknown_rows.is_empty()
    }
}

impl fmt::Debug for Leftover {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(self.unknown.keys())
            .entries(self.unknown_rows.keys())
            .finish()
    }
}
