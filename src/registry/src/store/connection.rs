//! Opening a connection, and making sure that its settings took.

use super::{StoreError, StoreKey};
use rusqlite::Connection;
use std::path::Path;

/// Opens the file, plain or encrypted. Every setting is read back: a setting that silently
/// didn't take would silently lose data.
pub(crate) fn open_connection(
    path: &Path,
    key: Option<&StoreKey>,
) -> Result<Connection, StoreError> {
    let connection = Connection::open(path)?;
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
    connection.pragma_update(None, "cache_size", -16_000)?;
    connection.pragma_update(None, "wal_autocheckpoint", 1_000)?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(connection)
}

fn set(connection: &Connection, name: &'static str, value: i64) -> Result<(), StoreError> {
    connection.pragma_update(None, name, value)?;
    let found: i64 = connection.pragma_query_value(None, name, |row| row.get(0))?;
    if found == value {
        Ok(())
    } else {
        Err(StoreError::Setting(name))
    }
}
