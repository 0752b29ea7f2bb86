//! Sending attachments: in pieces, going on where the last attempt ended.

use crate::error::{ClientError, Result};
use crate::hub::Hub;
use crate::store::Store;
use baqylau_domain::identifiers::BlobHash;
use baqylau_protocol::MAX_BLOB_CHUNK;
use baqylau_protocol::api::ErrorCode;
use std::sync::Arc;

/// Sends acts and signature files: operations wait for them.
pub(super) async fn documents(hub: &Hub, store: &Arc<Store>) -> Result<()> {
    let waiting = waiting(store, true)?;
    for (hash, size) in waiting {
        one(hub, store, hash, size).await?;
    }
    Ok(())
}

/// Sends everything that waits, small things first.
pub(super) async fn everything(hub: &Hub, store: &Arc<Store>) -> Result<()> {
    for (hash, size) in waiting(store, false)? {
        one(hub, store, hash, size).await?;
    }
    Ok(())
}

fn waiting(store: &Store, documents: bool) -> Result<Vec<(BlobHash, u64)>> {
    store.db().read(|c| {
        let mut statement = c.prepare_cached(
            "SELECT sha256, size FROM blobs WHERE state = 'waiting'
             AND (?1 = 0 OR sha256 IN (SELECT sha256 FROM documents)) ORDER BY size",
        )?;
        let mut rows = statement.query([documents])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let hash: BlobHash = row.get::<_, String>(0)?.parse()?;
            found.push((hash, u64::try_from(row.get::<_, i64>(1)?).unwrap_or(0)));
        }
        Ok(found)
    })
}

async fn one(hub: &Hub, store: &Arc<Store>, hash: BlobHash, size: u64) -> Result<()> {
    let Ok(bytes) = store.blobs().read(&hash) else {
        // The row stays: the sync centre shows an attachment that never gets done.
        tracing::warn!(attachment = %hash.short(), "an attachment can't be read");
        return Ok(());
    };
    let mut progress = hub.api.blob_offset(&hash, size).await?;
    let mut restarts = 0;
    while !progress.complete {
        let from = usize::try_from(progress.offset)
            .unwrap_or(usize::MAX)
            .min(bytes.len());
        let to = from.saturating_add(MAX_BLOB_CHUNK).min(bytes.len());
        let piece = bytes.get(from..to).unwrap_or_default();
        match hub.api.send_piece(&hash, from as u64, size, piece).await {
            Ok(next) => {
                if !next.complete && next.offset <= progress.offset {
                    return Err(ClientError::Unreadable {
                        what: "progress of an attachment",
                    });
                }
                progress = next;
            }
            Err(ClientError::Registry {
                code: ErrorCode::Gap | ErrorCode::Mismatch,
            }) if restarts == 0 => {
                // What the registry has isn't what this laptop sent: ask again and go on there.
                restarts += 1;
                progress = hub.api.blob_offset(&hash, size).await?;
            }
            Err(other) => return Err(other),
        }
        let sent = i64::try_from(progress.offset).unwrap_or(i64::MAX);
        store.db().write(move |tx| {
            tx.execute(
                "UPDATE blobs SET sent = ?2 WHERE sha256 = ?1",
                (hash.to_string(), sent),
            )?;
            Ok(())
        })?;
    }
    store.db().write(move |tx| {
        tx.execute(
            "UPDATE blobs SET state = 'sent', sent = size WHERE sha256 = ?1",
            [hash.to_string()],
        )?;
        Ok(())
    })?;
    hub.tell_sync();
    Ok(())
}
