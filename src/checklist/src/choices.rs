//! The choices sheet: lists, and the same lists as secondary instances.

use std::collections::{BTreeMap, HashMap};

use crate::diagnose::{Cell, Findings, Problem, Severity, closest};
use crate::form::{Choice, ChoiceList};
use crate::header::Column;
use crate::text::{LangId, Language, Text, Translation};
use crate::workbook::{Line, Sheet};
use crate::xpath::NodeId;
use crate::xpath::dom::Dom;

/// What all sheets need while being read.
pub(crate) struct Reading<'a> {
    pub languages: &'a [Language],
    pub default_language: LangId,
}

impl Reading<'_> {
    pub fn language(&self, column: &Column) -> Option<LangId> {
        match &column.language {
            None => Some(self.default_language),
            Some(name) => self
                .languages
                .iter()
                .position(|known| known.name == *name)
                .map(LangId),
        }
    }

    pub fn add_text(&self, text: &mut Text, column: &Column, source: &str, cell: Cell) {
        if let Some(language) = self.language(column) {
            text.translations.push(Translation {
                language,
                source: source.to_owned(),
                cell,
                pieces: Vec::new(),
            });
        }
    }

    pub fn choices(
        &self,
        sheet: &Sheet,
        allow_duplicates: bool,
        secondary: &mut Dom,
        findings: &mut Findings,
    ) -> Vec<ChoiceList> {
        let mut lists: Vec<ChoiceList> = Vec::new();
        let mut by_name: HashMap<String, usize> = HashMap::new();
        let mut roots: Vec<NodeId> = Vec::new();
        let mut seen: HashMap<(String, String), Cell> = HashMap::new();
        let list_column = sheet.column("list_name").or_else(|| sheet.column("list"));
        let name_column = sheet.column("name").or_else(|| sheet.column("value"));
        let (Some(list_column), Some(name_column)) = (list_column, name_column) else {
            if !sheet.rows.is_empty() {
                let missing = if list_column.is_none() {
                    "list_name"
                } else {
                    "name"
                };
                let suggestion = closest(missing, sheet.columns.iter().map(|c| c.header.as_str()));
                let problem = Problem::MissingColumn {
                    column: missing.to_owned(),
                };
                findings.add(&sheet.name, None, Severity::Error, problem, suggestion);
            }
            return lists;
        };
        for line in &sheet.rows {
            let get = |at: usize| line.cells.get(at).map_or("", String::as_str);
            let list = get(list_column);
            let name = get(name_column);
            if list.is_empty() {
                // Rows without a list are separators or notes.
                continue;
            }
            let cell = sheet.cell(line, name_column);
            if name.is_empty() {
                findings.error(&sheet.name, Some(cell), Problem::MissingChoiceName);
                continue;
            }
            let key = (list.to_owned(), name.to_owned());
            if let Some(first) = seen.get(&key) {
                if !allow_duplicates {
                    let first = first.to_string();
                    let problem = Problem::DuplicateChoice {
                        name: name.to_owned(),
                        first,
                    };
                    findings.error(&sheet.name, Some(cell), problem);
                    continue;
                }
            } else {
                seen.insert(key, cell);
            }
            let at = *by_name.entry(list.to_owned()).or_insert_with(|| {
                let document = secondary.add_document();
                let node = secondary.add_element(document, "instance");
                secondary.add_attribute(node, "id", list);
                roots.push(secondary.add_element(node, "root"));
                lists.push(ChoiceList {
                    name: list.to_owned(),
                    choices: Vec::new(),
                    by_name: HashMap::new(),
                    node,
                });
                lists.len() - 1
            });
            let (Some(list), Some(root)) = (lists.get_mut(at), roots.get(at)) else {
                continue;
            };
            let choice = self.choice(sheet, line, (list_column, name_column), *root, secondary);
            list.by_name
                .entry(choice.name.clone())
                .or_insert(list.choices.len());
            list.choices.push(choice);
        }
        lists
    }

    pub fn choice(
        &self,
        sheet: &Sheet,
        line: &Line,
        (list_column, name_column): (usize, usize),
        root: NodeId,
        secondary: &mut Dom,
    ) -> Choice {
        let node = secondary.add_element(root, "item");
        let add = |secondary: &mut Dom, key: &str, text: &str| {
            let element = secondary.add_element(node, key);
            secondary.add_text(element, text);
        };
        let mut choice = Choice {
            name: line.cells.get(name_column).cloned().unwrap_or_default(),
            label: Text::default(),
            extra: BTreeMap::new(),
            node,
        };
        add(secondary, "name", &choice.name);
        for (at, (column, text)) in sheet.columns.iter().zip(&line.cells).enumerate() {
            if text.is_empty() || at == list_column || at == name_column {
                continue;
            }
            if column.key == "label" {
                self.add_text(&mut choice.label, column, text, sheet.cell(line, at));
            } else {
                // Filters name columns as the author wrote them.
                add(secondary, &column.header, text);
                choice.extra.insert(column.header.clone(), text.clone());
            }
        }
        if let Some((label, _)) = choice
            .label
            .choose(self.default_language, self.default_language)
        {
            add(secondary, "label", &label.source);
        }
        choice
    }
}
