//! Reading BER and DER without ever copying or re-encoding what a signature may cover.

use super::tag;
use crate::oid::Oid;
use chrono::{DateTime, NaiveDate, Utc};
use std::borrow::Cow;

/// Nesting beyond this is refused: real files stay under 20 levels, hostile ones recurse.
const MAX_DEPTH: usize = 40;

/// Why a piece of ASN.1 cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Asn1Error {
    #[error("the data ends in the middle of an element")]
    Truncated,
    #[error("an element of tag {found:#04x} stands where {expected:#04x} is required")]
    UnexpectedTag { expected: u8, found: u8 },
    #[error("an element of tag {expected:#04x} is missing")]
    Missing { expected: u8 },
    #[error("data follow the last element")]
    TrailingData,
    #[error("the encoding is not allowed here")]
    Encoding,
    #[error("the value is out of range")]
    Value,
    #[error("the nesting is too deep")]
    TooDeep,
}

/// Which encodings are accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rules {
    /// Indefinite lengths, long-form lengths and segmented strings are accepted (key files of
    /// НУЦ РК use all of them).
    Ber,
    /// Only the one canonical encoding: what is signed must not have a second spelling.
    Der,
}

/// One element: its identifier octet, its content and its complete octets.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Element<'a> {
    pub(crate) tag: u8,
    pub(crate) content: &'a [u8],
    pub(crate) raw: &'a [u8],
    rules: Rules,
    depth: usize,
}

/// A cursor over a series of elements.
#[derive(Debug, Clone)]
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
    rules: Rules,
    depth: usize,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(input: &'a [u8], rules: Rules) -> Self {
        Self {
            rest: input,
            rules,
            depth: 0,
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// The identifier octet of the next element, if there is one.
    pub(crate) fn peek(&self) -> Option<u8> {
        self.rest.first().copied()
    }

    /// Any element.
    pub(crate) fn any(&mut self) -> Result<Element<'a>, Asn1Error> {
        let (element, rest) = split(self.rest, self.rules, self.depth)?;
        self.rest = rest;
        Ok(element)
    }

    /// The next element, which must carry this tag.
    pub(crate) fn expect(&mut self, expected: u8) -> Result<Element<'a>, Asn1Error> {
        match self.peek() {
            None => Err(Asn1Error::Missing { expected }),
            Some(found) if found != expected => Err(Asn1Error::UnexpectedTag { expected, found }),
            Some(_) => self.any(),
        }
    }

    /// The next element if it carries this tag.
    pub(crate) fn optional(&mut self, expected: u8) -> Result<Option<Element<'a>>, Asn1Error> {
        if self.peek() == Some(expected) {
            self.any().map(Some)
        } else {
            Ok(None)
        }
    }

    /// A SEQUENCE, entered.
    pub(crate) fn sequence(&mut self) -> Result<Reader<'a>, Asn1Error> {
        self.expect(tag::SEQUENCE)?.enter()
    }

    pub(crate) fn oid(&mut self) -> Result<Oid, Asn1Error> {
        let element = self.expect(tag::OID)?;
        Oid::from_content(element.content).ok_or(Asn1Error::Value)
    }

    /// A small non-negative INTEGER: versions, iteration counts.
    pub(crate) fn small_integer(&mut self) -> Result<u64, Asn1Error> {
        let content = self.unsigned_integer()?;
        if content.len() > 8 {
            return Err(Asn1Error::Value);
        }
        Ok(content
            .iter()
            .fold(0u64, |value, byte| (value << 8) | u64::from(*byte)))
    }

    /// A non-negative INTEGER as big-endian octets without leading zeros.
    pub(crate) fn unsigned_integer(&mut self) -> Result<&'a [u8], Asn1Error> {
        let element = self.expect(tag::INTEGER)?;
        match element.content {
            [] => Err(Asn1Error::Value),
            [first, ..] if first & 0x80 != 0 => Err(Asn1Error::Value),
            [0] => Ok(&[]),
            [0, rest @ ..] if rest.first().is_some_and(|next| next & 0x80 != 0) => Ok(rest),
            [0, ..] => Err(Asn1Error::Encoding),
            content => Ok(content),
        }
    }

    /// An OCTET STRING, whole or segmented.
    pub(crate) fn octets(&mut self) -> Result<Cow<'a, [u8]>, Asn1Error> {
        let element = self.any()?;
        element.octets_of(tag::OCTET_STRING)
    }

    /// Fails unless everything has been read.
    pub(crate) fn finish(&self) -> Result<(), Asn1Error> {
        if self.rest.is_empty() {
            Ok(())
        } else {
            Err(Asn1Error::TrailingData)
        }
    }
}

