//! Steps of a person: set, add and remove rows, undo, redo.

use super::changes::{ChangedNode, Changes, EditError};
use super::store::ROOT;
use super::{Instance, Mode};
use crate::form::{DefId, DefaultValue, Role};
use crate::journal::{Delta, Entry, RowContent};
use crate::path::NodePath;
use crate::value::Value;
use crate::xpath::NodeId;

impl Instance {
    /// Sets an answer; the empty text clears it. A text that is no answer of its kind (letters
    /// in a number) is kept too: nothing typed is lost, and it is reported as an error.
    ///
    /// # Errors
    /// [`EditError`] when there is no such question, people do not fill it, or it is read-only.
    pub fn set(&mut self, path: &NodePath, text: &str) -> Result<Changes, EditError> {
        let unknown = || EditError::UnknownPath { path: path.clone() };
        let node = self.store.find(&self.form, path).ok_or_else(unknown)?;
        let def = self.form.def(self.store.def(node));
        let fillable = match def.role {
            Role::Question(kind) => {
                kind.is_entered() && (def.calculation.is_none() || !def.triggers.is_empty())
                    || kind == crate::kinds::Kind::Hidden
            }
            _ => false,
        };
        if !fillable {
            return Err(EditError::NotAnswerable { path: path.clone() });
        }
        if self.store.node(node).is_some_and(|node| node.read_only) {
            return Err(EditError::ReadOnly { path: path.clone() });
        }
        self.mode = Mode::Editing;
        self.put(node, text.to_owned());
        self.settle();
        Ok(self.finish())
    }

    /// Sets a typed answer.
    ///
    /// # Errors
    /// As [`Instance::set`].
    pub fn set_value(&mut self, path: &NodePath, value: &Value) -> Result<Changes, EditError> {
        self.set(path, &value.to_text())
    }

    /// Adds a row at the end of a repeat (path without row number) and gives its path.
    ///
    /// # Errors
    /// [`EditError`] when there is no such repeat or its rows are counted by an answer.
    pub fn add_row(&mut self, repeat: &NodePath) -> Result<(NodePath, Changes), EditError> {
        let unknown = || EditError::UnknownPath {
            path: repeat.clone(),
        };
        let (parent, def) = self.repeat_at(repeat).ok_or_else(unknown)?;
        if self.is_counted(def) {
            return Err(EditError::CountedRows {
                path: repeat.clone(),
            });
        }
        self.mode = Mode::Editing;
        let at = self.store.rows(&self.form, parent, def).len();
        let Some(row) = self.insert_row(parent, def, at) else {
            return Err(EditError::Full);
        };
        self.settle();
        let path = self.path(row);
        Ok((path, self.finish()))
    }

    /// Removes a row, such as `/rooms[2]`; it stays in the journal.
    ///
    /// # Errors
    /// [`EditError`] when there is no such row or the rows are counted by an answer.
    pub fn remove_row(&mut self, row: &NodePath) -> Result<Changes, EditError> {
        let unknown = || EditError::UnknownPath { path: row.clone() };
        let node = self.store.find(&self.form, row).ok_or_else(unknown)?;
        let def = self.store.def(node);
        if self.form.def(def).role != Role::Repeat {
            return Err(unknown());
        }
        if self.is_counted(def) {
            return Err(EditError::CountedRows { path: row.clone() });
        }
        let parent = self
            .store
            .node(node)
            .and_then(|node| node.parent)
            .unwrap_or(ROOT);
        let rows = self.store.rows(&self.form, parent, def);
        let at = rows
            .iter()
            .position(|found| *found == node)
            .ok_or_else(unknown)?;
        self.mode = Mode::Editing;
        self.remove_row_at(parent, def, at);
        self.settle();
        Ok(self.finish())
    }

    /// Takes back the last step; `None` when there is none.
    pub fn undo(&mut self) -> Option<Changes> {
        let entry = self.journal.done.pop()?;
        self.mode = Mode::Replaying;
        for delta in entry.deltas.iter().rev() {
            match delta {
                Delta::Set { path, before, .. } => self.replay_set(path, before),
                Delta::Insert { repeat, row, .. } => self.replay_remove(repeat, *row),
                Delta::Remove {
                    repeat,
                    row,
                    content,
                } => {
                    self.replay_insert(repeat, *row, content);
                }
            }
        }
        self.settle();
        self.journal.undone.push(entry);
        Some(self.finish())
    }

