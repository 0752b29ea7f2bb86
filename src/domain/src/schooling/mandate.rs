//! A mandate (поручение на представительство): who may act for a school, a department or the
//! financial centre, in what, and how long. An account's role says what somebody could do; the
//! mandate says that they were asked to.
//!
//! Source: slides of OrtaBilim ("Поручения на представительство"). Which actions need one, and who
//! gives the first, the slides leave open: both are proposals.

use crate::identifiers::{Kato, MandateId, OrganisationId, PersonId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// For whom somebody acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "of", content = "id", rename_all = "snake_case")]
pub enum Principal {
    /// A school.
    School(OrganisationId),
    /// The education department of a region.
    Department(Kato),
    /// The financial centre.
    Centre,
}

/// In what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum MandateScope {
    /// Applications.
    Applications,
    /// Budget, its distribution, the funding plan.
    Funding,
    /// Contracts and their agreements.
    Contracts,
    /// Acts.
    Acts,
    /// Consolidated registers.
    Registers,
    /// Payments.
    Payments,
    /// Mandates of others.
    Mandates,
}

impl MandateScope {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Applications,
        Self::Funding,
        Self::Contracts,
        Self::Acts,
        Self::Registers,
        Self::Payments,
        Self::Mandates,
    ];
}

/// A mandate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Mandate {
    /// Identity.
    pub id: MandateId,
    /// Who acts.
    pub person: PersonId,
    /// For whom.
    pub principal: Principal,
    /// In what; never empty.
    pub scopes: BTreeSet<MandateScope>,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// The document it was given by, as it calls itself.
    pub basis: String,
    /// Who gave it; absent where the registry took it in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub granted_by: Option<PersonId>,
    /// Day it was taken back; it doesn't count on that day any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked: Option<NaiveDate>,
}

impl Mandate {
    /// Whether it covers something on a day.
    pub fn covers(
        &self,
        person: PersonId,
        principal: Principal,
        scope: MandateScope,
        day: NaiveDate,
    ) -> bool {
        self.person == person
            && self.principal == principal
            && self.scopes.contains(&scope)
            && self.counts(day)
    }

    /// Whether it counts on a day at all.
    pub fn counts(&self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.to && self.revoked.is_none_or(|revoked| day < revoked)
    }
}
