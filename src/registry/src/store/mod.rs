//! The registry's file: one writer that commits in groups, readers beside it.
//!
//! Work reaches the writer as closures over a channel. Jobs that wait at the same time are
//! committed together, each in its own savepoint, so one that fails takes nothing with it; an
//! answer leaves only after the commit reached the disk.

mod connection;
mod migrations;
mod reader;
pub(crate) mod rows;
pub(crate) mod sql;
pub(crate) mod standing;
pub(crate) mod verdicts;
mod writer;

pub(crate) use connection::open_connection;
pub(crate) use reader::Readers;
pub(crate) use writer::{Tx, Writer};

use crate::environment::RandomError;
use std::path::Path;
use std::sync::Arc;
use thiserror::Error;

/// Why the store can't do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum StoreError {
    /// No room on the disk. Nothing was written.
    #[error("no room left")]
    Full,
    /// The store is closing.
    #[error("the store is closed")]
    Closed,
    /// Locked for too long by somebody else.
    #[error("the store is busy")]
    Busy,
    /// The database refuses.
    #[error("database: {0}")]
    Sql(String),
    /// The file isn't a registry's, or the key is wrong.
    #[error("not a registry's file, or the key is wrong")]
    NotAStore,
    /// A setting the store depends on didn't take.
    #[error("setting {0} did not take")]
    Setting(&'static str),
    /// The file was written by a newer version of the program.
    #[error("the file has version {found}, this program knows {known}")]
    Newer {
        /// Version of the file.
        found: i64,
        /// Newest version this program knows.
        known: i64,
    },
    /// A stored record can't be read.
    #[error("stored {0} can't be read")]
    Corrupt(&'static str),
    /// Files beside the database.
    #[error("files: {0}")]
    Io(String),
    /// No randomness.
    #[error(transparent)]
    Random(#[from] RandomError),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DiskFull) => Self::Full,
            Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => {
                Self::Busy
            }
            Some(rusqlite::ErrorCode::NotADatabase) => Self::NotAStore,
            _ => Self::Sql(error.to_string()),
        }
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Self::Full,
            _ => Self::Io(error.to_string()),
        }
    }
}

/// Key of an encrypted store: 32 bytes, never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct StoreKey(pub [u8; 32]);

impl std::fmt::Debug for StoreKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("StoreKey(hidden)")
    }
}

/// The open store.
pub(crate) struct Store {
    writer: Writer,
    readers: Arc<Readers>,
}

impl Store {
    /// Opens or creates the file, brings it to this program's version and starts the writer.
    pub(crate) fn open(path: &Path, key: Option<&StoreKey>) -> Result<Self, StoreError> {
        let connection = open_connection(path, key)?;
        migrations::migrate(&connection)?;
        let writer = Writer::start(connection)?;
        let readers = Arc::new(Readers::new(path.to_owned(), key.cloned()));
        Ok(Self { writer, readers })
    }

    /// Runs work in a transaction of the writer; the answer comes after the commit.
    pub(crate) async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnOnce(&Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        self.writer
            .submit(work)
            .await
            .unwrap_or_else(|_| Err(StoreError::Closed.into()))
    }

    /// As [`Store::write`], for callers outside the asynchronous runtime.
    pub(crate) fn write_blocking<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnOnce(&Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        self.writer
            .submit(work)
            .blocking_recv()
            .unwrap_or_else(|_| Err(StoreError::Closed.into()))
    }

    /// Runs work over what is committed.
    pub(crate) async fn read<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnOnce(&rusqlite::Connection) -> Result<T, E> + Send + 'static,
    {
        let readers = Arc::clone(&self.readers);
        tokio::task::spawn_blocking(move || readers.with(work))
            .await
            .unwrap_or_else(|_| Err(StoreError::Closed.into()))
    }

    /// As [`Store::read`], for callers outside the asynchronous runtime.
    pub(crate) fn read_blocking<T, E, F>(&self, work: F) -> Result<T, E>
    where
        E: From<StoreError>,
        F: FnOnce(&rusqlite::Connection) -> Result<T, E>,
    {
        self.readers.with(work)
    }

    /// Finishes what was accepted, empties the log into the file and closes.
    pub(crate) fn close(&self) {
        self.writer.stop();
    }
}
