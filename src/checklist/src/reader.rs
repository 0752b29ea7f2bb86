//! Sheets to drafts: structure, names and columns; expressions stay text here.

use std::collections::BTreeMap;

use crate::choices::Reading;
use crate::diagnose::{Cell, Findings, Problem, Severity, closest};
use crate::form::{Choice, ChoiceList, DefId, Role};
use crate::header::{CARRIED_COLUMNS, SURVEY_COLUMNS, TEXT_COLUMNS};
use crate::kinds::{Kind, TypeCell, type_cell, type_names};
use crate::settings::{Settings, languages};
use crate::text::{LangId, Language, Text};
use crate::workbook::{Line, Sheet, Workbook};
use crate::xpath::Tree as _;
use crate::xpath::dom::Dom;

/// A cell with text.
#[derive(Debug, Clone)]
pub(crate) struct Written {
    pub text: String,
    pub cell: Cell,
}

/// A row before compilation.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub parent: Option<DefId>,
    pub children: Vec<DefId>,
    pub name: String,
    pub path: String,
    pub role: Role,
    pub row: u32,
    pub cell: Cell,
    pub list: Option<usize>,
    pub metadata: String,
    /// Known columns by canonical key.
    pub cells: BTreeMap<String, Written>,
    pub texts: BTreeMap<String, Text>,
    pub extra: BTreeMap<String, String>,
    pub extra_texts: BTreeMap<String, Text>,
}

/// Everything read from the sheets.
#[derive(Debug)]
pub(crate) struct Drafted {
    pub survey: String,
    pub drafts: Vec<Draft>,
    pub lists: Vec<ChoiceList>,
    pub choices_sheet: String,
    pub secondary: Dom,
    pub languages: Vec<Language>,
    pub default_language: LangId,
    pub form_id: String,
    pub version: String,
    pub plain_title: String,
    pub title: Text,
    pub root_name: String,
}

/// Reads the three sheets; `None` only when there is nothing to go on with.
pub(crate) fn draft(book: &Workbook, findings: &mut Findings) -> Option<Drafted> {
    let Some(survey) = book.sheet("survey") else {
        let names = book.sheets.iter().map(|sheet| sheet.name.as_str());
        let suggestion = closest("survey", names);
        let problem = Problem::MissingSheet {
            sheet: "survey".to_owned(),
        };
        findings.add("", None, Severity::Error, problem, suggestion);
        return None;
    };
    for sheet in &book.sheets {
        let known = [
            "survey",
            "choices",
            "settings",
            "external_choices",
            "entities",
            "osm",
        ];
        if known
            .iter()
            .any(|name| sheet.name.eq_ignore_ascii_case(name))
        {
            continue;
        }
        let meant = closest(&sheet.name, known.into_iter());
        if meant
            .as_deref()
            .is_some_and(|name| book.sheet(name).is_none())
        {
            let problem = Problem::UnknownSheet {
                sheet: sheet.name.clone(),
            };
            findings.add(&sheet.name, None, Severity::Warning, problem, meant);
        }
    }
    let choices = book.sheet("choices");
    let settings = Settings::read(book.sheet("settings"));
    let (languages, default_language) = languages(survey, choices, &settings, findings);
    let reading = Reading {
        languages: &languages,
        default_language,
    };
    let mut secondary = Dom::default();
    let duplicates = settings
        .get("allow_choice_duplicates")
        .eq_ignore_ascii_case("yes");
    let lists = choices.map_or_else(Vec::new, |sheet| {
        reading.choices(sheet, duplicates, &mut secondary, findings)
    });
    let mut survey_reader = Survey {
        sheet: survey,
        reading: &reading,
        lists,
        secondary,
        drafts: vec![root()],
        findings,
    };
    survey_reader.read();
    let Survey {
        drafts,
        lists,
        secondary,
        ..
    } = survey_reader;
    Some(Drafted {
        survey: survey.name.clone(),
        drafts,
        lists,
        choices_sheet: choices.map_or_else(String::new, |sheet| sheet.name.clone()),
        secondary,
        form_id: settings.first_of(&["form_id", "id_string"]).to_owned(),
        version: settings.get("version").to_owned(),
        plain_title: settings.first_of(&["form_title", "title"]).to_owned(),
        title: settings.title(&languages),
        root_name: settings.get("name").to_owned(),
        languages,
        default_language,
    })
}

