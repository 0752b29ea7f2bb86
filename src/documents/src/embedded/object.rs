//! Objects of a PDF: numbers, names, strings, arrays, dictionaries, references.

use std::collections::BTreeMap;

/// Arrays and dictionaries inside each other beyond this depth are an attack on the stack.
const DEEPEST: usize = 48;

/// Elements of one object beyond this number are an attack on the memory.
const MOST_ELEMENTS: usize = 200_000;

/// A dictionary: names without their slash.
pub(super) type Dict = BTreeMap<Vec<u8>, Object>;

/// An object.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Object {
    /// Null, and whatever is no object.
    Null,
    /// A whole number.
    Integer(i64),
    /// Any other number, or a truth value: nobody here asks which.
    Other,
    /// A name.
    Name(Vec<u8>),
    /// A string.
    Text(Vec<u8>),
    /// An array.
    Array(Vec<Object>),
    /// A dictionary.
    Dict(Dict),
    /// A reference to an object by its number.
    Reference(u32),
}

impl Object {
    pub(super) fn dict(&self) -> Option<&Dict> {
        match self {
            Self::Dict(dict) => Some(dict),
            _ => None,
        }
    }

    pub(super) fn array(&self) -> Option<&[Object]> {
        match self {
            Self::Array(list) => Some(list),
            _ => None,
        }
    }

    pub(super) fn integer(&self) -> Option<i64> {
        match self {
            Self::Integer(number) => Some(*number),
            _ => None,
        }
    }

    pub(super) fn is_name(&self, name: &[u8]) -> bool {
        matches!(self, Self::Name(own) if own == name)
    }
}

/// Reads objects from octets.
pub(super) struct Lexer<'a> {
    bytes: &'a [u8],
    pub(super) at: usize,
    elements: usize,
}

fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0c | b'\r' | b' ')
}

fn is_delimiter(byte: u8) -> bool {
    matches!(
        byte,
        b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
    )
}

impl<'a> Lexer<'a> {
    pub(super) fn new(bytes: &'a [u8], at: usize) -> Self {
        Self {
            bytes,
            at,
            elements: 0,
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    pub(super) fn skip_space(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                while self.peek().is_some_and(|b| b != b'\n' && b != b'\r') {
                    self.at += 1;
                }
            } else if is_space(byte) {
                self.at += 1;
            } else {
                break;
            }
        }
    }

    /// Whether `word` stands here; steps over it.
    pub(super) fn word(&mut self, word: &[u8]) -> bool {
        let found = self
            .bytes
            .get(self.at..)
            .is_some_and(|rest| rest.starts_with(word));
        if found {
            self.at += word.len();
        }
        found
    }

    /// The next object; `None` at what is none.
    pub(super) fn object(&mut self) -> Option<Object> {
        self.nested(0)
    }

    fn nested(&mut self, depth: usize) -> Option<Object> {
        self.elements += 1;
        if depth > DEEPEST || self.elements > MOST_ELEMENTS {
            return None;
        }
        self.skip_space();
        match self.peek()? {
            b'/' => Some(Object::Name(self.name())),
            b'(' => Some(Object::Text(self.literal())),
            b'<' => {
                if self.word(b"<<") {
                    self.dictionary(depth)
                } else {
                    self.at += 1;
                    Some(Object::Text(self.hexadecimal()))
                }
            }
            b'[' => {
                self.at += 1;
                let mut list = Vec::new();
                loop {
                    self.skip_space();
                    if self.peek()? == b']' {
                        self.at += 1;
                        return Some(Object::Array(list));
                    }
                    list.push(self.nested(depth + 1)?);
                }
            }
            b'+' | b'-' | b'.' | b'0'..=b'9' => Some(self.number_or_reference()),
            byte if is_delimiter(byte) => None,
            _ => {
                let word = self.token();
                match word {
                    b"null" => Some(Object::Null),
                    b"true" | b"false" => Some(Object::Other),
                    _ => None,
                }
            }
        }
    }

    fn dictionary(&mut self, depth: usize) -> Option<Object> {
        let mut dict = Dict::new();
        loop {
            self.skip_space();
            if self.word(b">>") {
                return Some(Object::Dict(dict));
            }
            if self.peek()? != b'/' {
                return None;
            }
            let key = self.name();
            let value = self.nested(depth + 1)?;
            dict.insert(key, value);
        }
    }

