//! What an LMS says of learners reaches the automatic checks that look at them.

use super::sending::worlds;
use super::{Lms, World, organisations, students};
use crate::store::{StoreError, params, rows};
use baqylau_domain::identifiers::{Iin, OrganisationId};
use baqylau_domain::organisation::{Organisation, OrganisationKind};
use baqylau_protocol::lms::LmsMethod;

/// A learner on the registry's own lists of a university.
async fn listed(world: &World, university: &Organisation) -> Option<Iin> {
    let places: Vec<_> = university.premises.iter().map(|place| place.id).collect();
    let store = &world.registry.core().store;
    let found = store.read(move |connection| -> Result<_, StoreError> {
        for place in places {
            let groups = rows::groups(connection, place)?;
            let mut learners = groups.into_iter().flat_map(|group| group.learners);
            if let Some(learner) = learners.find(|learner| learner.in_lms) {
                return Ok(Some(learner.iin));
            }
        }
        Ok(None)
    });
    found.await.unwrap()
}

/// Whether the turn of the learners of an organisation is due.
async fn is_due(world: &World, organisation: OrganisationId) -> bool {
    let now = rows::micros(crate::environment::Clock::now(&*world.clock));
    let due = "SELECT due_at FROM check_queue WHERE organisation = ?1 AND part = 'contingent'";
    let store = &world.registry.core().store;
    let read = store.read(move |connection| -> Result<i64, StoreError> {
        connection.only(due, params![organisation.to_string()])
    });
    read.await.unwrap() <= now
}

/// How many learners have a contract as it must be, by the report that stands.
async fn contracted(world: &World, organisation: OrganisationId) -> usize {
    let bodies = "SELECT body FROM check_rows WHERE organisation = ?1 AND part = 'contingent'
        AND check_id = 'learner-contract' AND until IS NULL";
    let store = &world.registry.core().store;
    let read = store.read(move |connection| -> Result<Vec<String>, StoreError> {
        connection.all(bodies, params![organisation.to_string()], |row| row.get(0))
    });
    let bodies = read.await.unwrap();
    assert!(!bodies.is_empty());
    bodies
        .iter()
        .filter(|body| body.contains("\"passed\""))
        .count()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contract_of_the_lms_has_the_checks_of_its_university_run_again() {
    for world in worlds().await {
        let mut found = None;
        let all = organisations(&world, OrganisationKind::University).await;
        for (nth, university) in all.iter().enumerate() {
            if let Some(student) = listed(&world, university).await {
                found = Some((nth, student));
            }
        }
        let (nth, student) = found.unwrap();
        let lms = Lms::of(&world, OrganisationKind::University, nth).await;
        let university = lms.organisation.id;
        world.registry.run_checks().await.unwrap();
        assert!(!is_due(&world, university).await);
        assert_eq!(contracted(&world, university).await, 0);

        let contract = students::contract(student, &["G"]);
        let sent = lms.send(LmsMethod::Contracts, &[contract]).await.unwrap();
        assert_eq!(sent.report.accepted, 1);
        assert!(is_due(&world, university).await);
        world.registry.run_checks().await.unwrap();
        assert_eq!(contracted(&world, university).await, 1);
        assert!(!is_due(&world, university).await);

        // The same document says nothing new.
        let contract = students::contract(student, &["G"]);
        lms.send(LmsMethod::Contracts, &[contract]).await.unwrap();
        assert!(!is_due(&world, university).await);
    }
}
