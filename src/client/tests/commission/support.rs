//! A demonstration registry in this process, clients against it, and a commission at work.

use crate::template;
use baqylau_checklist::{Env, Instance, Kind, Snapshot};
use baqylau_client::ui::{
    Command, Event, KeySource, LockState, OpenVisit, OutboxState, OutboxView, Secret, Ticket,
    UserError, VisitRow,
};
use baqylau_client::{
    Answer, Client, ClientConfig, HttpTransport, Keyring, Method, NetworkConfig, NoAnswer, Pace,
    PassphraseCost, Request, Transport,
};
use baqylau_domain::draft::FieldKey;
use baqylau_domain::identifiers::{PersonId, VisitId};
use baqylau_domain::people::Person;
use baqylau_domain::visit::{Stage, StageName, Visit, VisitOp};
use baqylau_locale::{Language, legal_time};
use baqylau_registry::environment::ManualClock;
use baqylau_registry::{EmbeddedRegistry, RegistryConfig};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock, mpsc};
use std::time::{Duration, Instant};

pub const PASSPHRASE: &str = "correct horse battery";

/// How long anything may take before a test gives up.
const PATIENCE: Duration = Duration::from_secs(60);

/// A demonstration registry, filled once and copied for every test.
pub fn registry(folder: &Path) -> EmbeddedRegistry {
    static FILLED: OnceLock<PathBuf> = OnceLock::new();
    let filled = FILLED.get_or_init(|| {
        let folder = template::folder();
        let registry = EmbeddedRegistry::start(RegistryConfig::demo(&folder)).unwrap();
        // Once for all of them: otherwise every registry of the tests would be busy with it.
        registry.run_checks().unwrap();
        drop(registry);
        folder
    });
    copy_folder(filled, folder);
    EmbeddedRegistry::start(RegistryConfig::demo(folder)).unwrap()
}

/// The same registry by a clock that a test moves.
pub fn registry_at(folder: &Path, clock: &Arc<ManualClock>) -> EmbeddedRegistry {
    drop(registry(folder));
    let mut config = RegistryConfig::demo(folder);
    config.environment.clock = clock.clone();
    config.hourly = false;
    EmbeddedRegistry::start(config).unwrap()
}

/// Every file below a folder.
pub fn files_of(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_of(&path))
        } else {
            found.push(path)
        }
    }
    found
}

/// Copies a folder as it is at this moment.
pub fn copy_folder(from: &Path, to: &Path) {
    for path in files_of(from) {
        let target = to.join(path.strip_prefix(from).unwrap());
        std::fs::create_dir_all(target.parent().unwrap()).unwrap();
        std::fs::copy(&path, target).unwrap();
    }
}

pub fn config(folder: &Path, url: &str, device: &str) -> ClientConfig {
    let mut config = ClientConfig::new(folder, url, device, "Baqylau test");
    config.keyring = Keyring::None;
    config.passphrase_cost = PassphraseCost {
        memory_kib: 64,
        passes: 1,
        lanes: 1,
    };
    config.pace = Pace {
        period: Duration::from_millis(300),
        first_wait: Duration::from_millis(20),
        longest_wait: Duration::from_millis(100),
        settle: Duration::from_millis(10),
    };
    config
}

/// A network that loses answers after the registry has acted, and requests before it has.
pub struct LossyTransport {
    inner: HttpTransport,
    seed: AtomicU64,
    pub lossy: AtomicBool,
    pub lost: AtomicU64,
}

impl LossyTransport {
    pub fn new(url: &str, seed: u64) -> Self {
        Self {
            inner: HttpTransport::new(url, &NetworkConfig::default()).unwrap(),
            seed: AtomicU64::new(seed),
            lossy: AtomicBool::new(true),
            lost: AtomicU64::new(0),
        }
    }

    fn dice(&self) -> u64 {
        let mut x = self.seed.load(Ordering::SeqCst);
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        self.seed.store(x, Ordering::SeqCst);
        x
    }
}

impl Transport for LossyTransport {
    fn send(&self, request: Request) -> Answer<'_> {
        Box::pin(async move {
            let dice = if self.lossy.load(Ordering::SeqCst) {
                self.dice() % 10
            } else {
                9
            };
            if dice < 2 {
                self.lost.fetch_add(1, Ordering::SeqCst);
                return Err(NoAnswer("the request was lost".to_owned()));
            }
            let answer = self.inner.send(request).await;
            if dice < 5 {
                self.lost.fetch_add(1, Ordering::SeqCst);
                return Err(NoAnswer("the answer was lost".to_owned()));
            }
            answer
        })
    }
}

