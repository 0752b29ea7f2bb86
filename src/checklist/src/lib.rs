//! XLSForm checklists: read a workbook, diagnose it by cell, fill it, undo, export.
//!
//! [`read`] turns the bytes of a workbook into an immutable [`Form`] or a list of located
//! [`Diagnostic`]s. An [`Instance`] is one filled form. There is no I/O, no clock and no
//! randomness here: the present, the zone and the seed come in with [`Env`].
//!
//! ```
//! use baqylau_checklist::{Env, Instance, NodePath, read_rows};
//!
//! let rows = |text: &str| -> Vec<Vec<String>> {
//!     text.lines().map(|line| line.split('|').map(|cell| cell.trim().to_owned()).collect()).collect()
//! };
//! let survey = rows("type          | name | label::Русский (ru) | violation\n\
//!                    select_one yn | B01  | Сигнализация есть? | . = 'no'");
//! let choices = rows("list_name | name | label::Русский (ru)\n\
//!                     yn        | yes  | да\n\
//!                     yn        | no   | нет");
//! let loaded = read_rows(&[("survey", survey), ("choices", choices)])?;
//!
//! let now = chrono::DateTime::parse_from_rfc3339("2026-11-22T10:00:00+05:00")?;
//! let mut visit = Instance::new(loaded.form, Env::new(now, 1));
//! let changes = visit.set(&NodePath::from("/B01"), "no")?;
//! assert!(changes.nodes[0].violation_changed());
//! let ru = visit.form().language("ru").ok_or("no Russian")?;
//! assert!(visit.items(ru)[0].violation);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod cells;
mod choices;
mod compile;
pub mod diagnose;
mod env;
mod form;
mod graph;
mod header;
mod instance;
mod journal;
mod kinds;
mod path;
mod reader;
mod resolve;
mod settings;
mod snapshot;
mod text;
mod value;
mod workbook;
pub mod xpath;

pub use cells::{CellRow, NotCells, is_old_workbook, is_workbook, read_cells};
pub use compile::{read, read_rows};
pub use diagnose::{Cell, Diagnostic, Problem, Severity};
pub use env::Env;
pub use form::{Choice, Def, DefId, Form, Loaded, Refused, Role};
pub use instance::{
    Blocker, BlockerKind, ChangedNode, Changes, EditError, Field, FieldError, Instance, Item,
    Repeat, Section, ShownChoice,
};
pub use journal::{Delta, Entry, Journal, RowContent};
pub use kinds::Kind;
pub use path::NodePath;
pub use snapshot::{Leftover, Snapshot};
pub use text::{LangId, Language, Shown, Text};
pub use value::{Value, ValueError};
