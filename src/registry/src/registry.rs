//! Starting and stopping a registry, as a library.

use crate::archive;
use crate::audit;
use crate::blobs::BlobFolder;
use crate::checks;
use crate::colleagues::Names;
use crate::config::{RegistryConfig, Storage};
use crate::context::{Context, Core, Identity};
use crate::demo;
use crate::demo::services::{Inside, SampleServices};
use crate::import::{self, Import, ImportError};
use crate::judgement;
use crate::rounds::{self, until};
use crate::schooling;
use crate::server::tls::{Certificates, TlsListener};
use crate::server::{self, App, Limits, Meters, Peer};
use crate::session::Challenges;
use crate::signatures::CmsCheck;
use crate::snapshots;
use crate::store::{
    Connection, Moved, Origin, Store, StoreError, migrations, params, rows, spread, sql,
};
use crate::vouchers::{self, Desk, LedgerReport};
use crate::workbooks::Workbooks;
use baqylau_domain::policy::Policies;
use baqylau_domain::visit::PinnedChecklist;
use baqylau_domain::voucher::{Receipt, Refusal, Request, VoucherPolicies};
use baqylau_signing::{Certificate, Revocation, TrustStore};
use baqylau_validation::{
    Addresses, FolderShelf, HttpSettings, HttpTransport, Transport, TransportError, Validation,
};
use ed25519_dalek::SigningKey;
use std::fs::{File, TryLockError};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use thiserror::Error;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use uuid::Uuid;

/// Why a registry doesn't start.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum StartError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A key was given, and the database is a server's, which doesn't take it.
    #[error("a key encrypts an SQLite file only; PostgreSQL is encrypted by whoever runs it")]
    KeyOfAServer,
    /// Another process has this data folder, or this store, open.
    #[error("the data folder or the store is in use by another registry")]
    InUse,
    /// The address can't be listened on.
    #[error("can't listen on {address}: {reason}")]
    Listen {
        /// Address asked for.
        address: SocketAddr,
        /// What the system says.
        reason: String,
    },
    /// A trust anchor isn't a certificate.
    #[error("trust anchor {index} isn't a certificate: {reason}")]
    Anchor {
        /// Place in the configuration, from 0.
        index: usize,
        /// What the signing room says.
        reason: String,
    },
    /// An authority between signers and anchors isn't a certificate.
    #[error("intermediate authority {index} isn't a certificate: {reason}")]
    Intermediate {
        /// Place in the configuration, from 0.
        index: usize,
        /// What the signing room says.
        reason: String,
    },
    /// Services of authorities can't be asked.
    #[error("services of authorities: {0}")]
    Services(#[from] TransportError),
    /// Source systems can't be asked.
    #[error("source systems: {0}")]
    Sources(String),
    /// The store holds real data and can't become a demonstration.
    #[error("this data folder holds no demonstration data")]
    NotADemonstration,
    /// The demonstration data couldn't be made.
    #[error("demonstration data: {0}")]
    Demonstration(String),
    /// The certificate of the registry or its key can't be used.
    #[error("TLS: {0}")]
    Tls(String),
    /// The runtime couldn't be made.
    #[error("runtime: {0}")]
    Runtime(String),
}

/// What a check of the whole store found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Health {
    /// Lines of the audit log whose chain of hashes holds.
    pub audit_lines: u64,
    /// The first line that doesn't fit, when one doesn't.
    pub audit_broken_at: Option<i64>,
    /// Scopes whose feed has a gap; must be none.
    pub scopes_with_gaps: Vec<String>,
}

/// A registry.
#[derive(Debug)]
pub struct Registry;

/// A registry at work. Dropping it stops listening; [`RunningRegistry::stop`] also finishes
/// what was accepted.
pub struct RunningRegistry {
    address: SocketAddr,
    scheme: &'static str,
    metrics: Option<SocketAddr>,
    core: Arc<Core>,
    stop: watch::Sender<bool>,
    tasks: Vec<JoinHandle<()>>,
    _locks: Vec<File>,
}

impl std::fmt::Debug for RunningRegistry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RunningRegistry")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

impl Registry {
    /// Opens the data folder, fills it with demonstration data when asked, and serves. Call
    /// inside a tokio runtime.
    ///
    /// # Errors
    /// [`StartError`], before anything is served.
    pub async fn start(config: RegistryConfig) -> Result<RunningRegistry, StartError> {
        Self::start_through(config, |transport| transport).await
    }

