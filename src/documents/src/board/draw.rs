//! What of a board is drawn: columns by month, bars, the tile map. Words in it stay words.

use super::{BoardBar, BoardMonths, BoardTile};
use crate::display::{Color, Frame, Item, TextRun};
use crate::error::DocumentError;
use crate::face::{Face, Fonts};
use crate::layout::Drawing;
use baqylau_locale::Locale;

/// Height of the columns above the names of the months.
const COLUMNS: f32 = 150.0;
/// Room at the left of the columns for the scale.
const SCALE: f32 = 34.0;
/// Height of a bar with its words.
const BAR: f32 = 15.0;
/// Between tiles.
const GAP: f32 = 3.0;
/// Height of a tile.
const TILE: f32 = 34.0;
/// The smallest letters.
const LEAST: f32 = 4.5;

/// Colours of plan, contracted, acted, paid.
fn series() -> [Color; 4] {
    [
        Color::LINE,
        Color::ACCENT.on_paper(0.42),
        Color::ACCENT,
        Color::GREEN,
    ]
}

struct Sketch {
    fonts: &'static Fonts,
    items: Vec<Item>,
}

/// Where words stand to the point they are given.
#[derive(Clone, Copy)]
enum To {
    Right,
    Middle,
    Left,
}

impl Sketch {
    fn new() -> Result<Self, DocumentError> {
        Ok(Self {
            fonts: Fonts::load()?,
            items: Vec::new(),
        })
    }

    fn fill(&mut self, x: f32, y: f32, w: f32, h: f32, color: Color) {
        self.items.push(Item::Rect {
            frame: Frame { x, y, w, h },
            fill: Some(color),
            stroke: None,
        });
    }

    /// Words on a baseline, made smaller until they fit into `room`.
    fn words(
        &mut self,
        text: &str,
        at: (f32, f32),
        to: To,
        (face, size, color): (Face, f32, Color),
        room: f32,
    ) {
        let wide = self.fonts.width(text, face, size);
        let size = if wide > room {
            (size * room / wide.max(1.0)).max(LEAST)
        } else {
            size
        };
        let wide = self.fonts.width(text, face, size);
        let x = match to {
            To::Right => at.0,
            To::Middle => at.0 - wide / 2.0,
            To::Left => at.0 - wide,
        };
        self.items.push(Item::Text(TextRun {
            x,
            y: at.1,
            size,
            face,
            color,
            text: text.to_owned(),
        }));
    }

    fn done(self, height: f32, description: String) -> Drawing {
        Drawing {
            height,
            items: self.items,
            description,
        }
    }
}

/// A round number at or above the greatest value, and how many lines the scale has up to it.
fn scale(most: f64) -> (f64, usize) {
    if most <= 0.0 || !most.is_finite() {
        return (1.0, 1);
    }
    let power = 10_f64.powf(most.log10().floor());
    for (top, lines) in [(1.0, 5), (2.0, 4), (3.0, 3), (5.0, 5), (8.0, 4)] {
        if most <= top * power {
            return (top * power, lines);
        }
    }
    (10.0 * power, 5)
}

/// The four sums of every month as columns beside each other, under their names.
pub(super) fn columns(
    locale: &Locale,
    months: &BoardMonths<'_>,
    heading: &str,
    width: f32,
) -> Result<Drawing, DocumentError> {
    let mut sketch = Sketch::new()?;
    let grey = (Face::Regular, 6.5, Color::GREY);
    let mut x = 0.0;
    for (name, color) in months.series.iter().zip(series()) {
        sketch.fill(x, 2.0, 8.0, 6.0, color);
        let room = width / 4.0 - 14.0;
        sketch.words(
            name,
            (x + 11.0, 7.6),
            To::Right,
            (Face::Regular, 7.0, Color::INK),
            room,
        );
        x += width / 4.0;
    }
    let values = months.sums.map(|sums| {
        let of = |sum: baqylau_domain::money::Tiyn| sum.0.max(0) as f64 / months.divisor.max(1.0);
        sums.map(of)
    });
    let most = values.iter().flatten().copied().fold(0.0, f64::max);
    let (top, lines) = scale(most);
    let below = 18.0 + COLUMNS;
    for line in 0..=lines {
        let share = line as f64 / lines as f64;
        let y = below - COLUMNS * share as f32;
        sketch.items.push(Item::Line {
            from: (SCALE, y),
            to: (width, y),
            width: 0.4,
            color: Color::LINE,
        });
        let value = top * share;
        let digits = usize::from((value - value.round()).abs() > 1e-9);
        let value = locale.number(value, digits);
        sketch.words(&value, (SCALE - 4.0, y + 2.2), To::Left, grey, SCALE - 4.0);
    }
    let group = (width - SCALE) / 12.0;
    let bar = (group - 5.0) / 4.0;
    for (month, sums) in (0_u8..).zip(values) {
        let from = SCALE + group * f32::from(month);
        for (place, (value, color)) in (0_u8..).zip(sums.into_iter().zip(series())) {
            let tall = (value / top) as f32 * COLUMNS;
            if tall > 0.0 {
                let x = from + 2.5 + bar * f32::from(place);
                sketch.fill(x, below - tall, (bar - 0.5).max(0.5), tall, color);
            }
        }
        let name: String = locale
            .month_name(u32::from(month) + 1)
            .chars()
            .take(3)
            .collect();
        let middle = from + group / 2.0;
        sketch.words(&name, (middle, below + 9.0), To::Middle, grey, group);
    }
    Ok(sketch.done(below + 14.0, heading.to_owned()))
}

