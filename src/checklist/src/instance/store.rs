//! The nodes of one filled form: rows of repeats, values and what was derived from them.

use std::borrow::Cow;
use std::cmp::Ordering;

use crate::form::{DefId, Form, Role};
use crate::path::NodePath;
use crate::xpath::{NodeId, NodeKind, Tree};

/// Children of a node for one row of the survey.
#[derive(Debug, Clone)]
pub(crate) enum Slot {
    One(NodeId),
    Rows(Vec<NodeId>),
}

impl Slot {
    pub fn nodes(&self) -> &[NodeId] {
        match self {
            Slot::One(node) => std::slice::from_ref(node),
            Slot::Rows(rows) => rows,
        }
    }
}

/// One node.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub def: DefId,
    pub parent: Option<NodeId>,
    pub slots: Vec<Slot>,
    pub value: String,
    /// Its own relevance and the one including everything above.
    pub own_relevant: bool,
    pub relevant: bool,
    pub required: bool,
    pub read_only: bool,
    pub constraint_met: bool,
    pub violation: bool,
    /// False after its row was removed.
    pub alive: bool,
}

/// All nodes; the root is node 0.
#[derive(Debug, Clone, Default)]
pub(crate) struct Store {
    pub nodes: Vec<Node>,
    /// Places of removed nodes, to be used again.
    free: Vec<NodeId>,
    /// Nodes removed in the step under way: something may still speak of them.
    gone: Vec<NodeId>,
}

/// Most nodes of one instance; the largest form in use has 1,300 rows.
const MAX_NODES: usize = 200_000;

pub(crate) const ROOT: NodeId = NodeId(0);
/// The document above the root.
const DOCUMENT: NodeId = NodeId(0x7fff_ffff);
/// Nodes of choice lists carry this bit.
const ELSEWHERE: u32 = 0x8000_0000;

/// Marks a node of the choice lists.
pub(crate) fn elsewhere(node: NodeId) -> NodeId {
    NodeId(node.0 | ELSEWHERE)
}

impl Store {
    /// True when no more rows fit.
    pub fn is_full(&self) -> bool {
        self.nodes.len() - self.free.len() > MAX_NODES
    }

    /// Takes a node out; its place is used again after the step.
    pub fn bury(&mut self, id: NodeId) {
        if let Some(node) = self.node_mut(id) {
            node.alive = false;
            node.relevant = false;
            node.value.clear();
            node.slots.clear();
            self.gone.push(id);
        }
    }

    /// Ends a step: nothing speaks of removed nodes any more.
    pub fn reclaim(&mut self) {
        self.free.append(&mut self.gone);
    }

