//! XLSX with real numbers, days and money, written row by row in constant memory.

use std::io::{Seek, Write};

use chrono::Datelike;
use rust_xlsxwriter::{
    ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet,
};

use crate::export::{ExportError, Extract, tell};
use crate::table::{Kind, Value};

/// Rows of a sheet.
const ROWS: usize = 1_048_576;
/// Longest text of a cell, in characters.
const LONGEST: usize = 32_767;
/// Rows that are looked at for the widths of columns.
const SAMPLE: usize = 200;
/// Tiyn, beyond which a sheet's numbers of 15 digits would round them.
const EXACT: u128 = 999_999_999_999_999;

/// Writes rows as one sheet: the heading frozen and with filters, numbers, money and days as such,
/// texts as texts (a БИН keeps its zeros), totals that follow the sheet's own filters.
///
/// `progress` is told how many rows are written and says whether to go on.
///
/// # Errors
/// [`ExportError::Stopped`], [`ExportError::TooManyRows`], or what the disk answered.
pub fn write_xlsx(
    extract: &Extract<'_>,
    out: impl Write + Seek + Send,
    progress: &mut dyn FnMut(usize) -> bool,
) -> Result<(), ExportError> {
    if extract.rows.len() > ROWS - 2 {
        return Err(ExportError::TooManyRows);
    }
    let mut book = Workbook::new();
    let sheet = book.add_worksheet_with_constant_memory()?;
    sheet.set_name(sheet_name(extract.name))?;
    let last = u32::try_from(extract.rows.len()).unwrap_or(u32::MAX);
    heading(sheet, extract, last)?;
    let money = Format::new().set_num_format("#,##0.00");
    let number = Format::new().set_num_format("#,##0");
    let day = Format::new().set_num_format("dd.mm.yyyy");
    let words = Format::new().set_num_format("@");
    let mixed = extract.mixed();
    let mark = u16::try_from(extract.columns.len()).unwrap_or(u16::MAX);
    // What doesn't count is struck through, as on screen.
    let (struck_money, struck_number) = (struck(&money), struck(&number));
    for (done, row) in extract.rows.iter().enumerate() {
        tell(done, progress)?;
        let line = u32::try_from(done + 1).unwrap_or(u32::MAX);
        let counts = extract.table.counts(*row);
        for (at, column) in (0..).zip(extract.columns) {
            let (money, number) = if counts || !extract.table.is_summed(*column) {
                (&money, &number)
            } else {
                (&struck_money, &struck_number)
            };
            match extract.table.value(*row, *column) {
                Value::Empty => {}
                Value::Text(text) => {
                    sheet.write_string_with_format(line, at, cut(text), &words)?;
                }
                Value::Whole(tiyn) if extract.table.kind(*column) == Some(Kind::Money) => {
                    if u128::from(tiyn.unsigned_abs()) <= EXACT {
                        sheet.write_number_with_format(line, at, tiyn as f64 / 100.0, money)?;
                    } else {
                        let exact = exact_money(i128::from(tiyn));
                        sheet.write_string_with_format(line, at, exact, &words)?;
                    }
                }
                Value::Whole(whole) if u128::from(whole.unsigned_abs()) <= EXACT => {
                    sheet.write_number_with_format(line, at, whole as f64, number)?;
                }
                Value::Whole(whole) => {
                    sheet.write_string_with_format(line, at, whole.to_string(), &words)?;
                }
                Value::Day(date) => {
                    let (year, month, of_month) = (date.year(), date.month(), date.day());
                    let parts = (
                        u16::try_from(year),
                        u8::try_from(month),
                        u8::try_from(of_month),
                    );
                    let known = match parts {
                        (Ok(year), Ok(month), Ok(of_month)) => {
                            ExcelDateTime::from_ymd(year, month, of_month).ok()
                        }
                        _ => None,
                    };
                    match known {
                        Some(known) => sheet.write_datetime_with_format(line, at, known, &day)?,
                        // Sheets know no days before 1900.
                        None => sheet.write_string_with_format(
                            line,
                            at,
                            date.format("%d.%m.%Y").to_string(),
                            &words,
                        )?,
                    };
                }
                Value::Choice(choice) => {
                    if let Some(choice) = extract.table.choices(*column).get(choice) {
                        sheet.write_string(line, at, cut(&choice.word))?;
                    }
                }
                Value::Flag(on) => {
                    if let Some(choice) = extract.table.choices(*column).get(usize::from(on)) {
                        sheet.write_string(line, at, cut(&choice.word))?;
                    }
                }
            }
        }
        if mixed {
            sheet.write_string(line, mark, cut(extract.counted.word(extract.table, *row)))?;
        }
    }
    if let Some(word) = extract.total {
        totals(sheet, extract, last, word)?;
    }
    if !progress(extract.rows.len()) {
        return Err(ExportError::Stopped);
    }
    book.save_to_writer(out)?;
    Ok(())
}