    /// The same with something between the registry and the services of authorities.
    pub(crate) async fn start_through(
        config: RegistryConfig,
        between: impl FnOnce(Arc<dyn Transport>) -> Arc<dyn Transport> + Send + 'static,
    ) -> Result<RunningRegistry, StartError> {
        let (listen, inside) = (config.listen, config.metrics);
        let hourly = config.hourly;
        let limits = Limits::new(config.limits, config.proxies.clone());
        let tls = config.tls.as_ref().map(Certificates::read).transpose();
        let tls = tls.map_err(StartError::Tls)?;
        let (core, locks) = tokio::task::spawn_blocking(move || open(&config, between))
            .await
            .map_err(|error| StartError::Runtime(error.to_string()))??;
        let refused = |address: SocketAddr| {
            move |error: std::io::Error| StartError::Listen {
                address,
                reason: error.to_string(),
            }
        };
        let listener = TcpListener::bind(listen).await.map_err(refused(listen))?;
        let address = listener.local_addr().map_err(refused(listen))?;
        let app = Arc::new(App {
            core: Arc::clone(&core),
            challenges: Challenges::of(&core.context.receipt_key),
            limits,
            meters: Meters::default(),
        });
        let (stop, stopped) = watch::channel(false);
        let service = server::router(&app).into_make_service_with_connect_info::<Peer>();
        let scheme = if tls.is_some() { "https" } else { "http" };
        let mut tasks = match tls {
            Some(certificates) => {
                let listener = TlsListener::new(listener, certificates).map_err(refused(listen))?;
                let serve = axum::serve(listener, service);
                vec![serving(
                    serve.with_graceful_shutdown(until(stopped.clone())),
                )]
            }
            None => {
                let serve = axum::serve(listener, service);
                vec![serving(
                    serve.with_graceful_shutdown(until(stopped.clone())),
                )]
            }
        };
        let mut metrics = None;
        if let Some(wanted) = inside {
            let listener = TcpListener::bind(wanted).await.map_err(refused(wanted))?;
            metrics = Some(listener.local_addr().map_err(refused(wanted))?);
            let serve = axum::serve(listener, server::inside::router(&app));
            tasks.push(serving(
                serve.with_graceful_shutdown(until(stopped.clone())),
            ));
        }
        if hourly {
            tasks.extend(rounds::begin(&core, &stopped));
        }
        tracing::info!(%address, sample = core.context.identity.sample, "registry started");
        Ok(RunningRegistry {
            address,
            scheme,
            metrics,
            core,
            stop,
            tasks,
            _locks: locks,
        })
    }
}

impl Registry {
    /// Counts the ledger of vouchers again without serving; a registry may be at work over the
    /// same store. Nothing is written.
    ///
    /// # Errors
    /// [`StartError`] when there is no such store or it can't be read.
    pub fn check_ledger(config: &RegistryConfig) -> Result<LedgerReport, StartError> {
        let origin = origin(config)?;
        if let Origin::File { path, .. } = &origin
            && !path.is_file()
        {
            return Err(StoreError::NotAStore.into());
        }
        let now = config.environment.now();
        Ok(vouchers::check_at(&origin, &VoucherPolicies::pilot(), now)?)
    }
}

impl RunningRegistry {
    /// Where it listens.
    pub fn addr(&self) -> SocketAddr {
        self.address
    }

    /// Base address for clients: `http://127.0.0.1:8480`.
    pub fn url(&self) -> String {
        format!("{}://{}", self.scheme, self.address)
    }

    /// Where operators find meters and health, when they asked for it.
    pub fn metrics_addr(&self) -> Option<SocketAddr> {
        self.metrics
    }

    /// Does by the clock what is due: escalates suspensions past their limit, registers acts
    /// whose term for objections is over. Returns how many records changed.
    ///
    /// # Errors
    /// [`StoreError`] when the store fails; then nothing changed.
    pub async fn tick(&self) -> Result<u32, StoreError> {
        rounds::tick(&self.core).await
    }

    pub(crate) fn core(&self) -> &Arc<Core> {
        &self.core
    }

