//! What a form may know of the world outside it; the engine asks no clock and no dice.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};

use crate::text::LangId;
use crate::xpath::dates::CalendarNames;

/// The surroundings of one inspection.
#[derive(Debug, Clone)]
pub struct Env {
    /// The present, in the zone of the inspection (Kazakhstan: UTC+5 since 2024-03-01).
    pub now: DateTime<FixedOffset>,
    /// Start of all randomness: `random()`, `uuid()`, `randomize()`.
    pub seed: u64,
    /// Language of texts that become answers (`jr:choice-name`); the form's default when `None`.
    pub language: Option<LangId>,
    /// `username`, `deviceid`, `email`, `phonenumber` and what `property()` may ask.
    pub properties: BTreeMap<String, String>,
    /// Abbreviated names for `format-date`.
    pub calendar: CalendarNames,
}

impl Env {
    /// Surroundings with nothing but a present and a seed.
    pub fn new(now: DateTime<FixedOffset>, seed: u64) -> Env {
        Env {
            now,
            seed,
            language: None,
            properties: BTreeMap::new(),
            calendar: CalendarNames::default(),
        }
    }

    /// Zone of the inspection, seconds east of UTC.
    pub fn offset_seconds(&self) -> i32 {
        self.now.offset().local_minus_utc()
    }
}
