//! The trail of what source systems were asked is kept for its time, and the newest of each question
//! beyond it.

use super::engine::{Place, apart};
use crate::environment::{Clock, ManualClock, SystemRandomness};
use crate::store::rows::micros;
use crate::store::sql::checks as sql;
use crate::store::{Store, StoreError, params};
use crate::{Environment, Registry, RegistryConfig, checks};
use chrono::TimeDelta;
use std::sync::Arc;

/// Lines of questions so many days old: about whom, of what kind.
fn ask(store: &Store, lines: &[(i64, &'static str, &'static str)]) {
    let lines = lines.to_vec();
    store
        .write_blocking(move |tx| -> Result<(), StoreError> {
            for (days, about, kind) in &lines {
                let at = super::morning() - TimeDelta::days(*days);
                let values = params![
                    micros(at),
                    "checks",
                    "gbd-ul",
                    kind,
                    about,
                    format!("{about} {kind} {days}"),
                    "answered",
                    1,
                    10
                ];
                tx.run(sql::CHECK_QUESTION_ADD, values)?;
            }
            Ok(())
        })
        .unwrap();
}

fn left(place: &Place) -> Vec<String> {
    apart(|| {
        place.beside(|connection| {
            let all = "SELECT request FROM check_questions ORDER BY n";
            connection.all(all, params![], |row| row.get(0)).unwrap()
        })
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn questions_are_forgotten_after_their_time_but_for_the_newest_of_each() {
    let places: Vec<Place> = tokio::task::spawn_blocking(|| Place::each().collect())
        .await
        .unwrap();
    for place in &places {
        apart(|| {
            let store = place.store();
            ask(
                &store,
                &[
                    (900, "a", "entity"),
                    (800, "a", "entity"),
                    (700, "a", "licences"),
                    (600, "b", "entity"),
                    (500, "b", "entity"),
                    (364, "a", "entity"),
                    (10, "a", "entity"),
                ],
            );
            store.close();
        });
        let clock = Arc::new(ManualClock::new(super::morning()));
        let config = RegistryConfig {
            environment: Environment {
                clock: Arc::clone(&clock) as Arc<dyn Clock>,
                random: Arc::new(SystemRandomness),
            },
            ..place.config()
        };
        let registry = Registry::start(config).await.unwrap();
        assert_eq!(checks::shorten(registry.core()).await.unwrap(), 3);
        let kept = [
            "a licences 700",
            "b entity 500",
            "a entity 364",
            "a entity 10",
        ];
        assert_eq!(left(place), kept);
        // Once a day, and a day later what reached its age meanwhile.
        clock.advance(TimeDelta::hours(1));
        assert_eq!(checks::shorten(registry.core()).await.unwrap(), 0);
        clock.advance(TimeDelta::days(2));
        assert_eq!(checks::shorten(registry.core()).await.unwrap(), 1);
        assert_eq!(left(place).len(), 3);
        registry.stop().await;
    }
    tokio::task::spawn_blocking(move || drop(places))
        .await
        .unwrap();
}
