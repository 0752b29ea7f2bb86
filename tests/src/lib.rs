//! End-to-end tests: the real client and the real registry, driven, killed and cut off.
//!
//! **Architecture invariant:** nothing here reaches into a room; what is checked is what the
//! client tells its screens, what the registry answers, and what lies on disk afterwards.

pub mod dice;
pub mod laptop;
pub mod ledger;
pub mod network;
pub mod plan;
pub mod prepared;
pub mod processes;
pub mod record;
pub mod script;
pub mod window;

/// Why something went wrong, for the person who reads the test's output.
pub type Result<T, E = String> = std::result::Result<T, E>;

/// Words of an error with what was being done.
pub fn at<E: std::fmt::Display>(doing: &str) -> impl Fn(E) -> String + '_ {
    move |error| format!("{doing}: {error}")
}

/// Lets other threads work for a while.
pub fn nap(time: std::time::Duration) {
    std::thread::park_timeout(time);
}

/// A whole number from the environment: counts and seeds of the campaigns.
pub fn setting(name: &str, otherwise: u64) -> u64 {
    std::env::var(name)
        .ok()
        .and_then(|text| text.trim().parse().ok())
        .unwrap_or(otherwise)
}
