//! Organisations that give education, their premises, licences and contracts, in the depth a
//! site visit needs.

use crate::identifiers::{Bin, Kato, OrganisationId, PremisesId, Rka, Unverified};
use crate::money::Tiyn;
use crate::text::Trilingual;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What an organisation does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum OrganisationKind {
    /// University or another organisation of higher education (ОВПО).
    University,
    /// Private school of secondary education.
    School,
    /// Student residence paid by the state order.
    Dormitory,
}

/// An organisation as the registry holds it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Organisation {
    /// Identity in the registry.
    pub id: OrganisationId,
    /// БИН as the source wrote it.
    pub bin: Unverified<Bin>,
    /// Official names.
    pub name: Trilingual,
    /// What it does.
    pub kind: OrganisationKind,
    /// Territory of its legal address.
    pub territory: Kato,
    /// Legal address.
    pub legal_address: Trilingual,
    /// Head of the organisation, as printed in acts.
    pub head: String,
    /// Buildings where services are given.
    pub premises: Vec<Premises>,
    /// State licences.
    pub licences: Vec<Licence>,
    /// Contracts of the state order.
    pub contracts: Vec<Contract>,
    /// Part of the demonstration data: shown as such everywhere.
    #[serde(default)]
    pub sample: bool,
}

impl std::fmt::Debug for Organisation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The name of the head must not reach a log.
        f.debug_struct("Organisation")
            .field("id", &self.id)
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

/// A building or part of one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Premises {
    /// Identity in the registry.
    pub id: PremisesId,
    /// Short name: "Корпус 2".
    pub name: Trilingual,
    /// Address.
    pub address: Trilingual,
    /// Address register code, when known.
    pub rka: Option<Unverified<Rka>>,
    /// Territory.
    pub territory: Kato,
    /// What the building is meant for, by the real-estate register (ЕГКН).
    pub purpose: Purpose,
    /// Places by design, where known.
    pub capacity: Option<u32>,
    /// Latitude and longitude in millionths of a degree (WGS 84), where known.
    pub location: Option<(i32, i32)>,
}

/// Designated use of a building.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Built for education.
    Education,
    /// Residence.
    Residence,
    /// Trade, catering, warehouse, bath...: not for education.
    Other,
    /// The register gave no answer.
    Unknown,
}

/// State of a licence in the register of licences (ЕЛ).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum LicenceStatus {
    /// In force.
    Active,
    /// Suspended by the licensor.
    Suspended,
    /// Withdrawn by a court or body.
    Withdrawn,
}

/// A licence with the addresses of its annex.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Licence {
    /// Number as printed.
    pub number: String,
    /// Day of issue.
    pub issued: NaiveDate,
    /// State.
    pub status: LicenceStatus,
    /// Address register codes listed in the annex.
    pub addresses: Vec<Unverified<Rka>>,
}

/// A contract of the state order, as far as a visit needs it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Contract {
    /// Number.
    pub number: String,
    /// Day of conclusion.
    pub date: NaiveDate,
    /// First and last day of service.
    pub period: (NaiveDate, NaiveDate),
    /// Whole amount.
    pub amount: Tiyn,
    /// Places or beneficiaries.
    pub places: u32,
}

impl Organisation {
    /// Whether services at these premises are covered by a licence in force: the address code
    /// stands in its annex. `None` when the premises have no trustworthy code, which a person
    /// must settle on the spot.
    pub fn is_licensed_at(&self, premises: PremisesId) -> Option<bool> {
        let place = self
            .premises
            .iter()
            .find(|candidate| candidate.id == premises)?;
        let code = place.rka.as_ref()?.valid()?;
        Some(
            self.licences
                .iter()
                .filter(|licence| licence.status == LicenceStatus::Active)
                .flat_map(|licence| &licence.addresses)
                .filter_map(Unverified::valid)
                .any(|listed| listed == code),
        )
    }

    /// Premises by identity.
    pub fn premises(&self, id: PremisesId) -> Option<&Premises> {
        self.premises.iter().find(|premises| premises.id == id)
    }
}
