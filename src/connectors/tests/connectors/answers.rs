//! What systems say becomes facts, and facts become decisions.

use crate::bench::{
    ACT, account, bench, bin, head, iin, person, premises, questions, rka, september,
};
use baqylau_connectors::{Answer, AuditOutcome, Origin, Question, Trouble, take_in};
use baqylau_domain::checks::{
    Age, Case, CheckId, CheckMoment, CheckParameters, Fact, FactKey, FactValue, Facts, LifeStatus,
    Outcome, Programme, Reason, Report, Source, Study, Subject, Verdict,
};
use baqylau_domain::money::Tiyn;
use serde_json::json;
use std::collections::BTreeSet;

#[tokio::test]
async fn every_system_answers_with_facts_under_the_keys_of_the_question() {
    let bench = bench(&[]).await;
    let parameters = CheckParameters::pilot();
    for question in questions() {
        let answer = bench.connectors.ask("test", &question, &parameters).await;
        let answer = answer.unwrap_or_else(|trouble| panic!("{question:?}: {trouble}"));
        assert_eq!((answer.age, answer.origin), (Age::Fresh, Origin::System));
        let keys: Vec<FactKey> = answer.facts.iter().map(Fact::key).collect();
        assert_eq!(keys, question.keys(), "{question:?}");
        for fact in &answer.facts {
            assert_eq!(fact.source, question.source());
            assert_eq!(fact.about, question.about());
        }
        assert_eq!(
            bench.simulator.asked(question.source(), question.kind()),
            1,
            "{question:?}"
        );
    }
    let asked: BTreeSet<Source> = questions().iter().map(Question::source).collect();
    let elsewhere = [
        Source::Nca,
        Source::Lms,
        Source::Applicant,
        Source::Registry,
    ];
    for source in Source::ALL {
        assert_ne!(
            asked.contains(source),
            elsewhere.contains(source),
            "{source:?}"
        );
    }
}

#[tokio::test]
async fn values_arrive_as_they_were_said() {
    let bench = bench(&[]).await;
    let parameters = CheckParameters::pilot();
    let mut values = Vec::new();
    for question in questions() {
        let answer = bench.connectors.ask("test", &question, &parameters).await;
        values.extend(answer.unwrap().facts.into_iter().map(|fact| fact.value));
    }
    let here = BTreeSet::from([bin()]);
    for value in [
        FactValue::Citizenship { country: Some(398) },
        FactValue::Life {
            status: LifeStatus::Alive,
        },
        FactValue::SocialPayments { overdue: Tiyn(700) },
        FactValue::Phone { belongs: true },
        FactValue::SanitaryConformity {
            conforms: true,
            places: Some(442),
        },
        FactValue::AddressCode {
            rka: rka(),
            exists: true,
        },
        FactValue::Contributions {
            period: september(),
            employers: here.clone(),
        },
        FactValue::Enrolment {
            period: september(),
            organisations: here,
        },
        FactValue::PayeeAccount {
            holder: Some(bin()),
            open: true,
        },
        FactValue::Grant {
            number: Some("0012345".into()),
        },
    ] {
        assert!(values.contains(&value), "{value:?}");
    }
}

#[tokio::test]
async fn whom_a_system_does_not_know_it_says_so() {
    let bench = bench(&[]).await;
    let parameters = CheckParameters::pilot();
    let stranger = "160901699008".parse().unwrap();
    let answer = bench
        .connectors
        .ask("test", &Question::Person { iin: stranger }, &parameters)
        .await
        .unwrap();
    let not_found = FactValue::Life {
        status: LifeStatus::NotFound,
    };
    assert_eq!(answer.facts[1].value, not_found);
    let other = "230940999602".parse().unwrap();
    let debts = Question::Debts { bin: other };
    assert_eq!(
        bench.connectors.ask("test", &debts, &parameters).await,
        Err(Trouble::Refused(404)),
        "no record is no absence of debt"
    );
}

