//! What a step changed, and why a step was refused.

use std::fmt;

use thiserror::Error;

use crate::path::NodePath;

pub(super) const VALUE: u8 = 1;
pub(super) const RELEVANCE: u8 = 2;
pub(super) const VALIDITY: u8 = 4;
pub(super) const VIOLATION: u8 = 8;
pub(super) const CHOICES: u8 = 16;
pub(super) const LABEL: u8 = 32;

/// A node that looks different now.
#[derive(Clone, PartialEq, Eq)]
pub struct ChangedNode {
    /// Which.
    pub path: NodePath,
    pub(super) what: u8,
    /// Its stored text now.
    pub value: String,
}

impl ChangedNode {
    /// The answer changed: store it.
    pub fn value_changed(&self) -> bool {
        self.what & VALUE != 0
    }

    /// It appeared or disappeared.
    pub fn relevance_changed(&self) -> bool {
        self.what & RELEVANCE != 0
    }

    /// Required, read-only or constraint came out differently.
    pub fn validity_changed(&self) -> bool {
        self.what & VALIDITY != 0
    }

    /// It became or stopped being a violation.
    pub fn violation_changed(&self) -> bool {
        self.what & VIOLATION != 0
    }

    /// Other choices may be offered.
    pub fn choices_changed(&self) -> bool {
        self.what & CHOICES != 0
    }

    /// A text shown with it mentions an answer that changed.
    pub fn label_changed(&self) -> bool {
        self.what & LABEL != 0
    }
}

// Answers are personal data and stay out of Debug output.
impl fmt::Debug for ChangedNode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ChangedNode({}, {:06b})", self.path, self.what)
    }
}

/// What one step changed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changes {
    /// Nodes that look different now.
    pub nodes: Vec<ChangedNode>,
    /// Repeats whose rows came, went or moved (path without row number): numbers of later rows
    /// have shifted, so everything stored under the path is to be stored anew.
    pub rows: Vec<NodePath>,
}

impl Changes {
    /// True when nothing happened.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty() && self.rows.is_empty()
    }

    /// Answers to store: path and text.
    pub fn answers(&self) -> impl Iterator<Item = (&NodePath, &str)> {
        self.nodes
            .iter()
            .filter(|node| node.value_changed())
            .map(|node| (&node.path, node.value.as_str()))
    }

    /// The change of one node.
    pub fn of(&self, path: &NodePath) -> Option<&ChangedNode> {
        self.nodes.iter().find(|node| node.path == *path)
    }
}

/// Why a step was refused; nothing has changed then.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum EditError {
    /// The form has no such node.
    #[error("nothing at {path}")]
    UnknownPath {
        /// The path asked for.
        path: NodePath,
    },
    /// The node is not for people to fill: a group, a note, a calculation.
    #[error("{path} takes no answer")]
    NotAnswerable {
        /// The path asked for.
        path: NodePath,
    },
    /// The node is read-only now.
    #[error("{path} is read-only")]
    ReadOnly {
        /// The path asked for.
        path: NodePath,
    },
    /// The instance holds as many rows as it can.
    #[error("no more rows fit")]
    Full,
    /// The number of rows follows an answer.
    #[error("the rows of {path} are counted by an answer")]
    CountedRows {
        /// The path asked for.
        path: NodePath,
    },
}
