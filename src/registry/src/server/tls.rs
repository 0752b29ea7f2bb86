//! TLS of the registry's own: for who has no proxy in front that ends it.

use crate::config::TlsFiles;
use axum::serve::Listener;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, crypto::aws_lc_rs};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, mpsc};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

/// How long a handshake may take.
const HANDSHAKE: Duration = Duration::from_secs(10);

/// Handshakes at once. Whoever comes beyond them waits in the system's queue.
const AT_ONCE: usize = 256;

/// Reads chain and key.
///
/// # Errors
/// In words, without what the files hold.
fn acceptor(files: &TlsFiles) -> Result<TlsAcceptor, String> {
    let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_file_iter(&files.chain)
        .and_then(Iterator::collect)
        .map_err(|error| format!("{}: {error}", files.chain.display()))?;
    if chain.is_empty() {
        return Err(format!("{}: no certificate", files.chain.display()));
    }
    let key = PrivateKeyDer::from_pem_file(&files.key)
        .map_err(|error| format!("{}: {error}", files.key.display()))?;
    let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| error.to_string())?
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .map_err(|error| {
            let (chain, key) = (files.chain.display(), files.key.display());
            format!("{chain} with {key}: {error}")
        })?;
    Ok(TlsAcceptor::from(Arc::new(config)))
}

/// The registry's certificate and key, read again when their files change: a renewed certificate
/// needs no restart. One that can't be used leaves the one before in its place.
pub(crate) struct Certificates {
    files: TlsFiles,
    acceptor: TlsAcceptor,
    /// Times and sizes of the files last looked into.
    seen: Option<[(SystemTime, u64); 2]>,
}

impl Certificates {
    /// Reads chain and key.
    ///
    /// # Errors
    /// In words, without what the files hold.
    pub(crate) fn read(files: &TlsFiles) -> Result<Self, String> {
        let seen = Self::look(files);
        Ok(Self {
            acceptor: acceptor(files)?,
            files: files.clone(),
            seen,
        })
    }

    fn look(files: &TlsFiles) -> Option<[(SystemTime, u64); 2]> {
        let of = |file: &Path| {
            let found = std::fs::metadata(file).ok()?;
            Some((found.modified().ok()?, found.len()))
        };
        Some([of(&files.chain)?, of(&files.key)?])
    }

    /// What the next connection is taken with. Looking at two files takes far less than a
    /// handshake.
    fn current(&mut self) -> TlsAcceptor {
        let now = Self::look(&self.files);
        if now.is_some() && now != self.seen {
            // Half of a renewal fails here, and the other half is another change.
            self.seen = now;
            match acceptor(&self.files) {
                Ok(renewed) => {
                    tracing::info!("the certificate was read again");
                    self.acceptor = renewed;
                }
                Err(reason) => tracing::error!(reason, "the certificate before stays"),
            }
        }
        self.acceptor.clone()
    }
}

/// Takes connections and shakes hands beside the others: one that dribbles keeps nobody waiting.
pub(crate) struct TlsListener {
    address: SocketAddr,
    ready: mpsc::Receiver<(TlsStream<TcpStream>, SocketAddr)>,
    taking: JoinHandle<()>,
}

impl TlsListener {
    /// Begins to take connections.
    ///
    /// # Errors
    /// What the system says about the socket.
    pub(crate) fn new(listener: TcpListener, certificates: Certificates) -> std::io::Result<Self> {
        let address = listener.local_addr()?;
        let (done, ready) = mpsc::channel(AT_ONCE);
        let taking = tokio::spawn(take(listener, certificates, done));
        Ok(Self {
            address,
            ready,
            taking,
        })
    }
}

impl Drop for TlsListener {
    fn drop(&mut self) {
        self.taking.abort();
    }
}

async fn take(
    mut listener: TcpListener,
    mut certificates: Certificates,
    done: mpsc::Sender<(TlsStream<TcpStream>, SocketAddr)>,
) {
    let room = Arc::new(Semaphore::new(AT_ONCE));
    loop {
        let Ok(place) = Arc::clone(&room).acquire_owned().await else {
            return;
        };
        let (stream, peer) = Listener::accept(&mut listener).await;
        let (acceptor, done) = (certificates.current(), done.clone());
        tokio::spawn(async move {
            match tokio::time::timeout(HANDSHAKE, acceptor.accept(stream)).await {
                // Nobody receives only when the registry stops.
                Ok(Ok(stream)) => drop(done.send((stream, peer)).await),
                Ok(Err(error)) => tracing::debug!(%error, "handshake failed"),
                Err(_) => tracing::debug!("handshake took too long"),
            }
            drop(place);
        });
    }
}

impl Listener for TlsListener {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        match self.ready.recv().await {
            Some(taken) => taken,
            // The task that takes connections ended with the runtime: there will be no more.
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> std::io::Result<Self::Addr> {
        Ok(self.address)
    }
}
