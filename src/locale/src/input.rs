//! Reading what people type into fields: dates, numbers, money.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Why a typed date was not understood. [`DateInputError::key`] is the message to show.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DateInputError {
    /// Nothing was typed.
    #[error("the date is empty")]
    Empty,
    /// The text has another shape than day.month.year or year-month-day.
    #[error("not a date; expected 21.11.2026 or 2026-11-21")]
    NotADate,
    /// The year has two digits: 26 may be 1926 or 2026.
    #[error("the year needs four digits")]
    ShortYear,
    /// The calendar has no such day, as 31.02.2026.
    #[error("the calendar has no day {day} of month {month} in {year}")]
    NoSuchDay {
        /// Day as typed.
        day: u32,
        /// Month as typed.
        month: u32,
        /// Year as typed.
        year: i32,
    },
}

impl DateInputError {
    /// Key of the message that explains the error; none of them has arguments.
    pub const fn key(&self) -> &'static str {
        match self {
            DateInputError::Empty => "error-date-empty",
            DateInputError::NotADate => "error-date-shape",
            DateInputError::ShortYear => "error-date-short-year",
            DateInputError::NoSuchDay { .. } => "error-date-no-such-day",
        }
    }
}

/// Why a typed number was not understood. [`NumberInputError::key`] is the message to show.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NumberInputError {
    /// Nothing was typed.
    #[error("the number is empty")]
    Empty,
    /// A character at this place, counted from one, does not belong to a number.
    #[error("character {found:?} at place {place} does not belong to a number")]
    UnexpectedCharacter {
        /// The character.
        found: char,
        /// Its place in the text, counted from one.
        place: usize,
    },
    /// The separators do not form a number, as in `1,2,3`.
    #[error("the separators do not form a number")]
    Separators,
    /// A whole number was expected.
    #[error("a whole number was expected")]
    NotWhole,
    /// More than two digits of tiyn.
    #[error("money has at most two digits after the mark")]
    TooPrecise,
    /// The number does not fit.
    #[error("the number is too large")]
    TooLarge,
}

impl NumberInputError {
    /// Key of the message that explains the error; none of them has arguments.
    pub const fn key(&self) -> &'static str {
        match self {
            NumberInputError::Empty => "error-number-empty",
            NumberInputError::UnexpectedCharacter { .. } => "error-number-character",
            NumberInputError::Separators => "error-number-separators",
            NumberInputError::NotWhole => "error-number-not-whole",
            NumberInputError::TooPrecise => "error-number-too-precise",
            NumberInputError::TooLarge => "error-number-too-large",
        }
    }
}

/// Reads a date: `21.11.2026`, `1.9.2026`, `21/11/2026`, `21-11-2026`, `21 11 2026`,
/// `21112026` or ISO `2026-11-21`.
pub fn parse_date(text: &str) -> Result<NaiveDate, DateInputError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(DateInputError::Empty);
    }
    let parts: Vec<&str> = if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let (day, rest) = text.split_at(2);
        let (month, year) = rest.split_at(2);
        vec![day, month, year]
    } else {
        text.split(|c: char| matches!(c, '.' | '-' | '/' | ',') || c.is_whitespace())
            .filter(|part| !part.is_empty())
            .collect()
    };
    let [first, second, third] = parts.as_slice() else {
        return Err(DateInputError::NotADate);
    };
    let (day, month, year) = match (first.len(), second.len(), third.len()) {
        (1 | 2, 1 | 2, 4) => (first, second, third),
        (4, 1 | 2, 1 | 2) => (third, second, first),
        (1 | 2, 1 | 2, 2) => {
            // Distinguish a short year from letters of the same length.
            return Err(match (digits(first), digits(second), digits(third)) {
                (Some(_), Some(_), Some(_)) => DateInputError::ShortYear,
                _ => DateInputError::NotADate,
            });
        }
        _ => return Err(DateInputError::NotADate),
    };
    let (Some(day), Some(month), Some(year)) = (digits(day), digits(month), digits(year)) else {
        return Err(DateInputError::NotADate);
    };
    let year = i32::try_from(year).unwrap_or(i32::MAX);
    if !(1900..=2199).contains(&year) {
        return Err(DateInputError::NoSuchDay { day, month, year });
    }
    NaiveDate::from_ymd_opt(year, month, day).ok_or(DateInputError::NoSuchDay { day, month, year })
}

fn digits(text: &str) -> Option<u32> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        text.parse().ok()
    } else {
        None
    }
}

