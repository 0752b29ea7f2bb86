//! Each check, passed in a good world and failed for each of its reasons.

use crate::world::{
    ACT, building, day, elsewhere, entity, facts, founder, head, invoice, learner, licence, others,
    rka, said, september, teacher, us, verdict,
};
use baqylau_domain::checks::{
    Capacity, CheckId, EntityStatus, FactValue, Founder, InvoiceRecord, InvoiceStatus,
    LicenceRecord, LifeStatus, NotNeeded, Reason, SignatureVerdict, Source, Study, Subject,
    Unknown, Verdict,
};
use baqylau_domain::money::Tiyn;
use baqylau_domain::organisation::{LicenceStatus, Purpose};
use std::collections::BTreeSet;

/// A word that spoils the good world, by the source that says it.
pub type Spoil = (Subject, FactValue, Source);

fn own(value: FactValue, source: Source) -> Spoil {
    (Subject::Organisation(us()), value, source)
}

/// An encumbrance of February 2024.
fn encumbered(registered: bool, until: Option<&str>) -> FactValue {
    FactValue::Encumbrance {
        registered,
        since: "2024-02-01".parse().ok(),
        until: until.and_then(|day| day.parse().ok()),
    }
}

fn built(value: FactValue, source: Source) -> Spoil {
    (Subject::Premises(building()), value, source)
}

fn acts(value: FactValue, source: Source) -> Spoil {
    (Subject::Person(head()), value, source)
}

fn learns(value: FactValue, source: Source) -> Spoil {
    (Subject::Person(learner()), value, source)
}

fn teaches(value: FactValue, source: Source) -> Spoil {
    (Subject::Person(teacher()), value, source)
}

fn of_act(value: FactValue, source: Source) -> Spoil {
    (Subject::Document(ACT.into()), value, source)
}

fn licences(licences: Vec<LicenceRecord>) -> Spoil {
    own(FactValue::Licences { licences }, Source::Elicensing)
}

