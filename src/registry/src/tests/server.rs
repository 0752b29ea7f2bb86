//! What only a server does: it is absent, refuses, goes away, and serves others at the same time.

use super::engine::{Engine, Place, apart, tell};
use super::{World, star_id};
use crate::environment::ManualClock;
use crate::store::{Connection, Origin, Store, StoreError, params, rows, sql};
use crate::{EmbeddedRegistry, PostgresUrl, RegistryConfig, StartError, StoreKey};
use baqylau_domain::people::AccountRole;
use baqylau_domain::visit::VisitOp;
use baqylau_protocol::operation::OperationBody;
use baqylau_protocol::receipt::Outcome;
use reqwest::StatusCode;
use std::io::{Read as _, Write as _};
use std::net::Shutdown;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use tempfile::TempDir;

/// An empty database of the server, when there is one.
fn empty() -> Option<Place> {
    Engine::all()
        .contains(&Engine::Postgres)
        .then(|| Place::empty(Engine::Postgres))
}

fn counter(connection: &Connection) -> Result<u8, StoreError> {
    let found = rows::meta(connection, "counter")?;
    Ok(found.and_then(|bytes| bytes.first().copied()).unwrap_or(0))
}

fn refused(url: &str) -> StoreError {
    let url = PostgresUrl::parse(url, None).unwrap();
    Store::open(&Origin::Server(url)).err().unwrap()
}

fn server() -> String {
    std::env::var("BAQYLAU_TEST_POSTGRES").unwrap()
}

#[test]
fn what_was_read_and_changed_by_somebody_else_meanwhile_is_read_again() {
    let Some(place) = empty() else { return };
    let store = place.store();
    let times = Arc::new(AtomicU32::new(0));
    let (origin, counted) = (place.origin(), Arc::clone(&times));
    let outcome = store.write_blocking(move |tx| -> Result<u8, StoreError> {
        let read = counter(tx)?;
        if counted.fetch_add(1, Ordering::SeqCst) == 0 {
            // Somebody who doesn't wait for their turn.
            let other = origin.open()?;
            other.batch("INSERT INTO meta (name, value) VALUES ('counter', '\\x29')")?;
        }
        rows::put_meta(tx, "counter", &[read + 1])?;
        Ok(read + 1)
    });
    assert_eq!(outcome, Ok(42));
    assert_eq!(times.load(Ordering::SeqCst), 2);
    assert_eq!(store.read_blocking(counter), Ok(42));
}

#[test]
fn a_refusal_over_a_state_that_never_was_is_not_answered() {
    let Some(place) = empty() else { return };
    let store = place.store();
    let times = Arc::new(AtomicU32::new(0));
    let (origin, counted) = (place.origin(), Arc::clone(&times));
    let outcome = store.write_blocking(move |tx| -> Result<&'static str, StoreError> {
        if counter(tx)? > 0 {
            return Ok("there is one");
        }
        counted.fetch_add(1, Ordering::SeqCst);
        origin
            .open()?
            .batch("INSERT INTO meta (name, value) VALUES ('counter', '\\x01')")?;
        // What the job makes of the clash is its own affair.
        let _ = rows::put_meta(tx, "counter", &[7]);
        Err(StoreError::Corrupt("there is none"))
    });
    assert_eq!(outcome, Ok("there is one"));
    assert_eq!(times.load(Ordering::SeqCst), 1);
}

const OTHERS: &str = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()";

#[test]
fn work_goes_on_after_the_server_broke_off_and_happens_once() {
    let Some(place) = empty() else { return };
    let store = place.store();
    assert_eq!(store.read_blocking(counter), Ok(0));
    let times = Arc::new(AtomicU32::new(0));
    let (origin, counted) = (place.origin(), Arc::clone(&times));
    let outcome = store.write_blocking(move |tx| -> Result<u8, StoreError> {
        let read = counter(tx)?;
        rows::put_meta(tx, "counter", &[read + 1])?;
        if counted.fetch_add(1, Ordering::SeqCst) < 2 {
            let ended: i64 = origin.open()?.only(OTHERS, params![])?;
            assert!(ended >= 1);
        }
        rows::put_meta(tx, "after", &[read + 1])?;
        Ok(read + 1)
    });
    assert_eq!(outcome, Ok(1));
    assert_eq!(times.load(Ordering::SeqCst), 3);
    // The readers' connections were ended as well.
    assert_eq!(store.read_blocking(counter), Ok(1));
    // And an idle writer finds out when there is something to do.
    place.beside(|connection| connection.only::<i64>(OTHERS, params![]).unwrap());
    let again = store.write_blocking(|tx| -> Result<u8, StoreError> {
        let read = counter(tx)?;
        rows::put_meta(tx, "counter", &[read + 1])?;
        Ok(read + 1)
    });
    assert_eq!(again, Ok(2));
}

