//! The answer control: a few exclusive answers side by side, coloured by what they mean.

use egui::{CornerRadius, Rect, Response, Sense, Stroke, StrokeKind, Ui, pos2, vec2};

use crate::access;
use crate::fonts::Weight;
use crate::text;
use crate::tokens::{RADIUS, Tone, tokens};

/// One answer: "1 Иә" with the tone it takes when chosen.
#[derive(Clone, Copy, Debug)]
pub struct Segment<'a> {
    /// The word.
    pub label: &'a str,
    /// Colour when chosen: good, bad, neutral.
    pub tone: Tone,
}

impl<'a> Segment<'a> {
    /// An answer with its meaning.
    pub const fn new(label: &'a str, tone: Tone) -> Self {
        Self { label, tone }
    }
}

/// Shows the answers with their digits and returns the index of the one clicked.
///
/// The caller handles the keyboard digits, because they belong to the current row of a list:
/// see [`crate::keys::digit`]. `name` is the question, for assistive technology.
pub fn answers(
    ui: &mut Ui,
    name: &str,
    chosen: Option<usize>,
    segments: &[Segment<'_>],
    digits: bool,
) -> Option<usize> {
    let t = tokens(ui);
    let height = 30.0;
    let labels: Vec<String> = segments
        .iter()
        .enumerate()
        .map(|(i, s)| {
            if digits {
                format!("{} {}", i + 1, s.label)
            } else {
                s.label.to_owned()
            }
        })
        .collect();
    let widths: Vec<f32> = labels
        .iter()
        .map(|l| {
            // Measured in the heavier weight, so that choosing does not move the neighbours.
            let g = text::line(ui, l, Weight::SemiBold, 13.0, t.text, f32::INFINITY);
            (g.size().x + 24.0).ceil()
        })
        .collect();
    let total: f32 = widths.iter().sum();
    let (rect, outer) = ui.allocate_exact_size(vec2(total, height), Sense::hover());
    ui.ctx().accesskit_node_builder(outer.id, |n| {
        n.set_role(egui::accesskit::Role::RadioGroup);
        n.set_label(name);
    });
    let visible = ui.is_rect_visible(rect);
    if visible {
        ui.painter()
            .rect_filled(rect, CornerRadius::same(RADIUS), t.panel);
    }
    let mut clicked = None;
    let mut x = rect.left();
    let last = segments.len().saturating_sub(1);
    let mut focused: Option<(Rect, Response)> = None;
    for (i, ((segment, label), width)) in segments.iter().zip(&labels).zip(&widths).enumerate() {
        let part = Rect::from_min_size(pos2(x, rect.top()), vec2(*width, height));
        x += width;
        let response = ui.interact(part, outer.id.with(i), Sense::click());
        let on = chosen == Some(i);
        access::chosen(&response, egui::accesskit::Role::RadioButton, on, label);
        if response.clicked() {
            clicked = Some(i);
        }
        if !visible {
            continue;
        }
        let radius = CornerRadius {
            nw: if i == 0 { RADIUS } else { 0 },
            sw: if i == 0 { RADIUS } else { 0 },
            ne: if i == last { RADIUS } else { 0 },
            se: if i == last { RADIUS } else { 0 },
        };
        if on {
            ui.painter().rect_filled(part, radius, t.soft(segment.tone));
        } else if response.hovered() {
            ui.painter().rect_filled(part, radius, t.hover);
        }
        if i > 0 {
            ui.painter()
                .vline(part.left(), part.y_range(), Stroke::new(1.0, t.line));
        }
        let (weight, ink) = match (on, segment.tone) {
            (true, Tone::Neutral) => (Weight::SemiBold, t.text),
            (true, tone) => (Weight::SemiBold, t.ink(tone)),
            (false, _) => (Weight::Regular, t.muted),
        };
        let galley = text::line(ui, label, weight, 13.0, ink, f32::INFINITY);
        text::paint_at(
            ui,
            &galley,
            part.center().x - galley.size().x / 2.0,
            part.center().y,
        );
        if response.has_focus() {
            focused = Some((part, response));
        }
    }
    if visible {
        let line = Stroke::new(1.0, t.line);
        ui.painter()
            .rect_stroke(rect, CornerRadius::same(RADIUS), line, StrokeKind::Inside);
        if let Some((part, _)) = focused {
            access::ring(ui, part.shrink(1.0), RADIUS);
        }
    }
    clicked
}
