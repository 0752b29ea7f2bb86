//! A snapshot being read: which one, and how far. Kept in the cache, so that a first
//! synchronisation that was interrupted goes on where it stopped.

use crate::error::Result;
use baqylau_domain::Moment;
use baqylau_protocol::feed::Scope;
use baqylau_protocol::snapshot::SnapshotManifest;
use chrono::SecondsFormat;
use rusqlite::{Connection, OptionalExtension as _, Transaction};

/// The snapshot of a scope being read, with the number of pieces that are in.
///
/// # Errors
/// What the database answered.
pub fn begun(connection: &Connection, scope: &Scope) -> Result<Option<(SnapshotManifest, usize)>> {
    let found: Option<(String, u32)> = connection
        .prepare_cached("SELECT manifest, next FROM snapshots WHERE scope = ?1")?
        .query_row([scope.to_string()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    found
        .map(|(manifest, next)| {
            Ok((
                serde_json::from_str(&manifest)?,
                usize::try_from(next).unwrap_or(usize::MAX),
            ))
        })
        .transpose()
}

/// Notes that a snapshot is being read.
///
/// # Errors
/// What the database answered.
pub fn begin(tx: &Transaction<'_>, manifest: &SnapshotManifest) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO snapshots (scope, manifest, next) VALUES (?1, ?2, 0)
         ON CONFLICT (scope) DO UPDATE SET manifest = excluded.manifest, next = 0",
    )?
    .execute((manifest.scope.to_string(), serde_json::to_string(manifest)?))?;
    Ok(())
}

/// Notes that one more piece is in.
///
/// # Errors
/// What the database answered.
pub fn advance(tx: &Transaction<'_>, scope: &Scope) -> Result<()> {
    tx.prepare_cached("UPDATE snapshots SET next = next + 1 WHERE scope = ?1")?
        .execute([scope.to_string()])?;
    Ok(())
}

/// Nothing is being read any more.
///
/// # Errors
/// What the database answered.
pub fn end(tx: &Transaction<'_>, scope: &Scope) -> Result<()> {
    tx.prepare_cached("DELETE FROM snapshots WHERE scope = ?1")?
        .execute([scope.to_string()])?;
    Ok(())
}

/// Notes that a scope was compared with the registry.
///
/// # Errors
/// What the database answered.
pub fn compared(tx: &Transaction<'_>, scope: &Scope, at: Moment, differed: u64) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO comparisons (scope, at, differed) VALUES (?1, ?2, ?3)
         ON CONFLICT (scope) DO UPDATE SET at = excluded.at, differed = excluded.differed",
    )?
    .execute((
        scope.to_string(),
        text(at),
        i64::try_from(differed).unwrap_or(i64::MAX),
    ))?;
    Ok(())
}

/// When a scope was last compared, and how many records differed.
///
/// # Errors
/// What the database answered.
pub fn comparison(connection: &Connection, scope: &Scope) -> Result<Option<(Moment, u64)>> {
    let found: Option<(String, i64)> = connection
        .prepare_cached("SELECT at, differed FROM comparisons WHERE scope = ?1")?
        .query_row([scope.to_string()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    // A moment that can't be read only makes the next comparison due.
    Ok(found.and_then(|(at, differed)| Some((moment(&at)?, u64::try_from(differed).unwrap_or(0)))))
}

/// The comparison of all scopes: the moment longest ago, and the records that differed in all.
///
/// # Errors
/// What the database answered.
pub fn comparisons(connection: &Connection) -> Result<Option<(Moment, u64)>> {
    let (at, differed): (Option<String>, i64) = connection
        .prepare_cached("SELECT min(at), coalesce(sum(differed), 0) FROM comparisons")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(at
        .and_then(|at| moment(&at))
        .map(|at| (at, u64::try_from(differed).unwrap_or(0))))
}

/// Moments are kept in one form of equal length, so that texts sort as they do.
fn text(at: Moment) -> String {
    at.to_rfc3339_opts(SecondsFormat::Micros, true)
}

fn moment(text: &str) -> Option<Moment> {
    Some(Moment::from(
        chrono::DateTime::parse_from_rfc3339(text).ok()?,
    ))
}
