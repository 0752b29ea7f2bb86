//! The `baqylau` program: the window, or the tour where there is no display.

#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

use baqylau_desktop::config::{self, Config};
use baqylau_desktop::{logging, tour, window};
use lexopt::prelude::*;
use std::path::PathBuf;
use std::process::ExitCode;

const HELP: &str = "\
Baqylau - site visits, acts and their consequences

usage: baqylau [--KEY VALUE ...]          open the window
       baqylau tour --out DIR [--quick]   do the main job without a display; pictures, act, CMS
       baqylau --help | --version

keys (also in baqylau.toml and as BAQYLAU_KEY): registry.url embedded data_dir language theme
proxy ca_bundle log_level keyring; see README.md
";

enum Task {
    Window(Vec<(String, String)>),
    Tour { out: PathBuf, quick: bool },
    Say(String),
}

fn parse() -> Result<Task, lexopt::Error> {
    let mut parser = lexopt::Parser::from_env();
    let mut flags = Vec::new();
    let mut tour = false;
    let mut out = None;
    let mut quick = false;
    while let Some(argument) = parser.next()? {
        match argument {
            Short('h') | Long("help") => return Ok(Task::Say(HELP.to_owned())),
            Short('V') | Long("version") => {
                return Ok(Task::Say(format!(
                    "baqylau {}\n",
                    env!("CARGO_PKG_VERSION")
                )));
            }
            Long("out") => out = Some(PathBuf::from(parser.value()?)),
            Long("quick") => quick = true,
            Long(key) if config::KEYS.contains(&key) => {
                let key = key.to_owned();
                flags.push((key, parser.value()?.string()?));
            }
            Value(word) if word == "tour" && !tour => tour = true,
            other => return Err(other.unexpected()),
        }
    }
    match (tour, out) {
        (true, Some(out)) => Ok(Task::Tour { out, quick }),
        (true, None) => Err("tour needs --out DIR".into()),
        (false, None) => Ok(Task::Window(flags)),
        (false, Some(_)) => Err("--out belongs to tour".into()),
    }
}

#[expect(
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "the command line speaks here"
)]
fn main() -> ExitCode {
    let task = match parse() {
        Ok(task) => task,
        Err(error) => {
            eprintln!("baqylau: {error}\n\n{HELP}");
            return ExitCode::from(2);
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
        Task::Window(flags) => {
            let loaded = Config::load(&config::files(), |name| std::env::var(name).ok(), &flags);
            let config = match loaded {
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
                    tracing::error!(%error, "the window ended");
                    eprintln!("baqylau: {error}");
                    ExitCode::FAILURE
                }
            }
        }
    }
}
