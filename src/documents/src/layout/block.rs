//! What a document is made of before it has pages.

use std::sync::Arc;

use super::text::Span;
use crate::display::{Color, Item, QrModules};

/// Horizontal position within a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// At the left.
    #[default]
    Left,
    /// In the middle.
    Center,
    /// At the right (numbers).
    Right,
}

/// A paragraph.
#[derive(Clone, Debug, PartialEq)]
pub struct Paragraph {
    /// Text.
    pub spans: Vec<Span>,
    /// Font size in points.
    pub size: f32,
    /// Horizontal position.
    pub align: Align,
    /// White above, in points; dropped at the top of a page.
    pub before: f32,
    /// Distance from the left edge, in points.
    pub indent: f32,
    /// Stays on the page of what follows.
    pub keep_with_next: bool,
    /// Language, when it differs from the document's.
    pub language: Option<&'static str>,
}

impl Paragraph {
    /// Running text at 9.5 points.
    pub fn new(spans: impl IntoIterator<Item = impl Into<Span>>) -> Self {
        Self {
            spans: spans.into_iter().map(Into::into).collect(),
            size: 9.5,
            align: Align::Left,
            before: 3.0,
            indent: 0.0,
            keep_with_next: false,
            language: None,
        }
    }
    /// The same at another size.
    pub fn size(mut self, size: f32) -> Self {
        self.size = size;
        self
    }
    /// The same at another horizontal position.
    pub fn align(mut self, align: Align) -> Self {
        self.align = align;
        self
    }
    /// The same with other white above.
    pub fn before(mut self, before: f32) -> Self {
        self.before = before;
        self
    }
    /// The same, moved to the right.
    pub fn indent(mut self, indent: f32) -> Self {
        self.indent = indent;
        self
    }
    /// The same, kept on the page of what follows.
    pub fn keep(mut self) -> Self {
        self.keep_with_next = true;
        self
    }
    /// The same in another language.
    pub fn language(mut self, language: Option<&'static str>) -> Self {
        self.language = language;
        self
    }
}

/// A mark drawn as an outline: fonts have no such signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// A tick.
    Yes,
    /// A cross.
    No,
    /// A dash.
    NotApplicable,
    /// An empty box to be filled in by hand.
    Box,
    /// A box with a tick.
    TickedBox,
}

/// Width of a column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Width {
    /// So many points.
    Fixed(f32),
    /// A share of what the fixed columns leave.
    Share(f32),
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Words in the head; empty in a table without a head.
    pub head: String,
    /// Width.
    pub width: Width,
    /// Position of the cells.
    pub align: Align,
}

impl Column {
    /// A column with its head and width, at the left.
    pub fn new(head: impl Into<String>, width: Width) -> Self {
        Self {
            head: head.into(),
            width,
            align: Align::Left,
        }
    }
    /// The same with cells at the right.
    pub fn right(mut self) -> Self {
        self.align = Align::Right;
        self
    }
    /// The same with cells in the middle.
    pub fn center(mut self) -> Self {
        self.align = Align::Center;
        self
    }
}

/// A cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// Text.
    pub spans: Vec<Span>,
    /// A sign before the text.
    pub sign: Option<(Sign, Color)>,
    /// Columns covered; 0 counts as 1.
    pub covers: usize,
}

impl Cell {
    /// A cell with text.
    pub fn new(spans: impl IntoIterator<Item = impl Into<Span>>) -> Self {
        Self {
            spans: spans.into_iter().map(Into::into).collect(),
            sign: None,
            covers: 1,
        }
    }
    /// A cell with plain text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::new([Span::plain(text)])
    }
    /// A cell with a sign only.
    pub fn sign(sign: Sign, color: Color) -> Self {
        Self {
            spans: Vec::new(),
            sign: Some((sign, color)),
            covers: 1,
        }
    }
    /// The same, covering several columns.
    pub fn covering(mut self, columns: usize) -> Self {
        self.covers = columns;
        self
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Cell::text(text)
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Cell::text(text)
    }
}

impl From<Span> for Cell {
    fn from(span: Span) -> Self {
        Cell::new([span])
    }
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TableRow {
    /// Cells from the left.
    pub cells: Vec<Cell>,
    /// Grey background (totals, groups).
    pub shaded: bool,
    /// Least height in points (rows filled in by hand).
    pub least_height: f32,
    /// The row heads a group and stays with the next one.
    pub keep_with_next: bool,
}

impl TableRow {
    /// A row of cells.
    pub fn new(cells: impl IntoIterator<Item = impl Into<Cell>>) -> Self {
        Self {
            cells: cells.into_iter().map(Into::into).collect(),
            ..Self::default()
        }
    }
    /// The same on grey.
    pub fn shaded(mut self) -> Self {
        self.shaded = true;
        self
    }
}

/// Lines of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rules {
    /// Around every cell.
    Grid,
    /// Between rows.
    Rows,
    /// None.
    None,
}

