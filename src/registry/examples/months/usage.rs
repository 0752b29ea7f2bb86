//! What a run took.

use serde::{Deserialize, Serialize};
use std::time::Instant;

/// Seconds of one run, and the most memory its process held.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub struct Usage {
    /// Reading and keeping what was sent.
    pub load: f64,
    /// From there to verdicts and registers on the disk.
    pub validate: f64,
    /// Processor time of both.
    pub cpu: f64,
    /// Processor time of the second alone.
    pub cpu_validate: f64,
    /// MiB.
    pub memory: f64,
}

/// Wall and processor time from here on.
pub struct Watch(Instant, f64);

impl Watch {
    pub fn start() -> Self {
        Self(Instant::now(), cpu("self"))
    }

    pub fn wall(&self) -> f64 {
        self.0.elapsed().as_secs_f64()
    }

    pub fn cpu(&self) -> f64 {
        cpu("self") - self.1
    }
}

/// Fields of a process after its name.
fn stat(process: &str) -> Vec<u64> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let rest = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    rest.split_ascii_whitespace()
        .map(|field| field.parse().unwrap_or(0))
        .collect()
}

fn field(process: &str, places: [usize; 2]) -> f64 {
    let stat = stat(process);
    let ticks: u64 = places.iter().filter_map(|place| stat.get(*place)).sum();
    // Linux counts hundredths of a second here on every machine.
    std::time::Duration::from_millis(ticks * 10).as_secs_f64()
}

/// Processor time of a process.
pub fn cpu(process: &str) -> f64 {
    field(process, [11, 12])
}

/// Processor time of the children of a process that have ended.
pub fn cpu_of_children(process: &str) -> f64 {
    field(process, [13, 14])
}

/// The process a process was started by.
pub fn parent(process: &str) -> String {
    stat(process)
        .get(1)
        .map(ToString::to_string)
        .unwrap_or_default()
}

/// The most memory a process held, in MiB.
pub fn memory(process: &str) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let kibibytes = line.and_then(|line| line.split_ascii_whitespace().nth(1));
    kibibytes
        .and_then(|text| text.parse::<f64>().ok())
        .unwrap_or(0.0)
        / 1024.0
}
