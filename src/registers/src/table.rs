//! The rows of a register, kept in typed columns.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use baqylau_locale::Language;
use chrono::{Datelike, NaiveDate};

use crate::compare;

/// A number that isn't there.
pub(crate) const NO_NUMBER: i64 = i64::MIN;
/// A day that isn't there.
pub(crate) const NO_DAY: i32 = i32::MIN;
/// A choice that wasn't made.
pub(crate) const NO_CHOICE: u16 = u16::MAX;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Text,
    /// Whole numbers.
    Number,
    /// Money, in tiyn.
    Money,
    /// Days.
    Date,
    /// One of a few things, in an order of their own.
    Choice,
    /// Yes or no.
    Flag,
}

/// One of the things a column of choices may hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What it is in filters that are kept and shared; the same in every language.
    pub code: String,
    /// What people read.
    pub word: String,
}

impl Choice {
    /// A choice by its code and the word for it.
    pub fn new(code: impl Into<String>, word: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            word: word.into(),
        }
    }
}

/// What stands in one cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value<'a> {
    /// Nothing; not the same as zero.
    Empty,
    /// Words; no words are nothing.
    Text(&'a str),
    /// A number, or tiyn. The least number there is can't be kept and is taken for nothing.
    Whole(i64),
    /// A day.
    Day(NaiveDate),
    /// A choice by its place in the list of its column.
    Choice(usize),
    /// Yes or no.
    Flag(bool),
}

/// A column by its place in its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ColumnId(pub usize);

#[derive(Debug)]
pub(crate) enum Data {
    /// Codes into the words, of which the first is none.
    Text {
        codes: Vec<u32>,
        words: Vec<Arc<str>>,
    },
    Whole(Vec<i64>),
    Days(Vec<i32>),
    Small(Vec<u16>),
}

#[derive(Debug)]
pub(crate) struct Column {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) kind: Kind,
    pub(crate) choices: Vec<Choice>,
    pub(crate) hidden: bool,
    pub(crate) total: bool,
    pub(crate) data: Data,
    /// The words as they are searched, made when somebody first searches them.
    pub(crate) folded: OnceLock<Vec<Box<str>>>,
    /// The place of each word in the language's order, made when somebody first asks for it.
    pub(crate) ranks: OnceLock<Vec<u32>>,
}

impl Column {
    fn new(id: &str, title: &str, kind: Kind, choices: Vec<Choice>) -> Self {
        let data = match kind {
            Kind::Text => Data::Text {
                codes: Vec::new(),
                words: vec![Arc::from("")],
            },
            Kind::Number | Kind::Money => Data::Whole(Vec::new()),
            Kind::Date => Data::Days(Vec::new()),
            Kind::Choice | Kind::Flag => Data::Small(Vec::new()),
        };
        Self {
            id: id.to_owned(),
            title: title.to_owned(),
            kind,
            choices,
            hidden: false,
            total: kind == Kind::Money,
            data,
            folded: OnceLock::new(),
            ranks: OnceLock::new(),
        }
    }

    fn blanks(&mut self, rows: usize) {
        match &mut self.data {
            Data::Text { codes, .. } => codes.resize(rows, 0),
            Data::Whole(values) => values.resize(rows, NO_NUMBER),
            Data::Days(days) => days.resize(rows, NO_DAY),
            Data::Small(choices) => choices.resize(rows, NO_CHOICE),
        }
    }

    pub(crate) fn value(&self, row: usize) -> Value<'_> {
        match &self.data {
            Data::Text { codes, words } => codes
                .get(row)
                .filter(|code| **code != 0)
                .and_then(|code| words.get(*code as usize))
                .map_or(Value::Empty, |word| Value::Text(word)),
            Data::Whole(values) => match values.get(row) {
                None | Some(&NO_NUMBER) => Value::Empty,
                Some(value) => Value::Whole(*value),
            },
            Data::Days(days) => days
                .get(row)
                .and_then(|day| NaiveDate::from_num_days_from_ce_opt(*day))
                .map_or(Value::Empty, Value::Day),
            Data::Small(choices) => match choices.get(row) {
                None | Some(&NO_CHOICE) => Value::Empty,
                Some(choice) if self.kind == Kind::Flag => Value::Flag(*choice == 1),
                Some(choice) => Value::Choice(usize::from(*choice)),
            },
        }
    }
}