/// Brings a typed number to the form `-1234.5`.
///
/// Spaces of every kind and apostrophes group digits. A single comma or point is the decimal
/// mark; when both occur, the last is the mark and the other groups; when one occurs several
/// times, it groups by three.
fn plain_number(text: &str) -> Result<String, NumberInputError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(NumberInputError::Empty);
    }
    let mut body = String::with_capacity(text.len());
    let mut negative = false;
    for (place, c) in text.chars().enumerate() {
        match c {
            '0'..='9' | ',' | '.' => body.push(c),
            '-' | '\u{2212}' if body.is_empty() && !negative => negative = true,
            '+' if body.is_empty() && !negative => {}
            '\'' => {}
            c if c.is_whitespace() => {}
            found => {
                return Err(NumberInputError::UnexpectedCharacter {
                    found,
                    place: place + 1,
                });
            }
        }
    }
    if !body.contains(|c: char| c.is_ascii_digit()) {
        return Err(NumberInputError::Separators);
    }
    let (commas, points) = (body.matches(',').count(), body.matches('.').count());
    let (mark, group) = match (commas, points) {
        (0, 0) => (None, None),
        (1, 0) => (Some(','), None),
        (0, 1) => (Some('.'), None),
        (_, 0) => (None, Some(',')),
        (0, _) => (None, Some('.')),
        (1, _) if body.rfind(',') > body.rfind('.') => (Some(','), Some('.')),
        (_, 1) if body.rfind('.') > body.rfind(',') => (Some('.'), Some(',')),
        _ => return Err(NumberInputError::Separators),
    };
    let (whole, fraction) = match mark.and_then(|mark| body.rsplit_once(mark)) {
        Some((whole, fraction)) => (whole, fraction),
        None => (body.as_str(), ""),
    };
    let whole = match group {
        Some(group) => {
            let mut groups = whole.split(group);
            let first_fits = groups
                .next()
                .is_some_and(|first| (1..=3).contains(&first.len()));
            if !first_fits || !groups.all(|part| part.len() == 3) {
                return Err(NumberInputError::Separators);
            }
            whole.replace(group, "")
        }
        None => whole.to_owned(),
    };
    let sign = if negative { "-" } else { "" };
    let whole = if whole.is_empty() { "0" } else { &whole };
    Ok(if fraction.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{fraction}")
    })
}

/// Reads a whole number with or without spaces between its groups: `1 234 567`.
pub fn parse_integer(text: &str) -> Result<i64, NumberInputError> {
    let plain = plain_number(text)?;
    let whole = match plain.split_once('.') {
        None => plain.as_str(),
        Some((whole, fraction)) if fraction.bytes().all(|byte| byte == b'0') => whole,
        Some(_) => return Err(NumberInputError::NotWhole),
    };
    whole.parse().ok().ok_or(NumberInputError::TooLarge)
}

/// Reads a number with a comma or a point before its fraction: `1 234,5`, `0.7`, `,5`.
pub fn parse_decimal(text: &str) -> Result<Decimal, NumberInputError> {
    let plain = plain_number(text)?;
    Decimal::from_str_exact(&plain)
        .ok()
        .ok_or(NumberInputError::TooLarge)
}

