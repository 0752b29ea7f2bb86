//! The audit log: who did what to what, each line bound to the one before by its hash, and a Merkle
//! tree over the lines, so that whoever saw the log once can tell whether it only grew.

use crate::store::rows::micros;
use crate::store::{StoreError, Tx, rows, sql};
use baqylau_domain::Moment;
use baqylau_domain::identifiers::PersonId;
use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};
use std::cell::RefCell;
use tlog_tiles::{Hash, HashReader, prove_tree, stored_hash_index, stored_hashes, tree_hash};

/// Hash before the first line.
const ORIGIN: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// One line before it is numbered. Holds identities, never names or ИИН.
pub(crate) struct Line<'a> {
    /// Operation that led to it; empty for what the registry did by itself.
    pub(crate) operation: &'a str,
    /// Who; `None` for the registry.
    pub(crate) actor: Option<PersonId>,
    /// What was done.
    pub(crate) action: &'a str,
    /// To what.
    pub(crate) object: &'a str,
}

/// Adds a line.
pub(crate) fn write(tx: &Tx<'_>, at: Moment, line: &Line<'_>) -> Result<(), StoreError> {
    let last: Option<(i64, String)> = tx
        .prepare_cached(sql::AUDIT_LAST)?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (n, previous) = last.map_or((1, ORIGIN.to_owned()), |(n, hash)| (n + 1, hash));
    let actor = line
        .actor
        .map_or_else(|| "registry".to_owned(), |person| person.to_string());
    let at = micros(at);
    let hash = hash_of(
        n,
        at,
        line.operation,
        &actor,
        line.action,
        line.object,
        &previous,
    );
    tx.run(
        sql::AUDIT_ADD,
        params![
            n,
            at,
            line.operation,
            actor,
            line.action,
            line.object,
            previous,
            hash
        ],
    )?;
    grow(tx, n, &hash)
}

/// The nodes kept in the store, for the tree's arithmetic.
struct Nodes<'a> {
    connection: &'a Connection,
    /// What the store answered; the tree's own error can't carry it.
    failed: RefCell<Option<StoreError>>,
}

impl<'a> Nodes<'a> {
    fn of(connection: &'a Connection) -> Self {
        Self {
            connection,
            failed: RefCell::new(None),
        }
    }

    fn read(&self, place: u64) -> Result<Hash, StoreError> {
        let place = i64::try_from(place).or(Err(CORRUPT))?;
        let found: Option<Vec<u8>> = self
            .connection
            .prepare_cached(sql::AUDIT_NODE)?
            .query_row(params![place], |row| row.get(0))
            .optional()?;
        let hash = found.and_then(|hash| hash.try_into().ok());
        hash.map(Hash).ok_or(CORRUPT)
    }

    /// What the tree calculates over these nodes.
    fn calculate<T>(
        &self,
        work: impl FnOnce(&Self) -> Result<T, tlog_tiles::Error>,
    ) -> Result<T, StoreError> {
        work(self).map_err(|_| self.failed.take().unwrap_or(CORRUPT))
    }
}

impl HashReader for Nodes<'_> {
    fn read_hashes(&self, places: &[u64]) -> Result<Vec<Hash>, tlog_tiles::Error> {
        places
            .iter()
            .map(|place| {
                self.read(*place).map_err(|error| {
                    self.failed.replace(Some(error));
                    tlog_tiles::Error::IndexesNotInTree
                })
            })
            .collect()
    }
}

/// A tree that doesn't hold what the log's length says.
const CORRUPT: StoreError = StoreError::Corrupt("tree over the audit log");

/// The nodes that line `n`, counted from 1, completes: itself, then those above it.
fn completed(connection: &Connection, n: i64, hash: &str) -> Result<(i64, Vec<Hash>), StoreError> {
    let leaf = u64::try_from(n - 1).or(Err(CORRUPT))?;
    let nodes = Nodes::of(connection);
    let made = nodes.calculate(|nodes| stored_hashes(leaf, hash.as_bytes(), nodes))?;
    let first = i64::try_from(stored_hash_index(0, leaf)).or(Err(CORRUPT))?;
    Ok((first, made))
}

