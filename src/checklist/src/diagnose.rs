//! What is wrong with a workbook, told by sheet and cell.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A cell of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Cell {
    /// Column, 0 = A.
    pub column: u32,
    /// Row, 1 = the first.
    pub row: u32,
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut letters = Vec::new();
        let mut rest = u64::from(self.column) + 1;
        while rest > 0 {
            let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
            letters.push(char::from(b'A' + digit));
            rest = (rest - 1) / 26;
        }
        letters.reverse();
        write!(f, "{}{}", letters.into_iter().collect::<String>(), self.row)
    }
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// The form works, but probably not as meant.
    Warning,
    /// The form cannot be used.
    Error,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// Sheet as named in the workbook; empty when the whole file is meant.
    pub sheet: String,
    /// Cell, when one is to blame.
    pub cell: Option<Cell>,
    /// How bad.
    pub severity: Severity,
    /// What.
    pub problem: Problem,
    /// What was probably meant.
    pub suggestion: Option<String>,
}

impl Diagnostic {
    /// `survey!F12`, the sheet alone, or nothing for the whole file.
    pub fn place(&self) -> String {
        match self.cell {
            Some(cell) => format!("{}!{cell}", self.sheet),
            None => self.sheet.clone(),
        }
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place(), self.problem)?;
        if let Some(suggestion) = &self.suggestion {
            write!(f, " ({suggestion}?)")?;
        }
        Ok(())
    }
}

/// What can be wrong. `locale` words it; the texts here are for developers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Error)]
#[allow(missing_docs)] // Fields are the arguments of the sentence in #[error].
pub enum Problem {
    #[error("the file cannot be read: {reason}")]
    Unreadable { reason: String },
    #[error("no sheet named {sheet}")]
    MissingSheet { sheet: String },
    #[error("sheet {sheet} is not used")]
    UnknownSheet { sheet: String },
    #[error("no column {column}")]
    MissingColumn { column: String },
    #[error("column {column} appears twice")]
    DuplicateColumn { column: String },
    #[error("column {column} is not known")]
    UnknownColumn { column: String },
    #[error("the sheet has no rows")]
    EmptySheet,
    #[error("row without a type")]
    MissingType,
    #[error("unknown type {found}")]
    UnknownType { found: String },
    #[error("row without a name")]
    MissingName,
    #[error("{name} is not a legal name")]
    BadName { name: String },
    #[error("name {name} is taken by {first}")]
    DuplicateName { name: String, first: String },
    #[error("{name} is never closed")]
    Unclosed { name: String },
    #[error("end without a matching begin")]
    UnmatchedEnd,
    #[error("no choice list {list}")]
    UnknownList { list: String },
    #[error("the type names no choice list")]
    MissingList,
    #[error("groups are nested too deeply")]
    TooDeep,
    #[error("choice without a name")]
    MissingChoiceName,
    #[error("choice {name} is taken by {first}")]
    DuplicateChoice { name: String, first: String },
    #[error("expression, character {at}: {reason}")]
    Syntax { at: usize, reason: String },
    #[error("unknown function {name}")]
    UnknownFunction { name: String },
    #[error("{function} takes {least} to {most} arguments, not {given}")]
    ArgumentCount {
        function: String,
        given: usize,
        least: usize,
        most: String,
    },
    #[error("the pattern {pattern} of regex() cannot be read")]
    BadPattern { pattern: String },
    #[error("nothing is named {name}")]
    UnknownReference { name: String },
    #[error("{name} is ambiguous: {cells}")]
    AmbiguousReference { name: String, cells: String },
    #[error("these depend on each other: {cells}")]
    Cycle { names: String, cells: String },
    #[error("question without a label")]
    MissingLabel,
    #[error("no {column} in {language}")]
    MissingTranslation { column: String, language: String },
    #[error("calculation is missing")]
    MissingCalculation,
    #[error("{file} is data outside the workbook")]
    ExternalData { file: String },
    #[error("default_language {language} has no column")]
    UnknownLanguage { language: String },
}

