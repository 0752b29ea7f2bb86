//! Every way in which each check fails: a word that spoils the good world, and the reason.

mod organisation;
mod people;
mod premises;

use crate::world::{ACT, building, head, learner, teacher, us};
use baqylau_domain::checks::{
    CheckId, FactValue, LicenceRecord, LifeStatus, Reason, Source, Subject,
};
use baqylau_domain::identifiers::Iin;

/// A word that spoils the good world, by the source that says it.
pub type Spoil = (Subject, FactValue, Source);

pub fn own(value: FactValue, source: Source) -> Spoil {
    (Subject::Organisation(us()), value, source)
}

/// An encumbrance of February 2024.
pub fn encumbered(registered: bool, until: Option<&str>) -> FactValue {
    FactValue::Encumbrance {
        registered,
        since: "2024-02-01".parse().ok(),
        until: until.and_then(|day| day.parse().ok()),
    }
}

pub fn built(value: FactValue, source: Source) -> Spoil {
    (Subject::Premises(building()), value, source)
}

pub fn acts(value: FactValue, source: Source) -> Spoil {
    (Subject::Person(head()), value, source)
}

pub fn learns(value: FactValue, source: Source) -> Spoil {
    (Subject::Person(learner()), value, source)
}

pub fn teaches(value: FactValue, source: Source) -> Spoil {
    (Subject::Person(teacher()), value, source)
}

pub fn of_act(value: FactValue, source: Source) -> Spoil {
    (Subject::Document(ACT.into()), value, source)
}

pub fn licences(licences: Vec<LicenceRecord>) -> Spoil {
    own(FactValue::Licences { licences }, Source::Elicensing)
}

/// What the register of persons says of somebody's life.
pub fn life(iin: Iin, status: LifeStatus) -> Spoil {
    (
        Subject::Person(iin),
        FactValue::Life { status },
        Source::GbdFl,
    )
}

/// A check, what spoils it, and why it fails then.
pub type Failure = (CheckId, Spoil, Reason);

/// Every way in which each check fails.
pub fn failures() -> Vec<Failure> {
    let mut all = organisation::failures();
    all.extend(premises::failures());
    all.extend(people::failures());
    all
}
