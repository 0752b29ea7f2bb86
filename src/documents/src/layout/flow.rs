//! Lays blocks out and distributes them over pages.

use std::sync::Arc;

use super::atom::{Atom, stack};
use super::block::{Align, Block, Drawing, Paragraph, Picture, Table};
use super::book::{PageSetup, paginate, run_lines};
use super::table;
use super::text::{Line, Span, break_lines};
use crate::display::{
    Color, DisplayList, Frame, ImageData, Item, Mark, Node, QrModules, Role, TextRun,
};
use crate::error::DocumentError;
use crate::face::{ASCENT, DESCENT, Face, Fonts};
use crate::{jpeg, qr};

/// Distance of baselines as a share of the font size.
pub(crate) const LINE_HEIGHT: f32 = 1.32;
const BOX_PAD: f32 = 8.0;

/// What layout carries along.
pub(crate) struct Context {
    pub fonts: &'static Fonts,
    pub images: Vec<ImageData>,
    /// Height of a page between the margins.
    pub body: f32,
    next_leaf: u32,
    given_images: usize,
}

impl Context {
    fn new(body: f32) -> Result<Self, DocumentError> {
        Ok(Self {
            fonts: Fonts::load()?,
            images: Vec::new(),
            body,
            next_leaf: 0,
            given_images: 0,
        })
    }

    pub fn leaf(&mut self) -> u32 {
        self.next_leaf += 1;
        self.next_leaf
    }

    fn image(&mut self, bytes: &Arc<[u8]>) -> Result<(usize, f32), DocumentError> {
        let given = self.given_images;
        self.given_images += 1;
        let known = self.images.iter().position(|image| {
            Arc::ptr_eq(&image.jpeg, bytes) || image.jpeg.as_ref() == bytes.as_ref()
        });
        let index = match known {
            Some(index) => index,
            None => {
                let size = jpeg::size(bytes).ok_or(DocumentError::Image { index: given })?;
                let jpeg = Arc::clone(bytes);
                self.images.push(ImageData {
                    jpeg,
                    width: size.0,
                    height: size.1,
                });
                self.images.len() - 1
            }
        };
        let ratio = self
            .images
            .get(index)
            .map_or(1.0, |i| i.height as f32 / i.width as f32);
        Ok((index, ratio))
    }
}

/// Where lines of text go.
#[derive(Clone, Copy)]
pub(crate) struct Slot {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub align: Align,
    pub size: f32,
}

/// Paints lines one under another.
pub(crate) fn set_lines(atom: &mut Atom, lines: &[Line], slot: Slot, mark: Mark) {
    let height = slot.size * LINE_HEIGHT;
    let mut top = slot.y;
    for line in lines {
        let shift = match slot.align {
            Align::Left => 0.0,
            Align::Center => (slot.width - line.width) / 2.0,
            Align::Right => slot.width - line.width,
        };
        let y = top + (height - (ASCENT + DESCENT) * slot.size) / 2.0 + ASCENT * slot.size;
        for run in &line.runs {
            let text = TextRun {
                x: slot.x + shift.max(0.0) + run.x,
                y,
                size: slot.size,
                face: run.face,
                color: run.color,
                text: run.text.clone(),
            };
            atom.put(Item::Text(text), mark);
        }
        top += height;
    }
}

/// Lays out a document.
///
/// # Errors
/// A character without a glyph, a photo that is not a JPEG, a QR text that is too long, or
/// margins that leave no page.
pub fn compose(
    setup: &PageSetup,
    title: &str,
    language: &'static str,
    blocks: &[Block],
) -> Result<DisplayList, DocumentError> {
    compose_watched(setup, title, language, blocks, &mut |_| Ok(()))
}

/// The same, telling after each block how many rows of tables it had.
pub(crate) fn compose_watched(
    setup: &PageSetup,
    title: &str,
    language: &'static str,
    blocks: &[Block],
    watch: &mut dyn FnMut(usize) -> Result<(), DocumentError>,
) -> Result<DisplayList, DocumentError> {
    let mut list = bare(setup, title, language, blocks, watch)?;
    run_lines(Fonts::load()?, setup, &mut list.pages)?;
    Ok(list)
}

