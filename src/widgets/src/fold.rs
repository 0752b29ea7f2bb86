//! Folding and fuzzy matching of what people type into a search field.

/// Lower case with the look-alikes of search folded: ё→е, ә→а, ғ→г, қ→к, ң→н, ө→о, ұ ү→у, һ→х,
/// і→и. So a Russian keyboard finds Kazakh names.
pub fn fold(text: &str) -> String {
    text.chars()
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            'ё' => 'е',
            'ә' => 'а',
            'ғ' => 'г',
            'қ' => 'к',
            'ң' => 'н',
            'ө' => 'о',
            'ұ' | 'ү' => 'у',
            'һ' => 'х',
            'і' => 'и',
            other => other,
        })
        .collect()
}

/// How well folded `text` answers the folded `query`: higher is better, `None` is no match.
/// Whole words and beginnings of words count most; letters must come in order.
pub fn score(query: &str, text: &str) -> Option<i32> {
    if query.is_empty() {
        return Some(0);
    }
    if let Some(at) = text.find(query) {
        let starts_word = at == 0
            || text
                .get(..at)
                .and_then(|s| s.chars().last())
                .is_some_and(|c| !c.is_alphanumeric());
        let early = 40 - (at as i32).min(40);
        return Some(200 + early + if starts_word { 100 } else { 0 });
    }
    // Every word of the query somewhere, in any order.
    let mut words = query.split_whitespace().peekable();
    if query.contains(' ') && words.peek().is_some() && words.all(|w| text.contains(w)) {
        return Some(150);
    }
    let mut rest = text.chars().peekable();
    let mut total = 0;
    let mut previous = ' ';
    let mut run = 0;
    for wanted in query.chars().filter(|c| !c.is_whitespace()) {
        loop {
            let found = rest.next()?;
            let starts_word = !previous.is_alphanumeric();
            previous = found;
            if found == wanted {
                run += 1;
                total += run + if starts_word { 8 } else { 0 };
                break;
            }
            run = 0;
        }
    }
    Some(total.min(140))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_russian_keyboard_finds_kazakh_names() {
        assert_eq!(fold("Қызылорда"), fold("Кызылорда"));
        assert_eq!(fold("Өскемен"), fold("Оскемен"));
        assert_eq!(fold("Щёлково"), "щелково");
    }

    #[test]
    fn a_whole_word_beats_scattered_letters() {
        let word = score("акт", "подписать акт").unwrap_or(0);
        let inside = score("акт", "контакты").unwrap_or(0);
        let scattered = score("акт", "архив контрактных").unwrap_or(0);
        assert!(
            word > inside && inside > scattered - 1,
            "{word} {inside} {scattered}"
        );
        assert_eq!(score("яяя", "подписать акт"), None);
    }
}