    pub fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id.0 as usize)
    }

    pub fn node_mut(&mut self, id: NodeId) -> Option<&mut Node> {
        self.nodes.get_mut(id.0 as usize)
    }

    pub fn def(&self, id: NodeId) -> DefId {
        self.node(id).map_or(DefId(0), |node| node.def)
    }

    pub fn value(&self, id: NodeId) -> &str {
        self.node(id).map_or("", |node| &node.value)
    }

    pub fn is_relevant(&self, id: NodeId) -> bool {
        self.node(id).is_some_and(|node| node.relevant)
    }

    /// Makes a node and everything below it; repeats start without rows. New nodes are
    /// appended to `made`, parents first.
    pub fn make(
        &mut self,
        form: &Form,
        def: DefId,
        parent: Option<NodeId>,
        made: &mut Vec<NodeId>,
    ) -> NodeId {
        let relevant = parent.is_none_or(|parent| self.is_relevant(parent));
        let node = Node {
            def,
            parent,
            slots: Vec::new(),
            value: String::new(),
            own_relevant: true,
            relevant,
            required: false,
            read_only: false,
            constraint_met: true,
            violation: false,
            alive: true,
        };
        let id = match self.free.pop() {
            Some(id) => id,
            None => NodeId(u32::try_from(self.nodes.len()).unwrap_or(DOCUMENT.0 - 1)),
        };
        match self.node_mut(id) {
            Some(place) => *place = node,
            None => self.nodes.push(node),
        }
        made.push(id);
        let slots = form
            .def(def)
            .children
            .iter()
            .map(|child| match form.def(*child).role {
                Role::Repeat => Slot::Rows(Vec::new()),
                _ => Slot::One(self.make(form, *child, Some(id), made)),
            })
            .collect();
        if let Some(node) = self.node_mut(id) {
            node.slots = slots;
        }
        id
    }

    /// Rows of a repeat under a parent node.
    pub fn rows(&self, form: &Form, parent: NodeId, repeat: DefId) -> &[NodeId] {
        let slot = form.def(repeat).slot;
        self.node(parent)
            .and_then(|node| node.slots.get(slot))
            .map_or(&[], Slot::nodes)
    }

    pub fn rows_mut(
        &mut self,
        form: &Form,
        parent: NodeId,
        repeat: DefId,
    ) -> Option<&mut Vec<NodeId>> {
        let slot = form.def(repeat).slot;
        match self.node_mut(parent)?.slots.get_mut(slot)? {
            Slot::Rows(rows) => Some(rows),
            Slot::One(_) => None,
        }
    }

    /// Appends all nodes of a definition below (or at) a node.
    pub fn instances(&self, form: &Form, from: NodeId, def: DefId, out: &mut Vec<NodeId>) {
        let start = self.def(from);
        let mut chain = Vec::new();
        let mut next = def;
        while next != start {
            chain.push(next);
            match form.def(next).parent {
                Some(parent) => next = parent,
                None => return,
            }
        }
        let mut level = vec![from];
        while let Some(step) = chain.pop() {
            let slot = form.def(step).slot;
            level = level
                .iter()
                .filter_map(|id| self.node(*id))
                .filter_map(|node| node.slots.get(slot))
                .flat_map(|slot| slot.nodes().iter().copied())
                .collect();
        }
        out.extend(level);
    }

    /// Appends a node and all below it, parents first.
    pub fn subtree(&self, from: NodeId, out: &mut Vec<NodeId>) {
        let mut waiting = vec![from];
        while let Some(id) = waiting.pop() {
            out.push(id);
            if let Some(node) = self.node(id) {
                for slot in node.slots.iter().rev() {
                    waiting.extend(slot.nodes().iter().rev());
                }
            }
        }
    }

    /// Nearest node of a definition at or above a node.
    pub fn enclosing(&self, from: NodeId, def: DefId) -> Option<NodeId> {
        let mut next = Some(from);
        while let Some(id) = next {
            let node = self.node(id)?;
            if node.def == def {
                return Some(id);
            }
            next = node.parent;
        }
        None
    }

    /// Stable path of a node.
    pub fn path(&self, form: &Form, id: NodeId) -> NodePath {
        let mut steps = Vec::new();
        let mut next = id;
        while let Some(node) = self.node(next) {
            let Some(parent) = node.parent else { break };
            let def = form.def(node.def);
            let row = match def.role {
                Role::Repeat => {
                    let rows = self.rows(form, parent, node.def);
                    rows.iter().position(|row| *row == next).map(|at| at + 1)
                }
                _ => None,
            };
            steps.push(match row {
                Some(row) => format!("/{}[{row}]", def.name),
                None => format!("/{}", def.name),
            });
            next = parent;
        }
        steps.reverse();
        NodePath(steps.concat())
    }

    /// The node at a path.
    pub fn find(&self, form: &Form, path: &NodePath) -> Option<NodeId> {
        let mut at = ROOT;
        for (name, row) in path.steps() {
            let node = self.node(at)?;
            let slot = *form.def(node.def).child_by_name.get(name)?;
            at = match (node.slots.get(slot)?, row) {
                (Slot::One(child), None) => *child,
                (Slot::Rows(rows), Some(row)) => *rows.get(row.checked_sub(1)?)?,
                _ => return None,
            };
        }
        Some(at)
    }
}

/// The nodes of an instance together with the choice lists, as expressions see them.
pub(crate) struct Forest<'a> {
    pub form: &'a Form,
    pub store: &'a Store,
}

impl Forest<'_> {
    fn outside(node: NodeId) -> Option<NodeId> {
        (node.0 & ELSEWHERE != 0).then_some(NodeId(node.0 & !ELSEWHERE))
    }

    fn depth(&self, node: NodeId) -> Vec<NodeId> {
        let mut out = vec![node];
        let mut next = self.store.node(node).and_then(|node| node.parent);
        while let Some(id) = next {
            out.push(id);
            next = self.store.node(id).and_then(|node| node.parent);
        }
        out.reverse();
        out
    }

    fn place(&self, node: NodeId) -> (usize, usize) {
        let Some(found) = self.store.node(node) else {
            return (0, 0);
        };
        let slot = self.form.def(found.def).slot;
        let row = found
            .parent
            .and_then(|parent| self.store.node(parent))
            .and_then(|parent| parent.slots.get(slot))
            .and_then(|slot| slot.nodes().iter().position(|id| *id == node));
        (slot, row.unwrap_or(0))
    }
}

