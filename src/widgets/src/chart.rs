//! Small charts: grouped columns with a scale, horizontal bars, and tiles of a map.

use egui::accesskit::Role;
use egui::{Align2, Color32, CornerRadius, Rect, Response, Sense, Stroke, Ui, pos2, vec2};

use crate::access;
use crate::fonts::{self, Weight};
use crate::text;
use crate::tokens::{RADIUS, Tone, tokens};

/// Grouped columns: months by plan, contracts, acts, payments.
#[derive(Clone, Debug)]
pub struct Columns<'a> {
    /// Names of the groups, along the bottom.
    pub groups: &'a [&'a str],
    /// Names of the series, in the order of [`crate::Tokens::series`]; at most six.
    pub series: &'a [&'a str],
    /// Values: one row per group, one value per series, none negative.
    pub values: &'a [Vec<f64>],
    /// Height in points.
    pub height: f32,
}

impl Columns<'_> {
    /// Shows the legend and the chart. Returns the group and series of a clicked column.
    /// `format` writes a value for the tooltip and the screen reader.
    pub fn show(&self, ui: &mut Ui, format: impl Fn(f64) -> String) -> Option<(usize, usize)> {
        let t = tokens(ui);
        let colors = t.series();
        self.legend(ui, &colors);
        let size = vec2(ui.available_width(), self.height);
        let (rect, outer) = ui.allocate_exact_size(size, Sense::hover());
        let plot = Rect::from_min_max(
            pos2(rect.left() + 34.0, rect.top() + 8.0),
            pos2(rect.right(), rect.bottom() - 24.0),
        );
        let most = self
            .values
            .iter()
            .flatten()
            .copied()
            .filter(|v| v.is_finite())
            .fold(0.0, f64::max);
        let (step, top) = scale(most);
        let y = |v: f64| plot.bottom() - plot.height() * (v / top).clamp(0.0, 1.0) as f32;
        let font = fonts::font(Weight::Regular, 11.0);
        let mut line = 0.0;
        while line <= top + step * 0.01 {
            ui.painter().hline(
                plot.x_range(),
                y(line).round() + 0.5,
                Stroke::new(1.0, t.line),
            );
            let at = pos2(plot.left() - 6.0, y(line));
            ui.painter()
                .text(at, Align2::RIGHT_CENTER, short(line), font.clone(), t.muted);
            line += step;
        }
        let mut clicked = None;
        let group_width = plot.width() / self.groups.len().max(1) as f32;
        let bars = self.series.len().max(1) as f32;
        let width = ((group_width * 0.76) / bars - 3.0).clamp(3.0, 22.0);
        for (g, (name, values)) in self.groups.iter().zip(self.values).enumerate() {
            let middle = plot.left() + group_width * (g as f32 + 0.5);
            let at = pos2(middle, plot.bottom() + 14.0);
            ui.painter()
                .text(at, Align2::CENTER_CENTER, name, font.clone(), t.muted);
            let start = middle - (bars * (width + 3.0) - 3.0) / 2.0;
            for (s, (value, color)) in values
                .iter()
                .zip(colors)
                .enumerate()
                .take(self.series.len())
            {
                let left = start + s as f32 * (width + 3.0);
                let bar =
                    Rect::from_min_max(pos2(left, y(*value)), pos2(left + width, plot.bottom()));
                if bar.height() < 0.5 {
                    continue;
                }
                let target = Rect::from_min_max(pos2(left, plot.top()), bar.max);
                let response = ui.interact(target, outer.id.with((g, s)), Sense::click());
                let series = self.series.get(s).copied().unwrap_or_default();
                let words = format!("{name}, {series}: {}", format(*value));
                access::button(&response, &words);
                let top_only = CornerRadius {
                    nw: 3,
                    ne: 3,
                    sw: 0,
                    se: 0,
                };
                ui.painter().rect_filled(bar, top_only, color);
                if response.hovered() {
                    let edge = Stroke::new(1.5, t.text);
                    ui.painter()
                        .rect_stroke(bar, top_only, edge, egui::StrokeKind::Outside);
                }
                access::focus_ring(ui, bar, 3, &response);
                if response.clicked() {
                    clicked = Some((g, s));
                }
                response.on_hover_text(text::small(&words));
            }
        }
        clicked
    }

    fn legend(&self, ui: &mut Ui, colors: &[Color32]) {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
            for (name, color) in self.series.iter().zip(colors) {
                let (rect, _) = ui.allocate_exact_size(vec2(10.0, 16.0), Sense::hover());
                let mark = Rect::from_center_size(rect.center(), vec2(10.0, 10.0));
                ui.painter()
                    .rect_filled(mark, CornerRadius::same(2), *color);
                ui.label(text::small_muted(name));
                ui.add_space(8.0);
            }
        });
    }
}

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

fn short(v: f64) -> String {
    if (v - v.round()).abs() < 1e-9 {
        format!("{v:.0}")
    } else {
        format!("{v:.1}")
    }
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
    let names = (rect.width() * 0.22).clamp(70.0, 160.0);
    let galley = text::line(ui, name, Weight::Regular, 13.0, t.muted, names);
    text::paint_at(ui, &galley, rect.left(), y);
    let amount = text::line(ui, value, Weight::Regular, 13.0, t.text, rect.width() * 0.4);
    let right = rect.right() - amount.size().x;
    text::paint_at(ui, &amount, right, y);
    let left = rect.left() + names + 12.0;
    let room = (right - 12.0 - left).max(0.0);
    let bar = Rect::from_min_size(pos2(left, y - 7.0), vec2((room * share).max(3.0), 14.0));
    ui.painter()
        .rect_filled(bar, CornerRadius::same(3), t.ink(tone));
    access::focus_ring(ui, rect, RADIUS, &response);
    response
}

/// A tile of a map or a heat table: a name, a number, a shade. Painted at `rect`.
pub fn tile(
    ui: &mut Ui,
    rect: Rect,
    name: &str,
    number: &str,
    tone: Tone,
    strength: f32,
) -> Response {
    let t = tokens(ui);
    let response = ui.interact(rect, ui.scope_id().with(("tile", name)), Sense::click());
    access::named(&response, Role::Button, &format!("{name}: {number}"));
    ui.painter()
        .rect_filled(rect, CornerRadius::same(4), t.shade(tone, strength));
    if response.hovered() {
        let edge = Stroke::new(1.5, t.ink(tone));
        let kind = egui::StrokeKind::Inside;
        ui.painter()
            .rect_stroke(rect, CornerRadius::same(4), edge, kind);
    }
    let wide = text::line(ui, name, Weight::Regular, 10.0, t.text, f32::INFINITY);
    let size = if wide.size().x > rect.width() - 2.0 {
        9.0
    } else {
        10.0
    };
    let name = text::line(ui, name, Weight::Regular, size, t.text, rect.width() - 1.0);
    text::paint_at(
        ui,
        &name,
        rect.center().x - name.size().x / 2.0,
        rect.top() + rect.height() * 0.34,
    );
    let number = text::line(
        ui,
        number,
        Weight::SemiBold,
        13.0,
        t.text,
        rect.width() - 4.0,
    );
    let x = rect.center().x - number.size().x / 2.0;
    text::paint_at(ui, &number, x, rect.top() + rect.height() * 0.68);
    access::focus_ring(ui, rect, 4, &response);
    response
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
