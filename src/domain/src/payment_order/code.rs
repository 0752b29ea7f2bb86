//! Codes of payments: banks, sectors, purposes, budget classes.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A text that isn't such a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a {0}")]
pub struct CodeError(&'static str);

macro_rules! code {
    ($(#[$doc:meta])* $name:ident, $what:literal, $fits:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(with = "String"))]
        #[serde(into = "String", try_from = "String")]
        pub struct $name(String);

        impl $name {
            /// A code that stands in this program; a test holds it against the rule.
            #[allow(dead_code, reason = "not every kind of code has one")]
            pub(super) fn of_program(code: &str) -> Self {
                Self(code.to_owned())
            }

            /// As it is written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl FromStr for $name {
            type Err = CodeError;

            fn from_str(text: &str) -> Result<Self, CodeError> {
                let fits: fn(&[u8]) -> bool = $fits;
                let text = text.trim();
                if fits(text.as_bytes()) {
                    Ok(Self(text.to_owned()))
                } else {
                    Err(CodeError($what))
                }
            }
        }

        impl TryFrom<String> for $name {
            type Error = CodeError;

            fn try_from(text: String) -> Result<Self, CodeError> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(code: $name) -> Self {
                code.0
            }
        }
    };
}

code! {
    /// БИК / БСК: eight characters of a bank in Kazakhstan, `KKMFKZ2A`; eleven with a branch.
    Bic, "БИК", |text| {
        matches!(text.len(), 8 | 11)
            && text.iter().take(6).all(u8::is_ascii_uppercase)
            && text.iter().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
    }
}

code! {
    /// КБе / КОд: residency (1 resident, 2 not) and sector of the economy (1 to 9), `17`.
    SectorCode, "КБе", |text| matches!(text, [b'1' | b'2', b'1'..=b'9'])
}

code! {
    /// КНП / ТМК: three digits of the purpose of a payment, `861` for educational services.
    Knp, "КНП", |text| text.len() == 3 && text.iter().all(u8::is_ascii_digit)
}

code! {
    /// КБК: six digits of the budget classification of receipts; of payments from a budget only.
    BudgetClass, "КБК", |text| text.len() == 6 && text.iter().all(u8::is_ascii_digit)
}

impl SectorCode {
    /// Residency and sector, one character each.
    pub(super) fn parts(&self) -> (&str, &str) {
        self.0.split_at_checked(1).unwrap_or(("", ""))
    }
}
