//! Where a PostgreSQL server is and how it is spoken to: its URL, its password, TLS.

use super::StoreError;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, ConfigBuilder, RootCertStore, WantsVerifier};
use rustls_platform_verifier::BuilderVerifierExt as _;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio_postgres::Config;
use tokio_postgres::config::{Host, SslMode};
use tokio_postgres_rustls::MakeRustlsConnect;

/// A silent server is given up after this long.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long connecting may take.
const CONNECTING: Duration = Duration::from_secs(10);

/// A database of a PostgreSQL server. Never shows its password.
#[derive(Clone)]
pub struct PostgresUrl {
    config: Box<Config>,
    tls: MakeRustlsConnect,
}

impl std::fmt::Debug for PostgresUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PostgresUrl")
            .field("place", &self.to_string())
            .finish_non_exhaustive()
    }
}

impl std::fmt::Display for PostgresUrl {
    /// Server and database, for people; neither user nor password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let host = match self.config.get_hosts().first() {
            Some(Host::Tcp(name)) => name.clone(),
            #[cfg(unix)]
            Some(Host::Unix(path)) => path.display().to_string(),
            None => "localhost".to_owned(),
        };
        let port = self.config.get_ports().first().copied().unwrap_or(5432);
        let database = self.config.get_dbname().or(self.config.get_user());
        write!(f, "{host}:{port}/{}", database.unwrap_or_default())
    }
}

impl PostgresUrl {
    /// Reads `postgresql://user@server:5432/database?sslmode=require`. With `require` the
    /// server's certificate has to hold for its name, by `authority` when one is given and
    /// otherwise by the authorities this computer trusts; `prefer`, which is the default, and
    /// `disable` as PostgreSQL describes them.
    ///
    /// # Errors
    /// [`StoreError::Address`] when the text isn't such a URL or names neither server nor user;
    /// [`StoreError::Io`] and [`StoreError::Address`] when the authority can't be read.
    pub fn parse(text: &str, authority: Option<&Path>) -> Result<Self, StoreError> {
        // What the parser says may repeat the text, which may hold a password.
        let mut config: Config = text
            .parse()
            .or(Err(StoreError::Address("not a PostgreSQL URL")))?;
        if config.get_hosts().is_empty() && config.get_hostaddrs().is_empty() {
            return Err(StoreError::Address("the URL names no server"));
        }
        if config.get_user().is_none() {
            return Err(StoreError::Address("the URL names no user"));
        }
        config.application_name("baqylau-registry");
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(CONNECTING);
        }
        if config.get_tcp_user_timeout().is_none() {
            config.tcp_user_timeout(PATIENCE);
        }
        config.keepalives_idle(PATIENCE);
        let tls = if config.get_ssl_mode() == SslMode::Disable || is_local(&config) {
            // Nobody's word is taken, because nobody is asked.
            let nobody = Arc::new(RootCertStore::empty());
            builder()?
                .with_root_certificates(nobody)
                .with_no_client_auth()
        } else {
            tls(authority)?
        };
        Ok(Self {
            config: Box::new(config),
            tls: MakeRustlsConnect::new(tls),
        })
    }

    /// Whether the URL itself holds a password.
    pub fn has_password(&self) -> bool {
        self.config.get_password().is_some()
    }

    /// The same with a password.
    #[must_use]
    pub fn with_password(mut self, password: &str) -> Self {
        self.config.password(password);
        self
    }

    pub(super) fn config(&self) -> &Config {
        &self.config
    }

    pub(super) fn tls(&self) -> MakeRustlsConnect {
        self.tls.clone()
    }
}

/// Whether the server is on this computer, behind a socket of the file system.
fn is_local(config: &Config) -> bool {
    let hosts = config.get_hosts();
    !hosts.is_empty() && hosts.iter().all(|host| !matches!(host, Host::Tcp(_)))
}

fn builder() -> Result<ConfigBuilder<ClientConfig, WantsVerifier>, StoreError> {
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .or(Err(StoreError::Setting("TLS")))
}

/// TLS as everywhere in the house: rustls, and whom the computer believes.
fn tls(authority: Option<&Path>) -> Result<ClientConfig, StoreError> {
    let bad = || StoreError::Address("the authority of the server isn't a certificate (PEM)");
    let builder = builder()?;
    let Some(file) = authority else {
        return Ok(builder
            .with_platform_verifier()
            .or(Err(StoreError::Setting("TLS")))?
            .with_no_client_auth());
    };
    let bytes = std::fs::read(file)?;
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(&bytes) {
        roots.add(certificate.or(Err(bad()))?).or(Err(bad()))?;
    }
    if roots.is_empty() {
        return Err(bad());
    }
    Ok(builder.with_root_certificates(roots).with_no_client_auth())
}
