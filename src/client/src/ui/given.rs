//! What a person gives: passwords, keys, files.

use baqylau_domain::identifiers::PersonId;
use std::path::PathBuf;
use std::sync::Arc;
use zeroize::Zeroizing;

/// A password or passphrase on its way; wiped when dropped, never printed.
#[derive(Clone, Default)]
pub struct Secret(pub Zeroizing<String>);

impl Secret {
    /// Takes a typed text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(hidden)")
    }
}

/// Where a key file comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeySource {
    /// A file on disk or on a stick.
    File(PathBuf),
    /// The demonstration key of a sample person.
    Sample(PersonId),
}

/// Where evidence comes from.
#[derive(Debug, Clone)]
pub enum EvidenceSource {
    /// A file dropped or chosen.
    File(PathBuf),
    /// Bytes pasted or dropped without a path.
    Bytes {
        /// Name to keep.
        name: String,
        /// Original bytes, kept as they are.
        bytes: Arc<[u8]>,
    },
}
