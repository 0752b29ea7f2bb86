//! The settings sheet, and the languages of a form.

use crate::diagnose::{Cell, Findings, Problem, Severity, closest};
use crate::header::{Column, TEXT_COLUMNS};
use crate::text::{LangId, Language, Text, Translation};
use crate::workbook::Sheet;

#[derive(Debug, Default)]
pub(crate) struct Settings {
    sheet: String,
    values: Vec<(Column, String, Cell)>,
}

impl Settings {
    pub fn read(sheet: Option<&Sheet>) -> Settings {
        let Some(sheet) = sheet else {
            return Settings::default();
        };
        let values = sheet.rows.first().map_or_else(Vec::new, |line| {
            sheet
                .columns
                .iter()
                .zip(&line.cells)
                .enumerate()
                .filter(|(_, (_, text))| !text.is_empty())
                .map(|(at, (column, text))| (column.clone(), text.clone(), sheet.cell(line, at)))
                .collect()
        });
        Settings {
            sheet: sheet.name.clone(),
            values,
        }
    }

    pub fn entry(&self, key: &str) -> Option<&(Column, String, Cell)> {
        self.values
            .iter()
            .find(|(c, ..)| c.key == key && c.language.is_none())
    }

    pub fn get(&self, key: &str) -> &str {
        self.entry(key).map_or("", |(_, text, _)| text)
    }

    pub fn first_of(&self, keys: &[&str]) -> &str {
        keys.iter()
            .map(|key| self.get(key))
            .find(|text| !text.is_empty())
            .unwrap_or("")
    }

    /// Titles in other languages, written as `form_title::Language`, or as `title_kk` with the
    /// language's code, which other readers of the format pass over (pyxform refuses the first).
    pub fn title(&self, languages: &[Language]) -> Text {
        let translations = self
            .values
            .iter()
            .filter_map(|(column, text, cell)| {
                let at = match (column.key.as_str(), column.language.as_deref()) {
                    ("form_title" | "title", Some(name)) => languages
                        .iter()
                        .position(|language| language.name == name)?,
                    (key, None) => {
                        let code = key.strip_prefix("title_")?;
                        languages
                            .iter()
                            .position(|language| language.code.as_deref() == Some(code))?
                    }
                    _ => return None,
                };
                Some(Translation {
                    language: LangId(at),
                    source: text.clone(),
                    cell: *cell,
                    pieces: Vec::new(),
                })
            })
            .collect();
        Text { translations }
    }
}

/// Languages in the order their columns appear; untranslated columns belong to the default one.
pub(crate) fn languages(
    survey: &Sheet,
    choices: Option<&Sheet>,
    settings: &Settings,
    findings: &mut Findings,
) -> (Vec<Language>, LangId) {
    let mut names: Vec<String> = Vec::new();
    let mut plain = false;
    for column in survey
        .columns
        .iter()
        .chain(choices.map_or(&[][..], |sheet| &sheet.columns))
    {
        if !TEXT_COLUMNS.contains(&column.key.as_str()) {
            continue;
        }
        match &column.language {
            Some(name) if !names.contains(name) => names.push(name.clone()),
            Some(_) => {}
            None => plain = true,
        }
    }
    let wanted = settings.get("default_language").to_owned();
    if !wanted.is_empty() && !names.contains(&wanted) {
        if plain || names.is_empty() {
            names.push(wanted.clone());
        } else if let Some((_, _, cell)) = settings.entry("default_language") {
            let suggestion = closest(&wanted, names.iter().map(String::as_str));
            let problem = Problem::UnknownLanguage {
                language: wanted.clone(),
            };
            findings.add(
                &settings.sheet,
                Some(*cell),
                Severity::Warning,
                problem,
                suggestion,
            );
        }
    }
    if names.is_empty() || (plain && wanted.is_empty()) {
        let default = "default".to_owned();
        if !names.contains(&default) {
            names.push(default);
        }
    }
    let by_name = |name: &str| names.iter().position(|known| known == name);
    let default = by_name(&wanted).or_else(|| by_name("default")).unwrap_or(0);
    (
        names.iter().map(|name| Language::named(name)).collect(),
        LangId(default),
    )
}
