//! The HTTP interface: one table of routes, one way in, every error in the same shape.

mod blobs;
mod checks;
mod copies;
mod handlers;
pub(crate) mod inside;
mod ledger;
mod limits;
mod lms;
mod meters;
mod months;
mod openapi;
mod routes;
mod sample;
pub(crate) mod tls;

pub(crate) use handlers::SAMPLE_PEOPLE;
pub(crate) use limits::Limits;
pub(crate) use meters::Meters;
pub(crate) use openapi::method_word;
pub(crate) use openapi::served as openapi;
pub(crate) use routes::{Endpoint, ROUTES, Right, Route};

use crate::access::Caller;
use crate::context::Core;
use crate::demo::services::SampleService;
use crate::failure::Failure;
use crate::session::{self, Challenges};
use crate::vouchers;
use axum::Router;
use axum::body::Body;
use axum::extract::connect_info::Connected;
use axum::extract::{ConnectInfo, Request};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use axum::routing::on;
use axum::serve::IncomingStream;
use baqylau_domain::month::reads_months;
use baqylau_domain::visit::plans_visits;
use baqylau_protocol::api::{ApiError, BEARER, ErrorCode};
use serde::Serialize;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use tracing::Instrument as _;

/// How long the body of a request may take to arrive.
const BODY_TIME: Duration = Duration::from_secs(60);

/// What every request may use.
pub(crate) struct App {
    pub(crate) core: Arc<Core>,
    pub(crate) challenges: Challenges,
    pub(crate) limits: Limits,
    pub(crate) meters: Meters,
}

/// Who is at the other end of a connection.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peer(SocketAddr);

impl Connected<IncomingStream<'_, TcpListener>> for Peer {
    fn connect_info(stream: IncomingStream<'_, TcpListener>) -> Self {
        Self(*stream.remote_addr())
    }
}

impl Connected<IncomingStream<'_, tls::TlsListener>> for Peer {
    fn connect_info(stream: IncomingStream<'_, tls::TlsListener>) -> Self {
        Self(*stream.remote_addr())
    }
}

/// Header with the name of a request, so that the two logs can be held side by side.
const REQUEST_ID: &str = "x-request-id";

/// The router made from the table.
pub(crate) fn router(app: &Arc<App>) -> Router {
    let mut router = Router::new();
    for route in &ROUTES {
        let app = Arc::clone(app);
        let handler = move |request: Request| answer(Arc::clone(&app), route, request);
        router = router.route(route.path, on(route.method, handler));
    }
    router
        .fallback(|| async { refusal(&Failure::not_found()) })
        .method_not_allowed_fallback(|| async {
            let mut response = refusal(&Failure::malformed("no such method here"));
            *response.status_mut() = StatusCode::METHOD_NOT_ALLOWED;
            response
        })
}

/// The name a sender gave the request, as far as it may stand in a log; otherwise one of ours.
fn request_id(app: &App, headers: &axum::http::HeaderMap) -> String {
    let given = headers
        .get(REQUEST_ID)
        .and_then(|value| value.to_str().ok());
    let plain = |id: &&str| {
        (1..=64).contains(&id.len())
            && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            // Twelve digits in a row could be somebody's ИИН.
            && !id.split(|c: char| !c.is_ascii_digit()).any(|run| run.len() == 12)
    };
    match given.filter(plain) {
        Some(id) => id.to_owned(),
        None => match app.core.context.environment.uuid() {
            Ok(id) => id.to_string(),
            Err(_) => String::new(),
        },
    }
}

/// One request: measured, named in the log, answered.
async fn answer(app: Arc<App>, route: &'static Route, request: Request) -> Response {
    let _under_way = app.meters.begin();
    let (begun, id) = (Instant::now(), request_id(&app, request.headers()));
    let method = method_word(route.method).unwrap_or_default();
    let span = tracing::info_span!("request", id, method, path = route.path);
    let mut response = answered(&app, route, request)
        .instrument(span.clone())
        .await;
    let (status, took) = (response.status().as_u16(), begun.elapsed());
    app.meters.answered(route, status, took);
    let milliseconds = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    tracing::debug!(parent: &span, status, milliseconds, "answered");
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}

