//! Small charts: grouped columns with a scale, horizontal bars, and tiles of a map.

mod columns;
mod map;
mod pattern;
mod roving;

use egui::{CornerRadius, Rect, Response, Sense, Stroke, Ui, pos2, vec2};

use crate::access;
use crate::fonts::Weight;
use crate::text;
use crate::tokens::{RADIUS, Tone, tokens};

pub use columns::Columns;
pub use map::{PLACES, Region, tile_map};

/// A round step and a top of the scale that holds `most`.
fn scale(most: f64) -> (f64, f64) {
    if !(most.is_finite() && most > 0.0) {
        return (1.0, 4.0);
    }
    let rough = most / 4.0;
    let power = 10_f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .map(|m| m * power)
        .find(|s| *s >= rough)
        .unwrap_or(power * 10.0);
    (step, step * (most / step).ceil().max(1.0))
}

/// One horizontal bar with its name and its value at the right. `share` is 0 to 1 of the longest.
pub fn bar_row(ui: &mut Ui, name: &str, share: f32, value: &str, tone: Tone) -> Response {
    let t = tokens(ui);
    let share = if share.is_finite() {
        share.clamp(0.0, 1.0)
    } else {
        0.0
    };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 30.0), Sense::click());
    access::button(&response, &format!("{name}: {value}"));
    if response.hovered() {
        ui.painter().rect_filled(
            rect.expand2(vec2(6.0, 0.0)),
            CornerRadius::same(RADIUS),
            t.hover,
        );
    }
    let y = rect.center().y;
    let names = (rect.width() * 0.34).clamp(70.0, 230.0);
    let galley = text::line(ui, name, Weight::Regular, 13.0, t.muted, names);
    text::paint_at(ui, &galley, rect.left(), y);
    let amount = text::line(ui, value, Weight::Regular, 13.0, t.text, rect.width() * 0.4);
    let right = rect.right() - amount.size().x;
    text::paint_at(ui, &amount, right, y);
    let left = rect.left() + names + 12.0;
    let room = (right - 12.0 - left).max(0.0);
    // Something is seen of the smallest share, and nothing of none.
    let long = if share > 0.0 {
        (room * share).max(3.0)
    } else {
        0.0
    };
    let bar = Rect::from_min_size(pos2(left, y - 7.0), vec2(long, 14.0));
    ui.painter()
        .rect_filled(bar, CornerRadius::same(3), t.ink(tone));
    access::focus_ring(ui, rect, RADIUS, &response);
    response
}

/// Paints a tile of a map: its name, its figure, its shade.
fn tile_look(ui: &Ui, rect: Rect, region: &Region, response: &Response) {
    let t = tokens(ui);
    let corner = CornerRadius::same(4);
    let fill = t.shade(region.tone, region.strength);
    ui.painter().rect_filled(rect, corner, fill);
    let edge = match (region.chosen, response.hovered()) {
        (true, _) => Some(Stroke::new(2.0, t.accent)),
        (false, true) => Some(Stroke::new(1.5, t.ink(region.tone))),
        (false, false) => None,
    };
    if let Some(edge) = edge {
        let kind = egui::StrokeKind::Inside;
        ui.painter().rect_stroke(rect, corner, edge, kind);
    }
    let room = rect.width() - 2.0;
    let line = |size, width| text::line(ui, &region.short, Weight::Regular, size, t.text, width);
    let name = match line(11.0, f32::INFINITY) {
        wide if wide.size().x > room => line(10.0, room),
        fits => fits,
    };
    let middle = |width: f32| rect.center().x - width / 2.0;
    let y = rect.top() + rect.height() * 0.32;
    text::paint_at(ui, &name, middle(name.size().x), y);
    let figure = &region.figure;
    let number = text::line(ui, figure, Weight::SemiBold, 14.0, t.text, room);
    let y = rect.top() + rect.height() * 0.68;
    text::paint_at(ui, &number, middle(number.size().x), y);
    access::focus_ring(ui, rect, 4, response);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scale_is_round_and_holds_the_highest_column() {
        for most in [0.03, 0.9, 1.0, 7.0, 66.0, 78.0, 1234.0, 9.9e9] {
            let (step, top) = scale(most);
            assert!(top >= most && top <= most + step, "{most}: {step} {top}");
            assert!(top / step <= 5.01, "{most}: too many lines");
        }
        assert_eq!(scale(f64::NAN), (1.0, 4.0));
        assert!((scale(66.0).0 - 20.0).abs() < 1e-9);
    }
}
