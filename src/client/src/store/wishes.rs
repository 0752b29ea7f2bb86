//! Runs of the automatic checks asked for here, until the registry has heard of it.

use crate::error::Result;
use baqylau_domain::Moment;
use baqylau_domain::identifiers::{OrganisationId, PersonId};
use rusqlite::{Connection, Transaction};

/// Notes a wish; wished twice it is one.
///
/// # Errors
/// What the database answered.
pub fn add(
    tx: &Transaction<'_>,
    person: PersonId,
    organisation: OrganisationId,
    now: Moment,
) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO check_wishes (person, organisation, asked_at) VALUES (?1, ?2, ?3)
         ON CONFLICT (person, organisation) DO NOTHING",
    )?
    .execute((
        person.to_string(),
        organisation.to_string(),
        now.to_rfc3339(),
    ))?;
    Ok(())
}

/// Forgets a wish.
///
/// # Errors
/// What the database answered.
pub fn forget(tx: &Transaction<'_>, person: PersonId, organisation: OrganisationId) -> Result<()> {
    tx.prepare_cached("DELETE FROM check_wishes WHERE person = ?1 AND organisation = ?2")?
        .execute((person.to_string(), organisation.to_string()))?;
    Ok(())
}

/// Whether a person wished it.
///
/// # Errors
/// What the database answered.
pub fn is_wished(
    connection: &Connection,
    person: PersonId,
    organisation: OrganisationId,
) -> Result<bool> {
    Ok(connection
        .prepare_cached("SELECT 1 FROM check_wishes WHERE person = ?1 AND organisation = ?2")?
        .exists((person.to_string(), organisation.to_string()))?)
}

/// The wishes of a person, oldest first.
///
/// # Errors
/// What the database answered.
pub fn of(connection: &Connection, person: PersonId) -> Result<Vec<OrganisationId>> {
    let mut statement = connection.prepare_cached(
        "SELECT organisation FROM check_wishes WHERE person = ?1
         ORDER BY asked_at, organisation",
    )?;
    let mut rows = statement.query([person.to_string()])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(row.get::<_, String>(0)?.parse()?);
    }
    Ok(found)
}
