//! The registry as clients meet it: over HTTP on loopback, with its clock in the test's hands.

mod archive;
mod audit;
mod chain;
mod checks;
mod clock;
mod conformance;
mod convergence;
mod copies;
mod engine;
mod feed;
mod forged;
mod held;
mod import;
mod judgement;
mod learners;
mod lms;
mod matrix;
mod migrating;
mod months;
mod national;
pub(crate) mod openapi;
mod operators;
mod order;
mod order_messages;
mod order_names;
mod order_region;
mod order_stops;
mod order_views;
mod planning;
mod rights;
mod sample;
mod schooling;
#[cfg(unix)]
mod server;
mod session;
#[cfg(unix)]
mod several;
mod storage;
mod trail;
mod visit;
mod vouchers;
mod writers;

use crate::environment::{Clock as _, ManualClock, SystemRandomness};
use crate::{Environment, Registry, RegistryConfig, RunningRegistry};
use baqylau_domain::Moment;
use baqylau_domain::identifiers::{BlobHash, InstallId, OperationId, VisitId};
use baqylau_domain::people::{AccountRole, CommissionRole};
use baqylau_domain::visit::{Visit, VisitOp};
use baqylau_protocol::api::{self, ApiError, Hello};
use baqylau_protocol::blob::{self, BlobProgress};
use baqylau_protocol::feed::{Change, FeedEntry, FeedPage, Scope, Scopes};
use baqylau_protocol::operation::{
    OPERATION_SCHEMA, Operation, OperationBody, Push, SealedOperation, push_bytes,
};
use baqylau_protocol::pack::Pack;
use baqylau_protocol::receipt::{Outcome, PushAnswer, Receipt, Rejection, SignedReceipt};
use baqylau_protocol::session::{
    Challenge, ChallengeRequest, SamplePerson, Session, SessionRequest,
};
use baqylau_signing::KeyFile;
use baqylau_validation::Transport;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{NaiveDate, TimeDelta};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use engine::Place;
use reqwest::{Method, StatusCode};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex};

/// The day of the tests: a Monday.
pub(super) fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
}

/// Nine in the morning in Kazakhstan.
fn morning() -> Moment {
    Moment::from_naive_utc_and_offset(today().and_hms_opt(4, 0, 0).unwrap(), chrono::Utc)
}

/// A demonstration registry with a clock that stands still.
pub(super) struct World {
    pub(super) registry: RunningRegistry,
    pub(super) clock: Arc<ManualClock>,
    pub(super) people: Vec<SamplePerson>,
    pub(super) hello: Hello,
    folder: Place,
}

fn config(folder: &Path, clock: &Arc<ManualClock>) -> RegistryConfig {
    RegistryConfig {
        today: Some(today()),
        hourly: false,
        environment: Environment {
            clock: Arc::clone(clock) as Arc<dyn crate::environment::Clock>,
            random: Arc::new(SystemRandomness),
        },
        ..RegistryConfig::demo(folder)
    }
}

pub(super) fn http() -> reqwest::Client {
    reqwest::Client::builder().no_proxy().build().unwrap()
}

impl World {
    pub(super) async fn start() -> Self {
        let folder = tokio::task::spawn_blocking(Place::demonstration);
        let folder = folder.await.unwrap();
        Self::over(folder, Arc::new(ManualClock::new(morning()))).await
    }

    /// One whose demonstration has no state order, so that its months are still open.
    pub(super) async fn without_order() -> Self {
        let folder = tokio::task::spawn_blocking(Place::without_order);
        let folder = folder.await.unwrap();
        Self::over(folder, Arc::new(ManualClock::new(morning()))).await
    }

    async fn over(folder: Place, clock: Arc<ManualClock>) -> Self {
        Self::through(folder, clock, |transport| transport).await
    }

    /// With something between the registry and the services of authorities.
    pub(super) async fn start_through(
        between: impl FnOnce(Arc<dyn Transport>) -> Arc<dyn Transport> + Send + 'static,
    ) -> Self {
        let folder = tokio::task::spawn_blocking(Place::demonstration);
        let folder = folder.await.unwrap();
        let clock = Arc::new(ManualClock::new(morning()));
        Self::through(folder, clock, between).await
    }

