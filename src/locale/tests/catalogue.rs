//! The message files: complete, alike in all languages, printable with the product's fonts.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use baqylau_locale::{Arg, FILES, Language, Locale, all_keys, is_missing, lint};

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[test]
fn the_languages_say_the_same_things() {
    let findings: Vec<String> = lint().iter().map(ToString::to_string).collect();
    assert!(findings.is_empty(), "\n{}", findings.join("\n"));
}

#[test]
fn the_table_of_files_lists_every_file_of_the_folders() {
    let table: BTreeSet<String> = FILES.iter().map(|file| file.name.to_owned()).collect();
    assert_eq!(table.len(), FILES.len(), "a file is listed twice");
    for language in Language::ALL {
        let folder = workspace().join("i18n").join(language.code());
        let found: BTreeSet<String> = std::fs::read_dir(&folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        assert_eq!(found, table, "{}", folder.display());
    }
}

#[test]
fn every_message_can_be_shown_in_every_language() {
    let keys = all_keys();
    assert!(keys.len() > 450, "only {} keys", keys.len());
    // One set of arguments that satisfies any message; texts stand for numbers as well.
    let names = variables();
    for language in Language::ALL {
        let locale = Locale::new(language);
        for count in [0, 1, 2, 5, 21] {
            let args: Vec<(&str, Arg<'_>)> = names
                .iter()
                .map(|name| (name.as_str(), Arg::Int(count)))
                .collect();
            for key in keys.keys() {
                let text = locale.format(key, &args);
                assert!(!is_missing(&text), "{language}: {key}");
                assert!(!text.trim().is_empty(), "{language}: {key} is empty");
                assert!(
                    !text.contains("  "),
                    "{language}: {key}: two spaces: {text}"
                );
                assert!(!text.contains(['{', '}', '$']), "{language}: {key}: {text}");
            }
        }
    }
}

/// A title and its `-detail` are shown as two sentences of one paragraph.
#[test]
fn a_title_with_a_detail_has_no_full_stop_and_the_detail_has_one() {
    for file in FILES {
        for language in Language::ALL {
            let messages: Vec<(&str, &str)> = file
                .source(language)
                .lines()
                .filter_map(|line| line.split_once(" = "))
                .collect();
            for (key, text) in &messages {
                let Some(title) = key.strip_suffix("-detail") else {
                    continue;
                };
                assert!(
                    text.ends_with(['.', '…', '?']) || text.ends_with("->"),
                    "{language}: {key} should end with a full stop"
                );
                if let Some((_, text)) = messages.iter().find(|(key, _)| *key == title) {
                    assert!(
                        !text.ends_with('.'),
                        "{language}: {title} ends with a full stop"
                    );
                }
            }
        }
    }
}

/// Names of all variables, read from the files.
fn variables() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for file in FILES {
        for part in file.source(Language::Kk).split('$').skip(1) {
            names.insert(
                part.chars()
                    .take_while(|c| c.is_ascii_alphanumeric() || *c == '-' || *c == '_')
                    .collect(),
            );
        }
    }
    names
}

#[test]
fn kazakh_and_russian_words_hold_no_latin_look_alikes() {
    for file in FILES {
        for language in [Language::Kk, Language::Ru] {
            for line in file.source(language).lines() {
                for word in line.split(|c: char| !c.is_alphabetic()) {
                    let cyrillic = word.chars().any(|c| ('\u{0400}'..='\u{052F}').contains(&c));
                    let latin = word.chars().any(|c| c.is_ascii_alphabetic());
                    assert!(
                        !(cyrillic && latin),
                        "{language}/{}: {word} mixes alphabets in: {line}",
                        file.name
                    );
                }
            }
        }
    }
}

#[test]
fn russian_texts_hold_no_kazakh_letters_and_english_no_cyrillic_ones() {
    for file in FILES {
        for (number, line) in file.source(Language::Ru).lines().enumerate() {
            assert!(
                !line.contains(|c| "ӘәҒғҚқҢңӨөҰұҮүҺһІі".contains(c)) || line.starts_with("app-"),
                "ru/{}:{}: {line}",
                file.name,
                number + 1
            );
        }
        for (number, line) in file.source(Language::En).lines().enumerate() {
            assert!(
                !line.contains(|c: char| ('\u{0400}'..='\u{052F}').contains(&c)),
                "en/{}:{}: {line}",
                file.name,
                number + 1
            );
        }
    }
}

#[test]
fn the_fonts_have_every_character_that_is_shown() {
    let fonts = workspace().join("assets/fonts");
    let main = std::fs::read(fonts.join("IBMPlexSans_400Regular.ttf")).unwrap();
    let main = ttf_parser::Face::parse(&main, 0).unwrap();
    let mut shown: BTreeSet<char> = FILES
        .iter()
        .flat_map(|file| Language::ALL.map(|language| file.source(language)))
        .flat_map(str::chars)
        .collect();
    shown.remove(&'\n');
    shown.extend([baqylau_locale::NNBSP, baqylau_locale::NBSP, '₸']);
    let without_glyph: Vec<char> = shown
        .into_iter()
        .filter(|c| main.glyph_index(*c).is_none())
        .collect();
    assert!(without_glyph.is_empty(), "{without_glyph:?}");
}
