//! Private schools under the state order; one binary, so that it links once.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]

mod acts;
mod applications;
mod chain;
mod departments;
mod digitisation;
mod documents;
mod drafting;
mod figures;
mod index;
mod invoices;
mod mandates;
mod messages;
mod money;
mod needs_file;
mod paths;
mod plan;
mod records;
mod reimbursement;
mod statements;
mod views;
mod wire;
mod worklist;
