//! What carries requests to services and answers back, behind a seam.

use serde::{Deserialize, Serialize};
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

/// Carries requests. Implementations hold the proxy and the time-outs of connecting.
pub trait Transport: Send + Sync {
    /// Carries one request: `POST` with a body, `GET` without. The answer is the body of a
    /// success (200) and nothing else.
    fn carry(&self, request: TransportRequest) -> Carried<'_>;
}

/// An answer on its way.
pub type Carried<'a> = Pin<Box<dyn Future<Output = Result<Vec<u8>, TransportError>> + Send + 'a>>;

/// One request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransportRequest {
    /// Whole address.
    pub address: String,
    /// Content type and body; without them the address is fetched.
    pub body: Option<(&'static str, Vec<u8>)>,
    /// Most octets of an answer.
    pub limit: usize,
    /// How long everything may take.
    pub within: Duration,
}

/// Why a request brought nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case", tag = "error")]
#[non_exhaustive]
pub enum TransportError {
    /// The address isn't one of http or https.
    #[error("not an address")]
    Address,
    /// The proxy's address isn't one.
    #[error("not an address of a proxy")]
    Proxy,
    /// Nobody is there, or the connection broke.
    #[error("unreachable")]
    Unreachable,
    /// It took too long.
    #[error("timed out")]
    TimedOut,
    /// The answer is no success.
    #[error("status {status}")]
    Status {
        /// Its number in HTTP.
        status: u16,
    },
    /// The answer sends to another host, which nobody has chosen.
    #[error("sent to another address")]
    Elsewhere,
    /// The answer is longer than accepted.
    #[error("the answer is too large")]
    TooLarge,
    /// Nothing can be carried at all.
    #[error("no transport: {reason}")]
    Unavailable {
        /// What the system says.
        reason: String,
    },
}

impl TransportError {
    /// Whether the address is to be left alone for a while.
    pub(crate) fn is_silence(&self) -> bool {
        matches!(self, Self::Unreachable | Self::TimedOut)
    }
}
