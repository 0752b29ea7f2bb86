//! What each scope shows now: the newest state of every record, kept beside the feed that led
//! there, so that a snapshot or a digest doesn't have to read the whole history.

use super::{Connection, Row, StoreError, params, sql};
use baqylau_protocol::feed::{Change, RecordKey};
use baqylau_protocol::snapshot::{BUCKETS, Bucket, bucket_of, change_digest};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::ControlFlow;

/// A record shows the state announced under this number.
pub(super) fn stands(
    connection: &Connection,
    scope: &str,
    record: &RecordKey,
    seq: i64,
    body: &str,
) -> Result<(), StoreError> {
    let record = record.to_string();
    put(connection, scope, &record, seq, change_digest(body))
}

/// A record is shown no more.
pub(super) fn leaves(
    connection: &Connection,
    scope: &str,
    record: &RecordKey,
) -> Result<(), StoreError> {
    connection
        .run(sql::STANDING_DROP, params![scope, record.to_string()])
        .map(drop)
}

fn put(
    connection: &Connection,
    scope: &str,
    record: &str,
    seq: i64,
    digest: u64,
) -> Result<(), StoreError> {
    // Only compared and summed modulo 2^64: the sign is as good as another bit.
    let digest = digest.cast_signed();
    let values = params![scope, record, bucket_of(record), seq, digest];
    connection.run(sql::STANDING_PUT, values).map(drop)
}

/// Derives everything from the feeds; what a registry of an earlier version starts with.
pub(crate) fn fill_from_feed(connection: &Connection) -> Result<(), StoreError> {
    let mut standing: BTreeMap<(String, String), (i64, u64)> = BTreeMap::new();
    connection.each(
        sql::FEED_STATES,
        params![],
        |row| -> Result<_, StoreError> {
            let (scope, seq, body): (String, i64, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let change: Change =
                serde_json::from_str(&body).or(Err(StoreError::Corrupt("change")))?;
            if let Some(record) = change.record() {
                let place = (scope, record.to_string());
                if matches!(change, Change::Removed { .. }) {
                    standing.remove(&place);
                } else {
                    standing.insert(place, (seq, change_digest(&body)));
                }
            }
            Ok(ControlFlow::Continue(()))
        },
    )?;
    for ((scope, record), (seq, digest)) in &standing {
        put(connection, scope, record, *seq, *digest)?;
    }
    Ok(())
}

/// Rewrites every application in the feeds of schools as its school sees it; what laptops that read
/// it before hold of it is put right when they compare their copies.
pub(crate) fn tell_schools_what_is_theirs(connection: &Connection) -> Result<(), StoreError> {
    let mut whole: Vec<(String, i64, RecordKey, Change)> = Vec::new();
    connection.each(
        sql::FEED_OF_SCHOOLS,
        params![],
        |row| -> Result<_, StoreError> {
            let change: Change =
                serde_json::from_str(row.text(2)?).or(Err(StoreError::Corrupt("change")))?;
            if let (Some(key), Change::Schooling { record }) = (change.record(), &change) {
                let seen = record.for_school();
                if seen != **record {
                    let record = Box::new(seen);
                    let change = Change::Schooling { record };
                    whole.push((row.get(0)?, row.get(1)?, key, change));
                }
            }
            Ok(ControlFlow::Continue(()))
        },
    )?;
    for (scope, seq, key, change) in &whole {
        let body = serde_json::to_string(change).or(Err(StoreError::Corrupt("change")))?;
        connection.run(sql::FEED_REWRITE, params![scope, seq, body])?;
        leaves(connection, scope, key)?;
        if let Some(record) = change.record() {
            stands(connection, scope, &record, *seq, &body)?;
        }
    }
    Ok(())
}

/// Newest entry of a scope's feed; 0 for one without entries.
pub(crate) fn head(connection: &Connection, scope: &str) -> Result<i64, StoreError> {
    let head: Option<i64> = connection.cell(sql::FEED_HEAD, params![scope])?;
    Ok(head.unwrap_or(0))
}

/// Digest of every bucket.
pub(crate) fn buckets(connection: &Connection, scope: &str) -> Result<Vec<Bucket>, StoreError> {
    let mut buckets = vec![Bucket::default(); BUCKETS];
    let values = params![scope];
    connection.each(
        sql::STANDING_DIGESTS,
        values,
        |row| -> Result<_, StoreError> {
            let (bucket, digest): (u8, i64) = (row.get(0)?, row.get(1)?);
            buckets
                .get_mut(usize::from(bucket))
                .ok_or(StoreError::Corrupt("bucket"))?
                .add(digest.cast_unsigned());
            Ok(ControlFlow::Continue(()))
        },
    )?;
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
    let mut hand_on = |row: &Row<'_>| -> Result<ControlFlow<()>, E> {
        let seq: i64 = row.get(0)?;
        line.clear();
        // The change is handed on as it is stored: its digest is that of these bytes.
        write!(line, r#"{{"seq":{seq},"change":{}}}"#, row.text(1)?)
            .or(Err(StoreError::Corrupt("feed")))?;
        take(&line)?;
        Ok(ControlFlow::Continue(()))
    };
    match bucket {
        Some(bucket) => connection.each(
            sql::STANDING_OF_BUCKET,
            params![scope, bucket],
            &mut hand_on,
        ),
        None => connection.each(sql::STANDING_ALL, params![scope], &mut hand_on),
    }
}
