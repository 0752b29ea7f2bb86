//! What systems of schools and universities (LMS) send: who may, how a document is read, what is
//! kept of it, and what others ask of it.
//!
//! **Architecture invariant:** a document counts as a whole or not at all: it is read to its end
//! before anything is written, and batch, rows, difference, receipt and the month made of it are one
//! transaction. A row that isn't taken takes no other with it.
//!
//! **Architecture invariant:** what a document says doesn't depend on the order of its rows; the
//! same content sent again gets the answer it got, whatever its bytes.

mod difference;
mod document;
mod facts;
mod fields;
#[cfg(feature = "fuzz")]
mod fuzzing;
mod gathered;
mod heading;
mod kept;
mod limits;
mod listed;
mod months;
mod office;
mod officers;
mod parties;
mod presence;
mod rows;
mod source;

pub(crate) use document::Shape;
#[cfg(feature = "fuzz")]
pub use fuzzing::{LmsReading, read_lms_document};
#[cfg(test)]
pub(crate) use gathered::Gathered;
pub(crate) use gathered::gather;
pub(crate) use kept::{Incoming, answer_of, put};
pub use limits::LmsLimits;
pub(crate) use listed::{learners, teachers};
pub use office::{LmsOffice, NewLms};
#[cfg(test)]
pub(crate) use office::{prepared, register};
pub(crate) use officers::{View, batches, difference_page, whole_answer};
pub use parties::{IssuedLms, LmsError, LmsParty};
pub(crate) use parties::{Party, party_of, schools_of, speaks_for};
pub(crate) use presence::{contract_of, presence, students_by_number};
pub(crate) use source::{Broken, Piece, unpacked};
