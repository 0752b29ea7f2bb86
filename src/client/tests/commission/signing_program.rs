//! A program in NCALayer's place: greets, signs with demonstration keys, and misbehaves.

use baqylau_signing::{KeyFile, pem};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use futures_util::{SinkExt as _, StreamExt as _};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::ServerConfig;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::handshake::server::{
    ErrorResponse, Request as Opening, Response as Opened,
};

/// What the program does with a request.
pub enum Reply {
    Text(String),
    Binary(Vec<u8>),
    Wait(Duration),
    /// Ends the connection without a word.
    Drop,
}

type Answers = Box<dyn Fn(&Value) -> Vec<Reply> + Send>;

/// How the program behaves; changed while it runs.
pub struct Manners {
    /// Said when a connection opens.
    pub greeting: Option<String>,
    /// Refuses connections that don't say where they come from.
    pub wants_origin: bool,
    pub answers: Answers,
}

/// What it shows for TLS.
pub struct Identity {
    config: Arc<ServerConfig>,
    pub fingerprint: String,
}

/// An authority for such identities, as НУЦ is for NCALayer's.
pub struct Authority {
    issuer: Issuer<'static, KeyPair>,
    pub der: Vec<u8>,
}

impl Authority {
    pub fn new() -> Self {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let der = params.self_signed(&key).unwrap().der().to_vec();
        Self {
            issuer: Issuer::new(params, key),
            der,
        }
    }

    /// An identity this authority vouches for.
    pub fn identity(&self, names: &[&str]) -> Identity {
        let key = KeyPair::generate().unwrap();
        let certificate = params(names).signed_by(&key, &self.issuer).unwrap();
        Identity::of(certificate.der(), &key)
    }
}

fn params(names: &[&str]) -> CertificateParams {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    CertificateParams::new(names).unwrap()
}

impl Identity {
    /// An identity nobody vouches for.
    pub fn own() -> Self {
        let key = KeyPair::generate().unwrap();
        let certificate = params(&["127.0.0.1", "localhost"])
            .self_signed(&key)
            .unwrap();
        Self::of(certificate.der(), &key)
    }

    fn of(certificate: &CertificateDer<'static>, key: &KeyPair) -> Self {
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.clone()], key)
            .unwrap();
        Self {
            config: Arc::new(config),
            fingerprint: hex::encode(Sha256::digest(certificate)),
        }
    }
}

/// The program, running until it is dropped.
pub struct Program {
    pub port: u16,
    shared: Arc<Shared>,
    _runtime: tokio::runtime::Runtime,
}

struct Shared {
    identity: Mutex<Arc<ServerConfig>>,
    manners: Mutex<Manners>,
    asked: Mutex<Vec<Value>>,
    closed: AtomicUsize,
}

impl Program {
    pub fn start(identity: &Identity, answers: Answers) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let port = listener.local_addr().unwrap().port();
        let shared = Arc::new(Shared {
            identity: Mutex::new(identity.config.clone()),
            manners: Mutex::new(Manners {
                greeting: Some(r#"{"result":{"version":"1.4"}}"#.to_owned()),
                wants_origin: false,
                answers,
            }),
            asked: Mutex::default(),
            closed: AtomicUsize::new(0),
        });
        let serving = shared.clone();
        runtime.spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let shared = serving.clone();
                tokio::spawn(async move {
                    shared.serve(stream).await;
                    shared.closed.fetch_add(1, Ordering::SeqCst);
                });
            }
        });
        Self {
            port,
            shared,
            _runtime: runtime,
        }
    }

    /// Shows another identity from now on.
    pub fn show(&self, identity: &Identity) {
        *self.shared.identity.lock().unwrap() = identity.config.clone();
    }

    /// Behaves otherwise from now on.
    pub fn behave(&self, answers: impl Fn(&Value) -> Vec<Reply> + Send + 'static) {
        self.shared.manners.lock().unwrap().answers = Box::new(answers);
    }

    pub fn manners(&self, change: impl FnOnce(&mut Manners)) {
        change(&mut self.shared.manners.lock().unwrap());
    }

    /// Requests so far.
    pub fn asked(&self) -> Vec<Value> {
        self.shared.asked.lock().unwrap().clone()
    }

    /// Connections that have ended.
    pub fn closed(&self) -> usize {
        self.shared.closed.load(Ordering::SeqCst)
    }
}

impl Shared {
    async fn serve(&self, stream: TcpStream) -> Option<()> {
        let config = self.identity.lock().unwrap().clone();
        let tls = TlsAcceptor::from(config).accept(stream).await.ok()?;
        let wants_origin = self.manners.lock().unwrap().wants_origin;
        #[allow(clippy::result_large_err, reason = "the library's own type")]
        let door = move |opening: &Opening, opened: Opened| {
            if wants_origin && opening.headers().get("origin").is_none() {
                let mut refusal = ErrorResponse::new(None);
                *refusal.status_mut() = 403u16.try_into().unwrap();
                return Err(refusal);
            }
            Ok(opened)
        };
        let mut socket = tokio_tungstenite::accept_hdr_async(tls, door).await.ok()?;
        let greeting = self.manners.lock().unwrap().greeting.clone();
        if let Some(greeting) = greeting {
            socket.send(Message::text(greeting)).await.ok()?;
        }
        while let Some(Ok(message)) = socket.next().await {
            let Ok(text) = message.to_text() else {
                continue;
            };
            let Ok(asked) = serde_json::from_str::<Value>(text) else {
                if text == "--heartbeat--" {
                    socket.send(Message::text(text)).await.ok()?;
                }
                continue;
            };
            self.asked.lock().unwrap().push(asked.clone());
            let replies = (self.manners.lock().unwrap().answers)(&asked);
            for reply in replies {
                match reply {
                    Reply::Text(text) => socket.send(Message::text(text)).await.ok()?,
                    Reply::Binary(bytes) => socket.send(Message::binary(bytes)).await.ok()?,
                    // Still listens while it waits: who hangs up is noticed.
                    Reply::Wait(time) => tokio::select! {
                        () = tokio::time::sleep(time) => {}
                        gone = hung_up(&mut socket) => { gone?; }
                    },
                    Reply::Drop => return None,
                }
            }
        }
        Some(())
    }
}

/// Reads on until the other side is gone.
async fn hung_up<S>(socket: &mut S) -> Option<()>
where
    S: futures_util::Stream<Item = Result<Message, tokio_tungstenite::tungstenite::Error>> + Unpin,
{
    while let Some(Ok(_)) = socket.next().await {}
    None
}

/// What is asked to be signed, whole.
pub fn document(asked: &Value) -> Vec<u8> {
    let data = match asked["module"].as_str().unwrap() {
        "kz.gov.pki.knca.basics" => &asked["args"]["data"],
        _ => &asked["args"][2],
    };
    STANDARD.decode(data.as_str().unwrap()).unwrap()
}

/// A detached signature by this key, as the program makes it.
pub fn sign(key: &KeyFile, document: &[u8]) -> Vec<u8> {
    let now = std::time::SystemTime::now().into();
    baqylau_signing::sign_detached(key, document, now, &mut rand_core::OsRng).unwrap()
}

/// A right answer of the present module.
pub fn given(cms: &[u8]) -> Reply {
    let armour = pem::encode("CMS", cms);
    Reply::Text(json!({"status": true, "body": {"result": [armour]}}).to_string())
}

/// A text frame of JSON.
pub fn text(value: &Value) -> Reply {
    Reply::Text(value.to_string())
}
