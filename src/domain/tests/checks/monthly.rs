//! The monthly verdict on one row, and that it agrees with the checks one by one.

use crate::world::{case, day, facts, learner, now, said, september, us};
use baqylau_domain::checks::{
    CheckMoment, CheckParameters, Claim, Duplicates, FactValue, LifeStatus, MonthReason as M,
    MonthReasons, MonthRules, MonthVerdict, Outcome, PersonRow, Programme, Report, Source, Study,
    Subject,
};
use baqylau_domain::identifiers::Iin;
use proptest::prelude::{Just, Strategy, any, prop, prop_oneof, proptest};
use std::collections::{BTreeMap, BTreeSet};

fn good(programme: Programme) -> PersonRow {
    PersonRow {
        number: learner().as_u64(),
        born: Some(day(2015, 3, 14)),
        life: Some(LifeStatus::Alive),
        country: Some(398),
        study: Some(match programme {
            Programme::Voucher => Study::FullTime,
            _ => Study::GeneralClass,
        }),
        contract: Some(true),
        licence: Some(true),
        attendance: Some((48, 96)),
        duplicate: false,
    }
}

fn rules(programme: Programme) -> MonthRules {
    MonthRules::of(programme, &CheckParameters::pilot(), day(2026, 10, 15))
}

fn judge(programme: Programme, change: impl FnOnce(&mut PersonRow)) -> (MonthVerdict, Vec<M>) {
    let mut row = good(programme);
    change(&mut row);
    let judged = rules(programme).judge(&row);
    (judged.verdict, judged.reasons.iter().collect())
}

#[test]
fn each_reason_has_its_verdict_by_programme() {
    use MonthVerdict::{Excluded, Held, Payable};
    use Programme::{Schooling as S, Voucher as V};
    type Change = fn(&mut PersonRow);
    let table: Vec<(Programme, Change, MonthVerdict, Option<M>)> = vec![
        (S, |_| {}, Payable, None),
        (V, |_| {}, Payable, None),
        (S, |r| r.number = 150_314_599_008, Excluded, Some(M::Number)),
        (S, |r| r.number = u64::MAX, Excluded, Some(M::Number)),
        (S, |r| r.number = 230_940_999_005, Excluded, Some(M::Number)),
        (
            S,
            |r| r.born = Some(day(2015, 3, 15)),
            Payable,
            Some(M::Birth),
        ),
        (S, |r| r.born = None, Payable, None),
        (
            S,
            |r| r.life = Some(LifeStatus::Dead),
            Excluded,
            Some(M::Dead),
        ),
        (
            S,
            |r| r.life = Some(LifeStatus::NotFound),
            Excluded,
            Some(M::NotFound),
        ),
        (S, |r| r.life = None, Held, Some(M::LifeUnknown)),
        (S, |r| r.country = Some(643), Payable, Some(M::NotCitizen)),
        (
            S,
            |r| r.country = None,
            Payable,
            Some(M::CitizenshipUnknown),
        ),
        (S, |r| r.duplicate = true, Excluded, Some(M::Duplicate)),
        (
            V,
            |r| r.study = Some(Study::Distance),
            Excluded,
            Some(M::Distance),
        ),
        (
            V,
            |r| r.study = Some(Study::Home),
            Excluded,
            Some(M::StudyOther),
        ),
        (V, |r| r.study = None, Held, Some(M::StudyUnknown)),
        (
            S,
            |r| r.study = Some(Study::FullTime),
            Payable,
            Some(M::StudyOther),
        ),
        (
            S,
            |r| r.contract = Some(false),
            Excluded,
            Some(M::NoContract),
        ),
        (S, |r| r.contract = None, Held, Some(M::ContractUnknown)),
        (V, |r| r.licence = Some(false), Held, Some(M::NoLicence)),
        (V, |r| r.licence = None, Held, Some(M::LicenceUnknown)),
        (S, |r| r.licence = Some(false), Payable, Some(M::NoLicence)),
        (
            V,
            |r| r.attendance = Some((47, 96)),
            Excluded,
            Some(M::AttendanceBelow),
        ),
        (V, |r| r.attendance = Some((0, 0)), Held, Some(M::NoLessons)),
        (V, |r| r.attendance = None, Held, Some(M::AttendanceUnknown)),
        (S, |r| r.attendance = None, Payable, None),
    ];
    for (place, (programme, change, verdict, reason)) in table.iter().enumerate() {
        let (found, reasons) = judge(*programme, change);
        assert_eq!(found, *verdict, "row {place}");
        assert_eq!(
            reasons,
            reason.iter().copied().collect::<Vec<_>>(),
            "row {place}"
        );
    }
    for reason in M::ALL {
        assert!(
            table.iter().any(|(.., found)| found == &Some(*reason)),
            "{reason:?} was never given"
        );
    }
}