    async fn through(
        folder: Place,
        clock: Arc<ManualClock>,
        between: impl FnOnce(Arc<dyn Transport>) -> Arc<dyn Transport> + Send + 'static,
    ) -> Self {
        let config = RegistryConfig {
            storage: folder.storage(),
            ..config(folder.path(), &clock)
        };
        Self::with(folder, clock, config, between).await
    }

    /// With other settings, in plain HTTP.
    pub(super) async fn set_up(change: impl FnOnce(&mut RegistryConfig)) -> Self {
        let folder = tokio::task::spawn_blocking(Place::without_order);
        let folder = folder.await.unwrap();
        let clock = Arc::new(ManualClock::new(morning()));
        let mut config = RegistryConfig {
            storage: folder.storage(),
            ..config(folder.path(), &clock)
        };
        change(&mut config);
        Self::with(folder, clock, config, |transport| transport).await
    }

    async fn with(
        folder: Place,
        clock: Arc<ManualClock>,
        config: RegistryConfig,
        between: impl FnOnce(Arc<dyn Transport>) -> Arc<dyn Transport> + Send + 'static,
    ) -> Self {
        let registry = Registry::start_through(config, between).await.unwrap();
        let base = registry.url();
        let people = http()
            .get(format!("{base}{}", api::SAMPLE_PEOPLE))
            .send()
            .await
            .unwrap();
        let hello = http()
            .get(format!("{base}{}", api::HELLO))
            .send()
            .await
            .unwrap();
        Self {
            people: people.json().await.unwrap(),
            hello: hello.json().await.unwrap(),
            registry,
            clock,
            folder,
        }
    }

    /// Stops the registry and starts another over the same folder.
    pub(super) async fn restart(self) -> Self {
        let Self {
            registry,
            clock,
            folder,
            ..
        } = self;
        registry.stop().await;
        Self::over(folder, clock).await
    }

    pub(super) fn by_role(&self, role: AccountRole, nth: usize) -> &SamplePerson {
        self.people
            .iter()
            .filter(|sample| sample.person.role == role)
            .nth(nth)
            .unwrap()
    }

    /// Account of the member with a part in a visit.
    pub(super) fn member(&self, visit: &Visit, role: CommissionRole, nth: usize) -> &SamplePerson {
        let person = visit
            .members
            .iter()
            .filter(|member| member.role == role)
            .nth(nth)
            .unwrap()
            .person;
        self.people
            .iter()
            .find(|sample| sample.person.id == person)
            .unwrap()
    }

    pub(super) async fn device(&self, sample: &SamplePerson) -> Device {
        let mut device = Device::new(self);
        device.sign_in(self, sample).await;
        device
    }

    /// The visit of the tour, as its first member sees it.
    pub(super) async fn star(&self) -> (Device, Visit) {
        let device = self.device(self.by_role(AccountRole::Commission, 0)).await;
        let id = star_id();
        let pack = device.pack(id).await;
        (device, pack.visit)
    }
}

pub(super) fn star_id() -> VisitId {
    crate::demo::star_visit()
}

/// A person's key, opened once for all tests: opening is slow on purpose.
pub(super) fn key_file(sample: &SamplePerson) -> Arc<KeyFile> {
    static OPEN: Mutex<BTreeMap<String, Arc<KeyFile>>> = Mutex::new(BTreeMap::new());
    let mut open = OPEN.lock().unwrap();
    let opened = open.entry(sample.key_file.clone()).or_insert_with(|| {
        let bytes = STANDARD.decode(&sample.key_file).unwrap();
        Arc::new(KeyFile::open(&bytes, &sample.password).unwrap())
    });
    Arc::clone(opened)
}

/// An installation of the client, as far as the registry sees it.
pub(super) struct Device {
    pub(super) http: reqwest::Client,
    pub(super) base: String,
    pub(super) install: InstallId,
    pub(super) key: SigningKey,
    pub(super) token: String,
    pub(super) seq: u64,
    pub(super) last: BlobHash,
    pub(super) epoch: uuid::Uuid,
    receipt_key: VerifyingKey,
    clock: Arc<ManualClock>,
}

