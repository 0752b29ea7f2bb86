//! A sample LMS: an invented school or university that sends its month to a registry, over the
//! written contract alone (`GET /v1/openapi.json` of the registry).
//!
//! Everybody it sends is invented; the same seed gives the same people.

mod invent;
mod send;

pub use invent::Spoilt;
pub use send::{SampleError, run};

/// What the sample LMS does.
#[derive(Debug, Clone)]
pub struct SampleLms {
    /// Address of the registry.
    pub registry: String,
    /// Token the operator of the registry gave this LMS.
    pub token: String,
    /// The school, by its number in НОБД; the first the registry lists when `None`.
    pub school: Option<String>,
    /// Whether it is a university: contracts, schedule and marks instead of contingent, grades and
    /// teachers.
    pub university: bool,
    /// Seed of everything invented.
    pub seed: u64,
    /// Learners.
    pub learners: u32,
    /// Year and month.
    pub month: (i32, u32),
    /// So many rows of the first document are spoilt.
    pub bad: u32,
    /// Send the first document again afterwards, with these rows put right and one learner more.
    pub correct: bool,
    /// Send lines and not an object.
    pub lines: bool,
}