    /// Looks at every signature whose final verdict is due, asking the services of authorities,
    /// as happens by itself soon after one arrives. Returns how many verdicts or files changed.
    ///
    /// # Errors
    /// [`StoreError`] when the store fails; what was settled before stays.
    pub async fn judge_signatures(&self) -> Result<u32, StoreError> {
        judgement::run(&self.core).await
    }

    /// Does in the ledger of vouchers what rulings and signals ask by rule, as happens by itself a
    /// few seconds after one arrives. Returns how many operations were applied.
    ///
    /// # Errors
    /// [`StoreError`] when the store fails; what was done before stays, the rest is still due.
    pub async fn follow_causes(&self) -> Result<u32, StoreError> {
        vouchers::follow_causes(&self.core).await
    }

    /// Runs the automatic checks that are due, asking the source systems, as happens by itself.
    /// Returns how many reports changed.
    ///
    /// # Errors
    /// [`StoreError`] when the store fails; what was settled before stays.
    pub async fn run_checks(&self) -> Result<u32, StoreError> {
        checks::run(&self.core).await
    }

    /// Asks ИС ЭСФ, where it is connected, about the invoices of acts of the state order that wait
    /// to be paid, as happens by itself every few minutes. Returns how many answers came.
    ///
    /// # Errors
    /// [`StoreError`] when the store fails; what was kept before stays.
    pub async fn ask_invoices(&self) -> Result<u32, StoreError> {
        schooling::ask_invoices(&self.core).await
    }

    /// Enters a key of the demonstration authority, by the serial number of its certificate, into
    /// the book its services answer from. Does nothing on a registry with real data.
    ///
    /// # Errors
    /// [`StoreError`] when the store fails; then nothing is revoked.
    pub async fn revoke_sample(
        &self,
        serial: String,
        revocation: Revocation,
    ) -> Result<(), StoreError> {
        match self.core.sample.clone() {
            Some(sample) => {
                self.core
                    .store
                    .write(move |tx| sample.revoke(tx, &serial, revocation))
                    .await
            }
            None => Ok(()),
        }
    }

    /// Takes in people, organisations and contingents, and announces them.
    ///
    /// # Errors
    /// [`ImportError`]; then nothing was taken in.
    pub async fn import(&self, records: Import) -> Result<(), ImportError> {
        import::import(&self.core, records).await
    }

    /// Publishes a checklist (a workbook), so that visits may be pinned to it.
    ///
    /// # Errors
    /// [`ImportError`] when the workbook has problems or its version is taken.
    pub async fn publish(&self, workbook: Vec<u8>) -> Result<PinnedChecklist, ImportError> {
        import::publish(&self.core, workbook).await
    }

    /// Prepares the snapshots that are due, as happens every hour. Returns how many.
    ///
    /// # Errors
    /// [`StoreError`] when the store fails; what was prepared before stays.
    pub async fn prepare_snapshots(&self) -> Result<u32, StoreError> {
        snapshots::prepare(&self.core).await
    }

    /// Walks the audit log and the feeds.
    ///
    /// # Errors
    /// [`StoreError`] when the store can't be read.
    pub async fn check(&self) -> Result<Health, StoreError> {
        self.core.store.read(check).await
    }

    /// Has requests to the ledger of vouchers decided in their order, and written down: an answer
    /// for each, durable when it comes. For whoever speaks for the registry itself or has checked
    /// in whose name each is asked; people go through the HTTP interface.
    ///
    /// # Errors
    /// [`StoreError`]; then none of them happened, or all may have after
    /// [`StoreError::Uncertain`]. They may be sent again as they are.
    pub async fn vouchers(
        &self,
        requests: Vec<Request>,
    ) -> Result<Vec<Result<Receipt, Refusal>>, StoreError> {
        vouchers::submit(&self.core, requests.into()).await
    }

    /// Counts the whole ledger of vouchers again and keeps what was found, as happens every night.
    /// Holds all of its rows in memory, twice.
    ///
    /// # Errors
    /// [`StoreError`] when the store can't be read or written.
    pub async fn check_ledger(&self) -> Result<LedgerReport, StoreError> {
        vouchers::check_now(&self.core).await
    }

