//! The monthly validation: what the registry says of months, kept encrypted for reading without
//! it; freezing and closing, which only the registry does.

use crate::error::{ClientError, Result};
use crate::hub::Hub;
use crate::store::{Store, cache, months as kept};
use crate::sync;
use crate::ui::{Event, MonthCommand, MonthEvent, MonthPeople, MonthRow, MonthsListed, OpenMonth};
use baqylau_domain::Moment;
use baqylau_domain::calendar::Period;
use baqylau_domain::checks::MonthVerdict;
use baqylau_domain::identifiers::{OrganisationId, PersonId};
use baqylau_domain::month::{reads_months, reads_people_of};
use baqylau_domain::people::Person;
use baqylau_protocol::api::ErrorCode;
use baqylau_protocol::month::{KnownMonths, MonthOrganisation, MonthState, PersonVerdict};
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::Arc;

/// For how long the organisations of a month that stands as it stood aren't asked for again.
const FRESH: TimeDelta = TimeDelta::seconds(60);

/// The name the list of months is kept under.
const LIST: &str = "list";

/// A month as it is kept.
#[derive(Serialize, Deserialize)]
struct KeptMonth {
    state: MonthState,
    organisations: Vec<MonthOrganisation>,
}

/// People as they are kept.
#[derive(Serialize, Deserialize)]
struct KeptPeople {
    revision: u32,
    people: Vec<PersonVerdict>,
}

fn month_name(period: Period) -> String {
    format!("month:{}-{}", period.year(), period.month())
}

fn people_name(period: Period, organisation: OrganisationId) -> String {
    format!("people:{}-{}:{organisation}", period.year(), period.month())
}

/// Carries out what was asked.
///
/// # Errors
/// A refusal, no answer, or what the database answered; what was kept was told before.
pub async fn take(hub: &Hub, command: MonthCommand) -> Result<()> {
    let (store, person) = (hub.store()?, hub.person()?);
    // Of a school nothing but its own people is for its own people.
    let own = matches!(command, MonthCommand::People { organisation, .. }
        if reads_people_of(&person.actor(), organisation));
    if !reads_months(person.role) && !own {
        return Err(ClientError::refused("refusal-not-your-role"));
    }
    let done = match command {
        MonthCommand::List => list(hub, &store, person.id).await,
        MonthCommand::Open { period } => open(hub, &store, person.id, period).await,
        MonthCommand::People {
            period,
            organisation,
        } => people(hub, &store, &person, (period, organisation)).await,
        MonthCommand::Freeze { period } => freeze(hub, &store, person.id, period).await,
        MonthCommand::Close { period } => close(hub, &store, person.id, period).await,
    };
    if let Err(ClientError::Registry {
        code: ErrorCode::Forbidden,
    }) = &done
    {
        // What a person may not read any more doesn't stay.
        let id = person.id;
        store.cache().write(move |tx| kept::forget(tx, id))?;
    }
    done
}

/// Whether the registry is not to be asked now.
fn is_offline(hub: &Hub) -> bool {
    !hub.api.has_token() || hub.with(|state| state.offline_by_choice)
}

/// Without the registry what was kept is all there is.
fn without<T>(known: Option<T>) -> Result<()> {
    let lacking = || ClientError::refused("client-month-offline");
    known.map(drop).ok_or_else(lacking)
}

fn keep(
    store: &Store,
    person: PersonId,
    name: String,
    at: Moment,
    value: &impl Serialize,
) -> Result<()> {
    let content = kept::written(value)?;
    store
        .cache()
        .write(move |tx| kept::keep(tx, person, &name, at, &content))
}

async fn list(hub: &Hub, store: &Store, person: PersonId) -> Result<()> {
    let known = store.cache().read(|c| kept::kept(c, person, LIST))?;
    if let Some((at, months)) = &known {
        tell_list(hub, person, *at, months);
    }
    if is_offline(hub) {
        return without(known);
    }
    let months = hub.api.months().await?;
    let now = hub.now();
    keep(store, person, LIST.to_owned(), now, &months)?;
    tell_list(hub, person, now, &months);
    Ok(())
}

fn tell_list(hub: &Hub, person: PersonId, at: Moment, months: &KnownMonths) {
    let months = months.months.clone();
    let listed = MonthEvent::Listed(Arc::new(MonthsListed { at, months }));
    hub.tell_person(person, Event::Months(listed));
}

async fn open(hub: &Hub, store: &Store, person: PersonId, period: Period) -> Result<()> {
    let name = month_name(period);
    let known: Option<(Moment, KeptMonth)> =
        store.cache().read(|c| kept::kept(c, person, &name))?;
    let before = known.as_ref().map(|(at, kept)| (*at, kept.state.clone()));
    if let Some((at, kept)) = known {
        tell_month(hub, store, person, at, kept)?;
    }
    if is_offline(hub) {
        return without(before);
    }
    let state = hub.api.month(period).await?;
    let now = hub.now();
    if before.is_some_and(|(at, before)| before == state && now - at < FRESH && at <= now) {
        return Ok(());
    }
    let mut organisations = Vec::new();
    let mut from = None;
    loop {
        let page = hub.api.month_organisations(period, from).await?;
        organisations.extend(page.organisations);
        match page.next {
            // A registry that goes back would be asked without end.
            Some(next) if from.is_none_or(|from| from < next) => from = Some(next),
            _ => break,
        }
    }
    let kept = KeptMonth {
        state,
        organisations,
    };
    keep(store, person, name, now, &kept)?;
    tell_month(hub, store, person, now, kept)
}

