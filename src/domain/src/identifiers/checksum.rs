//! The check digit shared by ИИН and БИН, and why a number is refused.

use thiserror::Error;

/// Why a text isn't the identifier it is said to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum IdentifierError {
    /// Wrong number of characters.
    #[error("{found} characters instead of {expected}")]
    Length {
        /// Characters an identifier of this kind has.
        expected: usize,
        /// Characters found.
        found: usize,
    },
    /// A character that can't stand at this place.
    #[error("unexpected character at position {position}")]
    Character {
        /// Position from 1.
        position: usize,
    },
    /// The check digit doesn't match.
    #[error("check digit {found}, expected {expected}")]
    CheckDigit {
        /// Digit the rule gives.
        expected: u8,
        /// Digit found.
        found: u8,
    },
    /// The first eleven digits give no check digit: such a number is never assigned.
    #[error("number is never assigned")]
    NeverAssigned,
    /// The date inside the number doesn't exist.
    #[error("no such date inside the number")]
    Date,
    /// The digits say it is another kind of identifier (a БИН where an ИИН is expected...).
    #[error("another kind of identifier")]
    Kind,
}

/// Reads exactly twelve ASCII digits.
pub(super) fn twelve_digits(text: &str) -> Result<[u8; 12], IdentifierError> {
    let found = text.chars().count();
    if found != 12 {
        return Err(IdentifierError::Length {
            expected: 12,
            found,
        });
    }
    let mut digits = [0u8; 12];
    for (index, (slot, character)) in digits.iter_mut().zip(text.chars()).enumerate() {
        *slot = character
            .to_digit(10)
            .and_then(|digit| u8::try_from(digit).ok())
            .ok_or(IdentifierError::Character {
                position: index + 1,
            })?;
    }
    Ok(digits)
}

/// Check digit of ИИН and БИН: weights 1..11 modulo 11; if that gives 10, weights 3..11,1,2;
/// if that gives 10 again, the number is never assigned.
///
/// Source: rules of forming identification numbers (adilet P070000406_), vectors in
/// `id_test_vectors.json`.
pub(super) fn verify(digits: &[u8; 12]) -> Result<(), IdentifierError> {
    let sum = |shift: u32| -> u32 {
        digits
            .iter()
            .take(11)
            .zip(0u32..)
            .map(|(digit, index)| u32::from(*digit) * ((index + shift) % 11 + 1))
            .sum::<u32>()
            % 11
    };
    let first = sum(0);
    let control = if first == 10 { sum(2) } else { first };
    if control == 10 {
        return Err(IdentifierError::NeverAssigned);
    }
    let expected = u8::try_from(control).unwrap_or(10);
    let found = digits[11];
    if expected == found {
        Ok(())
    } else {
        Err(IdentifierError::CheckDigit { expected, found })
    }
}
