//! The `baqylau` program: the window, or the tour where there is no display.

#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

use baqylau_desktop::cli::{self, HELP, Task};
use baqylau_desktop::config::{self, Config, ConfigError};
use baqylau_desktop::preferences::Preferences;
use baqylau_desktop::{checking, logging, tour, window};
use baqylau_locale::Locale;
use std::process::ExitCode;

#[expect(
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "the command line speaks here"
)]
fn main() -> ExitCode {
    let task = match cli::parse(std::env::args_os().skip(1)) {
        Ok(task) => task,
        Err(error) => {
            eprintln!("baqylau: {error}\n\n{HELP}");
            return ExitCode::from(error.code);
        }
    };
    match task {
        Task::Say(words) => {
            print!("{words}");
            ExitCode::SUCCESS
        }
        Task::Tour { out, quick } => match tour::run(&out, quick, &mut |line| println!("{line}")) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("baqylau tour: {error}");
                ExitCode::FAILURE
            }
        },
        Task::Month {
            out,
            schools,
            quick,
        } => match tour::month(&out, schools, quick, &mut |line| println!("{line}")) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("baqylau tour month: {error}");
                ExitCode::FAILURE
            }
        },
        Task::Verify(asked) => judge(&asked.flags, |locale, now| {
            checking::run(&asked, locale, now)
        }),
        Task::Card(asked) => judge(&asked.flags, |locale, now| {
            checking::make(&asked, locale, now)
        }),
        Task::Window(flags) => {
            let config = match load(&flags) {
                Ok(config) => config,
                Err(error) => {
                    eprintln!("baqylau: {error}");
                    return ExitCode::from(2);
                }
            };
            let log = logging::start(&config.data_dir, &config.log_level);
            if let Err(error) = &log {
                eprintln!("baqylau: the log can't be written: {error}");
            }
            match window::run(&config) {
                Ok(()) => ExitCode::SUCCESS,
                Err(error) => {
                    let locale = Locale::new(Preferences::load(&config).language);
                    eprintln!("baqylau: {}", error.words(&locale));
                    ExitCode::FAILURE
                }
            }
        }
    }
}

/// Runs what ends with a verdict, in the language asked for or kept.
#[expect(
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "the command line speaks here"
)]
fn judge(
    flags: &[(String, String)],
    work: impl FnOnce(&Locale, baqylau_domain::Moment) -> (String, u8),
) -> ExitCode {
    let config = match load(flags) {
        Ok(config) => config,
        Err(error) => {
            eprintln!("baqylau: {error}");
            return ExitCode::from(3);
        }
    };
    // Asked for this once, it wins over what the window keeps.
    let chosen = config.language.filter(|_| !flags.is_empty());
    let kept = || Preferences::load(&config).language;
    let locale = Locale::new(chosen.unwrap_or_else(kept));
    let (words, code) = work(&locale, std::time::SystemTime::now().into());
    if code == 3 {
        eprintln!("baqylau: {words}");
    } else {
        println!("{words}");
    }
    ExitCode::from(code)
}

fn load(flags: &[(String, String)]) -> Result<Config, ConfigError> {
    Config::load(&config::files(), |name| std::env::var(name).ok(), flags)
}
