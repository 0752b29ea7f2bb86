//! One running program per data folder: two would write the same store. Whoever starts it again
//! gets the window that is already open.

use std::fs::{File, OpenOptions, TryLockError};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use thiserror::Error;

/// Holds the data folder for this process; released when dropped, also after a crash.
#[derive(Debug)]
pub struct OnlyOne {
    _file: File,
    port: PathBuf,
}

/// File with the port on which the running program can be asked to come forward. Beside the
/// lock and not inside it: on Windows nobody else may read a locked file.
const PORT: &str = "running.port";

/// How long a second start waits for the first to answer: on the same computer that is plenty.
const WAIT: Duration = Duration::from_millis(500);

/// How long a second start waits for the first to end: closing sends what is under way and puts
/// the store in order after the window is gone from the screen.
const ENDING: Duration = Duration::from_secs(4);

/// Why the data folder can't be held.
#[derive(Debug, Error)]
pub enum OnlyOneError {
    /// Another process holds it.
    #[error("Baqylau is already running with this data folder")]
    AlreadyRunning,
    /// The folder can't be written.
    #[error("the data folder can't be written: {0}")]
    Folder(#[from] std::io::Error),
}

impl OnlyOne {
    /// Holds the folder, making it when needed.
    ///
    /// # Errors
    /// [`OnlyOneError`].
    pub fn hold(data_dir: &Path) -> Result<Self, OnlyOneError> {
        make_folder(data_dir)?;
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(data_dir.join("running.lock"))?;
        match file.try_lock() {
            Ok(()) => Ok(Self {
                _file: file,
                port: data_dir.join(PORT),
            }),
            Err(TryLockError::WouldBlock) => Err(OnlyOneError::AlreadyRunning),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }

    /// As [`OnlyOne::hold`], for a person: one who closed the window and opens it again at once
    /// gets it, and one whose window is still open gets that one in front.
    ///
    /// # Errors
    /// [`OnlyOneError`].
    pub fn hold_or_ask(data_dir: &Path) -> Result<Self, OnlyOneError> {
        let begun = Instant::now();
        let mut asked = false;
        loop {
            match Self::hold(data_dir) {
                Err(OnlyOneError::AlreadyRunning) if begun.elapsed() < ENDING => {
                    if !asked {
                        ask_forward(data_dir);
                        asked = true;
                    }
                    std::thread::park_timeout(Duration::from_millis(50));
                }
                ended => return ended,
            }
        }
    }

    /// Calls `forward` whenever the program is started again with this folder. Without a port
    /// to listen on a second start only says that the program is running, so nothing is lost.
    pub fn when_asked(&self, forward: impl Fn() + Send + 'static) {
        let listening = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|listener| {
            let port = listener.local_addr()?.port();
            std::fs::write(&self.port, port.to_string())?;
            Ok(listener)
        });
        let spawned = listening.and_then(|listener| {
            std::thread::Builder::new()
                .name("forward".to_owned())
                .spawn(move || {
                    // Being connected to is the whole message: there is nothing to read or answer.
                    while listener.accept().is_ok() {
                        forward();
                    }
                })
        });
        if let Err(error) = spawned {
            tracing::warn!(%error, "a second start can't bring the window forward");
        }
    }
}

/// Makes the data folder where it is missing, for nobody else's eyes: beside the encrypted store
/// it holds the embedded registry, which knows people by name.
///
/// # Errors
/// When the folder can't be made.
pub fn make_folder(data_dir: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(data_dir)
}

/// Asks the program that holds the folder to come forward; returns whether it was reached.
pub fn ask_forward(data_dir: &Path) -> bool {
    std::fs::read_to_string(data_dir.join(PORT))
        .ok()
        .and_then(|text| text.trim().parse().ok())
        .is_some_and(|port: u16| {
            let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
            TcpStream::connect_timeout(&address, WAIT).is_ok()
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_program_on_the_same_folder_is_told_so_and_a_later_one_starts() {
        let folder = tempfile::tempdir().unwrap();
        let first = OnlyOne::hold(folder.path()).unwrap();
        assert!(matches!(
            OnlyOne::hold(folder.path()),
            Err(OnlyOneError::AlreadyRunning)
        ));
        drop(first);
        assert!(OnlyOne::hold(folder.path()).is_ok());
    }

    #[test]
    fn a_second_start_brings_the_first_one_forward() {
        let folder = tempfile::tempdir().unwrap();
        assert!(!ask_forward(folder.path()), "nobody is there yet");
        let first = OnlyOne::hold(folder.path()).unwrap();
        let (asked, was_asked) = std::sync::mpsc::channel();
        first.when_asked(move || asked.send(()).unwrap_or_default());
        assert!(OnlyOne::hold(folder.path()).is_err());
        assert!(ask_forward(folder.path()));
        assert!(was_asked.recv_timeout(Duration::from_secs(5)).is_ok());
    }

    #[test]
    fn whoever_reopens_while_the_last_window_is_still_closing_gets_a_window() {
        let folder = tempfile::tempdir().unwrap();
        let closing = OnlyOne::hold(folder.path()).unwrap();
        let path = folder.path().to_owned();
        let reopening = std::thread::spawn(move || OnlyOne::hold_or_ask(&path).is_ok());
        std::thread::park_timeout(Duration::from_millis(300));
        drop(closing);
        assert!(reopening.join().unwrap());
    }

    #[test]
    #[cfg(unix)]
    fn nobody_else_reads_the_data_folder() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("a/b");
        make_folder(&data).unwrap();
        let mode = std::fs::metadata(&data).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{mode:o}");
    }
}
