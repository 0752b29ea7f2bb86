//! Time stamps (RFC 3161): asking for one, reading what comes back, and judging it.

mod judge;
mod request;
mod token;

pub use judge::StampProblem;
pub(crate) use request::TimeStampQuery;
pub use request::TimeStampRequest;
pub use token::{TimeStampError, TimeStampToken};
