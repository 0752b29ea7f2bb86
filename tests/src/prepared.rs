//! A demonstration registry filled once, and who works with it.

use crate::{Result, at};
use baqylau_client::ui::KeySource;
use baqylau_client::{HttpTransport, Method, NetworkConfig, Request, Transport};
use baqylau_domain::identifiers::PersonId;
use baqylau_domain::people::Person;
use baqylau_domain::visit::{Stage, Visit};
use baqylau_protocol::api;
use baqylau_protocol::session::SamplePerson;
use baqylau_registry::{EmbeddedRegistry, RegistryConfig};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

/// The filled registry, its people with their keys, and the visits that are still to be made.
#[derive(Debug)]
pub struct Prepared {
    folder: PathBuf,
    people: Vec<Person>,
    visits: Vec<Visit>,
}

/// The prepared registry of this process.
///
/// # Errors
/// When it couldn't be prepared.
pub fn prepared() -> Result<&'static Prepared> {
    static PREPARED: OnceLock<Result<Prepared>> = OnceLock::new();
    PREPARED
        .get_or_init(Prepared::make)
        .as_ref()
        .map_err(Clone::clone)
}

impl Prepared {
    fn make() -> Result<Self> {
        let folder = folder()?;
        let registry = EmbeddedRegistry::start(RegistryConfig::demo(folder.join("registry")))
            .map_err(at("filling the registry"))?;
        let samples = sample_people(&registry.url())?;
        drop(registry);
        let keys = folder.join("keys");
        std::fs::create_dir_all(&keys).map_err(at("making a folder"))?;
        for sample in &samples {
            let bytes = STANDARD
                .decode(&sample.key_file)
                .map_err(at("reading a sample key"))?;
            let name = sample.person.id.to_string();
            std::fs::write(keys.join(format!("{name}.p12")), bytes).map_err(at("keeping a key"))?;
            std::fs::write(keys.join(format!("{name}.password")), &sample.password)
                .map_err(at("keeping a password"))?;
        }
        let people = samples.into_iter().map(|sample| sample.person).collect();
        let visits = visits_to_make(&folder.join("registry"))?;
        Ok(Self {
            folder,
            people,
            visits,
        })
    }

    /// Copies the filled registry.
    ///
    /// # Errors
    /// When it can't be copied.
    pub fn copy_to(&self, folder: &Path) -> Result<()> {
        copy_folder(&self.folder.join("registry"), folder)
    }

    /// Folder of the people's key files.
    pub fn keys(&self) -> PathBuf {
        self.folder.join("keys")
    }

    /// People of the demonstration.
    pub fn people(&self) -> &[Person] {
        &self.people
    }

    /// Visits ordered and not begun, those with the fewest checklists first.
    pub fn visits(&self) -> &[Visit] {
        &self.visits
    }

    /// Key file and password of a person.
    ///
    /// # Errors
    /// When there is none.
    pub fn key(&self, person: PersonId) -> Result<(KeySource, String)> {
        key_in(&self.keys(), person)
    }
}

/// A folder that outlives the process, because what is static is never dropped; those of processes
/// that are gone are cleared away here.
fn folder() -> Result<PathBuf> {
    const PREFIX: &str = "baqylau-prepared-";
    let others = std::fs::read_dir(std::env::temp_dir());
    for entry in others.into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let process = name.strip_prefix(PREFIX);
        let process = process.and_then(|rest| rest.split('-').next());
        let made = entry.metadata().and_then(|meta| meta.modified()).ok();
        let old = made
            .and_then(|made| made.elapsed().ok())
            .is_some_and(|age| age > Duration::from_secs(3600));
        if process.is_some_and(|process| old || is_gone(process)) {
            // Another test may be clearing it away at the same time.
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
    let made = tempfile::Builder::new()
        .prefix(&format!("{PREFIX}{}-", std::process::id()))
        .tempdir();
    Ok(made.map_err(at("making a folder"))?.keep())
}

/// Whether no process has this number, where the system tells.
fn is_gone(process: &str) -> bool {
    let running = Path::new("/proc");
    running.join("self").exists() && !running.join(process).exists()
}

/// Key file and password of a person, in a folder of keys.
///
/// # Errors
/// When there is none.
pub fn key_in(keys: &Path, person: PersonId) -> Result<(KeySource, String)> {
    let password = std::fs::read_to_string(keys.join(format!("{person}.password")))
        .map_err(at("reading a password"))?;
    Ok((
        KeySource::File(keys.join(format!("{person}.p12"))),
        password,
    ))
}

fn sample_people(url: &str) -> Result<Vec<SamplePerson>> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(at("starting a runtime"))?;
    let transport =
        HttpTransport::new(url, &NetworkConfig::default()).map_err(at("reaching the registry"))?;
    let request = Request {
        method: Method::Get,
        path: api::SAMPLE_PEOPLE.to_owned(),
        token: None,
        headers: Vec::new(),
        body: Vec::new(),
        binary: false,
    };
    let answer = runtime
        .block_on(transport.send(request))
        .map_err(at("asking for sample people"))?;
    serde_json::from_slice(&answer.body).map_err(at("reading sample people"))
}

fn visits_to_make(registry: &Path) -> Result<Vec<Visit>> {
    let doing = "reading the filled registry";
    let connection = rusqlite::Connection::open(registry.join("registry.db")).map_err(at(doing))?;
    let mut statement = connection
        .prepare("SELECT body FROM visits ORDER BY id")
        .map_err(at(doing))?;
    let bodies = statement
        .query_map([], |row| row.get::<_, String>(0))
        .and_then(Iterator::collect::<rusqlite::Result<Vec<String>>>)
        .map_err(at(doing))?;
    let mut visits = Vec::new();
    for body in bodies {
        let visit: Visit = serde_json::from_str(&body).map_err(at(doing))?;
        if matches!(visit.stage, Stage::Ordered { .. } | Stage::Notified { .. }) {
            visits.push(visit);
        }
    }
    visits.sort_by_key(|visit| (visit.checklists.len(), visit.id));
    Ok(visits)
}

/// Copies a folder as it is at this moment.
///
/// # Errors
/// When something can't be read or written.
pub fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    std::fs::create_dir_all(to).map_err(at("making a folder"))?;
    for entry in std::fs::read_dir(from).map_err(at("listing a folder"))? {
        let entry = entry.map_err(at("listing a folder"))?;
        let target = to.join(entry.file_name());
        if entry.file_type().map_err(at("listing a folder"))?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), &target).map_err(at("copying a file"))?;
        }
    }
    Ok(())
}
