//! The state educational order on this laptop: records told to the screens with what waits, and
//! what a person asks of them.
//!
//! A record is shown as the registry has it. What was asked here stands beside it until the feed
//! shows its effect: unlike a visit, most of it rests on what only the registry knows (the frozen
//! contingent, invoices, suspensions), so nothing is shown as done that isn't.

use super::operate::{self, Luggage};
use super::{letters, office_views};
use crate::act::orders as act_orders;
use crate::error::{ClientError, Result};
use crate::files;
use crate::hub::{Hub, lock};
use crate::store::change::NewBlob;
use crate::store::listing::Listed;
use crate::store::{Store, cache, listing, orders, reader};
use crate::ui::{ApplicationFiles, Event, OrderRow, OrdersView, Ticket, UserError, WaitingStep};
use baqylau_domain::checks::CheckMoment;
use baqylau_domain::identifiers::{ApplicationId, BlobHash, OrganisationId};
use baqylau_domain::organisation::Organisation;
use baqylau_domain::people::{AccountRole, Person};
use baqylau_domain::schooling::{
    ApplicationCommand, DocumentKind, SchoolingOp, SchoolingRecord, SeenBySchool,
};
use baqylau_domain::text::Trilingual;
use baqylau_protocol::operation::OperationBody;
use baqylau_protocol::{MAX_BLOB_BYTES, blob};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Tells the records shown to the signed-in person.
///
/// # Errors
/// What the databases answered.
pub fn tell(hub: &Hub) -> Result<()> {
    let (store, person) = (hub.store()?, hub.person()?);
    let view = view(&store, &person)?;
    hub.tell_person(person.id, Event::Orders(Arc::new(view)));
    Ok(())
}

/// The records shown to a person, with what was asked here.
///
/// # Errors
/// What the databases answered.
pub fn view(store: &Store, person: &Person) -> Result<OrdersView> {
    // Before what the registry has, as for visits: what is settled between the two readings is
    // then shown as waiting for a moment longer, and never neither waiting nor done.
    let asked = store.db().read(listing::unsettled_orders)?;
    let mut waiting = waiting(&asked);
    let reader = store.db().read(|c| reader::of(c, person.id))?;
    let (rows, messages, views, decisions) = store.cache().read(|c| {
        let mut messages = Vec::new();
        let mut views = Vec::new();
        let mut decisions = BTreeMap::new();
        let mut schools: BTreeMap<OrganisationId, Option<Arc<Organisation>>> = BTreeMap::new();
        let mut rows = Vec::new();
        for record in orders::shown(c, &reader)? {
            let record = match record {
                SchoolingRecord::Message(message) => {
                    messages.push(message);
                    continue;
                }
                SchoolingRecord::View(_) => {
                    views.push(record);
                    continue;
                }
                record => record,
            };
            let school = match record.school() {
                None => None,
                Some(id) => match schools.get(&id) {
                    Some(known) => known.clone(),
                    None => {
                        let found = cache::organisation(c, id)?.map(Arc::new);
                        schools.insert(id, found.clone());
                        found
                    }
                },
            };
            if let SchoolingRecord::Application(one) = &record
                && !one.stage.is_final()
                && !decisions.contains_key(&one.school)
                && let Some(checks) = cache::checks_of(c, one.school)?
            {
                let code = CheckMoment::Application.code();
                let of_application = checks.decisions.iter().find(|said| said.moment == code);
                decisions.extend(of_application.map(|said| (one.school, said.decision)));
            }
            let waiting = waiting.remove(&record.key()).unwrap_or_default();
            rows.push(OrderRow {
                to_sign: act_orders::waits(&record)
                    .then(|| act_orders::bytes(&record))
                    .flatten()
                    .map(|bytes| blob::hash(&bytes)),
                record: Arc::new(record),
                school,
                waiting,
            });
        }
        Ok((rows, messages, views, decisions))
    })?;
    let drawn_up = asked.iter().filter_map(|one| match &one.body {
        OperationBody::Schooling { op } if waiting.contains_key(&op.about()) => match **op {
            SchoolingOp::DrawUpContract {
                school,
                reimbursement: None,
                ..
            } => Some(school),
            _ => None,
        },
        _ => None,
    });
    let drawn_up = drawn_up.collect();
    let new = waiting
        .into_iter()
        .flat_map(|(key, steps)| steps.into_iter().map(move |step| (key.clone(), step)))
        .collect();
    // Who gives mandates takes back what colleagues shared.
    let mandates = rows.iter().map(|row| &*row.record);
    let mandates = mandates.filter(|record| matches!(record, SchoolingRecord::Mandate(_)));
    let mandates: Vec<SchoolingRecord> = mandates.cloned().collect();
    let threads = letters::threads(store, person, messages, &asked)?;
    Ok(OrdersView {
        rows,
        new,
        drawn_up,
        decisions,
        threads,
        views: office_views::rows(person, views.into_iter().chain(mandates), &asked),
    })
}

/// Whether an operation is no step of a record of a register: messages stand in their threads, shared
/// views in their list.
fn is_beside(op: &SchoolingOp) -> bool {
    matches!(
        op,
        SchoolingOp::SendMessage { .. }
            | SchoolingOp::ShareView { .. }
            | SchoolingOp::TakeViewBack { .. }
    )
}

