//! The journal: every local change appended, sealed and flushed before it goes into the store,
//! so that a damaged store loses nothing that was said to be saved.
//!
//! A file is a row of records: length (u32, little endian), chain hash (SHA-256 over the chain
//! hash before and the sealed bytes), sealed bytes. The first record's chain starts from the
//! file's number. A torn end is cut off at the last whole record.

use super::change::LocalChange;
use crate::error::{ClientError, Result};
use crate::files;
use crate::vault::seal::Key;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::fs::{File, OpenOptions};
use std::io::{Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

/// Longest sealed record: a draft write or an operation, never an attachment.
const LONGEST: usize = 16 * 1024 * 1024;

/// A record as kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Record {
    /// Number, growing over all files.
    pub seq: u64,
    /// Change.
    pub change: LocalChange,
}

/// The journal, open for appending.
pub struct Journal {
    folder: PathBuf,
    key: Key,
    file: File,
    number: u64,
    length: u64,
    chain: [u8; 32],
    next: u64,
}

impl std::fmt::Debug for Journal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Journal")
            .field("number", &self.number)
            .finish_non_exhaustive()
    }
}

/// Where the journal stood before an append, to take it back.
#[derive(Debug, Clone, Copy)]
pub struct Mark {
    length: u64,
    chain: [u8; 32],
    next: u64,
}

impl Journal {
    /// Opens the newest file for appending and reads every record of all files, in order.
    ///
    /// # Errors
    /// When the folder or a file can't be read or written. Damaged ends aren't errors: what can
    /// be read is returned.
    pub fn open(folder: &Path, root: &Key) -> Result<(Self, Vec<Record>)> {
        files::folder(folder)?;
        let key = root.derive("journal/1");
        let numbers = numbers(folder)?;
        let mut records: Vec<Record> = Vec::new();
        let mut tail = (numbers.last().copied().unwrap_or(1), 0u64, first_chain(1));
        for number in &numbers {
            let path = path_of(folder, *number);
            let bytes =
                std::fs::read(&path).map_err(|error| ClientError::file("reading", &path, error))?;
            let (found, length, chain) = read_records(&bytes, *number, &key);
            records.extend(found);
            tail = (*number, length, chain);
        }
        let (number, length, mut chain) = tail;
        if length == 0 {
            chain = first_chain(number);
        }
        let file = open_at(&path_of(folder, number), length)?;
        let next = records.iter().map(|record| record.seq).max().unwrap_or(0) + 1;
        Ok((
            Self {
                folder: folder.to_owned(),
                key,
                file,
                number,
                length,
                chain,
                next,
            },
            records,
        ))
    }

    /// Whether nothing was ever written into a journal, readable or not.
    ///
    /// # Errors
    /// When the folder can't be read.
    pub fn untouched(folder: &Path) -> Result<bool> {
        if !folder.exists() {
            return Ok(true);
        }
        Ok(numbers(folder)?.into_iter().all(|number| {
            std::fs::metadata(path_of(folder, number)).is_ok_and(|file| file.len() == 0)
        }))
    }

    /// Makes sure new records get numbers after those the store already knows.
    pub fn skip_to(&mut self, after: u64) {
        self.next = self.next.max(after + 1);
    }

    /// Where the journal stands.
    pub fn mark(&self) -> Mark {
        Mark {
            length: self.length,
            chain: self.chain,
            next: self.next,
        }
    }

