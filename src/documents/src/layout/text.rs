//! Breaks styled text into lines.

use crate::display::Color;
use crate::error::DocumentError;
use crate::face::{Face, Fonts};

/// A piece of text in one face and colour. Its `Debug` hides the words: they may be personal data.
#[derive(Clone, PartialEq)]
pub struct Span {
    /// The characters; `\n` breaks the line.
    pub text: String,
    /// Weight.
    pub face: Face,
    /// Colour.
    pub color: Color,
}

impl std::fmt::Debug for Span {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "Span({:?}, {} characters)",
            self.face,
            self.text.chars().count()
        )
    }
}

impl Span {
    /// Running text.
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            face: Face::Regular,
            color: Color::INK,
        }
    }
    /// A label.
    pub fn medium(text: impl Into<String>) -> Self {
        Self {
            face: Face::Medium,
            ..Self::plain(text)
        }
    }
    /// A word that must be seen.
    pub fn strong(text: impl Into<String>) -> Self {
        Self {
            face: Face::SemiBold,
            ..Self::plain(text)
        }
    }
    /// Secondary text.
    pub fn grey(text: impl Into<String>) -> Self {
        Self {
            color: Color::GREY,
            ..Self::plain(text)
        }
    }
    /// The same in another colour.
    pub fn colored(mut self, color: Color) -> Self {
        self.color = color;
        self
    }
}

impl From<&str> for Span {
    fn from(text: &str) -> Self {
        Span::plain(text)
    }
}

impl From<String> for Span {
    fn from(text: String) -> Self {
        Span::plain(text)
    }
}

/// A run of a line: text in one style at a distance from the start of the line.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Run {
    pub x: f32,
    pub face: Face,
    pub color: Color,
    pub text: String,
}

/// A line; trailing spaces are in the runs but not in the width.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Line {
    pub width: f32,
    pub runs: Vec<Run>,
}

/// A place where a word may be divided; seen only at the end of a line.
const SOFT_HYPHEN: char = '\u{AD}';
/// Room for a hyphen as a share of the font size.
const HYPHEN_WIDTH: f32 = 0.4;

struct Letter {
    c: char,
    style: usize,
    advance: f32,
    /// A line may end after this character.
    may_break: bool,
}

/// Breaks `spans`, set at `size` points, into lines at most `width` points wide.
///
/// Words are kept whole; a word wider than the line is cut between characters. There is always
/// at least one line.
pub(crate) fn break_lines(
    fonts: &Fonts,
    spans: &[Span],
    size: f32,
    width: f32,
) -> Result<Vec<Line>, DocumentError> {
    let letters = letters(fonts, spans, size)?;
    let mut lines = Vec::new();
    let mut start = 0;
    let mut breakable = None;
    let mut taken = 0.0_f32;
    let mut i = 0;
    while let Some(letter) = letters.get(i) {
        if letter.c == '\n' {
            lines.push(line(spans, letters.get(start..i).unwrap_or_default()));
            (start, breakable, taken) = (i + 1, None, 0.0);
            i += 1;
            continue;
        }
        // Spaces hang over the margin: only ink makes a line too wide. The tolerance absorbs
        // the rounding of sums made in another order when column widths are measured.
        // A line that may end with a hyphen needs room for it.
        if letter.c == SOFT_HYPHEN && taken + size * HYPHEN_WIDTH > width {
            i += 1;
            continue;
        }
        if letter.c != ' ' && taken + letter.advance > width + 0.01 && i > start {
            let end = match breakable {
                Some(end) if end > start => end,
                _ => i,
            };
            let mut broken = line(spans, letters.get(start..end).unwrap_or_default());
            if breakable == Some(end) && letters.get(end - 1).is_some_and(|l| l.c == SOFT_HYPHEN) {
                hyphenate(fonts, &mut broken, size);
            }
            lines.push(broken);
            start = end;
            while letters.get(start).is_some_and(|l| l.c == ' ') {
                start += 1;
            }
            (i, breakable, taken) = (start, None, 0.0);
            continue;
        }
        taken += letter.advance;
        if letter.may_break {
            breakable = Some(i + 1);
        }
        i += 1;
    }
    lines.push(line(spans, letters.get(start..).unwrap_or_default()));
    Ok(lines)
}

