//! The fields of a row, each asked for by name and kind; what is wrong with them is gathered.

use super::limits::{Bounds, LmsLimits};
use baqylau_domain::Moment;
use baqylau_domain::identifiers::{IdentifierError, Iin};
use baqylau_protocol::lms::RowReason;
use chrono::NaiveDate;
use serde_json::{Map, Value};

/// What is wrong with a field of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    /// Field; empty: the row as a whole.
    pub(crate) field: &'static str,
    /// Place in a list, from 1.
    pub(crate) place: Option<u32>,
    /// Why.
    pub(crate) reason: RowReason,
}

/// What rows are read by.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rules<'a> {
    pub(crate) limits: &'a LmsLimits,
    pub(crate) bounds: Bounds,
    /// The day it is.
    pub(crate) today: NaiveDate,
    /// Most hours of one subject.
    pub(crate) hours: i64,
}

/// An object whose fields are asked for.
pub(crate) struct Fields<'a> {
    map: &'a Map<String, Value>,
    rules: &'a Rules<'a>,
    place: Option<u32>,
    faults: Vec<Fault>,
}

impl<'a> Fields<'a> {
    /// The fields of an object; others than these are a fault.
    pub(crate) fn of(
        value: &'a Value,
        rules: &'a Rules<'a>,
        place: Option<u32>,
        list: &'static str,
        known: &[&str],
    ) -> Result<Self, Fault> {
        let Value::Object(map) = value else {
            return Err(Fault {
                field: list,
                place,
                reason: RowReason::NotAnObject,
            });
        };
        let mut fields = Self {
            map,
            rules,
            place,
            faults: Vec::new(),
        };
        if map.keys().any(|name| !known.contains(&name.as_str())) {
            // Its name is the sender's: it isn't repeated.
            fields.fault(list, RowReason::UnknownField);
        }
        Ok(fields)
    }

    /// Notes what is wrong.
    pub(crate) fn fault(&mut self, field: &'static str, reason: RowReason) {
        self.faults.push(Fault {
            field,
            place: self.place,
            reason,
        });
    }

    /// Everything noted, when there is something.
    pub(crate) fn end<T>(self, value: Option<T>) -> Result<T, Vec<Fault>> {
        match value {
            Some(value) if self.faults.is_empty() => Ok(value),
            _ => Err(self.faults),
        }
    }

    /// Takes over what is wrong inside a list.
    pub(crate) fn take(&mut self, faults: Vec<Fault>) {
        self.faults.extend(faults);
    }

