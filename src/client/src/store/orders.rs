//! Records of the state educational order in the cache: whole, as the registry sent them.

use super::reader::Reader;
use crate::error::Result;
use baqylau_domain::schooling::SchoolingRecord;
use rusqlite::{Connection, OptionalExtension as _, Transaction};

/// Keeps a record under its key, in the bytes it came in.
///
/// # Errors
/// What the database answered.
pub fn put(tx: &Transaction<'_>, key: &str, content: &str) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO orders (key, content) VALUES (?1, ?2)
         ON CONFLICT (key) DO UPDATE SET content = excluded.content",
    )?
    .execute((key, content))?;
    Ok(())
}

/// Records shown to a person, by key.
///
/// # Errors
/// What the database answered.
pub fn shown(connection: &Connection, reader: &Reader) -> Result<Vec<SchoolingRecord>> {
    let mut statement = connection.prepare_cached(
        "SELECT content FROM orders WHERE key IN
             (SELECT id FROM shown WHERE kind = 'schooling'
              AND scope IN (SELECT value FROM json_each(?1)))
         ORDER BY key",
    )?;
    let rows = statement.query_map([reader.scopes()], |row| row.get::<_, String>(0))?;
    rows.map(|content| Ok(serde_json::from_str(&content?)?))
        .collect()
}

/// A record that is here, whoever it was shown to: for naming what was asked of it.
///
/// # Errors
/// What the database answered.
pub fn kept(connection: &Connection, key: &str) -> Result<Option<SchoolingRecord>> {
    let found: Option<String> = connection
        .prepare_cached("SELECT content FROM orders WHERE key = ?1")?
        .query_row([key], |row| row.get(0))
        .optional()?;
    Ok(found
        .map(|content| serde_json::from_str(&content))
        .transpose()?)
}

/// A record shown to a person.
///
/// # Errors
/// What the database answered.
pub fn one(connection: &Connection, reader: &Reader, key: &str) -> Result<Option<SchoolingRecord>> {
    let found: Option<String> = connection
        .prepare_cached(
            "SELECT content FROM orders WHERE key = ?2 AND EXISTS
                 (SELECT 1 FROM shown WHERE kind = 'schooling' AND id = ?2
                  AND scope IN (SELECT value FROM json_each(?1)))",
        )?
        .query_row([reader.scopes(), key], |row| row.get(0))
        .optional()?;
    Ok(found
        .map(|content| serde_json::from_str(&content))
        .transpose()?)
}
