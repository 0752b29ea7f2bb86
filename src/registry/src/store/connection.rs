//! A connection to either engine: the only way the registry speaks to a database.

use super::value::{Cell, Row, Take, Values};
use super::{StoreError, params, postgres, sqlite};
use std::ops::ControlFlow;

/// Why a transaction has to be run again as a whole, whatever its jobs made of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// Another transaction was in the way; nothing happened.
    Conflict,
    /// The server is gone.
    Lost(StoreError),
}

/// A connection. Statements come from the catalogue and stay prepared.
pub(crate) enum Connection {
    Sqlite(sqlite::Connection),
    Postgres(Box<postgres::Connection>),
}

impl Connection {
    /// Runs a statement; how many rows it changed.
    pub(crate) fn run(
        &self,
        statement: &'static str,
        values: Values<'_>,
    ) -> Result<usize, StoreError> {
        match self {
            Self::Sqlite(connection) => connection.run(statement, values),
            Self::Postgres(connection) => connection.run(statement, values),
        }
    }

    /// Runs a statement once for each row, in few round trips; how many rows it changed. It is an
    /// `INSERT` whose `VALUES` are its parameters in order, or an `UPDATE` with a `WHERE`; no two
    /// rows may meet the same row of the table.
    pub(crate) fn run_many(
        &self,
        statement: &'static str,
        rows: &[Vec<Cell>],
    ) -> Result<usize, StoreError> {
        match self {
            Self::Sqlite(connection) => connection.run_many(statement, rows),
            Self::Postgres(connection) => connection.run_many(statement, rows),
        }
    }

    /// Hands on the rows of an answer for each key, in few round trips and in no order. The
    /// statement has one `WHERE`, after which its parameters are.
    pub(crate) fn each_of<E: From<StoreError>>(
        &self,
        statement: &'static str,
        keys: &[Vec<Cell>],
        mut take: impl FnMut(&Row<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        match self {
            Self::Sqlite(connection) => {
                connection.each_of(statement, keys, |row| take(&Row::Sqlite(sqlite::Row(row))))
            }
            Self::Postgres(connection) => connection.each_of(statement, keys, |row| {
                take(&Row::Postgres(postgres::Row(row)))
            }),
        }
    }

    /// Hands on every row of an answer, until told to stop. No other statement may run on this
    /// connection meanwhile.
    pub(crate) fn each<E: From<StoreError>>(
        &self,
        statement: &'static str,
        values: Values<'_>,
        mut take: impl FnMut(&Row<'_>) -> Result<ControlFlow<()>, E>,
    ) -> Result<(), E> {
        match self {
            Self::Sqlite(connection) => connection.each(statement, values, |row| {
                take(&Row::Sqlite(sqlite::Row(row)))
            }),
            Self::Postgres(connection) => connection.each(statement, values, |row| {
                take(&Row::Postgres(postgres::Row(row)))
            }),
        }
    }

    /// As [`Connection::run`], with a statement that was made: a backup's, of any table.
    pub(crate) fn run_made(
        &self,
        statement: &str,
        values: Values<'_>,
    ) -> Result<usize, StoreError> {
        match self {
            Self::Sqlite(connection) => connection.run(statement, values),
            Self::Postgres(connection) => connection.run(statement, values),
        }
    }

    /// As [`Connection::each`], with a statement that was made: a backup's, of any table.
    pub(crate) fn each_made<E: From<StoreError>>(
        &self,
        statement: &str,
        values: Values<'_>,
        mut take: impl FnMut(&Row<'_>) -> Result<ControlFlow<()>, E>,
    ) -> Result<(), E> {
        match self {
            Self::Sqlite(connection) => connection.each(statement, values, |row| {
                take(&Row::Sqlite(sqlite::Row(row)))
            }),
            Self::Postgres(connection) => connection.each(statement, values, |row| {
                take(&Row::Postgres(postgres::Row(row)))
            }),
        }
    }

    /// Refuses every change from here on.
    pub(crate) fn only_read(&self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(connection) => connection.only_read(),
            Self::Postgres(connection) => {
                connection.batch("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY")
            }
        }
    }

    /// The first row of an answer.
    pub(crate) fn one<T>(
        &self,
        statement: &'static str,
        values: Values<'_>,
        mut read: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        let mut found = None;
        self.each(statement, values, |row| -> Result<_, StoreError> {
            found = Some(read(row)?);
            Ok(ControlFlow::Break(()))
        })?;
        Ok(found)
    }

    /// The first column of the first row.
    pub(crate) fn cell<T: Take>(
        &self,
        statement: &'static str,
        values: Values<'_>,
    ) -> Result<Option<T>, StoreError> {
        self.one(statement, values, |row| row.get(0))
    }

    /// The only value of an answer that always has one: a count, a number that was taken.
    pub(crate) fn only<T: Take>(
        &self,
        statement: &'static str,
        values: Values<'_>,
    ) -> Result<T, StoreError> {
        self.cell(statement, values)?
            .ok_or(StoreError::Corrupt("row"))
    }

    /// Every row.
    pub(crate) fn all<T>(
        &self,
        statement: &'static str,
        values: Values<'_>,
        mut read: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let mut found = Vec::new();
        self.each(statement, values, |row| -> Result<_, StoreError> {
            found.push(read(row)?);
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(found)
    }

    /// Whether there is such a row.
    pub(crate) fn exists(
        &self,
        statement: &'static str,
        values: Values<'_>,
    ) -> Result<bool, StoreError> {
        Ok(self.one(statement, values, |_| Ok(()))?.is_some())
    }

    /// Runs statements without values, one after another. Types are written in the words of the
    /// catalogue.
    pub(crate) fn batch(&self, statements: &str) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(connection) => connection.batch(statements),
            Self::Postgres(connection) => {
                connection.batch(&super::dialect::definitions(statements))
            }
        }
    }

    /// Begins a transaction that alone writes: others wait for its end.
    pub(crate) fn begin(&self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(connection) => connection.batch("BEGIN IMMEDIATE"),
            Self::Postgres(connection) => connection.begin(),
        }
    }

    /// Begins a transaction that sees one state of what is committed and changes nothing.
    pub(crate) fn begin_reading(&self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(connection) => connection.batch("BEGIN"),
            Self::Postgres(connection) => connection.begin_reading(),
        }
    }

