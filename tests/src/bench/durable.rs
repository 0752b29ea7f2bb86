//! How long until one answer is on disk, beside the least the disk allows.

use crate::lab::{Lab, now};
use crate::measure::{Outcome, Samples, timed};
use crate::report::{Line, Section};
use baqylau_checklist::{Env, Instance};
use baqylau_client::ui::{Command, Event};
use baqylau_domain::draft::FieldKey;
use serde_json::Value;
use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::Path;
use std::time::Duration;

/// Answers written, one after the other.
const RUNS: usize = 300;

/// Measures.
pub fn run(lab: &mut Lab, folder: &Path) -> Outcome<Section> {
    let keys = answer_keys(lab);
    if keys.is_empty() {
        return Err("the pinned checklists ask nothing".into());
    }
    let mut page = create(&folder.join("page.bin"))?;
    let block = [0x5au8; 4096];
    let plain = plain_sqlite(&folder.join("plain.db"))?;
    let (mut ours, mut flushed, mut inserted) =
        (Samples::default(), Samples::default(), Samples::default());
    // Turn by turn, so that a slow moment of the disk is everybody's.
    for (turn, key) in keys.iter().cycle().take(RUNS).enumerate() {
        let word = if (turn / keys.len()).is_multiple_of(2) {
            "yes"
        } else {
            "no"
        };
        ours.push(write(lab, key, word)?);
        let (taken, done) = timed(|| page.write_all(&block).and_then(|()| page.sync_data()));
        done?;
        flushed.push(taken);
        let (taken, done) = timed(|| {
            plain.execute(
                "INSERT INTO answer (path, value) VALUES (?1, ?2)",
                (key.to_string(), word),
            )
        });
        done?;
        inserted.push(taken);
    }
    let mut section = Section::new("One answer durable on disk");
    let line = |what: &str, samples: &Samples| Line::of(what, "ms", samples);
    section.lines = vec![
        line("answer sent → told that it is on disk", &ours)
            .against("4 KiB appended + fdatasync", flushed.median()),
        line("one row in plain SQLite (WAL, synchronous=FULL)", &inserted)
            .against("4 KiB appended + fdatasync", flushed.median()),
        line("answer sent → told that it is on disk", &ours)
            .against("one row in plain SQLite", inserted.median()),
    ];
    section.note(
        "the whole way: command to the client's thread, version of the field, encrypted store \
         and journal, event back; disk limit and plain SQLite in the same folder, turn by turn",
    );
    Ok(section)
}

/// Where the pinned checklists take answers.
fn answer_keys(lab: &Lab) -> Vec<FieldKey> {
    let mut keys = Vec::new();
    for pinned in &lab.open.forms {
        let instance = Instance::new(
            pinned.form.clone(),
            Env::new(baqylau_locale::legal_time(now()), 1),
        );
        for item in instance.items(pinned.form.default_language()) {
            for field in item.fields.iter().filter(|field| field.kind.is_select()) {
                let path = field.path.as_str().to_owned();
                keys.push(FieldKey::Answer {
                    list: pinned.code.clone(),
                    path,
                });
            }
        }
    }
    keys
}

fn write(lab: &mut Lab, key: &FieldKey, word: &str) -> Outcome<Duration> {
    let visit = lab.open.visit.id;
    let changes = vec![(key.clone(), Value::String(word.to_owned()))];
    let command = Command::WriteDraft { visit, changes };
    let begun = std::time::Instant::now();
    let ticket = lab.desk.send(command);
    let mut saved = None;
    loop {
        match lab.desk.next()? {
            Event::DraftSaved { .. } => saved = Some(begun.elapsed()),
            Event::Done { ticket: done } if done == ticket => {
                return saved.ok_or_else(|| "written without a word".into());
            }
            Event::Failed { error, .. } => return Err(error.key.into()),
            _ => {}
        }
    }
}

fn create(path: &Path) -> Outcome<File> {
    Ok(OpenOptions::new().create(true).append(true).open(path)?)
}

fn plain_sqlite(path: &Path) -> Outcome<rusqlite::Connection> {
    let connection = rusqlite::Connection::open(path)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.execute(
        "CREATE TABLE answer (id INTEGER PRIMARY KEY, path TEXT NOT NULL, value TEXT NOT NULL)",
        (),
    )?;
    Ok(connection)
}
