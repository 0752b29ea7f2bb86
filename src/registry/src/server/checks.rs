//! Asking for the automatic checks of an organisation to be run, and how what they say changed.

use super::{Call, json};
use crate::access::{self, Caller};
use crate::audit::{self, Line};
use crate::checks;
use crate::failure::Failure;
use crate::records::regions_of;
use crate::store::{Connection, rows};
use axum::extract::Query;
use axum::response::Response;
use baqylau_domain::checks::CheckId;
use baqylau_domain::identifiers::OrganisationId;
use baqylau_domain::organisation::Organisation;
use baqylau_protocol::checks::{CheckTurn, ChecksAsked};
use baqylau_protocol::feed::Scope;
use schemars::JsonSchema;
use serde::Deserialize;
use std::sync::Arc;

/// An organisation, when it is announced in a region the caller may read; to anybody else there is
/// none.
fn readable(
    connection: &Connection,
    caller: &Caller,
    id: OrganisationId,
) -> Result<Organisation, Failure> {
    let organisation = rows::organisation(connection, id)?.ok_or_else(Failure::not_found)?;
    for region in regions_of(&organisation) {
        if access::may_read(connection, &caller.person, &Scope::Region(region))? {
            return Ok(organisation);
        }
    }
    Err(Failure::not_found())
}

/// Gives the organisation a turn now. Only for officers of its region.
pub(super) async fn ask(call: &Call, caller: Caller) -> Result<Response, Failure> {
    let id: OrganisationId = call.target()?;
    let core = call.core();
    let now = core.context.environment.now();
    let can_ask = core.checks.can_ask();
    let turn = core
        .store
        .write(move |tx| -> Result<_, Failure> {
            readable(tx, &caller, id)?;
            if !can_ask {
                return Ok(CheckTurn::NoSources);
            }
            let turn = checks::ask_now(tx, id, now)?;
            if turn == CheckTurn::Queued {
                let line = Line {
                    operation: "",
                    actor: Some(caller.person.id),
                    action: "checks asked for",
                    object: &id.to_string(),
                };
                audit::write(tx, now, &line)?;
            }
            Ok(turn)
        })
        .await?;
    if turn == CheckTurn::Queued {
        core.checks.wanted.notify_one();
    }
    json(&ChecksAsked { turn })
}

/// Which check.
#[derive(Deserialize, JsonSchema)]
pub(super) struct StatesQuery {
    /// Code of the check.
    check: CheckId,
}

/// How what a check says of the organisation and its buildings changed.
pub(super) async fn history(call: &Call, caller: Caller) -> Result<Response, Failure> {
    let id: OrganisationId = call.target()?;
    let Query(query): Query<StatesQuery> =
        Query::try_from_uri(&call.parts.uri).or(Err(Failure::malformed("query")))?;
    let check = query.check;
    let core = Arc::clone(call.core());
    let now = core.context.environment.now();
    let history = call
        .core()
        .store
        .read(move |connection| -> Result<_, Failure> {
            let organisation = readable(connection, &caller, id)?;
            let checks = &core.checks;
            Ok(checks::history(
                connection,
                checks,
                &organisation,
                check,
                now,
            )?)
        })
        .await?;
    json(&history)
}
