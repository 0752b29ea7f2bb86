//! Backups as an operator makes them: with the program, while it runs; and the drill of putting one
//! back, cut off wherever it is.

use super::laptop::{Laptop, get};
use super::machine::{Process, program, server};
use baqylau_protocol::api::{self, Hello};
use baqylau_protocol::feed::Scope;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

fn run(command: &mut Command) -> Output {
    command.env("RUST_LOG", "warn").output().unwrap()
}

fn said(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    text(&output.stdout) + &text(&output.stderr)
}

fn back_up(data: &Path, server: Option<&str>, to: &Path) {
    let output = run(program(data, server).arg("backup").arg(to));
    assert!(output.status.success(), "{}", said(&output));
}

async fn hello(process: &Process) -> Hello {
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    get(&http, format!("{}{}", process.url, api::HELLO), "").await
}

/// Whether a registry that runs is whole: its backup is put back into a file, which checks the
/// audit log, the feeds and every row.
pub(super) fn holds(data: &Path, server: Option<&str>, hello: &Hello) {
    let folder = tempfile::tempdir().unwrap();
    let (backup, other) = (folder.path().join("backup"), folder.path().join("other"));
    back_up(data, server, &backup);
    let output = run(program(&other, None).arg("restore").arg(&backup));
    assert!(output.status.success(), "{}", said(&output));
    assert!(said(&output).contains(&hello.registry.to_string()));
}

#[test]
fn the_program_backs_up_while_it_runs_and_moves_a_registry_between_engines() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let Some(url) = server(&runtime) else { return };
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name);
    let process = Process::start(&place("a"));
    let mut laptop = runtime.block_on(Laptop::sign_in(&process.url));
    let before = runtime.block_on(hello(&process));
    for _ in 0..5 {
        laptop.write();
    }
    assert_eq!(runtime.block_on(laptop.push(&process.url, 0)), Ok(true));
    back_up(&place("a"), None, &place("b1"));
    // Acknowledged after the backup: the restored registry hasn't got these.
    for _ in 0..3 {
        laptop.write();
    }
    assert_eq!(runtime.block_on(laptop.push(&process.url, 5)), Ok(true));
    drop(process);

    let output = run(program(&place("c"), Some(&url))
        .arg("restore")
        .arg(place("b1")));
    assert!(output.status.success(), "{}", said(&output));
    let moved = Process::start_at(&place("c"), Some(&url));
    let after = runtime.block_on(hello(&moved));
    assert_eq!(
        (after.registry, &after.receipt_key),
        (before.registry, &before.receipt_key)
    );
    assert_ne!(after.epoch, before.epoch);
    // The same installation signs in again and sends its chain from the beginning.
    runtime.block_on(laptop.sign_in_again(&moved.url));
    laptop.write();
    let gap = runtime.block_on(laptop.push(&moved.url, 8)).unwrap_err();
    assert!(gap.starts_with("412"), "what is missing is told: {gap}");
    assert_eq!(runtime.block_on(laptop.push(&moved.url, 0)), Ok(true));
    let feed = |process: &Process, laptop: &Laptop| {
        let url = format!(
            "{}{}?scope={}",
            process.url,
            api::FEED,
            Scope::Draft(laptop.visit)
        );
        let page = get::<baqylau_protocol::feed::FeedPage>(&laptop.http, url, &laptop.token);
        runtime.block_on(page).entries.len()
    };
    assert_eq!(feed(&moved, &laptop), 9, "each once");

    // And back into a file, linked to the backup before.
    let output = run(program(&place("c"), Some(&url))
        .arg("backup")
        .arg(place("b2"))
        .arg("--linked-to")
        .arg(place("b1")));
    assert!(output.status.success(), "{}", said(&output));
    drop(moved);
    let verified = run(program(&place("nowhere"), None)
        .arg("verify")
        .arg(place("b2")));
    assert!(
        said(&verified).starts_with("whole: registry"),
        "{}",
        said(&verified)
    );
    assert!(!place("nowhere").exists());
    let output = run(program(&place("d"), None).arg("restore").arg(place("b2")));
    assert!(output.status.success(), "{}", said(&output));
    let back = Process::start(&place("d"));
    runtime.block_on(laptop.sign_in_again(&back.url));
    assert_eq!(feed(&back, &laptop), 9);
    let again = run(program(&place("d"), None).arg("restore").arg(place("b2")));
    assert!(
        !again.status.success() && said(&again).contains("isn't empty"),
        "{}",
        said(&again)
    );
}

#[test]
fn a_restore_killed_anywhere_leaves_no_registry_or_the_whole_one() {
    let folder = tempfile::tempdir().unwrap();
    let (data, backup) = (folder.path().join("a"), folder.path().join("b"));
    drop(Process::start(&data));
    back_up(&data, None, &backup);
    let (mut refused, mut whole) = (0, 0);
    let mut wait = Duration::from_millis(2);
    for round in 0..40 {
        let target = folder.path().join(format!("r{round}"));
        let mut restoring = program(&target, None)
            .arg("restore")
            .arg(&backup)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let (_never, pause) = std::sync::mpsc::channel::<()>();
        let _ = pause.recv_timeout(wait);
        let ended = restoring
            .try_wait()
            .unwrap()
            .is_some_and(|status| status.success());
        let _ = restoring.kill();
        restoring.wait().unwrap();
        let begun = std::fs::read_dir(&target).is_ok_and(|mut found| found.next().is_some());
        if begun && !ended {
            let started = run(program(&target, None)
                .args(["--listen", "127.0.0.1:0"])
                .env(
                    // A registry that does start ends at once: there is no such address of metrics.
                    "RUST_LOG", "error",
                )
                .args(["--metrics", "192.0.2.1:1"]));
            assert!(!started.status.success());
            // Killed between its last word and its end, it is whole.
            if said(&started).contains("a restore into this place was cut off") {
                refused += 1;
            } else {
                whole += 1;
                assert!(
                    said(&started).contains("can't listen"),
                    "{}",
                    said(&started)
                );
            }
        }
        if ended {
            whole += 1;
        }
        // Once it comes to its end, from the beginning in other steps.
        wait = if ended {
            Duration::from_millis(3 + round)
        } else {
            wait.mul_f32(1.35)
        };
        if refused > 3 && whole > 0 {
            break;
        }
    }
    assert!(refused > 3 && whole > 0, "{refused} cut off, {whole} whole");
}