/// The rows of a register. Rows are told apart by an identity of 128 bits, which outlives sorting
/// and reading them anew.
#[derive(Debug)]
pub struct Table {
    pub(crate) language: Language,
    pub(crate) ids: Vec<u128>,
    pub(crate) columns: Vec<Column>,
    /// Whether a row stays out of totals; rows beyond its end don't.
    left_out: Vec<bool>,
}

impl Table {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The language whose order words follow.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The identity of a row.
    pub fn identity(&self, row: u32) -> Option<u128> {
        self.ids.get(row as usize).copied()
    }

    /// What stands in a cell; nothing where there is no such row or column.
    pub fn value(&self, row: u32, column: ColumnId) -> Value<'_> {
        self.columns
            .get(column.0)
            .map_or(Value::Empty, |column| column.value(row as usize))
    }

    /// Whether a row counts in totals: what was withdrawn or came back stands in a register and
    /// isn't money.
    pub fn counts(&self, row: u32) -> bool {
        !self.left_out.get(row as usize).is_some_and(|out| *out)
    }

    /// Whether a column is summed.
    pub fn is_summed(&self, column: ColumnId) -> bool {
        self.columns.get(column.0).is_some_and(|c| c.total)
    }

    /// Columns that may be shown, in the order they were made.
    pub fn columns(&self) -> impl Iterator<Item = ColumnId> + '_ {
        let shown = |(at, column): (usize, &Column)| (!column.hidden).then_some(ColumnId(at));
        self.columns.iter().enumerate().filter_map(shown)
    }

    /// A column by its name.
    pub fn column(&self, id: &str) -> Option<ColumnId> {
        self.columns.iter().position(|c| c.id == id).map(ColumnId)
    }

    /// The name of a column, the same in every language.
    pub fn id(&self, column: ColumnId) -> &str {
        self.columns.get(column.0).map_or("", |c| &c.id)
    }

    /// The heading of a column.
    pub fn title(&self, column: ColumnId) -> &str {
        self.columns.get(column.0).map_or("", |c| &c.title)
    }

    /// What a column holds.
    pub fn kind(&self, column: ColumnId) -> Option<Kind> {
        self.columns.get(column.0).map(|c| c.kind)
    }

    /// What a column of choices may hold, in its order; of other columns nothing.
    pub fn choices(&self, column: ColumnId) -> &[Choice] {
        self.columns
            .get(column.0)
            .map_or(&[], |c| c.choices.as_slice())
    }

    /// Makes ready what a first search and the first orders would otherwise make: call it where
    /// nobody waits.
    pub fn prepare(&self) {
        for column in &self.columns {
            if column.hidden {
                compare::folded(column);
            } else {
                compare::ranks(column, self.language);
            }
        }
    }
}

/// Collects the rows of a table: row by row, or column by column.
#[derive(Debug)]
pub struct TableBuilder {
    table: Table,
    known: Vec<HashMap<Arc<str>, u32>>,
}

impl TableBuilder {
    /// An empty table in a language.
    pub fn new(language: Language) -> Self {
        Self {
            table: Table {
                language,
                ids: Vec::new(),
                columns: Vec::new(),
                left_out: Vec::new(),
            },
            known: Vec::new(),
        }
    }

    fn add(&mut self, mut column: Column) -> ColumnId {
        column.blanks(self.table.ids.len());
        self.table.columns.push(column);
        self.known.push(HashMap::new());
        ColumnId(self.table.columns.len() - 1)
    }

    /// A column of words.
    pub fn text(&mut self, id: &str, title: &str) -> ColumnId {
        self.add(Column::new(id, title, Kind::Text, Vec::new()))
    }

    /// Words that are never shown, only searched: names in other languages.
    pub fn searched(&mut self, id: &str) -> ColumnId {
        let mut column = Column::new(id, "", Kind::Text, Vec::new());
        column.hidden = true;
        self.add(column)
    }

