//! The registry as a program of its own.

mod lms_command;
mod orders_command;

use baqylau_registry::{
    LmsLimits, Moved, PostgresUrl, RateLimits, Registry, RegistryConfig, Report, RunningRegistry,
    SourceSystems, Storage, StoreKey, TlsFiles,
};
use lexopt::prelude::{Long, Short, Value, ValueExt};
use lms_command::{LmsFlags, LmsOrder};
use orders_command::OrdersOrder;
use std::io::Write as _;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const HELP: &str = "\
baqylau-registry: the central registry

  --data DIR          folder with the attachments, and with the store unless told (needed)
  --sqlite FILE       the store is this file; DIR/registry.db unless told
  --postgres URL      the store is a database of a PostgreSQL server (15 or newer):
                      postgresql://USER@HOST:PORT/DATABASE?sslmode=require
  --listen ADDR:PORT  where to listen; 127.0.0.1:8480 unless told
  --name NAME         name shown to people
  --anchors DIR       trust anchors: certificates (.cer, .crt, .der, .pem)
  --intermediates DIR authorities between signers and anchors: certificates, as above
  --services FILE     addresses of OCSP, time stamps, lists (JSON); the national ones unless told
  --proxy URL         proxy towards these services; as the environment says unless told
  --sources FILE      the state's source systems the automatic checks ask (JSON, as
                      src/connectors/README.md describes); without it the checks wait
  --tls-chain FILE    certificate of the registry and those above it (PEM): speak TLS
  --tls-key FILE      its private key (PEM)
  --trust-proxy ADDR  a proxy in front, believed about who asks; may be repeated
  --rate N            requests a second for each person, a fifth for each address without a
                      session, ten seconds' worth at once; 50 unless told, 0: no limit
  --metrics ADDR:PORT where operators find /metrics (Prometheus) and /health; nowhere unless told
  --log text|json     how the log is written; text unless told
  --require-revocation  refuse signatures whose revocation isn't known when they arrive
  --new-epoch         the store was restored from a backup
  --import FILE       take in people, organisations and groups (JSON) before serving
  --publish FILE      publish a checklist (XLSX) before serving; may be repeated
  --demo              fill an empty store with demonstration data
  --check-ledger      count the ledger of vouchers again, from its first operation on; print what
                      doesn't agree and end, with failure when something doesn't. A registry may
                      be at work over the same store
  --spread            move the tables that grow with the country over the workers of a PostgreSQL
                      server with the extension Citus, and end; no registry may serve meanwhile.
                      An empty store is spread by itself at its first start
  --openapi           print the description of the HTTP interface (OpenAPI 3.1) and end
  --lms-bytes N       largest document of an LMS, in bytes; 16 MiB unless told, at most 32
  --lms-rows N        most rows of a document of an LMS; 60000 unless told
  --help              this text

Backups, of a registry that runs or stands still, and from one engine to the other:

  backup FOLDER       write a backup of the registry of --data into an empty folder
  --linked-to FOLDER  an earlier backup: attachments it has too are linked, not copied
  verify FOLDER       read a whole backup and check it
  restore FOLDER      make a registry of a backup in an empty --data (and database)

They take --data, --sqlite and --postgres as above, and end with 0, with 2 when attachments were
missing already when the backup was made (everything else is there), otherwise with 1.
BAQYLAU_BACKUP_KEY, 64 hexadecimal digits,
encrypts and opens backups; without it BAQYLAU_REGISTRY_KEY does.
baqylau-registry norms import FILE: norms of the state educational order, a line each:
first day;region (КАТО) or nothing;level;kind of study;tenge a year;basis
baqylau-registry mrp import FILE: monthly calculation indices (МРП), one a line, added to those that
are known, without gaps or overlaps: year,tenge,basis; or first day,last day,tenge,basis
baqylau-registry mandate ИИН centre|department:КАТО|school:ID LAST-DAY BASIS: the first mandate of
a department, a school or the financial centre, for everything; its holder gives the others
baqylau-registry lms add|withdraw|list|organisations: systems of schools and universities that may
send, and whom they may be registered for; with the flags of the store above, while a registry
serves from it or not

    --lms-name NAME     add: its name
    --school ID=BIN     add: a school it speaks for, by its number in НОБД; may be repeated
    --schools FILE      add: the same, one on each line
    --first-day DAY     add: its token opens something from that day on (2026-09-01); today
    --last-day DAY      add: until the end of that day; until it is withdrawn unless told
    --lms-signed        add: its documents must be signed with the ЭЦП of the organisation
    --lms-id ID         withdraw: which one

