//! Samples and their medians, the memory of a process, and what this machine is.

use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant};

/// What a benchmark may end with.
pub type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// Measurements of one thing, in one unit.
#[derive(Debug, Clone, Default)]
pub struct Samples(Vec<f64>);

impl Samples {
    /// Adds a duration, in milliseconds.
    pub fn push(&mut self, taken: Duration) {
        self.0.push(taken.as_secs_f64() * 1_000.0);
    }

    /// Adds a number in any other unit.
    pub fn push_number(&mut self, number: f64) {
        self.0.push(number);
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The middle one.
    pub fn median(&self) -> f64 {
        self.share(0.5)
    }

    /// The one that 99 of 100 don't exceed.
    pub fn p99(&self) -> f64 {
        self.share(0.99)
    }

    /// The largest one.
    pub fn largest(&self) -> f64 {
        self.share(1.0)
    }

    /// Nearest rank: the smallest sample that at least this share of all doesn't exceed.
    fn share(&self, share: f64) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        let rank = (share * sorted.len() as f64).ceil() as usize;
        sorted
            .get(rank.saturating_sub(1))
            .copied()
            .unwrap_or(f64::NAN)
    }
}

/// Runs something and says how long it took.
pub fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let begun = Instant::now();
    let made = work();
    (begun.elapsed(), made)
}

/// Waits without using the processor.
pub fn nap(wait: Duration) {
    let end = Instant::now() + wait;
    while let Some(left) = end
        .checked_duration_since(Instant::now())
        .filter(|d| !d.is_zero())
    {
        std::thread::park_timeout(left);
    }
}

/// Memory of a process, in MiB, as Linux counts it.
#[derive(Debug, Clone, Copy)]
pub struct Memory {
    /// In memory now (`VmRSS`).
    pub resident: f64,
    /// Of that, not backed by files: what the process itself asked for (`RssAnon`).
    pub own: f64,
    /// Most ever (`VmHWM`).
    pub peak: f64,
}

/// Memory of a process; `None` where the system doesn't say.
pub fn memory_of(process: u32) -> Option<Memory> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = |name: &str| -> Option<f64> {
        let rest = status.lines().find_map(|line| line.strip_prefix(name))?;
        let kib: f64 = rest
            .trim_start_matches(':')
            .trim()
            .trim_end_matches("kB")
            .trim()
            .parse()
            .ok()?;
        Some(kib / 1024.0)
    };
    Some(Memory {
        resident: line("VmRSS")?,
        own: line("RssAnon")?,
        peak: line("VmHWM")?,
    })
}

/// Processor time this process has used, by all its threads; `None` where the system doesn't say.
pub fn processor_time() -> Option<Duration> {
    let schedule = std::fs::read_to_string("/proc/self/stat").ok()?;
    // After the name in brackets: state, and from the twelfth word on user and system time.
    let (_, rest) = schedule.rsplit_once(')')?;
    let words: Vec<&str> = rest.split_whitespace().collect();
    let ticks = |at: usize| words.get(at).and_then(|word| word.parse::<u64>().ok());
    // Linux counts them in hundredths of a second, whatever the kernel's own clock.
    Some(Duration::from_millis((ticks(11)? + ticks(12)?) * 10))
}

/// Lets this process forget how much memory it once had: counts the most from here on.
pub fn forget_peak() {
    // Where the system doesn't offer this, the peak includes what was before.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

/// Facts about the machine and the build, by name.
pub fn machine(folder: &Path) -> Vec<(&'static str, String)> {
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let field = |text: &str, name: &str| {
        text.lines()
            .find(|line| line.starts_with(name))
            .and_then(|line| line.split_once(':'))
            .map(|(_, value)| value.trim().to_owned())
    };
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    let processor = field(&read("/proc/cpuinfo"), "model name").unwrap_or_default();
    let memory = field(&read("/proc/meminfo"), "MemTotal")
        .and_then(|value| value.trim_end_matches("kB").trim().parse::<f64>().ok())
        .map_or(String::new(), |kib| format!("{:.0} GiB", kib / 1_048_576.0));
    let system = read("/proc/sys/kernel/osrelease").trim().to_owned();
    let build = if cfg!(debug_assertions) {
        "debug: NOT what people run"
    } else {
        "release"
    };
    let load = read("/proc/loadavg")
        .split(' ')
        .next()
        .unwrap_or("?")
        .to_owned();
    vec![
        ("cores", cores.to_string()),
        ("processor", processor),
        ("memory", memory),
        ("system", format!("{} {system}", std::env::consts::OS)),
        ("file system", file_system(folder)),
        (
            "version",
            format!("{}, {build}", baqylau_desktop::engine::SOFTWARE),
        ),
        ("load before", load),
    ]
}

/// Kind of the file system that holds a folder: the longest mount point above it.
fn file_system(folder: &Path) -> String {
    let mounts = std::fs::read_to_string("/proc/mounts").unwrap_or_default();
    mounts
        .lines()
        .filter_map(|line| {
            let mut words = line.split(' ').skip(1);
            Some((words.next()?, words.next()?))
        })
        .filter(|(at, _)| folder.starts_with(at))
        .max_by_key(|(at, _)| at.len())
        .map(|(_, kind)| kind.to_owned())
        .unwrap_or_default()
}
