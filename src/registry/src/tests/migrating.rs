//! Migrations cut off anywhere go on where they were, on every engine.

use super::conformance::field;
use super::engine::Place;
use crate::store::migrations::{Place as At, migrate_watched};
use crate::store::{Connection, Store, StoreError};
use baqylau_domain::identifiers::{PersonId, VisitId};
use baqylau_domain::people::{AccountRole, Person};
use baqylau_domain::text::Trilingual;
use baqylau_protocol::feed::Change;
use std::fmt::Write as _;

/// Records of the first version, which every later step finds something to do with.
fn first_records() -> String {
    let visit = VisitId::new(uuid::Uuid::from_u128(7));
    let body = serde_json::to_string(&field(visit, "x")).unwrap();
    let person = Person {
        id: PersonId::new(uuid::Uuid::from_u128(8)),
        full_name: "Үлгі".to_owned(),
        iin: "150314599009".parse().unwrap(),
        position: Trilingual::new("а", "б", "c"),
        role: AccountRole::Commission,
        territory: None,
        organisation: None,
    };
    let person = Change::Person {
        person: Box::new(person),
    };
    let person = serde_json::to_string(&person).unwrap();
    format!(
        "INSERT INTO feed_head (scope, n) VALUES ('draft:1', 1);
         INSERT INTO feed (scope, seq, body) VALUES ('draft:1', 1, '{body}');
         INSERT INTO feed_head (scope, n) VALUES ('region:1', 2);
         INSERT INTO feed (scope, seq, body) VALUES ('region:1', 1, '{person}');
         INSERT INTO feed (scope, seq, body) VALUES ('region:1', 2, '{person}');
         INSERT INTO workbooks (hash, code, version) VALUES ('h', 'SAFE', '1');
         INSERT INTO sanctions (id, visit, organisation, state, body)
             VALUES ('s', 'v', 'o', 'proposed', '{{}}');
         INSERT INTO operations (id, install, seq, hash, actor, kind, visit, bytes, received_at,
             clock_flagged, outcome, receipt, signature)
             VALUES ('o1', 'i', 1, 'h', 'a', 'visit', 'v', 'b', 5, 0, 'applied', 'r', 's');"
    )
}

/// What stands in the tables that steps touch, and how the tables are made.
fn dump(connection: &Connection, is_server: bool) -> String {
    let definitions = if is_server {
        "SELECT table_name || ' ' || column_name || ' ' || data_type || ' ' || is_nullable || ' '
             || coalesce(column_default, '') || ' ' || coalesce(collation_name, '')
         FROM information_schema.columns WHERE table_schema = current_schema()
         UNION ALL SELECT indexdef FROM pg_catalog.pg_indexes WHERE schemaname = current_schema()
         ORDER BY 1"
    } else {
        "SELECT coalesce(sql, name) FROM sqlite_master ORDER BY 1"
    };
    let mut text = String::new();
    let data = [
        "SELECT name FROM migrations ORDER BY version",
        "SELECT scope || seq || body FROM feed ORDER BY 1",
        "SELECT scope || record || seq || digest FROM standing ORDER BY 1",
        "SELECT code || title FROM workbooks ORDER BY 1",
        "SELECT id || visit || organisation || state || body FROM sanctions ORDER BY 1",
        "SELECT operation || n || receipt || signature FROM receipts ORDER BY 1",
    ];
    for statement in [definitions].into_iter().chain(data) {
        let lines: Vec<String> = connection.all(statement, &[], |row| row.get(0)).unwrap();
        assert!(!lines.is_empty(), "{statement}");
        writeln!(text, "{}\n", lines.join("\n")).unwrap();
    }
    text
}

/// Migrates, entering the first records, until it has been at so many places; what stopped it.
fn migrate(place: &Place, records: &str, mut places: usize) -> Result<Vec<At>, StoreError> {
    place.beside(|connection| {
        let mut been = Vec::new();
        migrate_watched(connection, &mut |at| {
            if at == At::Calculated(1) {
                connection.batch(records)?;
            }
            been.push(at);
            if places == 0 {
                return Err(StoreError::Closed);
            }
            places -= 1;
            Ok(())
        })?;
        Ok(been)
    })
}

#[test]
fn a_migration_cut_off_anywhere_goes_on_at_the_next_start() {
    let records = first_records();
    for engine in super::engine::Engine::all() {
        let whole = Place::empty(engine);
        let been = migrate(&whole, &records, usize::MAX).unwrap();
        let expected = whole.beside(|connection| dump(connection, whole.is_server()));
        assert!(been.len() >= 6 * 5, "{been:?}");
        assert!(
            expected.contains("o11rs") && expected.contains("SAFE{}"),
            "{expected}"
        );
        for (cut, at) in been.iter().enumerate() {
            let place = Place::empty(engine);
            let stopped = migrate(&place, &records, cut);
            assert_eq!(stopped, Err(StoreError::Closed), "{cut}");
            // Cut off once more on the way, and then not any more.
            let _ = migrate(&place, &records, 2);
            migrate(&place, &records, usize::MAX).unwrap();
            let found = place.beside(|connection| dump(connection, place.is_server()));
            assert_eq!(found, expected, "{engine:?} cut at {:?}", at);
            drop(Store::open(&place.origin()).unwrap());
        }
    }
}

#[test]
fn two_programs_may_begin_with_one_empty_database() {
    for place in Place::each() {
        std::thread::scope(|scope| {
            let starts: Vec<_> = (0..6)
                .map(|_| scope.spawn(|| Store::open(&place.origin()).map(drop)))
                .collect();
            for start in starts {
                // A file may be found locked for an instant while its settings are made.
                let outcome = start.join().unwrap();
                let busy = !place.is_server() && outcome == Err(StoreError::Busy);
                assert!(outcome == Ok(()) || busy, "{outcome:?}");
            }
        });
        drop(place.store());
    }
}

#[test]
fn a_database_with_something_else_is_left_alone() {
    for place in Place::each() {
        place.beside(|connection| {
            connection
                .batch("CREATE TABLE invoices (id INTEGER)")
                .unwrap();
        });
        let refused = Store::open(&place.origin()).err();
        assert_eq!(refused, Some(StoreError::Foreign));
        place.beside(|connection| {
            assert!(connection.understands(crate::store::sql::VERSION).is_err())
        });
    }
}
