//! Running again what changed gives what running everything gives.

use crate::failures::{Spoil, failures};
use crate::world::{case, facts, founder, learner, now, said, teacher, us};
use baqylau_domain::checks::{
    Case, CheckId, CheckMoment, CheckParameters, Fact, FactKey, FactValue, Facts, LifeStatus,
    Programme, Report, Source, Subject,
};
use chrono::TimeDelta;
use proptest::prelude::{Just, Strategy, any, prop, prop_oneof, proptest};

/// Something that happens to the set of facts.
#[derive(Debug, Clone)]
enum Event {
    /// A source says something new (or old).
    Says(usize, i64),
    /// A source takes back what it said.
    TakesBack(usize),
    /// A source doesn't answer.
    IsSilent(usize),
    /// Somebody else says it too.
    Contradicts(usize),
    /// Time goes by.
    Waits(i64),
    /// People come and go.
    Enrols(bool),
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let one = prop_oneof![
        4 => (any::<usize>(), -2000_i64..3).prop_map(|(which, hours)| Event::Says(which, hours)),
        1 => any::<usize>().prop_map(Event::TakesBack),
        1 => any::<usize>().prop_map(Event::IsSilent),
        1 => any::<usize>().prop_map(Event::Contradicts),
        2 => prop_oneof![Just(0), 1_i64..90, 24_i64..24 * 400].prop_map(Event::Waits),
        1 => any::<bool>().prop_map(Event::Enrols),
    ];
    prop::collection::vec(one, 1..12)
}

/// Every word any test knows: the good world's and all that spoil it.
fn words(programme: Programme) -> Vec<Fact> {
    let good = facts(programme);
    let bad = failures()
        .into_iter()
        .map(|(_, (about, value, source), _): (_, Spoil, _)| said(about, value, source));
    good.iter().cloned().chain(bad).collect()
}

fn happen(
    event: &Event,
    words: &[Fact],
    facts: &mut Facts,
    case: &mut Case,
    at: &mut chrono::DateTime<chrono::Utc>,
) -> Option<FactKey> {
    let word = |which: usize| words[which % words.len()].clone();
    match event {
        Event::Says(which, hours) => facts.insert(Fact {
            as_of: *at + TimeDelta::hours(*hours),
            ..word(*which)
        }),
        Event::TakesBack(which) => {
            let word = word(*which);
            facts.remove(&word.key(), word.source)
        }
        Event::IsSilent(which) => {
            let word = word(*which);
            facts.note_silence(word.key(), word.source)
        }
        Event::Contradicts(which) => facts.insert(Fact {
            source: Source::Registry,
            as_of: *at,
            ..word(*which)
        }),
        Event::Waits(hours) => {
            *at += TimeDelta::hours(*hours);
            None
        }
        Event::Enrols(comes) => {
            if *comes {
                case.learners.insert(founder());
                case.learners.insert(learner());
            } else {
                case.learners.remove(&learner());
            }
            None
        }
    }
}

proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(200))]

    #[test]
    fn what_is_run_again_is_as_if_all_were_run(
        events in events(),
        programme in prop_oneof![
            Just(Programme::Schooling),
            Just(Programme::Voucher),
            Just(Programme::Reconstruction),
        ],
        moment in prop_oneof![
            Just(CheckMoment::Application),
            Just(CheckMoment::Activation),
            Just(CheckMoment::Monthly),
            Just(CheckMoment::Change),
        ],
    ) {
        let parameters = CheckParameters::pilot();
        let words = words(programme);
        let mut facts = facts(programme);
        let mut case = case(programme, moment);
        let mut at = now();
        let mut report = Report::run(&case, &facts, &parameters, at);
        for event in &events {
            let changed = happen(event, &words, &mut facts, &mut case, &mut at);
            let changed: Vec<FactKey> = changed.into_iter().collect();
            let (again, run) = report.rerun(&case, &facts, &changed, &parameters, at);
            let whole = Report::run(&case, &facts, &parameters, at);
            assert_eq!(again, whole, "after {event:?}");
            assert!(run <= whole.rows().count());
            report = again;
        }
    }
}

#[test]
fn a_death_runs_the_checks_of_that_person_and_no_others() {
    let case = case(Programme::Schooling, CheckMoment::Activation);
    let mut facts = facts(Programme::Schooling);
    let parameters = CheckParameters::pilot();
    let report = Report::run(&case, &facts, &parameters, now());
    let changed = facts
        .insert(said(
            Subject::Person(teacher()),
            FactValue::Life {
                status: LifeStatus::Dead,
            },
            Source::GbdFl,
        ))
        .unwrap();
    let touched: Vec<CheckId> = report.depending_on(&changed).map(|row| row.check).collect();
    assert_eq!(touched, [CheckId::TeacherLife]);
    let (_, run) = report.rerun(&case, &facts, &[changed], &parameters, now());
    assert_eq!(run, 1);
}