    /// A column of numbers, with or without a total.
    pub fn number(&mut self, id: &str, title: &str, total: bool) -> ColumnId {
        let mut column = Column::new(id, title, Kind::Number, Vec::new());
        column.total = total;
        self.add(column)
    }

    /// A column of money, with a total.
    pub fn money(&mut self, id: &str, title: &str) -> ColumnId {
        self.add(Column::new(id, title, Kind::Money, Vec::new()))
    }

    /// A column of days.
    pub fn date(&mut self, id: &str, title: &str) -> ColumnId {
        self.add(Column::new(id, title, Kind::Date, Vec::new()))
    }

    /// A column of choices, ordered as they are listed.
    pub fn choice(&mut self, id: &str, title: &str, choices: Vec<Choice>) -> ColumnId {
        self.add(Column::new(id, title, Kind::Choice, choices))
    }

    /// A column of yes and no, with the words for no and yes.
    pub fn flag(&mut self, id: &str, title: &str, words: [&str; 2]) -> ColumnId {
        let [no, yes] = words;
        let choices = vec![Choice::new("no", no), Choice::new("yes", yes)];
        self.add(Column::new(id, title, Kind::Flag, choices))
    }

    /// Begins a row; what isn't set in it stays empty.
    pub fn row(&mut self, identity: u128) {
        self.rows([identity]);
    }

    /// Begins many rows, whose columns are then filled.
    pub fn rows(&mut self, identities: impl IntoIterator<Item = u128>) {
        self.table.ids.extend(identities);
        let rows = self.table.ids.len();
        for column in &mut self.table.columns {
            column.blanks(rows);
        }
    }

    /// Sets a cell of the row begun last. A value of another kind than the column's is nothing.
    pub fn set(&mut self, column: ColumnId, value: Value<'_>) {
        if let Some(row) = self.table.ids.len().checked_sub(1) {
            self.put(row, column, value);
        }
    }

    /// Leaves the row begun last out of totals.
    pub fn leave_out(&mut self) {
        let rows = self.table.ids.len();
        if let Some(row) = rows.checked_sub(1) {
            self.table.left_out.resize(rows, false);
            put(&mut self.table.left_out, row, true);
        }
    }

    /// Sets the cells of a column from the first row on.
    pub fn fill<'v>(&mut self, column: ColumnId, values: impl IntoIterator<Item = Value<'v>>) {
        let rows = self.table.ids.len();
        for (row, value) in values.into_iter().take(rows).enumerate() {
            self.put(row, column, value);
        }
    }

    fn put(&mut self, row: usize, column: ColumnId, value: Value<'_>) {
        let (Some(known), Some(column)) = (
            self.known.get_mut(column.0),
            self.table.columns.get_mut(column.0),
        ) else {
            return;
        };
        let kind = column.kind;
        match &mut column.data {
            Data::Text { codes, words } => {
                let code = match value {
                    Value::Text("") => 0,
                    Value::Text(text) => match known.get(text) {
                        Some(code) => *code,
                        None => {
                            let word: Arc<str> = Arc::from(text);
                            let code = u32::try_from(words.len()).unwrap_or(0);
                            words.push(word.clone());
                            known.insert(word, code);
                            code
                        }
                    },
                    _ => 0,
                };
                put(codes, row, code);
            }
            Data::Whole(values) => {
                let number = match value {
                    Value::Whole(number) => number,
                    _ => NO_NUMBER,
                };
                put(values, row, number);
            }
            Data::Days(days) => {
                let day = match value {
                    Value::Day(day) => day.num_days_from_ce(),
                    _ => NO_DAY,
                };
                put(days, row, day);
            }
            Data::Small(choices) => {
                let choice = match (kind, value) {
                    (Kind::Flag, Value::Flag(on)) => u16::from(on),
                    (Kind::Choice, Value::Choice(at)) if at < column.choices.len() => {
                        u16::try_from(at).unwrap_or(NO_CHOICE)
                    }
                    _ => NO_CHOICE,
                };
                put(choices, row, choice);
            }
        }
    }

    /// The table.
    pub fn finish(self) -> Table {
        self.table
    }
}

fn put<T>(values: &mut [T], row: usize, value: T) {
    if let Some(place) = values.get_mut(row) {
        *place = value;
    }
}
