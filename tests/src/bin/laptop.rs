//! A laptop as a process to be killed: the real client goes through a visit from wherever it was
//! interrupted, and prints what it tries, what is acknowledged, and what it finds.

use baqylau_tests::ledger::Line;
use baqylau_tests::script::{self, Script};
use lexopt::prelude::Long;
use std::io::{Read as _, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    // Whoever started this process holds the other end; when they are gone, so is this.
    std::thread::spawn(|| {
        let _ = std::io::stdin().read_to_end(&mut Vec::new());
        std::process::exit(3);
    });
    let mut out = std::io::stdout();
    let mut say = |line: &Line| {
        // One write, so that a kill cuts between lines; flushed, so that it is told.
        let _ = out.write_all(format!("{}\n", line.print()).as_bytes());
        let _ = out.flush();
    };
    let ended = read().and_then(|script| script::run(&script, &mut say));
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            say(&Line::new("trouble", &reason, "", ""));
            ExitCode::FAILURE
        }
    }
}

fn read() -> Result<Script, String> {
    let mut script = Script {
        data: PathBuf::new(),
        scratch: PathBuf::new(),
        url: String::new(),
        keys: PathBuf::new(),
        person: baqylau_domain::identifiers::PersonId::new(uuid::Uuid::nil()),
        visit: baqylau_domain::identifiers::VisitId::new(uuid::Uuid::nil()),
        now: chrono::DateTime::UNIX_EPOCH,
        singly: 10,
        rewrites: 5,
        photos: 2,
        offline: false,
    };
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next().map_err(|error| error.to_string())? {
        let Long(name) = argument else {
            return Err(argument.unexpected().to_string());
        };
        let name = name.to_owned();
        if name == "offline" {
            script.offline = true;
            continue;
        }
        let given = parser.value().map_err(|error| error.to_string())?;
        let value = given
            .into_string()
            .map_err(|_bytes| format!("--{name} isn't text"))?;
        match name.as_str() {
            "data" => script.data = value.into(),
            "scratch" => script.scratch = value.into(),
            "url" => script.url = value,
            "keys" => script.keys = value.into(),
            "person" => script.person = parsed(&name, &value)?,
            "visit" => script.visit = parsed(&name, &value)?,
            "now" => script.now = parsed(&name, &value)?,
            "singly" => script.singly = parsed(&name, &value)?,
            "rewrites" => script.rewrites = parsed(&name, &value)?,
            "photos" => script.photos = parsed(&name, &value)?,
            _ => return Err(format!("--{name} isn't known")),
        }
    }
    Ok(script)
}

fn parsed<T: std::str::FromStr>(name: &str, value: &str) -> Result<T, String> {
    value
        .parse()
        .ok()
        .ok_or_else(|| format!("--{name} can't be {value}"))
}
