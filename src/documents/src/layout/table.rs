//! Tables: column widths, rows kept together, heads repeated.

use std::rc::Rc;

use super::atom::Atom;
use super::block::{Align, Cell, Column, Rules, Table, TableRow, Width};
use super::flow::{Context, LINE_HEIGHT, Slot, set_lines};
use super::sign;
use super::text::{Line, Span, break_lines};
use crate::display::{Child, Color, Frame, Item, Mark, Node, Role};
use crate::error::DocumentError;
use crate::face::Face;

const HAIR: f32 = 0.5;
/// Rows between two looks at whether they are still wanted.
const WATCHED: usize = 64;

struct Grid<'a> {
    table: &'a Table,
    widths: Vec<f32>,
    width: f32,
    pad_x: f32,
    pad_y: f32,
}

impl<'a> Grid<'a> {
    fn of(table: &'a Table, width: f32) -> Self {
        let plain = table.rules == Rules::None;
        Self {
            table,
            widths: widths(&table.columns, width),
            width,
            pad_x: if plain { 0.0 } else { 4.0 },
            pad_y: if plain { 1.0 } else { 2.6 },
        }
    }
}

struct SetCell {
    x: f32,
    width: f32,
    align: Align,
    lines: Vec<Line>,
    sign: Option<(super::Sign, Color)>,
    leaf: u32,
}

/// Lays out a table over `width` points.
pub(crate) fn layout(
    cx: &mut Context,
    table: &Table,
    width: f32,
) -> Result<(Vec<Atom>, Node), DocumentError> {
    let plain = table.rules == Rules::None;
    let grid = Grid::of(table, width);
    let mut node = Node::new(Role::Table);
    let mut atoms = Vec::new();
    let has_head = table.columns.iter().any(|column| !column.head.is_empty());
    let (head_height, repeated) = if has_head {
        let (head, repeated, rows) = head(cx, &grid)?;
        node.children
            .push(Child::Node(Node::with(Role::TableHead, rows)));
        let height = head.height;
        atoms.push(head);
        (height, Rc::new(repeated))
    } else {
        // Nothing to repeat but the upper line, which every page needs.
        let mut top = Atom::default();
        if !plain {
            top.put(rule(0.0, 0.0, width), Mark::Layout);
        }
        atoms.push(Atom {
            glue: true,
            ..top.clone()
        });
        (0.0, Rc::new(top))
    };
    if let Some(first) = atoms.first_mut() {
        first.before = table.before;
    }
    let mut body = Vec::new();
    for (index, row) in table.rows.iter().enumerate() {
        let (mut pieces, row_node) = body_row(cx, &grid, row, head_height)?;
        for piece in &mut pieces {
            piece.head = Some(Rc::clone(&repeated));
        }
        if index == 0
            && let Some(first) = pieces.first_mut()
        {
            first.head = None;
        }
        // Neither the first nor the last of several rows stands on a page alone, unless the page
        // would stay half empty for it.
        let count = table.rows.len();
        let height: f32 = pieces.iter().map(|piece| piece.height).sum();
        let at_edge = count > 2 && (index == 0 || index + 2 == count) && height <= cx.body * 0.25;
        if (row.keep_with_next || at_edge)
            && let Some(last) = pieces.last_mut()
        {
            last.glue = index + 1 < count;
        }
        body.push(row_node);
        atoms.extend(pieces);
    }
    node.children
        .push(Child::Node(Node::with(Role::TableBody, body)));
    // A short list of values is not torn apart.
    let height: f32 = atoms.iter().map(|atom| atom.before + atom.height).sum();
    if plain && height <= cx.body * 0.2 {
        for atom in &mut atoms {
            atom.glue = true;
        }
    }
    if let Some(last) = atoms.last_mut() {
        last.glue = false;
    }
    Ok((atoms, node))
}

/// Heights over `width` points: of the head, of every row.
pub(crate) fn heights(
    cx: &mut Context,
    table: &Table,
    width: f32,
    watch: &mut dyn FnMut(usize) -> Result<(), DocumentError>,
) -> Result<(f32, Vec<f32>), DocumentError> {
    let grid = Grid::of(table, width);
    let (head, _, _) = head(cx, &grid)?;
    let mut rows = Vec::with_capacity(table.rows.len());
    for (index, row) in table.rows.iter().enumerate() {
        let (pieces, _) = body_row(cx, &grid, row, head.height)?;
        rows.push(pieces.iter().map(|piece| piece.height).sum());
        if (index + 1).is_multiple_of(WATCHED) {
            watch(WATCHED)?;
        }
    }
    Ok((head.height, rows))
}

