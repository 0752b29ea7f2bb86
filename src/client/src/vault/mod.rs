//! The vault: the store's random key, wrapped by a passphrase and, if wished, kept by the
//! operating system's keyring.

pub mod keyring;
pub mod seal;

use crate::config::{Keyring, PassphraseCost};
use crate::error::{ClientError, Result};
use crate::files;
use seal::{KEY, Key, random};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// Fewest characters of a passphrase.
pub const SHORTEST_PASSPHRASE: usize = 8;

/// Format of the header.
const FORMAT: &str = "baqylau.vault/1";

/// Most memory a header may ask for, in KiB: a forged header must not exhaust the machine.
const MOST_MEMORY_KIB: u32 = 1024 * 1024;

/// Header of the vault: everything needed to open it except the secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Header {
    format: String,
    /// Identity of the store; name of the entry in the keyring.
    store: uuid::Uuid,
    cost: PassphraseCost,
    /// Salt, hexadecimal.
    salt: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct File {
    header: Header,
    /// The wrapped key, hexadecimal.
    wrapped: String,
    /// Whether the keyring was given the key too.
    in_keyring: bool,
}

/// A vault on disk.
#[derive(Debug)]
pub struct Vault {
    path: PathBuf,
    keyring: Keyring,
}

impl Vault {
    /// The vault of a data folder.
    pub fn at(data_dir: &Path, keyring: Keyring) -> Self {
        Self {
            path: data_dir.join("vault.json"),
            keyring,
        }
    }

    /// Whether a store was made here.
    pub fn exists(&self) -> bool {
        self.path.exists()
    }

    /// Whether the keyring is said to hold the key and does.
    pub fn keyring_opens(&self) -> bool {
        self.read().is_ok_and(|file| {
            file.in_keyring && keyring::find(self.keyring, file.header.store).is_some()
        })
    }

    /// Makes a new key and wraps it.
    ///
    /// # Errors
    /// A passphrase that is too short, a store that is there already, a keyring that was asked
    /// for and doesn't work, a file that can't be written.
    pub fn create(
        &self,
        passphrase: &str,
        remember_in_keyring: bool,
        cost: PassphraseCost,
    ) -> Result<Key> {
        if passphrase.chars().count() < SHORTEST_PASSPHRASE {
            return Err(ClientError::refused("client-passphrase-short"));
        }
        if self.exists() {
            return Err(ClientError::refused("client-store-exists"));
        }
        if remember_in_keyring && !keyring::answers(self.keyring) {
            return Err(ClientError::refused("client-keyring-absent"));
        }
        let key = Key::generate()?;
        let store = uuid::Builder::from_random_bytes(random()?).into_uuid();
        let header = Header {
            format: FORMAT.to_owned(),
            store,
            cost,
            salt: hex::encode(random::<16>()?),
        };
        let wrapping = wrapping_key(&header, passphrase)?;
        let wrapped = hex::encode(wrapping.seal(key.bytes(), &serde_json::to_vec(&header)?)?);
        if remember_in_keyring && !keyring::keep(self.keyring, store, &key) {
            return Err(ClientError::refused("client-keyring-absent"));
        }
        let file = File {
            header,
            wrapped,
            in_keyring: remember_in_keyring,
        };
        files::replace(&self.path, &serde_json::to_vec_pretty(&file)?)?;
        Ok(key)
    }

    /// Opens by passphrase.
    ///
    /// # Errors
    /// [`ClientError::WrongPassphrase`]; others when the file can't be read.
    pub fn open(&self, passphrase: &str) -> Result<Key> {
        let file = self.read()?;
        let wrapping = wrapping_key(&file.header, passphrase)?;
        let wrapped =
            hex::decode(&file.wrapped).or(Err(ClientError::Unreadable { what: "vault" }))?;
        let key = wrapping
            .open(&wrapped, &serde_json::to_vec(&file.header)?, "vault")
            .or(Err(ClientError::WrongPassphrase))?;
        Key::from_slice(&key).ok_or(ClientError::Unreadable { what: "vault" })
    }

