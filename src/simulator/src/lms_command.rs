//! `baqylau-simulator lms`: the sample LMS from the command line.

use baqylau_simulator::lms::{SampleLms, run};
use lexopt::prelude::{Long, ValueExt};

/// The token, where it isn't given by a flag that other users could list.
const TOKEN_VARIABLE: &str = "BAQYLAU_LMS_TOKEN";

/// Reads the flags after `lms`.
pub(crate) fn read(parser: &mut lexopt::Parser) -> Result<SampleLms, String> {
    let mut sample = SampleLms {
        registry: "http://127.0.0.1:8480".to_owned(),
        token: std::env::var(TOKEN_VARIABLE).unwrap_or_default(),
        school: None,
        university: false,
        seed: 1,
        learners: 500,
        month: (2026, 11),
        bad: 0,
        correct: false,
        lines: false,
    };
    while let Some(argument) = parser.next().map_err(|error| error.to_string())? {
        let Long(name) = argument else {
            return Err(format!("lms: {}; see --help", argument.unexpected()));
        };
        let name = name.to_owned();
        match name.as_str() {
            "university" => sample.university = true,
            "correct" => sample.correct = true,
            "lines" => sample.lines = true,
            "registry" | "token" | "school" | "seed" | "learners" | "month" | "bad" => {
                let named = |error: &dyn std::fmt::Display| format!("--{name}: {error}");
                let value = parser.value().map_err(|error| named(&error))?;
                let text = value.string().map_err(|error| named(&error))?;
                match name.as_str() {
                    "registry" => sample.registry = text,
                    "token" => sample.token = text,
                    "school" => sample.school = Some(text),
                    "seed" => sample.seed = text.parse().map_err(|error| named(&error))?,
                    "learners" => sample.learners = text.parse().map_err(|error| named(&error))?,
                    "bad" => sample.bad = text.parse().map_err(|error| named(&error))?,
                    _ => sample.month = month(&text).ok_or_else(|| named(&"like 2026-11"))?,
                }
            }
            _ => return Err(format!("lms: no flag --{name}; see --help")),
        }
    }
    if sample.token.is_empty() {
        return Err(format!("lms: --token or {TOKEN_VARIABLE} is needed"));
    }
    Ok(sample)
}

fn month(text: &str) -> Option<(i32, u32)> {
    let (year, month) = text.split_once('-')?;
    let month = month
        .parse()
        .ok()
        .filter(|month| (1..=12).contains(month))?;
    Some((year.parse().ok()?, month))
}

/// Sends everything, and returns what is printed.
pub(crate) fn send(sample: &SampleLms) -> Result<String, String> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| error.to_string())?;
    runtime
        .block_on(run(sample))
        .map_err(|error| error.to_string())
}
