//! Reading a backup: checking all of it, and making a registry of it in an empty place.

use super::files::{self, Kept};
use super::manifest::{Listing, Manifest};
use super::pieces::{self, Seal};
use super::rows::{self, Filling};
use super::{ArchiveError, Report, at, damaged};
use crate::audit;
use crate::config::{RegistryConfig, Storage};
use crate::environment::Environment;
use crate::registry;
use crate::store::{
    Connection, StoreError, StoreKey, migrations, params, rows as records, spread, sql,
};
use std::path::{Path, PathBuf};

/// The table that stands in a database while it is being filled.
pub(crate) const UNFINISHED: &str = "unfinished_restore";

/// The file that stands in a data folder while it is being filled.
const MARK: &str = "restore.unfinished";

/// Whether a restore into this data folder was cut off.
pub(crate) fn is_unfinished(data: &Path) -> bool {
    data.join(MARK).exists()
}

/// Reads a whole backup and checks every byte of it against its signed manifest. Blocks.
///
/// # Errors
/// [`ArchiveError`], with the place of the damage.
pub fn verify(from: &Path, key: Option<&StoreKey>) -> Result<Report, ArchiveError> {
    let manifest = Manifest::read(from)?;
    let seal = seal(from, &manifest, key)?;
    for table in &manifest.tables {
        let width = table.columns.len();
        each_line(
            from,
            seal.as_ref(),
            &table.listing,
            |line| match rows::read(line, width) {
                Some(_) => Ok(()),
                None => Err(damaged(&table.name, "a row that can't be read")),
            },
        )?;
    }
    let (folder, mut bytes) = (files::folder(from), 0);
    each_file(from, seal.as_ref(), &manifest.files, |kept| {
        bytes += kept.size;
        kept.check(&place_of(&kept, &folder)?)
    })?;
    Ok(Report {
        rows: manifest.rows(),
        files: manifest.files.rows,
        bytes,
        manifest,
    })
}

/// Makes a registry of a backup, in a data folder and a database that are empty or absent, on
/// either engine. Everything is checked before anything is written, and counted again afterwards.
/// The registry begins a new epoch, and its audit log says that it was restored. Blocks; call
/// outside an asynchronous runtime.
///
/// # Errors
/// [`ArchiveError`]; what was written by then is no registry and never starts as one.
pub fn restore(
    config: &RegistryConfig,
    from: &Path,
    key: Option<&StoreKey>,
) -> Result<Report, ArchiveError> {
    let report = verify(from, key)?;
    let manifest = &report.manifest;
    if manifest.version > migrations::newest() {
        return Err(ArchiveError::Newer(from.display().to_string()));
    }
    let seal = seal(from, manifest, key)?;
    let origin = registry::origin(config)?;
    let database = match &config.storage {
        Storage::Sqlite { file } => file.clone().unwrap_or_else(|| config.data.clone()),
        Storage::Postgres(url) => PathBuf::from(url.to_string()),
    };
    let taken = |place: &Path| ArchiveError::NotEmpty(place.display().to_string());
    if !files::is_empty(&config.data)? {
        return Err(taken(&config.data));
    }
    if matches!(&config.storage, Storage::Sqlite { file: Some(file) } if file.exists()) {
        return Err(taken(&database));
    }
    std::fs::create_dir_all(&config.data).map_err(at(&config.data))?;
    let mark = config.data.join(MARK);
    files::write_durably(&mark, b"")?;
    files::sync_folder(&config.data)?;
    let locks = registry::locks(config)?;
    let mut connection = origin.open()?;
    if connection.has_tables()? {
        // Nothing of it was touched; so this folder is as empty as it was.
        std::fs::remove_file(&mark).map_err(at(&mark))?;
        return Err(taken(&database));
    }
    connection.batch(sql::UNFINISHED_MAKE)?;
    migrations::build(&connection, manifest.version)?;
    if spread::tables(&connection, spread::Which::Empty, |_| ())? {
        connection = origin.open()?;
    }

    let folder = files::folder(from);
    each_file(from, seal.as_ref(), &manifest.files, |kept| {
        let place = place_of(&kept, &config.data)?;
        let source = place_of(&kept, &folder)?;
        if files::copy(&source, &place)? == (kept.sha256, kept.size) {
            Ok(())
        } else {
            Err(damaged(source.display(), "changed while it was read"))
        }
    })?;
    files::sync_tree(&config.data)?;
    let shapes = rows::shapes(&connection)?;
    for table in &manifest.tables {
        let known = shapes.iter().find(|shape| shape.name == table.name);
        let shape = known.ok_or_else(|| damaged(&table.name, "this program has no such table"))?;
        for piece in &table.listing.pieces {
            connection.begin()?;
            let mut filling = Filling::begin(&connection, shape, &table.columns)?;
            pieces::lines(from, seal.as_ref(), piece, |line| filling.add(line))?;
            filling.write()?;
            connection.commit()?;
        }
    }
    migrations::build(&connection, migrations::newest())?;
    check(&connection, manifest)?;
    begin_epoch(&connection, &config.environment, manifest)?;
    connection.settle();
    drop(connection);
    files::sync_folder(&config.data)?;
    std::fs::remove_file(&mark).map_err(at(&mark))?;
    files::sync_folder(&config.data)?;
    drop(locks);
    Ok(report)
}