fn known_here() -> Vec<Fact> {
    let now = "2026-10-15T06:00:00Z".parse().unwrap();
    let learner = Subject::Person(iin());
    let fact = |about: &Subject, value, source| Fact {
        about: about.clone(),
        value,
        source,
        as_of: now,
        by: None,
    };
    let period = september();
    let born = chrono::NaiveDate::from_ymd_opt(2015, 3, 14).unwrap();
    let act = Subject::Document(ACT.into());
    vec![
        fact(
            &Subject::Organisation(bin()),
            FactValue::StatedHead { head: head() },
            Source::Applicant,
        ),
        fact(
            &act,
            FactValue::ActTotal {
                amount: Tiyn(2_559_916_814),
            },
            Source::Registry,
        ),
        fact(
            &act,
            FactValue::Signature {
                verdict: baqylau_domain::checks::SignatureVerdict::Valid,
                organisation: Some(bin()),
            },
            Source::Nca,
        ),
        fact(
            &Subject::Premises(premises()),
            FactValue::StatedAddress { rka: rka() },
            Source::Applicant,
        ),
        fact(
            &Subject::Premises(premises()),
            FactValue::DesignCapacity { places: 600 },
            Source::Registry,
        ),
        fact(
            &Subject::Premises(premises()),
            FactValue::Contingent {
                period,
                learners: 442,
            },
            Source::Lms,
        ),
        fact(&learner, FactValue::StatedBirth { date: born }, Source::Lms),
        fact(
            &learner,
            FactValue::StudyKind {
                period,
                study: Study::GeneralClass,
            },
            Source::Lms,
        ),
        fact(
            &learner,
            FactValue::Progress { period, marks: 9 },
            Source::Lms,
        ),
        fact(&learner, FactValue::Moves { period, moves: 0 }, Source::Lms),
    ]
}

#[tokio::test]
async fn a_death_told_at_run_time_excludes_the_learner_and_runs_two_rows() {
    let bench = bench(&[]).await;
    let parameters = CheckParameters::pilot();
    let mut facts: Facts = known_here().into_iter().collect();
    let mut asked = questions();
    asked.push(Question::Person { iin: head() });
    for question in asked {
        let answered = bench.connectors.ask("test", &question, &parameters).await;
        take_in(&mut facts, &question, &answered);
    }
    let case = Case {
        document: Some(ACT.into()),
        period: Some(september()),
        premises: BTreeSet::from([premises()]),
        learners: BTreeSet::from([iin()]),
        ..Case::new(Programme::Schooling, CheckMoment::Activation, bin())
    };
    let now = "2026-10-15T07:00:00Z".parse().unwrap();
    let report = Report::run(&case, &facts, &parameters, now);
    let outcome = Outcome::of(&report);
    assert!(outcome.stops.is_empty(), "{:?}", outcome.stops);
    assert!(outcome.waits.is_empty(), "{:?}", outcome.waits);
    assert!(outcome.excluded.is_empty() && outcome.held.is_empty());
    for row in report.rows() {
        assert!(
            matches!(row.verdict, Verdict::Passed | Verdict::NotApplicable(_)),
            "{:?} {:?}",
            row.check,
            row.verdict
        );
    }

    let died = json!({ "iin": iin(), "life": "dead" });
    bench
        .simulator
        .change(|world| world.change("person", &died))
        .unwrap();
    bench.clock.advance(chrono::TimeDelta::hours(25));
    let later = now + chrono::TimeDelta::hours(25);
    let answered = bench.connectors.ask("test", &person(), &parameters).await;
    let changed = take_in(&mut facts, &person(), &answered);
    assert_eq!(
        changed.len(),
        2,
        "life, and the younger word on citizenship"
    );
    let (report, _) = report.rerun(&case, &facts, &changed, &parameters, later);
    assert_eq!(
        Outcome::of(&report).excluded[&iin()],
        [(CheckId::LearnerLife, Reason::PersonDead)]
    );
}

#[tokio::test]
async fn a_fresh_answer_is_not_asked_for_again_until_it_ages() {
    let bench = bench(&[]).await;
    let parameters = CheckParameters::pilot();
    let question = person();
    let ask = || bench.connectors.ask("test", &question, &parameters);
    ask().await.unwrap();
    let kept = ask().await.unwrap();
    assert_eq!((kept.origin, kept.age), (Origin::Kept, Age::Fresh));
    assert_eq!(bench.asked_person(), 1);
    bench.clock.advance(chrono::TimeDelta::hours(25));
    assert_eq!(ask().await.unwrap().origin, Origin::System);
    assert_eq!(bench.asked_person(), 2);
    let outcomes: Vec<AuditOutcome> = bench.audit.take().iter().map(|r| r.outcome).collect();
    assert_eq!(
        outcomes,
        [
            AuditOutcome::Answered,
            AuditOutcome::Kept,
            AuditOutcome::Answered
        ]
    );
}

