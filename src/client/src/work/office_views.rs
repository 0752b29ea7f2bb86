//! Views of registers shared with colleagues, as this laptop knows them: what the registry's feed
//! brought, with what was asked here done over it by the registry's own rules. A view rests on
//! nothing but records that are here, so its author sees at once what colleagues will see, marked as
//! waiting.

use crate::error::{ClientError, Result};
use crate::hub::Hub;
use crate::store::listing::{self, Listed};
use crate::store::{Store, orders, reader};
use crate::ui::OfficeViewRow;
use baqylau_domain::identifiers::{PersonId, ViewId};
use baqylau_domain::people::Person;
use baqylau_domain::schooling::{
    Book, Facts, Office, OrderRules, SchoolingOp, SchoolingRecord, ViewContent,
};
use baqylau_domain::text::Words;
use baqylau_protocol::operation::OperationBody;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The shared views a person sees, by register and title.
pub fn rows(
    person: &Person,
    known: impl IntoIterator<Item = SchoolingRecord>,
    asked: &[Listed],
) -> Vec<OfficeViewRow> {
    let mut book: Book = known.into_iter().collect();
    let waiting = ask_again(person, &mut book, asked);
    let living = book.views().filter(|view| view.content.is_some());
    let mut rows: Vec<OfficeViewRow> = living
        .map(|view| OfficeViewRow {
            waits: waiting.contains(&view.id),
            view: Arc::new(view.clone()),
        })
        .collect();
    rows.sort_by(|a, b| {
        let key = |row: &OfficeViewRow| (row.view.register.clone(), row.view.title.0.clone());
        key(a).cmp(&key(b)).then(a.view.id.cmp(&b.view.id))
    });
    rows
}

/// Does what a person asked here over what the feed brought; the views that are other by it.
fn ask_again(person: &Person, book: &mut Book, asked: &[Listed]) -> BTreeSet<ViewId> {
    let (hand, rules) = (person.actor(), OrderRules::pilot());
    let mut waiting = BTreeSet::new();
    // Several people use one laptop: what another shared here is theirs until it is sent.
    for one in asked.iter().filter(|one| one.actor == person.id) {
        let OperationBody::Schooling { op } = &one.body else {
            continue;
        };
        let (SchoolingOp::ShareView { view, .. } | SchoolingOp::TakeViewBack { view }) = **op
        else {
            continue;
        };
        // What the feed shows already changes nothing, or is refused; either way it is done.
        let made = book.decide(op, &hand, &Facts::of_laptop(), &rules, one.made_at);
        let made = made.unwrap_or_default();
        if !made.is_empty() {
            waiting.insert(view);
            book.extend(made);
        }
    }
    waiting
}

/// Records shared views are judged by: themselves and mandates.
fn records(store: &Store, person: PersonId) -> Result<Vec<SchoolingRecord>> {
    let reader = store.db().read(|c| reader::of(c, person))?;
    store.cache().read(|c| {
        let mut records = orders::of_kind(c, &reader, "view")?;
        records.extend(orders::of_kind(c, &reader, "mandate")?);
        Ok(records)
    })
}

/// The operation that shares a view; none when it stands so already, here or on its way.
///
/// # Errors
/// What the registry would refuse, or no identity could be drawn.
pub fn operation(
    hub: &Hub,
    register: String,
    title: Words,
    content: ViewContent,
) -> Result<Option<SchoolingOp>> {
    let (store, person) = (hub.store()?, hub.person()?);
    let hand = person.actor();
    let office = Office::of(&hand);
    let office = office.ok_or_else(|| ClientError::refused("schooling-refused-not-yours"))?;
    let asked = store.db().read(listing::unsettled_orders)?;
    let mut book: Book = records(&store, person.id)?.into_iter().collect();
    ask_again(&person, &mut book, &asked);
    let own = book.views().find(|view| {
        let same = view.register == register && view.title.0.trim() == title.0.trim();
        same && view.by == person.id && view.office == office && view.content.is_some()
    });
    let view = match own {
        Some(own) => own.id,
        None => ViewId::new(hub.new_uuid()?),
    };
    let op = SchoolingOp::ShareView {
        view,
        office,
        register,
        title,
        content,
    };
    let (facts, rules) = (Facts::of_laptop(), OrderRules::pilot());
    match book.decide(&op, &hand, &facts, &rules, hub.now()) {
        Ok(made) => Ok((!made.is_empty()).then_some(op)),
        Err(refusal) => Err(ClientError::refused(&format!(
            "schooling-refused-{}",
            refusal.code()
        ))),
    }
}

#[cfg(test)]
#[path = "office_views_tests.rs"]
mod tests;
