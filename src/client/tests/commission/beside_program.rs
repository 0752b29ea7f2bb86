//! What acts and documents signed by another program begin with: a registry, everybody's keys, and
//! the program a laptop finds beside it.

use crate::signing_program::{Authority, Program, Reply};
use crate::support::{config, files_of, registry};
use baqylau_client::{ClientConfig, HttpTransport, Method, NetworkConfig, Request, Transport};
use baqylau_domain::identifiers::PersonId;
use baqylau_protocol::session::SamplePerson;
use baqylau_registry::EmbeddedRegistry;
use baqylau_signing::KeyFile;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// What a program does, by its name: how the person is told of it, and what it answers.
pub type Misbehaviour = (
    &'static str,
    &'static str,
    Box<dyn Fn(&Value) -> Vec<Reply> + Send>,
);

/// Everything around the laptop.
pub struct Beside {
    _folder: tempfile::TempDir,
    _registry: EmbeddedRegistry,
    data: PathBuf,
    /// How the laptop is to be started.
    pub settings: ClientConfig,
    pub keys: Arc<BTreeMap<PersonId, KeyFile>>,
    pub program: Program,
    pub authority: Authority,
}

impl Beside {
    /// For a laptop of this installation.
    pub fn new(install: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let registry = registry(&folder.path().join("registry"));
        let keys = Arc::new(keys(&registry.url()));
        let authority = Authority::new();
        let identity = authority.identity(&["127.0.0.1", "localhost"]);
        let program = Program::start(&identity, Box::new(|_| Vec::new()));
        let data = folder.path().join("a");
        let mut settings = config(&data, &registry.url(), install);
        settings.nca.port = program.port;
        settings.nca.authorities = vec![authority.der.clone()];
        settings.nca.patience.greeting = Duration::from_secs(2);
        settings.nca.patience.heartbeat = Duration::from_millis(50);
        Self {
            _folder: folder,
            _registry: registry,
            data,
            settings,
            keys,
            program,
            authority,
        }
    }

    /// Attachments the laptop keeps.
    pub fn attachments(&self) -> Vec<PathBuf> {
        files_of(&self.data.join("blobs"))
    }
}

/// The demonstration's keys, by whose they are.
fn keys(url: &str) -> BTreeMap<PersonId, KeyFile> {
    let request = Request {
        method: Method::Get,
        path: baqylau_protocol::api::SAMPLE_PEOPLE.to_owned(),
        token: None,
        headers: Vec::new(),
        body: Vec::new(),
        binary: false,
    };
    let network = HttpTransport::new(url, &NetworkConfig::default()).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let answer = runtime.block_on(network.send(request)).unwrap();
    let people: Vec<SamplePerson> = serde_json::from_slice(&answer.body).unwrap();
    people
        .into_iter()
        .map(|one| {
            let file = STANDARD.decode(&one.key_file).unwrap();
            (one.person.id, KeyFile::open(&file, &one.password).unwrap())
        })
        .collect()
}
