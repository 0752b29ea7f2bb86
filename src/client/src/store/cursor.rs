//! How far each feed was read; both databases have the same table.

use crate::error::Result;
use baqylau_protocol::feed::Scope;
use rusqlite::{Connection, OptionalExtension as _, Transaction};
use uuid::Uuid;

/// A place in a feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// Epoch of the registry the place belongs to.
    pub epoch: Uuid,
    /// Last entry taken in.
    pub seq: u64,
}

/// The place in a feed, when it was ever read.
///
/// # Errors
/// What the database answered.
pub fn get(connection: &Connection, scope: &Scope) -> Result<Option<Cursor>> {
    let found: Option<(String, i64)> = connection
        .prepare_cached("SELECT epoch, seq FROM cursors WHERE scope = ?1")?
        .query_row([scope.to_string()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    found
        .map(|(epoch, seq)| {
            Ok(Cursor {
                epoch: epoch.parse()?,
                seq: u64::try_from(seq).unwrap_or(0),
            })
        })
        .transpose()
}

/// Sets the place.
///
/// # Errors
/// What the database answered.
pub fn set(tx: &Transaction<'_>, scope: &Scope, cursor: Cursor) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO cursors (scope, epoch, seq) VALUES (?1, ?2, ?3)
         ON CONFLICT (scope) DO UPDATE SET epoch = excluded.epoch, seq = excluded.seq",
    )?
    .execute((
        scope.to_string(),
        cursor.epoch.to_string(),
        i64::try_from(cursor.seq).unwrap_or(i64::MAX),
    ))?;
    Ok(())
}