fn heading(sheet: &mut Worksheet, extract: &Extract<'_>, last: u32) -> Result<(), ExportError> {
    let bold = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_border_bottom(FormatBorder::Thin);
    sheet.set_freeze_panes(1, 0)?;
    for (at, column) in (0..).zip(extract.columns) {
        let title = extract.table.title(*column);
        let longest = extract
            .rows
            .iter()
            .take(SAMPLE)
            .map(|row| match extract.table.value(*row, *column) {
                Value::Empty => 0,
                Value::Text(text) => text.chars().count(),
                Value::Whole(number) => number.to_string().len() * 4 / 3 + 2,
                Value::Day(_) => 10,
                Value::Choice(at) => word_length(extract, *column, at),
                Value::Flag(on) => word_length(extract, *column, usize::from(on)),
            })
            .max()
            .unwrap_or(0);
        // The heading may break in two lines; beside it stands the arrow of the filter.
        let width = longest.max(title.chars().count() / 2 + 4).clamp(8, 60) + 2;
        sheet.set_column_width(at, f64::from(u32::try_from(width).unwrap_or(60)))?;
        sheet.write_string_with_format(0, at, cut(title), &bold)?;
    }
    let mut columns = extract.columns.len();
    if extract.mixed() {
        let at = u16::try_from(columns).unwrap_or(u16::MAX);
        sheet.set_column_width(at, 12.0)?;
        sheet.write_string_with_format(0, at, cut(extract.counted.title), &bold)?;
        columns += 1;
    }
    if let Some(right) = columns.checked_sub(1) {
        sheet.autofilter(0, 0, last, u16::try_from(right).unwrap_or(u16::MAX))?;
    }
    sheet.set_landscape();
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_print_fit_to_pages(1, 0);
    Ok(())
}

fn struck(format: &Format) -> Format {
    format
        .clone()
        .set_font_strikethrough()
        .set_font_color(rust_xlsxwriter::Color::Gray)
}

fn word_length(extract: &Extract<'_>, column: crate::ColumnId, at: usize) -> usize {
    let choice = extract.table.choices(column).get(at);
    choice.map_or(0, |choice| choice.word.chars().count())
}

fn totals(
    sheet: &mut Worksheet,
    extract: &Extract<'_>,
    last: u32,
    word: &str,
) -> Result<(), ExportError> {
    let bold = Format::new()
        .set_bold()
        .set_border_top(FormatBorder::Thin)
        .set_num_format("#,##0");
    let money = bold.clone().set_num_format("#,##0.00");
    let sums = extract.table.totals(extract.rows.iter().copied());
    let mark = extract.mixed().then(|| {
        let at = u16::try_from(extract.columns.len()).unwrap_or(u16::MAX);
        rust_xlsxwriter::utility::column_number_to_name(at)
    });
    let end = last.max(1) + 1;
    for (at, column) in (0..).zip(extract.columns) {
        match sums.sum(extract.table.id(*column)) {
            Some(sum) => {
                let (format, result) = if extract.table.kind(*column) == Some(Kind::Money) {
                    (&money, sum as f64 / 100.0)
                } else {
                    (&bold, sum as f64)
                };
                let letter = rust_xlsxwriter::utility::column_number_to_name(at);
                // 109: the sum of what the sheet's filter leaves to be seen.
                let formula = match &mark {
                    None => format!("=SUBTOTAL(109,{letter}2:{letter}{end})"),
                    // Row by row, so that only those that count are taken.
                    Some(mark) => format!(
                        "=SUMPRODUCT(SUBTOTAL(109,OFFSET({letter}2,ROW({letter}2:{letter}{end})-ROW({letter}2),0))\
                         *({mark}2:{mark}{end}=\"{}\"))",
                        extract.counted.yes.replace('"', "\"\"")
                    ),
                };
                let formula = Formula::new(formula).set_result(result.to_string());
                sheet.write_formula_with_format(last + 1, at, formula, format)?;
            }
            None if at == 0 => {
                sheet.write_string_with_format(last + 1, at, cut(word), &bold)?;
            }
            None => {}
        }
    }
    Ok(())
}

fn exact_money(tiyn: i128) -> String {
    let whole = tiyn.unsigned_abs();
    let sign = if tiyn < 0 { "-" } else { "" };
    format!("{sign}{},{:02}", whole / 100, whole % 100)
}

fn cut(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}

/// At most 31 characters, none of those a sheet's name can't have.
fn sheet_name(name: &str) -> String {
    let plain: String = name
        .chars()
        .filter(|c| !"[]:*?/\\'".contains(*c) && !c.is_control())
        .take(31)
        .collect();
    if plain.trim().is_empty() {
        "1".to_owned()
    } else {
        plain
    }
}
