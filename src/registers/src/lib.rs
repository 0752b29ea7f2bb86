//! Registers for people who live in them: columns of many rows, views of them, their order and
//! totals, and their export to spreadsheets.
//!
//! A [`Table`] holds the rows of a register in columns, a [`View`] says what somebody wants to see
//! of them, a [`Search`] finds it. Nothing here knows what a register is about or draws anything.
//!
//! ```
//! use baqylau_locale::Language;
//! use baqylau_registers::{Filter, Search, TableBuilder, Value, View};
//!
//! let mut register = TableBuilder::new(Language::Ru);
//! let name = register.text("name", "Наименование");
//! let sum = register.money("sum", "Сумма");
//! for (id, school, tiyn) in [(1, "Лицей № 7", 50_000), (2, "Гимназия", 70_000)] {
//!     register.row(id);
//!     register.set(name, Value::Text(school));
//!     register.set(sum, Value::Whole(tiyn));
//! }
//! let register = register.finish();
//!
//! let mut view = View::of(&register);
//! view.filters.insert("name".into(), Filter::Contains { text: "лицей".into() });
//! let never = || false;
//! let mut search = Search::new(&register, &view, &never).unwrap();
//! assert_eq!(search.page(50), [0]);
//! assert_eq!(search.totals(&never).unwrap().sum("sum"), Some(50_000));
//! ```

mod compare;
mod csv;
mod export;
mod search;
mod shared;
mod table;
mod totals;
mod view;
mod xlsx;

pub use csv::write_csv;
pub use export::{Counted, ExportError, Extract};
pub use search::{Search, Stopped};
pub use shared::{SharedView, SharedViewError};
pub use table::{Choice, ColumnId, Kind, Table, TableBuilder, Value};
pub use totals::Totals;
pub use view::{Filter, Order, Shown, View};
pub use xlsx::write_xlsx;
