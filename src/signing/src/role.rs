//! In what capacity a certificate was issued: the role identifiers in its extended key usage.

use crate::oid::Oid;
use serde::{Deserialize, Serialize};

/// Capacity of the holder as НУЦ РК, УЦГО and BTS Digital write it into a certificate.
///
/// Source: the national register of object identifiers (1.2.398).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Role {
    /// Физическое лицо.
    Individual,
    /// Information system of an individual.
    IndividualSystem,
    /// Юридическое лицо; always stands beside one of the six roles that follow.
    LegalEntity,
    /// Первый руководитель: may sign anything for the organisation.
    FirstHead,
    /// Лицо, наделённое правом подписи.
    RightToSign,
    /// Right to sign financial documents.
    FinancialDocuments,
    /// Employee of the personnel department.
    PersonnelDepartment,
    /// Сотрудник организации.
    Employee,
    /// Information system of an organisation.
    InformationSystem,
    /// Client of the Treasury.
    TreasuryClient,
    /// Notary.
    Notary,
    /// Administrator of НУЦ РК.
    NucAdministrator,
    /// Manager of НУЦ РК.
    NucManager,
    /// Operator of НУЦ РК.
    NucOperator,
    /// The holder was identified in person at a ЦОН.
    IdentifiedInPerson,
    /// The holder was identified remotely.
    IdentifiedRemotely,
    /// Issued to the Digital ID of eGov Mobile.
    DigitalId,
    /// Civil servant holding a certificate of УЦГО.
    CivilServant,
    /// Archive keeper holding a certificate of УЦГО.
    Archivist,
}

/// Every role identifier; several identifiers may mean one role.
const TABLE: &[(&str, Role)] = &[
    ("1.2.398.3.3.4.1.1", Role::Individual),
    ("1.2.398.3.3.4.1.1.1", Role::IndividualSystem),
    ("1.2.398.3.3.4.1.2", Role::LegalEntity),
    ("1.2.398.3.3.4.1.2.1", Role::FirstHead),
    ("1.2.398.3.3.4.1.2.2", Role::RightToSign),
    ("1.2.398.3.3.4.1.2.3", Role::FinancialDocuments),
    ("1.2.398.3.3.4.1.2.4", Role::PersonnelDepartment),
    ("1.2.398.3.3.4.1.2.5", Role::Employee),
    ("1.2.398.3.3.4.1.2.6", Role::InformationSystem),
    ("1.2.398.5.19.1.2.2.1", Role::TreasuryClient),
    ("1.2.398.6.1.1.1.1", Role::Notary),
    ("1.2.398.3.3.4.2.1", Role::NucAdministrator),
    ("1.2.398.3.3.4.2.2", Role::NucManager),
    ("1.2.398.3.3.4.2.3", Role::NucOperator),
    ("1.2.398.3.3.4.3.1", Role::IdentifiedInPerson),
    ("1.2.398.3.3.4.3.2", Role::IdentifiedRemotely),
    ("1.2.398.3.3.4.3.2.1", Role::DigitalId),
    ("1.2.398.3.2.3.4", Role::CivilServant),
    ("1.2.398.3.2.3.1", Role::Archivist),
    ("1.2.398.3.2.3.2", Role::Archivist),
    ("1.2.398.3.2.3.3", Role::Archivist),
    ("1.2.398.3.17.3.1", Role::Individual),
    ("1.2.398.3.17.3.2", Role::LegalEntity),
    ("1.2.398.3.17.3.3", Role::FirstHead),
    ("1.2.398.3.17.3.4", Role::RightToSign),
    ("1.2.398.3.17.3.5", Role::FinancialDocuments),
    ("1.2.398.3.17.3.6", Role::PersonnelDepartment),
    ("1.2.398.3.17.3.7", Role::Employee),
];

/// Numbered information systems of an organisation: 1.2.398.3.3.4.1.2.6.n.
const INFORMATION_SYSTEMS: &str = "1.2.398.3.3.4.1.2.6.";

impl Role {
    /// The role an extended key usage names, or `None` if it names something else.
    pub fn from_oid(oid: Oid) -> Option<Self> {
        let dotted = oid.to_string();
        TABLE
            .iter()
            .find(|(known, _)| *known == dotted)
            .map(|(_, role)| *role)
            .or_else(|| {
                dotted
                    .starts_with(INFORMATION_SYSTEMS)
                    .then_some(Role::InformationSystem)
            })
    }

    /// The identifier НУЦ РК (or, where НУЦ has none, the issuer in question) uses for the role.
    pub fn oid(self) -> Option<Oid> {
        TABLE
            .iter()
            .find(|(_, role)| *role == self)
            .and_then(|(dotted, _)| dotted.parse().ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_identifier_parses_and_leads_back_to_its_role() {
        for (dotted, role) in TABLE {
            let oid: Oid = dotted.parse().unwrap();
            assert_eq!(Role::from_oid(oid), Some(*role));
            assert_eq!(role.oid().and_then(Role::from_oid), Some(*role));
        }
        assert_eq!(
            Role::from_oid("1.2.398.3.3.4.1.2.6.14".parse().unwrap()),
            Some(Role::InformationSystem)
        );
        assert_eq!(Role::from_oid("1.3.6.1.5.5.7.3.4".parse().unwrap()), None);
    }
}
