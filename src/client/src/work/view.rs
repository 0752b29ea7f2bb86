//! This laptop's view of a visit: what the registry has, with the operations that still wait
//! decided again on top.

use super::verdict;
use crate::error::{ClientError, Result};
use crate::hub::{Hub, LoadedPack};
use crate::store::{Store, cache, cursor, drafts, listing, meta, reader};
use crate::ui::{OpenVisit, PinnedForm, UserError, VisitRow};
use baqylau_checklist::Form;
use baqylau_domain::calendar::legal_day;
use baqylau_domain::draft::Draft;
use baqylau_domain::identifiers::{BlobHash, OrganisationId, PersonId, VisitId};
use baqylau_domain::organisation::Organisation;
use baqylau_domain::people::{AccountRole, Person};
use baqylau_domain::policy::Policies;
use baqylau_domain::text::Trilingual;
use baqylau_domain::visit::{Visit, decide};
use baqylau_protocol::feed::Scope;
use baqylau_protocol::operation::OperationBody;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// Dated parameters for a visit: those of its pack, else the pilot's.
pub fn policies(pack: Option<&LoadedPack>) -> Policies {
    pack.map_or_else(Policies::pilot, |loaded| loaded.pack.policies.clone())
}

/// A visit as this laptop sees it.
///
/// # Errors
/// A refusal when there is no such visit here.
pub fn visit(hub: &Hub, store: &Store, id: VisitId) -> Result<Visit> {
    let pack = hub.pack(store, id)?;
    // Before what the registry has: an operation that comes in and is settled between the two reads
    // is then in both, and deciding leaves it out, instead of in neither.
    let waiting = store.db().read(|c| listing::unsettled(c, id))?;
    let cached = store.cache().read(|c| cache::visit(c, id))?;
    // A pack may be newer than the feed, and the other way round.
    let known = match (cached, pack.as_ref().map(|loaded| &loaded.pack.visit)) {
        (Some(cached), Some(packed)) if packed.version > cached.version => Some(packed.clone()),
        (Some(cached), _) => Some(cached),
        (None, packed) => packed.cloned(),
    };
    let mut visit = known;
    let policies = policies(pack.as_ref());
    let mut people: HashMap<PersonId, Option<Person>> = HashMap::new();
    for operation in waiting {
        match (&operation.body, &mut visit) {
            (OperationBody::PlanVisit { visit: planned }, none @ None) => {
                *none = Some((**planned).clone());
            }
            (OperationBody::Visit { op, .. }, Some(visit)) => {
                let person = people
                    .entry(operation.actor)
                    .or_insert_with(|| {
                        store
                            .db()
                            .read(|c| meta::person(c, operation.actor))
                            .ok()
                            .flatten()
                    })
                    .as_ref();
                let Some(actor) = actor(person, visit, operation.actor) else {
                    continue;
                };
                let day = legal_day(operation.made_at);
                // An operation that no longer fits is left out; the registry will say why.
                if let Ok(events) = decide(visit, op, &actor, &policies.on(day), operation.made_at)
                {
                    events.iter().for_each(|event| visit.apply(event));
                }
            }
            _ => {}
        }
    }
    visit.ok_or_else(|| ClientError::refused("client-visit-unknown"))
}

/// Who acted: a person known here, or a member of the commission who signed on another laptop.
fn actor(
    person: Option<&Person>,
    visit: &Visit,
    id: PersonId,
) -> Option<baqylau_domain::people::Actor> {
    person.map(Person::actor).or_else(|| {
        visit
            .member(id)
            .map(|member| baqylau_domain::people::Actor {
                person: member.person,
                role: AccountRole::Commission,
                territory: None,
                organisation: None,
            })
    })
}