/// From rights to answer.
async fn answered(app: &Arc<App>, route: &'static Route, request: Request) -> Response {
    let response = match serve(app, route, request).await {
        Ok(response) => response,
        Err(failure) => {
            match &failure.cause {
                Some(cause) => tracing::error!(code = ?failure.code, cause),
                None => tracing::info!(code = ?failure.code, detail = failure.detail.as_str()),
            }
            refusal(&failure)
        }
    };
    // In tests every answer is held against what the document says of it.
    #[cfg(test)]
    let response = crate::tests::openapi::witnessed(route, response).await;
    response
}

async fn serve(
    app: &Arc<App>,
    route: &'static Route,
    request: Request,
) -> Result<Response, Failure> {
    let (parts, body) = request.into_parts();
    // A connection that says nothing of its other end is none of the registry's listeners'.
    let peer = parts
        .extensions
        .get::<ConnectInfo<Peer>>()
        .map_or(IpAddr::from(Ipv4Addr::UNSPECIFIED), |peer| peer.0.0.ip());
    let caller = match route.right {
        Right::Open => {
            app.limits.address(peer, &parts.headers)?;
            None
        }
        Right::Sample if app.core.context.identity.sample => {
            app.limits.address(peer, &parts.headers)?;
            None
        }
        Right::Sample => return Err(Failure::not_found()),
        Right::Lms => return lms::answer(app, route.endpoint, peer, parts, body).await,
        Right::Session => Some(authenticate(app, peer, &parts.headers).await?),
        Right::Planning => {
            let caller = authenticate(app, peer, &parts.headers).await?;
            if !plans_visits(caller.person.role) {
                return Err(Failure::new(ErrorCode::Forbidden, "role"));
            }
            Some(caller)
        }
        Right::Months => {
            let caller = authenticate(app, peer, &parts.headers).await?;
            if !reads_months(caller.person.role) {
                return Err(Failure::new(ErrorCode::Forbidden, "role"));
            }
            Some(caller)
        }
        Right::Ledger | Right::LedgerParty => {
            let caller = authenticate(app, peer, &parts.headers).await?;
            let allowed = match route.right {
                Right::Ledger => vouchers::may_read(&caller.person),
                _ => vouchers::party_of(&caller.person).is_some(),
            };
            if !allowed {
                return Err(Failure::new(ErrorCode::Forbidden, "role"));
            }
            Some(caller)
        }
    };
    // A sender that dribbles its body doesn't hold a connection for ever.
    let body = tokio::time::timeout(BODY_TIME, axum::body::to_bytes(body, route.body_limit))
        .await
        .or(Err(Failure::malformed("the body didn't arrive in time")))?
        .or(Err(Failure::new(ErrorCode::TooLarge, "body")))?;
    let call = Call {
        app: Arc::clone(app),
        route,
        parts,
        body: body.into(),
    };
    match (route.endpoint, caller) {
        (Endpoint::Hello, _) => handlers::hello(&call),
        (Endpoint::SamplePeople, _) => handlers::sample_people(&call).await,
        (Endpoint::Challenge, _) => handlers::challenge(&call),
        (Endpoint::SignIn, _) => handlers::sign_in(&call).await,
        (Endpoint::Verify, _) => handlers::verify(&call).await,
        (Endpoint::OpenApi, _) => Ok(openapi::answer(&call)),
        (Endpoint::SampleOcsp, _) => sample::answer(call, SampleService::Ocsp).await,
        (Endpoint::SampleStamp, _) => sample::answer(call, SampleService::Stamp).await,
        (Endpoint::SampleList, _) => sample::answer(call, SampleService::List).await,
        (Endpoint::SampleSupplement, _) => sample::answer(call, SampleService::Supplement).await,
        (Endpoint::SignOut, Some(caller)) => handlers::sign_out(&call, &caller).await,
        (Endpoint::Scopes, Some(caller)) => handlers::scopes(&call, caller).await,
        (Endpoint::Operations, Some(caller)) => handlers::operations(call, caller).await,
        (Endpoint::Feed, Some(caller)) => handlers::feed(&call, caller).await,
        (Endpoint::Snapshot, Some(caller)) => copies::snapshot(&call, caller).await,
        (Endpoint::SnapshotPiece, Some(caller)) => copies::piece(&call, caller).await,
        (Endpoint::Digest, Some(caller)) => copies::digest(&call, caller).await,
        (Endpoint::Bucket, Some(caller)) => copies::bucket(&call, caller).await,
        (Endpoint::Pack, Some(caller)) => handlers::pack(&call, caller).await,
        (Endpoint::Planning, Some(caller)) => handlers::planning(&call, caller).await,
        (Endpoint::Colleagues, Some(caller)) => handlers::colleagues(&call, caller).await,
        (Endpoint::LmsBatches, Some(caller)) => lms::batches(&call, caller).await,
        (Endpoint::LmsBatch, Some(caller)) => lms::batch(&call, caller).await,
        (Endpoint::LmsDifference, Some(caller)) => lms::difference(&call, caller).await,
        (Endpoint::Month, Some(_)) => months::state(&call).await,
        (Endpoint::MonthFreeze, Some(caller)) => months::freeze(&call, &caller).await,
        (Endpoint::MonthClose, Some(caller)) => months::close(&call, &caller).await,
        (Endpoint::MonthRegister, Some(caller)) => months::register(&call, caller).await,
        (Endpoint::MonthExceptions, Some(caller)) => months::exceptions(&call, caller).await,
        (Endpoint::MonthCounts, Some(caller)) => months::counts(&call, caller).await,
        (Endpoint::MonthAct, Some(caller)) => months::act(&call, caller).await,
        (Endpoint::Months, Some(_)) => months::months(&call).await,
        (Endpoint::MonthOrganisations, Some(caller)) => months::organisations(&call, caller).await,
        (Endpoint::OrderActLearners, Some(caller)) => months::learners(&call, caller).await,
        (Endpoint::ChecksAsk, Some(caller)) => checks::ask(&call, caller).await,
        (Endpoint::ChecksHistory, Some(caller)) => checks::history(&call, caller).await,
        (Endpoint::BlobState, Some(caller)) => blobs::state(&call, &caller).await,
        (Endpoint::BlobPiece, Some(caller)) => blobs::piece(call, caller).await,
        (Endpoint::BlobWhole, Some(caller)) => blobs::whole(&call, caller).await,
        (Endpoint::VoucherOperations, Some(caller)) => ledger::operations(&call, &caller).await,
        (Endpoint::Vouchers, Some(_)) => ledger::vouchers(&call).await,
        (Endpoint::Voucher, Some(_)) => ledger::voucher(&call).await,
        (Endpoint::VoucherAccount, Some(caller)) => ledger::account(&call, caller).await,
        (Endpoint::VoucherContract, Some(_)) => ledger::contract(&call).await,
        (Endpoint::VoucherOrders, Some(_)) => ledger::orders(&call).await,
        (Endpoint::VoucherOrder, Some(_)) => ledger::order(&call).await,
        (Endpoint::VoucherObligations, Some(_)) => ledger::obligations(&call).await,
        // Their callers are no people: they were answered above.
        (Endpoint::LmsSchools | Endpoint::LmsSend(_) | Endpoint::LmsReport, _) => {
            Err(Failure::not_found())
        }
        (_, None) => Err(Failure::new(ErrorCode::SignIn, "no session")),
    }
}

