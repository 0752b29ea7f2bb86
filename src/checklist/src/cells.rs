//! Bytes of an .xlsx file to rows of plain text, within bounds: for tables people fill in.

use std::io::{Cursor, Read as _};

use calamine::{DataRef, Reader as _, SheetType, Xlsx};

/// Most sheets that are read.
const SHEETS: usize = 16;
/// Cells of a row that are read.
const WIDEST: u32 = 256;
/// Most cells that are kept of a workbook.
const CELLS: usize = 2_000_000;
/// Most bytes a workbook may be once it is unpacked.
const UNPACKED: u64 = 128 * 1024 * 1024;

/// A row that has something in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellRow {
    /// Cells from column A on, blanks around them removed.
    pub cells: Vec<String>,
    /// Row of the sheet, from 1.
    pub row: u32,
}

/// Why a workbook isn't read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotCells {
    /// No workbook of this kind, or a broken one.
    #[error("no .xlsx workbook, or a broken one")]
    Unreadable,
    /// Larger, once unpacked, than any table people fill in.
    #[error("too large a workbook")]
    TooLarge,
}

/// Whether bytes begin as an .xlsx workbook.
pub fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK")
}

/// Whether bytes begin as a workbook of Excel before 2007, which isn't read here.
pub fn is_old_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0])
}

/// The rows of each sheet that people see, in the order of sheets. Numbers are written as people
/// would: at most fifteen digits, a point before fractions, no exponent.
///
/// # Errors
/// [`NotCells`]. The bytes are unpacked once to be measured before anything of them is kept, so a
/// small file that unpacks to an enormous one costs no memory.
pub fn read_cells(bytes: &[u8]) -> Result<Vec<Vec<CellRow>>, NotCells> {
    measure(bytes)?;
    let mut book = Xlsx::new(Cursor::new(bytes)).or(Err(NotCells::Unreadable))?;
    let sheets = book.sheets_metadata().iter();
    let names: Vec<String> = sheets
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .filter(|sheet| sheet.visible == calamine::SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .take(SHEETS)
        .collect();
    let mut left = CELLS;
    let mut all = Vec::new();
    for name in names {
        all.push(sheet(&mut book, &name, &mut left)?);
    }
    Ok(all)
}

/// Refuses what unpacks to too much, whatever it says of itself.
fn measure(bytes: &[u8]) -> Result<(), NotCells> {
    let archive = zip::ZipArchive::new(Cursor::new(bytes));
    let mut archive = archive.or(Err(NotCells::Unreadable))?;
    let mut left = UNPACKED;
    for at in 0..archive.len() {
        let part = archive.by_index(at).or(Err(NotCells::Unreadable))?;
        let read = std::io::copy(&mut part.take(left + 1), &mut std::io::sink());
        let read = read.or(Err(NotCells::Unreadable))?;
        left = left.checked_sub(read).ok_or(NotCells::TooLarge)?;
    }
    Ok(())
}

fn sheet(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    left: &mut usize,
) -> Result<Vec<CellRow>, NotCells> {
    let reader = book.worksheet_cells_reader(name);
    let mut reader = reader.or(Err(NotCells::Unreadable))?;
    let mut rows: Vec<CellRow> = Vec::new();
    while let Some(cell) = reader.next_cell().or(Err(NotCells::Unreadable))? {
        let (row, column) = cell.get_position();
        let text = text(cell.get_value());
        if text.is_empty() || column >= WIDEST {
            continue;
        }
        let row = row.saturating_add(1);
        // Cells of a row stand together; a file that jumps about is no spreadsheet's.
        match rows.last() {
            Some(last) if last.row > row => return Err(NotCells::Unreadable),
            Some(last) if last.row == row => {}
            _ => rows.push(CellRow {
                cells: Vec::new(),
                row,
            }),
        }
        let Some(last) = rows.last_mut() else {
            continue;
        };
        let place = usize::try_from(column).or(Err(NotCells::Unreadable))?;
        let grows = (place + 1).saturating_sub(last.cells.len());
        *left = left.checked_sub(grows).ok_or(NotCells::TooLarge)?;
        if grows > 0 {
            last.cells.resize(place + 1, String::new());
        }
        if let Some(cell) = last.cells.get_mut(place) {
            *cell = text;
        }
    }
    Ok(rows)
}

/// A cell as text. What a formula couldn't work out stays as Excel shows it, to be seen.
fn text(data: &DataRef<'_>) -> String {
    match data {
        DataRef::Empty => String::new(),
        DataRef::Float(number) => digits(*number),
        DataRef::Int(number) => number.to_string(),
        DataRef::Bool(truth) => truth.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.trim().to_owned()
        }
        DataRef::SharedString(text) => text.trim().to_owned(),
        DataRef::Error(error) => error.to_string(),
        DataRef::DateTime(moment) => digits(moment.as_f64()),
        #[allow(unreachable_patterns)]
        _ => String::new(),
    }
}

/// A number in the fifteen digits a sheet keeps: what a formula added beyond them is no figure.
fn digits(number: f64) -> String {
    let rounded = format!("{number:.14e}").parse::<f64>();
    rounded.unwrap_or(number).to_string()
}
