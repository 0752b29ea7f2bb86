//! Keeping the copy of the registry's records whole: reading a prepared snapshot first, and
//! comparing digests later.

use super::signer::RegistryKey;
use crate::error::{ClientError, Result};
use crate::hub::Hub;
use crate::store::cache::Touched;
use crate::store::cursor::{self, Cursor};
use crate::store::intake::{self, Entry};
use crate::store::{Store, cache, snapshot};
use baqylau_protocol::blob;
use baqylau_protocol::feed::Scope;
use baqylau_protocol::snapshot::{
    MAX_SNAPSHOT_PIECE, SNAPSHOT_FORMAT, SnapshotManifest, SnapshotPiece,
};
use chrono::TimeDelta;
use flate2::read::GzDecoder;
use std::io::Read as _;
use std::sync::Arc;
use tokio::task::JoinHandle;
use uuid::Uuid;

/// A copy is compared with the registry so often.
const COMPARED_EVERY: TimeDelta = TimeDelta::hours(24);

/// How often a snapshot that was replaced while it was read is begun anew before the feed is
/// read instead.
const ATTEMPTS: u32 = 2;

fn unreadable() -> ClientError {
    ClientError::Unreadable {
        what: "snapshot of the registry",
    }
}

/// Reads the snapshot of a scope, going on where an earlier attempt stopped. `None` when the
/// registry has none: then the feed is read from its beginning.
///
/// # Errors
/// No answer, a refusal, or a snapshot the registry didn't sign.
pub(super) async fn first_read(
    hub: &Hub,
    store: &Arc<Store>,
    scope: &Scope,
    epoch: Uuid,
) -> Result<Option<(Cursor, Touched)>> {
    for _ in 0..ATTEMPTS {
        let begun = store.cache().read(|c| snapshot::begun(c, scope))?;
        let (manifest, next) = match begun.filter(|(manifest, _)| manifest.epoch == epoch) {
            Some(begun) => begun,
            None => {
                let Some(manifest) = manifest(hub, store, scope, epoch).await? else {
                    return Ok(None);
                };
                let noted = manifest.clone();
                store.cache().write(move |tx| {
                    cache::forget_scope(tx, &noted.scope.to_string())?;
                    snapshot::begin(tx, &noted)
                })?;
                (manifest, 0)
            }
        };
        if let Some(touched) = pieces(hub, store, &manifest, next).await? {
            let cursor = Cursor {
                epoch,
                seq: manifest.seq,
            };
            return Ok(Some((cursor, touched)));
        }
        // A newer snapshot took its place.
        let gone = scope.clone();
        store.cache().write(move |tx| snapshot::end(tx, &gone))?;
    }
    Ok(None)
}

/// The manifest on offer, when it is the registry's own and of a shape this program reads.
async fn manifest(
    hub: &Hub,
    store: &Store,
    scope: &Scope,
    epoch: Uuid,
) -> Result<Option<SnapshotManifest>> {
    let Some(signed) = hub.api.snapshot(scope).await? else {
        return Ok(None);
    };
    if !RegistryKey::of(store)?.signed(&signed.manifest, &signed.signature) {
        hub.fail(None, &ClientError::refused("client-receipt-forged"));
        return Err(unreadable());
    }
    let manifest: SnapshotManifest =
        serde_json::from_str(&signed.manifest).or(Err(unreadable()))?;
    if manifest.scope != *scope || manifest.epoch != epoch {
        return Err(unreadable());
    }
    Ok((manifest.format == SNAPSHOT_FORMAT).then_some(manifest))
}

/// Takes in the pieces from `next` on; `None` when one isn't kept any more. While a piece is
/// written, the one after it is fetched and understood.
async fn pieces(
    hub: &Hub,
    store: &Arc<Store>,
    manifest: &SnapshotManifest,
    next: usize,
) -> Result<Option<Touched>> {
    let mut touched = Touched::default();
    let last = manifest.pieces.len();
    let mut writing: Option<JoinHandle<Result<Touched>>> = None;
    let mut gone = false;
    for (n, piece) in manifest.pieces.iter().enumerate().skip(next) {
        let Some(bytes) = hub
            .api
            .snapshot_piece(&manifest.scope, manifest.seq, n)
            .await?
        else {
            gone = true;
            break;
        };
        let expected = piece.clone();
        let entries = tokio::task::spawn_blocking(move || understand(&bytes, &expected))
            .await
            .or(Err(ClientError::Stopped))??;
        if let Some(before) = writing.take() {
            touched.join(before.await.or(Err(ClientError::Stopped))??);
        }
        let (store, manifest) = (store.clone(), manifest.clone());
        writing = Some(tokio::task::spawn_blocking(move || {
            write(&store, &manifest, entries, n + 1 == last)
        }));
    }
    if let Some(before) = writing.take() {
        touched.join(before.await.or(Err(ClientError::Stopped))??);
    }
    if gone {
        return Ok(None);
    }
    if next >= last {
        // Nothing was left to read, or nothing is in it: only the place in the feed is missing.
        write(store, manifest, Vec::new(), true)?;
    }
    Ok(Some(touched))
}

