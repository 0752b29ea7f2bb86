//! Start to first usable frame, and resident memory.

use crate::display::{Display, Look};
use crate::measure::{Memory, Outcome, Samples, memory_of, nap};
use crate::report::{Line, Section};
use crate::windows;
use baqylau_domain::identifiers::{PersonId, VisitId};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Starts of each program.
const RUNS: usize = 7;

/// A data folder made before, with a visit to open in it.
pub struct Prepared<'a> {
    /// Data folder as the program lays it out.
    pub data: &'a Path,
    /// Who signed in there.
    pub person: PersonId,
    /// A visit being recorded there.
    pub visit: VisitId,
}

/// What a window showed and took.
#[derive(Default)]
struct Seen {
    first: Samples,
    usable: Samples,
    resident: Samples,
    own: Samples,
}

/// Measures.
pub fn run(prepared: &Prepared<'_>, folder: &Path) -> Outcome<Section> {
    let mut section = Section::new("Start to first usable frame, resident memory");
    in_process(&mut section)?;
    let own = std::env::current_exe()?;
    let program = own.with_file_name(format!("baqylau{}", std::env::consts::EXE_SUFFIX));
    if !program.is_file() {
        section.note("skipped: the window of baqylau, which isn't built beside this program");
        return Ok(section);
    }
    let Some(display) = Display::start(&folder.join("display"))? else {
        section.note("skipped: the window, for want of a display: Xvfb is not installed");
        return Ok(section);
    };
    let data = prepared.data.to_string_lossy().into_owned();
    let flags = [
        "--data_dir",
        &data,
        "--keyring",
        "false",
        "--theme",
        "light",
    ];
    let alone: Vec<&str> = flags
        .into_iter()
        .chain(["--registry.url", "http://127.0.0.1:9"])
        .collect();
    let mut programs = [
        Candidate::new(&own, &[windows::BARE]),
        Candidate::new(&program, &flags),
        Candidate::new(&program, &alone),
    ];
    for candidate in &mut programs {
        candidate.rehearse(&display)?;
    }
    // Turn by turn, so that a slow moment of the machine is everybody's.
    for _ in 0..RUNS {
        for candidate in &mut programs {
            candidate.start(&display)?;
        }
    }
    let [bare, ours, alone] = &programs;
    let [bare, ours, alone] = [&bare.seen, &ours.seen, &alone.seen];
    let name = "bare eframe window";
    section.lines.extend([
        Line::few(
            "baqylau: process start → something painted",
            "ms",
            &ours.first,
        )
        .against(name, bare.first.median()),
        Line::few(
            "baqylau with its registry inside: process start → usable",
            "ms",
            &ours.usable,
        )
        .against(name, bare.usable.median()),
        Line::few(
            "baqylau, registry elsewhere: process start → usable",
            "ms",
            &alone.usable,
        )
        .against(name, bare.usable.median()),
        Line::few("resident, first screen", "MiB", &ours.resident)
            .against(name, bare.resident.median()),
        Line::few("of it the program's own (RssAnon)", "MiB", &ours.own)
            .against(name, bare.own.median()),
        Line::few(
            "registry elsewhere: resident, first screen",
            "MiB",
            &alone.resident,
        )
        .against(name, bare.resident.median()),
    ]);
    let (resident, anonymous) = visit_memory(&display, &own, prepared)?;
    section.lines.extend([
        Line::few(
            "resident, a visit open with all its checklists",
            "MiB",
            &resident,
        )
        .against(name, bare.resident.median()),
        Line::few("of it the program's own (RssAnon)", "MiB", &anonymous)
            .against(name, bare.own.median()),
    ]);
    section.note(
        "windows under Xvfb, 1280 × 800, OpenGL drawn by the processor (Mesa), which is part of \
         every window's memory here; warm: files in the cache, store and registry made before",
    );
    section.note(
        "usable: the screen shows what it shows at rest (99.9 % of points), the card asking for \
         the passphrase; looked at every 2 ms in the server's own picture",
    );
    Ok(section)
}

/// The first frame without a window, each in a process of its own.
fn in_process(section: &mut Section) -> Outcome<()> {
    let own = std::env::current_exe()?;
    let measure = |which: &str| -> Outcome<f64> {
        let output = Command::new(&own)
            .args([windows::FIRST_FRAME, which])
            .output()?;
        let told: Value = serde_json::from_slice(&output.stdout)?;
        Ok(told
            .get("ms")
            .and_then(Value::as_f64)
            .ok_or("no first frame")?)
    };
    let (mut ours, mut bare) = (Samples::default(), Samples::default());
    for _ in 0..RUNS {
        bare.push_number(measure("bare")?);
        ours.push_number(measure("ours")?);
    }
    section.lines.push(
        Line::few(
            "without a window: application made → card of the first screen",
            "ms",
            &ours,
        )
        .against("bare egui context", bare.median()),
    );
    Ok(())
}

/// A program that opens a window, and what was seen of it.
struct Candidate {
    program: PathBuf,
    arguments: Vec<String>,
    at_rest: Option<Look>,
    seen: Seen,
}

impl Candidate {
    fn new(program: &Path, arguments: &[&str]) -> Self {
        Self {
            program: program.to_owned(),
            arguments: arguments.iter().map(|one| (*one).to_owned()).collect(),
            at_rest: None,
            seen: Seen::default(),
        }
    }

    fn spawn(&self, display: &Display) -> Outcome<Running> {
        // What the last one showed must be gone.
        display.wait(|look| !look.shows_something())?;
        Ok(Running(
            display
                .command(&self.program)
                .args(&self.arguments)
                .spawn()?,
        ))
    }

    /// Learns what the window looks like at rest; also warms the caches.
    fn rehearse(&mut self, display: &Display) -> Outcome<()> {
        let _running = self.spawn(display)?;
        self.at_rest = Some(display.settled()?);
        Ok(())
    }

    fn start(&mut self, display: &Display) -> Outcome<()> {
        let at_rest = self.at_rest.take().ok_or("not rehearsed")?;
        display.wait(|look| !look.shows_something())?;
        let begun = Instant::now();
        let running = self.spawn(display)?;
        let first = display.wait(Look::shows_something)?;
        let usable = display.wait(|look| look.is_like(&at_rest))?;
        nap(Duration::from_secs(2));
        let Memory { resident, own, .. } =
            memory_of(running.0.id()).ok_or("the system tells no memory")?;
        self.seen.first.push(first - begun);
        self.seen.usable.push(usable - begun);
        self.seen.resident.push_number(resident);
        self.seen.own.push_number(own);
        self.at_rest = Some(at_rest);
        Ok(())
    }
}

/// A program that ends when it is no longer looked at.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The application's memory with a visit open: a window of this program does what a person would.
fn visit_memory(
    display: &Display,
    own: &Path,
    prepared: &Prepared<'_>,
) -> Outcome<(Samples, Samples)> {
    let (mut resident, mut anonymous) = (Samples::default(), Samples::default());
    for _ in 0..3 {
        let output = display
            .command(own)
            .arg(windows::VISIT)
            .arg(prepared.data)
            .arg(prepared.person.to_string())
            .arg(prepared.visit.to_string())
            .stdout(Stdio::piped())
            .output()?;
        let told: Value = serde_json::from_slice(&output.stdout)
            .or(Err("the window of the visit told nothing"))?;
        let number = |name: &str| {
            told.pointer(&format!("/visit/{name}"))
                .and_then(Value::as_f64)
                .ok_or("no memory")
        };
        resident.push_number(number("resident")?);
        anonymous.push_number(number("own")?);
    }
    Ok((resident, anonymous))
}
