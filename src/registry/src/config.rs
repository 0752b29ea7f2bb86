//! How a registry is started.

use crate::checks::SourceSystems;
use crate::environment::Environment;
use crate::lms::LmsLimits;
use crate::store::{PostgresUrl, StoreKey};
use baqylau_validation::{Addresses, ProxySetting};
use chrono::NaiveDate;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::num::NonZeroU32;
use std::path::PathBuf;

/// How fast one sender may ask: so many requests a second, and so many at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// Requests a second in the long run.
    pub per_second: NonZeroU32,
    /// Requests at once after a pause.
    pub burst: NonZeroU32,
}

/// How fast senders may ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateLimits {
    /// Without a session, or with one that isn't known: by address.
    pub address: Pace,
    /// With a session: by person, whatever devices they use.
    pub person: Pace,
}

impl RateLimits {
    /// So many requests a second for each person; a fifth of that for each address without a
    /// session. A first synchronisation asks for several hundred pages and attachments in a row,
    /// so ten seconds' worth may come at once.
    pub fn per_person(per_second: NonZeroU32) -> Self {
        let pace = |per_second: NonZeroU32| Pace {
            per_second,
            burst: per_second.saturating_mul(NonZeroU32::new(10).unwrap_or(NonZeroU32::MIN)),
        };
        let fifth = NonZeroU32::new(per_second.get() / 5).unwrap_or(NonZeroU32::MIN);
        Self {
            address: pace(fifth),
            person: pace(per_second),
        }
    }
}

/// Files for TLS, PEM.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlsFiles {
    /// The certificate of the registry, then those above it.
    pub chain: PathBuf,
    /// Its private key.
    pub key: PathBuf,
}

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
    /// The demonstration's region has so many schools whose month is still to be played
    /// ([`crate::rehearsal`]), instead of months that were played; `None`: it doesn't.
    pub rehearsed: Option<u32>,
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
    /// The state's source systems the automatic checks ask; `None`: in a demonstration invented
    /// ones, otherwise none, and the checks wait.
    pub sources: Option<SourceSystems>,
    /// Refuse signatures whose revocation isn't known when they arrive. Accepting asks no
    /// service: what was learnt before decides, and the final verdict is reached afterwards, when
    /// the services have been asked. So with `true` a first signature of a real key counts only
    /// where its revocation values or a list are at hand.
    pub revocation_required: bool,
    /// The store was restored from a backup: begin a new epoch, so that clients notice.
    pub new_epoch: bool,
    /// How fast senders may ask; `None`: as they like.
    pub limits: Option<RateLimits>,
    /// How much of an LMS is taken at once.
    pub lms: LmsLimits,
    /// Proxies in front, believed when they say who sent a request (`X-Forwarded-For`).
    pub proxies: Vec<IpAddr>,
    /// Speak TLS; `None`: plain HTTP, for loopback or behind a proxy that ends TLS.
    pub tls: Option<TlsFiles>,
    /// Where to serve meters and health for operators; `None`: nowhere.
    pub metrics: Option<SocketAddr>,
    /// Clock and randomness.
    pub environment: Environment,
    /// Do by the clock what is due (escalations, registrations) once an hour, reach final
    /// verdicts about signatures soon after they arrive, and run the automatic checks in their
    /// turn.
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
            rehearsed: None,
            name: "Baqylau".to_owned(),
            key: None,
            anchors: Vec::new(),
            intermediates: Vec::new(),
            services: None,
            proxy: ProxySetting::System,
            sources: None,
            revocation_required: false,
            new_epoch: false,
            limits: None,
            lms: LmsLimits::default(),
            proxies: Vec::new(),
            tls: None,
            metrics: None,
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
