//! People of the same office or school, among whom a mandate of the state order may be given.

use crate::planning::Candidate;
use serde::{Deserialize, Serialize};

/// Answer to [`crate::api::COLLEAGUES`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Colleagues {
    /// Accounts of the same department, the financial centre or the same school, without whoever
    /// asks, by identity. Nobody for roles that act for nobody in the state order.
    pub people: Vec<Candidate>,
}
