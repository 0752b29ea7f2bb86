//! What a person may see of the registry's records on this laptop: what their own scopes showed.
//!
//! Several people use one laptop, and its records are those of all their feeds. The registry says
//! at every pull which scopes a person reads; until it has said so for the first time here, the
//! person sees nothing of what the others were shown.

use super::meta;
use crate::error::Result;
use baqylau_domain::identifiers::PersonId;
use baqylau_protocol::feed::Scope;
use rusqlite::{Connection, Transaction};

/// The scopes a person reads, as a statement takes them: a JSON array.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reader(String);

impl Reader {
    /// The array of scopes.
    pub fn scopes(&self) -> &str {
        &self.0
    }
}

fn name(person: PersonId) -> String {
    format!("scopes:{person}")
}

/// What a person may see; nothing before the registry has named their scopes on this laptop.
///
/// # Errors
/// What the database answered.
pub fn of(connection: &Connection, person: PersonId) -> Result<Reader> {
    let kept = meta::get(connection, &name(person))?;
    Ok(Reader(kept.unwrap_or_else(|| "[]".to_owned())))
}

/// Whose scopes these are: everybody reads a scope of their own, so the answer itself says for
/// whom it was given, whoever has signed in since it was asked for.
pub fn owner(scopes: &[Scope]) -> Option<PersonId> {
    scopes.iter().find_map(|scope| match scope {
        Scope::Person(person) => Some(*person),
        _ => None,
    })
}

/// Keeps the scopes the registry named for a person. Returns whether they are others than before.
///
/// # Errors
/// What the database answered.
pub fn keep(tx: &Transaction<'_>, person: PersonId, scopes: &[Scope]) -> Result<bool> {
    let (name, scopes) = (name(person), serde_json::to_string(scopes)?);
    let news = meta::get(tx, &name)?.as_deref() != Some(scopes.as_str());
    if news {
        meta::set(tx, &name, &scopes)?;
    }
    Ok(news)
}