/// A request whose right was checked and whose body was read.
pub(crate) struct Call {
    app: Arc<App>,
    route: &'static Route,
    parts: axum::http::request::Parts,
    body: Vec<u8>,
}

impl Call {
    fn core(&self) -> &Arc<Core> {
        &self.app.core
    }

    /// The part of the path that is the identifier, as the one it must be.
    fn target<T: std::str::FromStr>(&self) -> Result<T, Failure> {
        let mut parts = self.parts.uri.path().split('/');
        let found = self.route.target_place().and_then(|place| parts.nth(place));
        let written = percent_encoding::percent_decode_str(found.unwrap_or_default());
        let unfit = || Failure::malformed("identifier in the path");
        let found = written.decode_utf8().or(Err(unfit()))?;
        found.parse().or(Err(unfit()))
    }

    fn json<T: serde::de::DeserializeOwned>(&self) -> Result<T, Failure> {
        serde_json::from_slice(&self.body).or(Err(Failure::malformed("body")))
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.parts
            .headers
            .get(name)
            .and_then(|value| value.to_str().ok())
    }

    fn number(&self, name: &str) -> Result<u64, Failure> {
        self.header(name)
            .and_then(|value| value.trim().parse().ok())
            .ok_or_else(|| Failure::malformed(format!("header {name}")))
    }
}

