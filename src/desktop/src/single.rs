//! One running program per data folder: two would write the same store.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;
use thiserror::Error;

/// Holds the data folder for this process; released when dropped, also after a crash.
#[derive(Debug)]
pub struct OnlyOne {
    _file: File,
}

/// Why the data folder can't be held.
#[derive(Debug, Error)]
pub enum OnlyOneError {
    /// Another process holds it.
    #[error("Baqylau is already running with this data folder")]
    AlreadyRunning,
    /// The folder can't be written.
    #[error("the data folder can't be written: {0}")]
    Folder(#[from] std::io::Error),
}

impl OnlyOne {
    /// Holds the folder, making it when needed.
    ///
    /// # Errors
    /// [`OnlyOneError`].
    pub fn hold(data_dir: &Path) -> Result<Self, OnlyOneError> {
        std::fs::create_dir_all(data_dir)?;
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(data_dir.join("running.lock"))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(OnlyOneError::AlreadyRunning),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_program_on_the_same_folder_is_told_so_and_a_later_one_starts() {
        let folder = tempfile::tempdir().unwrap();
        let first = OnlyOne::hold(folder.path()).unwrap();
        assert!(matches!(OnlyOne::hold(folder.path()), Err(OnlyOneError::AlreadyRunning)));
        drop(first);
        assert!(OnlyOne::hold(folder.path()).is_ok());
    }
}
