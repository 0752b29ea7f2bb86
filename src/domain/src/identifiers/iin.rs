//! ИИН / ЖСН: the individual identification number. Personal data.

use super::checksum::{self, IdentifierError};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A valid ИИН: twelve digits with an existing birth date and a right check digit.
///
/// `Debug` never prints the digits: an ИИН must not reach a log.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(
        description = "A valid ИИН: twelve digits with an existing birth date and a right check digit. Personal data.",
        extend(
            "pattern" = concat!(
                "^([0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[1-6]",
                "|[0-9]{4}[0-3][0-9]0)[0-9]{5}$",
            ),
            "examples" = ["150314599009"],
        ),
    )
)]
#[serde(into = "String", try_from = "String")]
pub struct Iin(u64);

impl Iin {
    /// Birth date from the first seven digits; `None` for the numbers of some foreigners,
    /// whose century digit is 0.
    pub fn birth_date(self) -> Option<NaiveDate> {
        birth_date(&digits(self.0))
    }

    /// The number with its middle hidden, for screens where the full number isn't needed:
    /// birth year and the last four digits stay, as in `08••••••9002`.
    pub fn masked(self) -> String {
        let text = self.to_string();
        let (head, tail) = (text.get(..2).unwrap_or(""), text.get(8..).unwrap_or(""));
        format!("{head}••••••{tail}")
    }

    /// The number as an integer below 10^12, for sorting and duplicate search.
    pub fn as_u64(self) -> u64 {
        self.0
    }

    /// The same number from an integer, without a text in between: for registers of millions.
    ///
    /// # Errors
    /// As for a text; thirteen digits and more have the wrong length.
    pub fn from_number(number: u64) -> Result<Self, IdentifierError> {
        if number >= 1_000_000_000_000 {
            return Err(IdentifierError::Length {
                expected: 12,
                found: number.to_string().len(),
            });
        }
        checked(&digits(number))?;
        Ok(Self(number))
    }
}

fn checked(digits: &[u8; 12]) -> Result<(), IdentifierError> {
    if digits[4] >= 4 {
        // The fifth digit is the first of the day (0-3); 4 and more mark a legal entity.
        return Err(IdentifierError::Kind);
    }
    if digits[6] > 6 {
        return Err(IdentifierError::Character { position: 7 });
    }
    if digits[6] != 0 && birth_date(digits).is_none() {
        return Err(IdentifierError::Date);
    }
    checksum::verify(digits)
}

fn digits(number: u64) -> [u8; 12] {
    let mut rest = number;
    let mut digits = [0u8; 12];
    for slot in digits.iter_mut().rev() {
        *slot = u8::try_from(rest % 10).unwrap_or(0);
        rest /= 10;
    }
    digits
}

fn birth_date(d: &[u8; 12]) -> Option<NaiveDate> {
    let century = match d[6] {
        1 | 2 => 1800,
        3 | 4 => 1900,
        5 | 6 => 2000,
        _ => return None,
    };
    let two = |a: u8, b: u8| u32::from(a) * 10 + u32::from(b);
    let year = century + i32::try_from(two(d[0], d[1])).ok()?;
    NaiveDate::from_ymd_opt(year, two(d[2], d[3]), two(d[4], d[5]))
}

impl FromStr for Iin {
    type Err = IdentifierError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = checksum::twelve_digits(text)?;
        checked(&digits)?;
        Ok(Self(
            digits
                .iter()
                .fold(0, |number, digit| number * 10 + u64::from(*digit)),
        ))
    }
}

impl TryFrom<String> for Iin {
    type Error = IdentifierError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Iin> for String {
    fn from(iin: Iin) -> Self {
        iin.to_string()
    }
}

impl fmt::Display for Iin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:012}", self.0)
    }
}

impl fmt::Debug for Iin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Iin(hidden)")
    }
}
