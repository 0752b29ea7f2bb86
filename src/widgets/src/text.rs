//! Text in the styles of the house: builders for `RichText` and ready labels.

use egui::text::{LayoutJob, TextFormat};
use egui::{Align, Color32, Label, Response, RichText, Ui};

use crate::fonts::{self, Weight};
use crate::tokens::{Tone, tokens};

/// Page title, 20/28, semibold.
pub fn title(text: &str) -> RichText {
    styled(text, Weight::SemiBold, fonts::TITLE, 28.0)
}

/// Section title, 16/24, semibold.
pub fn section(text: &str) -> RichText {
    styled(text, Weight::SemiBold, fonts::SECTION, 24.0)
}

/// Running text, 14/20.
pub fn body(text: &str) -> RichText {
    styled(text, Weight::Regular, fonts::BODY, 20.0)
}

/// Running text that must be found quickly, 14/20, medium.
pub fn medium(text: &str) -> RichText {
    styled(text, Weight::Medium, fonts::BODY, 20.0)
}

/// Emphasis inside running text, 14/20, semibold.
pub fn strong(text: &str) -> RichText {
    styled(text, Weight::SemiBold, fonts::BODY, 20.0)
}

/// Register text, 13/20.
pub fn table(text: &str) -> RichText {
    styled(text, Weight::Regular, fonts::TABLE, 20.0)
}

/// Captions and hints, 12/16.
pub fn small(text: &str) -> RichText {
    styled(text, Weight::Regular, fonts::SMALL, 16.0)
}

/// Secondary text, 14/20; the colour follows the theme at display.
pub fn muted(text: &str) -> RichText {
    body(text).weak()
}

/// Captions in the secondary colour, 12/16.
pub fn small_muted(text: &str) -> RichText {
    small(text).weak()
}

/// A large figure on a card, 22/28, semibold. Digits are tabular.
pub fn figure(text: &str) -> RichText {
    styled(text, Weight::SemiBold, 22.0, 28.0)
}

/// Sums, hashes and numbers that stand under each other, 13/20: IBM Plex digits are tabular.
pub fn digits(text: &str) -> RichText {
    styled(text, Weight::Regular, fonts::TABLE, 20.0)
}

fn styled(text: &str, weight: Weight, size: f32, line: f32) -> RichText {
    RichText::new(text)
        .font(fonts::font(weight, size))
        .line_height(Some(line))
}

/// A text that never ends a line after "№" or inside a number: the sign and its number are one
/// word, and so are the groups of a sum. Lines are broken at a narrow no-break space, though it says
/// no; at a wide one they aren't.
pub fn kept_together(text: &str) -> std::borrow::Cow<'_, str> {
    if text.contains("№ ") || text.contains('\u{202f}') {
        let text = text.replace("№ ", "№\u{a0}");
        text.replace('\u{202f}', "\u{a0}").into()
    } else {
        text.into()
    }
}

/// Shows text in the colour of a tone.
pub fn toned(ui: &mut Ui, text: RichText, tone: Tone) -> Response {
    let color = tokens(ui).ink(tone);
    ui.add(Label::new(text.color(color)))
}

/// Shows text on one line, cut with "…" where there is no room; the whole text is the tooltip.
pub fn truncated(ui: &mut Ui, text: RichText) -> Response {
    ui.add(Label::new(text).truncate())
}

/// Shows a text the user may select and copy: numbers of acts, hashes, requisites.
pub fn selectable(ui: &mut Ui, text: RichText) -> Response {
    ui.add(Label::new(text).selectable(true))
}

/// Lays out one line (wrapped at `width` where finite) in a weight, size and colour;
/// cut with "…" after `rows` lines.
pub(crate) fn job(
    text: &str,
    weight: Weight,
    size: f32,
    color: Color32,
    width: f32,
    rows: usize,
) -> LayoutJob {
    let mut job = LayoutJob::default();
    job.append(
        text,
        0.0,
        TextFormat {
            font_id: fonts::font(weight, size),
            color,
            line_height: (rows != 1).then(|| line_height(size)),
            valign: Align::Center,
            ..TextFormat::default()
        },
    );
    job.wrap.max_width = width.max(8.0);
    job.wrap.max_rows = rows;
    job.wrap.break_anywhere = rows == 1;
    job
}

/// Line height that belongs to a size of the scale.
pub fn line_height(size: f32) -> f32 {
    match size {
        s if s >= 20.0 => s * 1.4,
        s if s >= 16.0 => 24.0,
        s if s >= 13.0 => 20.0,
        _ => 16.0,
    }
}