impl Problem {
    /// Stable key of the message in `locale`.
    pub fn code(&self) -> &'static str {
        match self {
            Problem::Unreadable { .. } => "unreadable",
            Problem::MissingSheet { .. } => "missing-sheet",
            Problem::UnknownSheet { .. } => "unknown-sheet",
            Problem::MissingColumn { .. } => "missing-column",
            Problem::DuplicateColumn { .. } => "duplicate-column",
            Problem::UnknownColumn { .. } => "unknown-column",
            Problem::EmptySheet => "empty-sheet",
            Problem::MissingType => "missing-type",
            Problem::UnknownType { .. } => "unknown-type",
            Problem::MissingName => "missing-name",
            Problem::BadName { .. } => "bad-name",
            Problem::DuplicateName { .. } => "duplicate-name",
            Problem::Unclosed { .. } => "unclosed",
            Problem::UnmatchedEnd => "unmatched-end",
            Problem::UnknownList { .. } => "unknown-list",
            Problem::MissingList => "missing-list",
            Problem::TooDeep => "too-deep",
            Problem::MissingChoiceName => "missing-choice-name",
            Problem::DuplicateChoice { .. } => "duplicate-choice",
            Problem::Syntax { .. } => "syntax",
            Problem::UnknownFunction { .. } => "unknown-function",
            Problem::ArgumentCount { .. } => "argument-count",
            Problem::BadPattern { .. } => "bad-pattern",
            Problem::UnknownReference { .. } => "unknown-reference",
            Problem::AmbiguousReference { .. } => "ambiguous-reference",
            Problem::Cycle { .. } => "cycle",
            Problem::MissingLabel => "missing-label",
            Problem::MissingTranslation { .. } => "missing-translation",
            Problem::MissingCalculation => "missing-calculation",
            Problem::ExternalData { .. } => "external-data",
            Problem::UnknownLanguage { .. } => "unknown-language",
        }
    }

    /// Arguments of the message by name.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        let one = |key, value: &String| vec![(key, value.clone())];
        match self {
            Problem::Unreadable { reason } => one("reason", reason),
            Problem::MissingSheet { sheet } | Problem::UnknownSheet { sheet } => {
                one("sheet", sheet)
            }
            Problem::MissingColumn { column }
            | Problem::DuplicateColumn { column }
            | Problem::UnknownColumn { column } => one("column", column),
            Problem::UnknownType { found } => one("found", found),
            Problem::BadName { name }
            | Problem::Unclosed { name }
            | Problem::UnknownFunction { name }
            | Problem::UnknownReference { name } => one("name", name),
            Problem::DuplicateName { name, first } | Problem::DuplicateChoice { name, first } => {
                vec![("name", name.clone()), ("first", first.clone())]
            }
            Problem::UnknownList { list } => one("list", list),
            Problem::BadPattern { pattern } => one("pattern", pattern),
            Problem::Syntax { at, reason } => {
                vec![("at", at.to_string()), ("reason", reason.clone())]
            }
            Problem::ArgumentCount {
                function,
                given,
                least,
                most,
            } => vec![
                ("function", function.clone()),
                ("given", given.to_string()),
                ("least", least.to_string()),
                ("most", most.clone()),
            ],
            Problem::AmbiguousReference { name, cells } => {
                vec![("name", name.clone()), ("cells", cells.clone())]
            }
            Problem::Cycle { names, cells } => {
                vec![("names", names.clone()), ("cells", cells.clone())]
            }
            Problem::MissingTranslation { column, language } => {
                vec![("column", column.clone()), ("language", language.clone())]
            }
            Problem::ExternalData { file } => one("file", file),
            Problem::UnknownLanguage { language } => one("language", language),
            Problem::EmptySheet
            | Problem::MissingType
            | Problem::MissingName
            | Problem::UnmatchedEnd
            | Problem::MissingList
            | Problem::TooDeep
            | Problem::MissingChoiceName
            | Problem::MissingLabel
            | Problem::MissingCalculation => Vec::new(),
        }
    }
}

/// Collects findings while a workbook is read.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    pub list: Vec<Diagnostic>,
}

impl Findings {
    pub fn error(&mut self, sheet: &str, cell: Option<Cell>, problem: Problem) {
        self.add(sheet, cell, Severity::Error, problem, None);
    }

    pub fn warning(&mut self, sheet: &str, cell: Option<Cell>, problem: Problem) {
        self.add(sheet, cell, Severity::Warning, problem, None);
    }

    pub fn add(
        &mut self,
        sheet: &str,
        cell: Option<Cell>,
        severity: Severity,
        problem: Problem,
        suggestion: Option<String>,
    ) {
        self.list.push(Diagnostic {
            sheet: sheet.to_owned(),
            cell,
            severity,
            problem,
            suggestion,
        });
    }

    /// Findings in the order an author walks through the workbook.
    pub fn sorted(mut self) -> Vec<Diagnostic> {
        let sheet = |name: &str| {
            let known = ["", "settings", "survey", "choices"];
            known
                .iter()
                .position(|known| name.eq_ignore_ascii_case(known))
                .unwrap_or(known.len())
        };
        let place = |cell: &Option<Cell>| cell.map(|cell| (cell.row, cell.column));
        self.list
            .sort_by_cached_key(|found| (sheet(&found.sheet), place(&found.cell)));
        self.list
    }

    pub fn failed(&self) -> bool {
        self.list
            .iter()
            .any(|finding| finding.severity == Severity::Error)
    }
}

/// The candidate closest to a misspelt word, when it is close enough to be meant.
pub(crate) fn closest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<String> {
    let word = word.to_lowercase();
    // A third of a word may be wrong; of one or two letters nothing can be guessed.
    let limit = (word.chars().count() / 3).min(3);
    candidates
        .map(|candidate| (distance(&word, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate.to_owned())
}

/// Edit distance where swapping two neighbours costs one.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut previous: Vec<usize> = (0..=right.len()).collect();
    let mut last = None;
    for (i, a) in left.chars().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in right.iter().enumerate() {
            let get = |row: &[usize], at: usize| row.get(at).copied().unwrap_or(usize::MAX / 2);
            let mut cost = (get(&previous, j) + usize::from(a != *b))
                .min(get(&previous, j + 1) + 1)
                .min(get(&row, j) + 1);
            let swapped = j > 0 && last == Some(*b) && right.get(j - 1) == Some(&a);
            if swapped {
                cost = cost.min(get(&before, j - 1) + 1);
            }
            row.push(cost);
        }
        before = std::mem::replace(&mut previous, row);
        last = Some(a);
    }
    previous.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_in_a_spreadsheet() {
        assert_eq!(Cell { column: 5, row: 12 }.to_string(), "F12");
        assert_eq!(Cell { column: 26, row: 1 }.to_string(), "AA1");
        assert_eq!(
            Cell {
                column: 701,
                row: 2
            }
            .to_string(),
            "ZZ2"
        );
    }

    #[test]
    fn a_slip_of_the_finger_finds_the_meant_word() {
        let known = ["fire_exit", "fire_alarm", "exit"];
        assert_eq!(
            closest("fire_exti", known.into_iter()).as_deref(),
            Some("fire_exit")
        );
        assert_eq!(closest("kitchen", known.into_iter()), None);
    }
}
