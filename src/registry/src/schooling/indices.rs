//! Monthly indices: the file an operator enters them by, and the table in the store. What is in
//! force when a contract is drawn up is fixed in it, so a table entered later moves no sum agreed
//! before.

use crate::store::sql::schooling as sql;
use crate::store::{Connection, StoreError, params};
use baqylau_domain::identifiers::OrganisationId;
use baqylau_domain::money::Tiyn;
use baqylau_domain::schooling::{IndexEntry, IndexRecord, SchoolingRecord};
use chrono::NaiveDate;

/// A line of a list that says no index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct IndexListError {
    /// Number of the line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub what: &'static str,
}

/// Reads a list of indices, one a line: `year,tenge,basis` for a whole year, or
/// `first day,last day,tenge,basis`. Columns are divided by commas or semicolons, a column that
/// holds one stands in quotation marks; a first line that begins with `year` or `valid_from` is a
/// heading.
///
/// # Errors
/// [`IndexListError`] of the first line that says no index.
pub fn read_indices(text: &str) -> Result<Vec<IndexEntry>, IndexListError> {
    let lines = text.trim_start_matches('\u{feff}').lines();
    let mut entries = Vec::new();
    for (text, line) in lines.zip(1..) {
        let heading = line == 1 && (text.starts_with("year") || text.starts_with("valid_from"));
        if text.trim().is_empty() || heading {
            continue;
        }
        let entry = entry(text).map_err(|what| IndexListError { line, what })?;
        entries.push(entry);
    }
    if entries.is_empty() {
        let what = "no index at all";
        return Err(IndexListError { line: 1, what });
    }
    Ok(entries)
}

fn entry(line: &str) -> Result<IndexEntry, &'static str> {
    let columns = columns(line).ok_or("a quotation mark that never ends")?;
    let columns: Vec<&str> = columns.iter().map(|one| one.trim()).collect();
    let (from, to, sum, basis) = match columns.as_slice() {
        [year, sum, basis] => {
            let year: i32 = year.parse().or(Err("the year: 2027"))?;
            let day =
                |month, day| NaiveDate::from_ymd_opt(year, month, day).ok_or("the year: 2027");
            (day(1, 1)?, day(12, 31)?, *sum, *basis)
        }
        [from, to, sum, basis] => {
            let from = from.parse().or(Err("first day: 2027-01-01"))?;
            let to = to.parse().or(Err("last day: 2027-12-31"))?;
            (from, to, *sum, *basis)
        }
        _ => return Err("year, tenge, basis; or first day, last day, tenge, basis"),
    };
    let digits = !sum.is_empty() && sum.bytes().all(|c| c.is_ascii_digit());
    let tenge: i64 = match digits {
        true => sum.parse().or(Err("whole tenge"))?,
        false => return Err("whole tenge"),
    };
    Ok(IndexEntry {
        from,
        to,
        amount: Tiyn(tenge.checked_mul(100).ok_or("whole tenge")?),
        basis: basis.to_owned(),
    })
}

/// The columns of a line; `None` for a quotation mark that never ends.
fn columns(line: &str) -> Option<Vec<String>> {
    let mut columns = vec![String::new()];
    let mut quoted = false;
    // Words of a basis have commas of their own.
    let by = if line.contains(';') { ';' } else { ',' };
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            c if c == by && !quoted => columns.push(String::new()),
            c => columns.last_mut()?.push(c),
        }
    }
    (!quoted).then_some(columns)
}

/// The table that was entered; none where nobody entered one.
pub(super) fn kept(connection: &Connection) -> Result<Option<IndexRecord>, StoreError> {
    let found = super::record(connection, "indices", "mrp")?;
    Ok(found.and_then(|record| match record {
        SchoolingRecord::Indices(table) => Some(table),
        _ => None,
    }))
}

/// Schools that have contracts: their sums may move with the indices.
pub(super) fn contracted(connection: &Connection) -> Result<Vec<OrganisationId>, StoreError> {
    let found: Vec<String> =
        connection.all(sql::SCHOOLING_SCHOOLS, params!["contract"], |row| {
            row.get(0)
        })?;
    let corrupt = || StoreError::Corrupt("school");
    let schools = found.iter().map(|id| id.parse().or(Err(corrupt())));
    schools.collect()
}
