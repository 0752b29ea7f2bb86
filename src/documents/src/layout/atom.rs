//! Pieces that are never cut by the end of a page.

use std::rc::Rc;

use crate::display::{Item, Mark, Placed};

/// A piece of the document, painted relative to its own upper left corner.
#[derive(Clone, Debug, Default)]
pub(crate) struct Atom {
    pub height: f32,
    pub items: Vec<Placed>,
    /// White above; dropped at the top of a page.
    pub before: f32,
    /// Stays on the page of the next piece.
    pub glue: bool,
    /// Begins a page.
    pub page_break: bool,
    /// Painted again above this piece when it is the first of a page.
    pub head: Option<Rc<Atom>>,
    /// Enters the table of contents: level and words.
    pub bookmark: Option<(u8, String)>,
}

impl Atom {
    pub fn space(height: f32) -> Self {
        Self {
            before: height,
            ..Self::default()
        }
    }

    pub fn put(&mut self, item: Item, mark: Mark) {
        self.items.push(Placed { item, mark });
    }

    /// Copies the items of `other`, moved.
    pub fn absorb(&mut self, other: &Atom, dx: f32, dy: f32) {
        self.items.extend(moved(&other.items, dx, dy));
    }
}

/// Piles pieces on each other into one; white above the first is dropped.
pub(crate) fn stack(atoms: &[Atom]) -> Atom {
    let mut pile = Atom::default();
    for (i, atom) in atoms.iter().enumerate() {
        if i > 0 {
            pile.height += atom.before;
        }
        let y = pile.height;
        pile.absorb(atom, 0.0, y);
        pile.height += atom.height;
    }
    pile
}

/// The same items at another place.
pub(crate) fn moved(items: &[Placed], dx: f32, dy: f32) -> impl Iterator<Item = Placed> {
    items.iter().map(move |placed| {
        let mut item = placed.item.clone();
        match &mut item {
            Item::Text(run) => {
                run.x += dx;
                run.y += dy;
            }
            Item::Line { from, to, .. } => {
                *from = (from.0 + dx, from.1 + dy);
                *to = (to.0 + dx, to.1 + dy);
            }
            Item::Rect { frame, .. } | Item::Image { frame, .. } | Item::Qr { frame, .. } => {
                frame.x += dx;
                frame.y += dy;
            }
            Item::Path { steps, .. } => {
                for step in steps {
                    use crate::display::Step;
                    match step {
                        Step::Move(x, y) | Step::Line(x, y) => {
                            *x += dx;
                            *y += dy;
                        }
                        Step::Close => {}
                    }
                }
            }
        }
        Placed {
            item,
            mark: placed.mark,
        }
    })
}
