//! Backups: everything comes back, on either engine; nothing damaged or cut off is taken for a
//! registry.

use super::engine::{Place, apart, copy_folder};
use super::{Device, World, star_id};
use crate::archive::{self, ArchiveError, Manifest, Report};
use crate::environment::ManualClock;
use crate::store::{StoreError, StoreKey, params};
use crate::{Registry, RegistryConfig, StartError};
use baqylau_domain::draft::{Draft, FieldKey};
use baqylau_domain::people::AccountRole;
use baqylau_protocol::api::{self, ErrorCode};
use baqylau_protocol::feed::Scope;
use baqylau_protocol::operation::{DraftChange, OperationBody, SealedOperation};
use baqylau_protocol::session::SamplePerson;
use reqwest::{Method, StatusCode};
use std::path::{Path, PathBuf};
use std::sync::Arc;

const KEY: StoreKey = StoreKey([9; 32]);

fn config(place: &Place) -> RegistryConfig {
    let clock = Arc::new(ManualClock::new(super::morning()));
    RegistryConfig {
        storage: place.storage(),
        ..super::config(place.path(), &clock)
    }
}

fn back_up(place: &Place, to: &Path, key: Option<&StoreKey>) -> Result<Report, ArchiveError> {
    apart(|| archive::backup(&config(place), to, None, key))
}

fn put_back(place: &Place, from: &Path, key: Option<&StoreKey>) -> Result<Report, ArchiveError> {
    apart(|| archive::restore(&config(place), from, key))
}

