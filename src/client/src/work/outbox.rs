//! The sync centre: what waits, what failed, what was acknowledged.

use super::{orders, registers, view};
use crate::error::{ClientError, Result};
use crate::hub::Hub;
use crate::store::listing::Listed;
use crate::store::{Store, change, drafts, listing, outbox};
use crate::ui::{Event, OutboxRow, OutboxState, OutboxView, UserError, WaitingDraft, WaitingFile};
use baqylau_domain::identifiers::{OperationId, VisitId};
use baqylau_domain::text::Trilingual;
use baqylau_protocol::operation::OperationBody;
use baqylau_protocol::receipt::Rejection;
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Newest acknowledged operations listed.
const NEWEST: u32 = 100;

/// Tells the sync centre.
///
/// # Errors
/// What the database answered.
pub fn tell(hub: &Hub) -> Result<()> {
    let store = hub.store()?;
    let (listed, last, waiting, written, conflicts) = store.db().read(|c| {
        let listed = listing::overview(c, NEWEST)?;
        let (last, _) = outbox::chain(c)?;
        let written = listing::unsent_drafts(c)?;
        let conflicts = drafts::conflicts(c)?;
        Ok((listed, last, waiting_files(c)?, written, conflicts))
    })?;
    let mut next = last;
    let mut operations = Vec::with_capacity(listed.len());
    for one in listed {
        let seq = one.seq.unwrap_or_else(|| {
            if one.state == "queued" {
                next += 1;
                next
            } else {
                0
            }
        });
        operations.push(row(hub, &store, one, seq));
    }
    let mut subjects = BTreeMap::new();
    let attachments = waiting
        .into_iter()
        .map(|(file, visit)| {
            let of = |id| view::subject(hub, &store, id);
            let subject = visit.map(|id| subjects.entry(id).or_insert_with(|| of(id)).clone());
            WaitingFile {
                subject: subject.unwrap_or_default(),
                ..file
            }
        })
        .collect();
    let drafts = written
        .into_iter()
        .map(|(visit, written_at)| WaitingDraft {
            visit,
            subject: view::subject(hub, &store, visit),
            written_at,
        })
        .collect();
    hub.tell(Event::Outbox(Arc::new(OutboxView {
        operations,
        drafts,
        attachments,
        conflicts,
    })));
    Ok(())
}

/// Attachments the registry doesn't have yet, and the visits they belong to.
fn waiting_files(connection: &Connection) -> Result<Vec<(WaitingFile, Option<VisitId>)>> {
    let mut statement = connection.prepare_cached(
        "SELECT sha256, sent, size, visit FROM blobs WHERE state = 'waiting' ORDER BY size",
    )?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let number = |value: i64| u64::try_from(value).unwrap_or(0);
        let file = WaitingFile {
            sha256: row.get::<_, String>(0)?.parse()?,
            sent: number(row.get(1)?),
            size: number(row.get(2)?),
            subject: Trilingual::default(),
        };
        let visit = row.get::<_, Option<String>>(3)?;
        found.push((file, visit.and_then(|id| id.parse::<VisitId>().ok())));
    }
    Ok(found)
}

fn row(hub: &Hub, store: &Store, one: Listed, seq: u64) -> OutboxRow {
    let subject = match &one.body {
        OperationBody::Schooling { op } => orders::subject(store, op),
        // A plan that was refused is no visit, but still says whom it was about.
        OperationBody::PlanVisit { visit } => view::organisation(hub, store, visit)
            .map(|organisation| organisation.name)
            .unwrap_or_default(),
        _ => one.visit.map_or_else(Trilingual::default, |visit| {
            view::subject(hub, store, visit)
        }),
    };
    let state = match one.state.as_str() {
        "sending" => OutboxState::Sending,
        "held" => OutboxState::Held,
        "acked" => OutboxState::Acknowledged {
            at: one.acked_at.unwrap_or(one.made_at),
        },
        "refused" => OutboxState::Refused {
            reason: reason(one.reason.as_deref()),
            dismissed: one.dismissed,
        },
        _ => OutboxState::Queued,
    };
    OutboxRow {
        operation: one.id,
        seq,
        kind_key: match &one.body {
            OperationBody::Schooling { op } => {
                format!("client-order-{}", op.word().replace('_', "-"))
            }
            _ => format!("client-operation-{}", one.kind),
        },
        visit: one.visit,
        subject,
        made_at: one.made_at,
        clock_flagged: one.clock_flagged,
        state,
    }
}

fn reason(kept: Option<&str>) -> UserError {
    match kept.and_then(|text| serde_json::from_str::<Rejection>(text).ok()) {
        Some(rejection) => super::operate::rejection_error(&rejection),
        None => UserError::new("client-refused"),
    }
}

/// After a push was answered: screens learn what moved.
pub fn tell_answered(hub: &Hub, store: &Store, ids: &[OperationId]) {
    for id in ids {
        let Ok(Some(one)) = store.db().read(|c| listing::find(c, *id)) else {
            continue;
        };
        if one.state == "refused" && !one.dismissed {
            hub.tell(Event::Failed {
                ticket: None,
                error: reason(one.reason.as_deref()),
            });
            if let Some(visit) = one.visit {
                // What was shown as done isn't: the view goes back to what counts.
                registers::tell_visit(hub, store, visit);
                if matches!(one.body, OperationBody::PlanVisit { .. })
                    && let Err(error) = registers::tell_visits(hub)
                {
                    hub.fail(None, &error);
                }
            }
        }
    }
    hub.tell_sync();
}

/// Tries again. A refused operation becomes a new one, because the registry's answer to the old
/// one stands for ever; what waits is sent at once.
///
/// # Errors
/// When there is no such operation.
pub fn retry(hub: &Hub, id: OperationId) -> Result<()> {
    let store = hub.store()?;
    let one = store
        .db()
        .read(|c| listing::find(c, id))?
        .ok_or_else(|| ClientError::refused("client-operation-unknown"))?;
    if one.state == "refused" {
        let operation = change::NewOperation {
            id: hub.new_operation()?,
            actor: one.actor,
            made_at: hub.now(),
            body: one.body,
        };
        let draft = hub.new_operation()?;
        store.db().write(move |tx| outbox::dismiss(tx, id))?;
        store.commit(change::LocalChange::Operation {
            operation,
            draft,
            blobs: Vec::new(),
            documents: Vec::new(),
            batch: None,
        })?;
        hub.saved();
        if let Some(visit) = one.visit {
            registers::tell_visit(hub, &store, visit);
        }
    }
    hub.wake_push.notify_one();
    tell(hub)
}

/// Puts a refused operation out of the way.
///
/// # Errors
/// When it isn't a refused one.
pub fn dismiss(hub: &Hub, id: OperationId) -> Result<()> {
    let store = hub.store()?;
    if !store.db().write(move |tx| outbox::dismiss(tx, id))? {
        return Err(ClientError::refused("client-operation-not-refused"));
    }
    hub.tell_sync();
    tell(hub)
}