/// A client with its events.
pub struct Laptop {
    pub client: Client,
    events: mpsc::Receiver<Event>,
    next: Ticket,
    pub seen: Vec<Event>,
    /// What the inspected party objects on the spot; `None`: it signs without objections.
    pub objections: Option<String>,
}

impl Laptop {
    pub fn start(config: ClientConfig) -> Self {
        let (client, events) = Client::start(config).unwrap();
        Self {
            client,
            events,
            next: 1,
            seen: Vec::new(),
            objections: None,
        }
    }

    pub fn start_with(config: ClientConfig, transport: Arc<dyn Transport>) -> Self {
        let (client, events) = Client::start_with(config, transport).unwrap();
        Self {
            client,
            events,
            next: 1,
            seen: Vec::new(),
            objections: None,
        }
    }

    /// A new store, signed in as a sample person.
    pub fn signed_in(config: ClientConfig, who: &dyn Fn(&Person) -> bool) -> (Self, Person) {
        let mut laptop = Self::start(config);
        laptop.create();
        let person = laptop.sign_in(who);
        (laptop, person)
    }

    pub fn create(&mut self) {
        self.run(Command::CreateStore {
            passphrase: Secret::new(PASSPHRASE),
            remember_in_keyring: false,
        })
        .unwrap();
    }

    pub fn unlock(&mut self) -> Result<(), UserError> {
        self.run(Command::Unlock {
            passphrase: Some(Secret::new(PASSPHRASE)),
        })
    }

    /// Goes on without the registry, with the demonstration key kept here.
    pub fn go_on(&mut self, person: PersonId) -> Result<(), UserError> {
        self.run(Command::ContinueOffline {
            person,
            key: KeySource::Sample(person),
            password: Secret::default(),
        })
    }

    pub fn sample_people(&mut self) -> Vec<Person> {
        self.stubbornly(&Command::LoadSamplePeople);
        self.last(|event| match event {
            Event::SamplePeople(people) => Some(people.clone()),
            _ => None,
        })
        .unwrap()
    }

    pub fn sign_in(&mut self, who: &dyn Fn(&Person) -> bool) -> Person {
        let people = self.sample_people();
        let person = people.into_iter().find(|person| who(person)).unwrap();
        self.stubbornly(&Command::SignIn {
            key: KeySource::Sample(person.id),
            password: Secret::default(),
        });
        person
    }

    /// Sends a command again until it works: for lossy networks.
    pub fn stubbornly(&mut self, command: &Command) {
        let begun = Instant::now();
        loop {
            match self.run(command.clone()) {
                Ok(()) => return,
                Err(error) if begun.elapsed() > PATIENCE => panic!("{error:?}"),
                Err(_) => {}
            }
        }
    }

    pub fn send(&mut self, command: Command) -> Ticket {
        let ticket = self.next;
        self.next += 1;
        self.client.send(ticket, command);
        ticket
    }

    /// Sends a command and waits for its end.
    pub fn run(&mut self, command: Command) -> Result<(), UserError> {
        let ticket = self.send(command);
        let mut ended = None;
        self.wait("the end of a command", |event| {
            match event {
                Event::Done { ticket: of } if *of == ticket => ended = Some(Ok(())),
                Event::Failed {
                    ticket: Some(of),
                    error,
                } if *of == ticket => {
                    ended = Some(Err(error.clone()));
                }
                _ => {}
            }
            ended.is_some()
        });
        ended.unwrap()
    }

    /// Waits for an event.
    pub fn wait(&mut self, what: &str, mut found: impl FnMut(&Event) -> bool) {
        let begun = Instant::now();
        loop {
            let left = PATIENCE.checked_sub(begun.elapsed()).unwrap_or_default();
            let event = self
                .events
                .recv_timeout(left)
                .unwrap_or_else(|_| panic!("waited in vain for {what}; last: {:?}", self.tail()));
            let stop = found(&event);
            self.seen.push(event);
            if stop {
                return;
            }
        }
    }

