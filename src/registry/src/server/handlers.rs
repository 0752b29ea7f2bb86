//! What the routes answer, attachments apart.

use super::{Call, json, json_text};
use crate::access::{self, Caller};
use crate::audit;
use crate::colleagues;
use crate::failure::Failure;
use crate::operations::{self, Incoming};
use crate::packs;
use crate::planning;
use crate::session;
use crate::store::{Connection, StoreError, params, sql};
use crate::store::{rows, standing};
use axum::body::Body;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use baqylau_domain::identifiers::{BlobHash, VisitId};
use baqylau_protocol::api::{ErrorCode, Hello, ServiceAddresses, StampAddress};
use baqylau_protocol::audit::{AuditAnswer, AuditHead, SignedHead};
use baqylau_protocol::feed::{Scope, Scopes};
use baqylau_protocol::operation::Push;
use baqylau_protocol::receipt::PushAnswer;
use baqylau_protocol::{MAX_FEED_PAGE, MAX_OPERATIONS, PROTOCOL_VERSION};
use baqylau_validation::Addresses;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use schemars::JsonSchema;
use serde::Deserialize;
use std::fmt::Write as _;
use std::ops::ControlFlow;
use std::sync::Arc;
use uuid::Uuid;

/// Name of the stored list of demonstration accounts.
pub(crate) const SAMPLE_PEOPLE: &str = "sample_people";

/// A page of the feed ends early when it has grown to so many bytes.
const PAGE_BYTES: usize = 8 * 1024 * 1024;

pub(super) fn hello(call: &Call) -> Result<Response, Failure> {
    let context = &call.core().context;
    let identity = &context.identity;
    json(&Hello {
        registry: identity.registry,
        epoch: identity.epoch,
        protocol: PROTOCOL_VERSION,
        name: identity.name.clone(),
        time: context.environment.now(),
        receipt_key: hex::encode(context.receipt_key.verifying_key().to_bytes()),
        sample: identity.sample,
        anchors: identity
            .anchors
            .iter()
            .map(|der| STANDARD.encode(der))
            .collect(),
        intermediates: identity
            .intermediates
            .iter()
            .map(|der| STANDARD.encode(der))
            .collect(),
        services: services(&identity.services),
    })
}

/// Addresses of services as they travel.
fn services(known: &Addresses) -> ServiceAddresses {
    ServiceAddresses {
        ocsp: known.ocsp.clone(),
        stamps: known
            .stamps
            .iter()
            .map(|service| StampAddress {
                address: service.address.clone(),
                policy: service.policy.map(|policy| policy.to_string()),
            })
            .collect(),
        lists: known.lists.clone(),
        supplements: known.supplements.clone(),
        authorities: known.authorities.clone(),
    }
}

pub(super) async fn sample_people(call: &Call) -> Result<Response, Failure> {
    let stored = call
        .core()
        .store
        .read(|connection| rows::meta(connection, SAMPLE_PEOPLE))
        .await?
        .ok_or_else(Failure::not_found)?;
    Ok(json_text(
        String::from_utf8(stored).or(Err(StoreError::Corrupt("sample people")))?,
    ))
}

pub(super) fn challenge(call: &Call) -> Result<Response, Failure> {
    json(&call.app.challenges.open(call.core(), &call.json()?)?)
}

pub(super) async fn sign_in(call: &Call) -> Result<Response, Failure> {
    json(&session::sign_in(call.core(), &call.app.challenges, call.json()?).await?)
}

/// Ends the session that is shown: its token opens nothing from here on.
pub(super) async fn sign_out(call: &Call, caller: &Caller) -> Result<Response, Failure> {
    let token = super::token(&call.parts.headers)?;
    session::sign_out(call.core(), caller, token).await?;
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    Ok(response)
}

/// What the caller knows of the audit log.
#[derive(Deserialize, JsonSchema)]
pub(super) struct ScopesQuery {
    /// Size of the head of the audit log the caller knows; 0: none.
    #[serde(default)]
    #[schemars(range(max = 9_223_372_036_854_775_807_u64))]
    known: u64,
}

/// The scopes, and how the audit log continues what the caller knows of it: nothing of the lines
/// themselves.
pub(super) async fn scopes(call: &Call, caller: Caller) -> Result<Response, Failure> {
    let Query(query): Query<ScopesQuery> =
        Query::try_from_uri(&call.parts.uri).or(Err(Failure::malformed("query")))?;
    if i64::try_from(query.known).is_err() {
        return Err(Failure::malformed("known"));
    }
    let (scopes, size, root, proof) = call
        .core()
        .store
        .read(move |connection| -> Result<_, StoreError> {
            let scopes = access::scopes(connection, &caller.person)?;
            let (size, root) = audit::head(connection)?;
            let proof = audit::proof(connection, query.known, size)?;
            Ok((scopes, size, root, proof))
        })
        .await?;
    let context = &call.core().context;
    let head = rows::encode(&AuditHead {
        registry: context.identity.registry,
        epoch: context.identity.epoch,
        size,
        root: hex::encode(root.0),
        at: context.environment.now(),
    })?;
    let audit = AuditAnswer {
        signed: SignedHead {
            signature: context.sign_text(&head),
            head,
        },
        proof: proof.iter().map(|hash| hex::encode(hash.0)).collect(),
    };
    json(&Scopes { scopes, audit })
}