    /// Does the last undone step again; `None` when there is none.
    pub fn redo(&mut self) -> Option<Changes> {
        let entry = self.journal.undone.pop()?;
        self.mode = Mode::Replaying;
        for delta in &entry.deltas {
            match delta {
                Delta::Set { path, after, .. } => self.replay_set(path, after),
                Delta::Insert {
                    repeat,
                    row,
                    content,
                } => {
                    self.replay_insert(repeat, *row, content);
                }
                Delta::Remove { repeat, row, .. } => self.replay_remove(repeat, *row),
            }
        }
        self.settle();
        self.journal.done.push(entry);
        Some(self.finish())
    }

    fn replay_set(&mut self, path: &NodePath, text: &str) {
        if let Some(node) = self.store.find(&self.form, path) {
            self.put(node, text.to_owned());
        }
    }

    fn replay_remove(&mut self, repeat: &NodePath, row: usize) {
        if let Some((parent, def)) = self.repeat_at(repeat) {
            self.remove_row_at(parent, def, row);
        }
    }

    fn replay_insert(&mut self, repeat: &NodePath, row: usize, content: &RowContent) {
        let Some((parent, def)) = self.repeat_at(repeat) else {
            return;
        };
        let Some(node) = self.bare_row(parent, def, row) else {
            return;
        };
        self.fill(node, content);
        self.after_insert(parent, def, node);
    }

    /// A row without rows of its own, in place among its siblings.
    fn bare_row(&mut self, parent: NodeId, repeat: DefId, at: usize) -> Option<NodeId> {
        if self.store.is_full() {
            return None;
        }
        let form = self.form.clone();
        let mut made = Vec::new();
        let row = self.store.make(&form, repeat, Some(parent), &mut made);
        let rows = self.store.rows_mut(&form, parent, repeat)?;
        rows.insert(at.min(rows.len()), row);
        Some(row)
    }

    fn after_insert(&mut self, parent: NodeId, repeat: DefId, row: NodeId) {
        let mut made = Vec::new();
        self.store.subtree(row, &mut made);
        self.wake_all(&made);
        self.notify_rows(parent, repeat);
        self.mark_resized(parent, repeat);
    }

    fn mark_resized(&mut self, parent: NodeId, repeat: DefId) {
        if self.mode != Mode::Opening {
            let mut path = self.path(parent).0;
            path.push('/');
            path.push_str(&self.form.def(repeat).name);
            self.resized.insert(NodePath(path));
        }
    }

    /// A new row with its defaults.
    pub(super) fn insert_row(
        &mut self,
        parent: NodeId,
        repeat: DefId,
        at: usize,
    ) -> Option<NodeId> {
        let row = self.bare_row(parent, repeat, at)?;
        self.open_repeats(row);
        let mut made = Vec::new();
        self.store.subtree(row, &mut made);
        self.fixed_defaults(&made);
        if self.mode == Mode::Editing {
            let repeat_path = {
                let mut path = self.path(parent).0;
                path.push('/');
                path.push_str(&self.form.def(repeat).name);
                NodePath(path)
            };
            let content = self.capture(row);
            self.pending.push(Delta::Insert {
                repeat: repeat_path,
                row: at,
                content,
            });
        }
        self.after_insert(parent, repeat, row);
        self.dynamic_defaults(&made);
        Some(row)
    }

    /// Gives every repeat below a node that is not counted its first row.
    pub(super) fn open_repeats(&mut self, from: NodeId) {
        let form = self.form.clone();
        let mut waiting = vec![from];
        while let Some(id) = waiting.pop() {
            let def = form.def(self.store.def(id));
            for child in &def.children {
                let open = form.def(*child).role == Role::Repeat && !self.is_counted(*child);
                if open && self.store.rows(&form, id, *child).is_empty() {
                    self.bare_row(id, *child, 0);
                }
            }
            if let Some(node) = self.store.node(id) {
                waiting.extend(
                    node.slots
                        .iter()
                        .flat_map(|slot| slot.nodes().iter().copied()),
                );
            }
        }
    }

