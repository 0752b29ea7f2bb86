//! The order of words in each language.

use std::cmp::Ordering;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};
use icu_locale_core::locale;

use crate::{Language, Locale};

/// A language's order; by code points when the collation data cannot be loaded.
pub(crate) struct Order {
    collator: Option<CollatorBorrowed<'static>>,
}

impl Order {
    pub(crate) fn of(language: Language) -> Order {
        let locale = match language {
            Language::Kk => locale!("kk"),
            Language::Ru => locale!("ru"),
            Language::En => locale!("en"),
        };
        Order {
            collator: Collator::try_new(
                CollatorPreferences::from(locale),
                CollatorOptions::default(),
            )
            .ok(),
        }
    }
}

impl Locale {
    /// Which of two texts comes first in a list: А Ә Б В Г Ғ … in Kazakh.
    ///
    /// Texts the language considers equal (as a composed and a decomposed й) keep the order of
    /// their bytes, so that a list never changes its order by itself.
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        match &self.order().collator {
            Some(collator) => collator.compare(a, b).then_with(|| a.cmp(b)),
            None => a.cmp(b),
        }
    }

    /// Bytes whose order is the order of the texts in this language. For storing beside a text
    /// and sorting in a database; valid only within one version of the program.
    pub fn sort_key(&self, text: &str) -> Vec<u8> {
        let mut key = Vec::with_capacity(text.len() + 8);
        match &self.order().collator {
            Some(collator) => {
                let Ok(()) = collator.write_sort_key_to(text, &mut key);
            }
            None => key.extend_from_slice(text.as_bytes()),
        }
        key
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sorted(language: Language, alphabet: &str) -> String {
        let locale = Locale::new(language);
        let mut letters: Vec<String> = alphabet.chars().rev().map(String::from).collect();
        letters.sort_by(|a, b| locale.compare(a, b));
        letters.concat()
    }

    #[test]
    fn the_kazakh_alphabet_is_in_its_own_order() {
        let alphabet = "АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯ";
        assert_eq!(sorted(Language::Kk, alphabet), alphabet);
    }

    #[test]
    fn the_russian_alphabet_is_in_its_own_order() {
        let alphabet = "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ";
        assert_eq!(sorted(Language::Ru, alphabet), alphabet);
    }

    #[test]
    fn schools_of_a_register_stand_where_a_kazakh_reader_looks_for_them() {
        let kk = Locale::new(Language::Kk);
        let mut names = [
            "Қостанай",
            "Кентау",
            "Үлгі",
            "Әулие",
            "Алматы",
            "Іле",
            "Ырғыз",
        ];
        names.sort_by(|a, b| kk.compare(a, b));
        assert_eq!(
            names,
            [
                "Алматы",
                "Әулие",
                "Кентау",
                "Қостанай",
                "Үлгі",
                "Ырғыз",
                "Іле"
            ]
        );
    }

    proptest! {
        #[test]
        fn sort_keys_agree_with_comparison(a in "[А-ЯҒӘҚа-яғәқіһ 0-9-]{0,8}", b in "[А-ЯҒӘҚа-яғәқіһ 0-9-]{0,8}") {
            for language in Language::ALL {
                let locale = Locale::new(language);
                let by_keys = locale.sort_key(&a).cmp(&locale.sort_key(&b));
                if by_keys != Ordering::Equal {
                    prop_assert_eq!(by_keys, locale.compare(&a, &b));
                }
                prop_assert_eq!(locale.compare(&a, &b), locale.compare(&b, &a).reverse());
            }
        }
    }
}
