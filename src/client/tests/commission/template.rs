//! Folders for what is made once for all tests of a process.

use std::path::{Path, PathBuf};
use std::time::Duration;

/// A folder for what is made once for all tests of a process. What is static is never dropped, so
/// those of processes that are gone are cleared away here.
pub fn folder() -> PathBuf {
    let base = Path::new(env!("CARGO_TARGET_TMPDIR"));
    for entry in std::fs::read_dir(base).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let process = name.strip_prefix("template-");
        let process = process.and_then(|rest| rest.split('-').next());
        let made = entry.metadata().and_then(|meta| meta.modified()).ok();
        let old = made
            .and_then(|made| made.elapsed().ok())
            .is_some_and(|age| age > Duration::from_secs(3600));
        if process.is_some_and(|process| old || is_gone(process)) {
            // Another test may be clearing it away at the same time.
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
    let made = tempfile::Builder::new()
        .prefix(&format!("template-{}-", std::process::id()))
        .tempdir_in(base);
    made.unwrap().keep()
}

/// Whether no process has this number, where the system tells.
fn is_gone(process: &str) -> bool {
    let running = Path::new("/proc");
    running.join("self").exists() && !running.join(process).exists()
}