    fn tail(&self) -> Vec<String> {
        let failed = self.seen.iter().filter_map(|event| match event {
            Event::Failed { error, .. } => Some(format!("{error:?}")),
            Event::Sync(state) => Some(format!("{state:?}")),
            _ => None,
        });
        failed
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .take(6)
            .collect()
    }

    /// The newest thing of a kind that was told.
    pub fn last<T>(&self, pick: impl Fn(&Event) -> Option<T>) -> Option<T> {
        self.seen.iter().rev().find_map(pick)
    }

    pub fn lock(&self) -> LockState {
        self.last(|event| match event {
            Event::Lock(state) => Some(state.clone()),
            _ => None,
        })
        .unwrap()
    }

    pub fn visits(&mut self) -> Vec<VisitRow> {
        self.run(Command::LoadVisits).unwrap();
        self.last(|event| match event {
            Event::Visits(rows) => Some(rows.as_ref().clone()),
            _ => None,
        })
        .unwrap()
    }

    /// Visits, once the first pull brought some.
    pub fn visits_pulled(&mut self) -> Vec<VisitRow> {
        let begun = Instant::now();
        loop {
            let rows = self.visits();
            if !rows.is_empty() {
                return rows;
            }
            assert!(
                begun.elapsed() < PATIENCE,
                "no visits came; {:?}",
                self.tail()
            );
            self.run(Command::SyncNow).unwrap();
            self.pause();
        }
    }

    pub fn pause(&mut self) {
        let until = Instant::now() + Duration::from_millis(30);
        while let Some(left) = until.checked_duration_since(Instant::now()) {
            match self.events.recv_timeout(left) {
                Ok(event) => self.seen.push(event),
                Err(_) => return,
            }
        }
    }

    pub fn open(&mut self, visit: VisitId) -> Arc<OpenVisit> {
        self.run(Command::OpenVisit { visit }).unwrap();
        self.last(|event| match event {
            Event::VisitOpened(opened) if opened.visit.id == visit => Some(opened.clone()),
            _ => None,
        })
        .unwrap()
    }

    pub fn outbox(&mut self) -> Arc<OutboxView> {
        self.run(Command::LoadOutbox).unwrap();
        self.last(|event| match event {
            Event::Outbox(view) => Some(view.clone()),
            _ => None,
        })
        .unwrap()
    }

    /// Waits until everything was acknowledged.
    pub fn drained(&mut self) {
        let begun = Instant::now();
        loop {
            let view = self.outbox();
            let waiting = view.operations.iter().any(|row| {
                matches!(
                    row.state,
                    OutboxState::Queued | OutboxState::Sending | OutboxState::Held
                )
            });
            for row in &view.operations {
                if let OutboxState::Refused {
                    reason,
                    dismissed: false,
                } = &row.state
                {
                    panic!("{} was refused: {reason:?}", row.kind_key);
                }
            }
            if !waiting && view.attachments.is_empty() && self.sync_waiting() == 0 {
                return;
            }
            assert!(
                begun.elapsed() < PATIENCE,
                "never drained: {view:?} {:?}",
                self.tail()
            );
            self.run(Command::SyncNow).unwrap();
            self.pause();
        }
    }

    fn sync_waiting(&self) -> u32 {
        self.last(|event| match event {
            Event::Sync(state) => Some(state.waiting),
            _ => None,
        })
        .unwrap_or(1)
    }

    /// Waits until the visit is at a stage here.
    pub fn reached(&mut self, visit: VisitId, stage: StageName) -> Visit {
        self.reached_when(visit, |now| now.name() == stage)
    }

    /// Waits until the visit is at such a stage here.
    pub fn reached_when(&mut self, visit: VisitId, wanted: impl Fn(&Stage) -> bool) -> Visit {
        let begun = Instant::now();
        loop {
            let current = self.open(visit).visit.clone();
            if wanted(&current.stage) {
                return current;
            }
            let now = current.stage.name();
            assert!(
                begun.elapsed() < PATIENCE,
                "still {now:?}; {:?}",
                self.tail()
            );
            self.run(Command::SyncNow).unwrap();
            self.pause();
        }
    }

    /// A visit this chair may begin, with its pack fetched.
    pub fn ready_visit(&mut self, chair: &Person) -> VisitId {
        self.ready_visit_where(chair, |_| true)
    }