impl<'a> Element<'a> {
    /// Reads the content as a series of elements.
    pub(crate) fn enter(&self) -> Result<Reader<'a>, Asn1Error> {
        if self.tag & 0x20 == 0 {
            return Err(Asn1Error::Encoding);
        }
        if self.depth + 1 > MAX_DEPTH {
            return Err(Asn1Error::TooDeep);
        }
        Ok(Reader {
            rest: self.content,
            rules: self.rules,
            depth: self.depth + 1,
        })
    }

    /// The octets of a string whose primitive tag is `primitive`, joined if it is segmented.
    pub(crate) fn octets_of(&self, primitive: u8) -> Result<Cow<'a, [u8]>, Asn1Error> {
        if self.tag == primitive {
            return Ok(Cow::Borrowed(self.content));
        }
        if self.tag != primitive | 0x20 {
            return Err(Asn1Error::UnexpectedTag {
                expected: primitive,
                found: self.tag,
            });
        }
        if self.rules == Rules::Der {
            return Err(Asn1Error::Encoding);
        }
        let mut joined = Vec::new();
        let mut segments = self.enter()?;
        while !segments.is_empty() {
            joined.extend_from_slice(&segments.any()?.octets_of(tag::OCTET_STRING)?);
        }
        Ok(Cow::Owned(joined))
    }

    /// UTCTime or GeneralizedTime in UTC (RFC 5280 4.1.2.5: seconds present, `Z`).
    pub(crate) fn time(&self) -> Result<DateTime<Utc>, Asn1Error> {
        let text = std::str::from_utf8(self.content)
            .ok()
            .ok_or(Asn1Error::Value)?;
        let digits = text.strip_suffix('Z').ok_or(Asn1Error::Value)?;
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(Asn1Error::Value);
        }
        let (year, rest) = match (self.tag, digits.len()) {
            (tag::UTC_TIME, 12) => {
                let short = number(digits, 0, 2)?;
                (
                    if short < 50 {
                        2000 + short
                    } else {
                        1900 + short
                    },
                    &digits[2..],
                )
            }
            (tag::GENERALIZED_TIME, 14) => (number(digits, 0, 4)?, &digits[4..]),
            _ => return Err(Asn1Error::Value),
        };
        let year = i32::try_from(year).ok().ok_or(Asn1Error::Value)?;
        NaiveDate::from_ymd_opt(year, number(rest, 0, 2)?, number(rest, 2, 4)?)
            .and_then(|day| {
                let hour = number(rest, 4, 6).ok()?;
                let minute = number(rest, 6, 8).ok()?;
                let second = number(rest, 8, 10).ok()?;
                day.and_hms_opt(hour, minute, second)
            })
            .map(|moment| moment.and_utc())
            .ok_or(Asn1Error::Value)
    }

    /// Text of any string type a directory name may use.
    pub(crate) fn text(&self) -> Result<String, Asn1Error> {
        decode_text(self.tag, self.content)
    }
}

/// Text of a directory string, given its tag and content.
pub(crate) fn decode_text(tag: u8, content: &[u8]) -> Result<String, Asn1Error> {
    match tag {
        tag::UTF8_STRING | tag::PRINTABLE_STRING | tag::IA5_STRING => {
            String::from_utf8(content.to_vec())
                .ok()
                .ok_or(Asn1Error::Value)
        }
        // T.61 is used as Latin-1 by every issuer that still uses it.
        tag::TELETEX_STRING => Ok(content.iter().map(|byte| char::from(*byte)).collect()),
        tag::BMP_STRING => {
            let (pairs, odd) = content.as_chunks::<2>();
            if !odd.is_empty() {
                return Err(Asn1Error::Value);
            }
            let units: Vec<u16> = pairs.iter().map(|pair| u16::from_be_bytes(*pair)).collect();
            String::from_utf16(&units).ok().ok_or(Asn1Error::Value)
        }
        _ => Err(Asn1Error::Value),
    }
}

fn number(digits: &str, from: usize, to: usize) -> Result<u32, Asn1Error> {
    digits
        .get(from..to)
        .and_then(|part| part.parse().ok())
        .ok_or(Asn1Error::Value)
}

