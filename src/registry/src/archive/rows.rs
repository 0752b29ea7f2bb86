//! Rows of any table as lines of JSON, and back. The statements are made from the names the
//! engines tell: a table that a later step adds is in every backup without anybody's doing.

use super::{ArchiveError, damaged};
use crate::store::{Bind, Connection, StoreError, Value, Values, params, sql};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

/// Tables that aren't kept: what every restore makes anew (the versions), what would open doors
/// again that were closed since (sessions, and their nonces), what holds for one epoch alone (snapshots),
/// what is about the server's machines.
const LEFT_OUT: [&str; 6] = [
    "migrations",
    "sessions",
    "nonces",
    "snapshots",
    "snapshot_pieces",
    "machines",
];

/// Rows read at once.
const PAGE: i64 = 500;

/// Bytes of rows read at once.
const PAGE_BYTES: usize = 4 * 1024 * 1024;

/// Rows written at once.
const TOGETHER: usize = 64;

/// A value of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cell {
    Null,
    Int(i64),
    Text(String),
    Bytes(Vec<u8>),
}

impl Bind for Cell {
    fn value(&self) -> Value<'_> {
        match self {
            Self::Null => Value::Null,
            Self::Int(number) => Value::Int(*number),
            Self::Text(text) => Value::Text(text),
            Self::Bytes(bytes) => Value::Bytes(bytes),
        }
    }
}

impl Cell {
    fn of(value: Value<'_>) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Int(number) => Self::Int(number),
            Value::Text(text) => Self::Text(text.to_owned()),
            Value::Bytes(bytes) => Self::Bytes(bytes.to_owned()),
        }
    }

    fn size(&self) -> usize {
        match self {
            Self::Null | Self::Int(_) => 8,
            Self::Text(text) => text.len(),
            Self::Bytes(bytes) => bytes.len(),
        }
    }

    /// Integers and texts as they are; bytes as an array with their base64.
    fn json(&self) -> serde_json::Value {
        match self {
            Self::Null => serde_json::Value::Null,
            Self::Int(number) => (*number).into(),
            Self::Text(text) => text.clone().into(),
            Self::Bytes(bytes) => vec![STANDARD.encode(bytes)].into(),
        }
    }

    fn read(value: serde_json::Value) -> Option<Self> {
        Some(match value {
            serde_json::Value::Null => Self::Null,
            serde_json::Value::Number(number) => Self::Int(number.as_i64()?),
            serde_json::Value::String(text) => Self::Text(text),
            serde_json::Value::Array(mut one) if one.len() == 1 => {
                Self::Bytes(STANDARD.decode(one.pop()?.as_str()?).ok()?)
            }
            _ => return None,
        })
    }
}

/// A table as the engine tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shape {
    pub(super) name: String,
    pub(super) columns: Vec<String>,
    /// Places of the columns of its key, in the order of the key.
    key: Vec<usize>,
}

/// Every table that is kept, by name.
pub(super) fn shapes(connection: &Connection) -> Result<Vec<Shape>, StoreError> {
    let statement = match connection {
        Connection::Sqlite(_) => sql::SQLITE_SHAPES,
        Connection::Postgres(_) => sql::POSTGRES_SHAPES,
    };
    let columns: Vec<(String, String, i64)> = connection.all(statement, params![], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?))
    })?;
    let mut tables: BTreeMap<String, (Vec<String>, BTreeMap<i64, usize>)> = BTreeMap::new();
    for (table, column, place) in columns {
        let (names, key) = tables.entry(table).or_default();
        if place > 0 {
            key.insert(place, names.len());
        }
        names.push(column);
    }
    tables
        .into_iter()
        .filter(|(name, _)| !LEFT_OUT.contains(&name.as_str()))
        .map(|(name, (columns, key))| {
            // They go into statements; the steps of this program know no others.
            let plain = |name: &String| {
                name.bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
            };
            if key.is_empty() || !plain(&name) || !columns.iter().all(plain) {
                return Err(StoreError::Corrupt("table"));
            }
            Ok(Shape {
                name,
                columns,
                key: key.into_values().collect(),
            })
        })
        .collect()
}