Environment: BAQYLAU_REGISTRY_KEY, 64 hexadecimal digits, opens an encrypted SQLite store;
BAQYLAU_POSTGRES_URL stands for --postgres and may hold the password, which otherwise is in
BAQYLAU_POSTGRES_PASSWORD; BAQYLAU_POSTGRES_CA names a file with the authority of the server's
certificate (PEM); tokens of source systems are in the variables --sources names, or in the files
named by those with _FILE after the name; RUST_LOG sets what is logged (default: info).
";

/// The variable with the key of an encrypted store: not a flag, which other users could list.
const KEY_VARIABLE: &str = "BAQYLAU_REGISTRY_KEY";

/// The variable with the key of backups, when it is another one.
const BACKUP_KEY_VARIABLE: &str = "BAQYLAU_BACKUP_KEY";

/// The variable with the URL of a server, password and all.
const URL_VARIABLE: &str = "BAQYLAU_POSTGRES_URL";

/// The variable with the password alone.
const PASSWORD_VARIABLE: &str = "BAQYLAU_POSTGRES_PASSWORD";

/// The variable with the authority of the server's certificate.
const AUTHORITY_VARIABLE: &str = "BAQYLAU_POSTGRES_CA";

/// What the command line asks for.
struct Wish {
    config: RegistryConfig,
    imports: Vec<PathBuf>,
    workbooks: Vec<PathBuf>,
    log: LogForm,
}

/// How the log is written.
#[derive(Clone, Copy)]
enum LogForm {
    Text,
    Json,
}

/// Requests a second for each person unless told.
const RATE: u32 = 50;

