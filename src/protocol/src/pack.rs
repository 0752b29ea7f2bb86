//! The offline pack: everything a commission needs on site without a network.

use crate::checks::OrganisationChecks;
use crate::operation::PreviousFinding;
use baqylau_domain::Moment;
use baqylau_domain::contingent::Group;
use baqylau_domain::identifiers::PremisesId;
use baqylau_domain::organisation::Organisation;
use baqylau_domain::policy::Policies;
use baqylau_domain::sanction::Sanction;
use baqylau_domain::visit::Visit;
use serde::{Deserialize, Serialize};

/// The pack of one visit. Holds personal data: kept only in the encrypted store.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Pack {
    /// Visit as the registry has it.
    pub visit: Visit,
    /// Organisation with licences, premises, contracts.
    pub organisation: Organisation,
    /// Groups with learners, LMS and QR marks of the day.
    pub groups: Vec<Group>,
    /// The visit before, if there was one.
    pub previous: Option<PreviousVisit>,
    /// Sanctions of the organisation.
    pub sanctions: Vec<Sanction>,
    /// Dated parameters.
    pub policies: Policies,
    /// What the automatic checks said of the organisation last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checks: Option<Box<OrganisationChecks>>,
    /// When the pack was made, by the registry's clock.
    pub made_at: Moment,
}

/// What the visit before found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PreviousVisit {
    /// Number of its act.
    pub number: String,
    /// Day.
    pub date: chrono::NaiveDate,
    /// The building it was to, which may be another of the same organisation; `None` from a
    /// registry that didn't say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub premises: Option<PremisesId>,
    /// Its answers.
    pub answers: Vec<PreviousFinding>,
}
