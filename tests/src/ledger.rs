//! What a laptop acknowledged, what was found later, and whether the two agree.
//!
//! A laptop tells each thing twice: when it tries it, and when it is acknowledged. What was tried
//! may be there after a kill; what was acknowledged must be; nothing may be there twice.

use std::collections::{BTreeMap, BTreeSet};

/// A line a laptop prints: a word, what it is about, and a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// `step`, `try`, `ack`, `found`, `trouble`, ...
    pub word: String,
    /// Kind of thing, or name of the step.
    pub kind: String,
    /// Which.
    pub key: String,
    /// Its value.
    pub value: String,
}

impl Line {
    /// A line.
    pub fn new(word: &str, kind: &str, key: &str, value: &str) -> Self {
        let [word, kind, key, value] = [word, kind, key, value].map(str::to_owned);
        Self {
            word,
            kind,
            key,
            value,
        }
    }

    /// As it is printed: tab-separated, without tabs and line ends inside.
    pub fn print(&self) -> String {
        let clean = |text: &str| text.replace(['\t', '\n', '\r'], " ");
        let parts = [&self.word, &self.kind, &self.key, &self.value].map(|part| clean(part));
        parts.join("\t")
    }

    /// Reads a printed line; one cut off by a kill is none.
    pub fn read(text: &str) -> Option<Self> {
        let mut parts = text.split('\t');
        let line = Self::new(parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        parts.next().is_none().then_some(line)
    }
}

/// Kinds whose value may be replaced by a later one; all others are given once.
const REPLACED: &str = "field";

/// What was tried and what of it was acknowledged.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    /// By kind and key: values in the order they were tried, and how many are acknowledged.
    things: BTreeMap<(String, String), (Vec<String>, usize)>,
    /// Made again with another value after they had been made.
    anew: Vec<String>,
}

/// What is there.
#[derive(Debug, Clone, Default)]
pub struct Found {
    things: BTreeMap<(String, String), Vec<String>>,
}

impl Found {
    /// Takes in something found; twice is twice.
    pub fn add(&mut self, kind: &str, key: &str, value: &str) {
        let key = (kind.to_owned(), key.to_owned());
        self.things.entry(key).or_default().push(value.to_owned());
    }

    /// Values found of a kind.
    pub fn of(&self, kind: &str) -> impl Iterator<Item = (&str, &[String])> {
        let kind = kind.to_owned();
        self.things
            .iter()
            .filter(move |((of, _), _)| *of == kind)
            .map(|((_, key), values)| (key.as_str(), values.as_slice()))
    }
}

/// How the two agree.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Things acknowledged.
    pub acknowledged: usize,
    /// Acknowledged and not there, or there with another value.
    pub lost: Vec<String>,
    /// There more than once.
    pub doubled: Vec<String>,
    /// There and never tried.
    pub invented: Vec<String>,
}

impl Verdict {
    /// Whether nothing is wrong.
    pub fn is_clean(&self) -> bool {
        self.lost.is_empty() && self.doubled.is_empty() && self.invented.is_empty()
    }
}

impl Ledger {
    /// Takes in a line of the laptop.
    pub fn take(&mut self, line: &Line) {
        let key = (line.kind.clone(), line.key.clone());
        match line.word.as_str() {
            "try" => {
                let (tried, acknowledged) = self.things.entry(key).or_default();
                if *acknowledged > 0 && line.kind != REPLACED {
                    self.anew
                        .push(format!("{} {}: made anew", line.kind, line.key));
                }
                if tried.last() != Some(&line.value) {
                    tried.push(line.value.clone());
                }
            }
            "ack" => {
                let (tried, acknowledged) = self.things.entry(key).or_default();
                match tried.iter().rposition(|value| *value == line.value) {
                    Some(index) => *acknowledged = (*acknowledged).max(index + 1),
                    None => {
                        tried.push(line.value.clone());
                        *acknowledged = tried.len();
                    }
                }
            }
            _ => {}
        }
    }

    /// What was once seen to be there stays acknowledged, whether or not the laptop lived long
    /// enough to say so.
    pub fn adopt(&mut self, found: &Found) {
        for ((kind, key), values) in &found.things {
            for value in values {
                self.take(&Line::new("ack", kind, key, value));
            }
        }
    }

    /// Things acknowledged so far.
    pub fn acknowledged(&self) -> usize {
        self.things
            .values()
            .filter(|(_, acknowledged)| *acknowledged > 0)
            .count()
    }

    /// The acknowledged value of a thing.
    pub fn value(&self, kind: &str, key: &str) -> Option<&str> {
        let (tried, acknowledged) = self.things.get(&(kind.to_owned(), key.to_owned()))?;
        tried.get(acknowledged.checked_sub(1)?).map(String::as_str)
    }

    /// Acknowledged things of a kind.
    pub fn of(&self, kind: &str) -> BTreeMap<&str, &str> {
        self.things
            .iter()
            .filter(|((of, _), _)| of == kind)
            .filter_map(|((_, key), (tried, acknowledged))| {
                Some((
                    key.as_str(),
                    tried.get(acknowledged.checked_sub(1)?)?.as_str(),
                ))
            })
            .collect()
    }

    /// Compares with what was found. `kinds` are those an inventory can tell of.
    pub fn judge(&self, found: &Found, kinds: &[&str]) -> Verdict {
        let mut verdict = Verdict::default();
        for ((kind, key), (tried, acknowledged)) in &self.things {
            if *acknowledged == 0 || !kinds.contains(&kind.as_str()) {
                continue;
            }
            verdict.acknowledged += 1;
            let allowed = tried.get(*acknowledged - 1..).unwrap_or_default();
            let there = found.things.get(&(kind.clone(), key.clone()));
            let newest = there.and_then(|values| values.first());
            if !newest.is_some_and(|value| allowed.contains(value)) {
                verdict
                    .lost
                    .push(format!("{kind} {key}: {newest:?} instead of {allowed:?}"));
            }
        }
        for ((kind, key), values) in &found.things {
            if values.len() > 1 {
                verdict
                    .doubled
                    .push(format!("{kind} {key}: {} times", values.len()));
            }
            let tried = self.things.get(&(kind.clone(), key.clone()));
            let known: BTreeSet<&String> = tried.iter().flat_map(|(tried, _)| tried).collect();
            for value in values.iter().filter(|value| !known.contains(value)) {
                verdict.invented.push(format!("{kind} {key}: {value}"));
            }
        }
        verdict.doubled.extend(self.anew.iter().cloned());
        verdict
    }
}
