//! What the registry said of the monthly validation, kept between questions for who asked. It may
//! be lost at any time and is asked for again, so it lies in the cache, encrypted like the rest.

use super::outbox::moment;
use crate::error::Result;
use baqylau_domain::Moment;
use baqylau_domain::identifiers::PersonId;
use rusqlite::{Connection, OptionalExtension as _, Transaction};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// How many answers are kept for a person: the newest.
const KEPT: u32 = 200;

/// Keeps an answer under its name in the place of the one before.
///
/// # Errors
/// What the database answered.
pub fn keep(
    tx: &Transaction<'_>,
    person: PersonId,
    name: &str,
    at: Moment,
    content: &str,
) -> Result<()> {
    let person = person.to_string();
    tx.prepare_cached(
        "INSERT INTO months (person, name, at, content) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (person, name) DO UPDATE SET at = excluded.at, content = excluded.content",
    )?
    .execute((&person, name, at.to_rfc3339(), content))?;
    tx.prepare_cached(
        "DELETE FROM months WHERE person = ?1 AND name NOT IN
             (SELECT name FROM months WHERE person = ?1 ORDER BY at DESC, name LIMIT ?2)",
    )?
    .execute((&person, KEPT))?;
    Ok(())
}

/// What was answered last under a name, and when; nothing of a former form of it.
///
/// # Errors
/// What the database answered.
pub fn kept<T: DeserializeOwned>(
    connection: &Connection,
    person: PersonId,
    name: &str,
) -> Result<Option<(Moment, T)>> {
    let found: Option<(String, String)> = connection
        .prepare_cached("SELECT at, content FROM months WHERE person = ?1 AND name = ?2")?
        .query_row((person.to_string(), name), |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()?;
    let Some((at, content)) = found else {
        return Ok(None);
    };
    match serde_json::from_str(&content) {
        Ok(read) => Ok(Some((moment(&at)?, read))),
        // Written by another version: as if it hadn't been.
        Err(_) => Ok(None),
    }
}

/// Forgets everything answered to a person: it isn't theirs to read any more.
///
/// # Errors
/// What the database answered.
pub fn forget(tx: &Transaction<'_>, person: PersonId) -> Result<()> {
    tx.prepare_cached("DELETE FROM months WHERE person = ?1")?
        .execute([person.to_string()])?;
    Ok(())
}

/// An answer as it is kept.
///
/// # Errors
/// It can't be written.
pub fn written(value: &impl Serialize) -> Result<String> {
    Ok(serde_json::to_string(value)?)
}
