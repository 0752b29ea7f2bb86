//! Carrying one request to a system and its answer back, whatever carries it.

use crate::Boxed;
use std::time::Duration;
use thiserror::Error;

/// One request. `Debug` shows neither token nor body.
#[derive(Clone)]
pub struct Call {
    /// Where to.
    pub address: String,
    /// What, in JSON.
    pub body: Vec<u8>,
    /// The same for all attempts of one question, so that a gateway may recognise them.
    pub request: String,
    /// Token of the system.
    pub token: Option<String>,
    /// Largest answer, in bytes.
    pub limit: usize,
}

impl std::fmt::Debug for Call {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Call({})", self.request)
    }
}

/// An answer as it came. `Debug` doesn't show its body.
#[derive(Clone, PartialEq, Eq)]
pub struct Reply {
    /// HTTP status.
    pub status: u16,
    /// Media type without parameters, in small letters.
    pub media_type: String,
    /// How long the system asks to be left alone.
    pub retry_after: Option<Duration>,
    /// The body, no longer than the limit.
    pub body: Vec<u8>,
}

impl std::fmt::Debug for Reply {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Reply({})", self.status)
    }
}

/// Why nothing came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TransportError {
    /// Nobody answered at the address, or the connection broke.
    #[error("the system can't be reached")]
    Unreachable,
    /// The answer broke off.
    #[error("the answer broke off")]
    BrokenOff,
    /// The answer is above the limit.
    #[error("the answer is too large")]
    TooLarge,
    /// The request can't be sent at all.
    #[error("the request can't be made")]
    Request,
}

/// What carrying gives.
pub type Carried<'a> = Boxed<'a, Result<Reply, TransportError>>;

/// Carries requests. The caller limits the time; dropping the future ends the request.
pub trait Transport: Send + Sync {
    /// Carries one.
    fn carry(&self, call: Call) -> Carried<'_>;
}
