//! Folding of text for search: what people mean, whatever keyboard they typed it on.

/// Folds a text for search.
///
/// Case, ё/е, Kazakh letters and the Russian ones typed instead of them (ә→а, ғ→г, қ→к, ң→н,
/// ө→о, ұ ү→у, һ→х, і→и), Latin letters that look like Cyrillic ones, kinds of spaces, dashes and
/// quotes make no difference afterwards. й stays itself. Folding twice changes nothing more.
///
/// A word that has a Cyrillic letter is taken for a Cyrillic one: its Latin look-alikes are read
/// by their shape (H is Н, h is Һ). In a purely Latin word both cases of a letter fold alike.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut word = String::new();
    let mut pending_space = false;
    for c in text.chars() {
        if is_combining(c) && word.is_empty() {
            // An accent without a letter.
            continue;
        }
        if is_word(c) {
            if pending_space && !out.is_empty() {
                out.push(' ');
            }
            pending_space = false;
            word.push(c);
            continue;
        }
        fold_word(&word, &mut out);
        word.clear();
        match c {
            // Soft hyphens, joiners, direction marks and the byte order mark are invisible.
            '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' => {}
            c if c.is_whitespace() => pending_space = true,
            c => {
                if pending_space && !out.is_empty() {
                    out.push(' ');
                }
                pending_space = false;
                out.push(match c {
                    '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
                    '«' | '»' | '“' | '”' | '„' | '‟' => '"',
                    '‘' | '’' | '‚' | 'ʼ' | '`' => '\'',
                    c => c,
                });
            }
        }
    }
    fold_word(&word, &mut out);
    out
}

/// Letters, and the combining marks that may follow them.
fn is_word(c: char) -> bool {
    (c.is_alphabetic() && c != 'ʼ') || is_combining(c)
}

fn is_combining(c: char) -> bool {
    ('\u{0300}'..='\u{036F}').contains(&c)
}

fn fold_word(word: &str, out: &mut String) {
    let cyrillic = word.chars().any(is_cyrillic);
    let start = out.len();
    for c in word.chars() {
        if is_combining(c) {
            // A decomposed й (и with a breve) is the letter й; other marks are accents.
            if c == '\u{0306}' && out.len() > start && out.ends_with('и') {
                out.pop();
                out.push('й');
            }
            continue;
        }
        let shape = if cyrillic { by_shape(c) } else { c };
        for lower in shape.to_lowercase() {
            if !is_combining(lower) {
                out.push(fold_letter(lower));
            }
        }
    }
}

fn is_cyrillic(c: char) -> bool {
    ('\u{0400}'..='\u{052F}').contains(&c) || matches!(c, 'Ə' | 'ə' | 'Ɵ' | 'ɵ')
}

/// Latin letters inside a Cyrillic word, read by what they look like in this very case.
fn by_shape(c: char) -> char {
    match c {
        'B' => 'в',
        'H' => 'н',
        'h' => 'х',
        c => c,
    }
}

fn fold_letter(c: char) -> char {
    match c {
        'ё' | 'e' => 'е',
        'ә' | 'ə' | 'a' => 'а',
        'ғ' => 'г',
        'қ' | 'k' => 'к',
        'ң' => 'н',
        'ө' | 'ɵ' | 'o' => 'о',
        'ұ' | 'ү' | 'y' => 'у',
        'һ' | 'x' => 'х',
        'і' | 'i' | 'ı' => 'и',
        'b' => 'в',
        'c' => 'с',
        'h' => 'н',
        'm' => 'м',
        'p' => 'р',
        't' => 'т',
        c => c,
    }
}

/// Whether a text contains every word of a query, in any order and at any place.
pub fn matches(query: &str, text: &str) -> bool {
    matches_folded(&fold(query), &fold(text))
}

/// As [`matches()`], for a query and a text that were folded before. An empty query finds all.
pub fn matches_folded(query: &str, text: &str) -> bool {
    query.split(' ').all(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_kazakh_name_is_found_from_a_russian_keyboard() {
        for (query, text) in [
            ("кунанбаев", "Құнанбаев Абай"),
            ("елкин", "Ёлкин"),
            ("касым", "ҚАСЫМ"),
            ("жангелдин", "Жангелдин"),
            ("онир", "Өңір"),
            ("ауежай", "Әуежай"),
            ("жиханкез", "Жиһанкез"),
            ("абай құн", "Құнанбаев Абай"),
            ("улги лицей", "«Үлгі» мектеп-лицейі"),
        ] {
            assert!(matches(query, text), "{query} in {text}: {}", fold(text));
        }
        assert!(!matches("абай жок", "Құнанбаев Абай"));
        assert!(matches("", "Абай"));
        assert!(matches("  ", "Абай"));
    }

    #[test]
    fn look_alike_letters_are_the_same_letter() {
        for (latin, cyrillic) in [
            ("Iле", "Іле"),
            ("жиhаз", "жиһаз"),
            ("Əлем", "Әлем"),
            ("Ɵзен", "Өзен"),
            ("BHП", "ВНП"),
            ("A-12", "А-12"),
            ("CAO", "САО"),
        ] {
            assert_eq!(fold(latin), fold(cyrillic));
        }
    }

    #[test]
    fn a_decomposed_letter_is_the_composed_one() {
        assert_eq!(fold("Ки\u{0306}н"), fold("Кйн"));
        assert_eq!(fold("е\u{0308}лка"), fold("ёлка"));
        assert_ne!(fold("мой"), fold("мои"));
    }

    #[test]
    fn spaces_dashes_and_quotes_do_not_matter() {
        assert_eq!(
            fold("  «Дарын»\u{00A0}\u{202F}лицей — №\u{2009}5\u{00AD} "),
            fold("\"дарын\" лицей - № 5")
        );
    }

    #[test]
    fn latin_words_fold_alike_in_both_cases() {
        assert_eq!(fold("HELLO Baqylau"), fold("hello bAQYLAU"));
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in any::<String>()) {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once.clone());
        }

        #[test]
        fn a_mixed_keyboard_changes_nothing_the_second_time(text in "[A-Za-zА-Яа-яәғқңөұүһіӘҒҚҢӨҰҮҺІёй \u{0306}\u{0308}-]{0,16}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once.clone());
            prop_assert!(matches(&text, &text));
        }
    }
}
