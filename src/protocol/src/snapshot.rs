//! What keeps a copy of a feed whole: prepared snapshots for the first read, and digests that
//! find what drifted apart later.
//!
//! Both speak of a scope's *standing* records: the newest state of everything the scope shows.
//! Draft fields aren't among them; they merge by rules of their own.

use crate::feed::{FeedEntry, Scope};
use baqylau_domain::Moment;
use baqylau_domain::identifiers::BlobHash;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// Shape of the pieces this version writes: gzip of lines, each the JSON of a [`FeedEntry`], in
/// the order of their records.
pub const SNAPSHOT_FORMAT: u32 = 1;

/// A piece holds at most so many bytes when unpacked; a longer one is not what it says.
pub const MAX_SNAPSHOT_PIECE: u64 = 32 * 1024 * 1024;

/// Buckets a scope's records are dealt into.
pub const BUCKETS: usize = 256;

/// What a prepared snapshot of a scope consists of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SnapshotManifest {
    /// [`SNAPSHOT_FORMAT`].
    pub format: u32,
    /// Epoch of the registry.
    pub epoch: uuid::Uuid,
    /// Scope.
    pub scope: Scope,
    /// Place in the feed the snapshot stands for: reading goes on after it.
    pub seq: u64,
    /// Records in all pieces.
    pub records: u64,
    /// When it was prepared, by the registry's clock.
    pub made_at: Moment,
    /// Pieces, in order.
    pub pieces: Vec<SnapshotPiece>,
}

/// One piece of a snapshot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SnapshotPiece {
    /// SHA-256 of its bytes as they travel.
    pub sha256: BlobHash,
    /// Length as it travels, in bytes.
    pub size: u64,
    /// Records in it.
    pub records: u64,
}

/// A manifest as the exact bytes the registry signed with the key of its receipts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SignedManifest {
    /// JSON of the [`SnapshotManifest`].
    #[cfg_attr(
        feature = "schema",
        schemars(schema_with = "crate::schema::sealed_manifest")
    )]
    pub manifest: String,
    /// Ed25519 signature over the bytes of `manifest`, hexadecimal.
    #[cfg_attr(feature = "schema", schemars(regex(pattern = "^[0-9a-f]{128}$")))]
    pub signature: String,
}

/// Digests of a scope's standing records at one place of its feed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ScopeDigest {
    /// Epoch of the registry.
    pub epoch: uuid::Uuid,
    /// Scope.
    pub scope: Scope,
    /// Newest entry of the feed when the digest was taken.
    pub seq: u64,
    /// One for every bucket, [`BUCKETS`] in all.
    pub buckets: Vec<Bucket>,
}

/// Digest of the records of one bucket; equal on both sides when the records are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(into = "BucketText", try_from = "BucketText")]
pub struct Bucket {
    /// How many.
    pub records: u64,
    /// Sum of their [`change_digest`], modulo 2^64; travels as 16 hexadecimal digits, which
    /// readers without 64-bit integers can compare too.
    pub sum: u64,
}

impl Bucket {
    /// Adds a record.
    pub fn add(&mut self, digest: u64) {
        self.records += 1;
        self.sum = self.sum.wrapping_add(digest);
    }
}

/// Digest of the records of one bucket, as it travels.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct BucketText {
    /// How many.
    records: u64,
    /// Sum of the digests of their newest changes, modulo 2^64, as 16 hexadecimal digits.
    #[cfg_attr(feature = "schema", schemars(regex(pattern = "^[0-9a-f]{16}$")))]
    sum: String,
}

impl From<Bucket> for BucketText {
    fn from(bucket: Bucket) -> Self {
        Self {
            records: bucket.records,
            sum: format!("{:016x}", bucket.sum),
        }
    }
}

impl TryFrom<BucketText> for Bucket {
    type Error = std::num::ParseIntError;

    fn try_from(text: BucketText) -> Result<Self, Self::Error> {
        Ok(Self {
            records: text.records,
            sum: u64::from_str_radix(&text.sum, 16)?,
        })
    }
}

/// The standing records of one bucket.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BucketPage {
    /// Epoch of the registry.
    pub epoch: uuid::Uuid,
    /// Scope.
    pub scope: Scope,
    /// Newest entry of the feed when they were read.
    pub seq: u64,
    /// Number of the bucket.
    pub bucket: u8,
    /// Records, each with its place in the feed.
    pub entries: Vec<FeedEntry>,
}

/// The bucket of a record, from its key ([`crate::feed::RecordKey`] as text).
pub fn bucket_of(record: &str) -> u8 {
    Sha256::digest(record.as_bytes())
        .first()
        .copied()
        .unwrap_or_default()
}

/// Digest of a change: the first 8 bytes of the SHA-256 of its JSON, exactly as it travels.
pub fn change_digest(json: &str) -> u64 {
    let hash: [u8; 32] = Sha256::digest(json.as_bytes()).into();
    let [a, b, c, d, e, f, g, h, ..] = hash;
    u64::from_be_bytes([a, b, c, d, e, f, g, h])
}
