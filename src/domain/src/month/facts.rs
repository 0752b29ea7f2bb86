//! What ГБД ФЛ says of people, packed in eight bytes each and kept in shards by birth date.

use super::batch::NUMBER_END;
use crate::checks::LifeStatus;

/// Numbers of one birth date (the first six digits) lie in one shard.
const SHARD: u64 = 1_000_000;

/// Bits beside the number.
pub(super) const BESIDE: u32 = 24;

/// The shard of a number.
pub const fn shard_of(number: u64) -> u32 {
    // A number has at most twelve digits, so the first six fit.
    (number / SHARD % SHARD) as u32
}

/// What is known of a person. Personal data: there is no `Debug` of its values.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PersonFact {
    /// ИИН as a number.
    pub number: u64,
    /// Life status, where known.
    pub life: Option<LifeStatus>,
    /// Numeric country of citizenship below 1000, where known; 0 for a person without one.
    pub country: Option<u16>,
}

impl std::fmt::Debug for PersonFact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PersonFact(hidden)")
    }
}

impl PersonFact {
    /// Packed; `None` for a number or a country no fact can hold. Packed facts are in the order of
    /// their numbers.
    pub fn packed(&self) -> Option<u64> {
        let country = match self.country {
            None => 0,
            Some(country @ 0..1000) => u64::from(country) + 1,
            Some(_) => return None,
        };
        let life = match self.life {
            None => 0,
            Some(LifeStatus::Alive) => 1,
            Some(LifeStatus::Dead) => 2,
            Some(LifeStatus::NotFound) => 3,
        };
        (self.number < NUMBER_END).then_some(self.number << BESIDE | country << 2 | life)
    }
}

/// What a row is judged by beside its own entry: life, citizenship, and whether more organisations
/// list the person than allowed.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct Side(u16);

impl std::fmt::Debug for Side {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Side(hidden)")
    }
}

const DUPLICATE: u16 = 1 << 15;

impl Side {
    /// Of a packed fact about the person, where there is one.
    pub const fn of(packed: Option<u64>) -> Self {
        match packed {
            Some(packed) => Self((packed & 0xfff) as u16),
            None => Self(0),
        }
    }

    /// The same with the mark of a duplicate or without it.
    #[must_use]
    pub const fn duplicate(self, yes: bool) -> Self {
        if yes {
            Self(self.0 | DUPLICATE)
        } else {
            Self(self.0 & !DUPLICATE)
        }
    }

    /// Whether more organisations list the person than allowed.
    pub const fn is_duplicate(self) -> bool {
        self.0 & DUPLICATE != 0
    }

    pub(super) const fn life(self) -> Option<LifeStatus> {
        match self.0 & 3 {
            1 => Some(LifeStatus::Alive),
            2 => Some(LifeStatus::Dead),
            3 => Some(LifeStatus::NotFound),
            _ => None,
        }
    }

    pub(super) const fn country(self) -> Option<u16> {
        (self.0 >> 2 & 0x3ff).checked_sub(1)
    }
}

/// Finds what is known of a number among packed facts in order.
pub fn find_fact(facts: &[u64], number: u64) -> Option<u64> {
    let place = facts
        .binary_search_by_key(&number, |fact| fact >> BESIDE)
        .ok()?;
    facts.get(place).copied()
}

/// Packed facts with newer ones of the same shard put over them; both in order.
pub fn merge_facts(kept: &[u64], newer: &[u64]) -> Vec<u64> {
    let mut merged = Vec::with_capacity(kept.len() + newer.len());
    let (mut kept, mut newer) = (
        kept.iter().copied().peekable(),
        newer.iter().copied().peekable(),
    );
    loop {
        match (kept.peek(), newer.peek()) {
            (Some(old), Some(new)) if old >> BESIDE < new >> BESIDE => merged.extend(kept.next()),
            (Some(old), Some(new)) => {
                if old >> BESIDE == new >> BESIDE {
                    kept.next();
                }
                merged.extend(newer.next());
            }
            (Some(_), None) => merged.extend(kept.next()),
            (None, Some(_)) => merged.extend(newer.next()),
            (None, None) => return merged,
        }
    }
}

/// Numbers of eight bytes each, as they are kept.
pub fn words_to_bytes(words: &[u64]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

/// Kept numbers; `None` when they can't be any, or aren't in order.
pub fn words_of_bytes(bytes: &[u8]) -> Option<Vec<u64>> {
    let (chunks, rest) = bytes.as_chunks::<8>();
    let words: Vec<u64> = chunks
        .iter()
        .map(|chunk| u64::from_le_bytes(*chunk))
        .collect();
    (rest.is_empty() && words.is_sorted()).then_some(words)
}
