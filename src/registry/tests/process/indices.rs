//! `baqylau-registry mrp import` as a process: what it prints, what it leaves behind.

use super::machine::{Process, program};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;
use std::process::Output;

fn import(data: &Path, list: &str) -> Output {
    let file = data.join("mrp.csv");
    std::fs::write(&file, list).unwrap();
    imported(data, &file)
}

fn imported(data: &Path, file: &Path) -> Output {
    let mut program = program(data, None);
    program.args(["mrp", "import"]).arg(file).output().unwrap()
}

fn said(output: &Output) -> (bool, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (
        output.status.success(),
        text(&output.stdout),
        text(&output.stderr),
    )
}

/// Every row of every table.
fn rows(data: &Path) -> Vec<String> {
    let path = data.join("registry.db");
    let store = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let names = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name";
    let mut names = store.prepare(names).unwrap();
    let names: Vec<String> = names
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    let mut all = Vec::new();
    for name in names {
        let mut rows = store.prepare(&format!("SELECT * FROM \"{name}\"")).unwrap();
        let columns = rows.column_count();
        let mut rows = rows.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let cells = (0..columns).map(|at| match row.get_ref_unwrap(at) {
                ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
                    String::from_utf8_lossy(bytes).into_owned()
                }
                other => format!("{other:?}"),
            });
            all.push(format!("{name}: {}", cells.collect::<Vec<_>>().join(" ")));
        }
    }
    all
}

const NEXT: &str = "2027,4500,law on the budget of 2027\n";

#[test]
fn indices_are_imported_whole_once_and_a_bad_file_changes_nothing() {
    let data = tempfile::tempdir().unwrap();
    let data = data.path();
    // What comes with the program is a table of two years.
    let first = said(&import(data, NEXT));
    assert_eq!(first, (true, "indices 3\n".to_owned(), String::new()));
    let stands = rows(data);
    let law = "law on the budget of 2027";
    assert!(stands.iter().any(|row| row.contains(law)));
    for (bad, names) in [
        // A gap: 2028 is missing.
        ("2029,5000,law of 2029\n", "mrp.csv"),
        // The first line is sound; nothing of the file is taken.
        ("2028,4700,law of 2028\n2029,many,law of 2029\n", "mrp.csv"),
        ("2028,4700,law of 2028\n2028-06-01,2028-12-31\n", "mrp.csv"),
        ("2028,4700,\n", "mrp.csv"),
        ("2028,-4700,law of 2028\n", "mrp.csv"),
        ("", "mrp.csv"),
    ] {
        let (ended, told, why) = said(&import(data, bad));
        assert!(!ended && told.is_empty(), "{bad}: {told}");
        assert!(why.contains(names), "{bad}: {why}");
        assert_eq!(rows(data), stands, "{bad}: {why}");
    }
    let (ended, told, why) = said(&imported(data, &data.join("absent.csv")));
    assert!(
        !ended && told.is_empty() && why.contains("absent.csv"),
        "{why}"
    );
    assert_eq!(rows(data), stands);
    // The same again is the same table: nothing is recorded.
    let again = said(&import(data, NEXT));
    assert_eq!(again, first);
    assert_eq!(rows(data), stands);
    // A registry that is at work takes it too; the same days correct a figure.
    let process = Process::start(data);
    let corrected = said(&import(data, "2027,4600,amended law of 2027\n"));
    assert_eq!(corrected, first);
    process.kill();
    let rows = rows(data);
    assert!(rows.iter().any(|row| row.contains("amended law of 2027")));
    assert!(rows.len() > stands.len(), "the former table is kept");
}
