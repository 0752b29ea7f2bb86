//! The operating system's keyring as a place for the store's key.

use super::seal::{KEY, Key, random};
use crate::config::Keyring;
use zeroize::Zeroizing;

/// Name under which entries are kept.
const SERVICE: &str = "kz.baqylau.store";

/// Whether the keyring works: a random value is written, read back and deleted. A keyring that
/// only seems to be there (no Secret Service, a locked collection) answers `false`.
pub fn answers(keyring: Keyring) -> bool {
    if keyring == Keyring::None {
        return false;
    }
    let Ok(probe) = random::<KEY>() else {
        return false;
    };
    let name = format!("probe-{}", hex::encode(&probe[..8]));
    let Ok(entry) = keyring::Entry::new(SERVICE, &name) else {
        return false;
    };
    let written = entry.set_secret(&probe).is_ok();
    let read = entry.get_secret().is_ok_and(|found| found == probe);
    let deleted = entry.delete_credential().is_ok();
    written && read && deleted
}

/// Keeps a store's key. Answers whether it can be read back.
pub fn keep(keyring: Keyring, store: uuid::Uuid, key: &Key) -> bool {
    if keyring == Keyring::None {
        return false;
    }
    let Ok(entry) = keyring::Entry::new(SERVICE, &store.to_string()) else {
        return false;
    };
    entry.set_secret(key.bytes()).is_ok() && find(keyring, store).is_some()
}

/// A store's key, when the keyring has it.
pub fn find(keyring: Keyring, store: uuid::Uuid) -> Option<Key> {
    if keyring == Keyring::None {
        return None;
    }
    let entry = keyring::Entry::new(SERVICE, &store.to_string()).ok()?;
    let secret = Zeroizing::new(entry.get_secret().ok()?);
    Key::from_slice(&secret)
}
