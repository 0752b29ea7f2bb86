//! Everything kept on this laptop, encrypted: the store, the cache, attachments, the journal and
//! the copies of the store.
//!
//! **Architecture invariant:** the databases are written by their writer threads only, and a
//! local change goes through [`Store::commit`] only: journal first, then the store.

pub mod batches;
pub mod blobs;
pub mod cache;
pub mod certificates;
pub mod change;
pub mod cursor;
pub mod db;
pub mod drafts;
pub mod extensions;
pub mod generations;
pub mod intake;
pub mod journal;
pub mod letters;
pub mod listing;
pub mod meta;
pub mod months;
pub mod orders;
pub mod outbox;
pub mod reader;
pub mod schema;
pub mod shelf;
pub mod snapshot;
pub mod views;
pub mod wishes;

use crate::error::{ClientError, Result};
use crate::files;
use crate::vault::seal::{Key, random};
use baqylau_domain::Moment;
use baqylau_domain::draft::FieldKey;
use baqylau_domain::identifiers::{InstallId, VisitId};
use blobs::BlobStore;
use change::{Applied, LocalChange};
use chrono::TimeDelta;
use db::{Db, Durability};
use ed25519_dalek::SigningKey;
use journal::Journal;
use rusqlite::Transaction;
use std::collections::{BTreeSet, HashMap};
use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use zeroize::Zeroizing;

const STORE: &str = "store.db";
const CACHE: &str = "cache.db";

/// How old the newest copy may be while answers are being written.
const BACK_UP_EVERY: TimeDelta = TimeDelta::minutes(10);

/// An open store.
#[derive(Debug)]
pub struct Store {
    data_dir: PathBuf,
    /// Held while the store is open: two programs on one store would break its chain.
    _only_one: File,
    db: Db,
    cache: Db,
    blobs: BlobStore,
    journal: Mutex<Journal>,
    backed_up: Mutex<Moment>,
    recovered: HashMap<VisitId, BTreeSet<FieldKey>>,
}

impl Store {
    /// Opens the store: checks it, replays what the journal has and the store hasn't, and makes
    /// an installation identity where there is none. A damaged cache is thrown away, because the
    /// registry has it all.
    ///
    /// # Errors
    /// [`ClientError::Damaged`] when the store itself fails its check.
    pub fn open(data_dir: &Path, root: &Key, now: Moment) -> Result<Self> {
        files::folder(data_dir)?;
        let only_one = lock(data_dir)?;
        // A file without a byte would be taken for a new database just as well as none.
        let size = std::fs::metadata(data_dir.join(STORE)).map_or(0, |file| file.len());
        let fresh = size == 0;
        if fresh && !generations::list(data_dir)?.is_empty() {
            // A store that was there and is gone must not be replaced by an empty one.
            return Err(ClientError::Damaged);
        }
        let untouched = Journal::untouched(&data_dir.join("journal"))?;
        let (mut journal, records) = Journal::open(&data_dir.join("journal"), root)?;
        let open = || {
            Db::open(
                &data_dir.join(STORE),
                &root.derive("database/1"),
                Durability::Full,
                schema::STORE,
            )
        };
        let db = match open() {
            // Making the store was cut short (a full disk, a kill) before anything could be
            // written into it: there is nothing to lose and nothing to restore from.
            Err(ClientError::Damaged) if untouched && generations::list(data_dir)?.is_empty() => {
                generations::set_aside(data_dir, STORE, now)?;
                open()?
            }
            other => other?,
        };
        let cache_key = root.derive("cache/1");
        let cache_path = data_dir.join(CACHE);
        let cache = match Db::open(
            &cache_path,
            &cache_key,
            Durability::Rebuildable,
            schema::CACHE,
        ) {
            Err(ClientError::Damaged) => {
                generations::set_aside(data_dir, CACHE, now)?;
                Db::open(
                    &cache_path,
                    &cache_key,
                    Durability::Rebuildable,
                    schema::CACHE,
                )?
            }
            other => other?,
        };
        let blobs = BlobStore::open(&data_dir.join("blobs"), root)?;
        let known: u64 = db
            .read(|c| meta::get(c, "journal-seq"))?
            .and_then(|text| text.parse().ok())
            .unwrap_or(0);
        journal.skip_to(known);
        let mut recovered: HashMap<VisitId, BTreeSet<FieldKey>> = HashMap::new();
        for record in records.into_iter().filter(|record| record.seq > known) {
            let visit = record.change.visit();
            let applied = apply(&db, record.change, record.seq)?;
            if let Some(visit) = visit {
                recovered.entry(visit).or_default().extend(applied.fields);
            }
        }
        db.write(outbox::requeue_sending)?;
        let store = Self {
            data_dir: data_dir.to_owned(),
            _only_one: only_one,
            db,
            cache,
            blobs,
            journal: Mutex::new(journal),
            backed_up: Mutex::new(now),
            recovered,
        };
        store.ensure_identity()?;
        if let Err(error) = store.back_up(now) {
            // A full disk must not keep anybody from their answers.
            tracing::warn!(%error, "the store could not be copied");
        }
        Ok(store)
    }

