//! Finds messages that are missing, damaged or different between the languages. For tests.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use fluent_syntax::ast::{
    Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey,
};
use fluent_syntax::parser;

use crate::Language;
use crate::catalogue::FILES;

/// Something wrong in the message files.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LintFinding {
    /// A part of a file is not Fluent and was left out.
    Syntax {
        /// Language of the file.
        language: Language,
        /// Name of the file.
        file: &'static str,
        /// Beginning of the part.
        text: String,
    },
    /// The same key twice in one language.
    Twice {
        /// Language of the files.
        language: Language,
        /// The key.
        key: String,
    },
    /// A key of one language that another does not have in the same file.
    Missing {
        /// The language that lacks it.
        language: Language,
        /// Name of the file that should have it.
        file: &'static str,
        /// The key.
        key: String,
    },
    /// The variables of a message differ from the Kazakh message's.
    Variables {
        /// The language that differs.
        language: Language,
        /// The key.
        key: String,
        /// Variables of the Kazakh message.
        expected: BTreeSet<String>,
        /// Variables found.
        found: BTreeSet<String>,
    },
    /// A choice of plural forms is not exactly the language's set of forms.
    Plurals {
        /// Language of the message.
        language: Language,
        /// The key.
        key: String,
    },
    /// The key is not written as `area-thing`.
    Name {
        /// The key.
        key: String,
    },
    /// A Kazakh or Russian message in small Latin letters without a Cyrillic one, so most likely
    /// not translated.
    Untranslated {
        /// Language of the message.
        language: Language,
        /// The key.
        key: String,
    },
}

impl fmt::Display for LintFinding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LintFinding::Syntax {
                language,
                file,
                text,
            } => write!(f, "{language}/{file}: not Fluent: {text}"),
            LintFinding::Twice { language, key } => write!(f, "{language}: {key} is there twice"),
            LintFinding::Missing {
                language,
                file,
                key,
            } => write!(f, "{language}/{file}: {key} is missing"),
            LintFinding::Variables {
                language,
                key,
                expected,
                found,
            } => write!(
                f,
                "{language}: {key} uses variables {found:?}, Kazakh uses {expected:?}"
            ),
            LintFinding::Plurals { language, key } => {
                write!(
                    f,
                    "{language}: {key} has other plural forms than the language"
                )
            }
            LintFinding::Name { key } => write!(f, "{key} is not written as area-thing"),
            LintFinding::Untranslated { language, key } => {
                write!(f, "{language}: {key} has no Cyrillic letter")
            }
        }
    }
}

/// What is known of one message of one language.
#[derive(Default)]
struct Message {
    variables: BTreeSet<String>,
    plural_sets: Vec<BTreeSet<String>>,
    text: String,
}

impl Message {
    fn read_pattern(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => self.text.push_str(value),
                PatternElement::Placeable { expression } => self.read_expression(expression),
            }
        }
    }

    fn read_expression(&mut self, expression: &Expression<&str>) {
        match expression {
            Expression::Inline(inline) => self.read_inline(inline),
            Expression::Select { selector, variants } => {
                self.read_inline(selector);
                let mut forms = BTreeSet::new();
                for variant in variants {
                    if let VariantKey::Identifier { name } = variant.key {
                        forms.insert(name.to_owned());
                    }
                    self.read_pattern(&variant.value);
                }
                self.plural_sets.push(forms);
            }
        }
    }

    fn read_inline(&mut self, inline: &InlineExpression<&str>) {
        match inline {
            InlineExpression::VariableReference { id } => {
                self.variables.insert(id.name.to_owned());
            }
            InlineExpression::Placeable { expression } => self.read_expression(expression),
            _ => {}
        }
    }
}

/// Messages that are examples of addresses, the same in every language.
const SAME_IN_ALL_LANGUAGES: &[&str] = &["settings-proxy-hint", "settings-registry-hint"];

const fn plural_forms(language: Language) -> &'static [&'static str] {
    match language {
        Language::Kk | Language::En => &["one", "other"],
        Language::Ru => &["one", "few", "many"],
    }
}

/// Every key with its file, as the Kazakh files have them, in the order of the alphabet.
pub fn all_keys() -> BTreeMap<String, &'static str> {
    let mut keys = BTreeMap::new();
    for file in FILES {
        for (key, _) in read(file.source(Language::Kk)).0 {
            keys.insert(key, file.name);
        }
    }
    keys
}

fn read(source: &'static str) -> (Vec<(String, Message)>, Vec<String>) {
    let (resource, errors) = match parser::parse(source) {
        Ok(resource) => (resource, 0),
        Err((resource, errors)) => (resource, errors.len()),
    };
    let mut messages = Vec::new();
    let mut junk = Vec::new();
    for entry in &resource.body {
        match entry {
            Entry::Message(entry) => {
                let mut message = Message::default();
                if let Some(pattern) = &entry.value {
                    message.read_pattern(pattern);
                }
                messages.push((entry.id.name.to_owned(), message));
            }
            Entry::Junk { content } => junk.push(content.chars().take(60).collect()),
            _ => {}
        }
    }
    if errors > 0 && junk.is_empty() {
        junk.push(format!("{errors} errors"));
    }
    (messages, junk)
}

