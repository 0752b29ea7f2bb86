//! The databases the tests run on: SQLite always, PostgreSQL where a server was made for them
//! (`tests/postgres`).
//!
//! `BAQYLAU_TEST_ENGINE=postgres` lets every test of the registry use the server; tests of the
//! store itself go through both engines anyway. With `BAQYLAU_TEST_CITUS=1` the server is a
//! coordinator with two workers, and a database is one of all three.

use crate::environment::ManualClock;
use crate::store::{Connection, Origin, Store};
use crate::{PostgresUrl, RegistryConfig, Storage};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use tempfile::TempDir;

/// The server made for the tests, without a database.
const SERVER: &str = "BAQYLAU_TEST_POSTGRES";

/// A folder that lives as long as that server.
const FILES: &str = "BAQYLAU_TEST_FILES";

/// Which engine the registry's tests use.
const ENGINE: &str = "BAQYLAU_TEST_ENGINE";

/// An engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Engine {
    Sqlite,
    Postgres,
}

impl Engine {
    /// The one the registry's tests use.
    pub(super) fn chosen() -> Self {
        match std::env::var(ENGINE).as_deref() {
            Ok("postgres") => Self::Postgres,
            Ok("sqlite") | Err(_) => Self::Sqlite,
            Ok(other) => panic!("{ENGINE}={other}: sqlite or postgres"),
        }
    }

    /// Every engine there is. In CI nothing is left out.
    pub(super) fn all() -> Vec<Self> {
        if server().is_some() {
            return vec![Self::Sqlite, Self::Postgres];
        }
        assert!(std::env::var("CI").is_err(), "{SERVER} isn't set");
        println!("skipped: PostgreSQL; tests/postgres COMMAND runs a command beside a server");
        vec![Self::Sqlite]
    }
}

fn server() -> Option<String> {
    std::env::var(SERVER).ok()
}

/// The address of a database of the server.
pub(super) fn address(database: &str) -> PostgresUrl {
    let server = server().expect("a server was made for the tests");
    PostgresUrl::parse(&format!("{server}/{database}"), None).unwrap()
}

/// The workers of a server whose tables are spread: where a database of theirs is.
pub(super) fn workers(database: &str) -> Vec<PostgresUrl> {
    let ports = std::env::var("BAQYLAU_TEST_CITUS_WORKERS").unwrap_or_default();
    let address = |port| {
        let url = format!("postgresql://tester@127.0.0.1:{port}/{database}?sslmode=disable");
        PostgresUrl::parse(&url, None).unwrap()
    };
    ports.split_whitespace().map(address).collect()
}

/// Does something outside the asynchronous runtime a test may be in.
pub(super) fn apart<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| scope.spawn(work).join().unwrap())
}

/// Tells the server something, outside every database of the tests; its workers too.
pub(super) fn tell(statements: &str) {
    apart(|| told(statements).unwrap());
}

fn drop_quietly(statement: &str) {
    let _ = apart(|| told(statement).or_else(|_| told(statement)));
}

fn told(statements: &str) -> Result<(), crate::StoreError> {
    for server in workers("postgres").into_iter().chain([address("postgres")]) {
        Origin::Server(server).open()?.batch(statements)?;
    }
    Ok(())
}

/// Makes a database as a copy of another.
fn copy(name: &str, template: &str) {
    // Over several machines, who looks after a database may still be at work in it.
    let alone = format!(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{template}'"
    );
    if !workers(template).is_empty() {
        tell(&alone);
    }
    tell(&format!("CREATE DATABASE {name} TEMPLATE {template}"));
}

/// What an empty database is a copy of.
fn nothing() -> &'static str {
    match workers("postgres").is_empty() {
        true => "template0",
        false => "spread_template",
    }
}

/// A database of the server, gone with this.
pub(super) struct Database(pub(super) String);

impl Database {
    fn new(template: &str) -> Self {
        let name = format!("t{}", super::new_uuid().simple());
        copy(&name, template);
        Self(name)
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let drop = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.0);
        match workers("postgres").is_empty() {
            true => tell(&drop),
            // Who looks after a database that is spread may come back in between; then it goes with
            // the servers.
            false => drop_quietly(&drop),
        }
    }
}

/// Where a registry of the tests keeps everything.
pub(super) struct Place {
    pub(super) folder: TempDir,
    pub(super) database: Option<Database>,
    /// Where the registry finds the database, when that isn't the server itself.
    pub(super) through: Option<PostgresUrl>,
}