/// Ends the server's side of a connection while it commits, before or after it is durable.
const AT_COMMIT: &str = "
CREATE FUNCTION leave() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END';
CREATE CONSTRAINT TRIGGER leaving AFTER INSERT ON meta DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.name = 'leave') EXECUTE FUNCTION leave()";

#[test]
fn a_commit_nobody_answered_for_is_called_uncertain_and_not_done_twice() {
    let Some(place) = empty() else { return };
    let store = place.store();
    place.beside(|connection| connection.batch(AT_COMMIT).unwrap());
    let times = Arc::new(AtomicU32::new(0));
    let counted = Arc::clone(&times);
    let outcome = store.write_blocking(move |tx| -> Result<(), StoreError> {
        counted.fetch_add(1, Ordering::SeqCst);
        rows::put_meta(tx, "leave", &[1])
    });
    assert_eq!(outcome, Err(StoreError::Uncertain));
    assert_eq!(times.load(Ordering::SeqCst), 1);
    assert_eq!(
        store.write_blocking(|tx| counter(tx)),
        Ok(0),
        "and it goes on"
    );
}

/// Stands between a registry and the server, and swallows the answer to a commit when armed: the
/// work is kept, and nobody is told.
struct Swallower {
    _folder: TempDir,
    url: PostgresUrl,
    armed: Arc<AtomicBool>,
}

impl Swallower {
    fn before(place: &Place) -> Self {
        let files = std::env::var("BAQYLAU_TEST_FILES").unwrap();
        let port = std::env::var("BAQYLAU_TEST_POSTGRES_PORT").unwrap();
        let server = Path::new(&files).with_file_name(format!(".s.PGSQL.{port}"));
        let folder = tempfile::tempdir().unwrap();
        let listener = UnixListener::bind(folder.path().join(".s.PGSQL.5432")).unwrap();
        let armed = Arc::new(AtomicBool::new(false));
        let arm = Arc::clone(&armed);
        std::thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let server = UnixStream::connect(&server).unwrap();
                let cut = Arc::new(AtomicBool::new(false));
                let ends = (client.try_clone().unwrap(), server.try_clone().unwrap());
                let (arm, to_cut) = (Arc::clone(&arm), Arc::clone(&cut));
                std::thread::spawn(move || {
                    pass(ends.0, ends.1, |bytes| {
                        let commits = bytes.windows(7).any(|window| window == b"COMMIT\0");
                        if commits && arm.swap(false, Ordering::SeqCst) {
                            to_cut.store(true, Ordering::SeqCst);
                        }
                        true
                    });
                });
                std::thread::spawn(move || {
                    pass(server, client, |_| !cut.load(Ordering::SeqCst));
                });
            }
        });
        let host = folder.path().to_str().unwrap().replace('/', "%2F");
        let database = &place.database.as_ref().unwrap().0;
        let url = PostgresUrl::parse(&format!("postgresql://tester@{host}/{database}"), None);
        Self {
            _folder: folder,
            url: url.unwrap(),
            armed,
        }
    }
}

/// Hands bytes on until there are no more or they may not pass; then both ends are closed.
fn pass(mut from: UnixStream, mut to: UnixStream, mut may: impl FnMut(&[u8]) -> bool) {
    let mut buffer = vec![0u8; 64 * 1024];
    while let Ok(count) = from.read(&mut buffer) {
        if count == 0 || !may(&buffer[..count]) || to.write_all(&buffer[..count]).is_err() {
            break;
        }
    }
    let _ = from.shutdown(Shutdown::Both);
    let _ = to.shutdown(Shutdown::Both);
}

