//! The desktop application: screens over the offline client.
//!
//! **Architecture invariant:** no screen waits for a file, the database, the network or
//! cryptography; it sends a command and draws what it knows.

mod account;
pub mod app;
pub mod checking;
pub mod cli;
pub mod commands;
pub mod config;
pub mod cx;
pub mod dialogs;
pub mod districts;
pub mod engine;
pub mod logging;
pub mod machine;
pub mod model;
pub mod norms;
pub mod place;
pub mod preferences;
pub mod preview;
mod recovery;
pub mod register;
pub mod screens;
pub mod shell;
pub mod single;
pub mod tour;
pub mod whole;
pub mod window;
pub mod words;
