//! The display list: what is painted where on which page, and what it means.
//!
//! Layout produces it once; the PDF writer, the paper writer and the preview on screen read it.
//! Units are points (1/72 inch), the origin is the upper left corner of the page.

use std::sync::Arc;

use crate::face::Face;

/// An opaque sRGB colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Color {
    /// Red, 0 to 255.
    pub r: u8,
    /// Green, 0 to 255.
    pub g: u8,
    /// Blue, 0 to 255.
    pub b: u8,
}

impl Color {
    /// A colour from its three parts.
    pub const fn rgb(r: u8, g: u8, b: u8) -> Self {
        Self { r, g, b }
    }
    /// Running text.
    pub const INK: Color = Color::rgb(0x1A, 0x1D, 0x21);
    /// Secondary text; 4.5:1 against white and against [`Color::SHADE`].
    pub const GREY: Color = Color::rgb(0x55, 0x5D, 0x66);
    /// Hairlines and borders.
    pub const LINE: Color = Color::rgb(0xB8, 0xBF, 0xC6);
    /// Background of table heads and grey boxes.
    pub const SHADE: Color = Color::rgb(0xF1, 0xF3, 0xF5);
    /// Red word: overdue, gross, refused.
    pub const RED: Color = Color::rgb(0xB4, 0x23, 0x18);
    /// Yellow word, darkened to be read on white.
    pub const AMBER: Color = Color::rgb(0x8A, 0x5A, 0x00);
    /// Green word.
    pub const GREEN: Color = Color::rgb(0x1B, 0x6E, 0x3C);
    /// What is chosen or stands out, without a judgement.
    pub const ACCENT: Color = Color::rgb(0x0B, 0x6E, 0x8F);
    /// Something under way.
    pub const BLUE: Color = Color::rgb(0x3B, 0x5B, 0xA9);
    /// Paper.
    pub const WHITE: Color = Color::rgb(0xFF, 0xFF, 0xFF);
}

impl Color {
    /// The colour as thin on white as `share` says: 0 is white, 1 the colour itself.
    pub fn on_paper(self, share: f32) -> Self {
        let share = if share.is_finite() {
            share.clamp(0.0, 1.0)
        } else {
            0.0
        };
        let part = |part: u8| (255.0 - (255.0 - f32::from(part)) * share).round() as u8;
        Self::rgb(part(self.r), part(self.g), part(self.b))
    }
}

/// A rectangle in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// Left edge.
    pub x: f32,
    /// Upper edge.
    pub y: f32,
    /// Width.
    pub w: f32,
    /// Height.
    pub h: f32,
}

/// One step of an outline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Step {
    /// Begin a contour.
    Move(f32, f32),
    /// Straight line to a point.
    Line(f32, f32),
    /// Close the contour.
    Close,
}

/// How an outline is painted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Ink {
    /// Filled, non-zero winding.
    Fill(Color),
    /// Stroked with a line of this width, round caps and joins.
    Stroke(Color, f32),
}

/// A text set on one line in one face. Its `Debug` hides the words: they may be personal data.
#[derive(Clone, PartialEq)]
pub struct TextRun {
    /// Left end of the baseline.
    pub x: f32,
    /// Height of the baseline.
    pub y: f32,
    /// Font size in points.
    pub size: f32,
    /// Weight.
    pub face: Face,
    /// Colour.
    pub color: Color,
    /// The characters, each with a glyph in `face`; a space at the end of a broken line stays.
    pub text: String,
}

impl std::fmt::Debug for TextRun {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let length = self.text.chars().count();
        write!(f, "TextRun({}, {}, {length} characters)", self.x, self.y)
    }
}

/// Something painted.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// Text.
    Text(TextRun),
    /// A straight line.
    Line {
        /// One end.
        from: (f32, f32),
        /// Other end.
        to: (f32, f32),
        /// Thickness.
        width: f32,
        /// Colour.
        color: Color,
    },
    /// A rectangle, filled, bordered or both.
    Rect {
        /// Where.
        frame: Frame,
        /// Fill.
        fill: Option<Color>,
        /// Border: thickness and colour, drawn on the edge.
        stroke: Option<(f32, Color)>,
    },
    /// An outline (check marks).
    Path {
        /// The outline.
        steps: Vec<Step>,
        /// How it is painted.
        ink: Ink,
    },
    /// A photo, stretched over the frame (the frame already has its proportions).
    Image {
        /// Where.
        frame: Frame,
        /// Position in [`DisplayList::images`].
        image: usize,
    },
    /// A QR code with its quiet zone.
    Qr {
        /// Where, quiet zone included; a square.
        frame: Frame,
        /// The code.
        code: Arc<QrModules>,
    },
}

