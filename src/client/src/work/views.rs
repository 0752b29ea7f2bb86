//! Views of registers a person saves, forgets and finds again.

use crate::error::{ClientError, Result};
use crate::hub::Hub;
use crate::store::views;
use crate::ui::Event;
use std::sync::Arc;

/// Longest name, in bytes.
const LONGEST_NAME: usize = 480;
/// Longest view, in bytes.
const LONGEST: usize = 1 << 20;

/// Keeps a view of the signed-in person, and tells all of the register.
///
/// # Errors
/// A refusal of a view without a name or too long, or what the disk answered.
pub fn keep(hub: &Hub, register: String, name: &str, content: String) -> Result<()> {
    let (store, person) = (hub.store()?, hub.person()?);
    let name = name.trim().to_owned();
    if name.is_empty() || name.len() > LONGEST_NAME || content.len() > LONGEST {
        return Err(ClientError::refused("client-view-unfit"));
    }
    let (id, of) = (person.id, register.clone());
    store
        .db()
        .write(move |tx| views::keep(tx, id, &of, &name, &content))?;
    tell(hub, register)
}

/// Forgets a view of the signed-in person, and tells what is left of the register.
///
/// # Errors
/// What the disk answered.
pub fn forget(hub: &Hub, register: String, name: String) -> Result<()> {
    let (store, person) = (hub.store()?, hub.person()?);
    let (id, of) = (person.id, register.clone());
    store
        .db()
        .write(move |tx| views::forget(tx, id, &of, &name))?;
    tell(hub, register)
}

/// Tells the views of a register the signed-in person saved.
///
/// # Errors
/// What the database answered.
pub fn tell(hub: &Hub, register: String) -> Result<()> {
    let (store, person) = (hub.store()?, hub.person()?);
    let views = Arc::new(store.db().read(|c| views::of(c, person.id, &register))?);
    hub.tell_person(person.id, Event::Views { register, views });
    Ok(())
}