    /// The same among visits of some kind.
    pub fn ready_visit_where(&mut self, chair: &Person, fits: impl Fn(&Visit) -> bool) -> VisitId {
        let begun = Instant::now();
        let id = loop {
            let rows = self.visits_pulled();
            let found = rows.iter().find(|row| {
                matches!(
                    row.visit.stage,
                    Stage::Ordered { .. } | Stage::Notified { .. }
                ) && row.visit.member(chair.id).is_some_and(|m| m.role.leads())
                    && fits(&row.visit)
            });
            if let Some(row) = found {
                break row.visit.id;
            }
            assert!(begun.elapsed() < PATIENCE, "no visit to begin");
            self.stubbornly(&Command::SyncNow);
            self.pause();
        };
        self.stubbornly(&Command::FetchPack { visit: id });
        id
    }

    pub fn op(&mut self, visit: VisitId, op: VisitOp) {
        self.run(Command::Visit { visit, op }).unwrap();
    }

    /// Arrives, hands over the leaflet and is let in.
    pub fn enter(&mut self, visit: VisitId) {
        self.op(visit, VisitOp::Arrive { location: None });
        self.op(visit, VisitOp::HandLeaflet);
        self.op(visit, VisitOp::Admit);
    }

    /// Answers every checklist of a visit, makes findings complete, and records the rest.
    pub fn fill(&mut self, visit: VisitId) {
        let opened = self.open(visit);
        let mut changes = Vec::new();
        for form in &opened.forms {
            changes.extend(answers(form));
        }
        changes.push((
            FieldKey::Representative,
            json!("Тестов Тест, заместитель директора"),
        ));
        let decision = match &self.objections {
            Some(_) => "signed_with_objections",
            None => "signed",
        };
        changes.push((FieldKey::PartyDecision, json!(decision)));
        if let Some(words) = &self.objections {
            changes.push((FieldKey::Objections, json!(words)));
        }
        let now: chrono::DateTime<chrono::Utc> = std::time::SystemTime::now().into();
        changes.push((FieldKey::Acquaintance, json!(now)));
        changes.push((FieldKey::Departure, json!(now)));
        for part in changes.chunks(60) {
            self.run(Command::WriteDraft {
                visit,
                changes: part.to_vec(),
            })
            .unwrap();
        }
    }

    /// Composes the act and answers its hash.
    pub fn compose(&mut self, visit: VisitId) -> Arc<baqylau_client::ui::ActPreview> {
        self.run(Command::ComposeAct {
            visit,
            language: Language::Ru,
        })
        .unwrap();
        self.last(|event| match event {
            Event::ActComposed(preview) if preview.visit == visit => Some(preview.clone()),
            _ => None,
        })
        .unwrap()
    }

    /// Adds a photo to an item.
    pub fn photo(&mut self, visit: VisitId, list: &str, item: &str, shade: u8) {
        self.run(Command::AddEvidence {
            visit,
            list: list.to_owned(),
            item: item.to_owned(),
            sources: vec![baqylau_client::ui::EvidenceSource::Bytes {
                name: "canary-photo.jpg".to_owned(),
                bytes: jpeg(shade).into(),
            }],
        })
        .unwrap();
    }

    /// Everything from arrival to the fixed act.
    pub fn draw_up(&mut self, visit: VisitId) {
        self.draw_up_with(visit, Vec::new());
    }

    /// The same with some fields written otherwise.
    pub fn draw_up_with(&mut self, visit: VisitId, changes: Vec<(FieldKey, Value)>) {
        self.enter(visit);
        self.record_and_fix_with(visit, changes);
    }

    /// Everything from the first answer to the fixed act.
    pub fn record_and_fix(&mut self, visit: VisitId) {
        self.record_and_fix_with(visit, Vec::new());
    }