#[tokio::test]
async fn answers_to_different_questions_are_kept_apart() {
    let bench = bench(&[]).await;
    let parameters = CheckParameters::pilot();
    let mut seen: Vec<Answer> = Vec::new();
    let mut all = questions();
    all.push(Question::Person { iin: head() });
    all.push(Question::Phone {
        iin: head(),
        phone: "77000000000".into(),
    });
    all.push(Question::Contributions {
        iin: head(),
        period: september().previous().unwrap(),
    });
    all.push(Question::Account {
        bin: bin(),
        account: "KZ24070105KSN0000000".parse().unwrap(),
    });
    assert_ne!(account(), "KZ24070105KSN0000000".parse().unwrap());
    for question in &all {
        let first = bench.connectors.ask("t", question, &parameters).await;
        let first = first.unwrap();
        assert_eq!(first.origin, Origin::System, "{question:?}");
        seen.push(first);
    }
    for (question, first) in all.iter().zip(seen) {
        let again = bench.connectors.ask("t", question, &parameters).await;
        let again = again.unwrap();
        assert_eq!(again.origin, Origin::Kept, "{question:?}");
        assert_eq!(again.facts, first.facts, "{question:?}");
    }
}

#[test]
fn a_fact_that_is_missing_says_what_to_ask() {
    let address = |asked| (asked == premises()).then(rka);
    let mut said_by_keys = 0;
    for question in questions() {
        for key in question.keys() {
            match Question::of(&key, address) {
                Some(found) => {
                    assert_eq!(found.kind(), question.kind());
                    assert!(found == question, "{question:?}");
                    said_by_keys += 1;
                }
                None => assert!(
                    ["phone", "biometrics", "sms", "account"].contains(&question.kind()),
                    "{question:?}"
                ),
            }
            let nowhere = Question::of(&key, |_| None);
            assert_eq!(
                nowhere.is_none(),
                Question::of(&key, address).is_none() || matches!(key.about, Subject::Premises(_)),
            );
        }
    }
    assert_eq!(said_by_keys, 21);
}

#[tokio::test]
async fn a_report_asks_for_what_it_lacks_until_nothing_more_can_be_asked() {
    let bench = bench(&[]).await;
    let parameters = CheckParameters::pilot();
    let now = "2026-10-15T07:00:00Z".parse().unwrap();
    let case = Case {
        document: Some(ACT.into()),
        period: Some(september()),
        premises: BTreeSet::from([premises()]),
        learners: BTreeSet::from([iin()]),
        ..Case::new(Programme::Schooling, CheckMoment::Application, bin())
    };
    let mut facts: Facts = known_here().into_iter().collect();
    let mut report = Report::run(&case, &facts, &parameters, now);
    let mut asked: BTreeSet<&'static str> = BTreeSet::new();
    loop {
        let missing: Vec<FactKey> = report
            .asked_for()
            .filter(|key| facts.iter().all(|fact| fact.key() != **key))
            .cloned()
            .collect();
        let address = |asked| (asked == premises()).then(rka);
        let wanted: Vec<Question> = missing
            .iter()
            .filter_map(|key| Question::of(key, address))
            .collect();
        if wanted.is_empty() {
            break;
        }
        let mut changed = Vec::new();
        for question in wanted {
            asked.insert(question.kind());
            let answered = bench.connectors.ask("test", &question, &parameters).await;
            changed.extend(take_in(&mut facts, &question, &answered));
        }
        assert!(
            !changed.is_empty(),
            "it goes on only while it learns something"
        );
        (report, _) = report.rerun(&case, &facts, &changed, &parameters, now);
    }
    assert!(asked.contains("person"), "the head, whom only ГБД ЮЛ named");
    // An area nobody stated is for the applicant to state.
    let open: Vec<CheckId> = report
        .rows()
        .filter(|row| matches!(row.verdict, Verdict::Unknown(_)))
        .map(|row| row.check)
        .collect();
    assert_eq!(open, [CheckId::PremisesArea]);
}
