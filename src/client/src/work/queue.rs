//! The acts a person signs: whose turn it is, what they signed, what was refused.

use super::{operate, view};
use crate::error::{ClientError, Result};
use crate::hub::Hub;
use crate::store::{Store, cache, cursor, listing, meta, reader};
use crate::ui::{
    Event, QueueCounts, QueueFilter, QueueRow, QueueSort, QueueView, Shelf, Standing, UserError,
};
use baqylau_domain::calendar::legal_day;
use baqylau_domain::identifiers::{OrganisationId, PersonId, VisitId};
use baqylau_domain::organisation::Organisation;
use baqylau_domain::people::{AccountRole, Actor};
use baqylau_domain::policy::{Policies, Policy};
use baqylau_domain::visit::{Refusal, SignedFile, Stage, Visit, VisitOp, decide};
use baqylau_locale::{Locale, fold};
use baqylau_protocol::feed::Scope;
use baqylau_protocol::receipt::Rejection;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// Tells the queue as filtered, if by then it is still wanted.
///
/// # Errors
/// What the databases answered.
pub fn tell(hub: &Hub, filter: QueueFilter, wanted: &dyn Fn() -> bool) -> Result<()> {
    let (store, person) = (hub.store()?, hub.person()?);
    if !wanted() {
        return Ok(());
    }
    let all = rows(hub, &store, person.id)?;
    let view = arranged(all, filter);
    if wanted() {
        hub.tell_person(person.id, Event::Queue(Arc::new(view)));
    }
    Ok(())
}

/// How many acts wait for a person among visits at hand.
pub(super) fn waiting<'a>(
    hub: &Hub,
    visits: impl Iterator<Item = &'a Visit>,
    person: PersonId,
) -> usize {
    let policy = Policies::pilot().on(legal_day(hub.now()));
    visits
        .filter(|visit| matches!(visit.stage, Stage::Signing { .. }))
        .filter(|visit| turn(visit, person, &policy, hub).is_ok())
        .count()
}

/// Whether it is this person's turn, by the rules that decide the signing itself.
fn turn(visit: &Visit, person: PersonId, policy: &Policy, hub: &Hub) -> Result<(), Refusal> {
    let Some(file) = visit.stage.signed_file() else {
        return Err(Refusal::WrongStage {
            stage: visit.stage.name(),
        });
    };
    let actor = Actor {
        person,
        role: AccountRole::Commission,
        territory: None,
        organisation: None,
    };
    let trial = VisitOp::Sign {
        sha256: file.act.sha256,
        cms: file.act.sha256,
        with_opinion: false,
    };
    decide(visit, &trial, &actor, policy, hub.now()).map(drop)
}

fn standing(
    visit: &Visit,
    file: &SignedFile,
    person: PersonId,
    policy: &Policy,
    refused: Option<&UserError>,
    hub: &Hub,
) -> Option<Standing> {
    if let Some(own) = file.signatures.iter().find(|one| one.person == person) {
        let signers = visit.signers();
        let needed = signers.iter().filter(|one| !file.is_released(one.person));
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        return Some(Standing::Signed {
            at: own.at,
            signatures: (count(file.signatures.len()), count(needed.count())),
        });
    }
    let turn = turn(visit, person, policy, hub);
    if let Some(reason) = refused {
        return Some(Standing::Refused {
            reason: reason.clone(),
            again: turn.is_ok(),
        });
    }
    match turn {
        Ok(()) => Some(Standing::Mine),
        Err(Refusal::OutOfTurn { first }) => Some(Standing::Others {
            first: first
                .iter()
                .filter_map(|one| visit.member(*one))
                .map(|member| member.full_name.clone())
                .collect(),
        }),
        // Released, an expert, or the act is complete without them.
        Err(_) => None,
    }
}

/// Every act that is or was this person's to sign.
fn rows(hub: &Hub, store: &Arc<Store>, person: PersonId) -> Result<Vec<QueueRow>> {
    let mut refused: HashMap<VisitId, UserError> = HashMap::new();
    for operation in store.db().read(|c| listing::refused_signings(c, person))? {
        if let (Some(visit), Some(reason)) = (operation.visit, &operation.reason) {
            let rejection: Rejection = serde_json::from_str(reason)?;
            refused.insert(visit, operate::rejection_error(&rejection));
        }
    }
    let today = legal_day(hub.now());
    let pilot = Policies::pilot().on(today);
    let mut organisations = BTreeMap::new();
    let mut rows = Vec::new();
    let packed: BTreeSet<VisitId> = store.db().read(meta::packed)?.into_iter().collect();
    for visit in visits(hub, store, person, &packed)? {
        let (Some(member), Some(file)) = (visit.member(person), visit.stage.signed_file()) else {
            continue;
        };
        if !member.role.signs() {
            continue;
        }
        let own = match packed.contains(&visit.id) {
            true => hub
                .pack(store, visit.id)?
                .map(|pack| pack.pack.policies.on(today)),
            false => None,
        };
        let policy = own.as_ref().unwrap_or(&pilot);
        let refused = refused.get(&visit.id);
        let Some(standing) = standing(&visit, file, person, policy, refused, hub) else {
            continue;
        };
        let organisation = organisation(hub, store, &visit, &mut organisations);
        rows.push(QueueRow {
            visit: visit.id,
            act: file.act.sha256,
            kind: file.act.kind,
            number: visit
                .stage
                .number()
                .unwrap_or(&file.act.draft_number)
                .to_owned(),
            organisation: organisation
                .as_ref()
                .map(|one| one.name.clone())
                .unwrap_or_default(),
            address: organisation
                .as_ref()
                .and_then(|one| one.premises(visit.premises))
                .map(|premises| premises.address.clone())
                .unwrap_or_default(),
            fixed_at: file.act.at,
            role: member.role,
            standing,
        });
    }
    Ok(rows)
}

