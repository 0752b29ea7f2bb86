//! Asking the registry for a run of the automatic checks: at once where it is there, otherwise when
//! it is.

use super::registers;
use crate::error::{ClientError, Result};
use crate::hub::Hub;
use crate::store::{Store, wishes};
use crate::ui::Event;
use baqylau_domain::identifiers::OrganisationId;
use baqylau_domain::visit::plans_visits;
use baqylau_protocol::api::ErrorCode;
use std::sync::Arc;

/// Notes that the signed-in officer wants the checks of an organisation run.
///
/// # Errors
/// A refusal for other roles, or what the disk answered.
pub fn ask(hub: &Hub, organisation: OrganisationId) -> Result<()> {
    let (store, person) = (hub.store()?, hub.person()?);
    if !plans_visits(person.role) {
        return Err(ClientError::refused("refusal-not-your-role"));
    }
    let (id, now) = (person.id, hub.now());
    store
        .db()
        .write(move |tx| wishes::add(tx, id, organisation, now))?;
    hub.wake_push.notify_one();
    registers::tell_organisation(hub, organisation)
}

/// Notes that the signed-in officer wants the checks of many organisations run: all of them or,
/// where the disk fails, none.
///
/// # Errors
/// A refusal for other roles, or what the disk answered.
pub fn ask_all(hub: &Hub, organisations: Vec<OrganisationId>) -> Result<()> {
    let (store, person) = (hub.store()?, hub.person()?);
    if !plans_visits(person.role) {
        return Err(ClientError::refused("refusal-not-your-role"));
    }
    let (id, now) = (person.id, hub.now());
    store.db().write(move |tx| {
        organisations
            .iter()
            .try_for_each(|organisation| wishes::add(tx, id, *organisation, now))
    })?;
    hub.wake_push.notify_one();
    Ok(())
}

/// Tells the registry what the person of the session wished.
///
/// # Errors
/// No answer, or what the disk answered; what wasn't heard stays wished.
pub async fn send(hub: &Hub, store: &Arc<Store>) -> Result<()> {
    let Ok(person) = hub.person() else {
        return Ok(());
    };
    let id = person.id;
    for organisation in store.db().read(|c| wishes::of(c, id))? {
        let heard = match hub.api.ask_checks(organisation).await {
            Ok(answer) => Some(answer.turn),
            // Not this person's to ask, or a registry that runs no checks: asking again won't help.
            Err(ClientError::Registry {
                code: ErrorCode::NotFound | ErrorCode::Forbidden | ErrorCode::Malformed,
            }) => None,
            Err(error) => return Err(error),
        };
        store
            .db()
            .write(move |tx| wishes::forget(tx, id, organisation))?;
        if let Some(turn) = heard {
            hub.tell_person(id, Event::ChecksAsked { organisation, turn });
        }
        if hub.with(|state| state.card == Some(organisation)) {
            registers::tell_organisation(hub, organisation)?;
        }
    }
    Ok(())
}
