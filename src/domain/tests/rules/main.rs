//! The rules, tested as laws and stories; one binary, so that it links once.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]

mod acts;
mod calendar;
mod drafts;
mod head_count;
mod identifiers;
mod overdues;
mod places;
mod plans;
mod prescriptions;
mod privacy;
mod records;
mod rights;
mod sanctions;
mod signatories;
mod traffic_light;
mod visits;
mod world;
