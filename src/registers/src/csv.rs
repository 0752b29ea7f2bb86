//! CSV as Excel opens it by a double click where Windows speaks Russian or Kazakh.

use std::io::Write;

use crate::export::{ExportError, Extract, tell};
use crate::table::{Kind, Value};

/// Writes rows as CSV: UTF-8 with its mark, semicolons, decimal commas, days as 31.12.2026, CRLF.
///
/// Excel reads what it finds by its looks. So digits that are no number (a БИН, a telephone, the
/// number of a licence) are written as `="…"`, which keeps them whole; and a text that begins like
/// a formula gets an apostrophe before it, so that nothing somebody once typed is ever run.
///
/// `progress` is told how many rows are written and says whether to go on.
///
/// # Errors
/// [`ExportError::Stopped`], or what the disk answered.
pub fn write_csv(
    extract: &Extract<'_>,
    out: &mut dyn Write,
    progress: &mut dyn FnMut(usize) -> bool,
) -> Result<(), ExportError> {
    let table = extract.table;
    out.write_all("\u{FEFF}".as_bytes())?;
    let mut line = String::new();
    for (at, column) in extract.columns.iter().enumerate() {
        separate(&mut line, at);
        text(&mut line, table.title(*column));
    }
    let mixed = extract.mixed();
    let last = extract.columns.len();
    if mixed {
        separate(&mut line, last);
        text(&mut line, extract.counted.title);
    }
    line.push_str("\r\n");
    out.write_all(line.as_bytes())?;
    for (done, row) in extract.rows.iter().enumerate() {
        tell(done, progress)?;
        line.clear();
        for (at, column) in extract.columns.iter().enumerate() {
            separate(&mut line, at);
            match table.value(*row, *column) {
                Value::Empty => {}
                Value::Text(words) => text(&mut line, words),
                Value::Whole(number) if table.kind(*column) == Some(Kind::Money) => {
                    money(&mut line, i128::from(number));
                }
                Value::Whole(number) => line.push_str(&number.to_string()),
                Value::Day(day) => line.push_str(&day.format("%d.%m.%Y").to_string()),
                Value::Choice(at) => {
                    let choice = table.choices(*column).get(at);
                    text(&mut line, choice.map_or("", |choice| &choice.word));
                }
                Value::Flag(on) => {
                    let choice = table.choices(*column).get(usize::from(on));
                    text(&mut line, choice.map_or("", |choice| &choice.word));
                }
            }
        }
        if mixed {
            separate(&mut line, last);
            text(&mut line, extract.counted.word(table, *row));
        }
        line.push_str("\r\n");
        out.write_all(line.as_bytes())?;
    }
    if let Some(word) = extract.total {
        let totals = table.totals(extract.rows.iter().copied());
        line.clear();
        for (at, column) in extract.columns.iter().enumerate() {
            separate(&mut line, at);
            match totals.sum(table.id(*column)) {
                Some(sum) if table.kind(*column) == Some(Kind::Money) => money(&mut line, sum),
                Some(sum) => line.push_str(&sum.to_string()),
                None if at == 0 => text(&mut line, word),
                None => {}
            }
        }
        if mixed {
            separate(&mut line, last);
        }
        line.push_str("\r\n");
        out.write_all(line.as_bytes())?;
    }
    out.flush()?;
    Ok(())
}

fn separate(line: &mut String, at: usize) {
    if at > 0 {
        line.push(';');
    }
}

fn money(line: &mut String, tiyn: i128) {
    let whole = tiyn.unsigned_abs();
    let sign = if tiyn < 0 { "-" } else { "" };
    line.push_str(&format!("{sign}{},{:02}", whole / 100, whole % 100));
}

fn text(line: &mut String, words: &str) {
    let first = words.trim_start().chars().next();
    let figures = |c: char| c.is_ascii_digit() || " .,-+/:%()\u{A0}\u{202F}eE".contains(c);
    if words.contains(|c: char| c.is_ascii_digit()) && words.chars().all(figures) {
        quoted(line, &format!("=\"{words}\""));
    } else if matches!(
        first,
        Some('=' | '+' | '-' | '@' | '|' | '＝' | '＋' | '－' | '＠')
    ) || words.starts_with(['\t', '\r', '\n'])
    {
        quoted(line, &format!("'{words}"));
    } else if words.contains(['"', ';', ',', '\n', '\r', '\t'])
        || words.starts_with(' ')
        || words.ends_with(' ')
    {
        quoted(line, words);
    } else {
        line.push_str(words);
    }
}

fn quoted(line: &mut String, words: &str) {
    line.push('"');
    line.push_str(&words.replace('"', "\"\""));
    line.push('"');
}
