//! Any list on paper: the columns and rows of a register as somebody sees them, the head on every
//! page, sums of every page and of all. Lying A4, or A3 where the columns ask for it.

use std::borrow::Cow;
use std::ops::Range;

use baqylau_domain::Moment;
use baqylau_locale::{Locale, legal_time};

use crate::display::{Color, DisplayList};
use crate::error::DocumentError;
use crate::face::{Face, Fonts};
use crate::forms::{facts, foot, strong_row, title};
use crate::layout::{
    Align, Block, Cell, Column, PageSetup, Paragraph, Span, Sums, Table, TableRow, Width,
    compose_watched, ledger_watched, mm,
};
use crate::pdf::{self, Conformance, PdfOptions};
use crate::progress::Progress;

/// Rows above which a PDF isn't tagged.
const TAGGED_ROWS: usize = 2_000;
/// Most rows that are printed: some two thousand pages.
pub const MOST_ROWS: usize = 50_000;
/// Font size of the rows.
const SIZE: f32 = 7.0;
/// Room beside the words of a cell.
const PADS: f32 = 9.0;
/// Widths a column of words may have, in points.
const WORDS: Range<f32> = 46.0..220.0;
/// Rows whose words are looked at for the widths of columns.
const SAMPLE: usize = 400;

/// A column of a list.
pub struct ListColumn<'a> {
    /// Its head.
    pub head: &'a str,
    /// Numbers, money, days: at the right, never broken.
    pub figures: bool,
    /// Sums up to each row, beginning with none: one more than there are rows. Absent: not summed.
    pub up_to: Option<Vec<i128>>,
    /// How a sum is written.
    pub written: &'a dyn Fn(i128) -> String,
}

impl std::fmt::Debug for ListColumn<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ListColumn({})", self.head)
    }
}

/// A list to be printed.
pub struct ListPrint<'a> {
    /// Language.
    pub locale: &'a Locale,
    /// Its title.
    pub title: &'a str,
    /// What is said before the rows; the first of it, the time of the data, on every page.
    pub facts: Vec<(String, String)>,
    /// Columns from left to right.
    pub columns: Vec<ListColumn<'a>>,
    /// How many rows.
    pub rows: usize,
    /// The words of a cell by row and column.
    pub cell: &'a dyn Fn(usize, usize) -> String,
    /// When the print is made: the date of the PDF.
    pub generated_at: Moment,
    /// Data of a demonstration.
    pub sample: bool,
}

impl std::fmt::Debug for ListPrint<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ListPrint({} rows)", self.rows)
    }
}

/// A text with the characters the fonts lack replaced: one of them somewhere in ten thousand rows
/// must not keep the list from being printed.
fn printable<'t>(fonts: &Fonts, text: Cow<'t, str>) -> Cow<'t, str> {
    let fits = |c: char| {
        [Face::Regular, Face::SemiBold]
            .into_iter()
            .all(|face| fonts.printable(face, c).is_ok())
    };
    if text.chars().all(fits) {
        return text;
    }
    text.chars()
        .map(|c| if fits(c) { c } else { '?' })
        .collect()
}

/// How wide a text is at the size of the rows, in points.
fn width(fonts: &Fonts, text: &str) -> f32 {
    let of = |c: char| {
        fonts
            .glyph(Face::SemiBold, c)
            .map_or(0.5, |glyph| glyph.advance)
    };
    text.chars().map(of).sum::<f32>() * SIZE
}

/// The widest word of a text.
fn widest_word(fonts: &Fonts, text: &str) -> f32 {
    let words = text.split(|c: char| c.is_whitespace() || c == '-');
    words.map(|word| width(fonts, word)).fold(0.0, f32::max)
}

