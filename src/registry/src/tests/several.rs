//! Over several machines (`BAQYLAU_TEST_CITUS=1 tests/postgres …`), and when machines are killed.
//!
//! `BAQYLAU_TEST_KILLS=N` kills servers N times under load; whatever else uses them meanwhile fails,
//! so it is for a run of its own.

use super::conformance::field;
use super::engine::{Engine, Place, apart, tell, workers};
use crate::store::{Connection, Store, StoreError, params, rows, spread, sql};
use baqylau_domain::identifiers::VisitId;
use baqylau_protocol::feed::Scope;
use std::collections::BTreeSet;
use std::process::Command;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Feeds every transaction writes to: enough to lie on every machine.
const SCOPES: usize = 6;

/// Threads that write.
const WRITERS: usize = 4;

fn visits() -> Vec<VisitId> {
    (0..SCOPES)
        .map(|_| VisitId::new(super::new_uuid()))
        .collect()
}

fn scope(visit: VisitId) -> String {
    Scope::Draft(visit).to_string()
}

/// One transaction over all machines: an entry in each feed, and a mark of its own on the
/// coordinator. Said again it is done once.
fn transact(store: &Store, visits: &[VisitId], mark: &str) -> Result<(), StoreError> {
    let (visits, mark) = (visits.to_vec(), format!("mark {mark}"));
    store.write_blocking(move |tx| {
        if rows::meta(tx, &mark)?.is_some() {
            return Ok(());
        }
        for visit in &visits {
            tx.publish(&Scope::Draft(*visit), &field(*visit, &mark))?;
        }
        rows::put_meta(tx, &mark, &[1])
    })
}

/// How far each feed is, and how many marks there are, as one reader sees them.
fn seen(store: &Store, visits: &[VisitId]) -> Result<Vec<i64>, StoreError> {
    store.read_blocking(|connection| {
        let marks = "SELECT count(*) FROM meta WHERE name LIKE 'mark %'";
        let mut all = vec![connection.only(marks, params![])?];
        for visit in visits {
            let head = connection.cell(sql::FEED_HEAD, params![scope(*visit)])?;
            all.push(head.unwrap_or(0));
        }
        Ok(all)
    })
}

/// A server whose tables are spread; `None` without one.
fn several() -> Option<Place> {
    let there = !workers("postgres").is_empty();
    if !there {
        println!("skipped: BAQYLAU_TEST_CITUS=1 tests/postgres makes several machines");
    }
    there.then(|| Place::empty(Engine::Postgres))
}

/// Tables that lie on each worker.
fn on_workers(place: &Place) -> Vec<i64> {
    let name = &place.database.as_ref().unwrap().0;
    let shards = "SELECT count(*) FROM pg_catalog.pg_class WHERE relkind = 'r'
        AND relname ~ '^(feed|lms_rows|month_batches|person_facts|check_facts)_[0-9]+$'";
    apart(|| {
        workers(name)
            .into_iter()
            .map(|url| {
                let connection = crate::store::Origin::Server(url).open().unwrap();
                connection
                    .batch("SET citus.override_table_visibility = off")
                    .unwrap();
                connection.only(shards, params![]).unwrap()
            })
            .collect()
    })
}

#[test]
fn a_reader_sees_one_state_of_all_machines() {
    let Some(place) = several() else { return };
    let (store, visits) = (place.store(), visits());
    assert!(on_workers(&place).iter().all(|tables| *tables > 2));
    let (done, looks) = (AtomicBool::new(false), AtomicUsize::new(0));
    std::thread::scope(|threads| {
        let (store, visits, done, looks) = (&store, &visits, &done, &looks);
        for _ in 0..3 {
            threads.spawn(move || {
                while !done.load(Ordering::SeqCst) {
                    let all = seen(store, visits).unwrap();
                    assert!(all.iter().all(|n| *n == all[0]), "{all:?}");
                    looks.fetch_add(1, Ordering::SeqCst);
                }
            });
        }
        let writing: Vec<_> = (0..WRITERS)
            .map(|writer| {
                threads.spawn(move || {
                    for n in 0..60 {
                        transact(store, visits, &format!("{writer} {n}")).unwrap();
                    }
                })
            })
            .collect();
        let written: Vec<_> = writing.into_iter().map(|writer| writer.join()).collect();
        // Whatever became of them, or the readers would go on for ever.
        done.store(true, Ordering::SeqCst);
        assert!(written.iter().all(Result::is_ok), "a writer failed");
    });
    assert_eq!(
        seen(&store, &visits).unwrap(),
        vec![60 * WRITERS as i64; SCOPES + 1]
    );
    assert!(looks.load(Ordering::SeqCst) > 20, "{looks:?}");
}

