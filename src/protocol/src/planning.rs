//! What an officer plans visits with: people who may be sent, and checklists that are published.

use baqylau_domain::identifiers::{BlobHash, Kato, PersonId};
use baqylau_domain::text::Trilingual;
use baqylau_domain::visit::PinnedChecklist;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A person an officer may put on a commission. Without ИИН: nobody needs it to choose, and the
/// registry adds its own when it takes the plan in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Candidate {
    /// Who.
    pub person: PersonId,
    /// Full name as printed. Personal data.
    pub full_name: String,
    /// Position as printed, with the place of work.
    pub position: Trilingual,
    /// Territory the person goes on visits in; `None` covers the country.
    pub territory: Option<Kato>,
}

impl fmt::Debug for Candidate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Candidate")
            .field("person", &self.person)
            .finish_non_exhaustive()
    }
}

/// A published checklist in its newest version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PublishedChecklist {
    /// What a visit is pinned to.
    pub pinned: PinnedChecklist,
    /// Title written in the workbook; may be empty.
    #[serde(default)]
    pub title: Trilingual,
}

/// What an officer plans visits with.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Planning {
    /// People who may be sent into the officer's territory.
    pub people: Vec<Candidate>,
    /// Checklists, by code, each in its newest version.
    pub checklists: Vec<PublishedChecklist>,
}

/// Answer to [`crate::api::PLANNING`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlanningAnswer {
    /// SHA-256 of the content: what the client names next time.
    pub version: BlobHash,
    /// Content; absent when the client named this version.
    pub planning: Option<Planning>,
}
