//! The real window with a door for tests: takes the flags of `baqylau`, and lets whoever reaches
//! the address in `EGUI_INSPECTION` read and drive it. Never shipped.

use baqylau_desktop::config::Config;
use baqylau_desktop::preferences::Preferences;
use baqylau_desktop::{logging, window};
use baqylau_locale::Locale;
use lexopt::prelude::*;
use std::process::ExitCode;

fn run() -> Result<(), Box<dyn std::error::Error>> {
    let mut parser = lexopt::Parser::from_env();
    let mut flags = Vec::new();
    while let Some(argument) = parser.next()? {
        match argument {
            Long(key) => {
                let key = key.to_owned();
                flags.push((key, parser.value()?.string()?));
            }
            other => return Err(other.unexpected().into()),
        }
    }
    let config = Config::load(&[], |_| None, &flags)?;
    let _log = logging::start(&config.data_dir, &config.log_level)?;
    window::run_with(&config, |ctx| {
        if let Err(error) = egui_inspection::attach_from_env(ctx, None) {
            no_door(&error);
        }
    })
    .map_err(|error| error.words(&Locale::new(Preferences::load(&config).language)))?;
    Ok(())
}

#[expect(clippy::print_stderr, reason = "the test reads what went wrong")]
fn no_door(error: &std::io::Error) {
    eprintln!("window_process: no door: {error}");
}

#[expect(clippy::print_stderr, reason = "the test reads what went wrong")]
fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("window_process: {error}");
            ExitCode::FAILURE
        }
    }
}