/// Leaves a promise on the worker that holds a scope's head, as when it went away before it heard
/// of the end: its head would be one further. `ended` is whether the coordinator committed.
fn leave_promise(place: &Place, scope: &str, number: u32, ended: bool) {
    let promise = format!("citus_0_999999_{number}_1");
    let one = |statement: &str| -> i64 {
        place.beside(|connection| {
            let found = connection.all_made(statement, |row| row.get(0)).unwrap();
            found[0]
        })
    };
    let shard = one(&format!(
        "SELECT get_shard_id_for_distribution_column('feed_head', '{scope}')"
    ));
    let on = format!(
        "pg_dist_node n JOIN pg_dist_placement p ON p.groupid = n.groupid
        WHERE p.shardid = {shard}"
    );
    let port = one(&format!("SELECT n.nodeport::bigint FROM {on}"));
    let worker = workers(&place.database.as_ref().unwrap().0)
        .into_iter()
        .find(|url| url.to_string().contains(&format!(":{port}/")))
        .unwrap();
    let change = format!(
        "SET citus.enable_manual_changes_to_shards = on;
        BEGIN; UPDATE feed_head_{shard} SET n = n + 1 WHERE scope = '{scope}'"
    );
    apart(|| {
        let connection = crate::store::Origin::Server(worker).open().unwrap();
        connection.batch(&change).unwrap();
        connection
            .batch(&format!("PREPARE TRANSACTION '{promise}'"))
            .unwrap();
    });
    if ended {
        let record = format!(
            "INSERT INTO pg_dist_transaction (groupid, gid)
            SELECT n.groupid, '{promise}' FROM {on}"
        );
        place.beside(|connection| connection.batch(&record).unwrap());
    }
}

#[test]
fn what_a_machine_missed_the_end_of_is_ended_before_anybody_reads_or_writes() {
    let Some(place) = several() else { return };
    let (store, visits) = (place.store(), visits());
    transact(&store, &visits, "first").unwrap();
    let heads = |store: &Store| seen(store, &visits).unwrap()[1..].to_vec();
    assert_eq!(heads(&store), [1; SCOPES]);
    // Nobody was told of any of these: neither a lost connection nor a warning.
    leave_promise(&place, &scope(visits[0]), 1, true);
    leave_promise(&place, &scope(visits[1]), 2, false);
    assert_eq!(heads(&store), [2, 1, 1, 1, 1, 1]);
    // Whoever writes looks before the first statement too.
    leave_promise(&place, &scope(visits[2]), 3, true);
    leave_promise(&place, &scope(visits[3]), 4, false);
    transact(&store, &visits, "second").unwrap();
    assert_eq!(heads(&store), [3, 2, 3, 2, 2, 2]);
    let held = "SELECT coalesce(max(promises_held(id)), -1) FROM machines";
    let held: Vec<i64> =
        place.beside(|connection| connection.all_made(held, |row| row.get(0)).unwrap());
    assert_eq!(held, [0], "and every machine was asked");
}

