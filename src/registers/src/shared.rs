//! A view in a file, for a colleague.

use serde::{Deserialize, Serialize};

use crate::view::View;

const FORMAT: &str = "baqylau-view";
const VERSION: u32 = 1;
/// Longest file that is read, in bytes: a view of every column filtered by long lists is far less.
const LONGEST: usize = 1 << 20;
/// Longest name, in characters.
const LONGEST_NAME: usize = 120;

/// Why a file isn't a view of this register.
#[derive(Debug, thiserror::Error)]
pub enum SharedViewError {
    /// Not such a file at all.
    #[error("not a shared view: {0}")]
    NotAView(#[from] serde_json::Error),
    /// Too long to be one.
    #[error("too long for a shared view")]
    TooLong,
    /// Of a newer program.
    #[error("a shared view of version {0}")]
    Newer(u32),
    /// Of another register.
    #[error("a view of another register")]
    OtherRegister(String),
}

/// A view with its name and the register it is of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SharedView {
    format: String,
    version: u32,
    register: String,
    /// Its name, as its author gave it.
    pub name: String,
    /// The view.
    pub view: View,
}

impl SharedView {
    /// A view to be shared.
    pub fn new(register: &str, name: &str, view: View) -> Self {
        Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            register: register.to_owned(),
            name: name.chars().take(LONGEST_NAME).collect(),
            view,
        }
    }

    /// The bytes of the file.
    ///
    /// # Errors
    /// A view that can't be written: never, for views made of JSON's own types.
    pub fn to_bytes(&self) -> Result<Vec<u8>, SharedViewError> {
        Ok(serde_json::to_vec_pretty(self)?)
    }

    /// Reads a file for a register.
    ///
    /// # Errors
    /// Why it isn't a view of this register.
    pub fn read(bytes: &[u8], register: &str) -> Result<Self, SharedViewError> {
        if bytes.len() > LONGEST {
            return Err(SharedViewError::TooLong);
        }
        let mut shared: Self = serde_json::from_slice(bytes)?;
        if shared.format != FORMAT {
            return Err(SharedViewError::OtherRegister(shared.format));
        }
        if shared.version > VERSION {
            return Err(SharedViewError::Newer(shared.version));
        }
        if shared.register != register {
            return Err(SharedViewError::OtherRegister(shared.register));
        }
        shared.name = shared.name.chars().take(LONGEST_NAME).collect();
        Ok(shared)
    }
}