    /// Opens by the keyring.
    ///
    /// # Errors
    /// When the keyring doesn't hold the key (any more): the passphrase is needed then.
    pub fn open_by_keyring(&self) -> Result<Key> {
        let file = self.read()?;
        keyring::find(self.keyring, file.header.store)
            .ok_or_else(|| ClientError::refused("client-keyring-empty"))
    }

    fn read(&self) -> Result<File> {
        let bytes = std::fs::read(&self.path)
            .map_err(|error| ClientError::file("reading", &self.path, error))?;
        let file: File =
            serde_json::from_slice(&bytes).or(Err(ClientError::Unreadable { what: "vault" }))?;
        if file.header.format != FORMAT || file.header.cost.memory_kib > MOST_MEMORY_KIB {
            return Err(ClientError::Unreadable { what: "vault" });
        }
        Ok(file)
    }
}

fn wrapping_key(header: &Header, passphrase: &str) -> Result<Key> {
    let salt = hex::decode(&header.salt).or(Err(ClientError::Unreadable { what: "vault" }))?;
    passphrase_key(passphrase, &salt, header.cost)
}

/// The key a passphrase gives under a salt, by argon2id.
///
/// # Errors
/// [`ClientError::Unreadable`] when the cost is outside what argon2 allows.
pub fn passphrase_key(passphrase: &str, salt: &[u8], cost: PassphraseCost) -> Result<Key> {
    let unreadable = || ClientError::Unreadable {
        what: "passphrase cost",
    };
    if cost.memory_kib > MOST_MEMORY_KIB || cost.passes > 64 || cost.lanes > 16 {
        return Err(unreadable());
    }
    let params = argon2::Params::new(cost.memory_kib, cost.passes, cost.lanes, Some(KEY))
        .or(Err(unreadable()))?;
    let argon = argon2::Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, params);
    let mut out = zeroize::Zeroizing::new([0u8; KEY]);
    argon
        .hash_password_into(passphrase.as_bytes(), salt, out.as_mut())
        .or(Err(unreadable()))?;
    Ok(Key::new(*out))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHEAP: PassphraseCost = PassphraseCost {
        memory_kib: 64,
        passes: 1,
        lanes: 1,
    };

    #[test]
    fn a_wrong_passphrase_is_told_apart_from_a_damaged_vault() {
        let folder = tempfile::tempdir().unwrap();
        let vault = Vault::at(folder.path(), Keyring::None);
        let key = vault.create("correct horse", false, CHEAP).unwrap();
        assert_eq!(vault.open("correct horse").unwrap().bytes(), key.bytes());
        assert!(matches!(
            vault.open("wrong horse"),
            Err(ClientError::WrongPassphrase)
        ));
        std::fs::write(folder.path().join("vault.json"), b"{").unwrap();
        assert!(matches!(
            vault.open("correct horse"),
            Err(ClientError::Unreadable { .. })
        ));
    }

    #[test]
    fn the_parameters_in_the_header_are_bound_to_the_key() {
        let folder = tempfile::tempdir().unwrap();
        let vault = Vault::at(folder.path(), Keyring::None);
        vault.create("correct horse", false, CHEAP).unwrap();
        let path = folder.path().join("vault.json");
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, text.replace("\"passes\": 1", "\"passes\": 2")).unwrap();
        assert!(matches!(
            vault.open("correct horse"),
            Err(ClientError::WrongPassphrase)
        ));
    }

    #[test]
    fn a_keyring_that_was_asked_for_and_is_not_there_is_an_error_not_a_silence() {
        let folder = tempfile::tempdir().unwrap();
        let vault = Vault::at(folder.path(), Keyring::None);
        assert!(vault.create("correct horse", true, CHEAP).is_err());
        assert!(!vault.exists());
    }

    #[test]
    fn short_passphrases_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let vault = Vault::at(folder.path(), Keyring::None);
        assert!(vault.create("1234567", false, CHEAP).is_err());
    }
}
