//! The reader of documents as a fuzzer calls it: bytes in, what they came to out.

use super::document::Shape;
use super::gathered::gather;
use super::limits::LmsLimits;
use axum::body::Bytes;
use baqylau_protocol::lms::LmsMethod;
use chrono::NaiveDate;
use tokio::sync::mpsc;

/// What a document came to: rows taken, rows refused, and the hash of what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LmsReading {
    /// Rows taken.
    pub accepted: usize,
    /// Rows refused.
    pub rejected: u32,
    /// SHA-256 of what it says.
    pub content: String,
}

/// Reads a document of a method, as an object or as lines, as it is or as gzip; nothing when it is
/// refused as a whole.
pub fn read_lms_document(
    method: LmsMethod,
    lines: bool,
    packed: bool,
    bytes: &[u8],
) -> Option<LmsReading> {
    let shape = if lines { Shape::Lines } else { Shape::Object };
    let (sender, pieces) = mpsc::channel(1);
    sender.try_send(Ok(Bytes::copy_from_slice(bytes))).ok()?;
    drop(sender);
    let today = NaiveDate::from_ymd_opt(2026, 11, 23)?;
    let limits = LmsLimits::default();
    let read = gather(method, (shape, packed), &limits, today, pieces).ok()?;
    Some(LmsReading {
        accepted: read.rows.len(),
        rejected: read.rejected,
        content: read.content(method).to_string(),
    })
}