    fn record_and_fix_with(&mut self, visit: VisitId, changes: Vec<(FieldKey, Value)>) {
        self.fill(visit);
        self.run(Command::WriteDraft { visit, changes }).unwrap();
        self.op(visit, VisitOp::BeginMerging);
        let mut preview = self.compose(visit);
        let day = legal_time(chrono::DateTime::from(std::time::SystemTime::now())).date_naive();
        let due = day + chrono::Days::new(30);
        if !preview.blockers.is_empty() {
            let mut fixes = std::collections::BTreeMap::new();
            for blocker in &preview.blockers {
                assert!(!blocker.item.is_empty(), "{blocker:?}");
                fixes.insert((blocker.list.clone(), blocker.item.clone()), ());
            }
            self.op(visit, VisitOp::ResumeRecording);
            for (shade, ((list, item), ())) in (0u8..).zip(fixes) {
                let value = json!({ "note": "найдено при осмотре", "due": due, "severity": "S" });
                let key = FieldKey::Finding {
                    list: list.clone(),
                    item: item.clone(),
                };
                self.run(Command::WriteDraft {
                    visit,
                    changes: vec![(key, value)],
                })
                .unwrap();
                self.photo(visit, &list, &item, shade);
            }
            self.op(visit, VisitOp::BeginMerging);
            preview = self.compose(visit);
        }
        assert_eq!(preview.blockers, Vec::new());
        self.run(Command::FixAct {
            visit,
            sha256: preview.sha256,
        })
        .unwrap();
    }

    /// Every member signs on this laptop, in the order of signing.
    pub fn sign_all(&mut self, visit: VisitId) {
        let signers: Vec<PersonId> = self
            .open(visit)
            .visit
            .signers()
            .iter()
            .map(|member| member.person)
            .collect();
        for person in signers {
            self.run(Command::Sign {
                visit,
                key: KeySource::Sample(person),
                password: Secret::default(),
            })
            .unwrap();
        }
    }
}

pub fn jpeg(shade: u8) -> Vec<u8> {
    let image = image::RgbImage::from_pixel(320, 200, image::Rgb([shade, 90, 200]));
    let mut bytes = Vec::new();
    image::codecs::jpeg::JpegEncoder::new(&mut bytes)
        .encode_image(&image)
        .unwrap();
    bytes
}