pub(super) fn new_uuid() -> uuid::Uuid {
    Environment::system().uuid().unwrap()
}

impl Device {
    pub(super) fn new(world: &World) -> Self {
        let seed = Environment::system().bytes::<32>().unwrap();
        let mut receipt_key = [0u8; 32];
        hex::decode_to_slice(&world.hello.receipt_key, &mut receipt_key).unwrap();
        Self {
            http: http(),
            base: world.registry.url(),
            install: InstallId::new(new_uuid()),
            key: SigningKey::from_bytes(&seed),
            token: String::new(),
            seq: 0,
            last: BlobHash::new([0; 32]),
            epoch: world.hello.epoch,
            receipt_key: VerifyingKey::from_bytes(&receipt_key).unwrap(),
            clock: Arc::clone(&world.clock),
        }
    }

    pub(super) async fn ask_nonce(&self) -> Challenge {
        let request = ChallengeRequest {
            install: self.install,
        };
        let response = self
            .http
            .post(format!("{}{}", self.base, api::CHALLENGE))
            .json(&request)
            .send()
            .await
            .unwrap();
        response.json().await.unwrap()
    }

    pub(super) async fn answer(
        &self,
        world: &World,
        challenge: &Challenge,
        sample: &SamplePerson,
    ) -> Result<Session, (StatusCode, ApiError)> {
        let mut nonce = [0u8; 32];
        hex::decode_to_slice(&challenge.nonce, &mut nonce).unwrap();
        let asked = crate::signatures::sign_in_challenge(world.hello.registry, nonce, self.install);
        let now = self.clock.now();
        let cms = baqylau_signing::challenge::answer(
            &asked,
            &key_file(sample),
            now,
            &mut rand_core::OsRng,
        )
        .unwrap();
        let request = SessionRequest {
            nonce: challenge.nonce.clone(),
            cms: STANDARD.encode(cms),
            install: self.install,
            device_key: hex::encode(self.key.verifying_key().to_bytes()),
        };
        let url = format!("{}{}", self.base, api::SESSION);
        take(self.http.post(url).json(&request).send().await.unwrap()).await
    }

    pub(super) async fn sign_in(&mut self, world: &World, sample: &SamplePerson) {
        self.base = world.registry.url();
        let challenge = self.ask_nonce().await;
        self.token = self.answer(world, &challenge, sample).await.unwrap().token;
    }

