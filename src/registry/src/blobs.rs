//! Attachments as files named by their hash: taken in pieces, counted only when the whole
//! agrees with its name.

use crate::environment::Environment;
use crate::store::StoreError;
use baqylau_domain::identifiers::{BlobHash, InstallId};
use baqylau_protocol::blob::BlobProgress;
use sha2::{Digest, Sha256};
use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Locks on uploads, so that two requests for one file take turns.
const STRIPES: usize = 32;

/// Partial uploads nobody touched for so long are thrown away.
const ABANDONED: std::time::Duration = std::time::Duration::from_secs(14 * 24 * 3600);

/// Why a piece isn't taken.
#[derive(Debug)]
pub(crate) enum Refused {
    /// Pieces before this one are missing.
    Gap,
    /// The whole doesn't have the hash it was sent under; what was received is thrown away.
    OtherContent,
    /// More bytes than announced.
    TooLong,
    /// The disk.
    Store(StoreError),
}

impl From<std::io::Error> for Refused {
    fn from(error: std::io::Error) -> Self {
        Self::Store(error.into())
    }
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// The folder.
pub(crate) struct BlobFolder {
    complete: PathBuf,
    partial: PathBuf,
    /// Files locked in turn: registries on one server may share the folder.
    stripes: Vec<Mutex<File>>,
    /// Part of the names of files this registry alone writes.
    own: String,
}

/// A turn at the uploads of some blobs, over when this goes.
struct Turn<'a>(MutexGuard<'a, File>);

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        // Closing the file would end it as well.
        let _ = self.0.unlock();
    }
}

