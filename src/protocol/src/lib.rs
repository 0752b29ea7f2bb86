//! What travels between client and registry, versioned. Data only, no behaviour beyond hashing.
//!
//! **Architecture invariant:** nothing here sends, stores or decides anything.

pub mod api;
pub mod audit;
pub mod blob;
pub mod checks;
pub mod colleagues;
pub mod feed;
pub mod learners;
pub mod lms;
pub mod month;
pub mod operation;
pub mod pack;
pub mod planning;
pub mod receipt;
#[cfg(feature = "schema")]
mod schema;
pub mod session;
pub mod signature;
pub mod snapshot;
pub mod verify;
pub mod vouchers;

/// Version of the protocol; part of every path (`/v1/...`).
pub const PROTOCOL_VERSION: u32 = 1;

/// Most operations in one push.
pub const MAX_OPERATIONS: usize = 500;

/// Largest body of a push, in bytes.
pub const MAX_PUSH_BYTES: usize = 1024 * 1024;

/// Most entries in one page of a feed.
pub const MAX_FEED_PAGE: u32 = 2_000;

/// Largest piece of a blob in one request, in bytes.
pub const MAX_BLOB_CHUNK: usize = 2 * 1024 * 1024;

/// Largest blob, in bytes: a photo or an export, not a film.
pub const MAX_BLOB_BYTES: u64 = 256 * 1024 * 1024;
