//! Certificates of key files that were opened here, so that next time whose a file is can be said
//! before its password. Certificates are public; of the file itself only its hash is kept.

use super::outbox::moment;
use crate::error::Result;
use baqylau_domain::Moment;
use baqylau_domain::identifiers::BlobHash;
use rusqlite::{Connection, OptionalExtension as _, Transaction};

/// Most files remembered.
const MOST: i64 = 20;

/// A key file as remembered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remembered {
    /// SHA-256 of the file.
    pub file: BlobHash,
    /// Where it lay.
    pub path: String,
    /// The certificate, DER.
    pub certificate: Vec<u8>,
    /// When it was opened last.
    pub used: Moment,
}

/// Remembers a file that was opened; a file that changed replaces what lay at its place.
///
/// # Errors
/// What the database answered.
pub fn remember(tx: &Transaction<'_>, one: &Remembered) -> Result<()> {
    tx.execute(
        "DELETE FROM key_files WHERE path = ?1 OR file = ?2",
        (&one.path, one.file.to_string()),
    )?;
    tx.execute(
        "INSERT INTO key_files (file, path, certificate, used) VALUES (?1, ?2, ?3, ?4)",
        (
            one.file.to_string(),
            &one.path,
            &one.certificate,
            one.used.to_rfc3339(),
        ),
    )?;
    tx.execute(
        "DELETE FROM key_files WHERE file NOT IN
             (SELECT file FROM key_files ORDER BY used DESC LIMIT ?1)",
        [MOST],
    )?;
    Ok(())
}

/// Forgets a file.
///
/// # Errors
/// What the database answered.
pub fn forget(tx: &Transaction<'_>, path: &str) -> Result<()> {
    tx.execute("DELETE FROM key_files WHERE path = ?1", [path])?;
    Ok(())
}

/// The certificate of a file by its hash.
///
/// # Errors
/// What the database answered.
pub fn of_file(connection: &Connection, file: &BlobHash) -> Result<Option<Vec<u8>>> {
    Ok(connection
        .prepare_cached("SELECT certificate FROM key_files WHERE file = ?1")?
        .query_row([file.to_string()], |row| row.get(0))
        .optional()?)
}

/// Everything remembered, latest first.
///
/// # Errors
/// What the database answered.
pub fn all(connection: &Connection) -> Result<Vec<Remembered>> {
    let mut statement = connection
        .prepare_cached("SELECT file, path, certificate, used FROM key_files ORDER BY used DESC")?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(Remembered {
            file: row.get::<_, String>(0)?.parse()?,
            path: row.get(1)?,
            certificate: row.get(2)?,
            used: moment(&row.get::<_, String>(3)?)?,
        });
    }
    Ok(found)
}
