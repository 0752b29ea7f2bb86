//! One filled form: set answers, add and remove rows, undo and redo.

mod changes;
mod edit;
mod export;
mod items;
mod recalc;
mod restore;
mod store;
mod view;
mod world;

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

pub use changes::{ChangedNode, Changes, EditError};
pub use items::{Field, FieldError, Item, ShownChoice};
pub use view::{Blocker, BlockerKind, Repeat, Section};

use crate::env::Env;
use crate::form::{DefId, Form};
use crate::journal::{Delta, Journal};
use crate::path::NodePath;
use crate::value::{Value, ValueError};
use crate::xpath::{EvalError, NodeId};
use recalc::Task;
use store::Store;

/// One filled form.
pub struct Instance {
    form: Arc<Form>,
    env: Env,
    store: Store,
    random: Cell<u64>,
    journal: Journal,
    /// Changes of the step under way.
    pending: Vec<Delta>,
    queue: BTreeSet<Task>,
    /// Rows whose trigger fired, with the node that fired it.
    fired: Vec<(DefId, NodeId)>,
    touched: BTreeMap<NodeId, u8>,
    resized: BTreeSet<NodePath>,
    mode: Mode,
    faults: BTreeMap<String, EvalError>,
}

/// Why expressions are being evaluated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// A form is being opened: triggers do not fire, nothing is recorded.
    Opening,
    /// A person changes something.
    Editing,
    /// The surroundings changed: everything is evaluated and told, nothing is recorded.
    Refreshing,
    /// Recorded changes are applied: what is calculated is in the record.
    Replaying,
}

// Answers are personal data and stay out of Debug output.
impl fmt::Debug for Instance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Instance")
            .field("form_id", &self.form.form_id())
            .field("nodes", &self.store.nodes.len())
            .finish_non_exhaustive()
    }
}

impl Instance {
    /// The form being filled.
    pub fn form(&self) -> &Arc<Form> {
        &self.form
    }

    /// The surroundings.
    pub fn env(&self) -> &Env {
        &self.env
    }

    /// What was done and can be undone.
    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    /// Takes over a journal kept with the snapshot this instance was restored from.
    pub fn set_journal(&mut self, journal: Journal) {
        self.journal = journal;
    }

    /// Expressions that could not be evaluated, by `cell`, with the reason. Empty in a sound form.
    pub fn faults(&self) -> impl Iterator<Item = (&str, &EvalError)> {
        self.faults
            .iter()
            .map(|(cell, fault)| (cell.as_str(), fault))
    }

    /// The stored text of an answer; `None` when there is no such node.
    pub fn answer(&self, path: &NodePath) -> Option<&str> {
        self.store
            .find(&self.form, path)
            .map(|node| self.store.value(node))
    }

    /// The answer by the kind of its question; `None` when there is no such question.
    pub fn value(&self, path: &NodePath) -> Option<Result<Value, ValueError>> {
        let node = self.store.find(&self.form, path)?;
        let kind = self.form.def(self.store.def(node)).kind()?;
        Some(Value::parse(
            kind,
            self.store.value(node),
            self.env.offset_seconds(),
        ))
    }

    /// True when the node exists and is relevant together with everything above it.
    pub fn is_relevant(&self, path: &NodePath) -> bool {
        self.store
            .find(&self.form, path)
            .is_some_and(|node| self.store.is_relevant(node))
    }

    /// Number of rows of a repeat, by path without row number such as `/rooms`.
    pub fn row_count(&self, repeat: &NodePath) -> usize {
        self.repeat_at(repeat).map_or(0, |(parent, def)| {
            self.store.rows(&self.form, parent, def).len()
        })
    }

    /// The parent node and the definition of a repeat.
    fn repeat_at(&self, repeat: &NodePath) -> Option<(NodeId, DefId)> {
        let (above, name) = repeat.as_str().rsplit_once('/')?;
        let parent = self.store.find(&self.form, &NodePath(above.to_owned()))?;
        let above = self.form.def(self.store.def(parent));
        let slot = *above.child_by_name.get(name)?;
        let def = *above.children.get(slot)?;
        (self.form.def(def).role == crate::form::Role::Repeat).then_some((parent, def))
    }

    fn path(&self, node: NodeId) -> NodePath {
        self.store.path(&self.form, node)
    }
}