/// Bars one under another: a name, a bar, a value.
pub(super) fn bars(title: &str, bars: &[BoardBar], width: f32) -> Result<Drawing, DocumentError> {
    let mut sketch = Sketch::new()?;
    let (names, values) = (width * 0.34, width * 0.34);
    let room = width - names - values - 12.0;
    let mut said = vec![title.to_owned()];
    let mut y = 0.0;
    for bar in bars {
        let (x, line) = (names + 6.0, y + 9.5);
        let ink = (Face::Regular, 8.0, Color::INK);
        sketch.words(&bar.name, (0.0, line), To::Right, ink, names);
        sketch.fill(x, y + 3.0, room, 8.0, Color::SHADE);
        let share = if bar.share.is_finite() {
            bar.share.clamp(0.0, 1.0)
        } else {
            0.0
        };
        if share > 0.0 {
            sketch.fill(x, y + 3.0, (room * share).max(0.8), 8.0, bar.color);
        }
        let strong = (Face::Medium, 8.0, Color::INK);
        sketch.words(&bar.value, (width, line), To::Left, strong, values);
        said.push(format!("{}: {}", bar.name, bar.value));
        y += BAR;
    }
    Ok(sketch.done(y, said.join("; ")))
}

/// The regions where they lie.
pub(super) fn tiles(
    title: &str,
    tiles: &[BoardTile],
    width: f32,
) -> Result<Drawing, DocumentError> {
    let mut sketch = Sketch::new()?;
    let across = tiles.iter().map(|tile| tile.column + 1).max().unwrap_or(1);
    let down = tiles.iter().map(|tile| tile.row + 1).max().unwrap_or(1);
    let wide = (width + GAP) / f32::from(across) - GAP;
    let mut said = vec![title.to_owned()];
    for tile in tiles {
        let x = f32::from(tile.column) * (wide + GAP);
        let y = f32::from(tile.row) * (TILE + GAP);
        let strength = if tile.strength.is_finite() {
            tile.strength.clamp(0.0, 1.0)
        } else {
            0.0
        };
        // Up to half of the colour dark letters are read on it; beyond it white ones.
        let (fill, ink) = match tile.known {
            false => (Color::SHADE, Color::GREY),
            true if strength > 0.6 => (tile.color.on_paper(0.75 + strength * 0.25), Color::WHITE),
            true => (tile.color.on_paper(0.06 + strength * 0.5), Color::INK),
        };
        sketch.items.push(Item::Rect {
            frame: Frame {
                x,
                y,
                w: wide,
                h: TILE,
            },
            fill: Some(fill),
            stroke: Some((0.4, Color::LINE)),
        });
        let middle = x + wide / 2.0;
        let room = wide - 4.0;
        let short = (Face::Regular, 6.5, ink);
        sketch.words(&tile.short, (middle, y + 12.5), To::Middle, short, room);
        let strong = (Face::SemiBold, 8.5, ink);
        sketch.words(&tile.figure, (middle, y + 25.5), To::Middle, strong, room);
        said.push(format!("{}: {}", tile.name, tile.words));
    }
    let height = f32::from(down) * (TILE + GAP) - GAP;
    Ok(sketch.done(height, said.join("; ")))
}

#[cfg(test)]
mod tests {
    use super::scale;

    #[test]
    fn the_scale_ends_at_a_round_number_above_the_greatest_value() {
        let check = |most: f64, top: f64, lines: usize| {
            let (found, count) = scale(most);
            assert!((found - top).abs() < top * 1e-9, "{most}: {found}");
            assert_eq!(count, lines, "{most}");
        };
        check(0.0, 1.0, 1);
        check(f64::NAN, 1.0, 1);
        check(1.0, 1.0, 5);
        check(43.2, 50.0, 5);
        check(0.17, 0.2, 4);
        check(880.0, 1000.0, 5);
    }
}
