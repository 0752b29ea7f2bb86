//! Outlines of ticks, crosses and boxes.

use super::block::Sign;
use crate::display::{Color, Ink, Item, Step};

/// Paints `sign` into a square of `side` points whose upper left corner is at (`x`, `y`).
pub(crate) fn paint(sign: Sign, x: f32, y: f32, side: f32, color: Color) -> Vec<Item> {
    let at = |fx: f32, fy: f32| (x + fx * side, y + fy * side);
    let stroke = |points: &[(f32, f32)]| {
        let steps = points
            .iter()
            .enumerate()
            .map(|(i, (fx, fy))| {
                let (px, py) = at(*fx, *fy);
                if i == 0 {
                    Step::Move(px, py)
                } else {
                    Step::Line(px, py)
                }
            })
            .collect();
        Item::Path {
            steps,
            ink: Ink::Stroke(color, side * 0.13),
        }
    };
    let frame = || {
        let corners = [(0.06, 0.06), (0.94, 0.06), (0.94, 0.94), (0.06, 0.94)];
        let mut steps: Vec<Step> = corners
            .iter()
            .enumerate()
            .map(|(i, (fx, fy))| {
                let (px, py) = at(*fx, *fy);
                if i == 0 {
                    Step::Move(px, py)
                } else {
                    Step::Line(px, py)
                }
            })
            .collect();
        steps.push(Step::Close);
        Item::Path {
            steps,
            ink: Ink::Stroke(color, side * 0.08),
        }
    };
    match sign {
        Sign::Yes => vec![stroke(&[(0.12, 0.55), (0.40, 0.82), (0.90, 0.20)])],
        Sign::No => vec![
            stroke(&[(0.18, 0.18), (0.82, 0.82)]),
            stroke(&[(0.82, 0.18), (0.18, 0.82)]),
        ],
        Sign::NotApplicable => vec![stroke(&[(0.15, 0.5), (0.85, 0.5)])],
        Sign::Box => vec![frame()],
        Sign::TickedBox => vec![frame(), stroke(&[(0.25, 0.52), (0.44, 0.72), (0.78, 0.28)])],
    }
}
