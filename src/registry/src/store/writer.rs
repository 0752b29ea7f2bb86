//! The single writer: a thread that takes jobs and commits them in groups.
//!
//! On a server other processes write too. A group that got into another's way, or lost its server
//! before it was committed, is run again from the beginning: nothing of it had happened.

use super::connection::Trouble;
use super::folding::Folder;
use super::{Connection, Origin, StoreError, params, sql, standing};
use baqylau_protocol::feed::{Change, RecordKey, Scope};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::mpsc;
use std::sync::{Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::sync::oneshot;

/// Most jobs in one commit.
const GROUP: usize = 256;

/// How often a group that others get in the way of is run.
const TRIES: u32 = 20;

/// Pause before a group runs again, the first time; it doubles up to [`LONGEST`].
const SHORTEST: Duration = Duration::from_millis(5);

/// The longest pause between two tries.
const LONGEST: Duration = Duration::from_millis(1_500);

/// How often a lost server is looked for, with pauses that double from [`LOST`] on: about ten
/// seconds. Then those who wait hear of it, and the next group looks again.
const SEARCHES: u32 = 12;

/// Pause before a lost server is looked for, the first time.
const LOST: Duration = Duration::from_millis(50);

/// A transaction in progress. Reads go straight to the connection; changes for readers of the
/// feed are gathered and numbered when the job ends.
pub(crate) struct Tx<'a> {
    connection: &'a Connection,
    feed: RefCell<BTreeMap<String, Vec<Announced>>>,
}

/// A change that waits for its number.
struct Announced {
    /// The record it is about, and whether it leaves the scope.
    record: Option<(RecordKey, bool)>,
    body: String,
}

impl Deref for Tx<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.connection
    }
}

impl Tx<'_> {
    /// Announces a change in a scope.
    pub(crate) fn publish(&self, scope: &Scope, change: &Change) -> Result<(), StoreError> {
        let body = serde_json::to_string(change).or(Err(StoreError::Corrupt("change")))?;
        self.feed
            .borrow_mut()
            .entry(scope.to_string())
            .or_default()
            .push(Announced {
                record: change
                    .record()
                    .map(|record| (record, matches!(change, Change::Removed { .. }))),
                body,
            });
        Ok(())
    }

    /// Numbers the gathered changes. Taking the numbers is the last thing a transaction does: on
    /// a server with many writers the head row stays locked only for the commit, and numbers are
    /// in commit order without gaps. Scopes are taken in order, so two writers can't deadlock.
    fn number_changes(&self) -> Result<(), StoreError> {
        for (scope, changes) in std::mem::take(&mut *self.feed.borrow_mut()) {
            let count = i64::try_from(changes.len()).or(Err(StoreError::Corrupt("feed")))?;
            self.run(sql::FEED_SCOPE, params![scope])?;
            let head: i64 = self.only(sql::FEED_TAKE, params![scope, count])?;
            for (seq, change) in (head - count + 1..).zip(changes) {
                self.run(sql::FEED_ADD, params![scope, seq, change.body])?;
                match &change.record {
                    Some((record, true)) => standing::leaves(self, &scope, record)?,
                    Some((record, false)) => {
                        standing::stands(self, &scope, record, seq, &change.body)?;
                    }
                    None => {}
                }
            }
        }
        Ok(())
    }
}

