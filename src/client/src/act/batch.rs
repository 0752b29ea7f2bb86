//! Many acts signed with one password or one dialog, item by item, each kept before the next
//! counts as done.
//!
//! **Architecture invariant:** an item is signed only if the bytes that are fixed still have the
//! hash that was listed, and its signature and its state are one transaction: whatever is cut off
//! in between is signed again or recognised, never signed twice.

use super::program;
use super::sign::{self, Fixed, Turn};
use crate::error::{ClientError, Result};
use crate::hub::{Hub, lock};
use crate::nca;
use crate::store::Store;
use crate::store::batches::{self, Batch, BatchMark, Item};
use crate::ui::{BatchId, BatchItem, BatchKey, BatchState, BatchView, Event, Ticket, UserError};
use crate::work::{registers, session, verdict, view};
use baqylau_domain::Moment;
use baqylau_domain::identifiers::{BlobHash, PersonId, VisitId};
use baqylau_domain::people::Person;
use baqylau_locale::Language;
use baqylau_signing::{KeyFile, Signer, TrustStore, VerificationPolicy};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use tokio::sync::watch;
use tokio::task::{JoinHandle, block_in_place};

/// Most documents in one dialog of NCALayer.
pub(super) const MOST_AT_ONCE: usize = 100;

/// Most octets in one dialog: half of what a request may hold.
pub(super) const LARGEST_AT_ONCE: usize = baqylau_signing::ncalayer::LARGEST_REQUEST / 2;

/// The one batch that goes on.
#[derive(Debug, Default)]
pub struct Place(Mutex<Option<(Ticket, watch::Sender<bool>)>>);

impl Place {
    /// Takes the place for a command.
    ///
    /// # Errors
    /// A refusal while another batch goes on.
    pub(crate) fn take(hub: &Arc<Hub>, ticket: Ticket) -> Result<Taken> {
        let mut place = lock(&hub.batch.0);
        if place.is_some() {
            return Err(ClientError::refused("tosign-error-busy"));
        }
        let (sender, stopped) = watch::channel(false);
        *place = Some((ticket, sender));
        Ok(Taken {
            hub: hub.clone(),
            ticket,
            stopped,
        })
    }

    /// Stops the batch of this command, or whichever goes on, after the item in hand.
    pub(crate) fn cancel(&self, of: Option<Ticket>) {
        if let Some((ticket, sender)) = lock(&self.0).as_ref()
            && of.is_none_or(|of| of == *ticket)
        {
            sender.send_replace(true);
        }
    }

    fn is_taken(&self) -> bool {
        lock(&self.0).is_some()
    }
}

/// The place, taken until this is dropped.
pub(crate) struct Taken {
    hub: Arc<Hub>,
    ticket: Ticket,
    stopped: watch::Receiver<bool>,
}

impl Taken {
    fn is_stopped(&self) -> bool {
        *self.stopped.borrow()
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        *lock(&self.hub.batch.0) = None;
    }
}

/// What is to be signed: listed acts, or what an earlier batch left.
pub(crate) enum Wanted {
    /// These acts, by the hash that was shown.
    Acts(Vec<(VisitId, BlobHash)>),
    /// The rest of a batch; with those that failed, if they are to be tried again.
    Rest {
        /// Batch.
        batch: BatchId,
        /// Failed ones too.
        failed: bool,
    },
}

/// Signs as the signed-in person.
///
/// # Errors
/// A key that doesn't open, isn't this person's or may not sign: nothing is begun then. A disk
/// that fails, a program that gives no signatures: what was signed by then stays signed, and the
/// rest waits.
pub(crate) async fn run(hub: Arc<Hub>, place: Taken, wanted: Wanted, key: BatchKey) -> Result<()> {
    let (store, person) = (hub.store()?, hub.person()?);
    match key {
        BatchKey::File { key, password } => {
            let opened = {
                let hub = hub.clone();
                let person = person.clone();
                spawn(move || {
                    let key = session::open_key(&hub, &key, &password)?;
                    usable(&hub, &key, &person)?;
                    Ok(key)
                })
                .await?
            };
            let batch = begin(&hub, &store, &person, wanted)?;
            tell_begun(&hub, &store, person.id)?;
            let work = Work::new(&hub, &store, &place, &batch);
            let ended = work.with_key(Arc::new(opened)).await;
            work.ended(&person, ended).await
        }
        BatchKey::NcaLayer { language, accept } => {
            let program = nca::Place::take(&hub, place.ticket)?;
            let batch = begin(&hub, &store, &person, wanted)?;
            tell_begun(&hub, &store, person.id)?;
            let work = Work::new(&hub, &store, &place, &batch);
            let ended = work.with_program(&program, &person, language, accept).await;
            work.ended(&person, ended).await
        }
    }
}

