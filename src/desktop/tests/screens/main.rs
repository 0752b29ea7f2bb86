//! Screens in process: every role, language and theme over what a real registry and client told.

#![allow(missing_docs, reason = "a test binary has no readers of its interface")]

mod every_screen;
mod guard;
mod hands;
mod keyboard;
mod reducer;
mod replay;
mod runner;
mod shell;
mod states;
mod store;
mod world;
