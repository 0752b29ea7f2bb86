//! What every engine has to do alike for the registry: each test runs on all there are.

use super::engine::Place;
use crate::environment::Environment;
use crate::store::sql::ledger;
use crate::store::{Cell, Connection, Store, StoreError, params, rows, sql};
use baqylau_domain::draft::{Draft, FieldKey};
use baqylau_domain::identifiers::{InstallId, PersonId, VisitId};
use baqylau_protocol::feed::{Change, Scope};
use std::ops::ControlFlow;
use std::sync::mpsc;

const PROBE: &str =
    "CREATE TABLE probe (id TEXT NOT NULL PRIMARY KEY, n INTEGER, words TEXT, bytes BLOB)";
const PROBE_ADD: &str = "INSERT INTO probe (id, n, words, bytes) VALUES (?1, ?2, ?3, ?4)";
const PROBE_PUT: &str = "INSERT INTO probe (id, n) VALUES (?1, ?2)
    ON CONFLICT (id) DO UPDATE SET n = excluded.n";
const PROBE_KEEP: &str = "INSERT INTO probe (id, n) VALUES (?1, ?2) ON CONFLICT (id) DO NOTHING";
const PROBE_ALL: &str = "SELECT id, n, words, bytes FROM probe ORDER BY id";
const PROBE_COUNT: &str = "SELECT count(*) FROM probe";

/// Texts whose order by the rules of a language differs from that of their bytes.
const WORDS: [&str; 16] = [
    "", " ", "-a", "10", "9", "A", "Z", "a", "a b", "a-b", "ab", "z", "Ё", "Я", "ё", "қ",
];

/// A store with a table to try things on.
fn probe(place: &Place) -> Store {
    let store = place.store();
    place.beside(|connection| connection.batch(PROBE).unwrap());
    store
}

fn write<T: Send + 'static>(
    store: &Store,
    work: impl FnMut(&Connection) -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    let mut work = work;
    store.write_blocking(move |tx| work(tx))
}

/// A change of a draft, which is about no record.
pub(super) fn field(visit: VisitId, words: &str) -> Change {
    let key = FieldKey::Finding {
        list: "SAFE".to_owned(),
        item: "B1".to_owned(),
    };
    let version = Draft::default().write(
        &key,
        InstallId::new(super::new_uuid()),
        serde_json::json!(words),
        PersonId::new(super::new_uuid()),
        super::morning(),
    );
    Change::Field {
        visit,
        key,
        version,
    }
}

#[test]
fn values_come_back_as_they_went_in() {
    let long: Vec<u8> = (0..1_000_000u32).map(|n| (n % 251) as u8).collect();
    let kazakh = "Әкімшілік құқық бұзушылық — «Ұлттық іңір» ҒҚҢӨҮІһ ₸";
    for place in Place::each() {
        let store = probe(&place);
        let bytes = long.clone();
        write(&store, move |connection| {
            connection.run(PROBE_ADD, params!["1", i64::MIN, kazakh, bytes])?;
            connection.run(PROBE_ADD, params!["2", i64::MAX, "", Vec::new()])?;
            connection.run(
                PROBE_ADD,
                params!["3", true, r"\ % _ ' $1 ?1", vec![0u8, 255]],
            )?;
            let nothing = params!["4", None::<i64>, None::<String>, None::<Vec<u8>>];
            connection.run(PROBE_ADD, nothing)?;
            connection.run(
                PROBE_ADD,
                params!["5", 0u32, "x".repeat(1_000_000), vec![0u8; 0]],
            )
        })
        .unwrap();
        type Line = (Option<i64>, Option<String>, Option<Vec<u8>>);
        let found: Vec<Line> = store
            .read_blocking(|connection| {
                connection.all(PROBE_ALL, params![], |row| {
                    Ok((row.get(1)?, row.get(2)?, row.get(3)?))
                })
            })
            .unwrap();
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(found[0], (Some(i64::MIN), text(kazakh), Some(long.clone())));
        assert_eq!(found[1], (Some(i64::MAX), text(""), Some(vec![])));
        let odd = text(r"\ % _ ' $1 ?1");
        assert_eq!(found[2], (Some(1), odd, Some(vec![0, 255])));
        assert_eq!(found[3], (None, None, None));
        assert_eq!(found[4].1.as_ref().unwrap().len(), 1_000_000);
    }
}

