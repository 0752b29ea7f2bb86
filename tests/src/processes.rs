//! Child processes that are killed without warning, and that never outlive their test.

use crate::ledger::Line;
use crate::{Result, at, nap};
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// How long a registry may take to start.
const START: Duration = Duration::from_secs(60);

/// A child process whose lines are read; killed when dropped. It holds the other end of its
/// standard input, so that it also ends when this process is gone without dropping anything.
#[derive(Debug)]
pub struct Process {
    child: Child,
    lines: mpsc::Receiver<String>,
    _stdin: Option<ChildStdin>,
}

impl Process {
    /// Starts a program.
    ///
    /// # Errors
    /// When it can't be started.
    pub fn start(mut command: Command) -> Result<Self> {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(at("starting a process"))?;
        let stdin = child.stdin.take();
        let stdout = child.stdout.take().ok_or("no output of the process")?;
        let (tell, lines) = mpsc::channel();
        std::thread::spawn(move || {
            for line in BufReader::new(stdout).lines() {
                // Bytes cut off by a kill end the reading; so does a test that is over.
                let Ok(line) = line else { return };
                if tell.send(line).is_err() {
                    return;
                }
            }
        });
        Ok(Self {
            child,
            lines,
            _stdin: stdin,
        })
    }

    /// The next line; `None` when there is none in time. The error is the end of the output.
    ///
    /// # Errors
    /// The process ended.
    pub fn line(&self, patience: Duration) -> Result<Option<String>> {
        match self.lines.recv_timeout(patience) {
            Ok(line) => Ok(Some(line)),
            Err(mpsc::RecvTimeoutError::Timeout) => Ok(None),
            Err(mpsc::RecvTimeoutError::Disconnected) => Err("the process ended".to_owned()),
        }
    }

    /// Kills without warning (SIGKILL where there is one) and answers what it still had printed.
    pub fn kill(mut self) -> Vec<String> {
        // A process that ended by itself a moment ago needs no killing.
        let _ = self.child.kill();
        let _ = self.child.wait();
        self.lines.iter().collect()
    }

    /// Waits for a process that has nothing more to say.
    ///
    /// # Errors
    /// When it doesn't end.
    pub fn ended(mut self) -> Result<ExitStatus> {
        let begun = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().map_err(at("waiting for a process"))? {
                return Ok(status);
            }
            if begun.elapsed() > START {
                return Err("the process doesn't end".to_owned());
            }
            nap(Duration::from_millis(2));
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // Whatever happens in a test, nothing stays behind.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A registry as a process of its own.
#[derive(Debug)]
pub struct RegistryProcess {
    program: PathBuf,
    folder: PathBuf,
    address: SocketAddr,
    process: Option<Process>,
}

impl RegistryProcess {
    /// Starts a registry over a folder.
    ///
    /// # Errors
    /// When it doesn't start.
    pub fn start(program: &str, folder: &Path) -> Result<Self> {
        let mut registry = Self {
            program: program.into(),
            folder: folder.to_owned(),
            address: SocketAddr::from(([127, 0, 0, 1], 0)),
            process: None,
        };
        registry.restart()?;
        Ok(registry)
    }

    /// Starts it again over the same folder, at the same address.
    ///
    /// # Errors
    /// When it doesn't start.
    pub fn restart(&mut self) -> Result<()> {
        self.kill();
        let mut command = Command::new(&self.program);
        command.arg(&self.folder).arg(self.address.to_string());
        let process = Process::start(command)?;
        let told = process.line(START)?.ok_or("the registry doesn't start")?;
        self.address = told.trim().parse().map_err(at("the registry's address"))?;
        self.process = Some(process);
        Ok(())
    }

    /// Kills it without warning.
    pub fn kill(&mut self) {
        if let Some(process) = self.process.take() {
            process.kill();
        }
    }

    /// Base address for clients.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Its data folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

/// Reads a line of a laptop.
pub fn told(text: &str) -> Option<Line> {
    Line::read(text)
}
