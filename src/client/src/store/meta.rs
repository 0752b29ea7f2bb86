//! Small facts of the store: identity of the installation, the registry it belongs to, people
//! who signed in, sessions, packs.

use super::outbox::moment;
use crate::error::Result;
use crate::ui::KnownPerson;
use baqylau_domain::Moment;
use baqylau_domain::identifiers::{PersonId, VisitId};
use baqylau_domain::people::Person;
use baqylau_protocol::pack::Pack;
use rusqlite::{Connection, OptionalExtension as _, Transaction};

/// A fact.
///
/// # Errors
/// What the database answered.
pub fn get(connection: &Connection, name: &str) -> Result<Option<String>> {
    Ok(connection
        .prepare_cached("SELECT value FROM meta WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()?)
}

/// Sets a fact.
///
/// # Errors
/// What the database answered.
pub fn set(tx: &Transaction<'_>, name: &str, value: &str) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO meta (name, value) VALUES (?1, ?2)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    )?
    .execute((name, value))?;
    Ok(())
}

/// A person who signed in on this laptop.
///
/// # Errors
/// What the database answered.
pub fn person(connection: &Connection, id: PersonId) -> Result<Option<Person>> {
    let text: Option<String> = connection
        .prepare_cached("SELECT person FROM people WHERE id = ?1")?
        .query_row([id.to_string()], |row| row.get(0))
        .optional()?;
    Ok(text.map(|text| serde_json::from_str(&text)).transpose()?)
}

/// People who signed in on this laptop, latest first.
///
/// # Errors
/// What the database answered.
pub fn people(connection: &Connection) -> Result<Vec<KnownPerson>> {
    let mut statement =
        connection.prepare_cached("SELECT person, last FROM people ORDER BY last DESC")?;
    let mut rows = statement.query([])?;
    let mut people = Vec::new();
    while let Some(row) = rows.next()? {
        people.push(KnownPerson {
            person: serde_json::from_str(&row.get::<_, String>(0)?)?,
            last: moment(&row.get::<_, String>(1)?)?,
        });
    }
    Ok(people)
}

/// Remembers that a person signed in.
///
/// # Errors
/// What the database answered.
pub fn remember(tx: &Transaction<'_>, person: &Person, at: Moment) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO people (id, person, last) VALUES (?1, ?2, ?3)
         ON CONFLICT (id) DO UPDATE SET person = excluded.person, last = excluded.last",
    )?
    .execute((
        person.id.to_string(),
        serde_json::to_string(person)?,
        at.to_rfc3339(),
    ))?;
    Ok(())
}

/// Keeps a session's token.
///
/// # Errors
/// What the database answered.
pub fn keep_session(
    tx: &Transaction<'_>,
    person: PersonId,
    token: &str,
    valid_until: Moment,
) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO sessions (person, token, valid_until) VALUES (?1, ?2, ?3)
         ON CONFLICT (person) DO UPDATE SET token = excluded.token,
                                            valid_until = excluded.valid_until",
    )?
    .execute((person.to_string(), token, valid_until.to_rfc3339()))?;
    Ok(())
}

/// A person's token, while it is valid.
///
/// # Errors
/// What the database answered.
pub fn session(connection: &Connection, person: PersonId, now: Moment) -> Result<Option<String>> {
    let found: Option<(String, String)> = connection
        .prepare_cached("SELECT token, valid_until FROM sessions WHERE person = ?1")?
        .query_row([person.to_string()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(match found {
        Some((token, until)) if moment(&until)? > now => Some(token),
        _ => None,
    })
}

/// Forgets a session.
///
/// # Errors
/// What the database answered.
pub fn end_session(tx: &Transaction<'_>, person: PersonId) -> Result<()> {
    tx.execute(
        "DELETE FROM sessions WHERE person = ?1",
        [person.to_string()],
    )?;
    Ok(())
}

/// Keeps a pack.
///
/// # Errors
/// What the database answered.
pub fn keep_pack(tx: &Transaction<'_>, pack: &Pack) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO packs (visit, pack, made_at) VALUES (?1, ?2, ?3)
         ON CONFLICT (visit) DO UPDATE SET pack = excluded.pack, made_at = excluded.made_at",
    )?
    .execute((
        pack.visit.id.to_string(),
        serde_json::to_string(pack)?,
        pack.made_at.to_rfc3339(),
    ))?;
    Ok(())
}

/// The pack of a visit.
///
/// # Errors
/// What the database answered.
pub fn pack(connection: &Connection, visit: VisitId) -> Result<Option<Pack>> {
    let text: Option<String> = connection
        .prepare_cached("SELECT pack FROM packs WHERE visit = ?1")?
        .query_row([visit.to_string()], |row| row.get(0))
        .optional()?;
    Ok(text.map(|text| serde_json::from_str(&text)).transpose()?)
}

/// Visits with a pack on this laptop.
///
/// # Errors
/// What the database answered.
pub fn packed(connection: &Connection) -> Result<Vec<VisitId>> {
    let mut statement = connection.prepare_cached("SELECT visit FROM packs ORDER BY visit")?;
    let mut rows = statement.query([])?;
    let mut visits = Vec::new();
    while let Some(row) = rows.next()? {
        visits.push(row.get::<_, String>(0)?.parse()?);
    }
    Ok(visits)
}

/// When the pack of a visit was made.
///
/// # Errors
/// What the database answered.
pub fn pack_made(connection: &Connection, visit: VisitId) -> Result<Option<Moment>> {
    let text: Option<String> = connection
        .prepare_cached("SELECT made_at FROM packs WHERE visit = ?1")?
        .query_row([visit.to_string()], |row| row.get(0))
        .optional()?;
    text.map(|text| moment(&text)).transpose()
}