    /// Marks the place a failed job goes back to.
    pub(super) fn mark(&self) -> Result<(), StoreError> {
        self.raw("SAVEPOINT job")
    }

    /// Keeps what was done since the mark.
    pub(super) fn keep(&self) -> Result<(), StoreError> {
        self.raw("RELEASE SAVEPOINT job")
    }

    /// Undoes what was done since the mark.
    pub(super) fn undo(&self) -> Result<(), StoreError> {
        self.raw("ROLLBACK TO SAVEPOINT job; RELEASE SAVEPOINT job")
    }

    /// Ends the transaction; what it did is durable when this returns.
    ///
    /// # Errors
    /// [`StoreError::Uncertain`] when the server went away meanwhile: it may have happened.
    pub(crate) fn commit(&self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(connection) => connection.batch("COMMIT"),
            Self::Postgres(connection) => connection.commit(),
        }
    }

    /// Ends the transaction without a trace.
    pub(crate) fn roll_back(&self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(connection) => connection.batch("ROLLBACK"),
            Self::Postgres(connection) => connection.roll_back(),
        }
    }

    /// Learns of machines that were added, where tables are spread over several.
    pub(super) fn know_all_machines(&self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(_) => Ok(()),
            Self::Postgres(connection) => connection.know_all_machines(),
        }
    }

    fn raw(&self, statement: &str) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(connection) => connection.batch(statement),
            Self::Postgres(connection) => connection.batch(statement),
        }
    }

    /// What befell the transaction since this was asked last; jobs may have turned it into
    /// refusals of their own.
    pub(super) fn trouble(&self) -> Option<Trouble> {
        match self {
            // The lock on the file is taken before anything is read.
            Self::Sqlite(_) => None,
            Self::Postgres(connection) => connection.trouble(),
        }
    }

    /// Whether something befell the transaction.
    pub(super) fn is_troubled(&self) -> bool {
        match self {
            Self::Sqlite(_) => false,
            Self::Postgres(connection) => connection.is_troubled(),
        }
    }

    /// Whether it can still be used.
    pub(super) fn is_open(&self) -> bool {
        match self {
            Self::Sqlite(_) => true,
            Self::Postgres(connection) => connection.is_open(),
        }
    }

    /// Version of the newest step that was made; 0 for an empty database.
    pub(crate) fn version(&self) -> Result<i64, StoreError> {
        self.only(super::sql::VERSION, params![])
    }

    /// Whether a table of the catalogue is there.
    pub(crate) fn has_table(&self, name: &str) -> Result<bool, StoreError> {
        match self {
            Self::Sqlite(_) => self.exists(super::sql::SQLITE_TABLE, params![name]),
            Self::Postgres(_) => self.exists(super::sql::POSTGRES_TABLE, params![name]),
        }
    }

    /// Whether there are tables at all.
    pub(crate) fn has_tables(&self) -> Result<bool, StoreError> {
        match self {
            Self::Sqlite(_) => self.exists(super::sql::SQLITE_TABLES, params![]),
            Self::Postgres(_) => self.exists(super::sql::POSTGRES_TABLES, params![]),
        }
    }

    /// Whether the engine understands a statement of the catalogue made for many rows or keys.
    #[cfg(test)]
    pub(crate) fn understands_many(&self, statement: &'static str) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(connection) => connection.understands(statement),
            Self::Postgres(connection) => connection.understands_many(statement),
        }
    }

    /// Every row of a statement that was made.
    #[cfg(test)]
    pub(crate) fn all_made<T>(
        &self,
        statement: &str,
        mut read: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let mut found = Vec::new();
        self.each_made(statement, params![], |row| -> Result<_, StoreError> {
            found.push(read(row)?);
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(found)
    }

    /// Whether the engine understands a statement of the catalogue.
    #[cfg(test)]
    pub(crate) fn understands(&self, statement: &'static str) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(connection) => connection.understands(statement),
            Self::Postgres(connection) => connection.understands(statement),
        }
    }

    /// The end of a writer: nothing is left to be done at the next start.
    pub(crate) fn settle(&self) {
        if let Self::Sqlite(connection) = self {
            connection.checkpoint();
        }
    }
}
