//! Files that are either whole or not there: written aside, flushed, renamed.

use crate::error::{ClientError, Result};
use crate::hub::lock;
use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, PoisonError};

/// Files that are being replaced.
static REPLACED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// Told when one of them was.
static DONE: Condvar = Condvar::new();

/// The turn to replace a file: there is one name aside, so that a power cut leaves one file behind
/// at most and the next attempt writes over it, and whoever replaces the same file waits.
struct Turn<'a>(&'a Path);

impl<'a> Turn<'a> {
    fn take(path: &'a Path) -> Self {
        let mut replaced = lock(&REPLACED);
        while !replaced.insert(path.to_owned()) {
            replaced = DONE.wait(replaced).unwrap_or_else(PoisonError::into_inner);
        }
        Self(path)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        lock(&REPLACED).remove(self.0);
        DONE.notify_all();
    }
}

/// Writes a file so that after a power cut it holds either the old or the new bytes.
///
/// # Errors
/// [`ClientError::File`]; the old file is then untouched.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<()> {
    let _turn = Turn::take(path);
    let aside = aside_name(path);
    let write = || -> std::io::Result<()> {
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        private(&mut options);
        let mut file = options.open(&aside)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        std::fs::rename(&aside, path)?;
        sync_folder(path)
    };
    write().map_err(|error| {
        // The half-written file must not stay behind; that it may be gone already is fine.
        let _ = std::fs::remove_file(&aside);
        ClientError::file("writing", path, error)
    })
}

/// Reads a file of at most so many bytes.
///
/// # Errors
/// [`ClientError::File`], or a refusal naming the limit.
pub fn read_limited(path: &Path, most: u64) -> Result<Vec<u8>> {
    let name = path
        .file_name()
        .map(|n| n.to_string_lossy().into_owned())
        .unwrap_or_default();
    let size = std::fs::metadata(path)
        .map_err(|error| ClientError::file("reading", path, error))?
        .len();
    if size > most {
        return Err(too_large(&name, size, most));
    }
    std::fs::read(path).map_err(|error| ClientError::file("reading", path, error))
}

/// The refusal of something too large.
pub fn too_large(name: &str, size: u64, limit: u64) -> ClientError {
    crate::ui::UserError::new("client-too-large")
        .with("name", name)
        .with("size", size.div_ceil(1024 * 1024))
        .with("limit", limit / (1024 * 1024))
        .into()
}

/// Makes a folder with its parents, for this user only where the system knows such a thing.
///
/// # Errors
/// [`ClientError::File`].
pub fn folder(path: &Path) -> Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder
        .create(path)
        .map_err(|error| ClientError::file("making folder", path, error))
}

/// Flushes the folder entry of a file, without which a rename may be lost with the power.
///
/// # Errors
/// What the system said.
pub fn sync_folder(path: &Path) -> std::io::Result<()> {
    #[cfg(unix)]
    if let Some(parent) = path.parent() {
        // A bare name lies where the program was started.
        let here = Path::new(".");
        let folder = if parent.as_os_str().is_empty() {
            here
        } else {
            parent
        };
        File::open(folder)?.sync_all()?;
    }
    #[cfg(not(unix))]
    let _ = (path, File::open as fn(&Path) -> std::io::Result<File>);
    Ok(())
}

/// Opens files for this user only.
pub fn private(options: &mut OpenOptions) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    #[cfg(not(unix))]
    let _ = options;
}

fn aside_name(path: &Path) -> PathBuf {
    let mut name = path
        .file_name()
        .map(std::ffi::OsStr::to_owned)
        .unwrap_or_default();
    name.push(".aside");
    path.with_file_name(name)
}

/// A file name people and systems can live with: no separators, no control characters, short.
pub fn safe_name(text: &str) -> String {
    let name: String = text
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ') {
                c
            } else {
                '-'
            }
        })
        .take(80)
        .collect();
    let name = name.trim().trim_start_matches('.').to_owned();
    if name.is_empty() {
        "document".to_owned()
    } else {
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_of_a_bare_name_is_the_one_the_program_was_started_in() {
        assert!(sync_folder(Path::new("report.pdf")).is_ok());
        assert!(sync_folder(Path::new("nowhere/report.pdf")).is_err());
    }

    #[test]
    fn two_who_write_the_same_file_both_succeed_and_leave_one_whole_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("attachment");
        let begin = std::sync::Barrier::new(2);
        let write = |letter: u8| {
            let rounds = (0..100).filter(|_| {
                begin.wait();
                replace(&path, &[letter; 20_000]).is_err()
            });
            rounds.count()
        };
        let failed = std::thread::scope(|scope| {
            let (one, other) = (scope.spawn(|| write(b'a')), scope.spawn(|| write(b'b')));
            (one.join().unwrap(), other.join().unwrap())
        });
        assert_eq!(failed, (0, 0));
        let kept = std::fs::read(&path).unwrap();
        assert!([vec![b'a'; 20_000], vec![b'b'; 20_000]].contains(&kept));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
