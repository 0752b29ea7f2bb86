//! What is asked at once, what is given up, and what happens when keeping fails.

use crate::bench::{Wish, bench, bench_with, head, iin, person};
use baqylau_connectors::{
    AuditOutcome, Boxed, BreakerState, Cache, CacheError, CacheKey, Call, Carried, Kept,
    MemoryCache, Origin, Question, Transport, TransportError, Trouble,
};
use baqylau_domain::checks::{CheckParameters, Source};
use chrono::TimeDelta;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::Semaphore;

/// A transport that answers nothing until it is told to, and counts.
struct Held {
    go: Semaphore,
    now: AtomicUsize,
    most: AtomicUsize,
    begun: AtomicUsize,
}

impl Held {
    fn new() -> Arc<Self> {
        Arc::new(Self {
            go: Semaphore::new(0),
            now: AtomicUsize::new(0),
            most: AtomicUsize::new(0),
            begun: AtomicUsize::new(0),
        })
    }
}

struct OnTheWay<'a>(&'a Held);

impl Drop for OnTheWay<'_> {
    fn drop(&mut self) {
        self.0.now.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Transport for Held {
    fn carry(&self, _call: Call) -> Carried<'_> {
        Box::pin(async move {
            self.begun.fetch_add(1, Ordering::SeqCst);
            let now = self.now.fetch_add(1, Ordering::SeqCst) + 1;
            self.most.fetch_max(now, Ordering::SeqCst);
            let _on_the_way = OnTheWay(self);
            self.go.acquire().await.unwrap().forget();
            Err(TransportError::Request)
        })
    }
}

async fn settle() {
    for _ in 0..50 {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn no_more_questions_are_on_their_way_than_a_system_bears() {
    let held = Held::new();
    let bench = bench_with(
        &[],
        Wish {
            transport: Arc::<Held>::clone(&held),
            change: |settings| {
                settings.concurrency = 3;
                settings.breaker_failures = 100;
            },
            ..Wish::default()
        },
    )
    .await;
    let connectors = Arc::new(bench.connectors);
    let tasks: Vec<_> = (0..20)
        .map(|_| {
            let connectors = Arc::clone(&connectors);
            tokio::spawn(async move {
                let parameters = CheckParameters::pilot();
                connectors.ask("test", &person(), &parameters).await
            })
        })
        .collect();
    settle().await;
    assert_eq!(held.begun.load(Ordering::SeqCst), 3);
    held.go.add_permits(20);
    for task in tasks {
        let answered = task.await.unwrap();
        assert_eq!(answered, Err(Trouble::Transport(TransportError::Request)));
    }
    assert_eq!(held.most.load(Ordering::SeqCst), 3);
    assert_eq!(held.begun.load(Ordering::SeqCst), 20);
}

#[tokio::test]
async fn a_question_given_up_frees_its_place_and_is_recorded() {
    let held = Held::new();
    let bench = bench_with(
        &[],
        Wish {
            transport: Arc::<Held>::clone(&held),
            change: |settings| settings.concurrency = 1,
            ..Wish::default()
        },
    )
    .await;
    let parameters = CheckParameters::pilot();
    for _ in 0..3 {
        let question = person();
        let asking = bench.connectors.ask("test", &question, &parameters);
        tokio::select! {
            biased;
            _ = asking => panic!("nobody answers"),
            () = settle() => {}
        }
        assert_eq!(held.now.load(Ordering::SeqCst), 0, "the request ended");
    }
    assert_eq!(
        held.begun.load(Ordering::SeqCst),
        3,
        "the place was free again"
    );
    let records = bench.audit.take();
    assert_eq!(records.len(), 3);
    assert!(
        records
            .iter()
            .all(|one| one.outcome == AuditOutcome::GivenUp)
    );
    assert_eq!(
        bench.connectors.breaker(Source::GbdFl),
        Some(BreakerState::Closed { failures: 0 }),
        "whoever goes away says nothing about the system"
    );
}

#[tokio::test]
async fn a_try_of_a_system_left_alone_that_is_given_up_lets_another_try() {
    let bench = bench_with(
        &["gbd-fl=status:500*9"],
        Wish {
            change: |settings| settings.attempts = 3,
            ..Wish::default()
        },
    )
    .await;
    let parameters = CheckParameters::pilot();
    let question = person();
    for _ in 0..3 {
        assert!(
            bench
                .connectors
                .ask("test", &question, &parameters)
                .await
                .is_err()
        );
    }
    bench.clock.advance(TimeDelta::seconds(30));
    bench.faults(&["gbd-fl=timeout*1"]);
    {
        let trying = bench.connectors.ask("test", &question, &parameters);
        tokio::pin!(trying);
        let reached = async {
            while bench.asked_person() < 10 {
                tokio::task::yield_now().await;
            }
        };
        tokio::select! {
            biased;
            _ = &mut trying => panic!("it hangs"),
            () = reached => {}
        }
        let another = Question::Person { iin: head() };
        assert_eq!(
            bench.connectors.ask("test", &another, &parameters).await,
            Err(Trouble::BeingTried)
        );
    }
    assert_eq!(
        bench.connectors.breaker(Source::GbdFl),
        Some(BreakerState::HalfOpen { trying: false })
    );
    assert!(
        bench
            .connectors
            .ask("test", &question, &parameters)
            .await
            .is_ok()
    );
}

/// A cache that fails.
struct Broken;

impl Cache for Broken {
    fn get(&self, _key: CacheKey) -> Boxed<'_, Result<Option<Kept>, CacheError>> {
        Box::pin(std::future::ready(Err(CacheError)))
    }

    fn put(&self, _key: CacheKey, _kept: Kept) -> Boxed<'_, Result<(), CacheError>> {
        Box::pin(std::future::ready(Err(CacheError)))
    }
}

