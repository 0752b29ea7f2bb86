//! The registry as a process: killed without warning, asked to stop, backed up while it runs.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "helpers of tests fail loudly"
)]

#[cfg(unix)]
mod drill;
mod indices;
#[cfg(unix)]
mod kills;
mod laptop;
mod machine;
#[cfg(unix)]
mod redeeming;
mod strangers;

use machine::Process;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

#[test]
#[cfg(unix)]
fn a_registry_asked_to_stop_ends_well_and_leaves_no_log_behind() {
    let data = tempfile::tempdir().unwrap();
    let mut process = Process::start(data.path());
    let id = process.child.id().to_string();
    Command::new("kill").args(["-TERM", &id]).status().unwrap();
    assert!(process.child.wait().unwrap().success());
    let log = data.path().join("registry.db-wal");
    assert_eq!(std::fs::metadata(log).map_or(0, |file| file.len()), 0);
}

#[test]
fn wrong_arguments_are_explained() {
    let output = Command::new(env!("CARGO_BIN_EXE_baqylau-registry"))
        .args(["--data", "x", "--listen", "nowhere"])
        .output()
        .unwrap();
    assert!(!output.status.success());
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("--listen"), "{said}");
}

#[test]
fn where_records_are_kept_is_said_once_and_without_a_password_for_others_to_read() {
    let refused = |arguments: &[&str], variables: &[(&str, &str)]| {
        let data = tempfile::tempdir().unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_baqylau-registry"))
            .arg("--data")
            .arg(data.path())
            .args(arguments)
            .envs(variables.iter().copied())
            .output()
            .unwrap();
        assert!(!output.status.success());
        String::from_utf8(output.stderr).unwrap()
    };
    let url = "postgresql://a:very-secret@%2Fnonexistent/b";
    let both = refused(&["--sqlite", "x", "--postgres", url], &[]);
    assert!(both.contains("exclude each other"), "{both}");
    let shown = refused(&["--postgres", url], &[]);
    assert!(shown.contains("BAQYLAU_POSTGRES_PASSWORD"), "{shown}");
    let nonsense = refused(&[], &[("BAQYLAU_POSTGRES_URL", "very-secret")]);
    assert!(nonsense.contains("not a PostgreSQL URL"), "{nonsense}");
    let absent = refused(&[], &[("BAQYLAU_POSTGRES_URL", url)]);
    assert!(absent.contains("can't be reached"), "{absent}");
    let key = ("BAQYLAU_REGISTRY_KEY", &*"ab".repeat(32));
    let encrypted = refused(&[], &[("BAQYLAU_POSTGRES_URL", url), key]);
    assert!(encrypted.contains("SQLite file only"), "{encrypted}");
    for said in [both, shown, nonsense, absent, encrypted] {
        assert!(!said.contains("secret"), "{said}");
    }
}

#[test]
fn a_file_elsewhere_is_the_store() {
    let (data, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let file = other.path().join("records.db");
    let mut child = Command::new(env!("CARGO_BIN_EXE_baqylau-registry"))
        .arg("--data")
        .arg(data.path())
        .arg("--sqlite")
        .arg(&file)
        .args(["--listen", "127.0.0.1:0"])
        .env("BAQYLAU_POSTGRES_URL", "postgresql://a@%2Fnonexistent/b")
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut url = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut url)
        .unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(url.starts_with("http://127.0.0.1:"), "{url}");
    assert!(file.exists() && !data.path().join("registry.db").exists());
}

#[test]
fn the_program_prints_the_description_of_its_interface() {
    let output = Command::new(env!("CARGO_BIN_EXE_baqylau-registry"))
        .arg("--openapi")
        .output()
        .unwrap();
    assert!(output.status.success());
    let printed: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let kept: serde_json::Value = serde_json::from_str(include_str!("../../openapi.json")).unwrap();
    assert!(printed == kept, "src/registry/openapi.json is out of date");
}
