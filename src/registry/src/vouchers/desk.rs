//! Where requests of many callers gather: while one group is being written, the next is decided.

use super::keep::{Ahead, Answer, Asked, Batch, Decided, Deciding, decide_asked};
use crate::context::Core;
use crate::store::StoreError;
use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{Notify, oneshot};
use tokio::task::JoinHandle;

/// Requests after which a group is full. A batch is never divided. Small in tests, so that several
/// groups are under way there too.
const GROUP: usize = if cfg!(test) { 20 } else { 1_000 };

/// Most requests that wait; more are told to come later.
const WAITING: usize = 20_000;

/// A batch that waits for its answers.
struct Waiting {
    asked: Asked,
    reply: oneshot::Sender<Result<Vec<Answer>, StoreError>>,
}

#[derive(Default)]
struct Queue {
    waiting: VecDeque<Waiting>,
    requests: usize,
    /// Whether somebody is writing groups.
    at_work: bool,
}

/// The queue in front of the writer.
#[derive(Default)]
pub(crate) struct Desk {
    queue: Mutex<Queue>,
    /// A batch came while somebody is writing groups.
    came: Notify,
}

impl Desk {
    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whole batches for a group that has room for so many requests; none of people beside others.
    fn take(&self, room: usize, by_people: Option<bool>) -> Vec<Waiting> {
        let mut queue = self.queue();
        let (mut taken, mut many, mut kind) = (Vec::new(), 0, by_people);
        while many < room
            && let Some(next) = queue.waiting.front()
            && *kind.get_or_insert(next.asked.by_people) == next.asked.by_people
            && let Some(waiting) = queue.waiting.pop_front()
        {
            many += waiting.asked.batch.len();
            taken.push(waiting);
        }
        queue.requests -= many;
        taken
    }

    /// Whether nobody waits: then whoever comes begins anew.
    fn rests(&self) -> bool {
        let mut queue = self.queue();
        queue.at_work = !queue.waiting.is_empty();
        !queue.at_work
    }
}

/// Has requests decided, in their order, and written down. An answer for each comes when what it
/// says is durable.
///
/// Who may ask what in whose name is for the caller to have checked.
///
/// # Errors
/// [`StoreError::Busy`] when too many wait; otherwise what the store failed with: then nothing of
/// these requests happened, or, after [`StoreError::Uncertain`], all of it may have. Either way
/// they may be sent again as they are.
pub(crate) async fn submit(core: &Arc<Core>, batch: Batch) -> Result<Vec<Answer>, StoreError> {
    let by_people = false;
    gather(core, Asked { batch, by_people }).await
}

/// The same for what people ask: what they state of attendance counts only as far as the documents
/// bear it out that stand when it is decided.
///
/// # Errors
/// The same.
pub(crate) async fn submit_stated(
    core: &Arc<Core>,
    batch: Batch,
) -> Result<Vec<Answer>, StoreError> {
    let by_people = true;
    gather(core, Asked { batch, by_people }).await
}

async fn gather(core: &Arc<Core>, asked: Asked) -> Result<Vec<Answer>, StoreError> {
    let batch = &asked.batch;
    if batch.is_empty() {
        return Ok(Vec::new());
    }
    let (reply, answer) = oneshot::channel();
    let begins = {
        let mut queue = core.desk.queue();
        if queue.requests + batch.len() > WAITING {
            return Err(StoreError::Busy);
        }
        queue.requests += batch.len();
        queue.waiting.push_back(Waiting { asked, reply });
        !std::mem::replace(&mut queue.at_work, true)
    };
    core.desk.came.notify_one();
    if begins {
        // Apart from this caller, who may go away.
        tokio::spawn(work(Arc::clone(core)));
    }
    answer.await.unwrap_or(Err(StoreError::Closed))
}

/// A group that gathers while another is being written.
#[derive(Default)]
struct Open {
    waiting: Vec<Waiting>,
    requests: usize,
    /// What it comes to so far; none where that is found out when it is written.
    deciding: Option<Deciding>,
}

