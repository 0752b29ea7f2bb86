//! The offline half of Baqylau: an encrypted store, an outbox, synchronisation, evidence, acts
//! and signatures, behind messages.
//!
//! **Architecture invariant:** nothing here draws. Screens send [`ui::Command`]s and are told
//! [`ui::Event`]s; no lock and no await ever reaches them.

mod act;
mod client;
mod config;
mod error;
mod files;
mod hub;
mod nca;
pub mod report;
mod store;
mod sync;
mod trust;
pub mod ui;
mod vault;
mod work;

pub use client::Client;
pub use config::{
    ClientConfig, Clock, Jitter, Keyring, NcaConfig, NetworkConfig, Pace, PassphraseCost,
    ServicesConfig, SystemClock, SystemJitter, Waker,
};
pub use error::ClientError;
pub use sync::{Answer, HttpTransport, Method, NoAnswer, Request, Response, Transport};
pub use work::operate::refusal_error;
pub use work::planning::fault_words;
pub use work::verify::{Believed, make_card, verify_files, write_report};