/// The same without running heads and feet: parts of a larger document.
pub(crate) fn compose_bare(
    setup: &PageSetup,
    title: &str,
    language: &'static str,
    blocks: &[Block],
) -> Result<DisplayList, DocumentError> {
    bare(setup, title, language, blocks, &mut |_| Ok(()))
}

fn bare(
    setup: &PageSetup,
    title: &str,
    language: &'static str,
    blocks: &[Block],
    watch: &mut dyn FnMut(usize) -> Result<(), DocumentError>,
) -> Result<DisplayList, DocumentError> {
    let (width, body) = setup.body();
    if !(width >= 20.0 && body >= 40.0) {
        return Err(DocumentError::PageSize);
    }
    let mut cx = Context::new(body)?;
    let (mut atoms, mut tree) = (Vec::new(), Vec::new());
    for block in blocks {
        let (more_atoms, more_nodes) = layout(&mut cx, block, width)?;
        atoms.extend(more_atoms);
        tree.extend(more_nodes);
        if let Block::Table(table) = block {
            watch(table.rows.len())?;
        }
    }
    let (pages, bookmarks) = paginate(setup, &atoms);
    Ok(DisplayList {
        title: title.to_owned(),
        language,
        pages,
        tree,
        bookmarks,
        images: cx.images,
    })
}

/// Height of blocks one under another, and of a table's head and rows after them.
pub(crate) fn measure(
    setup: &PageSetup,
    blocks: &[Block],
    table: &Table,
    watch: &mut dyn FnMut(usize) -> Result<(), DocumentError>,
) -> Result<(f32, f32, Vec<f32>), DocumentError> {
    let (width, body) = setup.body();
    let mut cx = Context::new(body)?;
    let (atoms, _) = layout_all(&mut cx, blocks, width)?;
    let before = atoms.iter().map(|atom| atom.before + atom.height).sum();
    let (head, rows) = table::heights(&mut cx, table, width, watch)?;
    Ok((before, head, rows))
}

fn layout_all(
    cx: &mut Context,
    blocks: &[Block],
    width: f32,
) -> Result<(Vec<Atom>, Vec<Node>), DocumentError> {
    let (mut atoms, mut nodes) = (Vec::new(), Vec::new());
    for block in blocks {
        let (more_atoms, more_nodes) = layout(cx, block, width)?;
        atoms.extend(more_atoms);
        nodes.extend(more_nodes);
    }
    Ok((atoms, nodes))
}

fn layout(
    cx: &mut Context,
    block: &Block,
    width: f32,
) -> Result<(Vec<Atom>, Vec<Node>), DocumentError> {
    match block {
        Block::Heading { level, text, align } => heading(cx, *level, text, *align, width),
        Block::Paragraph(p) => {
            let leaf = cx.leaf();
            let atoms = paragraph(cx, p, width, leaf)?;
            let mut node = Node::leaf(Role::Paragraph, leaf);
            node.language = p.language;
            Ok((atoms, vec![node]))
        }
        Block::Table(t) => {
            let (atoms, node) = table::layout(cx, t, width)?;
            Ok((atoms, vec![node]))
        }
        Block::Boxed {
            blocks,
            fill,
            border,
        } => {
            let (atoms, nodes) = layout_all(cx, blocks, width - 2.0 * BOX_PAD)?;
            Ok((boxed(&atoms, width, *fill, *border, cx.body), nodes))
        }
        Block::Columns { left, right, share } => columns(cx, left, right, *share, width),
        Block::Pictures {
            pictures,
            columns,
            height,
            size,
        } => picture_rows(cx, pictures, *columns, *height, *size, width),
        Block::Qr {
            text,
            side,
            description,
        } => {
            let code = Arc::new(qr::encode(text)?);
            let mut atom = Atom {
                height: *side,
                before: 3.0,
                ..Atom::default()
            };
            let leaf = cx.leaf();
            let frame = Frame {
                x: 0.0,
                y: 0.0,
                w: *side,
                h: *side,
            };
            atom.put(Item::Qr { frame, code }, Mark::Leaf(leaf));
            Ok((
                vec![atom],
                vec![Node::leaf(Role::Figure(description.clone()), leaf)],
            ))
        }
        Block::Codes {
            codes,
            columns,
            description,
        } => code_rows(cx, codes, *columns, description, width),
        Block::Drawing(drawing) => drawn(cx, drawing),
        Block::Rule => {
            let mut atom = Atom {
                height: 0.5,
                before: 6.0,
                ..Atom::default()
            };
            let item = Item::Line {
                from: (0.0, 0.0),
                to: (width, 0.0),
                width: 0.5,
                color: Color::LINE,
            };
            atom.put(item, Mark::Layout);
            Ok((vec![atom], Vec::new()))
        }
        Block::Space(height) => Ok((vec![Atom::space(*height)], Vec::new())),
        Block::Together(blocks) => {
            let (mut atoms, nodes) = layout_all(cx, blocks, width)?;
            let last = atoms.len().saturating_sub(1);
            for atom in atoms.iter_mut().take(last) {
                atom.glue = true;
            }
            Ok((atoms, nodes))
        }
        Block::PageBreak => Ok((
            vec![Atom {
                page_break: true,
                ..Atom::default()
            }],
            Vec::new(),
        )),
    }
}

