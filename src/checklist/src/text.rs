//! Languages of a form and texts in them.

use serde::{Deserialize, Serialize};

use crate::diagnose::Cell;
use crate::xpath::Expr;

/// A language of one form: an index into [`crate::Form::languages`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct LangId(pub usize);

/// A language as the author named it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Language {
    /// Whole name as written, such as `Русский (ru)`.
    pub name: String,
    /// Code between the brackets, such as `ru`.
    pub code: Option<String>,
}

impl Language {
    pub(crate) fn named(name: &str) -> Language {
        let code = name
            .strip_suffix(')')
            .and_then(|rest| rest.rsplit_once('('))
            .map(|(_, code)| code.trim().to_owned());
        Language {
            name: name.to_owned(),
            code,
        }
    }
}

/// A piece of a text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Piece {
    Literal(String),
    /// The answer of another question.
    Answer(Expr),
}

/// A text as written in one cell and, after compilation, in pieces.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Translation {
    pub language: LangId,
    pub source: String,
    pub cell: Cell,
    pub pieces: Vec<Piece>,
}

/// A text in several languages.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Text {
    pub(crate) translations: Vec<Translation>,
}

impl Text {
    /// True when no language has it.
    pub fn is_empty(&self) -> bool {
        self.translations.is_empty()
    }

    /// The languages it is written in.
    pub fn languages(&self) -> impl Iterator<Item = LangId> + '_ {
        self.translations
            .iter()
            .map(|translation| translation.language)
    }

    /// The text of exactly that language, as the author wrote it (`${name}` included).
    pub fn source(&self, language: LangId) -> Option<&str> {
        self.translations
            .iter()
            .find(|t| t.language == language)
            .map(|t| t.source.as_str())
    }

    /// The translation to show, and whether the wanted one is missing.
    pub(crate) fn choose(&self, wanted: LangId, fallback: LangId) -> Option<(&Translation, bool)> {
        let find = |language| self.translations.iter().find(|t| t.language == language);
        match find(wanted) {
            Some(found) => Some((found, false)),
            None => find(fallback)
                .or(self.translations.first())
                .map(|found| (found, true)),
        }
    }
}

/// A text ready to show.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Shown {
    /// The text; empty when the author wrote none in any language.
    pub text: String,
    /// True when it is not in the asked language: a fallback is shown.
    pub missing_translation: bool,
}
