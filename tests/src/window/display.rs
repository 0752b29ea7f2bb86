//! A screen of its own for the window under test: Xvfb, which draws into memory.

use crate::{Result, at};
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

/// A running X server. Ended when dropped.
#[derive(Debug)]
pub struct Display {
    server: Child,
    name: String,
}

impl Display {
    /// Starts one on a number that is free; `None` where Xvfb isn't installed.
    ///
    /// # Errors
    /// When it is installed and doesn't start.
    pub fn start(width: u32, height: u32) -> Result<Option<Self>> {
        Self::start_with(width, height, &[])
    }

    /// Starts one that knows nothing of OpenGL, as where its driver is missing.
    ///
    /// # Errors
    /// As [`Display::start`].
    pub fn start_without_gl(width: u32, height: u32) -> Result<Option<Self>> {
        Self::start_with(width, height, &["-extension", "GLX"])
    }

    fn start_with(width: u32, height: u32, more: &[&str]) -> Result<Option<Self>> {
        let screen = format!("{width}x{height}x24");
        // The server itself looks for a free number and prints it when it is ready.
        let spawned = Command::new("Xvfb")
            .args([
                "-displayfd",
                "1",
                "-screen",
                "0",
                &screen,
                "-nolisten",
                "tcp",
                "-noreset",
            ])
            .args(more)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let mut server = match spawned {
            Ok(server) => server,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(at("starting Xvfb")(error)),
        };
        let mut number = String::new();
        if let Some(out) = server.stdout.take() {
            BufReader::new(out)
                .read_line(&mut number)
                .map_err(at("reading Xvfb"))?;
        }
        let display = Self {
            server,
            name: format!(":{}", number.trim()),
        };
        if number.trim().is_empty() {
            return Err("Xvfb ended without a display".to_owned());
        }
        Ok(Some(display))
    }

    /// Its name, for `DISPLAY`.
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        // It may have ended long ago.
        if self.server.kill().is_ok() {
            drop(self.server.wait());
        }
    }
}