#[test]
fn a_column_of_another_kind_is_an_error_and_not_a_guess() {
    for place in Place::each() {
        let store = probe(&place);
        let wrong = |connection: &Connection| {
            connection.run(PROBE_ADD, params!["1", 300, "300", vec![1u8]])?;
            let kinds = [
                connection.one(PROBE_ALL, params![], |row| row.get::<i64>(2).map(drop)),
                connection.one(PROBE_ALL, params![], |row| row.get::<String>(1).map(drop)),
                connection.one(PROBE_ALL, params![], |row| row.get::<Vec<u8>>(2).map(drop)),
                connection.one(PROBE_ALL, params![], |row| row.get::<u8>(1).map(drop)),
                connection.one(PROBE_ALL, params![], |row| row.text(3).map(drop)),
                connection.one(PROBE_ALL, params![], |row| row.get::<i64>(4).map(drop)),
            ];
            Ok(kinds)
        };
        let kinds = write(&store, wrong).unwrap();
        assert_eq!(
            kinds,
            [2, 1, 2, 1, 3, 4].map(|column| Err(StoreError::Column(column)))
        );
    }
}

#[test]
fn a_text_with_nul_is_refused_and_the_store_goes_on() {
    for place in Place::each() {
        let store = probe(&place);
        let refused = write(&store, |connection| {
            connection.run(PROBE_PUT, params!["before", 1])?;
            connection.run(PROBE_ADD, params!["a\0b", 1, "", Vec::new()])
        });
        assert_eq!(refused, Err(StoreError::Nul));
        let found = store.read_blocking(|connection| connection.exists(PROBE_ALL, params!["\0"]));
        assert!(found.is_err());
        let count: i64 =
            write(&store, |connection| connection.only(PROBE_COUNT, params![])).unwrap();
        assert_eq!(count, 0, "the job that failed left nothing");
    }
}

#[test]
fn texts_are_ordered_by_their_bytes_whatever_the_language_of_the_database() {
    for place in Place::each() {
        let store = probe(&place);
        write(&store, |connection| {
            for word in WORDS.iter().rev() {
                connection.run(PROBE_PUT, params![word, 1])?;
            }
            Ok(())
        })
        .unwrap();
        let found: Vec<String> = store
            .read_blocking(|connection| connection.all(PROBE_ALL, params![], |row| row.get(0)))
            .unwrap();
        assert_eq!(found, WORDS);
        let between = "SELECT count(*) FROM probe WHERE id >= ?1 AND id < ?2";
        let count: i64 = store
            .read_blocking(|connection| connection.only(between, params!["A", "a"]))
            .unwrap();
        assert_eq!(count, 2, "A and Z");
    }
}

#[test]
fn patterns_tell_cases_apart_and_know_no_escapes_the_catalogue_would_use() {
    for place in Place::each() {
        let store = probe(&place);
        write(&store, |connection| {
            for word in ["draft:1", "DRAFT:2", "redraft:3", "Жол", "жол"] {
                connection.run(PROBE_PUT, params![word, 1])?;
            }
            Ok(())
        })
        .unwrap();
        let like = |pattern: &'static str| -> Vec<String> {
            let statement = "SELECT id FROM probe WHERE id LIKE ?1 ORDER BY id";
            store
                .read_blocking(|connection| {
                    connection.all(statement, params![pattern], |row| row.get(0))
                })
                .unwrap()
        };
        assert_eq!(like("draft:%"), ["draft:1"]);
        assert_eq!(like("%draft%"), ["draft:1", "redraft:3"]);
        assert_eq!(like("ж_л"), ["жол"]);
    }
    let escapes = statements().iter().any(|(_, text)| text.contains('\\'));
    assert!(!escapes, "a backslash in a pattern means different things");
}

#[test]
fn conflicts_are_settled_alike_and_counted_alike() {
    for place in Place::each() {
        let store = probe(&place);
        let counts = write(&store, |connection| {
            Ok([
                connection.run(PROBE_PUT, params!["a", 1])?,
                connection.run(PROBE_PUT, params!["a", 2])?,
                connection.run(PROBE_KEEP, params!["a", 3])?,
                connection.run(PROBE_KEEP, params!["b", 4])?,
                connection.run("UPDATE probe SET n = n + 1", params![])?,
                connection.run("DELETE FROM probe WHERE id = ?1", params!["none"])?,
            ])
        });
        assert_eq!(counts.unwrap(), [1, 1, 0, 1, 2, 0]);
        let found: Vec<(String, i64)> = store
            .read_blocking(|connection| {
                connection.all(PROBE_ALL, params![], |row| Ok((row.get(0)?, row.get(1)?)))
            })
            .unwrap();
        assert_eq!(found, [("a".to_owned(), 3), ("b".to_owned(), 5)]);
    }
}

