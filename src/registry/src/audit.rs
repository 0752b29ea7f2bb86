//! The audit log: who did what to what, each line bound to the one before by its hash.

use crate::store::rows::micros;
use crate::store::{StoreError, Tx, sql};
use baqylau_domain::Moment;
use baqylau_domain::identifiers::PersonId;
use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

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
    )
    .map(drop)
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