/// Longest end that is kept where a name is cut, in characters.
const LONGEST_END: usize = 14;

/// Where the number at the end of a name begins, with the sign before it: "№ 12", "No. 7а". Schools
/// of a place are told apart by it alone. A year, a time or a date is no such number.
fn numbered_end(text: &str) -> Option<usize> {
    let closing = |c: char| c.is_whitespace() || "»”\"'’)".contains(c);
    let name = text.trim_end_matches(closing);
    let (before, number) = name.rsplit_once(char::is_whitespace)?;
    let bare = number.trim_start_matches(['№', '#', '-', '–']);
    let figures = bare.chars().take_while(char::is_ascii_digit).count();
    let plain = |c: char| c.is_alphanumeric() || "/-".contains(c);
    if figures == 0 || !bare.chars().all(plain) {
        return None;
    }
    let before = before.trim_end();
    let (rest, sign) = before
        .rsplit_once(char::is_whitespace)
        .unwrap_or(("", before));
    let signed = ["№", "No.", "No", "N", "N°", "#"].contains(&sign);
    let year = figures == 4 && bare.chars().count() == 4 && bare.starts_with(['1', '2']);
    if year && !signed && bare.len() == number.len() {
        return None;
    }
    let head = if signed { rest.trim_end() } else { before };
    // What isn't a name ("1 234") is cut as it always was.
    let named = head.chars().any(char::is_alphabetic);
    let end = text.get(head.len()..)?;
    (named && end.chars().count() <= LONGEST_END).then_some(head.len())
}

/// A line of a name with a number at its end, cut before the number where there is no room for all;
/// what stands in brackets behind it goes first. `None` where the text has none, where the first
/// `shown` characters hold it, or there is no room for it either.
fn line_to_number(
    ui: &Ui,
    text: &str,
    shown: usize,
    (weight, size, color, width): (Weight, f32, Color32, f32),
) -> Option<std::sync::Arc<egui::Galley>> {
    let whole = text.trim_end();
    let name = match whole.rsplit_once(" (") {
        Some((name, _)) if whole.ends_with(')') => name,
        _ => whole,
    };
    let more = name.len() < whole.len();
    if more && shown > name.chars().count() {
        return None;
    }
    let (head, end) = name.split_at_checked(numbered_end(name)?)?;
    let end = if more {
        format!("{end}…")
    } else {
        end.to_owned()
    };
    let laid = |text: &str, width: f32| {
        let job = job(text, weight, size, color, width, 1);
        ui.painter().layout_job(job)
    };
    let room = width - laid(&end, f32::INFINITY).size().x;
    // A number with nothing before it names nothing.
    if room < size * 2.5 {
        return None;
    }
    let cut = laid(head, room);
    let shown = cut.rows.first()?.glyphs.len();
    // Laid out together they may take a little more than each alone.
    (0..3).find_map(|less| {
        let kept = shown.checked_sub(1 + less)?;
        let head: String = head.chars().take(kept).collect();
        let line = laid(&format!("{}…{end}", head.trim_end()), f32::INFINITY);
        (line.size().x <= width + 0.5).then_some(line)
    })
}

/// One laid-out line, cut with "…" at `width`; of a name with a number at its end, the number stays.
pub fn line(
    ui: &Ui,
    text: &str,
    weight: Weight,
    size: f32,
    color: Color32,
    width: f32,
) -> std::sync::Arc<egui::Galley> {
    let line = ui
        .painter()
        .layout_job(job(text, weight, size, color, width, 1));
    if !line.elided {
        return line;
    }
    let shown = line.rows.first().map_or(0, |row| row.glyphs.len());
    line_to_number(ui, text, shown, (weight, size, color, width)).unwrap_or(line)
}

/// Laid out on up to `rows` lines, cut with "…" after the last.
pub fn lines(
    ui: &Ui,
    text: &str,
    weight: Weight,
    size: f32,
    color: Color32,
    width: f32,
    rows: usize,
) -> std::sync::Arc<egui::Galley> {
    ui.painter()
        .layout_job(job(text, weight, size, color, width, rows))
}

/// Paints a galley with its vertical middle on `y`.
pub fn paint_at(ui: &Ui, galley: &std::sync::Arc<egui::Galley>, x: f32, y: f32) {
    let pos = egui::pos2(x, y - galley.size().y / 2.0);
    ui.painter()
        .galley(pos, galley.clone(), Color32::PLACEHOLDER);
}
