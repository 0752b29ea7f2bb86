//! A value that came from elsewhere and may break its own rule.

use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// An identifier as another system wrote it: kept exactly, shown with a flag when it breaks its
/// rule, never a reason to stop. (A test organisation with a wrong check digit works in public
/// e-Qazyna code, so such numbers do arrive.)
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(inline, bound = "")
)]
#[serde(
    into = "String",
    from = "String",
    bound(serialize = "T: Clone", deserialize = "T: FromStr")
)]
pub struct Unverified<T> {
    text: String,
    parsed: Option<T>,
}

impl<T: FromStr> Unverified<T> {
    /// Keeps the text and notes whether it obeys the rule.
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        let parsed = text.trim().parse().ok();
        Self { text, parsed }
    }
}

impl<T> Unverified<T> {
    /// The text exactly as it arrived.
    pub fn as_text(&self) -> &str {
        &self.text
    }

    /// The identifier, when the text obeys its rule.
    pub fn valid(&self) -> Option<&T> {
        self.parsed.as_ref()
    }

    /// Whether the flag "check this number" must be shown.
    pub fn is_suspect(&self) -> bool {
        self.parsed.is_none()
    }
}

impl<T: FromStr> From<String> for Unverified<T> {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl<T> From<Unverified<T>> for String {
    fn from(value: Unverified<T>) -> Self {
        value.text
    }
}

impl<T> std::fmt::Debug for Unverified<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.parsed.is_some() {
            "Unverified(valid)"
        } else {
            "Unverified(suspect)"
        })
    }
}