#[test]
fn every_reason_is_told_not_only_the_gravest() {
    let (verdict, reasons) = judge(Programme::Voucher, |row| {
        row.life = Some(LifeStatus::Dead);
        row.duplicate = true;
        row.country = None;
        row.attendance = Some((0, 0));
    });
    assert_eq!(verdict, MonthVerdict::Excluded);
    assert_eq!(
        reasons,
        [M::Dead, M::CitizenshipUnknown, M::Duplicate, M::NoLessons]
    );
}

#[test]
fn the_threshold_is_the_one_of_the_vectors() {
    // attended, scheduled, enough inclusively, enough strictly
    for (attended, scheduled, inclusive, strict) in [
        (47, 96, Some(false), Some(false)),
        (48, 96, Some(true), Some(false)),
        (49, 96, Some(true), Some(true)),
        (48, 97, Some(false), Some(false)),
        (49, 97, Some(true), Some(true)),
        (0, 0, None, None),
        (0, 1, Some(false), Some(false)),
        (1, 1, Some(true), Some(true)),
        (15, 30, Some(true), Some(false)),
        (14, 29, Some(false), Some(false)),
        (15, 29, Some(true), Some(true)),
        (u32::MAX, u32::MAX, Some(true), Some(true)),
    ] {
        let mut threshold = CheckParameters::pilot().attendance.value;
        assert_eq!(threshold.is_met(attended, scheduled), inclusive);
        threshold.inclusive = false;
        assert_eq!(threshold.is_met(attended, scheduled), strict);
    }
}

#[test]
fn bits_of_reasons_are_kept_for_ever() {
    // The register keeps bits: a reason that moved would rewrite old months.
    let kept: Vec<(u32, &str)> = M::ALL
        .iter()
        .map(|reason| {
            (
                MonthReasons::one(*reason).bits().trailing_zeros(),
                reason.code(),
            )
        })
        .collect();
    assert_eq!(
        kept,
        [
            (0, "number"),
            (1, "birth"),
            (2, "dead"),
            (3, "not-found"),
            (4, "life-unknown"),
            (5, "not-citizen"),
            (6, "citizenship-unknown"),
            (7, "duplicate"),
            (8, "distance"),
            (9, "study-other"),
            (10, "study-unknown"),
            (11, "no-contract"),
            (12, "contract-unknown"),
            (13, "no-licence"),
            (14, "licence-unknown"),
            (15, "attendance-below"),
            (16, "no-lessons"),
            (17, "attendance-unknown"),
        ]
    );
    let all: MonthReasons = M::ALL.iter().copied().collect();
    assert_eq!(MonthReasons::from_bits(u32::MAX), all);
}

fn rows() -> impl Strategy<Value = PersonRow> {
    let life = prop_oneof![
        Just(None),
        Just(Some(LifeStatus::Alive)),
        Just(Some(LifeStatus::Dead)),
        Just(Some(LifeStatus::NotFound)),
    ];
    let study = prop_oneof![
        Just(None),
        Just(Some(Study::GeneralClass)),
        Just(Some(Study::Home)),
        Just(Some(Study::FullTime)),
        Just(Some(Study::Distance)),
    ];
    let attendance = prop::option::of((0_u32..100, 0_u32..100));
    (
        life,
        study,
        attendance,
        prop::option::of(0_u16..800),
        any::<bool>(),
    )
        .prop_map(|(life, study, attendance, country, duplicate)| PersonRow {
            life,
            study,
            attendance,
            country,
            duplicate,
            ..good(Programme::Voucher)
        })
}

proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(300))]

    #[test]
    fn a_row_and_the_checks_one_by_one_say_the_same(
        row in rows(),
        programme in prop_oneof![Just(Programme::Schooling), Just(Programme::Voucher)],
    ) {
        let parameters = CheckParameters::pilot();
        let iin = learner();
        let about = || Subject::Person(iin);
        let period = september();
        let mut facts = facts(programme);
        let keys: Vec<_> = facts
            .iter()
            .filter(|fact| fact.about == about())
            .filter(|fact| matches!(
                fact.value,
                FactValue::Life { .. } | FactValue::StudyKind { .. }
                    | FactValue::Attendance { .. } | FactValue::Enrolment { .. }
                    | FactValue::Citizenship { .. }
            ))
            .map(|fact| (fact.key(), fact.source))
            .collect();
        for (key, source) in keys {
            facts.remove(&key, source);
        }
        let mut organisations = BTreeSet::from([us()]);
        if row.duplicate {
            organisations.insert(crate::world::others());
        }
        let told = [
            row.life.map(|status| FactValue::Life { status }),
            row.study.map(|study| FactValue::StudyKind { period, study }),
            row.attendance.map(|(attended, scheduled)| FactValue::Attendance {
                period,
                scheduled,
                attended,
            }),
            row.country.map(|country| FactValue::Citizenship { country: Some(country) }),
            Some(FactValue::Enrolment { period, organisations }),
        ];
        for value in told.into_iter().flatten() {
            facts.insert(said(about(), value, Source::Lms));
        }
        let report = Report::run(&case(programme, CheckMoment::Monthly), &facts, &parameters, now());
        let outcome = Outcome::of(&report);
        let wanted = if outcome.excluded.contains_key(&iin) {
            MonthVerdict::Excluded
        } else if outcome.held.contains_key(&iin) {
            MonthVerdict::Held
        } else {
            MonthVerdict::Payable
        };
        assert_eq!(rules(programme).judge(&row).verdict, wanted);
    }

    #[test]
    fn duplicates_are_those_a_simple_count_finds(
        claims in prop::collection::vec((0_u64..30, 0_u64..6), 0..120),
        allowed in 1_u32..3,
    ) {
        let mut counted: BTreeMap<u64, BTreeSet<u64>> = BTreeMap::new();
        for (number, organisation) in &claims {
            counted.entry(*number).or_default().insert(*organisation);
        }
        let mut claims: Vec<Claim> = claims
            .into_iter()
            .map(|(number, organisation)| Claim { number, organisation })
            .collect();
        let found = Duplicates::find(&mut claims, allowed);
        for (number, organisations) in &counted {
            assert_eq!(found.contains(*number), organisations.len() > allowed as usize);
        }
        assert!(found.len() <= counted.len());
    }

    #[test]
    fn a_number_is_an_iin_exactly_when_its_text_is(number in prop_oneof![
        0_u64..2_000_000_000_000,
        Just(150_314_599_009_u64),
        Just(160_901_699_900),
        (0_u64..10).prop_map(|digit| 81_225_599_000 + digit),
    ]) {
        let text: Result<Iin, _> = format!("{number:012}").parse();
        assert_eq!(Iin::from_number(number), text);
    }
}

#[test]
fn a_corrected_batch_concerns_those_whose_duplication_changed() {
    let claim = |number, organisation| Claim {
        number,
        organisation,
    };
    let before = Duplicates::find(&mut [claim(1, 1), claim(1, 2), claim(2, 1), claim(2, 3)], 1);
    // School 1 takes back its first learner and lists a third one, whom school 2 has as well.
    let after = Duplicates::find(
        &mut [
            claim(1, 2),
            claim(2, 1),
            claim(2, 3),
            claim(3, 1),
            claim(3, 2),
        ],
        1,
    );
    assert_eq!(before.differing(&after), [1, 3]);
    assert_eq!(before.differing(&before), [0; 0]);
    assert!(!after.is_empty());
}

#[test]
fn a_row_fits_into_a_cache_line_and_prints_nothing() {
    assert!(size_of::<PersonRow>() <= 64);
    let row = good(Programme::Voucher);
    let claims = [Claim {
        number: row.number,
        organisation: 1,
    }];
    let found = Duplicates::find(&mut claims.clone(), 0);
    let printed = format!("{row:?} {claims:?} {found:?}");
    assert!(!printed.contains("150314599009"), "{printed}");
}
