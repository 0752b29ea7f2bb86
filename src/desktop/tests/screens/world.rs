//! What a real client told about a real demonstration registry, recorded once for all tests.

use baqylau_client::ui::{
    Command, Event, EvidenceSource, KeySource, LockState, MonthCommand, MonthEvent,
    OrganisationFilter, Secret, SyncState, Ticket, VisitRow,
};
use baqylau_client::{Client, ClientConfig, Clock, Keyring, PassphraseCost};
use baqylau_domain::Moment;
use baqylau_domain::draft::FieldKey;
use baqylau_domain::identifiers::{OrganisationId, VisitId};
use baqylau_domain::month::reads_months;
use baqylau_domain::people::{ACCOUNT_ROLES, AccountRole, CommissionRole, Person};
use baqylau_domain::visit::{StageName, VisitOp};
use baqylau_locale::Language;
use baqylau_registry::{EmbeddedRegistry, RegistryConfig};
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::mpsc::Receiver;
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

/// Longest wait for one thing.
const PATIENCE: Duration = Duration::from_secs(40);
/// Passphrase of the tests' stores.
pub const PASSPHRASE: &str = "tests passphrase";

/// What one person was told.
pub struct Recording {
    pub person: Person,
    pub sync: Option<SyncState>,
    pub visits: Option<Event>,
    pub organisations: Option<Event>,
    pub sanctions: Option<Event>,
    pub points: Option<Event>,
    pub outbox: Option<Event>,
    pub planning: Option<Event>,
    /// Records of the state order, for those who may see them.
    pub orders: Option<Event>,
    /// The monthly validation, for those who may look at it: the list, then each month of it.
    pub months: Vec<MonthEvent>,
    pub opened: HashMap<VisitId, Event>,
    pub acts: HashMap<VisitId, Event>,
    /// The same acts laid out in the other languages.
    pub acts_in: HashMap<(VisitId, &'static str), Event>,
    pub cards: HashMap<OrganisationId, Event>,
    pub causes: HashMap<VisitId, Event>,
}

impl Recording {
    fn of(person: Person) -> Self {
        Self {
            person,
            sync: None,
            visits: None,
            organisations: None,
            sanctions: None,
            points: None,
            outbox: None,
            planning: None,
            orders: None,
            months: Vec::new(),
            opened: HashMap::new(),
            acts: HashMap::new(),
            acts_in: HashMap::new(),
            cards: HashMap::new(),
            causes: HashMap::new(),
        }
    }

    pub fn rows(&self) -> Arc<Vec<VisitRow>> {
        match &self.visits {
            Some(Event::Visits(rows)) => rows.clone(),
            _ => Arc::default(),
        }
    }
}

/// Everything recorded.
pub struct World {
    pub registry: EmbeddedRegistry,
    pub folder: PathBuf,
    pub now: Moment,
    pub people: Vec<Person>,
    /// The secretary of a commission first, then one person of every other role.
    pub recordings: Vec<Recording>,
    /// The secretary's visit, being recorded.
    pub visit: VisitId,
    /// The same visit in merging, and the act composed from it.
    pub merging: Event,
    pub composed: Event,
    /// The same in the other languages.
    pub composed_in: HashMap<&'static str, Event>,
    /// A signed act with its signatures, its authorities and its card, as files.
    pub exported: PathBuf,
}

impl World {
    pub fn of(&self, role: AccountRole) -> &Recording {
        self.recordings
            .iter()
            .find(|one| one.person.role == role)
            .expect("a person of the role")
    }

    pub fn secretary(&self) -> &Recording {
        self.of(AccountRole::Commission)
    }
}

/// A clock that stands still, so that what is recorded doesn't age.
pub struct Still(pub Moment);

impl Clock for Still {
    fn now(&self) -> Moment {
        self.0
    }
}

impl baqylau_registry::environment::Clock for Still {
    fn now(&self) -> Moment {
        self.0
    }
}

pub fn world() -> &'static World {
    static WORLD: LazyLock<World> = LazyLock::new(record);
    &WORLD
}

