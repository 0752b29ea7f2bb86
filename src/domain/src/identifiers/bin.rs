//! БИН / БСН: the business identification number.

use super::checksum::{self, IdentifierError};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A valid БИН: twelve digits with a registration month, a legal form and a right check digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(extend("pattern" = "^[0-9]{2}(0[1-9]|1[0-2])[4-6][0-9]{7}$"))
)]
#[serde(into = "String", try_from = "String")]
pub struct Bin(u64);

/// What the fifth digit of a БИН says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LegalForm {
    /// 4: resident legal entity.
    Resident,
    /// 5: non-resident legal entity.
    NonResident,
    /// 6: joint individual entrepreneurship.
    JointEntrepreneurship,
}

impl Bin {
    /// Legal form from the fifth digit.
    pub fn legal_form(self) -> Option<LegalForm> {
        match self.0 / 10_000_000 % 10 {
            4 => Some(LegalForm::Resident),
            5 => Some(LegalForm::NonResident),
            6 => Some(LegalForm::JointEntrepreneurship),
            _ => None,
        }
    }
}

impl FromStr for Bin {
    type Err = IdentifierError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = checksum::twelve_digits(text)?;
        let month = digits[2] * 10 + digits[3];
        if !(1..=12).contains(&month) {
            return Err(IdentifierError::Date);
        }
        if !(4..=6).contains(&digits[4]) {
            return Err(IdentifierError::Kind);
        }
        checksum::verify(&digits)?;
        Ok(Self(
            digits
                .iter()
                .fold(0, |number, digit| number * 10 + u64::from(*digit)),
        ))
    }
}

impl TryFrom<String> for Bin {
    type Error = IdentifierError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Bin> for String {
    fn from(bin: Bin) -> Self {
        bin.to_string()
    }
}

impl fmt::Display for Bin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:012}", self.0)
    }
}
