//! The monthly validation of the whole country, beside PostgreSQL and DuckDB on the same files:
//!
//! `tests/postgres cargo run --release -p baqylau-registry --example months`
//!
//! `--records N` (4,000,000), `--schools N` (8,000), `--runs N` (5). Files lie in a temporary folder.
//! Engines that aren't there are skipped, and that is said. Verdicts of all engines are compared
//! line by line. Under `tests/postgres` the server doesn't wait for the disk, which favours it; the
//! registry and DuckDB do.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "what is measured is printed, there is nothing else to do with it"
)]

mod country;
mod duckdb;
mod ours;
mod postgres;
mod sql;
mod usage;

use country::Country;
use sha2::{Digest as _, Sha256};
use std::error::Error;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;
use usage::Usage;

type Outcome<T> = Result<T, Box<dyn Error>>;

fn median(values: &[f64]) -> f64 {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Prints one engine's line and gives back the median of everything and of the validation.
fn report(name: &str, runs: &[Usage], ours: Option<(f64, f64)>) -> (f64, f64) {
    let of = |part: fn(&Usage) -> f64| median(&runs.iter().map(part).collect::<Vec<_>>());
    let whole = of(|run| run.load + run.validate);
    let validate = of(|run| run.validate);
    let ratio = |theirs: f64, ours: Option<f64>| {
        ours.map_or(String::new(), |ours| format!("{:.1}×", theirs / ours))
    };
    println!(
        "| {name} | {whole:.2} | {} | {validate:.2} | {} | {:.2} | {:.2} | {:.0} |",
        ratio(whole, ours.map(|ours| ours.0)),
        ratio(validate, ours.map(|ours| ours.1)),
        of(|run| run.cpu),
        of(|run| run.cpu_validate),
        of(|run| run.memory),
    );
    (whole, validate)
}

fn same(a: &Path, b: &Path) -> Outcome<bool> {
    let hash = |path: &Path| -> Outcome<Vec<u8>> {
        let mut hasher = Sha256::new();
        std::io::copy(&mut File::open(path)?, &mut hasher)?;
        Ok(hasher.finalize().to_vec())
    };
    Ok(hash(a)? == hash(b)?)
}

/// Makes a folder a server under another account may write into.
fn shared(folder: &Path) -> Outcome<()> {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::create_dir_all(folder)?;
    Ok(std::fs::set_permissions(
        folder,
        std::fs::Permissions::from_mode(0o777),
    )?)
}

fn main() -> Outcome<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    let (mut records, mut schools, mut runs) = (4_000_000, 8_000, 5_u32);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("{argument} needs a value"));
        match argument.as_str() {
            "--records" => records = value()?.parse()?,
            "--schools" => schools = value()?.parse()?,
            "--runs" => runs = value()?.parse()?,
            "--one" => {
                // A run of the registry in a process of its own, whose memory is its alone.
                let (folder, store) = (PathBuf::from(value()?), PathBuf::from(value()?));
                let result = value().ok().map(PathBuf::from);
                let done = runtime.block_on(ours::run(&folder, &store, result.as_deref()))?;
                println!(
                    "{}",
                    serde_json::to_string(&(done.usage, done.corrections))?
                );
                return Ok(());
            }
            other => return Err(format!("{other}: --records, --schools, --runs").into()),
        }
    }
    let place =
        std::env::var_os("BAQYLAU_TEST_FILES").map_or_else(std::env::temp_dir, PathBuf::from);
    let folder = place.join(format!("month-{}", std::process::id()));
    shared(&folder)?;
    let done = compare(&runtime, &folder, (records, schools), runs);
    std::fs::remove_dir_all(&folder)?;
    done
}

fn compare(
    runtime: &tokio::runtime::Runtime,
    folder: &Path,
    (records, schools): (u64, u64),
    runs: u32,
) -> Outcome<()> {
    let country = Country::write(folder, records, schools)?;
    let bytes = |name: &str| std::fs::metadata(folder.join(name)).map_or(0, |file| file.len());
    println!(
        "{} records of {} schools: {:.1} MB, and {:.1} MB of facts; medians of {runs} runs",
        country.records,
        country.schools,
        bytes("lms.csv") as f64 / 1e6,
        bytes("facts.csv") as f64 / 1e6,
    );
    let (mut mine, mut corrections) = (Vec::new(), Vec::new());
    let result = folder.join("ours.csv");
    for run in 0..runs {
        let store = folder.join("store");
        let mut command = Command::new(std::env::current_exe()?);
        command.arg("--one").arg(folder).arg(&store);
        if run == 0 {
            command.arg(&result);
        }
        let done = command.stderr(std::process::Stdio::inherit()).output()?;
        let (usage, took): (Usage, Vec<f64>) = serde_json::from_slice(&done.stdout)?;
        mine.push(usage);
        corrections.extend(took);
        std::fs::remove_dir_all(&store)?;
    }
    println!("| engine | s, all | | s, validation | | CPU s, all | CPU s, validation | MiB |");
    println!("|---|---|---|---|---|---|---|---|");
    let ours = report("the registry on SQLite, durable", &mine, None);
    if std::env::var_os(postgres::SERVER).is_some() {
        let version = runtime.block_on(postgres::version())?;
        for hashing in [true, false] {
            let (mut theirs, file) = (Vec::new(), folder.join("postgres.csv"));
            for run in 0..runs {
                let file = (run == 0).then_some(file.as_path());
                theirs.push(runtime.block_on(postgres::run(folder, hashing, file))?);
            }
            let name = format!("PostgreSQL {version}, enable_hashagg {hashing}");
            report(&name, &theirs, Some(ours));
            compared(&result, &file)?;
        }
    } else {
        println!("skipped: PostgreSQL; run this under tests/postgres");
    }
    if let Some((python, version)) = duckdb::python() {
        let (mut theirs, file) = (Vec::new(), folder.join("duckdb.csv"));
        for run in 0..runs {
            let store = folder.join("duckdb.db");
            let file = (run == 0).then_some(file.as_path());
            theirs.push(duckdb::run(&python, folder, &store, file)?);
            std::fs::remove_file(&store)?;
        }
        report(&format!("DuckDB {version}, a file"), &theirs, Some(ours));
        compared(&result, &file)?;
    } else {
        println!("skipped: DuckDB; its Python package is looked for in target/duckdb");
    }
    println!(
        "one corrected school, from its batch to its register on the disk: {:.1} ms",
        median(&corrections)
    );
    Ok(())
}

fn compared(ours: &Path, theirs: &Path) -> Outcome<()> {
    if same(ours, theirs)? {
        return Ok(());
    }
    Err(format!("{} has other verdicts", theirs.display()).into())
}
