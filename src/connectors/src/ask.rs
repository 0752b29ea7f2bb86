//! Asking: from the cache, else from the system with patience and bounds, else from the cache again.

use crate::adapter::{Adapter, DecodeError};
use crate::audit::{Audit, AuditOutcome, AuditRecord, Pseudonym, PseudonymKey};
use crate::breaker::{Breaker, BreakerSettings, BreakerState, Shut};
use crate::cache::{Cache, CacheKey, Kept};
use crate::contract::OwnContract;
use crate::environment::Environment;
use crate::question::Question;
use crate::settings::{Settings, SettingsError, SourceSettings, Tokens};
use crate::transport::{Call, Reply, Transport};
use crate::trouble::Trouble;
use baqylau_domain::Moment;
use baqylau_domain::checks::{Age, CheckParameters, Fact, FactKey, Facts, Source};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// Where an answer came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The system, just now.
    System,
    /// What was kept.
    Kept,
}

/// An answer. `Debug` hides every ИИН.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The facts.
    pub facts: Vec<Fact>,
    /// The age of the oldest of them.
    pub age: Age,
    /// Where it came from.
    pub origin: Origin,
    /// Why the system itself didn't answer, where what was kept stands in.
    pub trouble: Option<Trouble>,
}

/// Takes an answer into a set of facts, or notes the silence, and tells which keys changed.
pub fn take_in(
    facts: &mut Facts,
    question: &Question,
    answered: &Result<Answer, Trouble>,
) -> Vec<FactKey> {
    match answered {
        Ok(answer) => answer
            .facts
            .iter()
            .filter_map(|fact| facts.insert(fact.clone()))
            .collect(),
        Err(_) => question
            .keys()
            .into_iter()
            .filter_map(|key| facts.note_silence(key, question.source()))
            .collect(),
    }
}

struct Port {
    settings: SourceSettings,
    token: Option<String>,
    breaker: Breaker,
    gate: Semaphore,
    adapter: Arc<dyn Adapter>,
}

/// Everything that is asked. One for a process: breakers and bounds are its own.
pub struct Connectors {
    ports: BTreeMap<Source, Port>,
    transport: Arc<dyn Transport>,
    cache: Arc<dyn Cache>,
    audit: Arc<dyn Audit>,
    key: PseudonymKey,
    environment: Environment,
}

impl std::fmt::Debug for Connectors {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.ports.keys()).finish()
    }
}

impl Connectors {
    /// Connectors for the systems that are configured, all in [`OwnContract`].
    ///
    /// # Errors
    /// [`SettingsError`] for settings that can't be meant.
    pub fn new(
        settings: Settings,
        tokens: Tokens,
        transport: Arc<dyn Transport>,
        cache: Arc<dyn Cache>,
        audit: Arc<dyn Audit>,
        key: PseudonymKey,
        environment: Environment,
    ) -> Result<Self, SettingsError> {
        settings.check()?;
        let ports = settings
            .sources
            .into_iter()
            .map(|(source, settings)| {
                let at_once = usize::try_from(settings.concurrency).unwrap_or(usize::MAX);
                let port = Port {
                    token: tokens.of(source).map(str::to_owned),
                    breaker: Breaker::new(BreakerSettings {
                        failures: settings.breaker_failures,
                        open_ms: settings.breaker_open_ms,
                    }),
                    gate: Semaphore::new(at_once.min(Semaphore::MAX_PERMITS)),
                    adapter: Arc::new(OwnContract),
                    settings,
                };
                (source, port)
            })
            .collect();
        Ok(Self {
            ports,
            transport,
            cache,
            audit,
            key,
            environment,
        })
    }

    /// The same with the contract of one system: the place of a real one.
    #[must_use]
    pub fn with_adapter(mut self, source: Source, adapter: Arc<dyn Adapter>) -> Self {
        if let Some(port) = self.ports.get_mut(&source) {
            port.adapter = adapter;
        }
        self
    }

    /// Where the breaker of a system stands; `None` when it isn't configured.
    pub fn breaker(&self, source: Source) -> Option<BreakerState> {
        self.ports.get(&source).map(|port| port.breaker.state())
    }

    /// The systems that are configured.
    pub fn sources(&self) -> impl Iterator<Item = Source> {
        self.ports.keys().copied()
    }

    /// Asks one question for somebody: an account, a job, never a person's number.
    ///
    /// What is kept and fresh answers without a request. Otherwise the system is asked; where it
    /// gives no answer that counts, what is kept and stale stands in, with the trouble. Dropping
    /// the future gives the question up.
    ///
    /// # Errors
    /// [`Trouble`] when there is neither an answer nor anything kept that may still be used.
    pub async fn ask(
        &self,
        asker: &str,
        question: &Question,
        parameters: &CheckParameters,
    ) -> Result<Answer, Trouble> {
        self.answered(asker, question, parameters, false).await
    }

