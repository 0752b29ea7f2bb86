//! The services of the demonstration authority over HTTP. Elsewhere these routes don't exist.

use super::Call;
use crate::demo::services::{NoAnswer, SampleService};
use crate::failure::Failure;
use crate::store::StoreError;
use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use baqylau_protocol::api::ErrorCode;
use std::sync::Arc;

/// Media types of what the services answer.
pub(crate) const OCSP_ANSWER: &str = "application/ocsp-response";
pub(crate) const STAMP_ANSWER: &str = "application/timestamp-reply";
pub(crate) const LIST: &str = "application/pkix-crl";

pub(super) async fn answer(call: Call, service: SampleService) -> Result<Response, Failure> {
    let sample = call
        .core()
        .sample
        .as_ref()
        .map(Arc::clone)
        .ok_or_else(Failure::not_found)?;
    let body = call.body;
    let octets = tokio::task::spawn_blocking(move || sample.answer_outside(service, &body))
        .await
        .or(Err(StoreError::Closed))?
        .map_err(|problem| match problem {
            NoAnswer::Busy => Failure::new(ErrorCode::Busy, "too many requests"),
            NoAnswer::Broken(reason) => Failure::new(ErrorCode::Internal, reason),
        })?;
    let kind = match service {
        SampleService::Ocsp => OCSP_ANSWER,
        SampleService::Stamp => STAMP_ANSWER,
        SampleService::List | SampleService::Supplement => LIST,
    };
    let mut response = Response::new(Body::from(octets));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}
