//! What a rule sees while it runs: facts by key, with everything it looked at written down.

use super::case::Case;
use super::fact::{FactKey, FactValue, Subject, Topic};
use super::facts::{Facts, Reading, earliest};
use super::parameters::CheckParameters;
use super::source::Age;
use super::verdict::{Evidence, Unknown, said};
use crate::Moment;
use crate::calendar::{Period, legal_day};
use chrono::NaiveDate;

/// One rule at work on one subject. What it reads becomes the dependency index and the evidence,
/// so a rule can't decide by something its report doesn't show.
pub(super) struct Scene<'a> {
    facts: &'a Facts,
    pub(super) case: &'a Case,
    pub(super) subject: &'a Subject,
    pub(super) parameters: &'a CheckParameters,
    now: Moment,
    pub(super) read: Vec<FactKey>,
    pub(super) evidence: Vec<Evidence>,
    pub(super) holds_through: Option<Moment>,
    pub(super) day: Option<NaiveDate>,
}

impl<'a> Scene<'a> {
    pub(super) fn new(
        facts: &'a Facts,
        case: &'a Case,
        subject: &'a Subject,
        parameters: &'a CheckParameters,
        now: Moment,
    ) -> Self {
        Self {
            facts,
            case,
            subject,
            parameters,
            now,
            read: Vec::new(),
            evidence: Vec::new(),
            holds_through: None,
            day: None,
        }
    }

    /// The legal day; the outcome then holds for this day only.
    pub(super) fn today(&mut self) -> NaiveDate {
        let day = legal_day(self.now);
        self.day = Some(day);
        day
    }

    /// The value under a topic about the subject of the check.
    pub(super) fn own(&mut self, topic: Topic) -> Result<&'a FactValue, Unknown> {
        self.value(self.subject.clone(), topic, None)
    }

    /// The same for a month.
    pub(super) fn own_in(&mut self, topic: Topic, month: Period) -> Result<&'a FactValue, Unknown> {
        self.value(self.subject.clone(), topic, Some(month))
    }

    /// The value under a topic about anybody.
    pub(super) fn of(&mut self, about: Subject, topic: Topic) -> Result<&'a FactValue, Unknown> {
        self.value(about, topic, None)
    }

    fn value(
        &mut self,
        about: Subject,
        topic: Topic,
        period: Option<Period>,
    ) -> Result<&'a FactValue, Unknown> {
        let key = FactKey {
            about,
            topic,
            period,
        };
        let (reading, holds) = self.facts.read(&key, self.parameters, self.now);
        self.holds_through = earliest(self.holds_through, holds);
        if !self.read.contains(&key) {
            self.read.push(key);
        }
        match reading {
            Reading::Nothing => Err(Unknown::NotAsked),
            Reading::Silence(_) => Err(Unknown::NoAnswer),
            Reading::TooOld(facts) => {
                for fact in facts {
                    self.note(fact, Age::TooOld);
                }
                Err(Unknown::TooOld)
            }
            Reading::Known(fact, age) => {
                self.note(fact, age);
                Ok(&fact.value)
            }
            Reading::Conflict(facts) => {
                for (fact, age) in facts {
                    self.note(fact, age);
                }
                Err(Unknown::Conflict)
            }
        }
    }

    fn note(&mut self, fact: &super::fact::Fact, age: Age) {
        let evidence = Evidence {
            fact: fact.key(),
            source: fact.source,
            by: fact.by,
            as_of: fact.as_of,
            age,
            said: said(fact),
            against: None,
        };
        if !self.evidence.contains(&evidence) {
            self.evidence.push(evidence);
        }
    }

    /// Says what the value read last was compared with.
    pub(super) fn against(&mut self, what: impl ToString) {
        if let Some(last) = self.evidence.last_mut() {
            last.against = Some(what.to_string());
        }
    }
}
