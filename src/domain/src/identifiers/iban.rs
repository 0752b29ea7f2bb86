//! ИИК / ЖСК: a bank account in Kazakhstan (IBAN KZ).

use super::checksum::IdentifierError;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A valid IBAN of Kazakhstan: `KZ`, two check digits, three digits of the bank, thirteen
/// letters or digits of the account; ISO 7064 mod 97-10 equals 1.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(with = "String")
)]
#[serde(into = "String", try_from = "String")]
pub struct Iban(String);

impl Iban {
    /// The three-digit code of the bank, to be compared with its БИК.
    pub fn bank_code(&self) -> &str {
        self.0.get(4..7).unwrap_or("")
    }
}

impl FromStr for Iban {
    type Err = IdentifierError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let compact: String = text
            .chars()
            .filter(|character| !character.is_whitespace())
            .map(|character| character.to_ascii_uppercase())
            .collect();
        let found = compact.chars().count();
        if found != 20 {
            return Err(IdentifierError::Length {
                expected: 20,
                found,
            });
        }
        for (index, character) in compact.chars().enumerate() {
            let fits = match index {
                0 => character == 'K',
                1 => character == 'Z',
                2..=6 => character.is_ascii_digit(),
                _ => character.is_ascii_alphanumeric(),
            };
            if !fits {
                return Err(IdentifierError::Character {
                    position: index + 1,
                });
            }
        }
        let remainder = |text: &str| -> u32 {
            text.chars()
                .cycle()
                .skip(4)
                .take(20)
                .fold(0, |rest, character| {
                    let value = character.to_digit(36).unwrap_or(0);
                    if value > 9 {
                        (rest * 100 + value) % 97
                    } else {
                        (rest * 10 + value) % 97
                    }
                })
        };
        if remainder(&compact) == 1 {
            return Ok(Self(compact));
        }
        let zeroed: String = compact
            .chars()
            .enumerate()
            .map(|(index, character)| {
                if matches!(index, 2 | 3) {
                    '0'
                } else {
                    character
                }
            })
            .collect();
        let expected = u8::try_from(98 - remainder(&zeroed)).unwrap_or(0);
        let found = compact
            .get(2..4)
            .and_then(|digits| digits.parse().ok())
            .unwrap_or(0);
        Err(IdentifierError::CheckDigit { expected, found })
    }
}

impl TryFrom<String> for Iban {
    type Error = IdentifierError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Iban> for String {
    fn from(iban: Iban) -> Self {
        iban.0
    }
}

impl fmt::Display for Iban {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