/// What was asked here and isn't in the feed yet, by the record it is about.
fn waiting(asked: &[Listed]) -> BTreeMap<String, Vec<WaitingStep>> {
    let mut waiting: BTreeMap<String, Vec<WaitingStep>> = BTreeMap::new();
    for one in asked {
        if let OperationBody::Schooling { op } = &one.body
            && !is_beside(op)
        {
            waiting.entry(op.about()).or_default().push(WaitingStep {
                operation: one.id,
                step: op.word(),
                at: one.made_at,
                taken: one.state == "acked",
            });
        }
    }
    waiting
}

/// The name of the school an operation is about; empty where it is of none known here.
pub fn subject(store: &Store, op: &SchoolingOp) -> Trilingual {
    let school = match op {
        SchoolingOp::SubmitApplication { school, .. }
        | SchoolingOp::DrawUpContract { school, .. } => Some(*school),
        _ => None,
    };
    let about = match op {
        SchoolingOp::SendMessage { about, .. } => about.key(),
        _ => op.about(),
    };
    let name = store.cache().read(|c| {
        let school = match school {
            Some(school) => Some(school),
            None => orders::kept(c, &about)?.and_then(|record| record.school()),
        };
        match school {
            Some(school) => cache::organisation(c, school),
            None => Ok(None),
        }
    });
    let organisation = name.ok().flatten();
    organisation.map(|found| found.name).unwrap_or_default()
}

/// Asks something that needs neither files nor a signature. The same thing asked of the same
/// record twice, while the first still waits, is asked once.
///
/// # Errors
/// A refusal of what needs a command of its own, or what the disk answered.
pub fn ask(hub: &Hub, op: SchoolingOp) -> Result<()> {
    if !op.blobs().is_empty() {
        return Err(ClientError::refused("client-operation-own-command"));
    }
    let (store, person) = (hub.store()?, hub.person()?);
    let turn = lock(&hub.writing);
    let body = OperationBody::Schooling { op: Box::new(op) };
    let asked = store.db().read(listing::unsettled_orders)?;
    if !asked.iter().any(|one| one.body == body) {
        operate::queue(hub, &store, person.id, body, Luggage::default())?;
    }
    drop(turn);
    tell(hub)
}

/// A school's application: its files are kept here first, then it is queued with them.
///
/// # Errors
/// Files that can't be read or are too large; a document that is missing; an application that
/// isn't back at the school; what the disk answered. Nothing is queued then.
pub fn apply(hub: &Hub, ticket: Ticket, with: &ApplicationFiles) -> Result<()> {
    let (store, person) = (hub.store()?, hub.person()?);
    let school = person
        .organisation
        .filter(|_| person.role == AccountRole::School)
        .ok_or_else(|| ClientError::refused("refusal-not-your-role"))?;
    let before = match with.again {
        Some(id) => Some(application(&store, &person, id)?),
        None => None,
    };
    let known: Vec<DocumentKind> = before.iter().flatten().copied().collect();
    let lacking = with
        .kind
        .needed()
        .iter()
        .any(|kind| !known.contains(kind) && !with.files.iter().any(|(own, _)| own == kind));
    if lacking {
        return Err(ClientError::refused("schooling-refused-documents-missing"));
    }
    let mut documents = BTreeMap::new();
    let mut blobs = Vec::new();
    for (kind, path) in &with.files {
        let bytes = files::read_limited(path, MAX_BLOB_BYTES)?;
        let sha256: BlobHash = store.blobs().keep(&bytes)?;
        documents.insert(*kind, sha256);
        blobs.push(NewBlob {
            sha256,
            size: bytes.len() as u64,
        });
    }
    let (application, op) = match with.again {
        Some(application) => {
            let command = ApplicationCommand::Resubmit { documents };
            (
                application,
                SchoolingOp::Application {
                    application,
                    command,
                },
            )
        }
        None => {
            let application = ApplicationId::new(hub.new_uuid()?);
            (
                application,
                SchoolingOp::SubmitApplication {
                    application,
                    application_kind: with.kind,
                    school,
                    documents,
                },
            )
        }
    };
    let luggage = Luggage {
        blobs,
        ..Luggage::default()
    };
    let body = OperationBody::Schooling { op: Box::new(op) };
    let turn = lock(&hub.writing);
    operate::queue(hub, &store, person.id, body, luggage)?;
    drop(turn);
    hub.tell(Event::Applied {
        ticket,
        application,
    });
    tell(hub)
}

/// Documents an application that is back at the school has already.
fn application(store: &Store, person: &Person, id: ApplicationId) -> Result<Vec<DocumentKind>> {
    let rows = view(store, person)?.rows;
    rows.iter()
        .find_map(|row| match &*row.record {
            SchoolingRecord::Application(one) if one.id == id => Some(one),
            _ => None,
        })
        .filter(|one| one.stage.seen_by_school() == SeenBySchool::ToRework)
        .map(|one| one.documents.keys().copied().collect())
        .ok_or_else(|| UserError::new("schooling-refused-wrong-stage").into())
}
