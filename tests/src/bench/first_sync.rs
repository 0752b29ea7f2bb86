//! First synchronisation of many records, beside copying the same bytes.

use crate::counting::Counting;
use crate::lab::Desk;
use crate::measure::{Outcome, Samples, forget_peak, memory_of, processor_time};
use crate::report::{Line, Section};
use crate::supply;
use crate::windows::say;
use baqylau_client::HttpTransport;
use baqylau_client::NetworkConfig;
use baqylau_client::ui::{Command, Event, OrganisationFilter};
use baqylau_domain::people::AccountRole;
use serde_json::{Value, json};
use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command as Process, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Word that makes this program synchronise once, tell what it took, and end.
pub const WORD: &str = "first-sync";

/// Synchronisations, each into a new store by a new process.
const RUNS: usize = 3;
/// Copies after each.
const COPIES: usize = 3;

/// Measures.
pub fn run(records: usize, folder: &Path) -> Outcome<Section> {
    let registry = supply::Running::start(&folder.join("registry"), records)?;
    let own = std::env::current_exe()?;
    let mut sync = Samples::default();
    let mut copy = Samples::default();
    let (mut resident, mut peak, mut before) =
        (Samples::default(), Samples::default(), Samples::default());
    let (mut register, mut processor) = (Samples::default(), Samples::default());
    let (mut bytes, mut travelled, mut taken_in) = (0.0, 0.0, 0.0);
    for turn in 0..RUNS {
        let output = Process::new(&own)
            .args([WORD, &registry.url, &registry.raw, &records.to_string()])
            .arg(folder.join(format!("client-{turn}")))
            .stdin(Stdio::null())
            .stderr(Stdio::inherit())
            .output()?;
        let told: Value = serde_json::from_slice(&output.stdout)
            .or(Err("the synchronising process told nothing"))?;
        let number = |name: &str| {
            told.get(name)
                .and_then(Value::as_f64)
                .ok_or_else(|| format!("no {name}"))
        };
        sync.push_number(number("sync_s")?);
        for one in told
            .get("copy_s")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            copy.push_number(one.as_f64().unwrap_or(f64::NAN));
        }
        processor.push_number(number("processor_s")?);
        before.push_number(number("before")?);
        resident.push_number(number("resident")?);
        peak.push_number(number("peak")?);
        register.push_number(number("register_s")?);
        bytes = number("bytes")?;
        travelled = number("travelled")?;
        taken_in = number("records")?;
    }
    let thousands = records / 1_000;
    let mut section = Section::new(format!("First sync of {thousands},000 records"));
    let (took, copied) = (sync.median(), copy.median());
    let mut rate = Samples::default();
    rate.push_number(taken_in / took);
    let mut speed = Samples::default();
    speed.push_number(bytes / took / 1e6);
    section.lines = vec![
        Line::few(
            "signed in → every record in the encrypted store",
            "s",
            &sync,
        )
        .against("same bytes over loopback HTTP to a file + fsync", copied),
        Line::few("of it processor time of the client", "s", &processor).against("the sync", took),
        Line::few("records", "records/s", &rate).against("the copy", taken_in / copied),
        Line::few("bytes of the records", "MB/s", &speed).against("the copy", bytes / copied / 1e6),
        Line::few("client process after it, resident", "MiB", &resident)
            .against("before it", before.median()),
        Line::few("client process, most ever", "MiB", &peak).against("before it", before.median()),
        Line::few(
            "afterwards: the whole register sorted by name",
            "s",
            &register,
        )
        .against("the sync", took),
    ];
    section.note(format!(
        "{taken_in} records, {:.1} MB of JSON, {:.1} MB as they travel in a prepared snapshot; \
         the copy is of the {:.1} MB. Registry and client are two processes, the client's store \
         is SQLCipher, each piece one transaction, and the copy is compared with the registry's \
         digests before the clock stops",
        bytes / 1e6,
        travelled / 1e6,
        bytes / 1e6
    ));
    Ok(section)
}

/// One synchronisation into a new store: what [`WORD`] does.
pub fn once(url: &str, raw: &str, records: u64, folder: &Path) -> Outcome<()> {
    let counting = Arc::new(Counting::over(HttpTransport::new(
        url,
        &NetworkConfig::default(),
    )?));
    let mut desk = Desk::start(&folder.join("store"), url, Some(counting.clone()))?;
    let people = desk.set_up()?;
    let officer = people
        .into_iter()
        .find(|person| {
            person.role == AccountRole::EducationOfficer
                && person
                    .territory
                    .is_some_and(|own| own.to_string() == supply::REGION)
        })
        .ok_or("no officer of that region")?;
    desk.sign_in(&officer)?;
    let memory = || memory_of(std::process::id()).ok_or("the system tells no memory");
    // Making the store took much for its passphrase; that is over.
    forget_peak();
    let before = memory()?;
    let worked = processor_time();
    let begun = Instant::now();
    loop {
        if let Event::Sync(state) = desk.next()?
            && !state.busy
            && counting.seen().records >= records
        {
            break;
        }
    }
    let took = begun.elapsed();
    let worked = processor_time()
        .zip(worked)
        .map(|(now, before)| now - before);
    let after = memory()?;
    let seen = counting.seen();
    let begun = Instant::now();
    let filter = OrganisationFilter::default();
    let told = desk.ask(Command::LoadOrganisations { filter })?;
    let register = begun.elapsed();
    let rows = told.iter().rev().find_map(|event| match event {
        Event::Organisations { rows, .. } => Some(rows.len() as u64),
        _ => None,
    });
    if rows.is_none_or(|rows| rows < records) {
        return Err(format!("{rows:?} organisations of {records} arrived").into());
    }
    drop(told);
    desk.client.shutdown();
    let copies = (0..COPIES)
        .map(|_| Ok(copy(&format!("{raw}/{}", seen.bytes), &folder.join("copy"))?.as_secs_f64()))
        .collect::<Outcome<Vec<f64>>>()?;
    say(&json!({
        "sync_s": took.as_secs_f64(),
        "processor_s": worked.map(|worked| worked.as_secs_f64()),
        "bytes": seen.bytes,
        "travelled": seen.travelled,
        "records": seen.records,
        "before": before.resident,
        "resident": after.resident,
        "peak": after.peak,
        "register_s": register.as_secs_f64(),
        "copy_s": copies,
    }))
}

/// Fetches a body into a file, piece by piece, until it is on disk.
fn copy(url: &str, to: &Path) -> Outcome<Duration> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let client = reqwest::Client::builder().no_proxy().build()?;
        // Connected, and the body made, before the clock starts.
        client.get(url).send().await?.bytes().await?;
        let begun = Instant::now();
        let mut answer = client.get(url).send().await?.error_for_status()?;
        let mut file = File::create(to)?;
        while let Some(piece) = answer.chunk().await? {
            file.write_all(&piece)?;
        }
        file.sync_all()?;
        Ok(begun.elapsed())
    })
}
