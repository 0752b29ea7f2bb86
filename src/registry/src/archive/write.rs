//! Making a backup, of a registry that runs or stands still.

use super::files::{self, Kept};
use super::manifest::{AuditState, FORMAT, Listing, Manifest, Table};
use super::pieces::{Pieces, Seal};
use super::{ArchiveError, Report, at, damaged, rows};
use crate::audit;
use crate::blobs;
use crate::config::{RegistryConfig, Storage};
use crate::registry;
use crate::store::{
    Connection, Origin, StoreError, StoreKey, migrations, params, rows as records, sql,
};
use baqylau_domain::identifiers::BlobHash;
use ed25519_dalek::SigningKey;
use std::path::Path;

/// Folders of the data folder that are kept as they are, beside the attachments.
const FOLDERS: [&str; 1] = ["shelf"];

/// Makes a backup in a folder that is empty or absent. Blocks; call outside an asynchronous
/// runtime. With an `earlier` backup beside it, files that are in both are linked, not copied:
/// they are never changed, and only what is new takes room. With a `key` the rows are encrypted;
/// attachments lie plain, as they do in the data folder.
///
/// The rows are of one state of the store. Attachments are copied after them: what a row names
/// lies in the folder by then.
///
/// # Errors
/// [`ArchiveError`]; without a manifest what was written is no backup.
pub fn backup(
    config: &RegistryConfig,
    to: &Path,
    earlier: Option<&Path>,
    key: Option<&StoreKey>,
) -> Result<Report, ArchiveError> {
    if !files::is_empty(to)? {
        return Err(ArchiveError::NotEmpty(to.display().to_string()));
    }
    std::fs::create_dir_all(to).map_err(at(to))?;
    keep_from_others(to)?;
    let connection = open(config)?;
    let seal = key.map(Seal::of);
    let mut pieces = Pieces::begin(to, seal.as_ref(), &config.environment)?;

    connection.begin_reading()?;
    let identity = Identity::read(&connection, &config.data)?;
    let (size, root) = audit::head(&connection)?;
    let mut tables = Vec::new();
    for shape in rows::shapes(&connection)? {
        let mut list = pieces.list();
        shape.each_line(&connection, |line| list.add(line))?;
        let listing = list.end()?;
        tables.push(Table {
            name: shape.name,
            columns: shape.columns,
            listing,
        });
    }
    let named: Vec<String> = connection.all(sql::BLOB_HASHES, params![], |row| row.get(0))?;
    let version = connection.version()?;
    connection.roll_back()?;
    drop(connection);

    let mut copies = Copies {
        data: &config.data,
        to: files::folder(to),
        earlier: earlier.map(files::folder),
        bytes: 0,
    };
    std::fs::create_dir(&copies.to).map_err(at(&copies.to))?;
    let mut list = pieces.list();
    let mut absent = Vec::new();
    for name in named {
        let hash: BlobHash = name.parse().or(Err(StoreError::Corrupt("blob")))?;
        match copies.attachment(hash)? {
            Some(kept) => list.add(&records::encode(&kept)?)?,
            None => absent.push(hash),
        }
    }
    for folder in FOLDERS {
        copies.folder(folder, &mut |kept| list.add(&records::encode(&kept)?))?;
    }
    let listing: Listing = list.end()?;
    files::sync_tree(to)?;

    let manifest = Manifest {
        backup: FORMAT,
        registry: identity.registry,
        epoch: identity.epoch,
        receipt_key: hex::encode(identity.key.verifying_key().to_bytes()),
        made_at: config.environment.now(),
        version,
        sealed: seal.is_some(),
        audit: AuditState {
            size,
            root: hex::encode(root.0),
        },
        tables,
        files: listing,
        absent,
    };
    manifest.write(to, &identity.key)?;
    Ok(Report {
        rows: manifest.rows(),
        files: manifest.files.rows,
        bytes: copies.bytes,
        manifest,
    })
}

/// Who the registry is.
struct Identity {
    registry: uuid::Uuid,
    epoch: uuid::Uuid,
    key: SigningKey,
}

