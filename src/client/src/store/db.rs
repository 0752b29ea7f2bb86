//! One encrypted database file: a single writer thread, and readers beside it.

use crate::error::{ClientError, Result};
use crate::vault::seal::Key;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread::JoinHandle;
use std::time::Duration;

/// How much of a database must survive a power cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// Everything that was said to be saved (`synchronous=FULL`).
    Full,
    /// Never a broken file, but the last changes may be lost: for what can be fetched again.
    Rebuildable,
}

/// One connection gets its key at a time: SQLCipher starts its cryptography with the first of them
/// and now and then refused a key given while another thread was at it.
static KEYING: Mutex<()> = Mutex::new(());

type Job = Box<dyn FnOnce(&mut Connection) + Send>;

/// An open database.
pub struct Db {
    path: PathBuf,
    key: Key,
    durability: Durability,
    jobs: Mutex<Option<mpsc::Sender<Job>>>,
    writer: Mutex<Option<JoinHandle<()>>>,
    readers: Mutex<Vec<Connection>>,
}

impl std::fmt::Debug for Db {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Db")
            .field("durability", &self.durability)
            .finish_non_exhaustive()
    }
}

impl Db {
    /// Opens (or makes) a database, checks it, and brings its tables up to date.
    ///
    /// # Errors
    /// [`ClientError::Damaged`] when the file isn't a sound database under this key; others when
    /// it can't be opened at all.
    pub fn open(path: &Path, key: &Key, durability: Durability, schema: &[&str]) -> Result<Self> {
        let mut connection = connect(path, key, durability, true)?;
        check(&connection)?;
        migrate(&mut connection, schema)?;
        let (jobs, queue) = mpsc::channel::<Job>();
        let writer = std::thread::Builder::new()
            .name("store-writer".to_owned())
            .spawn(move || {
                while let Ok(job) = queue.recv() {
                    job(&mut connection);
                }
                // Leaves one tidy file behind; the next start works without it too.
                let _ = connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)");
            })
            .map_err(|error| ClientError::file("starting writer for", path, error))?;
        Ok(Self {
            path: path.to_owned(),
            key: key.clone(),
            durability,
            jobs: Mutex::new(Some(jobs)),
            writer: Mutex::new(Some(writer)),
            readers: Mutex::new(Vec::new()),
        })
    }

    /// Runs a transaction on the writer thread: all of it or nothing, on disk when this returns.
    ///
    /// # Errors
    /// What the transaction answered; nothing was changed then.
    pub fn write<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&Transaction<'_>) -> Result<T> + Send + 'static,
    {
        self.with_writer(move |connection| {
            let transaction =
                connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let answer = work(&transaction)?;
            transaction.commit()?;
            Ok(answer)
        })
    }

    /// Runs anything on the writer's connection.
    ///
    /// # Errors
    /// What the work answered, or [`ClientError::Stopped`].
    pub fn with_writer<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Connection) -> Result<T> + Send + 'static,
    {
        let (answer, result) = mpsc::sync_channel(1);
        let job: Job = Box::new(move |connection| {
            // Nobody waits for the answer any more only while the program ends.
            let _ = answer.send(work(connection));
        });
        {
            let jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
            jobs.as_ref()
                .ok_or(ClientError::Stopped)?
                .send(job)
                .or(Err(ClientError::Stopped))?;
        }
        result.recv().or(Err(ClientError::Stopped))?
    }

    /// Reads on a connection of its own, beside the writer. All statements of `work` see the store
    /// at one moment: what the writer moves meanwhile is neither seen twice nor missed.
    ///
    /// # Errors
    /// What the work answered.
    pub fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let pooled = self
            .readers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop();
        let connection = match pooled {
            Some(connection) => connection,
            None => connect(&self.path, &self.key, self.durability, false)?,
        };
        let answer = {
            let snapshot = connection.unchecked_transaction()?;
            work(&snapshot)
        };
        let mut readers = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        if readers.len() < 4 {
            readers.push(connection);
        }
        answer
    }

    /// Copies the database, sound and encrypted under the same key, to a new file.
    ///
    /// # Errors
    /// When the copy can't be written; no file is left behind then.
    pub fn back_up(&self, to: &Path) -> Result<()> {
        let aside = to.with_extension("aside");
        // A leftover of an interrupted copy must not be continued.
        let _ = std::fs::remove_file(&aside);
        let (key, target) = (self.key.clone(), aside.clone());
        let copied = self.with_writer(move |source| {
            let turn = KEYING.lock().unwrap_or_else(PoisonError::into_inner);
            let mut copy = Connection::open(&target)?;
            copy.execute_batch(&format!("PRAGMA key = \"{}\"", key.pragma().as_str()))?;
            drop(turn);
            let backup = rusqlite::backup::Backup::new(source, &mut copy)?;
            backup.run_to_completion(1_000, Duration::ZERO, None)?;
            drop(backup);
            copy.execute_batch("PRAGMA journal_mode = DELETE")?;
            check(&copy)
        });
        let moved = copied.and_then(|()| {
            std::fs::File::open(&aside)
                .and_then(|file| file.sync_all())
                .and_then(|()| std::fs::rename(&aside, to))
                .and_then(|()| crate::files::sync_folder(to))
                .map_err(|error| ClientError::file("keeping copy", to, error))
        });
        if moved.is_err() {
            let _ = std::fs::remove_file(&aside);
        }
        moved
    }

    /// Closes: waits for the writer to finish what it was given.
    pub fn close(&self) {
        self.readers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
        drop(
            self.jobs
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .take(),
        );
        let writer = self
            .writer
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(writer) = writer {
            // A writer that panicked has nothing more to finish.
            let _ = writer.join();
        }
    }
}

