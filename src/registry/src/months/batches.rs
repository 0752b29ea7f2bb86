//! What the LMS sent: one batch of an organisation and month, in revisions that never change.

use super::key;
use crate::store::rows::{self, micros};
use crate::store::sql::months as sql;
use crate::store::{Connection, StoreError, Tx, Value, params};
use baqylau_domain::Moment;
use baqylau_domain::calendar::Period;
use baqylau_domain::checks::Programme;
use baqylau_domain::identifiers::{BlobHash, OrganisationId};
use baqylau_domain::month::Batch;
use baqylau_domain::organisation::OrganisationKind;
use baqylau_protocol::blob;
use thiserror::Error;

/// Why a batch isn't kept.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PutError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The month is closed: nothing of it changes any more.
    #[error("the month is closed")]
    Closed,
    /// A batch of this or a later revision, with other entries, is there already.
    #[error("revision {newest} is there already")]
    Older {
        /// The newest revision kept.
        newest: u32,
    },
    /// Learners of this kind of organisation aren't paid by this programme.
    #[error("another programme than this organisation's")]
    Programme,
    /// The registry knows no such organisation.
    #[error("no such organisation")]
    NoOrganisation,
}

/// What became of a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Put {
    /// It is kept, and counts from here on.
    Added,
    /// The very same one was there already.
    Already,
}

/// What learners of a kind of organisation are paid by.
pub(crate) const fn programme_of(kind: OrganisationKind) -> Option<Programme> {
    match kind {
        OrganisationKind::School => Some(Programme::Schooling),
        OrganisationKind::University => Some(Programme::Voucher),
        OrganisationKind::Dormitory => None,
    }
}

/// Keeps a batch; from here on it is the one of its organisation and month that counts. Asked
/// again with the same batch it does nothing. After a month was frozen this is a correction, and
/// the organisation is validated anew.
///
/// # Errors
/// [`PutError`]; then nothing was kept.
pub(crate) fn put_batch(tx: &Tx<'_>, batch: &Batch, now: Moment) -> Result<Put, PutError> {
    let head = batch.head();
    let (period, organisation) = (key(head.period), head.organisation.to_string());
    let state: Option<String> = tx.cell(sql::MONTH_STATE, params![period])?;
    if state.as_deref() == Some("closed") {
        return Err(PutError::Closed);
    }
    let Some(record) = rows::organisation(tx, head.organisation)? else {
        return Err(PutError::NoOrganisation);
    };
    if programme_of(record.kind) != Some(head.programme) {
        return Err(PutError::Programme);
    }
    let bytes = batch.to_bytes();
    let hash = blob::hash(&bytes).to_string();
    let newest: Option<(u32, String)> =
        tx.one(sql::BATCH_NEWEST, params![period, organisation], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    if let Some((newest, kept)) = newest
        && head.revision <= newest
    {
        return if head.revision == newest && kept == hash {
            Ok(Put::Already)
        } else {
            Err(PutError::Older { newest })
        };
    }
    let entries = u32::try_from(batch.len()).unwrap_or(u32::MAX);
    let source = head.source.to_string();
    tx.run(
        sql::BATCH_ADD,
        params![
            period,
            organisation,
            head.revision,
            hash,
            source,
            entries,
            micros(now),
            bytes
        ],
    )?;
    Ok(Put::Added)
}

/// The newest revision of an organisation's month; 0 when none was sent. The next one is one more.
pub(crate) fn newest_revision(
    connection: &Connection,
    period: Period,
    organisation: OrganisationId,
) -> Result<u32, StoreError> {
    let values = params![key(period), organisation.to_string()];
    let newest: Option<u32> = connection.cell(sql::BATCH_NEWEST, values)?;
    Ok(newest.unwrap_or(0))
}

/// A batch as it was kept, checked against its hash.
pub(crate) fn batch(
    connection: &Connection,
    period: i64,
    organisation: &str,
    revision: u32,
) -> Result<Batch, StoreError> {
    connection
        .one(sql::BATCH, params![period, organisation, revision], |row| {
            Ok(checked(row.text(0)?, row.value(1)?)?.1)
        })?
        .ok_or(StoreError::Corrupt("batch"))
}

/// The batch of an organisation and month that has a hash.
pub(super) fn of_hash(
    connection: &Connection,
    period: Period,
    organisation: &str,
    hash: BlobHash,
) -> Result<Batch, StoreError> {
    let values = params![key(period), organisation, hash.to_string()];
    connection
        .one(sql::BATCH_OF_HASH, values, |row| {
            Ok(checked(row.text(0)?, row.value(1)?)?.1)
        })?
        .ok_or(StoreError::Corrupt("batch"))
}

/// A kept batch, whose bytes have the hash they were kept with.
pub(super) fn checked(hash: &str, body: Value<'_>) -> Result<(BlobHash, Batch), StoreError> {
    let corrupt = StoreError::Corrupt("batch");
    let Value::Bytes(bytes) = body else {
        return Err(corrupt);
    };
    let found = blob::hash(bytes);
    if found.to_string() != hash {
        return Err(corrupt);
    }
    let batch = Batch::from_bytes(bytes).or(Err(corrupt))?;
    Ok((found, batch))
}

/// Corrections of a frozen month that its registers don't know yet.
pub(super) fn waiting(connection: &Connection, period: Period) -> Result<u32, StoreError> {
    connection.only(sql::CORRECTIONS_WAITING, params![key(period)])
}
