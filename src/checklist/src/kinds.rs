//! Question types and the many ways authors write them.

use serde::{Deserialize, Serialize};

/// What a question asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[allow(missing_docs)] // The variants are the types of the XLSForm reference.
pub enum Kind {
    Text,
    Integer,
    Decimal,
    Range,
    Date,
    Time,
    DateTime,
    SelectOne,
    SelectMultiple,
    Rank,
    Note,
    Acknowledge,
    Geopoint,
    Geotrace,
    Geoshape,
    Image,
    Audio,
    Video,
    File,
    Barcode,
    Calculate,
    Hidden,
    /// Filled by the engine at the start: `start`, `end`, `today`, `deviceid`, `username`…
    Metadata,
}

impl Kind {
    /// True when a person enters something.
    pub fn is_entered(self) -> bool {
        !matches!(
            self,
            Kind::Note | Kind::Calculate | Kind::Hidden | Kind::Metadata
        )
    }

    /// True when the answer comes from a list.
    pub fn is_select(self) -> bool {
        matches!(self, Kind::SelectOne | Kind::SelectMultiple | Kind::Rank)
    }

    /// True when the answer names an attached file.
    pub fn is_attachment(self) -> bool {
        matches!(self, Kind::Image | Kind::Audio | Kind::Video | Kind::File)
    }
}

/// Meaning of a `type` cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum TypeCell {
    Question {
        kind: Kind,
        list: Option<String>,
        or_other: bool,
        file: bool,
    },
    BeginGroup,
    EndGroup,
    BeginRepeat,
    EndRepeat,
    /// `xml-external`, `csv-external`: data outside the workbook.
    External,
    /// Types without any question, such as `audit`.
    Ignored,
}

/// Simple types, by the words an author may write (lower case, one space between words).
const SIMPLE: &[(&str, Kind)] = &[
    ("text", Kind::Text),
    ("string", Kind::Text),
    ("integer", Kind::Integer),
    ("int", Kind::Integer),
    ("decimal", Kind::Decimal),
    ("range", Kind::Range),
    ("date", Kind::Date),
    ("time", Kind::Time),
    ("datetime", Kind::DateTime),
    ("date time", Kind::DateTime),
    ("note", Kind::Note),
    ("acknowledge", Kind::Acknowledge),
    ("trigger", Kind::Acknowledge),
    ("geopoint", Kind::Geopoint),
    ("gps", Kind::Geopoint),
    ("location", Kind::Geopoint),
    ("geotrace", Kind::Geotrace),
    ("geoshape", Kind::Geoshape),
    ("image", Kind::Image),
    ("photo", Kind::Image),
    ("picture", Kind::Image),
    ("add image prompt", Kind::Image),
    ("add photo prompt", Kind::Image),
    ("audio", Kind::Audio),
    ("add audio prompt", Kind::Audio),
    ("background audio", Kind::Audio),
    ("video", Kind::Video),
    ("add video prompt", Kind::Video),
    ("file", Kind::File),
    ("add file prompt", Kind::File),
    ("barcode", Kind::Barcode),
    ("calculate", Kind::Calculate),
    ("add calculate prompt", Kind::Calculate),
    ("hidden", Kind::Hidden),
    ("start", Kind::Metadata),
    ("end", Kind::Metadata),
    ("today", Kind::Metadata),
    ("deviceid", Kind::Metadata),
    ("device id", Kind::Metadata),
    ("username", Kind::Metadata),
    ("phonenumber", Kind::Metadata),
    ("phone number", Kind::Metadata),
    ("get phone number", Kind::Metadata),
    ("email", Kind::Metadata),
    ("subscriberid", Kind::Metadata),
    ("subscriber id", Kind::Metadata),
    ("simserial", Kind::Metadata),
    ("sim id", Kind::Metadata),
    ("imei", Kind::Metadata),
    ("start time", Kind::Metadata),
    ("end time", Kind::Metadata),
    ("get start time", Kind::Metadata),
    ("get end time", Kind::Metadata),
    ("get today", Kind::Metadata),
    ("start geopoint", Kind::Metadata),
    ("background geopoint", Kind::Metadata),
    ("tel", Kind::Text),
];

