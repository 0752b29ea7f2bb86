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

/// One laid-out line, cut with "…" at `width`.
pub fn line(
    ui: &Ui,
    text: &str,
    weight: Weight,
    size: f32,
    color: Color32,
    width: f32,
) -> std::sync::Arc<egui::Galley> {
    ui.painter()
        .layout_job(job(text, weight, size, color, width, 1))
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