/// Reads money as whole tiyn: `1 234 567,89`, `1 234 567 ₸`, `500 тг`, `500 теңге`.
pub fn parse_money(text: &str) -> Result<i64, NumberInputError> {
    let text = text.trim();
    let number = ["₸", "теңге", "тенге", "тг.", "тг", "KZT"]
        .iter()
        .find_map(|sign| text.strip_suffix(sign))
        .unwrap_or(text);
    let plain = plain_number(number)?;
    let value = Decimal::from_str_exact(&plain)
        .ok()
        .ok_or(NumberInputError::TooLarge)?;
    let tiyn = value
        .checked_mul(Decimal::ONE_HUNDRED)
        .ok_or(NumberInputError::TooLarge)?;
    if !tiyn.fract().is_zero() {
        return Err(NumberInputError::TooPrecise);
    }
    tiyn.to_i64().ok_or(NumberInputError::TooLarge)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn dates_are_read_as_people_type_them() {
        let day = NaiveDate::from_ymd_opt(2026, 9, 1);
        for text in [
            "01.09.2026",
            "1.9.2026",
            " 2026-09-01 ",
            "1/09/2026",
            "01-09-2026",
            "01 09 2026",
            "01092026",
            "01,09,2026",
        ] {
            assert_eq!(parse_date(text).ok(), day, "{text}");
        }
    }

    #[test]
    fn a_wrong_date_is_refused_with_its_reason() {
        let check = |text, expected| assert_eq!(parse_date(text), Err(expected), "{text}");
        check("", DateInputError::Empty);
        check("  ", DateInputError::Empty);
        check("завтра", DateInputError::NotADate);
        check("12.2026", DateInputError::NotADate);
        check("1.9.26", DateInputError::ShortYear);
        check("аа.бб.вв", DateInputError::NotADate);
        check("²1.09.2026", DateInputError::NotADate);
        check(
            "31.02.2026",
            DateInputError::NoSuchDay {
                day: 31,
                month: 2,
                year: 2026,
            },
        );
        check(
            "29.02.2026",
            DateInputError::NoSuchDay {
                day: 29,
                month: 2,
                year: 2026,
            },
        );
        assert!(parse_date("29.02.2024").is_ok());
        assert!(matches!(
            parse_date("01.01.0026"),
            Err(DateInputError::NoSuchDay { .. })
        ));
    }

    #[test]
    fn numbers_are_read_with_comma_point_and_spaces() {
        let check = |text: &str, expected: &str| {
            assert_eq!(
                parse_decimal(text).map(|value| value.to_string()),
                Ok(expected.to_owned()),
                "{text}"
            );
        };
        check("1 234,5", "1234.5");
        check("1\u{202F}234\u{00A0}567.25", "1234567.25");
        check("0.7", "0.7");
        check(",5", "0.5");
        check("5,", "5");
        check("-3,2", "-3.2");
        check("\u{2212}3", "-3");
        check("1.234.567,89", "1234567.89");
        check("1,234,567.89", "1234567.89");
        check("1,234,567", "1234567");
    }

    #[test]
    fn what_is_not_a_number_is_refused_with_its_reason() {
        let check = |text, expected| assert_eq!(parse_decimal(text), Err(expected), "{text}");
        check("", NumberInputError::Empty);
        check(
            "12а",
            NumberInputError::UnexpectedCharacter {
                found: 'а',
                place: 3,
            },
        );
        check("1,2,3", NumberInputError::Separators);
        check(".", NumberInputError::Separators);
        check(
            "1-2",
            NumberInputError::UnexpectedCharacter {
                found: '-',
                place: 2,
            },
        );
        check(
            "99999999999999999999999999999999",
            NumberInputError::TooLarge,
        );
        assert_eq!(parse_integer("12,5"), Err(NumberInputError::NotWhole));
        assert_eq!(parse_integer("1 250"), Ok(1250));
        assert_eq!(parse_integer("1 250,00"), Ok(1250));
        assert_eq!(
            parse_integer("9 223 372 036 854 775 808"),
            Err(NumberInputError::TooLarge)
        );
    }

    #[test]
    fn money_is_read_to_the_tiyn() {
        assert_eq!(parse_money("1 234 567,89 ₸"), Ok(123_456_789));
        assert_eq!(parse_money("500 теңге"), Ok(50_000));
        assert_eq!(parse_money("500"), Ok(50_000));
        assert_eq!(parse_money("-0,05"), Ok(-5));
        assert_eq!(parse_money("1,005"), Err(NumberInputError::TooPrecise));
        assert_eq!(
            parse_money("99999999999999999999"),
            Err(NumberInputError::TooLarge)
        );
    }

    #[test]
    fn every_refusal_has_a_sentence_in_every_language() {
        let no_day = DateInputError::NoSuchDay {
            day: 31,
            month: 2,
            year: 2026,
        };
        let dates = [
            DateInputError::Empty,
            DateInputError::NotADate,
            DateInputError::ShortYear,
            no_day,
        ];
        let numbers = [
            NumberInputError::Empty,
            NumberInputError::UnexpectedCharacter {
                found: 'a',
                place: 1,
            },
            NumberInputError::Separators,
            NumberInputError::NotWhole,
            NumberInputError::TooPrecise,
            NumberInputError::TooLarge,
        ];
        let keys = dates
            .iter()
            .map(DateInputError::key)
            .chain(numbers.iter().map(NumberInputError::key));
        for key in keys {
            for language in crate::Language::ALL {
                assert!(
                    !crate::is_missing(&crate::Locale::new(language).text(key)),
                    "{key}"
                );
            }
        }
    }

    proptest! {
        #[test]
        fn nothing_typed_makes_the_program_fall(text in any::<String>()) {
            let _ = parse_date(&text);
            let _ = parse_integer(&text);
            let _ = parse_decimal(&text);
            let _ = parse_money(&text);
        }

        #[test]
        fn almost_numbers_do_not_make_the_program_fall(text in "[0-9., +'-]{0,40}") {
            let _ = parse_date(&text);
            let _ = parse_decimal(&text);
            let _ = parse_money(&text);
        }

        #[test]
        fn a_printed_date_reads_back(days in 0i32..109_000) {
            let date = NaiveDate::from_ymd_opt(1900, 1, 1).unwrap() + chrono::TimeDelta::days(i64::from(days));
            let ru = crate::Locale::new(crate::Language::Ru);
            prop_assert_eq!(parse_date(&ru.date(date)), Ok(date));
            prop_assert_eq!(parse_date(&date.to_string()), Ok(date));
        }

        #[test]
        fn a_printed_number_reads_back(value in any::<i64>()) {
            let en = crate::Locale::new(crate::Language::En);
            prop_assert_eq!(parse_integer(&en.integer(value)), Ok(value));
        }
    }
}