fn split(input: &[u8], rules: Rules, depth: usize) -> Result<(Element<'_>, &[u8]), Asn1Error> {
    let (&identifier, after_tag) = input.split_first().ok_or(Asn1Error::Truncated)?;
    // Multi-octet tags do not occur in any structure read here; 0x00 is the end-of-contents mark.
    if identifier & 0x1f == 0x1f || identifier == 0 {
        return Err(Asn1Error::Encoding);
    }
    let (&first, after_length) = after_tag.split_first().ok_or(Asn1Error::Truncated)?;
    if first == 0x80 {
        if rules == Rules::Der || identifier & 0x20 == 0 {
            return Err(Asn1Error::Encoding);
        }
        let length = indefinite_length(after_length, depth + 1)?;
        let content = after_length.get(..length).ok_or(Asn1Error::Truncated)?;
        // Header is two octets, the end-of-contents mark two more.
        let total = length + 4;
        let raw = input.get(..total).ok_or(Asn1Error::Truncated)?;
        let rest = input.get(total..).ok_or(Asn1Error::Truncated)?;
        return Ok((
            Element {
                tag: identifier,
                content,
                raw,
                rules,
                depth,
            },
            rest,
        ));
    }
    let (length, header) = if first < 0x80 {
        (usize::from(first), 2)
    } else {
        let count = usize::from(first & 0x7f);
        let octets = after_length.get(..count).ok_or(Asn1Error::Truncated)?;
        if count > 4 {
            return Err(Asn1Error::Value);
        }
        let length = octets
            .iter()
            .fold(0usize, |value, byte| (value << 8) | usize::from(*byte));
        if rules == Rules::Der && (length < 0x80 || octets.first() == Some(&0)) {
            return Err(Asn1Error::Encoding);
        }
        (length, 2 + count)
    };
    let total = header.checked_add(length).ok_or(Asn1Error::Value)?;
    let raw = input.get(..total).ok_or(Asn1Error::Truncated)?;
    let content = raw.get(header..).ok_or(Asn1Error::Truncated)?;
    let rest = input.get(total..).ok_or(Asn1Error::Truncated)?;
    Ok((
        Element {
            tag: identifier,
            content,
            raw,
            rules,
            depth,
        },
        rest,
    ))
}

/// Octets before the end-of-contents mark that closes an indefinite-length element.
fn indefinite_length(input: &[u8], depth: usize) -> Result<usize, Asn1Error> {
    if depth > MAX_DEPTH {
        return Err(Asn1Error::TooDeep);
    }
    let mut rest = input;
    loop {
        match rest {
            [0, 0, ..] => return Ok(input.len() - rest.len()),
            _ => rest = split(rest, Rules::Ber, depth)?.1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_segmented_string_of_unknown_length_reads_as_one() {
        let ber = [
            0x24, 0x80, 0x04, 0x02, b'a', b'b', 0x04, 0x01, b'c', 0x00, 0x00, 0x05, 0x00,
        ];
        let mut reader = Reader::new(&ber, Rules::Ber);
        assert_eq!(reader.octets().unwrap().as_ref(), b"abc");
        assert_eq!(reader.any().unwrap().tag, tag::NULL);
        assert!(reader.finish().is_ok());
        assert_eq!(
            Reader::new(&ber, Rules::Der).octets().unwrap_err(),
            Asn1Error::Encoding
        );
    }

    #[test]
    fn der_has_one_spelling_of_a_length() {
        let long_form = [0x04, 0x81, 0x01, 0xff];
        assert!(Reader::new(&long_form, Rules::Ber).octets().is_ok());
        assert_eq!(
            Reader::new(&long_form, Rules::Der).octets().unwrap_err(),
            Asn1Error::Encoding
        );
    }

    #[test]
    fn endless_nesting_is_refused_and_does_not_overflow_the_stack() {
        let mut bomb = Vec::new();
        for _ in 0..100_000 {
            bomb.extend_from_slice(&[0x30, 0x80]);
        }
        assert_eq!(
            Reader::new(&bomb, Rules::Ber).any().unwrap_err(),
            Asn1Error::TooDeep
        );
    }

    #[test]
    fn both_kinds_of_time_are_read_and_nonsense_is_not() {
        let read = |bytes: &[u8]| Reader::new(bytes, Rules::Der).any().unwrap().time();
        let utc = b"\x17\x0d261122015224Z";
        let general = b"\x18\x0f20261122015224Z";
        assert_eq!(read(utc).unwrap(), read(general).unwrap());
        assert_eq!(read(utc).unwrap().to_rfc3339(), "2026-11-22T01:52:24+00:00");
        assert!(read(b"\x17\x0d261322015224Z").is_err());
        assert!(read(b"\x17\x0d26112201522+Z").is_err());
        assert!(read("\x17\x0dжжжжжжZ".as_bytes()).is_err());
    }
}