#[tokio::test]
async fn a_cache_that_fails_costs_a_request_and_nothing_else() {
    let bench = bench_with(
        &[],
        Wish {
            cache: Arc::new(Broken),
            ..Wish::default()
        },
    )
    .await;
    let parameters = CheckParameters::pilot();
    for times in 1..3 {
        let answer = bench.connectors.ask("test", &person(), &parameters).await;
        assert_eq!(answer.unwrap().origin, Origin::System);
        assert_eq!(bench.asked_person(), times);
    }
}

#[tokio::test]
async fn a_full_cache_forgets_what_came_first() {
    let bench = bench_with(
        &[],
        Wish {
            cache: Arc::new(MemoryCache::new(1)),
            ..Wish::default()
        },
    )
    .await;
    let parameters = CheckParameters::pilot();
    let (one, other) = (
        Question::Person { iin: iin() },
        Question::Person { iin: head() },
    );
    for (question, origin) in [
        (&one, Origin::System),
        (&one, Origin::Kept),
        (&other, Origin::System),
        (&other, Origin::Kept),
        (&one, Origin::System),
    ] {
        let answer = bench.connectors.ask("test", question, &parameters).await;
        assert_eq!(answer.unwrap().origin, origin);
    }
}

#[tokio::test]
async fn requests_are_numbered_apart_and_attempts_alike() {
    let bench = bench(&["gbd-fl=status:500*1"]).await;
    let parameters = CheckParameters::pilot();
    bench
        .connectors
        .ask("a", &person(), &parameters)
        .await
        .unwrap();
    bench.clock.advance(TimeDelta::hours(25));
    bench
        .connectors
        .ask("a", &person(), &parameters)
        .await
        .unwrap();
    bench.clock.advance(TimeDelta::hours(25));
    let other = Question::Person { iin: head() };
    bench
        .connectors
        .ask("a", &other, &parameters)
        .await
        .unwrap();
    let records = bench.audit.take();
    assert_eq!(records[0].attempts, 2);
    let numbers: std::collections::BTreeSet<&str> =
        records.iter().map(|one| one.request.as_str()).collect();
    assert_eq!(numbers.len(), 3);
    assert_eq!(
        records[0].about, records[1].about,
        "one person, one pseudonym"
    );
    assert_ne!(records[0].about, records[2].about);
}
