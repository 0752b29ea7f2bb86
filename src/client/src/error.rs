//! What can go wrong in the client, and how each is told to a person.

use crate::ui::UserError;
use baqylau_domain::draft::FieldKeyError;
use std::path::Path;

/// What went wrong. [`ClientError::user`] words it for a person as a message key.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ClientError {
    /// The database refused.
    #[error("database: {0}")]
    Database(#[from] rusqlite::Error),
    /// A file could not be read or written.
    #[error("{doing}: {source}")]
    File {
        /// What was being done, with the name of the file only.
        doing: String,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// Something kept or received is not what it should be.
    #[error("unreadable {what}")]
    Unreadable {
        /// What.
        what: &'static str,
    },
    /// A sealed record was altered, or sealed by another key.
    #[error("sealed data doesn't open: {what}")]
    Sealed {
        /// What.
        what: &'static str,
    },
    /// The system gave no randomness.
    #[error("no randomness")]
    Randomness,
    /// The passphrase doesn't open the store.
    #[error("wrong passphrase")]
    WrongPassphrase,
    /// The store failed its check.
    #[error("the store is damaged")]
    Damaged,
    /// The store isn't open.
    #[error("the store is locked")]
    Locked,
    /// Nobody is signed in.
    #[error("nobody is signed in")]
    NotSignedIn,
    /// The registry can't be reached.
    #[error("the registry can't be reached: {0}")]
    Unreachable(String),
    /// The registry refused the request as a whole.
    #[error("the registry refused: {code:?}")]
    Registry {
        /// Why.
        code: baqylau_protocol::api::ErrorCode,
    },
    /// The client is shutting down.
    #[error("shutting down")]
    Stopped,
    /// Refused for a reason a person can do something about.
    #[error("refused: {}", .0.key)]
    Refused(UserError),
}

/// A result of the client.
pub type Result<T, E = ClientError> = std::result::Result<T, E>;

impl ClientError {
    /// A refusal with a message key and no arguments.
    pub fn refused(key: &str) -> Self {
        Self::Refused(UserError::new(key))
    }

    /// A failed file operation; only the file's name is kept, never the folder of a person.
    pub fn file(doing: &str, path: &Path, source: std::io::Error) -> Self {
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        Self::File {
            doing: format!("{doing} {}", name.unwrap_or_default()),
            source,
        }
    }

    /// What to tell the person.
    pub fn user(&self) -> UserError {
        use baqylau_protocol::api::ErrorCode;
        match self {
            Self::Refused(error) => error.clone(),
            Self::WrongPassphrase => UserError::new("client-wrong-passphrase"),
            Self::Damaged => UserError::new("client-store-damaged"),
            Self::Locked | Self::Stopped => UserError::new("client-store-locked"),
            Self::NotSignedIn => UserError::new("client-not-signed-in"),
            Self::Unreachable(_) => UserError::new("client-registry-unreachable"),
            Self::Randomness => UserError::new("client-no-randomness"),
            Self::Unreadable { .. } | Self::Sealed { .. } => UserError::new("client-unreadable"),
            Self::File { source, .. } => match source.kind() {
                std::io::ErrorKind::NotFound => UserError::new("client-file-missing"),
                std::io::ErrorKind::PermissionDenied => UserError::new("client-file-denied"),
                std::io::ErrorKind::StorageFull
                | std::io::ErrorKind::QuotaExceeded
                | std::io::ErrorKind::FileTooLarge => UserError::new("client-disk-full"),
                _ => UserError::new("client-file-failed").with("reason", source),
            },
            Self::Database(error) => match error.sqlite_error_code() {
                Some(rusqlite::ErrorCode::DiskFull) => UserError::new("client-disk-full"),
                Some(rusqlite::ErrorCode::DatabaseCorrupt | rusqlite::ErrorCode::NotADatabase) => {
                    UserError::new("client-store-damaged")
                }
                _ => UserError::new("client-store-failed"),
            },
            Self::Registry { code } => UserError::new(match code {
                ErrorCode::SignIn => "client-registry-sign-in",
                ErrorCode::Forbidden => "client-registry-forbidden",
                ErrorCode::NotFound => "client-registry-not-found",
                ErrorCode::Busy | ErrorCode::TooMany => "client-registry-busy",
                ErrorCode::TooLarge => "client-registry-too-large",
                ErrorCode::Full => "client-registry-full",
                ErrorCode::Malformed
                | ErrorCode::Fork
                | ErrorCode::MonthClosed
                | ErrorCode::CursorTooOld
                | ErrorCode::Gap
                | ErrorCode::Range
                | ErrorCode::Mismatch
                | ErrorCode::Internal => "client-registry-failed",
            }),
        }
    }
}

impl From<UserError> for ClientError {
    fn from(error: UserError) -> Self {
        Self::Refused(error)
    }
}

impl From<serde_json::Error> for ClientError {
    fn from(_: serde_json::Error) -> Self {
        Self::Unreadable { what: "record" }
    }
}

impl From<FieldKeyError> for ClientError {
    fn from(_: FieldKeyError) -> Self {
        Self::Unreadable { what: "field key" }
    }
}

impl From<uuid::Error> for ClientError {
    fn from(_: uuid::Error) -> Self {
        Self::Unreadable { what: "identity" }
    }
}

impl From<baqylau_domain::identifiers::HashError> for ClientError {
    fn from(_: baqylau_domain::identifiers::HashError) -> Self {
        Self::Unreadable { what: "hash" }
    }
}
