//! Items of a checklist as a screen shows them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Instance;
use super::store::ROOT;
use crate::form::{Choice, DefId, Role};
use crate::kinds::Kind;
use crate::path::NodePath;
use crate::text::{LangId, Piece, Shown, Text};
use crate::value::{Value, ValueError};
use crate::xpath::NodeId;

/// Value of a choice that says the item was not checked; the reason is kept with the finding.
const NOT_CHECKED: &str = "not_checked";

/// One item: a question, or a group of questions with appearance `item`.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Name of the row, such as `B07`; rows of repeats share it.
    pub id: String,
    /// Path of the question or group.
    pub path: NodePath,
    /// Name of the section, empty for items outside any.
    pub section: String,
    /// Label in the asked language.
    pub label: Shown,
    /// Hint in the asked language.
    pub hint: Shown,
    /// What is filled: the question itself, or the questions of the group.
    pub fields: Vec<Field>,
    /// False when the form skips it; its fields are then hidden and count nowhere.
    pub relevant: bool,
    /// True when every required field is filled, or, with none required, any field is.
    pub answered: bool,
    /// True when any relevant field must be filled.
    pub required: bool,
    /// True when the answer is a violation by the `violation` column.
    pub violation: bool,
    /// True when an answer says the item was not checked.
    pub not_checked: bool,
    /// Other columns of the row by normalised header: `severity`, `norm`, `effect`, `evidence`…
    pub extra: BTreeMap<String, String>,
    /// Other translated columns of the row, such as `evidence_hint`.
    pub texts: BTreeMap<String, Shown>,
}

impl Item {
    /// True when a person can fill anything in it.
    pub fn is_fillable(&self) -> bool {
        self.fields.iter().any(|field| field.kind.is_entered())
    }

    /// True when it counts: shown and fillable.
    pub fn counts(&self) -> bool {
        self.relevant && self.is_fillable()
    }
}

/// One question of an item.
#[derive(Clone, PartialEq)]
pub struct Field {
    /// Name of the row.
    pub name: String,
    /// Path to set the answer at.
    pub path: NodePath,
    /// What it asks for.
    pub kind: Kind,
    /// Label in the asked language.
    pub label: Shown,
    /// Hint in the asked language.
    pub hint: Shown,
    /// Longer guidance in the asked language.
    pub guidance: Shown,
    /// Words of the appearance column.
    pub appearance: Vec<String>,
    /// The parameters column.
    pub parameters: BTreeMap<String, String>,
    /// Choices offered now, in order.
    pub choices: Vec<ShownChoice>,
    /// Stored text.
    pub value: String,
    /// What is wrong with it now.
    pub errors: Vec<FieldError>,
    /// Must be filled.
    pub required: bool,
    /// Must not be changed.
    pub read_only: bool,
    /// Shown at all.
    pub relevant: bool,
}

impl Field {
    /// The answer as people read it: labels of choices, otherwise the stored text.
    pub fn value_label(&self) -> String {
        if !self.kind.is_select() {
            return self.value.clone();
        }
        let label = |word: &str| match self.choices.iter().find(|choice| choice.name == word) {
            Some(choice) => choice.label.text.clone(),
            None => word.to_owned(),
        };
        self.value
            .split_whitespace()
            .map(label)
            .collect::<Vec<_>>()
            .join("; ")
    }
}

// Answers are personal data and stay out of Debug output.
impl std::fmt::Debug for Field {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Field")
            .field("path", &self.path)
            .field("kind", &self.kind)
            .field("errors", &self.errors)
            .finish_non_exhaustive()
    }
}

/// A choice on offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownChoice {
    /// Stored value.
    pub name: String,
    /// Label in the asked language; the name when the author wrote none.
    pub label: Shown,
}

/// What is wrong with an answer. Messages are the author's; empty when there is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum FieldError {
    /// It must be filled.
    Required {
        /// The author's message.
        message: Shown,
    },
    /// It breaks the constraint.
    Constraint {
        /// The author's message.
        message: Shown,
    },
    /// It is no answer of its kind.
    Kind(ValueError),
    /// A chosen value is not on offer (any more).
    NotOffered {
        /// The value.
        choice: String,
    },
}