trait Job: Send {
    /// Does the work, again if need be; whether its changes are to be kept.
    fn run(&mut self, tx: &Tx<'_>) -> bool;
    /// Replaces the outcome by a failure of the transaction.
    fn fail(&mut self, failure: &Failed);
    /// Answers.
    fn answer(self: Box<Self>);
}

/// Why a group came to nothing.
struct Failed {
    error: StoreError,
    /// What jobs said holds no more: they may have looked at a state that never was.
    void: bool,
}

struct Work<T, E, F> {
    work: F,
    outcome: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<T, E>>,
}

impl<T, E, F> Job for Work<T, E, F>
where
    T: Send,
    E: From<StoreError> + Send,
    F: FnMut(&Tx<'_>) -> Result<T, E> + Send,
{
    fn run(&mut self, tx: &Tx<'_>) -> bool {
        let outcome = (self.work)(tx).and_then(|value| {
            tx.number_changes()?;
            Ok(value)
        });
        let keep = outcome.is_ok();
        self.outcome = Some(outcome);
        keep
    }

    fn fail(&mut self, failure: &Failed) {
        // A job that refused by itself keeps its own reason.
        if failure.void || !matches!(self.outcome, Some(Err(_))) {
            self.outcome = Some(Err(failure.error.clone().into()));
        }
    }

    fn answer(self: Box<Self>) {
        let outcome = self
            .outcome
            .unwrap_or_else(|| Err(StoreError::Closed.into()));
        // A caller that went away doesn't want the answer.
        let _ = self.reply.send(outcome);
    }
}

enum Message {
    Do(Box<dyn Job>),
    Stop,
}

/// The writer's thread.
pub(crate) struct Writer {
    jobs: mpsc::Sender<Message>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Writer {
    pub(crate) fn start(connection: Connection, origin: Origin) -> Result<Self, StoreError> {
        let (jobs, inbox) = mpsc::channel();
        let mut desk = Desk {
            folder: Folder::start(&origin)?,
            connection,
            origin,
        };
        let thread = std::thread::Builder::new()
            .name("registry-writer".to_owned())
            .spawn(move || desk.write_until_stopped(&inbox))?;
        Ok(Self {
            jobs,
            thread: Mutex::new(Some(thread)),
        })
    }

    /// Hands work to the writer. The receiver is dropped without an answer when the writer has
    /// stopped.
    pub(crate) fn submit<T, E, F>(&self, work: F) -> oneshot::Receiver<Result<T, E>>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnMut(&Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let job = Work {
            work,
            outcome: None,
            reply,
        };
        // When the writer has stopped, the job is dropped here and the receiver says so.
        let _ = self.jobs.send(Message::Do(Box::new(job)));
        answer
    }

    /// Ends the thread after the jobs accepted so far.
    pub(crate) fn stop(&self) {
        let _ = self.jobs.send(Message::Stop);
        let thread = self
            .thread
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(thread) = thread {
            let _ = thread.join();
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Where the writer works.
struct Desk {
    connection: Connection,
    origin: Origin,
    folder: Option<Folder>,
}

impl Desk {
    fn write_until_stopped(&mut self, inbox: &mpsc::Receiver<Message>) {
        let mut stopping = false;
        while !stopping {
            let Ok(first) = inbox.recv() else { break };
            let mut group = Vec::new();
            let mut next = Some(first);
            while let Some(message) = next {
                match message {
                    Message::Do(job) => group.push(job),
                    Message::Stop => {
                        stopping = true;
                        break;
                    }
                }
                next = if group.len() < GROUP {
                    inbox.try_recv().ok()
                } else {
                    None
                };
            }
            self.commit_together(&mut group);
            if let Some(folder) = &self.folder {
                folder.committed();
            }
            for job in group {
                job.answer();
            }
        }
        // It would keep the log from being emptied.
        self.folder = None;
        self.connection.settle();
    }

    /// Runs every job and commits them together. When that comes to nothing, every job that
    /// thought it had succeeded hears that it hadn't.
    fn commit_together(&mut self, group: &mut [Box<dyn Job>]) {
        if group.is_empty() {
            return;
        }
        let mut tries = 0;
        let failed = loop {
            let Err(error) = attempt(&self.connection, group) else {
                return;
            };
            let trouble = self.connection.trouble();
            // Fails only when the engine has rolled back by itself already.
            let _ = self.connection.roll_back();
            tries += 1;
            match trouble {
                None => break Failed { error, void: false },
                // It may have been kept: it must not be done twice.
                Some(_) if error == StoreError::Uncertain => break Failed { error, void: true },
                Some(Trouble::Conflict) if tries < TRIES => pause(SHORTEST, tries),
                Some(Trouble::Conflict) => {
                    let error = StoreError::Busy;
                    break Failed { error, void: true };
                }
                Some(Trouble::Lost(_)) => {
                    if let Err(error) = self.find_again() {
                        break Failed { error, void: true };
                    }
                    if tries >= TRIES {
                        break Failed { error, void: true };
                    }
                }
            }
        };
        for job in group.iter_mut() {
            job.fail(&failed);
        }
    }

    /// Connects anew, for as long as somebody may be expected to wait.
    fn find_again(&mut self) -> Result<(), StoreError> {
        let mut tries = 0;
        loop {
            tries += 1;
            match self.origin.open() {
                Ok(connection) => {
                    // A newer program may have been at the database meanwhile.
                    super::migrations::known(&connection)?;
                    self.connection = connection;
                    return Ok(());
                }
                Err(StoreError::Unreachable(_)) if tries < SEARCHES => pause(LOST, tries),
                Err(error) => return Err(error),
            }
        }
    }
}

/// Waits longer each time.
#[expect(
    clippy::disallowed_methods,
    reason = "the writer's own thread, which has nothing else to do"
)]
fn pause(shortest: Duration, tries: u32) {
    std::thread::sleep(shortest.saturating_mul(1 << tries.min(16)).min(LONGEST));
}

/// Runs every job in its own savepoint and commits them together. One alone needs none: what it
/// would be for is the transaction itself, and SQLite keeps a copy of every page that changes after
/// a savepoint.
fn attempt(connection: &Connection, group: &mut [Box<dyn Job>]) -> Result<(), StoreError> {
    connection.begin()?;
    let alone = group.len() == 1;
    for job in group.iter_mut() {
        if !alone {
            connection.mark()?;
        }
        let tx = Tx {
            connection,
            feed: RefCell::new(BTreeMap::new()),
        };
        let keep = job.run(&tx);
        if connection.is_troubled() {
            // Whatever the job made of it: the whole transaction is void.
            return Err(StoreError::Busy);
        }
        match (keep, alone) {
            (true, true) => {}
            (true, false) => connection.keep()?,
            (false, true) => return connection.roll_back(),
            (false, false) => connection.undo()?,
        }
    }
    connection.commit()
}
