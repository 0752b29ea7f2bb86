//! Sums and days as banks write them: leniently in looks, strictly in money.

use super::FaultKind;
use crate::money::Tiyn;
use chrono::NaiveDate;

/// Spaces that group digits.
fn groups(c: char) -> bool {
    matches!(c, ' ' | '\u{A0}' | '\u{202F}' | '\u{2009}' | '\'' | '’')
}

/// A sum in tenge. Digits may stand in groups of three; one comma or point divides tenge from one
/// or two digits of tiyn. A mark before exactly three digits may mean either, so it is refused
/// rather than guessed. The sign is told apart.
///
/// # Errors
/// [`FaultKind::Sum`].
pub(crate) fn sum(text: &str) -> Result<(bool, Tiyn), FaultKind> {
    let fault = || FaultKind::Sum;
    let text = text
        .trim()
        .trim_end_matches("KZT")
        .trim_end_matches('₸')
        .trim();
    let (minus, text) = match text.strip_prefix(['-', '−', '–']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let marks: Vec<(usize, char)> = text
        .char_indices()
        .filter(|(_, c)| matches!(c, ',' | '.'))
        .collect();
    let (whole, part) = match marks.last() {
        None => (text, ""),
        Some((at, mark)) => {
            let (whole, part) = text.split_at(*at);
            let part = part.strip_prefix(*mark).unwrap_or(part);
            let others = marks.iter().filter(|(other, _)| other != at);
            if part.chars().count() == 3 && others.clone().all(|(_, other)| other == mark) {
                // 1,234 or 1,234,567: a thousand and more, or a sum with too many tiyn.
                return Err(fault());
            }
            if others.clone().any(|(_, other)| other == mark) {
                return Err(fault());
            }
            (whole, part)
        }
    };
    if part.len() > 2 || !part.bytes().all(|c| c.is_ascii_digit()) {
        return Err(fault());
    }
    let separates = |c: char| groups(c) || matches!(c, ',' | '.');
    let pieces: Vec<&str> = whole.split(separates).collect();
    let grouped = pieces.len() > 1;
    for (index, piece) in pieces.iter().enumerate() {
        let fits = match (grouped, index) {
            (false, _) => !piece.is_empty(),
            (true, 0) => (1..=3).contains(&piece.len()),
            (true, _) => piece.len() == 3,
        };
        if !fits || !piece.bytes().all(|c| c.is_ascii_digit()) {
            return Err(fault());
        }
    }
    let tenge: i64 = pieces.concat().parse().or(Err(fault()))?;
    let tiyn: i64 = match part.len() {
        0 => 0,
        // 12,5 is fifty tiyn.
        1 => part.parse::<i64>().or(Err(fault()))? * 10,
        _ => part.parse().or(Err(fault()))?,
    };
    let sum = tenge.checked_mul(100).and_then(|sum| sum.checked_add(tiyn));
    sum.map(|sum| (minus, Tiyn(sum))).ok_or_else(fault)
}

/// A sum of a SWIFT message: digits, a comma, at most two digits.
///
/// # Errors
/// [`FaultKind::Sum`].
pub(super) fn swift_sum(text: &str) -> Result<Tiyn, FaultKind> {
    let (whole, part) = text.split_once([',', '.']).ok_or(FaultKind::Sum)?;
    let digits = |text: &str| text.bytes().all(|c| c.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(part) || part.len() > 2 {
        return Err(FaultKind::Sum);
    }
    let tenge: i64 = whole.parse().or(Err(FaultKind::Sum))?;
    let tiyn: i64 = format!("{part:0<2}").parse().or(Err(FaultKind::Sum))?;
    tenge
        .checked_mul(100)
        .and_then(|sum| sum.checked_add(tiyn))
        .map(Tiyn)
        .ok_or(FaultKind::Sum)
}

/// `YYMMDD`.
pub(super) fn swift_day(text: &str) -> Option<NaiveDate> {
    let number = |range: std::ops::Range<usize>| text.get(range)?.parse::<u32>().ok();
    if text.len() != 6 || !text.bytes().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let year = 2000 + i32::try_from(number(0..2)?).ok()?;
    NaiveDate::from_ymd_opt(year, number(2..4)?, number(4..6)?)
}

/// A day, with or without a time behind it: `31.12.2026`, `2026-12-31`, `31/12/2026`, `31.12.26`.
pub(super) fn day(text: &str) -> Option<NaiveDate> {
    let first = text.trim().split([' ', 'T', '\u{A0}']).next()?;
    let parts: Vec<&str> = first.split(['.', '-', '/']).collect();
    let [a, b, c] = parts.as_slice() else {
        return None;
    };
    if ![a, b, c]
        .iter()
        .all(|part| (1..=4).contains(&part.len()) && part.bytes().all(|d| d.is_ascii_digit()))
    {
        return None;
    }
    let (year, month, day) = if a.len() == 4 { (a, b, c) } else { (c, b, a) };
    let number: i32 = year.parse().ok()?;
    let year = match year.len() {
        4 => number,
        2 => 2000 + number,
        _ => return None,
    };
    NaiveDate::from_ymd_opt(year, month.parse().ok()?, day.parse().ok()?)
}

/// The accounts of Kazakhstan a text names, each once, apart from one.
pub(super) fn accounts(text: &str, apart_from: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for word in text.split(|c: char| !c.is_ascii_alphanumeric()) {
        let upper = word.to_ascii_uppercase();
        let known = upper == apart_from || found.contains(&upper);
        if !known && upper.parse::<crate::identifiers::Iban>().is_ok() {
            found.push(upper);
        }
    }
    found
}

/// The numbers of twelve digits a text names, each once.
pub(super) fn identities(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for word in text.split(|c: char| !c.is_ascii_alphanumeric()) {
        let digits = word.len() == 12 && word.bytes().all(|c| c.is_ascii_digit());
        if digits && !found.iter().any(|known| known == word) {
            found.push(word.to_owned());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_is_read_to_the_tiyn_or_not_at_all() {
        let read = |text: &str| sum(text).map(|(minus, sum)| if minus { -sum.0 } else { sum.0 });
        for (text, tiyn) in [
            ("25599168,14", 2_559_916_814),
            ("25 599 168,14", 2_559_916_814),
            ("25\u{A0}599\u{A0}168.14", 2_559_916_814),
            ("25,599,168.14", 2_559_916_814),
            ("25.599.168,14", 2_559_916_814),
            ("12,5", 1_250),
            ("100", 10_000),
            ("-0,01", -1),
            ("+7 000", 700_000),
            ("1 500,00 KZT", 150_000),
        ] {
            assert_eq!(read(text), Ok(tiyn), "{text}");
        }
        for text in [
            "",
            "-",
            "1,234",
            "1.234",
            "1,234,567",
            "12 34",
            "1 2345,00",
            "0,005",
            "12,345",
            "1,2,3",
            "1e5",
            "12,3a",
            "١٢",
            "99999999999999999999",
            "--1",
            ",5",
        ] {
            assert_eq!(read(text), Err(FaultKind::Sum), "{text}");
        }
        assert_eq!(swift_sum("1234,"), Ok(Tiyn(123_400)));
        assert_eq!(swift_sum("1234,5"), Ok(Tiyn(123_450)));
        for text in ["1234", "1234,567", ",12", "1 234,00", "12a,00"] {
            assert_eq!(swift_sum(text), Err(FaultKind::Sum), "{text}");
        }
    }

    #[test]
    fn days_are_read_in_the_ways_they_are_written() {
        let expected = NaiveDate::from_ymd_opt(2026, 12, 1);
        for text in [
            "01.12.2026",
            "2026-12-01",
            "1/12/2026",
            "01.12.26",
            "01.12.2026 14:05",
        ] {
            assert_eq!(day(text), expected, "{text}");
        }
        for text in [
            "",
            "31.02.2026",
            "12.2026",
            "2026",
            "a.b.c",
            "1.2.3",
            "01.12.026",
        ] {
            assert_eq!(day(text), None, "{text}");
        }
        assert_eq!(swift_day("261201"), expected);
        assert_eq!(swift_day("261301"), None);
    }
}
