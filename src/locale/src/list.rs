//! Lists inside a sentence.

use crate::Locale;

impl Locale {
    /// Items joined by the language's "and": `А, Б және В`; `А, Б и В`; `A, B and C`.
    pub fn list_and<S: AsRef<str>>(&self, items: &[S]) -> String {
        self.joined(items, "unit-list-and")
    }

    /// Items joined by the language's "or": `А, Б немесе В`; `А, Б или В`; `A, B or C`.
    pub fn list_or<S: AsRef<str>>(&self, items: &[S]) -> String {
        self.joined(items, "unit-list-or")
    }

    fn joined<S: AsRef<str>>(&self, items: &[S], last_joint: &str) -> String {
        match items {
            [] => String::new(),
            [only] => only.as_ref().to_owned(),
            [first @ .., last] => {
                let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
                self.format(
                    last_joint,
                    &[
                        ("first", first.join(", ").into()),
                        ("last", last.as_ref().into()),
                    ],
                )
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;

    #[test]
    fn missing_signatures_are_named_in_one_sentence() {
        let names = ["А", "Б", "В"];
        let check = |language, count: usize, expected: &str| {
            assert_eq!(Locale::new(language).list_and(&names[..count]), expected);
        };
        check(Language::Kk, 3, "А, Б және В");
        check(Language::Ru, 3, "А, Б и В");
        check(Language::En, 3, "А, Б and В");
        check(Language::Kk, 2, "А және Б");
        check(Language::Kk, 1, "А");
        check(Language::Kk, 0, "");
        assert_eq!(Locale::new(Language::Kk).list_or(&names), "А, Б немесе В");
    }
}
