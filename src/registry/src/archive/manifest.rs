//! What a backup says of itself, signed by the registry it was made from.

use super::{ArchiveError, at, damaged};
use baqylau_domain::Moment;
use baqylau_domain::identifiers::BlobHash;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use std::path::Path;
use uuid::Uuid;

/// The form of backups this program writes and reads.
pub(super) const FORMAT: u32 = 1;

/// The name of the manifest in its folder.
pub(super) const NAME: &str = "manifest.json";

/// Largest manifest read.
const LARGEST: u64 = 256 * 1024 * 1024;

/// The audit log at the moment of the backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditState {
    /// Lines.
    pub size: u64,
    /// Root of the tree over them, hexadecimal.
    pub root: String,
}

/// What a backup says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Form of the backup.
    pub backup: u32,
    /// The registry.
    pub registry: Uuid,
    /// Its epoch when the backup was made. What is restored begins another.
    pub epoch: Uuid,
    /// Public key of its receipts, hexadecimal; the manifest is signed with it too.
    pub receipt_key: String,
    /// When, by the clock of the computer that made it.
    pub made_at: Moment,
    /// Version of the tables.
    pub version: i64,
    /// Whether the pieces are encrypted.
    pub sealed: bool,
    /// The audit log.
    pub audit: AuditState,
    /// Every table with its pieces.
    pub tables: Vec<Table>,
    /// The list of files.
    pub files: Listing,
    /// Attachments the store names that were missing or damaged when the backup was made.
    pub absent: Vec<BlobHash>,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns, in the order of the values of a row.
    pub columns: Vec<String>,
    /// Its rows.
    #[serde(flatten)]
    pub listing: Listing,
}

/// Lines in pieces.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Listing {
    /// Lines in all of them.
    pub rows: u64,
    /// The pieces, in order.
    pub pieces: Vec<Piece>,
}

/// A piece: one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// Its number: the name of the file.
    pub number: u32,
    /// SHA-256 of the file.
    pub sha256: BlobHash,
    /// Size of the file in bytes.
    pub size: u64,
    /// Lines in it.
    pub rows: u64,
}

/// A manifest as the exact bytes that were signed.
#[derive(Serialize, Deserialize)]
struct Signed {
    manifest: String,
    signature: String,
}

impl Manifest {
    /// Signs the manifest and puts it in its place, durably: from here on there is a backup.
    pub(super) fn write(&self, folder: &Path, key: &SigningKey) -> Result<(), ArchiveError> {
        let encode = |error: serde_json::Error| ArchiveError::File {
            place: NAME.to_owned(),
            reason: error.to_string(),
        };
        let manifest = serde_json::to_string(self).map_err(encode)?;
        let signature = hex::encode(key.sign(manifest.as_bytes()).to_bytes());
        let signed = Signed {
            manifest,
            signature,
        };
        let text = serde_json::to_string(&signed).map_err(encode)?;
        let (draft, place) = (folder.join("manifest.new"), folder.join(NAME));
        super::files::write_durably(&draft, text.as_bytes())?;
        std::fs::rename(&draft, &place).map_err(at(&place))?;
        super::files::sync_folder(folder)
    }

    /// Reads the manifest of a folder and checks that it is its registry's word.
    pub(super) fn read(folder: &Path) -> Result<Self, ArchiveError> {
        let (place, name) = (folder.join(NAME), folder.display().to_string());
        match std::fs::metadata(&place) {
            Ok(found) if found.len() > LARGEST => {
                return Err(damaged(place.display(), "too large"));
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(ArchiveError::NoBackup(name));
            }
            _ => {}
        }
        let bytes = std::fs::read(&place).map_err(at(&place))?;
        let forged = || ArchiveError::Forged(name.clone());
        let unreadable = || damaged(place.display(), "can't be read");
        let signed: Signed = serde_json::from_slice(&bytes).or(Err(unreadable()))?;
        let form: Form = serde_json::from_str(&signed.manifest).or(Err(unreadable()))?;
        if form.backup > FORMAT {
            return Err(ArchiveError::Newer(name));
        }
        let manifest: Self = serde_json::from_str(&signed.manifest).or(Err(unreadable()))?;
        let (mut key, mut signature) = ([0u8; 32], [0u8; 64]);
        hex::decode_to_slice(&manifest.receipt_key, &mut key).or(Err(forged()))?;
        hex::decode_to_slice(&signed.signature, &mut signature).or(Err(forged()))?;
        VerifyingKey::from_bytes(&key)
            .or(Err(forged()))?
            .verify_strict(
                signed.manifest.as_bytes(),
                &Signature::from_bytes(&signature),
            )
            .or(Err(forged()))?;
        Ok(manifest)
    }

    /// Rows of all tables.
    pub(super) fn rows(&self) -> u64 {
        self.tables.iter().map(|table| table.listing.rows).sum()
    }
}

/// What every form of a manifest has.
#[derive(Deserialize)]
struct Form {
    backup: u32,
}
