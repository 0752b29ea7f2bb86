//! A network that loses, repeats, delays and reorders, by dice.

use crate::dice::Dice;
use crate::{Result, at};
use baqylau_client::{
    Answer, HttpTransport, NetworkConfig, NoAnswer, Request, Response, Transport,
};
use baqylau_domain::draft::{FieldKey, FieldVersion};
use baqylau_protocol::api;
use baqylau_protocol::feed::{Change, FeedPage};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::runtime::Handle;

/// What a network did so far.
#[derive(Debug, Default)]
pub struct Deeds {
    /// Requests it was given.
    pub requests: AtomicU64,
    /// Requests that never arrived.
    pub lost_requests: AtomicU64,
    /// Answers that never arrived.
    pub lost_answers: AtomicU64,
    /// Requests that arrived twice.
    pub repeated: AtomicU64,
    /// Requests or answers that took their time, so that others came first.
    pub delayed: AtomicU64,
    /// Requests that arrived long after the sender had given up on them.
    pub late: AtomicU64,
}

/// A network between one laptop and the registry.
pub struct Network {
    inner: Arc<HttpTransport>,
    /// Carries what is under way independently of the laptop, which may be switched off.
    carrier: Handle,
    dice: Mutex<Dice>,
    bad: AtomicBool,
    deeds: Arc<Deeds>,
    delivered: Mutex<Vec<(FieldKey, FieldVersion)>>,
}

impl std::fmt::Debug for Network {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Network")
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn count(counter: &AtomicU64) {
    counter.fetch_add(1, Ordering::Relaxed);
}

impl Network {
    /// A network to a registry, good at first.
    ///
    /// # Errors
    /// When the address can't be used.
    pub fn new(url: &str, carrier: Handle, deeds: Arc<Deeds>) -> Result<Arc<Self>> {
        let inner =
            HttpTransport::new(url, &NetworkConfig::default()).map_err(at("making a network"))?;
        Ok(Arc::new(Self {
            inner: Arc::new(inner),
            carrier,
            dice: Mutex::new(Dice::new(0)),
            bad: AtomicBool::new(false),
            deeds,
            delivered: Mutex::default(),
        }))
    }

    /// From now on by these dice.
    pub fn worsen(&self, dice: Dice) {
        *lock(&self.dice) = dice;
        self.bad.store(true, Ordering::SeqCst);
    }

    /// From now on everything arrives at once.
    pub fn heal(&self) {
        self.bad.store(false, Ordering::SeqCst);
    }

    /// Versions of draft fields that reached the laptop since the last time this was asked.
    pub fn take_delivered(&self) -> Vec<(FieldKey, FieldVersion)> {
        std::mem::take(&mut lock(&self.delivered))
    }

    async fn carry(&self, request: Request) -> Result<Response, NoAnswer> {
        let inner = Arc::clone(&self.inner);
        let carried = self.carrier.spawn(async move { inner.send(request).await });
        carried
            .await
            .map_err(|_stopped| NoAnswer("the carrier stopped".to_owned()))?
    }

    fn deliver(&self, path: &str, answer: Response) -> Response {
        if path.starts_with(api::FEED)
            && let Ok(page) = serde_json::from_slice::<FeedPage>(&answer.body)
        {
            let mut delivered = lock(&self.delivered);
            for entry in page.entries {
                if let Change::Field { key, version, .. } = entry.change {
                    delivered.push((key, version));
                }
            }
        }
        answer
    }

    async fn badly(&self, request: Request) -> Result<Response, NoAnswer> {
        let (fate, wait) = {
            let mut dice = lock(&self.dice);
            (dice.below(100), Duration::from_millis(dice.below(25)))
        };
        match fate {
            0..12 => {
                count(&self.deeds.lost_requests);
                Err(NoAnswer("the request was lost".to_owned()))
            }
            12..26 => {
                count(&self.deeds.lost_answers);
                let _ = self.carry(request).await;
                Err(NoAnswer("the answer was lost".to_owned()))
            }
            26..36 => {
                count(&self.deeds.repeated);
                let first = self.carry(request.clone()).await;
                let second = self.carry(request).await;
                if wait.as_millis() % 2 == 0 {
                    first
                } else {
                    second
                }
            }
            36..50 => {
                count(&self.deeds.delayed);
                tokio::time::sleep(wait).await;
                self.carry(request).await
            }
            50..60 => {
                count(&self.deeds.delayed);
                let answer = self.carry(request).await;
                tokio::time::sleep(wait).await;
                answer
            }
            60..70 => {
                // Arrives when nobody waits for it any more, perhaps after its own repetition.
                count(&self.deeds.late);
                let inner = Arc::clone(&self.inner);
                self.carrier.spawn(async move {
                    tokio::time::sleep(wait * 4).await;
                    let _ = inner.send(request).await;
                });
                Err(NoAnswer("the request is late".to_owned()))
            }
            _ => self.carry(request).await,
        }
    }
}

impl Transport for Network {
    fn send(&self, request: Request) -> Answer<'_> {
        Box::pin(async move {
            count(&self.deeds.requests);
            let path = request.path.clone();
            let answer = if self.bad.load(Ordering::SeqCst) {
                self.badly(request).await?
            } else {
                self.carry(request).await?
            };
            Ok(self.deliver(&path, answer))
        })
    }
}