/// What to do.
enum Order {
    Serve(Box<Wish>),
    Archive(Box<RegistryConfig>, Errand),
    CheckLedger(Box<RegistryConfig>),
    Spread(Box<RegistryConfig>),
    Lms(Box<RegistryConfig>, LmsOrder),
    Orders(Box<RegistryConfig>, OrdersOrder),
    Print(&'static str),
}

/// What to do with a backup.
enum Errand {
    Backup {
        to: PathBuf,
        earlier: Option<PathBuf>,
    },
    Verify {
        from: PathBuf,
    },
    Restore {
        from: PathBuf,
    },
}

fn main() -> ExitCode {
    let outcome = arguments().and_then(|order| match order {
        Order::Serve(wish) => run(*wish).map(|()| ExitCode::SUCCESS),
        Order::Archive(config, errand) => archive(*config, &errand),
        Order::CheckLedger(config) => check_ledger(&config).map(|()| ExitCode::SUCCESS),
        Order::Spread(config) => spread(&config).map(|()| ExitCode::SUCCESS),
        Order::Lms(config, order) => lms_command::run(&config, order)
            .and_then(|text| print(&text))
            .map(|()| ExitCode::SUCCESS),
        Order::Orders(config, order) => orders_command::run(&config, order)
            .and_then(|text| print(&text))
            .map(|()| ExitCode::SUCCESS),
        Order::Print(text) => print(text).map(|()| ExitCode::SUCCESS),
    });
    match outcome {
        Ok(code) => code,
        Err(reason) => {
            let _ = writeln!(std::io::stderr(), "baqylau-registry: {reason}");
            ExitCode::FAILURE
        }
    }
}

fn print(text: &str) -> Result<(), String> {
    std::io::stdout()
        .write_all(text.as_bytes())
        .map_err(|error| error.to_string())
}

fn arguments() -> Result<Order, String> {
    let (mut imports, mut workbooks) = (Vec::new(), Vec::new());
    let (mut log, mut rate) = (LogForm::Text, RATE);
    let (mut check, mut spreads) = (false, false);
    let (mut chain, mut private) = (None, None);
    let mut config = RegistryConfig::new(PathBuf::new());
    config.listen = ([127, 0, 0, 1], 8480).into();
    let (mut file, mut server): (Option<PathBuf>, Option<String>) = (None, None);
    let (mut errand, mut linked): (Option<Errand>, Option<PathBuf>) = (None, None);
    let (mut words, mut lms) = (Vec::new(), LmsFlags::default());
    let mut parser = lexopt::Parser::from_env();
    let value_of = |parser: &mut lexopt::Parser| parser.value().map_err(|e| e.to_string());
    while let Some(argument) = parser.next().map_err(|error| error.to_string())? {
        match argument {
            Long("data") => config.data = value_of(&mut parser)?.into(),
            Long("sqlite") => file = Some(value_of(&mut parser)?.into()),
            Long("postgres") => {
                let text = value_of(&mut parser)?;
                server = Some(text.string().or(Err("--postgres: not a text"))?);
            }
            Long("listen") => {
                let text = value_of(&mut parser)?;
                config.listen = text.parse().map_err(|error| format!("--listen: {error}"))?;
            }
            Long("name") => {
                let text = value_of(&mut parser)?;
                config.name = text.string().map_err(|error| format!("--name: {error}"))?;
            }
            Long("anchors") => {
                let folder = PathBuf::from(value_of(&mut parser)?);
                config.anchors = anchors(&folder)
                    .map_err(|error| format!("--anchors {}: {error}", folder.display()))?;
            }
            Long("intermediates") => {
                let folder = PathBuf::from(value_of(&mut parser)?);
                config.intermediates = anchors(&folder)
                    .map_err(|error| format!("--intermediates {}: {error}", folder.display()))?;
            }
            Long("services") => {
                let file = PathBuf::from(value_of(&mut parser)?);
                let named = |error: &dyn std::fmt::Display| {
                    format!("--services {}: {error}", file.display())
                };
                let bytes = std::fs::read(&file).map_err(|error| named(&error))?;
                let services = serde_json::from_slice(&bytes).map_err(|error| named(&error))?;
                config.services = Some(services);
            }
            Long("sources") => {
                let file = PathBuf::from(value_of(&mut parser)?);
                let named = |error: &dyn std::fmt::Display| {
                    format!("--sources {}: {error}", file.display())
                };
                let bytes = std::fs::read(&file).map_err(|error| named(&error))?;
                let variable = |name: &str| std::env::var(name).ok();
                let systems =
                    SourceSystems::read(&bytes, variable).map_err(|error| named(&error))?;
                config.sources = Some(systems);
            }
            Long("proxy") => {
                let text = value_of(&mut parser)?;
                let address = text.string().map_err(|error| format!("--proxy: {error}"))?;
                config.proxy = baqylau_validation::ProxySetting::Through(address);
            }
            Long("tls-chain") => chain = Some(PathBuf::from(value_of(&mut parser)?)),
            Long("tls-key") => private = Some(PathBuf::from(value_of(&mut parser)?)),
            Long("trust-proxy") => {
                let text = value_of(&mut parser)?;
                let proxy = text
                    .parse()
                    .map_err(|error| format!("--trust-proxy: {error}"))?;
                config.proxies.push(proxy);
            }
            Long("rate") => {
                let text = value_of(&mut parser)?;
                rate = text.parse().map_err(|error| format!("--rate: {error}"))?;
            }
            Long("metrics") => {
                let text = value_of(&mut parser)?;
                let address = text
                    .parse()
                    .map_err(|error| format!("--metrics: {error}"))?;
                config.metrics = Some(address);
            }
            Long("log") => {
                log = match value_of(&mut parser)?.to_str() {
                    Some("text") => LogForm::Text,
                    Some("json") => LogForm::Json,
                    _ => return Err("--log: text or json".to_owned()),
                };
            }
            Long("require-revocation") => config.revocation_required = true,
            Long("new-epoch") => config.new_epoch = true,
            Long("import") => imports.push(value_of(&mut parser)?.into()),
            Long("publish") => workbooks.push(value_of(&mut parser)?.into()),
            Long("demo") => config.demo = true,
            Long("check-ledger") => check = true,
            Long("spread") => spreads = true,
            Long("lms-bytes") => {
                let text = value_of(&mut parser)?;
                let bytes: usize = text
                    .parse()
                    .map_err(|error| format!("--lms-bytes: {error}"))?;
                config.lms.bytes = bytes.min(LmsLimits::MOST_BYTES);
            }
            Long("lms-rows") => {
                let text = value_of(&mut parser)?;
                config.lms.rows = text
                    .parse()
                    .map_err(|error| format!("--lms-rows: {error}"))?;
            }
            Long("lms-signed") => lms.signed(),
            Long(name) if LmsFlags::takes(name) => {
                let name = name.to_owned();
                let text = value_of(&mut parser)?.string();
                let text = text.or(Err(format!("--{name}: not a text")))?;
                lms.take(&name, text)?;
            }
            Long("openapi") => return Ok(Order::Print(baqylau_registry::openapi())),
            Long("linked-to") => linked = Some(value_of(&mut parser)?.into()),
            Value(word) => {
                let word = word.string().or(Err("a word that is no text"))?;
                let mut place = || value_of(&mut parser).map(PathBuf::from);
                match word.as_str() {
                    _ if errand.is_some() || !words.is_empty() => words.push(word),
                    "backup" => {
                        errand = Some(Errand::Backup {
                            to: place()?,
                            earlier: None,
                        });
                    }
                    "verify" => errand = Some(Errand::Verify { from: place()? }),
                    "restore" => errand = Some(Errand::Restore { from: place()? }),
                    _ => words.push(word),
                }
            }
            Long("help") | Short('h') => return Ok(Order::Print(HELP)),
            other => return Err(format!("{}; see --help", other.unexpected())),
        }
    }
    if let Some(Errand::Backup { earlier, .. }) = &mut errand {
        *earlier = linked.take();
    }
    if linked.is_some() {
        return Err("--linked-to goes with backup; see --help".to_owned());
    }
    if let Some(errand @ Errand::Verify { .. }) = errand {
        return Ok(Order::Archive(Box::new(config), errand));
    }
    if config.data.as_os_str().is_empty() {
        return Err("--data is needed; see --help".to_owned());
    }
    config.key = key(KEY_VARIABLE)?;
    config.limits = NonZeroU32::new(rate).map(RateLimits::per_person);
    config.tls = match (chain, private) {
        (Some(chain), Some(key)) => Some(TlsFiles { chain, key }),
        (None, None) => None,
        _ => return Err("--tls-chain and --tls-key go together; see --help".to_owned()),
    };
    config.storage = storage(file, server)?;
    if let Some(errand) = errand {
        if matches!(config.storage, Storage::Postgres(_)) {
            // There it is a key of backups alone.
            config.key = None;
        }
        return Ok(Order::Archive(Box::new(config), errand));
    }
    if check {
        return Ok(Order::CheckLedger(Box::new(config)));
    }
    if spreads {
        return Ok(Order::Spread(Box::new(config)));
    }
    match words
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .as_slice()
    {
        [] if lms.is_empty() => {}
        ["lms", word] => return Ok(Order::Lms(Box::new(config), lms.order(word)?)),
        other => {
            let order = OrdersOrder::of(other).ok_or(
                "the only words are backup, verify, restore, lms add, withdraw, list or \
                 organisations, norms import, mrp import and mandate; see --help",
            )??;
            return Ok(Order::Orders(Box::new(config), order));
        }
    }
    Ok(Order::Serve(Box::new(Wish {
        config,
        imports,
        workbooks,
        log,
    })))
}

/// Counts the ledger again and says what was found.
fn check_ledger(config: &RegistryConfig) -> Result<(), String> {
    let report = Registry::check_ledger(config).map_err(|error| error.to_string())?;
    let mut text = format!(
        "{} operations, {} vouchers, {} transfers: {} faults\n",
        report.operations, report.vouchers, report.transfers, report.faults
    );
    for fault in &report.named {
        text.push_str(&format!("{} {} {}\n", fault.law, fault.place, fault.fault));
    }
    print(&text)?;
    if report.faults == 0 {
        Ok(())
    } else {
        Err("the ledger isn't sound".to_owned())
    }
}

/// Spreads the tables and says which moved, with their rows.
fn spread(config: &RegistryConfig) -> Result<(), String> {
    let mut failed = None;
    let told = |moved: Moved| {
        let line = format!("{} {}\n", moved.table, moved.rows);
        failed = failed.take().or(print(&line).err());
    };
    let moved = baqylau_registry::spread(config, told).map_err(|error| error.to_string())?;
    print(&format!("{} tables spread\n", moved.len()))?;
    failed.map_or(Ok(()), Err)
}

/// Where records are kept: as the command line says, then as the environment does.
fn storage(file: Option<PathBuf>, server: Option<String>) -> Result<Storage, String> {
    let set = |variable: &str| std::env::var(variable).ok().filter(|text| !text.is_empty());
    if file.is_some() && server.is_some() {
        return Err("--sqlite and --postgres exclude each other".to_owned());
    }
    let told = server.is_some();
    let Some(text) = server.or_else(|| set(URL_VARIABLE).filter(|_| file.is_none())) else {
        return Ok(Storage::Sqlite { file });
    };
    let source = if told { "--postgres" } else { URL_VARIABLE };
    let authority = set(AUTHORITY_VARIABLE).map(PathBuf::from);
    let url = PostgresUrl::parse(&text, authority.as_deref())
        .map_err(|error| format!("{source}: {error}"))?;
    if told && url.has_password() {
        return Err(format!(
            "--postgres: other users could read the password; put it into {PASSWORD_VARIABLE}"
        ));
    }
    Ok(Storage::Postgres(match set(PASSWORD_VARIABLE) {
        Some(password) => url.with_password(&password),
        None => url,
    }))
}

fn key(variable: &str) -> Result<Option<StoreKey>, String> {
    let Ok(text) = std::env::var(variable) else {
        return Ok(None);
    };
    let mut key = [0u8; 32];
    hex::decode_to_slice(text.trim(), &mut key)
        .or(Err(format!("{variable} isn't 64 hexadecimal digits")))?;
    Ok(Some(StoreKey(key)))
}

/// How the program ends when a backup is whole but for attachments that were gone before.
const INCOMPLETE: u8 = 2;

/// Writes, checks or reads back a backup, and says what it holds.
fn archive(config: RegistryConfig, errand: &Errand) -> Result<ExitCode, String> {
    let key = match key(BACKUP_KEY_VARIABLE)? {
        Some(key) => Some(key),
        None => key(KEY_VARIABLE)?,
    };
    let key = key.as_ref();
    let (done, outcome) = match errand {
        Errand::Backup { to, earlier } => (
            "backed up",
            baqylau_registry::backup(&config, to, earlier.as_deref(), key),
        ),
        Errand::Verify { from } => ("whole", baqylau_registry::verify(from, key)),
        Errand::Restore { from } => ("restored", baqylau_registry::restore(&config, from, key)),
    };
    let report: Report = outcome.map_err(|error| error.to_string())?;
    print(&format!("{done}: {report}\n"))?;
    for hash in &report.manifest.absent {
        let _ = writeln!(
            std::io::stderr(),
            "missing or damaged before: attachment {hash}"
        );
    }
    Ok(match report.manifest.absent.is_empty() {
        true => ExitCode::SUCCESS,
        false => ExitCode::from(INCOMPLETE),
    })
}

fn anchors(folder: &Path) -> std::io::Result<Vec<Vec<u8>>> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    files.sort();
    files
        .iter()
        .filter(|file| {
            let extension = file.extension().and_then(|extension| extension.to_str());
            matches!(extension, Some("cer" | "crt" | "der" | "pem"))
        })
        .map(std::fs::read)
        .collect()
}