impl BlobFolder {
    /// Opens or creates the folder, and throws away uploads abandoned long ago.
    pub(crate) fn open(root: &Path) -> Result<Self, StoreError> {
        let (complete, partial) = (root.join("complete"), root.join("partial"));
        let turns = root.join("turns");
        std::fs::create_dir_all(&turns)?;
        std::fs::create_dir_all(&complete)?;
        std::fs::create_dir_all(&partial)?;
        for entry in std::fs::read_dir(&partial)? {
            let entry = entry?;
            let age = entry.metadata()?.modified()?.elapsed().unwrap_or_default();
            if age > ABANDONED {
                std::fs::remove_file(entry.path())?;
            }
        }
        let stripes = (0..STRIPES)
            .map(|n| File::create(turns.join(n.to_string())).map(Mutex::new))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            complete,
            partial,
            stripes,
            own: Environment::system().uuid()?.to_string(),
        })
    }

    /// Bytes of an upload received so far. Every installation has its own partial file, so
    /// nobody can spoil another's.
    pub(crate) fn received(&self, hash: BlobHash, install: InstallId) -> u64 {
        std::fs::metadata(self.partial_path(hash, install)).map_or(0, |file| file.len())
    }

    /// Takes a piece. When it is the last one, the whole is verified, made durable and given its
    /// final name; the caller then records it.
    pub(crate) fn take(
        &self,
        hash: BlobHash,
        install: InstallId,
        offset: u64,
        length: u64,
        piece: &[u8],
    ) -> Result<BlobProgress, Refused> {
        let _turn = self.turn(hash)?;
        let path = self.partial_path(hash, install);
        let mut file = OpenOptions::new()
            .create(true)
            .append(true)
            .read(true)
            .open(&path)?;
        let received = file.metadata()?.len();
        if offset > received {
            return Err(Refused::Gap);
        }
        // A piece sent again after a lost answer begins before what is there.
        let known = usize::try_from(received - offset).unwrap_or(usize::MAX);
        let fresh = piece.get(known.min(piece.len())..).unwrap_or_default();
        let now = received.saturating_add(fresh.len() as u64);
        if now > length {
            return Err(Refused::TooLong);
        }
        file.write_all(fresh)?;
        if now < length {
            return Ok(BlobProgress {
                offset: now,
                complete: false,
            });
        }
        file.sync_all()?;
        file.seek(SeekFrom::Start(0))?;
        if digest(&mut file)? != hash {
            drop(file);
            std::fs::remove_file(&path)?;
            return Err(Refused::OtherContent);
        }
        drop(file);
        self.settle(&path, hash)?;
        Ok(BlobProgress {
            offset: now,
            complete: true,
        })
    }

    /// Writes whole blobs the registry itself brings along: all durable when this returns.
    pub(crate) fn put_all(&self, blobs: &[&[u8]]) -> Result<(), StoreError> {
        let mut written = Vec::new();
        for bytes in blobs {
            let hash = baqylau_protocol::blob::hash(bytes);
            if !self.path(hash).exists() {
                let path = self.partial.join(format!("{hash}.{}.own", self.own));
                let mut file = File::create(&path)?;
                file.write_all(bytes)?;
                written.push((hash, path, file));
            }
        }
        let mut folders = std::collections::BTreeSet::from([self.complete.clone()]);
        for (hash, path, file) in written {
            file.sync_all()?;
            drop(file);
            let to = self.path(hash);
            if let Some(folder) = to.parent() {
                std::fs::create_dir_all(folder)?;
                folders.insert(folder.to_owned());
            }
            std::fs::rename(path, to)?;
        }
        folders.iter().try_for_each(|folder| sync_folder(folder))
    }

    /// A complete blob, read whole and checked against its name once more; `None` when there is
    /// none or it is larger than `limit`.
    pub(crate) fn read(&self, hash: BlobHash, limit: u64) -> Result<Option<Vec<u8>>, StoreError> {
        let file = match File::open(self.path(hash)) {
            Ok(file) => file,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        if file.metadata()?.len() > limit {
            return Ok(None);
        }
        let mut bytes = Vec::new();
        file.take(limit).read_to_end(&mut bytes)?;
        if baqylau_protocol::blob::hash(&bytes) == hash {
            Ok(Some(bytes))
        } else {
            Err(StoreError::Corrupt("blob"))
        }
    }

    /// Opens a complete blob for streaming.
    pub(crate) fn open_complete(&self, hash: BlobHash) -> Result<File, StoreError> {
        Ok(File::open(self.path(hash))?)
    }

    /// Length of a complete blob, when its file is there.
    pub(crate) fn complete_length(&self, hash: BlobHash) -> Option<u64> {
        std::fs::metadata(self.path(hash))
            .ok()
            .map(|file| file.len())
    }

    /// Gives a verified file its final name, durably: the folder is synchronised as well.
    fn settle(&self, from: &Path, hash: BlobHash) -> Result<(), StoreError> {
        let to = self.path(hash);
        let folder = to.parent().unwrap_or(&self.complete);
        std::fs::create_dir_all(folder)?;
        std::fs::rename(from, &to)?;
        sync_folder(folder)?;
        sync_folder(&self.complete)?;
        Ok(())
    }

    fn path(&self, hash: BlobHash) -> PathBuf {
        self.complete.join(place_of(hash))
    }

    fn partial_path(&self, hash: BlobHash, install: InstallId) -> PathBuf {
        self.partial.join(format!("{hash}.{install}"))
    }

    fn turn(&self, hash: BlobHash) -> Result<Option<Turn<'_>>, StoreError> {
        let stripe = usize::from(hash.bytes().first().copied().unwrap_or(0)) % STRIPES;
        let Some(stripe) = self.stripes.get(stripe) else {
            return Ok(None);
        };
        let file = stripe.lock().unwrap_or_else(PoisonError::into_inner);
        file.lock()?;
        Ok(Some(Turn(file)))
    }
}

/// The place of a complete blob in the folder of all complete ones, with `/`.
pub(crate) fn place_of(hash: BlobHash) -> String {
    let name = hash.to_string();
    format!("{}/{name}", name.get(..2).unwrap_or("00"))
}

/// Makes names in a folder durable. Windows has no way to; there renaming is journalled.
fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    if cfg!(unix) {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

fn digest(file: &mut File) -> std::io::Result<BlobHash> {
    let mut digest = Sha256::new();
    let mut buffer = vec![0u8; 256 * 1024];
    loop {
        let count = file.read(&mut buffer)?;
        if count == 0 {
            return Ok(BlobHash::new(digest.finalize().into()));
        }
        digest.update(buffer.get(..count).unwrap_or_default());
    }
}
