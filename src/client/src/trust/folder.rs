//! Certificate files an administrator put into the configuration folder.

use super::{LARGEST_FILE, authority};
use crate::files;
use crate::ui::UserError;
use baqylau_signing::Certificate;
use std::path::{Path, PathBuf};

/// How files of certificates are called.
const ENDINGS: [&str; 4] = ["cer", "crt", "der", "pem"];

/// Most files read: a folder of something else altogether must not keep the program from starting.
const MOST_FILES: usize = 200;

/// What the folder holds.
#[derive(Debug, Default)]
pub(super) struct Folder {
    /// Authorities.
    pub(super) certificates: Vec<Certificate>,
    /// Files that say nothing, with why.
    pub(super) faults: Vec<UserError>,
}

impl Folder {
    /// Reads the folder. One that isn't there holds nothing.
    pub(super) fn read(folder: Option<&Path>) -> Self {
        let mut found = Self::default();
        let entries = folder.and_then(|folder| std::fs::read_dir(folder).ok());
        let mut paths: Vec<PathBuf> = entries
            .into_iter()
            .flatten()
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| {
                path.extension().is_some_and(|ending| {
                    ENDINGS
                        .iter()
                        .any(|known| ending.eq_ignore_ascii_case(known))
                })
            })
            .collect();
        paths.sort();
        for path in paths.iter().take(MOST_FILES) {
            found.take(path);
        }
        found
    }

    fn take(&mut self, path: &Path) {
        let key = match files::read_limited(path, LARGEST_FILE) {
            Ok(bytes) => match authority::read(&bytes) {
                Ok(certificates) => {
                    self.certificates.extend(certificates);
                    return;
                }
                Err(fault) => fault.key(),
            },
            Err(_) => "trust-error-unreadable",
        };
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        self.faults
            .push(UserError::new(key).with("name", name.unwrap_or_default()));
    }
}
