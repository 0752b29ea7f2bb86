//! The automatic checks (ФЛК) at work: whose turn it is, asking the source systems, keeping facts
//! and reports, and telling readers what changed.
//!
//! [`baqylau_domain::checks`] decides, [`baqylau_connectors`] asks, this keeps. Nothing here knows
//! what a system really is: facts come from an answer or through [`Intake`], and are the
//! same to whoever judges by them. No transaction waits for a system. Everything that is known
//! stands in the store, so a registry that ended anywhere goes on where it was: what was answered
//! isn't asked again, and a turn that was not finished is still due.

mod application;
mod building;
mod facts;
mod figures;
mod invoice;
mod keeper;
mod matter;
mod queue;
mod report;
mod settings;
mod shown;
mod trail;
mod turn;

pub(crate) use application::with_signature;
pub(crate) use building::{Buildings, outcome_of_building};
pub(crate) use facts::Intake;
pub use settings::SourceSystems;
pub(crate) use settings::open;

pub(crate) use queue::{ask_now, changed, listed_anew};
#[cfg(test)]
pub(crate) use report::keep;
pub(crate) use report::{establishment, history};
pub(crate) use shown::{outcome_on, shown};
pub(crate) use trail::shorten;
#[cfg(test)]
pub(crate) use turn::night_after;
pub(crate) use turn::{look_at, run};

use baqylau_connectors::{Connectors, PseudonymKey};
use baqylau_domain::checks::{CheckId, CheckParameterVersions, Scope, Source};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What runs the checks.
pub(crate) struct Checks {
    connectors: Arc<Connectors>,
    parameters: CheckParameterVersions,
    key: PseudonymKey,
    sources: BTreeSet<Source>,
    /// Held by whoever runs what is due.
    turn: tokio::sync::Mutex<()>,
    /// Told when somebody asked for a run, or facts arrived.
    pub(crate) wanted: tokio::sync::Notify,
}

impl Checks {
    /// Whether any source system is configured. Without one the checks wait.
    pub(crate) fn can_ask(&self) -> bool {
        !self.sources.is_empty()
    }

    /// The way in for facts that come without being asked for.
    pub(crate) fn intake(&self) -> Intake {
        Intake {
            key: self.key.clone(),
            parameters: self.parameters.clone(),
        }
    }
}

/// What of an organisation is checked together. What is slow or large doesn't hold up the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    /// The organisation and its buildings.
    Establishment,
    /// Its learners.
    Contingent,
    /// Its teachers.
    Staff,
}

impl Part {
    const ALL: [Self; 3] = [Self::Establishment, Self::Contingent, Self::Staff];

    /// The word it is kept under.
    const fn word(self) -> &'static str {
        match self {
            Self::Establishment => "establishment",
            Self::Contingent => "contingent",
            Self::Staff => "staff",
        }
    }

    /// The part a check belongs to.
    fn with(check: CheckId) -> Self {
        match check.check().scope {
            Scope::Organisation | Scope::Premises => Self::Establishment,
            Scope::Learner => Self::Contingent,
            Scope::Teacher => Self::Staff,
        }
    }

    fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.word() == word)
    }
}

/// Why a part's turn came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Occasion {
    /// By the clock: every night, and when facts grow too old.
    Clock,
    /// A fact or the record itself changed.
    Change,
    /// An officer asked.
    Asked,
}

impl Occasion {
    const fn word(self) -> &'static str {
        match self {
            Self::Clock => "clock",
            Self::Change => "change",
            Self::Asked => "asked",
        }
    }

    fn of(word: &str) -> Self {
        match word {
            "change" => Self::Change,
            "asked" => Self::Asked,
            _ => Self::Clock,
        }
    }
}
