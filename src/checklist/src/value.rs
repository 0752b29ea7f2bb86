//! Stored texts as typed answers.

use std::fmt;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::kinds::Kind;
use crate::xpath::dates;
use crate::xpath::value::plain_number;

/// An answer by the kind of its question.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// No answer.
    Empty,
    /// Text, barcodes, hidden and calculated values.
    Text(String),
    /// Whole number.
    Integer(i64),
    /// Decimal number, digits exactly as entered.
    Decimal(String),
    /// Date.
    Date(NaiveDate),
    /// Time of day, on the wall clock of the inspection.
    Time(NaiveTime),
    /// Moment.
    DateTime(DateTime<FixedOffset>),
    /// One choice, by name.
    Choice(String),
    /// Several choices, by name, in the order chosen.
    Choices(Vec<String>),
    /// `latitude longitude altitude accuracy`, or several of them with `;`.
    Place(String),
    /// Name of an attached file.
    Attachment(String),
}

// Answers are personal data and stay out of Debug output.
impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Value::Empty => "Empty",
            Value::Text(_) => "Text(…)",
            Value::Integer(_) => "Integer(…)",
            Value::Decimal(_) => "Decimal(…)",
            Value::Date(_) => "Date(…)",
            Value::Time(_) => "Time(…)",
            Value::DateTime(_) => "DateTime(…)",
            Value::Choice(_) => "Choice(…)",
            Value::Choices(_) => "Choices(…)",
            Value::Place(_) => "Place(…)",
            Value::Attachment(_) => "Attachment(…)",
        })
    }
}

/// A text that is no answer to its kind of question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Error)]
pub enum ValueError {
    /// Not a whole number.
    #[error("not a whole number")]
    NotInteger,
    /// Not a number.
    #[error("not a number")]
    NotDecimal,
    /// Not a date.
    #[error("not a date")]
    NotDate,
    /// Not a time.
    #[error("not a time")]
    NotTime,
    /// Not a date with time.
    #[error("not a date with time")]
    NotDateTime,
    /// Not coordinates.
    #[error("not coordinates")]
    NotPlace,
}

impl Value {
    /// Reads a stored text; `offset_seconds` is the zone of moments written without one.
    ///
    /// # Errors
    /// [`ValueError`] when the text is no answer of that kind.
    pub fn parse(kind: Kind, text: &str, offset_seconds: i32) -> Result<Value, ValueError> {
        if text.is_empty() {
            return Ok(Value::Empty);
        }
        let owned = || text.to_owned();
        match kind {
            Kind::Integer => text
                .trim()
                .parse()
                .map(Value::Integer)
                .or(Err(ValueError::NotInteger)),
            Kind::Decimal | Kind::Range => match plain_number(text) {
                Some(_) => Ok(Value::Decimal(text.trim().to_owned())),
                None => Err(ValueError::NotDecimal),
            },
            Kind::Date => {
                let date = text.split_once('T').map_or(text, |(date, _)| date);
                dates::parse_date(date)
                    .map(Value::Date)
                    .ok_or(ValueError::NotDate)
            }
            Kind::Time => dates::parse_time(text)
                .map(|(time, _)| Value::Time(time))
                .ok_or(ValueError::NotTime),
            Kind::DateTime => dates::parse(text, offset_seconds)
                .and_then(|moment| DateTime::from_timestamp_millis(moment.millis))
                .zip(FixedOffset::east_opt(offset_seconds))
                .map(|(moment, zone)| Value::DateTime(moment.with_timezone(&zone)))
                .ok_or(ValueError::NotDateTime),
            Kind::SelectOne => Ok(Value::Choice(owned())),
            Kind::SelectMultiple | Kind::Rank => Ok(Value::Choices(
                text.split_whitespace().map(str::to_owned).collect(),
            )),
            Kind::Geopoint | Kind::Geotrace | Kind::Geoshape => {
                let real = text
                    .split(';')
                    .map(str::trim)
                    .filter(|part| !part.is_empty())
                    .all(|part| {
                        let numbers: Vec<_> = part.split_whitespace().map(plain_number).collect();
                        numbers.len() >= 2 && numbers.iter().all(Option::is_some)
                    });
                if real {
                    Ok(Value::Place(owned()))
                } else {
                    Err(ValueError::NotPlace)
                }
            }
            Kind::Image | Kind::Audio | Kind::Video | Kind::File => Ok(Value::Attachment(owned())),
            Kind::Text
            | Kind::Barcode
            | Kind::Note
            | Kind::Acknowledge
            | Kind::Calculate
            | Kind::Hidden
            | Kind::Metadata => Ok(Value::Text(owned())),
        }
    }

    /// The text to store.
    pub fn to_text(&self) -> String {
        match self {
            Value::Empty => String::new(),
            Value::Text(text)
            | Value::Decimal(text)
            | Value::Choice(text)
            | Value::Place(text)
            | Value::Attachment(text) => text.clone(),
            Value::Integer(number) => number.to_string(),
            Value::Date(date) => date.format("%Y-%m-%d").to_string(),
            Value::Time(time) => time.format("%H:%M:%S%.3f").to_string(),
            Value::DateTime(moment) => moment.format("%Y-%m-%dT%H:%M:%S%.3f%:z").to_string(),
            Value::Choices(names) => names.join(" "),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_refuses_what_it_cannot_hold() {
        let check = |kind, text, expected: Result<&str, ValueError>| {
            let found = Value::parse(kind, text, 18_000).map(|value| value.to_text());
            assert!(found.as_deref() == expected.as_deref(), "{kind:?} {text}");
        };
        check(Kind::Integer, "12", Ok("12"));
        check(Kind::Integer, "12.5", Err(ValueError::NotInteger));
        check(Kind::Decimal, "12.50", Ok("12.50"));
        check(Kind::Decimal, "abc", Err(ValueError::NotDecimal));
        check(Kind::Date, "2026-11-22", Ok("2026-11-22"));
        check(Kind::Date, "22.11.2026", Err(ValueError::NotDate));
        check(
            Kind::DateTime,
            "2026-11-22T10:00",
            Ok("2026-11-22T10:00:00.000+05:00"),
        );
        check(Kind::SelectMultiple, "a  b", Ok("a b"));
        check(Kind::Geopoint, "51.1 71.4 0 0", Ok("51.1 71.4 0 0"));
        check(Kind::Geopoint, "Astana", Err(ValueError::NotPlace));
        check(Kind::Integer, "", Ok(""));
    }
}
