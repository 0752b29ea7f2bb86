//! A board on paper: the figures of a year, every month in a table and in columns, bars, the tile
//! map of the regions. Nothing of it is a picture: all words can be searched and copied.

mod draw;

use baqylau_domain::Moment;
use baqylau_domain::money::Tiyn;
use baqylau_locale::{Locale, legal_time};

use crate::display::{Color, DisplayList};
use crate::error::DocumentError;
use crate::face::legible;
use crate::forms::{facts, strong_row, title};
use crate::layout::{
    Align, Block, Cell, Column, PageSetup, Paragraph, Span, Table, TableRow, Width, compose,
};
use crate::pdf::{self, Conformance, PdfOptions};

/// Between two columns of the page.
const GUTTER: f32 = 10.0;
/// Share of the left of them.
const LEFT: f32 = 0.5;
/// Figures in one row of them.
const FIGURES: usize = 8;

/// A figure of the year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoardFigure {
    /// What it is.
    pub name: String,
    /// The figure.
    pub value: String,
    /// What part, of what; may be empty.
    pub note: String,
    /// It needs somebody's attention.
    pub grave: bool,
}

/// The months of the year.
#[derive(Clone, Debug)]
pub struct BoardMonths<'a> {
    /// Above the table and the columns.
    pub title: &'a str,
    /// The unit of the scale.
    pub unit: &'a str,
    /// Names of the four sums: planned, contracted, acted, paid.
    pub series: [&'a str; 4],
    /// The sums from January to December.
    pub sums: [[Tiyn; 4]; 12],
    /// The same of the whole year.
    pub whole: [Tiyn; 4],
    /// Tiyn in one unit of the scale.
    pub divisor: f64,
}

/// A bar.
#[derive(Clone, Debug, PartialEq)]
pub struct BoardBar {
    /// Before it.
    pub name: String,
    /// Behind it.
    pub value: String,
    /// Its length, 0 to 1.
    pub share: f32,
    /// Its colour.
    pub color: Color,
}

/// Bars under one heading.
#[derive(Clone, Debug, PartialEq)]
pub struct BoardBars {
    /// Heading.
    pub title: String,
    /// The bars.
    pub bars: Vec<BoardBar>,
    /// What is said where there are none.
    pub none: String,
}

/// A region.
#[derive(Clone, Debug, PartialEq)]
pub struct BoardTile {
    /// From the west, from 0.
    pub column: u8,
    /// From the north, from 0.
    pub row: u8,
    /// Short name, on the tile.
    pub short: String,
    /// Its figure.
    pub figure: String,
    /// Whole name, for those who cannot see the tile.
    pub name: String,
    /// The figure in words, for them.
    pub words: String,
    /// Colour.
    pub color: Color,
    /// How strong, 0 to 1.
    pub strength: f32,
    /// Whether anything is known of it.
    pub known: bool,
}

/// A board to be printed. Words are in the language of the print.
#[derive(Clone, Debug)]
pub struct BoardPrint<'a> {
    /// Language.
    pub locale: &'a Locale,
    /// Its title.
    pub title: &'a str,
    /// Whose board.
    pub facts: Vec<(String, String)>,
    /// Of what time its data are; on every page.
    pub as_of: &'a str,
    /// Figures of the year.
    pub figures: Vec<BoardFigure>,
    /// The months.
    pub months: BoardMonths<'a>,
    /// Ages, waits, applications, violations.
    pub bars: Vec<BoardBars>,
    /// The regions under their heading; none: one region's board.
    pub map: Option<(String, Vec<BoardTile>)>,
    /// When the print is made: the date of the PDF.
    pub generated_at: Moment,
    /// Data of a demonstration.
    pub sample: bool,
}

fn section(text: &str) -> Block {
    Block::Heading {
        level: 2,
        text: text.to_owned(),
        align: Align::Left,
    }
}

fn check(months: &BoardMonths<'_>) -> Result<(), DocumentError> {
    let mut sums = [Tiyn(0); 4];
    for month in &months.sums {
        for (sum, one) in sums.iter_mut().zip(month) {
            *sum = sum.plus(*one).ok_or(DocumentError::Disagrees {
                what: "a sum too large",
            })?;
        }
    }
    if sums != months.whole {
        let what = "the months of the board";
        return Err(DocumentError::Disagrees { what });
    }
    Ok(())
}

