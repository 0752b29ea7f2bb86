//! A network that counts what feeds and snapshots bring.

use baqylau_client::{Answer, HttpTransport, Request, Transport};
use baqylau_protocol::api;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// What came by feeds and snapshots.
#[derive(Debug, Clone, Copy, Default)]
pub struct Seen {
    /// Bytes of pages and of the pieces of snapshots, unpacked.
    pub bytes: u64,
    /// Bytes as they travelled: pieces are packed.
    pub travelled: u64,
    /// Records of all feeds, by what the registry says is their newest entry.
    pub records: u64,
}

/// The real network, counted.
pub struct Counting {
    inner: HttpTransport,
    /// Unpacked, travelled.
    bytes: Mutex<(u64, u64)>,
    heads: Mutex<BTreeMap<String, u64>>,
}

impl Counting {
    /// Counts over a network.
    pub fn over(inner: HttpTransport) -> Self {
        Self {
            inner,
            bytes: Mutex::default(),
            heads: Mutex::default(),
        }
    }

    /// What came so far.
    pub fn seen(&self) -> Seen {
        let heads = self.heads.lock().unwrap_or_else(PoisonError::into_inner);
        let (bytes, travelled) = *self.bytes.lock().unwrap_or_else(PoisonError::into_inner);
        Seen {
            bytes,
            travelled,
            records: heads.values().sum(),
        }
    }

    fn add(&self, unpacked: u64, travelled: usize) {
        let mut bytes = self.bytes.lock().unwrap_or_else(PoisonError::into_inner);
        bytes.0 += unpacked;
        bytes.1 += travelled as u64;
    }

    fn count(&self, path: &str, body: &[u8]) {
        self.add(body.len() as u64, body.len());
        let scope = path
            .split(['?', '&'])
            .find_map(|part| part.strip_prefix("scope="));
        if let (Some(scope), Some(head)) = (scope, head(body)) {
            let mut heads = self.heads.lock().unwrap_or_else(PoisonError::into_inner);
            heads.insert(scope.to_owned(), head);
        }
    }
}

impl Transport for Counting {
    fn send(&self, request: Request) -> Answer<'_> {
        let path = request.path.clone();
        Box::pin(async move {
            let answer = self.inner.send(request).await?;
            if path.starts_with(api::FEED) {
                self.count(&path, &answer.body);
            } else if path.starts_with(api::SNAPSHOT_PIECE) {
                self.add(unpacked(&answer.body), answer.body.len());
            }
            Ok(answer)
        })
    }
}

/// Length of what a gzip holds, which its last four bytes say.
fn unpacked(gzip: &[u8]) -> u64 {
    gzip.last_chunk()
        .map_or(0, |length| u64::from(u32::from_le_bytes(*length)))
}

/// The newest entry of a feed, read from the end of a page without parsing it.
fn head(page: &[u8]) -> Option<u64> {
    let tail = page.get(page.len().saturating_sub(64)..)?;
    let text = String::from_utf8_lossy(tail);
    let (_, number) = text.rsplit_once("\"head\":")?;
    number.trim().trim_end_matches('}').parse().ok()
}
