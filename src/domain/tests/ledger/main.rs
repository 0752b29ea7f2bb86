//! The ledger of vouchers, tested as laws, stories and histories; one binary, so that it links once.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]

mod accounts;
mod by_rule;
mod grouping;
mod histories;
mod history;
mod laws;
mod oracle;
mod redemption;
mod sabotage;
mod stated;
mod vectors;
mod wire;
mod world;
