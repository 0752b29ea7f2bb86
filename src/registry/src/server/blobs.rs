//! Attachments over HTTP: how much is there, the next piece, the whole.

use super::{Call, json};
use crate::access::{self, Caller};
use crate::blobs::Refused;
use crate::failure::Failure;
use crate::operations;
use crate::store::{StoreError, rows};
use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use baqylau_domain::identifiers::BlobHash;
use baqylau_protocol::MAX_BLOB_BYTES;
use baqylau_protocol::api::{ErrorCode, UPLOAD_LENGTH, UPLOAD_OFFSET};
use baqylau_protocol::blob::BlobProgress;
use futures_core::Stream;
use std::io::{Read, Seek, SeekFrom};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use tokio::sync::mpsc;

/// Bytes read from disk at a time while sending.
const READ_PIECE: usize = 256 * 1024;

/// `HEAD`: the bytes the registry has. The length is told only when the blob is complete.
pub(super) async fn state(call: &Call, caller: &Caller) -> Result<Response, Failure> {
    let hash: BlobHash = call.target()?;
    let length = call
        .core()
        .store
        .read(move |connection| rows::blob_length(connection, hash))
        .await?;
    let context = Arc::clone(&call.core().context);
    let install = caller.install;
    let offset = match length {
        Some(length) => length,
        None => tokio::task::spawn_blocking(move || context.blobs.received(hash, install))
            .await
            .or(Err(StoreError::Closed))?,
    };
    let mut response = Response::new(Body::empty());
    response
        .headers_mut()
        .insert(UPLOAD_OFFSET, HeaderValue::from(offset));
    if let Some(length) = length {
        response
            .headers_mut()
            .insert(UPLOAD_LENGTH, HeaderValue::from(length));
    }
    Ok(response)
}

/// `PATCH`: the next piece. A piece sent again is taken once; the last one completes the blob,
/// and whatever waited for it is looked at before the answer.
pub(super) async fn piece(call: Call, caller: Caller) -> Result<Response, Failure> {
    let hash: BlobHash = call.target()?;
    let offset = call.number(UPLOAD_OFFSET)?;
    let length = call.number(UPLOAD_LENGTH)?;
    if length > MAX_BLOB_BYTES {
        return Err(Failure::new(ErrorCode::TooLarge, "blob"));
    }
    let core = Arc::clone(call.core());
    let known = core
        .store
        .read(move |connection| rows::blob_length(connection, hash))
        .await?;
    if let Some(length) = known {
        return json(&BlobProgress {
            offset: length,
            complete: true,
        });
    }
    let context = Arc::clone(&core.context);
    let body = call.body;
    let taken = tokio::task::spawn_blocking(move || {
        if let Some(length) = context.blobs.complete_length(hash) {
            // The file was settled and the registry stopped before it was recorded.
            return Ok(BlobProgress {
                offset: length,
                complete: true,
            });
        }
        context
            .blobs
            .take(hash, caller.install, offset, length, &body)
    })
    .await
    .or(Err(StoreError::Closed))?;
    let progress = taken.map_err(|refused| match refused {
        Refused::Gap => Failure::new(ErrorCode::Gap, "earlier bytes are missing"),
        Refused::OtherContent => Failure::new(ErrorCode::Mismatch, "content has another hash"),
        Refused::TooLong => Failure::new(ErrorCode::Mismatch, "more bytes than announced"),
        Refused::Store(error) => error.into(),
    })?;
    if progress.complete {
        let context = Arc::clone(&core.context);
        let now = context.environment.now();
        let length = progress.offset;
        core.store
            .write(move |tx| -> Result<(), StoreError> {
                rows::put_blob(tx, hash, length, Some(caller.person.id), now)?;
                operations::blob_arrived(&context, tx, hash, now)
            })
            .await?;
        // It may be the signature file an operation waited for.
        core.arrived.notify_one();
    }
    json(&progress)
}

/// `GET`: the blob, whole or from `Range: bytes=<from>-` on.
pub(super) async fn whole(call: &Call, caller: Caller) -> Result<Response, Failure> {
    let hash: BlobHash = call.target()?;
    let length = call
        .core()
        .store
        .read(move |connection| -> Result<_, Failure> {
            if !access::may_read_blob(connection, &caller.person, hash)? {
                return Err(Failure::not_found());
            }
            rows::blob_length(connection, hash)?.ok_or_else(Failure::not_found)
        })
        .await?;
    let from = call
        .header("range")
        .and_then(|range| range.strip_prefix("bytes="))
        .and_then(|range| range.strip_suffix('-'))
        .and_then(|from| from.parse::<u64>().ok());
    if from.is_some_and(|from| from >= length) {
        return Ok(no_such_bytes(length));
    }
    let context = Arc::clone(&call.core().context);
    let (sender, pieces) = mpsc::channel(4);
    let mut file = tokio::task::spawn_blocking(move || context.blobs.open_complete(hash))
        .await
        .or(Err(StoreError::Closed))??;
    tokio::task::spawn_blocking(move || {
        let start = file.seek(SeekFrom::Start(from.unwrap_or(0))).map(drop);
        if let Err(error) = start {
            let _ = sender.blocking_send(Err(error));
            return;
        }
        loop {
            let mut piece = vec![0u8; READ_PIECE];
            let message = match file.read(&mut piece) {
                Ok(0) => return,
                Ok(count) => {
                    piece.truncate(count);
                    Ok(piece)
                }
                Err(error) => Err(error),
            };
            let ends = message.is_err();
            // The reader went away, or there is nothing more to send.
            if sender.blocking_send(message).is_err() || ends {
                return;
            }
        }
    });
    let mut response = Response::new(Body::from_stream(Pieces(pieces)));
    let rest = length - from.unwrap_or(0);
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/octet-stream"),
    );
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(rest));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(from) = from {
        let last = length.saturating_sub(1);
        if let Ok(range) = HeaderValue::from_str(&format!("bytes {from}-{last}/{length}")) {
            headers.insert(header::CONTENT_RANGE, range);
        }
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
    }
    Ok(response)
}

/// The range begins where the blob has ended (RFC 9110, 15.5.17): its length is told.
fn no_such_bytes(length: u64) -> Response {
    let failure = Failure::new(ErrorCode::Range, "the attachment ends before");
    let mut response = super::refusal(&failure);
    if let Ok(range) = HeaderValue::from_str(&format!("bytes */{length}")) {
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_RANGE, range);
    }
    response
}

/// Pieces of a file on their way out.
struct Pieces(mpsc::Receiver<std::io::Result<Vec<u8>>>);

impl Stream for Pieces {
    type Item = std::io::Result<Vec<u8>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(cx)
    }
}
