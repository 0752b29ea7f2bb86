//! The house keeps its walls: who may use whom, what each room must not know, and the map.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]

mod arrows;
mod papers;
mod sources;
mod tree;
