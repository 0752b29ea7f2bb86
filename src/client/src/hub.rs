//! What all parts of the client share: the open store, the session, the registry, the way to the
//! screens.

use crate::act::Composed;
use crate::config::ClientConfig;
use crate::error::{ClientError, Result};
use crate::store::{Store, listing};
use crate::sync::api::Api;
use crate::ui::{Compared, Connection, Event, SyncState, Ticket, Witnessed};
use crate::vault::seal::{Key, random};
use baqylau_checklist::Form;
use baqylau_domain::Moment;
use baqylau_domain::contingent::Group;
use baqylau_domain::identifiers::{BlobHash, OperationId, OrganisationId, PersonId, VisitId};
use baqylau_domain::people::Person;
use baqylau_protocol::api::Hello;
use baqylau_protocol::pack::{Pack, PreviousVisit};
use baqylau_protocol::session::SamplePerson;
use std::collections::{HashMap, HashSet};
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
use tokio::sync::Notify;

/// A pack with its parts ready to be shared.
#[derive(Debug, Clone)]
pub struct LoadedPack {
    /// Pack.
    pub pack: Arc<Pack>,
    /// Groups.
    pub groups: Arc<Vec<Group>>,
    /// The visit before.
    pub previous: Option<Arc<PreviousVisit>>,
}

/// What changes while the client runs.
#[derive(Debug, Default)]
pub struct State {
    /// Open store.
    pub store: Option<Arc<Store>>,
    /// Key of a store that was found damaged, for recovering it.
    pub damaged_key: Option<Key>,
    /// Who is signed in.
    pub person: Option<Arc<Person>>,
    /// What the registry said last.
    pub hello: Option<Arc<Hello>>,
    /// Seconds this device's clock is ahead of the registry's.
    pub skew: Option<i64>,
    /// Connection.
    pub connection: Option<Connection>,
    /// Last answer of the registry.
    pub last_contact: Option<Moment>,
    /// Last durable write.
    pub saved_at: Option<Moment>,
    /// Rounds of synchronisation going on.
    pub busy: u32,
    /// Offline on purpose.
    pub offline_by_choice: bool,
    /// Visits the screens have open.
    pub opened: HashSet<VisitId>,
    /// The organisation whose card the screens were told last.
    pub card: Option<OrganisationId>,
    /// The screens were told the state order, and are told again when it changes.
    pub orders: bool,
    /// The registry named other trust anchors, and the person was told.
    pub anchors_differ: bool,
    /// The copy of the registry's records is to be compared now, due or not.
    pub compare_wanted: bool,
    /// The last comparison.
    pub compared: Option<Compared>,
    /// The last proof that the registry's audit log only grew.
    pub witnessed: Option<Witnessed>,
    /// The registry's audit log isn't the one seen before.
    pub rewritten: bool,
    /// Sync state told last.
    pub told: Option<SyncState>,
}

/// What all parts share.
pub struct Hub {
    /// Configuration.
    pub config: ClientConfig,
    /// Registry.
    pub api: Api,
    /// Wakes the pulling.
    pub wake_pull: Notify,
    /// Wakes the pushing.
    pub wake_push: Notify,
    /// Told when the client stops.
    pub stop: tokio::sync::watch::Sender<bool>,
    /// Held while something is read and written on top of what was read.
    pub writing: Mutex<()>,
    /// The command that asked for the register of organisations last.
    pub register_asked: AtomicU64,
    /// The one place at NCALayer.
    pub nca: crate::nca::Place,
    /// Whom this laptop believes.
    pub trust: crate::trust::Known,
    /// The batch that goes on.
    pub batch: crate::act::batch::Place,
    /// The command a person gave up last, for work that only waits for an answer.
    pub cancelled: tokio::sync::watch::Sender<Option<Ticket>>,
    /// The command that asked for the queue of acts to sign last.
    pub queue_asked: AtomicU64,
    events: Mutex<mpsc::Sender<Event>>,
    state: Mutex<State>,
    /// Held from working out the state of synchronisation until it was told.
    telling: Mutex<()>,
    packs: Mutex<HashMap<VisitId, LoadedPack>>,
    forms: Mutex<HashMap<BlobHash, Arc<Form>>>,
    composed: Mutex<HashMap<BlobHash, Arc<Composed>>>,
    samples: Mutex<HashMap<PersonId, SamplePerson>>,
}

impl std::fmt::Debug for Hub {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Hub").finish_non_exhaustive()
    }
}

