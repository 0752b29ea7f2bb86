//! What goes wrong, per system: `system=kind[:figure][*times]`.

use baqylau_domain::checks::Source;
use thiserror::Error;

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// No answer ever comes.
    Timeout,
    /// The answer comes after so many milliseconds.
    Delay(u64),
    /// This HTTP status instead of an answer.
    Status(u16),
    /// Status 429 that asks to wait so many seconds.
    Busy(u64),
    /// Something that is no answer, each time another.
    Garbage,
    /// The answer breaks off in its middle.
    Half,
    /// The answer says it is HTML.
    WrongType,
    /// The answer says it was true so many days ago.
    Stale(u32),
    /// So many bytes, in whole pieces of 16 KiB, follow the answer.
    Huge(usize),
}

/// A fault of a system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// The system; `None` for all of them.
    pub source: Option<Source>,
    /// What goes wrong.
    pub kind: FaultKind,
    /// How often, then never again; `None` for ever.
    pub times: Option<u32>,
}

/// A text that names no fault.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FaultError {
    /// Without an equals sign.
    #[error("`{0}` isn't of the form system=kind[:figure][*times]")]
    Form(String),
    /// No such system.
    #[error("`{found}` is no system; it is `all` or one of: {known}")]
    System {
        /// What was written.
        found: String,
        /// What may be.
        known: String,
    },
    /// No such kind.
    #[error(
        "`{0}` is no fault; it is one of: timeout, delay:MS, status:CODE, busy:SECONDS, garbage, \
         half, wrong-type, stale:DAYS, huge:BYTES"
    )]
    Kind(String),
    /// A figure that can't be read.
    #[error("`{0}` is no figure for this fault")]
    Figure(String),
}

impl std::str::FromStr for Fault {
    type Err = FaultError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let form = || FaultError::Form(text.to_owned());
        let (system, rest) = text.split_once('=').ok_or_else(form)?;
        let source = match system {
            "all" => None,
            name => Some(name.parse::<Source>().map_err(|_unknown| {
                let known: Vec<&str> = Source::ALL.iter().map(|source| source.code()).collect();
                FaultError::System {
                    found: name.to_owned(),
                    known: known.join(", "),
                }
            })?),
        };
        let (rest, times) = match rest.split_once('*') {
            None => (rest, None),
            Some((rest, times)) => (rest, Some(figure(times)?)),
        };
        let (kind, argument) = match rest.split_once(':') {
            None => (rest, None),
            Some((kind, argument)) => (kind, Some(argument)),
        };
        let kind = match (kind, argument) {
            ("timeout", None) => FaultKind::Timeout,
            ("delay", Some(ms)) => FaultKind::Delay(figure(ms)?),
            ("status", Some(code)) => match figure::<u16>(code)? {
                status @ 400..=599 => FaultKind::Status(status),
                _ => return Err(FaultError::Figure(code.to_owned())),
            },
            ("busy", Some(seconds)) => FaultKind::Busy(figure(seconds)?),
            ("garbage", None) => FaultKind::Garbage,
            ("half", None) => FaultKind::Half,
            ("wrong-type", None) => FaultKind::WrongType,
            ("stale", Some(days)) => FaultKind::Stale(figure(days)?),
            ("huge", Some(bytes)) => FaultKind::Huge(figure(bytes)?),
            _ => return Err(FaultError::Kind(rest.to_owned())),
        };
        Ok(Self {
            source,
            kind,
            times,
        })
    }
}

fn figure<T: std::str::FromStr>(text: &str) -> Result<T, FaultError> {
    text.parse()
        .ok()
        .ok_or_else(|| FaultError::Figure(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_read_as_they_are_written() {
        let read = |text: &str| text.parse::<Fault>().unwrap();
        assert_eq!(
            read("gbd-fl=status:500*2"),
            Fault {
                source: Some(Source::GbdFl),
                kind: FaultKind::Status(500),
                times: Some(2),
            }
        );
        assert_eq!(read("all=timeout").source, None);
        assert_eq!(read("esf=delay:250").kind, FaultKind::Delay(250));
        assert_eq!(read("egkn=stale:40").kind, FaultKind::Stale(40));
    }

    #[test]
    fn a_mistake_is_named_with_what_may_be_written() {
        let say = |text: &str| text.parse::<Fault>().unwrap_err().to_string();
        assert!(say("gbd-fl").contains("system=kind"));
        assert!(say("gbdfl=half").contains("gbd-fl"));
        assert!(say("esf=slow").contains("delay:MS"));
        assert!(say("esf=timeout:3").contains("timeout"));
        assert!(say("esf=status:200").contains("`200`"));
        assert!(say("esf=half*many").contains("`many`"));
        assert!(say("esf=delay:-1").contains("`-1`"));
    }
}