/// Whether this key signs as this person at all: said before anything is begun.
fn usable(hub: &Hub, key: &KeyFile, person: &Person) -> Result<()> {
    sign::check_key(hub, key, person.iin)?;
    let rules = {
        let store = hub.store()?;
        let today = baqylau_domain::calendar::legal_day(hub.now());
        store.db().read(crate::store::meta::policies)?.on(today)
    };
    match super::signatory::barred(&rules, &Signer::of(key.certificate())) {
        Some(refusal) => Err(refusal.into()),
        None => Ok(()),
    }
}

fn begin(hub: &Hub, store: &Store, person: &Person, wanted: Wanted) -> Result<Batch> {
    match wanted {
        Wanted::Acts(acts) => {
            let mut seen = BTreeSet::new();
            let items: Vec<Item> = acts
                .into_iter()
                .filter(|(visit, _)| seen.insert(*visit))
                .map(|(visit, act)| Item {
                    visit,
                    act,
                    state: BatchState::Waiting,
                })
                .collect();
            if items.is_empty() {
                return Err(ClientError::refused("tosign-error-nothing"));
            }
            let batch = Batch {
                id: hub.new_uuid()?,
                person: person.id,
                made_at: hub.now(),
                items,
            };
            let kept = batch.clone();
            store.db().write(move |tx| batches::begin(tx, &kept))?;
            // What is signed is journalled; a copy restored after damage must know of what.
            hub.back_up(store);
            Ok(batch)
        }
        Wanted::Rest { batch, failed } => {
            if failed {
                store.db().write(move |tx| batches::again(tx, batch))?;
            }
            let person = person.id;
            store
                .db()
                .read(|c| batches::last(c, person))?
                .filter(|found| found.id == batch)
                .ok_or_else(|| ClientError::refused("tosign-error-gone"))
        }
    }
}

/// Tells the batch the person began last, with what became of each act.
///
/// # Errors
/// What the databases answered.
pub(crate) fn tell(hub: &Hub) -> Result<()> {
    let (store, person) = (hub.store()?, hub.person()?);
    let running = hub.batch.is_taken();
    let view = shown(hub, &store, person.id, running)?;
    hub.tell_person(person.id, Event::Batch(view.map(Arc::new)));
    Ok(())
}

fn tell_begun(hub: &Hub, store: &Arc<Store>, person: PersonId) -> Result<()> {
    let view = shown(hub, store, person, true)?;
    hub.tell_person(person, Event::Batch(view.map(Arc::new)));
    Ok(())
}

fn shown(
    hub: &Hub,
    store: &Arc<Store>,
    person: PersonId,
    running: bool,
) -> Result<Option<BatchView>> {
    let Some(batch) = store.db().read(|c| batches::last(c, person))? else {
        return Ok(None);
    };
    let items = batch.items.into_iter().map(|item| {
        let visit = view::visit(hub, store, item.visit).ok();
        let organisation = visit
            .as_ref()
            .and_then(|visit| view::organisation(hub, store, visit).ok());
        let number = visit.as_ref().and_then(|visit| {
            let file = visit.stage.signed_file()?;
            Some(
                visit
                    .stage
                    .number()
                    .unwrap_or(&file.act.draft_number)
                    .to_owned(),
            )
        });
        BatchItem {
            visit: item.visit,
            act: item.act,
            number: number.unwrap_or_default(),
            organisation: organisation.map(|one| one.name).unwrap_or_default(),
            state: item.state,
        }
    });
    Ok(Some(BatchView {
        id: batch.id,
        made_at: batch.made_at,
        items: items.collect(),
        running,
    }))
}

/// Puts a batch out of the way.
///
/// # Errors
/// A batch that goes on; what the database answered.
pub(crate) fn put_away(hub: &Hub, batch: BatchId) -> Result<()> {
    if hub.batch.is_taken() {
        return Err(ClientError::refused("tosign-error-busy"));
    }
    hub.store()?
        .db()
        .write(move |tx| batches::put_away(tx, batch))?;
    tell(hub)
}

