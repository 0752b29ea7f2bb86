//! Behaviour of the signing crate, judged by itself, by OpenSSL and by files of НУЦ РК.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "helpers of tests are not marked as tests, but nothing else lives here"
)]

mod certificates;
mod evidence;
mod fixtures;
mod flips;
mod gost_engine;
mod key_files;
mod mutations;
mod national;
mod ncalayer;
mod openssl;
mod properties;
mod services;
mod sign_in;
mod signatures;
mod trust;