#[test]
fn a_statement_that_fails_fails_its_job_alone() {
    for place in Place::each() {
        let store = probe(&place);
        let add = |store: &Store, id: usize| {
            write(store, move |connection| {
                // One row of its own first: it has to go as well.
                connection.run(PROBE_PUT, params![format!("own {id}"), 1])?;
                let shared = format!("shared {}", id % 3);
                connection.run(PROBE_ADD, params![shared, 1, "", Vec::new()])
            })
        };
        let mut kept = 0;
        std::thread::scope(|scope| {
            let (store, add) = (&store, &add);
            let jobs: Vec<_> = (0..30)
                .map(|id| scope.spawn(move || add(store, id)))
                .collect();
            for job in jobs {
                match job.join().unwrap() {
                    Ok(_) => kept += 1,
                    Err(StoreError::Sql(reason)) => {
                        // What clashed is personal data as likely as not.
                        assert!(!reason.contains("shared "), "{reason}");
                    }
                    Err(other) => panic!("{other}"),
                }
            }
        });
        assert_eq!(kept, 3);
        let count: i64 = store
            .read_blocking(|connection| connection.only(PROBE_COUNT, params![]))
            .unwrap();
        assert_eq!(count, 6);
    }
}

#[test]
fn the_feed_is_numbered_in_the_order_of_its_commits_without_gaps() {
    for place in Place::each() {
        let store = place.store();
        let visit = VisitId::new(super::new_uuid());
        for n in 0..30 {
            let change = field(visit, &n.to_string());
            let outcome = store.write_blocking(move |tx| -> Result<(), StoreError> {
                tx.publish(&Scope::Draft(visit), &change)?;
                tx.publish(&Scope::Draft(visit), &change)?;
                (n % 3 != 1)
                    .then_some(())
                    .ok_or(StoreError::Corrupt("test"))
            });
            assert_eq!(outcome.is_err(), n % 3 == 1);
        }
        let scope = Scope::Draft(visit).to_string();
        let numbers: Vec<i64> = store
            .read_blocking(|connection| {
                connection.all(sql::FEED_PAGE, params![scope, 0, 100], |row| row.get(0))
            })
            .unwrap();
        assert_eq!(numbers, (1..=40).collect::<Vec<i64>>());
        let gaps = store.read_blocking(|connection| connection.exists(sql::FEED_GAPS, params![]));
        assert_eq!(gaps, Ok(false));
    }
}

#[test]
fn a_reader_sees_one_state_from_its_beginning_to_its_end() {
    for place in Place::each() {
        let store = probe(&place);
        let (begun, has_begun) = mpsc::channel();
        let (written, is_written) = mpsc::channel::<()>();
        std::thread::scope(|scope| {
            let store = &store;
            let reader = scope.spawn(move || {
                store.read_blocking(|connection| -> Result<_, StoreError> {
                    let before: i64 = connection.only(PROBE_COUNT, params![])?;
                    begun.send(()).unwrap();
                    is_written.recv().unwrap();
                    let after: i64 = connection.only(PROBE_COUNT, params![])?;
                    Ok((before, after))
                })
            });
            has_begun.recv().unwrap();
            // A reader holds up no writer.
            write(store, |connection| {
                connection.run(PROBE_PUT, params!["a", 1])
            })
            .unwrap();
            let seen = store.read_blocking(|connection| connection.only(PROBE_COUNT, params![]));
            assert_eq!(seen, Ok(1i64), "who begins later sees it");
            written.send(()).unwrap();
            assert_eq!(reader.join().unwrap(), Ok((0, 0)));
        });
    }
}

#[test]
fn a_reader_changes_nothing() {
    for place in Place::each() {
        let store = probe(&place);
        let refused = store.read_blocking(|connection| connection.run(PROBE_PUT, params!["a", 1]));
        assert!(matches!(refused, Err(StoreError::Sql(_))), "{refused:?}");
        let count = store.read_blocking(|connection| connection.only(PROBE_COUNT, params![]));
        assert_eq!(count, Ok(0i64), "and the next one reads");
    }
}

