//! Values of expressions and how they turn into one another.

use super::dates::{self, Moment};
use super::tree::{NodeId, Tree};

/// Result of an expression.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Text.
    Text(String),
    /// Number; "not a number" is a legal value.
    Number(f64),
    /// Truth.
    Bool(bool),
    /// A date or a moment.
    Date(Moment),
    /// Nodes in document order (or in the order `randomize` gave them).
    Nodes(Vec<NodeId>),
}

impl Value {
    /// An empty text: what a missing answer reads as.
    pub fn empty() -> Value {
        Value::Text(String::new())
    }

    /// As text; nodes give the string value of the first one.
    pub fn text(&self, tree: &dyn Tree, offset_seconds: i32) -> String {
        match self {
            Value::Text(text) => text.clone(),
            Value::Number(number) => number_text(*number),
            Value::Bool(truth) => if *truth { "true" } else { "false" }.to_owned(),
            Value::Date(moment) => moment.text(offset_seconds),
            Value::Nodes(nodes) => match nodes.first() {
                Some(node) => tree.string_value(*node).into_owned(),
                None => String::new(),
            },
        }
    }

    /// As number: dates become days since 1970-01-01 UTC, also when written as text.
    pub fn number(&self, tree: &dyn Tree, offset_seconds: i32) -> f64 {
        match self {
            Value::Text(text) => text_number(text, offset_seconds),
            Value::Number(number) => *number,
            Value::Bool(truth) => f64::from(u8::from(*truth)),
            Value::Date(moment) => moment.days(),
            Value::Nodes(nodes) => match nodes.first() {
                Some(node) => text_number(&tree.string_value(*node), offset_seconds),
                None => f64::NAN,
            },
        }
    }

    /// As truth: a text is true when non-empty (`'false'` too), a node-set when non-empty.
    pub fn truth(&self) -> bool {
        match self {
            Value::Text(text) => !text.is_empty(),
            Value::Number(number) => *number != 0.0 && !number.is_nan(),
            Value::Bool(truth) => *truth,
            Value::Date(_) => true,
            Value::Nodes(nodes) => !nodes.is_empty(),
        }
    }
}

/// Number as text: no exponent, no trailing zeros, `NaN` for not a number.
pub fn number_text(number: f64) -> String {
    if number.is_nan() {
        "NaN".to_owned()
    } else if number.is_infinite() {
        if number > 0.0 {
            "Infinity"
        } else {
            "-Infinity"
        }
        .to_owned()
    } else if number == 0.0 {
        "0".to_owned()
    } else {
        number.to_string()
    }
}

/// Text as number, then as date; NaN when it is neither.
pub fn text_number(text: &str, offset_seconds: i32) -> f64 {
    plain_number(text)
        .or_else(|| dates::parse(text, offset_seconds).map(|moment| moment.days()))
        .unwrap_or(f64::NAN)
}

/// Text as number; `None` for blanks and anything XPath does not call a number.
pub fn plain_number(text: &str) -> Option<f64> {
    let text = text.trim();
    let shape_ok = text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '.'))
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '-' | '+' | '.' | 'e' | 'E'));
    if shape_ok { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_lose_their_fraction() {
        assert_eq!(number_text(12.0), "12");
        assert_eq!(number_text(0.1), "0.1");
        assert_eq!(number_text(-0.0), "0");
    }

    #[test]
    fn a_date_in_text_counts_in_days() {
        assert_eq!(text_number("1970-01-02", 0).to_string(), "1");
        assert!(text_number("", 0).is_nan());
        assert!(text_number("12a", 0).is_nan());
    }
}
