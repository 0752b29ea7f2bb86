//! Several laid out parts as one document: pages after pages, meaning after meaning.

use super::atom::Atom;
use super::block::Align;
use super::book::PageSetup;
use super::flow::{Slot, set_lines};
use super::text::{Span, break_lines};
use crate::display::{
    Bookmark, Child, Color, DisplayList, Frame, Ink, Item, Mark, Node, Page, Placed, Role, Step,
};
use crate::error::DocumentError;
use crate::face::{Face, Fonts};

/// Puts the pages of `part` after those of `book`.
pub(crate) fn append(book: &mut DisplayList, part: DisplayList) {
    let leaves = last_leaf(&book.pages, &book.tree);
    let (pages, images) = (book.pages.len(), book.images.len());
    for mut page in part.pages {
        for placed in &mut page.items {
            if let Mark::Leaf(leaf) = &mut placed.mark {
                *leaf += leaves;
            }
            if let Item::Image { image, .. } = &mut placed.item {
                *image += images;
            }
        }
        book.pages.push(page);
    }
    book.tree
        .extend(part.tree.into_iter().map(|node| renumbered(node, leaves)));
    book.bookmarks
        .extend(part.bookmarks.into_iter().map(|bookmark| Bookmark {
            page: bookmark.page + pages,
            ..bookmark
        }));
    book.images.extend(part.images);
}

fn last_leaf(pages: &[Page], tree: &[Node]) -> u32 {
    let painted = pages
        .iter()
        .flat_map(|page| &page.items)
        .filter_map(|placed| match placed.mark {
            Mark::Leaf(leaf) => Some(leaf),
            _ => None,
        })
        .max()
        .unwrap_or(0);
    tree.iter().map(last_of).max().unwrap_or(0).max(painted)
}

fn last_of(node: &Node) -> u32 {
    let of = |child: &Child| match child {
        Child::Node(node) => last_of(node),
        Child::Leaf(leaf) => *leaf,
    };
    node.children.iter().map(of).max().unwrap_or(0)
}

fn renumbered(mut node: Node, by: u32) -> Node {
    node.children = node
        .children
        .into_iter()
        .map(|child| match child {
            Child::Node(node) => Child::Node(renumbered(node, by)),
            Child::Leaf(leaf) => Child::Leaf(leaf + by),
        })
        .collect();
    node
}

/// Pages of another document as pictures of themselves: each made smaller to fit into the body of
/// a page, and its headings no longer headings of this document's contents.
pub(crate) fn fitted(list: DisplayList, setup: &PageSetup) -> DisplayList {
    let (width, height) = setup.body();
    let pages = list
        .pages
        .into_iter()
        .map(|page| {
            let scale = (width / page.width.max(1.0))
                .min(height / page.height.max(1.0))
                .min(1.0);
            let (dx, dy) = (
                setup.left + (width - page.width * scale) / 2.0,
                setup.top + (height - page.height * scale) / 2.0,
            );
            let mut items: Vec<Placed> = vec![Placed {
                item: Item::Rect {
                    frame: Frame {
                        x: dx,
                        y: dy,
                        w: page.width * scale,
                        h: page.height * scale,
                    },
                    fill: None,
                    stroke: Some((0.5, Color::LINE)),
                },
                mark: Mark::Layout,
            }];
            items.extend(page.items.into_iter().map(|placed| Placed {
                item: scaled(placed.item, scale, dx, dy),
                mark: placed.mark,
            }));
            Page {
                width: setup.width,
                height: setup.height,
                items,
            }
        })
        .collect();
    DisplayList {
        pages,
        tree: vec![Node::with(Role::Section, list.tree)],
        bookmarks: Vec::new(),
        ..list
    }
}

fn scaled(item: Item, by: f32, dx: f32, dy: f32) -> Item {
    let at = |(x, y): (f32, f32)| (x * by + dx, y * by + dy);
    let framed = |frame: Frame| Frame {
        x: frame.x * by + dx,
        y: frame.y * by + dy,
        w: frame.w * by,
        h: frame.h * by,
    };
    match item {
        Item::Text(mut run) => {
            (run.x, run.y) = at((run.x, run.y));
            run.size *= by;
            Item::Text(run)
        }
        Item::Line {
            from,
            to,
            width,
            color,
        } => Item::Line {
            from: at(from),
            to: at(to),
            width: width * by,
            color,
        },
        Item::Rect {
            frame,
            fill,
            stroke,
        } => Item::Rect {
            frame: framed(frame),
            fill,
            stroke: stroke.map(|(width, color)| (width * by, color)),
        },
        Item::Path { steps, ink } => Item::Path {
            steps: steps
                .into_iter()
                .map(|step| match step {
                    Step::Move(x, y) => {
                        let (x, y) = at((x, y));
                        Step::Move(x, y)
                    }
                    Step::Line(x, y) => {
                        let (x, y) = at((x, y));
                        Step::Line(x, y)
                    }
                    Step::Close => Step::Close,
                })
                .collect(),
            ink: match ink {
                Ink::Stroke(color, width) => Ink::Stroke(color, width * by),
                filled @ Ink::Fill(_) => filled,
            },
        },
        Item::Image { frame, image } => Item::Image {
            frame: framed(frame),
            image,
        },
        Item::Qr { frame, code } => Item::Qr {
            frame: framed(frame),
            code,
        },
    }
}

