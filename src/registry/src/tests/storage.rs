//! The store: what was acknowledged is there, whatever happens.

use super::engine::{Database, Place, copy_folder};
use super::{World, star_id};
use crate::audit;
use crate::environment::ManualClock;
use crate::store::{Origin, Store, StoreError, StoreKey, rows};
use baqylau_domain::people::AccountRole;
use baqylau_domain::visit::{StageName, VisitOp};
use baqylau_protocol::operation::OperationBody;
use baqylau_protocol::receipt::Outcome;
use std::sync::Arc;

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_of_the_folder_taken_while_it_runs_holds_everything_acknowledged() {
    let world = World::start().await;
    let (mut device, visit) = world.star().await;
    let who = world.by_role(AccountRole::Commission, 0).clone();
    for op in [
        VisitOp::Arrive { location: None },
        VisitOp::HandLeaflet,
        VisitOp::Admit,
    ] {
        assert_eq!(device.visit_op(&who, visit.id, op).await, Outcome::Applied);
    }
    // As after a power cut: nobody closed anything. A server is asked by a second registry.
    let folder = Place {
        folder: tempfile::tempdir().unwrap(),
        database: world
            .folder
            .database
            .as_ref()
            .map(|database| Database(database.0.clone())),
        through: None,
    };
    copy_folder(world.folder.path(), folder.path());
    let clock = Arc::new(ManualClock::new(super::morning()));
    let after = World::over(folder, clock).await;
    assert_eq!(after.hello.registry, world.hello.registry);
    assert_eq!(after.hello.epoch, world.hello.epoch);
    device.base = after.registry.url();
    assert_eq!(
        device.visit(visit.id).await.stage.name(),
        StageName::Recording
    );
    // The chain goes on where it was, with the session of before.
    let begin = VisitOp::BeginMerging;
    assert_eq!(
        device.visit_op(&who, visit.id, begin).await,
        Outcome::Applied
    );
    assert_eq!(after.registry.check().await.unwrap().audit_broken_at, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_in_the_middle_of_pushing_loses_and_doubles_nothing() {
    let mut world = World::start().await;
    let (mut device, _) = world.star().await;
    let who = world.by_role(AccountRole::Commission, 0).clone();
    let mut sealed = Vec::new();
    for index in 0..12 {
        let key = baqylau_domain::draft::FieldKey::Finding {
            list: "SAFE".to_owned(),
            item: format!("B{index}"),
        };
        let version = baqylau_domain::draft::Draft::default().write(
            &key,
            device.install,
            serde_json::json!(index),
            who.person.id,
            super::morning(),
        );
        let changes = vec![baqylau_protocol::operation::DraftChange { key, version }];
        sealed.push(device.seal(
            &who,
            OperationBody::Draft {
                visit: star_id(),
                changes,
            },
        ));
        device.push(&sealed[index..]).await.unwrap();
        if index % 5 == 4 {
            world = world.restart().await;
            device.base = world.registry.url();
            // Not sure whether the last answer came: everything again.
            device.push(&sealed).await.unwrap();
        }
    }
    let feed = device
        .feed(&baqylau_protocol::feed::Scope::Draft(star_id()))
        .await;
    assert_eq!(feed.len(), 12);
}

#[test]
fn a_job_that_fails_takes_nothing_of_its_group_with_it() {
    for place in Place::each() {
        let store = Arc::new(place.store());
        std::thread::scope(|scope| {
            for index in 0..40u8 {
                let store = Arc::clone(&store);
                scope.spawn(move || {
                    let outcome = store.write_blocking(move |tx| -> Result<(), StoreError> {
                        rows::put_meta(tx, &format!("n{index}"), &[index])?;
                        if index % 4 == 0 {
                            Err(StoreError::Corrupt("test"))
                        } else {
                            Ok(())
                        }
                    });
                    assert_eq!(outcome.is_err(), index % 4 == 0);
                });
            }
        });
        store.close();
        let again = place.store();
        for index in 0..40u8 {
            let found = again
                .read_blocking(|connection| rows::meta(connection, &format!("n{index}")))
                .unwrap();
            assert_eq!(found.is_some(), index % 4 != 0, "{index}");
        }
    }
}

#[test]
fn an_encrypted_store_opens_with_its_key_only_and_shows_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("registry.db");
    let with = |key: Option<[u8; 32]>| Origin::File {
        path: path.clone(),
        key: key.map(StoreKey),
    };
    let store = Store::open(&with(Some([7; 32]))).unwrap();
    store
        .write_blocking(|tx| -> Result<(), StoreError> {
            rows::put_meta(tx, "word", b"a very visible word")
        })
        .unwrap();
    store.close();
    let bytes = std::fs::read(&path).unwrap();
    assert!(!bytes.windows(12).any(|window| window == b"very visible"));
    assert!(!bytes.starts_with(b"SQLite format 3"));
    assert_eq!(with(None).open().err(), Some(StoreError::NotAStore));
    assert_eq!(
        with(Some([8; 32])).open().err(),
        Some(StoreError::NotAStore)
    );
    let again = Store::open(&with(Some([7; 32]))).unwrap();
    let word = again
        .read_blocking(|connection| rows::meta(connection, "word"))
        .unwrap();
    assert_eq!(word.as_deref(), Some(b"a very visible word".as_slice()));
}

#[test]
fn a_store_of_a_newer_program_is_left_alone() {
    for place in Place::each() {
        place.store().close();
        place.beside(|connection| {
            let later = "INSERT INTO migrations (version, name) VALUES (99, 'later')";
            connection.batch(later).unwrap();
        });
        let refused = Store::open(&place.origin()).err().unwrap();
        assert!(
            matches!(refused, StoreError::Newer { found: 99, known } if known < 99),
            "{refused}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn receipts_given_before_all_were_kept_are_kept_from_then_on() {
    let world = World::start().await;
    let (mut device, visit) = world.star().await;
    let who = world.by_role(AccountRole::Commission, 0).clone();
    let body = OperationBody::Visit {
        visit: visit.id,
        op: VisitOp::Arrive { location: None },
    };
    let sealed = device.seal(&who, body);
    let receipt = device.push(&[sealed]).await.unwrap().remove(0);
    let World {
        registry,
        clock,
        folder,
        ..
    } = world;
    registry.stop().await;
    folder.beside(|connection| {
        // Every table of that step and of later ones.
        let (_, later) = include_str!("../store/migrations.rs")
            .split_once("const RECEIPTS: &str")
            .unwrap();
        for made in later.split("CREATE TABLE ").skip(1) {
            let (table, _) = made.split_once(' ').unwrap();
            connection
                .batch(&format!("DROP TABLE IF EXISTS {table}"))
                .unwrap();
        }
        let earlier = "DELETE FROM migrations WHERE version >= 5";
        connection.batch(earlier).unwrap();
    });
    let world = World::over(folder, clock).await;
    world.registry.stop().await;
    let operation = receipt.operation;
    let kept = world
        .folder
        .beside(|connection| rows::receipts(connection, operation).unwrap());
    let read: Vec<_> = kept.iter().map(|signed| device.verified(signed)).collect();
    assert_eq!(read, [receipt]);
}

#[test]
fn two_registries_never_share_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let config = || crate::RegistryConfig::new(folder.path());
    let first = crate::EmbeddedRegistry::start(config()).unwrap();
    let second = crate::EmbeddedRegistry::start(config()).err().unwrap();
    assert!(matches!(second, crate::StartError::InUse));
    // Nor a file, from folders of their own.
    let other = tempfile::tempdir().unwrap();
    let elsewhere = || crate::RegistryConfig {
        storage: crate::Storage::Sqlite {
            file: Some(other.path().join("records.db")),
        },
        ..crate::RegistryConfig::new(other.path().join(super::new_uuid().to_string()))
    };
    let third = crate::EmbeddedRegistry::start(elsewhere()).unwrap();
    let fourth = crate::EmbeddedRegistry::start(elsewhere()).err().unwrap();
    assert!(matches!(fourth, crate::StartError::InUse));
    drop((first, third));
    crate::EmbeddedRegistry::start(config()).unwrap();
    let demo = crate::EmbeddedRegistry::start(crate::RegistryConfig::demo(folder.path()));
    assert!(matches!(
        demo.err(),
        Some(crate::StartError::NotADemonstration)
    ));
}

#[test]
fn a_changed_line_of_the_audit_log_is_found() {
    for place in Place::each() {
        let store = place.store();
        store
            .write_blocking(|tx| -> Result<(), StoreError> {
                for object in ["a", "b", "c"] {
                    audit::write(
                        tx,
                        super::morning(),
                        &audit::Line {
                            operation: "",
                            actor: None,
                            action: "test",
                            object,
                        },
                    )?;
                }
                Ok(())
            })
            .unwrap();
        assert_eq!(store.read_blocking(audit::check), Ok(Ok(3)));
        store.close();
        place.beside(|connection| {
            let changed = "UPDATE audit SET object = 'x' WHERE n = 2";
            connection.batch(changed).unwrap();
            assert_eq!(audit::check(connection), Ok(Err(2)));
        });
    }
}
