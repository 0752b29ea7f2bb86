//! An act to PDF, beside other printers of the same content and beside the disk.

use crate::act::{ITEMS, PHOTOS, Sample, photo_bytes};
use crate::measure::{Outcome, Samples, timed};
use crate::report::{Line, Section};
use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

/// Prints in this process.
const RUNS: usize = 30;
/// Prints by a process started for it.
const PROCESS_RUNS: usize = 5;

/// Word that makes this program print one act and end.
pub const WORD: &str = "act-pdf";

/// Prints one act into a file: what [`WORD`] does.
pub fn print_one(to: &Path) -> Outcome<()> {
    std::fs::write(to, Sample::new()?.pdf()?)?;
    Ok(())
}

/// Measures.
pub fn run(folder: &Path) -> Outcome<Section> {
    let sample = Sample::new()?;
    let (mut ours, mut disk) = (Samples::default(), Samples::default());
    let mut size = 0;
    let path = folder.join("act.pdf");
    for _ in 0..RUNS {
        let (taken, pdf) = timed(|| sample.pdf());
        let pdf = pdf?;
        ours.push(taken);
        size = pdf.len();
        let (taken, written) = timed(|| -> std::io::Result<()> {
            let mut file = File::create(&path)?;
            file.write_all(&pdf)?;
            file.sync_all()
        });
        written?;
        disk.push(taken);
    }
    let title = format!("An act to PDF: {ITEMS} items, {PHOTOS} photos");
    let mut section = Section::new(title);
    section.lines.push(
        Line::of("act → PDF/A-3a in memory", "ms", &ours)
            .against("writing the same bytes + fsync", disk.median()),
    );
    let own = std::env::current_exe()?;
    let text = path.to_string_lossy().into_owned();
    let whole = of_process(&own.to_string_lossy(), &[WORD, &text], folder)?;
    sample.html(folder)?;
    let office = ["--headless", "--convert-to", "pdf", "act.html"];
    let peers: [(&str, &str, &[&str]); 2] = [
        ("WeasyPrint", "weasyprint", &["act.html", "weasyprint.pdf"]),
        ("LibreOffice", "soffice", &office),
    ];
    for (name, program, arguments) in peers {
        match (&whole, of_process(program, arguments, folder)?) {
            (Some(whole), Some(peer)) => section.lines.push(
                Line::few("whole process: start, photos made, act, PDF", "ms", whole).against(
                    format!("{name}, whole process, same words and photos"),
                    peer.median(),
                ),
            ),
            _ => section.note(format!("skipped: {name} is not installed ({program})")),
        }
    }
    section.note(format!(
        "Kazakh, tagged, signed bytes and three signatures attached; photos {:.1} MB, PDF {:.1} MB",
        photo_bytes(&sample) as f64 / 1e6,
        size as f64 / 1e6
    ));
    Ok(section)
}

/// How long a program takes from start to end; `None` when it isn't here.
fn of_process(program: &str, arguments: &[&str], folder: &Path) -> Outcome<Option<Samples>> {
    let mut samples = Samples::default();
    for _ in 0..PROCESS_RUNS {
        let mut command = Command::new(program);
        command
            .args(arguments)
            .current_dir(folder)
            .stdin(Stdio::null());
        let (taken, ended) = timed(|| command.output());
        match ended {
            Ok(output) if output.status.success() => samples.push(taken),
            Ok(output) => return Err(format!("{program} ended with {}", output.status).into()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(Some(samples))
}
