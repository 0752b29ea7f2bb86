//! A laptop that talks to the registry, as far as the registry sees one.

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

pub(crate) struct Laptop {
    pub(crate) http: reqwest::Client,
    key: SigningKey,
    pub(crate) install: InstallId,
    pub(crate) token: String,
    pub(crate) who: SamplePerson,
    pub(crate) visit: VisitId,
    pub(crate) sealed: Vec<SealedOperation>,
}

pub(crate) async fn get<T: serde::de::DeserializeOwned>(
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
    pub(crate) async fn sign_in(base: &str) -> Self {
        Self::sign_in_as(base, AccountRole::Commission).await
    }

    /// Somebody of a role signs in on a new installation.
    pub(crate) async fn sign_in_as(base: &str, role: AccountRole) -> Self {
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let hello: Hello = get(&http, format!("{base}{}", api::HELLO), "").await;
        let people: Vec<SamplePerson> =
            get(&http, format!("{base}{}", api::SAMPLE_PEOPLE), "").await;
        let who = people
            .into_iter()
            .find(|sample| sample.person.role == role)
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
            .unwrap_or(VisitId::new(uuid::Uuid::nil()));
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
    pub(crate) async fn sign_in_again(&mut self, base: &str) {
        let hello: Hello = get(&self.http, format!("{base}{}", api::HELLO), "").await;
        let device = (self.install, &self.key);
        self.token = session(&self.http, base, &hello, &self.who, device)
            .await
            .token;
    }

    /// The next operation: a field of the draft nobody else writes.
    pub(crate) fn write(&mut self) {
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
    pub(crate) fn path(&self, index: usize) -> String {
        format!("/data/{}/n{index}", self.install)
    }

    pub(crate) fn authorization(&self) -> String {
        format!("{}{}", api::BEARER, self.token)
    }

    /// Sends everything from an operation on; whether an answer came. A server that has nothing to
    /// say now (503) is as good as none; anything else is a fault.
    pub(crate) async fn push(&self, base: &str, from: usize) -> Result<bool, String> {
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
