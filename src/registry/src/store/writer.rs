//! The single writer: a thread that takes jobs and commits them in groups.

use super::{StoreError, sql, standing};
use baqylau_protocol::feed::{Change, RecordKey, Scope};
use rusqlite::{Connection, params};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::mpsc;
use std::sync::{Mutex, PoisonError};
use std::thread::JoinHandle;
use tokio::sync::oneshot;

/// Most jobs in one commit.
const GROUP: usize = 256;

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
    /// Runs a statement of the catalogue.
    pub(crate) fn run(
        &self,
        statement: &str,
        values: impl rusqlite::Params,
    ) -> Result<usize, StoreError> {
        Ok(self.connection.prepare_cached(statement)?.execute(values)?)
    }

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
            let head: i64 = self
                .connection
                .prepare_cached(sql::FEED_TAKE)?
                .query_row(params![scope, count], |row| row.get(0))?;
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
    /// Does the work; whether its changes are to be kept.
    fn run(&mut self, tx: &Tx<'_>) -> bool;
    /// Replaces the outcome by a failure of the transaction.
    fn fail(&mut self, error: StoreError);
    /// Answers.
    fn answer(self: Box<Self>);
}

struct Work<T, E, F> {
    work: Option<F>,
    outcome: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<T, E>>,
}

impl<T, E, F> Job for Work<T, E, F>
where
    T: Send,
    E: From<StoreError> + Send,
    F: FnOnce(&Tx<'_>) -> Result<T, E> + Send,
{
    fn run(&mut self, tx: &Tx<'_>) -> bool {
        let Some(work) = self.work.take() else {
            return false;
        };
        let outcome = work(tx).and_then(|value| {
            tx.number_changes()?;
            Ok(value)
        });
        let keep = outcome.is_ok();
        self.outcome = Some(outcome);
        keep
    }

    fn fail(&mut self, error: StoreError) {
        // A job that refused by itself keeps its own reason.
        if !matches!(self.outcome, Some(Err(_))) {
            self.outcome = Some(Err(error.into()));
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
    pub(crate) fn start(connection: Connection) -> Result<Self, StoreError> {
        let (jobs, inbox) = mpsc::channel();
        let thread = std::thread::Builder::new()
            .name("registry-writer".to_owned())
            .spawn(move || write_until_stopped(&connection, &inbox))?;
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
        F: FnOnce(&Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let job = Work {
            work: Some(work),
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

fn write_until_stopped(connection: &Connection, inbox: &mpsc::Receiver<Message>) {
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
        commit_together(connection, &mut group);
        for job in group {
            job.answer();
        }
    }
    // The log is emptied on a clean end; after a crash SQLite replays it.
    let _ = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
}

/// Runs every job in its own savepoint and commits them together. When the commit itself fails,
/// every job that thought it had succeeded hears that it hadn't.
fn commit_together(connection: &Connection, group: &mut [Box<dyn Job>]) {
    if group.is_empty() {
        return;
    }
    let outcome = (|| -> Result<(), StoreError> {
        connection.execute_batch("BEGIN IMMEDIATE")?;
        for job in group.iter_mut() {
            connection.execute_batch("SAVEPOINT job")?;
            let tx = Tx {
                connection,
                feed: RefCell::new(BTreeMap::new()),
            };
            if job.run(&tx) {
                connection.execute_batch("RELEASE job")?;
            } else {
                connection.execute_batch("ROLLBACK TO job; RELEASE job")?;
            }
        }
        connection.execute_batch("COMMIT")?;
        Ok(())
    })();
    if let Err(error) = outcome {
        // Fails only when SQLite has rolled back by itself already.
        let _ = connection.execute_batch("ROLLBACK");
        for job in group.iter_mut() {
            job.fail(error.clone());
        }
    }
}