/// Deepest nesting of groups: no real form comes near, and every walk over it stays bounded.
const MAX_DEPTH: usize = 60;

fn root() -> Draft {
    Draft {
        parent: None,
        children: Vec::new(),
        name: "data".to_owned(),
        path: String::new(),
        role: Role::Root,
        row: 0,
        cell: Cell { column: 0, row: 1 },
        list: None,
        metadata: String::new(),
        cells: BTreeMap::new(),
        texts: BTreeMap::new(),
        extra: BTreeMap::new(),
        extra_texts: BTreeMap::new(),
    }
}

struct Survey<'a> {
    sheet: &'a Sheet,
    reading: &'a Reading<'a>,
    lists: Vec<ChoiceList>,
    secondary: Dom,
    drafts: Vec<Draft>,
    findings: &'a mut Findings,
}

impl Survey<'_> {
    fn read(&mut self) {
        let sheet = self.sheet;
        let Some(type_column) = sheet.column("type") else {
            let suggestion = closest("type", sheet.columns.iter().map(|c| c.header.as_str()));
            let problem = Problem::MissingColumn {
                column: "type".to_owned(),
            };
            self.findings
                .add(&sheet.name, None, Severity::Error, problem, suggestion);
            return;
        };
        if sheet.rows.is_empty() {
            self.findings.error(&sheet.name, None, Problem::EmptySheet);
            return;
        }
        self.check_columns();
        let name_column = sheet.column("name").or_else(|| sheet.column("value"));
        let mut open: Vec<DefId> = vec![DefId(0)];
        for line in &sheet.rows {
            let disabled = sheet.column("disabled").and_then(|at| line.cells.get(at));
            if disabled.is_some_and(|text| matches!(text.to_lowercase().as_str(), "yes" | "true")) {
                continue;
            }
            self.row(line, type_column, name_column, &mut open);
        }
        for id in open.iter().skip(1) {
            if let Some(draft) = self.drafts.get(id.0 as usize) {
                let problem = Problem::Unclosed {
                    name: draft.name.clone(),
                };
                let cell = Cell {
                    column: self.column_index(type_column),
                    row: draft.row,
                };
                self.findings.error(&sheet.name, Some(cell), problem);
            }
        }
    }

    fn column_index(&self, at: usize) -> u32 {
        self.sheet.columns.get(at).map_or(0, |column| column.index)
    }

    /// A header that is nearly a known one is a slip; anything else is the author's own.
    fn check_columns(&mut self) {
        for column in &self.sheet.columns {
            let key = column.key.as_str();
            if SURVEY_COLUMNS.contains(&key) || CARRIED_COLUMNS.contains(&key) {
                continue;
            }
            if let Some(meant) = closest(key, SURVEY_COLUMNS.iter().copied())
                && key.len() > 3
            {
                let cell = Cell {
                    column: column.index,
                    row: 1,
                };
                let problem = Problem::UnknownColumn {
                    column: column.header.clone(),
                };
                let sheet = &self.sheet.name;
                self.findings
                    .add(sheet, Some(cell), Severity::Warning, problem, Some(meant));
            }
        }
    }

    fn row(
        &mut self,
        line: &Line,
        type_column: usize,
        name_column: Option<usize>,
        open: &mut Vec<DefId>,
    ) {
        let sheet = self.sheet;
        let get = |at: usize| line.cells.get(at).map_or("", String::as_str);
        let found = get(type_column);
        let name = name_column.map_or("", get);
        let type_at = sheet.cell(line, type_column);
        if found.is_empty() {
            if !name.is_empty() {
                self.findings
                    .error(&sheet.name, Some(type_at), Problem::MissingType);
            }
            return;
        }
        let Some(meaning) = type_cell(found) else {
            let word = found.split_whitespace().next().unwrap_or_default();
            let suggestion = closest(found, type_names()).or_else(|| closest(word, type_names()));
            let problem = Problem::UnknownType {
                found: found.to_owned(),
            };
            self.findings.add(
                &sheet.name,
                Some(type_at),
                Severity::Error,
                problem,
                suggestion,
            );
            return;
        };
        let top = open.last().copied().unwrap_or(DefId(0));
        match meaning {
            TypeCell::Ignored => {}
            TypeCell::External => {
                let problem = Problem::ExternalData {
                    file: name.to_owned(),
                };
                self.findings.warning(&sheet.name, Some(type_at), problem);
            }
            TypeCell::BeginGroup | TypeCell::BeginRepeat if open.len() > MAX_DEPTH => {
                // Counted but not built, so that its end still matches.
                if open.len() == MAX_DEPTH + 1 {
                    self.findings
                        .error(&sheet.name, Some(type_at), Problem::TooDeep);
                }
                open.push(top);
            }
            TypeCell::BeginGroup => {
                let id = self.add(line, name_column, Role::Group, top);
                open.push(id);
            }
            TypeCell::BeginRepeat => {
                let id = self.add(line, name_column, Role::Repeat, top);
                open.push(id);
            }
            TypeCell::EndGroup | TypeCell::EndRepeat => {
                let role = if meaning == TypeCell::EndGroup {
                    Role::Group
                } else {
                    Role::Repeat
                };
                let matches = self
                    .drafts
                    .get(top.0 as usize)
                    .is_some_and(|draft| draft.role == role);
                if !matches {
                    self.findings
                        .error(&sheet.name, Some(type_at), Problem::UnmatchedEnd);
                }
                if open.len() > 1 {
                    open.pop();
                }
            }
            TypeCell::Question {
                kind,
                list,
                or_other,
                file,
            } => {
                let id = self.add(line, name_column, Role::Question(kind), top);
                self.question(id, line, type_at, (kind, list, or_other, file));
                if kind == Kind::Metadata
                    && let Some(draft) = self.drafts.get_mut(id.0 as usize)
                {
                    let word = found.to_lowercase().replace(['_', '-'], " ");
                    draft.metadata = word.trim_start_matches("uri:").to_owned();
                }
            }
        }
    }

    fn question(
        &mut self,
        id: DefId,
        line: &Line,
        type_at: Cell,
        (kind, list, or_other, file): (Kind, Option<String>, bool, bool),
    ) {
        if !kind.is_select() {
            return;
        }
        let sheet = self.sheet;
        let Some(list) = list else {
            self.findings
                .error(&sheet.name, Some(type_at), Problem::MissingList);
            return;
        };
        if file {
            let problem = Problem::ExternalData { file: list };
            self.findings.warning(&sheet.name, Some(type_at), problem);
            return;
        }
        // `select_one ${rows}` chooses among the rows of a repeat.
        if list.starts_with("${") {
            let problem = Problem::ExternalData { file: list };
            self.findings.warning(&sheet.name, Some(type_at), problem);
            return;
        }
        let Some(at) = self.lists.iter().position(|known| known.name == list) else {
            let suggestion = closest(&list, self.lists.iter().map(|list| list.name.as_str()));
            let problem = Problem::UnknownList { list };
            self.findings.add(
                &sheet.name,
                Some(type_at),
                Severity::Error,
                problem,
                suggestion,
            );
            return;
        };
        if let Some(draft) = self.drafts.get_mut(id.0 as usize) {
            draft.list = Some(at);
        }
        if or_other {
            self.add_other(id, line, at);
        }
    }

    /// `or_other`: one more choice, and a text question that asks which.
    fn add_other(&mut self, id: DefId, line: &Line, list: usize) {
        if let Some(list) = self.lists.get_mut(list)
            && !list.by_name.contains_key("other")
        {
            let mut roots = Vec::new();
            self.secondary.children(list.node, &mut roots);
            let root = roots.first().copied().unwrap_or(list.node);
            let node = self.secondary.add_element(root, "item");
            let element = self.secondary.add_element(node, "name");
            self.secondary.add_text(element, "other");
            list.by_name.insert("other".to_owned(), list.choices.len());
            list.choices.push(Choice {
                name: "other".to_owned(),
                label: Text::default(),
                extra: BTreeMap::new(),
                node,
            });
        }
        let Some(asked) = self.drafts.get(id.0 as usize).cloned() else {
            return;
        };
        let Some(parent) = asked.parent else { return };
        let mut other = root();
        other.parent = Some(parent);
        other.name = format!("{}_other", asked.name);
        other.path = format!("{}_other", asked.path);
        other.role = Role::Question(Kind::Text);
        other.row = line.row;
        other.cell = asked.cell;
        let relevant = format!("selected(../{}, 'other')", asked.name);
        other.cells.insert(
            "relevant".to_owned(),
            Written {
                text: relevant,
                cell: asked.cell,
            },
        );
        self.push(other, parent);
    }

    fn push(&mut self, draft: Draft, parent: DefId) -> DefId {
        let id = DefId(u32::try_from(self.drafts.len()).unwrap_or(u32::MAX));
        self.drafts.push(draft);
        if let Some(parent) = self.drafts.get_mut(parent.0 as usize) {
            parent.children.push(id);
        }
        id
    }

    fn add(&mut self, line: &Line, name_column: Option<usize>, role: Role, parent: DefId) -> DefId {
        let sheet = self.sheet;
        let cell = sheet.cell(line, name_column.unwrap_or(0));
        let name = name_column
            .and_then(|at| line.cells.get(at))
            .cloned()
            .unwrap_or_default();
        let name = self.checked_name(name, role, cell, parent);
        let parent_path = self
            .drafts
            .get(parent.0 as usize)
            .map_or("", |draft| &draft.path);
        let mut draft = root();
        draft.parent = Some(parent);
        draft.path = format!("{parent_path}/{name}");
        draft.name = name;
        draft.role = role;
        draft.row = line.row;
        draft.cell = cell;
        for (at, (column, text)) in sheet.columns.iter().zip(&line.cells).enumerate() {
            if text.is_empty() {
                continue;
            }
            let key = column.key.as_str();
            let cell = sheet.cell(line, at);
            if TEXT_COLUMNS.contains(&key) {
                let entry = draft.texts.entry(key.to_owned()).or_default();
                self.reading.add_text(entry, column, text, cell);
            } else if SURVEY_COLUMNS.contains(&key) {
                draft.cells.insert(
                    key.to_owned(),
                    Written {
                        text: text.clone(),
                        cell,
                    },
                );
            } else if column.language.is_some() {
                let entry = draft.extra_texts.entry(key.to_owned()).or_default();
                self.reading.add_text(entry, column, text, cell);
            } else {
                draft.extra.insert(key.to_owned(), text.clone());
            }
        }
        self.push(draft, parent)
    }

    fn checked_name(&mut self, name: String, role: Role, cell: Cell, parent: DefId) -> String {
        let sheet = &self.sheet.name;
        if name.is_empty() {
            // A note or a group without a name is legal enough to be given one.
            if matches!(role, Role::Question(Kind::Note) | Role::Group) {
                return format!("generated_{}", cell.row);
            }
            self.findings.error(sheet, Some(cell), Problem::MissingName);
            return format!("generated_{}", cell.row);
        }
        let mut chars = name.chars();
        let legal = chars.next().is_some_and(|c| c.is_alphabetic() || c == '_')
            && chars.all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
        if !legal {
            self.findings
                .error(sheet, Some(cell), Problem::BadName { name: name.clone() });
        }
        let siblings = self
            .drafts
            .get(parent.0 as usize)
            .map_or(&[][..], |p| &p.children);
        let twin = siblings
            .iter()
            .filter_map(|id| self.drafts.get(id.0 as usize))
            .find(|draft| draft.name == name);
        if let Some(twin) = twin {
            let first = twin.cell.to_string();
            let problem = Problem::DuplicateName {
                name: name.clone(),
                first,
            };
            self.findings.error(sheet, Some(cell), problem);
        }
        name
    }
}
