//! What each scope shows now: the newest state of every record, kept beside the feed that led
//! there, so that a snapshot or a digest doesn't have to read the whole history.

use super::{StoreError, sql};
use baqylau_protocol::feed::{Change, RecordKey};
use baqylau_protocol::snapshot::{BUCKETS, Bucket, bucket_of, change_digest};
use rusqlite::{Connection, OptionalExtension as _, params};

/// A record shows the state announced under this number.
pub(super) fn stands(
    connection: &Connection,
    scope: &str,
    record: &RecordKey,
    seq: i64,
    body: &str,
) -> Result<(), StoreError> {
    let record = record.to_string();
    connection
        .prepare_cached(sql::STANDING_PUT)?
        .execute(params![
            scope,
            record,
            bucket_of(&record),
            seq,
            // Only compared and summed modulo 2^64: the sign is as good as another bit.
            change_digest(body).cast_signed()
        ])?;
    Ok(())
}

/// A record is shown no more.
pub(super) fn leaves(
    connection: &Connection,
    scope: &str,
    record: &RecordKey,
) -> Result<(), StoreError> {
    connection
        .prepare_cached(sql::STANDING_DROP)?
        .execute(params![scope, record.to_string()])?;
    Ok(())
}

/// Derives everything from the feeds; what a registry of an earlier version starts with.
pub(crate) fn fill_from_feed(connection: &Connection) -> Result<(), StoreError> {
    let mut feed = connection.prepare(sql::FEED_STATES)?;
    let mut rows = feed.query([])?;
    while let Some(row) = rows.next()? {
        let (scope, seq, body): (String, i64, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let change: Change = serde_json::from_str(&body).or(Err(StoreError::Corrupt("change")))?;
        let Some(record) = change.record() else {
            continue;
        };
        if matches!(change, Change::Removed { .. }) {
            leaves(connection, &scope, &record)?;
        } else {
            stands(connection, &scope, &record, seq, &body)?;
        }
    }
    Ok(())
}

/// Newest entry of a scope's feed; 0 for one without entries.
pub(crate) fn head(connection: &Connection, scope: &str) -> Result<i64, StoreError> {
    let head: Option<i64> = connection
        .prepare_cached(sql::FEED_HEAD)?
        .query_row(params![scope], |row| row.get(0))
        .optional()?;
    Ok(head.unwrap_or(0))
}

/// Digest of every bucket.
pub(crate) fn buckets(connection: &Connection, scope: &str) -> Result<Vec<Bucket>, StoreError> {
    let mut buckets = vec![Bucket::default(); BUCKETS];
    let mut statement = connection.prepare_cached(sql::STANDING_DIGESTS)?;
    let mut rows = statement.query(params![scope])?;
    while let Some(row) = rows.next()? {
        let (bucket, digest): (u8, i64) = (row.get(0)?, row.get(1)?);
        buckets
            .get_mut(usize::from(bucket))
            .ok_or(StoreError::Corrupt("bucket"))?
            .add(digest.cast_unsigned());
    }
    Ok(buckets)
}

/// Hands on every standing record of a scope, or of one of its buckets, as the line of a feed
/// entry, in the order of the records.
pub(crate) fn each_entry<E: From<StoreError>>(
    connection: &Connection,
    scope: &str,
    bucket: Option<u8>,
    mut take: impl FnMut(&str) -> Result<(), E>,
) -> Result<(), E> {
    let mut line = String::new();
    let mut statement = connection
        .prepare_cached(match bucket {
            Some(_) => sql::STANDING_OF_BUCKET,
            None => sql::STANDING_ALL,
        })
        .map_err(StoreError::from)?;
    let rows = match bucket {
        Some(bucket) => statement.query(params![scope, bucket]),
        None => statement.query(params![scope]),
    };
    let mut rows = rows.map_err(StoreError::from)?;
    while let Some(row) = rows.next().map_err(StoreError::from)? {
        let seq: i64 = row.get(0).map_err(StoreError::from)?;
        let change: String = row.get(1).map_err(StoreError::from)?;
        line.clear();
        // The change is handed on as it is stored: its digest is that of these bytes.
        line.push_str(&format!(r#"{{"seq":{seq},"change":{change}}}"#));
        take(&line)?;
    }
    Ok(())
}