    fn value(&mut self, name: &'static str) -> Option<&'a Value> {
        match self.map.get(name) {
            None | Some(Value::Null) => {
                self.fault(name, RowReason::Missing);
                None
            }
            Some(value) => Some(value),
        }
    }

    /// A text as it stands there.
    fn raw(&mut self, name: &'static str) -> Option<&'a str> {
        let text = self.value(name)?.as_str();
        if text.is_none() {
            self.fault(name, RowReason::WrongType);
        }
        text
    }

    /// A text that names something.
    pub(crate) fn text(&mut self, name: &'static str) -> Option<String> {
        let text = self.raw(name)?;
        match checked(text, self.rules.limits.text) {
            Ok(()) => Some(text.to_owned()),
            Err(reason) => {
                self.fault(name, reason);
                None
            }
        }
    }

    /// Names, at least one, each once, in the order of their letters.
    pub(crate) fn texts(&mut self, name: &'static str) -> Option<Vec<String>> {
        let list = self.list(name)?;
        let mut texts = Vec::new();
        for (value, place) in list.iter().zip(1u32..) {
            let reason = match value.as_str() {
                None => Some(RowReason::WrongType),
                Some(text) => match checked(text, self.rules.limits.text) {
                    Err(reason) => Some(reason),
                    Ok(()) if texts.iter().any(|known| known == text) => {
                        Some(RowReason::NamedTwice)
                    }
                    Ok(()) => {
                        texts.push(text.to_owned());
                        None
                    }
                },
            };
            if let Some(reason) = reason {
                self.faults.push(Fault {
                    field: name,
                    place: Some(place),
                    reason,
                });
            }
        }
        texts.sort_unstable();
        Some(texts)
    }

    /// A list with something in it.
    pub(crate) fn list(&mut self, name: &'static str) -> Option<&'a [Value]> {
        let Some(list) = self.value(name)?.as_array() else {
            self.fault(name, RowReason::WrongType);
            return None;
        };
        if list.is_empty() {
            self.fault(name, RowReason::EmptyList);
            return None;
        }
        if list.len() > self.rules.limits.list {
            self.fault(name, RowReason::LongList);
            return None;
        }
        Some(list)
    }

    /// A whole number between two others.
    pub(crate) fn whole(
        &mut self,
        name: &'static str,
        (least, most): (i64, i64),
        reason: RowReason,
    ) -> Option<u32> {
        let Value::Number(number) = self.value(name)? else {
            self.fault(name, RowReason::WrongType);
            return None;
        };
        // 5.0 is a number of JSON and no class.
        let Some(whole) = number.as_i64() else {
            let reason = if number.is_f64() {
                RowReason::WrongType
            } else {
                reason
            };
            self.fault(name, reason);
            return None;
        };
        let found = u32::try_from(whole).ok();
        let found = found.filter(|_| (least..=most).contains(&whole));
        if found.is_none() {
            self.fault(name, reason);
        }
        found
    }

    /// Yes or no.
    pub(crate) fn truth(&mut self, name: &'static str) -> Option<bool> {
        let truth = self.value(name)?.as_bool();
        if truth.is_none() {
            self.fault(name, RowReason::WrongType);
        }
        truth
    }

    /// One of several words.
    pub(crate) fn word<T: Copy>(
        &mut self,
        name: &'static str,
        words: &[(&str, T)],
        reason: RowReason,
    ) -> Option<T> {
        let text = self.raw(name)?;
        let found = words.iter().find(|(word, _)| *word == text);
        if found.is_none() {
            self.fault(name, reason);
        }
        found.map(|(_, value)| *value)
    }

    /// An ИИН.
    pub(crate) fn iin(&mut self) -> Option<Iin> {
        match self.raw("iin")?.parse() {
            Ok(iin) => Some(iin),
            Err(IdentifierError::CheckDigit { .. } | IdentifierError::NeverAssigned) => {
                self.fault("iin", RowReason::IinCheckDigit);
                None
            }
            Err(_) => {
                self.fault("iin", RowReason::IinForm);
                None
            }
        }
    }

    /// A day, written as ISO 8601 writes it.
    pub(crate) fn day(&mut self, name: &'static str) -> Option<NaiveDate> {
        let text = self.raw(name)?;
        let found = text.parse::<NaiveDate>().ok();
        // Nothing else is written back the same: no signs, no years of five digits.
        let found = found.filter(|day| day.to_string() == text && text.len() == 10);
        if found.is_none() {
            self.fault(name, RowReason::BadDate);
        }
        found
    }

    /// A moment, with its distance from UTC.
    pub(crate) fn moment(&mut self, name: &'static str) -> Option<Moment> {
        let text = self.raw(name)?;
        let found = chrono::DateTime::parse_from_rfc3339(text).ok();
        let found = found.map(|moment| moment.to_utc());
        let found = found
            .filter(|moment| baqylau_domain::calendar::Period::of(moment.date_naive()).is_some());
        if found.is_none() {
            self.fault(name, RowReason::BadDate);
        }
        found
    }
}

/// Whether a text names something: no control characters, no blanks around it.
fn checked(text: &str, most: usize) -> Result<(), RowReason> {
    if text.chars().count() > most {
        return Err(RowReason::TooLong);
    }
    let plain = !text.is_empty() && text.trim() == text && !text.chars().any(char::is_control);
    plain.then_some(()).ok_or(RowReason::BadText)
}
