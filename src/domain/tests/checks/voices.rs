//! What the LMS of several organisations say of one person: united where only all of them together
//! say it, standing beside each other where they contradict.

use crate::world::{case, learner, now, others, said, september, teacher, us};
use baqylau_domain::calendar::Period;
use baqylau_domain::checks::{
    CheckId, CheckMoment, CheckParameters, Fact, FactValue, Facts, Programme, Reason, Report, Row,
    Source, Study, Subject, Unknown, Verdict, united,
};
use baqylau_domain::identifiers::{Bin, OrganisationId};
use chrono::TimeDelta;
use std::collections::BTreeSet;

fn organisation(n: u128) -> OrganisationId {
    OrganisationId::new(uuid::Uuid::from_u128(n))
}

/// What the LMS of the nth organisation says of the learner.
fn by(n: u128, value: FactValue) -> Fact {
    Fact {
        by: Some(organisation(n)),
        ..said(Subject::Person(learner()), value, Source::Lms)
    }
}

fn lists(n: u128, bin: Bin, period: Period) -> Fact {
    let organisations = BTreeSet::from([bin]);
    by(
        n,
        FactValue::Enrolment {
            period,
            organisations,
        },
    )
}

fn row(check: CheckId, facts: Vec<Fact>) -> Row {
    let parameters = CheckParameters::pilot();
    let facts: Facts = united(facts, &parameters).into_iter().collect();
    let case = case(Programme::Schooling, CheckMoment::Monthly);
    let report = Report::run(&case, &facts, &parameters, now());
    let person = match check {
        CheckId::TeacherDuplicate => teacher(),
        _ => learner(),
    };
    report.row(check, &Subject::Person(person)).unwrap().clone()
}

#[test]
fn a_learner_whom_two_organisations_list_is_found_by_both_their_words() {
    let (one, two) = (lists(1, us(), september()), lists(2, others(), september()));
    let alone = row(CheckId::LearnerDuplicate, vec![one.clone()]);
    assert_eq!(alone.verdict, Verdict::Passed);
    let both = row(CheckId::LearnerDuplicate, vec![two, one.clone()]);
    assert_eq!(both.verdict, Verdict::Failed(Reason::Duplicate));
    let said = both.evidence.last().unwrap();
    assert_eq!(said.said, format!("{} {}", us(), others()));
    assert_eq!(said.source, Source::Lms);
    // The other takes its word back: an empty list, later.
    let later = now();
    let gone = Fact {
        as_of: later,
        ..by(
            2,
            FactValue::Enrolment {
                period: september(),
                organisations: BTreeSet::new(),
            },
        )
    };
    let again = row(CheckId::LearnerDuplicate, vec![one, gone]);
    assert_eq!(again.verdict, Verdict::Passed);
    assert_eq!(again.evidence.last().unwrap().as_of, later);
}

#[test]
fn organisations_that_contradict_each_other_leave_the_check_unknown() {
    let period = september();
    let study = |n, study| by(n, FactValue::StudyKind { period, study });
    let agree = vec![study(1, Study::Home), study(2, Study::Home)];
    assert_eq!(row(CheckId::LearnerStudy, agree).verdict, Verdict::Passed);
    let differ = vec![study(1, Study::Home), study(2, Study::GeneralClass)];
    let found = row(CheckId::LearnerStudy, differ);
    assert_eq!(found.verdict, Verdict::Unknown(Unknown::Conflict));
    let voices: BTreeSet<_> = found.evidence.iter().map(|one| one.by).collect();
    assert_eq!(voices.len(), 2, "both words are evidence");
}

#[test]
fn marks_of_several_organisations_are_counted_together() {
    let period = september();
    let marks = |n, marks| by(n, FactValue::Progress { period, marks });
    let moved = row(CheckId::LearnerProgress, vec![marks(1, 0), marks(2, 9)]);
    assert_eq!(moved.verdict, Verdict::Passed);
    let none = row(CheckId::LearnerProgress, vec![marks(1, 0), marks(2, 0)]);
    assert_eq!(none.verdict, Verdict::Failed(Reason::NoMarks));
}

#[test]
fn moves_are_counted_over_the_months_of_the_window() {
    let month = |back: i32| september().plus_months(-back).unwrap();
    // To and fro: here, there, here, there, here; nobody lists anybody in July.
    let to_and_fro = |backs: [i32; 5]| {
        let mut facts = Vec::new();
        for (n, back) in backs.into_iter().enumerate() {
            let here = n % 2 == 0;
            let bin = if here { us() } else { others() };
            facts.push(lists(u128::from(here), bin, month(back)));
        }
        facts
    };
    let often = row(CheckId::LearnerMoves, to_and_fro([5, 4, 3, 1, 0]));
    assert_eq!(often.verdict, Verdict::Failed(Reason::MovedOften));
    let last = often.evidence.last().unwrap();
    assert_eq!((&*last.said, last.against.as_deref()), ("4", Some("3")));
    // The same, but two of the moves were more than a year ago.
    let once = row(CheckId::LearnerMoves, to_and_fro([14, 13, 12, 1, 0]));
    assert_eq!(once.verdict, Verdict::Passed);
    assert_eq!(once.evidence.last().unwrap().said, "1");
    // Listed by both at once isn't a move back.
    let both = vec![
        lists(1, us(), month(1)),
        lists(1, us(), month(0)),
        lists(2, others(), month(0)),
    ];
    assert_eq!(
        row(CheckId::LearnerMoves, both)
            .evidence
            .last()
            .unwrap()
            .said,
        "1"
    );
}

#[test]
fn a_teacher_of_two_regions_is_told_from_one_of_two_schools() {
    let teaches = |n: u128, bin: Bin, region: &str| Fact {
        about: Subject::Person(teacher()),
        ..by(
            n,
            FactValue::Teaching {
                period: september(),
                organisations: BTreeSet::from([bin]),
                regions: BTreeSet::from([region.parse().unwrap()]),
            },
        )
    };
    let near = vec![
        teaches(1, us(), "750000000"),
        teaches(2, others(), "750000000"),
    ];
    let near = row(CheckId::TeacherDuplicate, near);
    assert_eq!(near.verdict, Verdict::Failed(Reason::Duplicate));
    let far = vec![
        teaches(1, us(), "750000000"),
        teaches(2, others(), "390000000"),
    ];
    let far = row(CheckId::TeacherDuplicate, far);
    assert_eq!(far.verdict, Verdict::Failed(Reason::InTwoRegions));
    let said = &far.evidence.last().unwrap().said;
    assert_eq!(*said, format!("{} {} 390000000 750000000", us(), others()));
}

#[test]
fn a_word_that_came_before_takes_no_younger_one_s_place() {
    let period = september();
    let study = |study, hours| Fact {
        as_of: now() - TimeDelta::hours(hours),
        ..by(1, FactValue::StudyKind { period, study })
    };
    let mut facts = Facts::new();
    assert!(facts.insert(study(Study::Home, 1)).is_some());
    assert!(facts.insert(study(Study::GeneralClass, 2)).is_none());
}
