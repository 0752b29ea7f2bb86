//! What a document says it is about: a school and a time.

use super::source::Broken;
use baqylau_domain::calendar::Period;
use baqylau_protocol::lms::LmsMethod;
use chrono::{Datelike, NaiveDate};
use serde_json::{Map, Value};
use std::fmt;
use std::str::FromStr;

/// Most characters of a school's number.
const SCHOOL_ID: usize = 64;

/// The time a document is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Span {
    /// A month.
    Month(Period),
    /// A quarter, counted from 1, that ends in a year.
    Quarter(i32, u32),
    /// A day.
    Day(NaiveDate),
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Month(period) => write!(f, "{:04}-{:02}", period.year(), period.month()),
            Self::Quarter(year, quarter) => write!(f, "{year:04}-Q{quarter}"),
            Self::Day(day) => write!(f, "{day}"),
        }
    }
}

impl FromStr for Span {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        if let Some((year, quarter)) = text.split_once("-Q") {
            let year = year.parse().or(Err(()))?;
            return Self::quarter(year, quarter.parse().or(Err(()))?).ok_or(());
        }
        if let Ok(day) = text.parse() {
            return Ok(Self::Day(day));
        }
        let (year, month) = text.split_once('-').ok_or(())?;
        let period = Period::new(year.parse().or(Err(()))?, month.parse().or(Err(()))?);
        period.map(Self::Month).ok_or(())
    }
}

impl Span {
    fn quarter(year: i32, quarter: u32) -> Option<Self> {
        let known = Period::new(year, 1).is_some() && (1..=4).contains(&quarter);
        known.then_some(Self::Quarter(year, quarter))
    }

    /// The month it belongs to, by which it can be closed; a quarter belongs to none.
    pub(crate) fn month(self) -> Option<Period> {
        match self {
            Self::Month(period) => Some(period),
            Self::Day(day) => Period::of(day),
            Self::Quarter(..) => None,
        }
    }

    /// Its first and last day; a quarter's days are set by each school and aren't known.
    pub(crate) fn days(self) -> Option<(NaiveDate, NaiveDate)> {
        match self {
            Self::Month(period) => Some((period.first_day(), period.last_day())),
            Self::Day(day) => Some((day, day)),
            Self::Quarter(..) => None,
        }
    }
}

/// Heading of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Heading {
    /// ID школы (НОБД).
    pub(crate) school: String,
    /// Its time.
    pub(crate) span: Span,
}

fn shape(words: &'static str) -> Broken {
    Broken::Shape(words.to_owned())
}

fn number<T: TryFrom<i64>>(
    fields: &mut Map<String, Value>,
    name: &'static str,
) -> Result<Option<T>, Broken> {
    match fields.remove(name) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => value
            .as_i64()
            .and_then(|number| T::try_from(number).ok())
            .map(Some)
            .ok_or_else(|| Broken::Shape(format!("heading: {name}"))),
    }
}

impl Heading {
    /// Reads it.
    ///
    /// # Errors
    /// [`Broken::Shape`] naming the field that is wrong, missing or too many.
    pub(crate) fn read(method: LmsMethod, mut fields: Map<String, Value>) -> Result<Self, Broken> {
        let school = match fields.remove("school_id") {
            Some(Value::String(text)) => text,
            _ => return Err(shape("heading: school_id")),
        };
        let plain = !school.is_empty() && !school.chars().any(char::is_control);
        if !plain || school.chars().count() > SCHOOL_ID {
            return Err(shape("heading: school_id"));
        }
        let year: i32 = number(&mut fields, "year")?.ok_or_else(|| shape("heading: year"))?;
        let wants = |wanted: bool, name| {
            move |fields: &mut Map<String, Value>| -> Result<Option<u32>, Broken> {
                if wanted {
                    number(fields, name)
                } else {
                    Ok(None)
                }
            }
        };
        let by_quarter = matches!(method, LmsMethod::Grades | LmsMethod::Teachers);
        let month = wants(method != LmsMethod::Grades, "month")(&mut fields)?;
        let quarter = wants(by_quarter, "quarter")(&mut fields)?;
        let day = wants(method == LmsMethod::Marks, "day")(&mut fields)?;
        if !fields.is_empty() {
            return Err(shape("heading: a field that isn't in the contract"));
        }
        let span = match (month, quarter, day) {
            (Some(month), None, None) if method != LmsMethod::Marks => {
                Period::new(year, month).map(Span::Month)
            }
            (None, Some(quarter), None) => Span::quarter(year, quarter),
            (Some(month), None, Some(day)) => NaiveDate::from_ymd_opt(year, month, day)
                .filter(|day| Period::new(day.year(), day.month()).is_some())
                .map(Span::Day),
            _ => return Err(shape("heading: the time it is about")),
        };
        let span = span.ok_or_else(|| shape("heading: no such time"))?;
        Ok(Self { school, span })
    }
}
