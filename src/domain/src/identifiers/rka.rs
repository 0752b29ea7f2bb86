//! РКА / МТК: the code of an address in the Address Register.

use super::checksum::IdentifierError;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// An address register code: sixteen digits. Two addresses are the same place exactly when
/// their codes are equal, however they are written.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(extend("pattern" = "^[0-9]{16}$"))
)]
#[serde(into = "String", try_from = "String")]
pub struct Rka(String);

impl FromStr for Rka {
    type Err = IdentifierError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let found = text.chars().count();
        if found != 16 {
            return Err(IdentifierError::Length {
                expected: 16,
                found,
            });
        }
        match text
            .chars()
            .position(|character| !character.is_ascii_digit())
        {
            Some(index) => Err(IdentifierError::Character {
                position: index + 1,
            }),
            None => Ok(Self(text.to_owned())),
        }
    }
}

impl TryFrom<String> for Rka {
    type Error = IdentifierError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Rka> for String {
    fn from(rka: Rka) -> Self {
        rka.0
    }
}

impl fmt::Display for Rka {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
