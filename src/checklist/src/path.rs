//! Stable names of answers.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Path of a node in an instance: `/s_fire/B07`, `/rooms[2]/area`; rows of repeats are counted
/// from 1. The root is the empty path.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Default)]
#[serde(transparent)]
pub struct NodePath(pub String);

impl NodePath {
    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Steps of the path: name and, for rows, the 1-based number.
    pub(crate) fn steps(&self) -> impl Iterator<Item = (&str, Option<usize>)> {
        self.0
            .split('/')
            .filter(|step| !step.is_empty())
            .map(
                |step| match step.strip_suffix(']').and_then(|step| step.split_once('[')) {
                    Some((name, row)) => (name, row.parse().ok()),
                    None => (step, None),
                },
            )
    }

    /// The path without row numbers: that of the definition.
    pub fn definition(&self) -> String {
        self.steps().flat_map(|(name, _)| ["/", name]).collect()
    }
}

impl fmt::Display for NodePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for NodePath {
    fn from(text: &str) -> Self {
        NodePath(text.to_owned())
    }
}

impl From<String> for NodePath {
    fn from(text: String) -> Self {
        NodePath(text)
    }
}
