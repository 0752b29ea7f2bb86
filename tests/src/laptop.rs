//! The real client without a window: commands go in, their ends and events come out.

use crate::{Result, at};
use baqylau_client::ui::{
    ActPreview, Command, Event, KeySource, LockState, OpenVisit, OutboxState, OutboxView, Secret,
    SyncState, Ticket, UserError, VisitRow,
};
use baqylau_client::{Client, ClientConfig, Keyring, Pace, PassphraseCost, Transport};
use baqylau_domain::draft::FieldKey;
use baqylau_domain::identifiers::{BlobHash, PersonId, VisitId};
use baqylau_domain::visit::{Stage, Visit, VisitOp};
use baqylau_locale::Language;
use serde_json::Value;
use std::path::Path;
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

/// Passphrase of every store in these tests.
pub const PASSPHRASE: &str = "correct horse battery";

/// How long anything may take before a test gives up.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// Events kept for looking back.
const KEPT: usize = 4_000;

/// A configuration that opens fast and synchronises without waiting.
pub fn config(folder: &Path, url: &str, device: &str) -> ClientConfig {
    let mut config = ClientConfig::new(folder, url, device, "Baqylau test");
    config.keyring = Keyring::None;
    config.passphrase_cost = PassphraseCost {
        memory_kib: 64,
        passes: 1,
        lanes: 1,
    };
    config.pace = Pace {
        period: Duration::from_millis(400),
        first_wait: Duration::from_millis(20),
        longest_wait: Duration::from_millis(100),
        settle: Duration::from_millis(5),
    };
    config
}

/// A client with what it told.
pub struct Laptop {
    client: Client,
    events: mpsc::Receiver<Event>,
    next: Ticket,
    seen: Vec<Event>,
}

impl std::fmt::Debug for Laptop {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Laptop")
    }
}

impl Laptop {
    /// Starts over the real network and waits for the first state of lock.
    ///
    /// # Errors
    /// When the client doesn't start.
    pub fn start(config: ClientConfig) -> Result<Self> {
        let (client, events) = Client::start(config).map_err(at("starting the client"))?;
        Self::of(client, events)
    }

    /// Starts over another network.
    ///
    /// # Errors
    /// When the client doesn't start.
    pub fn start_with(config: ClientConfig, transport: Arc<dyn Transport>) -> Result<Self> {
        let (client, events) =
            Client::start_with(config, transport).map_err(at("starting the client"))?;
        Self::of(client, events)
    }

    fn of(client: Client, events: mpsc::Receiver<Event>) -> Result<Self> {
        let mut laptop = Self {
            client,
            events,
            next: 1,
            seen: Vec::new(),
        };
        laptop.wait("the first state", |event| matches!(event, Event::Lock(_)))?;
        Ok(laptop)
    }

    /// Stops in order.
    pub fn stop(self) {
        self.client.shutdown();
    }

    /// Makes the store or opens it, as the state of lock asks.
    ///
    /// # Errors
    /// When the client refuses.
    pub fn open_store(&mut self) -> Result<(), UserError> {
        if matches!(self.lock(), Some(LockState::NoStore { .. })) {
            self.run(Command::CreateStore {
                passphrase: Secret::new(PASSPHRASE),
                remember_in_keyring: false,
            })
        } else {
            self.unlock(PASSPHRASE)
        }
    }

    /// Opens the store.
    ///
    /// # Errors
    /// When the client refuses.
    pub fn unlock(&mut self, passphrase: &str) -> Result<(), UserError> {
        self.run(Command::Unlock {
            passphrase: Some(Secret::new(passphrase)),
        })
    }

    /// Goes on without the registry, with the key the registry saw.
    ///
    /// # Errors
    /// When the client refuses.
    pub fn go_on(
        &mut self,
        person: PersonId,
        key: &KeySource,
        password: &str,
    ) -> Result<(), UserError> {
        self.run(Command::ContinueOffline {
            person,
            key: key.clone(),
            password: Secret::new(password),
        })
    }

    /// Hands a command over and answers its ticket.
    pub fn send(&mut self, command: Command) -> Ticket {
        let ticket = self.next;
        self.next += 1;
        self.client.send(ticket, command);
        ticket
    }