    /// Appends a change; it is on disk when this returns. Answers its number.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn append(&mut self, change: &LocalChange) -> Result<u64> {
        let seq = self.next;
        let plain = serde_json::to_vec(&Record {
            seq,
            change: change.clone(),
        })?;
        let sealed = self.key.seal(&plain, b"journal")?;
        let length = u32::try_from(sealed.len()).or(Err(ClientError::Unreadable {
            what: "journal record",
        }))?;
        let chain = link(&self.chain, &sealed);
        let mut record = Vec::with_capacity(sealed.len() + 36);
        record.extend_from_slice(&length.to_le_bytes());
        record.extend_from_slice(&chain);
        record.extend_from_slice(&sealed);
        let mark = self.mark();
        let written = self
            .file
            .write_all(&record)
            .and_then(|()| self.file.sync_data());
        if let Err(error) = written {
            // Leaves no half record before the next one.
            let _ = self.take_back(mark);
            return Err(ClientError::file("writing", Path::new("journal"), error));
        }
        self.length += record.len() as u64;
        self.chain = chain;
        self.next = seq + 1;
        Ok(seq)
    }

    /// Takes back what was appended since a mark: the store refused it.
    ///
    /// # Errors
    /// When the file can't be cut.
    pub fn take_back(&mut self, mark: Mark) -> Result<()> {
        let cut = self
            .file
            .set_len(mark.length)
            .and_then(|()| self.file.seek(SeekFrom::Start(mark.length)).map(|_| ()))
            .and_then(|()| self.file.sync_data());
        cut.map_err(|error| ClientError::file("cutting", Path::new("journal"), error))?;
        self.length = mark.length;
        self.chain = mark.chain;
        self.next = mark.next;
        Ok(())
    }

    /// Begins a new file and deletes those before `keep_from`. Answers the new file's number.
    ///
    /// # Errors
    /// When the new file can't be made.
    pub fn rotate(&mut self, keep_from: u64) -> Result<u64> {
        let number = self.number + 1;
        self.file = open_at(&path_of(&self.folder, number), 0)?;
        self.number = number;
        self.length = 0;
        self.chain = first_chain(number);
        for old in numbers(&self.folder)?
            .into_iter()
            .filter(|old| *old < keep_from)
        {
            // An old file that stays is only read in vain.
            let _ = std::fs::remove_file(path_of(&self.folder, old));
        }
        Ok(number)
    }

    /// Whether the file being written has no record.
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// Number of the file being written.
    pub fn number(&self) -> u64 {
        self.number
    }
}

fn open_at(path: &Path, length: u64) -> Result<File> {
    let open = || -> std::io::Result<File> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        files::private(&mut options);
        let mut file = options.open(path)?;
        file.set_len(length)?;
        file.seek(SeekFrom::End(0))?;
        file.sync_all()?;
        files::sync_folder(path)?;
        Ok(file)
    };
    open().map_err(|error| ClientError::file("opening", path, error))
}

fn path_of(folder: &Path, number: u64) -> PathBuf {
    folder.join(format!("{number:08}.log"))
}

fn numbers(folder: &Path) -> Result<Vec<u64>> {
    let entries =
        std::fs::read_dir(folder).map_err(|error| ClientError::file("listing", folder, error))?;
    let mut numbers: Vec<u64> = entries
        .filter_map(|entry| {
            entry
                .ok()?
                .file_name()
                .to_str()?
                .strip_suffix(".log")?
                .parse()
                .ok()
        })
        .collect();
    numbers.sort_unstable();
    Ok(numbers)
}

fn first_chain(number: u64) -> [u8; 32] {
    Sha256::digest(number.to_le_bytes()).into()
}

fn link(before: &[u8; 32], sealed: &[u8]) -> [u8; 32] {
    Sha256::new()
        .chain_update(before)
        .chain_update(sealed)
        .finalize()
        .into()
}

