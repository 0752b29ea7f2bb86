//! Ways in which checks on learners and teachers fail.

use super::{Failure, learns, life, teaches};
use crate::world::{day, learner, others, september, teacher, us};
use baqylau_domain::checks::{Capacity, CheckId, FactValue, LifeStatus, Reason, Source, Study};
use std::collections::BTreeSet;

/// One after the other.
pub fn failures() -> Vec<Failure> {
    use CheckId as C;
    use FactValue as V;
    use Reason as R;
    let period = september();
    let both = BTreeSet::from([us(), others()]);
    let elsewhere_only = BTreeSet::from([others()]);
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
