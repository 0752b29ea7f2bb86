//! The registry's database, SQLite or PostgreSQL: one writer that commits in groups, readers
//! beside it. The statements are the same; `sqlite` and `postgres` alone know their engines.
//!
//! Work reaches the writer as closures over a channel. Jobs that wait at the same time are
//! committed together, each in its own savepoint, so one that fails takes nothing with it; an
//! answer leaves only after the commit reached the disk. SQLite's log is folded into its file by a
//! thread of its own. Beyond one machine `spread` says which tables lie with which, and `machines`
//! sees to it that a transaction is seen on all of them or on none.

mod address;
mod connection;
mod dialect;
mod folding;
mod machines;
pub(crate) mod migrations;
mod postgres;
mod reader;
pub(crate) mod rows;
pub(crate) mod spread;
pub(crate) mod sql;
mod sqlite;
pub(crate) mod standing;
mod value;
pub(crate) mod verdicts;
mod writer;

pub use address::PostgresUrl;
pub(crate) use connection::Connection;
use reader::Readers;
pub use spread::Moved;
pub(crate) use value::{Bind, Cell, Row, Value, Values, params};
pub(crate) use writer::Tx;
use writer::Writer;

use crate::environment::RandomError;
use std::path::PathBuf;
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
    /// The database holds tables that aren't a registry's.
    #[error("the database holds something else than a registry; give it one of its own")]
    Foreign,
    /// A restore into this place was cut off.
    #[error("a restore into this place was cut off; empty it and restore again")]
    Unfinished,
    /// The address of a server can't be used.
    #[error("{0}")]
    Address(&'static str),
    /// The server can't be reached, or has gone. Nothing was written.
    #[error("the database server can't be reached: {0}")]
    Unreachable(String),
    /// The server went away while work was being made durable. It may have happened: the same
    /// operations, sent again, are answered for what became of them.
    #[error("the database server went away; it isn't known whether the work was kept")]
    Uncertain,
    /// The server doesn't let this user in, or the password is wrong.
    #[error("{0} refuses this user or password")]
    Denied(String),
    /// The server has no such database.
    #[error("{0}: there is no such database; create it first")]
    NoDatabase(String),
    /// The server is too old.
    #[error("PostgreSQL {found} is too old, {oldest} or newer is needed")]
    Old {
        /// Its version.
        found: i64,
        /// The oldest that is tried.
        oldest: i64,
    },
    /// There are no workers to spread tables over.
    #[error(
        "there are no workers: a PostgreSQL server with the extension Citus is needed, and workers \
         that were added to it and hold tables"
    )]
    OneMachine,
    /// Tables lie on a worker that was added since the registry started.
    #[error("tables lie on a worker the registry doesn't know yet; start it again")]
    Unasked,
    /// A text with a NUL character; no engine would keep it the same.
    #[error("a text with a NUL character")]
    Nul,
    /// A column holds another kind of value than the statement expects.
    #[error("column {0} holds another kind of value")]
    Column(usize),
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

/// Where a registry's database is.
#[derive(Debug, Clone)]
pub(crate) enum Origin {
    /// A file of SQLite, plain or encrypted.
    File {
        path: PathBuf,
        key: Option<StoreKey>,
    },
    /// A database of a PostgreSQL server.
    Server(PostgresUrl),
}

impl Origin {
    /// Opens a connection.
    pub(crate) fn open(&self) -> Result<Connection, StoreError> {
        match self {
            Self::File { path, key } => Ok(Connection::Sqlite(sqlite::open(path, key.as_ref())?)),
            Self::Server(url) => Ok(Connection::Postgres(Box::new(postgres::open(url)?))),
        }
    }
}

/// Runs work over one consistent state of what is committed, on a connection of its own.
pub(crate) fn reading<T>(
    connection: &Connection,
    work: impl FnOnce(&Connection) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    migrations::known(connection)?;
    connection.begin_reading()?;
    let outcome = work(connection);
    connection.roll_back()?;
    outcome
}

/// The open store.
pub(crate) struct Store {
    writer: Writer,
    readers: Arc<Readers>,
}

impl Store {
    /// Opens or creates the database, brings it to this program's version and starts the writer.
    pub(crate) fn open(origin: &Origin) -> Result<Self, StoreError> {
        let mut connection = origin.open()?;
        spread::know_all_machines(&connection)?;
        migrations::migrate(&connection)?;
        if spread::tables(&connection, spread::Which::Empty, |_| ())? {
            connection = origin.open()?;
        }
        let writer = Writer::start(connection, origin.clone())?;
        let readers = Arc::new(Readers::new(origin.clone()));
        Ok(Self { writer, readers })
    }

    /// Runs work in a transaction of the writer; the answer comes after the commit. The work may
    /// run more than once, each time on what then stands, and only the last time counts.
    pub(crate) async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnMut(&Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        self.writer
            .submit(work)
            .await
            .unwrap_or_else(|_| Err(StoreError::Closed.into()))
    }

    /// Hands work to the writer without waiting for what becomes of it: for records nobody's
    /// answer depends on.
    pub(crate) fn write_by_and_by<F>(&self, work: F)
    where
        F: FnMut(&Tx<'_>) -> Result<(), StoreError> + Send + 'static,
    {
        drop(self.writer.submit(work));
    }

    /// As [`Store::write`], for callers outside the asynchronous runtime.
    pub(crate) fn write_blocking<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnMut(&Tx<'_>) -> Result<T, E> + Send + 'static,
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
        F: FnOnce(&Connection) -> Result<T, E> + Send + 'static,
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
        F: FnOnce(&Connection) -> Result<T, E>,
    {
        self.readers.with(work)
    }

    /// Finishes what was accepted, empties the log into the file and closes.
    pub(crate) fn close(&self) {
        self.writer.stop();
    }
}
