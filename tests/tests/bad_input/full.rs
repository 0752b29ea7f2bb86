//! Disks that are full, and files that may not grow.

use crate::support::{Scene, answer_key, photo, rows, worded};
use baqylau_client::ui::UserError;
use baqylau_domain::visit::StageName;
use baqylau_tests::laptop::PASSPHRASE;
use baqylau_tests::ledger::Line;
use baqylau_tests::prepared::prepared;
use baqylau_tests::processes::Process;
use baqylau_tests::{plan, record};
use chrono::{DateTime, Utc};
use serde_json::json;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A file system of a few megabytes, where this user may mount one; unmounted when dropped.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn mount(at: &Path) -> Option<Self> {
        std::fs::create_dir_all(at).unwrap();
        let mounted = std::process::Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=6m", "tmpfs"])
            .arg(at)
            .stderr(std::process::Stdio::null())
            .status();
        mounted
            .is_ok_and(|status| status.success())
            .then(|| Self(at.to_owned()))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // Lazily: a file may still be open when a test failed.
        let _ = std::process::Command::new("umount")
            .arg("-l")
            .arg(&self.0)
            .status();
    }
}

#[test]
fn a_full_disk_refuses_and_keeps_and_goes_on_when_there_is_room() {
    let mut scene = Scene::set();
    let Some(disk) = SmallDisk::mount(&scene.data()) else {
        println!("skipped: no file system may be mounted here; the limit of the next test holds");
        return;
    };
    scene = scene.recording();
    let visit = scene.visit.id;
    scene.laptop().drained().unwrap();
    for n in 1..=5 {
        scene.answer(n);
    }
    // Something else fills the disk, up to the last byte.
    let filler = scene.data().join("filler");
    {
        use std::io::Write as _;
        let mut file = std::fs::File::create(&filler).unwrap();
        while file.write_all(&[7; 1_024]).is_ok() {}
        while file.write_all(&[7]).is_ok() {}
    }
    let mut failures = BTreeMap::<String, u32>::new();
    let mut saved = 5;
    for attempt in 0..40u8 {
        let change = (answer_key(saved + 1), json!(format!("ответ {}", saved + 1)));
        match scene.laptop().write(visit, vec![change]) {
            Ok(()) => saved += 1,
            Err(error) => {
                worded(&error);
                *failures.entry(error.key).or_default() += 1;
            }
        }
        if attempt % 8 == 0 {
            let bytes = plan::photo(u32::from(attempt) + 1).unwrap();
            if let Err(error) = scene.laptop().run(photo(visit, "", "", bytes)) {
                worded(&error);
                *failures.entry(error.key).or_default() += 1;
            }
        }
    }
    println!("{saved} answers saved; failures on a full disk: {failures:?}");
    assert!(failures.contains_key("client-disk-full"), "{failures:?}");
    let others: Vec<&String> = failures
        .keys()
        .filter(|key| *key != "client-disk-full")
        .collect();
    assert!(others.is_empty(), "{others:?}");
    scene.has_answers(saved);
    // Switched off and on with the disk still full.
    let url = scene.url.clone();
    scene.restart(&url);
    let opened = scene.laptop().unlock(PASSPHRASE);
    if let Err(error) = &opened {
        worded(error);
        assert_eq!(error.key, "client-disk-full");
    }
    std::fs::remove_file(&filler).unwrap();
    if opened.is_err() {
        scene.restart(&url);
        scene.laptop().unlock(PASSPHRASE).unwrap();
    }
    scene.continue_offline().unwrap();
    scene.has_answers(saved);
    scene.answer(saved + 1);
    scene.laptop().drained().unwrap();
    scene.has_answers(saved + 1);
    let stage = scene.laptop().open(visit).unwrap().visit.stage.name();
    assert_eq!(stage, StageName::Recording);
    scene.laptop.take().unwrap().stop();
    scene.registry = None;
    drop(disk);
    let sent = "SELECT count(*) FROM drafts WHERE field LIKE 'answer|BAD|%'";
    assert_eq!(rows(&scene.path("registry"), sent), i64::from(saved + 1));
}

#[test]
fn a_file_that_may_not_grow_is_told_and_nothing_acknowledged_is_lost() {
    let mut scene = Scene::set();
    let prepared = prepared().unwrap();
    std::fs::create_dir_all(scene.path("scratch")).unwrap();
    let mut told = Vec::new();
    let mut acknowledged: BTreeMap<String, String> = BTreeMap::new();
    // In KiB: too small for the store, for the registers, for the answers; then no limit.
    for limit in ["16", "600", "1400", "unlimited"] {
        let mut command = std::process::Command::new("bash");
        let run = format!("trap '' XFSZ; ulimit -f {limit}; exec \"$@\"");
        command.args(["-c", &run, "bash", env!("CARGO_BIN_EXE_laptop")]);
        for (name, value) in [
            ("--data", scene.data().display().to_string()),
            ("--scratch", scene.path("scratch").display().to_string()),
            ("--url", scene.url.clone()),
            ("--keys", prepared.keys().display().to_string()),
            ("--person", scene.secretary().person.to_string()),
            ("--visit", scene.visit.id.to_string()),
            (
                "--now",
                DateTime::<Utc>::from(std::time::SystemTime::now()).to_rfc3339(),
            ),
        ] {
            command.args([name, &value]);
        }
        let process = Process::start(command).unwrap();
        let (mut found, mut is_ready): (BTreeMap<String, String>, bool) = Default::default();
        while let Ok(Some(text)) = process.line(Duration::from_secs(90)) {
            let Some(line) = Line::read(&text) else {
                continue;
            };
            match (line.word.as_str(), line.kind.as_str()) {
                ("ack", "field") => drop(acknowledged.insert(line.key, line.value)),
                ("found", "field") => drop(found.insert(line.key, line.value)),
                ("ready", _) => is_ready = true,
                ("trouble", _) => told.push(format!("{limit} KiB: {}", line.kind)),
                ("finished", _) => told.push(format!("{limit} KiB: finished")),
                _ => {}
            }
            if is_ready {
                for (key, value) in &acknowledged {
                    let there = found.get(key).or_else(|| acknowledged.get(key));
                    assert_eq!(there, Some(value), "{key}");
                }
            }
        }
    }
    println!("{}", told.join("\n"));
    assert!(
        told.last().is_some_and(|line| line.ends_with("finished")),
        "{told:?}"
    );
    let keys = ["client-disk-full", "client-store-failed"];
    for line in &told[..told.len() - 1] {
        assert!(keys.iter().any(|key| line.contains(key)), "{line}");
    }
    keys.iter().for_each(|key| worded(&UserError::new(*key)));
    scene.registry = None;
    let record = record::read(&scene.path("registry"), scene.visit.id).unwrap();
    assert_eq!(record.faults, Vec::<String>::new());
    let sent: BTreeMap<&str, &[String]> = record.found.of("field").collect();
    for (key, value) in &acknowledged {
        assert_eq!(
            sent.get(key.as_str()),
            Some(&std::slice::from_ref(value)),
            "{key}"
        );
    }
}
