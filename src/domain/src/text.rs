//! A text in the three languages of the product.

use serde::{Deserialize, Serialize};

/// A text carried by data (a name, an address, a requirement) in Kazakh, Russian and English.
/// A missing translation is empty, and the reader falls back to one that is there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Trilingual {
    /// Kazakh.
    #[serde(default)]
    pub kk: String,
    /// Russian.
    #[serde(default)]
    pub ru: String,
    /// English.
    #[serde(default)]
    pub en: String,
}

impl Trilingual {
    /// The three texts.
    pub fn new(kk: impl Into<String>, ru: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            kk: kk.into(),
            ru: ru.into(),
            en: en.into(),
        }
    }

    /// The same text in every language: a number, a proper name.
    pub fn same(text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            kk: text.clone(),
            ru: text.clone(),
            en: text,
        }
    }

    /// The first text that isn't empty, in the order given by the reader's language.
    pub fn pick<'a>(&'a self, order: [fn(&'a Self) -> &'a str; 3]) -> &'a str {
        order
            .into_iter()
            .map(|part| part(self))
            .find(|text| !text.is_empty())
            .unwrap_or("")
    }

    /// Kazakh, else Russian, else English.
    pub fn kazakh(&self) -> &str {
        self.pick([|t| &t.kk, |t| &t.ru, |t| &t.en])
    }

    /// Russian, else Kazakh, else English.
    pub fn russian(&self) -> &str {
        self.pick([|t| &t.ru, |t| &t.kk, |t| &t.en])
    }

    /// English, else Russian, else Kazakh.
    pub fn english(&self) -> &str {
        self.pick([|t| &t.en, |t| &t.ru, |t| &t.kk])
    }
}

/// What a person wrote: reasons, remarks. Such words may name people, so `Debug` counts them
/// instead.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Words(pub String);

impl Words {
    /// Whether nothing is said.
    pub fn are_missing(&self) -> bool {
        self.0.trim().is_empty()
    }
}

impl From<&str> for Words {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Words({} characters)", self.0.chars().count())
    }
}
