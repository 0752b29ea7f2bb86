//! The routes of LMS and of officers who look at what they sent.

use super::{App, Call, json, json_text, token};
use crate::access::Caller;
use crate::failure::Failure;
use crate::lms::{self, Broken, Incoming, Party, Piece, Shape, View};
use crate::server::Endpoint;
use crate::store::{StoreError, rows};
use axum::body::Body;
use axum::extract::Query;
use axum::http::header;
use axum::http::request::Parts;
use axum::response::Response;
use baqylau_domain::calendar::legal_day;
use baqylau_domain::identifiers::{OrganisationId, PersonId};
use baqylau_domain::organisation::{Organisation, OrganisationKind};
use baqylau_protocol::api::ErrorCode;
use baqylau_protocol::lms::{
    LINES, LMS_SIGNATURE, LmsBatches, LmsMethod, LmsSchools, MAX_LMS_BATCHES,
};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use futures_core::Stream;
use schemars::JsonSchema;
use serde::Deserialize;
use std::future::poll_fn;
use std::net::IpAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::{Instant, timeout, timeout_at};
use uuid::Uuid;

/// Pieces of a body that may wait for their reader.
const WAITING: usize = 4;

/// How long a document waits for its turn.
const TURN: Duration = Duration::from_secs(30);

/// Longest signature, in characters of base64.
const MAX_SIGNATURE: usize = 32 * 1024;

/// The routes of LMS: their callers are no people, and documents are read while they arrive.
pub(super) async fn answer(
    app: &Arc<App>,
    endpoint: Endpoint,
    peer: IpAddr,
    parts: Parts,
    body: Body,
) -> Result<Response, Failure> {
    let party = authenticate(app, peer, &parts).await?;
    match endpoint {
        Endpoint::LmsSchools => schools(app, &party).await,
        Endpoint::LmsReport => report(app, &party, &parts).await,
        Endpoint::LmsSend(method) => send(app, &party, method, &parts, body).await,
        _ => Err(Failure::not_found()),
    }
}

/// The LMS whose token is shown. Who shows none that opens something counts by address.
async fn authenticate(app: &App, peer: IpAddr, parts: &Parts) -> Result<Party, Failure> {
    let refused = || Failure::new(ErrorCode::SignIn, "no token, or it opens nothing");
    let found = match token(&parts.headers) {
        Ok(token) => {
            let (token, now) = (token.to_owned(), app.core.context.environment.now());
            app.core
                .store
                .read(move |connection| lms::party_of(connection, &token, now))
                .await?
        }
        Err(_) => None,
    };
    match found {
        // An LMS is a sender like a person is; its identity is nobody else's.
        Some(party) => app.limits.person(PersonId::new(party.id)).map(|()| party),
        None => {
            app.limits.address(peer, &parts.headers)?;
            Err(refused())
        }
    }
}

async fn schools(app: &App, party: &Party) -> Result<Response, Failure> {
    let party = party.id;
    let schools = app
        .core
        .store
        .read(move |connection| lms::schools_of(connection, party))
        .await?;
    json(&LmsSchools { schools })
}

/// The answer to a batch once more: for every LMS that speaks for the school.
async fn report(app: &App, party: &Party, parts: &Parts) -> Result<Response, Failure> {
    let last = parts.uri.path().rsplit('/').next().unwrap_or_default();
    let batch: Uuid = last
        .parse()
        .or(Err(Failure::malformed("identifier in the path")))?;
    let party = party.id;
    let answer = app
        .core
        .store
        .read(move |connection| -> Result<_, Failure> {
            let found = lms::answer_of(connection, batch)?;
            let (school, answer) = found.ok_or_else(Failure::not_found)?;
            lms::speaks_for(connection, party, &school)?
                .map(|_| answer)
                .ok_or_else(Failure::not_found)
        })
        .await?;
    Ok(json_text(answer))
}

