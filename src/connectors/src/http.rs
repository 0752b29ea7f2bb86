//! The transport over HTTP.

use crate::transport::{Call, Carried, Reply, Transport, TransportError};
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue, RETRY_AFTER};
use std::time::Duration;

/// How long connecting may take: a dead host costs little of the time an attempt has.
const CONNECT: Duration = Duration::from_secs(4);

/// The transport over HTTP. No redirection is followed: whoever answers in a system's place
/// doesn't choose who gets the question and the token next.
#[derive(Debug, Clone)]
pub struct HttpTransport(reqwest::Client);

impl HttpTransport {
    /// A transport by the proxy settings of the environment.
    ///
    /// # Errors
    /// [`TransportError::Request`] when the system gives no client.
    pub fn new() -> Result<Self, TransportError> {
        Self::built(|builder| builder)
    }

    /// A transport that goes straight, whatever the environment says of proxies: for gateways in
    /// the same network.
    ///
    /// # Errors
    /// As [`HttpTransport::new`].
    pub fn direct() -> Result<Self, TransportError> {
        Self::built(reqwest::ClientBuilder::no_proxy)
    }

    fn built(
        proxy: fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder,
    ) -> Result<Self, TransportError> {
        let builder = || {
            let builder = reqwest::Client::builder()
                .connect_timeout(CONNECT)
                .redirect(reqwest::redirect::Policy::none())
                .user_agent(concat!("Baqylau/", env!("CARGO_PKG_VERSION")));
            proxy(builder)
        };
        // A gateway may speak plain http: a machine without roots for https asks it as well.
        builder()
            .build()
            .or_else(|_| builder().tls_certs_only([]).build())
            .map(Self)
            .or(Err(TransportError::Request))
    }
}

impl Transport for HttpTransport {
    fn carry(&self, call: Call) -> Carried<'_> {
        Box::pin(fetch(&self.0, call))
    }
}

async fn fetch(client: &reqwest::Client, call: Call) -> Result<Reply, TransportError> {
    let mut wish = client
        .post(&call.address)
        .header(CONTENT_TYPE, "application/json")
        .header("idempotency-key", &call.request)
        .body(call.body);
    if let Some(token) = &call.token {
        let mut value =
            HeaderValue::from_str(&format!("Bearer {token}")).or(Err(TransportError::Request))?;
        value.set_sensitive(true);
        wish = wish.header(AUTHORIZATION, value);
    }
    let mut response = wish.send().await.map_err(|error| {
        if error.is_builder() {
            TransportError::Request
        } else {
            TransportError::Unreachable
        }
    })?;
    let header = |name| {
        let value = response.headers().get(name)?.to_str().ok()?;
        Some(value.to_owned())
    };
    let media_type = header(CONTENT_TYPE)
        .and_then(|value| Some(value.split(';').next()?.trim().to_ascii_lowercase()))
        .unwrap_or_default();
    let retry_after = header(RETRY_AFTER)
        .and_then(|value| value.trim().parse().ok())
        .map(Duration::from_secs);
    let announced = response.content_length().unwrap_or(0);
    if usize::try_from(announced).unwrap_or(usize::MAX) > call.limit {
        return Err(TransportError::TooLarge);
    }
    let mut body = Vec::new();
    while let Some(piece) = response.chunk().await.or(Err(TransportError::BrokenOff))? {
        if body.len() + piece.len() > call.limit {
            return Err(TransportError::TooLarge);
        }
        body.extend_from_slice(&piece);
    }
    Ok(Reply {
        status: response.status().as_u16(),
        media_type,
        retry_after,
        body,
    })
}
