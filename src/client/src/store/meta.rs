//! Small facts of the store: identity of the installation, the registry it belongs to, people
//! who signed in, sessions, packs.

use super::outbox::moment;
use crate::error::Result;
use crate::ui::KnownPerson;
use baqylau_domain::Moment;
use baqylau_domain::identifiers::{PersonId, VisitId};
use baqylau_domain::people::Person;
use baqylau_domain::policy::Policies;
use baqylau_protocol::pack::Pack;
use baqylau_protocol::session::SamplePerson;
use chrono::NaiveDate;
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

/// Facts whose names begin so, by name.
///
/// # Errors
/// What the database answered.
pub fn beginning(connection: &Connection, prefix: &str) -> Result<Vec<String>> {
    let mut statement = connection.prepare_cached(
        "SELECT value FROM meta WHERE substr(name, 1, length(?1)) = ?1 ORDER BY name",
    )?;
    let rows = statement.query_map([prefix], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
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

/// People who signed in on this laptop, latest first; `until` says how long a sign-in at the
/// registry lasts without it.
///
/// # Errors
/// What the database answered.
pub fn people(
    connection: &Connection,
    until: impl Fn(Moment) -> NaiveDate,
) -> Result<Vec<KnownPerson>> {
    let mut statement = connection.prepare_cached(
        "SELECT person, last, online, sample IS NOT NULL FROM people ORDER BY last DESC",
    )?;
    let mut rows = statement.query([])?;
    let mut people = Vec::new();
    while let Some(row) = rows.next()? {
        people.push(KnownPerson {
            person: serde_json::from_str(&row.get::<_, String>(0)?)?,
            last: moment(&row.get::<_, String>(1)?)?,
            offline_until: row
                .get::<_, Option<String>>(2)?
                .map(|online| moment(&online))
                .transpose()?
                .map(&until),
            sample_key: row.get(3)?,
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

/// Everybody who signed in on this laptop.
///
/// # Errors
/// What the database answered.
pub fn persons(connection: &Connection) -> Result<Vec<Person>> {
    let mut statement = connection.prepare_cached("SELECT person FROM people")?;
    let mut rows = statement.query([])?;
    let mut persons = Vec::new();
    while let Some(row) = rows.next()? {
        persons.push(serde_json::from_str(&row.get::<_, String>(0)?)?);
    }
    Ok(persons)
}

/// What the registry last saw of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenOnline {
    /// When it let them in, by this device.
    pub at: Moment,
    /// SHA-256 of the certificate they proved themselves with, hexadecimal.
    pub certificate: String,
}

/// Notes that the registry let a person in: from here the time without it is counted, and from
/// here the clock of this device must not go back.
///
/// # Errors
/// What the database answered.
pub fn let_in(
    tx: &Transaction<'_>,
    person: PersonId,
    seen: &SeenOnline,
    sample: Option<&SamplePerson>,
) -> Result<()> {
    tx.prepare_cached(
        "UPDATE people SET online = ?2, certificate = ?3, sample = ?4 WHERE id = ?1",
    )?
    .execute((
        person.to_string(),
        seen.at.to_rfc3339(),
        &seen.certificate,
        sample.map(serde_json::to_string).transpose()?,
    ))?;
    // Not the later of the two: a clock that had run ahead and was put right must not keep
    // people out for as long as it was wrong.
    set(tx, "written", &seen.at.to_rfc3339())
}

/// What the registry last saw of a person; `None` when it never did, or before this was kept.
///
/// # Errors
/// What the database answered.
pub fn seen_online(connection: &Connection, person: PersonId) -> Result<Option<SeenOnline>> {
    let found: Option<(Option<String>, Option<String>)> = connection
        .prepare_cached("SELECT online, certificate FROM people WHERE id = ?1")?
        .query_row([person.to_string()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    match found {
        Some((Some(at), Some(certificate))) => Ok(Some(SeenOnline {
            at: moment(&at)?,
            certificate,
        })),
        _ => Ok(None),
    }
}

/// The demonstration key a sample person signed in with.
///
/// # Errors
/// What the database answered.
pub fn sample_key(connection: &Connection, person: PersonId) -> Result<Option<SamplePerson>> {
    let text: Option<Option<String>> = connection
        .prepare_cached("SELECT sample FROM people WHERE id = ?1")?
        .query_row([person.to_string()], |row| row.get(0))
        .optional()?;
    Ok(text
        .flatten()
        .map(|text| serde_json::from_str(&text))
        .transpose()?)
}

/// Notes when something was made here, if it is later than all before.
///
/// # Errors
/// What the database answered.
pub fn note_written(tx: &Transaction<'_>, at: Moment) -> Result<()> {
    if last_written(tx)?.is_none_or(|before| before < at) {
        set(tx, "written", &at.to_rfc3339())?;
    }
    Ok(())
}

/// When something was last made here: the clock of this device has shown it.
///
/// # Errors
/// What the database answered.
pub fn last_written(connection: &Connection) -> Result<Option<Moment>> {
    get(connection, "written")?
        .map(|text| moment(&text))
        .transpose()
}

/// The parameters that came with the pack made last; the pilot's without a pack.
///
/// # Errors
/// What the database answered.
pub fn policies(connection: &Connection) -> Result<Policies> {
    let text: Option<String> = connection
        .prepare_cached(
            "SELECT json_extract(pack, '$.policies') FROM packs ORDER BY made_at DESC LIMIT 1",
        )?
        .query_row([], |row| row.get(0))
        .optional()?;
    Ok(match text {
        Some(text) => serde_json::from_str(&text)?,
        None => Policies::pilot(),
    })
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
