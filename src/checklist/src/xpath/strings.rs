//! Text functions.

use std::cell::RefCell;
use std::collections::HashMap;

use regex::Regex;

use super::ast::Expr;
use super::eval::{Context, EvalError, Host};
use super::value::Value;

/// Texts of all arguments, every node of a node-set on its own.
pub(super) fn all(context: &Context<'_>, args: &[Expr]) -> Result<Vec<String>, EvalError> {
    let mut texts = Vec::new();
    for argument in args {
        match context.eval(argument)? {
            Value::Nodes(nodes) => texts.extend(
                nodes
                    .into_iter()
                    .map(|node| context.tree.string_value(node).into_owned()),
            ),
            value => texts.push(context.to_text(&value)),
        }
    }
    Ok(texts)
}

/// `substr(text, start, end)`: counts from 0, negative counts from the end.
pub(super) fn substr(text: &str, start: f64, end: Option<f64>) -> String {
    let length = text.chars().count() as f64;
    let place = |index: f64| {
        let index = index.trunc();
        if index < 0.0 {
            (length + index).max(0.0)
        } else {
            index.min(length)
        }
    };
    let from = place(start);
    let to = end.map_or(length, place);
    if from.is_nan() || to.is_nan() || to <= from {
        return String::new();
    }
    text.chars()
        .skip(from as usize)
        .take((to - from) as usize)
        .collect()
}

/// `substring(text, start, length)` of XPath 1.0: counts from 1, rounds its arguments.
pub(super) fn substring(text: &str, start: f64, length: Option<f64>) -> String {
    let first = super::numbers::round(start, 0.0);
    let after = length.map_or(f64::INFINITY, |length| {
        first + super::numbers::round(length, 0.0)
    });
    text.chars()
        .enumerate()
        .filter(|(index, _)| {
            let place = (*index + 1) as f64;
            place >= first && place < after
        })
        .map(|(_, c)| c)
        .collect()
}

/// Replaces characters one by one; those without a partner are dropped.
pub(super) fn translate(text: &str, from: &str, to: &str) -> String {
    let from: Vec<char> = from.chars().collect();
    let to: Vec<char> = to.chars().collect();
    text.chars()
        .filter_map(|c| match from.iter().position(|known| *known == c) {
            Some(at) => to.get(at).copied(),
            None => Some(c),
        })
        .collect()
}

/// Trims and makes every run of blanks one space.
pub(super) fn normalize_space(text: &str) -> String {
    let blank = |c: char| matches!(c, ' ' | '\t' | '\r' | '\n');
    text.split(blank)
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

thread_local! {
    // Compiling a pattern costs far more than matching it, and a form repeats few of them.
    static PATTERNS: RefCell<HashMap<String, Option<Regex>>> = RefCell::new(HashMap::new());
}

/// Most patterns kept per thread; more than any form has.
const KEPT_PATTERNS: usize = 256;

/// `regex()`: the whole text must match, as Java's `matches`.
pub(super) fn full_match(text: &str, pattern: &str) -> Result<bool, EvalError> {
    PATTERNS.with_borrow_mut(|patterns| {
        if patterns.len() > KEPT_PATTERNS {
            patterns.clear();
        }
        let compiled = patterns
            .entry(pattern.to_owned())
            .or_insert_with(|| compile(pattern));
        compiled
            .as_ref()
            .map(|regex| regex.is_match(text))
            .ok_or(EvalError::BadPattern)
    })
}

/// A pattern as Java reads it: in a class a hyphen after `\w`, `\d` or `\s` is a plain hyphen.
/// Look-ahead and back references are not supported.
fn compile(pattern: &str) -> Option<Regex> {
    let whole = |pattern: &str| Regex::new(&format!("^(?:{pattern})$")).ok();
    whole(pattern).or_else(|| {
        let mut tamed = pattern.to_owned();
        for class in ["\\w", "\\d", "\\s", "\\W", "\\D", "\\S"] {
            tamed = tamed.replace(&format!("{class}-"), &format!("{class}\\-"));
        }
        whole(&tamed)
    })
}

/// True when `regex()` can use the pattern.
pub fn is_pattern(pattern: &str) -> bool {
    compile(pattern).is_some()
}

/// A version 4 UUID, or that many characters of its alphabet. Source: `uuid()`.
pub(super) fn uuid(host: &dyn Host, length: Option<f64>) -> String {
    let wanted = length.map(|length| {
        if length > 0.0 {
            length.min(4096.0) as usize
        } else {
            0
        }
    });
    let mut out = String::new();
    loop {
        let mut bytes = [0u8; 16];
        for byte in &mut bytes {
            *byte = (host.random() * 256.0) as u8;
        }
        if let Some(version) = bytes.get_mut(6) {
            *version = (*version & 0x0f) | 0x40;
        }
        if let Some(variant) = bytes.get_mut(8) {
            *variant = (*variant & 0x3f) | 0x80;
        }
        for (index, byte) in bytes.iter().enumerate() {
            if matches!(index, 4 | 6 | 8 | 10) {
                out.push('-');
            }
            out.push_str(&format!("{byte:02x}"));
        }
        match wanted {
            None => return out,
            Some(wanted) if out.len() >= wanted => {
                out.truncate(wanted);
                return out;
            }
            Some(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn substr_counts_from_zero_and_from_the_end() {
        assert_eq!(substr("hello", 1.0, Some(4.0)), "ell");
        assert_eq!(substr("hello", -2.0, None), "lo");
        assert_eq!(substr("hello", 0.0, Some(-1.0)), "hell");
        assert_eq!(substr("қазақ", 0.0, Some(2.0)), "қа");
    }

    #[test]
    fn substring_follows_the_examples_of_the_standard() {
        assert_eq!(substring("12345", 1.5, Some(2.6)), "234");
        assert_eq!(substring("12345", 0.0, Some(3.0)), "12");
        assert_eq!(substring("12345", f64::NAN, Some(3.0)), "");
    }

    #[test]
    fn a_pattern_must_cover_the_whole_text() {
        assert_eq!(full_match("12345", "[0-9]{3}"), Ok(false));
        assert_eq!(full_match("123", "[0-9]{3}"), Ok(true));
        assert_eq!(full_match("x", "("), Err(EvalError::BadPattern));
        assert_eq!(full_match("a.b@kz", r"^[\w-\.]+@kz$"), Ok(true));
    }
}
