//! Text of an expression to tokens with byte positions.

use super::parser::{SyntaxError, SyntaxProblem};

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    Number(f64),
    Text(Box<str>),
    /// A name, possibly `prefix:local`; `prefix:*` has local `*`.
    Name(Option<Box<str>>, Box<str>),
    Reference(Box<str>),
    /// Operator or punctuation, including the word operators `and`, `or`, `div`, `mod`.
    Symbol(&'static str),
    /// `*` as a name test.
    Star,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Spanned {
    pub token: Token,
    pub at: usize,
}

const SYMBOLS: &[&str] = &[
    "::", "//", "..", "!=", "<=", ">=", "/", ".", "@", "(", ")", "[", "]", ",", "|", "+", "-", "=",
    "<", ">",
];

fn is_name_start(c: char) -> bool {
    c.is_alphabetic() || c == '_'
}

fn is_name_char(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '\u{b7}')
}

/// True when what follows must be an operator: the previous token ends an operand.
fn after_operand(previous: Option<&Spanned>) -> bool {
    match previous.map(|spanned| &spanned.token) {
        None => false,
        Some(Token::Symbol(symbol)) => matches!(*symbol, ")" | "]" | "." | ".."),
        Some(_) => true,
    }
}

pub(super) fn tokens(source: &str) -> Result<Vec<Spanned>, SyntaxError> {
    let mut out: Vec<Spanned> = Vec::new();
    let mut at = 0;
    while let Some(rest) = source.get(at..) {
        let Some(first) = rest.chars().next() else {
            break;
        };
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let (token, len) = next(rest, first, at, out.last())?;
        out.push(Spanned { token, at });
        at += len;
    }
    Ok(out)
}

fn next(
    rest: &str,
    first: char,
    at: usize,
    previous: Option<&Spanned>,
) -> Result<(Token, usize), SyntaxError> {
    if first == '"' || first == '\'' {
        let body = rest.get(1..).unwrap_or_default();
        return match body.find(first) {
            Some(end) => Ok((
                Token::Text(body.get(..end).unwrap_or_default().into()),
                end + 2,
            )),
            None => Err(SyntaxError {
                at,
                problem: SyntaxProblem::UnclosedText,
            }),
        };
    }
    if let Some(body) = rest.strip_prefix("${") {
        return match body.find('}') {
            Some(end) => Ok((
                Token::Reference(body.get(..end).unwrap_or_default().trim().into()),
                end + 3,
            )),
            None => Err(SyntaxError {
                at,
                problem: SyntaxProblem::UnclosedReference,
            }),
        };
    }
    if let Some(len) = number_length(rest) {
        let text = rest.get(..len).unwrap_or_default();
        let value = text.parse().unwrap_or(f64::NAN);
        return Ok((Token::Number(value), len));
    }
    if first == '*' {
        let token = if after_operand(previous) {
            Token::Symbol("*")
        } else {
            Token::Star
        };
        return Ok((token, 1));
    }
    if is_name_start(first) {
        return Ok(name(rest, previous));
    }
    for symbol in SYMBOLS {
        if rest.starts_with(symbol) {
            return Ok((Token::Symbol(symbol), symbol.len()));
        }
    }
    Err(SyntaxError {
        at,
        problem: SyntaxProblem::UnexpectedCharacter(first),
    })
}

/// Length of a number at the start: `12`, `12.`, `12.5`, `.5`; `..` is not a number.
fn number_length(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let digits = |from: usize| {
        bytes
            .iter()
            .skip(from)
            .take_while(|byte| byte.is_ascii_digit())
            .count()
    };
    let whole = digits(0);
    let dot = bytes.get(whole) == Some(&b'.');
    let fraction = if dot { digits(whole + 1) } else { 0 };
    match (whole, dot, fraction) {
        (0, _, 0) => None,
        (_, true, _) if bytes.get(whole + 1) == Some(&b'.') => Some(whole).filter(|len| *len > 0),
        (_, true, _) => Some(whole + 1 + fraction),
        (_, false, _) => Some(whole),
    }
}

fn part(text: &str) -> &str {
    let end = text
        .char_indices()
        .find(|(_, c)| !is_name_char(*c))
        .map_or(text.len(), |(i, _)| i);
    text.get(..end).unwrap_or_default()
}

fn name(rest: &str, previous: Option<&Spanned>) -> (Token, usize) {
    let first = part(rest);
    if after_operand(previous) {
        for word in ["and", "or", "div", "mod"] {
            // `1and1` is legal: the operator ends where a digit begins.
            let tail = first.strip_prefix(word);
            if tail.is_some_and(|tail| {
                tail.is_empty()
                    || tail.starts_with(|c: char| c.is_ascii_digit() || c == '.' || c == '-')
            }) {
                return (Token::Symbol(word), word.len());
            }
        }
    }
    let after = rest.get(first.len()..).unwrap_or_default();
    if let Some(local) = after
        .strip_prefix(':')
        .filter(|local| !local.starts_with(':'))
    {
        if local.starts_with('*') {
            return (Token::Name(Some(first.into()), "*".into()), first.len() + 2);
        }
        if local.starts_with(is_name_start) {
            let second = part(local);
            return (
                Token::Name(Some(first.into()), second.into()),
                first.len() + 1 + second.len(),
            );
        }
    }
    (Token::Name(None, first.into()), first.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(source: &str) -> Vec<Token> {
        tokens(source)
            .unwrap()
            .into_iter()
            .map(|spanned| spanned.token)
            .collect()
    }

    #[test]
    fn operators_need_no_spaces_around_numbers() {
        assert_eq!(
            kinds("1and1"),
            [Token::Number(1.0), Token::Symbol("and"), Token::Number(1.0)]
        );
        assert_eq!(
            kinds("2*3"),
            [Token::Number(2.0), Token::Symbol("*"), Token::Number(3.0)]
        );
    }

    #[test]
    fn a_hyphen_belongs_to_a_name() {
        assert_eq!(kinds("a-b"), [Token::Name(None, "a-b".into())]);
    }

    #[test]
    fn an_unclosed_reference_is_located() {
        assert_eq!(tokens(" ${x").unwrap_err().at, 1);
    }
}