/// Unpacks a piece and reads its lines, when it is the piece the manifest names.
fn understand(bytes: &[u8], expected: &SnapshotPiece) -> Result<Vec<Entry>> {
    if blob::hash(bytes) != expected.sha256 {
        return Err(unreadable());
    }
    let mut text = String::new();
    GzDecoder::new(bytes)
        .take(MAX_SNAPSHOT_PIECE)
        .read_to_string(&mut text)
        .or(Err(unreadable()))?;
    let entries = intake::lines(&text)?;
    if u64::try_from(entries.len()).is_ok_and(|count| count == expected.records) {
        Ok(entries)
    } else {
        Err(unreadable())
    }
}

/// Writes a piece and how far the reading is, in one transaction.
fn write(
    store: &Store,
    manifest: &SnapshotManifest,
    entries: Vec<Entry>,
    last: bool,
) -> Result<Touched> {
    let (scope, epoch, seq) = (manifest.scope.clone(), manifest.epoch, manifest.seq);
    store.cache().write(move |tx| {
        let touched = intake::take_in(tx, &scope, &entries)?;
        snapshot::advance(tx, &scope)?;
        if last {
            cursor::set(tx, &scope, Cursor { epoch, seq })?;
            snapshot::end(tx, &scope)?;
        }
        Ok(touched)
    })
}

/// What a comparison came to.
#[derive(Debug, Default)]
pub(super) struct Comparison {
    /// What was put right.
    pub(super) touched: Touched,
    /// The registry went on meanwhile: it is to be made again after the next reading.
    pub(super) again: bool,
}

impl Comparison {
    fn ended(touched: Touched) -> Self {
        Self {
            touched,
            again: false,
        }
    }

    fn overtaken(touched: Touched) -> Self {
        Self {
            touched,
            again: true,
        }
    }
}

/// Compares a scope with the registry when that is due, and fetches what differs.
///
/// # Errors
/// No answer, or a refusal.
pub(super) async fn compare(
    hub: &Hub,
    store: &Arc<Store>,
    scope: &Scope,
    epoch: Uuid,
    wanted: bool,
) -> Result<Comparison> {
    let mut touched = Touched::default();
    let now = hub.now();
    let before = store.cache().read(|c| snapshot::comparison(c, scope))?;
    let due = before.is_none_or(|(at, _)| at > now || now - at >= COMPARED_EVERY);
    if !due && !wanted {
        return Ok(Comparison::ended(touched));
    }
    let Some(theirs) = hub.api.digest(scope).await? else {
        return Ok(Comparison::ended(touched));
    };
    let here = Cursor {
        epoch,
        seq: theirs.seq,
    };
    let read_to = store.cache().read(|c| cursor::get(c, scope))?;
    if theirs.epoch != epoch || read_to.is_some_and(|cursor| cursor != here) {
        return Ok(Comparison::overtaken(touched));
    }
    let own = store.cache().read(|c| intake::buckets(c, scope))?;
    if own.len() != theirs.buckets.len() {
        return Err(unreadable());
    }
    let mut differed = 0;
    for (bucket, (own, theirs)) in (0..=u8::MAX).zip(own.iter().zip(&theirs.buckets)) {
        if own == theirs {
            continue;
        }
        let found = intake::bucket(&hub.api.bucket_bytes(scope, bucket).await?)?;
        if (found.epoch, found.seq, found.bucket, &found.scope) != (epoch, here.seq, bucket, scope)
        {
            return Ok(Comparison::overtaken(touched));
        }
        let place = scope.clone();
        let (other, news) = store
            .cache()
            .write(move |tx| intake::replace_bucket(tx, &place, bucket, &found.entries))?;
        differed += other;
        touched.join(news);
    }
    if differed > 0 {
        tracing::warn!(
            differed,
            "records differed from the registry's and were replaced"
        );
    }
    let place = scope.clone();
    store
        .cache()
        .write(move |tx| snapshot::compared(tx, &place, now, differed))?;
    Ok(Comparison::ended(touched))
}