fn drawn(cx: &mut Context, drawing: &Drawing) -> Result<(Vec<Atom>, Vec<Node>), DocumentError> {
    let leaf = cx.leaf();
    let mut atom = Atom {
        height: drawing.height,
        before: 3.0,
        ..Atom::default()
    };
    for item in &drawing.items {
        if let Item::Text(run) = item {
            for c in run.text.chars() {
                cx.fonts.printable(run.face, c)?;
            }
        }
        atom.put(item.clone(), Mark::Leaf(leaf));
    }
    let role = Role::Figure(drawing.description.clone());
    Ok((vec![atom], vec![Node::leaf(role, leaf)]))
}

fn heading(
    cx: &mut Context,
    level: u8,
    text: &str,
    align: Align,
    width: f32,
) -> Result<(Vec<Atom>, Vec<Node>), DocumentError> {
    let (size, face, before) = match level {
        0 | 1 => (15.0, Face::Bold, 4.0),
        2 => (11.0, Face::SemiBold, 10.0),
        _ => (9.5, Face::SemiBold, 7.0),
    };
    let span = Span {
        text: text.to_owned(),
        face,
        color: Color::INK,
    };
    let p = Paragraph::new([span])
        .size(size)
        .align(align)
        .before(before)
        .keep();
    let leaf = cx.leaf();
    let mut atoms = paragraph(cx, &p, width, leaf)?;
    if let Some(first) = atoms.first_mut() {
        first.bookmark = Some((level.clamp(1, 6), text.to_owned()));
    }
    for atom in &mut atoms {
        atom.glue = true;
    }
    Ok((
        atoms,
        vec![Node::leaf(
            Role::Heading(level.clamp(1, 6), text.to_owned()),
            leaf,
        )],
    ))
}

fn paragraph(
    cx: &mut Context,
    p: &Paragraph,
    width: f32,
    leaf: u32,
) -> Result<Vec<Atom>, DocumentError> {
    let inner = (width - p.indent).max(1.0);
    let lines = break_lines(cx.fonts, &p.spans, p.size, inner)?;
    let count = lines.len();
    let slot = Slot {
        x: p.indent,
        y: 0.0,
        width: inner,
        align: p.align,
        size: p.size,
    };
    let mut atoms = Vec::with_capacity(count);
    for (i, line) in lines.iter().enumerate() {
        let mut atom = Atom {
            height: p.size * LINE_HEIGHT,
            ..Atom::default()
        };
        if i == 0 {
            atom.before = p.before;
        }
        // No single line alone at the foot or at the head of a page.
        atom.glue = match i + 1 {
            last if last == count => p.keep_with_next,
            next => count <= 3 || next == 1 || next + 1 == count,
        };
        set_lines(
            &mut atom,
            std::slice::from_ref(line),
            slot,
            Mark::Leaf(leaf),
        );
        atoms.push(atom);
    }
    Ok(atoms)
}