#[test]
fn a_licence_ends_with_its_day_though_no_source_said_a_word() {
    let case = case(Programme::Voucher, CheckMoment::Activation);
    let mut facts = facts(Programme::Voucher);
    let ending = baqylau_domain::checks::LicenceRecord {
        until: Some(crate::world::day(2026, 10, 26)),
        ..crate::world::licence(baqylau_domain::organisation::LicenceStatus::Active)
    };
    facts.insert(said(
        Subject::Organisation(us()),
        FactValue::Licences {
            licences: vec![ending],
        },
        Source::Elicensing,
    ));
    let parameters = CheckParameters::pilot();
    let report = Report::run(&case, &facts, &parameters, now());
    let place = Subject::Organisation(us());
    let of = |report: &Report| report.row(CheckId::OrgLicence, &place).unwrap().verdict;
    assert_eq!(of(&report), baqylau_domain::checks::Verdict::Passed);
    // 00:00 of the 16th in Kazakhstan is 19:00 of the 15th in UTC.
    let midnight: baqylau_domain::Moment = "2026-10-26T19:00:00Z".parse().unwrap();
    let (before, run) = report.rerun(
        &case,
        &facts,
        &[],
        &parameters,
        midnight - TimeDelta::seconds(1),
    );
    assert_eq!((of(&before), run), (of(&report), 0));
    let (after, run) = before.rerun(&case, &facts, &[], &parameters, midnight);
    assert_eq!(
        of(&after),
        baqylau_domain::checks::Verdict::Failed(baqylau_domain::checks::Reason::LicenceOutOfTerm)
    );
    assert!(run < after.rows().count());
}

#[test]
fn other_parameters_run_everything() {
    let case = case(Programme::Voucher, CheckMoment::Monthly);
    let facts = facts(Programme::Voucher);
    let before = CheckParameters::pilot();
    let report = Report::run(&case, &facts, &before, now());
    let mut after = before.clone();
    after.attendance.value.inclusive = false;
    let (again, run) = report.rerun(&case, &facts, &[], &after, now());
    assert_eq!(run, again.rows().count());
    assert_eq!(again, Report::run(&case, &facts, &after, now()));
    assert_ne!(again, report, "48 of 96 is no longer enough");
}

#[test]
fn a_report_that_was_kept_goes_on_where_it_was() {
    let case = case(Programme::Voucher, CheckMoment::Monthly);
    let mut facts = facts(Programme::Voucher);
    let parameters = CheckParameters::pilot();
    let report = Report::run(&case, &facts, &parameters, now());
    let kept = serde_json::to_string(&(
        &case,
        &parameters,
        report.rows().collect::<Vec<_>>(),
        facts.iter().collect::<Vec<_>>(),
    ))
    .unwrap();
    let (case_again, parameters_again, rows, facts_again) = serde_json::from_str::<(
        Case,
        CheckParameters,
        Vec<baqylau_domain::checks::Row>,
        Vec<Fact>,
    )>(&kept)
    .unwrap();
    assert_eq!(facts_again.into_iter().collect::<Facts>(), facts);
    let again = Report::of_rows(case_again, parameters_again, report.at(), rows);
    assert_eq!(again, report);
    let changed = facts
        .insert(said(
            Subject::Person(learner()),
            FactValue::Grant { number: None },
            Source::Nct,
        ))
        .unwrap();
    let (after, run) = again.rerun(&case, &facts, &[changed], &parameters, now());
    assert_eq!(run, 1);
    assert_eq!(after, Report::run(&case, &facts, &parameters, now()));
}

#[test]
fn a_clock_set_back_runs_everything() {
    let case = case(Programme::Voucher, CheckMoment::Activation);
    let facts = facts(Programme::Voucher);
    let parameters = CheckParameters::pilot();
    let late = now() + TimeDelta::days(400);
    let report = Report::run(&case, &facts, &parameters, late);
    let (again, run) = report.rerun(&case, &facts, &[], &parameters, now());
    assert_eq!(again, Report::run(&case, &facts, &parameters, now()));
    assert_ne!(again, report);
    assert_eq!(run, again.rows().count());
}