/// The running lines of one page.
pub(crate) struct Running<'a> {
    /// Above the body, at the left; empty for none.
    pub head: &'a str,
    /// Below the body, at the left.
    pub foot: &'a str,
    /// Below the body, at the right.
    pub number: &'a str,
}

/// Paints the running lines of one page.
pub(crate) fn run(
    setup: &PageSetup,
    page: &mut Page,
    lines: &Running<'_>,
    size: f32,
) -> Result<(), DocumentError> {
    let fonts = Fonts::load()?;
    let (width, _) = setup.body();
    let mut atom = Atom::default();
    let foot = setup.height - setup.bottom + 12.0;
    let places = [
        (lines.head, setup.top - 22.0, Align::Left, Mark::Header),
        (lines.foot, foot, Align::Left, Mark::Footer),
        (lines.number, foot, Align::Right, Mark::Footer),
    ];
    for (text, y, align, mark) in places {
        if text.is_empty() {
            continue;
        }
        let set = break_lines(fonts, &[Span::grey(text)], size, width * 0.7)?;
        let slot = Slot {
            x: setup.left,
            y,
            width,
            align,
            size,
        };
        set_lines(&mut atom, set.get(..1).unwrap_or_default(), slot, mark);
    }
    page.items.extend(atom.items);
    Ok(())
}

/// Writes words across a page in outlined letters, over everything, so that they are seen and
/// nothing below them is hidden. Outlines are no text: they are not read aloud and not copied.
pub(crate) fn watermark(setup: &PageSetup, page: &mut Page, words: &str, color: Color) {
    let Ok(face) = ttf_parser::Face::parse(Face::SemiBold.bytes(), 0) else {
        return;
    };
    let em = f32::from(face.units_per_em());
    let advance = |c: char| {
        face.glyph_index(c)
            .and_then(|glyph| face.glyph_hor_advance(glyph))
            .map_or(0.0, |width| f32::from(width) / em)
    };
    let length: f32 = words.chars().map(advance).sum();
    let (width, height) = setup.body();
    let diagonal = width.hypot(height) * 0.82;
    let size = (diagonal / length.max(1.0)).min(64.0);
    let (sin, cos) = (-height / width.hypot(height), width / width.hypot(height));
    let middle = (setup.left + width / 2.0, setup.top + height / 2.0);
    let mut along = -length * size / 2.0;
    let mut outline = Outline {
        steps: Vec::new(),
        last: (0.0, 0.0),
        place: Place {
            scale: size / em,
            sin,
            cos,
            middle,
            along,
            drop: size * 0.35,
        },
    };
    for c in words.chars() {
        if let Some(glyph) = face.glyph_index(c) {
            outline.place.along = along;
            face.outline_glyph(glyph, &mut outline);
        }
        along += advance(c) * size;
    }
    page.items.push(Placed {
        item: Item::Path {
            steps: outline.steps,
            ink: Ink::Stroke(color, 0.7),
        },
        mark: Mark::Layout,
    });
}

/// Where a glyph stands on the slanted line.
struct Place {
    scale: f32,
    sin: f32,
    cos: f32,
    middle: (f32, f32),
    along: f32,
    drop: f32,
}

struct Outline {
    steps: Vec<Step>,
    last: (f32, f32),
    place: Place,
}

/// Straight pieces a curve of an outline is drawn with.
const PIECES: u8 = 5;

impl Outline {
    fn at(&self, x: f32, y: f32) -> (f32, f32) {
        let place = &self.place;
        let (x, y) = (place.along + x * place.scale, place.drop - y * place.scale);
        (
            place.middle.0 + x * place.cos - y * place.sin,
            place.middle.1 + x * place.sin + y * place.cos,
        )
    }

    fn line(&mut self, x: f32, y: f32) {
        let (px, py) = self.at(x, y);
        self.steps.push(Step::Line(px, py));
    }
}

impl ttf_parser::OutlineBuilder for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        let (px, py) = self.at(x, y);
        self.steps.push(Step::Move(px, py));
        self.last = (x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.line(x, y);
        self.last = (x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (x0, y0) = self.last;
        for piece in 1..=PIECES {
            let t = f32::from(piece) / f32::from(PIECES);
            let u = 1.0 - t;
            self.line(
                u * u * x0 + 2.0 * u * t * x1 + t * t * x,
                u * u * y0 + 2.0 * u * t * y1 + t * t * y,
            );
        }
        self.last = (x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let (x0, y0) = self.last;
        for piece in 1..=PIECES {
            let t = f32::from(piece) / f32::from(PIECES);
            let u = 1.0 - t;
            let weights = [u * u * u, 3.0 * u * u * t, 3.0 * u * t * t, t * t * t];
            let sum = |points: [f32; 4]| points.iter().zip(weights).map(|(p, w)| p * w).sum();
            self.line(sum([x0, x1, x2, x]), sum([y0, y1, y2, y]));
        }
        self.last = (x, y);
    }

    fn close(&mut self) {
        self.steps.push(Step::Close);
    }
}