/// Locks, whatever became of the thread that held it before.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Hub {
    /// A hub with nothing open.
    pub fn new(config: ClientConfig, api: Api, events: mpsc::Sender<Event>) -> Self {
        Self {
            config,
            api,
            wake_pull: Notify::new(),
            wake_push: Notify::new(),
            stop: tokio::sync::watch::channel(false).0,
            writing: Mutex::new(()),
            events: Mutex::new(events),
            state: Mutex::new(State::default()),
            telling: Mutex::new(()),
            packs: Mutex::default(),
            forms: Mutex::default(),
            composed: Mutex::default(),
            samples: Mutex::default(),
            register_asked: AtomicU64::new(0),
            nca: crate::nca::Place::default(),
            trust: crate::trust::Known::default(),
            batch: crate::act::batch::Place::default(),
            cancelled: tokio::sync::watch::channel(None).0,
            queue_asked: AtomicU64::new(0),
        }
    }

    /// Tells the screens.
    pub fn tell(&self, event: Event) {
        // A window that is gone needs no telling.
        let _ = lock(&self.events).send(event);
        (self.config.waker)();
    }

    /// Tells the screens what was read for a person, unless somebody else has signed in since.
    pub fn tell_person(&self, person: PersonId, event: Event) {
        // Sent while the state is held: it reaches the screens before word of the next person.
        self.with(|state| {
            if state.person.as_ref().is_some_and(|now| now.id == person) {
                self.tell(event);
            }
        });
    }

    /// Tells the screens that something failed.
    pub fn fail(&self, ticket: Option<Ticket>, error: &ClientError) {
        match error {
            // Names of files may name people.
            ClientError::File { source, .. } => {
                tracing::warn!(kind = ?source.kind(), "a file operation failed");
            }
            other => tracing::debug!(error = %other, "a command failed"),
        }
        self.tell(Event::Failed {
            ticket,
            error: error.user(),
        });
    }

    /// The moment now.
    pub fn now(&self) -> Moment {
        self.config.clock.now()
    }

    /// A new identity in the order of making.
    ///
    /// # Errors
    /// [`ClientError::Randomness`].
    pub fn new_uuid(&self) -> Result<uuid::Uuid> {
        let millis = u64::try_from(self.now().timestamp_millis()).unwrap_or(0);
        Ok(uuid::Builder::from_unix_timestamp_millis(millis, &random()?).into_uuid())
    }

    /// A new identity for an operation.
    ///
    /// # Errors
    /// [`ClientError::Randomness`].
    pub fn new_operation(&self) -> Result<OperationId> {
        Ok(OperationId::new(self.new_uuid()?))
    }

    /// Reads or changes the shared state; never waits for anything inside.
    pub fn with<T>(&self, work: impl FnOnce(&mut State) -> T) -> T {
        work(&mut lock(&self.state))
    }

    /// The open store.
    ///
    /// # Errors
    /// [`ClientError::Locked`].
    pub fn store(&self) -> Result<Arc<Store>> {
        self.with(|state| state.store.clone())
            .ok_or(ClientError::Locked)
    }

    /// Who is signed in.
    ///
    /// # Errors
    /// [`ClientError::NotSignedIn`].
    pub fn person(&self) -> Result<Arc<Person>> {
        self.with(|state| state.person.clone())
            .ok_or(ClientError::NotSignedIn)
    }

    /// Notes a durable write and tells the top bar.
    pub fn saved(&self) -> Moment {
        let now = self.now();
        self.with(|state| state.saved_at = Some(now));
        self.tell_sync();
        now
    }

    /// Copies the store after something that matters; what was done counts even when the copy
    /// fails.
    pub fn back_up(&self, store: &Store) {
        if let Err(error) = store.back_up(self.now()) {
            self.fail(None, &error);
        }
    }

    /// The state of synchronisation now.
    pub fn sync_state(&self) -> SyncState {
        let counts = self
            .store()
            .and_then(|store| store.db().read(listing::counts));
        let (waiting, attention) = counts.unwrap_or((0, 0));
        self.with(|state| SyncState {
            connection: if state.offline_by_choice {
                Connection::OfflineByChoice
            } else if state.rewritten && state.connection == Some(Connection::Online) {
                Connection::Rewritten
            } else {
                state.connection.unwrap_or(Connection::Offline)
            },
            waiting,
            attention,
            last_contact: state.last_contact,
            saved_at: state.saved_at,
            busy: state.busy > 0,
            compared: state.compared,
            witnessed: state.witnessed,
        })
    }

    /// Tells the top bar, when something changed. The state told last is the newest: both loops
    /// and the desk tell it, one after the other.
    pub fn tell_sync(&self) {
        let _one_at_a_time = lock(&self.telling);
        let now = self.sync_state();
        let news = self.with(|state| {
            let news = state.told.as_ref() != Some(&now);
            state.told = Some(now.clone());
            news
        });
        if news {
            self.tell(Event::Sync(now));
        }
    }

    /// The pack of a visit, read once.
    ///
    /// # Errors
    /// What the database answered.
    pub fn pack(&self, store: &Store, visit: VisitId) -> Result<Option<LoadedPack>> {
        if let Some(loaded) = lock(&self.packs).get(&visit) {
            return Ok(Some(loaded.clone()));
        }
        let Some(pack) = store.db().read(|c| crate::store::meta::pack(c, visit))? else {
            return Ok(None);
        };
        let loaded = LoadedPack {
            groups: Arc::new(pack.groups.clone()),
            previous: pack.previous.clone().map(Arc::new),
            pack: Arc::new(pack),
        };
        lock(&self.packs).insert(visit, loaded.clone());
        Ok(Some(loaded))
    }

    /// Lets go of a pack that was fetched anew.
    pub fn forget_pack(&self, visit: VisitId) {
        lock(&self.packs).remove(&visit);
    }

    /// A compiled checklist.
    pub fn form(&self, workbook: &BlobHash) -> Option<Arc<Form>> {
        lock(&self.forms).get(workbook).cloned()
    }

    /// Keeps a compiled checklist.
    pub fn keep_form(&self, workbook: BlobHash, form: Arc<Form>) {
        lock(&self.forms).insert(workbook, form);
    }

    /// An act that was composed and shown.
    pub fn composed(&self, sha256: &BlobHash) -> Option<Arc<Composed>> {
        lock(&self.composed).get(sha256).cloned()
    }

    /// Keeps an act that was composed; earlier ones of the same visit are let go.
    pub fn keep_composed(&self, composed: Arc<Composed>) {
        let mut all = lock(&self.composed);
        all.retain(|_, other| other.content.visit != composed.content.visit);
        all.insert(composed.sha256, composed);
    }

    /// A sample person with the demonstration key.
    pub fn sample(&self, person: PersonId) -> Option<SamplePerson> {
        lock(&self.samples).get(&person).cloned()
    }

    /// Keeps the sample people.
    pub fn keep_samples(&self, people: Vec<SamplePerson>) {
        *lock(&self.samples) = people.into_iter().map(|one| (one.person.id, one)).collect();
    }

    /// Forgets everything that belongs to an open store.
    pub fn close_store(&self) {
        let store = self.with(|state| {
            state.person = None;
            state.opened.clear();
            state.saved_at = None;
            state.store.take()
        });
        self.api.set_token(None);
        self.trust.forget();
        lock(&self.packs).clear();
        lock(&self.composed).clear();
        if let Some(store) = store {
            store.close();
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::sync::{Answer, NoAnswer, Request, Transport};

    /// A network that isn't there.
    struct Nowhere;

    impl Transport for Nowhere {
        fn send(&self, _: Request) -> Answer<'_> {
            Box::pin(async { Err(NoAnswer("nowhere".to_owned())) })
        }
    }

    /// A hub with nothing open and no registry, and what it tells.
    pub(crate) fn alone(change: impl FnOnce(&mut ClientConfig)) -> (Hub, mpsc::Receiver<Event>) {
        let mut config = ClientConfig::new("nowhere", "http://127.0.0.1:9", "TEST", "Baqylau test");
        config.keyring = crate::config::Keyring::None;
        change(&mut config);
        let (events, told) = mpsc::channel();
        (Hub::new(config, Api::new(Arc::new(Nowhere)), events), told)
    }

    #[test]
    fn states_of_synchronisation_are_told_in_the_order_they_came_about() {
        let (hub, told) = alone(|_| {});
        let goes_on = || {
            for _ in 0..20_000 {
                hub.with(|state| {
                    let before = state.last_contact.map_or(0, |at| at.timestamp());
                    state.last_contact = Moment::from_timestamp(before + 1, 0);
                });
                hub.tell_sync();
            }
        };
        std::thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(goes_on);
            }
        });
        let told: Vec<_> = told
            .try_iter()
            .filter_map(|event| match event {
                Event::Sync(state) => Some(state.last_contact),
                _ => None,
            })
            .collect();
        assert!(
            told.is_sorted(),
            "an older state was told after a newer one"
        );
        assert_eq!(told.last(), Some(&hub.sync_state().last_contact));
    }
}
