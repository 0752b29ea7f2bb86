//! Where octets of services are kept between questions.

use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Keeps octets by name. A shelf may lose anything at any time: what is gone is asked for again,
/// and what was altered isn't believed, for every verdict checks the signatures anew. Only one
/// [`Validation`](crate::Validation) writes to a shelf.
pub trait Shelf: Send + Sync {
    /// What lies under a name.
    fn get(&self, key: &str) -> Option<Vec<u8>>;
    /// Puts octets under a name, in place of what lay there. A failure is told by
    /// [`Shelf::get`] finding nothing.
    fn put(&self, key: &str, octets: &[u8]);
}

/// A shelf that is gone with the program.
#[derive(Debug, Default)]
pub struct MemoryShelf(Mutex<HashMap<String, Vec<u8>>>);

impl MemoryShelf {
    /// An empty shelf.
    pub fn new() -> Self {
        Self::default()
    }
}

impl Shelf for MemoryShelf {
    fn get(&self, key: &str) -> Option<Vec<u8>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(key).cloned()
    }

    fn put(&self, key: &str, octets: &[u8]) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.insert(key.to_owned(), octets.to_vec());
    }
}

/// A shelf in a folder: one file a name, the name hashed.
#[derive(Debug)]
pub struct FolderShelf {
    folder: PathBuf,
    /// Held while a file is written: two at once would write into one draft.
    writing: Mutex<()>,
}

impl FolderShelf {
    /// Opens the folder, and makes it when absent.
    ///
    /// # Errors
    /// What the system says.
    pub fn open(folder: &Path) -> std::io::Result<Self> {
        std::fs::create_dir_all(folder)?;
        Ok(Self {
            folder: folder.to_owned(),
            writing: Mutex::default(),
        })
    }

    fn file(&self, key: &str) -> PathBuf {
        self.folder
            .join(hex::encode(Sha256::digest(key.as_bytes())))
    }
}

impl Shelf for FolderShelf {
    fn get(&self, key: &str) -> Option<Vec<u8>> {
        std::fs::read(self.file(key)).ok()
    }

    fn put(&self, key: &str, octets: &[u8]) {
        let _turn = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let file = self.file(key);
        let draft = file.with_extension("new");
        // A reader sees the old octets or the new ones, never half of them.
        if std::fs::write(&draft, octets).is_ok() && std::fs::rename(&draft, &file).is_err() {
            let _ = std::fs::remove_file(&draft);
        }
    }
}

/// Several pieces of octets as one: each with its length before it.
pub(crate) fn bundle<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> Vec<u8> {
    let mut octets = Vec::new();
    for piece in pieces {
        let length = u32::try_from(piece.len()).unwrap_or(0);
        octets.extend_from_slice(&length.to_be_bytes());
        octets.extend_from_slice(piece.get(..length as usize).unwrap_or_default());
    }
    octets
}

/// The pieces of a bundle, up to the first that is cut off.
pub(crate) fn unbundle(mut octets: &[u8]) -> Vec<&[u8]> {
    let mut pieces = Vec::new();
    while let Some((length, rest)) = octets.split_first_chunk::<4>() {
        let length = u32::from_be_bytes(*length) as usize;
        let Some((piece, rest)) = rest.split_at_checked(length) else {
            break;
        };
        pieces.push(piece);
        octets = rest;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_folder_keeps_what_was_put_last_and_survives_the_program() {
        let folder = tempfile::tempdir().unwrap();
        let shelf = FolderShelf::open(folder.path()).unwrap();
        assert_eq!(shelf.get("list/aa"), None);
        shelf.put("list/aa", b"first");
        shelf.put("list/aa", b"second");
        drop(shelf);
        let shelf = FolderShelf::open(folder.path()).unwrap();
        assert_eq!(shelf.get("list/aa").as_deref(), Some(&b"second"[..]));
        assert_eq!(shelf.get("list/ab"), None);
    }

    proptest! {
        #[test]
        fn a_bundle_gives_back_its_pieces(pieces: Vec<Vec<u8>>) {
            let octets = bundle(pieces.iter().map(Vec::as_slice));
            prop_assert_eq!(unbundle(&octets), pieces.iter().map(Vec::as_slice).collect::<Vec<_>>());
        }

        #[test]
        fn any_octets_are_some_pieces(octets: Vec<u8>) {
            let length: usize = unbundle(&octets).iter().map(|piece| piece.len() + 4).sum();
            prop_assert!(length <= octets.len());
        }
    }
}