impl Shape {
    /// Hands on every row as a line, in the order of the key.
    pub(super) fn each_line(
        &self,
        connection: &Connection,
        mut take: impl FnMut(&str) -> Result<(), ArchiveError>,
    ) -> Result<(), ArchiveError> {
        let names = |places: &[usize]| -> String {
            let names: Vec<&str> = places
                .iter()
                .filter_map(|place| self.columns.get(*place).map(String::as_str))
                .collect();
            names.join(", ")
        };
        let (table, columns, key) = (&self.name, self.columns.join(", "), names(&self.key));
        let marks: Vec<String> = (1..=self.key.len()).map(|n| format!("?{n}")).collect();
        let marks = marks.join(", ");
        let first = format!("SELECT {columns} FROM {table} ORDER BY {key} LIMIT {PAGE}");
        let next = format!(
            "SELECT {columns} FROM {table} WHERE ({key}) > ({marks}) ORDER BY {key} LIMIT {PAGE}"
        );
        let mut last: Option<Vec<Cell>> = None;
        loop {
            let statement = if last.is_none() { &first } else { &next };
            let after: Vec<&dyn Bind> = last
                .iter()
                .flatten()
                .map(|cell| cell as &dyn Bind)
                .collect();
            let page = self.page(connection, statement, &after)?;
            let Some(newest) = page.last() else {
                return Ok(());
            };
            let newest: Vec<Cell> = self
                .key
                .iter()
                .filter_map(|place| newest.get(*place).cloned())
                .collect();
            for row in &page {
                let line: Vec<serde_json::Value> = row.iter().map(Cell::json).collect();
                take(&serde_json::Value::from(line).to_string())?;
            }
            last = Some(newest);
        }
    }

    fn page(
        &self,
        connection: &Connection,
        statement: &str,
        after: Values<'_>,
    ) -> Result<Vec<Vec<Cell>>, StoreError> {
        let (mut page, mut size) = (Vec::new(), 0);
        connection.each_made(statement, after, |row| -> Result<_, StoreError> {
            let cells: Vec<Cell> = (0..self.columns.len())
                .map(|column| row.value(column).map(Cell::of))
                .collect::<Result<_, _>>()?;
            size += cells.iter().map(Cell::size).sum::<usize>();
            page.push(cells);
            Ok(if size > PAGE_BYTES {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            })
        })?;
        Ok(page)
    }
}

/// Writes rows into a table, several at once.
pub(super) struct Filling<'a> {
    connection: &'a Connection,
    table: &'a str,
    columns: &'a [String],
    waiting: Vec<Vec<Cell>>,
}

impl<'a> Filling<'a> {
    /// Into a table with these columns, once it is sure to have them.
    pub(super) fn begin(
        connection: &'a Connection,
        shape: &'a Shape,
        columns: &'a [String],
    ) -> Result<Self, ArchiveError> {
        if columns.iter().any(|name| !shape.columns.contains(name)) {
            return Err(damaged(&shape.name, "a column this program doesn't know"));
        }
        Ok(Self {
            connection,
            table: &shape.name,
            columns,
            waiting: Vec::new(),
        })
    }

    pub(super) fn add(&mut self, line: &str) -> Result<(), ArchiveError> {
        let row = read(line, self.columns.len()).ok_or_else(|| damaged(self.table, "a row"))?;
        self.waiting.push(row);
        if self.waiting.len() == TOGETHER {
            self.write()?;
        }
        Ok(())
    }

    /// Writes what waits.
    pub(super) fn write(&mut self) -> Result<(), ArchiveError> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let width = self.columns.len();
        let rows: Vec<String> = (0..self.waiting.len())
            .map(|row| {
                let marks: Vec<String> = (1..=width)
                    .map(|n| format!("?{}", row * width + n))
                    .collect();
                format!("({})", marks.join(", "))
            })
            .collect();
        let statement = format!(
            "INSERT INTO {} ({}) VALUES {}",
            self.table,
            self.columns.join(", "),
            rows.join(", ")
        );
        let cells: Vec<&dyn Bind> = self
            .waiting
            .iter()
            .flatten()
            .map(|cell| cell as &dyn Bind)
            .collect();
        self.connection.run_made(&statement, &cells)?;
        self.waiting.clear();
        Ok(())
    }
}

/// A row of so many values.
pub(super) fn read(line: &str, width: usize) -> Option<Vec<Cell>> {
    let values: Vec<serde_json::Value> = serde_json::from_str(line).ok()?;
    let cells: Option<Vec<Cell>> = values.into_iter().map(Cell::read).collect();
    cells.filter(|cells| cells.len() == width)
}