    /// Stops taking requests, finishes those under way (up to five seconds) and closes the
    /// store.
    pub async fn stop(mut self) {
        // Nobody listens any more when the tasks have ended by themselves.
        let _ = self.stop.send(true);
        for mut task in std::mem::take(&mut self.tasks) {
            if tokio::time::timeout(Duration::from_secs(5), &mut task)
                .await
                .is_err()
            {
                task.abort();
            }
        }
        let core = Arc::clone(&self.core);
        let _ = tokio::task::spawn_blocking(move || core.store.close()).await;
    }
}

/// A registry with a runtime of its own, for programs that have none yet.
#[derive(Debug)]
pub struct EmbeddedRegistry {
    runtime: Option<tokio::runtime::Runtime>,
    running: Option<RunningRegistry>,
    address: SocketAddr,
}

impl EmbeddedRegistry {
    /// Starts a registry on its own threads and waits until it serves. Call outside a runtime.
    ///
    /// # Errors
    /// As [`Registry::start`].
    pub fn start(config: RegistryConfig) -> Result<Self, StartError> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("registry")
            .enable_all()
            .build()
            .map_err(|error| StartError::Runtime(error.to_string()))?;
        let running = runtime.block_on(Registry::start(config))?;
        let address = running.addr();
        Ok(Self {
            runtime: Some(runtime),
            running: Some(running),
            address,
        })
    }

    /// Where it listens.
    pub fn addr(&self) -> SocketAddr {
        self.address
    }

    /// Base address for clients.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Does by the clock what is due now (registrations, escalations) without waiting for the
    /// hour. Returns how many records changed. Call outside a runtime.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn tick(&self) -> Result<u32, StoreError> {
        match (&self.runtime, &self.running) {
            (Some(runtime), Some(running)) => runtime.block_on(rounds::tick(&running.core)),
            _ => Ok(0),
        }
    }

    /// Does something with the running registry on its own runtime. `None` once it has stopped. Call
    /// outside a runtime.
    pub fn with<T>(&self, work: impl AsyncFnOnce(&RunningRegistry) -> T) -> Option<T> {
        match (&self.runtime, &self.running) {
            (Some(runtime), Some(running)) => Some(runtime.block_on(work(running))),
            _ => None,
        }
    }

    /// As [`RunningRegistry::run_checks`]. Call outside a runtime.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn run_checks(&self) -> Result<u32, StoreError> {
        match (&self.runtime, &self.running) {
            (Some(runtime), Some(running)) => runtime.block_on(running.run_checks()),
            _ => Ok(0),
        }
    }

    /// As [`RunningRegistry::publish`]. Call outside a runtime.
    ///
    /// # Errors
    /// [`ImportError`].
    pub fn publish(&self, workbook: Vec<u8>) -> Result<PinnedChecklist, ImportError> {
        match (&self.runtime, &self.running) {
            (Some(runtime), Some(running)) => runtime.block_on(running.publish(workbook)),
            _ => Err(StoreError::Closed.into()),
        }
    }
}

impl Drop for EmbeddedRegistry {
    fn drop(&mut self) {
        if let (Some(runtime), Some(running)) = (self.runtime.take(), self.running.take()) {
            runtime.block_on(running.stop());
            runtime.shutdown_timeout(Duration::from_secs(1));
        }
    }
}

/// Serves until it ends, and says so when it ended badly.
fn serving(
    serve: impl IntoFuture<Output = std::io::Result<()>, IntoFuture: Send + 'static>,
) -> JoinHandle<()> {
    let serve = serve.into_future();
    tokio::spawn(async move {
        if let Err(error) = serve.await {
            tracing::error!(%error, "server ended");
        }
    })
}

fn check(connection: &Connection) -> Result<Health, StoreError> {
    let scopes = connection.all(sql::FEED_GAPS, params![], |row| row.get(0))?;
    let (audit_lines, audit_broken_at) = match audit::check(connection)? {
        Ok(lines) => (lines, None),
        Err(line) => (u64::try_from(line - 1).unwrap_or(0), Some(line)),
    };
    Ok(Health {
        audit_lines,
        audit_broken_at,
        scopes_with_gaps: scopes,
    })
}

