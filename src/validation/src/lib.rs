//! Asking the services of certification authorities, and keeping what they said.
//!
//! **Architecture invariants.** No verdict is reached here: [`baqylau_signing`] judges, with the
//! [`Gathered`] evidence or by what an [`Extended`] file carries. Nothing a service says is kept
//! before it is proved to come from the authority it speaks for, and nothing on the
//! [`Shelf`] is believed without being judged again. A service that doesn't answer never makes
//! a signature invalid: it leaves a [`Complaint`] and the check open. The octets of a signature
//! and everything under it stay as they were.
//!
//! ```no_run
//! # use baqylau_validation::*;
//! # use std::{sync::Arc, time::Duration};
//! # async fn example(cms: &[u8], trust: &baqylau_signing::TrustStore) -> Result<(), TransportError> {
//! let transport = Arc::new(HttpTransport::new(&HttpSettings::default())?);
//! let validation = Validation::new(transport, Arc::new(MemoryShelf::new()), Addresses::national());
//! let now = chrono::DateTime::<chrono::Utc>::from(std::time::SystemTime::now());
//!
//! // For a verdict now: whatever is known about signer, authorities above, and stamps.
//! let gathered = validation.evidence(cms, trust, now).await;
//! // For years: a time stamp and the revocation values inside the file.
//! let extended = validation.extend(cms, trust, now, Duration::from_secs(60)).await;
//! # let _ = (gathered, extended);
//! # Ok(())
//! # }
//! ```

mod addresses;
mod ask;
mod complaint;
mod extend;
mod gather;
mod http;
mod known;
mod lists;
mod questions;
mod shelf;
mod transport;

pub use addresses::{Addresses, StampService};
pub use complaint::{Complaint, Problem, Service};
pub use extend::{Extended, Level};
pub use gather::{Gathered, Validation};
pub use http::{HttpSettings, HttpTransport, ProxySetting};
pub use lists::{ImportError, ImportedList};
pub use shelf::{FolderShelf, MemoryShelf, Shelf};
pub use transport::{Carried, Transport, TransportError, TransportRequest};