/// A document. It is read to its end before anything of it is looked up or kept.
async fn send(
    app: &Arc<App>,
    party: &Party,
    method: LmsMethod,
    parts: &Parts,
    body: Body,
) -> Result<Response, Failure> {
    let core = Arc::clone(&app.core);
    let limits = core.lms;
    let form = form(parts)?;
    let cms = signature(parts)?;
    if cms.is_none() && party.signed {
        return Err(Failure::new(ErrorCode::Forbidden, "a signature is needed"));
    }
    let announced = parts.headers.get(header::CONTENT_LENGTH);
    let announced = announced.and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|length| length > limits.bytes) {
        return Err(broken(Broken::Long));
    }
    // Only so many documents are held in memory at a time.
    let _turn = timeout(TURN, core.lms_turns.acquire())
        .await
        .or(Err(Failure::new(
            ErrorCode::Busy,
            "too many documents at once",
        )))?
        .or(Err(StoreError::Closed))?;
    let now = core.context.environment.now();
    let (sender, pieces) = mpsc::channel(WAITING);
    let reading = tokio::task::spawn_blocking(move || {
        lms::gather(method, form, &limits, legal_day(now), pieces)
    });
    pour(body, sender, limits.time).await;
    let gathered = reading.await.or(Err(StoreError::Closed))?.map_err(broken)?;

    let (id, school) = (party.id, gathered.heading.school.clone());
    let organisation = core
        .store
        .read(
            move |connection| -> Result<Option<Organisation>, StoreError> {
                match lms::speaks_for(connection, id, &school)? {
                    Some(organisation) => rows::organisation(connection, organisation),
                    None => Ok(None),
                }
            },
        )
        .await?;
    // Whether somebody else's school exists isn't said.
    let organisation = organisation
        .ok_or_else(|| Failure::new(ErrorCode::NotFound, "no such school for this LMS"))?;
    let university = organisation.kind == OrganisationKind::University;
    let sends = match organisation.kind {
        OrganisationKind::University => method.is_of_universities(),
        OrganisationKind::School => !method.is_of_universities(),
        OrganisationKind::Dormitory => false,
    };
    if !sends {
        let words = "not for this kind of organisation";
        return Err(Failure::new(ErrorCode::Forbidden, words));
    }
    if let Some(cms) = &cms {
        let (context, cms) = (Arc::clone(&core.context), cms.clone());
        let packed = gathered.source.packed.clone();
        let bin = organisation.bin.as_text().to_owned();
        let judged = tokio::task::spawn_blocking(move || -> Result<_, StoreError> {
            let bytes = lms::unpacked(&packed)?;
            Ok(context.signatures.document(&bytes, &cms, &bin, now))
        });
        let judged = judged.await.or(Err(StoreError::Closed))??;
        judged.map_err(|bad| {
            Failure::new(ErrorCode::Forbidden, format!("signature: {}", bad.check))
        })?;
    }
    let incoming = Incoming {
        id: core.context.environment.uuid()?,
        party: party.id,
        organisation: organisation.id,
        region: organisation.territory.region(),
        university,
        method,
        content: gathered.content(method),
        gathered,
        cms,
        at: now,
    };
    let (context, intake) = (Arc::clone(&core.context), core.checks.intake());
    let answer = core
        .store
        .write(move |tx| lms::put(&context, &intake, tx, &incoming))
        .await?;
    // It may have corrected a month that is validated.
    core.to_validate.notify_one();
    // And told the automatic checks something of learners.
    core.checks.wanted.notify_one();
    Ok(json_text(answer))
}

/// In which shape a document travels, and whether it is packed.
fn form(parts: &Parts) -> Result<(Shape, bool), Failure> {
    let word = |name| {
        let value = parts.headers.get(name)?;
        let text = value.to_str().unwrap_or("?");
        Some(text.split(';').next().unwrap_or_default().trim())
    };
    let shape = match word(header::CONTENT_TYPE) {
        Some(kind) if kind.eq_ignore_ascii_case("application/json") => Shape::Object,
        Some(kind) if kind.eq_ignore_ascii_case(LINES) => Shape::Lines,
        _ => return Err(Failure::malformed("content-type")),
    };
    let packed = match word(header::CONTENT_ENCODING) {
        None => false,
        Some(coding) if coding.eq_ignore_ascii_case("identity") => false,
        Some(coding) if coding.eq_ignore_ascii_case("gzip") => true,
        Some(_) => return Err(Failure::malformed("content-encoding")),
    };
    Ok((shape, packed))
}

