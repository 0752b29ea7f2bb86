//! Benchmarks: every number beside a peer or a physical limit measured in the same run.
//!
//! `cargo build --release && cargo run --release -p baqylau-tests --bin bench`

mod act;
mod batch;
mod counting;
#[cfg(unix)]
mod display;
mod durable;
mod first_sync;
mod form;
mod keystroke;
mod lab;
#[path = "../../../src/client/tests/commission/many_acts.rs"]
mod many_acts;
mod measure;
mod paper;
mod photos;
mod report;
mod screen;
mod scroll;
#[cfg(unix)]
mod start;
mod supply;
mod windows;

use crate::lab::Lab;
use crate::measure::{Outcome, machine};
use crate::report::Section;
use lexopt::prelude::*;
use serde_json::{Value as Json, json};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const HELP: &str = "\
usage: bench [--only NAME,...] [--records N] [--acts N] [--dir DIR] [--json FILE]

  --only NAME,...  some of: durable keystroke photos start sync paper
                   batch scroll
  --records N      records of the first synchronisation (100000)
  --acts N         acts signed as one batch (1000)
  --rows N         rows of the register that is scrolled (1000000)
  --dir DIR        where to work: the disk measured (beside the program)
  --json FILE      the numbers also as JSON
";

const NAMES: [&str; 8] = [
    "durable",
    "keystroke",
    "photos",
    "start",
    "sync",
    "paper",
    "batch",
    "scroll",
];

/// What to measure.
struct Wish {
    only: Vec<String>,
    records: usize,
    acts: usize,
    rows: usize,
    dir: PathBuf,
    json: Option<PathBuf>,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    // A process started by this program for one part of a measurement.
    let part = match words.as_slice() {
        [windows::BARE] => Some(windows::bare()),
        [windows::FIRST_FRAME, which] => Some(windows::first_frame(*which == "ours")),
        [windows::VISIT, data, person, visit] => Some(open_visit(data, person, visit)),
        [supply::WORD, records, folder] => Some(
            records
                .parse()
                .map_err(Into::into)
                .and_then(|records| supply::serve(Path::new(folder), records)),
        ),
        [first_sync::WORD, url, raw, records, folder] => Some(
            records
                .parse()
                .map_err(Into::into)
                .and_then(|records| first_sync::once(url, raw, records, Path::new(folder))),
        ),
        [paper::WORD, to] => Some(paper::print_one(Path::new(to))),
        _ => None,
    };
    let ended = part.unwrap_or_else(|| match parse() {
        Ok(Some(wish)) => measure_all(&wish),
        Ok(None) => print(HELP),
        Err(error) => Err(format!("{error}\n\n{HELP}").into()),
    });
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tell(&format!("bench: {error}"));
            ExitCode::FAILURE
        }
    }
}

fn open_visit(data: &str, person: &str, visit: &str) -> Outcome<()> {
    windows::visit(Path::new(data), person.parse()?, visit.parse()?)
}

fn parse() -> Result<Option<Wish>, lexopt::Error> {
    let mut wish = Wish {
        only: NAMES.map(str::to_owned).to_vec(),
        records: 100_000,
        acts: 1_000,
        rows: 1_000_000,
        dir: std::env::current_exe()
            .ok()
            .and_then(|path| path.parent().map(Path::to_owned))
            .unwrap_or_default(),
        json: None,
    };
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Short('h') | Long("help") => return Ok(None),
            Long("records") => wish.records = parser.value()?.parse()?,
            Long("acts") => wish.acts = parser.value()?.parse()?,
            Long("rows") => wish.rows = parser.value()?.parse()?,
            Long("dir") => wish.dir = parser.value()?.into(),
            Long("json") => wish.json = Some(parser.value()?.into()),
            Long("only") => {
                let names = parser.value()?.string()?;
                wish.only = names.split(',').map(str::to_owned).collect();
                if let Some(name) = wish
                    .only
                    .iter()
                    .find(|name| !NAMES.contains(&name.as_str()))
                {
                    return Err(format!("nothing is called {name}").into());
                }
            }
            other => return Err(other.unexpected()),
        }
    }
    Ok(Some(wish))
}

fn measure_all(wish: &Wish) -> Outcome<()> {
    let folder = tempfile::Builder::new()
        .prefix("bench-")
        .tempdir_in(&wish.dir)?;
    let facts = machine(folder.path());
    let mut head = String::from("# Benchmarks\n\n");
    for (name, value) in &facts {
        head.push_str(&format!("- {name}: {value}\n"));
    }
    print(&head)?;
    let mut sections = Vec::new();
    let mut keep = |name: &str, made: Outcome<Section>| -> Outcome<()> {
        let section = made.unwrap_or_else(|error| Section::skipped(name, error));
        print(&section.table())?;
        sections.push(section);
        Ok(())
    };
    let wants = |name: &str| wish.only.iter().any(|one| one == name);
    if ["durable", "keystroke", "photos", "start"]
        .into_iter()
        .any(wants)
    {
        tell("preparing a visit ...");
        let data = folder.path().join("data");
        let mut lab = Lab::start(&data)?;
        if wants("durable") {
            tell("durable ...");
            keep("durable", durable::run(&mut lab, folder.path()))?;
        }
        if wants("keystroke") {
            tell("keystroke ...");
            keep("keystroke", keystroke::run(&lab))?;
        }
        if wants("photos") {
            tell("photos ...");
            keep("photos", photos::run(&lab))?;
        }
        let (person, visit) = (lab.person.id, lab.open.visit.id);
        drop(lab);
        if wants("start") {
            tell("start ...");
            #[cfg(unix)]
            {
                let prepared = start::Prepared {
                    data: &data,
                    person,
                    visit,
                };
                keep("start", start::run(&prepared, folder.path()))?;
            }
            #[cfg(not(unix))]
            {
                let _ = (person, visit);
                keep("start", Err("measured under Linux only".into()))?;
            }
        }
    }
    if wants("sync") {
        tell("sync ...");
        keep("sync", first_sync::run(wish.records, folder.path()))?;
    }
    if wants("paper") {
        tell("paper ...");
        keep("paper", paper::run(folder.path()))?;
    }
    if wants("batch") {
        tell("batch ...");
        keep("batch", batch::run(wish.acts, folder.path()))?;
    }
    if wants("scroll") {
        tell("scroll ...");
        keep("scroll", scroll::run(wish.rows))?;
    }
    if let Some(path) = &wish.json {
        let machine: serde_json::Map<String, Json> = facts
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value.into()))
            .collect();
        let all: Vec<Json> = sections.iter().map(Section::json).collect();
        let whole = json!({"machine": machine, "sections": all});
        std::fs::write(path, serde_json::to_string_pretty(&whole)?)?;
    }
    Ok(())
}

fn print(text: &str) -> Outcome<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(())
}

/// Says how far it got, beside the table.
fn tell(words: &str) {
    // Nobody reads it: nothing is lost.
    let _ = writeln!(std::io::stderr(), "{words}");
}