/// Whole and sound records from the beginning, the length they take, and the chain after them.
fn read_records(bytes: &[u8], number: u64, key: &Key) -> (Vec<Record>, u64, [u8; 32]) {
    let mut records = Vec::new();
    let mut chain = first_chain(number);
    let mut rest = bytes;
    let mut taken = 0u64;
    while let Some((head, after)) = rest.split_first_chunk::<4>() {
        let length = u32::from_le_bytes(*head) as usize;
        let Some((found, after)) = after.split_first_chunk::<32>() else {
            break;
        };
        if length > LONGEST || after.len() < length {
            break;
        }
        let (sealed, after) = after.split_at(length);
        let expected = link(&chain, sealed);
        if expected != *found {
            break;
        }
        let Ok(plain) = key.open(sealed, b"journal", "journal") else {
            break;
        };
        let Ok(record) = serde_json::from_slice(&plain) else {
            break;
        };
        records.push(record);
        chain = expected;
        taken += (36 + length) as u64;
        rest = after;
    }
    (records, taken, chain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use baqylau_domain::identifiers::{PersonId, VisitId};

    fn change(n: u128) -> LocalChange {
        LocalChange::Draft {
            visit: VisitId::new(uuid::Uuid::from_u128(n)),
            actor: PersonId::new(uuid::Uuid::from_u128(1)),
            changes: Vec::new(),
            blobs: Vec::new(),
        }
    }

    #[test]
    fn a_torn_end_loses_only_the_record_that_was_never_acknowledged() {
        let folder = tempfile::tempdir().unwrap();
        let key = Key::new([5; 32]);
        let (mut journal, _) = Journal::open(folder.path(), &key).unwrap();
        for n in 1..=3 {
            journal.append(&change(n)).unwrap();
        }
        drop(journal);
        let path = path_of(folder.path(), 1);
        let whole = std::fs::read(&path).unwrap();
        for cut in (0..whole.len()).step_by(7) {
            std::fs::write(&path, &whole[..cut]).unwrap();
            let (_, records) = Journal::open(folder.path(), &key).unwrap();
            assert!(records.len() < 3);
        }
        std::fs::write(&path, &whole).unwrap();
        let (mut journal, records) = Journal::open(folder.path(), &key).unwrap();
        assert_eq!(records.len(), 3);
        assert_eq!(journal.append(&change(4)).unwrap(), 4);
        drop(journal);
        assert_eq!(Journal::open(folder.path(), &key).unwrap().1.len(), 4);
    }

    #[test]
    fn an_altered_record_ends_the_reading() {
        let folder = tempfile::tempdir().unwrap();
        let key = Key::new([5; 32]);
        let (mut journal, _) = Journal::open(folder.path(), &key).unwrap();
        journal.append(&change(1)).unwrap();
        let first = journal.mark().length as usize;
        journal.append(&change(2)).unwrap();
        drop(journal);
        let path = path_of(folder.path(), 1);
        let mut bytes = std::fs::read(&path).unwrap();
        bytes[first + 50] ^= 1;
        std::fs::write(&path, bytes).unwrap();
        assert_eq!(Journal::open(folder.path(), &key).unwrap().1.len(), 1);
    }

    #[test]
    fn what_the_store_refused_is_taken_back() {
        let folder = tempfile::tempdir().unwrap();
        let key = Key::new([5; 32]);
        let (mut journal, _) = Journal::open(folder.path(), &key).unwrap();
        journal.append(&change(1)).unwrap();
        let mark = journal.mark();
        journal.append(&change(2)).unwrap();
        journal.take_back(mark).unwrap();
        assert_eq!(journal.append(&change(3)).unwrap(), 2);
        drop(journal);
        assert_eq!(Journal::open(folder.path(), &key).unwrap().1.len(), 2);
    }

    #[test]
    fn numbers_go_on_over_a_new_file() {
        let folder = tempfile::tempdir().unwrap();
        let key = Key::new([5; 32]);
        let (mut journal, _) = Journal::open(folder.path(), &key).unwrap();
        journal.append(&change(1)).unwrap();
        journal.rotate(1).unwrap();
        assert_eq!(journal.append(&change(2)).unwrap(), 2);
        drop(journal);
        let (journal, records) = Journal::open(folder.path(), &key).unwrap();
        assert_eq!(records.len(), 2);
        assert_eq!(journal.number(), 2);
    }
}
