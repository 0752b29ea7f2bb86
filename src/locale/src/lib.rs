//! What people read: messages in Kazakh, Russian and English, numbers, money, dates, order of
//! words and the reading of what people type.
//!
//! ```
//! use baqylau_locale::{Language, Locale};
//!
//! let kk = Locale::new(Language::Kk);
//! assert_eq!(kk.text("app-name"), "Бақылау");
//! assert_eq!(
//!     kk.format("sync-status-to-send", &[("count", 3.into())]),
//!     "жіберуге 3"
//! );
//! ```
//!
//! The messages live in `i18n/{kk,ru,en}/*.ftl`; how to add one is written in `i18n/README.md`.

mod catalogue;
mod collate;
mod date;
mod fold;
mod input;
mod language;
mod lint;
mod list;
mod locale;
mod number;
mod relative;
mod words;

pub use catalogue::{CatalogueFile, FILES};
pub use date::{legal_offset, legal_time};
pub use fold::{fold, matches, matches_folded};
pub use input::{
    DateInputError, NumberInputError, parse_date, parse_decimal, parse_integer, parse_money,
};
pub use language::{Language, UnknownLanguage};
pub use lint::{LintFinding, all_keys, lint};
pub use locale::{Arg, Locale, is_missing};
pub use number::{Grouping, NBSP, NNBSP};
pub use words::{integer_in_words, money_in_words};
