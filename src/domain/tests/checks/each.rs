//! Each check, passed in a good world and failed for each of its reasons.

use crate::failures::{Spoil, built, encumbered, failures, learns, licences, of_act};
use crate::world::{
    building, day, entity, facts, founder, head, licence, others, said, september, teacher, us,
    verdict,
};
use baqylau_domain::checks::{
    CheckId, EntityStatus, FactValue, LicenceRecord, LifeStatus, NotNeeded, Reason,
    SignatureVerdict, Source, Subject, Unknown, Verdict,
};
use baqylau_domain::organisation::{LicenceStatus, Purpose};
use std::collections::BTreeSet;

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
        (CheckId::PremisesCapacity, "442", Some("482")),
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

#[test]
fn a_building_may_be_as_full_as_it_was_designed_for_and_no_fuller() {
    use baqylau_domain::checks::{CheckParameters, Report};
    let full = |learners| {
        built(
            FactValue::Contingent {
                period: september(),
                learners,
            },
            Source::Lms,
        )
    };
    let check = CheckId::PremisesCapacity;
    assert_eq!(with(check, full(482)), Verdict::Passed);
    let over = Verdict::Failed(Reason::OverCapacity);
    assert_eq!(with(check, full(483)), over);
    assert_eq!(with(check, full(u32::MAX)), over);
    // A later parameter may bear with twice as many, as the audit of 2025 did.
    let mut twice = CheckParameters::pilot();
    twice.capacity_percent.value = 200;
    for (learners, expected) in [(964, Verdict::Passed), (965, over)] {
        let mut facts = facts(check.check().programmes[0]);
        let (about, value, source) = full(learners);
        facts.insert(said(about, value, source));
        let case = crate::world::case_of(check);
        let report = Report::run(&case, &facts, &twice, crate::world::now());
        let row = report.row(check, &Subject::Premises(building())).unwrap();
        assert_eq!(row.verdict, expected, "{learners}");
    }
    // What the registry doesn't know isn't judged.
    let mut facts = facts(check.check().programmes[0]);
    let (about, value, source) = built(FactValue::DesignCapacity { places: 1 }, Source::Registry);
    facts.remove(&said(about, value, source).key(), Source::Registry);
    assert_eq!(verdict(check, &facts), Verdict::Unknown(Unknown::NotAsked));
}
