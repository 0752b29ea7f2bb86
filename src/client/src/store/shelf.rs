//! What services of authorities said, kept between questions: answers of the OCSP service and
//! revocation lists. It may be lost at any time, and is judged anew whenever it is used, so it
//! lies in the cache.

use super::Store;
use crate::config::Clock;
use crate::error::Result;
use baqylau_domain::Moment;
use baqylau_validation::Shelf;
use chrono::TimeDelta;
use rusqlite::{Connection, OptionalExtension as _, Transaction};
use std::sync::{Arc, Weak};

/// Most octets kept: the national lists of today fit several times.
const LIMIT: i64 = 128 * 1024 * 1024;

/// How long something nobody renewed is kept.
const KEPT_FOR: TimeDelta = TimeDelta::days(400);

/// The shelf of an open store.
pub struct StoreShelf {
    /// Weak: a question still waiting for its answer must not hold a closed store.
    store: Weak<Store>,
    clock: Arc<dyn Clock>,
}

impl StoreShelf {
    /// The shelf of a store.
    pub fn of(store: &Arc<Store>, clock: Arc<dyn Clock>) -> Self {
        Self {
            store: Arc::downgrade(store),
            clock,
        }
    }
}

impl Shelf for StoreShelf {
    fn get(&self, key: &str) -> Option<Vec<u8>> {
        let store = self.store.upgrade()?;
        store.cache().read(|c| get(c, key)).ok()?
    }

    fn put(&self, key: &str, octets: &[u8]) {
        let Some(store) = self.store.upgrade() else {
            return;
        };
        let (key, octets, now) = (key.to_owned(), octets.to_vec(), self.clock.now());
        let kept = store.cache().write(move |tx| put(tx, &key, &octets, now));
        if let Err(error) = kept {
            tracing::warn!(%error, "what a service said was not kept");
        }
    }
}

fn get(connection: &Connection, key: &str) -> Result<Option<Vec<u8>>> {
    Ok(connection
        .prepare_cached("SELECT octets FROM shelf WHERE name = ?1")?
        .query_row([key], |row| row.get(0))
        .optional()?)
}

fn put(tx: &Transaction<'_>, key: &str, octets: &[u8], now: Moment) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO shelf (name, octets, kept_at) VALUES (?1, ?2, ?3)
         ON CONFLICT (name) DO UPDATE SET octets = excluded.octets, kept_at = excluded.kept_at",
    )?
    .execute((key, octets, now.timestamp()))?;
    let long_ago = (now - KEPT_FOR).timestamp();
    tx.execute("DELETE FROM shelf WHERE kept_at < ?1", [long_ago])?;
    // The newest stay as far as they fit together.
    tx.execute(
        "DELETE FROM shelf WHERE name IN (
             SELECT name FROM (
                 SELECT name, SUM(length(octets)) OVER (ORDER BY kept_at DESC, name) AS total
                 FROM shelf)
             WHERE total > ?1)",
        [LIMIT],
    )?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::schema;

    #[test]
    fn what_nobody_renewed_for_long_and_what_is_too_much_goes() {
        let mut connection = Connection::open_in_memory().unwrap();
        for step in schema::CACHE {
            connection.execute_batch(step).unwrap();
        }
        let tx = connection.transaction().unwrap();
        let now = Moment::UNIX_EPOCH + TimeDelta::days(20_000);
        put(&tx, "old", b"1", now - TimeDelta::days(401)).unwrap();
        put(&tx, "list", b"2", now - TimeDelta::days(30)).unwrap();
        put(&tx, "list", b"3", now).unwrap();
        assert_eq!(get(&tx, "old").unwrap(), None);
        assert_eq!(get(&tx, "list").unwrap().as_deref(), Some(&b"3"[..]));
        let large = vec![0; usize::try_from(LIMIT).unwrap() / 2 + 1];
        put(&tx, "a", &large, now + TimeDelta::seconds(1)).unwrap();
        put(&tx, "b", &large, now + TimeDelta::seconds(2)).unwrap();
        assert_eq!(get(&tx, "a").unwrap(), None, "the older one gave way");
        assert!(get(&tx, "b").unwrap().is_some());
    }
}
