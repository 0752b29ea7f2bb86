//! Takes events of the client into the model. Pure: no clock, no I/O, no egui.

use super::work::VisitWork;
use super::{Model, Requested, TicketState};
use baqylau_client::ui::{Event, LockState, MonthEvent, OrganisationCard, PrintedBy, UserError};
use baqylau_domain::draft::FieldKey;
use baqylau_domain::identifiers::VisitId;
use std::path::PathBuf;

/// Something to tell the person in passing, beside what the model shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// Background work failed.
    Failed(UserError),
    /// A document was made.
    Document(PathBuf),
    /// A document was handed to the system to be printed.
    Printed(PrintedBy),
    /// Fields of a visit were found after a crash.
    Recovered(VisitId, Vec<FieldKey>),
    /// Colleagues' changes came in.
    Merged(usize),
    /// The session ended or another person signed in: go to the first screen.
    SessionChanged,
}

/// Takes in one event; returns what to tell the person in passing.
pub fn apply(model: &mut Model, event: Event) -> Vec<Notice> {
    match event {
        Event::Done { ticket } => {
            model.tickets.insert(ticket, TicketState::Done);
        }
        Event::Failed {
            ticket: Some(ticket),
            error,
        } => {
            model.tickets.insert(ticket, TicketState::Failed(error));
        }
        Event::Failed {
            ticket: None,
            error,
        } => return vec![Notice::Failed(error)],
        Event::Progress { ticket, done, of } => {
            model
                .tickets
                .insert(ticket, TicketState::Running { done, of });
        }
        Event::Lock(lock) => return apply_lock(model, lock),
        Event::SamplePeople(people) => model.sample_people = people,
        Event::Sync(sync) => model.sync = Some(sync),
        Event::Visits(rows) => model.visits = Requested::Here(rows),
        Event::VisitOpened(open) => {
            let (visit, recovered) = (open.visit.id, open.recovered.clone());
            let kept = model.work.take().filter(|work| work.id() == open.visit.id);
            model.work = Some(match kept {
                Some(work) => work.reopened(&open, model.now),
                None => VisitWork::new(&open, model.now),
            });
            if !recovered.is_empty() {
                return vec![Notice::Recovered(visit, recovered)];
            }
        }
        Event::Planning(told) => model.planning = Requested::Here(told),
        Event::VisitPlanned { ticket, visit } => model.planned = Some((ticket, visit)),
        Event::VisitMoved { visit } => {
            if let Some(work) = model.work.as_mut().filter(|work| work.id() == visit.id) {
                work.visit = *visit.clone();
            }
            if let Requested::Here(rows) = &mut model.visits {
                let mut changed = rows.as_ref().clone();
                for row in changed.iter_mut().filter(|row| row.visit.id == visit.id) {
                    row.visit = *visit.clone();
                }
                *rows = std::sync::Arc::new(changed);
            }
        }
        Event::DraftSaved { visit, fields, at } => {
            if let Some(work) = model.work.as_mut().filter(|work| work.id() == visit) {
                work.saved(fields, at);
            }
        }
        Event::DraftMerged {
            visit,
            draft,
            changed,
        } => {
            if let Some(work) = model.work.as_mut().filter(|work| work.id() == visit) {
                work.merged(&draft, &changed);
                return vec![Notice::Merged(changed.len())];
            }
        }
        Event::EvidenceAdded {
            visit,
            list,
            item,
            evidence,
        } => {
            if let Some(work) = model.work.as_mut().filter(|work| work.id() == visit) {
                work.evidence_added(&list, &item, evidence);
            }
        }
        Event::Image {
            sha256,
            longest,
            picture,
        } => {
            model.images.insert((sha256, longest), picture);
            forget_pictures(model);
        }
        Event::Looked(looked) => model.looked = Some(looked),
        Event::ActComposed(act) | Event::ActOpened(act) => model.act = Some(act),
        Event::KeyInspected { ticket, holder } => model.key_holder = Some((ticket, holder)),
        Event::Queue(queue) => {
            model.to_sign = queue.counts.mine;
            model.queue = Requested::Here(queue);
        }
        Event::ToSign(count) => model.to_sign = count,
        Event::Batch(batch) => model.batch = batch,
        Event::BatchItem {
            batch,
            visit,
            state,
        } => {
            let begun = model.batch.as_mut().filter(|one| one.id == batch);
            if let Some(begun) = begun {
                let items = &mut std::sync::Arc::make_mut(begun).items;
                if let Some(item) = items.iter_mut().find(|item| item.visit == visit) {
                    item.state = state;
                }
            }
        }
        Event::RecentKeys(keys) => model.recent_keys = keys,
        Event::KeySeen { path, holder } => model.key_seen = Some((path, holder)),
        Event::Program { ticket, stage } => model.program = Some((ticket, stage)),
        Event::DocumentReady { path, .. } => return vec![Notice::Document(path)],
        Event::Printed { to, .. } => return vec![Notice::Printed(to)],
        Event::Verified { ticket, report } => model.verdict = Some((ticket, report)),
        Event::Organisations { filter, rows } => {
            model.organisations = Requested::Here((filter, rows));
        }
        Event::Views { register, views } => {
            model.views.insert(register, views);
        }
        Event::OrganisationOpened(card) => {
            let run = |card: &OrganisationCard| {
                let at = card.checks.as_ref().map(|checks| checks.run_at);
                (card.organisation.id, at)
            };
            // Another card, or the run that was asked for has come.
            if model.card.as_deref().map(run) != Some(run(&card)) {
                model.checks_asked = None;
            }
            model.card = Some(card);
        }
        Event::ChecksAsked { organisation, turn } => {
            model.checks_asked = Some((organisation, turn));
        }
        Event::Sanctions(rows) => model.sanctions = Requested::Here(rows),
        Event::Causes { visit, causes } => {
            model.causes.insert(visit, causes);
        }
        Event::Points(rows) => model.points = Requested::Here(rows),
        Event::SignaturesChanged { visit } => {
            if model.act.as_ref().is_some_and(|act| act.visit == visit) {
                model.signatures_changed = model.signatures_changed.wrapping_add(1);
            }
        }
        Event::Trust(trust) => model.trust = Requested::Here(trust),
        Event::Outbox(outbox) => model.outbox = Requested::Here(outbox),
        Event::Orders(orders) => model.orders = Requested::Here(orders),
        Event::OrdersBegun { ticket, keys } => model.orders_begun = Some((ticket, keys)),
        Event::Applied {
            ticket,
            application,
        } => model.applied = Some((ticket, application)),
        Event::OrderSigned {
            ticket,
            document,
            became,
            done,
            all,
        } => {
            let of = (done as u64, all as u64);
            let state = TicketState::Running {
                done: of.0,
                of: of.1,
            };
            model.tickets.insert(ticket, state);
            match &mut model.order_signed {
                Some((of, signed)) if *of == ticket => signed.push((document, became)),
                other => *other = Some((ticket, vec![(document, became)])),
            }
        }
        Event::Colleagues(people) => model.colleagues = Requested::Here(people),
        Event::Months(MonthEvent::Listed(listed)) => {
            model.months.listed = Requested::Here(listed);
        }
        Event::Months(MonthEvent::Opened(opened)) => {
            let period = opened.state.month.period;
            model.months.opened.insert(period, opened);
        }
        Event::TurnedChecks(turned) => model.turned = Some(turned),
        Event::Months(MonthEvent::People(people)) => model.months.people = Some(people),
        Event::Named(people) => model.named = people,
        Event::Statement { ticket, statement } => model.statement = Some((ticket, statement)),
        Event::Needs { ticket, needs } => model.needs = Some((ticket, needs)),
        Event::StatementRecorded {
            ticket,
            recorded,
            already,
        } => model.statement_recorded = Some((ticket, recorded, already)),
        Event::Offices(offices) => model.offices = Requested::Here(offices),
    }
    Vec::new()
}