impl Instance {
    /// All items in the order of the sheet.
    pub fn items(&self, language: LangId) -> Vec<Item> {
        let mut out = Vec::new();
        self.each_item(|node, section| out.push(self.item_at(node, section, language)));
        out
    }

    /// Items of one section in the order of the sheet.
    pub fn section_items(&self, section: &str, language: LangId) -> Vec<Item> {
        let mut out = Vec::new();
        self.each_item(|node, of| {
            if of == section {
                out.push(self.item_at(node, of, language));
            }
        });
        out
    }

    /// The item at a path, or the one a field belongs to.
    pub fn item(&self, path: &NodePath, language: LangId) -> Option<Item> {
        let mut node = self.store.find(&self.form, path)?;
        // The outermost item group above wins; a question outside any is an item itself.
        let mut next = Some(node);
        while let Some(id) = next {
            let found = self.store.node(id)?;
            if self.form.def(found.def).is_item_group() {
                node = id;
            }
            next = found.parent;
        }
        let def = self.form.def(self.store.def(node));
        if !def.is_item_group() && !def.is_shown() {
            return None;
        }
        Some(self.item_at(node, self.section_of(node), language))
    }

    /// Visits items in the order of the sheet with the name of their section.
    pub(super) fn each_item(&self, mut visit: impl FnMut(NodeId, &str)) {
        let mut waiting = vec![ROOT];
        while let Some(id) = waiting.pop() {
            let Some(node) = self.store.node(id) else {
                continue;
            };
            let def = self.form.def(node.def);
            if def.is_item_group() || def.is_shown() {
                visit(id, self.section_of(id));
            } else {
                for slot in node.slots.iter().rev() {
                    waiting.extend(slot.nodes().iter().rev());
                }
            }
        }
    }

    /// Name of the top-level group a node lies in; empty outside any.
    pub(super) fn section_of(&self, node: NodeId) -> &str {
        let mut below: Option<DefId> = None;
        let mut at = self.store.def(node);
        while let Some(parent) = self.form.def(at).parent {
            below = Some(at);
            at = parent;
        }
        match below.map(|top| self.form.def(top)) {
            Some(top) if matches!(top.role, Role::Group | Role::Repeat) && !top.is_item_group() => {
                &top.name
            }
            _ => "",
        }
    }

    /// Fields of an item: the question itself, or the questions of the group.
    pub(super) fn field_nodes(&self, item: NodeId) -> Vec<NodeId> {
        let mut all = Vec::new();
        self.store.subtree(item, &mut all);
        all.retain(|id| {
            let def = self.form.def(self.store.def(*id));
            let calculated = def.kind() == Some(Kind::Calculate) && !def.label.is_empty();
            def.is_shown() || calculated
        });
        all
    }

    fn item_at(&self, node: NodeId, section: &str, language: LangId) -> Item {
        let def = self.form.def(self.store.def(node));
        let fields: Vec<Field> = self
            .field_nodes(node)
            .into_iter()
            .map(|id| self.field(id, language))
            .collect();
        let entered = || fields.iter().filter(|f| f.relevant && f.kind.is_entered());
        let required = entered().any(|field| field.required);
        let filled = |field: &Field| !field.value.is_empty();
        let answered = if required {
            entered().filter(|field| field.required).all(filled)
        } else {
            entered().any(filled)
        };
        let not_checked = entered().any(|field| {
            field.kind.is_select()
                && field
                    .value
                    .split_whitespace()
                    .any(|word| word == NOT_CHECKED)
        });
        Item {
            id: def.name.clone(),
            path: self.path(node),
            section: section.to_owned(),
            label: self.shown(node, &def.label, language),
            hint: self.shown(node, &def.hint, language),
            relevant: self.store.is_relevant(node),
            answered,
            required,
            violation: self.is_violation(node),
            not_checked,
            extra: def.extra.clone(),
            texts: def
                .extra_texts
                .iter()
                .map(|(key, text)| (key.clone(), self.form.written(text, language)))
                .collect(),
            fields,
        }
    }