/// A visit as the person signed in may read it: shown by their scopes, planned by them here, or
/// theirs as a member of its commission.
///
/// # Errors
/// A refusal when there is no such visit for this person.
pub fn visit_to_read(hub: &Hub, store: &Store, id: VisitId) -> Result<Visit> {
    let person = hub.person()?;
    let visit = visit(hub, store, id)?;
    let reader = store.db().read(|c| reader::of(c, person.id))?;
    // As in `visit`: what waits is read before what came in.
    let may_read = visit.member(person.id).is_some()
        || store
            .db()
            .read(listing::unsettled_plans)?
            .iter()
            .any(|planned| planned.visit == Some(id) && planned.actor == person.id)
        || store.cache().read(|c| cache::shows_visit(c, &reader, id))?;
    if may_read {
        Ok(visit)
    } else {
        Err(ClientError::refused("client-visit-unknown"))
    }
}

/// A visit, for what only its commission may do: draw up the act, carry the draft away, print the
/// lists of learners.
///
/// # Errors
/// A refusal when there is no such visit, or the person signed in isn't of its commission.
pub fn visit_of_member(hub: &Hub, store: &Store, id: VisitId) -> Result<Visit> {
    let visit = visit_to_read(hub, store, id)?;
    match visit.member(hub.person()?.id) {
        Some(_) => Ok(visit),
        None => Err(ClientError::refused("refusal-not-a-member")),
    }
}

/// Whether a person may see a visit in a list.
fn concerns(person: &Person, visit: &Visit) -> bool {
    match person.role {
        AccountRole::Commission | AccountRole::School => visit.member(person.id).is_some(),
        _ => visit.member(person.id).is_some() || person.actor().covers(visit.territory),
    }
}

/// Visits of a person or territory, soonest first.
///
/// # Errors
/// What the databases answered.
pub fn rows(hub: &Hub, store: &Store, person: &Person) -> Result<Vec<VisitRow>> {
    let reader = store.db().read(|c| reader::of(c, person.id))?;
    // As in `visit`: what waits is read before what came in.
    let plans = store.db().read(listing::unsettled_plans)?;
    let mut ids: Vec<VisitId> = store
        .cache()
        .read(|c| cache::visits_shown(c, &reader))?
        .into_iter()
        .filter(|visit| concerns(person, visit))
        .map(|visit| visit.id)
        .collect();
    let own = Scope::Person(person.id);
    if store.cache().read(|c| cursor::get(c, &own))?.is_none() {
        // Another person's pull took the records of this one's feeds away. What was taken along
        // for the road is still here, and is theirs.
        for id in store.db().read(meta::packed)? {
            let packed = visit(hub, store, id)?;
            if packed.member(person.id).is_some() && !ids.contains(&id) {
                ids.push(id);
            }
        }
    }
    for planned in plans {
        if let OperationBody::PlanVisit { visit } = &planned.body
            && (planned.actor == person.id || visit.member(person.id).is_some())
            && !ids.contains(&visit.id)
        {
            ids.push(visit.id);
        }
    }
    let mut organisations: BTreeMap<OrganisationId, Option<Organisation>> = BTreeMap::new();
    let mut rows = Vec::with_capacity(ids.len());
    for id in ids {
        let visit = match visit(hub, store, id) {
            Ok(visit) => visit,
            // Gone since the list was read: a page of the feed came in between.
            Err(ClientError::Refused(_)) => continue,
            Err(error) => return Err(error),
        };
        let organisation = match organisations.get(&visit.organisation) {
            Some(known) => known.clone(),
            None => {
                let found = self::organisation(hub, store, &visit).ok();
                organisations.insert(visit.organisation, found.clone());
                found
            }
        };
        rows.push(VisitRow {
            organisation: organisation
                .as_ref()
                .map(|o| o.name.clone())
                .unwrap_or_default(),
            address: organisation
                .as_ref()
                .and_then(|o| o.premises(visit.premises))
                .map(|premises| premises.address.clone())
                .unwrap_or_default(),
            pack_made: store.db().read(|c| meta::pack_made(c, id))?,
            waiting: store.db().read(|c| listing::waiting_of(c, id))?,
            answered: store.db().read(|c| drafts::counts(c, id))?,
            refused_signatures: verdict::refused(store, &visit)?,
            sample: organisation.as_ref().is_some_and(|o| o.sample),
            visit,
        });
    }
    rows.sort_by_key(|row| (row.visit.planned.0, row.visit.id));
    Ok(rows)
}

