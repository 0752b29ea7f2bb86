//! A language with its messages: looks a key up and fills in its arguments.

use std::borrow::Cow;
use std::fmt;
use std::sync::{Arc, OnceLock};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::catalogue::FILES;
use crate::collate::Order;
use crate::{Language, number};

/// Opens the text shown instead of a message that does not exist.
const MISSING_OPEN: char = '⟦';
/// Closes the text shown instead of a message that does not exist.
const MISSING_CLOSE: char = '⟧';

/// An argument of a message.
///
/// Integers and numbers choose plural forms and are printed the way the language writes numbers;
/// texts are inserted as they are.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg<'a> {
    /// A whole number: a count, a number of days.
    Int(i64),
    /// Words, names, numbers of documents, amounts already formatted.
    Text(Cow<'a, str>),
    /// A number with a fraction; at most two digits of it are shown.
    Number(f64),
}

macro_rules! arg_from_integer {
    ($($integer:ty),*) => {$(
        impl From<$integer> for Arg<'_> {
            fn from(value: $integer) -> Self {
                Arg::Int(i64::try_from(value).unwrap_or(i64::MAX))
            }
        }
    )*};
}
arg_from_integer!(u8, u16, u32, u64, usize, i8, i16, i32, i64, isize);

impl From<f64> for Arg<'_> {
    fn from(value: f64) -> Self {
        Arg::Number(value)
    }
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(value: &'a str) -> Self {
        Arg::Text(Cow::Borrowed(value))
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(value: &'a String) -> Self {
        Arg::Text(Cow::Borrowed(value))
    }
}

impl From<String> for Arg<'_> {
    fn from(value: String) -> Self {
        Arg::Text(Cow::Owned(value))
    }
}

impl<'a> From<Cow<'a, str>> for Arg<'a> {
    fn from(value: Cow<'a, str>) -> Self {
        Arg::Text(value)
    }
}

impl<'a> From<&'a Arg<'_>> for FluentValue<'a> {
    fn from(arg: &'a Arg<'_>) -> Self {
        match arg {
            Arg::Int(value) => FluentValue::from(*value),
            Arg::Text(text) => FluentValue::String(Cow::Borrowed(text.as_ref())),
            Arg::Number(value) => FluentValue::from(*value),
        }
    }
}

struct Inner {
    language: Language,
    bundle: FluentBundle<FluentResource>,
    order: Order,
}

/// A language with its messages and its ways of writing. Cheap to clone and to send to threads.
#[derive(Clone)]
pub struct Locale {
    inner: Arc<Inner>,
}

impl fmt::Debug for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Locale({})", self.inner.language)
    }
}

impl Locale {
    /// The locale of a language. Messages are read once per process; later calls only clone.
    pub fn new(language: Language) -> Locale {
        static LOADED: [OnceLock<Locale>; 3] = [const { OnceLock::new() }; 3];
        match LOADED.get(language.index()) {
            Some(slot) => slot.get_or_init(|| Locale::load(language)).clone(),
            None => Locale::load(language),
        }
    }

