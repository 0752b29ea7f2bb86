//! Needs of schools read from a file an officer fills in. Reading changes nothing: what comes of it
//! is shown first.

use crate::error::Result;
use crate::files;
use crate::hub::Hub;
use crate::ui::{Event, NeedsView, Ticket, UserError};
use baqylau_checklist::{NotCells, is_old_workbook, is_workbook, read_cells};
use baqylau_domain::schooling::{NeedsFile, NotNeeds};
use baqylau_domain::separated::Row;
use std::path::Path;
use std::sync::Arc;

/// Largest file that is read, in bytes.
const LARGEST: u64 = 8 * 1024 * 1024;

/// Reads a file of needs and tells what it says.
///
/// # Errors
/// A file that has no needs in it, with why.
pub fn read(hub: &Hub, ticket: Ticket, path: &Path) -> Result<()> {
    let person = hub.person()?;
    let bytes = files::read_limited(path, LARGEST)?;
    let name = path.file_name();
    let file = name.map(|name| name.to_string_lossy().into_owned());
    let view = NeedsView {
        file: file.unwrap_or_default(),
        needs: needs(&bytes)?,
    };
    let needs = Arc::new(view);
    hub.tell_person(person.id, Event::Needs { ticket, needs });
    Ok(())
}

/// What the bytes of a file say: a workbook by its first sheet that has the headings, else text.
fn needs(bytes: &[u8]) -> Result<NeedsFile> {
    if is_old_workbook(bytes) {
        return Err(UserError::new("needs-file-old").into());
    }
    if !is_workbook(bytes) {
        return Ok(NeedsFile::read_text(bytes).map_err(|error| refusal(&error))?);
    }
    let sheets = read_cells(bytes).map_err(|error| {
        UserError::new(match error {
            NotCells::Unreadable => "needs-file-broken",
            NotCells::TooLarge => "needs-file-too-long",
        })
    })?;
    for sheet in sheets {
        let rows: Vec<Row> = sheet
            .into_iter()
            .map(|row| Row {
                cells: row.cells,
                at: usize::try_from(row.row).unwrap_or(usize::MAX),
            })
            .collect();
        match NeedsFile::read(&rows) {
            Err(NotNeeds::Headings) => {}
            other => return Ok(other.map_err(|error| refusal(&error))?),
        }
    }
    Err(refusal(&NotNeeds::Headings).into())
}

fn refusal(error: &NotNeeds) -> UserError {
    match error {
        NotNeeds::Headings => UserError::new("needs-file-headings"),
        NotNeeds::ColumnTwice(_) => UserError::new("needs-file-column-twice"),
        NotNeeds::Quote(line) => UserError::new("needs-file-quote").with("line", *line),
        NotNeeds::TooLong => UserError::new("needs-file-too-long"),
    }
}

#[cfg(test)]
#[path = "needs_tests.rs"]
mod tests;