impl Drop for Db {
    fn drop(&mut self) {
        self.close();
    }
}

/// Opens a connection and asserts every setting it relies on.
fn connect(path: &Path, key: &Key, durability: Durability, writer: bool) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_READ_WRITE
        | if writer {
            OpenFlags::SQLITE_OPEN_CREATE
        } else {
            OpenFlags::empty()
        };
    let turn = KEYING.lock().unwrap_or_else(PoisonError::into_inner);
    let connection = Connection::open_with_flags(path, flags)?;
    connection.execute_batch("PRAGMA cipher_log_level = NONE")?;
    connection.execute_batch(&format!("PRAGMA key = \"{}\"", key.pragma().as_str()))?;
    // The first read tells a wrong key or a broken header apart from an empty database.
    let readable: rusqlite::Result<i64> =
        connection.query_row("SELECT count(*) FROM sqlite_master", [], |row| row.get(0));
    drop(turn);
    if let Err(error) = readable {
        return Err(damage_or(error));
    }
    connection.busy_timeout(Duration::from_secs(5))?;
    let synchronous = match durability {
        Durability::Full => 2,
        Durability::Rebuildable => 1,
    };
    connection.execute_batch(&format!(
        "PRAGMA journal_mode = WAL;
         PRAGMA synchronous = {synchronous};
         PRAGMA foreign_keys = ON;
         PRAGMA trusted_schema = OFF;
         PRAGMA cell_size_check = ON;
         PRAGMA mmap_size = 0;
         PRAGMA temp_store = MEMORY;
         PRAGMA fullfsync = ON;
         PRAGMA secure_delete = ON;"
    ))?;
    assert_setting(&connection, "journal_mode", "wal")?;
    assert_setting(&connection, "synchronous", &synchronous.to_string())?;
    assert_setting(&connection, "foreign_keys", "1")?;
    assert_setting(&connection, "temp_store", "2")?;
    if !writer {
        connection.execute_batch("PRAGMA query_only = ON")?;
    } else if durability == Durability::Rebuildable {
        // A first synchronisation writes a hundred thousand records into several trees: pages
        // that leave memory too early are encrypted again and again. 32 MiB, and the log is
        // folded into the file every 16 MiB.
        connection.execute_batch(
            "PRAGMA cache_size = -32768;
             PRAGMA wal_autocheckpoint = 4096;",
        )?;
    }
    let cipher: String = connection.query_row("PRAGMA cipher_version", [], |row| row.get(0))?;
    if cipher.is_empty() {
        return Err(ClientError::Unreadable {
            what: "encryption of the database",
        });
    }
    Ok(connection)
}

fn assert_setting(connection: &Connection, name: &str, expected: &str) -> Result<()> {
    let found: rusqlite::types::Value =
        connection.query_row(&format!("PRAGMA {name}"), [], |row| row.get(0))?;
    let found = match found {
        rusqlite::types::Value::Integer(number) => number.to_string(),
        rusqlite::types::Value::Text(text) => text,
        _ => String::new(),
    };
    if found == expected {
        Ok(())
    } else {
        Err(ClientError::Unreadable {
            what: "database setting",
        })
    }
}

fn check(connection: &Connection) -> Result<()> {
    let answer: rusqlite::Result<String> =
        connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0));
    match answer {
        Ok(text) if text == "ok" => Ok(()),
        Ok(_) => Err(ClientError::Damaged),
        Err(error) => Err(damage_or(error)),
    }
}