/// Every way in which each check fails.
pub fn failures() -> Vec<(CheckId, Spoil, Reason)> {
    use CheckId as C;
    use FactValue as V;
    use Reason as R;
    let period = september();
    let both = BTreeSet::from([us(), others()]);
    let elsewhere_only = BTreeSet::from([others()]);
    let life = |iin, status| (Subject::Person(iin), V::Life { status }, Source::GbdFl);
    let no_head = V::LegalEntity {
        status: EntityStatus::Active,
        head: None,
        founders: BTreeSet::from([Founder::Person(founder())]),
    };
    let late = LicenceRecord {
        until: Some(day(2026, 10, 25)),
        ..licence(LicenceStatus::Active)
    };
    let early = LicenceRecord {
        from: day(2026, 10, 27),
        ..licence(LicenceStatus::Active)
    };
    let invoiced = |invoice| of_act(V::Invoice { invoice }, Source::Esf);
    let right = |holder, until| built(V::PropertyRight { holder, until }, Source::Egkn);
    let contract = |organisation, from, until| {
        learns(
            V::StudyContract {
                organisation,
                from,
                until,
            },
            Source::Lms,
        )
    };
    let studies = |study| learns(V::StudyKind { period, study }, Source::Lms);
    vec![
        (
            C::OrgStatus,
            own(entity(EntityStatus::Liquidated), Source::GbdUl),
            R::EntityNotActive,
        ),
        (
            C::OrgStatus,
            own(entity(EntityStatus::InLiquidation), Source::GbdUl),
            R::EntityNotActive,
        ),
        (
            C::OrgStatus,
            own(entity(EntityStatus::NotFound), Source::GbdUl),
            R::EntityNotFound,
        ),
        (C::OrgHead, own(no_head, Source::GbdUl), R::HeadMissing),
        (
            C::OrgHead,
            own(V::StatedHead { head: founder() }, Source::Applicant),
            R::HeadDiffers,
        ),
        (C::OrgHead, life(head(), LifeStatus::Dead), R::HeadNotAlive),
        (
            C::OrgFounders,
            life(founder(), LifeStatus::Dead),
            R::FounderNotAlive,
        ),
        (
            C::OrgFounders,
            (
                Subject::Organisation(others()),
                entity(EntityStatus::Liquidated),
                Source::GbdUl,
            ),
            R::FounderNotActive,
        ),
        (
            C::OrgStateShare,
            own(V::StateShare { hundredths: 1 }, Source::StateProperty),
            R::StateShare,
        ),
        (C::OrgLicence, licences(vec![]), R::LicenceMissing),
        (
            C::OrgLicence,
            licences(vec![licence(LicenceStatus::Suspended)]),
            R::LicenceSuspended,
        ),
        (
            C::OrgLicence,
            licences(vec![licence(LicenceStatus::Withdrawn)]),
            R::LicenceWithdrawn,
        ),
        (C::OrgLicence, licences(vec![late]), R::LicenceOutOfTerm),
        (C::OrgLicence, licences(vec![early]), R::LicenceOutOfTerm),
        (
            C::OrgSignature,
            of_act(
                V::Signature {
                    verdict: SignatureVerdict::Invalid,
                    organisation: Some(us()),
                },
                Source::Nca,
            ),
            R::SignatureInvalid,
        ),
        (
            C::OrgSignature,
            of_act(
                V::Signature {
                    verdict: SignatureVerdict::Valid,
                    organisation: None,
                },
                Source::Nca,
            ),
            R::SignatureOfAnother,
        ),
        (
            C::OrgTaxDebt,
            own(V::TaxDebt { amount: Tiyn(1) }, Source::Culs),
            R::TaxDebt,
        ),
        (
            C::OrgSocialPayments,
            own(V::SocialPayments { overdue: Tiyn(1) }, Source::Culs),
            R::SocialPaymentsOverdue,
        ),
        (
            C::OrgPhone,
            acts(V::Phone { belongs: false }, Source::Bmg),
            R::PhoneOfAnother,
        ),
        (
            C::OrgBiometrics,
            acts(V::BiometricMatch { matched: false }, Source::Biometrics),
            R::BiometricsDiffer,
        ),
        (
            C::OrgSms,
            acts(V::SmsConfirmation { confirmed: false }, Source::Sms1414),
            R::SmsNotConfirmed,
        ),
        (
            C::OrgQrOrder,
            own(V::QrOrder { number: None }, Source::Lms),
            R::QrOrderMissing,
        ),
        (
            C::OrgAccount,
            own(
                V::PayeeAccount {
                    holder: Some(us()),
                    open: false,
                },
                Source::Treasury,
            ),
            R::AccountClosed,
        ),
        (
            C::OrgAccount,
            own(
                V::PayeeAccount {
                    holder: Some(others()),
                    open: true,
                },
                Source::Treasury,
            ),
            R::AccountOfAnother,
        ),
        (C::ActInvoice, invoiced(None), R::InvoiceMissing),
        (
            C::ActInvoice,
            invoiced(Some(InvoiceRecord {
                status: InvoiceStatus::Withdrawn,
                ..invoice()
            })),
            R::InvoiceNotInForce,
        ),
        (
            C::ActInvoice,
            invoiced(Some(InvoiceRecord {
                supplier: others(),
                ..invoice()
            })),
            R::InvoiceOfAnother,
        ),
        (
            // The case of the rounded unit price: 1.47 tenge apart.
            C::ActInvoice,
            invoiced(Some(InvoiceRecord {
                amount: Tiyn(2_559_916_667),
                ..invoice()
            })),
            R::InvoiceSumDiffers,
        ),
        (
            C::PremisesLicence,
            built(V::StatedAddress { rka: elsewhere() }, Source::Applicant),
            R::AddressNotInLicence,
        ),
        (
            C::PremisesLicence,
            licences(vec![licence(LicenceStatus::Withdrawn)]),
            R::AddressNotInLicence,
        ),
        (C::PremisesRight, right(None, None), R::RightMissing),
        (
            C::PremisesRight,
            right(Some(others()), None),
            R::RightOfAnother,
        ),
        (
            C::PremisesRight,
            right(Some(us()), Some(day(2026, 10, 25))),
            R::RightEnded,
        ),
        (
            C::PremisesPurpose,
            built(
                V::BuildingPurpose {
                    purpose: Purpose::Other,
                },
                Source::Egkn,
            ),
            R::PurposeDiffers,
        ),
        (
            C::PremisesPledge,
            built(encumbered(false, None), Source::Egkn),
            R::PledgeNotRegistered,
        ),
        (
            C::PremisesPledge,
            built(encumbered(true, Some("2044-01-30")), Source::Egkn),
            R::PledgeTooShort,
        ),
        // One that ended isn't registered any more, however long it was.
        (
            C::PremisesPledge,
            built(encumbered(true, Some("2025-01-31")), Source::Egkn),
            R::PledgeNotRegistered,
        ),
        (
            C::PremisesAddress,
            built(
                V::AddressCode {
                    rka: rka(),
                    exists: false,
                },
                Source::AddressRegister,
            ),
            R::AddressCodeUnknown,
        ),
        (
            C::PremisesAddress,
            built(
                V::AddressCode {
                    rka: elsewhere(),
                    exists: true,
                },
                Source::AddressRegister,
            ),
            R::AddressCodeDiffers,
        ),
        (
            // One percent is borne with, a hundredth more isn't.
            C::PremisesArea,
            built(
                V::StatedArea {
                    hundredths: 252_501,
                },
                Source::Applicant,
            ),
            R::AreaOverstated,
        ),
        (
            // Ayteke bi: 793 learners under a permit for 442.
            C::PremisesPermit,
            built(
                V::Contingent {
                    period,
                    learners: 793,
                },
                Source::Lms,
            ),
            R::OverPermit,
        ),
        (
            C::PremisesFire,
            built(V::FireSafety { conforms: false }, Source::Elicensing),
            R::FireSafetyMissing,
        ),
        (
            C::PremisesSanitary,
            built(
                V::SanitaryConformity {
                    conforms: false,
                    places: Some(442),
                },
                Source::Elicensing,
            ),
            R::SanitaryMissing,
        ),
        (
            C::PremisesAntiterror,
            built(V::Antiterror { conforms: false }, Source::Elicensing),
            R::AntiterrorMissing,
        ),
        (
            C::LearnerBirth,
            learns(
                V::StatedBirth {
                    date: day(2015, 3, 15),
                },
                Source::Lms,
            ),
            R::BirthDiffers,
        ),
        (
            C::LearnerCitizenship,
            learns(V::Citizenship { country: Some(643) }, Source::GbdFl),
            R::NotCitizen,
        ),
        (
            C::LearnerCitizenship,
            learns(V::Citizenship { country: None }, Source::GbdFl),
            R::NotCitizen,
        ),
        (
            C::LearnerLife,
            life(learner(), LifeStatus::Dead),
            R::PersonDead,
        ),
        (
            C::LearnerLife,
            life(learner(), LifeStatus::NotFound),
            R::PersonNotFound,
        ),
        (
            C::LearnerDuplicate,
            learns(
                V::Enrolment {
                    period,
                    organisations: both.clone(),
                },
                Source::Lms,
            ),
            R::Duplicate,
        ),
        (
            C::LearnerDuplicate,
            learns(
                V::Enrolment {
                    period,
                    organisations: elsewhere_only.clone(),
                },
                Source::Lms,
            ),
            R::NotListed,
        ),
        (
            C::LearnerMoves,
            learns(V::Moves { period, moves: 3 }, Source::Lms),
            R::MovedOften,
        ),
        (
            C::LearnerProgress,
            learns(V::Progress { period, marks: 0 }, Source::Lms),
            R::NoMarks,
        ),
        (
            C::LearnerStudy,
            studies(Study::Distance),
            R::DistanceLearning,
        ),
        (
            C::LearnerStudy,
            studies(Study::FullTime),
            R::StudyOfAnotherKind,
        ),
        (
            C::LearnerContract,
            contract(others(), day(2026, 9, 1), None),
            R::ContractOfAnother,
        ),
        (
            C::LearnerContract,
            contract(us(), day(2026, 10, 1), None),
            R::ContractOutOfTerm,
        ),
        (
            C::LearnerContract,
            contract(us(), day(2025, 9, 1), Some(day(2026, 8, 31))),
            R::ContractOutOfTerm,
        ),
        (
            C::LearnerGrant,
            learns(V::Grant { number: None }, Source::Nct),
            R::GrantMissing,
        ),
        (
            C::LearnerCapacity,
            learns(
                V::LegalCapacity {
                    status: Capacity::Incapacitated,
                },
                Source::Minjust,
            ),
            R::Incapacitated,
        ),
        (
            C::LearnerCapacity,
            learns(
                V::LegalCapacity {
                    status: Capacity::Missing,
                },
                Source::Minjust,
            ),
            R::Missing,
        ),
        (
            C::LearnerAttendance,
            learns(
                V::Attendance {
                    period,
                    scheduled: 96,
                    attended: 47,
                },
                Source::Lms,
            ),
            R::AttendanceBelow,
        ),
        (
            C::TeacherCitizenship,
            teaches(V::Citizenship { country: Some(860) }, Source::GbdFl),
            R::NotCitizen,
        ),
        (
            C::TeacherLife,
            life(teacher(), LifeStatus::Dead),
            R::PersonDead,
        ),
        (
            C::TeacherDuplicate,
            teaches(
                V::Teaching {
                    period,
                    organisations: both.clone(),
                    regions: BTreeSet::from(["750000000".parse().unwrap()]),
                },
                Source::Lms,
            ),
            R::Duplicate,
        ),
        (
            C::TeacherDuplicate,
            teaches(
                V::Teaching {
                    period,
                    organisations: both,
                    regions: ["750000000", "390000000"]
                        .map(|code| code.parse().unwrap())
                        .into(),
                },
                Source::Lms,
            ),
            R::InTwoRegions,
        ),
        (
            C::TeacherDuplicate,
            teaches(
                V::Teaching {
                    period,
                    organisations: elsewhere_only.clone(),
                    regions: BTreeSet::new(),
                },
                Source::Lms,
            ),
            R::NotListed,
        ),
        (
            C::TeacherContributions,
            teaches(
                V::Contributions {
                    period,
                    employers: elsewhere_only.clone(),
                },
                Source::Enpf,
            ),
            R::ContributionsMissing,
        ),
        (
            C::TeacherEmployment,
            teaches(
                V::Employment {
                    employers: elsewhere_only,
                },
                Source::Enbek,
            ),
            R::EmploymentMissing,
        ),
    ]
}

