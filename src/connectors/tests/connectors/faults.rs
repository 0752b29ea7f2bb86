//! Systems that fail, lie, hang and answer old things.

use crate::bench::{Bench, Third, Wish, bench, bench_with, person, questions};
use baqylau_connectors::{
    Answer, AuditOutcome, BreakerState, DecodeError, Origin, TransportError, Trouble, take_in,
};
use baqylau_domain::checks::{Age, CheckParameters, Facts, Reading, Source};
use chrono::TimeDelta;

async fn ask(bench: &Bench) -> Result<Answer, Trouble> {
    bench
        .connectors
        .ask("test", &person(), &CheckParameters::pilot())
        .await
}

fn state(bench: &Bench) -> BreakerState {
    bench.connectors.breaker(Source::GbdFl).unwrap()
}

#[tokio::test]
async fn a_passing_failure_is_asked_again_with_longer_pauses_and_the_same_number() {
    let bench = bench(&["gbd-fl=status:500*2"]).await;
    assert_eq!(ask(&bench).await.unwrap().origin, Origin::System);
    assert_eq!(bench.asked_person(), 3);
    assert_eq!(bench.pauses.take(), [200, 400], "the ceiling doubles");
    assert_eq!(bench.audit.take()[0].attempts, 3);
    assert_eq!(state(&bench), BreakerState::Closed { failures: 0 });
}

#[tokio::test]
async fn pauses_are_drawn_below_a_ceiling_that_has_an_end() {
    let bench = bench_with(
        &["gbd-fl=status:500"],
        Wish {
            change: |settings| settings.attempts = 9,
            dice: std::sync::Arc::new(Third),
            ..Wish::default()
        },
    )
    .await;
    assert_eq!(ask(&bench).await, Err(Trouble::Failed(500)));
    assert_eq!(
        bench.pauses.take(),
        [67, 133, 267, 533, 1_067, 1_667, 1_667, 1_667]
    );
}

#[tokio::test]
async fn a_system_that_talks_nonsense_is_left_alone_like_one_that_fails() {
    for fault in ["gbd-fl=garbage", "gbd-fl=wrong-type", "gbd-fl=huge:300000"] {
        let bench = bench(&[fault]).await;
        for _ in 0..3 {
            assert!(ask(&bench).await.is_err());
        }
        assert!(
            matches!(state(&bench), BreakerState::Open { .. }),
            "{fault}"
        );
        assert_eq!(bench.asked_person(), 3);
    }
}

#[tokio::test]
async fn a_failure_that_stays_is_told_after_so_many_attempts() {
    let bench = bench(&["gbd-fl=status:503"]).await;
    assert_eq!(ask(&bench).await, Err(Trouble::Failed(503)));
    assert_eq!(bench.asked_person(), 3);
    assert_eq!(state(&bench), BreakerState::Closed { failures: 1 });
}

#[tokio::test]
async fn a_busy_system_is_left_as_long_as_it_asks_within_limits() {
    let wish = || Wish {
        change: |settings| settings.attempts = 2,
        ..Wish::default()
    };
    for (seconds, pause) in [(0, 200), (2, 2_000), (3_600, 5_000)] {
        let fault = format!("gbd-fl=busy:{seconds}*1");
        let bench = bench_with(&[&fault], wish()).await;
        ask(&bench).await.unwrap();
        assert_eq!(bench.pauses.take(), [pause], "asked for {seconds} s");
    }
}

#[tokio::test]
async fn a_refusal_is_not_asked_again_and_does_not_speak_against_the_system() {
    for status in [400, 401, 403, 404] {
        let fault = format!("gbd-fl=status:{status}");
        let bench = bench(&[&fault]).await;
        for _ in 0..5 {
            assert_eq!(ask(&bench).await, Err(Trouble::Refused(status)));
        }
        assert_eq!(bench.asked_person(), 5);
        assert_eq!(state(&bench), BreakerState::Closed { failures: 0 });
    }
}

