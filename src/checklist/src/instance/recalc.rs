//! Re-evaluation: only what depends on a change, each expression after what it depends on.

use super::changes::{CHOICES, LABEL, RELEVANCE, VALIDITY, VALUE, VIOLATION};
use super::store::ROOT;
use super::{Instance, Mode};
use crate::form::{DefId, Role};
use crate::graph::{self, Aspect, Reader};
use crate::journal::Delta;
use crate::xpath::{EvalError, NodeId};

/// An expression to evaluate at a node; ordered by rank.
pub(super) type Task = (u32, DefId, Aspect, NodeId);

/// Most evaluations of one step per node of the form: triggers that set off one another forever
/// stop here.
const STEPS_PER_NODE: usize = 64;

/// Most rows an answer may ask for; more is a slip of the finger, not a count.
const MAX_ROWS: usize = 1000;

impl Instance {
    /// Evaluates everything that waits, until nothing does.
    pub(super) fn settle(&mut self) {
        let mut budget = STEPS_PER_NODE * (self.store.nodes.len() + 1000);
        while budget > 0 {
            budget -= 1;
            if let Some(task) = self.queue.pop_first() {
                self.step(task);
            } else if let Some((target, source)) = self.fired.pop() {
                self.fire(target, source);
            } else {
                self.store.reclaim();
                return;
            }
        }
        self.queue.clear();
        self.fired.clear();
        self.fault(String::new(), EvalError::Endless);
    }

    fn touch(&mut self, node: NodeId, what: u8) {
        if self.mode != Mode::Opening {
            *self.touched.entry(node).or_default() |= what;
        }
    }

    fn step(&mut self, (_, def, aspect, node): Task) {
        if !self.store.node(node).is_some_and(|node| node.alive) {
            return;
        }
        let replaying = self.mode == Mode::Replaying;
        let form = self.form.clone();
        let def_row = form.def(def);
        let Some((_, logic)) = graph::aspects(def_row).find(|(found, _)| *found == aspect) else {
            // Labels carry their expressions in the text.
            self.touch(node, LABEL);
            return;
        };
        let outcome = match aspect {
            Aspect::Calculation if replaying => Ok(()),
            Aspect::RepeatCount if replaying => Ok(()),
            Aspect::Calculation => self
                .text_of(node, &logic.expr)
                .map(|text| self.put(node, text)),
            Aspect::RepeatCount => self
                .eval(node, |context| context.number(&logic.expr))
                .and_then(|count| self.resize(node, def, count)),
            Aspect::Relevant => self
                .truth_of(node, logic)
                .map(|truth| self.set_own_relevance(node, truth)),
            Aspect::Choices => {
                self.touch(node, CHOICES);
                Ok(())
            }
            Aspect::Constraint if self.store.value(node).is_empty() => {
                self.set_flag(node, aspect, true);
                Ok(())
            }
            Aspect::Required | Aspect::ReadOnly | Aspect::Constraint | Aspect::Violation => self
                .truth_of(node, logic)
                .map(|truth| self.set_flag(node, aspect, truth)),
            Aspect::Label => Ok(()),
        };
        match outcome {
            Err(fault) => self.fault(logic.cell.to_string(), fault),
            Ok(()) if self.faults.is_empty() => {}
            Ok(()) => drop(self.faults.remove(&logic.cell.to_string())),
        }
    }

    pub(super) fn fault(&mut self, cell: String, fault: EvalError) {
        self.faults.insert(cell, fault);
    }

    fn set_flag(&mut self, id: NodeId, aspect: Aspect, truth: bool) {
        let Some(node) = self.store.node_mut(id) else {
            return;
        };
        let flag = match aspect {
            Aspect::Required => &mut node.required,
            Aspect::ReadOnly => &mut node.read_only,
            Aspect::Violation => &mut node.violation,
            _ => &mut node.constraint_met,
        };
        if *flag != truth {
            *flag = truth;
            self.touch(
                id,
                if aspect == Aspect::Violation {
                    VIOLATION
                } else {
                    VALIDITY
                },
            );
        }
    }

    fn set_own_relevance(&mut self, id: NodeId, truth: bool) {
        if let Some(node) = self.store.node_mut(id) {
            node.own_relevant = truth;
        }
        self.spread_relevance(id);
    }

    /// Brings relevance below a node up to date.
    pub(super) fn spread_relevance(&mut self, from: NodeId) {
        let mut waiting = vec![from];
        while let Some(id) = waiting.pop() {
            let Some(node) = self.store.node(id) else {
                continue;
            };
            let above = node
                .parent
                .is_none_or(|parent| self.store.is_relevant(parent));
            let relevant = node.own_relevant && above;
            if node.relevant == relevant {
                continue;
            }
            waiting.extend(
                node.slots
                    .iter()
                    .flat_map(|slot| slot.nodes().iter().copied()),
            );
            if let Some(node) = self.store.node_mut(id) {
                node.relevant = relevant;
            }
            self.touch(id, RELEVANCE);
            self.notify(id);
        }
    }