/// What an item came to before a signature is made.
enum Prepared {
    /// It can be signed.
    Ready(Box<Turn>),
    /// This person's signature is under these bytes already.
    Already,
}

struct Work<'a> {
    hub: &'a Arc<Hub>,
    store: &'a Arc<Store>,
    place: &'a Taken,
    batch: &'a Batch,
    of: u64,
}

/// An act being signed on a thread of its own.
struct InHand {
    turn: Box<Turn>,
    mark: BatchMark,
    signature: JoinHandle<Result<Vec<u8>>>,
}

impl<'a> Work<'a> {
    fn new(hub: &'a Arc<Hub>, store: &'a Arc<Store>, place: &'a Taken, batch: &'a Batch) -> Self {
        Self {
            hub,
            store,
            place,
            batch,
            of: u64::try_from(batch.items.len()).unwrap_or(0),
        }
    }

    fn waiting(&self) -> impl Iterator<Item = &Item> {
        self.batch
            .items
            .iter()
            .filter(|item| item.state == BatchState::Waiting)
    }

    fn progress(&self, settled: &mut u64, mark: BatchMark, state: BatchState) {
        *settled += 1;
        self.hub.tell_person(
            self.batch.person,
            Event::BatchItem {
                batch: mark.batch,
                visit: mark.visit,
                state,
            },
        );
        self.hub.tell(Event::Progress {
            ticket: self.place.ticket,
            done: *settled,
            of: self.of,
        });
    }

    fn settled(&self) -> u64 {
        let waiting = u64::try_from(self.waiting().count()).unwrap_or(0);
        self.of.saturating_sub(waiting)
    }

    fn mark(&self, item: &Item) -> BatchMark {
        BatchMark {
            batch: self.batch.id,
            visit: item.visit,
        }
    }

    /// With a key file: while one signature is written to the disk, the next is made.
    async fn with_key(&self, key: Arc<KeyFile>) -> Result<()> {
        let trust = Arc::new(verdict::trust(self.hub));
        let policy = Arc::new(verdict::policy(self.hub, sign::binding(&key)));
        let signer = Signer::of(key.certificate());
        let mut settled = self.settled();
        let mut in_hand: Option<InHand> = None;
        for item in self.waiting() {
            if self.place.is_stopped() {
                break;
            }
            let mark = self.mark(item);
            let prepared = self.prepare(item, Some(&signer)).await;
            let next = match prepared {
                Ok(Prepared::Ready(turn)) => {
                    let now = self.hub.now();
                    let (key, trust, policy) = (key.clone(), trust.clone(), policy.clone());
                    // One copy of the act: the signature is made from the very octets that were
                    // hashed.
                    let bytes = turn.bytes.clone();
                    let signature = tokio::task::spawn_blocking(move || {
                        made(&key, &bytes, &trust, &policy, now)
                    });
                    Some(InHand {
                        turn,
                        mark,
                        signature,
                    })
                }
                Ok(Prepared::Already) => {
                    self.already(mark)?;
                    self.progress(&mut settled, mark, BatchState::Signed);
                    None
                }
                Err(error) => {
                    self.fail(mark, error, &mut settled)?;
                    None
                }
            };
            if let Some(before) = std::mem::replace(&mut in_hand, next) {
                self.keep(before, &mut settled).await?;
            }
        }
        match in_hand {
            Some(last) => self.keep(last, &mut settled).await,
            None => Ok(()),
        }
    }

    /// With NCALayer: as many acts a dialog as it takes.
    async fn with_program(
        &self,
        program: &nca::Taken,
        person: &Person,
        language: Language,
        accept: Option<String>,
    ) -> Result<()> {
        let mut settled = self.settled();
        let mut waiting = self.waiting().peekable();
        while waiting.peek().is_some() && !self.place.is_stopped() {
            let mut turns: Vec<(Box<Turn>, BatchMark)> = Vec::new();
            let mut octets = 0;
            while turns.len() < MOST_AT_ONCE && octets < LARGEST_AT_ONCE {
                let Some(item) = waiting.next() else { break };
                let mark = self.mark(item);
                match self.prepare(item, None).await {
                    Ok(Prepared::Ready(turn)) => {
                        octets += turn.bytes.len();
                        turns.push((turn, mark));
                    }
                    Ok(Prepared::Already) => {
                        self.already(mark)?;
                        self.progress(&mut settled, mark, BatchState::Signed);
                    }
                    Err(error) => self.fail(mark, error, &mut settled)?,
                }
            }
            if turns.is_empty() {
                continue;
            }
            let documents = turns.iter().map(|(turn, _)| turn.bytes.clone()).collect();
            let iin = person.iin.to_string();
            let signed =
                program::signatures(self.hub, program, documents, iin, language, accept.clone())
                    .await?;
            for ((turn, mark), signed) in turns.into_iter().zip(signed) {
                let entitled = match &signed.verdict().signer {
                    Some(signer) => turn.fixed().entitled(self.hub, person.id, signer),
                    None => Err(ClientError::refused("client-signature-unsound")),
                };
                let kept = entitled
                    .and_then(|()| block_in_place(|| turn.keep_in(self.hub, signed.cms(), mark)));
                match kept {
                    Ok(()) => self.progress(&mut settled, mark, BatchState::Signed),
                    Err(error) => self.fail(mark, error, &mut settled)?,
                }
            }
        }
        Ok(())
    }

