//! People of the same office or school, among whom a mandate of the state order may be given, and
//! names of others whom records of the state order name.

use crate::planning::Candidate;
use baqylau_domain::identifiers::PersonId;
use baqylau_domain::schooling::Principal;
use serde::{Deserialize, Serialize};

/// Answer to [`crate::api::COLLEAGUES`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Colleagues {
    /// Accounts of the same department, the financial centre or the same school, without whoever
    /// asks, by identity. Nobody for roles that act for nobody in the state order.
    pub people: Vec<Candidate>,
    /// People of other offices and schools whom records shown to whoever asks name, by identity:
    /// for departments and the financial centre everybody named there, for a school who signed a
    /// contract or an act with it. Empty where nobody is named, and of registries before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub named: Vec<Named>,
}

/// Somebody a record of the state order names.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Named {
    /// Who.
    pub person: PersonId,
    /// Name as printed in documents.
    pub full_name: String,
    /// For whom they act.
    pub office: Principal,
}

// Names reach no log.
impl std::fmt::Debug for Named {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Named")
            .field("person", &self.person)
            .field("office", &self.office)
            .finish_non_exhaustive()
    }
}