/// What a backup holds, but for what tells one life of a registry from the next.
fn content(folder: &Path) -> Vec<(String, Vec<String>)> {
    let report = archive::verify(folder, None).unwrap();
    let mut tables = Vec::new();
    for table in &report.manifest.tables {
        let mut lines = Vec::new();
        for piece in &table.listing.pieces {
            let bytes = std::fs::read(piece_path(folder, piece.number)).unwrap();
            let mut text = String::new();
            std::io::Read::read_to_string(&mut flate2::read::GzDecoder::new(&*bytes), &mut text)
                .unwrap();
            lines.extend(text.lines().map(str::to_owned));
        }
        match table.name.as_str() {
            "meta" => lines.retain(|line| !line.contains(r#""epoch""#)),
            "audit" => lines.retain(|line| !line.contains(r#""restored""#)),
            "audit_nodes" => lines.clear(),
            _ => {}
        }
        tables.push((table.name.clone(), lines));
    }
    tables
}

fn piece_path(folder: &Path, number: u32) -> PathBuf {
    folder.join("pieces").join(format!("{number:06}"))
}

fn field(device: &mut Device, who: &SamplePerson, item: &str) -> SealedOperation {
    let key = FieldKey::Finding {
        list: "SAFE".to_owned(),
        item: item.to_owned(),
    };
    let version = Draft::default().write(
        &key,
        device.install,
        serde_json::json!(item),
        who.person.id,
        super::morning(),
    );
    let changes = vec![DraftChange { key, version }];
    let visit = star_id();
    device.seal(who, OperationBody::Draft { visit, changes })
}

#[test]
fn a_backup_goes_from_one_engine_to_the_other_and_back_with_every_byte() {
    let folder = tempfile::tempdir().unwrap();
    for start in Place::each().map(|place| place.is_server()) {
        let of = |server: bool| match server {
            true => super::engine::Engine::Postgres,
            false => super::engine::Engine::Sqlite,
        };
        let first = Place::demonstration_on(of(start));
        // Values that one engine or the way there could change.
        first.beside(|connection| {
            let values = params![
                "odd",
                r#"Ғ "quoted" \u0000 '?1' $1 %"#,
                vec![0u8, 255, 10, 39]
            ];
            connection
                .run_made(
                    "INSERT INTO workbooks (hash, code, version) VALUES (?1, ?2, 'x')",
                    &values[..2],
                )
                .unwrap();
            connection
                .run_made(
                    "INSERT INTO meta (name, value) VALUES (?1, ?2)",
                    &[values[0], values[2]],
                )
                .unwrap();
            let least = params![i64::MIN, "", Vec::<u8>::new()];
            connection
                .run_made(
                    "INSERT INTO numbers (region, year, n) VALUES (?2, ?1, ?1)",
                    &least[..2],
                )
                .unwrap();
            connection
                .run_made(
                    "INSERT INTO meta (name, value) VALUES (?1, ?2)",
                    &[least[1], least[2]],
                )
                .unwrap();
        });
        let round = |name: &str| folder.path().join(format!("{start}-{name}"));
        let made = back_up(&first, &round("a"), None).unwrap();
        assert!(made.manifest.absent.is_empty() && made.files > 0 && made.rows > 1_000);
        let others = Place::each().filter(|place| place.is_server() != start);
        let second = others.last().unwrap_or_else(|| Place::empty(of(start)));
        let restored = put_back(&second, &round("a"), None).unwrap();
        assert_eq!(restored, made);
        back_up(&second, &round("b"), None).unwrap();
        let third = Place::empty(of(start));
        put_back(&third, &round("b"), None).unwrap();
        back_up(&third, &round("c"), None).unwrap();
        let (a, b, c) = (
            content(&round("a")),
            content(&round("b")),
            content(&round("c")),
        );
        for ((one, two), three) in a.iter().zip(&b).zip(&c) {
            assert!(
                one == two && two == three,
                "{} {} {}",
                one.0,
                two.0,
                three.0
            );
        }
        assert_eq!((a.len(), b.len()), (b.len(), c.len()));
        assert!(
            a.iter()
                .any(|(table, lines)| table == "audit" && !lines.is_empty())
        );
    }
}

#[test]
fn every_table_is_in_a_backup_or_said_to_be_left_out() {
    for place in Place::each() {
        drop(place.store());
        let shapes = place.beside(|connection| archive::tables(connection).unwrap());
        let source = include_str!("../store/migrations.rs");
        let mut declared: Vec<&str> = source
            .split("CREATE TABLE ")
            .skip(1)
            .filter_map(|rest| rest.split_whitespace().next())
            .filter(|name| !["IF", "several", "facts_of_several"].contains(name))
            .filter(|name| !["sessions", "nonces", "snapshots", "snapshot_pieces"].contains(name))
            .collect();
        declared.sort_unstable();
        declared.dedup();
        assert_eq!(
            shapes, declared,
            "the engine tells of every table of the steps"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restored_registry_begins_an_epoch_asks_everybody_to_sign_in_and_gets_back_what_it_lost()
{
    let world = World::start().await;
    let (mut device, _) = world.star().await;
    let who = world.by_role(AccountRole::Commission, 0).clone();
    let mut sealed = vec![
        field(&mut device, &who, "B1"),
        field(&mut device, &who, "B2"),
    ];
    device.push(&sealed).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let backup = folder.path().join("backup");
    // The registry runs meanwhile.
    let made = back_up(&world.folder, &backup, None).unwrap();
    assert_eq!(made.manifest.epoch, world.hello.epoch);
    sealed.push(field(&mut device, &who, "B3"));
    let lost = device.push(&sealed[2..]).await.unwrap().remove(0);
    let scope = Scope::Draft(star_id());
    let seen = device.feed(&scope).await.len() as u64;

    let engine = match world.folder.is_server() {
        true => super::engine::Engine::Postgres,
        false => super::engine::Engine::Sqlite,
    };
    let place = tokio::task::spawn_blocking(move || Place::empty(engine));
    let place = place.await.unwrap();
    put_back(&place, &backup, None).unwrap();
    let after = World::over(place, Arc::clone(&world.clock)).await;
    assert_eq!(after.hello.registry, world.hello.registry);
    assert_eq!(after.hello.receipt_key, world.hello.receipt_key);
    assert_ne!(after.hello.epoch, world.hello.epoch);
    device.base = after.registry.url();
    let answer = device
        .request(Method::GET, api::SCOPES)
        .send()
        .await
        .unwrap();
    assert_eq!(
        answer.status(),
        StatusCode::UNAUTHORIZED,
        "sessions aren't restored"
    );
    device.sign_in(&after, &who).await;
    // A cursor of before is worth nothing, even where the numbers would fit.
    let stale = device.page(&scope, seen, 10).await.unwrap_err();
    assert_eq!(stale.1.code, ErrorCode::CursorTooOld);
    device.epoch = after.hello.epoch;
    assert_eq!(device.feed(&scope).await.len() as u64, seen - 1);
    // The registry says that something is missing, and takes the whole chain again.
    let next = [field(&mut device, &who, "B4")];
    let gap = device.push(&next).await.unwrap_err();
    assert_eq!(gap.1.code, ErrorCode::Gap);
    sealed.extend(next);
    let receipts = device.push(&sealed).await.unwrap();
    assert_eq!(receipts.len(), 4);
    assert_eq!(receipts[2].outcome, lost.outcome);
    assert_eq!(
        device.feed(&scope).await.len() as u64,
        seen + 1,
        "each once"
    );
    let health = after.registry.check().await.unwrap();
    assert_eq!(
        (health.audit_broken_at, health.scopes_with_gaps),
        (None, vec![])
    );
    let said = after.folder.beside(|connection| {
        let text = "SELECT object FROM audit WHERE action = 'restored'";
        connection
            .all(text, params![], |row| row.get::<String>(0))
            .unwrap()
    });
    assert_eq!(said.len(), 1);
    assert!(said[0].contains(&world.hello.epoch.to_string()), "{said:?}");
}

/// A backup of the demonstration, made once.
fn sample() -> &'static (tempfile::TempDir, Manifest) {
    static SAMPLE: std::sync::OnceLock<(tempfile::TempDir, Manifest)> = std::sync::OnceLock::new();
    SAMPLE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::demonstration();
        let made = back_up(&place, &folder.path().join("b"), None).unwrap();
        (folder, made.manifest)
    })
}

fn copy_of_sample() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy");
    copy_folder(&sample().0.path().join("b"), &copy);
    (folder, copy)
}

fn all_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(all_files(&path));
        } else {
            found.push(path);
        }
    }
    found
}

