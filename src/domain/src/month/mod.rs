//! The monthly validation of the whole country: who is paid for in a month, and why the others
//! aren't.
//!
//! A [`Batch`] is one organisation's month as its LMS sent it.

mod batch;

pub use batch::{
    Batch, BatchError, BatchHead, ENTRIES_MAX, Entry, Grade, Lessons, Level, NUMBER_END,
};
