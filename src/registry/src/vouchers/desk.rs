//! Where requests of many callers gather: those that wait while a group is being written are the
//! next group.

use super::keep::{Answer, Asked, Batch, decide_asked};
use crate::context::Core;
use crate::store::StoreError;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::oneshot;

/// Requests after which a group is full. A batch is never divided.
const GROUP: usize = 1_000;

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
pub(crate) struct Desk(Mutex<Queue>);

impl Desk {
    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next group, whole batches; none: nobody waits, and whoever comes begins anew.
    fn next(&self) -> Vec<Waiting> {
        let mut queue = self.queue();
        let (mut group, mut many) = (Vec::new(), 0);
        while many < GROUP
            && let Some(waiting) = queue.waiting.pop_front()
        {
            many += waiting.asked.batch.len();
            group.push(waiting);
        }
        queue.requests -= many;
        queue.at_work = !group.is_empty();
        group
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
    if begins {
        // Apart from this caller, who may go away.
        tokio::spawn(work(Arc::clone(core)));
    }
    answer.await.unwrap_or(Err(StoreError::Closed))
}

/// Writes groups until nobody waits.
async fn work(core: Arc<Core>) {
    loop {
        let group = core.desk.next();
        if group.is_empty() {
            return;
        }
        let batches: Vec<Asked> = group.iter().map(|one| one.asked.clone()).collect();
        match written(&core, batches).await {
            Ok(answers) => {
                for (one, answers) in group.into_iter().zip(answers) {
                    // A caller that went away doesn't want the answer.
                    let _ = one.reply.send(Ok(answers));
                }
            }
            Err(error) if group.len() > 1 && is_of_one(&error) => {
                tracing::error!(%error, "a group of voucher requests; each batch goes alone");
                for one in group {
                    let alone = written(&core, vec![one.asked.clone()]).await;
                    let answers = alone.map(|answers| answers.into_iter().flatten().collect());
                    let _ = one.reply.send(answers);
                }
            }
            Err(error) => {
                for one in group {
                    let _ = one.reply.send(Err(error.clone()));
                }
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

async fn written(core: &Core, batches: Vec<Asked>) -> Result<Vec<Vec<Answer>>, StoreError> {
    let context = Arc::clone(&core.context);
    let now = context.environment.now();
    core.store
        .write(move |tx| decide_asked(tx, &batches, &context.voucher_policies, now))
        .await
}