fn widths(columns: &[Column], width: f32) -> Vec<f32> {
    let (mut fixed, mut shares) = (0.0_f32, 0.0_f32);
    for column in columns {
        match column.width {
            Width::Fixed(points) => fixed += points,
            Width::Share(share) => shares += share,
        }
    }
    // Fixed columns too wide for the page shrink together.
    let shrink = if fixed > width && fixed > 0.0 {
        width / fixed
    } else {
        1.0
    };
    let rest = (width - fixed).max(0.0);
    columns
        .iter()
        .map(|column| match column.width {
            Width::Fixed(points) => points * shrink,
            Width::Share(share) if shares > 0.0 => rest * share / shares,
            Width::Share(_) => 0.0,
        })
        .collect()
}

/// A row of the head.
#[derive(Clone, Copy, PartialEq, Eq)]
enum HeadRow {
    Groups,
    Names,
    Numbers,
}

/// Lines around a row.
#[derive(Clone, Copy, Default)]
struct Edges {
    /// One above.
    above: bool,
    /// The one below only under cells with words.
    under_words_only: bool,
}

/// The rows of the head as one piece: as it is said, and as it is repeated.
fn head(cx: &mut Context, grid: &Grid<'_>) -> Result<(Atom, Atom, Vec<Node>), DocumentError> {
    let table = grid.table;
    let strong = |text: &str| Span {
        text: text.to_owned(),
        face: Face::SemiBold,
        color: Color::INK,
    };
    let mut rows = Vec::new();
    if !table.groups.is_empty() {
        let groups = table.groups.iter().map(|cell| Cell {
            spans: cell.spans.iter().map(|span| strong(&span.text)).collect(),
            ..cell.clone()
        });
        rows.push((HeadRow::Groups, groups.collect::<Vec<_>>()));
    }
    let heads = table
        .columns
        .iter()
        .map(|column| Cell::new([strong(&column.head)]));
    rows.push((HeadRow::Names, heads.collect()));
    if table.numbered {
        let numbers = (1..=table.columns.len()).map(|number| Cell::text(number.to_string()));
        rows.push((HeadRow::Numbers, numbers.collect()));
    }
    let mut whole = Atom {
        glue: true,
        ..Atom::default()
    };
    let mut nodes = Vec::new();
    for (index, (kind, cells)) in rows.into_iter().enumerate() {
        let row = TableRow {
            cells,
            shaded: true,
            ..TableRow::default()
        };
        let mut set = set_cells(cx, grid, &row)?;
        if kind != HeadRow::Names {
            for cell in &mut set {
                cell.align = Align::Center;
            }
        }
        let lines = set.iter().map(|cell| cell.lines.len()).max().unwrap_or(1);
        let edges = Edges {
            above: index == 0,
            under_words_only: kind == HeadRow::Groups,
        };
        let atom = paint_row(grid, &row, &set, 0..lines, edges);
        let top = whole.height;
        whole.absorb(&atom, 0.0, top);
        whole.height += atom.height;
        let names = set
            .iter()
            .zip(&row.cells)
            .map(|(cell, source)| {
                let covers = u32::try_from(source.covers.max(1)).unwrap_or(1);
                let role = if kind == HeadRow::Names {
                    Role::ColumnHeader
                } else {
                    Role::Cell(covers)
                };
                Node::leaf(role, cell.leaf)
            })
            .collect();
        nodes.push(Node::with(Role::Row, names));
    }
    // Backgrounds first: that of one row must not cover the line under another.
    whole
        .items
        .sort_by_key(|placed| !matches!(placed.item, Item::Rect { .. }));
    let mut repeated = whole.clone();
    for placed in &mut repeated.items {
        placed.mark = Mark::Layout;
    }
    Ok((whole, repeated, nodes))
}

fn body_row(
    cx: &mut Context,
    grid: &Grid<'_>,
    row: &TableRow,
    head_height: f32,
) -> Result<(Vec<Atom>, Node), DocumentError> {
    let set = set_cells(cx, grid, row)?;
    let nodes = set
        .iter()
        .zip(&row.cells)
        .enumerate()
        .map(|(i, (cell, source))| {
            let covers = u32::try_from(source.covers.max(1)).unwrap_or(1);
            let role = if i == 0 && grid.table.row_heads && covers == 1 {
                Role::RowHeader
            } else {
                Role::Cell(covers)
            };
            Node::leaf(role, cell.leaf)
        })
        .collect();
    let lines = set.iter().map(|cell| cell.lines.len()).max().unwrap_or(1);
    let line_height = grid.table.size * LINE_HEIGHT;
    let room = cx.body - head_height - 2.0 * grid.pad_y - 1.0;
    let mut per_page = lines;
    if (lines as f32) * line_height > room {
        per_page = ((room / line_height).floor().max(1.0) as usize).max(1);
    }
    let mut pieces = Vec::new();
    let mut from = 0;
    while from < lines {
        let to = (from + per_page).min(lines);
        pieces.push(paint_row(grid, row, &set, from..to, Edges::default()));
        from = to;
    }
    Ok((pieces, Node::with(Role::Row, nodes)))
}