/// A group that is being written, or waits for the one before it to be.
struct Written {
    waiting: Vec<Waiting>,
    /// How it is written; nothing where it is decided by the writer itself.
    decided: Option<Arc<Decided>>,
    /// Whether what comes after it can be decided over its rows.
    foreseen: bool,
    /// Whether the writer took it as it was decided, when it came to it last.
    taken: Arc<AtomicBool>,
    outcome: JoinHandle<Result<Wrote, StoreError>>,
}

/// How a group was written.
enum Wrote {
    /// As it had been decided.
    AsDecided,
    /// Decided in its transaction.
    Answers(Vec<Vec<Answer>>),
}

/// Groups handed to the writer at once: it finds the next when it has committed one, instead of
/// waiting until somebody brings it.
const AHEAD: usize = 2;

/// Writes groups until nobody waits. While they are being written the next is decided, over their
/// rows and what stands.
async fn work(core: Arc<Core>) {
    let mut open: Option<Open> = None;
    let mut writing: VecDeque<Written> = VecDeque::with_capacity(AHEAD);
    loop {
        let (room, kind) = match &open {
            Some(open) => (
                GROUP.saturating_sub(open.requests),
                Some(open.deciding.is_none()),
            ),
            None => (GROUP, None),
        };
        // Rows of a group that is decided by the writer aren't known before it is written.
        let foreseen = writing.iter().all(|one| one.foreseen);
        let more = if foreseen {
            core.desk.take(room, kind)
        } else {
            Vec::new()
        };
        if !more.is_empty() {
            let ahead = writing.iter().filter_map(|one| one.decided.as_ref());
            let ahead = ahead.map(|decided| decided.ahead()).collect();
            open = Some(gathered(&core, open.take(), more, ahead).await);
            continue;
        }
        let full = room == 0 || !foreseen;
        let begins = writing.is_empty() || (full && foreseen && writing.len() < AHEAD);
        if begins && let Some(own) = open.take() {
            let before = writing.back().map(|one| Arc::clone(&one.taken));
            writing.push_back(begun(&core, own, before).await);
            continue;
        }
        let Some(first) = writing.front_mut() else {
            if core.desk.rests() {
                return;
            }
            continue;
        };
        tokio::select! {
            outcome = &mut first.outcome => {
                let outcome = outcome.unwrap_or(Err(StoreError::Closed));
                if !matches!(outcome, Ok(Wrote::AsDecided)) {
                    // What comes after it was decided over rows that never came to be: the writer
                    // will see that, and decides it himself.
                    for one in writing.iter_mut().skip(1) {
                        one.foreseen = false;
                    }
                    if let Some(open) = &mut open {
                        open.deciding = None;
                    }
                }
                if let Some(one) = writing.pop_front() {
                    ended(&core, one, outcome).await;
                }
            }
            () = core.desk.came.notified(), if !full => {}
        }
    }
}

/// The group with further batches, decided as far as that can be known before it is written.
async fn gathered(
    core: &Arc<Core>,
    open: Option<Open>,
    more: Vec<Waiting>,
    ahead: Vec<Arc<Ahead>>,
) -> Open {
    let fresh = open.is_none();
    let mut open = open.unwrap_or_default();
    let asked: Vec<Asked> = more.iter().map(|one| one.asked.clone()).collect();
    open.requests += asked.iter().map(|one| one.batch.len()).sum::<usize>();
    open.waiting.extend(more);
    // What people state is held against documents in the transaction that writes it.
    if asked.iter().any(|one| one.by_people) || (open.deciding.is_none() && !fresh) {
        open.deciding = None;
        return open;
    }
    let before = open.deciding.take();
    let context = Arc::clone(&core.context);
    let now = context.environment.now();
    let decided = core.store.read(move |connection| {
        let mut deciding = match before {
            Some(deciding) => deciding,
            None => Deciding::begin(connection, ahead)?,
        };
        deciding.take(connection, &asked, &context.voucher_policies, now)?;
        Ok::<_, StoreError>(deciding)
    });
    // One that can't be decided now is decided, or fails, when it is written.
    open.deciding = decided.await.ok();
    open
}

