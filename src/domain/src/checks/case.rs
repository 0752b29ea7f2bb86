//! What is being judged: an organisation with its buildings and people, for what, and when.

use super::fact::Subject;
use super::verdict::codes;
use crate::calendar::Period;
use crate::identifiers::{Bin, Iin, PremisesId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

codes! {
    /// What the money is for.
    Programme {
        /// Teaching in private schools (OrtaBilim, А1).
        Schooling = "schooling",
        /// Building a school (OrtaBilim, А2).
        Construction = "construction",
        /// Rebuilding a school (OrtaBilim, А3).
        Reconstruction = "reconstruction",
        /// Vouchers of higher education (JogaryBilim).
        Voucher = "voucher",
    }
}

codes! {
    /// When the checks are run.
    CheckMoment {
        /// An application for financing arrives.
        Application = "application",
        /// A contract or an act is activated.
        Activation = "activation",
        /// The contingent of a month is validated.
        Monthly = "monthly",
        /// A source told of a change.
        Change = "change",
    }
}

/// What is judged. `Debug` hides every ИИН.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Case {
    /// For what.
    pub programme: Programme,
    /// On which occasion.
    pub moment: CheckMoment,
    /// The applicant, executor, payee.
    pub organisation: Bin,
    /// The person who acts for it. Personal data.
    pub representative: Option<Iin>,
    /// Number of the application or act whose signature and invoice are judged.
    pub document: Option<String>,
    /// Month.
    pub period: Option<Period>,
    /// Buildings where services are given.
    pub premises: BTreeSet<PremisesId>,
    /// Learners. Personal data.
    pub learners: BTreeSet<Iin>,
    /// Teachers. Personal data.
    pub teachers: BTreeSet<Iin>,
}

impl Case {
    /// A case about an organisation alone.
    pub fn new(programme: Programme, moment: CheckMoment, organisation: Bin) -> Self {
        Self {
            programme,
            moment,
            organisation,
            representative: None,
            document: None,
            period: None,
            premises: BTreeSet::new(),
            learners: BTreeSet::new(),
            teachers: BTreeSet::new(),
        }
    }

    /// Whether all but the lists of buildings and people is the same.
    pub(super) fn has_same_head(&self, other: &Self) -> bool {
        self.programme == other.programme
            && self.moment == other.moment
            && self.organisation == other.organisation
            && self.representative == other.representative
            && self.document == other.document
            && self.period == other.period
    }

    /// The subjects a scope stands for here.
    pub(super) fn subjects(&self, scope: Scope) -> Vec<Subject> {
        let people = |people: &BTreeSet<Iin>| people.iter().copied().map(Subject::Person).collect();
        match scope {
            Scope::Organisation => vec![Subject::Organisation(self.organisation)],
            Scope::Premises => self
                .premises
                .iter()
                .copied()
                .map(Subject::Premises)
                .collect(),
            Scope::Learner => people(&self.learners),
            Scope::Teacher => people(&self.teachers),
        }
    }
}

codes! {
    /// Whom a check looks at, one by one.
    Scope {
        /// The organisation, its documents, its representative.
        Organisation = "organisation",
        /// Each building.
        Premises = "premises",
        /// Each learner.
        Learner = "learner",
        /// Each teacher.
        Teacher = "teacher",
    }
}
