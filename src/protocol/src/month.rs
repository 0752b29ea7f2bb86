//! The monthly validation as officers see it: where a month is, what the register of an
//! organisation says, who isn't paid for and why, how many learners stand in each line of an act.

use baqylau_domain::Moment;
use baqylau_domain::calendar::Period;
use baqylau_domain::checks::{MonthReason, MonthVerdict, Programme};
use baqylau_domain::identifiers::{BlobHash, Kato, OrganisationId};
use baqylau_domain::month::{ActLine, Month, Tally};
use serde::{Deserialize, Serialize};

/// Most people in one page of a register or of exceptions.
pub const MAX_PEOPLE_PAGE: u32 = 1_000;

/// Most organisations in one page of those of a month.
pub const MAX_ORGANISATIONS_PAGE: u32 = 500;

/// Most months listed: the newest.
pub const MAX_MONTHS: u32 = 24;

/// A month by its year and number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MonthName {
    /// Year.
    #[cfg_attr(feature = "schema", schemars(range(min = 2000, max = 2100)))]
    pub year: i32,
    /// Month, from 1.
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 12)))]
    pub month: u32,
}

impl MonthName {
    /// The month, when there is such a one.
    pub fn period(self) -> Option<Period> {
        Period::new(self.year, self.month)
    }
}

/// Where a month is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MonthState {
    /// The month.
    pub month: Month,
    /// Organisations whose LMS sent something.
    pub sent: u32,
    /// Organisations that count since it was frozen.
    pub counting: u32,
    /// Of these, those whose register is made.
    pub judged: u32,
    /// Corrected batches whose registers aren't made yet.
    pub corrections: u32,
}

/// What is said of one person, without the number itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PersonVerdict {
    /// Place in the organisation's batch, from 0.
    pub row: u32,
    /// The ИИН with its middle hidden.
    pub number: String,
    /// The verdict.
    pub verdict: MonthVerdict,
    /// Every reason, those too that only ask somebody to look.
    pub reasons: Vec<MonthReason>,
}

/// What a register is, without its people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RegisterHead {
    /// The organisation.
    pub organisation: OrganisationId,
    /// The month.
    pub period: Period,
    /// What its learners are paid by.
    pub programme: Programme,
    /// Grows with every correction.
    pub revision: u32,
    /// SHA-256 of the register's canonical bytes: what an act refers to.
    pub sha256: BlobHash,
    /// SHA-256 of the batch it was made of.
    pub batch: BlobHash,
    /// How many people, by verdict.
    pub tally: Tally,
}

/// A page of a register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RegisterPage {
    /// The register.
    pub head: RegisterHead,
    /// People from the place asked for on, in the order of the batch.
    pub people: Vec<PersonVerdict>,
    /// Place of the next page, while there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<u32>,
}

/// Somebody who isn't simply paid for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MonthException {
    /// Who sent the person.
    pub organisation: OrganisationId,
    /// The verdict.
    pub person: PersonVerdict,
}

/// A page of exceptions, in the order of organisations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ExceptionsPage {
    /// The exceptions; a page may hold fewer than were asked for, or none, and not be the last.
    pub exceptions: Vec<MonthException>,
    /// Where the next page begins, while there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<ExceptionsPlace>,
}

/// A place among the exceptions of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ExceptionsPlace {
    /// The organisation.
    pub organisation: OrganisationId,
    /// Place in its batch.
    pub row: u32,
}

/// How often a reason was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReasonCount {
    /// The reason.
    pub reason: MonthReason,
    /// People it was given for.
    pub people: u32,
}

/// The month of a region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RegionCount {
    /// The region.
    pub region: Kato,
    /// Its organisations with a register.
    pub organisations: u32,
    /// How many people, by verdict.
    pub tally: Tally,
    /// Reasons that were given, in the order of their bits.
    pub reasons: Vec<ReasonCount>,
}

/// The month by regions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MonthCounts {
    /// Value over all registers of the country, once there are all.
    pub root: Option<BlobHash>,
    /// The regions the asker covers.
    pub regions: Vec<RegionCount>,
}

/// Quantities of an act. What a learner costs stands in the contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ActQuantities {
    /// The register they follow from.
    pub register: RegisterHead,
    /// A line for every level and kind of study.
    pub lines: Vec<ActLine>,
}

/// Months of which something is known: an LMS sent something, or they were frozen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct KnownMonths {
    /// The newest first.
    pub months: Vec<MonthState>,
}

/// What an organisation's LMS sent for a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SentMonth {
    /// The newest revision; more than one where it was corrected.
    pub revision: u32,
    /// When the newest was received.
    pub at: Moment,
    /// Learners in it.
    pub learners: u32,
    /// Rows its LMS sent and the registry didn't take.
    pub rejected: u32,
}

/// A register of an organisation, in quantities.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MadeRegister {
    /// Grows with every correction.
    pub revision: u32,
    /// When it was made.
    pub at: Moment,
    /// SHA-256 of its canonical bytes.
    pub sha256: BlobHash,
    /// How many people, by verdict.
    pub tally: Tally,
    /// Reasons that were given, in the order of their bits.
    pub reasons: Vec<ReasonCount>,
}

/// An organisation in a month: one that sent something, or that has a contract and should.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MonthOrganisation {
    /// The organisation.
    pub organisation: OrganisationId,
    /// Its region.
    pub region: Kato,
    /// What its learners are paid by.
    pub programme: Programme,
    /// Whether it has a contract for the month, so that something is to be sent.
    pub contracted: bool,
    /// What was sent; none: nothing yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent: Option<SentMonth>,
    /// Of one that sent nothing, the newest month before that it sent something for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Period>,
    /// Its registers, the first one first; the last one counts. None while it isn't judged.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub registers: Vec<MadeRegister>,
}

/// A page of the organisations of a month, by identity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MonthOrganisations {
    /// Those the asker covers; a page may hold none and not be the last.
    pub organisations: Vec<MonthOrganisation>,
    /// Where the next page begins, while there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<OrganisationId>,
}
