//! The learners an act of a school's month lists: the second sheet of form Р-1. The one answer of
//! the state order that holds whole ИИН, for the two parties of the act alone.

use baqylau_domain::checks::Study;
use baqylau_domain::identifiers::{BlobHash, SchoolActId};
use baqylau_domain::month::Level;
use serde::{Deserialize, Serialize};

/// Whom the register of an act calls payable, by level and kind of study as the act's rows are.
///
/// Where a limit cuts the act pays for fewer, and for nobody in particular: every row gives up a
/// share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ActLearners {
    /// The act.
    pub act: SchoolActId,
    /// SHA-256 of the register they stand in: the one the act names.
    pub register: BlobHash,
    /// They, in the order of level and kind of study.
    pub rows: Vec<LearnersRow>,
}

/// Learners of one level and kind of study. Personal data.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LearnersRow {
    /// Level.
    pub level: Level,
    /// Kind of study.
    pub study: Study,
    /// Their ИИН, twelve digits each, in ascending order.
    pub numbers: Vec<String>,
}

impl std::fmt::Debug for LearnersRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LearnersRow")
            .field("level", &self.level)
            .field("study", &self.study)
            .field("numbers", &self.numbers.len())
            .finish()
    }
}
