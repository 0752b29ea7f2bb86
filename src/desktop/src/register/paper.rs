//! A register on paper: the columns, rows and order that are seen, with sums of every page.

use super::files::Snapshot;
use baqylau_documents::DocumentError;
use baqylau_documents::listing::{ListColumn, ListPrint, MOST_ROWS, list_pdf};
use baqylau_locale::Locale;
use baqylau_registers::{ColumnId, Counted, ExportError, Kind, Table, Value};

/// The words of a cell.
fn words(table: &Table, locale: &Locale, row: u32, column: ColumnId) -> String {
    let choice = |at: usize| {
        let choice = table.choices(column).get(at);
        choice.map(|choice| choice.word.clone()).unwrap_or_default()
    };
    match table.value(row, column) {
        Value::Empty => String::new(),
        Value::Text(words) => words.to_owned(),
        Value::Whole(tiyn) if table.kind(column) == Some(Kind::Money) => {
            locale.money_tiyn_plain(tiyn)
        }
        Value::Whole(number) => locale.integer(number),
        Value::Day(day) => locale.date(day),
        Value::Choice(at) => choice(at),
        Value::Flag(on) => choice(usize::from(on)),
    }
}

/// Sums up to each row of a column that has any; `None` for the others.
fn up_to(snapshot: &Snapshot, column: ColumnId) -> Option<Vec<i128>> {
    let table = &snapshot.table;
    // Which columns are summed, their totals say.
    table.totals([]).sum(table.id(column))?;
    // Of nothing but rows that don't count the sums are of these, as on screen.
    let none_counts = snapshot.rows.iter().all(|row| !table.counts(*row));
    let mut sums = Vec::with_capacity(snapshot.rows.len() + 1);
    let mut sum = 0;
    sums.push(sum);
    for row in snapshot.rows.iter() {
        if let Value::Whole(value) = table.value(*row, column)
            && (table.counts(*row) || none_counts)
        {
            sum += i128::from(value);
        }
        sums.push(sum);
    }
    Some(sums)
}

/// The pages as PDF; `progress` is told how many rows are done and says whether to go on.
///
/// # Errors
/// [`ExportError::Stopped`], [`ExportError::TooManyRows`], or that it couldn't be laid out.
pub fn print(
    snapshot: &Snapshot,
    progress: &mut dyn FnMut(usize) -> bool,
) -> Result<Vec<u8>, ExportError> {
    if snapshot.rows.len() > MOST_ROWS {
        return Err(ExportError::TooManyRows);
    }
    let table = &snapshot.table;
    let locale = Locale::new(table.language());
    let money = |sum: i128| match i64::try_from(sum) {
        Ok(tiyn) => locale.money_tiyn_plain(tiyn),
        // Beyond all the money there is; still told, without groups.
        Err(_) => format!("{},{:02}", sum / 100, (sum % 100).unsigned_abs()),
    };
    let number =
        |sum: i128| i64::try_from(sum).map_or_else(|_| sum.to_string(), |n| locale.integer(n));
    let totals = table.totals(snapshot.rows.iter().copied());
    let [counted, no, yes] = &snapshot.counted;
    let said_by = Counted {
        title: counted,
        no,
        yes,
    };
    let columns = snapshot.columns.iter().map(|column| {
        let kind = table.kind(*column);
        let written: &dyn Fn(i128) -> String = if kind == Some(Kind::Money) {
            &money
        } else {
            &number
        };
        ListColumn {
            head: table.title(*column),
            figures: matches!(kind, Some(Kind::Money | Kind::Number | Kind::Date)),
            up_to: up_to(snapshot, *column),
            written,
        }
    });
    let mut columns: Vec<ListColumn<'_>> = columns.collect();
    if totals.mixed() {
        columns.push(ListColumn {
            head: counted,
            figures: false,
            up_to: None,
            written: &number,
        });
    }
    let paper = &snapshot.paper;
    let count = i64::try_from(snapshot.rows.len()).unwrap_or(i64::MAX);
    let mut facts = vec![
        (
            locale.text("register-print-data-of"),
            locale.date_time(paper.data_of),
        ),
        (locale.text("register-print-rows"), locale.integer(count)),
    ];
    if !paper.filtered.is_empty() {
        let columns = paper.filtered.join(", ");
        facts.push((locale.text("register-print-filtered"), columns));
    }
    if totals.left_out > 0 {
        facts.push((locale.text("register-print-totals"), snapshot.total.clone()));
    }
    let cell = |row: usize, column: usize| {
        let place = (snapshot.rows.get(row), snapshot.columns.get(column));
        match place {
            (Some(row), Some(column)) => words(table, &locale, *row, *column),
            // Behind the columns of the register: whether the row counts.
            (Some(row), None) => said_by.word(table, *row).to_owned(),
            _ => String::new(),
        }
    };
    let print = ListPrint {
        locale: &locale,
        title: &snapshot.name,
        facts,
        columns,
        rows: snapshot.rows.len(),
        cell: &cell,
        generated_at: paper.now,
        sample: paper.sample,
    };
    list_pdf(&print, progress).map_err(|error| match error {
        DocumentError::Stopped => ExportError::Stopped,
        other => ExportError::Write(std::io::Error::other(other)),
    })
}