impl Place {
    /// An empty one.
    pub(super) fn empty(engine: Engine) -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            database: (engine == Engine::Postgres).then(|| Database::new(nothing())),
            through: None,
        }
    }

    /// Another empty one, on the same engine.
    pub(super) fn another(&self) -> Self {
        Self::empty(match self.database {
            Some(_) => Engine::Postgres,
            None => Engine::Sqlite,
        })
    }

    /// An empty one on every engine.
    pub(super) fn each() -> impl Iterator<Item = Self> {
        Engine::all().into_iter().map(Self::empty)
    }

    /// One with the demonstration.
    pub(super) fn demonstration() -> Self {
        Self::demonstration_on(Engine::chosen())
    }

    /// One with the demonstration on an engine.
    pub(super) fn demonstration_on(engine: Engine) -> Self {
        Self::copy_of(engine, Story::Whole)
    }

    /// One with the demonstration without its state order: no month is frozen yet.
    pub(super) fn without_order() -> Self {
        Self::copy_of(Engine::chosen(), Story::WithoutOrder)
    }

    fn copy_of(engine: Engine, story: Story) -> Self {
        let (folder, database) = match engine {
            Engine::Sqlite => (template(story).path().to_owned(), None),
            Engine::Postgres => {
                let (folder, name) = server_template(story);
                (folder.clone(), Some(Database::new(name)))
            }
        };
        let place = Self {
            folder: tempfile::tempdir().unwrap(),
            database,
            through: None,
        };
        copy_folder(&folder, place.path());
        place
    }

    /// The folder with the attachments.
    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(super) fn storage(&self) -> Storage {
        match (&self.database, &self.through) {
            (_, Some(url)) => Storage::Postgres(url.clone()),
            (None, None) => Storage::Sqlite { file: None },
            (Some(database), None) => Storage::Postgres(address(&database.0)),
        }
    }

    /// An empty registry here.
    pub(super) fn config(&self) -> RegistryConfig {
        RegistryConfig {
            storage: self.storage(),
            hourly: false,
            ..RegistryConfig::new(self.path())
        }
    }

    pub(super) fn origin(&self) -> Origin {
        match &self.database {
            None => Origin::File {
                path: self.path().join("registry.db"),
                key: None,
            },
            Some(database) => Origin::Server(address(&database.0)),
        }
    }

    pub(super) fn store(&self) -> Store {
        Store::open(&self.origin()).unwrap()
    }

    /// A look at the database beside the registry, outside any runtime.
    pub(super) fn beside<T: Send>(&self, work: impl FnOnce(&Connection) -> T + Send) -> T {
        let origin = self.origin();
        apart(move || work(&origin.open().unwrap()))
    }

    pub(super) fn is_server(&self) -> bool {
        self.database.is_some()
    }
}

/// How much of the demonstration there is.
#[derive(Clone, Copy)]
enum Story {
    Whole,
    WithoutOrder,
}

impl Story {
    fn of<T>(self, kept: &'static [OnceLock<T>; 2]) -> &'static OnceLock<T> {
        match self {
            Self::Whole => &kept[0],
            Self::WithoutOrder => &kept[1],
        }
    }
}

/// A filled data folder, made once and copied for every test.
fn template(story: Story) -> &'static TempDir {
    static TEMPLATES: [OnceLock<TempDir>; 2] = [const { OnceLock::new() }; 2];
    story.of(&TEMPLATES).get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        fill(folder.path(), Storage::Sqlite { file: None }, story);
        folder
    })
}

fn fill(folder: &Path, storage: Storage, story: Story) {
    let clock = Arc::new(ManualClock::new(super::morning()));
    let config = RegistryConfig {
        storage,
        ..super::config(folder, &clock)
    };
    if let Story::WithoutOrder = story {
        let store = Store::open(&crate::registry::origin(&config).unwrap()).unwrap();
        let skip = |connection: &Connection| crate::demo::skip_order(connection);
        store.write_blocking(move |tx| skip(tx)).unwrap();
        store.close();
    }
    drop(crate::EmbeddedRegistry::start(config).unwrap());
}

/// A filled database and its folder, made once for all processes that run these very tests.
fn server_template(story: Story) -> &'static (PathBuf, String) {
    static TEMPLATES: [OnceLock<(PathBuf, String)>; 2] = [const { OnceLock::new() }; 2];
    story.of(&TEMPLATES).get_or_init(|| {
        let program = std::env::current_exe().unwrap();
        let file = program.metadata().unwrap();
        let mut hasher = DefaultHasher::new();
        (&program, file.len(), file.modified().unwrap()).hash(&mut hasher);
        let part = match story {
            Story::Whole => "whole",
            Story::WithoutOrder => "bare",
        };
        let name = format!("demonstration{part}{:x}", hasher.finish());
        let folder = PathBuf::from(std::env::var(FILES).expect(FILES)).join(&name);
        let connection = Origin::Server(address("postgres")).open().unwrap();
        // Others wait until it is whole.
        connection.batch("SELECT pg_advisory_lock(1)").unwrap();
        if !folder.exists() {
            let making = folder.with_extension("making");
            tell(&format!("DROP DATABASE IF EXISTS {name}"));
            copy(&name, nothing());
            fill(&making, Storage::Postgres(address(&name)), story);
            std::fs::rename(making, &folder).unwrap();
        }
        connection.batch("SELECT pg_advisory_unlock(1)").unwrap();
        (folder, name)
    })
}

pub(super) fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
