//! The automatic checks: each with its verdicts, what follows, and what is run again.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]

mod catalogue;
mod each;
mod failures;
mod monthly;
mod outcome;
mod rerun;
mod unknown;
mod voices;
mod world;
