//! What the store keeps about trust: imported authorities.

use crate::error::Result;
use baqylau_domain::Moment;
use baqylau_signing::Certificate;
use rusqlite::{Connection, Transaction};

/// An authority taken in from a file.
#[derive(Debug, Clone)]
pub struct KeptAuthority {
    /// Its certificate.
    pub certificate: Certificate,
    /// Whether a person compared the fingerprint.
    pub confirmed: bool,
}

/// All of them.
///
/// # Errors
/// What the database answered.
pub fn authorities(connection: &Connection) -> Result<Vec<KeptAuthority>> {
    let mut statement = connection.prepare_cached(
        "SELECT der, confirmed_at IS NOT NULL FROM authorities ORDER BY fingerprint",
    )?;
    let mut rows = statement.query([])?;
    let mut kept = Vec::new();
    while let Some(row) = rows.next()? {
        let der: Vec<u8> = row.get(0)?;
        // What was read once is read again, or a later version knows better than to believe it.
        if let Ok(certificate) = Certificate::from_der(&der) {
            kept.push(KeptAuthority {
                certificate,
                confirmed: row.get(1)?,
            });
        }
    }
    Ok(kept)
}

/// Keeps an authority, without believing it.
///
/// # Errors
/// What the database answered.
pub fn keep(tx: &Transaction<'_>, certificate: &Certificate, at: Moment) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO authorities (fingerprint, der, imported_at) VALUES (?1, ?2, ?3)
         ON CONFLICT (fingerprint) DO NOTHING",
    )?
    .execute((
        hex::encode(certificate.fingerprint()),
        certificate.der(),
        at.to_rfc3339(),
    ))?;
    Ok(())
}

/// Notes that a person compared the fingerprint.
///
/// # Errors
/// What the database answered.
pub fn confirm(tx: &Transaction<'_>, certificate: &Certificate, at: Moment) -> Result<()> {
    tx.execute(
        "UPDATE authorities SET confirmed_at = ?2 WHERE fingerprint = ?1",
        (hex::encode(certificate.fingerprint()), at.to_rfc3339()),
    )?;
    Ok(())
}

/// Lets an authority go.
///
/// # Errors
/// What the database answered.
pub fn remove(tx: &Transaction<'_>, fingerprint: &str) -> Result<()> {
    tx.execute(
        "DELETE FROM authorities WHERE fingerprint = ?1",
        [fingerprint],
    )?;
    Ok(())
}
