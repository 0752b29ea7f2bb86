//! The log: a rotating file in the data folder, without personal data.

use std::path::Path;
use tracing_appender::non_blocking::WorkerGuard;
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::EnvFilter;

/// Starts the log in `<data_dir>/log`: one file a day, seven kept. The guard flushes on drop.
///
/// # Errors
/// When the folder can't be made or the log was started before.
pub fn start(data_dir: &Path, level: &str) -> Result<WorkerGuard, Box<dyn std::error::Error>> {
    let folder = data_dir.join("log");
    crate::single::make_folder(&folder)?;
    let appender = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("baqylau")
        .filename_suffix("log")
        .max_log_files(7)
        .build(&folder)?;
    let (writer, guard) = tracing_appender::non_blocking(appender);
    // Libraries may log what they carry; only our own crates speak below "warn".
    let filter = EnvFilter::try_new(format!(
        "warn,winit=error,baqylau={level},baqylau_client={level},baqylau_registry={level},\
         baqylau_desktop={level}"
    ))?;
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(false)
        .with_writer(writer)
        .try_init()
        .map_err(|error| -> Box<dyn std::error::Error> { error })?;
    Ok(guard)
}
