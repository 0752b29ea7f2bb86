//! Records of the state educational order in the cache: whole, as the registry sent them. What only
//! a school's own feed brings of its application lies beside what its department's brings, under a
//! key of its own, and is read as the application it is.

use super::reader::Reader;
use crate::error::Result;
use baqylau_domain::schooling::SchoolingRecord;
use rusqlite::{Connection, OptionalExtension as _, Transaction};

/// Keeps a record under its key, in the bytes it came in.
///
/// # Errors
/// What the database answered.
pub fn put(tx: &Transaction<'_>, key: &str, content: &str) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO orders (key, content) VALUES (?1, ?2)
         ON CONFLICT (key) DO UPDATE SET content = excluded.content",
    )?
    .execute((key, content))?;
    Ok(())
}

/// Records shown to a person, by key.
///
/// # Errors
/// What the database answered.
pub fn shown(connection: &Connection, reader: &Reader) -> Result<Vec<SchoolingRecord>> {
    let mut statement = connection.prepare_cached(
        "SELECT content FROM orders WHERE key IN
             (SELECT id FROM shown WHERE kind = 'schooling'
              AND scope IN (SELECT value FROM json_each(?1)))
         ORDER BY key",
    )?;
    let rows = statement.query_map([reader.scopes()], |row| row.get::<_, String>(0))?;
    rows.map(|content| read(&content?)).collect()
}

/// A record as it was kept, of what a school sees the application.
fn read(content: &str) -> Result<SchoolingRecord> {
    let record: SchoolingRecord = serde_json::from_str(content)?;
    Ok(record.opened())
}

/// The key under which a school's own feed brings a record, where it is another.
fn seen(key: &str) -> Option<String> {
    key.starts_with("application:")
        .then(|| format!("seen_{key}"))
}

/// Records of a kind (`payment`) shown to a person, by key.
///
/// # Errors
/// What the database answered.
pub fn of_kind(
    connection: &Connection,
    reader: &Reader,
    kind: &str,
) -> Result<Vec<SchoolingRecord>> {
    // Keys of a kind stand together: from `payment:` to before what follows the colon.
    let (from, to) = (format!("{kind}:"), format!("{kind};"));
    let mut statement = connection.prepare_cached(
        "SELECT content FROM orders WHERE key >= ?2 AND key < ?3 AND key IN
             (SELECT id FROM shown WHERE kind = 'schooling'
              AND scope IN (SELECT value FROM json_each(?1)))
         ORDER BY key",
    )?;
    let rows = statement.query_map([reader.scopes(), &from, &to], |row| row.get::<_, String>(0))?;
    rows.map(|content| read(&content?)).collect()
}

/// A record that is here, whoever it was shown to: for naming what was asked of it.
///
/// # Errors
/// What the database answered.
pub fn kept(connection: &Connection, key: &str) -> Result<Option<SchoolingRecord>> {
    let find = |key: &str| -> Result<Option<String>> {
        Ok(connection
            .prepare_cached("SELECT content FROM orders WHERE key = ?1")?
            .query_row([key], |row| row.get(0))
            .optional()?)
    };
    let found = match (find(key)?, seen(key)) {
        (None, Some(seen)) => find(&seen)?,
        (found, _) => found,
    };
    found.map(|content| read(&content)).transpose()
}

