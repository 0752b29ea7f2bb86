//! The command line: what was asked, or why it can't be told.

use crate::config;
use lexopt::prelude::*;
use std::ffi::OsString;
use std::path::PathBuf;

/// What the program says about itself.
pub const HELP: &str = "\
Baqylau - site visits, acts and their consequences

usage: baqylau [--KEY VALUE ...]          open the window
       baqylau tour --out DIR [--quick]   do the main job without a display; pictures, act, CMS
       baqylau verify FILE.cms [FILE] [--anchors FILE.pem] [--demonstration] [--language LANG]
                                          say whether a signature holds, and why;
                                          ends with 0 valid, 1 invalid, 2 not fully checked,
                                          3 could not be checked at all
       baqylau --help | --version

keys (also in baqylau.toml and as BAQYLAU_KEY): registry.url embedded data_dir language theme
proxy ca_bundle log_level keyring services.ocsp services.tsp services.crl services.wait nca.host
nca.port; see README.md
";

/// What was asked.
#[derive(Debug, PartialEq, Eq)]
pub enum Task {
    /// Open the window, with these settings over all others.
    Window(Vec<(String, String)>),
    /// Do the main job without a display.
    Tour {
        /// Where its pictures and papers go.
        out: PathBuf,
        /// Without the pictures in other languages, themes and sizes.
        quick: bool,
    },
    /// Check a signature file.
    Verify(Verify),
    /// Print something and end.
    Say(String),
}

/// A signature file to be checked.
#[derive(Debug, PartialEq, Eq)]
pub struct Verify {
    /// Signature file.
    pub cms: PathBuf,
    /// Document, when the signature is detached.
    pub content: Option<PathBuf>,
    /// Authorities to believe, in PEM or DER.
    pub anchors: Vec<PathBuf>,
    /// They are those of a demonstration, which has no revocation service.
    pub demonstration: bool,
    /// Settings given as flags: the language.
    pub flags: Vec<(String, String)>,
}

/// A command line that can't be followed: a sentence, and the code the program ends with.
#[derive(Debug, thiserror::Error)]
#[error("{words}")]
pub struct Unclear {
    /// What is wrong.
    pub words: String,
    /// Code.
    pub code: u8,
}

/// Reads the arguments after the program's name.
///
/// # Errors
/// [`Unclear`], with 3 for `verify` (whose 2 is a verdict) and 2 otherwise.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Task, Unclear> {
    let mut word = None;
    read(arguments, &mut word).map_err(|error| Unclear {
        words: error.to_string(),
        code: if word.as_deref() == Some("verify") {
            3
        } else {
            2
        },
    })
}

fn read(
    arguments: impl IntoIterator<Item = OsString>,
    word: &mut Option<String>,
) -> Result<Task, lexopt::Error> {
    let mut parser = lexopt::Parser::from_args(arguments.into_iter().collect::<Vec<_>>());
    let mut flags: Vec<(String, String)> = Vec::new();
    let (mut out, mut quick) = (None, false);
    let (mut anchors, mut demonstration) = (Vec::new(), false);
    let mut files: Vec<PathBuf> = Vec::new();
    while let Some(argument) = parser.next()? {
        match argument {
            Short('h') | Long("help") => return Ok(Task::Say(HELP.to_owned())),
            Short('V') | Long("version") => {
                let version = format!("baqylau {}\n", env!("CARGO_PKG_VERSION"));
                return Ok(Task::Say(version));
            }
            Long("out") => out = Some(PathBuf::from(parser.value()?)),
            Long("quick") => quick = true,
            Long("anchors") => anchors.push(PathBuf::from(parser.value()?)),
            Long("demonstration") => demonstration = true,
            Long(key) if config::KEYS.contains(&key) => {
                let key = key.to_owned();
                flags.push((key, parser.value()?.string()?));
            }
            Value(first) if word.is_none() && (first == "tour" || first == "verify") => {
                *word = Some(first.string()?);
            }
            Value(file) if word.as_deref() == Some("verify") && files.len() < 2 => {
                files.push(file.into());
            }
            other => return Err(other.unexpected()),
        }
    }
    let of = |flag: &str, command: &str| Err(format!("--{flag} belongs to {command}").into());
    let asked = word.as_deref();
    if asked != Some("tour") && out.is_some() {
        return of("out", "tour");
    }
    if asked != Some("tour") && quick {
        return of("quick", "tour");
    }
    if asked != Some("verify") && !anchors.is_empty() {
        return of("anchors", "verify");
    }
    if asked != Some("verify") && demonstration {
        return of("demonstration", "verify");
    }
    match asked {
        Some("tour") => {
            if let Some((key, _)) = flags.first() {
                let words = format!(
                    "--{key} changes nothing in a tour, which makes its own store and registry \
                     and shows every language and theme; only --out and --quick do"
                );
                return Err(words.into());
            }
            out.map(|out| Task::Tour { out, quick })
                .ok_or_else(|| "tour needs --out DIR".into())
        }
        Some(_) => {
            if let Some((key, _)) = flags.iter().find(|(key, _)| key != "language") {
                return Err(format!("--{key} changes nothing in verify").into());
            }
            let mut files = files.into_iter();
            Ok(Task::Verify(Verify {
                cms: files.next().ok_or("verify needs a signature file")?,
                content: files.next(),
                anchors,
                demonstration,
                flags,
            }))
        }
        None => Ok(Task::Window(flags)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(line: &str) -> Result<Task, Unclear> {
        parse(line.split_whitespace().map(OsString::from))
    }

    fn refused(line: &str) -> (String, u8) {
        let unclear = of(line).unwrap_err();
        (unclear.words, unclear.code)
    }

    #[test]
    fn a_flag_that_would_change_nothing_is_refused_with_a_sentence() {
        let (words, code) = refused("tour --out d --language ru");
        assert!(
            words.starts_with("--language changes nothing in a tour"),
            "{words}"
        );
        assert_eq!(code, 2);
        assert!(
            refused("--data_dir x tour --out d")
                .0
                .contains("--data_dir")
        );
        assert_eq!(refused("tour").0, "tour needs --out DIR");
        assert_eq!(refused("--out d").0, "--out belongs to tour");
        assert_eq!(refused("--quick").0, "--quick belongs to tour");
        assert_eq!(refused("--anchors a.pem").0, "--anchors belongs to verify");
        assert_eq!(refused("verify a --quick").0, "--quick belongs to tour");
        assert!(refused("tour --out d --colour red").0.contains("--colour"));
        assert!(refused("tour verify --out d").0.contains("verify"));
    }

    #[test]
    fn what_can_be_followed_is() {
        let tour = Task::Tour {
            out: "d".into(),
            quick: true,
        };
        assert_eq!(of("tour --quick --out d").unwrap(), tour);
        let flags = vec![("theme".to_owned(), "dark".to_owned())];
        assert_eq!(of("--theme dark").unwrap(), Task::Window(flags));
        let verify = Task::Verify(Verify {
            cms: "a.cms".into(),
            content: Some("a.json".into()),
            anchors: vec!["ca.pem".into()],
            demonstration: true,
            flags: vec![("language".to_owned(), "ru".to_owned())],
        });
        let line = "verify a.cms a.json --anchors ca.pem --demonstration --language ru";
        assert_eq!(of(line).unwrap(), verify);
    }

    #[test]
    fn a_verification_that_cannot_begin_is_not_taken_for_a_verdict() {
        for line in [
            "verify",
            "verify a b c",
            "verify a --theme dark",
            "verify a --x",
        ] {
            assert_eq!(refused(line).1, 3, "{line}");
        }
    }
}