    /// Fixed defaults and metadata of new nodes.
    pub(super) fn fixed_defaults(&mut self, nodes: &[NodeId]) {
        let form = self.form.clone();
        for id in nodes {
            let def = form.def(self.store.def(*id));
            let text = match &def.default {
                Some(DefaultValue::Fixed(text)) => text.clone(),
                Some(DefaultValue::Dynamic(_)) => continue,
                None if def.metadata.is_empty() => continue,
                None => self.metadata(&def.metadata),
            };
            if let Some(node) = self.store.node_mut(*id) {
                node.value = text;
            }
        }
    }

    /// Calculated defaults of new nodes, in the order of the sheet.
    pub(super) fn dynamic_defaults(&mut self, nodes: &[NodeId]) {
        let form = self.form.clone();
        for id in nodes {
            let Some(DefaultValue::Dynamic(logic)) = &form.def(self.store.def(*id)).default else {
                continue;
            };
            match self.text_of(*id, &logic.expr) {
                Ok(text) => self.put(*id, text),
                Err(fault) => self.fault(logic.cell.to_string(), fault),
            }
        }
    }

    pub(super) fn remove_row_at(&mut self, parent: NodeId, repeat: DefId, at: usize) {
        let form = self.form.clone();
        let Some(row) = self.store.rows(&form, parent, repeat).get(at).copied() else {
            return;
        };
        if self.mode == Mode::Editing {
            let content = self.capture(row);
            let mut path = self.path(parent).0;
            path.push('/');
            path.push_str(&form.def(repeat).name);
            self.pending.push(Delta::Remove {
                repeat: NodePath(path),
                row: at,
                content,
            });
        }
        let mut gone = Vec::new();
        self.store.subtree(row, &mut gone);
        for id in gone {
            self.touched.remove(&id);
            self.store.bury(id);
        }
        if let Some(rows) = self.store.rows_mut(&form, parent, repeat) {
            rows.remove(at);
        }
        self.notify_rows(parent, repeat);
        self.mark_resized(parent, repeat);
    }

    /// Content of a row with paths relative to it.
    fn capture(&self, row: NodeId) -> RowContent {
        let above = self.path(row).0.len();
        let mut content = RowContent::default();
        let mut nodes = Vec::new();
        self.store.subtree(row, &mut nodes);
        for id in nodes {
            let Some(node) = self.store.node(id) else {
                continue;
            };
            let path = self.path(id).0;
            let inner = path.get(above..).unwrap_or_default().to_owned();
            for child in &self.form.def(node.def).children {
                if self.form.def(*child).role == Role::Repeat {
                    let count = self.store.rows(&self.form, id, *child).len();
                    let name = &self.form.def(*child).name;
                    content.rows.push((format!("{inner}/{name}"), count));
                }
            }
            if !node.value.is_empty() {
                content.answers.push((inner, node.value.clone()));
            }
        }
        content
    }

    /// Puts captured content into a bare row.
    fn fill(&mut self, row: NodeId, content: &RowContent) {
        let above = self.path(row).0;
        for (inner, count) in &content.rows {
            if let Some((parent, def)) = self.repeat_at(&NodePath(format!("{above}{inner}"))) {
                for at in self.store.rows(&self.form, parent, def).len()..*count {
                    self.bare_row(parent, def, at);
                }
            }
        }
        for (inner, text) in &content.answers {
            let path = NodePath(format!("{above}{inner}"));
            if let Some(id) = self.store.find(&self.form, &path)
                && let Some(node) = self.store.node_mut(id)
            {
                node.value.clone_from(text);
            }
        }
    }

    /// Ends a step: records it and tells what changed.
    pub(super) fn finish(&mut self) -> Changes {
        let deltas = std::mem::take(&mut self.pending);
        if !deltas.is_empty() {
            self.journal.done.push(Entry { deltas });
            self.journal.undone.clear();
        }
        let touched = std::mem::take(&mut self.touched);
        let nodes = touched
            .into_iter()
            .filter(|(id, _)| self.store.node(*id).is_some_and(|node| node.alive))
            .map(|(id, what)| ChangedNode {
                path: self.path(id),
                what,
                value: self.store.value(id).to_owned(),
            })
            .collect();
        let rows = std::mem::take(&mut self.resized).into_iter().collect();
        self.mode = Mode::Editing;
        Changes { nodes, rows }
    }
}
