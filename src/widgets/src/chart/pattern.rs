//! Fills of series that are told apart without their colour.

use egui::{Color32, CornerRadius, Painter, Rect, Stroke, StrokeKind, pos2};

use crate::tokens::Tokens;

/// How the column of a series is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pattern {
    /// An outline around a pale fill.
    Hollow,
    /// Slanting lines.
    Slanted,
    /// Full.
    Solid,
    /// Full, with level lines through it.
    Barred,
    /// Full, with slanting lines through it.
    Striped,
    /// Level lines.
    Level,
}

const PATTERNS: [Pattern; 6] = [
    Pattern::Hollow,
    Pattern::Slanted,
    Pattern::Solid,
    Pattern::Barred,
    Pattern::Striped,
    Pattern::Level,
];

/// Space between lines of a pattern, in points.
const STEP: f32 = 5.0;

/// Fills a rectangle as the series of this number; the same in legend and chart.
pub fn fill(painter: &Painter, t: &Tokens, rect: Rect, radius: CornerRadius, series: usize) {
    let place = series % PATTERNS.len();
    let pattern = PATTERNS.get(place).copied().unwrap_or(Pattern::Solid);
    let color = t.series().get(place).copied().unwrap_or(t.accent);
    let edge = |color: Color32| {
        let stroke = Stroke::new(1.0, color);
        painter.rect_stroke(rect, radius, stroke, StrokeKind::Inside);
    };
    match pattern {
        Pattern::Hollow => {
            painter.rect_filled(rect, radius, color);
            edge(t.muted);
        }
        Pattern::Slanted => {
            painter.rect_filled(rect, radius, t.panel);
            slanted(painter, rect, t.accent);
            edge(t.accent);
        }
        Pattern::Solid => {
            painter.rect_filled(rect, radius, color);
        }
        Pattern::Barred => {
            painter.rect_filled(rect, radius, color);
            level(painter, rect, t.panel);
        }
        Pattern::Striped => {
            painter.rect_filled(rect, radius, color);
            slanted(painter, rect, t.panel);
        }
        Pattern::Level => {
            painter.rect_filled(rect, radius, t.panel);
            level(painter, rect, color);
            edge(color);
        }
    }
}

fn slanted(painter: &Painter, rect: Rect, color: Color32) {
    let inside = painter.with_clip_rect(rect.intersect(painter.clip_rect()));
    let mut x = rect.left() - rect.height();
    while x < rect.right() {
        let ends = [pos2(x, rect.bottom()), pos2(x + rect.height(), rect.top())];
        inside.line_segment(ends, Stroke::new(1.5, color));
        x += STEP;
    }
}

fn level(painter: &Painter, rect: Rect, color: Color32) {
    let mut y = rect.bottom() - STEP;
    while y > rect.top() + 1.0 {
        painter.hline(rect.x_range(), y.round() + 0.5, Stroke::new(1.0, color));
        y -= STEP;
    }
}