/// The person of the session that is shown. Who shows none that is known counts by address: a
/// token can't be guessed by trying.
async fn authenticate(
    app: &App,
    peer: IpAddr,
    headers: &axum::http::HeaderMap,
) -> Result<Caller, Failure> {
    let found = match token(headers) {
        Ok(token) => session::caller(&app.core, token).await,
        Err(failure) => Err(failure),
    };
    match found {
        Ok(caller) => app.limits.person(caller.person.id).map(|()| caller),
        Err(failure) => {
            app.limits.address(peer, headers)?;
            Err(failure)
        }
    }
}

/// The token a request shows.
fn token(headers: &axum::http::HeaderMap) -> Result<&str, Failure> {
    headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix(BEARER))
        .ok_or_else(|| Failure::new(ErrorCode::SignIn, "no session"))
}

pub(crate) fn status_of(code: ErrorCode) -> StatusCode {
    match code {
        ErrorCode::Malformed => StatusCode::BAD_REQUEST,
        ErrorCode::SignIn => StatusCode::UNAUTHORIZED,
        ErrorCode::Forbidden => StatusCode::FORBIDDEN,
        ErrorCode::NotFound => StatusCode::NOT_FOUND,
        ErrorCode::Fork | ErrorCode::MonthClosed => StatusCode::CONFLICT,
        ErrorCode::CursorTooOld => StatusCode::GONE,
        ErrorCode::Gap => StatusCode::PRECONDITION_FAILED,
        ErrorCode::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        ErrorCode::Range => StatusCode::RANGE_NOT_SATISFIABLE,
        ErrorCode::Mismatch => StatusCode::UNPROCESSABLE_ENTITY,
        ErrorCode::TooMany => StatusCode::TOO_MANY_REQUESTS,
        ErrorCode::Busy => StatusCode::SERVICE_UNAVAILABLE,
        ErrorCode::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        ErrorCode::Full => StatusCode::INSUFFICIENT_STORAGE,
    }
}

fn refusal(failure: &Failure) -> Response {
    let body = ApiError {
        code: failure.code,
        detail: failure.detail.clone(),
    };
    let text = serde_json::to_string(&body).unwrap_or_default();
    let mut response = json_text(text);
    *response.status_mut() = status_of(failure.code);
    if let Some(wait) = failure.retry_after {
        // Whole seconds, rounded up: earlier would be refused again.
        let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
        let headers = response.headers_mut();
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    if failure.code == ErrorCode::SignIn {
        let headers = response.headers_mut();
        headers.insert(
            header::WWW_AUTHENTICATE,
            HeaderValue::from_static(BEARER.trim_ascii_end()),
        );
    }
    response
}

fn json(value: &impl Serialize) -> Result<Response, Failure> {
    Ok(json_text(crate::store::rows::encode(value)?))
}

fn json_text(text: String) -> Response {
    let mut response = Response::new(Body::from(text));
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    );
    // Answers hold personal data or the state of a moment: nobody on the way keeps them.
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
