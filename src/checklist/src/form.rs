//! A compiled form: immutable, shared by every inspection that uses it.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::diagnose::{Cell, Diagnostic};
use crate::graph::Order;
use crate::kinds::Kind;
use crate::text::{LangId, Language, Shown, Text};
use crate::xpath::dom::Dom;
use crate::xpath::{Expr, NodeId};

/// A row of the survey sheet: an index into the form's definitions; 0 is the root.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DefId(pub(crate) u32);

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The form itself.
    Root,
    /// A group of rows.
    Group,
    /// A group whose rows are filled several times.
    Repeat,
    /// A question.
    Question(Kind),
}

/// A reference from an expression to a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Read {
    pub def: DefId,
    /// The repeat within whose row the reference stays; `None` = anywhere in the form.
    pub scope: Option<DefId>,
}

/// A compiled expression.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Logic {
    pub expr: Expr,
    pub cell: Cell,
    pub reads: Vec<Read>,
}

/// One row of the survey sheet, compiled.
#[derive(Debug, Clone)]
pub struct Def {
    pub(crate) parent: Option<DefId>,
    pub(crate) children: Vec<DefId>,
    pub(crate) child_by_name: HashMap<Box<str>, usize>,
    /// Position among the children of the parent.
    pub(crate) slot: usize,
    /// Name of the row.
    pub name: String,
    /// Path of names from the root, such as `/s_fire/B07`.
    pub path: String,
    /// What the row is.
    pub role: Role,
    /// Row in the survey sheet, 1 = the first.
    pub row: u32,
    pub(crate) list: Option<usize>,
    /// Type word of metadata, such as `deviceid`.
    pub(crate) metadata: String,
    /// Words of the appearance column.
    pub appearance: Vec<String>,
    /// The parameters column, `key=value`.
    pub parameters: BTreeMap<String, String>,
    pub(crate) label: Text,
    pub(crate) hint: Text,
    pub(crate) guidance: Text,
    pub(crate) constraint_message: Text,
    pub(crate) required_message: Text,
    pub(crate) relevant: Option<Logic>,
    pub(crate) constraint: Option<Logic>,
    pub(crate) required: Option<Logic>,
    pub(crate) read_only: Option<Logic>,
    pub(crate) calculation: Option<Logic>,
    pub(crate) triggers: Vec<DefId>,
    pub(crate) default: Option<DefaultValue>,
    pub(crate) choice_filter: Option<Logic>,
    pub(crate) repeat_count: Option<Logic>,
    pub(crate) violation: Option<Logic>,
    /// Other columns by normalised header, such as `severity` or `norm`.
    pub extra: BTreeMap<String, String>,
    /// Other translated columns, such as `evidence_hint`.
    pub extra_texts: BTreeMap<String, Text>,
}

/// Value a node starts with.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum DefaultValue {
    Fixed(String),
    Dynamic(Logic),
}

impl Def {
    /// The question kind, `None` for groups, repeats and the root.
    pub fn kind(&self) -> Option<Kind> {
        match self.role {
            Role::Question(kind) => Some(kind),
            _ => None,
        }
    }

    /// True for rows that people see: questions and notes.
    pub(crate) fn is_shown(&self) -> bool {
        self.kind()
            .is_some_and(|kind| kind.is_entered() || kind == Kind::Note)
    }

    /// True for a group that is shown as one item of a checklist.
    pub fn is_item_group(&self) -> bool {
        self.role == Role::Group && self.appearance.iter().any(|word| word == "item")
    }
}

/// One choice of a list.
#[derive(Debug, Clone)]
pub struct Choice {
    /// Stored value.
    pub name: String,
    /// Shown text.
    pub(crate) label: Text,
    /// Other columns, usable in filters.
    pub extra: BTreeMap<String, String>,
    pub(crate) node: NodeId,
}

/// A list of the choices sheet.
#[derive(Debug, Clone)]
pub(crate) struct ChoiceList {
    pub name: String,
    pub choices: Vec<Choice>,
    pub by_name: HashMap<String, usize>,
    /// The element `instance('list')` gives.
    pub node: NodeId,
}