#[tokio::test]
async fn the_breaker_opens_and_closes_by_the_clock() {
    let bench = bench(&["gbd-fl=status:500"]).await;
    for _ in 0..3 {
        assert_eq!(ask(&bench).await, Err(Trouble::Failed(500)));
    }
    let asked = bench.asked_person();
    let BreakerState::Open { until } = state(&bench) else {
        panic!("{:?}", state(&bench));
    };
    assert_eq!(ask(&bench).await, Err(Trouble::LeftAlone { until }));
    assert_eq!(bench.asked_person(), asked, "nothing went out");
    // Another system isn't concerned.
    let other = &questions()[0];
    let answer = bench
        .connectors
        .ask("test", other, &CheckParameters::pilot())
        .await;
    assert!(answer.is_ok());

    // Tried too early, it is left alone again for the whole time.
    bench.clock.advance(TimeDelta::seconds(30));
    assert_eq!(ask(&bench).await, Err(Trouble::Failed(500)));
    let BreakerState::Open { until: later } = state(&bench) else {
        panic!("{:?}", state(&bench));
    };
    assert_eq!(later - until, TimeDelta::seconds(30));

    bench.faults(&[]);
    bench.clock.advance(TimeDelta::seconds(30));
    assert_eq!(ask(&bench).await.unwrap().origin, Origin::System);
    assert_eq!(state(&bench), BreakerState::Closed { failures: 0 });
}

#[tokio::test]
async fn a_stale_answer_stands_in_and_is_marked_and_a_too_old_one_does_not() {
    let bench = bench(&[]).await;
    let fresh = ask(&bench).await.unwrap();
    bench.faults(&["gbd-fl=status:500"]);
    bench.clock.advance(TimeDelta::hours(25));
    let stale = ask(&bench).await.unwrap();
    assert_eq!((stale.origin, stale.age), (Origin::Kept, Age::Stale));
    assert_eq!(stale.trouble, Some(Trouble::Failed(500)));
    assert_eq!(stale.facts, fresh.facts);
    bench.clock.advance(TimeDelta::days(7));
    assert_eq!(ask(&bench).await, Err(Trouble::Failed(500)));
    let outcomes: Vec<AuditOutcome> = bench.audit.take().iter().map(|r| r.outcome).collect();
    assert_eq!(
        outcomes,
        [
            AuditOutcome::Answered,
            AuditOutcome::StoodIn("failed"),
            AuditOutcome::None("failed"),
        ]
    );
}

#[tokio::test]
async fn a_stale_answer_also_stands_in_while_the_system_is_left_alone() {
    let bench = bench(&[]).await;
    ask(&bench).await.unwrap();
    bench.faults(&["gbd-fl=status:500"]);
    bench.clock.advance(TimeDelta::hours(25));
    for _ in 0..3 {
        ask(&bench).await.unwrap();
    }
    let stale = ask(&bench).await.unwrap();
    assert!(matches!(stale.trouble, Some(Trouble::LeftAlone { .. })));
}

#[tokio::test]
async fn old_data_of_a_system_that_answers_is_as_old_as_it_says() {
    let bench = bench(&["gbd-fl=stale:3*1", "gbd-fl=stale:30*1"]).await;
    let three_days = ask(&bench).await.unwrap();
    assert_eq!(
        (three_days.origin, three_days.age),
        (Origin::System, Age::Stale)
    );
    let thirty_days = ask(&bench).await.unwrap();
    assert_eq!(thirty_days.age, Age::TooOld);
    // The older word didn't push out the younger one.
    bench.faults(&["gbd-fl=status:500"]);
    let kept = ask(&bench).await.unwrap();
    assert_eq!((kept.origin, kept.age), (Origin::Kept, Age::Stale));
}

#[tokio::test]
async fn garbage_is_refused_whatever_it_looks_like_and_makes_no_fact() {
    let bench = bench_with(
        &["all=garbage"],
        Wish {
            change: |settings| settings.breaker_failures = 1_000,
            ..Wish::default()
        },
    )
    .await;
    let mut facts = Facts::new();
    let mut reasons = std::collections::BTreeSet::new();
    for question in questions().iter().cycle().take(18 * 8) {
        let answered = bench
            .connectors
            .ask("test", question, &CheckParameters::pilot())
            .await;
        take_in(&mut facts, question, &answered);
        match answered {
            Err(Trouble::Decode(error)) => {
                reasons.insert(match error {
                    DecodeError::Shape { .. } => "shape",
                    DecodeError::Version(_) => "version",
                    DecodeError::Request => "request",
                    _ => "another",
                });
            }
            other => panic!("{question:?}: {other:?}"),
        }
    }
    assert_eq!(
        reasons.into_iter().collect::<Vec<_>>(),
        ["request", "shape", "version"]
    );
    assert_eq!(facts.iter().count(), 0);
    assert!(
        bench.pauses.take().is_empty(),
        "garbage isn't asked for again"
    );
}