fn boxed(
    atoms: &[Atom],
    width: f32,
    fill: Option<Color>,
    border: Option<Color>,
    body: f32,
) -> Vec<Atom> {
    let pile = stack(atoms);
    if pile.height + 2.0 * BOX_PAD <= body * 0.5 {
        let height = pile.height + 2.0 * BOX_PAD;
        let mut atom = Atom {
            height,
            before: 6.0,
            ..Atom::default()
        };
        let frame = Frame {
            x: 0.0,
            y: 0.0,
            w: width,
            h: height,
        };
        let stroke = border.map(|color| (0.75, color));
        atom.put(
            Item::Rect {
                frame,
                fill,
                stroke,
            },
            Mark::Layout,
        );
        atom.absorb(&pile, BOX_PAD, BOX_PAD);
        atom.bookmark = atoms.iter().find_map(|a| a.bookmark.clone());
        return vec![atom];
    }
    let last = atoms.len().saturating_sub(1);
    let mut pieces = Vec::with_capacity(atoms.len());
    for (i, inner) in atoms.iter().enumerate() {
        let above = if i == 0 { BOX_PAD } else { inner.before };
        let below = if i == last { BOX_PAD } else { 0.0 };
        let height = above + inner.height + below;
        let mut piece = frame_piece(width, height, fill, border);
        piece.before = if i == 0 { 6.0 } else { 0.0 };
        piece.glue = inner.glue || (i == 0 && i != last) || (i + 1 == last);
        piece.page_break = inner.page_break;
        piece.bookmark = inner.bookmark.clone();
        piece.head = inner.head.as_ref().map(|head| {
            let mut framed = frame_piece(width, head.height, fill, border);
            framed.absorb(head, BOX_PAD, 0.0);
            std::rc::Rc::new(framed)
        });
        if let Some(color) = border {
            let edges = [(i == 0, 0.0), (i == last, height)];
            for (_, y) in edges.into_iter().filter(|(drawn, _)| *drawn) {
                let line = Item::Line {
                    from: (0.0, y),
                    to: (width, y),
                    width: 0.75,
                    color,
                };
                piece.put(line, Mark::Layout);
            }
        }
        piece.absorb(inner, BOX_PAD, above);
        pieces.push(piece);
    }
    pieces
}

fn frame_piece(width: f32, height: f32, fill: Option<Color>, border: Option<Color>) -> Atom {
    let mut piece = Atom {
        height,
        ..Atom::default()
    };
    if fill.is_some() {
        let frame = Frame {
            x: 0.0,
            y: 0.0,
            w: width,
            h: height,
        };
        piece.put(
            Item::Rect {
                frame,
                fill,
                stroke: None,
            },
            Mark::Layout,
        );
    }
    if let Some(color) = border {
        for x in [0.0, width] {
            let line = Item::Line {
                from: (x, 0.0),
                to: (x, height),
                width: 0.75,
                color,
            };
            piece.put(line, Mark::Layout);
        }
    }
    piece
}

fn columns(
    cx: &mut Context,
    left: &[Block],
    right: &[Block],
    share: f32,
    width: f32,
) -> Result<(Vec<Atom>, Vec<Node>), DocumentError> {
    let gap = 10.0;
    let left_width = (width - gap) * share.clamp(0.1, 0.9);
    let (left_atoms, left_nodes) = layout_all(cx, left, left_width)?;
    let (right_atoms, right_nodes) = layout_all(cx, right, width - gap - left_width)?;
    let nodes = left_nodes.into_iter().chain(right_nodes).collect();
    let (l, r) = (stack(&left_atoms), stack(&right_atoms));
    let height = l.height.max(r.height);
    if height > cx.body {
        return Ok((left_atoms.into_iter().chain(right_atoms).collect(), nodes));
    }
    let mut atom = Atom {
        height,
        before: 4.0,
        ..Atom::default()
    };
    atom.bookmark = left_atoms
        .iter()
        .chain(&right_atoms)
        .find_map(|a| a.bookmark.clone());
    atom.absorb(&l, 0.0, 0.0);
    atom.absorb(&r, left_width + gap, 0.0);
    Ok((vec![atom], nodes))
}