#[test]
fn rows_are_handed_on_until_enough_and_the_next_statement_finds_its_own() {
    for place in Place::each() {
        let store = probe(&place);
        write(&store, |connection| {
            for n in 0..3_000 {
                connection.run(PROBE_PUT, params![format!("{n:05}"), n])?;
            }
            Ok(())
        })
        .unwrap();
        let seen = store.read_blocking(|connection| -> Result<_, StoreError> {
            let mut seen = Vec::new();
            for _ in 0..3 {
                let mut left = 7;
                connection.each(PROBE_ALL, params![], |row| -> Result<_, StoreError> {
                    left -= 1;
                    seen.push(row.get::<i64>(1)?);
                    Ok(match left {
                        0 => ControlFlow::Break(()),
                        _ => ControlFlow::Continue(()),
                    })
                })?;
                let count: i64 = connection.only(PROBE_COUNT, params![])?;
                seen.push(count);
            }
            Ok(seen)
        });
        let once: Vec<i64> = (0..7).chain([3_000]).collect();
        assert_eq!(seen.unwrap(), once.repeat(3));
    }
}

/// Names and texts of the catalogue, read from its source.
fn statements() -> Vec<(String, &'static str)> {
    let sources = [
        include_str!("../store/sql.rs"),
        include_str!("../store/sql/checks.rs"),
        include_str!("../store/sql/ledger.rs"),
        include_str!("../store/sql/lms.rs"),
        include_str!("../store/sql/months.rs"),
        include_str!("../store/sql/registrar.rs"),
        include_str!("../store/sql/schooling.rs"),
    ];
    let declared = |source: &'static str| source.split("pub(crate) const ").skip(1);
    let all: Vec<_> = sources
        .into_iter()
        .flat_map(declared)
        .map(|one| {
            let (name, rest) = one.split_once(':').unwrap();
            let text = rest.split_once('"').unwrap().1.split_once("\";").unwrap().0;
            let text: &str = Box::leak(text.replace("\\\"", "\"").into_boxed_str());
            (name.to_owned(), text)
        })
        .collect();
    assert!(all.len() > 80, "{}", all.len());
    all
}

#[test]
fn every_statement_of_the_catalogue_is_understood() {
    for place in Place::each() {
        drop(place.store());
        let other = if place.is_server() {
            "SQLITE_"
        } else {
            "POSTGRES_"
        };
        place.beside(|connection| {
            for (name, text) in statements() {
                // A mark that stands only while a database is being filled.
                if !name.starts_with(other) && !name.starts_with("UNFINISHED_") {
                    let known = connection.understands(text);
                    assert_eq!(known, Ok(()), "{name}");
                }
            }
            assert!(
                connection
                    .understands("SELECT nothing FROM nowhere")
                    .is_err()
            );
        });
    }
}

#[test]
fn many_rows_and_keys_go_as_one_by_one() {
    const MOVE: &str = "UPDATE probe SET n = ?2, words = ?3 WHERE id = ?1";
    const FIND: &str = "SELECT id, n, words, bytes FROM probe WHERE id = ?1";
    const PAIR: &str = "SELECT id FROM probe WHERE n = ?1 AND words = ?2";
    type Line = (String, Option<i64>, Option<String>, Option<Vec<u8>>);
    let kazakh = "Әкімшілік — ?1 $1 \"{,}\\ NULL";
    for place in Place::each() {
        let store = probe(&place);
        let many = 5_000i64;
        let counts = write(&store, move |connection| {
            let rows: Vec<Vec<Cell>> = (0..many)
                .map(|n| {
                    let words = (n % 3 != 0).then_some(kazakh);
                    let bytes = (n % 2 == 0).then(|| vec![0u8, 255, 92]);
                    vec![format!("{n}").into(), n.into(), words.into(), bytes.into()]
                })
                .collect();
            let added = connection.run_many(PROBE_ADD, &rows)?;
            let moves: Vec<Vec<Cell>> = (0..many)
                .step_by(2)
                .chain([many + 7])
                .map(|n| vec![format!("{n}").into(), (-n).into(), Cell::Null])
                .collect();
            let moved = connection.run_many(MOVE, &moves)?;
            let put: Vec<Vec<Cell>> = [1, many]
                .iter()
                .map(|n| vec![format!("{n}").into(), 77i64.into()])
                .collect();
            let put = connection.run_many(PROBE_PUT, &put)?;
            Ok([added, moved, put, connection.run_many(PROBE_PUT, &[])?])
        });
        assert_eq!(counts.unwrap(), [5_000, 2_500, 2, 0]);
        let keys: Vec<Vec<Cell>> = ["3", "nobody", "4", "1"]
            .iter()
            .map(|id| vec![(*id).into()])
            .collect();
        let mut found = store
            .read_blocking(|connection| -> Result<_, StoreError> {
                let mut found: Vec<Line> = Vec::new();
                connection.each_of(FIND, &keys, |row| -> Result<(), StoreError> {
                    found.push((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?));
                    Ok(())
                })?;
                Ok(found)
            })
            .unwrap();
        found.sort();
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(
            found,
            [
                ("1".to_owned(), Some(77), text(kazakh), None),
                ("3".to_owned(), Some(3), None, None),
                ("4".to_owned(), Some(-4), None, Some(vec![0, 255, 92])),
            ]
        );
        let pairs: Vec<Vec<Cell>> = [(5, kazakh), (5, "x"), (7, kazakh)]
            .map(|(n, words)| vec![i64::from(n).into(), words.into()])
            .into();
        let mut found = store
            .read_blocking(|connection| -> Result<_, StoreError> {
                let mut found: Vec<String> = Vec::new();
                connection.each_of(PAIR, &pairs, |row| -> Result<(), StoreError> {
                    found.push(row.get(0)?);
                    Ok(())
                })?;
                Ok(found)
            })
            .unwrap();
        found.sort();
        assert_eq!(found, ["5", "7"]);
    }
}