impl Tree for Forest<'_> {
    fn document(&self, node: NodeId) -> NodeId {
        match Self::outside(node) {
            // In a choice filter `/` still means the form.
            Some(_) => DOCUMENT,
            None => DOCUMENT,
        }
    }

    fn kind(&self, node: NodeId) -> NodeKind {
        match Self::outside(node) {
            Some(inner) => self.form.secondary.kind(inner),
            None if node == DOCUMENT => NodeKind::Document,
            None => NodeKind::Element,
        }
    }

    fn parent(&self, node: NodeId) -> Option<NodeId> {
        match Self::outside(node) {
            Some(inner) => self.form.secondary.parent(inner).map(elsewhere),
            None if node == DOCUMENT => None,
            None => self
                .store
                .node(node)
                .and_then(|node| node.parent)
                .or(Some(DOCUMENT)),
        }
    }

    fn children(&self, node: NodeId, out: &mut Vec<NodeId>) {
        if let Some(inner) = Self::outside(node) {
            let mut found = Vec::new();
            self.form.secondary.children(inner, &mut found);
            out.extend(found.into_iter().map(elsewhere));
        } else if node == DOCUMENT {
            out.push(ROOT);
        } else if let Some(node) = self.store.node(node) {
            out.extend(node.slots.iter().flat_map(Slot::nodes));
        }
    }

    fn attributes(&self, node: NodeId, out: &mut Vec<NodeId>) {
        if let Some(inner) = Self::outside(node) {
            let mut found = Vec::new();
            self.form.secondary.attributes(inner, &mut found);
            out.extend(found.into_iter().map(elsewhere));
        }
    }

    fn local_name(&self, node: NodeId) -> &str {
        match Self::outside(node) {
            Some(inner) => self.form.secondary.local_name(inner),
            None if node == DOCUMENT => "",
            None => &self.form.def(self.store.def(node)).name,
        }
    }

    fn matches(&self, node: NodeId, prefix: Option<&str>, local: Option<&str>) -> bool {
        prefix.is_none() && local.is_none_or(|local| *local == *self.local_name(node))
    }

    fn string_value(&self, node: NodeId) -> Cow<'_, str> {
        if let Some(inner) = Self::outside(node) {
            return self.form.secondary.string_value(inner);
        }
        let node = if node == DOCUMENT { ROOT } else { node };
        match self.store.node(node) {
            None => Cow::Borrowed(""),
            Some(found) if found.slots.is_empty() => Cow::Borrowed(&found.value),
            Some(_) => {
                let mut all = Vec::new();
                self.store.subtree(node, &mut all);
                let texts = all.into_iter().filter(|id| self.store.is_relevant(*id));
                Cow::Owned(texts.map(|id| self.store.value(id)).collect())
            }
        }
    }

    fn compare(&self, left: NodeId, right: NodeId) -> Ordering {
        match (Self::outside(left), Self::outside(right)) {
            (Some(left), Some(right)) => return self.form.secondary.compare(left, right),
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (None, None) => {}
        }
        if left == right || left == DOCUMENT || right == DOCUMENT {
            return (left != DOCUMENT).cmp(&(right != DOCUMENT));
        }
        let (left, right) = (self.depth(left), self.depth(right));
        for (a, b) in left.iter().zip(&right) {
            if a != b {
                return self.place(*a).cmp(&self.place(*b));
            }
        }
        left.len().cmp(&right.len())
    }

    fn visible(&self, node: NodeId) -> bool {
        Self::outside(node).is_some() || node == DOCUMENT || self.store.is_relevant(node)
    }

    fn children_named(&self, node: NodeId, local: &str, out: &mut Vec<NodeId>) -> bool {
        if Self::outside(node).is_some() || node == DOCUMENT {
            return false;
        }
        if let Some(node) = self.store.node(node)
            && let Some(slot) = self.form.def(node.def).child_by_name.get(local)
            && let Some(slot) = node.slots.get(*slot)
        {
            out.extend_from_slice(slot.nodes());
        }
        true
    }
}
