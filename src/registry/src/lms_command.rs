//! `baqylau-registry lms`: the operator's commands about systems of schools and universities.

use baqylau_registry::{LmsOffice, NewLms, RegistryConfig};
use std::fmt::Write as _;
use std::path::Path;
use uuid::Uuid;

/// What is done with which LMS.
pub(crate) enum LmsOrder {
    /// Registers one.
    Add(NewLms),
    /// Withdraws one.
    Withdraw(Uuid),
    /// Lists all.
    List,
    /// Lists organisations one can be registered for.
    Organisations,
}

/// The flags of these commands, as far as they were given.
#[derive(Default)]
pub(crate) struct LmsFlags {
    name: Option<String>,
    schools: Vec<(String, String)>,
    first_day: Option<String>,
    last_day: Option<String>,
    signed: bool,
    id: Option<String>,
}

/// The flags that take a value.
const FLAGS: [&str; 6] = [
    "lms-name",
    "school",
    "schools",
    "first-day",
    "last-day",
    "lms-id",
];

impl LmsFlags {
    /// Whether a flag is one of these and takes a value.
    pub(crate) fn takes(name: &str) -> bool {
        FLAGS.contains(&name)
    }

    /// Takes a flag with its value.
    pub(crate) fn take(&mut self, name: &str, value: String) -> Result<(), String> {
        match name {
            "lms-name" => self.name = Some(value),
            "first-day" => self.first_day = Some(value),
            "last-day" => self.last_day = Some(value),
            "lms-id" => self.id = Some(value),
            "school" => self.schools.push(pair(&value)?),
            _ => {
                let named = |error: &dyn std::fmt::Display| format!("--schools {value}: {error}");
                let text =
                    std::fs::read_to_string(Path::new(&value)).map_err(|error| named(&error))?;
                for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
                    self.schools.push(pair(line)?);
                }
            }
        }
        Ok(())
    }

    /// Documents must be signed.
    pub(crate) fn signed(&mut self) {
        self.signed = true;
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        let texts = [&self.name, &self.first_day, &self.last_day, &self.id];
        texts.iter().all(|text| text.is_none()) && self.schools.is_empty() && !self.signed
    }

    /// What they ask for.
    pub(crate) fn order(self, word: &str) -> Result<LmsOrder, String> {
        let day = |text: Option<String>, flag: &str| {
            text.map(|text| text.parse().map_err(|error| format!("{flag}: {error}")))
                .transpose()
        };
        match word {
            "add" => Ok(LmsOrder::Add(NewLms {
                name: self.name.ok_or("lms add: --lms-name is needed")?,
                schools: self.schools,
                first_day: day(self.first_day, "--first-day")?,
                last_day: day(self.last_day, "--last-day")?,
                signed: self.signed,
            })),
            "withdraw" => {
                let id = self.id.ok_or("lms withdraw: --lms-id is needed")?;
                let id = id.parse().map_err(|error| format!("--lms-id: {error}"))?;
                Ok(LmsOrder::Withdraw(id))
            }
            "list" => Ok(LmsOrder::List),
            "organisations" => Ok(LmsOrder::Organisations),
            _ => Err("lms: add, withdraw, list or organisations; see --help".to_owned()),
        }
    }
}

/// A school as `НОБД=БИН`.
fn pair(text: &str) -> Result<(String, String), String> {
    match text.rsplit_once('=') {
        Some((school, bin)) if !school.trim().is_empty() => {
            Ok((school.trim().to_owned(), bin.trim().to_owned()))
        }
        _ => Err(format!(
            "{text}: a school is its number in НОБД, =, its БИН"
        )),
    }
}

/// Does it, and returns what is printed.
pub(crate) fn run(config: &RegistryConfig, order: LmsOrder) -> Result<String, String> {
    let office = LmsOffice::open(config).map_err(|error| error.to_string())?;
    let mut text = String::new();
    match order {
        LmsOrder::Add(new) => {
            let issued = office.add(new).map_err(|error| error.to_string())?;
            let _ = writeln!(text, "id {}\ntoken {}", issued.id, issued.token);
            text.push_str("The token isn't shown again: only its hash is kept.\n");
        }
        LmsOrder::Withdraw(id) => office.withdraw(id).map_err(|error| error.to_string())?,
        LmsOrder::Organisations => {
            let all = office.organisations().map_err(|error| error.to_string())?;
            for one in all {
                let (bin, kind, name) = (one.bin.as_text(), one.kind, one.name.ru);
                let _ = writeln!(text, "{bin}  {kind:?}  {name}");
            }
        }
        LmsOrder::List => {
            for party in office.list().map_err(|error| error.to_string())? {
                let last = party
                    .last_day
                    .map_or("...".to_owned(), |day| day.to_string());
                let state = match party.withdrawn_at {
                    Some(at) => format!("withdrawn {}", at.date_naive()),
                    None => "in force".to_owned(),
                };
                let signed = if party.signed { "signs" } else { "token" };
                let _ = writeln!(
                    text,
                    "{}  {}  {}..{last}  {signed}  {} schools  {}",
                    party.id, state, party.first_day, party.schools, party.name
                );
            }
        }
    }
    Ok(text)
}
