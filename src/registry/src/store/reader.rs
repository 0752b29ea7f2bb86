//! Connections that only read, opened when needed and kept for the next reader.

use super::{StoreError, StoreKey, open_connection};
use rusqlite::Connection;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

/// Most idle connections kept.
const IDLE: usize = 4;

/// The pool.
pub(crate) struct Readers {
    path: PathBuf,
    key: Option<StoreKey>,
    idle: Mutex<Vec<Connection>>,
}

impl Readers {
    pub(crate) fn new(path: PathBuf, key: Option<StoreKey>) -> Self {
        Self {
            path,
            key,
            idle: Mutex::new(Vec::new()),
        }
    }

    /// Runs work over one consistent state of what is committed.
    pub(crate) fn with<T, E, F>(&self, work: F) -> Result<T, E>
    where
        E: From<StoreError>,
        F: FnOnce(&Connection) -> Result<T, E>,
    {
        let kept = self
            .idle
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop();
        let connection = match kept {
            Some(connection) => connection,
            None => self.open()?,
        };
        connection
            .execute_batch("BEGIN")
            .map_err(StoreError::from)?;
        let outcome = work(&connection);
        // Read only: there is nothing to keep, and a failed end just discards the connection.
        if connection.execute_batch("ROLLBACK").is_ok() {
            let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
            if idle.len() < IDLE {
                idle.push(connection);
            }
        }
        outcome
    }

    fn open(&self) -> Result<Connection, StoreError> {
        let connection = open_connection(&self.path, self.key.as_ref())?;
        connection.pragma_update(None, "query_only", 1)?;
        Ok(connection)
    }
}