/// Most pixels kept in memory beside the textures made from them, in bytes.
const PICTURES: usize = 192 * 1024 * 1024;

/// Textures hold what is on the screen; pictures that were uploaded long ago are asked for again.
fn forget_pictures(model: &mut Model) {
    let bytes: usize = model
        .images
        .values()
        .flatten()
        .map(|picture| picture.rgba.len())
        .sum();
    if bytes > PICTURES {
        model.images.clear();
    }
}

fn apply_lock(model: &mut Model, lock: LockState) -> Vec<Notice> {
    let before = model.person().map(|person| person.id);
    model.lock = Some(lock);
    let after = model.person().map(|person| person.id);
    if before == after {
        return Vec::new();
    }
    // Nothing one person saw may stay on the screen of another.
    model.visits = Requested::Never;
    model.organisations = Requested::Never;
    model.views.clear();
    model.sanctions = Requested::Never;
    model.causes.clear();
    model.points = Requested::Never;
    model.orders = Requested::Never;
    model.order_signed = None;
    model.orders_begun = None;
    model.applied = None;
    model.colleagues = Requested::Never;
    model.named = std::sync::Arc::default();
    model.statement = None;
    model.needs = None;
    model.statement_recorded = None;
    model.offices = Requested::Never;
    model.months = super::Months::default();
    model.turned = None;
    model.outbox = Requested::Never;
    model.planning = Requested::Never;
    model.planned = None;
    model.work = None;
    model.act = None;
    model.card = None;
    model.checks_asked = None;
    model.images.clear();
    model.looked = None;
    model.key_holder = None;
    model.queue = Requested::Never;
    model.to_sign = 0;
    model.batch = None;
    model.key_seen = None;
    model.program = None;
    model.verdict = None;
    vec![Notice::SessionChanged]
}
