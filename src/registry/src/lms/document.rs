//! A document read row by row: one JSON object with a list, or lines.

use super::limits::LmsLimits;
use super::source::{Broken, Marks};
use serde::de::{DeserializeSeed, Deserializer as _, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use std::cell::RefCell;
use std::fmt;
use std::io::{BufRead, Read as _};

/// In which of the two shapes a document travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// One JSON object; rows stand in its field `rows`.
    Object,
    /// Lines; the first is the heading.
    Lines,
}

/// Name of the field with the rows.
const ROWS: &str = "rows";

/// Most fields of a heading.
const HEADING_FIELDS: usize = 16;

/// Reads a document to its end: hands every row on as the text it is, with its number from 1, and
/// returns the heading.
///
/// # Errors
/// [`Broken`] when it isn't JSON to its end, or has more rows than are taken. Nothing of what it
/// says stands in the words.
pub(crate) fn read(
    shape: Shape,
    limits: &LmsLimits,
    from: &mut dyn BufRead,
    marks: &Marks,
    take: &mut dyn FnMut(u32, &str),
) -> Result<Map<String, Value>, Broken> {
    match shape {
        Shape::Object => object(limits, from, marks, take),
        Shape::Lines => lines(limits, from, marks, take),
    }
}

fn shape(words: impl Into<String>) -> Broken {
    Broken::Shape(words.into())
}

/// Where it stops being JSON; the parser's own words would quote the document.
fn syntax(error: &serde_json::Error) -> Broken {
    if error.is_io() || error.is_eof() {
        return Broken::CutOff;
    }
    shape(format!(
        "not the JSON of the contract at line {}, column {}",
        error.line(),
        error.column()
    ))
}

/// Whom rows are handed on to, with their numbers.
type Taker<'a> = &'a mut dyn FnMut(u32, &str);

/// What a reader of rows needs.
struct Rows<'a> {
    limits: &'a LmsLimits,
    marks: &'a Marks,
    take: RefCell<Taker<'a>>,
    /// What ended it, where that isn't the syntax.
    broken: RefCell<Option<Broken>>,
}

impl Rows<'_> {
    fn row(&self, number: u32, text: &str) -> Result<(), ()> {
        if number > self.limits.rows {
            self.broken.borrow_mut().get_or_insert(Broken::ManyRows);
            return Err(());
        }
        (self.take.borrow_mut())(number, text);
        self.marks.row();
        Ok(())
    }
}

fn object(
    limits: &LmsLimits,
    from: &mut dyn BufRead,
    marks: &Marks,
    take: &mut dyn FnMut(u32, &str),
) -> Result<Map<String, Value>, Broken> {
    let rows = Rows {
        limits,
        marks,
        take: RefCell::new(take),
        broken: RefCell::new(None),
    };
    let mut parser = serde_json::Deserializer::from_reader(from);
    let read = parser
        .deserialize_map(Document(&rows))
        .and_then(|heading| parser.end().map(|()| heading));
    match (rows.broken.take(), read) {
        (Some(broken), _) => Err(broken),
        (None, Ok(heading)) => Ok(heading),
        (None, Err(error)) => Err(syntax(&error)),
    }
}

/// Reads the object.
struct Document<'a, 'b>(&'a Rows<'b>);

impl Document<'_, '_> {
    fn refuse<E: serde::de::Error>(&self, words: &str) -> E {
        self.0.broken.borrow_mut().get_or_insert(shape(words));
        E::custom("refused")
    }
}

impl<'de> Visitor<'de> for Document<'_, '_> {
    type Value = Map<String, Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a document")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut heading = Map::new();
        let mut has_rows = false;
        while let Some(name) = map.next_key::<String>()? {
            if name == ROWS {
                if has_rows {
                    return Err(self.refuse("two lists of rows"));
                }
                has_rows = true;
                map.next_value_seed(List(self.0))?;
                continue;
            }
            if heading.len() >= HEADING_FIELDS {
                return Err(self.refuse("too many fields beside the rows"));
            }
            if heading.insert(name, map.next_value()?).is_some() {
                return Err(self.refuse("a field of the heading stands there twice"));
            }
        }
        if has_rows {
            Ok(heading)
        } else {
            Err(self.refuse("no list of rows"))
        }
    }
}

/// Reads the list.
struct List<'a, 'b>(&'a Rows<'b>);

impl<'de> DeserializeSeed<'de> for List<'_, '_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for List<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of rows")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let mut number = 0u32;
        while let Some(row) = list.next_element::<Box<RawValue>>()? {
            number = number.saturating_add(1);
            self.0
                .row(number, row.get())
                .or(Err(A::Error::custom("refused")))?;
        }
        Ok(())
    }
}

fn lines(
    limits: &LmsLimits,
    from: &mut dyn BufRead,
    marks: &Marks,
    take: &mut dyn FnMut(u32, &str),
) -> Result<Map<String, Value>, Broken> {
    let rows = Rows {
        limits,
        marks,
        take: RefCell::new(take),
        broken: RefCell::new(None),
    };
    let mut heading = None;
    let (mut line, mut number, mut place) = (Vec::new(), 0u32, 0u64);
    loop {
        line.clear();
        let most = limits.row_bytes as u64 + 1;
        let count = (&mut *from)
            .take(most)
            .read_until(b'\n', &mut line)
            .or(Err(Broken::CutOff))?;
        if count == 0 {
            break;
        }
        place += 1;
        if line.len() > limits.row_bytes {
            return Err(Broken::LongRow);
        }
        let text = str::from_utf8(&line)
            .or(Err(shape(format!("line {place} isn't UTF-8"))))?
            .trim();
        if text.is_empty() {
            marks.row();
            continue;
        }
        let not_json = || shape(format!("line {place} isn't JSON"));
        if heading.is_none() {
            let first: Map<String, Value> = serde_json::from_str(text).or(Err(not_json()))?;
            heading = Some(first);
            marks.row();
            continue;
        }
        let row: &RawValue = serde_json::from_str(text).or(Err(not_json()))?;
        number = number.saturating_add(1);
        if rows.row(number, row.get()).is_err() {
            return Err(rows.broken.take().unwrap_or(Broken::ManyRows));
        }
    }
    heading.ok_or_else(|| shape("no heading"))
}
