//! Many writers at once: nothing is lost, nothing is skipped, and whoever follows the feed by a
//! cursor sees everything in order.
//!
//! `BAQYLAU_TEST_TRANSACTIONS` sets how many transactions there are on each engine.

use super::conformance::field;
use super::engine::{Engine, Place, apart};
use crate::store::{Connection, Store, StoreError, params, rows, sql};
use baqylau_domain::identifiers::VisitId;
use baqylau_protocol::feed::Scope;
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Transactions on each engine, unless told.
const TRANSACTIONS: usize = 6_000;

/// Threads that write.
const WRITERS: usize = 32;

/// Registries on one server; a file has one.
const REGISTRIES: usize = 4;

/// Feeds they write to.
const SCOPES: usize = 3;

const MARKS: &str = "SELECT name FROM meta WHERE name LIKE 'mark %' ORDER BY name";

fn transactions() -> usize {
    std::env::var("BAQYLAU_TEST_TRANSACTIONS")
        .map_or(TRANSACTIONS, |text| text.parse().expect("a number"))
}

fn page(
    connection: &Connection,
    scope: &str,
    after: i64,
) -> Result<Vec<(i64, String)>, StoreError> {
    connection.all(sql::FEED_PAGE, params![scope, after, 100], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })
}

/// A client that has everything asks again by and by.
#[expect(clippy::disallowed_methods, reason = "a thread of its own")]
fn by_and_by() {
    std::thread::sleep(Duration::from_millis(2));
}

/// Reads a feed as clients do until told that it is complete: what came, in the order it came.
fn follow(store: &Store, scope: &str, complete: &AtomicBool) -> Vec<(i64, String)> {
    let mut seen: Vec<(i64, String)> = Vec::new();
    loop {
        // Asked before the page: the last one may have come in between.
        let last = complete.load(Ordering::SeqCst);
        let after = seen.last().map_or(0, |(seq, _)| *seq);
        let more = store.read_blocking(|connection| page(connection, scope, after));
        let more = more.unwrap();
        match more.is_empty() {
            true if last => return seen,
            true => by_and_by(),
            false => seen.extend(more),
        }
    }
}

