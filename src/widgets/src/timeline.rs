//! What happened, in order: the path of an act, the history of an answer.

use egui::{CornerRadius, Label, Rect, Sense, Stroke, Ui, pos2, vec2};

use crate::text;
use crate::tokens::{Tone, tokens};

/// One step.
#[derive(Clone, Copy, Debug)]
pub struct Step<'a> {
    /// When, already formatted; empty for what has not happened yet.
    pub when: &'a str,
    /// What happened and by whom.
    pub what: &'a str,
    /// Colour of the mark; steps to come are [`Tone::Neutral`].
    pub tone: Tone,
}

/// Shows the steps from first to last.
pub fn timeline(ui: &mut Ui, steps: &[Step<'_>]) {
    let t = tokens(ui);
    ui.spacing_mut().item_spacing.y = 0.0;
    for (i, step) in steps.iter().enumerate() {
        let done = !step.when.is_empty();
        let row = ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            let (mark, _) = ui.allocate_exact_size(vec2(10.0, 16.0), Sense::hover());
            ui.vertical(|ui| {
                ui.set_width(ui.available_width());
                let line = if done {
                    format!("{} {}", step.when, step.what)
                } else {
                    step.what.to_owned()
                };
                let line = text::small(&line);
                ui.add(Label::new(if done { line } else { line.weak() }).wrap());
                ui.add_space(6.0);
            });
            mark
        });
        let (mark, bottom) = (row.inner, row.response.rect.bottom());
        let center = mark.center();
        if i + 1 < steps.len() {
            let line = Rect::from_min_max(
                pos2(center.x - 0.5, center.y + 6.0),
                pos2(center.x + 0.5, bottom + 2.0),
            );
            ui.painter().rect_filled(line, CornerRadius::ZERO, t.line);
        }
        if done {
            ui.painter().circle_filled(center, 4.0, t.ink(step.tone));
        } else {
            ui.painter()
                .circle_stroke(center, 3.5, Stroke::new(1.0, t.control_line));
        }
    }
}