/// The figures, each under its name.
fn figures(figures: &[BoardFigure]) -> Vec<Block> {
    let rows = figures.chunks(FIGURES).map(|row| {
        let columns = row
            .iter()
            .map(|one| Column::new(&one.name, Width::Share(1.0)));
        let cells = row.iter().map(|one| {
            let color = if one.grave { Color::RED } else { Color::INK };
            let mut words = vec![Span::strong(&one.value)];
            if !one.note.is_empty() {
                words.push(
                    Span::plain(format!("\n{}", one.note)).colored(match one.grave {
                        true => Color::RED,
                        false => Color::GREY,
                    }),
                );
            }
            if let Some(value) = words.first_mut() {
                value.color = color;
            }
            Cell::new(words)
        });
        let table = Table {
            size: 8.5,
            ..Table::new(columns.collect(), vec![TableRow::new(cells)])
        };
        table.into()
    });
    rows.collect()
}

/// Every month and the year, exact to the tiyn.
fn months(locale: &Locale, months: &BoardMonths<'_>) -> Block {
    let mut columns = vec![Column::new(
        locale.text("form-col-month"),
        Width::Share(0.7),
    )];
    let names = months.series.iter();
    columns.extend(names.map(|name| Column::new(format!("{name}, ₸"), Width::Share(1.0)).right()));
    let rows = (1_u32..).zip(&months.sums).map(|(month, sums)| {
        let name = [Cell::text(locale.month_name(month))];
        let sums = sums.iter().map(|sum| match sum.0 {
            0 => Cell::text("—"),
            _ => Cell::text(locale.money_plain(*sum)),
        });
        TableRow::new(name.into_iter().chain(sums))
    });
    let mut rows: Vec<TableRow> = rows.collect();
    let total = [(locale.text("form-total"), 1)];
    let sums = months.whole.iter().map(|sum| (locale.money_plain(*sum), 1));
    rows.push(strong_row(total.into_iter().chain(sums)));
    Table {
        size: 7.0,
        row_heads: true,
        ..Table::new(columns, rows)
    }
    .into()
}

/// Lays a board out.
///
/// # Errors
/// [`DocumentError::Disagrees`] when the months don't make the year;
/// [`DocumentError::MissingGlyph`].
pub fn board_pages(print: &BoardPrint<'_>) -> Result<DisplayList, DocumentError> {
    check(&print.months)?;
    let locale = print.locale;
    let name = legible(print.title);
    let setup = PageSetup {
        top: crate::layout::mm(16.0),
        header_left: name.clone(),
        header_right: legible(print.as_of),
        footer_left: name.clone(),
        ..PageSetup::a4_landscape()
    };
    let (width, _) = setup.body();
    let left_width = (width - GUTTER) * LEFT;
    let right_width = width - GUTTER - left_width;
    let mut blocks = Vec::new();
    if print.sample {
        let text = Span::strong(locale.text("doc-sample")).colored(Color::RED);
        let words = Paragraph::new([text]).size(8.0).align(Align::Center);
        blocks.push(words.before(0.0).into());
    }
    blocks.push(title(&name));
    let as_of = Paragraph::new([Span::grey(legible(print.as_of))]);
    blocks.push(as_of.size(8.0).align(Align::Center).into());
    let said = print.facts.iter();
    let said = said.map(|(key, value)| (key.clone(), legible(value)));
    blocks.push(facts(130.0, said.collect()));
    blocks.extend(figures(&print.figures));
    let heading = format!("{}, {}", print.months.title, print.months.unit);
    blocks.push(Block::Columns {
        left: vec![
            section(&heading),
            Block::Drawing(draw::columns(locale, &print.months, &heading, left_width)?),
        ],
        right: vec![section(print.months.title), months(locale, &print.months)],
        share: LEFT,
    });
    let mut groups = Vec::new();
    let bars_width = match print.map {
        Some(_) => left_width,
        None => width,
    };
    for group in &print.bars {
        let under = match group.bars.as_slice() {
            [] => Paragraph::new([Span::grey(group.none.as_str())]).into(),
            bars => Block::Drawing(draw::bars(&group.title, bars, bars_width)?),
        };
        groups.push(Block::Together(vec![section(&group.title), under]));
    }
    match &print.map {
        Some((heading, tiles)) => blocks.push(Block::Columns {
            left: groups,
            right: vec![
                section(heading),
                Block::Drawing(draw::tiles(heading, tiles, right_width)?),
            ],
            share: LEFT,
        }),
        None => blocks.extend(groups),
    }
    compose(&setup, &name, locale.language().code(), &blocks)
}

/// Writes a board as PDF/A-3a.
///
/// # Errors
/// See [`board_pages`] and [`crate::pdf::write`].
pub fn board_pdf(print: &BoardPrint<'_>) -> Result<Vec<u8>, DocumentError> {
    let list = board_pages(print)?;
    let options = PdfOptions {
        conformance: Conformance::Accessible,
        created: legal_time(print.generated_at),
        author: "",
        creator: "Baqylau",
        attachments: &[],
    };
    pdf::write(&list, &options)
}
