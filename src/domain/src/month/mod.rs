//! The monthly validation of the whole country: who is paid for in a month, and why the others
//! aren't.
//!
//! A [`Batch`] is one organisation's month as its LMS sent it. All batches make one sorted [`Run`]
//! of claims, in which duplicates across the country lie side by side; the [`Join`] of it with the
//! facts of ГБД ФЛ says of each row what it is judged by beside its own entry; a [`Register`] is
//! the verdicts of one organisation, judged by [`MonthRules`](crate::checks::MonthRules), with the
//! quantities of its act; a [`Roll`] stands for all of them. A corrected batch [`edit`]s the run
//! and makes its own register anew, and those of organisations whose people became duplicates or
//! ceased to be; nothing else.
//!
//! **Architecture invariant:** registers don't depend on the order in which anything arrived, and
//! corrected ones are byte for byte those a run over everything would make. Nothing is allocated
//! for a person.

mod batch;
mod facts;
mod register;
mod run;
mod stage;

pub use batch::{
    Batch, BatchError, BatchHead, ENTRIES_MAX, Entry, Grade, Lessons, Level, NUMBER_END,
};
pub use facts::{
    PersonFact, Side, find_fact, merge_facts, shard_of, words_of_bytes, words_to_bytes,
};
pub use register::{ActLine, Register, RegisterError, Roll, Standing, Tally};
pub use run::{Edit, Join, Moved, PLACES_END, Run, edit};
pub use stage::{
    Month, MonthPowers, MonthRefusal, MonthStage, MonthStep, reads_months, reads_people,
    reads_people_of, reads_programme,
};
