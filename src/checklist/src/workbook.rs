//! Bytes of an .xlsx or .xls file to sheets of plain text cells.

use std::io::Cursor;

use calamine::{Data, Range, Reader as _, Xls, Xlsx};

use crate::diagnose::{Cell, Findings, Problem};
use crate::header::{self, Column};

/// One sheet: a header row and the rows below it.
#[derive(Debug, Clone)]
pub(crate) struct Sheet {
    /// Name as in the workbook, blanks around it removed.
    pub name: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Line>,
}

/// A row with text somewhere.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    /// 1-based row in the sheet.
    pub row: u32,
    /// Cells in the order of `Sheet::columns`, blanks around them removed.
    pub cells: Vec<String>,
}

impl Sheet {
    /// Position of the untranslated column of that key.
    pub fn column(&self, key: &str) -> Option<usize> {
        self.columns
            .iter()
            .position(|c| c.key == key && c.language.is_none())
    }

    /// Where a cell stands in the workbook.
    pub fn cell(&self, line: &Line, column: usize) -> Cell {
        Cell {
            column: self.columns.get(column).map_or(0, |c| c.index),
            row: line.row,
        }
    }
}

/// The sheets of a workbook.
#[derive(Debug, Clone)]
pub(crate) struct Workbook {
    pub sheets: Vec<Sheet>,
}

impl Workbook {
    /// The sheet of that name, whatever its case and the blanks around it.
    pub fn sheet(&self, name: &str) -> Option<&Sheet> {
        self.sheets
            .iter()
            .find(|sheet| sheet.name.eq_ignore_ascii_case(name))
    }

    /// Reads a file; its kind is known by its first bytes, not by its name.
    pub fn read(bytes: &[u8], findings: &mut Findings) -> Option<Workbook> {
        let ranges = if bytes.starts_with(b"PK") {
            Xlsx::new(Cursor::new(bytes))
                .map_err(|error| error.to_string())
                .map(|mut book| book.worksheets())
        } else if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            Xls::new(Cursor::new(bytes))
                .map_err(|error| error.to_string())
                .map(|mut book| book.worksheets())
        } else {
            Err("neither .xlsx nor .xls".to_owned())
        };
        match ranges {
            Ok(ranges) => Some(Workbook {
                sheets: ranges
                    .into_iter()
                    .map(|(name, range)| from_range(name.trim(), &range, findings))
                    .collect(),
            }),
            Err(reason) => {
                findings.error("", None, Problem::Unreadable { reason });
                None
            }
        }
    }
}

impl Workbook {
    /// Sheets already in memory: name and rows of cells from A1 on.
    pub fn from_rows(sheets: &[(&str, Vec<Vec<String>>)], findings: &mut Findings) -> Workbook {
        let sheets = sheets.iter().map(|(name, rows)| {
            let trimmed = rows
                .iter()
                .map(|cells| cells.iter().map(|cell| cell.trim().to_owned()).collect());
            sheet(name.trim(), (1, 0), trimmed, findings)
        });
        Workbook {
            sheets: sheets.collect(),
        }
    }
}

/// Only these sheets are read; the rest are the author's own notes.
fn is_used(name: &str) -> bool {
    ["survey", "choices", "settings"]
        .iter()
        .any(|known| name.eq_ignore_ascii_case(known))
}

fn from_range(name: &str, range: &Range<Data>, findings: &mut Findings) -> Sheet {
    let (first_row, first_column) = range.start().unwrap_or((0, 0));
    let rows = range.rows().map(|cells| cells.iter().map(text).collect());
    sheet(name, (first_row + 1, first_column), rows, findings)
}

/// A sheet from its rows; `first_row` is 1-based, `first_column` 0-based.
fn sheet(
    name: &str,
    (first_row, first_column): (u32, u32),
    rows: impl Iterator<Item = Vec<String>>,
    findings: &mut Findings,
) -> Sheet {
    let mut out = Sheet {
        name: name.to_owned(),
        columns: Vec::new(),
        rows: Vec::new(),
    };
    if !is_used(name) {
        return out;
    }
    let mut lines = (first_row..).zip(rows);
    // Authors leave blank rows and titles above the header; the header is the first filled row.
    let Some((header_row, headers)) = lines
        .by_ref()
        .find(|(_, cells)| cells.iter().any(|cell| !cell.is_empty()))
    else {
        return out;
    };
    let mut kept = Vec::new();
    for (position, (text, index)) in headers.iter().zip(first_column..).enumerate() {
        if text.is_empty() {
            continue;
        }
        let column = header::column(text, index);
        let twin = out
            .columns
            .iter()
            .any(|known| known.key == column.key && known.language == column.language);
        if twin {
            let cell = Cell {
                column: index,
                row: header_row,
            };
            findings.warning(
                name,
                Some(cell),
                Problem::DuplicateColumn {
                    column: text.clone(),
                },
            );
            continue;
        }
        kept.push(position);
        out.columns.push(column);
    }
    for (row, mut cells) in lines {
        let cells: Vec<String> = kept
            .iter()
            .map(|position| {
                cells
                    .get_mut(*position)
                    .map(std::mem::take)
                    .unwrap_or_default()
            })
            .collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            out.rows.push(Line { row, cells });
        }
    }
    out
}

/// A cell as text: `1.0` is `1`, truth is `true`/`false`, dates are ISO 8601.
fn text(data: &Data) -> String {
    match data {
        Data::Empty | Data::Error(_) => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
            text.trim().to_owned()
        }
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number.to_string(),
        Data::Bool(truth) => truth.to_string(),
        Data::DateTime(moment) => {
            let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
            let time = format!("{hour:02}:{minute:02}:{second:02}");
            let date = format!("{year:04}-{month:02}-{day:02}");
            if moment.as_f64() < 1.0 {
                time
            } else if moment.as_f64().fract() == 0.0 {
                date
            } else {
                format!("{date}T{time}")
            }
        }
        #[allow(unreachable_patterns)]
        other => other.to_string().trim().to_owned(),
    }
}