/// A folder of this run; those of runs long gone are cleared away.
fn folder() -> PathBuf {
    let base = Path::new(env!("CARGO_TARGET_TMPDIR"));
    for entry in std::fs::read_dir(base).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let age = entry
            .metadata()
            .and_then(|meta| meta.modified())
            .ok()
            .and_then(|t| t.elapsed().ok());
        if name.starts_with("screens-") && age.is_some_and(|age| age > Duration::from_secs(3600)) {
            // Another run may be clearing it away at the same time.
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
    // Never one that was there: the number of a process comes again, and a store with it.
    let folder = tempfile::Builder::new().prefix("screens-").tempdir_in(base);
    folder.expect("a folder for the tests").keep()
}

pub fn client_config(world_url: &str, folder: &Path, now: Moment) -> ClientConfig {
    let mut config = ClientConfig::new(folder, world_url, "TEST", "Baqylau test");
    config.clock = Arc::new(Still(now));
    config.keyring = Keyring::None;
    config.passphrase_cost = PassphraseCost {
        memory_kib: 8 * 1024,
        passes: 1,
        lanes: 1,
    };
    config
}

/// The client with everything it has said.
struct Told {
    client: Client,
    events: Receiver<Event>,
    last: Ticket,
    heard: Vec<Event>,
}

impl Told {
    /// A client with a new store, once it knows the registry.
    fn start(registry: &EmbeddedRegistry, folder: &Path, now: Moment) -> Self {
        let config = client_config(&registry.url(), folder, now);
        let (client, events) = Client::start(config).expect("the client");
        let mut told = Self {
            client,
            events,
            last: 0,
            heard: Vec::new(),
        };
        told.command(Command::CreateStore {
            passphrase: Secret::new(PASSPHRASE),
            remember_in_keyring: false,
        });
        told.wait("the registry", |event| {
            matches!(event, Event::Lock(LockState::Unlocked { online: true, .. })).then_some(())
        });
        told.command(Command::LoadSamplePeople);
        told
    }

    fn hear(&mut self) {
        if let Ok(event) = self.events.recv_timeout(Duration::from_millis(20)) {
            self.heard.push(event);
        }
    }

    fn try_command(&mut self, command: Command) -> Result<(), String> {
        self.last += 1;
        let ticket = self.last;
        let what = format!("command {ticket}");
        self.client.send(ticket, command);
        let begun = Instant::now();
        let mut seen = 0;
        while begun.elapsed() < PATIENCE {
            while let Some(event) = self.heard.get(seen) {
                seen += 1;
                match event {
                    Event::Done { ticket: done } if *done == ticket => return Ok(()),
                    Event::Failed {
                        ticket: Some(failed),
                        error,
                    } if *failed == ticket => {
                        return Err(format!("{what}: {} {:?}", error.key, error.args));
                    }
                    _ => {}
                }
            }
            self.hear();
        }
        Err(format!("{what}: no answer"))
    }

    #[track_caller]
    fn command(&mut self, command: Command) {
        if let Err(problem) = self.try_command(command) {
            panic!("{problem}");
        }
    }

    /// The newest event `pick` finds something in.
    fn newest<T>(&self, pick: impl Fn(&Event) -> Option<T>) -> Option<T> {
        self.heard.iter().rev().find_map(pick)
    }

    fn newest_event(&self, wanted: impl Fn(&Event) -> bool) -> Option<Event> {
        self.heard.iter().rev().find(|event| wanted(event)).cloned()
    }

    fn wait<T>(&mut self, what: &str, pick: impl Fn(&Event) -> Option<T>) -> T {
        let begun = Instant::now();
        loop {
            if let Some(found) = self.newest(&pick) {
                return found;
            }
            assert!(begun.elapsed() < PATIENCE, "waited in vain for {what}");
            self.hear();
        }
    }

    fn sign_in(&mut self, person: &Person) {
        self.heard.clear();
        let key = KeySource::Sample(person.id);
        self.command(Command::SignIn {
            key,
            password: Secret::default(),
        });
        self.wait("a session", |event| {
            matches!(event, Event::Lock(LockState::SignedIn { .. })).then_some(())
        });
        self.command(Command::SyncNow);
        let begun = Instant::now();
        loop {
            // A list asked for while the first pull replaces what was here may be refused.
            let filter = OrganisationFilter::default();
            for ask in [Command::LoadVisits, Command::LoadOrganisations { filter }] {
                if self.try_command(ask).is_err() {
                    self.hear();
                }
            }
            let rows = self.newest(|event| match event {
                Event::Organisations { rows, .. } => Some(rows.len()),
                _ => None,
            });
            let visits = self.newest(|event| match event {
                Event::Visits(rows) => Some(rows.len()),
                _ => None,
            });
            // While the first pull of this person's scope runs, what is here may be replaced.
            let settled = self.newest(|event| match event {
                Event::Sync(sync) => Some(!sync.busy && sync.last_contact.is_some()),
                _ => None,
            });
            // The financial centre reads decisions, and a school its own papers, not visits.
            let without = [AccountRole::FinancialCentre, AccountRole::School];
            let visits_enough =
                visits.is_some_and(|count| count > 0 || without.contains(&person.role));
            if settled == Some(true) && rows.unwrap_or(0) > 0 && visits_enough {
                break;
            }
            assert!(begun.elapsed() < PATIENCE, "no data for {:?}", person.role);
            self.hear();
        }
    }

    fn sign_out(&mut self) {
        self.command(Command::SignOut);
        self.heard.clear();
    }

    /// What the officer plans with, once the registry was asked.
    fn planning(&mut self) -> Event {
        let begun = Instant::now();
        loop {
            self.command(Command::LoadPlanning);
            if let Some(told) = self.newest_event(|event| matches!(event, Event::Planning(Some(_))))
            {
                return told;
            }
            assert!(begun.elapsed() < PATIENCE, "no people to plan with");
            self.command(Command::SyncNow);
            self.hear();
        }
    }

    /// The months there are, and how the organisations of each stand.
    fn months(&mut self) -> Vec<MonthEvent> {
        self.command(Command::Months(MonthCommand::List));
        let listed = self.wait("months", |event| match event {
            Event::Months(MonthEvent::Listed(listed)) => Some(listed.clone()),
            _ => None,
        });
        let mut all = vec![MonthEvent::Listed(listed.clone())];
        for period in listed.months.iter().map(|one| one.month.period) {
            self.command(Command::Months(MonthCommand::Open { period }));
            let opened = self.wait("a month", |event| match event {
                Event::Months(MonthEvent::Opened(opened))
                    if opened.state.month.period == period =>
                {
                    Some(opened.clone())
                }
                _ => None,
            });
            all.push(MonthEvent::Opened(opened));
        }
        all
    }

    fn record(&mut self, person: Person) -> Recording {
        for command in [
            Command::LoadSanctions,
            Command::LoadPoints,
            Command::LoadOutbox,
        ] {
            self.command(command);
        }
        let planning = baqylau_domain::visit::plans_visits(person.role).then(|| self.planning());
        let mut recording = Recording::of(person);
        recording.planning = planning;
        recording.sync = self.newest(|event| match event {
            Event::Sync(sync) => Some(sync.clone()),
            _ => None,
        });
        recording.visits = self.newest_event(|event| matches!(event, Event::Visits(_)));
        recording.organisations =
            self.newest_event(|event| matches!(event, Event::Organisations { .. }));
        recording.sanctions = self.newest_event(|event| matches!(event, Event::Sanctions(_)));
        recording.points = self.newest_event(|event| matches!(event, Event::Points(_)));
        recording.outbox = self.newest_event(|event| matches!(event, Event::Outbox(_)));
        if sees_orders(recording.person.role) {
            self.command(Command::LoadOrders);
            recording.orders = self.newest_event(|event| matches!(event, Event::Orders(_)));
            assert!(recording.orders.is_some(), "records of the state order");
        }
        if reads_months(recording.person.role) {
            recording.months = self.months();
        }
        // One visit of every stage, with its act where there is one.
        let mut stages = Vec::new();
        for row in recording.rows().iter() {
            let stage = row.visit.stage.name();
            if stages.contains(&stage) {
                continue;
            }
            stages.push(stage);
            let visit = row.visit.id;
            if self.try_command(Command::OpenVisit { visit }).is_err() {
                continue;
            }
            let opened = self.newest_event(
                |event| matches!(event, Event::VisitOpened(open) if open.visit.id == visit),
            );
            recording.opened.extend(opened.map(|event| (visit, event)));
            let language = Language::Ru;
            if self
                .try_command(Command::OpenAct { visit, language })
                .is_ok()
            {
                let act = self.newest_event(
                    |event| matches!(event, Event::ActOpened(act) if act.visit == visit),
                );
                recording.acts.extend(act.map(|event| (visit, event)));
                for language in [Language::Kk, Language::En] {
                    self.command(Command::OpenAct { visit, language });
                    let act = self.newest_event(
                        |event| matches!(event, Event::ActOpened(act) if act.visit == visit),
                    );
                    let key = (visit, language.code());
                    recording.acts_in.extend(act.map(|event| (key, event)));
                }
            }
        }
        if let Some(Event::Sanctions(rows)) = &recording.sanctions {
            let of_sanctions = rows.iter().take(6).map(|row| row.sanction.visit);
            let read: BTreeSet<VisitId> =
                of_sanctions.chain(recording.acts.keys().copied()).collect();
            for visit in read {
                // The financial centre reads no acts.
                if self.try_command(Command::LoadCauses { visit }).is_ok() {
                    let told = self.newest_event(
                        |event| matches!(event, Event::Causes { visit: of, .. } if *of == visit),
                    );
                    recording.causes.extend(told.map(|event| (visit, event)));
                }
            }
        }
        // Organisations with something to show come first: those with sanctions, then any.
        let mut wanted: Vec<OrganisationId> = Vec::new();
        if let Some(Event::Sanctions(rows)) = &recording.sanctions {
            wanted.extend(rows.iter().map(|row| row.organisation.id));
        }
        if let Some(Event::Organisations { rows, .. }) = &recording.organisations {
            wanted.extend(rows.iter().map(|row| row.organisation.id));
        }
        wanted.truncate(3);
        for id in wanted {
            self.command(Command::OpenOrganisation { id });
            let card = self.newest_event(
                |event| matches!(event, Event::OrganisationOpened(card) if card.organisation.id == id),
            );
            recording.cards.extend(card.map(|event| (id, event)));
        }
        recording
    }
}

pub fn jpeg(shade: u8) -> Vec<u8> {
    let image = image::RgbImage::from_fn(320, 240, |x, y| {
        image::Rgb([
            shade,
            u8::try_from(x % 256).unwrap_or(0),
            u8::try_from(y % 256).unwrap_or(0),
        ])
    });
    let mut bytes = Vec::new();
    image
        .write_to(
            &mut std::io::Cursor::new(&mut bytes),
            image::ImageFormat::Jpeg,
        )
        .expect("a picture");
    bytes
}

fn record() -> World {
    let folder = folder();
    let today = baqylau_locale::legal_time(Moment::from(std::time::SystemTime::now()));
    let now = today
        .date_naive()
        .and_hms_opt(4, 0, 0)
        .expect("a morning")
        .and_utc();
    let mut settings = RegistryConfig::demo(folder.join("registry"));
    settings.today = Some(today.date_naive());
    settings.environment.clock = Arc::new(Still(now));
    let registry = EmbeddedRegistry::start(settings).expect("the registry");
    registry.run_checks().expect("the automatic checks");
    let mut told = Told::start(&registry, &folder.join("store"), now);
    let people = told.wait("people", |event| match event {
        Event::SamplePeople(people) if !people.is_empty() => Some(people.clone()),
        _ => None,
    });
    let (secretary, visit) = find_visit(&mut told, &people, today.date_naive());
    let mut recordings = vec![work_on(&mut told, secretary, visit)];
    told.command(Command::Visit {
        visit,
        op: VisitOp::BeginMerging,
    });
    told.command(Command::OpenVisit { visit });
    let merging = told
        .newest_event(|event| matches!(event, Event::VisitOpened(open) if open.visit.id == visit))
        .expect("the visit in merging");
    told.command(Command::ComposeAct {
        visit,
        language: Language::Ru,
    });
    let composed = told
        .newest_event(|event| matches!(event, Event::ActComposed(_)))
        .expect("the act");
    let mut composed_in = HashMap::new();
    for language in [Language::Kk, Language::En] {
        told.command(Command::ComposeAct { visit, language });
        let act = told.newest_event(|event| matches!(event, Event::ActComposed(_)));
        composed_in.insert(language.code(), act.expect("the act"));
    }
    told.client.shutdown();
    // What the secretary recorded is on that laptop only: the registry stays as it was.
    let mut told = Told::start(&registry, &folder.join("officers"), now);
    let exported = folder.join("exported");
    for role in demonstrated().filter(|role| *role != AccountRole::Commission) {
        let person = people
            .iter()
            .find(|person| person.role == role)
            .expect("a person")
            .clone();
        told.sign_in(&person);
        let recording = told.record(person);
        if role == AccountRole::IssuerOfficer {
            export(&mut told, &recording, &exported);
        }
        recordings.push(recording);
        told.sign_out();
    }
    told.client.shutdown();
    World {
        exported,
        registry,
        folder,
        now,
        people,
        recordings,
        visit,
        merging,
        composed,
        composed_in,
    }
}

/// A visit due today whose secretary is a sample person.
fn find_visit(told: &mut Told, people: &[Person], today: chrono::NaiveDate) -> (Person, VisitId) {
    for person in people
        .iter()
        .filter(|person| person.role == AccountRole::Commission)
    {
        told.sign_in(person);
        let rows = told.wait("visits", |event| match event {
            Event::Visits(rows) if !rows.is_empty() => Some(rows.clone()),
            _ => None,
        });
        let found = rows.iter().find(|row| {
            row.visit.stage.name() == StageName::Ordered
                && row.visit.planned.0 <= today
                && row.visit.planned.1 >= today
                && row.visit.checklists.len() >= 3
                && row
                    .visit
                    .member(person.id)
                    .is_some_and(|member| member.role == CommissionRole::Secretary)
        });
        if let Some(row) = found {
            return (person.clone(), row.visit.id);
        }
        told.sign_out();
    }
    panic!("no sample visit is due today");
}

/// Takes the visit to the checklists, with some answers and photos.
fn work_on(told: &mut Told, person: Person, visit: VisitId) -> Recording {
    told.command(Command::FetchPack { visit });
    told.command(Command::SetOffline { offline: true });
    for op in [
        VisitOp::Arrive { location: None },
        VisitOp::HandLeaflet,
        VisitOp::Admit,
    ] {
        told.command(Command::Visit { visit, op });
    }
    for (index, item) in ["B07", "B07", ""].into_iter().enumerate() {
        let list = if item.is_empty() { "" } else { "SAFE" };
        told.command(Command::AddEvidence {
            visit,
            list: list.to_owned(),
            item: item.to_owned(),
            sources: vec![EvidenceSource::Bytes {
                name: format!("photo-{index}.jpg"),
                bytes: jpeg(u8::try_from(index * 40).unwrap_or(0)).into(),
            }],
        });
    }
    let key = FieldKey::Representative;
    let value = serde_json::Value::String("Ахметов Б. С., проректор".to_owned());
    told.command(Command::WriteDraft {
        visit,
        changes: vec![(key, value)],
    });
    told.command(Command::LoadVisits);
    told.record(person)
}

/// Writes a signed act and its card into a folder.
fn export(told: &mut Told, recording: &Recording, to: &Path) {
    let signed = recording
        .acts
        .iter()
        .find_map(|(visit, event)| match event {
            Event::ActOpened(act) if act.signatures.len() > 1 => Some(*visit),
            _ => None,
        });
    let visit = signed.expect("an act with signatures");
    told.command(Command::ExportAct {
        visit,
        to: to.to_owned(),
    });
    told.command(Command::MakePdf {
        visit,
        document: baqylau_client::ui::DocumentKind::Card,
        language: Language::Ru,
        to: Some(to.join("card.pdf")),
    });
}

/// Roles the demonstration has accounts of.
pub fn demonstrated() -> impl Iterator<Item = AccountRole> {
    ACCOUNT_ROLES.into_iter()
}

/// Whether people of a role are shown records of the state order.
pub fn sees_orders(role: AccountRole) -> bool {
    !matches!(
        role,
        AccountRole::Commission | AccountRole::IssuerOfficer | AccountRole::Registrar
    )
}
