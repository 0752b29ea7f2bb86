//! Who acts: accounts, their powers, and the members of a commission.

use crate::identifiers::{Iin, Kato, OrganisationId, PersonId, VisitId};
use serde::{Deserialize, Serialize};

/// What an account is allowed to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum AccountRole {
    /// Goes on visits; which visits and as what is said by each visit's order.
    Commission,
    /// Education department of a region (УО): decides on its schools.
    EducationOfficer,
    /// Issuer of vouchers (МНВО): decides on universities, orders visits to them.
    IssuerOfficer,
    /// Financial centre: reads decisions, pauses and resumes payments.
    FinancialCentre,
    /// Reads everything, changes nothing (ministry of finance, audit, prosecutor).
    Observer,
    /// Acts for one private school under the state order: its applications, contract and acts.
    School,
    /// The registry itself, acting by rule without a person.
    Registrar,
}

/// Everybody an account role can name, in the order they are listed for sign-in.
pub const ACCOUNT_ROLES: [AccountRole; 6] = [
    AccountRole::Commission,
    AccountRole::EducationOfficer,
    AccountRole::IssuerOfficer,
    AccountRole::FinancialCentre,
    AccountRole::Observer,
    AccountRole::School,
];

/// The person (or the registry) performing an operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// Who.
    pub person: PersonId,
    /// As what.
    pub role: AccountRole,
    /// Territory of an officer; `None` covers the country.
    pub territory: Option<Kato>,
    /// Organisation a representative belongs to.
    pub organisation: Option<OrganisationId>,
}

impl Actor {
    /// Whether a place lies in this person's territory.
    pub fn covers(&self, place: Kato) -> bool {
        self.territory
            .is_none_or(|territory| territory.contains(place))
    }
}

/// A person the product knows: account holder, commission member.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Person {
    /// Identity in the registry.
    pub id: PersonId,
    /// Surname, name and patronymic as in the certificate. Personal data.
    pub full_name: String,
    /// ИИН, compared with the certificate's when the person signs. Personal data.
    pub iin: Iin,
    /// Position, as printed in acts.
    pub position: crate::text::Trilingual,
    /// Account role.
    pub role: AccountRole,
    /// Territory of an officer.
    pub territory: Option<Kato>,
    /// School of a representative; nobody else has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<OrganisationId>,
}

impl std::fmt::Debug for Person {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Person")
            .field("id", &self.id)
            .field("role", &self.role)
            .finish()
    }
}

impl Person {
    /// The person as the one who performs operations.
    pub fn actor(&self) -> Actor {
        Actor {
            person: self.id,
            role: self.role,
            territory: self.territory,
            organisation: self.organisation,
        }
    }
}

/// What a person is on one visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CommissionRole {
    /// Leads the visit; signs last and is always needed.
    Chair,
    /// Keeps the record: merges drafts, fixes the act.
    Secretary,
    /// Answers the sections given to them and signs.
    Member,
    /// Consulted; doesn't sign.
    Expert,
}

impl CommissionRole {
    /// Whether this person's signature belongs under the act.
    pub fn signs(self) -> bool {
        !matches!(self, Self::Expert)
    }

    /// Whether this person may move the visit on (record arrival, admission, fix the act).
    pub fn leads(self) -> bool {
        matches!(self, Self::Chair | Self::Secretary)
    }

    /// Place in the signing order: members, then the secretary, then the chair.
    pub fn signing_rank(self) -> u8 {
        match self {
            Self::Member => 0,
            Self::Secretary => 1,
            Self::Chair => 2,
            Self::Expert => 3,
        }
    }
}

/// A member of the commission of one visit.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CommissionMember {
    /// Who.
    pub person: PersonId,
    /// Full name as printed. Personal data.
    pub full_name: String,
    /// ИИН the signing certificate must carry. Personal data. Absent in a plan that an officer
    /// made and the registry hasn't taken in: choosing a member needs no ИИН.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub iin: Option<Iin>,
    /// Position as printed.
    pub position: crate::text::Trilingual,
    /// Part in this visit.
    pub role: CommissionRole,
    /// Checklist sections this member answers (`SAFE/s_fire`); empty means all.
    pub sections: Vec<String>,
}

impl std::fmt::Debug for CommissionMember {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CommissionMember")
            .field("person", &self.person)
            .field("role", &self.role)
            .finish()
    }
}

/// A person's assignment to a visit, for deciding who may read its drafts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignment {
    /// The visit.
    pub visit: VisitId,
    /// The person.
    pub person: PersonId,
}
