//! The program and a laptop that talks to it, as far as the registry sees one.

use baqylau_domain::draft::{Draft, FieldKey};
use baqylau_domain::identifiers::{BlobHash, InstallId, OperationId, VisitId};
use baqylau_domain::people::AccountRole;
use baqylau_protocol::api::{self, Hello};
use baqylau_protocol::feed::{Scope, Scopes};
use baqylau_protocol::operation::{
    DraftChange, OPERATION_SCHEMA, Operation, OperationBody, Push, SealedOperation, push_bytes,
};
use baqylau_protocol::receipt::PushAnswer;
use baqylau_protocol::session::{
    Challenge, ChallengeRequest, SamplePerson, Session, SessionRequest,
};
use baqylau_registry::Environment;
use baqylau_signing::KeyFile;
use baqylau_signing::challenge::SignInChallenge;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signer, SigningKey};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

pub(super) struct Process {
    pub(super) child: Child,
    pub(super) url: String,
}

impl Process {
    /// Starts the program on a free port and reads from its output where it listens.
    pub(super) fn start(data: &Path) -> Self {
        Self::start_at(data, None)
    }

    /// The same over a database of a server.
    pub(super) fn start_at(data: &Path, server: Option<&str>) -> Self {
        Self::start_on(data, server, "127.0.0.1:0")
    }

    /// The same at an address.
    pub(super) fn start_on(data: &Path, server: Option<&str>, address: &str) -> Self {
        let mut child = program(data, server)
            .args(["--listen", address, "--demo"])
            .env("RUST_LOG", "error")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut url = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut url)
            .unwrap();
        Self {
            child,
            url: url.trim().to_owned(),
        }
    }

    /// Kills it without warning.
    pub(super) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// The program over a folder and, when there is one, a database of a server.