/// Visits of a person as this laptop sees them. Those the registry alone knows of are taken as it
/// has them; only where something waits here, or a pack may be newer, is a visit worked out.
fn visits(
    hub: &Hub,
    store: &Arc<Store>,
    person: PersonId,
    packed: &BTreeSet<VisitId>,
) -> Result<Vec<Visit>> {
    let reader = store.db().read(|c| reader::of(c, person))?;
    // Before what the registry has: whatever is settled in between is worked out once too often
    // instead of being shown as it was before.
    let mut worked_out: BTreeSet<VisitId> = store
        .db()
        .read(listing::visits_unsettled)?
        .into_iter()
        .collect();
    worked_out.extend(packed.iter().copied());
    let shown = store.cache().read(|c| cache::visits_shown(c, &reader))?;
    let mut found = Vec::with_capacity(shown.len());
    let mut seen = BTreeSet::new();
    for visit in shown {
        seen.insert(visit.id);
        if visit.member(person).is_none() {
            continue;
        }
        if worked_out.contains(&visit.id) {
            match view::visit(hub, store, visit.id) {
                Ok(visit) => found.push(visit),
                // Gone since the list was read: a page of the feed came in between.
                Err(ClientError::Refused(_)) => {}
                Err(error) => return Err(error),
            }
        } else {
            found.push(visit);
        }
    }
    let own = Scope::Person(person);
    if store.cache().read(|c| cursor::get(c, &own))?.is_none() {
        // Another person's pull took the records away; what was taken along is still here.
        for id in packed.iter().copied().filter(|id| !seen.contains(id)) {
            let visit = view::visit(hub, store, id)?;
            if visit.member(person).is_some() {
                found.push(visit);
            }
        }
    }
    Ok(found)
}

type Organisations = BTreeMap<OrganisationId, Option<Arc<Organisation>>>;

fn organisation(
    hub: &Hub,
    store: &Arc<Store>,
    visit: &Visit,
    known: &mut Organisations,
) -> Option<Arc<Organisation>> {
    known
        .entry(visit.organisation)
        .or_insert_with(|| view::organisation(hub, store, visit).ok().map(Arc::new))
        .clone()
}

/// Counts, filters and sorts.
fn arranged(all: Vec<QueueRow>, filter: QueueFilter) -> QueueView {
    let mut counts = QueueCounts::default();
    for row in &all {
        let count = match row.standing.shelf() {
            Shelf::Mine => &mut counts.mine,
            Shelf::Others => &mut counts.others,
            Shelf::Signed => &mut counts.signed,
            Shelf::Refused => &mut counts.refused,
        };
        *count += 1;
    }
    let words = fold(&filter.text);
    let words: Vec<&str> = words.split_whitespace().collect();
    let mut rows: Vec<QueueRow> = all
        .into_iter()
        .filter(|row| {
            filter
                .shelf
                .is_none_or(|shelf| row.standing.shelf() == shelf)
        })
        .filter(|row| {
            let day = legal_day(row.fixed_at);
            let (from, to) = filter.period;
            from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to)
        })
        .filter(|row| words.is_empty() || contains(row, &words))
        .collect();
    match filter.sort {
        QueueSort::Fixed => rows.sort_by_key(|row| (row.fixed_at, row.visit)),
        QueueSort::Number => rows.sort_by(|a, b| (&a.number, a.visit).cmp(&(&b.number, b.visit))),
        QueueSort::Organisation => {
            let locale = Locale::new(filter.language);
            rows.sort_by_cached_key(|row| {
                let name = match filter.language {
                    baqylau_locale::Language::Kk => row.organisation.kazakh(),
                    baqylau_locale::Language::Ru => row.organisation.russian(),
                    baqylau_locale::Language::En => row.organisation.english(),
                };
                (locale.sort_key(name), row.fixed_at, row.visit)
            });
        }
    }
    if filter.descending {
        rows.reverse();
    }
    QueueView {
        filter,
        rows: Arc::new(rows),
        counts,
    }
}

fn contains(row: &QueueRow, words: &[&str]) -> bool {
    let texts = [&row.organisation, &row.address];
    let mut folded = fold(&row.number);
    for text in texts {
        for language in [text.kazakh(), text.russian(), text.english()] {
            folded.push(' ');
            folded.push_str(&fold(language));
        }
    }
    words.iter().all(|word| folded.contains(word))
}
