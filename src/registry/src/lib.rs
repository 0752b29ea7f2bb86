//! The central registry: takes operations, decides by the domain's rules, keeps and publishes.
//!
//! **Architecture invariants.** No rule about visits, acts or sanctions lives here: [`domain`]
//! decides, the registry loads and writes. Every statement stands in one catalogue. Everything
//! that changes is announced in a feed whose numbers have no gaps and follow the commits. An
//! answer leaves only after its commit is on disk. Logs hold no personal data.
//!
//! [`domain`]: baqylau_domain
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use baqylau_registry::{Registry, RegistryConfig};
//!
//! let registry = Registry::start(RegistryConfig::demo("data")).await?;
//! println!("listening on {}", registry.url());
//! registry.stop().await;
//! # Ok(())
//! # }
//! ```

mod access;
mod archive;
mod audit;
mod blobs;
mod checks;
mod colleagues;
mod config;
mod context;
mod demo;
pub mod environment;
mod failure;
mod import;
mod judgement;
mod lms;
mod months;
mod operations;
mod packs;
mod planning;
mod records;
mod regions;
mod registrar;
mod registry;
mod rounds;
mod rulings;
mod schooling;
mod server;
mod session;
mod signatures;
mod snapshots;
mod store;
#[cfg(test)]
mod tests;
mod vouchers;
mod workbooks;

pub use archive::{ArchiveError, AuditState, Manifest, Report, backup, restore, verify};
pub use checks::SourceSystems;
pub use config::{Pace, RateLimits, RegistryConfig, Storage, TlsFiles};
pub use demo::rehearsal;
pub use environment::Environment;
pub use import::{Import, ImportError, ImportedGroup};
pub use lms::{IssuedLms, LmsError, LmsLimits, LmsOffice, LmsParty, NewLms};
#[cfg(feature = "fuzz")]
pub use lms::{LmsReading, read_lms_document};
pub use months::{MonthError, PutError};
pub use registry::spread;
pub use registry::{EmbeddedRegistry, Health, Registry, RunningRegistry, StartError};
pub use schooling::{
    FirstMandate, IndexListError, NewNorm, NormsError, OrdersError, OrdersOffice, read_indices,
};
pub use store::{Moved, PostgresUrl, StoreError, StoreKey};
pub use vouchers::{LedgerFault, LedgerReport};

/// The description of the HTTP interface, OpenAPI 3.1 in JSON, as `GET /v1/openapi.json` serves
/// it.
pub fn openapi() -> &'static str {
    &server::openapi().text
}
