//! Sealing bytes with XChaCha20-Poly1305, whole or in chunks, under keys derived from the store's.

use crate::error::{ClientError, Result};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

/// Bytes of a key.
pub const KEY: usize = 32;
/// Bytes of a nonce.
pub const NONCE: usize = 24;
/// Bytes the seal adds to each piece.
pub const TAG: usize = 16;
/// Plain bytes of one chunk of a sealed stream.
pub const CHUNK: usize = 64 * 1024;

/// A secret key; wiped when dropped, never printed.
#[derive(Clone)]
pub struct Key(Zeroizing<[u8; KEY]>);

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(hidden)")
    }
}

/// Random bytes from the system.
///
/// # Errors
/// [`ClientError::Randomness`].
pub fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0u8; N];
    getrandom::fill(&mut bytes).or(Err(ClientError::Randomness))?;
    Ok(bytes)
}

impl Key {
    /// Takes bytes as a key.
    pub fn new(bytes: [u8; KEY]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// A new random key.
    ///
    /// # Errors
    /// [`ClientError::Randomness`].
    pub fn generate() -> Result<Self> {
        Ok(Self::new(random()?))
    }

    /// Reads a key from bytes of unknown length.
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        Some(Self::new(bytes.try_into().ok()?))
    }

    /// The bytes.
    pub fn bytes(&self) -> &[u8; KEY] {
        &self.0
    }

    /// A key for one purpose; different purposes give unrelated keys.
    pub fn derive(&self, purpose: &str) -> Self {
        // HMAC takes keys of any length, so the fallback is never reached.
        match <Hmac<Sha256> as Mac>::new_from_slice(self.0.as_slice()) {
            Ok(mut mac) => {
                mac.update(purpose.as_bytes());
                Self::new(mac.finalize().into_bytes().into())
            }
            Err(_) => self.clone(),
        }
    }

    /// The raw-key text SQLCipher takes.
    pub fn pragma(&self) -> Zeroizing<String> {
        Zeroizing::new(format!("x'{}'", hex::encode(self.0.as_slice())))
    }

    /// Seals bytes under a fresh nonce; `context` must be the same to open them.
    ///
    /// # Errors
    /// [`ClientError::Randomness`].
    pub fn seal(&self, plain: &[u8], context: &[u8]) -> Result<Vec<u8>> {
        let nonce: [u8; NONCE] = random()?;
        let mut sealed = nonce.to_vec();
        sealed.extend(self.seal_with(&nonce, plain, context)?);
        Ok(sealed)
    }

    /// Opens bytes sealed by [`Key::seal`].
    ///
    /// # Errors
    /// [`ClientError::Sealed`] when the bytes, the key or the context differ.
    pub fn open(&self, sealed: &[u8], context: &[u8], what: &'static str) -> Result<Vec<u8>> {
        let (nonce, body) = sealed
            .split_first_chunk::<NONCE>()
            .ok_or(ClientError::Sealed { what })?;
        self.open_with(nonce, body, context, what)
    }

    fn seal_with(&self, nonce: &[u8; NONCE], plain: &[u8], context: &[u8]) -> Result<Vec<u8>> {
        XChaCha20Poly1305::new(self.0.as_ref().into())
            .encrypt(
                XNonce::from_slice(nonce),
                Payload {
                    msg: plain,
                    aad: context,
                },
            )
            .or(Err(ClientError::Sealed { what: "new record" }))
    }

    fn open_with(
        &self,
        nonce: &[u8; NONCE],
        body: &[u8],
        context: &[u8],
        what: &'static str,
    ) -> Result<Vec<u8>> {
        XChaCha20Poly1305::new(self.0.as_ref().into())
            .decrypt(
                XNonce::from_slice(nonce),
                Payload {
                    msg: body,
                    aad: context,
                },
            )
            .or(Err(ClientError::Sealed { what }))
    }

