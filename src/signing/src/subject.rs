//! The holder of a certificate, read by the Kazakh profile of the subject name.

use crate::asn1::{Asn1Error, Reader, read, tag};
use crate::oid::{self, Oid};
use std::fmt;

/// Digits of an ИИН or БИН.
const NUMBER_LENGTH: usize = 12;

/// Who a certificate was issued to.
///
/// Kazakh certificates put the patronymic into `givenName`, ИИН into `serialNumber` and БИН into
/// `organizationalUnit`. `Debug` shows neither names nor ИИН.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Subject {
    /// CN: surname and name for a person, the name of the system or the authority otherwise.
    pub common_name: String,
    /// Surname, when present.
    pub surname: Option<String>,
    /// Patronymic: the profile keeps it in `givenName`.
    pub patronymic: Option<String>,
    /// ИИН, 12 digits without the `IIN` prefix. Digits only; the control digit is not checked.
    pub iin: Option<String>,
    /// БИН, 12 digits without the `BIN` prefix. Digits only; the control digit is not checked.
    pub bin: Option<String>,
    /// Name of the organisation.
    pub organisation: Option<String>,
    /// Organisational unit that is not a БИН.
    pub unit: Option<String>,
    /// Country, `KZ`.
    pub country: Option<String>,
}

impl Subject {
    /// Surname, name and patronymic: CN holds the first two only.
    pub fn full_name(&self) -> String {
        match &self.patronymic {
            Some(patronymic) => format!("{} {patronymic}", self.common_name),
            None => self.common_name.clone(),
        }
    }

    pub(crate) fn from_name(name: &Name) -> Self {
        let mut subject = Self::default();
        for (oid, value) in &name.attributes {
            match *oid {
                oid::COMMON_NAME => subject.common_name.clone_from(value),
                oid::SURNAME => subject.surname = Some(value.clone()),
                oid::GIVEN_NAME => subject.patronymic = Some(value.clone()),
                oid::COUNTRY => subject.country = Some(value.clone()),
                oid::ORGANISATION => subject.organisation = Some(value.clone()),
                // Some issuers write an organisation's БИН where a person's ИИН stands.
                oid::SERIAL_NUMBER => match numbered(value, "IIN") {
                    Some(iin) => subject.iin = Some(iin),
                    None => subject.bin = subject.bin.or_else(|| numbered(value, "BIN")),
                },
                oid::ORGANISATIONAL_UNIT => match numbered(value, "BIN") {
                    Some(bin) => subject.bin = Some(bin),
                    None => subject.unit = Some(value.clone()),
                },
                oid::ORGANISATION_IDENTIFIER => {
                    subject.bin = subject.bin.or_else(|| numbered(value, "BIN"));
                }
                _ => {}
            }
        }
        subject
    }
}

impl fmt::Debug for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Subject")
            .field("iin", &self.iin.as_ref().map(|_| Masked))
            .field("bin", &self.bin)
            .field("organisation", &self.organisation)
            .finish_non_exhaustive()
    }
}

/// Stands in `Debug` output for personal data.
pub(crate) struct Masked;

impl fmt::Debug for Masked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("••••")
    }
}

/// A directory name: its attributes in order, strings decoded.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Name {
    attributes: Vec<(Oid, String)>,
}

impl Name {
    /// Reads the RDNSequence the reader stands at.
    pub(crate) fn read(mut rdns: Reader<'_>) -> Result<Self, Asn1Error> {
        let mut attributes = Vec::new();
        while !rdns.is_empty() {
            let mut set = rdns.expect(tag::SET)?.enter()?;
            while !set.is_empty() {
                let mut pair = set.sequence()?;
                let oid = pair.oid()?;
                let value = pair.any()?;
                pair.finish()?;
                // Values of foreign types (a rare DN may hold any) matter to nobody here, but
                // must still tell two names apart.
                let text = read::decode_text(value.tag, value.content)
                    .unwrap_or_else(|_| hex::encode(value.raw));
                attributes.push((oid, text));
            }
        }
        Ok(Self { attributes })
    }

    /// Whether two names are the same to RFC 5280 7.1: string type, letter case and runs of
    /// spaces do not matter, order does.
    pub(crate) fn matches(&self, other: &Self) -> bool {
        self.attributes.len() == other.attributes.len()
            && self
                .attributes
                .iter()
                .zip(&other.attributes)
                .all(|(left, right)| left.0 == right.0 && folded(&left.1) == folded(&right.1))
    }

    /// The name as RFC 4514 writes it: last attribute first, known types by their short names.
    pub(crate) fn to_text(&self) -> String {
        let parts: Vec<String> = self
            .attributes
            .iter()
            .rev()
            .map(|(kind, value)| format!("{}={}", short_name(*kind), escaped(value)))
            .collect();
        parts.join(",")
    }

    /// CN, or else organisation, or else nothing: what to call an authority.
    pub(crate) fn label(&self) -> &str {
        [oid::COMMON_NAME, oid::ORGANISATION]
            .iter()
            .find_map(|wanted| self.attributes.iter().find(|(oid, _)| oid == wanted))
            .map_or("", |(_, value)| value.as_str())
    }
}

/// Descriptors of RFC 4514 and of the registry of LDAP.
fn short_name(kind: Oid) -> String {
    let dotted = kind.to_string();
    let short = match dotted.as_str() {
        "2.5.4.3" => "CN",
        "2.5.4.4" => "SN",
        "2.5.4.5" => "serialNumber",
        "2.5.4.6" => "C",
        "2.5.4.7" => "L",
        "2.5.4.8" => "ST",
        "2.5.4.9" => "STREET",
        "2.5.4.10" => "O",
        "2.5.4.11" => "OU",
        "2.5.4.15" => "businessCategory",
        "2.5.4.42" => "givenName",
        "2.5.4.97" => "organizationIdentifier",
        "0.9.2342.19200300.100.1.1" => "UID",
        "0.9.2342.19200300.100.1.25" => "DC",
        "1.2.840.113549.1.9.1" => "emailAddress",
        _ => return dotted,
    };
    short.to_owned()
}

/// RFC 4514 2.4.
fn escaped(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let last = value.chars().count().saturating_sub(1);
    for (at, c) in value.chars().enumerate() {
        let special = matches!(c, '"' | '+' | ',' | ';' | '<' | '>' | '\\')
            || (at == 0 && matches!(c, ' ' | '#'))
            || (at == last && c == ' ');
        if special {
            text.push('\\');
        }
        text.push(c);
    }
    text
}

fn folded(value: &str) -> String {
    value
        .split_whitespace()
        .map(str::to_lowercase)
        .collect::<Vec<_>>()
        .join(" ")
}

fn numbered(value: &str, prefix: &str) -> Option<String> {
    let digits = value.trim().strip_prefix(prefix)?.trim_start();
    (digits.len() == NUMBER_LENGTH && digits.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| digits.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_written_last_attribute_first_with_its_commas_escaped() {
        let name = Name {
            attributes: vec![
                (oid::COUNTRY, "KZ".to_owned()),
                (oid::ORGANISATION, "ТОО \"Ақау, и Ко\"".to_owned()),
                (oid::COMMON_NAME, " ТЕСТ".to_owned()),
            ],
        };
        assert_eq!(name.to_text(), "CN=\\ ТЕСТ,O=ТОО \\\"Ақау\\, и Ко\\\",C=KZ");
    }
}