    /// Hands a command over and waits for its end.
    ///
    /// # Errors
    /// What the client answered; `test-no-answer` when it answers nothing.
    pub fn run(&mut self, command: Command) -> Result<(), UserError> {
        let ticket = self.send(command);
        let mut ended = None;
        let waited = self.wait("the end of a command", |event| {
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
        match (ended, waited) {
            (Some(ended), _) => ended,
            (None, waited) => {
                Err(UserError::new("test-no-answer").with("why", waited.err().unwrap_or_default()))
            }
        }
    }

    /// As [`Laptop::run`], with what was being done.
    ///
    /// # Errors
    /// What the client answered.
    pub fn must(&mut self, doing: &str, command: Command) -> Result<()> {
        self.run(command)
            .map_err(|error| format!("{doing}: {error:?}"))
    }

    /// Sends a command again until it works: for networks that come and go.
    ///
    /// # Errors
    /// When it never does.
    pub fn stubbornly(&mut self, doing: &str, command: &Command) -> Result<()> {
        let begun = Instant::now();
        loop {
            match self.run(command.clone()) {
                Ok(()) => return Ok(()),
                Err(error) if begun.elapsed() > PATIENCE => {
                    return Err(format!("{doing}: {error:?}"));
                }
                Err(_) => self.pause(Duration::from_millis(20)),
            }
        }
    }

    /// Waits for an event.
    ///
    /// # Errors
    /// When it doesn't come.
    pub fn wait(&mut self, what: &str, mut found: impl FnMut(&Event) -> bool) -> Result<()> {
        let begun = Instant::now();
        loop {
            let left = PATIENCE.checked_sub(begun.elapsed()).unwrap_or_default();
            let Ok(event) = self.events.recv_timeout(left) else {
                return Err(format!(
                    "waited in vain for {what}; last: {:?}",
                    self.tail()
                ));
            };
            let stop = found(&event);
            self.keep(event);
            if stop {
                return Ok(());
            }
        }
    }

    fn keep(&mut self, event: Event) {
        if self.seen.len() >= KEPT {
            self.seen.drain(..KEPT / 2);
        }
        self.seen.push(event);
    }

    /// What was told in the meantime, without waiting longer than said.
    pub fn pause(&mut self, time: Duration) {
        let until = Instant::now() + time;
        while let Some(left) = until.checked_duration_since(Instant::now()) {
            match self.events.recv_timeout(left) {
                Ok(event) => self.keep(event),
                Err(_) => return,
            }
        }
    }

    /// Takes what was told since the last time, oldest first.
    pub fn take_events(&mut self) -> Vec<Event> {
        let mut all = std::mem::take(&mut self.seen);
        all.extend(self.events.try_iter());
        all
    }

    /// The last failures and states of synchronisation, for messages of failed tests.
    pub fn tail(&self) -> Vec<String> {
        let told = self.seen.iter().rev().filter_map(|event| match event {
            Event::Failed { error, .. } => Some(format!("{error:?}")),
            Event::Sync(state) => Some(format!("{state:?}")),
            _ => None,
        });
        told.take(6).collect()
    }

    /// The newest thing of a kind that was told.
    pub fn last<T>(&self, pick: impl Fn(&Event) -> Option<T>) -> Option<T> {
        self.seen.iter().rev().find_map(pick)
    }

    /// Everything of a kind that was told and is still remembered.
    pub fn all<T>(&self, pick: impl Fn(&Event) -> Option<T>) -> Vec<T> {
        self.seen.iter().filter_map(pick).collect()
    }

    /// State of lock.
    pub fn lock(&self) -> Option<LockState> {
        self.last(|event| match event {
            Event::Lock(state) => Some(state.clone()),
            _ => None,
        })
    }

    /// State of synchronisation.
    pub fn sync(&self) -> Option<SyncState> {
        self.last(|event| match event {
            Event::Sync(state) => Some(state.clone()),
            _ => None,
        })
    }

    /// Signs in with a key file.
    ///
    /// # Errors
    /// When it never works.
    pub fn sign_in(&mut self, key: &KeySource, password: &str) -> Result<()> {
        let command = Command::SignIn {
            key: key.clone(),
            password: Secret::new(password),
        };
        self.stubbornly("signing in", &command)
    }

    /// Visits of the person.
    ///
    /// # Errors
    /// When they can't be listed.
    pub fn visits(&mut self) -> Result<Vec<VisitRow>> {
        self.must("listing visits", Command::LoadVisits)?;
        Ok(self
            .last(|event| match event {
                Event::Visits(rows) => Some(rows.as_ref().clone()),
                _ => None,
            })
            .unwrap_or_default())
    }

    /// Waits until the registry told of a visit.
    ///
    /// # Errors
    /// When it never does.
    pub fn visit_pulled(&mut self, visit: VisitId) -> Result<()> {
        let begun = Instant::now();
        while !self.visits()?.iter().any(|row| row.visit.id == visit) {
            if begun.elapsed() > PATIENCE {
                return Err(format!("the visit never came; {:?}", self.tail()));
            }
            // Something on this laptop is in the way: no use in waiting.
            if let Some(error) = self.last(background_failure) {
                return Err(format!("the visit can't come: {error:?}"));
            }
            self.must("synchronising", Command::SyncNow)?;
            self.pause(Duration::from_millis(30));
        }
        Ok(())
    }

    /// Opens a visit.
    ///
    /// # Errors
    /// When it can't be opened.
    pub fn open(&mut self, visit: VisitId) -> Result<Arc<OpenVisit>> {
        self.must("opening the visit", Command::OpenVisit { visit })?;
        self.last(|event| match event {
            Event::VisitOpened(opened) if opened.visit.id == visit => Some(opened.clone()),
            _ => None,
        })
        .ok_or_else(|| "the visit was not told".to_owned())
    }

    /// Operations and attachments.
    ///
    /// # Errors
    /// When they can't be listed.
    pub fn outbox(&mut self) -> Result<Arc<OutboxView>> {
        self.must("listing the outbox", Command::LoadOutbox)?;
        self.last(|event| match event {
            Event::Outbox(view) => Some(view.clone()),
            _ => None,
        })
        .ok_or_else(|| "the outbox was not told".to_owned())
    }

    /// Whether everything was acknowledged; an operation refused is an error.
    ///
    /// # Errors
    /// A refused operation.
    pub fn is_drained(&mut self) -> Result<bool> {
        let view = self.outbox()?;
        for row in &view.operations {
            if let OutboxState::Refused {
                reason,
                dismissed: false,
            } = &row.state
            {
                return Err(format!("{} was refused: {reason:?}", row.kind_key));
            }
        }
        let waiting = view.operations.iter().any(|row| {
            matches!(
                row.state,
                OutboxState::Queued | OutboxState::Sending | OutboxState::Held
            )
        });
        let told = self.sync().map_or(1, |state| state.waiting);
        Ok(!waiting && view.attachments.is_empty() && told == 0)
    }

    /// Waits until everything was acknowledged.
    ///
    /// # Errors
    /// When it never is.
    pub fn drained(&mut self) -> Result<()> {
        let begun = Instant::now();
        while !self.is_drained()? {
            if begun.elapsed() > PATIENCE {
                let view = self.outbox()?;
                return Err(format!("never drained: {view:?} {:?}", self.tail()));
            }
            self.must("synchronising", Command::SyncNow)?;
            self.pause(Duration::from_millis(15));
        }
        Ok(())
    }

    /// Waits until the visit is at such a stage here.
    ///
    /// # Errors
    /// When it never is.
    pub fn reached(&mut self, visit: VisitId, wanted: impl Fn(&Stage) -> bool) -> Result<Visit> {
        let begun = Instant::now();
        loop {
            let current = self.open(visit)?.visit.clone();
            if wanted(&current.stage) {
                return Ok(current);
            }
            if begun.elapsed() > PATIENCE {
                let stage = current.stage.name();
                return Err(format!("still {stage:?}; {:?}", self.tail()));
            }
            self.must("synchronising", Command::SyncNow)?;
            self.pause(Duration::from_millis(20));
        }
    }

    /// Moves a visit on.
    ///
    /// # Errors
    /// What the client answered.
    pub fn op(&mut self, visit: VisitId, op: VisitOp) -> Result<()> {
        let doing = op.word();
        self.must(doing, Command::Visit { visit, op })
    }

    /// Writes draft fields.
    ///
    /// # Errors
    /// What the client answered.
    pub fn write(
        &mut self,
        visit: VisitId,
        changes: Vec<(FieldKey, Value)>,
    ) -> Result<(), UserError> {
        self.run(Command::WriteDraft { visit, changes })
    }

    /// Draws up the act.
    ///
    /// # Errors
    /// What the client answered.
    pub fn compose(&mut self, visit: VisitId) -> Result<Arc<ActPreview>> {
        let language = Language::Ru;
        self.must(
            "drawing up the act",
            Command::ComposeAct { visit, language },
        )?;
        self.last(|event| match event {
            Event::ActComposed(preview) if preview.visit == visit => Some(preview.clone()),
            _ => None,
        })
        .ok_or_else(|| "the act was not told".to_owned())
    }

    /// Signs the fixed act with a key file.
    ///
    /// # Errors
    /// What the client answered.
    pub fn sign(
        &mut self,
        visit: VisitId,
        key: &KeySource,
        password: &str,
    ) -> Result<(), UserError> {
        self.run(Command::Sign {
            visit,
            key: key.clone(),
            password: Secret::new(password),
        })
    }

    /// Bytes of an attachment, through a file.
    ///
    /// # Errors
    /// When it isn't to be had.
    pub fn original(&mut self, sha256: BlobHash, scratch: &Path) -> Result<Vec<u8>> {
        let to = scratch.join("original.bin");
        self.must(
            "saving an attachment",
            Command::SaveOriginal {
                sha256,
                to: to.clone(),
            },
        )?;
        std::fs::read(&to).map_err(at("reading the saved attachment"))
    }

    /// People who signed in here before.
    pub fn known_people(&self) -> Vec<PersonId> {
        match self.lock() {
            Some(LockState::Unlocked { known, .. }) => {
                known.iter().map(|known| known.person.id).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// A failure of background work that isn't the network's.
fn background_failure(event: &Event) -> Option<UserError> {
    match event {
        Event::Failed {
            ticket: None,
            error,
        } if matches!(
            error.key.as_str(),
            "client-disk-full" | "client-store-failed"
        ) =>
        {
            Some(error.clone())
        }
        _ => None,
    }
}
