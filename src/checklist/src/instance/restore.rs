//! A new instance, an instance rebuilt from stored answers, and the answers of an instance.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::store::{ROOT, Store};
use super::{Changes, Instance, Mode};
use crate::env::Env;
use crate::form::{DefId, Form, Role};
use crate::graph::holds_value;
use crate::journal::Journal;
use crate::path::NodePath;
use crate::snapshot::{Leftover, Snapshot};

impl Instance {
    fn bare(form: Arc<Form>, env: Env) -> Instance {
        let mut store = Store::default();
        store.make(&form, DefId(0), None, &mut Vec::new());
        Instance {
            form,
            random: Cell::new(env.seed),
            env,
            store,
            journal: Journal::default(),
            pending: Vec::new(),
            queue: BTreeSet::new(),
            fired: Vec::new(),
            touched: BTreeMap::new(),
            resized: BTreeSet::new(),
            mode: Mode::Opening,
            faults: BTreeMap::new(),
        }
    }

    /// A form nobody has filled yet: defaults, first rows and calculations are in place.
    pub fn new(form: Arc<Form>, env: Env) -> Instance {
        let mut instance = Instance::bare(form, env);
        instance.open_repeats(ROOT);
        let mut all = Vec::new();
        instance.store.subtree(ROOT, &mut all);
        instance.fixed_defaults(&all);
        instance.wake_all(&all);
        instance.settle();
        // Rows counted by an answer have set their own; these are the rest.
        instance.dynamic_defaults(&all);
        instance.settle();
        instance.mode = Mode::Editing;
        instance
    }

    /// A form filled before. Defaults are not applied again; calculations are.
    /// What the form has no place for comes back in [`Leftover`].
    pub fn restore(form: Arc<Form>, env: Env, snapshot: &Snapshot) -> (Instance, Leftover) {
        let mut instance = Instance::bare(form, env);
        let mut leftover = Leftover::default();
        let mut rows = snapshot.rows.clone();
        // Answers stored one by one also tell how many rows there are.
        for path in snapshot.answers.keys() {
            let mut at = String::new();
            for (name, row) in NodePath(path.clone()).steps() {
                at.push('/');
                at.push_str(name);
                if let Some(row) = row {
                    let count = rows.entry(at.clone()).or_default();
                    *count = (*count).max(row.min(100_000));
                    at.push_str(&format!("[{row}]"));
                }
            }
        }
        for (path, count) in &rows {
            match instance.repeat_at(&NodePath(path.clone())) {
                Some((parent, def)) => instance.grow(parent, def, *count),
                None => {
                    if snapshot.rows.contains_key(path) {
                        leftover.unknown_rows.insert(path.clone(), *count);
                    }
                }
            }
        }
        instance.open_missing_repeats(&rows);
        for (path, text) in &snapshot.answers {
            let node = instance.store.find(&instance.form, &NodePath(path.clone()));
            let known =
                node.filter(|node| holds_value(instance.form.def(instance.store.def(*node)).role));
            match known.and_then(|node| instance.store.node_mut(node)) {
                Some(node) => node.value.clone_from(text),
                None => {
                    leftover.unknown.insert(path.clone(), text.clone());
                }
            }
        }
        let mut all = Vec::new();
        instance.store.subtree(ROOT, &mut all);
        instance.wake_all(&all);
        instance.settle();
        instance.mode = Mode::Editing;
        (instance, leftover)
    }

    fn grow(&mut self, parent: crate::xpath::NodeId, repeat: DefId, count: usize) {
        let form = self.form.clone();
        for _ in self.store.rows(&form, parent, repeat).len()..count {
            if self.store.is_full() {
                return;
            }
            let row = self
                .store
                .make(&form, repeat, Some(parent), &mut Vec::new());
            if let Some(rows) = self.store.rows_mut(&form, parent, repeat) {
                rows.push(row);
            }
        }
    }

    /// First rows for repeats the stored answers know nothing of.
    fn open_missing_repeats(&mut self, known: &BTreeMap<String, usize>) {
        let form = self.form.clone();
        let mut waiting = vec![ROOT];
        while let Some(id) = waiting.pop() {
            let above = self.path(id);
            for child in &form.def(self.store.def(id)).children {
                let def = form.def(*child);
                if def.role == Role::Repeat
                    && !self.is_counted(*child)
                    && !known.contains_key(&format!("{above}/{}", def.name))
                {
                    self.grow(id, *child, 1);
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

    /// All answers by path.
    pub fn snapshot(&self) -> Snapshot {
        self.snapshot_under(&NodePath::default())
    }

    /// The answers at and below a path (`/rooms` means all rows of the repeat): what to store
    /// anew after [`super::Changes::rows`].
    pub fn snapshot_under(&self, prefix: &NodePath) -> Snapshot {
        let mut snapshot = Snapshot {
            form_id: self.form.form_id().to_owned(),
            version: self.form.version().to_owned(),
            ..Snapshot::default()
        };
        let under = |path: &str| {
            let rest = path.strip_prefix(prefix.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '[']))
        };
        let mut all = Vec::new();
        self.store.subtree(ROOT, &mut all);
        for id in all {
            let Some(node) = self.store.node(id) else {
                continue;
            };
            let def = self.form.def(node.def);
            if node.value.is_empty() && def.children.is_empty() {
                continue;
            }
            let path = self.path(id).0;
            for child in &def.children {
                let child_def = self.form.def(*child);
                let repeat = format!("{path}/{}", child_def.name);
                if child_def.role == Role::Repeat && under(&repeat) {
                    let count = self.store.rows(&self.form, id, *child).len();
                    snapshot.rows.insert(repeat, count);
                }
            }
            if !node.value.is_empty() && under(&path) {
                snapshot.answers.insert(path, node.value.clone());
            }
        }
        snapshot
    }

    /// Moves the present on and evaluates everything again. What changes is told but is no step:
    /// there is nothing to undo.
    pub fn set_now(&mut self, now: chrono::DateTime<chrono::FixedOffset>) -> Changes {
        self.env.now = now;
        self.refresh()
    }

    /// Changes the language of texts that become answers (`jr:choice-name`); as
    /// [`Instance::set_now`], no step. The language of a screen needs no call: it is asked for.
    pub fn set_language(&mut self, language: Option<crate::text::LangId>) -> Changes {
        self.env.language = language;
        self.refresh()
    }

    fn refresh(&mut self) -> Changes {
        self.mode = Mode::Refreshing;
        let mut all = Vec::new();
        self.store.subtree(ROOT, &mut all);
        self.wake_all(&all);
        self.settle();
        self.finish()
    }
}
