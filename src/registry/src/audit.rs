//! The audit log: who did what to what, each line bound to the one before by its hash, and a Merkle
//! tree over the lines, so that whoever saw the log once can tell whether it only grew.

use crate::store::rows::micros;
use crate::store::{Connection, StoreError, params, rows, sql};
use baqylau_domain::Moment;
use baqylau_domain::identifiers::PersonId;
use sha2::{Digest, Sha256};
use std::cell::RefCell;
use tlog_tiles::{Hash, HashReader, prove_tree, stored_hash_index, stored_hashes, tree_hash};

/// Lines read at once.
const PAGE: i64 = 4_000;

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
pub(crate) fn write(
    connection: &Connection,
    at: Moment,
    line: &Line<'_>,
) -> Result<(), StoreError> {
    let last: Option<(i64, String)> = connection.one(sql::AUDIT_LAST, params![], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })?;
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
    connection.run(
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
    grow(connection, n, &hash)
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
        let found: Option<Vec<u8>> = self.connection.cell(sql::AUDIT_NODE, params![place])?;
        let hash = found.and_then(|hash| hash.try_into().ok());
        hash.map(Hash).ok_or(CORRUPT)
    }

    /// What the tree calculates over these nodes.
    fn calculate<T>(
        &self,
        work: impl FnOnce(&Self) -> Result<T, tlog_tiles::Error>,
    ) -> Result<T, StoreError> {
        work(self).map_err(|error| {
            self.failed.take().unwrap_or_else(|| {
                tracing::error!(%error, "tree over the audit log");
                CORRUPT
            })
        })
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
    for (place, node) in (first..).zip(made) {
        let hash = &node.0[..];
        connection.run(sql::AUDIT_NODE_ADD, params![place, hash])?;
    }
    Ok(())
}

/// Makes the tree of a log that has none yet.
pub(crate) fn plant(connection: &Connection) -> Result<(), StoreError> {
    let mut last = 0i64;
    loop {
        let lines: Vec<(i64, String)> =
            connection.all(sql::AUDIT_HASHES, params![last, PAGE], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
        let Some((newest, _)) = lines.last() else {
            return Ok(());
        };
        last = *newest;
        for (n, hash) in &lines {
            grow(connection, *n, hash)?;
        }
    }
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
    let nodes = Nodes::of(connection);
    let look = || {
        let (first, made) = completed(connection, n, hash)?;
        for (place, node) in (first..).zip(made) {
            let place = u64::try_from(place).or(Err(CORRUPT))?;
            if nodes.read(place)? != node {
                return Ok(false);
            }
        }
        Ok(true)
    };
    match look() {
        Err(StoreError::Corrupt(_)) => Ok(false),
        looked => looked,
    }
}

/// A line as it is kept.
struct Kept {
    n: i64,
    /// Its hash as it should be after the line before.
    made: String,
    hash: String,
    previous: String,
}

/// Walks the whole log and the tree over it: the number of lines, or the first line that doesn't
/// fit.
pub(crate) fn check(connection: &Connection) -> Result<Result<u64, i64>, StoreError> {
    let (mut expected, mut previous) = (1i64, ORIGIN.to_owned());
    loop {
        let after = expected - 1;
        let mut before = previous.clone();
        let lines: Vec<Kept> = connection.all(sql::AUDIT_PAGE, params![after, PAGE], |row| {
            let n: i64 = row.get(0)?;
            let made = hash_of(
                n,
                row.get(1)?,
                row.text(2)?,
                row.text(3)?,
                row.text(4)?,
                row.text(5)?,
                &before,
            );
            before.clone_from(&made);
            Ok(Kept {
                n,
                made,
                hash: row.get(7)?,
                previous: row.get(6)?,
            })
        })?;
        if lines.is_empty() {
            return Ok(Ok(u64::try_from(after).unwrap_or(0)));
        }
        for line in lines {
            let fits = line.n == expected && line.previous == previous && line.hash == line.made;
            if !fits || !stands(connection, line.n, &line.hash)? {
                return Ok(Err(expected));
            }
            expected += 1;
            previous = line.made;
        }
    }
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