#[test]
fn one_bad_row_of_many_fails_them_all_and_says_why() {
    for place in Place::each() {
        let store = probe(&place);
        let add = |rows: Vec<Vec<Cell>>| {
            write(&store, move |connection| {
                connection.run_many(PROBE_KEEP, &rows)?;
                connection.run_many("INSERT INTO probe (id, n) VALUES (?1, ?2)", &rows)
            })
        };
        let row = |id: &str, n: i64| vec![Cell::from(id), Cell::from(n)];
        assert!(matches!(add(vec![row("a", 1)]), Err(StoreError::Sql(_))));
        assert_eq!(add(vec![row("a\0", 1)]), Err(StoreError::Nul));
        assert!(
            add(vec![row("a", 1), vec![Cell::from("b")]]).is_err(),
            "a value is missing"
        );
        let count: i64 =
            write(&store, |connection| connection.only(PROBE_COUNT, params![])).unwrap();
        assert_eq!(count, 0, "nothing of them is left");
    }
}

#[test]
fn statements_for_many_rows_and_keys_are_understood_as_such() {
    let many = [
        ledger::LEDGER_ACCOUNT,
        ledger::LEDGER_ACCOUNT_OF_PERSON,
        ledger::LEDGER_ACCOUNT_PUT,
        ledger::LEDGER_ACCOUNT_MOVE,
        ledger::LEDGER_ORDER,
        ledger::LEDGER_ORDER_PUT,
        ledger::LEDGER_VOUCHER,
        ledger::LEDGER_VOUCHER_PUT,
        ledger::LEDGER_VOUCHER_MOVE,
        ledger::LEDGER_CONTRACT,
        ledger::LEDGER_CONTRACT_PUT,
        ledger::LEDGER_ACT,
        ledger::LEDGER_ACT_PUT,
        ledger::LEDGER_OBLIGATION,
        ledger::LEDGER_OBLIGATION_PUT,
        ledger::LEDGER_RECEIPT,
        ledger::LEDGER_RECEIPT_ADD,
        ledger::LEDGER_CLAIM,
        ledger::LEDGER_CLAIM_ADD,
        ledger::LEDGER_TRANSFER_ADD,
        ledger::LEDGER_EVENT_ADD,
    ];
    for place in Place::each() {
        drop(place.store());
        place.beside(|connection| {
            for statement in many {
                let known = connection.understands_many(statement);
                assert_eq!(known, Ok(()), "{statement}");
            }
        });
    }
}

#[test]
fn what_a_registry_keeps_about_itself_survives_closing() {
    for place in Place::each() {
        let store = place.store();
        let bytes = Environment::system().bytes::<32>().unwrap();
        let put = move |tx: &crate::store::Tx<'_>| rows::put_meta(tx, "key", &bytes);
        store.write_blocking(put).unwrap();
        store.close();
        let closed = store.write_blocking(put);
        assert_eq!(closed, Err(StoreError::Closed));
        let found = place
            .store()
            .read_blocking(|connection| rows::meta(connection, "key"));
        assert_eq!(found.unwrap().as_deref(), Some(bytes.as_slice()));
    }
}
