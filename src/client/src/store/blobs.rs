//! Attachments on disk: one sealed file each, named by the hash of its content.

use crate::error::{ClientError, Result};
use crate::files;
use crate::vault::seal::Key;
use baqylau_domain::identifiers::BlobHash;
use baqylau_protocol::{MAX_BLOB_BYTES, blob};
use std::path::{Path, PathBuf};

/// The folder of sealed attachments.
#[derive(Debug)]
pub struct BlobStore {
    folder: PathBuf,
    key: Key,
}

impl BlobStore {
    /// Opens the folder, making it when missing.
    ///
    /// # Errors
    /// When the folder can't be made.
    pub fn open(folder: &Path, root: &Key) -> Result<Self> {
        files::folder(folder)?;
        Ok(Self {
            folder: folder.to_owned(),
            key: root.derive("attachments/1"),
        })
    }

    /// Keeps bytes; on disk when this returns. Keeping the same bytes twice keeps one file.
    ///
    /// # Errors
    /// When they are too large or can't be written.
    pub fn keep(&self, bytes: &[u8]) -> Result<BlobHash> {
        if bytes.len() as u64 > MAX_BLOB_BYTES {
            return Err(files::too_large("", bytes.len() as u64, MAX_BLOB_BYTES));
        }
        let hash = blob::hash(bytes);
        let path = self.path(&hash);
        if self.read(&hash).is_ok() {
            return Ok(hash);
        }
        files::replace(&path, &self.key.seal_stream(bytes, hash.bytes())?)?;
        Ok(hash)
    }

    /// Reads bytes back, checked against their hash.
    ///
    /// # Errors
    /// [`ClientError::File`] when they aren't here, [`ClientError::Sealed`] when they were altered.
    pub fn read(&self, hash: &BlobHash) -> Result<Vec<u8>> {
        let path = self.path(hash);
        let sealed =
            std::fs::read(&path).map_err(|error| ClientError::file("reading", &path, error))?;
        let bytes = self.key.open_stream(&sealed, hash.bytes(), "attachment")?;
        if blob::hash(&bytes) == *hash {
            Ok(bytes)
        } else {
            Err(ClientError::Sealed { what: "attachment" })
        }
    }

    /// Keeps something derived from an attachment (a small picture), sealed too.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn keep_derived(&self, hash: &BlobHash, name: &str, bytes: &[u8]) -> Result<()> {
        let path = self.derived(hash, name);
        files::replace(&path, &self.key.seal_stream(bytes, name.as_bytes())?)
    }

    /// Reads something derived, when it is kept and sound.
    pub fn read_derived(&self, hash: &BlobHash, name: &str) -> Option<Vec<u8>> {
        let sealed = std::fs::read(self.derived(hash, name)).ok()?;
        self.key
            .open_stream(&sealed, name.as_bytes(), "picture")
            .ok()
    }

    fn path(&self, hash: &BlobHash) -> PathBuf {
        self.folder.join(hash.to_string())
    }

    fn derived(&self, hash: &BlobHash, name: &str) -> PathBuf {
        self.folder.join(format!("{hash}.{name}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attachment_is_sealed_and_an_altered_one_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let blobs = BlobStore::open(folder.path(), &Key::new([3; 32])).unwrap();
        let plain = b"canary photo".repeat(10_000);
        let hash = blobs.keep(&plain).unwrap();
        assert_eq!(blobs.keep(&plain).unwrap(), hash);
        assert_eq!(blobs.read(&hash).unwrap(), plain);
        let path = folder.path().join(hash.to_string());
        let mut bytes = std::fs::read(&path).unwrap();
        assert!(!bytes.windows(6).any(|w| w == b"canary"));
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        std::fs::write(&path, bytes).unwrap();
        assert!(blobs.read(&hash).is_err());
        // Keeping the original again heals the file.
        blobs.keep(&plain).unwrap();
        assert_eq!(blobs.read(&hash).unwrap(), plain);
    }
}