/// A record shown to a person.
///
/// # Errors
/// What the database answered.
pub fn one(connection: &Connection, reader: &Reader, key: &str) -> Result<Option<SchoolingRecord>> {
    let find = |key: &str| -> Result<Option<String>> {
        Ok(connection
            .prepare_cached(
                "SELECT content FROM orders WHERE key = ?2 AND EXISTS
                     (SELECT 1 FROM shown WHERE kind = 'schooling' AND id = ?2
                      AND scope IN (SELECT value FROM json_each(?1)))",
            )?
            .query_row([reader.scopes(), key], |row| row.get(0))
            .optional()?)
    };
    let found = match (find(key)?, seen(key)) {
        (None, Some(seen)) => find(&seen)?,
        (found, _) => found,
    };
    found.map(|content| read(&content)).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::db::{Db, Durability};
    use crate::store::{intake, reader, schema};
    use crate::vault::seal::Key;
    use baqylau_domain::identifiers::{ApplicationId, Kato, OrganisationId, PersonId};
    use baqylau_domain::money::Tiyn;
    use baqylau_domain::schooling::{
        Application, ApplicationKind, ApplicationStage, ApplicationStep, Budget,
    };
    use baqylau_protocol::feed::{Change, FeedEntry, FeedPage, Scope};
    use uuid::Uuid;

    fn budget(department: &str, amount: i64) -> SchoolingRecord {
        SchoolingRecord::Budget(Budget {
            department: department.parse().unwrap(),
            year: 2026,
            amount: Tiyn(amount),
            basis: "решение маслихата".to_owned(),
            former: Vec::new(),
            steps: Vec::new(),
        })
    }

    /// A page as the registry sends it, read as a laptop reads it.
    fn page(scope: &Scope, seq: u64, record: SchoolingRecord) -> intake::Page {
        let page = FeedPage {
            epoch: Uuid::nil(),
            scope: scope.clone(),
            entries: vec![FeedEntry {
                seq,
                change: Change::Schooling {
                    record: Box::new(record),
                },
            }],
            head: seq,
        };
        intake::page(&serde_json::to_vec(&page).unwrap()).unwrap()
    }

    #[test]
    fn records_of_the_state_order_are_shown_to_whom_their_scope_is_and_leave_with_it() {
        let folder = tempfile::tempdir().unwrap();
        let key = Key::new([1; 32]);
        let open = |name: &str, schema| {
            Db::open(&folder.path().join(name), &key, Durability::Full, schema).unwrap()
        };
        let cache = open("cache.db", schema::CACHE);
        let store = open("store.db", schema::STORE);
        let regions: [Kato; 2] = ["610000000".parse().unwrap(), "750000000".parse().unwrap()];
        let people = [1, 2].map(|n| PersonId::new(Uuid::from_u128(n)));
        for (region, person) in regions.into_iter().zip(people) {
            let scope = Scope::Orders(region);
            // The second entry is the newer state of the same record.
            for (seq, amount) in [(1, 100), (2, 300)] {
                let page = page(&scope, seq, budget(&region.to_string(), amount));
                let scope = scope.clone();
                let touched = cache
                    .write(move |tx| intake::take_in(tx, &scope, &page.entries))
                    .unwrap();
                assert!(touched.orders);
            }
            let scopes = vec![Scope::Person(person), scope];
            store
                .write(move |tx| reader::keep(tx, person, &scopes))
                .unwrap();
        }
        let sees = |person: PersonId| {
            let reader = store.read(|c| reader::of(c, person)).unwrap();
            cache.read(|c| shown(c, &reader)).unwrap()
        };
        assert_eq!(sees(people[0]), [budget("610000000", 300)]);
        assert_eq!(sees(people[1]), [budget("750000000", 300)]);
        assert_eq!(sees(PersonId::new(Uuid::from_u128(3))), []);
        let scope = Scope::Orders(regions[0]).to_string();
        cache
            .write(move |tx| crate::store::cache::forget_scope(tx, &scope))
            .unwrap();
        assert_eq!(sees(people[0]), []);
        let gone = cache.read(|c| kept(c, "budget:610000000/2026")).unwrap();
        assert_eq!(gone, None, "what no scope shows doesn't stay on the laptop");
        assert_eq!(sees(people[1]).len(), 1);
    }

    /// An application the department works on.
    fn application(school: u128) -> Application {
        let at = "2026-11-02T05:00:00Z".parse().unwrap();
        let stage = ApplicationStage::InWork {
            executor: PersonId::new(Uuid::from_u128(0xfeed)),
        };
        Application {
            id: ApplicationId::new(Uuid::from_u128(7)),
            kind: ApplicationKind::Digitisation,
            school: OrganisationId::new(Uuid::from_u128(school)),
            territory: "610000000".parse().unwrap(),
            documents: std::collections::BTreeMap::new(),
            stage: stage.clone(),
            round: 1,
            signature: None,
            steps: vec![
                ApplicationStep {
                    at,
                    by: None,
                    stage: ApplicationStage::New,
                },
                ApplicationStep {
                    at,
                    by: Some(PersonId::new(Uuid::from_u128(0xfeed))),
                    stage,
                },
            ],
        }
    }

    #[test]
    fn a_school_and_its_department_on_one_laptop_read_their_own_of_an_application() {
        let folder = tempfile::tempdir().unwrap();
        let key = Key::new([1; 32]);
        let open = |name: &str, schema: &[&str]| {
            Db::open(&folder.path().join(name), &key, Durability::Full, schema).unwrap()
        };
        let one = application(3);
        let whole = SchoolingRecord::Application(one.clone());
        let school = Scope::School(one.school);
        let office = Scope::Orders(one.territory.region());
        let take = |cache: &Db, scope: &Scope, record: SchoolingRecord| {
            let page = page(scope, 1, record);
            let scope = scope.clone();
            cache
                .write(move |tx| intake::take_in(tx, &scope, &page.entries))
                .unwrap();
        };
        let store = open("store.db", schema::STORE);
        let people = [1, 2].map(|n| PersonId::new(Uuid::from_u128(n)));
        for (person, scope) in people.into_iter().zip([&school, &office]) {
            let scopes = vec![Scope::Person(person), scope.clone()];
            store
                .write(move |tx| reader::keep(tx, person, &scopes))
                .unwrap();
        }
        let sees = |cache: &Db, person: PersonId| {
            let reader = store.read(|c| reader::of(c, person)).unwrap();
            let all = cache.read(|c| shown(c, &reader)).unwrap();
            let named = cache
                .read(|c| super::one(c, &reader, &whole.key()))
                .unwrap();
            assert_eq!(named.as_ref(), all.first(), "found by its key as well");
            all
        };

        // A program of before was told the whole in the school's own feed.
        let (before, _) = schema::CACHE.split_at(schema::CACHE.len() - 1);
        let cache = open("cache.db", before);
        take(&cache, &school, whole.clone());
        assert_eq!(sees(&cache, people[0]), std::slice::from_ref(&whole));
        drop(cache);
        let cache = open("cache.db", schema::CACHE);
        assert_eq!(sees(&cache, people[0]), [], "nothing of it stays");
        let left = cache.read(|c| kept(c, &whole.key())).unwrap();
        assert_eq!(left, None);

        // Whichever comes last, each reads what its own feed brought.
        let seen = SchoolingRecord::Application(one.for_school().opened());
        for told in [[&school, &office], [&office, &school]] {
            for scope in told {
                let record = if *scope == school {
                    whole.for_school()
                } else {
                    whole.clone()
                };
                take(&cache, scope, record);
            }
            assert_eq!(sees(&cache, people[0]), std::slice::from_ref(&seen));
            assert_eq!(sees(&cache, people[1]), std::slice::from_ref(&whole));
        }
    }
}
