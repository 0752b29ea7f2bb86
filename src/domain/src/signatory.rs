//! Who may sign what: which capacities of a certificate are accepted under which document.

use crate::act::ActKind;
use crate::identifiers::{Bin, Iin};
use crate::people::CommissionRole;
use serde::{Deserialize, Serialize};
use std::fmt;

/// In what capacity a certificate was issued, as its issuer writes it into the certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Capacity {
    /// Физическое лицо.
    Individual,
    /// Юридическое лицо; stands beside one of the capacities that follow.
    LegalEntity,
    /// Первый руководитель.
    FirstHead,
    /// Лицо, наделённое правом подписи.
    RightToSign,
    /// Right to sign financial documents.
    FinancialDocuments,
    /// Employee of the personnel department.
    PersonnelDepartment,
    /// Сотрудник организации.
    Employee,
    /// Civil servant holding a certificate of the state's own authority.
    CivilServant,
    /// Archive keeper.
    Archivist,
    /// Information system of a person or an organisation: no person signs with it.
    InformationSystem,
    /// Client of the Treasury: for payment documents.
    TreasuryClient,
    /// Notary.
    Notary,
    /// Staff of a certification authority.
    AuthorityStaff,
    /// A capacity this program doesn't know.
    Other,
}

impl Capacity {
    /// The capacity that the word for a role means, as verdicts on signatures spell it
    /// (`first_head`); `None` for words that say how a holder was identified, not as what.
    pub fn of_role(word: &str) -> Option<Self> {
        Some(match word {
            "identified_in_person" | "identified_remotely" | "digital_id" => return None,
            "individual" => Self::Individual,
            "legal_entity" => Self::LegalEntity,
            "first_head" => Self::FirstHead,
            "right_to_sign" => Self::RightToSign,
            "financial_documents" => Self::FinancialDocuments,
            "personnel_department" => Self::PersonnelDepartment,
            "employee" => Self::Employee,
            "civil_servant" => Self::CivilServant,
            "archivist" => Self::Archivist,
            "individual_system" | "information_system" => Self::InformationSystem,
            "treasury_client" => Self::TreasuryClient,
            "notary" => Self::Notary,
            "nuc_administrator" | "nuc_manager" | "nuc_operator" => Self::AuthorityStaff,
            _ => Self::Other,
        })
    }
}

/// Whether the organisation named in a certificate matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum AuthorityDemand {
    /// Any organisation, or none.
    None,
    /// The authority that sends the commission, wherever its БИН is known.
    WhereKnown,
}

/// What is accepted under a document. A rule that names neither document nor part speaks of all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SignatoryRule {
    /// Which act; absent: any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<ActKind>,
    /// Which part in the commission; absent: any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<CommissionRole>,
    /// A certificate with one of these is accepted...
    pub accepted: Vec<Capacity>,
    /// ...unless it has one of these as well.
    pub barred: Vec<Capacity>,
    /// Whether a certificate that names no capacity is accepted: some authorities write none.
    pub unnamed: bool,
    /// Whether the organisation in the certificate matters.
    pub authority: AuthorityDemand,
}

/// What is signed, and by whom it must be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Signing {
    /// Which act.
    pub document: ActKind,
    /// The signer's part in the commission.
    pub role: CommissionRole,
    /// ИИН of the member. Absent in a plan the registry hasn't taken in: nobody can sign then.
    pub iin: Option<Iin>,
    /// БИН of the authority that sends the commission, where it is known.
    pub authority: Option<Bin>,
}

// ИИН must not reach a log.
impl fmt::Debug for Signing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signing")
            .field("document", &self.document)
            .field("role", &self.role)
            .finish_non_exhaustive()
    }
}

/// What a certificate says of its holder.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Holder {
    /// ИИН, if there is one that is a number of a person.
    pub iin: Option<Iin>,
    /// БИН of the organisation the holder acts for.
    pub bin: Option<Bin>,
    /// Capacities, in the order of the certificate.
    pub capacities: Vec<Capacity>,
}

impl fmt::Debug for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Holder")
            .field("bin", &self.bin)
            .field("capacities", &self.capacities)
            .finish_non_exhaustive()
    }
}

/// Why a certificate isn't accepted under a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignatoryRefusal {
    /// It belongs to somebody else than the member who signs.
    AnotherPerson,
    /// It was issued for something this document isn't signed with.
    Barred {
        /// For what.
        capacity: Capacity,
    },
    /// None of its capacities is accepted.
    NotAccepted {
        /// Its capacities; empty when it names none.
        found: Vec<Capacity>,
        /// Those of which one is needed.
        accepted: Vec<Capacity>,
    },
    /// Its holder acts for another organisation than the authority that sends the commission.
    AnotherAuthority {
        /// БИН in the certificate, if there is one.
        found: Option<Bin>,
    },
    /// No rule speaks of this document and this part.
    NoRule,
}

/// The pilot's rule: a member signs any act of the commission with any key of theirs that signs
/// for a person, their own or an organisation's, a civil servant's among them. Keys of information
/// systems sign without a person, keys of Treasury clients and notaries are issued for other
/// documents.
pub fn pilot_rules() -> Vec<SignatoryRule> {
    vec![SignatoryRule {
        document: None,
        role: None,
        accepted: vec![
            Capacity::Individual,
            Capacity::FirstHead,
            Capacity::RightToSign,
            Capacity::FinancialDocuments,
            Capacity::PersonnelDepartment,
            Capacity::Employee,
            Capacity::CivilServant,
        ],
        barred: vec![
            Capacity::InformationSystem,
            Capacity::TreasuryClient,
            Capacity::Notary,
            Capacity::AuthorityStaff,
        ],
        unnamed: true,
        authority: AuthorityDemand::None,
    }]
}

/// Judges a certificate by the first rule that speaks of the document and the signer's part.
///
/// # Errors
/// [`SignatoryRefusal`], the most telling first: the person, then what the key is for, then whose
/// it is.
pub fn judge(
    rules: &[SignatoryRule],
    signing: &Signing,
    holder: &Holder,
) -> Result<(), SignatoryRefusal> {
    if signing.iin.is_none() || signing.iin != holder.iin {
        return Err(SignatoryRefusal::AnotherPerson);
    }
    let rule = rules
        .iter()
        .find(|rule| {
            rule.document
                .is_none_or(|document| document == signing.document)
                && rule.role.is_none_or(|role| role == signing.role)
        })
        .ok_or(SignatoryRefusal::NoRule)?;
    let barred = holder
        .capacities
        .iter()
        .find(|capacity| rule.barred.contains(capacity));
    if let Some(capacity) = barred {
        return Err(SignatoryRefusal::Barred {
            capacity: *capacity,
        });
    }
    let named = holder
        .capacities
        .iter()
        .any(|capacity| rule.accepted.contains(capacity));
    let unnamed = rule.unnamed && holder.capacities.is_empty();
    if !named && !unnamed {
        return Err(SignatoryRefusal::NotAccepted {
            found: holder.capacities.clone(),
            accepted: rule.accepted.clone(),
        });
    }
    match (rule.authority, signing.authority) {
        (AuthorityDemand::WhereKnown, Some(authority)) if holder.bin != Some(authority) => {
            Err(SignatoryRefusal::AnotherAuthority { found: holder.bin })
        }
        _ => Ok(()),
    }
}
