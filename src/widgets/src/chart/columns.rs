//! Grouped columns with a scale: months by plan, contracts, acts, payments.

use egui::accesskit::Role;
use egui::{Align2, CornerRadius, Rect, Sense, Stroke, Ui, pos2, vec2};

use super::roving::{Roving, Way};
use super::{pattern, scale};
use crate::access;
use crate::fonts::{self, Weight};
use crate::text;
use crate::tokens::tokens;

/// The least height of a column that isn't nought, so that it is seen.
const LEAST: f32 = 2.0;
/// The height at which a column can be aimed at, whatever its own.
const AIM: f32 = 14.0;

/// Grouped columns.
#[derive(Clone, Debug)]
pub struct Columns<'a> {
    /// What the chart shows, for assistive technology.
    pub name: &'a str,
    /// Names of the groups, along the bottom.
    pub groups: &'a [&'a str],
    /// Names of the series, in the order of [`crate::Tokens::series`]; at most six.
    pub series: &'a [&'a str],
    /// Values: one row per group, one value per series, none negative.
    pub values: &'a [Vec<f64>],
    /// Height in points, without the legend.
    pub height: f32,
}

impl Columns<'_> {
    /// Shows the legend and the chart. Returns the group and series of a chosen column. `axis`
    /// writes a line of the scale, `value` the value of a group and series in words.
    pub fn show(
        &self,
        ui: &mut Ui,
        axis: impl Fn(f64) -> String,
        value: impl Fn(usize, usize) -> String,
    ) -> Option<(usize, usize)> {
        let t = tokens(ui);
        self.legend(ui);
        let size = vec2(ui.available_width(), self.height);
        let (rect, outer) = ui.allocate_exact_size(size, Sense::hover());
        ui.ctx().accesskit_node_builder(outer.id, |node| {
            node.set_role(Role::Figure);
            node.set_label(self.name);
        });
        let finite = |v: &f64| v.is_finite();
        let all = self.values.iter().flatten().copied();
        let most = all.filter(finite).fold(0.0, f64::max);
        let (step, top) = scale(most);
        let lines: Vec<f64> = (0..=8)
            .map(|line| f64::from(line) * step)
            .take_while(|line| *line <= top + step * 0.01)
            .collect();
        let font = fonts::font(Weight::Regular, 11.0);
        let labels: Vec<_> = lines
            .iter()
            .map(|line| {
                let painter = ui.painter();
                painter.layout_no_wrap(axis(*line), font.clone(), t.muted)
            })
            .collect();
        let room = labels
            .iter()
            .map(|label| label.size().x)
            .fold(20.0, f32::max);
        let plot = Rect::from_min_max(
            pos2(rect.left() + room + 8.0, rect.top() + 8.0),
            pos2(rect.right(), rect.bottom() - 24.0),
        );
        let y = |v: f64| plot.bottom() - plot.height() * (v / top).clamp(0.0, 1.0) as f32;
        for (line, label) in lines.iter().zip(labels) {
            let level = y(*line);
            ui.painter().hline(
                plot.x_range(),
                level.round() + 0.5,
                Stroke::new(1.0, t.line),
            );
            text::paint_at(ui, &label, plot.left() - 6.0 - label.size().x, level);
        }
        let series = self.series.len();
        let to = |mark: usize, way| beside(mark, way, self.groups.len(), series);
        let marks = Roving::begin(ui, outer.id.with("marks"), self.groups.len() * series, to);
        let group_width = plot.width() / self.groups.len().max(1) as f32;
        let bars = series.max(1) as f32;
        let gap = if group_width < 48.0 { 1.0 } else { 3.0 };
        let width = ((group_width * 0.8) / bars - gap).clamp(3.0, 22.0);
        let mut chosen = None;
        for (g, (name, values)) in self.groups.iter().zip(self.values).enumerate() {
            let middle = plot.left() + group_width * (g as f32 + 0.5);
            let at = pos2(middle, plot.bottom() + 14.0);
            ui.painter()
                .text(at, Align2::CENTER_CENTER, name, font.clone(), t.muted);
            let start = middle - (bars * (width + gap) - gap) / 2.0;
            for (s, column) in values.iter().enumerate().take(series) {
                let left = start + s as f32 * (width + gap);
                let mut high = y(if column.is_finite() { *column } else { 0.0 });
                if *column > 0.0 {
                    high = high.min(plot.bottom() - LEAST);
                }
                let bar = Rect::from_min_max(pos2(left, high), pos2(left + width, plot.bottom()));
                let mut target = bar;
                target.set_top(high.min(plot.bottom() - AIM));
                let names = self.series.get(s).copied().unwrap_or_default();
                let words = format!("{name}, {names}: {}", value(g, s));
                let response = marks.mark(ui, g * series + s, target, &words);
                let round = if bar.height() > 6.0 { 3 } else { 0 };
                let top_only = CornerRadius {
                    nw: round,
                    ne: round,
                    sw: 0,
                    se: 0,
                };
                if bar.height() > 0.5 {
                    pattern::fill(ui.painter(), t, bar, top_only, s);
                }
                if response.hovered() {
                    let edge = Stroke::new(1.5, t.text);
                    ui.painter()
                        .rect_stroke(bar, top_only, edge, egui::StrokeKind::Outside);
                }
                access::focus_ring(ui, target, 3, &response);
                if response.clicked() {
                    chosen = Some((g, s));
                }
                response.on_hover_text(text::small(&words));
            }
        }
        chosen
    }

    fn legend(&self, ui: &mut Ui) {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
            let t = tokens(ui);
            for (series, name) in self.series.iter().enumerate() {
                let (rect, _) = ui.allocate_exact_size(vec2(14.0, 16.0), Sense::hover());
                let mark = Rect::from_center_size(rect.center(), vec2(14.0, 12.0));
                pattern::fill(ui.painter(), t, mark, CornerRadius::same(2), series);
                ui.label(text::small_muted(name));
                ui.add_space(8.0);
            }
        });
    }
}

/// Left and right go from column to column, up and down to the same series of the group before
/// and after.
fn beside(mark: usize, way: Way, groups: usize, series: usize) -> Option<usize> {
    match way {
        Way::Left => mark.checked_sub(1),
        Way::Right => Some(mark + 1),
        Way::Up => mark.checked_sub(series),
        Way::Down => Some(mark + series),
    }
    .filter(|next| *next < groups * series)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_stay_within_the_columns() {
        assert_eq!(beside(0, Way::Left, 12, 4), None);
        assert_eq!(beside(3, Way::Right, 12, 4), Some(4));
        assert_eq!(beside(5, Way::Up, 12, 4), Some(1));
        assert_eq!(beside(46, Way::Down, 12, 4), None);
        assert_eq!(beside(47, Way::Right, 12, 4), None);
    }
}
