//! Views of registers a person saved here. They hold what was searched for, so they are kept
//! encrypted, and each is its author's alone.

use crate::error::Result;
use baqylau_domain::identifiers::PersonId;
use rusqlite::{Connection, Transaction};

/// Keeps a view; one of the same name is replaced.
///
/// # Errors
/// What the database answered.
pub fn keep(
    tx: &Transaction<'_>,
    person: PersonId,
    register: &str,
    name: &str,
    content: &str,
) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO register_views (person, register, name, content) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (person, register, name) DO UPDATE SET content = excluded.content",
    )?
    .execute((person.to_string(), register, name, content))?;
    Ok(())
}

/// Forgets a view.
///
/// # Errors
/// What the database answered.
pub fn forget(tx: &Transaction<'_>, person: PersonId, register: &str, name: &str) -> Result<()> {
    tx.prepare_cached(
        "DELETE FROM register_views WHERE person = ?1 AND register = ?2 AND name = ?3",
    )?
    .execute((person.to_string(), register, name))?;
    Ok(())
}

/// The views of a register a person saved: name and content.
///
/// # Errors
/// What the database answered.
pub fn of(
    connection: &Connection,
    person: PersonId,
    register: &str,
) -> Result<Vec<(String, String)>> {
    let mut statement = connection.prepare_cached(
        "SELECT name, content FROM register_views WHERE person = ?1 AND register = ?2
         ORDER BY name",
    )?;
    let mut rows = statement.query((person.to_string(), register))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push((row.get(0)?, row.get(1)?));
    }
    Ok(found)
}
