//! The HTTP interface: one table of routes, one way in, every error in the same shape.

mod blobs;
mod copies;
mod handlers;
mod openapi;
mod routes;
mod sample;

pub(crate) use handlers::SAMPLE_PEOPLE;
#[cfg(test)]
pub(crate) use openapi::method_word;
pub(crate) use openapi::served as openapi;
pub(crate) use routes::{Endpoint, ROUTES, Right, Route};

use crate::access::Caller;
use crate::context::Core;
use crate::demo::services::SampleService;
use crate::failure::Failure;
use crate::session::{self, Challenges};
use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use axum::routing::on;
use baqylau_domain::visit::plans_visits;
use baqylau_protocol::api::{ApiError, BEARER, ErrorCode};
use serde::Serialize;
use std::sync::Arc;
use std::time::Duration;

/// How long the body of a request may take to arrive.
const BODY_TIME: Duration = Duration::from_secs(60);

/// What every request may use.
pub(crate) struct App {
    pub(crate) core: Arc<Core>,
    pub(crate) challenges: Challenges,
}

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

/// One request from rights to answer.
async fn answer(app: Arc<App>, route: &'static Route, request: Request) -> Response {
    let response = match serve(&app, route, request).await {
        Ok(response) => response,
        Err(failure) => {
            match &failure.cause {
                Some(cause) => tracing::error!(path = route.path, code = ?failure.code, cause),
                None => tracing::info!(
                    path = route.path,
                    code = ?failure.code,
                    detail = failure.detail.as_str()
                ),
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
    let caller = match route.right {
        Right::Open => None,
        Right::Sample if app.core.context.identity.sample => None,
        Right::Sample => return Err(Failure::not_found()),
        Right::Session => Some(authenticate(app, &parts.headers).await?),
        Right::Planning => {
            let caller = authenticate(app, &parts.headers).await?;
            if !plans_visits(caller.person.role) {
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
        (Endpoint::BlobState, Some(caller)) => blobs::state(&call, &caller).await,
        (Endpoint::BlobPiece, Some(caller)) => blobs::piece(call, caller).await,
        (Endpoint::BlobWhole, Some(caller)) => blobs::whole(&call, caller).await,
        (_, None) => Err(Failure::new(ErrorCode::SignIn, "no session")),
    }
}

/// A request whose right was checked and whose body was read.
pub(crate) struct Call {
    app: Arc<App>,
    parts: axum::http::request::Parts,
    body: Vec<u8>,
}

impl Call {
    fn core(&self) -> &Arc<Core> {
        &self.app.core
    }

    /// The last part of the path, as the identifier it must be.
    fn target<T: std::str::FromStr>(&self) -> Result<T, Failure> {
        let last = self.parts.uri.path().rsplit('/').next().unwrap_or_default();
        last.parse()
            .or(Err(Failure::malformed("identifier in the path")))
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

async fn authenticate(app: &App, headers: &axum::http::HeaderMap) -> Result<Caller, Failure> {
    session::caller(&app.core, token(headers)?).await
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
        ErrorCode::Fork => StatusCode::CONFLICT,
        ErrorCode::CursorTooOld => StatusCode::GONE,
        ErrorCode::Gap => StatusCode::PRECONDITION_FAILED,
        ErrorCode::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        ErrorCode::Range => StatusCode::RANGE_NOT_SATISFIABLE,
        ErrorCode::Mismatch => StatusCode::UNPROCESSABLE_ENTITY,
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