    /// The same for somebody who wants to know how things are now: the system is asked although
    /// what is kept is fresh, which stands in only where it gives no answer that counts.
    ///
    /// # Errors
    /// As [`Connectors::ask`].
    pub async fn ask_anew(
        &self,
        asker: &str,
        question: &Question,
        parameters: &CheckParameters,
    ) -> Result<Answer, Trouble> {
        self.answered(asker, question, parameters, true).await
    }

    async fn answered(
        &self,
        asker: &str,
        question: &Question,
        parameters: &CheckParameters,
        anew: bool,
    ) -> Result<Answer, Trouble> {
        let mut running = Running::begin(self, asker, question);
        let key = CacheKey {
            source: question.source(),
            question: self.hash(question, "question"),
        };
        let kept = self.kept(key).await;
        let now = self.environment.clock.now();
        let kept = kept.map(|kept| (age(&kept.facts, parameters, now), kept));
        let kept = match kept {
            Some((Age::Fresh, kept)) if !anew => {
                running.end(AuditOutcome::Kept);
                return Ok(Answer {
                    facts: kept.facts,
                    age: Age::Fresh,
                    origin: Origin::Kept,
                    trouble: None,
                });
            }
            kept => kept,
        };
        match self.ask_system(question, &mut running).await {
            Ok(facts) => {
                let now = self.environment.clock.now();
                let younger = kept
                    .as_ref()
                    .is_none_or(|(_, kept)| youngest(&kept.facts) <= youngest(&facts));
                if younger {
                    let keep = Kept {
                        facts: facts.clone(),
                        received: now,
                    };
                    if self.cache.put(key, keep).await.is_err() {
                        tracing::warn!(source = key.source.code(), "an answer wasn't kept");
                    }
                }
                running.end(AuditOutcome::Answered);
                Ok(Answer {
                    age: age(&facts, parameters, now),
                    facts,
                    origin: Origin::System,
                    trouble: None,
                })
            }
            Err(trouble) => {
                tracing::warn!(
                    source = running.source.code(),
                    kind = running.kind,
                    about = %running.about,
                    request = running.request,
                    attempts = running.attempts,
                    trouble = trouble.code(),
                    "a system gave no answer"
                );
                // It may have aged while the system was asked.
                let now = self.environment.clock.now();
                let usable = kept
                    .map(|(_, kept)| (age(&kept.facts, parameters, now), kept))
                    .filter(|(age, _)| *age != Age::TooOld);
                if let Some((age, kept)) = usable {
                    running.end(AuditOutcome::stood_in(&trouble));
                    Ok(Answer {
                        facts: kept.facts,
                        age,
                        origin: Origin::Kept,
                        trouble: Some(trouble),
                    })
                } else {
                    running.end(AuditOutcome::none(&trouble));
                    Err(trouble)
                }
            }
        }
    }

    async fn kept(&self, key: CacheKey) -> Option<Kept> {
        match self.cache.get(key).await {
            // An empty answer would be of no age.
            Ok(kept) => kept.filter(|kept| !kept.facts.is_empty()),
            Err(_) => {
                tracing::warn!(source = key.source.code(), "what was kept can't be read");
                None
            }
        }
    }

    /// A keyed hash of a question.
    fn hash(&self, question: &Question, purpose: &str) -> [u8; 32] {
        let text = OwnContract.encode(question, "");
        let about = self.key.pseudonym(&question.about());
        let whole = [
            text.path.as_bytes(),
            &text.body,
            about.to_string().as_bytes(),
        ]
        .concat();
        self.key.hash(purpose, &whole)
    }

    async fn ask_system(
        &self,
        question: &Question,
        running: &mut Running<'_>,
    ) -> Result<Vec<Fact>, Trouble> {
        let port = self
            .ports
            .get(&question.source())
            .ok_or(Trouble::NotConfigured)?;
        let Ok(_place) = port.gate.acquire().await else {
            // Nobody closes the gate.
            return Err(Trouble::NotConfigured);
        };
        let clock = &self.environment.clock;
        // After waiting for a place: what happened meanwhile counts.
        let pass = port.breaker.pass(clock.now()).map_err(|shut| match shut {
            Shut::Until(until) => Trouble::LeftAlone { until },
            Shut::BeingTried => Trouble::BeingTried,
        })?;
        let answered = self.attempts(port, question, running).await;
        match &answered {
            Err(trouble) if trouble.counts_against() => pass.failed(clock.now()),
            Ok(_) | Err(_) => pass.succeeded(),
        }
        answered
    }