/// The modules of a QR code, quiet zone included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QrModules {
    /// Modules per side.
    pub side: usize,
    /// Row by row, `true` is dark; `side * side` values.
    pub dark: Vec<bool>,
}

impl QrModules {
    /// Horizontal runs of dark modules as (column, row, length): fewer and seamless rectangles.
    pub fn runs(&self) -> Vec<(usize, usize, usize)> {
        let mut runs = Vec::new();
        for (row, cells) in self.dark.chunks(self.side.max(1)).enumerate() {
            let mut start = None;
            for (column, dark) in cells.iter().copied().chain([false]).enumerate() {
                match (dark, start) {
                    (true, None) => start = Some(column),
                    (false, Some(from)) => {
                        runs.push((from, row, column - from));
                        start = None;
                    }
                    _ => {}
                }
            }
        }
        runs
    }
}

/// What a painted thing belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// Content of this leaf of the semantic tree.
    Leaf(u32),
    /// Lines, backgrounds, repeated table heads: no meaning of their own.
    Layout,
    /// The running head of the page.
    Header,
    /// The running foot of the page.
    Footer,
}

/// A painted thing and what it belongs to.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// What is painted.
    pub item: Item,
    /// What it belongs to.
    pub mark: Mark,
}

/// One page.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
    /// In painting order, which is also the reading order.
    pub items: Vec<Placed>,
}

/// A JPEG used by the pages.
#[derive(Clone, PartialEq)]
pub struct ImageData {
    /// The file.
    pub jpeg: Arc<[u8]>,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

impl std::fmt::Debug for ImageData {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ImageData({} x {})", self.width, self.height)
    }
}

/// Meaning of a part of the document.
#[derive(Clone, Debug, PartialEq)]
pub enum Role {
    /// Heading of level 1 to 6 with its text.
    Heading(u8, String),
    /// Paragraph.
    Paragraph,
    /// Table.
    Table,
    /// Head rows of a table.
    TableHead,
    /// Body rows of a table.
    TableBody,
    /// A row.
    Row,
    /// A cell that names a column.
    ColumnHeader,
    /// A cell that names a row.
    RowHeader,
    /// An ordinary cell; the number of columns it covers.
    Cell(u32),
    /// A picture with its description in words.
    Figure(String),
    /// A part that belongs together.
    Section,
}

/// A node of the semantic tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Meaning.
    pub role: Role,
    /// Language, when it differs from the document's (`kk`, `ru`, `en`).
    pub language: Option<&'static str>,
    /// Parts, in reading order.
    pub children: Vec<Child>,
}

/// A part of a node.
#[derive(Clone, Debug, PartialEq)]
pub enum Child {
    /// A node.
    Node(Node),
    /// Painted content: all items marked [`Mark::Leaf`] with this number.
    Leaf(u32),
}

impl Node {
    /// A node without parts in the language of the document.
    pub fn new(role: Role) -> Self {
        Self {
            role,
            language: None,
            children: Vec::new(),
        }
    }
    /// A node with one leaf.
    pub fn leaf(role: Role, leaf: u32) -> Self {
        Self {
            role,
            language: None,
            children: vec![Child::Leaf(leaf)],
        }
    }
    /// A node with nodes.
    pub fn with(role: Role, nodes: Vec<Node>) -> Self {
        Self {
            role,
            language: None,
            children: nodes.into_iter().map(Child::Node).collect(),
        }
    }
}

/// An entry of the table of contents shown by PDF readers.
#[derive(Clone, Debug, PartialEq)]
pub struct Bookmark {
    /// Heading level from 1.
    pub level: u8,
    /// Text.
    pub title: String,
    /// Page, from zero.
    pub page: usize,
    /// Height on the page.
    pub y: f32,
}

/// A laid out document.
#[derive(Clone, Debug, PartialEq)]
pub struct DisplayList {
    /// Title, shown by PDF readers.
    pub title: String,
    /// Language of the document (`kk`, `ru`, `en`).
    pub language: &'static str,
    /// Pages.
    pub pages: Vec<Page>,
    /// Meaning.
    pub tree: Vec<Node>,
    /// Table of contents.
    pub bookmarks: Vec<Bookmark>,
    /// Photos used by the pages.
    pub images: Vec<ImageData>,
}