#[tokio::test]
async fn half_an_answer_is_asked_for_again() {
    let bench = bench(&["gbd-fl=half*1"]).await;
    assert!(ask(&bench).await.is_ok());
    assert_eq!(bench.asked_person(), 2);
    bench.faults(&["gbd-fl=half"]);
    bench.clock.advance(TimeDelta::days(30));
    // Whether the beginning still arrives is up to the system's network.
    assert!(matches!(
        ask(&bench).await,
        Err(Trouble::Transport(
            TransportError::BrokenOff | TransportError::Unreachable
        ))
    ));
}

#[tokio::test]
async fn another_media_type_and_too_much_are_refused_unread() {
    let bench = bench(&["gbd-fl=wrong-type*1", "gbd-fl=huge:300000*1"]).await;
    assert_eq!(ask(&bench).await, Err(DecodeError::MediaType.into()));
    assert_eq!(
        ask(&bench).await,
        Err(Trouble::Transport(TransportError::TooLarge))
    );
    assert!(ask(&bench).await.is_ok());
}

#[tokio::test]
async fn an_answer_above_a_small_limit_is_refused_and_not_asked_for_again() {
    let bench = bench_with(
        &[],
        Wish {
            change: |settings| settings.max_answer_bytes = 10,
            ..Wish::default()
        },
    )
    .await;
    assert_eq!(
        ask(&bench).await,
        Err(Trouble::Transport(TransportError::TooLarge))
    );
    assert_eq!(bench.asked_person(), 1, "it would be as large again");
}

#[tokio::test]
async fn a_system_that_hangs_is_given_up_in_time() {
    let bench = bench_with(
        &["gbd-fl=timeout"],
        Wish {
            change: |settings| {
                settings.timeout_ms = 30;
                settings.attempts = 2;
            },
            ..Wish::default()
        },
    )
    .await;
    assert_eq!(ask(&bench).await, Err(Trouble::TimedOut));
    assert_eq!(bench.audit.take()[0].attempts, 2);
}

#[tokio::test]
async fn a_delay_within_the_time_is_borne_with() {
    let bench = bench(&["gbd-fl=delay:20"]).await;
    assert!(ask(&bench).await.is_ok());
    assert_eq!(bench.asked_person(), 1);
}

#[tokio::test]
async fn nobody_at_the_address_is_unreachable() {
    let bench = bench_with(
        &[],
        Wish {
            // A port nobody listens at: the discard port of the loopback.
            change: |settings| settings.address = "http://127.0.0.1:9/gbd-fl".into(),
            ..Wish::default()
        },
    )
    .await;
    assert_eq!(
        ask(&bench).await,
        Err(Trouble::Transport(TransportError::Unreachable))
    );
}

#[tokio::test]
async fn silence_is_noted_for_every_key_and_ended_by_an_answer() {
    let bench = bench(&["gbd-fl=status:500*3"]).await;
    let parameters = CheckParameters::pilot();
    let mut facts = Facts::new();
    let answered = ask(&bench).await;
    assert_eq!(take_in(&mut facts, &person(), &answered), person().keys());
    let now = "2026-10-15T07:00:00Z".parse().unwrap();
    for key in person().keys() {
        let (reading, _) = facts.read(&key, &parameters, now);
        assert!(matches!(reading, Reading::Silence(sources) if sources.contains(&Source::GbdFl)));
    }
    let answered = ask(&bench).await;
    assert_eq!(take_in(&mut facts, &person(), &answered).len(), 2);
    for key in person().keys() {
        let (reading, _) = facts.read(&key, &parameters, now);
        assert!(matches!(reading, Reading::Known(_, Age::Fresh)));
    }
}
