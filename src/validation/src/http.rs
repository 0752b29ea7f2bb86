//! The transport over HTTP.

use crate::transport::{Carried, Transport, TransportError, TransportRequest};
use reqwest::header::CONTENT_TYPE;
use reqwest::redirect::{Action, Attempt, Policy};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Redirections followed on one host.
const MAX_REDIRECTS: usize = 3;

/// How requests go out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "address")]
pub enum ProxySetting {
    /// As the environment says (`http_proxy` and its kin).
    #[default]
    System,
    /// Straight, whatever the environment says.
    Direct,
    /// Through this proxy: `http://host:port`, with a name and password before the host where
    /// it asks for them.
    Through(String),
}

/// Settings of [`HttpTransport`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpSettings {
    /// The proxy.
    pub proxy: ProxySetting,
    /// How long connecting may take: short, so that a dead host costs little.
    pub connect: Duration,
}

impl Default for HttpSettings {
    fn default() -> Self {
        Self {
            proxy: ProxySetting::System,
            connect: Duration::from_secs(4),
        }
    }
}

/// The transport over HTTP. A redirection is followed on the same host only: whoever answers in
/// a service's place doesn't choose whom we ask next.
#[derive(Debug, Clone)]
pub struct HttpTransport(reqwest::Client);

impl HttpTransport {
    /// A transport.
    ///
    /// # Errors
    /// [`TransportError::Proxy`], or [`TransportError::Unavailable`] when the system refuses.
    pub fn new(settings: &HttpSettings) -> Result<Self, TransportError> {
        let builder = || -> Result<reqwest::ClientBuilder, TransportError> {
            let builder = reqwest::Client::builder()
                .connect_timeout(settings.connect)
                .redirect(Policy::custom(on_the_same_host))
                .user_agent(concat!("Baqylau/", env!("CARGO_PKG_VERSION")));
            Ok(match &settings.proxy {
                ProxySetting::System => builder,
                ProxySetting::Direct => builder.no_proxy(),
                ProxySetting::Through(address) => {
                    let proxy = reqwest::Proxy::all(address).or(Err(TransportError::Proxy))?;
                    builder.proxy(proxy)
                }
            })
        };
        // The services speak plain http: a machine without any roots for https asks them as well.
        let client = match builder()?.build() {
            Ok(client) => Ok(client),
            Err(_) => builder()?.tls_certs_only([]).build(),
        };
        client
            .map(Self)
            .map_err(|error| TransportError::Unavailable {
                reason: error.to_string(),
            })
    }
}

fn on_the_same_host(attempt: Attempt<'_>) -> Action {
    let stays = attempt.previous().last().is_some_and(|before| {
        before.host_str() == attempt.url().host_str()
            && before.port_or_known_default() == attempt.url().port_or_known_default()
    });
    if stays && attempt.previous().len() <= MAX_REDIRECTS {
        attempt.follow()
    } else {
        attempt.stop()
    }
}

impl Transport for HttpTransport {
    fn carry(&self, request: TransportRequest) -> Carried<'_> {
        Box::pin(async move {
            let within = request.within;
            tokio::time::timeout(within, fetch(&self.0, request))
                .await
                .unwrap_or(Err(TransportError::TimedOut))
        })
    }
}

async fn fetch(
    client: &reqwest::Client,
    request: TransportRequest,
) -> Result<Vec<u8>, TransportError> {
    let address = reqwest::Url::parse(&request.address).or(Err(TransportError::Address))?;
    if !matches!(address.scheme(), "http" | "https") {
        return Err(TransportError::Address);
    }
    let wish = match request.body {
        Some((kind, body)) => client.post(address).header(CONTENT_TYPE, kind).body(body),
        None => client.get(address),
    };
    let mut response = wish.send().await.map_err(|error| failure(&error))?;
    let status = response.status();
    if status.is_redirection() {
        return Err(TransportError::Elsewhere);
    }
    if status != reqwest::StatusCode::OK {
        return Err(TransportError::Status {
            status: status.as_u16(),
        });
    }
    let announced = response.content_length().unwrap_or(0);
    if usize::try_from(announced).unwrap_or(usize::MAX) > request.limit {
        return Err(TransportError::TooLarge);
    }
    let mut body = Vec::new();
    while let Some(piece) = response.chunk().await.map_err(|error| failure(&error))? {
        if body.len() + piece.len() > request.limit {
            return Err(TransportError::TooLarge);
        }
        body.extend_from_slice(&piece);
    }
    Ok(body)
}

fn failure(error: &reqwest::Error) -> TransportError {
    if error.is_timeout() {
        TransportError::TimedOut
    } else if error.is_builder() {
        TransportError::Address
    } else {
        TransportError::Unreachable
    }
}
