//! Draft fields in the store, one row each.

use crate::error::Result;
use baqylau_domain::draft::{Draft, Field, FieldKey, FieldVersion};
use baqylau_domain::identifiers::{PersonId, VisitId};
use baqylau_protocol::operation::DraftChange;
use rusqlite::{Connection, OptionalExtension as _, Transaction};

/// One field.
///
/// # Errors
/// What the database answered.
pub fn field(connection: &Connection, visit: VisitId, key: &FieldKey) -> Result<Field> {
    let content: Option<String> = connection
        .prepare_cached("SELECT content FROM fields WHERE visit = ?1 AND field = ?2")?
        .query_row((visit.to_string(), key.to_string()), |row| row.get(0))
        .optional()?;
    Ok(match content {
        Some(content) => serde_json::from_str(&content)?,
        None => Field::default(),
    })
}

/// The whole draft of a visit.
///
/// # Errors
/// What the database answered.
pub fn load(connection: &Connection, visit: VisitId) -> Result<Draft> {
    let mut draft = Draft::default();
    let mut statement =
        connection.prepare_cached("SELECT field, content FROM fields WHERE visit = ?1")?;
    let mut rows = statement.query([visit.to_string()])?;
    while let Some(row) = rows.next()? {
        let key: FieldKey = row.get::<_, String>(0)?.parse()?;
        let field: Field = serde_json::from_str(&row.get::<_, String>(1)?)?;
        for version in field.versions() {
            draft.merge(key.clone(), version.clone());
        }
    }
    Ok(draft)
}

/// Takes in a version. Answers whether the field changed.
///
/// # Errors
/// What the database answered.
pub fn merge(tx: &Transaction<'_>, visit: VisitId, change: &DraftChange) -> Result<bool> {
    let mut field = field(tx, visit, &change.key)?;
    if !field.merge(change.version.clone()) {
        return Ok(false);
    }
    tx.prepare_cached(
        "INSERT INTO fields (visit, field, content) VALUES (?1, ?2, ?3)
         ON CONFLICT (visit, field) DO UPDATE SET content = excluded.content",
    )?
    .execute((
        visit.to_string(),
        change.key.to_string(),
        serde_json::to_string(&field)?,
    ))?;
    Ok(true)
}

/// Notes that a version written here hasn't become part of an operation yet. Unsent versions it
/// has seen need not be sent any more; one it hasn't seen (taken in from a file, or one's own
/// beside it) waits as well, because nobody else may have it.
///
/// # Errors
/// What the database answered.
pub fn mark_unsent(
    tx: &Transaction<'_>,
    visit: VisitId,
    change: &DraftChange,
    actor: PersonId,
) -> Result<()> {
    let (visit, field) = (visit.to_string(), change.key.to_string());
    let waiting: Vec<String> = tx
        .prepare_cached("SELECT version FROM unsent_fields WHERE visit = ?1 AND field = ?2")?
        .query_map((&visit, &field), |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for version in waiting {
        let earlier: FieldVersion = serde_json::from_str(&version)?;
        if change.version.clock.covers(&earlier.clock) && change.version.clock != earlier.clock {
            tx.prepare_cached(
                "DELETE FROM unsent_fields WHERE visit = ?1 AND field = ?2 AND version = ?3",
            )?
            .execute((&visit, &field, &version))?;
        }
    }
    tx.prepare_cached(
        "INSERT INTO unsent_fields (visit, field, version, actor) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (visit, field, version) DO UPDATE SET actor = excluded.actor",
    )?
    .execute((
        &visit,
        &field,
        serde_json::to_string(&change.version)?,
        actor.to_string(),
    ))?;
    Ok(())
}

/// Answers recorded for a visit on this laptop, and fields two members disagree about.
///
/// # Errors
/// What the database answered.
pub fn counts(connection: &Connection, visit: VisitId) -> Result<u32> {
    Ok(connection
        .prepare_cached("SELECT count(*) FROM fields WHERE visit = ?1 AND field LIKE 'answer|%'")?
        .query_row([visit.to_string()], |row| row.get(0))?)
}

/// Every field two members disagree about, with its visit.
///
/// # Errors
/// What the database answered.
pub fn conflicts(connection: &Connection) -> Result<Vec<(VisitId, FieldKey)>> {
    // A field in conflict holds at least two versions, so its list has more than one author entry.
    let mut statement = connection.prepare_cached(
        "SELECT visit, field, content FROM fields WHERE json_array_length(content) > 1",
    )?;
    let mut rows = statement.query([])?;
    let mut conflicts = Vec::new();
    while let Some(row) = rows.next()? {
        let content: Field = serde_json::from_str(&row.get::<_, String>(2)?)?;
        if content.is_conflicted() {
            conflicts.push((
                row.get::<_, String>(0)?.parse()?,
                row.get::<_, String>(1)?.parse()?,
            ));
        }
    }
    Ok(conflicts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::db::{Db, Durability};
    use crate::store::schema;
    use crate::vault::seal::Key;
    use baqylau_domain::Moment;
    use baqylau_domain::identifiers::InstallId;
    use serde_json::json;

    #[test]
    fn a_version_taken_in_does_not_push_an_unsent_one_aside() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        let db = Db::open(&path, &Key::new([1; 32]), Durability::Full, schema::STORE).unwrap();
        let visit = VisitId::new(uuid::Uuid::from_u128(1));
        let person = PersonId::new(uuid::Uuid::from_u128(2));
        let install = |n| InstallId::new(uuid::Uuid::from_u128(n));
        let change = |version| DraftChange {
            key: FieldKey::Objections,
            version,
        };
        let written = |field: &Field, n, value| {
            change(field.write(install(n), json!(value), person, Moment::UNIX_EPOCH))
        };
        let (own, theirs) = (
            written(&Field::default(), 3, "own"),
            written(&Field::default(), 4, "theirs"),
        );
        let mut both = Field::default();
        both.merge(own.version.clone());
        both.merge(theirs.version.clone());
        let settled = written(&both, 3, "settled");
        let waiting = || {
            db.read(|c| {
                let count = "SELECT count(*) FROM unsent_fields";
                Ok(c.query_row(count, [], |row| row.get::<_, i64>(0))?)
            })
            .unwrap()
        };
        for (change, expected) in [(&own, 1), (&theirs, 2), (&own, 2), (&settled, 1)] {
            let change = change.clone();
            db.write(move |tx| mark_unsent(tx, visit, &change, person))
                .unwrap();
            assert_eq!(waiting(), expected);
        }
    }
}