/// Ends a line with a visible hyphen. An ordinary one: the glyph fonts carry for the soft one is
/// empty.
fn hyphenate(fonts: &Fonts, line: &mut Line, size: f32) {
    let Some(run) = line.runs.last_mut() else {
        return;
    };
    if let Some(glyph) = fonts.glyph(run.face, '-') {
        run.text.push('-');
        line.width += glyph.advance * size;
    }
}

fn letters(fonts: &Fonts, spans: &[Span], size: f32) -> Result<Vec<Letter>, DocumentError> {
    let mut letters: Vec<Letter> = Vec::new();
    for (style, span) in spans.iter().enumerate() {
        for raw in span.text.chars() {
            // Some keyboards and file systems send й and ё in two characters.
            let composed = match (letters.last().map(|l| l.c), raw) {
                (Some('и'), '\u{306}') => Some('й'),
                (Some('И'), '\u{306}') => Some('Й'),
                (Some('е'), '\u{308}') => Some('ё'),
                (Some('Е'), '\u{308}') => Some('Ё'),
                _ => None,
            };
            if composed.is_some() {
                letters.pop();
            }
            if raw == SOFT_HYPHEN {
                letters.push(Letter {
                    c: raw,
                    style,
                    advance: 0.0,
                    may_break: false,
                });
                continue;
            }
            let Some(c) = fonts.printable(span.face, composed.unwrap_or(raw))? else {
                continue;
            };
            let advance = fonts.glyph(span.face, c).map_or(0.0, |g| g.advance * size);
            letters.push(Letter {
                c,
                style,
                advance,
                may_break: false,
            });
        }
    }
    let characters: Vec<char> = letters.iter().map(|l| l.c).collect();
    for (i, letter) in letters.iter_mut().enumerate() {
        let before = i.checked_sub(1).and_then(|b| characters.get(b)).copied();
        letter.may_break = may_break(
            before,
            letter.c,
            characters.get(i + 1).copied(),
            characters.get(i + 2),
        );
    }
    Ok(letters)
}

fn may_break(before: Option<char>, c: char, next: Option<char>, after: Option<&char>) -> bool {
    let Some(next) = next else { return false };
    match c {
        // A dash does not begin a line, and a number does not leave its sign.
        ' ' => {
            let dash_follows = matches!(next, '—' | '–') && after == Some(&' ');
            !dash_follows && !matches!(before, Some('№' | '§')) && next != ' '
        }
        '-' => before.is_some_and(char::is_alphabetic) && next.is_alphabetic(),
        '—' | '–' => before.is_some_and(char::is_alphabetic) && next.is_alphabetic(),
        '/' => {
            before.is_some_and(char::is_alphanumeric)
                && next.is_alphanumeric()
                && !before.is_some_and(|b| b.is_ascii_digit())
        }
        // A hyphen divides a word: after a space there is none to divide.
        SOFT_HYPHEN => next != ' ' && before.is_some_and(|b| !b.is_whitespace()),
        _ => false,
    }
}

