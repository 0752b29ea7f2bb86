//! Why a request fails as a whole: the code for the caller, the cause for the log.

use crate::environment::RandomError;
use crate::store::StoreError;
use baqylau_protocol::api::ErrorCode;

/// A request refused as a whole. `detail` goes to the caller and holds no personal data;
/// `cause` goes to the log and not to the caller.
#[derive(Debug, thiserror::Error)]
#[error("{code:?}: {detail}")]
pub struct Failure {
    /// Class of the failure, which decides the status code.
    pub code: ErrorCode,
    /// For the log of the other side.
    pub detail: String,
    /// For our own log.
    pub cause: Option<String>,
    /// When the same request may come again, where that is known.
    pub retry_after: Option<std::time::Duration>,
}

impl Failure {
    /// A failure the caller caused.
    pub fn new(code: ErrorCode, detail: impl Into<String>) -> Self {
        Self {
            code,
            detail: detail.into(),
            cause: None,
            retry_after: None,
        }
    }

    /// A request that isn't understood.
    pub fn malformed(detail: impl Into<String>) -> Self {
        Self::new(ErrorCode::Malformed, detail)
    }

    /// Not there, or not for this caller.
    pub fn not_found() -> Self {
        Self::new(
            ErrorCode::NotFound,
            "no such thing, or not for this session",
        )
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let (code, detail) = match &error {
            StoreError::Full => (ErrorCode::Full, "no room left"),
            StoreError::Closed
            | StoreError::Busy
            | StoreError::Unreachable(_)
            | StoreError::Uncertain => (ErrorCode::Busy, "try again later"),
            StoreError::Nul => (ErrorCode::Malformed, "a text with a NUL character"),
            _ => (ErrorCode::Internal, "the registry failed; nothing was done"),
        };
        Self {
            code,
            detail: detail.to_owned(),
            cause: Some(error.to_string()),
            retry_after: None,
        }
    }
}

impl From<RandomError> for Failure {
    fn from(error: RandomError) -> Self {
        Self::from(StoreError::from(error))
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::from(StoreError::from(error))
    }
}
