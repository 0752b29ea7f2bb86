//! A display without a screen (Xvfb), and what is to be seen on it.

use crate::measure::{Outcome, nap};
use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::FileExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Every so many rows of the picture are looked at: enough to know it, and quickly read.
const STRIDE: u64 = 8;
/// Share of points that must be alike for two pictures to be the same: a caret may blink.
const ALIKE: f64 = 0.999;
/// Longest wait for a picture.
const PATIENCE: Duration = Duration::from_secs(30);

/// Xvfb with its picture in a file that is mapped into its memory.
pub struct Display {
    server: Child,
    name: String,
    picture: File,
    first_byte: u64,
    row: u64,
    rows: u64,
}

impl Display {
    /// Starts a server of 1280 × 800; `None` when Xvfb isn't installed.
    pub fn start(folder: &Path) -> Outcome<Option<Self>> {
        std::fs::create_dir_all(folder)?;
        let started = Command::new("Xvfb")
            .args([
                "-displayfd",
                "1",
                "-screen",
                "0",
                "1280x800x24",
                "-br",
                "-noreset",
            ])
            .args(["-nolisten", "tcp", "-fbdir"])
            .arg(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let mut server = match started {
            Ok(server) => server,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let mut line = String::new();
        if let Some(out) = server.stdout.take() {
            BufReader::new(out).read_line(&mut line)?;
        }
        let number: u32 = line.trim().parse().or(Err("Xvfb named no display"))?;
        let picture = File::open(folder.join("Xvfb_screen0"))?;
        // An XWD file: a header of big-endian words, the colour map, the points.
        let mut header = [0u8; 100];
        picture.read_exact_at(&mut header, 0)?;
        let word = |index: usize| -> u64 {
            let bytes = header
                .get(index * 4..index * 4 + 4)
                .and_then(|b| b.try_into().ok());
            bytes.map_or(0, |bytes: [u8; 4]| u64::from(u32::from_be_bytes(bytes)))
        };
        let (size, rows, row, colours) = (word(0), word(5), word(12), word(19));
        if rows == 0 || row == 0 {
            return Err("the picture of Xvfb isn't understood".into());
        }
        let first_byte = size + colours * 12;
        Ok(Some(Self {
            server,
            name: format!(":{number}"),
            picture,
            first_byte,
            row,
            rows,
        }))
    }

    /// A program that shows itself here.
    pub fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command
            .env("DISPLAY", &self.name)
            .env_remove("WAYLAND_DISPLAY")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command
    }

    /// What is to be seen: some rows of the picture.
    pub fn look(&self) -> Outcome<Look> {
        let length = usize::try_from(self.row)?;
        let mut rows = vec![0u8; length * usize::try_from(self.rows.div_ceil(STRIDE))?];
        for (index, row) in (0u64..).zip(rows.chunks_mut(length)) {
            self.picture
                .read_exact_at(row, self.first_byte + index * STRIDE * self.row)?;
        }
        Ok(Look(rows))
    }

    /// Waits until what is to be seen has stood still for a while.
    pub fn settled(&self) -> Outcome<Look> {
        let begun = Instant::now();
        let mut last = self.look()?;
        let mut since = Instant::now();
        while begun.elapsed() < PATIENCE {
            nap(Duration::from_millis(50));
            let seen = self.look()?;
            if !seen.is_like(&last) || !seen.shows_something() {
                since = Instant::now();
            } else if since.elapsed() > Duration::from_secs(2) {
                return Ok(seen);
            }
            last = seen;
        }
        Err("the screen never came to rest".into())
    }

    /// Waits until something is so.
    pub fn wait(&self, is_so: impl Fn(&Look) -> bool) -> Outcome<Instant> {
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            if is_so(&self.look()?) {
                return Ok(Instant::now());
            }
            nap(Duration::from_millis(2));
        }
        Err("waited in vain for a picture".into())
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// What is to be seen at a moment.
pub struct Look(Vec<u8>);

impl Look {
    fn points(&self) -> impl Iterator<Item = &[u8]> {
        self.0.chunks_exact(4).filter_map(|point| point.get(..3))
    }

    /// Whether there is anything on the server's black ground.
    pub fn shows_something(&self) -> bool {
        let painted = self
            .points()
            .filter(|point| point.iter().any(|part| *part != 0))
            .count();
        painted > self.0.len() / 4 / 1_000
    }

    /// Whether this is the same picture.
    pub fn is_like(&self, other: &Self) -> bool {
        let alike = self
            .points()
            .zip(other.points())
            .filter(|(a, b)| a == b)
            .count();
        alike as f64 >= ALIKE * (self.0.len() / 4) as f64
    }
}