/// Whether what was restored is what the manifest says, by the registry's own rules.
fn check(connection: &Connection, manifest: &Manifest) -> Result<(), ArchiveError> {
    let wrong = |what| damaged("the restored database", what);
    let fact = |name| records::meta(connection, name);
    let key: Option<[u8; 32]> = fact("receipt_key")?.and_then(|key| key.try_into().ok());
    let public = key.map(|key| ed25519_dalek::SigningKey::from_bytes(&key).verifying_key());
    if fact("registry")?.as_deref() != Some(manifest.registry.as_bytes())
        || public.map(|key| hex::encode(key.to_bytes())) != Some(manifest.receipt_key.clone())
    {
        return Err(wrong(
            "another registry than the one that signed the backup",
        ));
    }
    let (size, root) = audit::head(connection)?;
    if (size, hex::encode(root.0)) != (manifest.audit.size, manifest.audit.root.clone())
        || audit::check(connection)? != Ok(size)
    {
        return Err(wrong("the audit log isn't the one of the backup"));
    }
    let gaps: Vec<String> = connection.all(sql::FEED_GAPS, params![], |row| row.get(0))?;
    if gaps.is_empty() {
        Ok(())
    } else {
        Err(wrong("a feed with a gap"))
    }
}

/// The last step, in one transaction: from here on it is a registry.
fn begin_epoch(
    connection: &Connection,
    environment: &Environment,
    manifest: &Manifest,
) -> Result<(), ArchiveError> {
    let epoch = environment.uuid().map_err(StoreError::from)?;
    connection.begin()?;
    records::put_meta(connection, "epoch", epoch.as_bytes())?;
    let line = audit::Line {
        operation: "",
        actor: None,
        action: "restored",
        object: &format!(
            "epoch {}, {} lines, as of {}",
            manifest.epoch,
            manifest.audit.size,
            manifest.made_at.to_rfc3339()
        ),
    };
    audit::write(connection, environment.now(), &line)?;
    connection.batch(sql::UNFINISHED_DROP)?;
    Ok(connection.commit()?)
}

fn seal(
    from: &Path,
    manifest: &Manifest,
    key: Option<&StoreKey>,
) -> Result<Option<Seal>, ArchiveError> {
    match (manifest.sealed, key) {
        (false, _) => Ok(None),
        (true, Some(key)) => Ok(Some(Seal::of(key))),
        (true, None) => Err(ArchiveError::Key(from.display().to_string())),
    }
}

fn each_line(
    from: &Path,
    seal: Option<&Seal>,
    listing: &Listing,
    mut take: impl FnMut(&str) -> Result<(), ArchiveError>,
) -> Result<(), ArchiveError> {
    listing
        .pieces
        .iter()
        .try_for_each(|piece| pieces::lines(from, seal, piece, &mut take))
}

fn each_file(
    from: &Path,
    seal: Option<&Seal>,
    listing: &Listing,
    mut take: impl FnMut(Kept) -> Result<(), ArchiveError>,
) -> Result<(), ArchiveError> {
    each_line(from, seal, listing, |line| {
        let kept = serde_json::from_str(line);
        take(kept.or(Err(damaged("the list of files", "a line")))?)
    })
}

fn place_of(kept: &Kept, folder: &Path) -> Result<PathBuf, ArchiveError> {
    kept.below(folder)
        .ok_or_else(|| damaged(&kept.path, "leads out of the backup"))
}