    /// Restores a damaged store from its newest good copy and the journal.
    ///
    /// # Errors
    /// When there is no good copy, or it can't be put in place. The damaged files are kept.
    pub fn recover(data_dir: &Path, root: &Key, now: Moment) -> Result<Self> {
        let key = root.derive("database/1");
        let generation = generations::newest_good(data_dir, &key)?
            .ok_or_else(|| ClientError::refused("client-no-generation"))?;
        generations::set_aside(data_dir, STORE, now)?;
        generations::restore(data_dir, &generation, STORE)?;
        Self::open(data_dir, root, now)
    }

    /// When the newest good copy was made.
    pub fn newest_good(data_dir: &Path, root: &Key) -> Option<Moment> {
        let found = generations::newest_good(data_dir, &root.derive("database/1"));
        found.ok().flatten().map(|generation| generation.made_at)
    }

    /// The store's database.
    pub fn db(&self) -> &Db {
        &self.db
    }

    /// The cache of the registry's records.
    pub fn cache(&self) -> &Db {
        &self.cache
    }

    /// Attachments.
    pub fn blobs(&self) -> &BlobStore {
        &self.blobs
    }

    /// Fields found in the journal after a crash that the store didn't have.
    pub fn recovered(&self, visit: VisitId) -> Vec<FieldKey> {
        let found = self.recovered.get(&visit);
        found.into_iter().flatten().cloned().collect()
    }

    /// Makes a local change durable: journalled and flushed, then applied. When this returns,
    /// the change survives a power cut and the loss of the store file.
    ///
    /// # Errors
    /// When it can't be written; nothing was changed then.
    pub fn commit(&self, change: LocalChange) -> Result<Applied> {
        let mut journal = self.journal();
        let mark = journal.mark();
        let seq = journal.append(&change)?;
        let applied = apply(&self.db, change, seq);
        if applied.is_err() {
            journal.take_back(mark)?;
        }
        applied
    }

    /// Copies the store and begins a new journal.
    ///
    /// # Errors
    /// When the copy can't be written; the store itself is untouched.
    pub fn back_up(&self, now: Moment) -> Result<()> {
        let mut journal = self.journal();
        let number = journal.number() + 1;
        let oldest = generations::make(&self.data_dir, &self.db, number, now)?;
        journal.rotate(oldest)?;
        *self
            .backed_up
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = now;
        Ok(())
    }

    /// Copies the store when something was written and the newest copy is old.
    ///
    /// # Errors
    /// When the copy can't be written.
    pub fn back_up_when_due(&self, now: Moment) -> Result<()> {
        let last = *self
            .backed_up
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let written = !self.journal().is_empty();
        if written && (now - last).abs() >= BACK_UP_EVERY {
            self.back_up(now)
        } else {
            Ok(())
        }
    }

    /// Identity of this installation.
    ///
    /// # Errors
    /// What the database answered.
    pub fn install(&self) -> Result<InstallId> {
        let text = self.db.read(|c| meta::get(c, "install"))?;
        Ok(text
            .ok_or(ClientError::Unreadable {
                what: "installation",
            })?
            .parse()?)
    }

    /// The key this device signs its pushes with.
    ///
    /// # Errors
    /// What the database answered.
    pub fn device_key(&self) -> Result<SigningKey> {
        let unreadable = || ClientError::Unreadable { what: "device key" };
        let text = self
            .db
            .read(|c| meta::get(c, "device-key"))?
            .ok_or_else(unreadable)?;
        let text = Zeroizing::new(text);
        let mut bytes = Zeroizing::new([0u8; 32]);
        hex::decode_to_slice(text.as_str(), bytes.as_mut_slice()).or(Err(unreadable()))?;
        Ok(SigningKey::from_bytes(&bytes))
    }

    /// Begins a new chain under a new installation and device key.
    ///
    /// # Errors
    /// What the database answered.
    pub fn begin_new_chain(&self) -> Result<()> {
        let identity = NewIdentity::make()?;
        self.db.write(move |tx| {
            outbox::begin_new_chain(tx, identity.install)?;
            identity.keep(tx)
        })
    }

    /// Closes everything; what was committed is on disk already.
    pub fn close(&self) {
        self.db.close();
        self.cache.close();
    }