fn picture_rows(
    cx: &mut Context,
    pictures: &[Picture],
    columns: usize,
    height: f32,
    size: f32,
    width: f32,
) -> Result<(Vec<Atom>, Vec<Node>), DocumentError> {
    let columns = columns.max(1);
    let gap = 8.0;
    let cell = ((width - gap * (columns - 1) as f32) / columns as f32).max(10.0);
    let height = height.clamp(10.0, cx.body * 0.8);
    let (mut atoms, mut nodes) = (Vec::new(), Vec::new());
    for row in pictures.chunks(columns) {
        let mut atom = Atom {
            before: 6.0,
            ..Atom::default()
        };
        for (i, picture) in row.iter().enumerate() {
            let (image, ratio) = cx.image(&picture.jpeg)?;
            let (w, h) = if cell * ratio <= height {
                (cell, cell * ratio)
            } else {
                (height / ratio, height)
            };
            let x = i as f32 * (cell + gap);
            let figure = cx.leaf();
            let frame = Frame { x, y: 0.0, w, h };
            atom.put(Item::Image { frame, image }, Mark::Leaf(figure));
            nodes.push(Node::leaf(
                Role::Figure(picture.description.clone()),
                figure,
            ));
            let mut bottom = h;
            if !picture.caption.is_empty() {
                let lines = break_lines(cx.fonts, &picture.caption, size, cell)?;
                let caption = cx.leaf();
                let slot = Slot {
                    x,
                    y: h + 2.0,
                    width: cell,
                    align: Align::Left,
                    size,
                };
                set_lines(&mut atom, &lines, slot, Mark::Leaf(caption));
                nodes.push(Node::leaf(Role::Paragraph, caption));
                bottom += 2.0 + lines.len() as f32 * size * LINE_HEIGHT;
            }
            atom.height = atom.height.max(bottom);
        }
        atoms.push(atom);
    }
    Ok((atoms, nodes))
}

/// Caption of a code, in points.
const CODE_CAPTION: f32 = 8.0;

fn code_rows(
    cx: &mut Context,
    codes: &[(Arc<QrModules>, String)],
    columns: usize,
    description: &str,
    width: f32,
) -> Result<(Vec<Atom>, Vec<Node>), DocumentError> {
    let columns = columns.max(1);
    let gap = 6.0;
    let side = ((width - gap * (columns - 1) as f32) / columns as f32).max(10.0);
    let (mut atoms, mut nodes) = (Vec::new(), Vec::new());
    for row in codes.chunks(columns) {
        let mut atom = Atom {
            before: 4.0,
            height: side + CODE_CAPTION * LINE_HEIGHT,
            ..Atom::default()
        };
        for (i, (code, caption)) in row.iter().enumerate() {
            let x = i as f32 * (side + gap);
            let figure = cx.leaf();
            let frame = Frame {
                x,
                y: 0.0,
                w: side,
                h: side,
            };
            let item = Item::Qr {
                frame,
                code: Arc::clone(code),
            };
            atom.put(item, Mark::Leaf(figure));
            let words = format!("{description} {caption}");
            nodes.push(Node::leaf(Role::Figure(words), figure));
            let lines = break_lines(cx.fonts, &[Span::grey(caption)], CODE_CAPTION, side)?;
            let leaf = cx.leaf();
            let slot = Slot {
                x,
                y: side,
                width: side,
                align: Align::Center,
                size: CODE_CAPTION,
            };
            let first = lines.get(..1).unwrap_or_default();
            set_lines(&mut atom, first, slot, Mark::Leaf(leaf));
            nodes.push(Node::leaf(Role::Paragraph, leaf));
        }
        atoms.push(atom);
    }
    Ok((atoms, nodes))
}
