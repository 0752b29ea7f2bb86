//! The rules of Baqylau: identifiers, money, time, organisations, site visits, acts, violations
//! and what follows from them for payments.
//!
//! **Architecture invariant:** this crate does no I/O, never asks for the time, draws no random
//! numbers and holds no words meant for a user. Time, identifiers and policy are passed in, so
//! the client and the registry reach the same decision from the same inputs.

pub mod act;
pub mod annotation;
pub mod calendar;
pub mod checks;
pub mod contingent;
pub mod draft;
pub mod finding;
pub mod identifiers;
pub mod money;
pub mod month;
pub mod organisation;
pub mod overdue;
pub mod payment_order;
pub mod people;
pub mod policy;
pub mod prescription;
pub mod sanction;
pub mod sanction_log;
pub mod schooling;
pub mod separated;
pub mod signatory;
pub mod text;
pub mod traffic_light;
pub mod visit;
pub mod voucher;

/// A point in time, always in UTC. Shown to people in the legal time of Kazakhstan (UTC+5).
pub type Moment = chrono::DateTime<chrono::Utc>;
