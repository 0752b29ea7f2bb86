//! Writing DER: each function returns one complete element.

use super::tag;
use crate::oid::Oid;
use chrono::{DateTime, Datelike, Utc};

/// One element of the given tag.
pub(crate) fn element(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(content.len() + 6);
    out.push(tag);
    let length = content.len();
    if length < 0x80 {
        out.push(length as u8);
    } else {
        let octets = length.to_be_bytes();
        let significant: Vec<u8> = octets
            .iter()
            .copied()
            .skip_while(|byte| *byte == 0)
            .collect();
        out.push(0x80 | significant.len() as u8);
        out.extend_from_slice(&significant);
    }
    out.extend_from_slice(content);
    out
}

pub(crate) fn sequence<P: AsRef<[u8]>>(parts: &[P]) -> Vec<u8> {
    element(tag::SEQUENCE, &join(parts))
}

/// SET OF: DER sorts the encodings.
pub(crate) fn set_of(mut parts: Vec<Vec<u8>>) -> Vec<u8> {
    parts.sort();
    element(tag::SET, &join(&parts))
}

/// `[number]` around whatever `content` holds: EXPLICIT over one element, IMPLICIT over the
/// content of a constructed type.
pub(crate) fn context(number: u8, content: &[u8]) -> Vec<u8> {
    element(tag::context(number), content)
}

pub(crate) fn join<P: AsRef<[u8]>>(parts: &[P]) -> Vec<u8> {
    parts
        .iter()
        .flat_map(|part| part.as_ref().iter().copied())
        .collect()
}

/// A non-negative INTEGER given big-endian.
pub(crate) fn unsigned_integer(value: &[u8]) -> Vec<u8> {
    let mut content: Vec<u8> = value
        .iter()
        .copied()
        .skip_while(|byte| *byte == 0)
        .collect();
    if content.first().is_none_or(|first| first & 0x80 != 0) {
        content.insert(0, 0);
    }
    element(tag::INTEGER, &content)
}

pub(crate) fn small_integer(value: u64) -> Vec<u8> {
    unsigned_integer(&value.to_be_bytes())
}

pub(crate) fn boolean(value: bool) -> Vec<u8> {
    element(tag::BOOLEAN, &[if value { 0xff } else { 0x00 }])
}

pub(crate) fn null() -> Vec<u8> {
    element(tag::NULL, &[])
}

pub(crate) fn oid(value: Oid) -> Vec<u8> {
    element(tag::OID, value.content())
}

pub(crate) fn octet_string(value: &[u8]) -> Vec<u8> {
    element(tag::OCTET_STRING, value)
}

/// A BIT STRING of which the last `unused` bits of the last octet do not count.
pub(crate) fn bit_string(value: &[u8], unused: u8) -> Vec<u8> {
    element(tag::BIT_STRING, &join(&[&[unused], value]))
}

pub(crate) fn utf8_string(value: &str) -> Vec<u8> {
    element(tag::UTF8_STRING, value.as_bytes())
}

/// PrintableString; the caller passes only digits, Latin letters and spaces.
pub(crate) fn printable_string(value: &str) -> Vec<u8> {
    element(tag::PRINTABLE_STRING, value.as_bytes())
}

pub(crate) fn bmp_string(value: &str) -> Vec<u8> {
    let content: Vec<u8> = value.encode_utf16().flat_map(u16::to_be_bytes).collect();
    element(tag::BMP_STRING, &content)
}

/// A moment as RFC 5280 4.1.2.5 wants it: UTCTime to 2049, GeneralizedTime after.
pub(crate) fn time(value: DateTime<Utc>) -> Vec<u8> {
    if (1950..2050).contains(&value.year()) {
        element(
            tag::UTC_TIME,
            value.format("%y%m%d%H%M%SZ").to_string().as_bytes(),
        )
    } else {
        element(
            tag::GENERALIZED_TIME,
            value.format("%Y%m%d%H%M%SZ").to_string().as_bytes(),
        )
    }
}

/// AlgorithmIdentifier with NULL parameters, as Kazakh software writes it.
pub(crate) fn algorithm(value: Oid) -> Vec<u8> {
    sequence(&[oid(value), null()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_minimal() {
        assert_eq!(element(4, &[0; 127])[..2], [4, 127]);
        assert_eq!(element(4, &[0; 128])[..3], [4, 0x81, 128]);
        assert_eq!(element(4, &[0; 256])[..4], [4, 0x82, 1, 0]);
    }

    #[test]
    fn integers_stay_positive_and_minimal() {
        assert_eq!(small_integer(0), [2, 1, 0]);
        assert_eq!(small_integer(127), [2, 1, 127]);
        assert_eq!(small_integer(128), [2, 2, 0, 128]);
        assert_eq!(unsigned_integer(&[0, 0, 1]), [2, 1, 1]);
    }
}