    pub(super) fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        self.http
            .request(method, format!("{}{path}", self.base))
            .header("authorization", format!("{}{}", api::BEARER, self.token))
    }

    /// The next operation of the chain.
    pub(super) fn seal(&mut self, actor: &SamplePerson, body: OperationBody) -> SealedOperation {
        let sealed = Operation {
            id: OperationId::new(new_uuid()),
            install: self.install,
            seq: self.seq + 1,
            previous: self.last,
            schema: OPERATION_SCHEMA,
            actor: actor.person.id,
            made_at: self.clock.now(),
            clock_skew: Some(0),
            body,
        }
        .seal()
        .unwrap();
        self.seq += 1;
        self.last = sealed.hash;
        sealed
    }

    pub(super) async fn push(
        &self,
        operations: &[SealedOperation],
    ) -> Result<Vec<Receipt>, (StatusCode, ApiError)> {
        let hashes: Vec<BlobHash> = operations.iter().map(|one| one.hash).collect();
        let push = Push {
            operations: operations
                .iter()
                .map(|one| String::from_utf8(one.bytes.clone()).unwrap())
                .collect(),
            device_signature: hex::encode(self.key.sign(&push_bytes(&hashes)).to_bytes()),
        };
        let response = self
            .request(Method::POST, api::OPERATIONS)
            .json(&push)
            .send()
            .await
            .unwrap();
        let answer: PushAnswer = take(response).await?;
        Ok(answer
            .receipts
            .iter()
            .map(|signed| self.verified(signed))
            .collect())
    }

    /// A receipt, once its signature was checked.
    pub(super) fn verified(&self, signed: &SignedReceipt) -> Receipt {
        let mut signature = [0u8; 64];
        hex::decode_to_slice(&signed.signature, &mut signature).unwrap();
        self.receipt_key
            .verify_strict(
                signed.receipt.as_bytes(),
                &Signature::from_bytes(&signature),
            )
            .expect("a receipt is signed by the registry");
        serde_json::from_str(&signed.receipt).unwrap()
    }

    /// Seals, pushes, and returns the outcome.
    pub(super) async fn send(&mut self, actor: &SamplePerson, body: OperationBody) -> Outcome {
        let sealed = self.seal(actor, body);
        self.push(&[sealed]).await.unwrap().remove(0).outcome
    }

    pub(super) async fn visit_op(
        &mut self,
        actor: &SamplePerson,
        visit: VisitId,
        op: VisitOp,
    ) -> Outcome {
        self.send(actor, OperationBody::Visit { visit, op }).await
    }

    pub(super) async fn piece(
        &self,
        hash: BlobHash,
        offset: u64,
        length: u64,
        bytes: &[u8],
    ) -> Result<BlobProgress, (StatusCode, ApiError)> {
        let response = self
            .request(Method::PATCH, &format!("{}/{hash}", api::BLOBS))
            .header(api::UPLOAD_OFFSET, offset)
            .header(api::UPLOAD_LENGTH, length)
            .body(bytes.to_vec())
            .send()
            .await
            .unwrap();
        take(response).await
    }

    pub(super) async fn upload(&self, bytes: &[u8]) -> BlobHash {
        let hash = blob::hash(bytes);
        let progress = self
            .piece(hash, 0, bytes.len() as u64, bytes)
            .await
            .unwrap();
        assert!(progress.complete);
        hash
    }

    pub(super) async fn scopes(&self) -> Vec<Scope> {
        let response = self.request(Method::GET, api::SCOPES).send().await.unwrap();
        take::<Scopes>(response).await.unwrap().scopes
    }

    pub(super) async fn page(
        &self,
        scope: &Scope,
        after: u64,
        limit: u32,
    ) -> Result<FeedPage, (StatusCode, ApiError)> {
        let path = format!(
            "{}?scope={scope}&epoch={}&after={after}&limit={limit}",
            api::FEED,
            self.epoch
        );
        take(self.request(Method::GET, &path).send().await.unwrap()).await
    }

    /// The whole feed of a scope, checked to be gapless.
    pub(super) async fn feed(&self, scope: &Scope) -> Vec<FeedEntry> {
        let mut entries: Vec<FeedEntry> = Vec::new();
        loop {
            let after = entries.last().map_or(0, |entry| entry.seq);
            let page = self.page(scope, after, 2_000).await.unwrap();
            entries.extend(page.entries);
            if entries.last().map_or(0, |entry| entry.seq) == page.head {
                break;
            }
        }
        for (entry, expected) in entries.iter().zip(1u64..) {
            assert_eq!(entry.seq, expected, "the feed has no gaps");
        }
        entries
    }

    pub(super) async fn pack(&self, visit: VisitId) -> Pack {
        let path = format!("{}/{visit}", api::PACKS);
        take(self.request(Method::GET, &path).send().await.unwrap())
            .await
            .unwrap()
    }

    /// The visit as the registry has it now.
    pub(super) async fn visit(&self, visit: VisitId) -> Visit {
        self.pack(visit).await.visit
    }
}

pub(super) async fn take<T: serde::de::DeserializeOwned>(
    response: reqwest::Response,
) -> Result<T, (StatusCode, ApiError)> {
    let status = response.status();
    if status.is_success() {
        Ok(response.json().await.unwrap())
    } else {
        Err((status, response.json().await.unwrap()))
    }
}

pub(super) fn later(world: &World, minutes: i64) {
    world.clock.advance(TimeDelta::minutes(minutes));
}

pub(super) fn rejection(outcome: Outcome) -> Rejection {
    match outcome {
        Outcome::Rejected { reason } => reason,
        other => panic!("expected a rejection, got {other:?}"),
    }
}

/// The newest state of a record in a feed.
pub(super) fn newest<T>(entries: &[FeedEntry], pick: impl Fn(&Change) -> Option<T>) -> Option<T> {
    entries.iter().rev().find_map(|entry| pick(&entry.change))
}