    fn load(language: Language) -> Locale {
        let identifier: LanguageIdentifier = language.code().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
        // Isolation marks (U+2068, U+2069) would be printed as boxes and copied with the text.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match language {
            Language::Kk | Language::Ru => number::fluent_with_comma,
            Language::En => number::fluent_with_point,
        }));
        for file in FILES {
            // What can be read of a damaged file is used; `lint` reports the rest to the tests.
            let resource = match FluentResource::try_new(file.source(language).to_owned()) {
                Ok(resource) | Err((resource, _)) => resource,
            };
            let _ = bundle.add_resource(resource);
        }
        Locale {
            inner: Arc::new(Inner {
                language,
                bundle,
                order: Order::of(language),
            }),
        }
    }

    /// The language of this locale.
    pub fn language(&self) -> Language {
        self.inner.language
    }

    /// The message with this key; `⟦key⟧` when there is none, which [`is_missing`] finds.
    pub fn text(&self, key: &str) -> String {
        self.resolve(key, None).unwrap_or_else(|| missing(key))
    }

    /// The message with this key and these arguments; `⟦key⟧` when the message does not exist or
    /// needs an argument that was not given.
    pub fn format(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        let mut values = FluentArgs::with_capacity(args.len());
        for (name, arg) in args {
            values.set(*name, FluentValue::from(arg));
        }
        self.resolve(key, Some(&values))
            .unwrap_or_else(|| missing(key))
    }

    /// Whether a message with this key exists.
    pub fn has(&self, key: &str) -> bool {
        self.inner.bundle.has_message(key)
    }

    fn resolve(&self, key: &str, args: Option<&FluentArgs<'_>>) -> Option<String> {
        let pattern = self.inner.bundle.get_message(key)?.value()?;
        let mut errors = Vec::new();
        let text = self.inner.bundle.format_pattern(pattern, args, &mut errors);
        errors.is_empty().then(|| text.into_owned())
    }

    pub(crate) fn order(&self) -> &Order {
        &self.inner.order
    }
}

fn missing(key: &str) -> String {
    format!("{MISSING_OPEN}{key}{MISSING_CLOSE}")
}

/// Whether a text on screen or paper contains the mark of a message that does not exist.
pub fn is_missing(text: &str) -> bool {
    text.contains([MISSING_OPEN, MISSING_CLOSE])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shared_between_threads<T: Send + Sync + Clone + 'static>() {}

    #[test]
    fn a_locale_can_be_given_to_jobs() {
        shared_between_threads::<Locale>();
    }

    #[test]
    fn a_missing_message_shows_its_key_and_can_be_found_by_tests() {
        let locale = Locale::new(Language::Kk);
        assert_eq!(locale.text("no-such-key"), "⟦no-such-key⟧");
        assert!(is_missing(&locale.text("no-such-key")));
        assert!(!is_missing(&locale.text("app-name")));
        assert!(!locale.has("no-such-key"));
    }

    #[test]
    fn a_forgotten_argument_is_not_shown_to_people() {
        let locale = Locale::new(Language::Ru);
        assert!(is_missing(&locale.text("sync-status-to-send")));
        assert!(is_missing(
            &locale.format("sync-status-to-send", &[("number", Arg::Int(3))])
        ));
    }

    #[test]
    fn texts_are_inserted_without_isolation_marks() {
        for language in Language::ALL {
            let text =
                Locale::new(language).format("sync-status-saved", &[("time", "12:04:31".into())]);
            assert!(text.contains("12:04:31"), "{text}");
            assert!(!text.contains(['\u{2068}', '\u{2069}']), "{text}");
        }
    }

    #[test]
    fn russian_counts_in_three_forms_and_kazakh_in_one() {
        let ru = Locale::new(Language::Ru);
        let kk = Locale::new(Language::Kk);
        let en = Locale::new(Language::En);
        let count = |locale: &Locale, n: i64| locale.format("unit-days", &[("count", n.into())]);
        for (n, expected) in [
            (0, "0 дней"),
            (1, "1 день"),
            (2, "2 дня"),
            (5, "5 дней"),
            (11, "11 дней"),
            (21, "21 день"),
            (22, "22 дня"),
            (112, "112 дней"),
        ] {
            assert_eq!(count(&ru, n), expected);
        }
        assert_eq!(count(&kk, 1), "1 күн");
        assert_eq!(count(&kk, 5), "5 күн");
        assert_eq!(count(&en, 1), "1 day");
        assert_eq!(count(&en, 0), "0 days");
    }

    #[test]
    fn counts_inside_messages_are_grouped() {
        let ru = Locale::new(Language::Ru);
        assert_eq!(
            ru.format("unit-days", &[("count", 1_234_567.into())]),
            "1\u{202F}234\u{202F}567 дней"
        );
    }
}