    fn token(&mut self) -> &'a [u8] {
        let start = self.at;
        while self
            .peek()
            .is_some_and(|byte| !is_space(byte) && !is_delimiter(byte))
        {
            self.at += 1;
        }
        self.bytes.get(start..self.at).unwrap_or_default()
    }

    fn name(&mut self) -> Vec<u8> {
        self.at += 1;
        let raw = self.token();
        let mut name = Vec::with_capacity(raw.len());
        let mut at = 0;
        while let Some(byte) = raw.get(at) {
            let escaped = (*byte == b'#')
                .then(|| raw.get(at + 1..at + 3))
                .flatten()
                .and_then(|digits| std::str::from_utf8(digits).ok())
                .and_then(|digits| u8::from_str_radix(digits, 16).ok());
            name.push(escaped.unwrap_or(*byte));
            at += if escaped.is_some() { 3 } else { 1 };
        }
        name
    }

    fn number_or_reference(&mut self) -> Object {
        let Some(number) = self.integer() else {
            return Object::Other;
        };
        let after = self.at;
        // `12 0 R` is a reference; a generation has at most five digits.
        self.skip_space();
        if self.peek().is_some_and(|byte| byte.is_ascii_digit())
            && let Some(generation) = self.integer()
            && (0..=65_535).contains(&generation)
        {
            self.skip_space();
            let ends = self
                .bytes
                .get(self.at + 1)
                .is_none_or(|byte| is_space(*byte) || is_delimiter(*byte));
            if self.peek() == Some(b'R')
                && ends
                && let Ok(number) = u32::try_from(number)
            {
                self.at += 1;
                return Object::Reference(number);
            }
        }
        self.at = after;
        Object::Integer(number)
    }

    /// A whole number; a number with a point is stepped over and is none.
    pub(super) fn integer(&mut self) -> Option<i64> {
        let token = self.token();
        std::str::from_utf8(token).ok()?.parse().ok()
    }

    fn literal(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut text = Vec::new();
        let mut open = 1_usize;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'(' => open += 1,
                b')' => {
                    open -= 1;
                    if open == 0 {
                        break;
                    }
                }
                b'\\' => {
                    self.escape(&mut text);
                    continue;
                }
                _ => {}
            }
            text.push(byte);
        }
        text
    }

    fn escape(&mut self, text: &mut Vec<u8>) {
        let Some(byte) = self.peek() else {
            return;
        };
        self.at += 1;
        match byte {
            b'n' => text.push(b'\n'),
            b'r' => text.push(b'\r'),
            b't' => text.push(b'\t'),
            b'b' => text.push(8),
            b'f' => text.push(12),
            b'\r' => {
                if self.peek() == Some(b'\n') {
                    self.at += 1;
                }
            }
            b'\n' => {}
            b'0'..=b'7' => {
                let mut code = u32::from(byte - b'0');
                for _ in 0..2 {
                    match self.peek() {
                        Some(digit @ b'0'..=b'7') => {
                            code = code * 8 + u32::from(digit - b'0');
                            self.at += 1;
                        }
                        _ => break,
                    }
                }
                // The high bit of three octal digits is dropped, as the format says.
                text.push(u8::try_from(code & 0xff).unwrap_or(0));
            }
            other => text.push(other),
        }
    }

    fn hexadecimal(&mut self) -> Vec<u8> {
        let mut digits = Vec::new();
        while let Some(byte) = self.peek() {
            self.at += 1;
            if byte == b'>' {
                break;
            }
            if let Some(digit) = char::from(byte).to_digit(16) {
                digits.push(u8::try_from(digit).unwrap_or(0));
            }
        }
        if digits.len() % 2 == 1 {
            digits.push(0);
        }
        digits
            .chunks_exact(2)
            .map(|pair| pair.iter().fold(0, |octet, digit| (octet << 4) | digit))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<Object> {
        Lexer::new(text.as_bytes(), 0).object()
    }

    #[test]
    fn objects_are_read_as_the_format_writes_them() {
        let dict = read("<</A 1/B[2 0 R(x\\)\\101)<4E2>]/C#20D/E % note\n/G -1.5>>").unwrap();
        let dict = dict.dict().unwrap();
        assert_eq!(dict.get(&b"A"[..]), Some(&Object::Integer(1)));
        let list = [
            Object::Reference(2),
            Object::Text(b"x)A".to_vec()),
            Object::Text(b"N ".to_vec()),
        ];
        assert_eq!(dict.get(&b"B"[..]).unwrap().array().unwrap(), list);
        assert!(dict.get(&b"C D"[..]).unwrap().is_name(b"E"));
        assert_eq!(dict.get(&b"G"[..]), Some(&Object::Other));
    }

    #[test]
    fn a_bottomless_array_is_refused() {
        assert_eq!(read(&"[".repeat(100_000)), None);
    }
}
