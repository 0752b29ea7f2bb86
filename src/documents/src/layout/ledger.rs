//! Tables with money over many pages: what each page sums to, what is carried to the next.

use std::ops::Range;

use super::block::{Block, Table, TableRow};
use super::book::PageSetup;
use super::flow::measure;
use crate::error::DocumentError;

/// Absorbs rounding of heights.
const SLACK: f32 = 2.0;

/// What stands under and over the rows of a page.
pub struct Sums<'a> {
    /// Brought from the pages before, given how many rows they hold.
    pub brought: &'a dyn Fn(usize) -> TableRow,
    /// At the foot of a page, given its rows and whether they are the last.
    pub foot: &'a dyn Fn(Range<usize>, bool) -> Vec<TableRow>,
}

impl std::fmt::Debug for Sums<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sums")
    }
}

/// Divides a table into pages, each with its sums, after `before` on the first page. What follows
/// may be added behind; pages must have the size and margins of `setup`.
///
/// # Errors
/// As [`super::compose`].
pub fn ledger(
    setup: &PageSetup,
    before: Vec<Block>,
    table: &Table,
    sums: &Sums<'_>,
) -> Result<Vec<Block>, DocumentError> {
    ledger_watched(setup, before, table, sums, &mut |_| Ok(()))
}

/// The same, telling how many rows more were measured.
pub(crate) fn ledger_watched(
    setup: &PageSetup,
    before: Vec<Block>,
    table: &Table,
    sums: &Sums<'_>,
    watch: &mut dyn FnMut(usize) -> Result<(), DocumentError>,
) -> Result<Vec<Block>, DocumentError> {
    let count = table.rows.len();
    let (above, head, heights) = measure(setup, &before, table, watch)?;
    // The largest figures, so the highest rows.
    let height = |rows: Vec<TableRow>| -> Result<f32, DocumentError> {
        let rows = Table {
            rows,
            ..table.clone_without_rows()
        };
        Ok(measure(setup, &[], &rows, &mut |_| Ok(()))?.2.iter().sum())
    };
    let carried = height(vec![(sums.brought)(count)])?;
    let foot = height((sums.foot)(0..count, false))?;
    let last_foot = height((sums.foot)(1.min(count)..count, true))?;
    let (_, body) = setup.body();
    let mut pages: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    let mut first = true;
    let mut blocks = before;
    while from < count {
        let mut room = body - head - SLACK;
        if first {
            room -= above + table.before;
        }
        if from > 0 {
            room -= carried;
        }
        let mut used = 0.0;
        let mut to = from;
        while let Some(row) = heights.get(to)
            && used + row + foot <= room
        {
            used += row;
            to += 1;
        }
        if first && to == from {
            // What stands before leaves no room: the table begins a page.
            first = false;
            blocks.push(Block::PageBreak);
            continue;
        }
        first = false;
        to = to.max(from + 1);
        if to == count && used + last_foot > room && to > from + 1 {
            to -= 1;
        }
        // What heads a group doesn't stay behind without it.
        while to < count
            && to > from + 1
            && table.rows.get(to - 1).is_some_and(|row| row.keep_with_next)
        {
            to -= 1;
        }
        pages.push(from..to);
        from = to;
    }
    if pages.is_empty() {
        pages.push(0..0);
    }
    let last = pages.len() - 1;
    for (index, page) in pages.into_iter().enumerate() {
        let mut rows = Vec::with_capacity(page.len() + 3);
        if index > 0 {
            blocks.push(Block::PageBreak);
            rows.push((sums.brought)(page.start));
        }
        rows.extend(
            table
                .rows
                .get(page.clone())
                .unwrap_or_default()
                .iter()
                .cloned(),
        );
        rows.extend((sums.foot)(page, index == last));
        blocks.push(Block::Table(Table {
            rows,
            ..table.clone_without_rows()
        }));
    }
    Ok(blocks)
}