/// Answers that satisfy a checklist.
fn answers(form: &baqylau_client::ui::PinnedForm) -> Vec<(FieldKey, Value)> {
    let now = legal_time(chrono::DateTime::from(std::time::SystemTime::now()));
    let mut snapshot = Snapshot {
        form_id: form.form.form_id().to_owned(),
        version: form.form.version().to_owned(),
        ..Snapshot::default()
    };
    // Answers open further questions, so the form is gone through until nothing is missing.
    for _ in 0..6 {
        let (instance, _) = Instance::restore(form.form.clone(), Env::new(now, 0), &snapshot);
        let mut changed = false;
        for item in instance.items(form.form.default_language()) {
            for field in item.fields.iter().filter(|f| f.relevant && f.required) {
                if !field.value.is_empty() || !field.kind.is_entered() {
                    continue;
                }
                let value = match field.kind {
                    Kind::SelectOne | Kind::SelectMultiple => field
                        .choices
                        .first()
                        .map(|choice| choice.name.clone())
                        .unwrap_or_default(),
                    Kind::Integer | Kind::Decimal | Kind::Range => "1".to_owned(),
                    Kind::Date => now.date_naive().to_string(),
                    Kind::Time => "10:00".to_owned(),
                    _ => "записано".to_owned(),
                };
                snapshot
                    .answers
                    .insert(field.path.as_str().to_owned(), value);
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    snapshot
        .answers
        .into_iter()
        .map(|(path, value)| {
            (
                FieldKey::Answer {
                    list: form.code.clone(),
                    path,
                },
                json!(value),
            )
        })
        .collect()
}

/// The device's clock, moved.
#[derive(Default)]
pub struct MovedClock(std::sync::atomic::AtomicI64);

impl MovedClock {
    pub fn move_by_minutes(&self, minutes: i64) {
        self.0.store(minutes, Ordering::SeqCst);
    }
}

impl baqylau_client::Clock for MovedClock {
    fn now(&self) -> baqylau_domain::Moment {
        baqylau_domain::Moment::from(std::time::SystemTime::now())
            + chrono::TimeDelta::minutes(self.0.load(Ordering::SeqCst))
    }
}

/// A network where somebody stands in the middle.
pub struct ForgingTransport {
    inner: HttpTransport,
    pub forge_receipts: AtomicBool,
    pub other_registry: AtomicBool,
    pub other_anchors: AtomicBool,
    pub pushes: AtomicU64,
}

impl ForgingTransport {
    pub fn new(url: &str) -> Self {
        Self {
            inner: HttpTransport::new(url, &NetworkConfig::default()).unwrap(),
            forge_receipts: AtomicBool::new(false),
            other_registry: AtomicBool::new(false),
            other_anchors: AtomicBool::new(false),
            pushes: AtomicU64::new(0),
        }
    }
}

impl Transport for ForgingTransport {
    fn send(&self, request: Request) -> Answer<'_> {
        Box::pin(async move {
            let path = request.path.clone();
            let mut answer = self.inner.send(request).await?;
            let mut edit = |change: &dyn Fn(&mut Value)| {
                let mut body: Value = serde_json::from_slice(&answer.body).unwrap();
                change(&mut body);
                answer.body = serde_json::to_vec(&body).unwrap();
            };
            if path == baqylau_protocol::api::OPERATIONS {
                self.pushes.fetch_add(1, Ordering::SeqCst);
                if self.forge_receipts.load(Ordering::SeqCst) {
                    // The very words of the registry, with a signature that isn't its own.
                    edit(&|body| {
                        body["receipts"][0]["signature"] = json!("00".repeat(64));
                    });
                }
            }
            if path == baqylau_protocol::api::HELLO && self.other_anchors.load(Ordering::SeqCst) {
                edit(&|body| body["anchors"] = json!([]));
            }
            if path == baqylau_protocol::api::HELLO && self.other_registry.load(Ordering::SeqCst) {
                edit(&|body| {
                    body["registry"] = json!("0190b2f0-0000-7000-8000-000000000000");
                });
            }
            Ok(answer)
        })
    }
}

/// A network over which no feed comes while it is held: a first pull that hasn't ended.
pub struct HeldTransport {
    inner: HttpTransport,
    pub held: AtomicBool,
}

impl HeldTransport {
    pub fn new(url: &str) -> Self {
        Self {
            inner: HttpTransport::new(url, &NetworkConfig::default()).unwrap(),
            held: AtomicBool::new(false),
        }
    }
}

impl Transport for HeldTransport {
    fn send(&self, request: Request) -> Answer<'_> {
        Box::pin(async move {
            let pulls = [baqylau_protocol::api::SCOPES, baqylau_protocol::api::FEED];
            let pulls = pulls.iter().any(|path| request.path.starts_with(path));
            if pulls && self.held.load(Ordering::SeqCst) {
                return Err(NoAnswer("held".to_owned()));
            }
            self.inner.send(request).await
        })
    }
}

/// A network over which everything comes and no operation goes while it is held.
pub struct HeldPushes {
    inner: HttpTransport,
    pub held: AtomicBool,
}

impl HeldPushes {
    pub fn new(url: &str) -> Self {
        Self {
            inner: HttpTransport::new(url, &NetworkConfig::default()).unwrap(),
            held: AtomicBool::new(true),
        }
    }
}

impl Transport for HeldPushes {
    fn send(&self, request: Request) -> Answer<'_> {
        Box::pin(async move {
            let pushes = request.path == baqylau_protocol::api::OPERATIONS;
            if pushes && self.held.load(Ordering::SeqCst) {
                return Err(NoAnswer("held".to_owned()));
            }
            self.inner.send(request).await
        })
    }
}

/// A network that remembers what was asked with which session.
pub struct WatchingTransport {
    inner: HttpTransport,
    pub asked: std::sync::Mutex<Vec<Request>>,
    pub cut: AtomicBool,
}

impl WatchingTransport {
    pub fn new(url: &str) -> Self {
        Self {
            inner: HttpTransport::new(url, &NetworkConfig::default()).unwrap(),
            asked: std::sync::Mutex::default(),
            cut: AtomicBool::new(false),
        }
    }

    /// Requests so far that were meant so.
    pub fn asked_to(&self, method: Method) -> Vec<Request> {
        let asked = self.asked.lock().unwrap();
        let meant = asked.iter().filter(|request| request.method == method);
        meant.cloned().collect()
    }
}

impl Transport for WatchingTransport {
    fn send(&self, request: Request) -> Answer<'_> {
        self.asked.lock().unwrap().push(request.clone());
        if self.cut.load(Ordering::SeqCst) {
            // Not even a refusal for long: as where the mast is too far.
            return Box::pin(async {
                tokio::time::sleep(Duration::from_secs(8)).await;
                Err(NoAnswer("out of reach".to_owned()))
            });
        }
        self.inner.send(request)
    }
}
