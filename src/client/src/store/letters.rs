//! How far people have read the messages of the state order on this laptop: each thread until the
//! moment of the newest message they were shown.

use crate::error::Result;
use baqylau_domain::Moment;
use baqylau_domain::identifiers::PersonId;
use rusqlite::{Connection, Transaction};
use std::collections::BTreeMap;

/// Notes that a person read a thread until a moment. Nothing is ever unread again.
///
/// # Errors
/// What the database answered.
pub fn read_until(
    tx: &Transaction<'_>,
    person: PersonId,
    thread: &str,
    until: Moment,
) -> Result<()> {
    if of(tx, person)?
        .get(thread)
        .is_some_and(|known| *known >= until)
    {
        return Ok(());
    }
    tx.prepare_cached(
        "INSERT INTO messages_read (person, thread, until) VALUES (?1, ?2, ?3)
         ON CONFLICT (person, thread) DO UPDATE SET until = excluded.until",
    )?
    .execute((person.to_string(), thread, until.to_rfc3339()))?;
    Ok(())
}

/// How far a person has read, by thread.
///
/// # Errors
/// What the database answered.
pub fn of(connection: &Connection, person: PersonId) -> Result<BTreeMap<String, Moment>> {
    let mut statement =
        connection.prepare_cached("SELECT thread, until FROM messages_read WHERE person = ?1")?;
    let mut rows = statement.query([person.to_string()])?;
    let mut found = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let until: String = row.get(1)?;
        // A moment nobody can read any more was read never: the messages count as unread.
        if let Ok(until) = until.parse() {
            found.insert(row.get(0)?, until);
        }
    }
    Ok(found)
}