fn tell_month(
    hub: &Hub,
    store: &Store,
    person: PersonId,
    at: Moment,
    kept: KeptMonth,
) -> Result<()> {
    let ids = kept.organisations.iter().map(|one| one.organisation);
    let ids: Vec<OrganisationId> = ids.collect();
    let mut known = HashMap::new();
    store.cache().read(|c| -> Result<()> {
        for id in ids {
            if let Some(found) = cache::organisation(c, id)? {
                known.insert(id, Arc::new(found));
            }
        }
        Ok(())
    })?;
    let rows = kept.organisations.into_iter().map(|month| MonthRow {
        organisation: known.get(&month.organisation).cloned(),
        month,
    });
    let opened = OpenMonth {
        at,
        state: kept.state,
        organisations: rows.collect(),
    };
    let opened = MonthEvent::Opened(Arc::new(opened));
    hub.tell_person(person, Event::Months(opened));
    Ok(())
}

async fn people(
    hub: &Hub,
    store: &Store,
    person: &Person,
    whose: (Period, OrganisationId),
) -> Result<()> {
    if !reads_people_of(&person.actor(), whose.1) {
        return Err(ClientError::refused("refusal-not-your-role"));
    }
    let name = people_name(whose.0, whose.1);
    let known: Option<(Moment, KeptPeople)> =
        store.cache().read(|c| kept::kept(c, person.id, &name))?;
    let had = known.is_some().then_some(());
    if let Some((at, kept)) = known {
        tell_people(hub, person.id, whose, at, kept);
    }
    if is_offline(hub) {
        return without(had);
    }
    let mut kept = KeptPeople {
        revision: 0,
        people: Vec::new(),
    };
    let mut from = 0;
    loop {
        let page = hub.api.month_register(whose, from).await?;
        if page.head.revision != kept.revision {
            // Corrected between two pages: from the beginning of the new one.
            let begun = kept.revision != 0;
            kept.revision = page.head.revision;
            kept.people.clear();
            if begun && from != 0 {
                from = 0;
                continue;
            }
        }
        let wanted = page
            .people
            .into_iter()
            .filter(|one| one.verdict != MonthVerdict::Payable || !one.reasons.is_empty());
        kept.people.extend(wanted);
        match page.next {
            Some(next) if next > from => from = next,
            _ => break,
        }
    }
    let now = hub.now();
    keep(store, person.id, name, now, &kept)?;
    tell_people(hub, person.id, whose, now, kept);
    Ok(())
}

fn tell_people(
    hub: &Hub,
    person: PersonId,
    (period, organisation): (Period, OrganisationId),
    at: Moment,
    kept: KeptPeople,
) {
    let people = MonthEvent::People(Arc::new(MonthPeople {
        at,
        period,
        organisation,
        revision: kept.revision,
        people: kept.people,
    }));
    hub.tell_person(person, Event::Months(people));
}

async fn freeze(hub: &Hub, store: &Store, person: PersonId, period: Period) -> Result<()> {
    if is_offline(hub) {
        return Err(ClientError::refused("client-month-needs-network"));
    }
    let session = hub.api.token();
    let answer = hub.api.freeze_month(period).await;
    moved(hub, answer, session.as_deref(), "month-refusal-not-over")?;
    after(hub, store, person, period).await
}

async fn close(hub: &Hub, store: &Store, person: PersonId, period: Period) -> Result<()> {
    if is_offline(hub) {
        return Err(ClientError::refused("client-month-needs-network"));
    }
    let session = hub.api.token();
    let answer = hub.api.close_month(period).await;
    let refusal = "month-refusal-not-validated";
    moved(hub, answer, session.as_deref(), refusal)?;
    after(hub, store, person, period).await
}

/// What became of a step. An answer that is lost leaves open whether it was taken; asked again it
/// is taken once, and the person is told so.
fn moved(
    hub: &Hub,
    answer: Result<MonthState>,
    session: Option<&str>,
    refusal: &str,
) -> Result<()> {
    match answer {
        Ok(_) => Ok(()),
        Err(error @ (ClientError::Unreachable(_) | ClientError::Unreadable { .. })) => {
            sync::note_failure(hub, &error, session);
            hub.tell_sync();
            Err(ClientError::refused("client-month-unanswered"))
        }
        Err(ClientError::Registry {
            code: ErrorCode::Mismatch,
        }) => Err(ClientError::refused(refusal)),
        Err(ClientError::Registry {
            code: ErrorCode::Forbidden,
        }) => Err(ClientError::refused("month-refusal-not-yours")),
        Err(other) => Err(other),
    }
}

/// The step was taken; that what stands now can't be shown yet is no failure of it.
async fn after(hub: &Hub, store: &Store, person: PersonId, period: Period) -> Result<()> {
    let shown = match list(hub, store, person).await {
        Ok(()) => open(hub, store, person, period).await,
        other => other,
    };
    if let Err(error) = shown {
        tracing::info!(%error, "a month that was moved on isn't shown yet");
    }
    Ok(())
}
