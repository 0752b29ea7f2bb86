//! What the program tells the client at start: places, addresses, clock, keyring.

use baqylau_domain::Moment;
use baqylau_signing::ncalayer::{PORT, Patience};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// Tells the time. Injected, so that tests and the tour decide what day it is.
pub trait Clock: Send + Sync {
    /// The moment now, by this device.
    fn now(&self) -> Moment;
}

/// The device's own clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Moment {
        Moment::from(SystemTime::now())
    }
}

/// A number from 0 to 1 that spreads retries, so that a thousand laptops don't come back at once.
pub trait Jitter: Send + Sync {
    /// The next number, 0 inclusive to 1 exclusive.
    fn next(&self) -> f64;
}

/// Jitter from the system's randomness.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemJitter;

impl Jitter for SystemJitter {
    fn next(&self) -> f64 {
        let mut bytes = [0u8; 4];
        match getrandom::fill(&mut bytes) {
            Ok(()) => f64::from(u32::from_le_bytes(bytes)) / 4_294_967_296.0,
            Err(_) => 0.5,
        }
    }
}

/// Whether the system's keyring may hold the key of the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Keyring {
    /// The keyring of the operating system, where it answers.
    #[default]
    System,
    /// None: passphrase only.
    None,
}

/// Cost of turning a passphrase into a key (argon2id). Written into the header, so that a store
/// opens with the cost it was made with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct PassphraseCost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl Default for PassphraseCost {
    fn default() -> Self {
        Self {
            memory_kib: 64 * 1024,
            passes: 3,
            lanes: 1,
        }
    }
}

/// How the client reaches the network.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NetworkConfig {
    /// Proxy for every request (`http://proxy:3128`); `None` means a direct connection.
    pub proxy: Option<String>,
    /// PEM file with further certification authorities, for networks with their own.
    pub ca_bundle: Option<PathBuf>,
}

/// Waiting times of the synchronisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// Between two rounds while everything works.
    pub period: Duration,
    /// After the first failure; doubles up to `longest_wait`.
    pub first_wait: Duration,
    /// Longest wait after failures.
    pub longest_wait: Duration,
    /// How long to collect further draft changes before sending.
    pub settle: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            period: Duration::from_secs(15),
            first_wait: Duration::from_secs(1),
            longest_wait: Duration::from_secs(60),
            settle: Duration::from_millis(300),
        }
    }
}

/// Where NCALayer is looked for, and how long it is waited for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NcaConfig {
    /// `127.0.0.1`, `::1` or `localhost`: a signing program of another machine is never asked.
    pub host: String,
    /// Port.
    pub port: u16,
    /// Waiting times.
    pub patience: Patience,
    /// Further authorities whose TLS certificates the program may show, DER: beside those of the
    /// system, of НУЦ РК, and those the registry named.
    pub authorities: Vec<Vec<u8>>,
}

impl Default for NcaConfig {
    fn default() -> Self {
        Self {
            host: "127.0.0.1".to_owned(),
            port: PORT,
            patience: Patience::default(),
            authorities: Vec::new(),
        }
    }
}

/// Services of the authorities, asked beside those that certificates name and instead of those the
/// registry names, and how long they are waited for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServicesConfig {
    /// Addresses of OCSP services.
    pub ocsp: Vec<String>,
    /// Addresses of time-stamp services.
    pub tsp: Vec<String>,
    /// Addresses of revocation lists.
    pub crl: Vec<String>,
    /// How long a signing waits for all of them together; nothing at all: they are asked later.
    pub wait: Duration,
}

impl Default for ServicesConfig {
    fn default() -> Self {
        Self {
            ocsp: Vec::new(),
            tsp: Vec::new(),
            crl: Vec::new(),
            wait: Duration::from_secs(8),
        }
    }
}

/// Called whenever an event was put into the channel; wakes the window.
pub type Waker = Arc<dyn Fn() + Send + Sync>;

/// Everything the client needs to start.
#[derive(Clone)]
pub struct ClientConfig {
    /// Folder of the store; made when missing.
    pub data_dir: PathBuf,
    /// Address of the registry (`https://registry.example.kz`).
    pub registry_url: String,
    /// Short name of this device; part of the numbers given on the laptop (`Ч-<device>-<n>`).
    pub device_label: String,
    /// Name and version of the program, printed in acts.
    pub software: String,
    /// Clock.
    pub clock: Arc<dyn Clock>,
    /// Spread of retries.
    pub jitter: Arc<dyn Jitter>,
    /// Keyring.
    pub keyring: Keyring,
    /// Cost of the passphrase for new stores and bundles.
    pub passphrase_cost: PassphraseCost,
    /// Network.
    pub network: NetworkConfig,
    /// NCALayer.
    pub nca: NcaConfig,
    /// Services of the authorities.
    pub services: ServicesConfig,
    /// Folder with certificate files of authorities, read at start; need not be there.
    pub authorities: Option<PathBuf>,
    /// Waiting times.
    pub pace: Pace,
    /// Folder where `lp` and the viewer are looked for; `None`: wherever the system does.
    pub programs: Option<PathBuf>,
    /// Wakes the window.
    pub waker: Waker,
}

impl ClientConfig {
    /// A configuration with the device's clock, the default cost and pace, no proxy, and a waker
    /// that does nothing.
    pub fn new(
        data_dir: impl Into<PathBuf>,
        registry_url: impl Into<String>,
        device_label: impl Into<String>,
        software: impl Into<String>,
    ) -> Self {
        Self {
            data_dir: data_dir.into(),
            registry_url: registry_url.into(),
            device_label: device_label.into(),
            software: software.into(),
            clock: Arc::new(SystemClock),
            jitter: Arc::new(SystemJitter),
            keyring: Keyring::System,
            passphrase_cost: PassphraseCost::default(),
            network: NetworkConfig::default(),
            nca: NcaConfig::default(),
            services: ServicesConfig::default(),
            authorities: None,
            pace: Pace::default(),
            programs: None,
            waker: Arc::new(|| {}),
        }
    }
}