const SELECTS: &[(&str, Kind, bool)] = &[
    ("select one from file", Kind::SelectOne, true),
    ("select multiple from file", Kind::SelectMultiple, true),
    ("select one external", Kind::SelectOne, true),
    ("select one from", Kind::SelectOne, false),
    ("select multiple from", Kind::SelectMultiple, false),
    ("select all that apply from", Kind::SelectMultiple, false),
    ("select all that apply", Kind::SelectMultiple, false),
    ("add select one prompt using", Kind::SelectOne, false),
    (
        "add select multiple prompt using",
        Kind::SelectMultiple,
        false,
    ),
    ("select one", Kind::SelectOne, false),
    ("select1", Kind::SelectOne, false),
    ("select multiple", Kind::SelectMultiple, false),
    ("select", Kind::SelectMultiple, false),
    ("rank", Kind::Rank, false),
];

/// Reads a `type` cell; `None` when it is no type at all.
pub(crate) fn type_cell(text: &str) -> Option<TypeCell> {
    // Underscores and hyphens stand for spaces, but not inside the name of a list.
    let words: Vec<&str> = text.split_whitespace().collect();
    let plain = normal(text);
    match plain.as_str() {
        "begin group" | "begin lgroup" | "group" => return Some(TypeCell::BeginGroup),
        "end group" | "end lgroup" => return Some(TypeCell::EndGroup),
        "begin repeat" | "begin looped group" | "begin loop" => return Some(TypeCell::BeginRepeat),
        "end repeat" | "end looped group" | "end loop" => return Some(TypeCell::EndRepeat),
        "xml external" | "csv external" => return Some(TypeCell::External),
        "audit" | "osm" => return Some(TypeCell::Ignored),
        _ => {}
    }
    if plain.starts_with("begin loop over ") {
        return Some(TypeCell::BeginRepeat);
    }
    // Old forms write `uri:deviceid`.
    let simple = plain.strip_prefix("uri:").unwrap_or(&plain);
    if let Some((_, kind)) = SIMPLE.iter().find(|(name, _)| *name == simple) {
        return Some(TypeCell::Question {
            kind: *kind,
            list: None,
            or_other: false,
            file: false,
        });
    }
    // Longest prefix of words that names a select; the rest is the list.
    for count in (1..=words.len()).rev() {
        let prefix = normal(&words.get(..count).unwrap_or_default().join(" "));
        let Some((_, kind, file)) = SELECTS.iter().find(|(name, ..)| *name == prefix) else {
            continue;
        };
        let mut rest: Vec<&str> = words.get(count..).unwrap_or_default().to_vec();
        let ends_or_other = |words: &[&str]| normal(&words.join(" "));
        let mut or_other = false;
        for tail in [1, 2, 3] {
            let from = rest.len().saturating_sub(tail);
            let phrase = ends_or_other(rest.get(from..).unwrap_or_default());
            if rest.len() > tail && matches!(phrase.as_str(), "or other" | "or specify other") {
                rest.truncate(from);
                or_other = true;
                break;
            }
        }
        let list = rest.first().map(|list| (*list).to_owned());
        return Some(TypeCell::Question {
            kind: *kind,
            list,
            or_other,
            file: *file,
        });
    }
    None
}

/// Words of all types, for suggestions.
pub(crate) fn type_names() -> impl Iterator<Item = &'static str> {
    let structure = ["begin_group", "end_group", "begin_repeat", "end_repeat"];
    let selects = ["select_one", "select_multiple", "select_one_from_file"];
    structure
        .into_iter()
        .chain(selects)
        .chain(SIMPLE.iter().map(|(name, _)| *name))
}

fn normal(text: &str) -> String {
    text.to_lowercase()
        .split(|c: char| c.is_whitespace() || c == '_' || c == '-')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn select(kind: Kind, list: &str, or_other: bool) -> Option<TypeCell> {
        let list = Some(list.to_owned());
        Some(TypeCell::Question {
            kind,
            list,
            or_other,
            file: false,
        })
    }

    #[test]
    fn types_are_recognised_in_every_spelling() {
        assert_eq!(
            type_cell("select_one yes_no"),
            select(Kind::SelectOne, "yes_no", false)
        );
        assert_eq!(
            type_cell("Select One yes_no"),
            select(Kind::SelectOne, "yes_no", false)
        );
        assert_eq!(
            type_cell("select_multiple a or_other"),
            select(Kind::SelectMultiple, "a", true)
        );
        assert_eq!(type_cell("begin_group"), Some(TypeCell::BeginGroup));
        assert_eq!(type_cell("BEGIN  REPEAT"), Some(TypeCell::BeginRepeat));
        assert_eq!(type_cell("caseid"), None);
        assert_eq!(type_cell(""), None);
    }
}
