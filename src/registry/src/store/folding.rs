//! Folding SQLite's log into its file beside the writer, which goes on writing meanwhile. Folded
//! within a commit, everybody who waits for the writer would wait for that too.

use super::{Origin, StoreError, StoreKey, sqlite};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread::JoinHandle;

/// Pages of the log (4 KiB each) that aren't in the file yet, after which they are folded: 64 MiB.
/// The same that is hit by the writes of a minute is written once.
const MANY: i64 = 16_384;

/// Bytes of so many pages.
const MANY_BYTES: u64 = 16_384 * 4_096;

/// The thread that folds; it ends with this.
pub(super) struct Folder {
    committed: Option<mpsc::SyncSender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Folder {
    /// Starts it for a file; a server folds its log by itself.
    pub(super) fn start(origin: &Origin) -> Result<Option<Self>, StoreError> {
        let Origin::File { path, key } = origin else {
            return Ok(None);
        };
        let (path, key) = (path.clone(), key.clone());
        // One word is enough: whoever hears it looks at the log as it then is.
        let (committed, heard) = mpsc::sync_channel(1);
        let thread = std::thread::Builder::new()
            .name("registry-folder".to_owned())
            .spawn(move || fold_until_dropped(&path, key.as_ref(), &heard))?;
        Ok(Some(Self {
            committed: Some(committed),
            thread: Some(thread),
        }))
    }

    /// Something was committed.
    pub(super) fn committed(&self) {
        if let Some(committed) = &self.committed {
            let _ = committed.try_send(());
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        self.committed = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn fold_until_dropped(path: &Path, key: Option<&StoreKey>, committed: &mpsc::Receiver<()>) {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    let log = PathBuf::from(name);
    let mut connection = None;
    while committed.recv().is_ok() {
        if std::fs::metadata(&log).map_or(0, |file| file.len()) < MANY_BYTES {
            continue;
        }
        if connection.is_none() {
            match sqlite::open(path, key) {
                Ok(opened) => connection = Some(opened),
                Err(error) => tracing::warn!(%error, "the log of the database can't be opened"),
            }
        }
        let Some(connection) = &connection else {
            continue;
        };
        match connection.unfolded() {
            Ok(pages) if pages >= MANY => {
                if let Err(error) = connection.fold() {
                    // The writer folds when the log is several times as long.
                    tracing::warn!(%error, "the log of the database was not folded");
                }
            }
            Ok(_) => {}
            Err(error) => tracing::warn!(%error, "the log of the database can't be looked at"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{MANY, Origin, sqlite};
    use crate::store::{Store, StoreError, params};
    use std::time::{Duration, Instant};

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a thread of its own")]
    fn a_long_log_is_folded_while_the_store_stays_open() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("registry.db");
        let origin = Origin::File {
            path: path.clone(),
            key: None,
        };
        let store = Store::open(&origin).unwrap();
        let made: Result<(), StoreError> =
            store.write_blocking(|tx| tx.batch("CREATE TABLE large (body BLOB NOT NULL)"));
        made.unwrap();
        let log = sqlite::open(&path, None).unwrap();
        // More than is folded at once, and much less than the writer himself would fold after.
        for _row in 0..MANY / 256 + 8 {
            let written: Result<usize, StoreError> = store.write_blocking(|tx| {
                let body = vec![7_u8; 1 << 20];
                tx.run("INSERT INTO large (body) VALUES (?1)", params![body])
            });
            written.unwrap();
        }
        let until = Instant::now() + Duration::from_secs(30);
        while log.unfolded().unwrap() >= MANY {
            assert!(Instant::now() < until, "it lies there");
            std::thread::sleep(Duration::from_millis(20));
        }
        store.close();
    }
}