fn line(spans: &[Span], letters: &[Letter]) -> Line {
    let mut runs: Vec<Run> = Vec::new();
    let mut current = None;
    let mut x = 0.0;
    for letter in letters {
        if current != Some(letter.style) {
            if let Some(span) = spans.get(letter.style) {
                runs.push(Run {
                    x,
                    face: span.face,
                    color: span.color,
                    text: String::new(),
                });
            }
            current = Some(letter.style);
        }
        if let Some(run) = runs.last_mut()
            && letter.c != SOFT_HYPHEN
        {
            run.text.push(letter.c);
        }
        x += letter.advance;
    }
    // A soft hyphen among the spaces takes no room and prints nothing.
    let hanging: f32 = letters
        .iter()
        .rev()
        .take_while(|l| matches!(l.c, ' ' | SOFT_HYPHEN))
        .map(|l| l.advance)
        .sum();
    Line {
        width: x - hanging,
        runs,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(text: &str, width: f32) -> Vec<String> {
        let fonts = Fonts::load().unwrap();
        break_lines(fonts, &[Span::plain(text)], 10.0, width)
            .unwrap()
            .into_iter()
            .map(|line| line.runs.into_iter().map(|run| run.text).collect())
            .collect()
    }

    #[test]
    fn words_stay_whole_and_nothing_is_lost() {
        let text = "Әр үй-жайдың мақсаты оқу процесіне сәйкес келуі тиіс";
        let lines = broken(text, 90.0);
        assert!(lines.len() > 2);
        assert_eq!(lines.concat(), text);
        let whole: Vec<&str> = text.split(' ').collect();
        for line in &lines {
            for word in line.trim_end().split(' ') {
                assert!(whole.iter().any(|w| w.contains(word)), "{word} was cut");
            }
        }
    }

    #[test]
    fn a_word_wider_than_the_line_is_cut_and_every_line_fits() {
        let hash = "b1946ac92492d2347c6235b4d2611184b1946ac92492d2347c6235b4d2611184";
        let fonts = Fonts::load().unwrap();
        let lines = break_lines(fonts, &[Span::plain(hash)], 10.0, 60.0).unwrap();
        assert!(lines.len() > 4);
        assert!(lines.iter().all(|line| line.width <= 60.1));
        assert_eq!(broken(hash, 60.0).concat(), hash);
    }

    #[test]
    fn a_column_narrower_than_a_letter_still_ends() {
        assert_eq!(broken("абв", 0.0), ["а", "б", "в"]);
        assert_eq!(broken("", 0.0), [""]);
    }

    #[test]
    fn no_break_spaces_and_the_number_sign_hold_their_words() {
        let lines = broken("приказ № 1234567 от 21\u{A0}ноября\u{202F}2026", 60.0);
        assert!(
            lines.iter().any(|line| line.starts_with("№ 1234567")),
            "{lines:?}"
        );
        assert!(
            lines.iter().all(|line| !line.starts_with("ноября")),
            "{lines:?}"
        );
    }

    #[test]
    fn a_dash_does_not_begin_a_line() {
        for width in 70..120_u8 {
            for line in broken("Вуз — исполнитель услуги — обязан", f32::from(width))
            {
                assert!(!line.starts_with('—'), "{width}: {line}");
            }
        }
    }

    #[test]
    fn a_word_with_soft_hyphens_is_divided_there_and_nowhere_else() {
        let text = "Соответ\u{AD}ствует";
        assert_eq!(broken(text, 200.0), ["Соответствует"]);
        let lines = broken(text, 45.0);
        assert_eq!(lines, ["Соответ-", "ствует"]);
    }

    #[test]
    fn soft_hyphens_among_spaces_neither_print_nor_widen_a_line() {
        let fonts = Fonts::load().unwrap();
        let text = "аf\u{AD} \u{AD} u0a";
        let lines = break_lines(fonts, &[Span::plain(text)], 9.0, 13.2).unwrap();
        assert!(lines.iter().all(|line| line.width <= 13.3), "{lines:?}");
        assert!(broken(text, 13.2).iter().all(|line| !line.contains('-')));
    }

    #[test]
    fn letters_sent_in_two_characters_are_joined() {
        assert_eq!(broken("и\u{306}е\u{308}", 100.0), ["йё"]);
    }

    proptest::proptest! {
        /// Whatever is typed and however narrow the column: every letter is printed once, in
        /// order, and no line is wider than the column unless it is a single letter.
        #[test]
        fn breaking_loses_nothing_and_keeps_the_margin(
            text in "[а-яёәғқңөұүһіА-Я0-9a-z .,;№/—\\-\u{A0}\u{202F}\u{AD}\n\u{200B}]{0,160}",
            width in 0.0_f32..200.0,
        ) {
            let fonts = Fonts::load().unwrap();
            let spans = [Span::plain(&text[..text.len() / 2 - back(&text)]), Span::strong("ә"), Span::plain(&text)];
            let given: String = spans.iter().map(|span| span.text.as_str()).collect();
            let lines = break_lines(fonts, &spans, 9.0, width).unwrap();
            let inked = |c: &char| !c.is_whitespace() && !"\u{A0}\u{202F}\u{AD}\u{200B}-".contains(*c);
            let printed: String = lines.iter().flat_map(|l| &l.runs).map(|r| r.text.as_str()).collect();
            proptest::prop_assert_eq!(
                printed.chars().filter(inked).collect::<String>(),
                given.chars().filter(inked).collect::<String>()
            );
            for line in &lines {
                let letters: usize = line.runs.iter().map(|r| r.text.trim_end().chars().count()).sum();
                proptest::prop_assert!(line.width <= width + 0.1 || letters <= 1, "{:?}", line);
            }
        }
    }

    /// Bytes from the middle of a text back to the start of a character.
    fn back(text: &str) -> usize {
        (0..4)
            .find(|n| text.is_char_boundary((text.len() / 2).saturating_sub(*n)))
            .unwrap_or(0)
    }
}
