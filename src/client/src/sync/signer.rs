//! The key the registry signs its receipts and snapshots with, as written down at the first
//! contact.

use crate::error::{ClientError, Result};
use crate::store::{Store, meta};
use ed25519_dalek::{Signature, VerifyingKey};

/// The registry's key.
pub(super) struct RegistryKey(VerifyingKey);

impl RegistryKey {
    /// The key of the registry this store belongs to.
    ///
    /// # Errors
    /// When no registry was met yet, or the key isn't one.
    pub(super) fn of(store: &Store) -> Result<Self> {
        let unusable = || ClientError::Unreadable {
            what: "key of the registry",
        };
        let key = store
            .db()
            .read(|c| meta::get(c, "receipt-key"))?
            .ok_or_else(unusable)?;
        let mut bytes = [0u8; 32];
        hex::decode_to_slice(&key, &mut bytes).or(Err(unusable()))?;
        VerifyingKey::from_bytes(&bytes)
            .map(Self)
            .or(Err(unusable()))
    }

    /// Whether the registry signed exactly this text.
    pub(super) fn signed(&self, text: &str, signature: &str) -> bool {
        let mut bytes = [0u8; 64];
        hex::decode_to_slice(signature, &mut bytes).is_ok()
            && self
                .0
                .verify_strict(text.as_bytes(), &Signature::from_bytes(&bytes))
                .is_ok()
    }
}
