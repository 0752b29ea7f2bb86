//! How many redemptions of vouchers a registry makes durable in a second, beside the engine alone
//! writing as many rows with as many commits.
//!
//! `cargo run --release -p baqylau-registry --example vouchers [STUDENTS] [FOLDER]`; with
//! `BAQYLAU_BENCH_POSTGRES=postgresql://…` on that empty database too.

#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "what is measured is printed, there is nothing else to do with it"
)]

mod alone;
mod country;

use baqylau_registry::environment::{ManualClock, SystemRandomness};
use baqylau_registry::{
    Environment, PostgresUrl, Registry, RegistryConfig, RunningRegistry, Storage,
};
use country::{Country, MONTHS};
use std::error::Error;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

/// What goes wrong is printed.
pub type Outcome<T> = Result<T, Box<dyn Error>>;

/// Who sends at once.
const SENDERS: usize = 8;

/// Requests in one batch of a sender.
const BATCH: usize = 500;

/// Requests or rows in one commit of the engine alone.
pub const GROUP: usize = 1_000;

#[tokio::main]
async fn main() -> Outcome<()> {
    let mut arguments = std::env::args().skip(1);
    let students: usize = arguments.next().map_or(Ok(20_000), |text| text.parse())?;
    let folder = arguments
        .next()
        .map_or_else(std::env::temp_dir, PathBuf::from);
    let folder = tempfile::Builder::new()
        .prefix("vouchers-")
        .tempdir_in(folder)?;
    println!("{students} students, {MONTHS} months, {SENDERS} senders with batches of {BATCH}");
    println!(
        "one 4 KiB block appended and synchronised: {:.2} ms",
        fsync(folder.path())?
    );

    let path = folder.path().join("sqlite");
    measure("SQLite", Storage::Sqlite { file: None }, &path, students).await?;
    report(
        "SQLite alone",
        &alone::sqlite(&folder.path().join("alone.db"), students)?,
        students,
    );
    if let Ok(url) = std::env::var("BAQYLAU_BENCH_POSTGRES") {
        let path = folder.path().join("postgres");
        let storage = Storage::Postgres(PostgresUrl::parse(&url, None)?);
        measure("PostgreSQL", storage, &path, students).await?;
        let seconds = alone::postgres(&url, students).await?;
        report("PostgreSQL alone", &seconds, students);
    }
    Ok(())
}

/// The middle one of ten.
fn fsync(folder: &Path) -> Outcome<f64> {
    let mut file = std::fs::File::create(folder.join("probe"))?;
    let mut took = Vec::new();
    for _ in 0..11 {
        let begun = Instant::now();
        file.write_all(&[7; 4096])?;
        file.sync_data()?;
        took.push(begun.elapsed().as_secs_f64() * 1e3);
    }
    took.sort_by(f64::total_cmp);
    Ok(took.get(5).copied().unwrap_or(f64::NAN))
}

fn report(what: &str, seconds: &[f64], students: usize) {
    let mut sorted = seconds.to_vec();
    sorted.sort_by(f64::total_cmp);
    let rate = |seconds: Option<&f64>| {
        let students = u32::try_from(students).map_or(f64::NAN, f64::from);
        students / seconds.copied().unwrap_or(f64::NAN)
    };
    println!(
        "{what:<24} {:>8.0} redemptions a second (median of {}; {:.0} to {:.0})",
        rate(sorted.get(sorted.len() / 2)),
        sorted.len(),
        rate(sorted.last()),
        rate(sorted.first()),
    );
}

async fn measure(what: &str, storage: Storage, folder: &Path, students: usize) -> Outcome<()> {
    let clock = Arc::new(ManualClock::new(country::begins()?));
    let config = RegistryConfig {
        storage,
        hourly: false,
        environment: Environment {
            clock: Arc::clone(&clock) as Arc<dyn baqylau_registry::environment::Clock>,
            random: Arc::new(SystemRandomness),
        },
        ..RegistryConfig::new(folder)
    };
    let registry = Arc::new(Registry::start(config).await?);
    let mut country = Country::new(students);
    let begun = Instant::now();
    for requests in country.beginning()? {
        send(&registry, requests).await?;
    }
    let took = begun.elapsed().as_secs_f64();
    println!(
        "{what}: entered in {took:.1} s, resident {} MiB",
        resident()
    );
    let (mut seconds, mut again) = (Vec::new(), Vec::new());
    for month in 0..MONTHS {
        clock.set(country.ends(month)?);
        send(&registry, country.act(month)?).await?;
        let requests = country.redemptions(month)?;
        let begun = Instant::now();
        send(&registry, requests.clone()).await?;
        seconds.push(begun.elapsed().as_secs_f64());
        let begun = Instant::now();
        send(&registry, requests).await?;
        again.push(begun.elapsed().as_secs_f64());
    }
    report(what, &seconds, students);
    report(&format!("{what}, sent again"), &again, students);
    println!("{what}: resident {} MiB, most {} MiB", resident(), most());
    let begun = Instant::now();
    let checked = registry.check_ledger().await?;
    println!(
        "{what}: {} operations and {} transfers counted again in {:.1} s, {} faults, most {} MiB",
        checked.operations,
        checked.transfers,
        begun.elapsed().as_secs_f64(),
        checked.faults,
        most()
    );
    if let Some(registry) = Arc::into_inner(registry) {
        registry.stop().await;
    }
    Ok(())
}

/// Sends requests from several senders, each batch after its last was answered.
async fn send(
    registry: &Arc<RunningRegistry>,
    requests: Vec<baqylau_domain::voucher::Request>,
) -> Outcome<()> {
    let mut senders = Vec::new();
    let batches: Vec<Vec<_>> = requests.chunks(BATCH).map(<[_]>::to_vec).collect();
    for sender in 0..SENDERS {
        let own: Vec<_> = batches
            .iter()
            .skip(sender)
            .step_by(SENDERS)
            .cloned()
            .collect();
        let registry = Arc::clone(registry);
        senders.push(tokio::spawn(async move {
            for batch in own {
                let answers = registry
                    .vouchers(batch)
                    .await
                    .map_err(|error| error.to_string())?;
                for answer in answers {
                    answer.map_err(|refusal| format!("{refusal:?}"))?;
                }
            }
            Ok::<(), String>(())
        }));
    }
    for sender in senders {
        sender.await??;
    }
    Ok(())
}

fn of_status(name: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(name));
    let number = line.and_then(|line| line.split_ascii_whitespace().nth(1));
    number
        .and_then(|text| text.parse::<u64>().ok())
        .unwrap_or(0)
        / 1024
}

fn resident() -> u64 {
    of_status("VmRSS:")
}

fn most() -> u64 {
    of_status("VmHWM:")
}
