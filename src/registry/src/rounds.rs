//! Work a registry does by itself while it serves: what wakes each kind, what it does, and how it is
//! logged. One way for all.

use crate::context::Core;
use crate::store::StoreError;
use crate::{checks, judgement, months, registrar, schooling, snapshots, vouchers};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::{Instant, MissedTickBehavior, interval_at};

/// A kind of work.
#[derive(Clone, Copy)]
enum Round {
    /// What falls due by the clock.
    Clock,
    /// Snapshots of scopes.
    Snapshots,
    /// The nightly check of the ledger.
    LedgerCheck,
    /// Verdicts about signatures.
    Signatures,
    /// What causes ask of the ledger.
    Causes,
    /// Validation of months.
    Months,
    /// Automatic checks.
    Checks,
    /// Invoices of acts of the state order.
    Invoices,
    /// The trail of what systems were asked, shortened once a day.
    Trail,
}

/// Every kind of work.
const ALL: [Round; 9] = [
    Round::Clock,
    Round::Snapshots,
    Round::LedgerCheck,
    Round::Signatures,
    Round::Causes,
    Round::Months,
    Round::Checks,
    Round::Invoices,
    Round::Trail,
];

const SECOND: Duration = Duration::from_secs(1);
const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3600);

impl Round {
    fn word(self) -> &'static str {
        match self {
            Self::Clock => "clock",
            Self::Snapshots => "snapshots",
            Self::LedgerCheck => "ledger check",
            Self::Signatures => "signatures",
            Self::Causes => "causes",
            Self::Months => "months",
            Self::Checks => "checks",
            Self::Invoices => "invoices",
            Self::Trail => "trail",
        }
    }

    /// After how long it is begun first, and how often it is looked for whether called or not.
    fn pace(self) -> (Duration, Duration) {
        match self {
            Self::Clock | Self::Snapshots | Self::LedgerCheck | Self::Trail => {
                (Duration::ZERO, HOUR)
            }
            Self::Signatures | Self::Months => (Duration::ZERO, MINUTE),
            Self::Causes => (Duration::ZERO, 5 * SECOND),
            // Whoever starts a registry wants it to answer first.
            Self::Checks => (15 * SECOND, MINUTE),
            Self::Invoices => (20 * SECOND, 5 * MINUTE),
        }
    }

    /// Waits until somebody has something for it to do.
    async fn called(self, core: &Core) {
        match self {
            Self::Signatures => core.arrived.notified().await,
            Self::Months => core.to_validate.notified().await,
            Self::Checks => core.checks.wanted.notified().await,
            Self::Clock
            | Self::Snapshots
            | Self::LedgerCheck
            | Self::Causes
            | Self::Invoices
            | Self::Trail => std::future::pending().await,
        }
    }

    /// Does what is due. Returns how much was done, where that can be counted.
    async fn work(self, core: &Arc<Core>) -> Result<u32, StoreError> {
        match self {
            Self::Clock => tick(core).await,
            Self::Snapshots => snapshots::prepare(core).await,
            Self::LedgerCheck => vouchers::check_nightly(core).await.map(|_| 0),
            Self::Signatures => judgement::run(core).await,
            Self::Causes => vouchers::follow_causes(core).await,
            Self::Months => months::work(core).await,
            Self::Checks => checks::run(core).await,
            Self::Invoices => schooling::ask_invoices(core).await,
            Self::Trail => checks::shorten(core).await,
        }
    }
}

/// Begins every round; each ends when the registry stops.
pub(crate) fn begin<'a>(
    core: &'a Arc<Core>,
    stopped: &'a watch::Receiver<bool>,
) -> impl Iterator<Item = JoinHandle<()>> + 'a {
    ALL.into_iter()
        .map(|round| tokio::spawn(go(round, Arc::clone(core), stopped.clone())))
}

/// Works whenever called or due, until the registry stops. Work that is cut off by that is found
/// again by the next process, as after any other end of this one.
async fn go(round: Round, core: Arc<Core>, stopped: watch::Receiver<bool>) {
    let (first, every) = round.pace();
    let mut due = interval_at(Instant::now() + first, every);
    // Work that took long is followed by a pause, not by all that was missed.
    due.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut end = std::pin::pin!(until(stopped));
    loop {
        tokio::select! {
            _ = due.tick() => {}
            () = round.called(&core) => {}
            () = &mut end => return,
        }
        tokio::select! {
            outcome = round.work(&core) => match outcome {
                Ok(0) => {}
                Ok(done) => tracing::info!(round = round.word(), done, "done by itself"),
                Err(error) => tracing::error!(round = round.word(), %error, "failed; tried again"),
            },
            () = &mut end => return,
        }
    }
}

/// Waits until the registry stops.
pub(crate) async fn until(mut stopped: watch::Receiver<bool>) {
    // An error means that the registry was dropped: stop as well.
    let _ = stopped.wait_for(|stop| *stop).await;
}

/// Does by the clock what is due.
pub(crate) async fn tick(core: &Arc<Core>) -> Result<u32, StoreError> {
    let context = Arc::clone(&core.context);
    let now = context.environment.now();
    core.store
        .write(move |tx| registrar::tick(&context, tx, now))
        .await
}
