//! Sections with their counts, and what stands in the way of finishing.

use super::items::FieldError;
use super::store::ROOT;
use super::{Instance, NodePath};
use crate::form::Role;
use crate::kinds::Kind;
use crate::text::{LangId, Shown};
use crate::value::ValueError;
use crate::xpath::NodeId;

/// A section: a group at the top of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Name of the group; empty for items outside any.
    pub id: String,
    /// Path of the group.
    pub path: NodePath,
    /// Label in the asked language.
    pub label: Shown,
    /// False when the form skips it.
    pub relevant: bool,
    /// Items that are shown and can be filled.
    pub total: usize,
    /// Of these, filled.
    pub answered: usize,
    /// Of these, violations.
    pub violations: usize,
    /// Of these, marked as not checked.
    pub not_checked: usize,
}

/// A repeat of the form as it stands now, once per row of the repeat around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repeat {
    /// Path without row number, to add rows at, such as `/rooms`.
    pub path: NodePath,
    /// Name of the section.
    pub section: String,
    /// Label in the asked language.
    pub label: Shown,
    /// Paths of the rows, in order.
    pub rows: Vec<NodePath>,
    /// True when the number of rows follows an answer and people add none.
    pub counted: bool,
}

/// Why an inspection cannot be finished yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlockerKind {
    /// A required answer is missing.
    Required,
    /// An answer breaks its constraint.
    Constraint,
    /// An answer is none of its kind.
    Kind(ValueError),
    /// A chosen value is not on offer.
    NotOffered,
}

/// One obstacle, with the way to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blocker {
    /// Name of the section.
    pub section: String,
    /// Name of the item, such as `B07`.
    pub item: String,
    /// Path of the item.
    pub item_path: NodePath,
    /// Path of the field to fill.
    pub field: NodePath,
    /// Label of the field, or of the item when the field has none.
    pub label: Shown,
    /// Why.
    pub kind: BlockerKind,
    /// The author's message in the asked language; empty when there is none.
    pub message: Shown,
}

impl Instance {
    /// Sections in the order of the sheet with live counts.
    pub fn sections(&self, language: LangId) -> Vec<Section> {
        let mut sections: Vec<Section> = Vec::new();
        self.each_item(|node, name| {
            let at = match sections.iter().rposition(|section| section.id == name) {
                Some(at) => at,
                None => {
                    sections.push(self.section(name, language));
                    sections.len() - 1
                }
            };
            let Some(section) = sections.get_mut(at) else {
                return;
            };
            let state = self.state(node);
            if state.counts {
                section.total += 1;
                section.answered += usize::from(state.answered);
                section.not_checked += usize::from(state.not_checked);
            }
            if state.relevant {
                section.violations += usize::from(self.is_violation(node));
            }
        });
        sections
    }

    fn section(&self, name: &str, language: LangId) -> Section {
        let path = if name.is_empty() {
            String::new()
        } else {
            format!("/{name}")
        };
        let def = self.form.find(&path).map(|id| self.form.def(id));
        let node = self
            .store
            .find(&self.form, &NodePath(path.clone()))
            .unwrap_or(ROOT);
        Section {
            id: name.to_owned(),
            path: NodePath(path),
            label: def.map_or_else(Shown::default, |def| self.shown(node, &def.label, language)),
            relevant: self.store.is_relevant(node),
            total: 0,
            answered: 0,
            violations: 0,
            not_checked: 0,
        }
    }

    /// The state of an item without its texts, which cost most.
    fn state(&self, item: NodeId) -> State {
        let relevant = self.store.is_relevant(item);
        let mut state = State {
            relevant,
            ..State::default()
        };
        let (mut required, mut required_filled, mut filled) = (0, 0, 0);
        for id in self.field_nodes(item) {
            let Some(node) = self.store.node(id) else {
                continue;
            };
            let Some(kind) = self.form.def(node.def).kind() else {
                continue;
            };
            if !kind.is_entered() {
                continue;
            }
            state.counts = relevant;
            if !node.relevant {
                continue;
            }
            let full = usize::from(!node.value.is_empty());
            filled += full;
            if node.required {
                required += 1;
                required_filled += full;
            }
            state.not_checked |= kind.is_select()
                && node
                    .value
                    .split_whitespace()
                    .any(|word| word == "not_checked");
        }
        state.answered = if required > 0 {
            required == required_filled
        } else {
            filled > 0
        };
        state
    }

    /// Everything that stands in the way of finishing, in the order of the sheet.
    pub fn blockers(&self, language: LangId) -> Vec<Blocker> {
        let mut out = Vec::new();
        self.each_item(|item, section| {
            for field in self.field_nodes(item) {
                for error in self.field_errors(field, language) {
                    out.push(self.blocker((item, section), field, error, language));
                }
            }
        });
        out
    }

    fn blocker(
        &self,
        (item, section): (NodeId, &str),
        field: NodeId,
        error: FieldError,
        language: LangId,
    ) -> Blocker {
        let (kind, message) = match error {
            FieldError::Required { message } => (BlockerKind::Required, message),
            FieldError::Constraint { message } => (BlockerKind::Constraint, message),
            FieldError::Kind(error) => (BlockerKind::Kind(error), Shown::default()),
            FieldError::NotOffered { .. } => (BlockerKind::NotOffered, Shown::default()),
        };
        let item_def = self.form.def(self.store.def(item));
        let field_def = self.form.def(self.store.def(field));
        let own = self.shown(field, &field_def.label, language);
        let label = if own.text.is_empty() {
            self.shown(item, &item_def.label, language)
        } else {
            own
        };
        Blocker {
            section: section.to_owned(),
            item: item_def.name.clone(),
            item_path: self.path(item),
            field: self.path(field),
            label,
            kind,
            message,
        }
    }

    /// Relevant repeats in the order of the sheet.
    pub fn repeats(&self, language: LangId) -> Vec<Repeat> {
        let mut out = Vec::new();
        let mut all = Vec::new();
        self.store.subtree(ROOT, &mut all);
        for id in all.into_iter().filter(|id| self.store.is_relevant(*id)) {
            for child in &self.form.def(self.store.def(id)).children {
                let def = self.form.def(*child);
                if def.role != Role::Repeat {
                    continue;
                }
                let rows = self.store.rows(&self.form, id, *child);
                let place = rows.first().copied().unwrap_or(id);
                out.push(Repeat {
                    path: NodePath(format!("{}/{}", self.path(id), def.name)),
                    section: self.section_of(place).to_owned(),
                    label: self.shown(place, &def.label, language),
                    rows: rows.iter().map(|row| self.path(*row)).collect(),
                    counted: self.is_counted(*child),
                });
            }
        }
        out
    }

    /// Paths of all relevant attachments that are filled, with the stored file name.
    pub fn attachments(&self) -> Vec<(NodePath, String)> {
        let mut all = Vec::new();
        self.store.subtree(ROOT, &mut all);
        all.into_iter()
            .filter_map(|id| self.store.node(id).map(|node| (id, node)))
            .filter(|(_, node)| node.relevant && !node.value.is_empty())
            .filter(|(_, node)| {
                self.form
                    .def(node.def)
                    .kind()
                    .is_some_and(Kind::is_attachment)
            })
            .map(|(id, node)| (self.path(id), node.value.clone()))
            .collect()
    }
}

#[derive(Debug, Clone, Copy, Default)]
struct State {
    relevant: bool,
    counts: bool,
    answered: bool,
    not_checked: bool,
}