fn with(check: CheckId, spoil: Spoil) -> Verdict {
    let mut facts = facts(check.check().programmes[0]);
    let (about, value, source) = spoil;
    facts.insert(said(about, value, source));
    verdict(check, &facts)
}

#[test]
fn every_check_passes_in_a_good_world() {
    for check in CheckId::ALL {
        let facts = facts(check.check().programmes[0]);
        assert_eq!(verdict(*check, &facts), Verdict::Passed, "{check:?}");
    }
}

#[test]
fn every_check_fails_for_every_reason_and_says_by_which_value() {
    let failures = failures();
    for (check, spoil, reason) in failures.clone() {
        let mut facts = facts(check.check().programmes[0]);
        let (about, value, source) = spoil;
        facts.insert(said(about, value.clone(), source));
        let report = crate::world::run(&crate::world::case_of(check), &facts);
        let row = report.row(check, &crate::world::subject_of(check)).unwrap();
        assert_eq!(row.verdict, Verdict::Failed(reason), "{check:?}");
        assert!(
            row.evidence
                .iter()
                .any(|piece| piece.source == source && piece.fact.topic == value.topic()),
            "{check:?} shows what {source:?} said"
        );
    }
    for check in CheckId::ALL {
        assert!(
            failures.iter().any(|(failed, ..)| failed == check),
            "{check:?} never failed"
        );
    }
    for reason in Reason::ALL {
        assert!(
            failures.iter().any(|(.., found)| found == reason),
            "nothing fails for {reason:?}"
        );
    }
}

