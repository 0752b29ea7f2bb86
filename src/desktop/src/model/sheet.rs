//! One filled checklist: the form engine with its items ready to draw.

use baqylau_checklist::{Env, Form, Instance, Item, NodePath, Snapshot};
use baqylau_client::ui::PinnedForm;
use baqylau_domain::finding::{Effect, EvidenceNeed, Severity};
use baqylau_domain::identifiers::VisitId;
use baqylau_locale::Language;
use chrono::{DateTime, FixedOffset};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Numbers of a checklist or section.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// Items that apply.
    pub total: u32,
    /// Answered.
    pub answered: u32,
    /// Violations.
    pub violations: u32,
    /// Flagged to come back to.
    pub flagged: u32,
}

impl Totals {
    /// Answered share, 0 to 1.
    pub fn share(self) -> f32 {
        if self.total == 0 {
            0.0
        } else {
            self.answered as f32 / self.total as f32
        }
    }
}

/// A section as the tree shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionView {
    /// Name of the group.
    pub id: String,
    /// Title in the reader's language.
    pub title: String,
    /// Numbers.
    pub totals: Totals,
}

/// One filled checklist.
#[derive(Debug)]
pub struct Sheet {
    /// Code.
    pub code: String,
    /// Items in the order of the workbook, in the reader's language.
    pub items: Vec<Item>,
    /// Sections.
    pub sections: Vec<SectionView>,
    instance: Instance,
    by_path: HashMap<String, usize>,
    flagged: BTreeSet<String>,
    language: Language,
}

impl Sheet {
    /// Fills a form with kept answers.
    pub fn fill(
        pinned: &PinnedForm,
        answers: BTreeMap<String, String>,
        at: DateTime<FixedOffset>,
        visit: VisitId,
        language: Language,
    ) -> Self {
        // The same seed on every laptop, so that a form that draws lots draws the same ones.
        let (high, low) = visit.uuid().as_u64_pair();
        let env = Env::new(at, high ^ low);
        let form = pinned.form.clone();
        let snapshot = Snapshot {
            form_id: form.form_id().to_owned(),
            version: form.version().to_owned(),
            answers,
            rows: BTreeMap::new(),
        };
        let instance = if snapshot.answers.is_empty() {
            Instance::new(form, env)
        } else {
            Instance::restore(form, env, &snapshot).0
        };
        let mut sheet = Self {
            code: pinned.code.clone(),
            items: Vec::new(),
            sections: Vec::new(),
            instance,
            by_path: HashMap::new(),
            flagged: BTreeSet::new(),
            language,
        };
        sheet.redraw();
        sheet
    }

    /// The compiled form.
    pub fn form(&self) -> &Form {
        self.instance.form()
    }

    /// Title in a language.
    pub fn title(&self, language: Language) -> &str {
        let form = self.instance.form();
        let id = form
            .language(language.code())
            .unwrap_or(form.default_language());
        form.title(id)
    }

    /// Words in this language from now on.
    pub fn set_language(&mut self, language: Language) {
        self.language = language;
        self.redraw();
    }

    fn language_id(&self, language: Language) -> baqylau_checklist::LangId {
        let form = self.instance.form();
        form.language(language.code())
            .unwrap_or(form.default_language())
    }

    fn redraw(&mut self) {
        let id = self.language_id(self.language);
        self.items = self
            .instance
            .items(id)
            .into_iter()
            .filter(Item::is_fillable)
            .collect();
        self.by_path.clear();
        for (index, item) in self.items.iter().enumerate() {
            self.by_path.insert(item.path.as_str().to_owned(), index);
            for field in &item.fields {
                self.by_path.insert(field.path.as_str().to_owned(), index);
            }
        }
        self.sections = self
            .instance
            .sections(id)
            .into_iter()
            .map(|section| SectionView {
                id: section.id,
                title: section.label.text,
                totals: Totals::default(),
            })
            .collect();
        self.recount();
    }

    fn recount(&mut self) {
        for section in &mut self.sections {
            let items = self.items.iter().filter(|item| item.section == section.id);
            section.totals = totals(items, &self.flagged);
        }
    }

    /// Notes whether an item is flagged: the flag stands in its finding, not in the form.
    pub(super) fn set_flag(&mut self, item: &str, flagged: bool) {
        let changed = if flagged {
            self.flagged.insert(item.to_owned())
        } else {
            self.flagged.remove(item)
        };
        if changed {
            self.recount();
        }
    }

    /// Numbers of the whole list.
    pub fn totals(&self) -> Totals {
        totals(self.items.iter(), &self.flagged)
    }

    /// What is answered at a path.
    pub fn answer(&self, path: &str) -> Option<&str> {
        self.instance.answer(&NodePath::from(path))
    }

