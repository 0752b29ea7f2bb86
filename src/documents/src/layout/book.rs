//! Pages: their size and margins, where pieces go, running heads and feet.

use super::atom::{Atom, moved};
use super::block::Align;
use super::flow::{Slot, set_lines};
use super::text::{Span, break_lines};
use crate::display::{Bookmark, Color, Item, Mark, Page, Placed};
use crate::error::DocumentError;
use crate::face::Fonts;

/// Font size of running heads and feet.
const RUNNING: f32 = 7.5;

/// Millimetres in points.
pub(crate) const fn mm(millimetres: f32) -> f32 {
    millimetres * 72.0 / 25.4
}

/// Size, margins and running lines of the pages.
#[derive(Clone, Debug, PartialEq)]
pub struct PageSetup {
    /// Width in points.
    pub width: f32,
    /// Height in points.
    pub height: f32,
    /// Left margin.
    pub left: f32,
    /// Upper margin.
    pub top: f32,
    /// Right margin.
    pub right: f32,
    /// Lower margin.
    pub bottom: f32,
    /// Upper left of every page (number of the document).
    pub header_left: String,
    /// Upper right of every page (hash prefix).
    pub header_right: String,
    /// Lower left of every page; the page number «N / M» is at the right.
    pub footer_left: String,
}

impl PageSetup {
    /// A4, upright, 20 mm for the binding at the left.
    pub fn a4() -> Self {
        Self {
            width: mm(210.0),
            height: mm(297.0),
            left: mm(20.0),
            top: mm(18.0),
            right: mm(12.0),
            bottom: mm(16.0),
            header_left: String::new(),
            header_right: String::new(),
            footer_left: String::new(),
        }
    }

    /// A4, lying, 20 mm for the binding at the top.
    pub fn a4_landscape() -> Self {
        Self {
            width: mm(297.0),
            height: mm(210.0),
            left: mm(12.0),
            top: mm(20.0),
            ..Self::a4()
        }
    }

    pub(crate) fn body(&self) -> (f32, f32) {
        (
            self.width - self.left - self.right,
            self.height - self.top - self.bottom,
        )
    }
}

/// Distributes pieces over pages.
pub(crate) fn paginate(setup: &PageSetup, atoms: &[Atom]) -> (Vec<Page>, Vec<Bookmark>) {
    let mut book = Book {
        setup,
        pages: vec![Vec::new()],
        bookmarks: Vec::new(),
        used: 0.0,
    };
    let (_, body) = setup.body();
    let mut start = 0;
    while start < atoms.len() {
        let mut end = start + 1;
        while end < atoms.len() && atoms.get(end - 1).is_some_and(|atom| atom.glue) {
            end += 1;
        }
        let group = atoms.get(start..end).unwrap_or_default();
        let height: f32 = group.iter().map(|atom| atom.before + atom.height).sum();
        let head = group
            .first()
            .and_then(|a| a.head.as_ref())
            .map_or(0.0, |head| head.height);
        // Half a point absorbs rounding: a group as high as the page is still one page.
        if book.used > 0.0 && book.used + height > body + 0.5 && height + head <= body + 0.5 {
            book.turn();
        }
        for atom in group {
            book.place(atom, body);
        }
        start = end;
    }
    let (width, height) = (setup.width, setup.height);
    let pages = book
        .pages
        .into_iter()
        .map(|items| Page {
            width,
            height,
            items,
        })
        .collect();
    (pages, book.bookmarks)
}

struct Book<'a> {
    setup: &'a PageSetup,
    pages: Vec<Vec<Placed>>,
    bookmarks: Vec<Bookmark>,
    /// Height taken on the last page.
    used: f32,
}

impl Book<'_> {
    fn turn(&mut self) {
        self.pages.push(Vec::new());
        self.used = 0.0;
    }

    fn place(&mut self, atom: &Atom, body: f32) {
        let needed = atom.before + atom.height;
        if self.used > 0.0 && (atom.page_break || self.used + needed > body + 0.5) {
            self.turn();
        }
        if self.used > 0.0 {
            self.used += atom.before;
        } else if let Some(head) = &atom.head {
            self.paint(&head.items);
            self.used += head.height;
        }
        if let Some((level, title)) = &atom.bookmark {
            self.bookmarks.push(Bookmark {
                level: *level,
                title: title.clone(),
                page: self.pages.len() - 1,
                y: self.setup.top + self.used,
            });
        }
        self.paint(&atom.items);
        self.used += atom.height;
    }

    fn paint(&mut self, items: &[Placed]) {
        let (dx, dy) = (self.setup.left, self.setup.top + self.used);
        if let Some(page) = self.pages.last_mut() {
            page.extend(moved(items, dx, dy));
        }
    }
}

/// Paints head and foot of every page, now that their number is known.
pub(crate) fn run_lines(
    fonts: &Fonts,
    setup: &PageSetup,
    pages: &mut [Page],
) -> Result<(), DocumentError> {
    let total = pages.len();
    let (width, _) = setup.body();
    for (i, page) in pages.iter_mut().enumerate() {
        let number = format!("{} / {total}", i + 1);
        let head = setup.top - 20.0;
        let foot = setup.height - setup.bottom + 10.0;
        let lines = [
            (&setup.header_left, head, Align::Left, Mark::Header),
            (&setup.header_right, head, Align::Right, Mark::Header),
            (&setup.footer_left, foot, Align::Left, Mark::Footer),
            (&number, foot, Align::Right, Mark::Footer),
        ];
        let mut atom = Atom::default();
        for (text, y, align, mark) in lines {
            if text.is_empty() {
                continue;
            }
            let share = if mark == Mark::Footer && align == Align::Left {
                0.8
            } else {
                0.6
            };
            let set = break_lines(fonts, &[Span::grey(text)], RUNNING, width * share)?;
            let slot = Slot {
                x: setup.left,
                y,
                width,
                align,
                size: RUNNING,
            };
            set_lines(&mut atom, set.get(..1).unwrap_or_default(), slot, mark);
        }
        if !(setup.header_left.is_empty() && setup.header_right.is_empty()) {
            let y = setup.top - 8.0;
            let (from, to) = ((setup.left, y), (setup.left + width, y));
            atom.put(
                Item::Line {
                    from,
                    to,
                    width: 0.5,
                    color: Color::LINE,
                },
                Mark::Layout,
            );
        }
        page.items.extend(atom.items);
    }
    Ok(())
}