/// A compiled form.
#[derive(Debug)]
pub struct Form {
    pub(crate) form_id: String,
    pub(crate) version: String,
    pub(crate) title: Text,
    pub(crate) plain_title: String,
    pub(crate) languages: Vec<Language>,
    pub(crate) default_language: LangId,
    pub(crate) defs: Vec<Def>,
    pub(crate) lists: Vec<ChoiceList>,
    pub(crate) secondary: Dom,
    pub(crate) order: Order,
    pub(crate) by_path: HashMap<String, DefId>,
}

/// A form read without errors.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The form.
    pub form: Arc<Form>,
    /// What the author should look at.
    pub warnings: Vec<Diagnostic>,
}

/// A workbook that cannot be used.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("the workbook has {} errors, first: {}", .diagnostics.len(), .diagnostics.first().map(ToString::to_string).unwrap_or_default())]
pub struct Refused {
    /// Errors and warnings, in the order of the sheets.
    pub diagnostics: Vec<Diagnostic>,
}

impl Form {
    /// Identifier from the settings sheet.
    pub fn form_id(&self) -> &str {
        &self.form_id
    }

    /// Version from the settings sheet; empty when none.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Title in a language, falling back to the untranslated one, then to the identifier.
    pub fn title(&self, language: LangId) -> &str {
        match self.title.choose(language, self.default_language) {
            Some((found, _)) => &found.source,
            None if self.plain_title.is_empty() => &self.form_id,
            None => &self.plain_title,
        }
    }

    /// Languages in the order of the sheet.
    pub fn languages(&self) -> &[Language] {
        &self.languages
    }

    /// The language of an author who did not say.
    pub fn default_language(&self) -> LangId {
        self.default_language
    }

    /// A language by code (`ru`) or whole name (`Русский (ru)`).
    pub fn language(&self, wanted: &str) -> Option<LangId> {
        let same = |text: &str| text.to_lowercase() == wanted.to_lowercase();
        self.languages
            .iter()
            .position(|language| same(&language.name) || language.code.as_deref().is_some_and(same))
            .map(LangId)
    }

    /// All rows in the order of the sheet, the root first.
    pub fn defs(&self) -> impl Iterator<Item = (DefId, &Def)> {
        (0u32..).map(DefId).zip(&self.defs)
    }

    /// Rows that are items of the checklist, in the order of the sheet: what
    /// [`Instance::items`](crate::Instance::items) shows, whatever was answered.
    pub fn item_rows(&self) -> Vec<&Def> {
        let mut found = Vec::new();
        let mut waiting = vec![self.root()];
        while let Some(def) = waiting.pop() {
            if def.is_item_group() || def.is_shown() {
                found.push(def);
            } else {
                waiting.extend(def.children.iter().rev().map(|child| self.def(*child)));
            }
        }
        found
    }

    /// A row by its path of names, such as `/s_fire/B07`.
    pub fn find(&self, path: &str) -> Option<DefId> {
        self.by_path.get(path).copied()
    }

    /// A row.
    pub fn def(&self, id: DefId) -> &Def {
        // Identifiers are only made for existing rows; the root stands in for the impossible.
        match self.defs.get(id.0 as usize) {
            Some(def) => def,
            None => self.root(),
        }
    }

    /// The form's own row.
    #[allow(clippy::indexing_slicing)] // `defs` holds the root from construction on.
    pub fn root(&self) -> &Def {
        &self.defs[0]
    }

    /// Label of a row as written in a language; `${name}` is not filled in.
    pub fn label(&self, id: DefId, language: LangId) -> Shown {
        self.written(&self.def(id).label, language)
    }

    /// Label of a choice as written in a language; its name when it has no label.
    pub fn choice_label(&self, choice: &Choice, language: LangId) -> Shown {
        let mut shown = self.written(&choice.label, language);
        if shown.text.is_empty() {
            shown.text.clone_from(&choice.name);
        }
        shown
    }

    /// A text as written, falling back to the default language.
    pub(crate) fn written(&self, text: &Text, language: LangId) -> Shown {
        match text.choose(language, self.default_language) {
            Some((found, missing_translation)) => Shown {
                text: found.source.clone(),
                missing_translation,
            },
            None => Shown::default(),
        }
    }

    /// All choices of a row's list, unfiltered; empty when the row has none.
    pub fn all_choices(&self, id: DefId) -> &[Choice] {
        self.def(id)
            .list
            .and_then(|list| self.lists.get(list))
            .map_or(&[], |list| &list.choices)
    }
}
