//! Asking the state's source systems, and giving what they say as facts.
//!
//! One [`Connectors`] asks every system: a typed [`Question`] goes out, an [`Answer`] with facts
//! for the automatic checks comes back. In between: a cache with ages, a bound on what is asked at
//! once, time-outs, retries with jitter, a circuit breaker per system, limits on size, strict
//! decoding, and a record of every request for the audit.
//!
//! **The messages are this product's own.** The national systems speak through ШЭП and
//! SmartBridge, whose contracts are not at hand. [`OwnContract`], described in `README.md` beside
//! the manifest, is what a gateway in front of them can serve; an [`Adapter`] for one system is
//! the place where its real contract goes, and nothing else has to change.
//!
//! НУЦ isn't asked here: `signing` and `validation` speak to it in its own protocols, and their
//! verdict is a fact. LMS aren't asked either: they send.
//!
//! **Architecture invariants.** No ИИН, phone or answer reaches a log or an audit record: both
//! know people by a keyed hash. A system that is silent, busy or wrong never makes a fact: what
//! was known before stands, marked with its age, or the question stays open. Asking changes
//! nothing in the system that is asked, and dropping the future ends it.
//!
//! ```no_run
//! # use baqylau_connectors::*;
//! # use baqylau_domain::checks::{CheckParameters, Facts};
//! # use std::sync::Arc;
//! # async fn example(settings: Settings, iin: baqylau_domain::identifiers::Iin) -> Result<(), Box<dyn std::error::Error>> {
//! let tokens = Tokens::read(&settings, |name| std::env::var(name).ok())?;
//! let connectors = Connectors::new(
//!     settings,
//!     tokens,
//!     Arc::new(HttpTransport::new()?),
//!     Arc::new(MemoryCache::new(100_000)),
//!     Arc::new(MemoryAudit::new()),
//!     PseudonymKey::new([7; 32]),
//!     Environment::system(),
//! )?;
//! let question = Question::Person { iin };
//! let answered = connectors.ask("monthly", &question, &CheckParameters::pilot()).await;
//! let mut facts = Facts::new();
//! let changed = take_in(&mut facts, &question, &answered);
//! # let _ = changed;
//! # Ok(())
//! # }
//! ```

mod adapter;
mod ask;
mod audit;
mod breaker;
mod cache;
mod contract;
mod environment;
mod http;
mod question;
mod settings;
mod transport;
mod trouble;

pub use adapter::{Adapter, DecodeError, Encoded};
pub use ask::{Answer, Connectors, Origin, take_in};
pub use audit::{Audit, AuditOutcome, AuditRecord, MemoryAudit, Pseudonym, PseudonymKey};
pub use breaker::{Breaker, BreakerSettings, BreakerState, Pass, Shut};
pub use cache::{Cache, CacheError, CacheKey, Kept, MemoryCache};
pub use contract::{CONTRACT_VERSION, OwnContract};
pub use environment::{Clock, Dice, Environment, Pause, SystemClock, SystemDice, SystemPause};
pub use http::HttpTransport;
pub use question::Question;
pub use settings::{Settings, SettingsError, SourceSettings, Tokens};
pub use transport::{Call, Carried, Reply, Transport, TransportError};
pub use trouble::Trouble;

/// A future that a trait gives back.
pub type Boxed<'a, T> = std::pin::Pin<Box<dyn Future<Output = T> + Send + 'a>>;
