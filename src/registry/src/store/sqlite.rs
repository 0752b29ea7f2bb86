//! The driver of SQLite: a file, plain or encrypted, and making sure that its settings took.

use super::value::{Bind, Cell, Value, Values};
use super::{StoreError, StoreKey};
use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};
use std::ops::ControlFlow;
use std::path::Path;

/// An open file.
pub(crate) struct Connection(rusqlite::Connection);

/// A row.
pub(crate) struct Row<'a>(pub(super) &'a rusqlite::Row<'a>);

impl Row<'_> {
    pub(super) fn value(&self, column: usize) -> Result<Value<'_>, StoreError> {
        Ok(
            match self.0.get_ref(column).or(Err(StoreError::Column(column)))? {
                ValueRef::Null => Value::Null,
                ValueRef::Integer(number) => Value::Int(number),
                ValueRef::Text(text) => {
                    Value::Text(std::str::from_utf8(text).or(Err(StoreError::Corrupt("text")))?)
                }
                ValueRef::Blob(bytes) => Value::Bytes(bytes),
                ValueRef::Real(_) => return Err(StoreError::Column(column)),
            },
        )
    }
}

/// A value in the words of the driver.
struct Bound<'a>(&'a dyn Bind);

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self.0.value() {
            Value::Null => ValueRef::Null,
            Value::Int(number) => ValueRef::Integer(number),
            Value::Text(text) if text.as_bytes().contains(&0) => {
                return Err(rusqlite::Error::ToSqlConversionFailure(Box::new(
                    StoreError::Nul,
                )));
            }
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

fn bound<'a>(values: Values<'a>) -> rusqlite::ParamsFromIter<impl Iterator<Item = Bound<'a>>> {
    rusqlite::params_from_iter(values.iter().map(|value| Bound(*value)))
}

impl Connection {
    pub(super) fn run(&self, statement: &str, values: Values<'_>) -> Result<usize, StoreError> {
        Ok(self.0.prepare_cached(statement)?.execute(bound(values))?)
    }

    pub(super) fn each<E: From<StoreError>>(
        &self,
        statement: &str,
        values: Values<'_>,
        mut take: impl FnMut(&rusqlite::Row<'_>) -> Result<ControlFlow<()>, E>,
    ) -> Result<(), E> {
        let mut statement = self.0.prepare_cached(statement).map_err(StoreError::from)?;
        let mut rows = statement.query(bound(values)).map_err(StoreError::from)?;
        while let Some(row) = rows.next().map_err(StoreError::from)? {
            if take(row)?.is_break() {
                break;
            }
        }
        Ok(())
    }

    pub(super) fn run_many(
        &self,
        statement: &'static str,
        rows: &[Vec<Cell>],
    ) -> Result<usize, StoreError> {
        let mut statement = self.0.prepare_cached(statement)?;
        let mut changed = 0;
        for row in rows {
            let values = row.iter().map(|cell| Bound(cell));
            changed += statement.execute(rusqlite::params_from_iter(values))?;
        }
        Ok(changed)
    }

    pub(super) fn each_of<E: From<StoreError>>(
        &self,
        statement: &'static str,
        keys: &[Vec<Cell>],
        mut take: impl FnMut(&rusqlite::Row<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut statement = self.0.prepare_cached(statement).map_err(StoreError::from)?;
        for key in keys {
            let values = key.iter().map(|cell| Bound(cell));
            let rows = statement.query(rusqlite::params_from_iter(values));
            let mut rows = rows.map_err(StoreError::from)?;
            while let Some(row) = rows.next().map_err(StoreError::from)? {
                take(row)?;
            }
        }
        Ok(())
    }

    pub(super) fn batch(&self, statements: &str) -> Result<(), StoreError> {
        Ok(self.0.execute_batch(statements)?)
    }

    #[cfg(test)]
    pub(super) fn understands(&self, statement: &str) -> Result<(), StoreError> {
        Ok(self.0.prepare(statement).map(drop)?)
    }

    /// Empties the log into the file; after a crash SQLite replays it.
    pub(super) fn checkpoint(&self) {
        let _ = self
            .0
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
    }

    /// Pages of the log that aren't in the file yet.
    pub(super) fn unfolded(&self) -> Result<i64, StoreError> {
        Ok(self.0.query_row("PRAGMA wal_checkpoint(NOOP)", [], |row| {
            Ok(row.get::<_, i64>(1)? - row.get::<_, i64>(2)?)
        })?)
    }

    /// Writes into the file what of the log may be, without keeping anybody waiting.
    pub(super) fn fold(&self) -> Result<(), StoreError> {
        Ok(self
            .0
            .query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))?)
    }