/// Compares the three languages and returns everything wrong; empty when all is well.
pub fn lint() -> Vec<LintFinding> {
    let mut findings = Vec::new();
    let mut seen: [BTreeSet<String>; 3] = Default::default();
    for file in FILES {
        let mut by_language = Vec::new();
        for (language, seen) in Language::ALL.into_iter().zip(&mut seen) {
            let (messages, junk) = read(file.source(language));
            findings.extend(junk.into_iter().map(|text| LintFinding::Syntax {
                language,
                file: file.name,
                text,
            }));
            for (key, message) in &messages {
                if !seen.insert(key.clone()) {
                    findings.push(LintFinding::Twice {
                        language,
                        key: key.clone(),
                    });
                }
                lint_message(language, key, message, &mut findings);
            }
            by_language.push((language, messages.into_iter().collect::<BTreeMap<_, _>>()));
        }
        lint_file(file.name, &by_language, &mut findings);
    }
    findings.sort();
    findings.dedup();
    findings
}

fn lint_message(language: Language, key: &str, message: &Message, findings: &mut Vec<LintFinding>) {
    if !is_key(key) {
        findings.push(LintFinding::Name {
            key: key.to_owned(),
        });
    }
    let forms: BTreeSet<String> = plural_forms(language)
        .iter()
        .map(|form| (*form).to_owned())
        .collect();
    if message.plural_sets.iter().any(|set| *set != forms) {
        findings.push(LintFinding::Plurals {
            language,
            key: key.to_owned(),
        });
    }
    // Abbreviations in capitals, as LMS and SHA-256, are the same everywhere.
    let has_words = message.text.chars().any(|c| c.is_ascii_lowercase());
    let has_cyrillic = message
        .text
        .chars()
        .any(|c| ('\u{0400}'..='\u{052F}').contains(&c));
    if language != Language::En
        && has_words
        && !has_cyrillic
        && !SAME_IN_ALL_LANGUAGES.contains(&key)
    {
        findings.push(LintFinding::Untranslated {
            language,
            key: key.to_owned(),
        });
    }
}

fn lint_file(
    file: &'static str,
    by_language: &[(Language, BTreeMap<String, Message>)],
    findings: &mut Vec<LintFinding>,
) {
    let keys: BTreeSet<&String> = by_language
        .iter()
        .flat_map(|(_, messages)| messages.keys())
        .collect();
    for key in keys {
        let expected = by_language
            .iter()
            .find_map(|(_, messages)| messages.get(key))
            .map(|message| message.variables.clone())
            .unwrap_or_default();
        for (language, messages) in by_language {
            match messages.get(key) {
                None => findings.push(LintFinding::Missing {
                    language: *language,
                    file,
                    key: key.clone(),
                }),
                Some(message) if message.variables != expected => {
                    findings.push(LintFinding::Variables {
                        language: *language,
                        key: key.clone(),
                        expected: expected.clone(),
                        found: message.variables.clone(),
                    });
                }
                Some(_) => {}
            }
        }
    }
}

/// Whether a text is written as a key: lower-case words and digits joined by hyphens, at least
/// two of them.
fn is_key(text: &str) -> bool {
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or_default();
    let named = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    let mut rest = 0;
    named(first)
        && first.starts_with(|c: char| c.is_ascii_lowercase())
        && parts.all(|part| {
            rest += 1;
            named(part)
        })
        && rest > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_named_by_area_and_thing() {
        for good in ["app-name", "visit-state-on-site", "act-field-10"] {
            assert!(is_key(good), "{good}");
        }
        for bad in [
            "app",
            "App-name",
            "app_name",
            "app--name",
            "-app",
            "app-",
            "1-a",
            "",
        ] {
            assert!(!is_key(bad), "{bad}");
        }
    }

    #[test]
    fn a_damaged_message_is_reported_and_the_others_are_read() {
        let (messages, junk) = read("good-one = Жақсы\nbad one = Жаман\ngood-two = Жақсы\n");
        let keys: Vec<&str> = messages.iter().map(|(key, _)| key.as_str()).collect();
        assert_eq!(keys, ["good-one", "good-two"]);
        assert_eq!(junk.len(), 1);
    }

    #[test]
    fn variables_are_found_inside_plural_forms() {
        let (messages, _) = read(
            "a-b = { $count ->\n    [one] { $name } бір\n   *[other] { $count }\n } { $place }\n",
        );
        let variables: Vec<&str> = messages[0].1.variables.iter().map(String::as_str).collect();
        assert_eq!(variables, ["count", "name", "place"]);
        assert_eq!(messages[0].1.plural_sets.len(), 1);
    }
}
