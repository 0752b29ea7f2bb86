//! The audit log: who did what to what, each line bound to the one before by its hash.

use crate::store::rows::micros;
use crate::store::{Connection, StoreError, Tx, params, sql};
use baqylau_domain::Moment;
use baqylau_domain::identifiers::PersonId;
use sha2::{Digest, Sha256};
use std::ops::ControlFlow;

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
    let last: Option<(i64, String)> = tx.one(sql::AUDIT_LAST, params![], |row| {
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
    let (mut expected, mut previous) = (1i64, ORIGIN.to_owned());
    let mut broken = false;
    connection.each(sql::AUDIT_ALL, params![], |row| -> Result<_, StoreError> {
        let n: i64 = row.get(0)?;
        let made = hash_of(
            n,
            row.get(1)?,
            row.text(2)?,
            row.text(3)?,
            row.text(4)?,
            row.text(5)?,
            &previous,
        );
        broken = n != expected || row.text(6)? != previous || row.text(7)? != made;
        if broken {
            return Ok(ControlFlow::Break(()));
        }
        expected += 1;
        previous = made;
        Ok(ControlFlow::Continue(()))
    })?;
    if broken {
        return Ok(Err(expected));
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