/// A table; its head is repeated on every page.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Columns from the left.
    pub columns: Vec<Column>,
    /// Rows from the top.
    pub rows: Vec<TableRow>,
    /// Font size in points.
    pub size: f32,
    /// Lines.
    pub rules: Rules,
    /// The first column names the rows.
    pub row_heads: bool,
    /// White above, in points.
    pub before: f32,
    /// Words above the heads of several columns; empty for none. A cell without words leaves the
    /// columns under it undivided.
    pub groups: Vec<Cell>,
    /// The columns are numbered under their heads.
    pub numbered: bool,
}

impl Table {
    /// A table with a grid at 8.5 points.
    pub fn new(columns: Vec<Column>, rows: Vec<TableRow>) -> Self {
        Self {
            columns,
            rows,
            size: 8.5,
            rules: Rules::Grid,
            row_heads: false,
            before: 5.0,
            groups: Vec::new(),
            numbered: false,
        }
    }

    /// The same table with no row yet.
    pub(crate) fn clone_without_rows(&self) -> Self {
        Self {
            columns: self.columns.clone(),
            rows: Vec::new(),
            groups: self.groups.clone(),
            ..*self
        }
    }

    /// Names on the left, values on the right, without lines.
    pub fn key_values(
        key_width: f32,
        rows: impl IntoIterator<Item = (impl Into<String>, Vec<Span>)>,
    ) -> Self {
        let rows = rows
            .into_iter()
            .map(|(key, value)| {
                TableRow::new([Cell::new([Span::grey(key.into())]), Cell::new(value)])
            })
            .collect();
        Self {
            columns: vec![
                Column::new("", Width::Fixed(key_width)),
                Column::new("", Width::Share(1.0)),
            ],
            rows,
            size: 9.5,
            rules: Rules::None,
            row_heads: true,
            before: 2.0,
            groups: Vec::new(),
            numbered: false,
        }
    }
}

/// A photo with its caption.
#[derive(Clone, PartialEq)]
pub struct Picture {
    /// The file: a grey or RGB JPEG, already turned upright.
    pub jpeg: Arc<[u8]>,
    /// What it shows, for those who cannot see it.
    pub description: String,
    /// Words under it.
    pub caption: Vec<Span>,
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Picture({} bytes)", self.jpeg.len())
    }
}

/// A chart or a map: lines, fills and words, painted as they are. Words stay words.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// Height in points; nothing reaches below it.
    pub height: f32,
    /// What is painted, from the upper left corner of the drawing.
    pub items: Vec<Item>,
    /// What it shows, for those who cannot see it.
    pub description: String,
}

/// A part of a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading of level 1 (title) to 6; stays with what follows and enters the contents.
    Heading {
        /// Level.
        level: u8,
        /// Words.
        text: String,
        /// Position.
        align: Align,
    },
    /// A paragraph.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
    /// Parts in a bordered box, optionally grey.
    Boxed {
        /// Parts.
        blocks: Vec<Block>,
        /// Background.
        fill: Option<Color>,
        /// Border.
        border: Option<Color>,
    },
    /// Two columns side by side, kept on one page.
    Columns {
        /// Left parts.
        left: Vec<Block>,
        /// Right parts.
        right: Vec<Block>,
        /// Share of the left column, 0 to 1.
        share: f32,
    },
    /// Photos in rows.
    Pictures {
        /// The photos.
        pictures: Vec<Picture>,
        /// Photos in a row.
        columns: usize,
        /// Greatest height of a photo in points.
        height: f32,
        /// Font size of the captions.
        size: f32,
    },
    /// A QR code.
    Qr {
        /// Text in the code.
        text: String,
        /// Side in points, quiet zone included.
        side: f32,
        /// What it is, for those who cannot see it.
        description: String,
    },
    /// QR codes in rows, each with words under it.
    Codes {
        /// The codes and the words.
        codes: Vec<(Arc<QrModules>, String)>,
        /// Codes in a row.
        columns: usize,
        /// What they are, for those who cannot see them.
        description: String,
    },
    /// A chart or a map.
    Drawing(Drawing),
    /// A thin line over the whole width.
    Rule,
    /// White.
    Space(f32),
    /// Parts that stay on one page if one page holds them.
    Together(Vec<Block>),
    /// What follows begins a page.
    PageBreak,
}

impl From<Paragraph> for Block {
    fn from(paragraph: Paragraph) -> Self {
        Block::Paragraph(paragraph)
    }
}

impl From<Table> for Block {
    fn from(table: Table) -> Self {
        Block::Table(table)
    }
}