#[test]
fn the_last_day_of_a_right_and_of_a_licence_still_counts() {
    let today = day(2026, 10, 26);
    let right = FactValue::PropertyRight {
        holder: Some(us()),
        until: Some(today),
    };
    assert_eq!(
        with(CheckId::PremisesRight, built(right, Source::Egkn)),
        Verdict::Passed
    );
    let ending = LicenceRecord {
        from: today,
        until: Some(today),
        ..licence(LicenceStatus::Active)
    };
    assert_eq!(
        with(CheckId::OrgLicence, licences(vec![ending])),
        Verdict::Passed
    );
}

#[test]
fn one_licence_in_force_is_enough_beside_a_withdrawn_one() {
    let both = vec![
        licence(LicenceStatus::Withdrawn),
        licence(LicenceStatus::Active),
    ];
    assert_eq!(with(CheckId::OrgLicence, licences(both)), Verdict::Passed);
}

#[test]
fn a_contract_that_meets_the_month_on_one_day_covers_it() {
    for (from, until) in [
        (day(2026, 9, 30), None),
        (day(2025, 9, 1), Some(day(2026, 9, 1))),
    ] {
        let contract = FactValue::StudyContract {
            organisation: us(),
            from,
            until,
        };
        assert_eq!(
            with(CheckId::LearnerContract, learns(contract, Source::Lms)),
            Verdict::Passed
        );
    }
}

