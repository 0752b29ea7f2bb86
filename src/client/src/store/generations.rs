//! Rolling copies of the store, and the way back from damage.

use super::db::{Db, Durability};
use super::schema;
use crate::error::{ClientError, Result};
use crate::files;
use crate::vault::seal::Key;
use baqylau_domain::Moment;
use std::path::{Path, PathBuf};

/// Copies kept.
pub const KEPT: usize = 3;

/// A copy of the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generation {
    /// Number, growing; also the number of the journal that begins after it.
    pub number: u64,
    /// When it was made.
    pub made_at: Moment,
    /// File.
    pub path: PathBuf,
}

/// The folder of copies.
pub fn folder(data_dir: &Path) -> PathBuf {
    data_dir.join("generations")
}

/// Copies there are, oldest first.
///
/// # Errors
/// When the folder can't be read.
pub fn list(data_dir: &Path) -> Result<Vec<Generation>> {
    let folder = folder(data_dir);
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let entries =
        std::fs::read_dir(&folder).map_err(|error| ClientError::file("listing", &folder, error))?;
    let mut found: Vec<Generation> = entries
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let stem = path.file_name()?.to_str()?.strip_suffix(".db")?.to_owned();
            let (number, seconds) = stem.split_once('-')?;
            Some(Generation {
                number: number.parse().ok()?,
                made_at: chrono::DateTime::from_timestamp(seconds.parse().ok()?, 0)?,
                path,
            })
        })
        .collect();
    found.sort_by_key(|generation| generation.number);
    Ok(found)
}

/// Copies the store and lets go of the oldest copies. Answers the number of the oldest copy
/// that stays.
///
/// # Errors
/// When the copy can't be written; older copies stay then.
pub fn make(data_dir: &Path, store: &Db, number: u64, now: Moment) -> Result<u64> {
    let folder = folder(data_dir);
    files::folder(&folder)?;
    store.back_up(&folder.join(format!("{number:08}-{}.db", now.timestamp())))?;
    let all = list(data_dir)?;
    let spare = all.len().saturating_sub(KEPT);
    for old in all.iter().take(spare) {
        // A copy too many does no harm.
        let _ = std::fs::remove_file(&old.path);
    }
    Ok(all.get(spare).map_or(number, |oldest| oldest.number))
}

/// The newest copy that is sound.
///
/// # Errors
/// When the folder can't be read.
pub fn newest_good(data_dir: &Path, key: &Key) -> Result<Option<Generation>> {
    for generation in list(data_dir)?.into_iter().rev() {
        // Opened as a copy of its own, so that the generation itself stays as it is.
        let trial = generation.path.with_extension("trial");
        let sound = std::fs::copy(&generation.path, &trial).is_ok()
            && Db::open(&trial, key, Durability::Full, schema::STORE).is_ok();
        remove_database(&trial);
        if sound {
            return Ok(Some(generation));
        }
    }
    Ok(None)
}

/// Sets a damaged database aside, read-only, as evidence.
///
/// # Errors
/// When it can't be moved.
pub fn set_aside(data_dir: &Path, name: &str, now: Moment) -> Result<()> {
    let folder = data_dir.join("damaged").join(now.timestamp().to_string());
    files::folder(&folder)?;
    for ending in ["", "-wal", "-shm"] {
        let from = data_dir.join(format!("{name}{ending}"));
        if !from.exists() {
            continue;
        }
        let to = folder.join(format!("{name}{ending}"));
        std::fs::rename(&from, &to)
            .map_err(|error| ClientError::file("setting aside", &from, error))?;
        if let Ok(metadata) = std::fs::metadata(&to) {
            let mut permissions = metadata.permissions();
            permissions.set_readonly(true);
            // Evidence that can be written to is still evidence.
            let _ = std::fs::set_permissions(&to, permissions);
        }
    }
    Ok(())
}

/// Puts a copy in the place of the store.
///
/// # Errors
/// When it can't be copied.
pub fn restore(data_dir: &Path, generation: &Generation, name: &str) -> Result<()> {
    let to = data_dir.join(name);
    let bytes = std::fs::read(&generation.path)
        .map_err(|error| ClientError::file("reading", &generation.path, error))?;
    files::replace(&to, &bytes)
}

fn remove_database(path: &Path) {
    for ending in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        // What isn't there needs no removing.
        let _ = std::fs::remove_file(PathBuf::from(name));
    }
}
