//! КАТО / ӘАОЖ: the code of an administrative territory.

use super::checksum::IdentifierError;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A nine-digit code AB CD EF HIJ: region, district or city, rural district, settlement.
///
/// Only the shape is checked here: whether a code exists is a matter of the registry's list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(extend("pattern" = "^[1-9][0-9]{8}$", "examples" = ["711210000"]))
)]
#[serde(into = "String", try_from = "String")]
pub struct Kato(u32);

impl Kato {
    /// The region (or city of republican significance) this territory belongs to.
    pub fn region(self) -> Self {
        Self(self.0 / 10_000_000 * 10_000_000)
    }

    /// Whether `other` lies within this territory; a territory lies within itself.
    pub fn contains(self, other: Self) -> bool {
        let step = match self.0 {
            code if code % 10_000_000 == 0 => 10_000_000,
            code if code % 100_000 == 0 => 100_000,
            code if code % 1_000 == 0 => 1_000,
            _ => 1,
        };
        self.0 / step == other.0 / step
    }
}

impl FromStr for Kato {
    type Err = IdentifierError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let found = text.chars().count();
        if found != 9 {
            return Err(IdentifierError::Length { expected: 9, found });
        }
        if let Some(index) = text
            .chars()
            .position(|character| !character.is_ascii_digit())
        {
            return Err(IdentifierError::Character {
                position: index + 1,
            });
        }
        match text.parse() {
            Ok(code) if code >= 100_000_000 => Ok(Self(code)),
            _ => Err(IdentifierError::Character { position: 1 }),
        }
    }
}

impl TryFrom<String> for Kato {
    type Error = IdentifierError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Kato> for String {
    fn from(kato: Kato) -> Self {
        kato.to_string()
    }
}

impl fmt::Display for Kato {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:09}", self.0)
    }
}