    /// The `violation` column of the item, or of a question inside the group.
    pub(super) fn is_violation(&self, item: NodeId) -> bool {
        let mut all = Vec::new();
        self.store.subtree(item, &mut all);
        all.into_iter()
            .filter_map(|id| self.store.node(id))
            .any(|node| node.violation && node.relevant)
    }

    fn field(&self, id: NodeId, language: LangId) -> Field {
        let node = self.store.node(id);
        let def = self.form.def(self.store.def(id));
        Field {
            name: def.name.clone(),
            path: self.path(id),
            kind: def.kind().unwrap_or(Kind::Note),
            label: self.shown(id, &def.label, language),
            hint: self.shown(id, &def.hint, language),
            guidance: self.shown(id, &def.guidance, language),
            appearance: def.appearance.clone(),
            parameters: def.parameters.clone(),
            choices: self.shown_choices(id, language),
            value: self.store.value(id).to_owned(),
            errors: self.field_errors(id, language),
            required: node.is_some_and(|node| node.required),
            read_only: node.is_some_and(|node| node.read_only),
            relevant: self.store.is_relevant(id),
        }
    }

    fn offered(&self, id: NodeId) -> impl Iterator<Item = &Choice> {
        let def_id = self.store.def(id);
        let filter = self.form.def(def_id).choice_filter.as_ref();
        self.form.all_choices(def_id).iter().filter(move |choice| {
            filter.is_none_or(|filter| self.choice_passes(id, &filter.expr, choice.node))
        })
    }

    fn shown_choices(&self, id: NodeId, language: LangId) -> Vec<ShownChoice> {
        self.offered(id)
            .map(|choice| {
                let mut label = self.shown(ROOT, &choice.label, language);
                if label.text.is_empty() {
                    label.text.clone_from(&choice.name);
                }
                ShownChoice {
                    name: choice.name.clone(),
                    label,
                }
            })
            .collect()
    }

    /// What is wrong with an answer now; nothing while it is not relevant.
    pub(super) fn field_errors(&self, id: NodeId, language: LangId) -> Vec<FieldError> {
        let mut errors = Vec::new();
        let Some(node) = self.store.node(id).filter(|node| node.relevant) else {
            return errors;
        };
        let def = self.form.def(node.def);
        let Some(kind) = def.kind() else {
            return errors;
        };
        if node.value.is_empty() {
            if node.required && kind.is_entered() {
                let message = self.shown(id, &def.required_message, language);
                errors.push(FieldError::Required { message });
            }
            return errors;
        }
        if let Err(error) = Value::parse(kind, &node.value, self.env.offset_seconds()) {
            errors.push(FieldError::Kind(error));
        }
        if !node.constraint_met {
            let message = self.shown(id, &def.constraint_message, language);
            errors.push(FieldError::Constraint { message });
        }
        if let Some(list) = def.list.and_then(|list| self.form.lists.get(list)) {
            let words: Vec<&str> = match kind {
                Kind::SelectOne => vec![node.value.as_str()],
                _ => node.value.split_whitespace().collect(),
            };
            for word in words {
                let choice = list.by_name.get(word).and_then(|at| list.choices.get(*at));
                let offered = choice.is_some_and(|choice| {
                    def.choice_filter.as_ref().is_none_or(|filter| {
                        list.choices
                            .iter()
                            .filter(|same| same.name == choice.name)
                            .any(|same| self.choice_passes(id, &filter.expr, same.node))
                    })
                });
                if !offered {
                    errors.push(FieldError::NotOffered {
                        choice: word.to_owned(),
                    });
                }
            }
        }
        errors
    }

    /// A text in a language with the answers it mentions.
    pub(super) fn shown(&self, node: NodeId, text: &Text, language: LangId) -> Shown {
        let fallback = self.form.default_language();
        let Some((found, missing_translation)) = text.choose(language, fallback) else {
            return Shown::default();
        };
        let mut out = String::new();
        for piece in &found.pieces {
            match piece {
                Piece::Literal(literal) => out.push_str(literal),
                Piece::Answer(expr) => {
                    out.push_str(&self.text_of(node, expr).unwrap_or_default());
                }
            }
        }
        Shown {
            text: out,
            missing_translation,
        }
    }
}
