//! Files of a backup: copied durably, checked against their hashes, never written over.

use super::{ArchiveError, at, damaged};
use baqylau_domain::identifiers::BlobHash;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::fs::{File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::path::{Component, Path, PathBuf};

/// A file of the data folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Kept {
    /// Its place in the data folder, with `/`.
    pub(super) path: String,
    /// Its SHA-256.
    pub(super) sha256: BlobHash,
    /// Its size in bytes.
    pub(super) size: u64,
}

impl Kept {
    /// Its place below a folder; nothing for a path that leads out of it.
    pub(super) fn below(&self, folder: &Path) -> Option<PathBuf> {
        let path = Path::new(&self.path);
        let plain = path
            .components()
            .all(|part| matches!(part, Component::Normal(_)));
        (plain && !self.path.is_empty()).then(|| folder.join(path))
    }

    /// Whether a file is this one, byte by byte.
    pub(super) fn check(&self, place: &Path) -> Result<(), ArchiveError> {
        let mut file = match File::open(place) {
            Ok(file) => file,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(damaged(place.display(), "missing"));
            }
            Err(error) => return Err(at(place)(error)),
        };
        let found = through(&mut file, |_| Ok(())).map_err(at(place))?;
        if found == (self.sha256, self.size) {
            Ok(())
        } else {
            Err(damaged(place.display(), "not the bytes that were written"))
        }
    }
}

/// The folder of the files in a backup.
pub(super) fn folder(backup: &Path) -> PathBuf {
    backup.join("files")
}

/// Copies a file, durably; its hash and size.
pub(super) fn copy(from: &Path, to: &Path) -> Result<(BlobHash, u64), ArchiveError> {
    let mut source = File::open(from).map_err(at(from))?;
    let mut target = create(to)?;
    let mut failed = None;
    let found = through(&mut source, |bytes| {
        target.write_all(bytes).map_err(|error| {
            let kind = error.kind();
            failed = Some(error);
            kind.into()
        })
    });
    match (found, failed) {
        (_, Some(error)) => Err(at(to)(error)),
        (Err(error), None) => Err(at(from)(error)),
        (Ok(found), None) => {
            target.sync_all().map_err(at(to))?;
            Ok(found)
        }
    }
}

/// Writes a new file, durably.
pub(super) fn write_durably(place: &Path, bytes: &[u8]) -> Result<(), ArchiveError> {
    let mut file = create(place)?;
    file.write_all(bytes)
        .and_then(|()| file.sync_all())
        .map_err(at(place))
}

/// A new file that others can't read: a backup holds keys and personal data.
fn create(place: &Path) -> Result<File, ArchiveError> {
    if let Some(folder) = place.parent() {
        std::fs::create_dir_all(folder).map_err(at(folder))?;
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options.open(place).map_err(at(place))
}

/// Makes the names in a folder durable. Windows has no way to; there renaming is journalled.
pub(super) fn sync_folder(folder: &Path) -> Result<(), ArchiveError> {
    if cfg!(unix) {
        File::open(folder)
            .and_then(|file| file.sync_all())
            .map_err(at(folder))?;
    }
    Ok(())
}

/// The same for every folder below.
pub(super) fn sync_tree(folder: &Path) -> Result<(), ArchiveError> {
    for entry in std::fs::read_dir(folder).map_err(at(folder))? {
        let entry = entry.map_err(at(folder))?;
        if entry.file_type().map_err(at(folder))?.is_dir() {
            sync_tree(&entry.path())?;
        }
    }
    sync_folder(folder)
}

/// Whether there is nothing in a folder, or no folder.
pub(super) fn is_empty(folder: &Path) -> Result<bool, ArchiveError> {
    match std::fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(at(folder)(error)),
    }
}

/// Reads to the end; hash and size.
fn through(
    file: &mut File,
    mut take: impl FnMut(&[u8]) -> std::io::Result<()>,
) -> std::io::Result<(BlobHash, u64)> {
    let (mut digest, mut size) = (Sha256::new(), 0);
    let mut buffer = vec![0u8; 256 * 1024];
    loop {
        let count = file.read(&mut buffer)?;
        if count == 0 {
            return Ok((BlobHash::new(digest.finalize().into()), size));
        }
        let bytes = buffer.get(..count).unwrap_or_default();
        digest.update(bytes);
        size += count as u64;
        take(bytes)?;
    }
}
