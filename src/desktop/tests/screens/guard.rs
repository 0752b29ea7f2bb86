//! What no screen may do: speak in message keys, hide a control's name, cut or overlap its words.

use crate::hands::Hands;
use egui::accesskit::Role;
use egui::{Rect, Shape};
use egui_kittest::kittest::NodeT as _;

/// Slack for anti-aliasing and italics, in points.
const SLACK: f32 = 1.5;

/// What is wrong with the screen shown, worded for whoever mends it.
pub fn problems(hands: &Hands) -> Vec<String> {
    let mut found = named(hands);
    found.extend(texts(hands));
    found
}

fn named(hands: &Hands) -> Vec<String> {
    let harness = &hands.harness;
    let mut found: Vec<String> = harness
        .unnamed_widgets()
        .into_iter()
        .map(|what| format!("no name: {what}"))
        .collect();
    let window = harness.ctx.content_rect();
    for node in harness.root().children_recursive() {
        let node = node.accesskit_node();
        let data = node.data();
        let words = [
            node.label(),
            node.value(),
            node.placeholder().map(str::to_owned),
        ];
        let described = data.description().map(str::to_owned);
        for text in words.into_iter().chain([described]).flatten() {
            if text.contains('⟦') || text.contains('⟧') {
                found.push(format!("a message key instead of words: {text}"));
            }
        }
        let is_control = matches!(
            node.role(),
            Role::Button | Role::Link | Role::Tab | Role::CheckBox | Role::Switch
        );
        if let Some(bounds) = node.raw_bounds().filter(|_| is_control) {
            // Lists go on below the window; nothing may go on beside it.
            let (left, right) = (bounds.x0 as f32, bounds.x1 as f32);
            if left < window.left() - SLACK || right > window.right() + SLACK {
                let name = node.label().unwrap_or_default();
                found.push(format!(
                    "outside the window: {:?} «{name}» {left}..{right}",
                    node.role()
                ));
            }
        }
    }
    found
}

/// A text as painted.
struct Painted {
    words: String,
    rect: Rect,
    visible: Rect,
}

fn painted(hands: &Hands) -> Vec<Painted> {
    fn walk(shape: &Shape, clip: Rect, found: &mut Vec<Painted>) {
        match shape {
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| walk(shape, clip, found)),
            Shape::Text(text) if text.opacity_factor > 0.05 => {
                let rect = text.galley.mesh_bounds.translate(text.pos.to_vec2());
                let visible = rect.intersect(clip);
                if visible.is_positive() && !text.galley.text().trim().is_empty() {
                    let words = text.galley.text().to_owned();
                    found.push(Painted {
                        words,
                        rect,
                        visible,
                    });
                }
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    for clipped in &hands.harness.output().shapes {
        walk(&clipped.shape, clipped.clip_rect, &mut found);
    }
    found
}

/// Every text painted.
pub fn painted_words(hands: &Hands) -> Vec<String> {
    painted(hands).into_iter().map(|text| text.words).collect()
}

fn texts(hands: &Hands) -> Vec<String> {
    let window = hands.harness.ctx.content_rect();
    let mut painted = painted(hands);
    // From top to bottom, so that a text is compared only with those beside and just below it.
    painted.sort_by(|a, b| a.visible.top().total_cmp(&b.visible.top()));
    let mut found = Vec::new();
    for text in &painted {
        let cut_left = text.visible.left() - text.rect.left();
        let cut_right = text.rect.right() - text.visible.right();
        if cut_left > SLACK || cut_right > SLACK {
            found.push(format!(
                "cut at the side: «{}» by {:.0}",
                text.words,
                cut_left.max(cut_right)
            ));
        }
        if text.rect.left() < window.left() - SLACK || text.rect.right() > window.right() + SLACK {
            found.push(format!("text outside the window: «{}»", text.words));
        }
    }
    for (index, one) in painted.iter().enumerate() {
        for other in &painted[index + 1..] {
            if other.visible.top() > one.visible.bottom() {
                break;
            }
            let common = one.visible.intersect(other.visible);
            if common.width() > 2.5 && common.height() > 4.0 {
                found.push(format!(
                    "one over the other: «{}» and «{}»",
                    one.words, other.words
                ));
            }
        }
    }
    found
}
