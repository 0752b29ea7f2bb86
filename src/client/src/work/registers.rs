//! Registers: organisations, sanctions, prescription points, and telling screens what changed.

use super::{orders, queue, view};
use crate::error::{ClientError, Result};
use crate::hub::Hub;
use crate::store::cache::{self, Touched};
use crate::store::{Store, listing, reader, wishes};
use crate::ui::{
    Event, OrganisationCard, OrganisationFilter, OrganisationRow, PointRow, SanctionRow,
};
use baqylau_domain::identifiers::{Kato, OrganisationId, VisitId};
use baqylau_domain::organisation::Organisation;
use baqylau_domain::people::{AccountRole, Person};
use baqylau_domain::sanction::{light_of, may_rule};
use baqylau_domain::visit::Visit;
use baqylau_protocol::operation::OperationBody;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where a person's registers end; commissions see what their scopes bring.
pub(super) fn territory(person: &Person) -> Option<Kato> {
    match person.role {
        AccountRole::Commission => None,
        _ => person.territory,
    }
}

/// Tells the list of visits.
///
/// # Errors
/// What the databases answered.
pub fn tell_visits(hub: &Hub) -> Result<()> {
    let (store, person) = (hub.store()?, hub.person()?);
    let rows = view::rows(hub, &store, &person)?;
    let waiting = queue::waiting(hub, rows.iter().map(|row| &row.visit), person.id);
    hub.tell_person(person.id, Event::ToSign(waiting));
    hub.tell_person(person.id, Event::Visits(Arc::new(rows)));
    Ok(())
}

/// Tells one visit's new state, when it is known here.
pub fn tell_visit(hub: &Hub, store: &Store, id: VisitId) {
    if let Ok(visit) = view::visit(hub, store, id) {
        hub.tell(Event::VisitMoved {
            visit: Box::new(visit),
        });
    }
}

/// After a pull: tells what the screens may be showing. With `all` the lists are told though no
/// page brought anything: what is shown to the person has become another part of what is here.
pub fn tell_changes(hub: &Hub, touched: &Touched, all: bool) {
    let Ok(store) = hub.store() else { return };
    let opened: Vec<VisitId> = hub.with(|state| state.opened.iter().copied().collect());
    for id in opened.iter().filter(|id| touched.visits.contains(id)) {
        tell_visit(hub, &store, *id);
    }
    for visit in &touched.signatures {
        hub.tell(Event::SignaturesChanged { visit: *visit });
    }
    let told = [
        (all || !touched.visits.is_empty() || !touched.signatures.is_empty())
            .then(|| tell_visits(hub)),
        (all || touched.sanctions).then(|| tell_sanctions(hub)),
        (all || touched.points).then(|| tell_points(hub)),
        // Whoever never looked at the state order needn't have it read at every pull.
        ((all || touched.orders) && hub.with(|state| state.orders)).then(|| orders::tell(hub)),
    ];
    // A card that is open shows what came.
    if let Some(id) = hub.with(|state| state.card)
        && touched.organisations.contains(&id)
        && let Err(error) = tell_organisation(hub, id)
    {
        tracing::debug!(%error, "the open card isn't shown any more");
    }
    for failed in told.into_iter().flatten().filter_map(Result::err) {
        hub.fail(None, &failed);
    }
}

/// Tells the organisations that answer a filter, if by then they are still wanted.
///
/// # Errors
/// What the database answered.
pub fn tell_organisations(
    hub: &Hub,
    filter: OrganisationFilter,
    wanted: &dyn Fn() -> bool,
) -> Result<()> {
    let (store, person) = (hub.store()?, hub.person()?);
    if !wanted() {
        return Ok(());
    }
    let reader = store.db().read(|c| reader::of(c, person.id))?;
    let rows = store
        .cache()
        .read(|c| cache::search(c, &reader, &filter, territory(&person)))?
        .into_iter()
        .map(|found| OrganisationRow {
            organisation: Arc::new(found.organisation),
            light: found.light,
            payment: found.payment,
            licensed: found.licensed,
            open_points: found.open_points,
            stops: found.stops,
            counts: found.counts,
        })
        .collect();
    // A search typed on, or somebody else signed in: nobody wants these any more.
    if wanted() {
        let rows = Arc::new(rows);
        hub.tell_person(person.id, Event::Organisations { filter, rows });
    }
    Ok(())
}

