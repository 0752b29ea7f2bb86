//! Fetching on demand: packs with their workbooks, attachments of other laptops.

use crate::error::{ClientError, Result};
use crate::hub::Hub;
use crate::store::{Store, meta};
use crate::work::view;
use baqylau_domain::identifiers::{BlobHash, VisitId};
use std::sync::Arc;

/// Bytes of an attachment: from this laptop, else from the registry, kept then.
///
/// # Errors
/// When neither has it.
pub async fn blob(hub: &Hub, store: &Arc<Store>, hash: &BlobHash) -> Result<Vec<u8>> {
    if let Ok(bytes) = store.blobs().read(hash) {
        return Ok(bytes);
    }
    if !hub.api.has_token() || hub.with(|state| state.offline_by_choice) {
        return Err(ClientError::refused("client-attachment-absent"));
    }
    let bytes = hub.api.fetch_blob(hash).await?;
    store.blobs().keep(&bytes)?;
    let (hash, size) = (*hash, i64::try_from(bytes.len()).unwrap_or(i64::MAX));
    store.db().write(move |tx| {
        tx.execute(
            "INSERT INTO blobs (sha256, size, sent, state) VALUES (?1, ?2, ?2, 'fetched')
             ON CONFLICT (sha256) DO NOTHING",
            (hash.to_string(), size),
        )?;
        Ok(())
    })?;
    Ok(bytes)
}

/// The pack of a visit with every workbook it needs: all of it, or the old one stays.
///
/// # Errors
/// No answer, or a refusal.
pub async fn pack(hub: &Hub, store: &Arc<Store>, visit: VisitId) -> Result<()> {
    let pack = hub.api.pack(visit).await?;
    if pack.visit.id != visit {
        return Err(ClientError::Unreadable { what: "pack" });
    }
    for pinned in &pack.visit.checklists {
        let bytes = blob(hub, store, &pinned.workbook).await?;
        if hub.form(&pinned.workbook).is_none() {
            tokio::task::block_in_place(|| {
                view::compiled(hub, &pinned.workbook, &pinned.code, &bytes)
            })?;
        }
    }
    store.db().write(move |tx| meta::keep_pack(tx, &pack))?;
    hub.forget_pack(visit);
    hub.saved();
    // From here on the laptop may be without a network: a copy restored there must know the
    // person and hold the pack. The pack itself is safe whether or not the copy could be made.
    if let Err(error) = store.back_up(hub.now()) {
        tracing::warn!(%error, "no copy of the store after fetching a pack");
    }
    Ok(())
}
