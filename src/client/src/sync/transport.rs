//! The one door to the network: a request goes out, an answer comes back, or it doesn't.

use crate::config::NetworkConfig;
use crate::error::{ClientError, Result};
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

/// Largest answer taken in: an attachment with room for its wrapping.
const LARGEST_ANSWER: usize = 260 * 1024 * 1024;

/// How a request is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Read.
    Get,
    /// Read the headers.
    Head,
    /// Ask for something to be done.
    Post,
    /// Send a piece.
    Patch,
    /// End something.
    Delete,
}

/// A request to the registry.
#[derive(Clone)]
pub struct Request {
    /// How it is meant.
    pub method: Method,
    /// Path with query, from the registry's root.
    pub path: String,
    /// Session token.
    pub token: Option<String>,
    /// Further headers.
    pub headers: Vec<(&'static str, String)>,
    /// Body; JSON unless `binary`.
    pub body: Vec<u8>,
    /// Whether the body is bytes of an attachment.
    pub binary: bool,
}

impl std::fmt::Debug for Request {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Tokens and bodies must not reach a log.
        f.debug_struct("Request")
            .field("method", &self.method)
            .finish_non_exhaustive()
    }
}

/// An answer of the registry.
#[derive(Clone)]
pub struct Response {
    /// Status code.
    pub status: u16,
    /// Headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// Body.
    pub body: Vec<u8>,
}

impl std::fmt::Debug for Response {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

impl Response {
    /// A header by its lower-case name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(found, _)| found == name)
            .map(|(_, value)| value.as_str())
    }
}

/// No answer came: nobody knows whether the request was carried out.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{0}")]
pub struct NoAnswer(pub String);

/// A future answer.
pub type Answer<'a> =
    Pin<Box<dyn Future<Output = std::result::Result<Response, NoAnswer>> + Send + 'a>>;

/// Carries requests. Tests put their own network here: slow, lossy, forging.
pub trait Transport: Send + Sync {
    /// Sends a request and waits for the answer.
    fn send(&self, request: Request) -> Answer<'_>;
}

/// HTTP over the real network.
#[derive(Debug)]
pub struct HttpTransport {
    client: reqwest::Client,
    root: String,
}

impl HttpTransport {
    /// A transport to a registry's address.
    ///
    /// # Errors
    /// When the proxy or the bundle of authorities can't be used.
    pub fn new(registry_url: &str, network: &NetworkConfig) -> Result<Self> {
        let mut builder = reqwest::Client::builder()
            .connect_timeout(Duration::from_secs(10))
            .read_timeout(Duration::from_secs(30))
            .redirect(reqwest::redirect::Policy::none());
        builder = match &network.proxy {
            Some(proxy) => builder.proxy(
                reqwest::Proxy::all(proxy)
                    .or(Err(ClientError::refused("client-proxy-unusable")))?,
            ),
            None => builder.no_proxy(),
        };
        if let Some(path) = &network.ca_bundle {
            let pem =
                std::fs::read(path).map_err(|error| ClientError::file("reading", path, error))?;
            let bundle = reqwest::Certificate::from_pem_bundle(&pem)
                .or(Err(ClientError::refused("client-ca-unusable")))?;
            // A file without certificates reads as an empty bundle: somebody named the wrong one.
            if bundle.is_empty() {
                return Err(ClientError::refused("client-ca-unusable"));
            }
            builder = builder.tls_certs_merge(bundle);
        }
        let client = builder.build().map_err(|error| match network.ca_bundle {
            // What is inside the certificates is read only here.
            Some(_) => ClientError::refused("client-ca-unusable"),
            None => ClientError::Unreachable(error.without_url().to_string()),
        })?;
        Ok(Self {
            client,
            root: registry_url.trim_end_matches('/').to_owned(),
        })
    }

    async fn carry(&self, request: Request) -> std::result::Result<Response, reqwest::Error> {
        let method = match request.method {
            Method::Get => reqwest::Method::GET,
            Method::Head => reqwest::Method::HEAD,
            Method::Post => reqwest::Method::POST,
            Method::Patch => reqwest::Method::PATCH,
            Method::Delete => reqwest::Method::DELETE,
        };
        let mut builder = self
            .client
            .request(method, format!("{}{}", self.root, request.path));
        if let Some(token) = &request.token {
            builder = builder.bearer_auth(token);
        }
        for (name, value) in &request.headers {
            builder = builder.header(*name, value);
        }
        if matches!(request.method, Method::Post | Method::Patch) {
            let kind = if request.binary {
                "application/octet-stream"
            } else {
                "application/json"
            };
            builder = builder.header("content-type", kind).body(request.body);
        }
        let mut answer = builder.send().await?;
        let status = answer.status().as_u16();
        let headers = answer
            .headers()
            .iter()
            .filter_map(|(name, value)| {
                Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned()))
            })
            .collect();
        let mut body = Vec::new();
        while let Some(piece) = answer.chunk().await? {
            if body.len() + piece.len() > LARGEST_ANSWER {
                // An endless answer must not fill the memory; it is treated as unreadable.
                body.clear();
                break;
            }
            body.extend_from_slice(&piece);
        }
        Ok(Response {
            status,
            headers,
            body,
        })
    }
}

impl Transport for HttpTransport {
    fn send(&self, request: Request) -> Answer<'_> {
        Box::pin(async move {
            self.carry(request)
                .await
                .map_err(|error| NoAnswer(error.without_url().to_string()))
        })
    }
}
