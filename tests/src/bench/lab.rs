//! A demonstration registry and a real client in one folder, walked to where benchmarks begin.

use crate::measure::Outcome;
use baqylau_client::ui::{Command, Event, KeySource, LockState, OpenVisit, Secret, Ticket};
use baqylau_client::{Client, ClientConfig, Keyring, Transport};
use baqylau_desktop::engine::SOFTWARE;
use baqylau_domain::Moment;
use baqylau_domain::identifiers::VisitId;
use baqylau_domain::people::{AccountRole, CommissionRole, Person};
use baqylau_domain::visit::{StageName, VisitOp};
use baqylau_registry::{EmbeddedRegistry, RegistryConfig};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant, SystemTime};

/// Passphrase of the stores benchmarks make.
pub const PASSPHRASE: &str = "bench passphrase";

/// Longest wait for one answer.
const PATIENCE: Duration = Duration::from_secs(300);

/// The moment now.
pub fn now() -> Moment {
    Moment::from(SystemTime::now())
}

/// A client with its events.
pub struct Desk {
    /// Client.
    pub client: Client,
    /// What it tells.
    pub events: Receiver<Event>,
    tickets: Ticket,
}

impl Desk {
    /// Starts a client whose store lies in a folder.
    pub fn start(store: &Path, url: &str, transport: Option<Arc<dyn Transport>>) -> Outcome<Self> {
        let mut config = ClientConfig::new(store, url, "BENCH", SOFTWARE);
        config.keyring = Keyring::None;
        let (client, events) = match transport {
            Some(transport) => Client::start_with(config, transport)?,
            None => Client::start(config)?,
        };
        Ok(Self {
            client,
            events,
            tickets: 0,
        })
    }

    /// Sends a command without waiting.
    pub fn send(&mut self, command: Command) -> Ticket {
        self.tickets += 1;
        self.client.send(self.tickets, command);
        self.tickets
    }

    /// The next event.
    pub fn next(&self) -> Outcome<Event> {
        Ok(self.events.recv_timeout(PATIENCE)?)
    }

    /// Sends a command and waits until it is carried out; gives what was told meanwhile.
    pub fn ask(&mut self, command: Command) -> Outcome<Vec<Event>> {
        let ticket = self.send(command);
        let mut told = Vec::new();
        loop {
            match self.next()? {
                Event::Done { ticket: done } if done == ticket => return Ok(told),
                Event::Failed {
                    ticket: Some(failed),
                    error,
                } if failed == ticket => {
                    return Err(format!("a command failed: {}", error.key).into());
                }
                other => told.push(other),
            }
        }
    }

    /// Makes the store and learns the sample people.
    pub fn set_up(&mut self) -> Outcome<Vec<Person>> {
        self.ask(Command::CreateStore {
            passphrase: Secret::new(PASSPHRASE),
            remember_in_keyring: false,
        })?;
        let told = self.ask(Command::LoadSamplePeople)?;
        let found = told.into_iter().find_map(|event| match event {
            Event::SamplePeople(people) => Some(people),
            _ => None,
        });
        Ok(found.ok_or("the registry lists nobody")?)
    }

    /// Signs in with a demonstration key.
    pub fn sign_in(&mut self, person: &Person) -> Outcome<()> {
        let key = KeySource::Sample(person.id);
        let told = self.ask(Command::SignIn {
            key,
            password: Secret::default(),
        })?;
        let signed_in = told
            .iter()
            .any(|event| matches!(event, Event::Lock(LockState::SignedIn { .. })));
        if signed_in {
            Ok(())
        } else {
            Err("signing in said nothing".into())
        }
    }

    /// The visit of a person that is due today, with the most to record.
    fn due(&mut self, person: &Person) -> Outcome<Option<VisitId>> {
        let today = baqylau_locale::legal_time(now()).date_naive();
        let begun = Instant::now();
        self.ask(Command::SyncNow)?;
        while begun.elapsed() < Duration::from_secs(20) {
            let told = self.ask(Command::LoadVisits)?;
            let rows = told.into_iter().rev().find_map(|event| match event {
                Event::Visits(rows) if !rows.is_empty() => Some(rows),
                _ => None,
            });
            if let Some(rows) = rows {
                let due = rows.iter().map(|row| &row.visit).find(|visit| {
                    visit.stage.name() == StageName::Ordered
                        && visit.planned.0 <= today
                        && visit.planned.1 >= today
                        && visit.checklists.len() >= 3
                        && visit
                            .member(person.id)
                            .is_some_and(|member| member.role == CommissionRole::Secretary)
                });
                return Ok(due.map(|visit| visit.id));
            }
            crate::measure::nap(Duration::from_millis(100));
        }
        Ok(None)
    }
}

/// A visit being recorded, offline, with everything around it.
pub struct Lab {
    /// Client of the secretary.
    pub desk: Desk,
    /// The secretary.
    pub person: Person,
    /// The visit, in stage `recording`.
    pub open: Arc<OpenVisit>,
    _registry: EmbeddedRegistry,
}

impl Lab {
    /// Fills a data folder as the program lays it out: `registry` and `store`. A visit is opened,
    /// its pack is here, the commission is let in, the network is left.
    pub fn start(data: &Path) -> Outcome<Self> {
        let settings = RegistryConfig {
            hourly: false,
            ..RegistryConfig::demo(data.join("registry"))
        };
        let registry = EmbeddedRegistry::start(settings)?;
        let mut desk = Desk::start(&data.join("store"), &registry.url(), None)?;
        let people = desk.set_up()?;
        let mut found = None;
        for person in people
            .into_iter()
            .filter(|one| one.role == AccountRole::Commission)
        {
            desk.sign_in(&person)?;
            if let Some(visit) = desk.due(&person)? {
                found = Some((person, visit));
                break;
            }
            desk.ask(Command::SignOut)?;
        }
        let (person, visit) = found.ok_or("no sample visit is due today")?;
        desk.ask(Command::FetchPack { visit })?;
        desk.ask(Command::SetOffline { offline: true })?;
        for op in [
            VisitOp::Arrive { location: None },
            VisitOp::HandLeaflet,
            VisitOp::Admit,
        ] {
            desk.ask(Command::Visit { visit, op })?;
        }
        let told = desk.ask(Command::OpenVisit { visit })?;
        let open = told.into_iter().rev().find_map(|event| match event {
            Event::VisitOpened(open) => Some(open),
            _ => None,
        });
        let open = open.ok_or("the visit did not open")?;
        if open.forms.is_empty() || open.visit.stage.name() != StageName::Recording {
            return Err("the visit is not being recorded".into());
        }
        Ok(Self {
            desk,
            person,
            open,
            _registry: registry,
        })
    }
}
