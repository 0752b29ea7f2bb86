//! What a cell shows: data, painted by the table, so that a frame of a register stays cheap.

use std::borrow::Cow;

use egui::{CornerRadius, Rect, Stroke, Ui, pos2, vec2};

use super::columns::ColumnAlign;
use crate::fonts::{TABLE, Weight};
use crate::icon::{self, Icon};
use crate::tag::Tag;
use crate::text;
use crate::tokens::{RADIUS_TAG, Tone, tokens};

/// The content of one cell, already formatted.
#[derive(Clone, Debug, Default)]
pub struct Cell<'a> {
    text: Cow<'a, str>,
    look: Look,
    icon: Option<Icon>,
    kept: usize,
    struck: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Default)]
enum Look {
    #[default]
    Plain,
    Strong,
    Muted,
    Toned(Tone),
    Tag(Tone),
    Progress(f32, Tone),
}

impl<'a> Cell<'a> {
    /// Ordinary text or number.
    pub fn text(text: impl Into<Cow<'a, str>>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    /// Nothing.
    pub fn empty() -> Self {
        Self::default()
    }

    /// Emphasised: totals, the main column.
    pub fn strong(text: impl Into<Cow<'a, str>>) -> Self {
        Self {
            look: Look::Strong,
            ..Self::text(text)
        }
    }

    /// Secondary: zeros, remarks.
    pub fn muted(text: impl Into<Cow<'a, str>>) -> Self {
        Self {
            look: Look::Muted,
            ..Self::text(text)
        }
    }

    /// In the colour of a tone.
    pub fn toned(tone: Tone, text: impl Into<Cow<'a, str>>) -> Self {
        Self {
            look: Look::Toned(tone),
            ..Self::text(text)
        }
    }

    /// A status.
    pub fn tag(tone: Tone, text: impl Into<Cow<'a, str>>) -> Self {
        Self {
            look: Look::Tag(tone),
            ..Self::text(text)
        }
    }

    /// A share (0 to 1) as a bar with its words.
    pub fn progress(share: f32, tone: Tone, text: impl Into<Cow<'a, str>>) -> Self {
        Self {
            look: Look::Progress(share, tone),
            ..Self::text(text)
        }
    }

    /// With an icon before the text.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// Where there is no room for the whole text its last characters stay, and what is before
    /// them is cut: what tells rows apart may stand at the end.
    pub fn keep_end(mut self, characters: usize) -> Self {
        self.kept = characters;
        self
    }

    /// Struck through and faint: a sum that doesn't count in the totals below it.
    pub fn struck(mut self) -> Self {
        self.struck = true;
        self
    }

    pub(super) fn is_struck(&self) -> bool {
        self.struck && !self.text.is_empty()
    }

    /// The words, for the screen reader and for copying.
    pub fn words(&self) -> &str {
        &self.text
    }

    pub(super) fn paint(&self, ui: &Ui, rect: Rect, align: ColumnAlign) {
        let t = tokens(ui);
        let inner = rect.shrink2(vec2(8.0, 0.0));
        if inner.width() < 4.0 || (self.text.is_empty() && self.icon.is_none()) {
            return;
        }
        let y = rect.center().y;
        let (weight, ink) = match self.look {
            Look::Plain | Look::Progress(..) => (Weight::Regular, t.text),
            Look::Strong => (Weight::SemiBold, t.text),
            Look::Muted => (Weight::Regular, t.muted),
            Look::Toned(tone) => (Weight::Regular, t.ink(tone)),
            Look::Tag(tone) => {
                let mut tag = Tag::new(tone, &self.text).max_width(inner.width());
                if let Some(icon) = self.icon {
                    tag = tag.icon(icon);
                }
                let width = tag.measure(ui).x;
                let left = match align {
                    ColumnAlign::Left => inner.left(),
                    ColumnAlign::Right => inner.right() - width,
                };
                tag.paint(ui, left, y);
                return;
            }
        };
        let ink = if self.struck { t.muted } else { ink };
        let mut inner = inner;
        if let Some(glyph) = self.icon {
            icon::paint(ui.painter(), glyph, pos2(inner.left() + 7.0, y), 14.0, ink);
            inner.min.x += 20.0;
        }
        if let Look::Progress(share, tone) = self.look {
            let words = text::line(ui, &self.text, weight, 12.0, t.muted, inner.width() * 0.6);
            let left = inner.right() - words.size().x;
            text::paint_at(ui, &words, left, y);
            let bar = Rect::from_min_max(pos2(inner.left(), y - 3.0), pos2(left - 8.0, y + 3.0));
            if bar.width() > 8.0 {
                let radius = CornerRadius::same(3);
                ui.painter().rect_filled(bar, radius, t.hover_strong);
                let share = if share.is_finite() {
                    share.clamp(0.0, 1.0)
                } else {
                    0.0
                };
                let done = Rect::from_min_size(bar.min, vec2(bar.width() * share, bar.height()));
                if done.width() >= 1.0 {
                    ui.painter().rect_filled(done, radius, t.ink(tone));
                }
            }
            return;
        }
        let galley = text::line(ui, &self.text, weight, TABLE, ink, inner.width());
        let x = match align {
            ColumnAlign::Left => inner.left(),
            ColumnAlign::Right => inner.right() - galley.size().x,
        };
        let end = self
            .text
            .char_indices()
            .rev()
            .nth(self.kept.wrapping_sub(1));
        let whole = || text::job(&self.text, weight, TABLE, ink, inner.width(), 1);
        if let Some((from, _)) = end.filter(|_| ui.painter().layout_job(whole()).elided) {
            let (head, tail) = self.text.split_at(from);
            let tail = text::line(ui, tail, weight, TABLE, ink, inner.width());
            let room = inner.width() - tail.size().x;
            let head = text::line(ui, head, weight, TABLE, ink, room);
            text::paint_at(ui, &head, inner.left(), y);
            text::paint_at(ui, &tail, inner.left() + head.size().x, y);
            return;
        }
        text::paint_at(ui, &galley, x, y);
        if self.struck {
            let across = x..=x + galley.size().x;
            ui.painter()
                .hline(across, y.round() + 0.5, Stroke::new(1.0, ink));
        }
    }
}

/// A grey bar in place of a cell that is being fetched.
pub(super) fn skeleton(ui: &Ui, rect: Rect, align: ColumnAlign, row: u64) {
    let t = tokens(ui);
    let shares = [0.62_f32, 0.5, 0.7, 0.56];
    let share = shares.get((row % 4) as usize).copied().unwrap_or(0.6);
    let width = (rect.width() - 16.0) * share;
    if width < 4.0 {
        return;
    }
    let left = match align {
        ColumnAlign::Left => rect.left() + 8.0,
        ColumnAlign::Right => rect.right() - 8.0 - width,
    };
    let bar = Rect::from_min_size(pos2(left, rect.center().y - 5.0), vec2(width, 10.0));
    ui.painter()
        .rect_filled(bar, CornerRadius::same(RADIUS_TAG), t.hover_strong);
}