/// Tells damage from a disk that is full or can't be written: a sound store must not be replaced
/// by an older copy because there was no room to open it. Whatever can't be read is damage.
fn damage_or(error: rusqlite::Error) -> ClientError {
    use rusqlite::ErrorCode;
    /// `SQLITE_IOERR_WRITE`, `_FSYNC`, `_DIR_FSYNC`, `_TRUNCATE`, `_SHMOPEN`, `_SHMSIZE`.
    const WRITING: [i32; 6] = [778, 1034, 1290, 1546, 4618, 4874];
    let (code, extended) = match &error {
        rusqlite::Error::SqliteFailure(failure, _) => (failure.code, failure.extended_code),
        _ => return ClientError::Damaged,
    };
    let elsewhere = match code {
        ErrorCode::DiskFull
        | ErrorCode::OutOfMemory
        | ErrorCode::CannotOpen
        | ErrorCode::ReadOnly
        | ErrorCode::PermissionDenied
        | ErrorCode::DatabaseBusy
        | ErrorCode::DatabaseLocked => true,
        ErrorCode::SystemIoFailure => WRITING.contains(&extended),
        _ => false,
    };
    if elsewhere {
        ClientError::Database(error)
    } else {
        ClientError::Damaged
    }
}

/// Applies the steps that haven't been applied yet, each in a transaction of its own.
fn migrate(connection: &mut Connection, schema: &[&str]) -> Result<()> {
    let done: u32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let done = usize::try_from(done).unwrap_or(usize::MAX);
    if done > schema.len() {
        return Err(ClientError::refused("client-store-newer"));
    }
    for (index, step) in schema.iter().enumerate().skip(done) {
        let transaction = connection.transaction()?;
        transaction.execute_batch(step)?;
        transaction.execute_batch(&format!("PRAGMA user_version = {}", index + 1))?;
        transaction.commit()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCHEMA: &[&str] = &["CREATE TABLE t (x TEXT)"];

    #[test]
    fn a_database_opens_only_with_its_key_and_shows_nothing_without() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        let key = Key::new([1; 32]);
        let db = Db::open(&path, &key, Durability::Full, SCHEMA).unwrap();
        db.write(|tx| Ok(tx.execute("INSERT INTO t VALUES ('канарейка canary')", [])?))
            .unwrap();
        db.close();
        let bytes = std::fs::read(&path).unwrap();
        assert!(!bytes.windows(6).any(|w| w == b"canary"));
        assert!(matches!(
            Db::open(&path, &Key::new([2; 32]), Durability::Full, SCHEMA),
            Err(ClientError::Damaged)
        ));
        let again = Db::open(&path, &key, Durability::Full, SCHEMA).unwrap();
        let count: i64 = again
            .read(|c| Ok(c.query_row("SELECT count(*) FROM t", [], |r| r.get(0))?))
            .unwrap();
        assert_eq!(count, 1);
    }

    #[test]
    fn a_transaction_that_fails_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(
            &folder.path().join("a.db"),
            &Key::new([1; 32]),
            Durability::Full,
            SCHEMA,
        )
        .unwrap();
        let failed: Result<()> = db.write(|tx| {
            tx.execute("INSERT INTO t VALUES ('half')", [])?;
            Err(ClientError::refused("client-not-signed-in"))
        });
        assert!(failed.is_err());
        let count: i64 = db
            .read(|c| Ok(c.query_row("SELECT count(*) FROM t", [], |r| r.get(0))?))
            .unwrap();
        assert_eq!(count, 0);
    }

    #[test]
    fn one_reading_sees_one_moment_whatever_is_written_meanwhile() {
        let folder = tempfile::tempdir().unwrap();
        let key = Key::new([1; 32]);
        let db = Db::open(&folder.path().join("a.db"), &key, Durability::Full, SCHEMA).unwrap();
        let put = |text: &'static str| {
            db.write(move |tx| Ok(tx.execute("INSERT INTO t VALUES (?1)", [text])?))
                .unwrap();
        };
        let count = |c: &Connection| -> i64 {
            c.query_row("SELECT count(*) FROM t", [], |r| r.get(0))
                .unwrap()
        };
        put("before");
        let seen = db
            .read(|c| {
                let first = count(c);
                put("meanwhile");
                Ok((first, count(c)))
            })
            .unwrap();
        assert_eq!(seen, (1, 1));
        // The same connection, taken again, sees what came since.
        assert_eq!(db.read(|c| Ok(count(c))).unwrap(), 2);
    }

    #[test]
    fn a_copy_is_sound_and_encrypted() {
        let folder = tempfile::tempdir().unwrap();
        let key = Key::new([1; 32]);
        let db = Db::open(&folder.path().join("a.db"), &key, Durability::Full, SCHEMA).unwrap();
        db.write(|tx| Ok(tx.execute("INSERT INTO t VALUES ('canary')", [])?))
            .unwrap();
        let copy = folder.path().join("copy.db");
        db.back_up(&copy).unwrap();
        let bytes = std::fs::read(&copy).unwrap();
        assert!(!bytes.windows(6).any(|w| w == b"canary"));
        let copy = Db::open(&copy, &key, Durability::Full, SCHEMA).unwrap();
        let text: String = copy
            .read(|c| Ok(c.query_row("SELECT x FROM t", [], |r| r.get(0))?))
            .unwrap();
        assert_eq!(text, "canary");
    }
}
