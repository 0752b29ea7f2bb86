//! Backups: the whole registry as files that no engine is needed to read, and back into an empty
//! place on either engine.
//!
//! A backup is a folder: `manifest.json`, written last and signed by the registry; `pieces/` with
//! the rows of every table as gzipped lines of JSON, encrypted when there is a key; `files/` with
//! the attachments and what services of authorities said. It is made from one state of the store,
//! while the registry runs or stands still. What is restored begins a new epoch, so every client
//! notices and sends again what this registry doesn't know any more.
//!
//! **Architecture invariant:** nothing half restored is served. A mark stands in the folder and in
//! the database from before the first byte until everything was counted and checked; a registry
//! that finds one doesn't start.

mod files;
mod manifest;
mod pieces;
mod read;
mod rows;
mod write;

pub use manifest::{AuditState, Manifest};
pub(crate) use read::{UNFINISHED, is_unfinished};
pub use read::{restore, verify};
pub use write::backup;

use crate::registry::StartError;
use crate::store::StoreError;
use std::path::Path;
use thiserror::Error;

/// Why a backup or a restore came to nothing.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ArchiveError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The configuration, or another registry in the same place.
    #[error(transparent)]
    Start(#[from] StartError),
    /// A file or folder can't be read or written.
    #[error("{place}: {reason}")]
    File {
        /// Which.
        place: String,
        /// What the system says.
        reason: String,
    },
    /// There is no registry to back up.
    #[error("{0}: there is no registry here")]
    NoRegistry(String),
    /// The store is of an earlier program.
    #[error("{0}: made by an earlier program; start the registry once, or back up with that one")]
    Earlier(String),
    /// Something is there already.
    #[error("{0} isn't empty; nothing is written over")]
    NotEmpty(String),
    /// The backup has no manifest: it was cut off, or isn't one.
    #[error("{0}: no manifest; the backup was never finished, or this is none")]
    NoBackup(String),
    /// The manifest isn't the registry's word.
    #[error("{0}: the signature of the manifest doesn't hold")]
    Forged(String),
    /// The manifest is another registry's than the one expected.
    #[error("{0}: a backup of another registry than the one named")]
    Other(String),
    /// A part isn't what the manifest says.
    #[error("{place}: {what}")]
    Damaged {
        /// Which part.
        place: String,
        /// What is wrong with it.
        what: &'static str,
    },
    /// The backup is encrypted.
    #[error("{0}: the backup is encrypted with another key, or none was given")]
    Key(String),
    /// The backup was made by a newer program.
    #[error("{0}: made by a newer program")]
    Newer(String),
}

/// What a backup holds, in numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// What it says of itself.
    pub manifest: Manifest,
    /// Rows of all tables.
    pub rows: u64,
    /// Attachments and other files.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
}

impl std::fmt::Display for Report {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            manifest,
            rows,
            files,
            bytes,
        } = self;
        write!(
            f,
            "registry {}, epoch {}, as of {}: {} tables, {rows} rows, {files} files of {bytes} \
             bytes, audit log of {} lines",
            manifest.registry,
            manifest.epoch,
            manifest.made_at.format("%Y-%m-%d %H:%M:%SZ"),
            manifest.tables.len(),
            manifest.audit.size,
        )?;
        if !manifest.sealed {
            f.write_str("; not encrypted")?;
        }
        match manifest.absent.len() {
            0 => Ok(()),
            lost => write!(f, "; {lost} attachments were missing or damaged already"),
        }
    }
}

/// An error of the file system, with its place.
fn at(place: &Path) -> impl FnOnce(std::io::Error) -> ArchiveError {
    let place = place.display().to_string();
    move |error| match StoreError::from(error) {
        StoreError::Io(reason) => ArchiveError::File { place, reason },
        other => ArchiveError::Store(other),
    }
}

fn damaged(place: impl std::fmt::Display, what: &'static str) -> ArchiveError {
    ArchiveError::Damaged {
        place: place.to_string(),
        what,
    }
}

/// Names of the tables that are kept.
#[cfg(test)]
pub(crate) fn tables(connection: &crate::store::Connection) -> Result<Vec<String>, StoreError> {
    let shapes = rows::shapes(connection)?;
    Ok(shapes.into_iter().map(|shape| shape.name).collect())
}

/// Signs another manifest.
#[cfg(test)]
pub(crate) fn rewrite(
    manifest: &Manifest,
    folder: &Path,
    key: &ed25519_dalek::SigningKey,
) -> Result<(), ArchiveError> {
    manifest.write(folder, key)
}