/// One transaction: an entry of a feed, and a mark of its own to find it by. Every seventh fails
/// when everything is done.
fn transact(store: &Store, visit: VisitId, n: usize) -> bool {
    let change = field(visit, &format!("mark {n:06}"));
    let outcome = store.write_blocking(move |tx| -> Result<(), StoreError> {
        tx.publish(&Scope::Draft(visit), &change)?;
        rows::put_meta(tx, &format!("mark {n:06}"), &[1])?;
        if n % 7 == 3 {
            return Err(StoreError::Corrupt("test"));
        }
        Ok(())
    });
    match outcome {
        Ok(()) => true,
        Err(StoreError::Corrupt("test")) => false,
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn nothing_is_lost_or_skipped_when_many_write_at_once() {
    let total = transactions();
    for place in Place::each() {
        let began = Instant::now();
        let registries = if place.is_server() { REGISTRIES } else { 1 };
        let stores: Vec<Store> = (0..registries).map(|_| place.store()).collect();
        let visits: Vec<VisitId> = (0..SCOPES)
            .map(|_| VisitId::new(super::new_uuid()))
            .collect();
        let complete = AtomicBool::new(false);
        let (acknowledged, followed) = std::thread::scope(|scope| {
            let (stores, visits, complete) = (&stores, &visits, &complete);
            let readers: Vec<_> = visits
                .iter()
                .enumerate()
                .map(|(n, visit)| {
                    let (store, name) = (&stores[n % registries], Scope::Draft(*visit).to_string());
                    scope.spawn(move || follow(store, &name, complete))
                })
                .collect();
            let writers: Vec<_> = (0..WRITERS)
                .map(|writer| {
                    scope.spawn(move || {
                        let own = (writer..total).step_by(WRITERS);
                        own.filter(|n| {
                            transact(&stores[writer % registries], visits[n % SCOPES], *n)
                        })
                        .collect::<Vec<usize>>()
                    })
                })
                .collect();
            let mut acknowledged: BTreeSet<usize> = BTreeSet::new();
            for writer in writers {
                acknowledged.extend(writer.join().unwrap());
            }
            complete.store(true, Ordering::SeqCst);
            let followed: Vec<_> = readers
                .into_iter()
                .map(|reader| reader.join().unwrap())
                .collect();
            (acknowledged, followed)
        });
        let expected: BTreeSet<usize> = (0..total).filter(|n| n % 7 != 3).collect();
        assert_eq!(acknowledged, expected);
        let marks = stores[0].read_blocking(|connection| {
            connection.all(MARKS, params![], |row| row.get::<String>(0))
        });
        let wanted: Vec<String> = expected.iter().map(|n| format!("mark {n:06}")).collect();
        assert_eq!(marks.unwrap(), wanted);
        for (scope, seen) in followed.iter().enumerate() {
            for (place, (seq, body)) in (1..).zip(seen) {
                assert_eq!(*seq, place, "{body}");
            }
            let mut told: Vec<&str> = seen.iter().map(|(_, body)| mark(body)).collect();
            told.sort_unstable();
            let wanted: Vec<String> = expected
                .iter()
                .filter(|n| *n % SCOPES == scope)
                .map(|n| format!("mark {n:06}"))
                .collect();
            assert_eq!(told, wanted, "each once");
        }
        let gaps = stores[0].read_blocking(|connection| connection.exists(sql::FEED_GAPS, &[]));
        assert_eq!(gaps, Ok(false));
        println!(
            "{total} transactions, {registries} registries: {:?}",
            began.elapsed()
        );
    }
}

/// The mark in the text of a change.
fn mark(body: &str) -> &str {
    let at = body.find("mark ").expect("a mark");
    &body[at..at + "mark 000000".len()]
}

/// The control: what the registry would lose if it ordered its feed by a sequence. Two writers
/// take their numbers in one order and commit in the other.
#[test]
fn a_feed_ordered_by_a_sequence_loses_what_ours_keeps() {
    if !Engine::all().contains(&Engine::Postgres) {
        return;
    }
    let place = Place::empty(Engine::Postgres);
    let store = place.store();
    let visit = VisitId::new(super::new_uuid());
    let scope = Scope::Draft(visit).to_string();
    place.beside(|connection| {
        let table = "CREATE TABLE by_sequence (id BIGSERIAL PRIMARY KEY, who TEXT)";
        connection.batch(table).unwrap();
    });
    let newer = |after: i64| -> Vec<(i64, String)> {
        let statement = "SELECT id, who FROM by_sequence WHERE id > ?1 ORDER BY id";
        store
            .read_blocking(|connection| {
                connection.all(statement, params![after], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })
            })
            .unwrap()
    };
    // The first takes its number and is slow.
    apart(|| {
        let first = place.origin().open().unwrap();
        let second = place.origin().open().unwrap();
        let add = |who: &str| format!("BEGIN; INSERT INTO by_sequence (who) VALUES ('{who}')");
        first.batch(&add("first")).unwrap();
        second.batch(&add("second")).unwrap();
        second.batch("COMMIT").unwrap();
        let seen = newer(0);
        assert_eq!(seen, [(2, "second".to_owned())]);
        first.batch("COMMIT").unwrap();
        assert_eq!(newer(seen[0].0), [], "the first one is never seen");
        assert_eq!(newer(0).len(), 2, "although it is there");
    });
    // The same in the feed: the second has no number until the first is through.
    let other = place.store();
    let (begun, has_begun) = std::sync::mpsc::channel();
    let (go_on, may_go_on) = std::sync::mpsc::channel::<()>();
    std::thread::scope(|threads| {
        let (store, other, scope) = (&store, &other, &scope);
        let slow = threads.spawn(move || {
            store.write_blocking(move |tx| -> Result<(), StoreError> {
                tx.publish(&Scope::Draft(visit), &field(visit, "mark first "))?;
                begun.send(()).unwrap();
                may_go_on.recv().unwrap();
                Ok(())
            })
        });
        has_begun.recv().unwrap();
        let quick = threads.spawn(move || {
            other.write_blocking(move |tx| -> Result<(), StoreError> {
                tx.publish(&Scope::Draft(visit), &field(visit, "mark second"))
            })
        });
        let seen = store.read_blocking(|connection| page(connection, scope, 0));
        assert_eq!(seen.unwrap(), []);
        go_on.send(()).unwrap();
        slow.join().unwrap().unwrap();
        quick.join().unwrap().unwrap();
        let seen = store
            .read_blocking(|connection| page(connection, scope, 0))
            .unwrap();
        let told: Vec<&str> = seen.iter().map(|(_, body)| mark(body)).collect();
        assert_eq!(told, ["mark first ", "mark second"]);
    });
}