#[test]
fn without_lessons_attendance_is_for_a_person_to_decide() {
    let none = FactValue::Attendance {
        period: september(),
        scheduled: 0,
        attended: 0,
    };
    assert_eq!(
        with(CheckId::LearnerAttendance, learns(none, Source::Lms)),
        Verdict::Unknown(Unknown::NoLessons)
    );
}

#[test]
fn what_an_answer_leaves_open_is_neither_passed_nor_failed() {
    let half = FactValue::Signature {
        verdict: SignatureVerdict::NotFullyChecked,
        organisation: Some(us()),
    };
    assert_eq!(
        with(CheckId::OrgSignature, of_act(half, Source::Nca)),
        Verdict::Unknown(Unknown::LeftOpen)
    );
    let unclear = FactValue::BuildingPurpose {
        purpose: Purpose::Unknown,
    };
    assert_eq!(
        with(CheckId::PremisesPurpose, built(unclear, Source::Egkn)),
        Verdict::Unknown(Unknown::LeftOpen)
    );
    // An encumbrance whose term nobody told isn't taken for one of twenty years.
    assert_eq!(
        with(
            CheckId::PremisesPledge,
            built(encumbered(true, None), Source::Egkn)
        ),
        Verdict::Unknown(Unknown::LeftOpen)
    );
}

#[test]
fn a_dead_founder_fails_even_where_another_founder_is_not_known() {
    let mut facts = facts(baqylau_domain::checks::Programme::Schooling);
    let other = said(
        Subject::Organisation(others()),
        entity(EntityStatus::Active),
        Source::GbdUl,
    );
    facts.remove(&other.key(), Source::GbdUl);
    assert_eq!(
        verdict(CheckId::OrgFounders, &facts),
        Verdict::Unknown(Unknown::NotAsked)
    );
    facts.insert(said(
        Subject::Person(founder()),
        FactValue::Life {
            status: LifeStatus::Dead,
        },
        Source::GbdFl,
    ));
    assert_eq!(
        verdict(CheckId::OrgFounders, &facts),
        Verdict::Failed(Reason::FounderNotAlive)
    );
}