/// Enters a line into the tree.
fn grow(connection: &Connection, n: i64, hash: &str) -> Result<(), StoreError> {
    let (first, made) = completed(connection, n, hash)?;
    let mut statement = connection.prepare_cached(sql::AUDIT_NODE_ADD)?;
    for (place, node) in (first..).zip(made) {
        statement.execute(params![place, node.0])?;
    }
    Ok(())
}

/// Makes the tree of a log that has none yet.
pub(crate) fn plant(connection: &Connection) -> Result<(), StoreError> {
    let mut statement = connection.prepare(sql::AUDIT_HASHES)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let hash: String = row.get(1)?;
        grow(connection, row.get(0)?, &hash)?;
    }
    Ok(())
}

/// Lines of the log, and the root over them.
pub(crate) fn head(connection: &Connection) -> Result<(u64, Hash), StoreError> {
    let lines = u64::try_from(rows::audit_lines(connection)?).or(Err(CORRUPT))?;
    let root = Nodes::of(connection).calculate(|nodes| tree_hash(lines, nodes))?;
    Ok((lines, root))
}

/// That the log of `size` lines continues the one of `known`: nothing for an empty one, the same
/// one, or one that is longer.
pub(crate) fn proof(
    connection: &Connection,
    known: u64,
    size: u64,
) -> Result<Vec<Hash>, StoreError> {
    if known == 0 || known >= size {
        return Ok(Vec::new());
    }
    Nodes::of(connection).calculate(|nodes| prove_tree(size, known, nodes))
}

/// Whether the tree has just the nodes a line completes.
fn stands(connection: &Connection, n: i64, hash: &str) -> Result<bool, StoreError> {
    let (first, made) = completed(connection, n, hash)?;
    let nodes = Nodes::of(connection);
    for (place, node) in (first..).zip(made) {
        let place = u64::try_from(place).or(Err(CORRUPT))?;
        if nodes.read(place)? != node {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Walks the whole log: the number of lines, or the first line that doesn't fit.
pub(crate) fn check(connection: &Connection) -> Result<Result<u64, i64>, StoreError> {
    let mut statement = connection.prepare_cached(sql::AUDIT_ALL)?;
    let mut rows = statement.query([])?;
    let (mut expected, mut previous) = (1i64, ORIGIN.to_owned());
    while let Some(row) = rows.next()? {
        let n: i64 = row.get(0)?;
        let (operation, actor): (String, String) = (row.get(2)?, row.get(3)?);
        let (action, object): (String, String) = (row.get(4)?, row.get(5)?);
        let (before, hash): (String, String) = (row.get(6)?, row.get(7)?);
        let made = hash_of(
            n,
            row.get(1)?,
            &operation,
            &actor,
            &action,
            &object,
            &previous,
        );
        if n != expected || before != previous || hash != made {
            return Ok(Err(expected));
        }
        match stands(connection, n, &hash) {
            Ok(true) => {}
            Ok(false) | Err(StoreError::Corrupt(_)) => return Ok(Err(expected)),
            Err(error) => return Err(error),
        }
        expected += 1;
        previous = hash;
    }
    Ok(Ok(u64::try_from(expected - 1).unwrap_or(0)))
}

fn hash_of(
    n: i64,
    at: i64,
    operation: &str,
    actor: &str,
    action: &str,
    object: &str,
    previous: &str,
) -> String {
    let mut digest = Sha256::new();
    for part in [
        &n.to_string(),
        &at.to_string(),
        operation,
        actor,
        action,
        object,
        previous,
    ] {
        // Lengths keep neighbouring parts apart.
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part.as_bytes());
    }
    hex::encode(digest.finalize())
}