    async fn attempts(
        &self,
        port: &Port,
        question: &Question,
        running: &mut Running<'_>,
    ) -> Result<Vec<Fact>, Trouble> {
        let settings = &port.settings;
        let message = port.adapter.encode(question, &running.request);
        let address = format!(
            "{}/{}",
            settings.address.trim_end_matches('/'),
            message.path
        );
        loop {
            running.attempts += 1;
            let call = Call {
                address: address.clone(),
                body: message.body.clone(),
                request: running.request.clone(),
                token: port.token.clone(),
                limit: settings.max_answer_bytes,
            };
            let within = Duration::from_millis(settings.timeout_ms);
            let (trouble, wish) =
                match tokio::time::timeout(within, self.transport.carry(call)).await {
                    Err(_) => (Trouble::TimedOut, None),
                    Ok(Err(error)) => (Trouble::Transport(error), None),
                    Ok(Ok(reply)) => {
                        let wish = reply.retry_after;
                        match self.read(port, question, running, &reply) {
                            Ok(facts) => return Ok(facts),
                            Err(trouble) => (trouble, wish),
                        }
                    }
                };
            if !trouble.is_passing() || running.attempts >= settings.attempts {
                return Err(trouble);
            }
            tracing::debug!(
                source = running.source.code(),
                request = running.request,
                attempt = running.attempts,
                trouble = trouble.code(),
                "asking again"
            );
            let pause = self.pause_after(settings, running.attempts, wish);
            self.environment.pause.wait(pause).await;
        }
    }

    fn read(
        &self,
        port: &Port,
        question: &Question,
        running: &Running<'_>,
        reply: &Reply,
    ) -> Result<Vec<Fact>, Trouble> {
        match reply.status {
            200 => {}
            status @ (408 | 425 | 429 | 500..=599) => return Err(Trouble::Failed(status)),
            status => return Err(Trouble::Refused(status)),
        }
        if reply.media_type != "application/json" {
            return Err(DecodeError::MediaType.into());
        }
        let now = self.environment.clock.now();
        let facts = port
            .adapter
            .decode(question, &running.request, &reply.body, now)?;
        Ok(facts)
    }

    /// A pause of any length up to twice the one before ("full jitter": many askers don't come
    /// back together), and at least as long as the system asks for, all within the limit.
    fn pause_after(
        &self,
        settings: &SourceSettings,
        attempt: u32,
        wish: Option<Duration>,
    ) -> Duration {
        let doubled = 1_u64
            .checked_shl(attempt.saturating_sub(1))
            .unwrap_or(u64::MAX);
        let ceiling = settings
            .backoff_ms
            .saturating_mul(doubled)
            .min(settings.backoff_max_ms);
        let chance = self.environment.dice.throw(ceiling.saturating_add(1));
        let wished = wish.map_or(0, |wish| {
            u64::try_from(wish.as_millis()).unwrap_or(u64::MAX)
        });
        let pause = chance.max(wished).min(settings.backoff_max_ms);
        Duration::from_millis(pause)
    }
}

fn age(facts: &[Fact], parameters: &CheckParameters, now: Moment) -> Age {
    facts
        .iter()
        .map(|fact| parameters.age(fact.source, fact.as_of, now).0)
        .max()
        .unwrap_or(Age::TooOld)
}

fn youngest(facts: &[Fact]) -> Option<Moment> {
    facts.iter().map(|fact| fact.as_of).max()
}

/// A question that is being asked; however it ends, there is a record.
struct Running<'a> {
    connectors: &'a Connectors,
    at: Moment,
    asker: String,
    source: Source,
    kind: &'static str,
    about: Pseudonym,
    request: String,
    attempts: u32,
    outcome: AuditOutcome,
}

impl<'a> Running<'a> {
    fn begin(connectors: &'a Connectors, asker: &str, question: &Question) -> Self {
        let at = connectors.environment.clock.now();
        let once = format!("request {} {asker}", at.timestamp_micros());
        let request = connectors.hash(question, &once);
        Self {
            connectors,
            at,
            asker: without_numbers(asker),
            source: question.source(),
            kind: question.kind(),
            about: connectors.key.pseudonym(&question.about()),
            request: hex::encode(request.get(..16).unwrap_or(&[])),
            attempts: 0,
            outcome: AuditOutcome::GivenUp,
        }
    }

    fn end(&mut self, outcome: AuditOutcome) {
        self.outcome = outcome;
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        let took = self.connectors.environment.clock.now() - self.at;
        self.connectors.audit.record(AuditRecord {
            at: self.at,
            asker: std::mem::take(&mut self.asker),
            source: self.source,
            kind: self.kind,
            about: self.about.clone(),
            request: std::mem::take(&mut self.request),
            outcome: self.outcome,
            attempts: self.attempts,
            took_ms: took.num_milliseconds(),
        });
    }
}

/// An asker who was named by an ИИН all the same is hidden.
fn without_numbers(asker: &str) -> String {
    let longest = asker
        .split(|c: char| !c.is_ascii_digit())
        .map(str::len)
        .max()
        .unwrap_or(0);
    if longest >= 12 {
        "hidden".to_owned()
    } else {
        asker.to_owned()
    }
}
