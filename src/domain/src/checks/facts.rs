//! A set of facts: what each source said last, its silences, and where sources disagree.

use super::fact::{Fact, FactKey};
use super::parameters::CheckParameters;
use super::source::{Age, Source};
use crate::Moment;
use crate::identifiers::OrganisationId;
use std::collections::{BTreeMap, BTreeSet};

/// Who speaks: a source and, where many speak for it, which of them.
type Voice = (Source, Option<OrganisationId>);

/// Facts by what they are on, and within by who said so. A later word replaces an earlier one of
/// the same; the words of different sources, and of different organisations, stand beside each
/// other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    said: BTreeMap<FactKey, BTreeMap<Voice, Fact>>,
    silent: BTreeMap<FactKey, BTreeSet<Source>>,
}

/// What is known under a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading<'a> {
    /// Nobody was asked, or nobody knows.
    Nothing,
    /// Sources were asked and didn't answer.
    Silence(&'a BTreeSet<Source>),
    /// All that was said is too old.
    TooOld(Vec<&'a Fact>),
    /// One value; the youngest fact that says so.
    Known(&'a Fact, Age),
    /// Sources say different things.
    Conflict(Vec<(&'a Fact, Age)>),
}

impl Facts {
    /// No facts.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes in a fact and tells its key when that changed anything a check could see. A word
    /// older than what the source said already changes nothing.
    pub fn insert(&mut self, fact: Fact) -> Option<FactKey> {
        let key = fact.key();
        let broke = self.end_silence(&key, fact.source);
        let by_source = self.said.entry(key.clone()).or_default();
        let voice = (fact.source, fact.by);
        let changes = match by_source.get(&voice) {
            Some(known) if known.as_of > fact.as_of => false,
            Some(known) => *known != fact,
            None => true,
        };
        if changes {
            by_source.insert(voice, fact);
        }
        (changes || broke).then_some(key)
    }

    /// Notes that a source was asked and didn't answer, and tells the key when that is new.
    pub fn note_silence(&mut self, key: FactKey, source: Source) -> Option<FactKey> {
        let new = self.silent.entry(key.clone()).or_default().insert(source);
        new.then_some(key)
    }

    fn end_silence(&mut self, key: &FactKey, source: Source) -> bool {
        let Some(sources) = self.silent.get_mut(key) else {
            return false;
        };
        let broke = sources.remove(&source);
        if sources.is_empty() {
            self.silent.remove(key);
        }
        broke
    }

    /// Takes back what a source said, and tells the key when there was something.
    pub fn remove(&mut self, key: &FactKey, source: Source) -> Option<FactKey> {
        let by_source = self.said.get_mut(key)?;
        let before = by_source.len();
        by_source.retain(|(by, _), _| *by != source);
        let gone = by_source.len() < before;
        if by_source.is_empty() {
            self.said.remove(key);
        }
        gone.then(|| key.clone())
    }

    /// Every fact.
    pub fn iter(&self) -> impl Iterator<Item = &Fact> {
        self.said.values().flat_map(BTreeMap::values)
    }

    /// What is known under a key at a moment, and until when that holds without another fact:
    /// the last moment before one of the facts changes its age.
    pub fn read(
        &self,
        key: &FactKey,
        parameters: &CheckParameters,
        now: Moment,
    ) -> (Reading<'_>, Option<Moment>) {
        let mut holds: Option<Moment> = None;
        let mut usable: Vec<(&Fact, Age)> = Vec::new();
        let mut too_old = Vec::new();
        for fact in self.said.get(key).into_iter().flat_map(BTreeMap::values) {
            let (age, until) = parameters.age_of(fact, now);
            holds = earliest(holds, until);
            match age {
                Age::TooOld => too_old.push(fact),
                Age::Fresh | Age::Stale => usable.push((fact, age)),
            }
        }
        // Among equal words the youngest speaks.
        usable
            .sort_by_key(|(fact, age)| (*age, std::cmp::Reverse(fact.as_of), fact.source, fact.by));
        let reading = match usable.as_slice() {
            [] => match (too_old.is_empty(), self.silent.get(key)) {
                (false, _) => Reading::TooOld(too_old),
                (true, Some(sources)) => Reading::Silence(sources),
                (true, None) => Reading::Nothing,
            },
            [(first, age), rest @ ..] if rest.iter().all(|(fact, _)| fact.value == first.value) => {
                Reading::Known(first, *age)
            }
            _ => Reading::Conflict(usable),
        };
        (reading, holds)
    }
}

impl FromIterator<Fact> for Facts {
    fn from_iter<T: IntoIterator<Item = Fact>>(facts: T) -> Self {
        let mut set = Self::new();
        for fact in facts {
            set.insert(fact);
        }
        set
    }
}

/// The earlier of two moments, where either is given.
pub(super) fn earliest(a: Option<Moment>, b: Option<Moment>) -> Option<Moment> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (some, None) | (None, some) => some,
    }
}
