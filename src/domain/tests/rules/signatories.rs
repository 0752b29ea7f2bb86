//! Who may sign what: the pilot's rule, and rules that demand more.

use baqylau_domain::act::ActKind;
use baqylau_domain::identifiers::{Bin, Iin};
use baqylau_domain::people::CommissionRole;
use baqylau_domain::policy::{Basis, Policy};
use baqylau_domain::signatory::{
    AuthorityDemand, Capacity, Holder, SignatoryRefusal, SignatoryRule, Signing, judge, pilot_rules,
};

use crate::world;

fn iin(index: usize) -> Iin {
    world::IINS[index].parse().unwrap()
}

fn bin(text: &str) -> Bin {
    text.parse().unwrap()
}

const AUTHORITY: &str = "940140000385";
const ANOTHER: &str = "000740001307";

fn signing() -> Signing {
    Signing {
        document: ActKind::Monitoring,
        role: CommissionRole::Member,
        iin: Some(iin(0)),
        authority: None,
    }
}

fn holder(capacities: &[Capacity]) -> Holder {
    Holder {
        iin: Some(iin(0)),
        bin: None,
        capacities: capacities.to_vec(),
    }
}

fn pilot(capacities: &[Capacity]) -> Result<(), SignatoryRefusal> {
    judge(&pilot_rules(), &signing(), &holder(capacities))
}

#[test]
fn a_member_signs_with_their_own_key_and_with_an_organisations() {
    for own in [
        &[Capacity::Individual][..],
        &[Capacity::LegalEntity, Capacity::FirstHead],
        &[Capacity::LegalEntity, Capacity::RightToSign],
        &[Capacity::LegalEntity, Capacity::Employee],
        &[Capacity::LegalEntity, Capacity::FinancialDocuments],
        &[Capacity::LegalEntity, Capacity::PersonnelDepartment],
        &[Capacity::CivilServant],
        // Demonstrations and some certificates of the state name none.
        &[],
    ] {
        assert_eq!(pilot(own), Ok(()), "{own:?}");
    }
}

#[test]
fn what_was_issued_for_something_else_never_signs_an_act() {
    for capacity in [
        Capacity::InformationSystem,
        Capacity::TreasuryClient,
        Capacity::Notary,
        Capacity::AuthorityStaff,
    ] {
        let refused = Err(SignatoryRefusal::Barred { capacity });
        assert_eq!(pilot(&[capacity]), refused);
        // Not even beside a capacity that is accepted.
        assert_eq!(pilot(&[Capacity::FirstHead, capacity]), refused);
    }
    for alone in [Capacity::LegalEntity, Capacity::Archivist, Capacity::Other] {
        assert!(matches!(
            pilot(&[alone]),
            Err(SignatoryRefusal::NotAccepted { found, .. }) if found == [alone]
        ));
    }
}

#[test]
fn the_person_is_asked_for_before_anything_else() {
    let mut another = holder(&[Capacity::InformationSystem]);
    another.iin = Some(iin(1));
    let rules = pilot_rules();
    let refused = Err(SignatoryRefusal::AnotherPerson);
    assert_eq!(judge(&rules, &signing(), &another), refused);
    another.iin = None;
    assert_eq!(judge(&rules, &signing(), &another), refused);
    // A member nobody knows the number of is nobody, and so is a certificate without one.
    let unknown = Signing {
        iin: None,
        ..signing()
    };
    assert_eq!(judge(&rules, &unknown, &another), refused);
}

#[test]
fn an_authority_is_demanded_only_where_it_is_known() {
    let rules = [SignatoryRule {
        authority: AuthorityDemand::WhereKnown,
        ..pilot_rules().remove(0)
    }];
    let mut head = holder(&[Capacity::FirstHead]);
    let known = Signing {
        authority: Some(bin(AUTHORITY)),
        ..signing()
    };
    assert_eq!(judge(&rules, &signing(), &head), Ok(()));
    assert_eq!(
        judge(&rules, &known, &head),
        Err(SignatoryRefusal::AnotherAuthority { found: None })
    );
    head.bin = Some(bin(ANOTHER));
    assert_eq!(
        judge(&rules, &known, &head),
        Err(SignatoryRefusal::AnotherAuthority {
            found: Some(bin(ANOTHER))
        })
    );
    head.bin = Some(bin(AUTHORITY));
    assert_eq!(judge(&rules, &known, &head), Ok(()));
}

#[test]
fn the_first_rule_that_speaks_of_the_document_and_the_part_decides() {
    let only = |document, role, accepted: &[Capacity]| SignatoryRule {
        document,
        role,
        accepted: accepted.to_vec(),
        unnamed: false,
        ..pilot_rules().remove(0)
    };
    let rules = [
        only(None, Some(CommissionRole::Chair), &[Capacity::CivilServant]),
        only(Some(ActKind::Monitoring), None, &[Capacity::Individual]),
    ];
    let chair = Signing {
        role: CommissionRole::Chair,
        ..signing()
    };
    assert_eq!(
        judge(&rules, &chair, &holder(&[Capacity::CivilServant])),
        Ok(())
    );
    assert!(judge(&rules, &chair, &holder(&[Capacity::Individual])).is_err());
    assert!(judge(&rules, &chair, &holder(&[])).is_err());
    assert_eq!(
        judge(&rules, &signing(), &holder(&[Capacity::Individual])),
        Ok(())
    );
    let refusal = Signing {
        document: ActKind::AdmissionRefusal,
        ..signing()
    };
    assert_eq!(
        judge(&rules, &refusal, &holder(&[Capacity::Individual])),
        Err(SignatoryRefusal::NoRule)
    );
}

#[test]
fn the_rule_is_a_dated_parameter_and_older_parameters_are_read_with_it() {
    let policy = Policy::pilot();
    assert_eq!(policy.signatories.value, pilot_rules());
    // No legal text is at hand that names the keys of a commission.
    assert_eq!(policy.signatories.basis, Basis::Proposal);
    let mut older = serde_json::to_value(&policy).unwrap();
    older.as_object_mut().unwrap().remove("signatories");
    assert_eq!(serde_json::from_value::<Policy>(older).unwrap(), policy);
}

#[test]
fn no_number_of_a_person_is_printed() {
    let printed = format!("{:?} {:?}", signing(), holder(&[Capacity::Individual]));
    assert!(!printed.contains(world::IINS[0]), "{printed}");
}
