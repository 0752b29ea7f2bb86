//! A commission at work: real clients against a real registry, in one process.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]

mod act_list;
mod batches;
mod beside_program;
mod checks;
mod consequence;
mod convergence;
mod copies;
mod digitisation;
mod entitled;
mod forged;
mod holders;
mod lasting;
mod many_acts;
mod months;
mod ncalayer;
mod office;
mod offline;
mod order_letters;
mod order_views;
mod orders;
mod orders_ncalayer;
mod own_pupils;
mod party;
mod planning;
#[cfg(unix)]
mod printing;
mod safety;
mod services;
mod sharing;
mod signing_program;
mod statements;
mod support;
mod template;
mod trust;
mod walk;
mod witness;