#[test]
fn a_worker_that_was_added_is_asked_from_the_next_start_on() {
    let Some(place) = several() else { return };
    place.store().close();
    let asked = || {
        let machines = "SELECT count(*) FROM machines";
        place.beside(|connection| {
            let found = connection
                .all_made(machines, |row| row.get::<i64>(0))
                .unwrap();
            found[0]
        })
    };
    assert_eq!(asked(), 2);
    // As if one of the two had come later, and tables had been moved there since.
    place.beside(|connection| {
        connection
            .batch(
                "DROP TABLE machines; CREATE TABLE machines (id BIGINT PRIMARY KEY);
                UPDATE pg_dist_node SET shouldhaveshards = false
                    WHERE nodeid = (SELECT max(nodeid) FROM pg_dist_node WHERE groupid <> 0);
                SELECT create_distributed_table('machines', 'id', colocate_with => 'none',
                    shard_count => 1);
                INSERT INTO machines VALUES (1);
                UPDATE pg_dist_node SET shouldhaveshards = true WHERE groupid <> 0",
            )
            .unwrap();
    });
    assert_eq!(asked(), 1);
    let store = place.store();
    let visits = visits();
    transact(&store, &visits, "first").unwrap();
    assert_eq!(seen(&store, &visits), Ok(vec![1; SCOPES + 1]));
    store.close();
    assert_eq!(asked(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_registry_that_filled_one_machine_is_spread_and_stays_what_it_was() {
    let Some(place) = several() else { return };
    let name = place.database.as_ref().unwrap().0.clone();
    let holding = |holds: bool| {
        place.beside(|connection| {
            let statement = format!(
                "SELECT citus_set_node_property(nodename, nodeport, 'shouldhaveshards', {holds})
                FROM pg_dist_node WHERE groupid <> 0"
            );
            connection.batch(&statement).unwrap();
        });
    };
    // As before the workers were there.
    holding(false);
    let config = crate::RegistryConfig {
        demo: true,
        ..place.config()
    };
    let registry = crate::Registry::start(config.clone()).await.unwrap();
    registry.stop().await;
    assert_eq!(on_workers(&place), [0, 0]);
    let shown = |place: &Place| {
        let statements = [
            "SELECT scope || seq || body FROM feed ORDER BY scope, seq",
            "SELECT scope || record || seq || digest FROM standing ORDER BY scope, record",
            "SELECT period::text || organisation || hash FROM month_registers
                ORDER BY period, organisation, revision",
            "SELECT id || outcome || receipt FROM operations ORDER BY id",
        ];
        place.beside(|connection| {
            statements.map(|statement| {
                let lines: Vec<String> = connection.all_made(statement, |row| row.get(0)).unwrap();
                lines
            })
        })
    };
    let before = shown(&place);
    assert!(before[0].len() > 100);
    // A start doesn't move anything by itself; the administrator does.
    holding(true);
    apart(|| place.store().close());
    assert_eq!(on_workers(&place), [0, 0]);
    let running = crate::Registry::start(config.clone()).await.unwrap();
    let spread = || {
        let config = config.clone();
        apart(move || crate::spread(&config, |_| ()))
    };
    assert!(matches!(spread(), Err(crate::StartError::InUse)));
    running.stop().await;
    let moved = spread().unwrap();
    let feed = moved.iter().find(|moved| moved.table == "feed").unwrap();
    assert_eq!(feed.rows, before[0].len() as i64);
    assert!(on_workers(&place).iter().all(|tables| *tables > 2));
    assert_eq!(spread().unwrap(), [], "and it is done once");
    assert_eq!(shown(&place), before);
    let registry = crate::Registry::start(config.clone()).await.unwrap();
    let health = registry.check().await.unwrap();
    assert_eq!(health.scopes_with_gaps, Vec::<String>::new());
    assert_eq!(health.audit_broken_at, None);
    registry.stop().await;
    // Nothing stays behind on the coordinator.
    let left = place.beside(|connection| {
        connection
            .all_made("SELECT count(*) FROM ONLY feed", |row| row.get::<i64>(0))
            .unwrap()
    });
    assert_eq!(left, [before[0].len() as i64], "{name}");
}

#[test]
fn without_workers_there_is_nothing_to_spread() {
    let place = Place::empty(Engine::Sqlite);
    place.store().close();
    assert!(matches!(
        crate::spread(&place.config(), |_| ()),
        Err(crate::StartError::Store(StoreError::OneMachine))
    ));
    let moved = place.beside(|connection| {
        spread::tables(connection, spread::Which::All, |moved| panic!("{moved:?}"))
    });
    assert_eq!(moved, Ok(false));
}

/// Kills a server and waits until it is there again.
fn kill(server: &str) {
    let program = std::env::var("BAQYLAU_TEST_KILL").expect("tests/postgres tells");
    let status = Command::new(program).arg(server).status().unwrap();
    assert!(status.success(), "{server} didn't come back");
}

#[test]
#[expect(clippy::disallowed_methods, reason = "threads of their own")]
fn servers_killed_under_load_lose_nothing_they_acknowledged() {
    let Ok(kills) = std::env::var("BAQYLAU_TEST_KILLS") else {
        println!("skipped: BAQYLAU_TEST_KILLS=N kills servers N times");
        return;
    };
    let kills: usize = kills.parse().expect("a number");
    let servers: &[&str] = match workers("postgres").is_empty() {
        true => &["data"],
        false => &["data1", "data", "data2"],
    };
    let place = Place::empty(Engine::Postgres);
    let (store, visits) = (place.store(), visits());
    let (over, again, looks) = (
        AtomicBool::new(false),
        AtomicUsize::new(0),
        AtomicUsize::new(0),
    );
    let acknowledged: BTreeSet<String> = std::thread::scope(|threads| {
        let (store, visits, over, again, looks) = (&store, &visits, &over, &again, &looks);
        threads.spawn(move || {
            while !over.load(Ordering::SeqCst) {
                match seen(store, visits) {
                    Ok(all) => {
                        assert!(all.iter().all(|n| *n == all[0]), "{all:?}");
                        looks.fetch_add(1, Ordering::SeqCst);
                    }
                    Err(_) => std::thread::sleep(Duration::from_millis(5)),
                }
            }
        });
        let writing: Vec<_> = (0..WRITERS)
            .map(|writer| {
                threads.spawn(move || {
                    let mut acknowledged = BTreeSet::new();
                    for n in 0.. {
                        if over.load(Ordering::SeqCst) {
                            break;
                        }
                        let mark = format!("{writer} {n:06}");
                        while let Err(error) = transact(store, visits, &mark) {
                            let passing = matches!(
                                error,
                                StoreError::Unreachable(_)
                                    | StoreError::Uncertain
                                    | StoreError::Busy
                            );
                            assert!(passing, "{error}");
                            again.fetch_add(1, Ordering::SeqCst);
                            std::thread::sleep(Duration::from_millis(5));
                        }
                        acknowledged.insert(mark);
                    }
                    acknowledged
                })
            })
            .collect();
        for n in 0..kills {
            // Not always in the same place of a transaction.
            std::thread::sleep(Duration::from_millis(120 + (n as u64 * 37) % 90));
            kill(servers[n % servers.len()]);
        }
        std::thread::sleep(Duration::from_millis(300));
        over.store(true, Ordering::SeqCst);
        writing
            .into_iter()
            .flat_map(|writer| writer.join().unwrap())
            .collect()
    });
    let kept: Vec<String> = store
        .read_blocking(|connection: &Connection| {
            let marks = "SELECT name FROM meta WHERE name LIKE 'mark %' ORDER BY name";
            connection.all(marks, params![], |row| row.get(0))
        })
        .unwrap();
    let wanted: Vec<String> = acknowledged.iter().map(|m| format!("mark {m}")).collect();
    assert_eq!(kept, wanted, "each once, and none more");
    for visit in &visits {
        let told: Vec<String> = store
            .read_blocking(|connection| {
                let all = "SELECT body FROM feed WHERE scope = ?1 ORDER BY seq";
                connection.all(all, params![scope(*visit)], |row| row.get(0))
            })
            .unwrap();
        assert_eq!(told.len(), wanted.len());
        for mark in &wanted {
            assert_eq!(told.iter().filter(|body| body.contains(mark)).count(), 1);
        }
    }
    let gaps = store.read_blocking(|connection| connection.exists(sql::FEED_GAPS, &[]));
    assert_eq!(gaps, Ok(false));
    let began = Instant::now();
    store.close();
    println!(
        "{kills} kills of {servers:?}: {} transactions, {} said again, {} looks, closed in {:?}",
        wanted.len(),
        again.load(Ordering::SeqCst),
        looks.load(Ordering::SeqCst),
        began.elapsed()
    );
    tell("SELECT 1");
}