    /// Seals a long text in chunks of 64 KiB: a random base nonce, then each chunk under the
    /// base with its number, the last one marked, so that chunks can't be swapped, dropped or
    /// cut off unnoticed.
    ///
    /// # Errors
    /// [`ClientError::Randomness`].
    pub fn seal_stream(&self, plain: &[u8], context: &[u8]) -> Result<Vec<u8>> {
        let base: [u8; NONCE] = random()?;
        let mut sealed = Vec::with_capacity(plain.len() + NONCE + (plain.len() / CHUNK + 1) * TAG);
        sealed.extend_from_slice(&base);
        let chunks: Vec<&[u8]> = if plain.is_empty() {
            vec![&[]]
        } else {
            plain.chunks(CHUNK).collect()
        };
        let last = chunks.len() - 1;
        for (index, chunk) in chunks.into_iter().enumerate() {
            let nonce = chunk_nonce(&base, index, index == last);
            sealed.extend(self.seal_with(&nonce, chunk, context)?);
        }
        Ok(sealed)
    }

    /// Opens what [`Key::seal_stream`] sealed.
    ///
    /// # Errors
    /// [`ClientError::Sealed`] when anything was altered, reordered or cut off.
    pub fn open_stream(
        &self,
        sealed: &[u8],
        context: &[u8],
        what: &'static str,
    ) -> Result<Vec<u8>> {
        let (base, body) = sealed
            .split_first_chunk::<NONCE>()
            .ok_or(ClientError::Sealed { what })?;
        if body.is_empty() {
            return Err(ClientError::Sealed { what });
        }
        let chunks: Vec<&[u8]> = body.chunks(CHUNK + TAG).collect();
        let last = chunks.len() - 1;
        let mut plain = Vec::with_capacity(body.len());
        for (index, chunk) in chunks.into_iter().enumerate() {
            let nonce = chunk_nonce(base, index, index == last);
            plain.extend(self.open_with(&nonce, chunk, context, what)?);
        }
        Ok(plain)
    }
}

/// The base with the chunk's number and the mark of the last chunk mixed into its end.
fn chunk_nonce(base: &[u8; NONCE], index: usize, last: bool) -> [u8; NONCE] {
    let mut nonce = *base;
    let number = ((index as u64) << 1) | u64::from(last);
    for (slot, byte) in nonce.iter_mut().rev().zip(number.to_le_bytes()) {
        *slot ^= byte;
    }
    nonce
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_sealed_stream_that_was_cut_at_a_chunk_is_noticed() {
        let key = Key::new([7; KEY]);
        let plain = vec![1u8; CHUNK * 2 + 10];
        let sealed = key.seal_stream(&plain, b"photo").unwrap();
        assert_eq!(key.open_stream(&sealed, b"photo", "blob").unwrap(), plain);
        let cut = &sealed[..NONCE + 2 * (CHUNK + TAG)];
        assert!(key.open_stream(cut, b"photo", "blob").is_err());
        assert!(key.open_stream(&sealed, b"other", "blob").is_err());
    }

    #[test]
    fn swapped_chunks_are_noticed() {
        let key = Key::new([7; KEY]);
        let plain: Vec<u8> = (0..CHUNK * 3).map(|i| (i / CHUNK) as u8).collect();
        let sealed = key.seal_stream(&plain, b"").unwrap();
        let mut swapped = sealed.clone();
        let piece = CHUNK + TAG;
        swapped[NONCE..NONCE + piece].copy_from_slice(&sealed[NONCE + piece..NONCE + 2 * piece]);
        swapped[NONCE + piece..NONCE + 2 * piece].copy_from_slice(&sealed[NONCE..NONCE + piece]);
        assert!(key.open_stream(&swapped, b"", "blob").is_err());
    }

    proptest! {
        #[test]
        fn what_is_sealed_opens_again_and_any_flipped_byte_is_noticed(
            plain in proptest::collection::vec(any::<u8>(), 0..300),
            flip in any::<prop::sample::Index>(),
        ) {
            let key = Key::new([9; KEY]);
            let mut sealed = key.seal(&plain, b"record").unwrap();
            prop_assert_eq!(key.open(&sealed, b"record", "record").unwrap(), plain);
            let at = flip.index(sealed.len());
            sealed[at] ^= 1;
            prop_assert!(key.open(&sealed, b"record", "record").is_err());
        }
    }
}