    fn ensure_identity(&self) -> Result<()> {
        if self.db.read(|c| meta::get(c, "install"))?.is_none() {
            self.begin_new_chain()?;
        }
        Ok(())
    }

    fn journal(&self) -> MutexGuard<'_, Journal> {
        self.journal.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An installation and its device key, for a chain that begins.
pub struct NewIdentity {
    pub(crate) install: InstallId,
    key: String,
}

impl NewIdentity {
    pub(crate) fn make() -> Result<Self> {
        Ok(Self {
            install: new_install()?,
            key: hex::encode(random::<32>()?),
        })
    }

    /// Keeps the key; the installation is kept with its chain.
    pub(crate) fn keep(&self, tx: &Transaction<'_>) -> Result<()> {
        meta::set(tx, "device-key", &self.key)
    }
}

fn lock(data_dir: &Path) -> Result<File> {
    let path = data_dir.join("lock");
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    files::private(&mut options);
    let file = options
        .open(&path)
        .map_err(|error| ClientError::file("locking", &path, error))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(ClientError::refused("client-store-busy")),
        Err(TryLockError::Error(error)) => Err(ClientError::file("locking", &path, error)),
    }
}

fn apply(db: &Db, change: LocalChange, seq: u64) -> Result<Applied> {
    db.write(move |tx| {
        let applied = change.apply(tx)?;
        meta::set(tx, "journal-seq", &seq.to_string())?;
        Ok(applied)
    })
}

fn new_install() -> Result<InstallId> {
    Ok(InstallId::new(
        uuid::Builder::from_random_bytes(random()?).into_uuid(),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Moment {
        Moment::UNIX_EPOCH
    }

    #[test]
    fn a_store_whose_making_was_cut_short_is_made_anew() {
        let folder = tempfile::tempdir().unwrap();
        let root = Key::new([7; 32]);
        std::fs::write(folder.path().join(STORE), [0u8; 700]).unwrap();
        let store = Store::open(folder.path(), &root, now()).unwrap();
        let install = store.install().unwrap();
        drop(store);
        // From here on there is something to lose: the same damage is damage.
        std::fs::write(folder.path().join(STORE), [0u8; 700]).unwrap();
        assert!(matches!(
            Store::open(folder.path(), &root, now()),
            Err(ClientError::Damaged)
        ));
        let recovered = Store::recover(folder.path(), &root, now()).unwrap();
        assert_eq!(recovered.install().unwrap(), install);
        drop(recovered);

        // So it is when a journal was begun, even one that can't be read.
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("journal")).unwrap();
        let journal = Journal::open(&folder.path().join("journal"), &root).unwrap();
        drop(journal);
        let files = std::fs::read_dir(folder.path().join("journal")).unwrap();
        let file = files.map(|file| file.unwrap().path()).next().unwrap();
        std::fs::write(file, [9u8; 40]).unwrap();
        std::fs::write(folder.path().join(STORE), [0u8; 700]).unwrap();
        assert!(matches!(
            Store::open(folder.path(), &root, now()),
            Err(ClientError::Damaged)
        ));
    }

    #[test]
    fn what_was_taken_in_an_earlier_chain_is_sent_again_once_and_what_was_refused_never() {
        let folder = tempfile::tempdir().unwrap();
        let root = Key::new([7; 32]);
        let store = Store::open(folder.path(), &root, now()).unwrap();
        let earlier = store.install().unwrap();
        store
            .db()
            .write(move |tx| {
                for (id, state) in [("one", "acked"), ("two", "refused")] {
                    tx.execute(
                        "INSERT INTO operations (id, kind, actor, made_at, body, state, install,
                             seq, hash, bytes)
                         VALUES (?1, 'draft', 'a', 'now', '{}', ?2, ?3, 1, 'h', 'b')",
                        (id, state, earlier.to_string()),
                    )?;
                }
                Ok(())
            })
            .unwrap();
        store.begin_new_chain().unwrap();
        let send_again = || {
            let identity = NewIdentity::make().unwrap();
            let begun = store
                .db()
                .write(move |tx| outbox::send_again(tx, &identity));
            begun.unwrap()
        };
        assert!(send_again(), "the taken one is of a chain that is over");
        let states = store.db().read(|c| {
            let mut statement =
                c.prepare("SELECT id || ' ' || state FROM operations ORDER BY id")?;
            let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
            Ok(rows.collect::<rusqlite::Result<Vec<_>>>()?)
        });
        assert_eq!(states.unwrap(), ["one queued", "two refused"]);
        // Whoever asks again, before it was sent, begins nothing anew.
        assert!(!send_again());
    }
}
