//! How a registry is started.

use crate::environment::Environment;
use crate::store::{PostgresUrl, StoreKey};
use baqylau_validation::{Addresses, ProxySetting};
use chrono::NaiveDate;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

/// Where records are kept. Attachments are files in the data folder either way.
#[derive(Debug, Clone)]
pub enum Storage {
    /// One file of SQLite, inside this program.
    Sqlite {
        /// The file; `registry.db` in the data folder when `None`.
        file: Option<PathBuf>,
    },
    /// A database of a PostgreSQL server.
    Postgres(PostgresUrl),
}

/// Settings of one registry.
#[derive(Debug, Clone)]
pub struct RegistryConfig {
    /// Folder with the attachments, and with the store unless it is elsewhere; made when absent.
    pub data: PathBuf,
    /// Where records are kept.
    pub storage: Storage,
    /// Where to listen; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Fills an empty store with the demonstration data, lists its accounts to everybody and
    /// trusts the demonstration authority. A store filled so stays a demonstration for ever.
    pub demo: bool,
    /// The day the demonstration data is arranged around; `None`: the day of the first start.
    pub today: Option<NaiveDate>,
    /// Name shown to people.
    pub name: String,
    /// Key of an SQLite store; `None` opens it plain.
    pub key: Option<StoreKey>,
    /// Trust anchors (certificates, DER or PEM) for the signatures of people.
    pub anchors: Vec<Vec<u8>>,
    /// Authorities between signers and anchors (certificates, DER or PEM): offered, believed only
    /// by their chains.
    pub intermediates: Vec<Vec<u8>>,
    /// Services of authorities, beside those certificates name themselves; `None`: in a
    /// demonstration its own, otherwise the national ones.
    pub services: Option<Addresses>,
    /// The proxy towards them.
    pub proxy: ProxySetting,
    /// Refuse signatures whose revocation isn't known when they arrive. Accepting asks no
    /// service: what was learnt before decides, and the final verdict is reached afterwards, when
    /// the services have been asked. So with `true` a first signature of a real key counts only
    /// where its revocation values or a list are at hand.
    pub revocation_required: bool,
    /// The store was restored from a backup: begin a new epoch, so that clients notice.
    pub new_epoch: bool,
    /// Clock and randomness.
    pub environment: Environment,
    /// Do by the clock what is due (escalations, registrations) once an hour, and reach final
    /// verdicts about signatures soon after they arrive.
    pub hourly: bool,
}

impl RegistryConfig {
    /// An empty registry on a free loopback port.
    pub fn new(data: impl Into<PathBuf>) -> Self {
        Self {
            data: data.into(),
            storage: Storage::Sqlite { file: None },
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            demo: false,
            today: None,
            name: "Baqylau".to_owned(),
            key: None,
            anchors: Vec::new(),
            intermediates: Vec::new(),
            services: None,
            proxy: ProxySetting::System,
            revocation_required: false,
            new_epoch: false,
            environment: Environment::system(),
            hourly: true,
        }
    }

    /// The demonstration registry on a free loopback port.
    pub fn demo(data: impl Into<PathBuf>) -> Self {
        Self {
            demo: true,
            ..Self::new(data)
        }
    }
}
