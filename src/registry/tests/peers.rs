//! The monthly validation beside PostgreSQL and DuckDB: the verdict on everybody is the same.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test that can't go on has failed"
)]
#![cfg(unix)]

#[path = "../examples/months/country.rs"]
mod country;
#[path = "../examples/months/duckdb.rs"]
mod duckdb;
#[path = "../examples/months/ours.rs"]
mod ours;
#[path = "../examples/months/postgres.rs"]
mod postgres;
#[path = "../examples/months/sql.rs"]
mod sql;
#[path = "../examples/months/usage.rs"]
mod usage;

use country::Country;
use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

/// A folder the server of the tests may write into, gone at the end.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let place = std::env::var_os("BAQYLAU_TEST_FILES");
        let place = place.map_or_else(std::env::temp_dir, PathBuf::from);
        let folder = place.join(format!("peers-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o777)).unwrap();
        Self(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The first line that differs, without the numbers in it.
fn compare(ours: &str, theirs: &Path) {
    let theirs = fs::read_to_string(theirs).unwrap();
    assert_eq!(ours.lines().count(), theirs.lines().count());
    let differing = ours.lines().zip(theirs.lines()).position(|(a, b)| a != b);
    assert_eq!(differing, None, "the line that differs");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_engine_says_the_same_of_everybody() {
    let folder = Folder::new();
    let country = Country::write(&folder.0, 20_000, 200).unwrap();
    let result = folder.0.join("ours.csv");
    let store = folder.0.join("store");
    let measured = ours::run(&folder.0, &store, Some(&result)).await.unwrap();
    assert_eq!(measured.corrections.len(), 9);
    assert!(measured.usage.load > 0.0);
    let ours = fs::read_to_string(&result).unwrap();
    assert_eq!(ours.lines().count() as u64, country.records);
    // The country isn't one where all is well: most reasons are given, and every verdict.
    let cell =
        |line: &str, place: usize| -> u32 { line.split(',').nth(place).unwrap().parse().unwrap() };
    let verdicts: BTreeSet<u32> = ours.lines().map(|line| cell(line, 3)).collect();
    assert_eq!(verdicts, BTreeSet::from([0, 1, 2]));
    let reasons = ours.lines().fold(0, |all, line| all | cell(line, 2));
    assert_eq!(country.schools, 200);
    let wanted = [0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14];
    for bit in wanted {
        assert!(reasons & 1 << bit != 0, "reason {bit} was never given");
    }

    if std::env::var_os(postgres::SERVER).is_some() {
        assert!(!postgres::version().await.unwrap().is_empty());
        for hashing in [true, false] {
            let file = folder.0.join(format!("postgres-{hashing}.csv"));
            postgres::run(&folder.0, hashing, Some(&file))
                .await
                .unwrap();
            compare(&ours, &file);
        }
    } else {
        println!("skipped: PostgreSQL; tests/postgres COMMAND runs a command beside a server");
    }
    if let Some((python, _)) = duckdb::python() {
        let file = folder.0.join("duckdb.csv");
        let store = folder.0.join("duckdb.db");
        duckdb::run(&python, &folder.0, &store, Some(&file)).unwrap();
        compare(&ours, &file);
    } else {
        println!("skipped: DuckDB isn't installed for Python");
    }
}
