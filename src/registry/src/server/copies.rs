//! What keeps a client's copy of a feed whole: snapshots, digests, buckets.

use super::{Call, json, json_text};
use crate::access::{self, Caller};
use crate::failure::Failure;
use crate::snapshots;
use crate::store::{Connection, StoreError, rows, standing};
use axum::body::Body;
use axum::extract::Query;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use baqylau_domain::people::Person;
use baqylau_protocol::api::ErrorCode;
use baqylau_protocol::feed::Scope;
use baqylau_protocol::snapshot::ScopeDigest;
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// Which scope.
#[derive(Deserialize, JsonSchema)]
pub(super) struct ScopeQuery {
    /// The scope.
    scope: Scope,
}

/// Which piece.
#[derive(Deserialize, JsonSchema)]
pub(super) struct PieceQuery {
    /// The scope.
    scope: Scope,
    /// Place of the snapshot in the feed, from its manifest.
    #[schemars(range(min = 0))]
    seq: i64,
    /// Number of the piece, from 0.
    #[schemars(range(min = 0))]
    piece: i64,
}

/// Which bucket.
#[derive(Deserialize, JsonSchema)]
pub(super) struct BucketQuery {
    /// The scope.
    scope: Scope,
    /// Number of the bucket.
    bucket: u8,
}

fn query<T: DeserializeOwned>(call: &Call) -> Result<T, Failure> {
    let Query(query) = Query::try_from_uri(&call.parts.uri).or(Err(Failure::malformed("query")))?;
    Ok(query)
}

/// As for the feed itself; drafts have neither snapshots nor digests.
fn allow(connection: &Connection, person: &Person, scope: &Scope) -> Result<(), Failure> {
    if matches!(scope, Scope::Draft(_)) {
        return Err(Failure::not_found());
    }
    if access::may_read(connection, person, scope)? {
        Ok(())
    } else {
        Err(Failure::new(ErrorCode::Forbidden, "scope"))
    }
}

/// The manifest of the snapshot of a scope.
pub(super) async fn snapshot(call: &Call, caller: Caller) -> Result<Response, Failure> {
    let ScopeQuery { scope } = query(call)?;
    let asked = scope.clone();
    call.core()
        .store
        .read(move |connection| allow(connection, &caller.person, &asked))
        .await?;
    let signed = snapshots::offer(call.core(), &scope)
        .await?
        .ok_or_else(Failure::not_found)?;
    json(&signed)
}

/// One piece of a snapshot.
pub(super) async fn piece(call: &Call, caller: Caller) -> Result<Response, Failure> {
    let asked: PieceQuery = query(call)?;
    let bytes = call
        .core()
        .store
        .read(move |connection| -> Result<_, Failure> {
            allow(connection, &caller.person, &asked.scope)?;
            Ok(snapshots::piece(
                connection,
                &asked.scope,
                asked.seq,
                asked.piece,
            )?)
        })
        .await?
        .ok_or_else(Failure::not_found)?;
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/gzip"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// Digests of what a scope shows.
pub(super) async fn digest(call: &Call, caller: Caller) -> Result<Response, Failure> {
    let ScopeQuery { scope } = query(call)?;
    let epoch = call.core().context.identity.epoch;
    let digest = call
        .core()
        .store
        .read(move |connection| -> Result<_, Failure> {
            allow(connection, &caller.person, &scope)?;
            let name = scope.to_string();
            Ok(ScopeDigest {
                epoch,
                seq: number(standing::head(connection, &name)?)?,
                buckets: standing::buckets(connection, &name)?,
                scope,
            })
        })
        .await?;
    json(&digest)
}

/// The records of one bucket. As in the feed, stored changes are passed on as they are.
pub(super) async fn bucket(call: &Call, caller: Caller) -> Result<Response, Failure> {
    let BucketQuery { scope, bucket } = query(call)?;
    let epoch = call.core().context.identity.epoch;
    let page = call
        .core()
        .store
        .read(move |connection| -> Result<String, Failure> {
            allow(connection, &caller.person, &scope)?;
            let name = scope.to_string();
            let seq = standing::head(connection, &name)?;
            let place = rows::encode(&scope)?;
            let mut text = format!(
                r#"{{"epoch":"{epoch}","scope":{place},"seq":{seq},"bucket":{bucket},"entries":["#
            );
            let mut separator = "";
            standing::each_entry(connection, &name, Some(bucket), |line| {
                text.push_str(separator);
                text.push_str(line);
                separator = ",";
                Ok::<_, StoreError>(())
            })?;
            text.push_str("]}");
            Ok(text)
        })
        .await?;
    Ok(json_text(page))
}

fn number(seq: i64) -> Result<u64, StoreError> {
    u64::try_from(seq).or(Err(StoreError::Corrupt("feed")))
}