/// The organisation of a visit, from the register or the pack.
///
/// # Errors
/// A refusal when it isn't known here.
pub fn organisation(hub: &Hub, store: &Store, visit: &Visit) -> Result<Organisation> {
    if let Some(found) = store
        .cache()
        .read(|c| cache::organisation(c, visit.organisation))?
    {
        return Ok(found);
    }
    hub.pack(store, visit.id)?
        .map(|loaded| loaded.pack.organisation.clone())
        .ok_or_else(|| ClientError::refused("client-organisation-unknown"))
}

/// Everything a screen needs to work on a visit. The pack and the draft are the commission's:
/// whoever else may read the visit gets it without them, though they are on this laptop.
///
/// # Errors
/// What the databases answered, or a refusal when the visit isn't known here.
pub fn open(hub: &Hub, store: &Store, id: VisitId) -> Result<OpenVisit> {
    let visit = visit_to_read(hub, store, id)?;
    let member = visit.member(hub.person()?.id).is_some();
    let pack = if member { hub.pack(store, id)? } else { None };
    let forms = if pack.is_some() {
        forms(hub, store, &visit)?
    } else {
        Vec::new()
    };
    Ok(OpenVisit {
        organisation: match &pack {
            // What the commission took along stands still until a new pack is fetched.
            Some(loaded) => loaded.pack.organisation.clone(),
            None => organisation(hub, store, &visit)?,
        },
        forms,
        groups: pack
            .as_ref()
            .map_or_else(Arc::default, |loaded| loaded.groups.clone()),
        previous: pack.as_ref().and_then(|loaded| loaded.previous.clone()),
        draft: Arc::new(if member {
            store.db().read(|c| drafts::load(c, id))?
        } else {
            Draft::default()
        }),
        policies: policies(pack.as_ref()),
        recovered: if member {
            store.recovered(id)
        } else {
            Vec::new()
        },
        pack: pack.map(|loaded| loaded.pack),
        visit,
    })
}

/// The checklists a visit is pinned to, compiled once.
///
/// # Errors
/// A refusal when a workbook isn't here or can't be used.
pub fn forms(hub: &Hub, store: &Store, visit: &Visit) -> Result<Vec<PinnedForm>> {
    let mut forms = Vec::with_capacity(visit.checklists.len());
    for pinned in &visit.checklists {
        let form = match hub.form(&pinned.workbook) {
            Some(form) => form,
            None => {
                let absent = UserError::new("client-workbook-missing").with("list", &pinned.code);
                let bytes = store.blobs().read(&pinned.workbook).or(Err(absent))?;
                compiled(hub, &pinned.workbook, &pinned.code, &bytes)?
            }
        };
        forms.push(PinnedForm {
            code: pinned.code.clone(),
            workbook: pinned.workbook,
            form,
        });
    }
    Ok(forms)
}

/// Compiles a workbook and keeps the form for every visit pinned to it.
///
/// # Errors
/// A refusal when the workbook can't be used.
pub fn compiled(hub: &Hub, workbook: &BlobHash, code: &str, bytes: &[u8]) -> Result<Arc<Form>> {
    let unusable = UserError::new("client-workbook-unusable").with("list", code);
    let loaded = baqylau_checklist::read(bytes).or(Err(unusable))?;
    hub.keep_form(*workbook, loaded.form.clone());
    Ok(loaded.form)
}

/// Name of the organisation of a visit, empty when it isn't known here.
pub fn subject(hub: &Hub, store: &Store, id: VisitId) -> Trilingual {
    visit(hub, store, id)
        .and_then(|visit| organisation(hub, store, &visit))
        .map(|organisation| organisation.name)
        .unwrap_or_default()
}
