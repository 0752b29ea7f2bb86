//! The annotation layer of a photo: what is drawn over the original, which itself never changes.
//! Kept as a JSON list in the draft and in the act.

use serde::{Deserialize, Serialize};

/// One mark. Coordinates are parts of the photo's width and height, from its top left corner.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "mark", rename_all = "snake_case", deny_unknown_fields)]
pub enum Mark {
    /// Points at something.
    Arrow {
        /// Tail.
        from: [f32; 2],
        /// Head.
        to: [f32; 2],
        /// Colour.
        pen: Pen,
    },
    /// Frames something.
    Box {
        /// One corner.
        from: [f32; 2],
        /// The opposite one.
        to: [f32; 2],
        /// Colour.
        pen: Pen,
    },
    /// Hides something for good in everything that is printed.
    Blur {
        /// One corner.
        from: [f32; 2],
        /// The opposite one.
        to: [f32; 2],
    },
    /// Says something.
    Text {
        /// Where it begins.
        at: [f32; 2],
        /// Words.
        text: String,
        /// Colour.
        pen: Pen,
    },
}

/// Colours of marks, which every photo shows at least one of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pen {
    /// Red.
    Red,
    /// Yellow.
    Yellow,
    /// White.
    White,
}

/// Reads a layer; `None` when it was drawn by a version that knows other marks. Such a layer
/// must not be drawn over, or those marks would be lost.
pub fn read_layer(layer: &str) -> Option<Vec<Mark>> {
    if layer.is_empty() {
        return Some(Vec::new());
    }
    serde_json::from_str(layer).ok()
}

/// Writes a layer; empty when nothing is drawn.
pub fn write_layer(marks: &[Mark]) -> String {
    if marks.is_empty() {
        return String::new();
    }
    serde_json::to_string(marks).unwrap_or_default()
}