    /// Gives an answer; returns the paths whose stored text changed. A refused answer changes
    /// nothing.
    pub fn set(
        &mut self,
        path: &str,
        value: &str,
        at: DateTime<FixedOffset>,
    ) -> Vec<(String, String)> {
        self.instance.set_now(at);
        let Ok(changes) = self.instance.set(&NodePath::from(path), value) else {
            return Vec::new();
        };
        let written = changes
            .answers()
            .map(|(path, text)| (path.as_str().to_owned(), text.to_owned()))
            .collect();
        self.after(&changes);
        written
    }

    /// Takes in an answer from elsewhere.
    pub fn take(&mut self, path: &str, value: &str) {
        if let Ok(changes) = self.instance.set(&NodePath::from(path), value) {
            self.after(&changes);
        }
    }

    /// Redraws the items a change touched.
    fn after(&mut self, changes: &baqylau_checklist::Changes) {
        if !changes.rows.is_empty() {
            self.redraw();
            return;
        }
        let id = self.language_id(self.language);
        let mut touched: Vec<usize> = changes
            .nodes
            .iter()
            .filter_map(|node| self.by_path.get(node.path.as_str()).copied())
            .collect();
        touched.sort_unstable();
        touched.dedup();
        for index in touched {
            if let Some(slot) = self.items.get_mut(index)
                && let Some(item) = self.instance.item(&slot.path, id)
            {
                *slot = item;
            }
        }
        self.recount();
    }

    /// Item by code.
    pub fn item(&self, code: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.id == code)
    }

    /// The item a path belongs to.
    pub fn item_of_path(&self, path: &str) -> Option<&str> {
        self.by_path
            .get(path)
            .and_then(|at| self.items.get(*at))
            .map(|item| item.id.as_str())
    }

    /// Path of an item's or field's answer by name.
    pub fn path_of(&self, name: &str) -> Option<String> {
        self.items
            .iter()
            .flat_map(|item| &item.fields)
            .find(|field| field.name == name)
            .map(|field| field.path.as_str().to_owned())
    }

    /// An item as it reads in another language: question, hint and choices.
    pub fn item_in(&self, item: &str, language: Language) -> Option<Item> {
        let path = &self.item(item)?.path;
        self.instance.item(path, self.language_id(language))
    }

    /// Text of an item in a language.
    pub fn label_of(&self, item: &str, language: Language) -> Option<String> {
        Some(self.item_in(item, language)?.label.text)
    }

    /// Whether an answer is typed letter by letter, so that a burst of letters is one step.
    pub(super) fn is_typed(&self, path: &str) -> bool {
        let fields = self.items.iter().flat_map(|item| &item.fields);
        let mut own = fields.filter(|field| field.path.as_str() == path);
        own.next().is_some_and(|field| !field.kind.is_select())
    }

    /// An answer in words: labels of choices, otherwise the text itself.
    pub fn answer_words(&self, path: &str, raw: &str, language: Language) -> Option<String> {
        let item = self
            .instance
            .item(&NodePath::from(path), self.language_id(language))?;
        let field = item
            .fields
            .iter()
            .find(|field| field.path.as_str() == path)?;
        if !field.kind.is_select() {
            return None;
        }
        let words: Vec<String> = raw
            .split_whitespace()
            .map(|word| {
                let choice = field.choices.iter().find(|choice| choice.name == word);
                choice.map_or_else(|| word.to_owned(), |choice| choice.label.text.clone())
            })
            .collect();
        Some(words.join(", "))
    }
}

fn totals<'a>(items: impl Iterator<Item = &'a Item>, flagged: &BTreeSet<String>) -> Totals {
    let mut totals = Totals::default();
    for item in items.filter(|item| item.counts()) {
        totals.total += 1;
        totals.answered += u32::from(item.answered);
        totals.violations += u32::from(item.violation);
        totals.flagged += u32::from(flagged.contains(&item.id));
    }
    totals
}

/// Severity the workbook gives an item.
pub fn severity_of(item: &Item) -> Severity {
    item.extra
        .get("severity")
        .and_then(|letter| Severity::from_letter(letter))
        .unwrap_or(Severity::Information)
}

/// What a violation of an item leads to, by the workbook.
pub fn effect_of(item: &Item) -> Effect {
    item.extra
        .get("effect")
        .and_then(|word| Effect::from_word(word))
        .unwrap_or(Effect::None)
}

/// What must be attached when an item is violated, by the workbook.
pub fn evidence_of(item: &Item) -> EvidenceNeed {
    match item.extra.get("evidence").map(String::as_str) {
        Some("photo") => EvidenceNeed::Photo,
        Some("document") => EvidenceNeed::Document,
        _ => EvidenceNeed::None,
    }
}