pub(super) fn program(data: &Path, server: Option<&str>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_baqylau-registry"));
    command.arg("--data").arg(data);
    if let Some(url) = server {
        command.args(["--postgres", url]);
    }
    command
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(super) struct Laptop {
    pub(super) http: reqwest::Client,
    key: SigningKey,
    pub(super) install: InstallId,
    pub(super) token: String,
    pub(super) who: SamplePerson,
    pub(super) visit: VisitId,
    pub(super) sealed: Vec<SealedOperation>,
}

pub(super) async fn get<T: serde::de::DeserializeOwned>(
    http: &reqwest::Client,
    url: String,
    token: &str,
) -> T {
    let authorization = format!("{}{token}", api::BEARER);
    let response = http
        .get(url)
        .header("authorization", authorization)
        .send()
        .await
        .unwrap();
    assert!(response.status().is_success(), "{}", response.status());
    response.json().await.unwrap()
}

async fn session(
    http: &reqwest::Client,
    base: &str,
    hello: &Hello,
    who: &SamplePerson,
    (install, key): (InstallId, &SigningKey),
) -> Session {
    let challenge: Challenge = http
        .post(format!("{base}{}", api::CHALLENGE))
        .json(&ChallengeRequest { install })
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    let mut nonce = [0u8; 32];
    hex::decode_to_slice(&challenge.nonce, &mut nonce).unwrap();
    let asked = SignInChallenge {
        registry: hello.registry.to_string(),
        nonce,
        device: install.to_string(),
    };
    let file = KeyFile::open(&STANDARD.decode(&who.key_file).unwrap(), &who.password).unwrap();
    let rng = &mut rand_core::OsRng;
    let cms = baqylau_signing::challenge::answer(&asked, &file, Environment::system().now(), rng)
        .unwrap();
    let request = SessionRequest {
        nonce: challenge.nonce,
        cms: STANDARD.encode(cms),
        install,
        device_key: hex::encode(key.verifying_key().to_bytes()),
    };
    http.post(format!("{base}{}", api::SESSION))
        .json(&request)
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap()
}

impl Laptop {
    pub(super) async fn sign_in(base: &str) -> Self {
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let hello: Hello = get(&http, format!("{base}{}", api::HELLO), "").await;
        let people: Vec<SamplePerson> =
            get(&http, format!("{base}{}", api::SAMPLE_PEOPLE), "").await;
        let who = people
            .into_iter()
            .find(|sample| sample.person.role == AccountRole::Commission)
            .unwrap();
        let environment = Environment::system();
        let install = InstallId::new(environment.uuid().unwrap());
        let key = SigningKey::from_bytes(&environment.bytes::<32>().unwrap());
        let session = session(&http, base, &hello, &who, (install, &key)).await;
        let scopes: Scopes = get(&http, format!("{base}{}", api::SCOPES), &session.token).await;
        let visit = scopes
            .scopes
            .iter()
            .find_map(|scope| match scope {
                Scope::Draft(visit) => Some(*visit),
                _ => None,
            })
            .unwrap();
        Self {
            http,
            key,
            install,
            token: session.token,
            who,
            visit,
            sealed: Vec::new(),
        }
    }

    /// The same installation, in another session.
    pub(super) async fn sign_in_again(&mut self, base: &str) {
        let hello: Hello = get(&self.http, format!("{base}{}", api::HELLO), "").await;
        let device = (self.install, &self.key);
        self.token = session(&self.http, base, &hello, &self.who, device)
            .await
            .token;
    }

    /// The next operation: a field of the draft nobody else writes.
    pub(super) fn write(&mut self) {
        let index = self.sealed.len();
        let key = FieldKey::Answer {
            list: "SAFE".to_owned(),
            path: self.path(index),
        };
        let (environment, person) = (Environment::system(), self.who.person.id);
        let now = environment.now();
        let version = Draft::default().write(&key, self.install, index.into(), person, now);
        let operation = Operation {
            id: OperationId::new(environment.uuid().unwrap()),
            install: self.install,
            seq: index as u64 + 1,
            previous: self
                .sealed
                .last()
                .map_or(BlobHash::new([0; 32]), |last| last.hash),
            schema: OPERATION_SCHEMA,
            actor: person,
            made_at: now,
            clock_skew: None,
            body: OperationBody::Draft {
                visit: self.visit,
                changes: vec![DraftChange { key, version }],
            },
        };
        self.sealed.push(operation.seal().unwrap());
    }

    /// The field of an operation.
    pub(super) fn path(&self, index: usize) -> String {
        format!("/data/{}/n{index}", self.install)
    }

    pub(super) fn authorization(&self) -> String {
        format!("{}{}", api::BEARER, self.token)
    }

    /// Sends everything from an operation on; whether an answer came. A server that has nothing to
    /// say now (503) is as good as none; anything else is a fault.
    pub(super) async fn push(&self, base: &str, from: usize) -> Result<bool, String> {
        let part = &self.sealed[from..];
        let hashes: Vec<BlobHash> = part.iter().map(|one| one.hash).collect();
        let push = Push {
            operations: part
                .iter()
                .map(|one| String::from_utf8(one.bytes.clone()).unwrap())
                .collect(),
            device_signature: hex::encode(self.key.sign(&push_bytes(&hashes)).to_bytes()),
        };
        let request = self
            .http
            .post(format!("{base}{}", api::OPERATIONS))
            .header("authorization", self.authorization())
            .json(&push);
        let Ok(response) = request.send().await else {
            return Ok(false);
        };
        let status = response.status();
        if status == reqwest::StatusCode::SERVICE_UNAVAILABLE {
            return Ok(false);
        }
        if !status.is_success() {
            return Err(format!(
                "{status} {}",
                response.text().await.unwrap_or_default()
            ));
        }
        match response.json::<PushAnswer>().await {
            Ok(answer) => Ok(answer.receipts.len() == part.len()),
            Err(_) => Ok(false),
        }
    }
}

/// A new database of the server made for the tests (`tests/postgres`), when there is one.
pub(super) fn server(runtime: &tokio::runtime::Runtime) -> Option<String> {
    let Ok(server) = std::env::var("BAQYLAU_TEST_POSTGRES") else {
        assert!(std::env::var("CI").is_err(), "there is no server");
        println!("skipped: PostgreSQL; tests/postgres COMMAND runs a command beside a server");
        return None;
    };
    let name = format!("p{}", Environment::system().uuid().unwrap().simple());
    runtime.block_on(async {
        let administration = format!("{server}/postgres");
        let (client, driver) = tokio_postgres::connect(&administration, tokio_postgres::NoTls)
            .await
            .unwrap();
        let driver = tokio::spawn(driver);
        let made = format!("CREATE DATABASE {name}");
        client.batch_execute(&made).await.unwrap();
        drop(client);
        driver.await.unwrap().unwrap();
    });
    Some(format!("{server}/{name}"))
}
