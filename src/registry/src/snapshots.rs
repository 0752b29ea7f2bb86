//! Prepared snapshots: what a scope shows, packed once for everybody who reads it for the first
//! time, so that a laptop takes in what stands and not the whole history.

use crate::context::{Context, Core};
use crate::store::{Connection, StoreError, Tx, params, rows, sql, standing};
use baqylau_protocol::blob;
use baqylau_protocol::feed::Scope;
use baqylau_protocol::snapshot::{
    SNAPSHOT_FORMAT, SignedManifest, SnapshotManifest, SnapshotPiece,
};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write as _;
use std::sync::Arc;

/// A feed shorter than this is read as it is.
pub(crate) const WORTH_A_SNAPSHOT: i64 = 2_000;

/// A snapshot serves until the feed has grown by this share since it was made, and at least by
/// [`WORTH_A_SNAPSHOT`] entries; what came after it is read from the feed.
const GROWTH: i64 = 10;

/// Bytes of a piece before packing.
const PIECE_BYTES: usize = 4 * 1024 * 1024;

/// The manifest of a scope's snapshot, made now when there is none that serves; none for short
/// feeds.
pub(crate) async fn offer(
    core: &Core,
    scope: &Scope,
) -> Result<Option<SignedManifest>, StoreError> {
    let name = scope.to_string();
    if let Some(decided) = kept(core, &name).await? {
        return Ok(decided);
    }
    // Two laptops that ask at once wait for one snapshot.
    let _one = core.snapshots.lock().await;
    if let Some(decided) = kept(core, &name).await? {
        return Ok(decided);
    }
    Ok(Some(make(core, scope).await?))
}

/// Makes the snapshots that are due. Returns how many.
pub(crate) async fn prepare(core: &Core) -> Result<u32, StoreError> {
    let long: Vec<String> = core
        .store
        .read(|connection| -> Result<_, StoreError> {
            connection.all(sql::LONG_FEEDS, params![WORTH_A_SNAPSHOT], |row| row.get(0))
        })
        .await?;
    let mut made = 0;
    for name in long {
        let _one = core.snapshots.lock().await;
        if kept(core, &name).await?.is_none() {
            let scope: Scope = name.parse().or(Err(StoreError::Corrupt("scope")))?;
            make(core, &scope).await?;
            made += 1;
        }
    }
    Ok(made)
}

/// What is kept for a scope: `Some(None)` when its feed is short, `None` when a snapshot has to
/// be made.
async fn kept(core: &Core, scope: &str) -> Result<Option<Option<SignedManifest>>, StoreError> {
    let scope = scope.to_owned();
    let epoch = core.context.identity.epoch;
    core.store
        .read(move |connection| {
            let head = standing::head(connection, &scope)?;
            if head < WORTH_A_SNAPSHOT {
                return Ok(Some(None));
            }
            let found: Option<(i64, SignedManifest)> =
                connection.one(sql::SNAPSHOT, params![scope], |row| {
                    let (manifest, signature) = (row.get(1)?, row.get(2)?);
                    let signed = SignedManifest {
                        manifest,
                        signature,
                    };
                    Ok((row.get(0)?, signed))
                })?;
            let Some((seq, signed)) = found else {
                return Ok(None);
            };
            let manifest: SnapshotManifest = rows::decode(&signed.manifest, "manifest")?;
            let grown = head - seq;
            let serves = manifest.epoch == epoch
                && manifest.format == SNAPSHOT_FORMAT
                && (0..=WORTH_A_SNAPSHOT.max(seq / GROWTH)).contains(&grown);
            Ok(serves.then_some(Some(signed)))
        })
        .await
}

