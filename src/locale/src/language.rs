//! The three languages of the product.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A language in which every message exists.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Kazakh, the state language and the default.
    #[default]
    Kk,
    /// Russian.
    Ru,
    /// English.
    En,
}

/// The text does not name one of the three languages.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown language {0:?}; expected kk, ru or en")]
pub struct UnknownLanguage(pub String);

impl Language {
    /// All languages, in the order in which they are offered.
    pub const ALL: [Language; 3] = [Language::Kk, Language::Ru, Language::En];

    /// BCP 47 code, as used in file names, settings and XLSForm columns: `kk`, `ru`, `en`.
    pub const fn code(self) -> &'static str {
        match self {
            Language::Kk => "kk",
            Language::Ru => "ru",
            Language::En => "en",
        }
    }

    /// The language's name in itself, the same on every screen so that it can always be found.
    pub const fn native_name(self) -> &'static str {
        match self {
            Language::Kk => "Қазақша",
            Language::Ru => "Русский",
            Language::En => "English",
        }
    }

    /// Three capital letters for the top bar: `ҚАЗ`, `РУС`, `ENG`.
    pub const fn short_name(self) -> &'static str {
        match self {
            Language::Kk => "ҚАЗ",
            Language::Ru => "РУС",
            Language::En => "ENG",
        }
    }

    /// The language after this one in [`Language::ALL`], for a switching key.
    pub const fn next(self) -> Language {
        match self {
            Language::Kk => Language::Ru,
            Language::Ru => Language::En,
            Language::En => Language::Kk,
        }
    }

    pub(crate) const fn index(self) -> usize {
        match self {
            Language::Kk => 0,
            Language::Ru => 1,
            Language::En => 2,
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Language {
    type Err = UnknownLanguage;

    /// Reads a code with or without a region, in either case: `kk`, `ru-KZ`, `en_US.UTF-8`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let primary = text
            .trim()
            .split(['-', '_', '.', '@'])
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        match primary.as_str() {
            "kk" | "kaz" => Ok(Language::Kk),
            "ru" | "rus" => Ok(Language::Ru),
            "en" | "eng" => Ok(Language::En),
            _ => Err(UnknownLanguage(text.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_locale_names_its_language() {
        for (text, expected) in [
            ("kk", Language::Kk),
            ("kk_KZ.UTF-8", Language::Kk),
            ("ru-KZ", Language::Ru),
            (" EN ", Language::En),
            ("eng", Language::En),
        ] {
            assert_eq!(text.parse(), Ok(expected), "{text}");
        }
        assert!("de".parse::<Language>().is_err());
        assert!("".parse::<Language>().is_err());
    }

    #[test]
    fn a_language_survives_a_settings_file() {
        for language in Language::ALL {
            let json = serde_json::to_string(&language).unwrap();
            assert_eq!(json, format!("\"{}\"", language.code()));
            assert_eq!(serde_json::from_str::<Language>(&json).unwrap(), language);
        }
    }
}
