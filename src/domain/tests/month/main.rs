//! The monthly validation of the whole country.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]

mod batches;
mod corrections;
mod registers;
mod stages;
mod world;