/// Begins to write a group, after another where one is being written.
async fn begun(core: &Arc<Core>, open: Open, before: Option<Arc<AtomicBool>>) -> Written {
    let now = core.context.environment.now();
    let decided = match open.deciding {
        // Texts and digests of a thousand rows: apart from what hands out answers.
        Some(deciding) => tokio::task::spawn_blocking(move || deciding.finish(now))
            .await
            .ok(),
        None => None,
    };
    let decided = decided.and_then(Result::ok).map(Arc::new);
    let asked: Vec<Asked> = open.waiting.iter().map(|one| one.asked.clone()).collect();
    let (core, own) = (Arc::clone(core), decided.clone());
    let taken = Arc::new(AtomicBool::new(false));
    let order = Order {
        before,
        own: Arc::clone(&taken),
    };
    Written {
        waiting: open.waiting,
        foreseen: decided.is_some(),
        decided,
        taken,
        // At once, while the next group gathers.
        outcome: tokio::spawn(written(core, asked, own, order)),
    }
}

/// Hands out the answers of a group.
async fn ended(core: &Core, group: Written, outcome: Result<Wrote, StoreError>) {
    let Written {
        waiting, decided, ..
    } = group;
    match outcome {
        Ok(wrote) => {
            let answers = match (wrote, decided) {
                (Wrote::Answers(answers), _) => answers,
                (Wrote::AsDecided, Some(decided)) => decided.answers().to_vec(),
                (Wrote::AsDecided, None) => Vec::new(),
            };
            for (one, answers) in waiting.into_iter().zip(answers) {
                // A caller that went away doesn't want the answer.
                let _ = one.reply.send(Ok(answers));
            }
        }
        Err(error) if waiting.len() > 1 && is_of_one(&error) => {
            tracing::error!(%error, "a group of voucher requests; each batch goes alone");
            for one in waiting {
                let alone = alone(core, one.asked.clone()).await;
                let _ = one.reply.send(alone);
            }
        }
        Err(error) => {
            for one in waiting {
                let _ = one.reply.send(Err(error.clone()));
            }
        }
    }
}

/// Whether a failure may come from one batch alone, and the others would do without it.
fn is_of_one(error: &StoreError) -> bool {
    matches!(
        error,
        StoreError::Sql(_) | StoreError::Corrupt(_) | StoreError::Column(_) | StoreError::Nul
    )
}

/// A group and the one it was decided over, as the writer comes to them in turn: whether each was
/// taken as it had been decided. The same receipts could have come of other rows.
struct Order {
    before: Option<Arc<AtomicBool>>,
    own: Arc<AtomicBool>,
}

/// Writes a group as it was decided, if the ledger is still the one it was decided over; otherwise
/// decides it over what stands.
async fn written(
    core: Arc<Core>,
    asked: Vec<Asked>,
    decided: Option<Arc<Decided>>,
    order: Order,
) -> Result<Wrote, StoreError> {
    let context = Arc::clone(&core.context);
    let now = context.environment.now();
    core.store
        .write(move |tx| {
            let policies = &context.voucher_policies;
            let follows = order.before.as_ref();
            let follows = follows.is_none_or(|before| before.load(Ordering::SeqCst));
            let taken = match &decided {
                Some(decided) if follows && decided.still_holds(tx)? => Some(decided),
                _ => None,
            };
            order.own.store(taken.is_some(), Ordering::SeqCst);
            match taken {
                Some(decided) => {
                    decided.write(tx, policies)?;
                    Ok(Wrote::AsDecided)
                }
                None => decide_asked(tx, &asked, policies, now).map(Wrote::Answers),
            }
        })
        .await
}

/// Decides and writes one batch by itself.
async fn alone(core: &Core, asked: Asked) -> Result<Vec<Answer>, StoreError> {
    let context = Arc::clone(&core.context);
    let now = context.environment.now();
    let answers = core.store.write(move |tx| {
        let asked = std::slice::from_ref(&asked);
        decide_asked(tx, asked, &context.voucher_policies, now)
    });
    Ok(answers.await?.into_iter().flatten().collect())
}
