//! Tables as text: cells between separators, by the rules of CSV.

/// A row of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// Its cells, from left to right.
    pub cells: Vec<String>,
    /// The line of the file it begins on, from 1.
    pub at: usize,
}

/// Rows by the rules of CSV: cells in quotes may hold separators, quotes and line ends. A quote
/// that never ends ends with the file; the line it stands on is told.
pub(crate) fn rows(text: &str, separator: char) -> (Vec<Row>, Option<usize>) {
    let mut rows = Vec::new();
    let mut cells: Vec<String> = Vec::new();
    let (mut cell, mut quoted, mut line, mut begun) = (String::new(), None, 1, 1);
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        if c == '\n' {
            line += 1;
        }
        match c {
            '"' if quoted.is_some() && letters.peek() == Some(&'"') => {
                cell.push('"');
                letters.next();
            }
            '"' if quoted.is_some() => quoted = None,
            '"' if cell.trim().is_empty() => {
                cell.clear();
                quoted = Some(line);
            }
            '\r' if quoted.is_none() => {}
            '\n' if quoted.is_none() => {
                cells.push(std::mem::take(&mut cell));
                rows.push(Row {
                    cells: std::mem::take(&mut cells),
                    at: begun,
                });
                begun = line;
            }
            c if c == separator && quoted.is_none() => cells.push(std::mem::take(&mut cell)),
            c => cell.push(c),
        }
    }
    if !cell.is_empty() || !cells.is_empty() {
        cells.push(cell);
        rows.push(Row { cells, at: begun });
    }
    (rows, quoted)
}
