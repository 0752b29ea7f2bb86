//! Automatic checks (ФЛК): named, explainable rules over facts that source systems told.
//!
//! A [`Case`] is what is judged, [`Facts`] what is known, [`CheckParameters`] the dated figures.
//! [`Report::run`] gives a [`Row`] for each check of the [`CATALOGUE`] and each subject, with the
//! evidence that decided it; [`Report::rerun`] runs only what a changed fact, a changed list or
//! the time gone by touches; [`Outcome::of`] says what follows. `README.md` beside this file lists
//! the checks and the lines of the seeds they come from.
//!
//! **Architecture invariant:** a rule sees facts only through its scene, which writes down
//! everything it looked at: no report hides what decided it, and none is forgotten when that
//! changes. Where sources disagree the check is unknown, with every word as evidence. A stop
//! factor nobody knows waits; it neither refuses nor lets through.
//!
//! For the contingent of the whole country [`MonthRules::judge`] takes one [`PersonRow`] after
//! the other and decides by the same rules.

mod anomaly;
mod case;
mod catalogue;
mod encumbrance;
mod fact;
mod facts;
mod monthly;
mod outcome;
mod parameters;
mod quarters;
mod rules;
mod run;
mod scene;
mod seeds;
mod source;
mod united;
mod verdict;

pub use anomaly::ANOMALIES;
pub use case::{Case, CheckMoment, Programme, Scope};
pub use catalogue::{CATALOGUE, Check, CheckId, Consequence, UnknownCheck, Weight};
pub use encumbrance::Encumbered;
pub use fact::{
    Capacity, EntityStatus, Fact, FactKey, FactValue, Founder, InvoiceRecord, InvoiceStatus,
    LicenceRecord, LifeStatus, SignatureVerdict, Study, Subject, Topic,
};
pub use facts::{Facts, Reading};
pub use monthly::{
    Claim, Duplicates, Judged, MonthReason, MonthReasons, MonthRules, MonthVerdict, PersonRow,
};
pub use outcome::{Decision, Failure, Open, Outcome};
pub use parameters::{AttendanceThreshold, CheckParameterVersions, CheckParameters, Freshness};
pub use quarters::Quarters;
pub use run::{Report, Row};
pub use seeds::{SEED_LINES, SeedLine};
pub use source::{Age, Source, UnknownSource};
pub use united::united;
pub use verdict::{Evidence, NotNeeded, Reason, Unknown, Verdict};
