//! Who may sign what, asked before anything is signed and again before a signature is kept.

use crate::error::ClientError;
use crate::ui::UserError;
use baqylau_domain::act::ActKind;
use baqylau_domain::identifiers::PersonId;
use baqylau_domain::people::{CommissionMember, CommissionRole};
use baqylau_domain::policy::Policy;
use baqylau_domain::signatory::{self, Capacity, Holder, SignatoryRefusal, Signing};
use baqylau_domain::visit::Visit;
use baqylau_signing::{Role, Signer};

/// The word a role travels as.
fn word(role: Role) -> String {
    match serde_json::to_value(role) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// What a certificate says of its holder.
pub(crate) fn holder(signer: &Signer) -> Holder {
    Holder {
        iin: signer.iin.as_deref().and_then(|iin| iin.parse().ok()),
        bin: signer.bin.as_deref().and_then(|bin| bin.parse().ok()),
        capacities: signer
            .roles
            .iter()
            .filter_map(|role| Capacity::of_role(&word(*role)))
            .collect(),
    }
}

/// Whether a member may sign the fixed act of a visit with this certificate.
///
/// # Errors
/// The refusal of the rule, in words.
pub(crate) fn judge(
    policy: &Policy,
    visit: &Visit,
    person: PersonId,
    signer: &Signer,
) -> Result<(), ClientError> {
    let file = visit
        .stage
        .signed_file()
        .ok_or_else(|| ClientError::refused("client-act-not-fixed"))?;
    let member = visit
        .member(person)
        .ok_or_else(|| ClientError::refused("signing-error-not-member"))?;
    judge_as(policy, file.act.kind, member, signer).map_err(ClientError::Refused)
}

/// Whether a member may sign such an act with this certificate.
///
/// # Errors
/// The refusal of the rule, in words.
fn judge_as(
    policy: &Policy,
    document: ActKind,
    member: &CommissionMember,
    signer: &Signer,
) -> Result<(), UserError> {
    let signing = Signing {
        document,
        role: member.role,
        iin: member.iin,
        // Orders name the authority in words; its БИН isn't among the records.
        authority: None,
    };
    signatory::judge(&policy.signatories.value, &signing, &holder(signer))
        .map_err(|refusal| refusal_error(&refusal))
}

/// Why a key signs no act of a commission at all, whoever's it is; `None` when it signs some.
pub(crate) fn barred(policy: &Policy, signer: &Signer) -> Option<UserError> {
    let holder = holder(signer);
    let kinds = [ActKind::Monitoring, ActKind::AdmissionRefusal];
    let roles = [
        CommissionRole::Member,
        CommissionRole::Secretary,
        CommissionRole::Chair,
    ];
    let mut first = None;
    for document in kinds {
        for role in roles {
            let signing = Signing {
                document,
                role,
                iin: holder.iin,
                authority: None,
            };
            match signatory::judge(&policy.signatories.value, &signing, &holder) {
                Ok(()) => return None,
                Err(refusal) => first = first.or(Some(refusal)),
            }
        }
    }
    first.map(|refusal| refusal_error(&refusal))
}

/// A refusal as a message.
pub(crate) fn refusal_error(refusal: &SignatoryRefusal) -> UserError {
    UserError::new(match refusal {
        SignatoryRefusal::AnotherPerson => "signing-error-other-person",
        SignatoryRefusal::Barred { capacity } => match capacity {
            Capacity::InformationSystem => "signatory-system",
            Capacity::TreasuryClient => "signatory-treasury",
            Capacity::Notary => "signatory-notary",
            Capacity::AuthorityStaff => "signatory-authority-staff",
            _ => "signatory-not-accepted",
        },
        SignatoryRefusal::NotAccepted { .. } => "signatory-not-accepted",
        SignatoryRefusal::AnotherAuthority { .. } => "signatory-other-authority",
        SignatoryRefusal::NoRule => "signatory-no-rule",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_of_a_certificate_is_a_capacity_the_rule_knows() {
        let capacity = |role| Capacity::of_role(&word(role));
        for (role, meant) in [
            (Role::Individual, Some(Capacity::Individual)),
            (Role::IndividualSystem, Some(Capacity::InformationSystem)),
            (Role::LegalEntity, Some(Capacity::LegalEntity)),
            (Role::FirstHead, Some(Capacity::FirstHead)),
            (Role::RightToSign, Some(Capacity::RightToSign)),
            (Role::FinancialDocuments, Some(Capacity::FinancialDocuments)),
            (
                Role::PersonnelDepartment,
                Some(Capacity::PersonnelDepartment),
            ),
            (Role::Employee, Some(Capacity::Employee)),
            (Role::InformationSystem, Some(Capacity::InformationSystem)),
            (Role::TreasuryClient, Some(Capacity::TreasuryClient)),
            (Role::Notary, Some(Capacity::Notary)),
            (Role::NucAdministrator, Some(Capacity::AuthorityStaff)),
            (Role::NucManager, Some(Capacity::AuthorityStaff)),
            (Role::NucOperator, Some(Capacity::AuthorityStaff)),
            (Role::IdentifiedInPerson, None),
            (Role::IdentifiedRemotely, None),
            (Role::DigitalId, None),
            (Role::CivilServant, Some(Capacity::CivilServant)),
            (Role::Archivist, Some(Capacity::Archivist)),
        ] {
            assert_eq!(capacity(role), meant, "{role:?}");
        }
    }
}
