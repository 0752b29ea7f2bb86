//! Marks on a photo as data, in parts of its width and height, and how they look.

use egui::{
    Color32, CornerRadius, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Vec2, pos2, vec2,
};

use crate::fonts::{self, Weight};
use crate::tokens::{self, DARK, LIGHT};

/// What is marked. Coordinates are parts of the picture: (0, 0) is its upper left, (1, 1) its
/// lower right, whatever its size.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// An arrow that points at `to`.
    Arrow {
        /// Its tail.
        from: [f32; 2],
        /// What it points at.
        to: [f32; 2],
    },
    /// A frame around something.
    Box {
        /// One corner.
        from: [f32; 2],
        /// The opposite corner.
        to: [f32; 2],
    },
    /// A part nobody may recognise any more: faces, plates. Its pixels are destroyed on display
    /// and in print; the original stays as evidence in the store.
    Blur {
        /// One corner.
        from: [f32; 2],
        /// The opposite corner.
        to: [f32; 2],
    },
    /// A few words.
    Text {
        /// Upper left of the words.
        at: [f32; 2],
        /// The words.
        text: String,
    },
}

/// Colour of a mark, readable on any photo by its dark or light edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Pen {
    /// A violation.
    #[default]
    Red,
    /// Attention.
    Yellow,
    /// A remark.
    White,
}

/// One mark with its pen.
#[derive(Clone, Debug, PartialEq)]
pub struct Annotation {
    /// What is marked.
    pub mark: Mark,
    /// In which colour; blurs have none.
    pub pen: Pen,
}

impl Pen {
    fn colors(self) -> (Color32, Color32) {
        match self {
            Self::Red => (LIGHT.bad, tokens::LIGHT.panel),
            Self::Yellow => (DARK.warning, DARK.background),
            Self::White => (LIGHT.panel, DARK.background),
        }
    }
}

impl Mark {
    /// Where the mark is, as corners in parts of the picture; the text's size is not known here.
    pub(super) fn corners(&self) -> ([f32; 2], [f32; 2]) {
        match self {
            Self::Arrow { from, to } | Self::Box { from, to } | Self::Blur { from, to } => {
                (*from, *to)
            }
            Self::Text { at, .. } => (*at, [at[0] + 0.2, at[1] + 0.05]),
        }
    }
}

/// A place in parts of the picture on the screen; places outside are brought to the edge.
pub(super) fn place(image: Rect, [x, y]: [f32; 2]) -> Pos2 {
    let part = |v: f32| {
        if v.is_finite() {
            v.clamp(0.0, 1.0)
        } else {
            0.0
        }
    };
    pos2(
        image.left() + part(x) * image.width(),
        image.top() + part(y) * image.height(),
    )
}

/// Draws the marks over a picture shown at `image`, on the screen or for print. Blurs are not
/// drawn here but in the pixels: see [`super::burn`] and [`super::Picture`].
pub fn paint(painter: &Painter, image: Rect, annotations: &[Annotation]) {
    // The pen grows with the picture, so that print and screen look the same.
    let width = (image.size().max_elem() / 220.0).max(1.5);
    for annotation in annotations {
        let (ink, edge) = annotation.pen.colors();
        match &annotation.mark {
            Mark::Arrow { from, to } => {
                arrow(
                    painter,
                    place(image, *from),
                    place(image, *to),
                    width,
                    ink,
                    edge,
                );
            }
            Mark::Box { from, to } => {
                let rect = Rect::from_two_pos(place(image, *from), place(image, *to));
                let radius = CornerRadius::same((width * 1.2).min(40.0) as u8);
                for (width, color) in [(width * 2.2, edge), (width, ink)] {
                    let stroke = Stroke::new(width, color);
                    painter.rect_stroke(rect, radius, stroke, StrokeKind::Middle);
                }
            }
            Mark::Blur { .. } => {}
            Mark::Text { at, text } => words(painter, image, place(image, *at), text, ink, edge),
        }
    }
}

fn arrow(painter: &Painter, from: Pos2, to: Pos2, width: f32, ink: Color32, edge: Color32) {
    let along = to - from;
    let length = along.length();
    if length < 1.0 {
        return;
    }
    let direction = along / length;
    let head = (width * 8.0).min(length * 0.6);
    let side = Vec2::new(-direction.y, direction.x) * head * 0.45;
    let neck = to - direction * head;
    let rim = width * 0.7;
    painter.line_segment(
        [from - direction * rim, neck],
        Stroke::new(width + 2.0 * rim, edge),
    );
    let corners = vec![to, neck + side, neck - side];
    painter.add(Shape::convex_polygon(
        corners.clone(),
        edge,
        Stroke::new(rim * 2.0, edge),
    ));
    painter.add(Shape::convex_polygon(corners, ink, Stroke::NONE));
    painter.line_segment(
        [from, neck + direction * head * 0.4],
        Stroke::new(width, ink),
    );
}

fn words(painter: &Painter, image: Rect, at: Pos2, text: &str, ink: Color32, edge: Color32) {
    // Whole points, at most the glyph size the atlas holds comfortably.
    let size = (image.size().max_elem() / 42.0).clamp(11.0, 120.0).round();
    let font = fonts::font(Weight::SemiBold, size);
    let room = (image.right() - at.x).max(size * 4.0);
    let galley = painter.layout(text.to_owned(), font, ink, room);
    let back = Rect::from_min_size(at, galley.size()).expand2(vec2(size * 0.35, size * 0.15));
    painter.rect_filled(
        back,
        CornerRadius::same((size * 0.2) as u8),
        edge.gamma_multiply(0.82),
    );
    painter.galley(at, galley, ink);
}

/// Whether a point of the screen is on a mark.
pub(super) fn hit(image: Rect, annotation: &Annotation, at: Pos2) -> bool {
    let (from, to) = annotation.mark.corners();
    let (from, to) = (place(image, from), place(image, to));
    match annotation.mark {
        Mark::Arrow { .. } => {
            let along = to - from;
            let t = ((at - from).dot(along) / along.length_sq().max(1.0)).clamp(0.0, 1.0);
            (from + along * t).distance(at) < 8.0
        }
        _ => Rect::from_two_pos(from, to).expand(4.0).contains(at),
    }
}

/// Paints the frame of the chosen mark.
pub(super) fn outline(painter: &Painter, image: Rect, annotation: &Annotation) {
    let (from, to) = annotation.mark.corners();
    let rect = Rect::from_two_pos(place(image, from), place(image, to)).expand(6.0);
    let corners = [
        rect.left_top(),
        rect.right_top(),
        rect.right_bottom(),
        rect.left_bottom(),
        rect.left_top(),
    ];
    painter.extend(Shape::dashed_line(
        &corners,
        Stroke::new(1.5, DARK.accent),
        5.0,
        4.0,
    ));
}