fn set_cells(
    cx: &mut Context,
    grid: &Grid<'_>,
    row: &TableRow,
) -> Result<Vec<SetCell>, DocumentError> {
    let mut set = Vec::new();
    let mut column = 0;
    let mut x = 0.0;
    for cell in &row.cells {
        let covers = cell.covers.max(1);
        let Some(spanned) = grid
            .widths
            .get(column..(column + covers).min(grid.widths.len()))
        else {
            break;
        };
        let width: f32 = spanned.iter().sum();
        // Without lines, white between columns takes the place of padding.
        let gap = if grid.table.rules == Rules::None {
            8.0
        } else {
            0.0
        };
        let mut inner = width - 2.0 * grid.pad_x - gap;
        if cell.sign.is_some() && !cell.spans.is_empty() {
            inner -= grid.table.size + 4.0;
        }
        let lines = break_lines(cx.fonts, &cell.spans, grid.table.size, inner.max(1.0))?;
        set.push(SetCell {
            x,
            width,
            align: grid
                .table
                .columns
                .get(column)
                .map_or(Align::Left, |c| c.align),
            lines,
            sign: cell.sign,
            leaf: cx.leaf(),
        });
        x += width;
        column += covers;
    }
    Ok(set)
}

fn paint_row(
    grid: &Grid<'_>,
    row: &TableRow,
    set: &[SetCell],
    lines: std::ops::Range<usize>,
    edges: Edges,
) -> Atom {
    let size = grid.table.size;
    let line_height = size * LINE_HEIGHT;
    let rows = lines.len().max(1) as f32;
    let height = (rows * line_height + 2.0 * grid.pad_y).max(row.least_height);
    let mut atom = Atom {
        height,
        ..Atom::default()
    };
    if row.shaded {
        let frame = Frame {
            x: 0.0,
            y: 0.0,
            w: grid.width,
            h: height,
        };
        let fill = Some(Color::SHADE);
        atom.put(
            Item::Rect {
                frame,
                fill,
                stroke: None,
            },
            Mark::Layout,
        );
    }
    // In a row higher than its text the text stands in the middle.
    let top = (height - rows * line_height) / 2.0;
    for cell in set {
        let mark = Mark::Leaf(cell.leaf);
        let mut x = cell.x + grid.pad_x;
        let mut width = cell.width - 2.0 * grid.pad_x;
        if let Some((kind, color)) = cell.sign
            && lines.start == 0
        {
            let side = size;
            let alone = cell.lines.iter().all(|line| line.runs.is_empty());
            let left = match (alone, cell.align) {
                (true, Align::Center) => cell.x + (cell.width - side) / 2.0,
                (true, Align::Right) => cell.x + cell.width - grid.pad_x - side,
                _ => x,
            };
            let y = top + (line_height - side) / 2.0;
            for item in sign::paint(kind, left, y, side, color) {
                atom.put(item, mark);
            }
        }
        if cell.sign.is_some() {
            x += size + 4.0;
            width -= size + 4.0;
        }
        let end = lines.end.min(cell.lines.len());
        let shown = cell
            .lines
            .get(lines.start.min(end)..end)
            .unwrap_or_default();
        let slot = Slot {
            x,
            y: top,
            width,
            align: cell.align,
            size,
        };
        set_lines(&mut atom, shown, slot, mark);
    }
    let drawn = grid.table.rules != Rules::None;
    if drawn && edges.above {
        atom.put(rule(0.0, 0.0, grid.width), Mark::Layout);
    }
    if drawn && !edges.under_words_only {
        atom.put(rule(0.0, height, grid.width), Mark::Layout);
    } else if drawn {
        for cell in set
            .iter()
            .filter(|cell| cell.lines.iter().any(|line| !line.runs.is_empty()))
        {
            atom.put(rule(cell.x, height, cell.width), Mark::Layout);
        }
    }
    if grid.table.rules == Rules::Grid {
        let edges = set.iter().map(|cell| cell.x).chain([grid.width]);
        for x in edges {
            let (from, to) = ((x, 0.0), (x, height));
            atom.put(
                Item::Line {
                    from,
                    to,
                    width: HAIR,
                    color: Color::LINE,
                },
                Mark::Layout,
            );
        }
    }
    atom
}

fn rule(x: f32, y: f32, width: f32) -> Item {
    Item::Line {
        from: (x, y),
        to: (x + width, y),
        width: HAIR,
        color: Color::LINE,
    }
}