/// The detached signature that came along.
fn signature(parts: &Parts) -> Result<Option<Vec<u8>>, Failure> {
    let Some(value) = parts.headers.get(LMS_SIGNATURE) else {
        return Ok(None);
    };
    if value.len() > MAX_SIGNATURE {
        return Err(Failure::new(ErrorCode::TooLarge, "signature"));
    }
    STANDARD
        .decode(value.as_bytes())
        .map(Some)
        .or(Err(Failure::malformed(LMS_SIGNATURE)))
}

/// Hands the pieces of a body on as fast as they are read.
async fn pour(body: Body, sender: mpsc::Sender<Piece>, time: Duration) {
    let mut pieces = pin!(body.into_data_stream());
    let until = Instant::now() + time;
    loop {
        let next = timeout_at(until, poll_fn(|cx| pieces.as_mut().poll_next(cx)));
        let next = tokio::select! {
            // The reader found enough to refuse it: nobody waits for the rest.
            () = sender.closed() => return,
            next = next => next,
        };
        let piece = match next {
            Ok(None) => return,
            Ok(Some(Ok(piece))) => Ok(piece),
            Ok(Some(Err(_))) | Err(_) => Err(Broken::CutOff),
        };
        let ends = piece.is_err();
        if sender.send(piece).await.is_err() || ends {
            return;
        }
    }
}

fn broken(broken: Broken) -> Failure {
    let long = |what: &str| Failure::new(ErrorCode::TooLarge, what);
    match broken {
        Broken::CutOff => Failure::malformed("the document stops before its end, or came too late"),
        Broken::Long => long("document"),
        Broken::LongRow => long("row"),
        Broken::ManyRows => long("rows"),
        Broken::Shape(words) => Failure::malformed(words),
    }
}

/// Which batches are asked for.
#[derive(Deserialize, JsonSchema)]
pub(super) struct BatchesQuery {
    /// Those of one organisation.
    organisation: Option<OrganisationId>,
    /// Most batches wanted. Without it, and above it, 500; 0 counts as 1.
    limit: Option<u32>,
}

pub(super) async fn batches(call: &Call, caller: Caller) -> Result<Response, Failure> {
    let Query(query): Query<BatchesQuery> =
        Query::try_from_uri(&call.parts.uri).or(Err(Failure::malformed("query")))?;
    let view = View::of(&caller.person)?;
    let limit = query.limit.unwrap_or(MAX_LMS_BATCHES);
    let limit = limit.clamp(1, MAX_LMS_BATCHES);
    let batches = call
        .core()
        .store
        .read(move |connection| lms::batches(connection, &view, query.organisation, limit))
        .await?;
    json(&LmsBatches { batches })
}

pub(super) async fn batch(call: &Call, caller: Caller) -> Result<Response, Failure> {
    let batch: Uuid = call.target()?;
    let view = View::of(&caller.person)?;
    let answer = call
        .core()
        .store
        .read(move |connection| lms::whole_answer(connection, &view, batch))
        .await?;
    Ok(json_text(answer))
}

/// Which page of a difference.
#[derive(Deserialize, JsonSchema)]
pub(super) struct DifferenceQuery {
    /// Where the page begins, as the page before said; 0: the first.
    #[serde(default)]
    page: u32,
}

pub(super) async fn difference(call: &Call, caller: Caller) -> Result<Response, Failure> {
    let Query(query): Query<DifferenceQuery> =
        Query::try_from_uri(&call.parts.uri).or(Err(Failure::malformed("query")))?;
    let batch: Uuid = call.target()?;
    let view = View::of(&caller.person)?;
    let page = call
        .core()
        .store
        .read(move |connection| lms::difference_page(connection, &view, batch, query.page))
        .await?;
    json(&page)
}
