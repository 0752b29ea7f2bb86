//! The registry as a process: killed without warning, and asked to stop.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "helpers of tests fail loudly"
)]

use baqylau_domain::draft::{Draft, FieldKey};
use baqylau_domain::identifiers::{BlobHash, InstallId, OperationId, VisitId};
use baqylau_domain::people::AccountRole;
use baqylau_protocol::api::{self, Hello};
use baqylau_protocol::feed::{Change, FeedPage, Scope, Scopes};
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

/// Operations sent at once.
const BATCH: usize = 4;

struct Process {
    child: Child,
    url: String,
}

impl Process {
    /// Starts the program on a free port and reads from its output where it listens.
    fn start(data: &Path) -> Self {
        Self::start_at(data, None)
    }

    /// The same over a database of a server.
    fn start_at(data: &Path, server: Option<&str>) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_baqylau-registry"));
        if let Some(url) = server {
            command.args(["--postgres", url]);
        }
        let mut child = command
            .arg("--data")
            .arg(data)
            .args(["--listen", "127.0.0.1:0", "--demo"])
            .env("RUST_LOG", "warn")
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
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct Laptop {
    http: reqwest::Client,
    key: SigningKey,
    install: InstallId,
    token: String,
    who: SamplePerson,
    visit: VisitId,
    sealed: Vec<SealedOperation>,
}

async fn get<T: serde::de::DeserializeOwned>(
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

impl Laptop {
    async fn sign_in(base: &str) -> Self {
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
        let cms =
            baqylau_signing::challenge::answer(&asked, &file, environment.now(), rng).unwrap();
        let request = SessionRequest {
            nonce: challenge.nonce,
            cms: STANDARD.encode(cms),
            install,
            device_key: hex::encode(key.verifying_key().to_bytes()),
        };
        let session: Session = http
            .post(format!("{base}{}", api::SESSION))
            .json(&request)
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap();
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

    fn write(&mut self) {
        let index = self.sealed.len();
        let key = FieldKey::Answer {
            list: "SAFE".to_owned(),
            path: format!("/data/n{index}"),
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

    /// Sends everything from an operation on; whether an answer came.
    async fn push(&self, base: &str, from: usize) -> bool {
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
            .header("authorization", format!("{}{}", api::BEARER, self.token))
            .json(&push);
        let Ok(response) = request.send().await else {
            return false;
        };
        if !response.status().is_success() {
            let status = response.status();
            panic!("{status} {}", response.text().await.unwrap());
        }
        match response.json::<PushAnswer>().await {
            Ok(answer) => answer.receipts.len() == part.len(),
            Err(_) => false,
        }
    }
}

/// A new database of the server made for the tests (`tests/postgres`), when there is one.
fn server(runtime: &tokio::runtime::Runtime) -> Option<String> {
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

#[test]
fn a_registry_killed_again_and_again_keeps_everything_it_acknowledged_once() {
    killed_again_and_again(None);
}

#[test]
fn a_registry_on_a_server_killed_again_and_again_keeps_it_too() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    if let Some(url) = server(&runtime) {
        killed_again_and_again(Some(&url));
    }
}

fn killed_again_and_again(server: Option<&str>) {
    let data = tempfile::tempdir().unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    let mut process = Process::start_at(data.path(), server);
    let mut laptop = runtime.block_on(Laptop::sign_in(&process.url));
    let mut acknowledged = 0;
    for round in 0..4u64 {
        // The kill comes while operations are on their way.
        let id = process.child.id().to_string();
        let killer = std::thread::spawn(move || {
            let (_sender, never) = std::sync::mpsc::channel::<()>();
            let _ = never.recv_timeout(std::time::Duration::from_millis(40 + round * 37));
            Command::new("kill").args(["-9", &id]).status().unwrap();
        });
        loop {
            for _ in 0..BATCH {
                laptop.write();
            }
            if !runtime.block_on(laptop.push(&process.url, acknowledged)) {
                break;
            }
            acknowledged = laptop.sealed.len();
        }
        killer.join().unwrap();
        process = Process::start_at(data.path(), server);
    }
    assert!(
        runtime.block_on(laptop.push(&process.url, acknowledged)),
        "the rest goes through"
    );
    let base = process.url.clone();
    let hello: Hello = runtime.block_on(get(&laptop.http, format!("{base}{}", api::HELLO), ""));
    let mut seen: Vec<String> = Vec::new();
    let mut after = 0;
    loop {
        let scope = Scope::Draft(laptop.visit);
        let url = format!(
            "{base}{}?scope={scope}&epoch={}&after={after}",
            api::FEED,
            hello.epoch
        );
        let page: FeedPage = runtime.block_on(get(&laptop.http, url, &laptop.token));
        for entry in page.entries {
            assert_eq!(entry.seq, after + 1);
            after = entry.seq;
            if let Change::Field { key, .. } = entry.change {
                seen.push(key.to_string());
            }
        }
        if after == page.head {
            break;
        }
    }
    let expected: Vec<String> = (0..laptop.sealed.len())
        .map(|index| format!("answer|SAFE|/data/n{index}"))
        .collect();
    assert_eq!(seen, expected, "each once, in the order of the chain");
}

#[test]
#[cfg(unix)]
fn a_registry_asked_to_stop_ends_well_and_leaves_no_log_behind() {
    let data = tempfile::tempdir().unwrap();
    let mut process = Process::start(data.path());
    let id = process.child.id().to_string();
    Command::new("kill").args(["-TERM", &id]).status().unwrap();
    assert!(process.child.wait().unwrap().success());
    let log = data.path().join("registry.db-wal");
    assert_eq!(std::fs::metadata(log).map_or(0, |file| file.len()), 0);
}

#[test]
fn wrong_arguments_are_explained() {
    let output = Command::new(env!("CARGO_BIN_EXE_baqylau-registry"))
        .args(["--data", "x", "--listen", "nowhere"])
        .output()
        .unwrap();
    assert!(!output.status.success());
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("--listen"), "{said}");
}

#[test]
fn where_records_are_kept_is_said_once_and_without_a_password_for_others_to_read() {
    let refused = |arguments: &[&str], variables: &[(&str, &str)]| {
        let data = tempfile::tempdir().unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_baqylau-registry"))
            .arg("--data")
            .arg(data.path())
            .args(arguments)
            .envs(variables.iter().copied())
            .output()
            .unwrap();
        assert!(!output.status.success());
        String::from_utf8(output.stderr).unwrap()
    };
    let url = "postgresql://a:very-secret@%2Fnonexistent/b";
    let both = refused(&["--sqlite", "x", "--postgres", url], &[]);
    assert!(both.contains("exclude each other"), "{both}");
    let shown = refused(&["--postgres", url], &[]);
    assert!(shown.contains("BAQYLAU_POSTGRES_PASSWORD"), "{shown}");
    let nonsense = refused(&[], &[("BAQYLAU_POSTGRES_URL", "very-secret")]);
    assert!(nonsense.contains("not a PostgreSQL URL"), "{nonsense}");
    let absent = refused(&[], &[("BAQYLAU_POSTGRES_URL", url)]);
    assert!(absent.contains("can't be reached"), "{absent}");
    let key = ("BAQYLAU_REGISTRY_KEY", &*"ab".repeat(32));
    let encrypted = refused(&[], &[("BAQYLAU_POSTGRES_URL", url), key]);
    assert!(encrypted.contains("SQLite file only"), "{encrypted}");
    for said in [both, shown, nonsense, absent, encrypted] {
        assert!(!said.contains("secret"), "{said}");
    }
}

#[test]
fn a_file_elsewhere_is_the_store() {
    let (data, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let file = other.path().join("records.db");
    let mut child = Command::new(env!("CARGO_BIN_EXE_baqylau-registry"))
        .arg("--data")
        .arg(data.path())
        .arg("--sqlite")
        .arg(&file)
        .args(["--listen", "127.0.0.1:0"])
        .env("BAQYLAU_POSTGRES_URL", "postgresql://a@%2Fnonexistent/b")
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut url = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut url)
        .unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(url.starts_with("http://127.0.0.1:"), "{url}");
    assert!(file.exists() && !data.path().join("registry.db").exists());
}

#[test]
fn the_program_prints_the_description_of_its_interface() {
    let output = Command::new(env!("CARGO_BIN_EXE_baqylau-registry"))
        .arg("--openapi")
        .output()
        .unwrap();
    assert!(output.status.success());
    let printed: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let kept: serde_json::Value = serde_json::from_str(include_str!("../openapi.json")).unwrap();
    assert!(printed == kept, "src/registry/openapi.json is out of date");
}
