//! The connectors against a real simulator over loopback: answers, faults, patience, privacy.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]

mod answers;
mod bench;
mod bounds;
mod decoding;
mod faults;
mod privacy;
mod settings;