impl Identity {
    fn read(connection: &Connection, data: &Path) -> Result<Self, ArchiveError> {
        let fact = |name| -> Result<Vec<u8>, ArchiveError> {
            records::meta(connection, name)?
                .ok_or_else(|| ArchiveError::NoRegistry(data.display().to_string()))
        };
        let key = fact("receipt_key")?.try_into();
        Ok(Self {
            registry: registry::uuid_of(&fact("registry")?)?,
            epoch: registry::uuid_of(&fact("epoch")?)?,
            key: SigningKey::from_bytes(&key.or(Err(StoreError::Corrupt("receipt key")))?),
        })
    }
}

/// Opens the store beside a registry that may be running, to read only.
fn open(config: &RegistryConfig) -> Result<Connection, ArchiveError> {
    let origin = registry::origin(config)?;
    if let Origin::File { path, .. } = &origin
        && !path.exists()
    {
        return Err(ArchiveError::NoRegistry(path.display().to_string()));
    }
    let connection = origin.open()?;
    connection.only_read()?;
    let place = || match &config.storage {
        Storage::Sqlite { .. } => config.data.display().to_string(),
        Storage::Postgres(url) => url.to_string(),
    };
    if !connection.has_table("migrations")? || connection.has_table(super::UNFINISHED)? {
        return Err(ArchiveError::NoRegistry(place()));
    }
    if migrations::known(&connection)? < migrations::newest() {
        return Err(ArchiveError::Earlier(place()));
    }
    Ok(connection)
}

/// A backup holds keys and personal data.
fn keep_from_others(folder: &Path) -> Result<(), ArchiveError> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let own = std::fs::Permissions::from_mode(0o700);
        std::fs::set_permissions(folder, own).map_err(at(folder))?;
    }
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}

/// Files on their way into a backup.
struct Copies<'a> {
    data: &'a Path,
    to: std::path::PathBuf,
    earlier: Option<std::path::PathBuf>,
    bytes: u64,
}

impl Copies<'_> {
    /// An attachment, by its hash; nothing when its file is missing or has other content.
    fn attachment(&mut self, hash: BlobHash) -> Result<Option<Kept>, ArchiveError> {
        let path = format!("blobs/complete/{}", blobs::place_of(hash));
        let from = self.data.join(&path);
        let Ok(found) = std::fs::metadata(&from) else {
            return Ok(None);
        };
        let kept = Kept {
            path,
            sha256: hash,
            size: found.len(),
        };
        if self.link(&kept)? {
            return Ok(Some(kept));
        }
        let to = self.to.join(&kept.path);
        if files::copy(&from, &to)? != (kept.sha256, kept.size) {
            std::fs::remove_file(&to).map_err(at(&to))?;
            return Ok(None);
        }
        self.bytes += kept.size;
        Ok(Some(kept))
    }

    /// Takes a file from the earlier backup, when it has one of this name and size.
    fn link(&mut self, kept: &Kept) -> Result<bool, ArchiveError> {
        let Some(earlier) = self.earlier.as_ref().map(|folder| folder.join(&kept.path)) else {
            return Ok(false);
        };
        if std::fs::metadata(&earlier).is_ok_and(|file| file.len() == kept.size) {
            let to = self.to.join(&kept.path);
            if let Some(folder) = to.parent() {
                std::fs::create_dir_all(folder).map_err(at(folder))?;
            }
            // On another file system there are no links; then it is copied.
            if std::fs::hard_link(&earlier, &to).is_ok() {
                self.bytes += kept.size;
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Every file of a folder of the data folder.
    fn folder(
        &mut self,
        name: &str,
        take: &mut dyn FnMut(Kept) -> Result<(), ArchiveError>,
    ) -> Result<(), ArchiveError> {
        let folder = self.data.join(name);
        let entries = match std::fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(at(&folder)(error)),
        };
        for entry in entries {
            let entry = entry.map_err(at(&folder))?;
            let Some(file) = entry.file_name().to_str().map(str::to_owned) else {
                return Err(damaged(entry.path().display(), "a name that isn't a text"));
            };
            let path = format!("{name}/{file}");
            if entry.file_type().map_err(at(&folder))?.is_dir() {
                self.folder(&path, take)?;
                continue;
            }
            if !entry.path().exists() || file.ends_with(".new") {
                // A draft of what is being put there just now.
                continue;
            }
            let (sha256, size) = files::copy(&entry.path(), &self.to.join(&path))?;
            self.bytes += size;
            take(Kept { path, sha256, size })?;
        }
        Ok(())
    }
}