#[test]
fn a_damaged_backup_is_refused_with_the_place_and_nothing_is_written() {
    let (_folder, copy) = copy_of_sample();
    let mut files = all_files(&copy);
    files.sort();
    assert!(files.len() > 5, "{files:?}");
    // Each kind of damage in turn, over the manifest and a part of the pieces and attachments.
    let step = (files.len() / 12).max(1);
    let chosen = files
        .iter()
        .enumerate()
        .filter(|(n, path)| n % step == 0 || path.ends_with("manifest.json"));
    for (turn, (_, path)) in chosen.enumerate() {
        let whole = std::fs::read(path).unwrap();
        let middle = whole.len() / 2;
        match turn % 3 {
            0 => {
                let mut flipped = whole.clone();
                flipped[middle] ^= 1;
                std::fs::write(path, flipped).unwrap();
            }
            1 => std::fs::write(path, &whole[..middle]).unwrap(),
            _ => std::fs::remove_file(path).unwrap(),
        }
        let place = Place::empty(super::engine::Engine::chosen());
        let refused = put_back(&place, &copy, None).unwrap_err();
        let name = path.file_name().unwrap().to_str().unwrap();
        match &refused {
            ArchiveError::Damaged { place, .. } => assert!(place.contains(name), "{refused}"),
            ArchiveError::Forged(_) | ArchiveError::NoBackup(_) if name == "manifest.json" => {}
            other => panic!("{name}: {other}"),
        }
        assert!(std::fs::read_dir(place.path()).unwrap().next().is_none());
        std::fs::write(path, &whole).unwrap();
    }
    archive::verify(&copy, None).unwrap();
}

