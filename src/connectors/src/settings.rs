//! Where each system is and how patiently it is asked.

use baqylau_domain::checks::Source;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use thiserror::Error;

/// How one system is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceSettings {
    /// Address of its gateway; kinds of questions are parts below it.
    pub address: String,
    /// How long one attempt may take, in milliseconds.
    #[serde(default = "default_timeout")]
    pub timeout_ms: u64,
    /// Attempts, the first included.
    #[serde(default = "default_attempts")]
    pub attempts: u32,
    /// The first pause between attempts lasts up to this, in milliseconds; each next up to twice
    /// as long.
    #[serde(default = "default_backoff")]
    pub backoff_ms: u64,
    /// No pause is longer, whatever the system asks for.
    #[serde(default = "default_backoff_max")]
    pub backoff_max_ms: u64,
    /// Questions on their way at once.
    #[serde(default = "default_concurrency")]
    pub concurrency: u32,
    /// Largest answer, in bytes.
    #[serde(default = "default_answer")]
    pub max_answer_bytes: usize,
    /// Failed questions in a row after which the system is left alone.
    #[serde(default = "default_failures")]
    pub breaker_failures: u32,
    /// For how long, in milliseconds.
    #[serde(default = "default_open")]
    pub breaker_open_ms: u64,
    /// Variable of the environment that holds the token; none where the system wants none.
    #[serde(default)]
    pub token_env: Option<String>,
}

const fn default_timeout() -> u64 {
    5_000
}
const fn default_attempts() -> u32 {
    3
}
const fn default_backoff() -> u64 {
    200
}
const fn default_backoff_max() -> u64 {
    5_000
}
const fn default_concurrency() -> u32 {
    8
}
const fn default_answer() -> usize {
    256 * 1024
}
const fn default_failures() -> u32 {
    5
}
const fn default_open() -> u64 {
    30_000
}

impl SourceSettings {
    /// The defaults at an address.
    pub fn at(address: impl Into<String>) -> Self {
        Self {
            address: address.into(),
            timeout_ms: default_timeout(),
            attempts: default_attempts(),
            backoff_ms: default_backoff(),
            backoff_max_ms: default_backoff_max(),
            concurrency: default_concurrency(),
            max_answer_bytes: default_answer(),
            breaker_failures: default_failures(),
            breaker_open_ms: default_open(),
            token_env: None,
        }
    }
}

/// How every system is asked; one that isn't named isn't asked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// By the code of the system.
    #[serde(default)]
    pub sources: BTreeMap<Source, SourceSettings>,
}

/// Settings that can't be meant.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SettingsError {
    /// An address that isn't one of http or https.
    #[error("{}: the address isn't one of http or https", .0.code())]
    Address(Source),
    /// A figure that must be above zero.
    #[error("{}: {what} must be above zero", source_code(.source_system))]
    Zero {
        /// The system.
        source_system: Source,
        /// The figure.
        what: &'static str,
    },
    /// The variable with the token isn't set, or can't stand in a header.
    #[error("{}: the variable {variable} holds no token", source_code(.source_system))]
    Token {
        /// The system.
        source_system: Source,
        /// The variable.
        variable: String,
    },
}

const fn source_code(source: &Source) -> &'static str {
    source.code()
}

impl Settings {
    /// Looks for what can't be meant.
    ///
    /// # Errors
    /// The first fault.
    pub fn check(&self) -> Result<(), SettingsError> {
        for (source, settings) in &self.sources {
            let address =
                reqwest::Url::parse(&settings.address).or(Err(SettingsError::Address(*source)))?;
            if !matches!(address.scheme(), "http" | "https") || address.host().is_none() {
                return Err(SettingsError::Address(*source));
            }
            for (what, is_zero) in [
                ("timeout_ms", settings.timeout_ms == 0),
                ("attempts", settings.attempts == 0),
                ("concurrency", settings.concurrency == 0),
                ("max_answer_bytes", settings.max_answer_bytes == 0),
                ("breaker_failures", settings.breaker_failures == 0),
            ] {
                if is_zero {
                    return Err(SettingsError::Zero {
                        source_system: *source,
                        what,
                    });
                }
            }
        }
        Ok(())
    }
}

/// The tokens of the systems, read once at start. Never printed.
#[derive(Clone, Default)]
pub struct Tokens(BTreeMap<Source, String>);

impl std::fmt::Debug for Tokens {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Tokens({} hidden)", self.0.len())
    }
}

impl Tokens {
    /// Reads them from the environment, given as a function from name to value.
    ///
    /// # Errors
    /// [`SettingsError::Token`] for a variable that is named and not set, empty, or not of
    /// visible ASCII.
    pub fn read(
        settings: &Settings,
        variable: impl Fn(&str) -> Option<String>,
    ) -> Result<Self, SettingsError> {
        let mut tokens = BTreeMap::new();
        for (source, settings) in &settings.sources {
            let Some(name) = &settings.token_env else {
                continue;
            };
            let token = variable(name).map(|value| value.trim().to_owned());
            match token {
                Some(token) if !token.is_empty() && token.bytes().all(|b| b.is_ascii_graphic()) => {
                    tokens.insert(*source, token);
                }
                _ => {
                    return Err(SettingsError::Token {
                        source_system: *source,
                        variable: name.clone(),
                    });
                }
            }
        }
        Ok(Self(tokens))
    }

    pub(crate) fn of(&self, source: Source) -> Option<&str> {
        self.0.get(&source).map(String::as_str)
    }
}
