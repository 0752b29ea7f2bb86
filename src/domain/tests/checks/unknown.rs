//! A source that is silent, too old or contradicted leaves a check unknown, and says so.

use crate::failures::failures;
use crate::world::{case_of, facts, now, run, said, subject_of, verdict};
use baqylau_domain::checks::{
    Age, CheckId, CheckParameters, Fact, FactKey, Facts, Source, Unknown, Verdict,
};
use chrono::TimeDelta;

/// The facts a check looks at in the good world.
fn read_by(check: CheckId) -> Vec<FactKey> {
    let report = run(&case_of(check), &facts(check.check().programmes[0]));
    report.row(check, &subject_of(check)).unwrap().read.clone()
}

fn all_but(facts: &Facts, key: &FactKey) -> (Facts, Vec<Fact>) {
    let (of_key, rest): (Vec<Fact>, Vec<Fact>) =
        facts.iter().cloned().partition(|fact| fact.key() == *key);
    (rest.into_iter().collect(), of_key)
}

#[test]
fn every_check_is_unknown_without_any_one_of_its_facts() {
    for check in CheckId::ALL.iter().copied() {
        let world = facts(check.check().programmes[0]);
        let read = read_by(check);
        assert!(!read.is_empty(), "{check:?} decides by nothing");
        for key in read {
            let (mut less, gone) = all_but(&world, &key);
            let not_asked = Verdict::Unknown(Unknown::NotAsked);
            assert_eq!(verdict(check, &less), not_asked, "{check:?} {key:?}");

            less.note_silence(key.clone(), gone[0].source);
            let no_answer = Verdict::Unknown(Unknown::NoAnswer);
            assert_eq!(verdict(check, &less), no_answer, "{check:?} {key:?}");

            for fact in gone {
                let as_of = now() - TimeDelta::days(365 * 11);
                less.insert(Fact { as_of, ..fact });
            }
            let too_old = Verdict::Unknown(Unknown::TooOld);
            assert_eq!(verdict(check, &less), too_old, "{check:?} {key:?}");
        }
    }
}

#[test]
fn a_second_source_that_disagrees_is_shown_beside_the_first() {
    for (check, (about, value, _), _) in failures() {
        let mut world = facts(check.check().programmes[0]);
        // Nobody else speaks for БМГ in the good world.
        let another = if check == CheckId::OrgPhone {
            Source::Registry
        } else {
            Source::Bmg
        };
        let other = said(about, value, another);
        let key = other.key();
        world.insert(other);
        let report = run(&case_of(check), &world);
        let row = report.row(check, &subject_of(check)).unwrap();
        assert_eq!(
            row.verdict,
            Verdict::Unknown(Unknown::Conflict),
            "{check:?}"
        );
        let voices = row.evidence.iter().filter(|piece| piece.fact == key);
        assert_eq!(voices.count(), 2, "{check:?} shows both");
    }
}

#[test]
fn two_sources_that_agree_are_no_conflict_and_the_freshest_speaks() {
    for check in CheckId::ALL.iter().copied() {
        let mut world = facts(check.check().programmes[0]);
        let first: Vec<Fact> = world.iter().cloned().collect();
        for (source, hours) in [
            (Source::Bmg, 2),
            (Source::Registry, 3),
            (Source::Treasury, 0),
        ] {
            for fact in first.clone() {
                world.insert(Fact {
                    source,
                    as_of: now() - TimeDelta::hours(hours),
                    ..fact
                });
            }
        }
        let report = run(&case_of(check), &world);
        let row = report.row(check, &subject_of(check)).unwrap();
        assert_eq!(row.verdict, Verdict::Passed, "{check:?}");
        assert!(
            row.evidence
                .iter()
                .all(|piece| (piece.source, piece.as_of) == (Source::Treasury, now())),
            "{check:?}"
        );
    }
}

#[test]
fn an_answer_ages_from_fresh_through_stale_to_too_old() {
    let world = facts(CheckId::OrgTaxDebt.check().programmes[0]);
    let case = case_of(CheckId::OrgTaxDebt);
    let parameters = CheckParameters::pilot();
    let limits = parameters.freshness(Source::Culs);
    let said_at = now() - TimeDelta::hours(1);
    let second = TimeDelta::seconds(1);
    for (at, verdict, age) in [
        (
            said_at + TimeDelta::hours(limits.fresh_hours.into()),
            Verdict::Passed,
            Age::Fresh,
        ),
        (
            said_at + TimeDelta::hours(limits.fresh_hours.into()) + second,
            Verdict::Passed,
            Age::Stale,
        ),
        (
            said_at + TimeDelta::hours(limits.usable_hours.into()),
            Verdict::Passed,
            Age::Stale,
        ),
        (
            said_at + TimeDelta::hours(limits.usable_hours.into()) + second,
            Verdict::Unknown(Unknown::TooOld),
            Age::TooOld,
        ),
    ] {
        let report = baqylau_domain::checks::Report::run(&case, &world, &parameters, at);
        let row = report
            .row(CheckId::OrgTaxDebt, &subject_of(CheckId::OrgTaxDebt))
            .unwrap();
        assert_eq!(row.verdict, verdict);
        assert_eq!(row.evidence[0].age, age);
    }
}

#[test]
fn an_older_word_of_the_same_source_replaces_nothing() {
    let mut world = facts(CheckId::OrgTaxDebt.check().programmes[0]);
    let (_, (about, value, source), _) = failures()
        .into_iter()
        .find(|(check, ..)| *check == CheckId::OrgTaxDebt)
        .unwrap();
    let late = Fact {
        as_of: now() - TimeDelta::hours(2),
        ..said(about, value, source)
    };
    assert_eq!(world.insert(late), None);
    assert_eq!(verdict(CheckId::OrgTaxDebt, &world), Verdict::Passed);
}

#[test]
fn no_iin_is_printed_and_none_stands_in_evidence() {
    use baqylau_domain::checks::Outcome;
    for (check, (about, value, source), _) in failures() {
        let mut world = facts(check.check().programmes[0]);
        world.insert(said(about, value, source));
        let report = run(&case_of(check), &world);
        let printed = format!("{world:?} {report:?} {:?}", Outcome::of(&report));
        let shown: String = report
            .rows()
            .flat_map(|row| &row.evidence)
            .map(|piece| format!("{} {:?}", piece.said, piece.against))
            .collect();
        for number in [
            crate::world::learner(),
            crate::world::teacher(),
            crate::world::head(),
            crate::world::founder(),
        ] {
            assert!(!printed.contains(&number.to_string()), "{check:?}");
            assert!(
                !printed.contains("2015-03-14"),
                "{check:?} prints a birth date"
            );
            assert!(!shown.contains(&number.to_string()), "{check:?}");
        }
    }
}