    /// Refuses every change from here on.
    pub(super) fn only_read(&self) -> Result<(), StoreError> {
        self.0
            .pragma_update(None, "cache_size", -READER_CACHE_KIB)?;
        Ok(self.0.pragma_update(None, "query_only", 1)?)
    }
}

/// Most memory the writer keeps pages in, KiB. The ledger's keys have no order: what a month
/// touches is most of its tables, and a page that left is read, and decrypted, again.
const WRITER_CACHE_KIB: i64 = 131_072;

/// The same for each connection that only reads.
const READER_CACHE_KIB: i64 = 16_000;

/// Pages of the log (4 KiB each) after which the writer folds it into the file himself, should
/// `folding` not have come to it: 256 MiB, replayed within seconds after a crash. What is folded
/// already costs nothing then, and the log begins anew.
const LOG_PAGES: i64 = 65_536;

/// Opens the file, plain or encrypted. Every setting is read back: a setting that silently
/// didn't take would silently lose data.
pub(crate) fn open(path: &Path, key: Option<&StoreKey>) -> Result<Connection, StoreError> {
    let connection = rusqlite::Connection::open(path)?;
    if let Some(key) = key {
        // A wrong key is answered, not written to the terminal.
        let quiet = connection.query_row("PRAGMA cipher_log_level = NONE", [], |_| Ok(()));
        if !matches!(quiet, Ok(()) | Err(rusqlite::Error::QueryReturnedNoRows)) {
            return Err(StoreError::Setting("cipher_log_level"));
        }
        // A raw key needs no derivation; it must come before anything is read.
        connection.pragma_update(None, "key", format!("x'{}'", hex::encode(key.0)))?;
    }
    connection.busy_timeout(std::time::Duration::from_secs(5))?;
    let tables: Result<i64, _> =
        connection.query_row("SELECT count(*) FROM sqlite_master", [], |row| row.get(0));
    tables.map_err(StoreError::from)?;

    let mode: String = connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
    if !mode.eq_ignore_ascii_case("wal") {
        return Err(StoreError::Setting("journal_mode"));
    }
    set(&connection, "synchronous", 2)?;
    set(&connection, "foreign_keys", 1)?;
    set(&connection, "trusted_schema", 0)?;
    set(&connection, "cell_size_check", 1)?;
    set(&connection, "temp_store", 2)?;
    set(&connection, "fullfsync", 1)?;
    connection.pragma_update(None, "mmap_size", 0)?;
    connection.pragma_update(None, "cache_size", -WRITER_CACHE_KIB)?;
    connection.pragma_update(None, "wal_autocheckpoint", LOG_PAGES)?;
    // As PostgreSQL compares; the setting can't be read back, so it is tried.
    connection.pragma_update(None, "case_sensitive_like", 1)?;
    let alike: i64 = connection.query_row("SELECT 'a' LIKE 'A'", [], |row| row.get(0))?;
    if alike != 0 {
        return Err(StoreError::Setting("case_sensitive_like"));
    }
    connection.set_prepared_statement_cache_capacity(128);
    Ok(Connection(connection))
}

fn set(
    connection: &rusqlite::Connection,
    name: &'static str,
    value: i64,
) -> Result<(), StoreError> {
    connection.pragma_update(None, name, value)?;
    let found: i64 = connection.pragma_query_value(None, name, |row| row.get(0))?;
    if found == value {
        Ok(())
    } else {
        Err(StoreError::Setting(name))
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DiskFull) => return Self::Full,
            Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => {
                return Self::Busy;
            }
            Some(rusqlite::ErrorCode::NotADatabase) => return Self::NotAStore,
            _ => {}
        }
        if let rusqlite::Error::ToSqlConversionFailure(cause) = &error
            && let Some(own) = cause.downcast_ref::<Self>()
        {
            return own.clone();
        }
        Self::Sql(error.to_string())
    }
}
