//! What travels: bytes that must not change, texts that must read back, strangers to tolerate.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]

mod feeds;
mod operations;
mod privacy;
mod samples;