pub(super) async fn operations(call: Call, caller: Caller) -> Result<Response, Failure> {
    let push: Push = call.json()?;
    if push.operations.len() > MAX_OPERATIONS {
        return Err(Failure::new(ErrorCode::TooLarge, "operations"));
    }
    let incoming: Vec<Incoming> = push
        .operations
        .iter()
        .cloned()
        .map(Incoming::read)
        .collect::<Result<_, _>>()?;
    let context = Arc::clone(&call.core().context);
    let core = Arc::clone(call.core());
    let now = context.environment.now();
    let receipts = call
        .core()
        .store
        .write(move |tx| operations::push(&context, tx, caller.install, &push, &incoming, now))
        .await?;
    core.arrived.notify_one();
    call.app.meters.operations(receipts.len());
    json(&PushAnswer { receipts })
}

/// What is asked of a feed.
#[derive(Deserialize, JsonSchema)]
pub(super) struct FeedQuery {
    /// The feed.
    scope: Scope,
    /// Epoch the cursor belongs to; needed when `after` isn't 0.
    epoch: Option<Uuid>,
    /// The cursor: number of the last entry the caller has.
    #[serde(default)]
    #[schemars(range(max = 9_223_372_036_854_775_807_u64))]
    after: u64,
    /// Most entries wanted. Without it, and above it, 2000; 0 counts as 1.
    limit: Option<u32>,
}

/// A page of a feed. The stored changes are passed on as they are: nothing is read and written
/// again on the way.
pub(super) async fn feed(call: &Call, caller: Caller) -> Result<Response, Failure> {
    let Query(query): Query<FeedQuery> =
        Query::try_from_uri(&call.parts.uri).or(Err(Failure::malformed("query")))?;
    let epoch = call.core().context.identity.epoch;
    if query.after > 0 && query.epoch != Some(epoch) {
        return Err(Failure::new(
            ErrorCode::CursorTooOld,
            "cursor of another epoch",
        ));
    }
    let limit = query.limit.unwrap_or(MAX_FEED_PAGE).clamp(1, MAX_FEED_PAGE);
    let after = i64::try_from(query.after).or(Err(Failure::malformed("after")))?;
    let page = call
        .core()
        .store
        .read(move |connection| -> Result<String, Failure> {
            if !access::may_read(connection, &caller.person, &query.scope)? {
                return Err(Failure::new(ErrorCode::Forbidden, "scope"));
            }
            page(connection, epoch, &query.scope, after, limit)
        })
        .await?;
    Ok(json_text(page))
}

fn page(
    connection: &Connection,
    epoch: Uuid,
    scope: &Scope,
    after: i64,
    limit: u32,
) -> Result<String, Failure> {
    let name = scope.to_string();
    let head = standing::head(connection, &name)?;
    if after > head {
        // The client has seen more than there is: the registry lost data. Never a quiet success.
        return Err(Failure::new(
            ErrorCode::CursorTooOld,
            "cursor ahead of the feed",
        ));
    }
    let mut text = String::new();
    let corrupt = |_| StoreError::Corrupt("feed");
    write!(
        text,
        r#"{{"epoch":"{epoch}","scope":{},"entries":["#,
        rows::encode(scope)?
    )
    .map_err(corrupt)?;
    let mut separator = "";
    let values = params![name, after, limit];
    connection.each(sql::FEED_PAGE, values, |row| -> Result<_, StoreError> {
        let (seq, change): (i64, &str) = (row.get(0)?, row.text(1)?);
        write!(text, r#"{separator}{{"seq":{seq},"change":{change}}}"#).map_err(corrupt)?;
        separator = ",";
        if text.len() > PAGE_BYTES {
            return Ok(ControlFlow::Break(()));
        }
        Ok(ControlFlow::Continue(()))
    })?;
    write!(text, r#"],"head":{head}}}"#).map_err(corrupt)?;
    Ok(text)
}

pub(super) async fn pack(call: &Call, caller: Caller) -> Result<Response, Failure> {
    let visit: VisitId = call.target()?;
    let context = Arc::clone(&call.core().context);
    let now = context.environment.now();
    let pack = call
        .core()
        .store
        .read(move |connection| packs::pack(&context, connection, &caller, visit, now))
        .await?;
    json(&pack)
}

/// What the caller has.
#[derive(Deserialize, JsonSchema)]
pub(super) struct PlanningQuery {
    /// The version the caller has.
    known: Option<BlobHash>,
}

/// What the officer plans visits with, unless they have just that already.
pub(super) async fn planning(call: &Call, caller: Caller) -> Result<Response, Failure> {
    let Query(query): Query<PlanningQuery> =
        Query::try_from_uri(&call.parts.uri).or(Err(Failure::malformed("query")))?;
    let answer = call
        .core()
        .store
        .read(move |connection| planning::answer(connection, &caller.person, query.known))
        .await?;
    json(&answer)
}

/// People of the caller's own office or school.
pub(super) async fn colleagues(call: &Call, caller: Caller) -> Result<Response, Failure> {
    let context = Arc::clone(&call.core().context);
    let answer = call
        .core()
        .store
        .read(move |connection| colleagues::answer(connection, &context.names, &caller.person))
        .await?;
    json(&answer)
}

pub(super) async fn verify(call: &Call) -> Result<Response, Failure> {
    let hash: BlobHash = call.target()?;
    let context = Arc::clone(&call.core().context);
    let facts = call
        .core()
        .store
        .read(move |connection| packs::facts(&context, connection, hash))
        .await?;
    json(&facts)
}
