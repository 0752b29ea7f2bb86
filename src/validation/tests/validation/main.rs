//! Services that answer, are slow, lie or are gone, and what is made of it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "helpers of tests are not marked as tests, but nothing else lives here"
)]

mod extending;
mod gathering;
mod importing;
mod national;
mod world;