/// Widths of the columns: figures as wide as the widest of them, words as they would like.
fn widths(fonts: &Fonts, print: &ListPrint<'_>, cells: &[Vec<String>]) -> Vec<f32> {
    let columns = print.columns.iter().enumerate();
    columns
        .map(|(at, column)| {
            let head = widest_word(fonts, column.head);
            let of = |row: &Vec<String>| row.get(at).map_or(0.0, |text| width(fonts, text));
            if column.figures {
                let widest = cells.iter().map(of).fold(head, f32::max);
                // The sum of all is the widest there can be.
                let total = column.up_to.as_ref().and_then(|sums| sums.last());
                let total = total.map_or(0.0, |sum| width(fonts, &(column.written)(*sum)));
                return widest.max(total) + PADS;
            }
            let sample = cells.iter().take(SAMPLE);
            let words = sample
                .clone()
                .filter_map(|row| row.get(at))
                .map(|text| widest_word(fonts, text));
            let least = words.fold(head, f32::max);
            // Two lines of a cell read as well as one.
            let natural = sample.map(of).fold(0.0, f32::max) * 0.6;
            natural.max(least).clamp(WORDS.start, WORDS.end) + PADS
        })
        .collect()
}

/// Lying A4, or A3 where the columns don't fit into it.
fn page(widths: &[f32]) -> PageSetup {
    let a4 = PageSetup::a4_landscape();
    let (room, _) = a4.body();
    if widths.iter().sum::<f32>() <= room {
        a4
    } else {
        PageSetup {
            width: mm(420.0),
            height: mm(297.0),
            ..a4
        }
    }
}

fn laid_out(
    print: &ListPrint<'_>,
    progress: &mut Progress<'_>,
) -> Result<DisplayList, DocumentError> {
    let fonts = Fonts::load()?;
    let columns = print.columns.len();
    let cells: Vec<Vec<String>> = (0..print.rows)
        .map(|row| {
            let cells = (0..columns)
                .map(|column| printable(fonts, Cow::Owned((print.cell)(row, column))).into_owned());
            cells.collect()
        })
        .collect();
    let wanted = widths(fonts, print, &cells);
    let page = page(&wanted);
    let (room, _) = page.body();
    let whole: f32 = wanted.iter().sum();
    let figures = |at: usize| print.columns.get(at).is_some_and(|column| column.figures);
    let fixed: f32 = wanted
        .iter()
        .enumerate()
        .filter(|(at, _)| figures(*at))
        .map(|(_, width)| *width)
        .sum();
    // Words take what figures leave; where even figures have no room, all shrink together.
    let tight = whole > room && fixed > room * 0.7;
    let heads = print.columns.iter().zip(&wanted).map(|(column, wide)| {
        let head = printable(fonts, Cow::Borrowed(column.head));
        let width = if column.figures && !tight {
            Width::Fixed(*wide)
        } else {
            Width::Share(*wide)
        };
        let head = Column::new(head, width);
        if column.figures { head.right() } else { head }
    });
    let table = Table {
        size: SIZE,
        ..Table::new(heads.collect(), {
            let rows = cells.into_iter();
            rows.map(|row| TableRow::new(row.into_iter().map(Cell::text)))
                .collect()
        })
    };
    let name = printable(fonts, Cow::Borrowed(print.title)).into_owned();
    let mut before = Vec::new();
    if print.sample {
        let text = Span::strong(print.locale.text("doc-sample")).colored(Color::RED);
        let words = Paragraph::new([text]).size(8.0).align(Align::Center);
        before.push(words.before(0.0).into());
    }
    before.push(title(&name));
    let said = print.facts.iter().map(|(key, value)| {
        let value = printable(fonts, Cow::Borrowed(value.as_str())).into_owned();
        (key.clone(), value)
    });
    if !print.facts.is_empty() {
        before.push(facts(130.0, said.collect()));
    }
    let stamp = print.facts.first();
    let stamp = stamp.map_or_else(String::new, |(key, value)| format!("{key}: {value}"));
    let setup = PageSetup {
        header_left: name.clone(),
        header_right: printable(fonts, Cow::Owned(stamp)).into_owned(),
        footer_left: name.clone(),
        ..page
    };
    let blocks = with_sums(print, &setup, before, table, progress)?;
    let language = print.locale.language().code();
    compose_watched(&setup, &name, language, &blocks, &mut |rows| {
        progress.step(rows)
    })
}