#[test]
fn what_is_not_there_to_be_judged_does_not_apply() {
    use baqylau_domain::checks::{CheckMoment, CheckParameters, Programme, Report};
    let mut case = crate::world::case(Programme::Voucher, CheckMoment::Change);
    case.document = None;
    case.period = None;
    case.representative = None;
    let mut facts = facts(Programme::Voucher);
    facts.insert(said(
        Subject::Organisation(us()),
        FactValue::LegalEntity {
            status: EntityStatus::Active,
            head: Some(head()),
            founders: BTreeSet::new(),
        },
        Source::GbdUl,
    ));
    let report = Report::run(
        &case,
        &facts,
        &CheckParameters::pilot(),
        crate::world::now(),
    );
    let verdict = |check| {
        let subject = crate::world::subject_of(check);
        report.row(check, &subject).unwrap().verdict
    };
    for (check, why) in [
        (CheckId::OrgSignature, NotNeeded::NoDocument),
        (CheckId::ActInvoice, NotNeeded::NoDocument),
        (CheckId::OrgPhone, NotNeeded::NoRepresentative),
        (CheckId::OrgFounders, NotNeeded::NoFounders),
        (CheckId::LearnerDuplicate, NotNeeded::NoPeriod),
        (CheckId::LearnerAttendance, NotNeeded::NoPeriod),
        (CheckId::TeacherContributions, NotNeeded::NoPeriod),
    ] {
        assert_eq!(verdict(check), Verdict::NotApplicable(why), "{check:?}");
    }
    let unlimited = FactValue::SanitaryConformity {
        conforms: true,
        places: None,
    };
    assert_eq!(
        with(
            CheckId::PremisesPermit,
            built(unlimited, Source::Elicensing)
        ),
        Verdict::NotApplicable(NotNeeded::NoLimit)
    );
}

#[test]
fn evidence_says_what_was_said_in_the_words_of_records() {
    let facts = facts(baqylau_domain::checks::Programme::Schooling);
    for (check, said, against) in [
        (CheckId::OrgStatus, "active", None),
        (CheckId::OrgSignature, "valid", None),
        (CheckId::OrgTaxDebt, "0", Some("0")),
        (CheckId::OrgLicence, "KZ01LAA00000001", Some("2026-10-26")),
        (CheckId::PremisesPurpose, "education", None),
        (CheckId::PremisesPermit, "442", Some("442")),
        (CheckId::LearnerLife, "alive", None),
        (CheckId::LearnerStudy, "general-class", None),
        (CheckId::LearnerCitizenship, "398", Some("398")),
        (CheckId::LearnerBirth, "stated", None),
    ] {
        let report = crate::world::run(&crate::world::case_of(check), &facts);
        let row = report.row(check, &crate::world::subject_of(check)).unwrap();
        let last = row.evidence.last().unwrap();
        assert_eq!(
            (&*last.said, last.against.as_deref()),
            (said, against),
            "{check:?}"
        );
    }
}

#[test]
fn contributions_that_are_not_due_yet_are_not_missing() {
    let mut facts = facts(baqylau_domain::checks::Programme::Schooling);
    facts.insert(said(
        Subject::Person(teacher()),
        FactValue::Contributions {
            period: september(),
            employers: BTreeSet::from([others()]),
        },
        Source::Enpf,
    ));
    let case = crate::world::case_of(CheckId::TeacherContributions);
    let on = |moment: &str| {
        let parameters = baqylau_domain::checks::CheckParameters::pilot();
        let report = baqylau_domain::checks::Report::run(
            &case,
            &facts,
            &parameters,
            moment.parse().unwrap(),
        );
        let subject = Subject::Person(teacher());
        report
            .row(CheckId::TeacherContributions, &subject)
            .unwrap()
            .verdict
    };
    // The last evening by the day of Kazakhstan, and the morning after.
    assert_eq!(
        on("2026-10-25T18:59:59Z"),
        Verdict::Unknown(Unknown::LeftOpen)
    );
    assert_eq!(
        on("2026-10-25T19:00:00Z"),
        Verdict::Failed(Reason::ContributionsMissing)
    );
}
