//! Connections that only read, opened when needed and kept for the next reader.

use super::{Connection, Origin, StoreError};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Most idle connections kept.
const IDLE: usize = 8;

/// Most connections to a server at once: each costs it a process.
const AT_A_SERVER: usize = 12;

/// How long a reader waits for one of them.
const PATIENCE: Duration = Duration::from_secs(15);

/// The pool.
pub(crate) struct Readers {
    origin: Origin,
    most: usize,
    kept: Mutex<Kept>,
    returned: Condvar,
}

#[derive(Default)]
struct Kept {
    idle: Vec<Connection>,
    /// Connections in use.
    lent: usize,
}

impl Readers {
    pub(crate) fn new(origin: Origin) -> Self {
        let most = match &origin {
            Origin::File { .. } => usize::MAX,
            Origin::Server(_) => AT_A_SERVER,
        };
        Self {
            origin,
            most,
            kept: Mutex::default(),
            returned: Condvar::new(),
        }
    }

    /// Runs work over one consistent state of what is committed.
    pub(crate) fn with<T, E, F>(&self, work: F) -> Result<T, E>
    where
        E: From<StoreError>,
        F: FnOnce(&Connection) -> Result<T, E>,
    {
        let _place = Place::take(self)?;
        let idle = self.kept().idle.pop();
        let connection = self.begun(idle)?;
        let outcome = work(&connection);
        // Read only: there is nothing to keep, and a failed end just discards the connection.
        if connection.roll_back().is_ok() {
            let mut kept = self.kept();
            if kept.idle.len() < self.most.min(IDLE) {
                kept.idle.push(connection);
            }
        }
        outcome
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A connection inside a transaction.
    fn begun(&self, idle: Option<Connection>) -> Result<Connection, StoreError> {
        if let Some(connection) = idle
            && connection.is_open()
        {
            match connection.begin_reading() {
                // The server may have been away since: that one is of no use any more.
                Err(_) if !connection.is_open() => {}
                Err(error) => return Err(error),
                Ok(()) => return Ok(connection),
            }
        }
        let connection = self.origin.open()?;
        if let Connection::Sqlite(file) = &connection {
            file.only_read()?;
        }
        connection.begin_reading()?;
        Ok(connection)
    }
}

/// A place among those that may read at once; free again whatever becomes of the work.
struct Place<'a>(&'a Readers);

impl<'a> Place<'a> {
    fn take(readers: &'a Readers) -> Result<Self, StoreError> {
        let until = Instant::now() + PATIENCE;
        let mut kept = readers.kept();
        while kept.lent >= readers.most {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(StoreError::Busy);
            }
            kept = readers
                .returned
                .wait_timeout(kept, left)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
        kept.lent += 1;
        Ok(Self(readers))
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.kept().lent -= 1;
        self.0.returned.notify_one();
    }
}
