//! People a record of the state order names, by their identities alone.

use super::{ApplicationStage, SchoolingRecord};
use crate::identifiers::PersonId;
use std::collections::BTreeSet;

impl SchoolingRecord {
    /// Everybody the record names: who took its steps, in whose hands it was, who holds and who
    /// gave a mandate, who wrote a message.
    pub fn named(&self) -> BTreeSet<PersonId> {
        let steps = match self {
            Self::Application(one) => {
                let steps = one.steps.iter();
                let stages = steps
                    .flat_map(|step| [step.by, executor(&step.stage)])
                    .chain([executor(&one.stage)]);
                return stages.flatten().collect();
            }
            // Nobody of the department stands in it.
            Self::SeenApplication(_) => return BTreeSet::new(),
            Self::Mandate(one) => {
                return one.granted_by.into_iter().chain([one.person]).collect();
            }
            Self::Message(one) => return [one.by].into(),
            Self::View(one) => return [one.by].into(),
            Self::Budget(one) => &one.steps,
            Self::Distribution(one) => &one.steps,
            Self::Plan(one) => &one.steps,
            Self::Contract(one) => &one.steps,
            Self::Act(one) => &one.steps,
            Self::Register(one) => &one.steps,
            Self::Payment(one) => &one.steps,
            Self::Statement(one) => &one.steps,
            Self::Indices(_) => return BTreeSet::new(),
        };
        steps.iter().map(|step| step.by).collect()
    }

    /// Who signed, where the record is a contract or an act a school and a department have both
    /// signed; nobody else and nobody before.
    pub fn signers_of_both(&self) -> BTreeSet<PersonId> {
        let (steps, word) = match self {
            Self::Contract(one) if one.contract.agreements.iter().all(|one| one.is_signed()) => {
                (&one.steps, "sign_contract")
            }
            Self::Act(one) if one.act.is_signed() => (&one.steps, "sign_act"),
            _ => return BTreeSet::new(),
        };
        let signed = steps.iter().filter(|step| step.step == word);
        signed.map(|step| step.by).collect()
    }
}

/// In whose hands an application is.
fn executor(stage: &ApplicationStage) -> Option<PersonId> {
    match stage {
        ApplicationStage::InWork { executor }
        | ApplicationStage::InApproval { executor, .. }
        | ApplicationStage::BackAtExecutor { executor, .. } => Some(*executor),
        ApplicationStage::BackAtSchool { executor, .. } => *executor,
        _ => None,
    }
}