#[test]
fn what_was_kept_without_an_answer_is_neither_denied_nor_done_again() {
    let Some(place) = empty() else { return };
    let between = Swallower::before(&place);
    let store = Store::open(&Origin::Server(between.url.clone())).unwrap();
    between.armed.store(true, Ordering::SeqCst);
    let add = |tx: &crate::store::Tx<'_>| -> Result<u8, StoreError> {
        let read = counter(tx)?;
        rows::put_meta(tx, "counter", &[read + 1])?;
        Ok(read + 1)
    };
    assert_eq!(store.write_blocking(add), Err(StoreError::Uncertain));
    assert_eq!(store.read_blocking(counter), Ok(1), "it was kept");
    assert_eq!(store.write_blocking(add), Ok(2));
}

#[tokio::test(flavor = "multi_thread")]
async fn operations_sent_again_after_an_uncertain_commit_happen_once() {
    if !Engine::all().contains(&Engine::Postgres) {
        return;
    }
    let place = tokio::task::spawn_blocking(|| Place::demonstration_on(Engine::Postgres));
    let mut place = place.await.unwrap();
    let between = Swallower::before(&place);
    place.through = Some(between.url.clone());
    let clock = Arc::new(ManualClock::new(super::morning()));
    let world = World::over(place, clock).await;
    let (mut device, visit) = world.star().await;
    let who = world.by_role(AccountRole::Commission, 0).clone();
    let body = OperationBody::Visit {
        visit: visit.id,
        op: VisitOp::Arrive { location: None },
    };
    let sealed = device.seal(&who, body);
    between.armed.store(true, Ordering::SeqCst);
    let lost = device.push(std::slice::from_ref(&sealed)).await;
    assert_eq!(lost.unwrap_err().0, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(device.visit(star_id()).await.stage.name().key(), "on-site");
    let first = device.push(std::slice::from_ref(&sealed)).await.unwrap();
    let second = device.push(std::slice::from_ref(&sealed)).await.unwrap();
    assert_eq!(first, second);
    assert_eq!(first[0].outcome, Outcome::Applied);
    let kept = first[0].operation;
    let receipts = world
        .folder
        .beside(|connection| rows::receipts(connection, kept).unwrap());
    assert_eq!(receipts.len(), 1);
    let health = world.registry.check().await.unwrap();
    assert_eq!(
        (health.audit_broken_at, health.scopes_with_gaps),
        (None, vec![])
    );
}

#[test]
fn a_server_that_refuses_is_told_from_one_that_is_absent() {
    let Some(place) = empty() else { return };
    let name = &place.database.as_ref().unwrap().0;
    let absent = refused("postgresql://tester@%2Fnonexistent/registry");
    assert!(matches!(absent, StoreError::Unreachable(_)), "{absent}");
    let unheard = refused("postgresql://tester@127.0.0.1:1/registry?sslmode=disable");
    assert!(matches!(unheard, StoreError::Unreachable(_)), "{unheard}");

    let without = refused(&format!("{}/no_such_database", server()));
    assert!(matches!(without, StoreError::NoDatabase(_)), "{without}");
    assert!(without.to_string().contains("no_such_database"));

    tell(&format!("ALTER DATABASE {name} OWNER TO locked"));
    let own = format!("{}/{name}", server().replace("tester@", "locked@"));
    let url = PostgresUrl::parse(&own, None).unwrap();
    let wrong = Origin::Server(url.clone().with_password("wrong-secret"));
    let denied = Store::open(&wrong).err().unwrap();
    assert!(matches!(denied, StoreError::Denied(_)), "{denied}");
    assert!(!format!("{denied} {denied:?} {wrong:?}").contains("secret"));
    // And it is one that owns nothing but its database: no rights of an administrator are needed.
    let right = Origin::Server(url.with_password("right"));
    Store::open(&right).unwrap().close();
    apart(|| {
        let connection = right.open().unwrap();
        assert_eq!(connection.exists(sql::VERSION, params![]), Ok(true));
    });
}

#[test]
fn a_server_is_believed_by_its_certificate_for_its_name_alone() {
    let Some(place) = empty() else { return };
    let Ok(authority) = std::env::var("BAQYLAU_TEST_POSTGRES_CA") else {
        assert!(
            std::env::var("CI").is_err(),
            "the server has no certificate"
        );
        println!("skipped: the server has no certificate");
        return;
    };
    let port = std::env::var("BAQYLAU_TEST_POSTGRES_PORT").unwrap();
    let name = &place.database.as_ref().unwrap().0;
    tell(&format!("ALTER DATABASE {name} OWNER TO locked"));
    let open = |host: &str, mode: &str, authority: Option<&str>| {
        let url = format!("postgresql://locked@{host}:{port}/{name}?sslmode={mode}");
        let url = PostgresUrl::parse(&url, authority.map(AsRef::as_ref)).unwrap();
        Store::open(&Origin::Server(url.with_password("right")))
    };
    let known = Some(&*authority);
    let store = open("localhost", "require", known).unwrap();
    let encrypted = "SELECT count(*) FROM pg_stat_ssl WHERE ssl AND pid = pg_backend_pid()";
    let count = store.read_blocking(|connection| connection.only(encrypted, params![]));
    assert_eq!(count, Ok(1i64));
    open("localhost", "prefer", known).unwrap().close();
    for (host, mode, authority, why) in [
        ("localhost", "require", None, "nobody vouches for it"),
        (
            "localhost",
            "prefer",
            None,
            "and preferring is no reason to believe",
        ),
        ("127.0.0.1", "require", known, "that isn't its name"),
        ("localhost", "disable", known, "it insists on TLS itself"),
    ] {
        assert!(open(host, mode, authority).is_err(), "{why}");
    }
}

#[test]
fn a_password_is_never_shown() {
    let url = "postgresql://registry:very-secret@db.example:6432/baqylau?sslmode=disable";
    let url = PostgresUrl::parse(url, None).unwrap();
    assert!(url.has_password());
    let config = RegistryConfig {
        storage: crate::Storage::Postgres(url.clone()),
        ..RegistryConfig::new("x")
    };
    let shown = format!("{url} {url:?} {config:?}");
    assert!(!shown.contains("secret"), "{shown}");
    assert!(shown.contains("db.example:6432/baqylau"));
    for bad in [
        "postgresql://registry:very-secret@host:port/x",
        "registry:very-secret",
        "postgresql:///x",
        "postgresql://host/x",
        "host=a user=b nonsense=very-secret",
    ] {
        let refused = PostgresUrl::parse(bad, None).unwrap_err();
        assert!(matches!(refused, StoreError::Address(_)), "{bad}");
        assert!(!refused.to_string().contains("secret"), "{refused}");
    }
    let absent = PostgresUrl::parse("postgresql://a@b/c", Some("/nonexistent".as_ref()));
    assert!(matches!(absent, Err(StoreError::Io(_))));
}

#[test]
fn registries_share_a_server_and_its_folder_but_not_with_a_file() {
    let Some(place) = empty() else { return };
    let first = EmbeddedRegistry::start(place.config()).unwrap();
    let second = EmbeddedRegistry::start(place.config()).unwrap();
    let file = EmbeddedRegistry::start(RegistryConfig::new(place.path()));
    assert!(matches!(file.err(), Some(StartError::InUse)));
    let encrypted = RegistryConfig {
        key: Some(StoreKey([1; 32])),
        ..place.config()
    };
    let refused = EmbeddedRegistry::start(encrypted).err();
    assert!(matches!(refused, Some(StartError::KeyOfAServer)));
    drop((first, second));
}

#[test]
fn databases_that_keep_texts_differently_are_refused() {
    let Some(place) = empty() else { return };
    let name = &place.database.as_ref().unwrap().0;
    tell(&format!(
        "CREATE DATABASE {name}l TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE_PROVIDER libc LOCALE 'C'"
    ));
    let refused = refused(&format!("{}/{name}l", server()));
    assert_eq!(refused, StoreError::Setting("server_encoding"));
    tell(&format!("DROP DATABASE {name}l"));
}
