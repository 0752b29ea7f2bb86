//! Screens in process: every role, language and theme over what a real registry and client told.

#![allow(missing_docs, reason = "a test binary has no readers of its interface")]
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may stop and tell"
)]

mod board;
mod checks;
mod commission;
mod compare;
mod count;
mod every_screen;
mod files;
mod guard;
mod hands;
mod keyboard;
mod months;
mod office;
mod order_letters;
mod order_records;
mod order_sheets;
mod order_world;
mod orders;
mod orders_applications;
mod orders_buildings;
mod orders_centre;
mod orders_department;
mod orders_funding;
mod orders_list;
mod orders_national;
mod orders_needs;
mod orders_pupils;
mod orders_together;
mod plan;
mod reducer;
mod register;
mod replay;
mod rights;
mod runner;
mod school;
mod shell;
mod states;
mod steps;
mod store;
mod to_sign;
mod trust;
mod verify;
mod world;
