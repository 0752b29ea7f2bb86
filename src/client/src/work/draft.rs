//! Writing the draft of a visit: durable first, told second, sent third.

use super::view;
use crate::error::{ClientError, Result};
use crate::hub::Hub;
use crate::store::change::{LocalChange, NewBlob};
use crate::store::drafts;
use crate::ui::Event;
use baqylau_domain::draft::{FieldKey, FieldVersion};
use baqylau_domain::identifiers::VisitId;
use baqylau_protocol::operation::DraftChange;
use serde_json::Value;

/// Writes fields and tells the screens when they are on disk.
///
/// # Errors
/// A refusal when the visit isn't open for recording by this person; what the disk answered.
pub fn write(
    hub: &Hub,
    visit: VisitId,
    changes: Vec<(FieldKey, Value)>,
    blobs: Vec<NewBlob>,
) -> Result<()> {
    let (store, person) = (hub.store()?, hub.person()?);
    let current = view::visit(hub, &store, visit)?;
    if current.member(person.id).is_none() {
        return Err(ClientError::refused("refusal-not-a-member"));
    }
    if !current.stage.is_open_for_drafts() {
        return Err(ClientError::refused("client-draft-closed"));
    }
    let turn = crate::hub::lock(&hub.writing);
    let install = store.install()?;
    let now = hub.now();
    let mut written: Vec<DraftChange> = Vec::with_capacity(changes.len());
    for (key, value) in changes {
        let mut field = store.db().read(|c| drafts::field(c, visit, &key))?;
        // A key written twice in one command builds on its own first version.
        for earlier in written.iter().filter(|earlier| earlier.key == key) {
            field.merge(earlier.version.clone());
        }
        let version = field.write(install, value, person.id, now);
        written.push(DraftChange { key, version });
    }
    let fields: Vec<(FieldKey, FieldVersion)> = written
        .iter()
        .map(|change| (change.key.clone(), change.version.clone()))
        .collect();
    store.commit(LocalChange::Draft {
        visit,
        actor: person.id,
        changes: written,
        blobs,
    })?;
    drop(turn);
    let at = hub.saved();
    hub.tell(Event::DraftSaved { visit, fields, at });
    hub.wake_push.notify_one();
    Ok(())
}