/// Keeps other registries out of what isn't for two.
pub(crate) fn locks(config: &RegistryConfig) -> Result<Vec<File>, StartError> {
    std::fs::create_dir_all(&config.data).map_err(StoreError::from)?;
    let mut paths = vec![config.data.join("registry.lock")];
    if let Storage::Sqlite { file: Some(file) } = &config.storage {
        let mut name = file.clone().into_os_string();
        name.push(".lock");
        paths.push(name.into());
    }
    let mut locks = Vec::new();
    for path in paths {
        let lock = File::create(path).map_err(StoreError::from)?;
        // Registries on one server may share the folder with the attachments; a file is for one.
        let locked = match &config.storage {
            Storage::Sqlite { .. } => lock.try_lock(),
            Storage::Postgres(_) => lock.try_lock_shared(),
        };
        locked.map_err(|error| match error {
            TryLockError::WouldBlock => StartError::InUse,
            TryLockError::Error(error) => StoreError::from(error).into(),
        })?;
        locks.push(lock);
    }
    Ok(locks)
}

/// Spreads the tables of a registry that stands still over the workers of its server; what is
/// spread already stays. Every table is told when it has moved, each in a transaction of its own,
/// so one that is stopped goes on when it is said again. Blocks; call outside an asynchronous
/// runtime.
///
/// # Errors
/// [`StartError::InUse`] while a registry serves from this data folder, [`StoreError::OneMachine`]
/// without workers, and whatever opening the store can fail with.
pub fn spread(
    config: &RegistryConfig,
    mut told: impl FnMut(Moved),
) -> Result<Vec<Moved>, StartError> {
    let origin = origin(config)?;
    let lock = File::create(config.data.join("registry.lock")).map_err(StoreError::from)?;
    lock.try_lock().map_err(|error| match error {
        TryLockError::WouldBlock => StartError::InUse,
        TryLockError::Error(error) => StoreError::from(error).into(),
    })?;
    let connection = origin.open()?;
    migrations::known(&connection)?;
    let mut moved = Vec::new();
    let some = spread::tables(&connection, spread::Which::All, |table| {
        told(table);
        moved.push(table);
    })?;
    match some {
        true => Ok(moved),
        false => Err(StoreError::OneMachine.into()),
    }
}

/// Where the database is.
pub(crate) fn origin(config: &RegistryConfig) -> Result<Origin, StartError> {
    match &config.storage {
        Storage::Sqlite { file } => Ok(Origin::File {
            path: file
                .clone()
                .unwrap_or_else(|| config.data.join("registry.db")),
            key: config.key.clone(),
        }),
        Storage::Postgres(_) if config.key.is_some() => Err(StartError::KeyOfAServer),
        Storage::Postgres(url) => Ok(Origin::Server(url.clone())),
    }
}

