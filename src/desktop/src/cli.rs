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
       baqylau tour month --out DIR [--schools N] [--quick]
                                          play a month of the state order of a region without a
                                          display: 60 schools (or N), three LMS, department,
                                          financial centre; pictures, papers, the sums
       baqylau verify FILE... [--anchors FILE.pem] [--lists FILE.crl] [--demonstration]
                      [--report OUT.pdf] [--language LANG]
                                          say whether signatures hold, and why: signature files
                                          with their document, acts and document cards in PDF,
                                          containers; --anchors and --lists may be repeated;
                                          ends with 0 valid, 1 invalid, 2 not fully checked,
                                          3 could not be checked at all
       baqylau card DOCUMENT FILE.cms... --out CARD.pdf [--anchors FILE.pem] [--lists FILE.crl]
                    [--demonstration] [--language LANG]
                                          make an electronic document card; ends as verify does
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
    /// Play a month of the state order without a display.
    Month {
        /// Where its pictures and papers go.
        out: PathBuf,
        /// How many schools.
        schools: u32,
        /// Without the pictures in other languages, themes and sizes.
        quick: bool,
    },
    /// Verify files.
    Verify(Verify),
    /// Make an electronic document card.
    Card(Card),
    /// Print something and end.
    Say(String),
}

/// Whom and what to believe.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Believed {
    /// Authorities to believe, in PEM or DER.
    pub anchors: Vec<PathBuf>,
    /// Revocation lists and answers of the OCSP service.
    pub lists: Vec<PathBuf>,
    /// The authorities are those of a demonstration, which has no revocation service.
    pub demonstration: bool,
}

/// Files to be verified.
#[derive(Debug, PartialEq, Eq)]
pub struct Verify {
    /// Documents, signature files, PDF, containers, in any order.
    pub files: Vec<PathBuf>,
    /// Whom to believe.
    pub believed: Believed,
    /// Where the report goes as PDF.
    pub report: Option<PathBuf>,
    /// Settings given as flags: the language.
    pub flags: Vec<(String, String)>,
}

/// A card to be made.
#[derive(Debug, PartialEq, Eq)]
pub struct Card {
    /// The document.
    pub document: PathBuf,
    /// Its detached signatures.
    pub signatures: Vec<PathBuf>,
    /// Where the card goes.
    pub out: PathBuf,
    /// Whom to believe.
    pub believed: Believed,
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
/// [`Unclear`], with 3 for `verify` and `card` (whose 2 is a verdict) and 2 otherwise.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Task, Unclear> {
    let mut word = None;
    read(arguments, &mut word).map_err(|error| Unclear {
        words: error.to_string(),
        code: match word.as_deref() {
            Some("verify" | "card") => 3,
            _ => 2,
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
    let (mut month, mut schools) = (false, None);
    let mut believed = Believed::default();
    let mut report = None;
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
            Long("schools") => schools = Some(parser.value()?.parse::<u32>()?),
            Long("anchors") => believed.anchors.push(PathBuf::from(parser.value()?)),
            Long("lists") => believed.lists.push(PathBuf::from(parser.value()?)),
            Long("report") => report = Some(PathBuf::from(parser.value()?)),
            Long("demonstration") => believed.demonstration = true,
            Long(key) if config::KEYS.contains(&key) => {
                let key = key.to_owned();
                flags.push((key, parser.value()?.string()?));
            }
            Value(first) if word.is_none() => match first.to_str() {
                Some("tour" | "verify" | "card") => *word = Some(first.string()?),
                _ => return Err(Value(first).unexpected()),
            },
            Value(story) if word.as_deref() == Some("tour") && story == "month" && !month => {
                month = true;
            }
            Value(file) if matches!(word.as_deref(), Some("verify" | "card")) => {
                files.push(file.into());
            }
            other => return Err(other.unexpected()),
        }
    }
    let of = |flag: &str, command: &str| Err(format!("--{flag} belongs to {command}").into());
    let asked = word.as_deref();
    let judging = matches!(asked, Some("verify" | "card"));
    if !matches!(asked, Some("tour" | "card")) && out.is_some() {
        return of("out", "tour and card");
    }
    if asked != Some("tour") && quick {
        return of("quick", "tour");
    }
    if !month && schools.is_some() {
        return of("schools", "tour month");
    }
    if asked != Some("verify") && report.is_some() {
        return of("report", "verify");
    }
    for (flag, given) in [
        ("anchors", !believed.anchors.is_empty()),
        ("lists", !believed.lists.is_empty()),
        ("demonstration", believed.demonstration),
    ] {
        if given && !judging {
            return of(flag, "verify and card");
        }
    }
    if judging && let Some((key, _)) = flags.iter().find(|(key, _)| key != "language") {
        let command = asked.unwrap_or_default();
        return Err(format!("--{key} changes nothing in {command}").into());
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
            let out = out.ok_or("tour needs --out DIR")?;
            if !month {
                return Ok(Task::Tour { out, quick });
            }
            Ok(Task::Month {
                out,
                schools: schools.unwrap_or(60),
                quick,
            })
        }
        Some("card") => {
            let mut files = files.into_iter();
            let document = files.next().ok_or("card needs a document")?;
            let signatures: Vec<PathBuf> = files.collect();
            if signatures.is_empty() {
                return Err("card needs at least one signature file".into());
            }
            Ok(Task::Card(Card {
                document,
                signatures,
                out: out.ok_or("card needs --out CARD.pdf")?,
                believed,
                flags,
            }))
        }
        Some(_) => {
            if files.is_empty() {
                return Err("verify needs a file".into());
            }
            Ok(Task::Verify(Verify {
                files,
                believed,
                report,
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
        assert_eq!(refused("--out d").0, "--out belongs to tour and card");
        assert_eq!(refused("--quick").0, "--quick belongs to tour");
        let belongs = "--anchors belongs to verify and card";
        assert_eq!(refused("--anchors a.pem").0, belongs);
        assert_eq!(
            refused("verify a --out d").0,
            "--out belongs to tour and card"
        );
        assert_eq!(
            refused("card a b --report d").0,
            "--report belongs to verify"
        );
        assert_eq!(refused("card a b").0, "card needs --out CARD.pdf");
        assert!(refused("card a --out c").0.contains("signature file"));
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
        let believed = || Believed {
            anchors: vec!["ca.pem".into()],
            lists: vec!["a.crl".into(), "b.crl".into()],
            demonstration: true,
        };
        let verify = Task::Verify(Verify {
            files: vec!["a.cms".into(), "a.json".into(), "b.cms".into()],
            believed: believed(),
            report: Some("r.pdf".into()),
            flags: vec![("language".to_owned(), "ru".to_owned())],
        });
        let more = "--anchors ca.pem --lists a.crl --lists b.crl --demonstration";
        let line = format!("verify a.cms a.json b.cms {more} --report r.pdf --language ru");
        assert_eq!(of(&line).unwrap(), verify);
        let card = Task::Card(Card {
            document: "a.json".into(),
            signatures: vec!["a.cms".into()],
            out: "c.pdf".into(),
            believed: believed(),
            flags: Vec::new(),
        });
        let line = format!("card a.json a.cms --out c.pdf {more}");
        assert_eq!(of(&line).unwrap(), card);
    }

    #[test]
    fn a_verification_that_cannot_begin_is_not_taken_for_a_verdict() {
        for line in [
            "verify",
            "verify --anchors a",
            "card",
            "verify a --theme dark",
            "verify a --x",
        ] {
            assert_eq!(refused(line).1, 3, "{line}");
        }
    }
}