#[test]
fn a_manifest_that_was_written_by_somebody_else_is_refused() {
    let (_folder, copy) = copy_of_sample();
    let path = copy.join("manifest.json");
    let text = std::fs::read_to_string(&path).unwrap();
    // One row fewer of the accounts than were backed up.
    let other = text.replacen(r#"\"rows\":"#, r#"\"rows\":1"#, 1);
    assert_ne!(text, other);
    std::fs::write(&path, other).unwrap();
    let refused = archive::verify(&copy, None).unwrap_err();
    assert!(matches!(refused, ArchiveError::Forged(_)), "{refused}");
}

#[test]
fn nothing_is_written_over() {
    let (_folder, copy) = copy_of_sample();
    let full = Place::demonstration();
    let refused = put_back(&full, &copy, None).unwrap_err();
    assert!(matches!(refused, ArchiveError::NotEmpty(_)), "{refused}");
    let refused = back_up(&full, &copy, None).unwrap_err();
    assert!(matches!(refused, ArchiveError::NotEmpty(_)), "{refused}");
    // An empty folder beside a database that is somebody's.
    if let Some(database) = &full.database {
        let beside = Place {
            folder: tempfile::tempdir().unwrap(),
            database: Some(super::engine::Database(database.0.clone())),
            through: None,
        };
        let refused = put_back(&beside, &copy, None).unwrap_err();
        assert!(matches!(refused, ArchiveError::NotEmpty(_)), "{refused}");
        assert!(
            std::fs::read_dir(beside.path())
                .unwrap()
                .next()
                .is_some_and(|left| { left.unwrap().file_name() == "registry.lock" })
        );
        std::mem::forget(beside.database);
    }
    let nowhere = Place::empty(super::engine::Engine::Sqlite);
    let to = nowhere.path().join("to");
    let refused = back_up(&nowhere, &to, None).unwrap_err();
    assert!(matches!(refused, ArchiveError::NoRegistry(_)), "{refused}");
    assert!(!nowhere.path().join("registry.db").exists());
}

#[test]
fn an_encrypted_backup_shows_no_row_and_opens_with_its_key_alone() {
    let folder = tempfile::tempdir().unwrap();
    let backup = folder.path().join("b");
    let place = Place::demonstration();
    let made = back_up(&place, &backup, Some(&KEY)).unwrap();
    assert!(made.manifest.sealed);
    for path in all_files(&backup.join("pieces")) {
        let bytes = std::fs::read(path).unwrap();
        assert!(!bytes.starts_with(&[0x1f, 0x8b]), "no gzip in sight");
    }
    let other = StoreKey([8; 32]);
    for key in [None, Some(&other)] {
        let refused = archive::verify(&backup, key).unwrap_err();
        assert!(matches!(refused, ArchiveError::Key(_)), "{refused}");
    }
    for empty in Place::each() {
        let restored = put_back(&empty, &backup, Some(&KEY)).unwrap();
        assert_eq!(restored.rows, made.rows);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restore_cut_off_anywhere_never_starts_as_a_registry() {
    let (_folder, copy) = super::engine::apart(copy_of_sample);
    let engine = super::engine::Engine::chosen();
    // Before the first row, between tables, before the last step: as after a kill, the restore
    // stops where a piece or a file is gone that was there when all of it was checked.
    for stop in ["mark", "database", "rows"] {
        let place = tokio::task::spawn_blocking(move || Place::empty(engine))
            .await
            .unwrap();
        let config = config(&place);
        match stop {
            "mark" => std::fs::write(place.path().join("restore.unfinished"), "").unwrap(),
            "database" => place.beside(|connection| {
                connection
                    .batch(crate::store::sql::UNFINISHED_MAKE)
                    .unwrap();
            }),
            _ => {
                put_back(&place, &copy, None).unwrap();
                place.beside(|connection| {
                    connection
                        .batch(crate::store::sql::UNFINISHED_MAKE)
                        .unwrap();
                });
            }
        }
        let refused = Registry::start(config.clone()).await.err().unwrap();
        let unfinished = matches!(&refused, StartError::Store(StoreError::Unfinished));
        assert!(unfinished, "{stop}: {refused}");
        let again = put_back(&place, &copy, None).unwrap_err();
        assert!(
            matches!(again, ArchiveError::NotEmpty(_)),
            "{stop}: {again}"
        );
        let backed_up = back_up(&place, &place.path().join("to"), None).unwrap_err();
        assert!(
            matches!(backed_up, ArchiveError::NoRegistry(_)),
            "{stop}: {backed_up}"
        );
    }
}

#[test]
fn the_next_backup_links_what_it_has_already_and_stands_alone() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::demonstration();
    let (one, two) = (folder.path().join("one"), folder.path().join("two"));
    back_up(&place, &one, None).unwrap();
    let made = apart(|| archive::backup(&config(&place), &two, Some(&one), None)).unwrap();
    #[cfg(unix)]
    for path in all_files(&two.join("files/blobs")) {
        use std::os::unix::fs::MetadataExt as _;
        assert_eq!(std::fs::metadata(&path).unwrap().nlink(), 2);
    }
    std::fs::remove_dir_all(&one).unwrap();
    assert_eq!(archive::verify(&two, None).unwrap(), made);
}

#[test]
fn an_attachment_that_is_gone_already_is_named_and_stops_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::demonstration();
    let blobs = all_files(&place.path().join("blobs/complete"));
    std::fs::remove_file(&blobs[0]).unwrap();
    let bytes = std::fs::read(&blobs[1]).unwrap();
    std::fs::write(&blobs[1], vec![b'x'; bytes.len()]).unwrap();
    let made = back_up(&place, &folder.path().join("b"), None).unwrap();
    let mut absent: Vec<String> = made
        .manifest
        .absent
        .iter()
        .map(ToString::to_string)
        .collect();
    let name = |path: &PathBuf| path.file_name().unwrap().to_str().unwrap().to_owned();
    let mut expected = vec![name(&blobs[0]), name(&blobs[1])];
    absent.sort();
    expected.sort();
    assert_eq!(absent, expected);
    assert!(
        made.to_string().contains("2 attachments were missing"),
        "{made}"
    );
    put_back(
        &Place::empty(super::engine::Engine::chosen()),
        &folder.path().join("b"),
        None,
    )
    .unwrap();
}

#[test]
fn a_backup_of_an_earlier_version_is_brought_to_this_one() {
    let (_folder, copy) = copy_of_sample();
    let place = Place::demonstration();
    let key: Vec<u8> = place.beside(|connection| {
        let text = "SELECT value FROM meta WHERE name = 'receipt_key'";
        connection
            .one(text, params![], |row| row.get(0))
            .unwrap()
            .unwrap()
    });
    // As the version before the tree over the audit log would have written it.
    let mut manifest = archive::verify(&copy, None).unwrap().manifest;
    manifest.version = 6;
    let (_, later) = include_str!("../store/migrations.rs")
        .split_once("const AUDIT_TREE: &str")
        .unwrap();
    let made = later.split("CREATE TABLE ").skip(1);
    let later: Vec<&str> = made
        .filter_map(|one| Some(one.split_once(' ')?.0))
        .collect();
    assert!(later.contains(&"audit_nodes"));
    manifest
        .tables
        .retain(|table| !later.contains(&table.name.as_str()));
    std::fs::remove_file(copy.join("manifest.json")).unwrap();
    let key = ed25519_dalek::SigningKey::from_bytes(&key.try_into().unwrap());
    archive::rewrite(&manifest, &copy, &key).unwrap();
    for empty in Place::each() {
        put_back(&empty, &copy, None).unwrap();
        let health = empty.beside(|connection| crate::audit::check(connection).unwrap());
        assert_eq!(
            health,
            Ok(manifest.audit.size + 1),
            "and the line about the restore"
        );
    }
    place.beside(|connection| {
        let earlier = "DELETE FROM migrations WHERE version >= 7";
        connection.batch(earlier).unwrap();
    });
    let refused = back_up(&place, &place.path().join("b"), None).unwrap_err();
    assert!(matches!(refused, ArchiveError::Earlier(_)), "{refused}");
}