/// Opens everything below the server.
fn open(
    config: &RegistryConfig,
    between: impl FnOnce(Arc<dyn Transport>) -> Arc<dyn Transport>,
) -> Result<(Arc<Core>, Vec<File>), StartError> {
    if archive::is_unfinished(&config.data) {
        return Err(StoreError::Unfinished.into());
    }
    let locks = locks(config)?;
    let store = Arc::new(Store::open(&origin(config)?)?);
    let blobs = BlobFolder::open(&config.data.join("blobs"))?;
    let kept = Kept::open(&store, config)?;

    let mut trust = TrustStore::new();
    let mut anchors = Vec::new();
    for (index, bytes) in config.anchors.iter().enumerate() {
        let certificate = Certificate::parse(bytes).map_err(|error| StartError::Anchor {
            index,
            reason: error.to_string(),
        })?;
        anchors.push(certificate.der().to_vec());
        trust.add_anchor(certificate);
    }
    let mut intermediates = Vec::new();
    for (index, bytes) in config.intermediates.iter().enumerate() {
        let certificate = Certificate::parse(bytes).map_err(|error| StartError::Intermediate {
            index,
            reason: error.to_string(),
        })?;
        intermediates.push(certificate.der().to_vec());
        trust.add_intermediate(certificate);
    }
    let sample = if kept.sample {
        let authority = demo::authority(&store, config)?;
        let environment = config.environment.clone();
        Some(Arc::new(SampleServices::open(
            authority,
            &store,
            environment,
        )?))
    } else {
        None
    };
    if let Some(sample) = &sample {
        let certificate = sample.authority().certificate();
        anchors.push(certificate.der().to_vec());
        trust.add_demonstration_anchor(certificate.clone());
    }
    let (services, transport): (Addresses, Arc<dyn Transport>) = match (&config.services, &sample) {
        (None, Some(sample)) => (
            SampleServices::addresses(),
            Arc::new(Inside(Arc::clone(sample))),
        ),
        (chosen, _) => {
            let settings = HttpSettings {
                proxy: config.proxy.clone(),
                ..HttpSettings::default()
            };
            (
                chosen.clone().unwrap_or_else(Addresses::national),
                Arc::new(HttpTransport::new(&settings)?),
            )
        }
    };
    let shelf = FolderShelf::open(&config.data.join("shelf")).map_err(StoreError::from)?;
    let validation = Validation::new(between(transport), Arc::new(shelf), services.clone());
    let (systems, carrying) = match (&config.sources, kept.sample) {
        (None, true) => demo::sources::systems(&store, config)?,
        (chosen, _) => (chosen.clone().unwrap_or_default(), None),
    };
    let checks = checks::open(&store, &config.environment, systems, carrying)?;
    let context = Context {
        facts: checks.intake(),
        environment: config.environment.clone(),
        blobs,
        signatures: Box::new(CmsCheck::new(
            trust.clone(),
            kept.sample,
            config.revocation_required,
            validation.clone(),
        )),
        trust,
        validation,
        receipt_key: SigningKey::from_bytes(&kept.receipt_key),
        policies: Policies::pilot(),
        voucher_policies: VoucherPolicies::pilot(),
        workbooks: Workbooks::default(),
        names: Names::default(),
        identity: Identity {
            registry: kept.registry,
            epoch: kept.epoch,
            name: config.name.clone(),
            sample: kept.sample,
            anchors,
            intermediates,
            services,
        },
    };
    let core = Arc::new(Core {
        desk: Desk::default(),
        following: tokio::sync::Mutex::new(()),
        checks,
        snapshots: tokio::sync::Mutex::new(()),
        judging: tokio::sync::Mutex::new(()),
        validating: tokio::sync::Mutex::new(()),
        to_validate: tokio::sync::Notify::new(),
        arrived: tokio::sync::Notify::new(),
        lms: config.lms,
        lms_turns: tokio::sync::Semaphore::new(config.lms.at_once),
        sample,
        store,
        context: Arc::new(context),
    });
    if let Some(sample) = &core.sample {
        demo::fill(&core, sample.authority(), config.rehearsed)?;
    }
    let (sample, now) = (kept.sample, config.environment.now());
    core.store
        .write_blocking(move |tx| judgement::enlist_earlier(tx, sample, now))?;
    Ok((core, locks))
}

/// What a registry keeps about itself from its first start on.
struct Kept {
    registry: Uuid,
    epoch: Uuid,
    receipt_key: [u8; 32],
    sample: bool,
}

impl Kept {
    fn open(store: &Store, config: &RegistryConfig) -> Result<Self, StartError> {
        let environment = config.environment.clone();
        let (demo, new_epoch) = (config.demo, config.new_epoch);
        let kept = store.write_blocking(move |tx| -> Result<Self, StoreError> {
            let registry = match rows::meta(tx, "registry")? {
                Some(bytes) => uuid_of(&bytes)?,
                None => {
                    let registry = environment.uuid()?;
                    rows::put_meta(tx, "registry", registry.as_bytes())?;
                    let key = environment.bytes::<32>()?;
                    rows::put_meta(tx, "receipt_key", &key)?;
                    rows::put_meta(tx, "sample", &[u8::from(demo)])?;
                    registry
                }
            };
            let epoch = match rows::meta(tx, "epoch")?.filter(|_| !new_epoch) {
                Some(bytes) => uuid_of(&bytes)?,
                None => {
                    let epoch = environment.uuid()?;
                    rows::put_meta(tx, "epoch", epoch.as_bytes())?;
                    epoch
                }
            };
            let key = rows::meta(tx, "receipt_key")?.ok_or(StoreError::Corrupt("receipt key"))?;
            let receipt_key = key.try_into().or(Err(StoreError::Corrupt("receipt key")))?;
            let sample = rows::meta(tx, "sample")? == Some(vec![1]);
            Ok(Self {
                registry,
                epoch,
                receipt_key,
                sample,
            })
        })?;
        if config.demo && !kept.sample {
            return Err(StartError::NotADemonstration);
        }
        Ok(kept)
    }
}

pub(crate) fn uuid_of(bytes: &[u8]) -> Result<Uuid, StoreError> {
    Uuid::from_slice(bytes).or(Err(StoreError::Corrupt("identity")))
}