/// The rows with the sums of every page, where a column has any.
fn with_sums(
    print: &ListPrint<'_>,
    setup: &PageSetup,
    before: Vec<Block>,
    table: Table,
    progress: &mut Progress<'_>,
) -> Result<Vec<Block>, DocumentError> {
    let summed = |at: usize| print.columns.get(at).is_some_and(|c| c.up_to.is_some());
    let count = print.columns.len();
    if !(0..count).any(summed) {
        let mut blocks = before;
        progress.step(print.rows)?;
        blocks.push(table.into());
        return Ok(blocks);
    }
    // The word stands over the columns before the first sum; with no room there, in a row above.
    let lead = (0..count).find(|at| summed(*at)).unwrap_or(0);
    let line = |key: &str, rows: Range<usize>| {
        let word = print.locale.text(key);
        let mut cells = Vec::new();
        if lead > 0 {
            cells.push((word.clone(), lead));
        }
        for (at, column) in print.columns.iter().enumerate().skip(lead) {
            let sum = column.up_to.as_ref().map(|sums| {
                let of = |at: usize| sums.get(at).copied().unwrap_or_default();
                (column.written)(of(rows.end) - of(rows.start))
            });
            let text = match (sum, lead, at) {
                (Some(sum), 0, 0) => format!("{word}\n{sum}"),
                (Some(sum), _, _) => sum,
                (None, _, _) => String::new(),
            };
            cells.push((text, 1));
        }
        strong_row(cells)
    };
    let brought = |rows: usize| line("form-brought", 0..rows);
    let under = |rows: Range<usize>, last: bool| foot(&line, rows, last);
    let sums = Sums {
        brought: &brought,
        foot: &under,
    };
    ledger_watched(setup, before, &table, &sums, &mut |rows| {
        progress.step(rows)
    })
}

/// Lays a list out.
///
/// # Errors
/// [`DocumentError::Disagrees`] with more rows than [`MOST_ROWS`] or sums of other rows.
pub fn list_pages(print: &ListPrint<'_>) -> Result<DisplayList, DocumentError> {
    check(print)?;
    laid_out(print, &mut Progress::new(print.rows, &mut |_| true))
}

fn check(print: &ListPrint<'_>) -> Result<(), DocumentError> {
    if print.rows > MOST_ROWS {
        let what = "a list too long for paper";
        return Err(DocumentError::Disagrees { what });
    }
    let sums = print.columns.iter().filter_map(|c| c.up_to.as_ref());
    if sums.into_iter().any(|sums| sums.len() != print.rows + 1) {
        let what = "the sums of the list";
        return Err(DocumentError::Disagrees { what });
    }
    Ok(())
}

/// Writes a list as PDF/A-3; a long one isn't tagged. `progress` is told how many rows are done
/// and says whether to go on.
///
/// # Errors
/// As [`list_pages`]; [`DocumentError::Stopped`]; see [`crate::pdf::write`].
pub fn list_pdf(
    print: &ListPrint<'_>,
    progress: &mut dyn FnMut(usize) -> bool,
) -> Result<Vec<u8>, DocumentError> {
    check(print)?;
    let mut progress = Progress::new(print.rows, progress);
    let list = laid_out(print, &mut progress)?;
    let conformance = if print.rows > TAGGED_ROWS {
        Conformance::Plain
    } else {
        Conformance::Accessible
    };
    let options = PdfOptions {
        conformance,
        created: legal_time(print.generated_at),
        author: "",
        creator: "Baqylau",
        attachments: &[],
    };
    let of_page = print.rows / list.pages.len().max(1);
    pdf::write_watched(&list, &options, &mut |_| progress.step(of_page))
}