async fn make(core: &Core, scope: &Scope) -> Result<SignedManifest, StoreError> {
    let context = Arc::clone(&core.context);
    let (place, scope) = (scope.to_string(), scope.clone());
    let made_at = context.environment.now();
    let (manifest, pieces) = core
        .store
        .read(move |connection| pack(&context, connection, &scope, made_at))
        .await?;
    let seq = i64::try_from(manifest.seq).or(Err(StoreError::Corrupt("feed")))?;
    let text = rows::encode(&manifest)?;
    let signed = SignedManifest {
        signature: core.context.sign_text(&text),
        manifest: text,
    };
    let kept = signed.clone();
    core.store
        .write(move |tx| keep(tx, &place, seq, &kept, &pieces))
        .await?;
    tracing::info!(records = manifest.records, "snapshot prepared");
    Ok(signed)
}

/// Packs what a scope shows, in one consistent state.
fn pack(
    context: &Context,
    connection: &Connection,
    scope: &Scope,
    made_at: baqylau_domain::Moment,
) -> Result<(SnapshotManifest, Vec<Vec<u8>>), StoreError> {
    let name = scope.to_string();
    let seq = standing::head(connection, &name)?;
    let mut manifest = SnapshotManifest {
        format: SNAPSHOT_FORMAT,
        epoch: context.identity.epoch,
        scope: scope.clone(),
        seq: u64::try_from(seq).or(Err(StoreError::Corrupt("feed")))?,
        records: 0,
        made_at,
        pieces: Vec::new(),
    };
    let mut pieces = Vec::new();
    let mut open = Piece::default();
    standing::each_entry(connection, &name, None, |line| {
        open.add(line)?;
        if open.raw >= PIECE_BYTES {
            std::mem::take(&mut open).close(&mut manifest, &mut pieces)?;
        }
        Ok::<_, StoreError>(())
    })?;
    if open.records > 0 {
        open.close(&mut manifest, &mut pieces)?;
    }
    Ok((manifest, pieces))
}

/// A piece being packed.
struct Piece {
    encoder: GzEncoder<Vec<u8>>,
    raw: usize,
    records: u64,
}

impl Default for Piece {
    fn default() -> Self {
        Self {
            encoder: GzEncoder::new(Vec::new(), Compression::new(5)),
            raw: 0,
            records: 0,
        }
    }
}

impl Piece {
    fn add(&mut self, line: &str) -> Result<(), StoreError> {
        self.encoder.write_all(line.as_bytes())?;
        self.encoder.write_all(b"\n")?;
        self.raw += line.len() + 1;
        self.records += 1;
        Ok(())
    }

    fn close(
        self,
        manifest: &mut SnapshotManifest,
        pieces: &mut Vec<Vec<u8>>,
    ) -> Result<(), StoreError> {
        let bytes = self.encoder.finish()?;
        manifest.records += self.records;
        manifest.pieces.push(SnapshotPiece {
            sha256: blob::hash(&bytes),
            size: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
            records: self.records,
        });
        pieces.push(bytes);
        Ok(())
    }
}

/// Keeps a snapshot whole or not at all. The one before it stays for those still reading it;
/// older ones go.
fn keep(
    tx: &Tx<'_>,
    scope: &str,
    seq: i64,
    signed: &SignedManifest,
    pieces: &[Vec<u8>],
) -> Result<(), StoreError> {
    for (n, piece) in (0i64..).zip(pieces) {
        tx.run(sql::SNAPSHOT_PIECE_ADD, params![scope, seq, n, piece])?;
    }
    tx.run(
        sql::SNAPSHOT_ADD,
        params![scope, seq, signed.manifest, signed.signature],
    )?;
    let before: Option<i64> = tx.cell(sql::SNAPSHOT_BEFORE_LAST, params![scope])?;
    if let Some(before) = before {
        tx.run(sql::SNAPSHOT_PIECES_DROP, params![scope, before])?;
        tx.run(sql::SNAPSHOTS_DROP, params![scope, before])?;
    }
    Ok(())
}

/// One piece, when it is still kept.
pub(crate) fn piece(
    connection: &Connection,
    scope: &Scope,
    seq: i64,
    n: i64,
) -> Result<Option<Vec<u8>>, StoreError> {
    connection.cell(sql::SNAPSHOT_PIECE, params![scope.to_string(), seq, n])
}
