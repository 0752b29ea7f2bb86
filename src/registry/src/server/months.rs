//! What the routes about months answer.

use super::{Call, json};
use crate::access::Caller;
use crate::context::legal_day;
use crate::failure::Failure;
use crate::months::{self, MonthError};
use crate::schooling;
use crate::store::Tx;
use axum::extract::Query;
use axum::response::Response;
use baqylau_domain::calendar::Period;
use baqylau_domain::checks::MonthReason;
use baqylau_domain::identifiers::{OrganisationId, SchoolActId};
use baqylau_domain::month::{Month, MonthRefusal};
use baqylau_protocol::api::ErrorCode;
use baqylau_protocol::month::{ExceptionsPlace, MonthName};
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// Which register.
#[derive(Deserialize, JsonSchema)]
pub(super) struct RegisterQuery {
    /// Year.
    #[schemars(range(min = 2000, max = 2100))]
    year: i32,
    /// Month, from 1.
    #[schemars(range(min = 1, max = 12))]
    month: u32,
    /// The organisation.
    organisation: OrganisationId,
    /// A former revision; without it the one that counts.
    revision: Option<u32>,
    /// Place of the first person wanted, from 0.
    #[serde(default)]
    from: u32,
}

/// Which exceptions.
#[derive(Deserialize, JsonSchema)]
pub(super) struct ExceptionsQuery {
    /// Year.
    #[schemars(range(min = 2000, max = 2100))]
    year: i32,
    /// Month, from 1.
    #[schemars(range(min = 1, max = 12))]
    month: u32,
    /// Only people with this reason.
    reason: Option<MonthReason>,
    /// Organisation of the place where the page begins.
    organisation: Option<OrganisationId>,
    /// Row of that place.
    #[serde(default)]
    row: u32,
}

/// Which act.
#[derive(Deserialize, JsonSchema)]
pub(super) struct ActQuery {
    /// Year.
    #[schemars(range(min = 2000, max = 2100))]
    year: i32,
    /// Month, from 1.
    #[schemars(range(min = 1, max = 12))]
    month: u32,
    /// The organisation.
    organisation: OrganisationId,
}

/// Which organisations.
#[derive(Deserialize, JsonSchema)]
pub(super) struct OrganisationsQuery {
    /// Year.
    #[schemars(range(min = 2000, max = 2100))]
    year: i32,
    /// Month, from 1.
    #[schemars(range(min = 1, max = 12))]
    month: u32,
    /// The organisation where the page begins; without it the first one.
    from: Option<OrganisationId>,
}

fn query<T: DeserializeOwned>(call: &Call) -> Result<T, Failure> {
    let Query(query) = Query::try_from_uri(&call.parts.uri).or(Err(Failure::malformed("query")))?;
    Ok(query)
}

fn period(year: i32, month: u32) -> Result<Period, Failure> {
    Period::new(year, month).ok_or_else(|| Failure::malformed("no such month"))
}

pub(super) async fn state(call: &Call) -> Result<Response, Failure> {
    let MonthName { year, month } = query(call)?;
    stands(call, period(year, month)?).await
}

async fn stands(call: &Call, period: Period) -> Result<Response, Failure> {
    let read = move |connection: &_| months::state(connection, period);
    json(&call.core().store.read(read).await?)
}

/// Moved on, or as it stood when it had been before: anything may be asked again.
fn moved(outcome: Result<Month, MonthError>) -> Result<(), Failure> {
    match outcome {
        Ok(_) => Ok(()),
        Err(MonthError::Store(error)) => Err(error.into()),
        Err(MonthError::Refused(refusal)) => match refusal {
            MonthRefusal::FrozenAlready | MonthRefusal::ClosedAlready => Ok(()),
            MonthRefusal::NotYours => Err(Failure::new(ErrorCode::Forbidden, "role")),
            MonthRefusal::NotOver => Err(Failure::new(ErrorCode::Mismatch, "not-over")),
            MonthRefusal::NotValidated => Err(Failure::new(ErrorCode::Mismatch, "not-validated")),
        },
    }
}

pub(super) async fn freeze(call: &Call, caller: &Caller) -> Result<Response, Failure> {
    let MonthName { year, month } = call.json()?;
    let period = period(year, month)?;
    moved(months::freeze(call.core(), period, caller.person.actor()).await)?;
    stands(call, period).await
}

pub(super) async fn close(call: &Call, caller: &Caller) -> Result<Response, Failure> {
    let MonthName { year, month } = call.json()?;
    let period = period(year, month)?;
    moved(months::close(call.core(), period, caller.person.actor()).await)?;
    stands(call, period).await
}

pub(super) async fn register(call: &Call, caller: Caller) -> Result<Response, Failure> {
    let asked: RegisterQuery = query(call)?;
    let whose = (period(asked.year, asked.month)?, asked.organisation);
    let today = legal_day(call.core().context.environment.now());
    let read = move |connection: &_| {
        months::register(
            connection,
            (&caller.person, today),
            whose,
            asked.revision,
            asked.from,
        )
    };
    json(&call.core().store.read(read).await?)
}

pub(super) async fn exceptions(call: &Call, caller: Caller) -> Result<Response, Failure> {
    let asked: ExceptionsQuery = query(call)?;
    let period = period(asked.year, asked.month)?;
    let row = asked.row;
    let from = asked
        .organisation
        .map(|organisation| ExceptionsPlace { organisation, row });
    let read = move |connection: &_| {
        months::exceptions(connection, &caller.person, period, asked.reason, from)
    };
    json(&call.core().store.read(read).await?)
}

pub(super) async fn counts(call: &Call, caller: Caller) -> Result<Response, Failure> {
    let MonthName { year, month } = query(call)?;
    let period = period(year, month)?;
    let read = move |connection: &_| months::counts(connection, &caller.person, period);
    json(&call.core().store.read(read).await?)
}

pub(super) async fn act(call: &Call, caller: Caller) -> Result<Response, Failure> {
    let asked: ActQuery = query(call)?;
    let whose = (period(asked.year, asked.month)?, asked.organisation);
    let read = move |connection: &_| months::act(connection, &caller.person, whose);
    json(&call.core().store.read(read).await?)
}

/// Whom an act lists. The answer and its line of the audit log are one transaction.
pub(super) async fn learners(call: &Call, caller: Caller) -> Result<Response, Failure> {
    let id: SchoolActId = call.target()?;
    let now = call.core().context.environment.now();
    let told = move |tx: &Tx<'_>| schooling::learners(tx, &caller.person, id, now);
    json(&call.core().store.write(told).await?)
}

pub(super) async fn months(call: &Call) -> Result<Response, Failure> {
    json(&call.core().store.read(months::known).await?)
}

pub(super) async fn organisations(call: &Call, caller: Caller) -> Result<Response, Failure> {
    let OrganisationsQuery { year, month, from } = query(call)?;
    let period = period(year, month)?;
    let read = move |connection: &_| {
        let person = &caller.person;
        months::organisations(connection, person, period, from)
    };
    json(&call.core().store.read(read).await?)
}
