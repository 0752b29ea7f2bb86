//! Repeatable choices and synthetic identifiers.

use baqylau_domain::identifiers::{Bin, Iin, Rka, Unverified};
use chrono::{Datelike, NaiveDate};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// A sequence of choices that depends on its name alone.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(name: &str) -> Self {
        let digest = Sha256::digest(name.as_bytes());
        let seed = digest
            .iter()
            .take(8)
            .fold(0u64, |seed, byte| seed << 8 | u64::from(*byte));
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 24
    }

    /// A number from 0 to `below` - 1.
    pub(super) fn below(&mut self, below: u32) -> u32 {
        u32::try_from(self.next() % u64::from(below.max(1))).unwrap_or(0)
    }

    /// A number from `from` to `to`, both included.
    pub(super) fn between(&mut self, from: u32, to: u32) -> u32 {
        from + self.below(to.saturating_sub(from) + 1)
    }

    /// True in so many of a hundred cases.
    pub(super) fn percent(&mut self, percent: u32) -> bool {
        self.below(100) < percent
    }

    /// One of several texts.
    pub(super) fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        let index =
            usize::try_from(self.below(u32::try_from(from.len()).unwrap_or(1))).unwrap_or(0);
        from.get(index).copied().unwrap_or_default()
    }
}

/// An identity that depends on its name alone: the same sample record always has the same.
pub(super) fn identity(name: &str) -> Uuid {
    let digest = Sha256::digest(format!("baqylau demonstration {name}").as_bytes());
    let mut bytes = [0u8; 16];
    for (slot, byte) in bytes.iter_mut().zip(digest) {
        *slot = byte;
    }
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// A synthetic БИН: registered in a month of 2035, with a right check digit.
pub(super) fn bin(month: u32, serial: u32) -> Unverified<Bin> {
    bin_of("35", month, serial)
}

/// The same of 2034: about those registered then nothing irregular is said.
pub(super) fn regular_bin(serial: u32) -> Unverified<Bin> {
    bin_of("34", 6, serial)
}

fn bin_of(year: &str, month: u32, serial: u32) -> Unverified<Bin> {
    let body = (0..100u32).find_map(|shift| {
        let head = format!("{year}{month:02}40{:05}", serial + shift * 1_000);
        with_check_digit::<Bin>(&head).map(|(text, _)| text)
    });
    Unverified::new(body.unwrap_or_default())
}

/// A synthetic ИИН with a birth date; serial numbers from 9000 up aren't given out in practice.
pub(super) fn iin(birth: NaiveDate, male: bool, serial: u32) -> Option<Iin> {
    let century = if birth.year() < 2000 { 3 } else { 5 } + u32::from(!male);
    (0..1_000u32).find_map(|shift| {
        let serial = 9_000 + (serial + shift) % 1_000;
        let head = format!(
            "{:02}{:02}{:02}{century}{serial:04}",
            birth.year().rem_euclid(100),
            birth.month(),
            birth.day()
        );
        with_check_digit::<Iin>(&head).map(|(_, iin)| iin)
    })
}

/// The digit that makes a valid number of eleven, when there is one.
fn with_check_digit<T: std::str::FromStr>(head: &str) -> Option<(String, T)> {
    (0..10u8).find_map(|digit| {
        let text = format!("{head}{digit}");
        let parsed = text.parse().ok()?;
        Some((text, parsed))
    })
}

/// A sample address code: sixteen digits that begin with 99.
pub(super) fn address_code(region: &str, serial: u32) -> Unverified<Rka> {
    Unverified::new(format!("99{region}{serial:012}"))
}