fn run(wish: Wish) -> Result<(), String> {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info"));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    match wish.log {
        LogForm::Text => log.init(),
        LogForm::Json => log.json().init(),
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| error.to_string())?;
    runtime.block_on(async {
        let registry = Registry::start(wish.config)
            .await
            .map_err(|error| error.to_string())?;
        take_in(&registry, &wish.imports, &wish.workbooks).await?;
        print(&format!("{}\n", registry.url()))?;
        asked_to_stop().await.map_err(|error| error.to_string())?;
        tracing::info!("stopping");
        registry.stop().await;
        Ok(())
    })
}

async fn take_in(
    registry: &RunningRegistry,
    imports: &[PathBuf],
    workbooks: &[PathBuf],
) -> Result<(), String> {
    for file in workbooks {
        let named = |error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
        let bytes = std::fs::read(file).map_err(|error| named(&error))?;
        let published = registry
            .publish(bytes)
            .await
            .map_err(|error| named(&error))?;
        tracing::info!(
            code = published.code,
            version = published.version,
            "checklist published"
        );
    }
    for file in imports {
        let named = |error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
        let bytes = std::fs::read(file).map_err(|error| named(&error))?;
        let records = serde_json::from_slice(&bytes).map_err(|error| named(&error))?;
        registry
            .import(records)
            .await
            .map_err(|error| named(&error))?;
    }
    Ok(())
}

#[cfg(unix)]
async fn asked_to_stop() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        _ = terminate.recv() => Ok(()),
        pressed = tokio::signal::ctrl_c() => pressed,
    }
}

#[cfg(not(unix))]
async fn asked_to_stop() -> std::io::Result<()> {
    tokio::signal::ctrl_c().await
}