    async fn prepare(&self, item: &Item, signer: Option<&Signer>) -> Result<Prepared> {
        let person = self.batch.person;
        let redrawn = || ClientError::refused("tosign-error-redrawn");
        let fixed = match Fixed::of(self.hub, item.visit) {
            Err(ClientError::Refused(error)) if error.key == "client-act-not-fixed" => {
                return Err(redrawn());
            }
            other => other?,
        };
        if fixed.act() != item.act {
            return Err(redrawn());
        }
        if fixed.is_signed_by(person) {
            return Ok(Prepared::Already);
        }
        if let Some(signer) = signer {
            fixed.entitled(self.hub, person, signer)?;
        }
        let turn = fixed.turn(self.hub, person).await?;
        if baqylau_protocol::blob::hash(&turn.bytes) != item.act {
            return Err(ClientError::Unreadable { what: "act" });
        }
        Ok(Prepared::Ready(Box::new(turn)))
    }

    async fn keep(&self, one: InHand, settled: &mut u64) -> Result<()> {
        let InHand {
            turn,
            mark,
            signature,
        } = one;
        let cms = signature.await.unwrap_or(Err(ClientError::Stopped));
        let kept = cms.and_then(|cms| block_in_place(|| turn.keep_in(self.hub, &cms, mark)));
        match kept {
            Ok(()) => {
                self.progress(settled, mark, BatchState::Signed);
                Ok(())
            }
            Err(error) => self.fail(mark, error, settled),
        }
    }

    fn already(&self, mark: BatchMark) -> Result<()> {
        self.store.db().write(move |tx| batches::signed(tx, &mark))
    }

    /// What concerns one act doesn't stop the others; a disk that fails and a client that stops
    /// concern all.
    fn fail(&self, mark: BatchMark, error: ClientError, settled: &mut u64) -> Result<()> {
        let reason = match error {
            ClientError::Refused(_)
            | ClientError::Unreachable(_)
            | ClientError::Registry { .. }
            | ClientError::Unreadable { .. }
            | ClientError::Sealed { .. } => error.user(),
            other => return Err(other),
        };
        let kept: UserError = reason.clone();
        self.store
            .db()
            .write(move |tx| batches::failed(tx, &mark, &kept))?;
        self.progress(settled, mark, BatchState::Failed(reason));
        Ok(())
    }

    /// What was signed is copied and told, however the batch ended.
    async fn ended(&self, person: &Person, ended: Result<()>) -> Result<()> {
        self.hub.back_up(self.store);
        let view = shown(self.hub, self.store, person.id, false)?;
        self.hub
            .tell_person(person.id, Event::Batch(view.map(Arc::new)));
        // Who has signed out meanwhile is told nothing.
        if self.hub.person().is_ok_and(|now| now.id == person.id) {
            registers::tell_visits(self.hub)?;
        }
        ended
    }
}

/// A signature over an act, verified as whoever receives it will.
fn made(
    key: &KeyFile,
    bytes: &[u8],
    trust: &TrustStore,
    policy: &VerificationPolicy,
    now: Moment,
) -> Result<Vec<u8>> {
    let cms = baqylau_signing::sign_detached(key, bytes, now, &mut rand_core::OsRng)
        .map_err(|error| sign::private_key_error(&error))?;
    sign::sound(&cms, bytes, trust, policy, now)?;
    Ok(cms)
}

/// Runs on a thread of its own: opening a key file takes its time.
async fn spawn<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or(Err(ClientError::Stopped))
}