    /// Stores a text, records it and wakes its readers.
    pub(super) fn put(&mut self, id: NodeId, text: String) {
        let Some(node) = self.store.node_mut(id) else {
            return;
        };
        if node.value == text {
            return;
        }
        let before = std::mem::replace(&mut node.value, text.clone());
        if self.mode == Mode::Editing {
            let path = self.path(id);
            self.pending.push(Delta::Set {
                path,
                before,
                after: text,
            });
        }
        self.touch(id, VALUE);
        self.notify(id);
        let form = self.form.clone();
        let def = self.store.def(id);
        self.wake(def, Aspect::Constraint, id);
        if self.mode == Mode::Editing {
            for target in form.order.triggered(def) {
                self.fired.push((*target, id));
            }
        }
    }

    /// Sets the rows a trigger points at, those nearest to the node that fired.
    fn fire(&mut self, target: DefId, source: NodeId) {
        let form = self.form.clone();
        let mut above = Vec::new();
        let mut next = Some(target);
        while let Some(def) = next {
            above.push(def);
            next = form.def(def).parent;
        }
        let mut common = source;
        while !above.contains(&self.store.def(common)) {
            match self.store.node(common).and_then(|node| node.parent) {
                Some(parent) => common = parent,
                None => return,
            }
        }
        let mut nodes = Vec::new();
        self.store.instances(&form, common, target, &mut nodes);
        for node in nodes {
            match &form.def(target).calculation {
                None => self.put(node, String::new()),
                Some(logic) => match self.text_of(node, &logic.expr) {
                    Ok(text) => self.put(node, text),
                    Err(fault) => self.fault(logic.cell.to_string(), fault),
                },
            }
        }
    }

    fn wake(&mut self, def: DefId, aspect: Aspect, node: NodeId) {
        let has = match aspect {
            Aspect::Constraint => self.form.def(def).constraint.is_some(),
            _ => true,
        };
        if has {
            self.queue
                .insert((self.form.order.rank(def, aspect), def, aspect, node));
        }
    }

    /// Wakes what reads a node.
    pub(super) fn notify(&mut self, id: NodeId) {
        let form = self.form.clone();
        for reader in form.order.readers(self.store.def(id)) {
            let start = match reader.scope {
                Some(scope) => self.store.enclosing(id, scope).unwrap_or(ROOT),
                None => ROOT,
            };
            self.wake_below(start, reader);
        }
    }

    fn wake_below(&mut self, start: NodeId, reader: &Reader) {
        let form = self.form.clone();
        // A count belongs to the node that holds the rows.
        let place = match reader.aspect {
            Aspect::RepeatCount => form.def(reader.def).parent.unwrap_or(DefId(0)),
            _ => reader.def,
        };
        let mut nodes = Vec::new();
        self.store.instances(&form, start, place, &mut nodes);
        for node in nodes {
            self.wake(reader.def, reader.aspect, node);
        }
    }

    /// Wakes everything there is to evaluate at new nodes.
    pub(super) fn wake_all(&mut self, nodes: &[NodeId]) {
        let form = self.form.clone();
        for id in nodes {
            let def = self.store.def(*id);
            for (aspect, _) in graph::aspects(form.def(def)) {
                if aspect != Aspect::RepeatCount {
                    self.wake(def, aspect, *id);
                }
            }
            for child in &form.def(def).children {
                if form.def(*child).repeat_count.is_some() {
                    self.wake(*child, Aspect::RepeatCount, *id);
                }
            }
        }
    }

    /// Wakes what sees the rows of a repeat, after rows came or went.
    pub(super) fn notify_rows(&mut self, parent: NodeId, repeat: DefId) {
        let form = self.form.clone();
        let mut below = vec![repeat];
        while let Some(def) = below.pop() {
            below.extend(&form.def(def).children);
            for reader in form.order.readers(def) {
                let start = match reader.scope {
                    None => Some(ROOT),
                    Some(scope) => match self.store.enclosing(parent, scope) {
                        Some(start) => Some(start),
                        // Inside a row only its own number can have changed.
                        None if def == repeat => Some(parent),
                        None => None,
                    },
                };
                if let Some(start) = start {
                    self.wake_below(start, reader);
                }
            }
        }
    }

    /// Makes the number of rows follow an answer; what is no number means no rows.
    fn resize(&mut self, parent: NodeId, repeat: DefId, count: f64) -> Result<(), EvalError> {
        let wanted = if count >= 1.0 {
            (count as usize).min(MAX_ROWS)
        } else {
            0
        };
        let form = self.form.clone();
        loop {
            let have = self.store.rows(&form, parent, repeat).len();
            if have < wanted {
                self.insert_row(parent, repeat, have);
            } else if have > wanted {
                self.remove_row_at(parent, repeat, have - 1);
            } else if count > MAX_ROWS as f64 {
                return Err(EvalError::TooManyRows);
            } else {
                return Ok(());
            }
            // A row that could not be made or removed must not keep us here.
            if self.store.rows(&form, parent, repeat).len() == have {
                return Err(EvalError::TooManyRows);
            }
        }
    }

    /// True when the rows of a repeat follow an answer.
    pub(super) fn is_counted(&self, repeat: DefId) -> bool {
        let def = self.form.def(repeat);
        def.role == Role::Repeat && def.repeat_count.is_some()
    }
}