/// Tells one organisation with its history.
///
/// # Errors
/// A refusal when it isn't known here.
pub fn tell_organisation(hub: &Hub, id: OrganisationId) -> Result<()> {
    let (store, person) = (hub.store()?, hub.person()?);
    let reader = store.db().read(|c| reader::of(c, person.id))?;
    let planned = planned_here(hub, &store, id)?;
    let checks_wished = store.db().read(|c| wishes::is_wished(c, person.id, id))?;
    let card = store.cache().read(|c| {
        let organisation = cache::organisation_shown(c, &reader, id)?
            .ok_or_else(|| ClientError::refused("client-organisation-unknown"))?;
        let mut sanctions = cache::sanctions_of(c, id)?;
        sanctions.sort_by_key(|sanction| std::cmp::Reverse(sanction.proposed_at));
        let mut visits = cache::visits_of(c, &reader, id)?;
        let fresh = |one: &&Visit| visits.iter().all(|known| known.id != one.id);
        let waiting: Vec<Visit> = planned.iter().filter(fresh).cloned().collect();
        visits.extend(waiting);
        visits.sort_by_key(|visit| std::cmp::Reverse(visit.planned.0));
        Ok(OrganisationCard {
            light: light_of(&sanctions),
            sanctions,
            visits,
            points: cache::points_of(c, id)?,
            checks: cache::checks_of(c, id)?.map(Arc::new),
            checks_wished,
            organisation,
        })
    })?;
    hub.with(|state| state.card = Some(id));
    hub.tell_person(person.id, Event::OrganisationOpened(Arc::new(card)));
    Ok(())
}

/// Visits to an organisation planned on this laptop that the feed doesn't show yet.
fn planned_here(hub: &Hub, store: &Store, id: OrganisationId) -> Result<Vec<Visit>> {
    let plans = store.db().read(listing::unsettled_plans)?;
    let own = plans.into_iter().filter_map(|plan| match plan.body {
        OperationBody::PlanVisit { visit } if visit.organisation == id => {
            view::visit(hub, store, visit.id).ok()
        }
        _ => None,
    });
    Ok(own.collect())
}

/// Tells the sanctions of the person's territory: those that wait for a decision first.
///
/// # Errors
/// What the database answered.
pub fn tell_sanctions(hub: &Hub) -> Result<()> {
    let (store, person) = (hub.store()?, hub.person()?);
    let actor = person.actor();
    let reader = store.db().read(|c| reader::of(c, person.id))?;
    let mut organisations = Organisations::default();
    let mut rows = store.cache().read(|c| {
        let mut rows = Vec::new();
        for sanction in cache::sanctions(c, &reader)? {
            let Some(organisation) = organisations.get(c, sanction.organisation)? else {
                continue;
            };
            if territory(&person).is_some_and(|place| !place.contains(organisation.territory)) {
                continue;
            }
            let act_number = cache::visit(c, sanction.visit)?
                .and_then(|visit| visit.stage.number().map(str::to_owned))
                .or_else(|| {
                    let points = cache::points_of(c, sanction.organisation).ok()?;
                    points
                        .into_iter()
                        .find(|p| p.visit == sanction.visit)
                        .map(|p| p.act_number)
                })
                .unwrap_or_default();
            let (points, open_points) = cache::points_of_visit(c, sanction.visit)?;
            rows.push(SanctionRow {
                mine: may_rule(&actor, organisation.kind, organisation.territory).is_ok(),
                points,
                open_points,
                act_number,
                organisation,
                sanction,
            });
        }
        Ok(rows)
    })?;
    rows.sort_by_key(|row| {
        (
            !row.sanction.waits_for_decision(),
            std::cmp::Reverse(row.sanction.proposed_at),
        )
    });
    hub.tell_person(person.id, Event::Sanctions(Arc::new(rows)));
    Ok(())
}

/// Tells the prescription points of the person's territory or visits, nearest due date first.
///
/// # Errors
/// What the database answered.
pub fn tell_points(hub: &Hub) -> Result<()> {
    let (store, person) = (hub.store()?, hub.person()?);
    let reader = store.db().read(|c| reader::of(c, person.id))?;
    let mut organisations = Organisations::default();
    let mut rows = store.cache().read(|c| {
        let mut rows = Vec::new();
        for point in cache::points(c, &reader)? {
            let Some(organisation) = organisations.get(c, point.organisation)? else {
                continue;
            };
            let own = match person.role {
                AccountRole::Commission => {
                    cache::visit(c, point.visit)?.is_none_or(|v| v.member(person.id).is_some())
                }
                _ => territory(&person).is_none_or(|place| place.contains(organisation.territory)),
            };
            if own {
                rows.push(PointRow {
                    point,
                    organisation,
                });
            }
        }
        Ok(rows)
    })?;
    rows.sort_by_key(|row| (row.point.point.due, row.point.visit, row.point.point.number));
    hub.tell_person(person.id, Event::Points(Arc::new(rows)));
    Ok(())
}

/// Organisations read once while a list is made.
#[derive(Default)]
struct Organisations(BTreeMap<OrganisationId, Option<Arc<Organisation>>>);

impl Organisations {
    fn get(
        &mut self,
        connection: &rusqlite::Connection,
        id: OrganisationId,
    ) -> Result<Option<Arc<Organisation>>> {
        if let Some(known) = self.0.get(&id) {
            return Ok(known.clone());
        }
        let found = cache::organisation(connection, id)?.map(Arc::new);
        self.0.insert(id, found.clone());
        Ok(found)
    }
}
